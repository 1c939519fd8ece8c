"""Public holidays of an economy between two dates."""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=32)
def holidays_between(code: str, first: date, last: date) -> frozenset[date]:
    """The public holidays from first to last, both included; none for an economy that the calendar lacks."""
    try:
        calendar = holidays.country_holidays(code, years=range(first.year, last.year + 1))
    except NotImplementedError:
        return frozenset()
    return frozenset(day for day in calendar if first <= day <= last)
