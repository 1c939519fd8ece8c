"""A diagnosis in every language, as rows keep it; and back again, for the page and the PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from balcao.analytics.diagnosis.engine import Diagnosis
from balcao.analytics.economies import minor_digits
from balcao.analytics.report.as_json import as_json
from balcao.analytics.report.languages import LANGUAGES
from balcao.analytics.report.report import Drawing, Missing, Report, write_report
from balcao.analytics.report.report import Told as ToldFinding
from balcao.analytics.report.texts import Catalogue
from balcao.analytics.report.understanding import Asked, Choice, Column, Understanding
from balcao.analytics.sales.schema import Reading


@dataclass(frozen=True)
class Told:
    """The figures, and the whole report in each language."""

    figures: dict[str, Any]
    languages: Mapping[str, dict[str, Any]]


def tell_everywhere(name: str, reading: Reading, diagnosis: Diagnosis, folders: Sequence[Path]) -> Told:
    """Write the report in every language that the site speaks; its own sentences are in `folders`."""
    words = {language: _catalogue(language, reading.currency, tuple(folders)) for language in LANGUAGES}
    languages = {}
    for language in LANGUAGES:
        content = asdict(write_report(name, reading, diagnosis, words[language], charts=True))
        content["labels"]["footer"] = words[language].say("footer-site")
        languages[language] = content
    return Told(as_json(name, reading, diagnosis, words["en"], 0.0), languages)


@lru_cache
def _catalogue(language: str, currency: str, folders: tuple[Path, ...]) -> Catalogue:
    return Catalogue(language, currency, minor_digits(currency), folders)


def as_report(content: Mapping[str, Any]) -> Report:
    """The report that a row keeps."""

    def finding(told: dict[str, Any]) -> ToldFinding:
        return ToldFinding(**{**told, "drawing": told["drawing"] and Drawing(**told["drawing"])})

    return Report(
        **{
            **{key: value for key, value in content.items() if key != "before"},  # only the page compares
            "first": [finding(told) for told in content["first"]],
            "rest": [finding(told) for told in content["rest"]],
            "weeks": content["weeks"] and Drawing(**content["weeks"]),
            "missing": [Missing(**missing) for missing in content["missing"]],
            "reading": content.get("reading") and _understanding(content["reading"]),
        }
    )


def _understanding(content: Mapping[str, Any]) -> Understanding:
    asked = [Asked(**{**one, "choices": [Choice(**choice) for choice in one["choices"]]}) for one in content["asked"]]
    return Understanding(**{**content, "asked": asked, "columns": [Column(**one) for one in content["columns"]]})
