"""What the site says, in the reader's language. The sentences are in each app's `texts/`; here they are found and filled."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language, override

from balcao.analytics.economies import Economy, economy, minor_digits
from balcao.analytics.report.texts import Catalogue

OURS: Mapping[str, str] = {"zh-hant": "zh-Hant", "pt-pt": "pt", "en": "en"}
"""Django's name of a language, and the catalogues' and the page's."""

OWN_NAMES: Mapping[str, str] = {"zh-hant": "中文", "pt-pt": "Português", "en": "English"}


def here() -> Economy:
    """The economy that this deployment serves."""
    return economy(settings.ECONOMY, settings.ECONOMY_FILE)


def language() -> str:
    """The reader's language as the catalogues call it."""
    return OURS.get(get_language() or "", "en")


@lru_cache
def catalogue(language: str, currency: str) -> Catalogue:
    """All sentences of one language: the reports' and every app's."""
    return Catalogue(language, currency, minor_digits(currency), folders_of_texts())


def folders_of_texts() -> list[Path]:
    """Where the sentences of every app are."""
    return [Path(app.path) / "texts" for app in apps.get_app_configs() if app.name.startswith("balcao.")]


def words() -> Catalogue:
    """The catalogue of the reader's language, with money in the economy's currency."""
    return catalogue(language(), here().currency)


def say(sentence: str, attribute: str | None = None, /, **facts: object) -> str:
    """The sentence of this name in the reader's language; moments are given in UTC and told in the economy's zone."""
    return words().say(sentence, attribute, {key: _told(fact) for key, fact in facts.items()})


def colon() -> str:
    """What stands between a name and what is said of it."""
    return "：" if language() == "zh-Hant" else ": "


def refuse(refusal: Mapping[str, Any]) -> str:
    """Why a file was refused, from the code and the facts that a row keeps."""
    return words().refusal(refusal["code"], refusal["facts"])


def in_all(sentence: str, **facts: object) -> dict[str, str]:
    """The sentence in every language, by the catalogues' names."""
    texts = {}
    for name, ours in OURS.items():
        with override(name):
            texts[ours] = say(sentence, **facts)
    return texts


def in_own(texts: Mapping[str, object]) -> str:
    """A text in several languages in the reader's, or in the first in which there is one."""
    own = [texts.get(language()), *(texts.get(known) for known in OURS.values())]
    return next((str(text) for text in own if text), "")


def _told(fact: object) -> object:
    """A fact as the catalogues take it: moments in the economy's zone, people and businesses by their names.

    A text in several languages is told in the reader's.
    """
    if isinstance(fact, Mapping):
        return in_own(fact)
    if isinstance(fact, datetime):
        return timezone.localtime(fact, timezone.get_default_timezone()).replace(tzinfo=None)
    told = fact if isinstance(fact, str | int | float | date) else str(fact)
    return f"{told[:LONGEST]}…" if isinstance(told, str) and len(told) > LONGEST else told


LONGEST = 2400
"""Characters of a fact; a longer one is no fact of a sentence, and Fluent takes no more than 2,500."""


def _later(sentence: str) -> str:
    return say(sentence)


later = lazy(_later, str)
"""The sentence of this name, said when it is shown: for labels of forms."""
