"""What Balcão says, in three languages: Fluent catalogues, and the functions by which they format figures."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import format_date, get_day_names, get_timezone_location
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from balcao.analytics.report.languages import LANGUAGES

LONGEST_NAME = 60
"""Characters of an item's name in a sentence."""

NO_FACTS: Mapping[str, object] = MappingProxyType({})
_TEXTS = Path(__file__).parent / "texts"


class Catalogue:
    """All texts of one language, with money in one currency.

    `folders` hold more catalogues, each in a folder named by its language. Raises KeyError for a language that we do
    not speak.
    """

    def __init__(self, language: str, currency: str, minor_digits: int, folders: Sequence[Path] = ()) -> None:
        self.language = language
        self.currency = currency
        self._locale = Locale.parse(LANGUAGES[language])
        self._digits, self._unit = minor_digits, 10**minor_digits
        functions: dict[str, Callable[[Any], Any]] = {
            "MONEY": self.money, "PRICE": self.price, "PERCENT": self.percent, "RATE": self.rate, "DATE": self.date,
            "MOMENT": self.moment, "MONTH": self.month, "SIZE": self.size, "WEEKDAY": self.weekday, "HOUR": self.hour,
            "METHOD": lambda code: self.word("method", code), "CHANNEL": lambda code: self.word("channel", code),
            "DAYPART": lambda code: self.word("daypart", code),
        }  # fmt: skip
        self._bundle = FluentBundle([LANGUAGES[language]], functions=functions, use_isolating=False)
        for folder in (_TEXTS, *folders):
            for resource in _resources(folder / language):
                self._bundle.add_resource(resource)

    def say(
        self, name: str, attribute: str | None = None, facts: Mapping[str, object] = NO_FACTS, **more: object
    ) -> str:
        """The message of this name, or one of its attributes, filled with facts; raises KeyError if there is none."""
        message = self._bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise KeyError(name)
        text, errors = self._bundle.format_pattern(
            pattern, {key: _clean(fact) for key, fact in {**facts, **more}.items()}
        )
        if errors:
            raise ValueError(f"{self.language} {name}: {errors}")
        return re.sub(r"[ \t\n]+", " ", str(text)).strip()

    def word(self, kind: str, code: object) -> str:
        """The word for a code, such as a payment method; what has no word is shown as it came."""
        name = f"{kind}-{str(code).replace(' ', '_')}"
        if not self._bundle.has_message(name):
            return str(code)
        pattern = self._bundle.get_message(name).value
        assert pattern is not None
        return str(self._bundle.format_pattern(pattern)[0])

    def has(self, name: str) -> bool:
        """Whether there is a message of this name."""
        return bool(self._bundle.has_message(name))

    def refusal(self, code: str, facts: Mapping[str, object]) -> str:
        """Why a file was refused and what to export instead; what is no table of sales is named by its kind."""
        name, kind = f"refusal-{code}", str(facts.get("kind", "")).replace(" ", "_")
        attributes = self._bundle.get_message(name).attributes
        return self.say(name, kind if kind in attributes else None, {key: str(fact) for key, fact in facts.items()})

    def money(self, minor: float) -> str:
        """Money from minor units, at most two significant digits (or half of the second): never false precision."""
        value = float(minor) / self._unit
        if abs(value) >= 1:
            step = 10.0 ** (math.floor(math.log10(abs(value))) - 1)
            step = step / 2 if abs(value) / (step * 10) < 2 else step
            step = max(step, 1.0) if abs(value) >= 10 else step
            value = round(value / step) * step
        return self._currency(value, 0 if abs(value) >= 10 or self._unit == 1 else 2)

    def whole_money(self, minor: float) -> str:
        """Money from minor units, to the unit: for sums that the reader can check."""
        return self._currency(float(minor) / self._unit, 0)

    def price(self, minor: float) -> str:
        """Money from minor units as it is, with decimals where it has any: for a figure that somebody else has set."""
        value = round(float(minor)) / self._unit
        return self._currency(value, 0 if value == round(value) else round(math.log10(self._unit)))

    def exact_money(self, minor: int, currency: str = "", digits: int | None = None) -> str:
        """Money with all its decimals: for sums that are compared with a file; in another currency if one is given."""
        digits = self._digits if digits is None else digits
        return self._currency(Decimal(minor).scaleb(-digits), digits, currency or self.currency)

    def _currency(self, value: float | Decimal, digits: int, currency: str = "") -> str:
        currency = currency or self.currency
        pattern = self._locale.currency_formats["standard"].pattern.split(";")[0]
        pattern = pattern.replace("#,##0.00", "#,##0" + "." * bool(digits) + "0" * digits)
        if pattern.startswith("¤") and get_currency_symbol(currency, self._locale)[-1].isalpha():
            pattern = pattern.replace("¤", "¤\u00a0", 1)
        return format_currency(value, currency, format=pattern, locale=self._locale, currency_digits=False)

    def percent(self, share: float) -> str:
        """A share: whole percents from 10 on, one decimal below."""
        return self._percent(share, 0 if abs(share) >= 0.0995 else 1)

    def rate(self, share: float) -> str:
        """A fee: percent with up to two decimals."""
        return self._percent(share, 2)

    def _percent(self, share: float, digits: int) -> str:
        sign = "\u00a0%" if self.language == "pt" else "%"
        pattern = "#,##0" + "." * bool(digits) + "#" * digits + sign
        return format_percent(float(share), format=pattern, locale=self._locale)

    def number(self, value: float) -> str:
        """A count."""
        return format_decimal(value, format="#,##0.#", locale=self._locale)

    def date(self, day: object) -> str:
        """A day with month and year."""
        return format_date(date.fromisoformat(str(day)), "long", locale=self._locale)

    def moment(self, local: object) -> str:
        """A day and a time of day, given as local time."""
        when = datetime.fromisoformat(str(local))
        return f"{format_date(when.date(), 'long', locale=self._locale)} {when:%H:%M}"

    def month(self, day: object) -> str:
        """A month and its year."""
        skeleton = {"en": "MMMM y", "pt": "MMMM 'de' y", "zh-Hant": "y年M月"}[self.language]
        return format_date(date.fromisoformat(str(day)), skeleton, locale=self._locale)

    def place(self, zone: str) -> str:
        """Where a time zone is, as people say it: Macau, not Asia/Macau."""
        return get_timezone_location(zone, locale=self._locale, return_city=True)

    def size(self, count: float) -> str:
        """How large a file is, from bytes."""
        size, unit = float(count), "B"
        for unit in ("B", "KB", "MB", "GB"):
            if size < 1000 or unit == "GB":
                break
            size /= 1000
        return f"{format_decimal(size, format='#,##0' if size >= 10 or unit == 'B' else '#,##0.#', locale=self._locale)}\u00a0{unit}"

    def short_date(self, day: object) -> str:
        """A day and its month, for an axis."""
        skeleton = {"en": "d MMM yy", "pt": "d MMM yy", "zh-Hant": "yy年M月d日"}[self.language]
        return format_date(date.fromisoformat(str(day)), skeleton, locale=self._locale).replace(".", "")

    def weekday(self, number: object) -> str:
        """The name of a weekday; Monday is 0."""
        return str(get_day_names("wide", locale=self._locale)[int(float(str(number)))])

    def short_weekday(self, number: object) -> str:
        """The short name of a weekday; Monday is 0."""
        return str(get_day_names("abbreviated", locale=self._locale)[int(float(str(number)))]).replace(".", "")

    def hour(self, hour: object) -> str:
        """A full hour of the day."""
        number = int(float(str(hour))) % 24
        return f"{number}h" if self.language == "pt" else f"{number}:00"

    def joined(self, sentences: Sequence[str]) -> str:
        """Sentences one after the other; Chinese has no blank between them."""
        return ("" if self.language == "zh-Hant" else " ").join(s for s in sentences if s)

    def listed(self, words: list[str]) -> str:
        """Words in a row, separated as the language does."""
        return ("、" if self.language == "zh-Hant" else ", ").join(words)

    @staticmethod
    def plain(name: str) -> str:
        """A name from a file as it may stand alone: without control and direction marks, and short."""
        return str(shortened(_clean(name)))


def _clean(fact: object) -> object:
    """Names come from files: without control and direction marks."""
    if isinstance(fact, date):  # and datetime
        return fact.isoformat()
    if not isinstance(fact, str):
        return fact
    return "".join(c for c in fact if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp")).strip()


def shortened(name: object) -> object:
    """A name that fits into a sentence; anything else as it came."""
    return name if not isinstance(name, str) or len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


@lru_cache
def _resources(folder: Path) -> list[Resource]:
    return [FluentResource(path.read_text("utf-8")) for path in sorted(folder.glob("*.ftl"))]
