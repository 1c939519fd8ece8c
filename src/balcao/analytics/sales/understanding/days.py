"""Which of several days is the sale's: the one that is told just where money is, or that of an appointment that was kept."""

import re
from collections.abc import Mapping, Sequence

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.lexicon import fold

_APPOINTMENT = re.compile(
    r"預約|预约|予約|예약|appoint|\bappt|\bcita\b|marcac|agendament|rendez|\brdv\b|\btermin|appuntament|นัด|\bhen\b|janji"
)
"""Folded headings of the day of an appointment."""
_FROM_THE_YEAR = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")


def told_with_the_money(
    roles: Mapping[str, Sequence[int]], columns: Sequence[Contents], meanings: Mapping[int, Meaning]
) -> list[int]:
    """The columns of days, best first: instead of those that are filled where nothing was sold, one that is blank just there."""
    days, money = list(roles.get("sold_at", [])), roles.get("amount", [None])[0]
    if not days or money is None or columns[money].fill in (0, 1):
        return days

    def told(place: int) -> list[bool]:
        return [bool(text) for text in columns[place].texts]

    def promised(place: int) -> float:
        return max(meanings[place].roles.get(role, 0.0) for role in ("sold_at", "date"))

    if told(days[0]) == told(money):
        return days
    just = [p for p in days[1:] if promised(p) >= promised(days[0]) and told(p) == told(money)]
    return just or days


def kept_appointments(
    roles: Mapping[str, Sequence[int]], columns: Sequence[Contents], meanings: Mapping[int, Meaning]
) -> list[int]:
    """The columns of days, best first: before the moment at which a service was booked, the day of the appointment, with a time beside.

    The staff who serve are named and a state tells that it was kept, nothing is sent, and no day is before its booking.
    """
    days = list(roles.get("sold_at", []))
    sends = any({"shipping", "channel", "table"} & m.concepts and columns[p].filled for p, m in meanings.items())
    kept = any(columns[p].words("done", "fulfilled") > 0.5 for p in roles.get("status", [])[:1])
    if not days or "staff" not in roles or sends or not kept or not columns[days[0]].clocked:
        return days
    if "created" not in meanings[days[0]].concepts:
        return days
    beside = [
        c.place for c in columns
        if _APPOINTMENT.search(fold(c.heading)) and c.dates > 0.9 and not c.clocked and c.fill >= columns[days[0]].fill
        and c.place + 1 < len(columns) and meanings[c.place + 1].concepts == {"time"} and columns[c.place + 1].clocks > 0.9
        and _never_before(c, columns[days[0]])
    ]  # fmt: skip
    return [*beside, *days] if len(beside) == 1 else days


def _never_before(day: Contents, booked: Contents) -> bool:
    """Whether no day of a column is before the one of its booking, both written from the year on."""
    told = [
        (_FROM_THE_YEAR.match(one), _FROM_THE_YEAR.match(other))
        for one, other in zip(day.texts, booked.texts, strict=True)
        if one and other
    ]
    return bool(told) and all(
        one is not None and other is not None and [int(n) for n in one.groups()] >= [int(n) for n in other.groups()]
        for one, other in told
    )
