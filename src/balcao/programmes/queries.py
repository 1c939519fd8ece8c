"""Reads for applicants and the public. What officers see is in `desk.py`."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from balcao.accounts.rights import Person
from balcao.businesses.districts import DISTRICTS
from balcao.businesses.models import Business
from balcao.businesses.rights import Right
from balcao.businesses.sectors import SECTORS
from balcao.diagnoses.queries import latest_report, telling
from balcao.language import language
from balcao.programmes.models import Application, Phase
from balcao.programmes.rights import applications
from balcao.programmes.states import State
from balcao.programmes.terms import GRACE
from balcao.records.models import Entry

AWARDED = (State.AWARDED, State.COMPLETED)
LEAST = 5
"""No published cell counts fewer: they are put together or left blank."""


def public_phases(now: datetime) -> tuple[list[Phase], list[Phase], QuerySet[Phase]]:
    """Published phases as the public sees them: open ones, those to come, and all that are over, latest first."""
    published = Phase.objects.filter(state=Phase.State.PUBLISHED).select_related("measure")
    over = published.filter(opens_at__lte=now, closes_at__lte=now - GRACE).order_by("-closes_at", "pk")
    coming = published.filter(opens_at__gt=now).order_by("opens_at", "pk")
    open_ = published.filter(opens_at__lte=now, closes_at__gt=now - GRACE).order_by("closes_at", "pk")
    return list(open_), list(coming), over


def public_phase(slug: str) -> Phase:
    """A phase that the public may see; else Http404."""
    seen = Phase.objects.exclude(state=Phase.State.DRAFT).select_related("measure")
    return get_object_or_404(seen, slug=slug)


def my_applications(user: Person) -> QuerySet[Application]:
    """The applications of a person's businesses, latest first."""
    return applications(user, Right.SEE).select_related("phase__measure", "business").order_by("-made_at")


def timeline(application: Application) -> list[Entry]:
    """What happened to an application, oldest first: changes of its state, and what was said about its award."""
    keys = [str(application.pk), *([application.reference] if application.reference else [])]
    shown = (
        Q(kind="application.moved")
        | Q(kind__in=("application.appealed", "application.appeal_decided"))
        | Q(kind__startswith="award.")
        | Q(kind="application.begun")
    )
    return list(Entry.objects.filter(shown, subject__in=keys).select_related("who").order_by("id"))


def worth(business: Business | None) -> dict[str, Any] | None:
    """What the business's own diagnosis says that there is to gain: headline and its first findings, or None."""
    report = latest_report(business) if business else None
    return telling(report, language()) if report else None


def figures(phase: Phase) -> dict[str, Any]:
    """Published figures of a phase: how many, and by sector and district; no cell under five."""
    rows = list(
        phase.applications.exclude(state=State.DRAFT).values("sector", "district", "state").annotate(count=Count("pk"))
    )
    known = {"sector": SECTORS, "district": [code for codes in DISTRICTS.values() for code in codes]}
    tables = {}
    for name, codes in known.items():
        asked: Counter[str] = Counter()
        given: Counter[str] = Counter()
        for row in rows:
            code = row[name] if row[name] in codes else ""
            asked[code] += row["count"]
            given[code] += row["count"] * (row["state"] in AWARDED)
        tables[f"by_{name}"] = protected(asked, given)
    states = Counter[str]()
    for row in rows:
        states[row["state"]] += row["count"]
    whole = states.total()
    return {
        "applications": whole if whole >= LEAST or phase.settled_at else None, "places": phase.places,
        "awards": sum(states[state] for state in AWARDED), "completed": states[State.COMPLETED], **tables,
    }  # fmt: skip


def protected(asked: Counter[str], given: Counter[str]) -> list[tuple[str, int, int | None]]:
    """Rows of a published table, most first: cells under five are put together as "", and an award count under five is None.

    Small rows are put together until the rest counts at least five, so that it cannot be had by subtraction.
    """
    large = sorted(((n, code) for code, n in asked.items() if n >= LEAST and code), reverse=True)
    rest = sum(asked.values()) - sum(n for n, _ in large)
    while 0 < rest < LEAST and large:
        rest += large.pop()[0]
    rows = [(code, n, _shown(given[code])) for n, code in large]
    if rest >= LEAST:
        rows.append(("", rest, _shown(_rest(given, large))))
    shown = [row for row in rows if row[2] is not None]
    blank = {code for code, _, awards in rows if awards is None}
    real = {"": _rest(given, large), **{code: given[code] for _, code in large}}
    while blank and shown and _can_be_solved([real[code] for code in blank]):
        other = min(shown, key=lambda row: row[2] or 0)
        shown.remove(other)
        blank.add(other[0])
    return [(code, n, None if code in blank else awards) for code, n, awards in rows]


def _can_be_solved(blank: list[int]) -> bool:
    """Whether the sum of blank cells, which readers can work out, leaves only one way: one cell, or all one or all four."""
    return len(blank) == 1 or sum(blank) in (len(blank), (LEAST - 1) * len(blank))


def _rest(given: Counter[str], large: list[tuple[int, str]]) -> int:
    return sum(given.values()) - sum(given[code] for _, code in large)


def _shown(count: int) -> int | None:
    return count if count >= LEAST or count == 0 else None


def days_left(until: datetime | date, now: datetime) -> int:
    """Whole days until something, by the calendar."""
    day = timezone.localtime(until).date() if isinstance(until, datetime) else until
    return (day - timezone.localtime(now).date()).days
