"""What the site says, in the reader's language. The sentences are in each app's `texts/`; here they are found and filled."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language

from balcao.analytics.economies import Economy, economy, minor_digits
from balcao.analytics.report.texts import Catalogue

OURS: Mapping[str, str] = {"zh-hant": "zh-Hant", "pt-pt": "pt", "en": "en"}
"""Django's name of a language, and the catalogues' and the page's."""

OWN_NAMES: Mapping[str, str] = {"zh-hant": "中文", "pt-pt": "Português", "en": "English"}


def here() -> Economy:
    """The economy that this deployment serves."""
    return economy(settings.ECONOMY)


def language() -> str:
    """The reader's language as the catalogues call it."""
    return OURS.get(get_language() or "", "en")


@lru_cache
def catalogue(language: str, currency: str) -> Catalogue:
    """All sentences of one language: the reports' and every app's."""
    folders = [Path(app.path) / "texts" for app in apps.get_app_configs() if app.name.startswith("balcao.")]
    return Catalogue(language, currency, minor_digits(currency), folders)


def words() -> Catalogue:
    """The catalogue of the reader's language, with money in the economy's currency."""
    return catalogue(language(), here().currency)


def say(name: str, attribute: str | None = None, **facts: object) -> str:
    """The sentence of this name in the reader's language; moments are given in UTC and told in the economy's zone."""
    zone = timezone.get_default_timezone()
    local = {
        key: timezone.make_naive(fact, zone) if hasattr(fact, "tzinfo") and fact.tzinfo else fact
        for key, fact in facts.items()
    }
    return words().say(name, attribute, local)


def _later(name: str) -> str:
    return say(name)


later = lazy(_later, str)
"""The sentence of this name, said when it is shown: for labels of forms."""
