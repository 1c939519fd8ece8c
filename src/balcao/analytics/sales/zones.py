"""Between wall clocks and UTC, as SQL: the few offsets of a zone within a period, written out, instead of a call a row."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

_STEP = timedelta(days=1)
_FINEST = timedelta(minutes=1)


def to_utc(moment: str, zone: str, first: datetime, last: datetime) -> str:
    """SQL for the UTC time of a wall-clock time in `zone`; an hour that occurs twice is taken as its first.

    `first` and `last` bound the values of `moment` (naive).
    """
    info = ZoneInfo(zone)
    return _shifted(moment, "-", _offsets(lambda wall: _minutes(wall.replace(tzinfo=info)), first, last))


def from_utc(moment: str, zone: str, first: datetime, last: datetime) -> str:
    """SQL for the wall-clock time in `zone` of a UTC time; `first` and `last` bound `moment` to within a day."""
    info = ZoneInfo(zone)

    def offset(at: datetime) -> int:
        return _minutes(at.replace(tzinfo=UTC).astimezone(info))

    return _shifted(moment, "+", _offsets(offset, first - _STEP, last + _STEP))


def _minutes(at: datetime) -> int:
    offset = at.utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


def _offsets(offset: Callable[[datetime], int], first: datetime, last: datetime) -> list[tuple[datetime, int]]:
    """The minutes of offset from `first` on, and each moment from which another one holds."""
    found = [(first, offset(first))]
    at = first
    while at < last:
        after = at + _STEP
        if offset(after) != found[-1][1]:
            low, high = at, after
            while high - low > _FINEST:
                middle = low + (high - low) / 2
                low, high = (middle, high) if offset(middle) == found[-1][1] else (low, middle)
            at_minute = high.replace(second=0, microsecond=0)
            found.append((at_minute, offset(after)))
        at = after
    return found


def _shifted(moment: str, sign: str, offsets: list[tuple[datetime, int]]) -> str:
    if offsets == [(offsets[0][0], 0)]:
        return moment
    cases = [f"WHEN {moment} < TIMESTAMP '{until}' THEN {minutes}" for (_, minutes), (until, _) in pairwise(offsets)]
    last = offsets[-1][1]
    minutes = f"CASE {' '.join(cases)} ELSE {last} END" if cases else str(last)
    return f"({moment} {sign} to_minutes({minutes}))"
