"""An economy, and the figures that somebody vouches for. What CLDR knows is asked of it when it is needed."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from importlib.util import find_spec, module_from_spec
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_CLDR = {"pt": "pt-PT"}
"""Where CLDR's plain name of a language is not the kind of it that we write."""


@dataclass(frozen=True)
class Figure:
    """A number, or a range, with who says it and when.

    `unit` is what it is of: hour, day or month for a wage (with the working `hours` in it and who says those), share (of
    the amount) for a tariff. `year` is the source's, `since` the day from which the figure holds.
    """

    low: float
    high: float
    unit: str
    source: str
    year: int
    url: str = ""
    since: date | None = None
    hours: float = 1.0
    hours_source: str = ""
    note: str = ""

    @property
    def an_hour(self) -> float:
        """A wage as what an hour of work is paid at least."""
        return self.low / self.hours

    @property
    def cited(self) -> str:
        """Who says it, and when."""
        return f"{self.source}, {self.year}"

    def as_evidence(self) -> dict[str, object]:
        """For JSON: what is said, without what is not."""
        numbers: dict[str, object] = (
            {"value": self.low} if self.low == self.high else {"low": self.low, "high": self.high}
        )
        said = {
            "since": self.since and self.since.isoformat(),
            "url": self.url,
            "hours_source": self.hours_source,
            "note": self.note,
        }
        hours = {"hours": self.hours} if self.hours != 1 else {}
        known = {key: value for key, value in said.items() if value}
        return {**numbers, "unit": self.unit, **hours, "source": self.source, "year": self.year, **known}


@dataclass(frozen=True)
class Economy:
    """One deployment's territory. What nobody vouches for is absent: no `wage`, or a method without tariff.

    `languages` are those of its people, the main one first (BCP 47); `tariffs` maps a payment method to the share of the
    amount that the service keeps; `wages` are floors that hold in a part only, by name; `holidays` are the kinds of them
    that keep people from their desks, as the calendar names them; `names` are the economy's where CLDR's is not used.
    """

    code: str
    name: str
    currency: str
    zone: str
    languages: tuple[str, ...]
    wage: Figure | None = None
    tariffs: Mapping[str, Figure] = field(default_factory=dict)
    wages: Mapping[str, Figure] = field(default_factory=dict)
    holidays: tuple[str, ...] = ("public",)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def wage_floor(self) -> float | None:
        """The least that an hour of work may be paid, in the currency's major unit; None if nobody has told us."""
        return self.wage.an_hour if self.wage else None

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """Every time zone in the economy (IANA), the main one first."""
        from babel.core import get_global

        found = get_global("territory_zones").get(self.code, [])
        return (self.zone, *sorted(zone for zone in found if zone != self.zone))

    @cached_property
    def date_order(self) -> str:
        """How short dates are usually written: dmy, mdy or ymd, as CLDR has it for the main language."""
        pattern = self._locale.date_formats["short"].pattern.lower()
        return "".join(sorted("dmy", key=pattern.index))

    @cached_property
    def first_weekday(self) -> int:
        """The day on which calendars start the week, Monday 0 (CLDR; what tills do there may differ)."""
        return self._locale.first_week_day

    @cached_property
    def decimal_comma(self) -> bool:
        """Whether decimals are written with a comma there (CLDR)."""
        return bool(self._locale.number_symbols["latn"]["decimal"] == ",")

    @property
    def _locale(self) -> "Locale":
        return _locale(f"{self.languages[0]}-{self.code}")

    def name_in(self, language: str) -> str:
        """The economy's name in one of our languages."""
        own = self.name if language == "en" else self.names.get(language)
        return own or _locale(_CLDR.get(language, language)).territories[self.code]

    def languages_in(self, language: str) -> list[str]:
        """The names of its languages in one of ours."""
        known = _locale(_CLDR.get(language, language)).languages
        return [known.get(one.replace("-", "_"), one) for one in self.languages]

    def holidays_between(self, first: date, last: date) -> frozenset[date]:
        """The holidays from first to last, both included; none for an economy that the calendar lacks."""
        found = (_holidays(self.code, self.holidays, year) for year in range(first.year, last.year + 1))
        return frozenset(day for days in found for day in days if first <= day <= last)


@lru_cache
def _locale(tag: str) -> "Locale":
    from babel import Locale  # here, so that to know an economy costs nothing

    return Locale.parse(tag, sep="-")


@lru_cache
def _holidays(code: str, kinds: tuple[str, ...], year: int) -> frozenset[date]:
    _know_one_calendar()
    from holidays import country_holidays

    try:
        return frozenset(country_holidays(code, years=year, categories=kinds))
    except NotImplementedError:
        return frozenset()


def _know_one_calendar() -> None:
    """Let the calendar of one economy load without those of 250: the package of calendars imports them all, which takes 0.15 s.

    Whoever asks the package itself for a calendar, elsewhere in this process, gets the whole of it.
    """
    name = "holidays.countries"
    if name in sys.modules or not (package := find_spec(name)):
        return
    module = module_from_spec(package)  # as it is before it runs: it has a path, and no list of calendars
    lock, begun = RLock(), list[str]()

    def whole(wanted: str) -> object:
        with lock:
            if not begun and package.loader:
                begun.append(wanted)
                package.loader.exec_module(module)
        if wanted not in vars(module):
            raise AttributeError(f"{name} has no {wanted}")
        return vars(module)[wanted]

    vars(module)["__getattr__"] = whole
    sys.modules[name] = vars(sys.modules["holidays"])["countries"] = module
