"""Economies from their files: the one that is shipped, and over it the one in which an agency enters its own figures."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from math import nan
from pathlib import Path
from typing import Any

from balcao.analytics.economies.economy import Economy, Figure

FACTS = Path(__file__).parent / "facts"
WAGE_UNITS = ("hour", "day", "month")
_NEEDED = ("code", "name", "currency", "zone", "languages")
_BY_NAME = ("tariffs", "wage_floors", "names")
_KNOWN = {*_NEEDED, *_BY_NAME, "wage_floor", "holidays"}
_OF_A_FIGURE = {"value", "low", "high", "unit", "source", "year", "url", "since", "hours", "hours_source", "note"}


class EconomyFileError(ValueError):
    """A file of an economy that cannot be used: its `name`, and `why`."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name, self.why = name, why


@cache
def codes() -> tuple[str, ...]:
    """The ISO 3166 codes of the economies that we ship, in order."""
    return tuple(sorted(file.stem for file in FACTS.glob("*.toml")))


def economy(code: str, own: Path | None = None) -> Economy:
    """The economy with this ISO 3166 code, with an agency's `own` file over the one shipped.

    Raises KeyError for one that we do not know, EconomyFileError for a file that cannot be used.
    """
    return _economy(code.upper(), own)


@lru_cache(maxsize=64)
def _economy(code: str, own: Path | None) -> Economy:
    facts = _facts(FACTS / f"{code}.toml") if code in codes() else {}
    if own is None:
        if not facts:
            raise KeyError(code)
        return _made(f"{code}.toml", facts)
    entered = _facts(own)
    if entered.get("code", code) != code:
        raise EconomyFileError(own.name, f"it is about {entered['code']}, not {code}")
    if not facts and "code" not in entered:
        raise KeyError(code)
    merged = {key: {**facts.get(key, {}), **entered.get(key, {})} for key in _BY_NAME}
    return _made(own.name, {**facts, **entered, **merged})


def _facts(file: Path) -> dict[str, Any]:
    import tomllib  # here, so that to import costs nothing

    try:
        facts = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise EconomyFileError(file.name, error.strerror or str(error)) from error
    except ValueError as error:  # broken TOML, or not UTF-8
        raise EconomyFileError(file.name, str(error)) from error
    for key, value in facts.items():
        if key not in _KNOWN:
            raise EconomyFileError(file.name, f"it has no use for “{key}”")
        if key in _BY_NAME and not isinstance(value, dict):
            raise EconomyFileError(file.name, f"“{key}” should be a table")
    return facts


def _made(file: str, facts: Mapping[str, Any]) -> Economy:
    for key in _NEEDED:
        if not facts.get(key):
            raise EconomyFileError(file, f"it does not say “{key}”")
    wages = {
        name: _figure(file, name, said, wage=True)
        for name, said in facts.get("wage_floors", {}).items()
        if said is not False
    }
    tariffs = {name: _figure(file, name, said) for name, said in facts.get("tariffs", {}).items() if said is not False}
    floor = facts.get("wage_floor", False)
    if isinstance(floor, str):
        if floor not in wages:
            raise EconomyFileError(file, f"there is no wage floor “{floor}”; there are: {', '.join(wages)}")
        wage: Figure | None = wages[floor]
    else:
        wage = None if floor is False else _figure(file, "wage_floor", floor, wage=True)
    return Economy(
        facts["code"], facts["name"], facts["currency"], facts["zone"], tuple(facts["languages"]), wage, tariffs, wages,
        tuple(facts.get("holidays", ("public",))), facts.get("names", {}),
    )  # fmt: skip


def _figure(file: str, name: str, said: object, wage: bool = False) -> Figure:
    """A figure as its table says it; one without source and year is nobody's, and refused."""

    def need(held: bool, what: str) -> None:
        if not held:
            raise EconomyFileError(file, f"{name}: {what}")

    if not isinstance(said, dict):
        raise EconomyFileError(file, f"{name}: it should be a table with value, unit, source and year")
    strange = sorted(said.keys() - _OF_A_FIGURE)
    need(not strange, f"it has no use for “{', '.join(strange)}”")
    low, high = (_number(said.get(end, said.get("value"))) for end in ("low", "high"))
    need(0 <= low <= high, "value, or low and high, should be numbers, not negative")
    unit, since, hours = said.get("unit"), said.get("since"), _number(said.get("hours", 1.0))
    if wage:
        need(low > 0, "a wage floor is more than nothing")
        need(unit in WAGE_UNITS, f"unit should be one of {', '.join(WAGE_UNITS)}")
        need(
            hours > 0 and (unit == "hour" or "hours" in said), f"it does not say how many hours of work are in a {unit}"
        )
    else:
        need(unit == "share" and high <= 1, "unit should be share: a part of the amount, such as 0.018")
    need(bool(str(said.get("source", "")).strip()), "it does not say its source")
    need(type(said.get("year")) is int, "it does not say its source's year")
    need(since is None or type(since) is date, "since should be a date such as 2026-01-01")
    url, hours_source, note = (str(said.get(key, "")) for key in ("url", "hours_source", "note"))
    return Figure(low, high, str(unit), str(said["source"]), said["year"], url, since, hours, hours_source, note)


def _number(value: object) -> float:
    """A number as such; what is none becomes one that passes no comparison."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else nan
