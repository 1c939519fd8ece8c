"""The three languages say the same things, and all that is shown has words and letters."""

import re
from datetime import date
from pathlib import Path

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import Junk, Message, Term
from fontTools.ttLib import TTFont

import balcao
import balcao.analytics.sales as sales
from balcao.analytics.diagnosis.engine import CHECKS
from balcao.analytics.diagnosis.finding import Finding
from balcao.analytics.report.charts import FONTS
from balcao.analytics.report.languages import LANGUAGES
from balcao.analytics.report.report import tell
from balcao.analytics.report.texts import Catalogue
from balcao.analytics.sales.schema import REASONS

TEXTS = [FONTS.parent / "texts", *sorted(Path(balcao.__path__[0]).glob("*/texts"))]


IN_REPORTS = [TEXTS[0], Path(balcao.__path__[0]) / "diagnoses/texts"]
"""Whose sentences can come into a PDF."""


def entries(language: str, folders: list[Path] = TEXTS) -> dict[str, str]:
    """Message or attribute to its source."""
    found: dict[str, str] = {}
    for file in (file for folder in folders for file in sorted((folder / language).glob("*.ftl"))):
        text = file.read_text("utf-8")
        for entry in parse(text).body:
            assert not isinstance(entry, Junk), f"{file}: {entry.content[:80]}"
            if isinstance(entry, Message | Term):
                assert entry.id.name not in found, f"{file}: {entry.id.name} is said elsewhere"
                found[entry.id.name] = text[entry.value.span.start : entry.value.span.end] if entry.value else ""
                for attribute in entry.attributes:
                    found[f"{entry.id.name}.{attribute.id.name}"] = text[
                        attribute.value.span.start : attribute.value.span.end
                    ]
    return found


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_language_has_the_same_messages(language):
    assert entries(language).keys() == entries("en").keys()


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_no_language_uses_a_fact_that_english_lacks(language):
    own, english = entries(language), entries("en")
    for name, text in own.items():
        message = name.split(".")[0]
        known = {
            fact for key, t in english.items() if key.split(".")[0] == message for fact in re.findall(r"\$(\w+)", t)
        }
        assert set(re.findall(r"\$(\w+)", text)) <= known, name


def test_every_refusal_in_the_reader_has_its_sentence():
    codes = set()
    for file in Path(sales.__path__[0]).rglob("*.py"):
        codes |= set(re.findall(r'NotSalesError\(\s*"(\w+)"', file.read_text("utf-8")))
    assert len(codes) > 20
    assert {f"refusal-{code}" for code in codes} <= entries("en").keys()


def test_every_note_reason_and_check_has_its_words():
    notes = set()
    for file in Path(sales.__path__[0]).rglob("*.py"):
        notes |= set(re.findall(r'notes\.append\("(\w+)"\)', file.read_text("utf-8")))
    wanted = {f"note-{note}" for note in notes} | {f"check-{check}" for check in CHECKS}
    wanted |= {"reason-" + reason.replace(" ", "_") for reason in REASONS}
    assert wanted <= entries("en").keys()


def test_the_fonts_hold_every_character_of_our_texts():
    regular, bold = (set(TTFont(FONTS / f"balcao-{name}.otf").getBestCmap()) for name in ("regular", "bold"))
    for language in LANGUAGES:
        own = {ord(c) for text in entries(language, IN_REPORTS).values() for c in text if c > " "}
        assert own <= regular and own <= bold, [chr(c) for c in own - regular | own - bold]


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (115_432, "MOP\u00a01,150"),
        (70_011, "MOP\u00a0700"),
        (163_000, "MOP\u00a01,650"),
        (2_349, "MOP\u00a023"),
        (450, "MOP\u00a04.50"),
        (0, "MOP\u00a00.00"),
    ],
)
def test_money_has_two_significant_digits(minor, said):
    assert Catalogue("en", "MOP", 2).money(minor) == said


def test_each_language_writes_figures_its_own_way():
    said = {language: Catalogue(language, "MOP", 2) for language in LANGUAGES}
    assert [c.whole_money(81_786_005) for c in said.values()] == [
        "MOP\u00a0817,860",
        "817\u00a0860\u00a0MOP",
        "MOP$817,860",
    ]
    assert [c.percent(0.0194) for c in said.values()] == ["1.9%", "1,9\u00a0%", "1.9%"]
    assert [c.date(date(2026, 3, 1)) for c in said.values()] == ["1 March 2026", "1 de março de 2026", "2026年3月1日"]
    assert [c.hour(15) for c in said.values()] == ["15:00", "15h", "15:00"]


def test_plural_forms():
    catalogue = Catalogue("en", "MOP", 2)
    assert catalogue.say("more-label", count=1) == "One more finding"
    assert catalogue.say("more-label", count=3) == "3 more findings"


def test_names_from_files_lose_marks_and_length():
    finding = Finding("concentration", "item", {"part": "\u202eevil\x00" + "x" * 200, "share": 0.5}, None, "low", ())
    title = tell(finding, Catalogue("en", "MOP", 2)).title
    assert "\u202e" not in title and "\x00" not in title and len(title) < 140 and title.endswith("…")


def test_a_message_with_a_missing_fact_is_an_error_not_a_gap():
    with pytest.raises(ValueError, match="value"):
        Catalogue("en", "MOP", 2).say("value")
