"""What rules judge by: the profile as it was at application, the answers, the documents, and the past, for one or for many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from balcao.businesses.models import Business, Outlet
from balcao.programmes.fields import KINDS_OF_ANSWERS, MOST_PEOPLE
from balcao.programmes.models import Application, Attached, Phase
from balcao.programmes.states import LIVE, State
from balcao.programmes.terms import Terms

PROFILE = (
    "name_zh", "name_pt", "name_en", "sector", "size", "district", "address", "phone", "registration_number",
    "registered_here", "bank_account",
)  # fmt: skip


def profile_of(business: Business) -> dict[str, Any]:
    """The profile as an application keeps it."""
    return {**own_profile(business), "outlets": business.outlets.count()}


def own_profile(business: Business) -> dict[str, Any]:
    """What the business's own row says of it."""
    kept = {name: getattr(business, name) for name in PROFILE}
    return {**kept, "registered_on": business.registered_on and business.registered_on.isoformat()}


def facts_of(
    profile: Mapping[str, Any],
    answers: Mapping[str, Any],
    documents: Iterable[str],
    past: Mapping[str, int],
    terms: Terms,
) -> dict[str, Any]:
    """Facts of one application: names as in `fields.py`."""
    registered = profile.get("registered_on")
    since = date.fromisoformat(registered) if registered else None
    opens = terms.opens_at and timezone.localtime(terms.opens_at).date()
    handed = set(documents)
    return {
        **{name: profile.get(name) for name in ("sector", "size", "district", "registered_here", "outlets")},
        "people_at_most": MOST_PEOPLE.get(profile.get("size") or ""),
        "registered_on": since,
        "years_registered": years_between(since, opens) if opens and since else None,
        "registration_number": profile.get("registration_number"),
        "bank_account": profile.get("bank_account"),
        **past,
        **{f"answer.{q.code}": _answer(q.kind, answers.get(q.code)) for q in terms.questions},
        **{f"document.{needed.code}": needed.code in handed for needed in terms.documents},
    }


def years_between(since: date, until: date) -> float:
    """Years by the calendar: whole on each anniversary, and in between the part of the year that has passed.

    Who was registered on 29 February has the anniversary of other years on 1 March.
    """
    whole = until.year - since.year - (_anniversary(since, until.year) > until)
    last, following = _anniversary(since, since.year + whole), _anniversary(since, since.year + whole + 1)
    return whole + (until - last).days / (following - last).days


def _anniversary(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def valid_papers(application: Application) -> list[str]:
    """For what valid papers were handed in with an application: what has expired does not count."""
    rows = application.attached.filter(_valid(timezone.localdate()))
    return list(rows.values_list("needed", flat=True))


def _valid(today: date) -> Q:
    return Q(document__expires_on=None) | Q(document__expires_on__gte=today)


def _answer(kind: str, answer: Any) -> Any:
    if answer in (None, ""):
        return None
    if KINDS_OF_ANSWERS[kind] == "date":
        return date.fromisoformat(answer)
    return answer


def of_application(application: Application, terms: Terms | None = None) -> dict[str, Any]:
    """Facts of one application as it stands: a draft's profile is the business's of today."""
    return of_many(application.phase, [application], terms)[application.pk]


def of_many(
    phase: Phase, applications: Sequence[Application], terms: Terms | None = None
) -> dict[UUID, dict[str, Any]]:
    """Facts of many applications of a phase. `terms`: others than those published, to test them."""
    return {key: known.facts for key, known in known_of_many(phase, applications, terms).items()}


@dataclass(frozen=True)
class Known:
    """What is known of an application, and the facts that follow from it."""

    profile: dict[str, Any]
    papers: list[str]
    past: dict[str, int]
    facts: dict[str, Any]


def known_of_many(phase: Phase, applications: Sequence[Application], terms: Terms | None = None) -> dict[UUID, Known]:
    """What is known of many applications of a phase, in a handful of queries."""
    terms = terms or phase.terms
    past = pasts(phase, applications)
    handed: dict[UUID, list[str]] = {}
    rows = Attached.objects.filter(application__in=[a.pk for a in applications]) if len(applications) < 500 else (
        Attached.objects.filter(application__phase__in={a.phase_id for a in applications})
    )  # fmt: skip
    for application, needed in (
        rows.filter(_valid(timezone.localdate())).values_list("application_id", "needed").iterator(5000)
    ):
        handed.setdefault(application, []).append(needed)
    drafts = [one for one in applications if one.state == State.DRAFT and one.business is not None]
    profiles = {**{one.pk: one.profile for one in applications}, **_profiles_today(drafts)}
    known = {}
    for one in applications:
        papers = handed.get(one.pk, [])
        facts = facts_of(profiles[one.pk], one.answers, papers, past[one.pk], terms)
        known[one.pk] = Known(profiles[one.pk], papers, past[one.pk], facts)
    return known


def _profiles_today(drafts: Sequence[Application]) -> dict[UUID, dict[str, Any]]:
    """The profiles of the businesses of some drafts, as they are today."""
    own = {one.business_id for one in drafts}
    counted = Outlet.objects.filter(business__in=own).values("business").annotate(count=Count("pk")) if own else ()
    outlets = {row["business"]: row["count"] for row in counted}
    return {
        one.pk: {**own_profile(one.business), "outlets": outlets.get(one.business_id, 0)}
        for one in drafts
        if one.business is not None
    }


def pasts(phase: Phase, applications: Sequence[Application]) -> dict[UUID, dict[str, int]]:
    """Earlier awards and other applications of each application's business."""
    businesses = {a.business_id for a in applications if a.business_id}
    others = Application.objects.filter(business__in=businesses) if len(businesses) < 500 else Application.objects.all()
    awarded = Q(state__in=[State.AWARDED, State.COMPLETED])
    measure = Q(phase__measure=phase.measure_id)
    rows = others.filter(business__isnull=False).values("business_id", "outlet_id").annotate(
        awards=Count("pk", filter=awarded),
        awards_in_measure=Count("pk", filter=awarded & measure),
        live=Count("pk", filter=Q(state__in=LIVE)),
        live_in_measure=Count("pk", filter=Q(state__in=LIVE) & measure),
        live_in_phase=Count("pk", filter=Q(state__in=LIVE, phase=phase)),
    )  # fmt: skip
    sums: dict[str, Counter[Any]] = {
        name: Counter() for name in ("awards", "measure", "outlet", "live_measure", "live_phase")
    }
    for row in rows.iterator(5000):
        key = row["business_id"]
        sums["awards"][key] += row["awards"]
        sums["measure"][key] += row["awards_in_measure"]
        sums["outlet"][(key, row["outlet_id"])] += row["awards_in_measure"]
        sums["live_measure"][key] += row["live_in_measure"]
        sums["live_phase"][key] += row["live_in_phase"]
    found = {}
    for one in applications:
        key, own = one.business_id, one.state in LIVE
        won = one.state in (State.AWARDED, State.COMPLETED)
        here = one.phase_id == phase.pk
        same = one.phase.measure_id == phase.measure_id if not here else True
        found[one.pk] = {
            "awards": sums["awards"][key] - won,
            "awards_in_measure": sums["measure"][key] - (won and same),
            "awards_of_outlet": sums["outlet"][(key, one.outlet_id)] - (won and same),
            "applications_in_measure": sums["live_measure"][key] - (own and same),
            "applications_in_phase": sums["live_phase"][key] - (own and here),
        }
    return found
