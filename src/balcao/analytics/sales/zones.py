"""Between wall clocks and UTC, as SQL: the few offsets of a zone within a period, written out, instead of a call a row."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

_STEP = timedelta(days=1)
_FINEST = timedelta(minutes=1)


Bounds = Callable[[], tuple[datetime, datetime]]
"""Asks for the first and last value; only a zone whose offset changes needs to know."""

EARLIEST = datetime(1990, 1, 1)
"""An older date is a slip."""


def to_utc(moment: str, zone: str, bounds: Bounds) -> str:
    """SQL for the UTC time of a wall-clock time in `zone`; an hour that occurs twice is taken as its first."""
    info = ZoneInfo(zone)

    def offset(wall: datetime) -> int:
        return _minutes(wall.replace(tzinfo=info))

    return _shifted(moment, "-", _offsets(offset, bounds))


def from_utc(moment: str, zone: str, bounds: Bounds) -> str:
    """SQL for the wall-clock time in `zone` of a UTC time; the bounds hold to within a day."""
    info = ZoneInfo(zone)

    def offset(at: datetime) -> int:
        return _minutes(at.replace(tzinfo=UTC).astimezone(info))

    return _shifted(moment, "+", _offsets(offset, bounds))


def _minutes(at: datetime) -> int:
    offset = at.utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


def _offsets(offset: Callable[[datetime], int], bounds: Bounds) -> list[tuple[datetime, int]]:
    """The minutes of offset at the first value, and each moment within the bounds from which another one holds."""
    months = (
        datetime(year, month, 1) for year in range(EARLIEST.year, datetime.now(UTC).year + 1) for month in range(1, 13)
    )
    if len({offset(month) for month in months}) == 1:
        return [(EARLIEST, offset(EARLIEST))]
    first, last = bounds()
    at, last = first - _STEP, last + _STEP
    found = [(at, offset(at))]
    while at < last:
        after = at + _STEP
        if offset(after) != found[-1][1]:
            low, high = at, after
            while high - low > _FINEST:
                middle = low + (high - low) / 2
                low, high = (middle, high) if offset(middle) == found[-1][1] else (low, middle)
            found.append((high.replace(second=0, microsecond=0), offset(after)))
        at = after
    return found


def _shifted(moment: str, sign: str, offsets: list[tuple[datetime, int]]) -> str:
    if offsets == [(offsets[0][0], 0)]:
        return moment
    cases = [f"WHEN {moment} < TIMESTAMP '{until}' THEN {minutes}" for (_, minutes), (until, _) in pairwise(offsets)]
    last = offsets[-1][1]
    minutes = f"CASE {' '.join(cases)} ELSE {last} END" if cases else str(last)
    return f"({moment} {sign} to_minutes({minutes}))"
