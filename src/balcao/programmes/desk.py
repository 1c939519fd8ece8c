"""Reads for officers: the queues of their phases, an application with everything for its decision, and what changed rules would do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from balcao.accounts.models import Role, User
from balcao.programmes.duplicates import folded
from balcao.programmes.facts import of_many
from balcao.programmes.interests import interested
from balcao.programmes.models import Application, Award, Phase, Step
from balcao.programmes.models.applications import DECIDED
from balcao.programmes.rights import phases_of, reviewed
from balcao.programmes.rules import Judge, Outcome
from balcao.programmes.states import State
from balcao.programmes.terms import Terms

QUEUES = ("mine", "unassigned", "waiting", "overdue", "appeals", "second", "decided", "all")
"""The queues, in the order in which they are worked."""
LATEST_FIRST = ("decided", "all")
"""The queues that are no work: what was sent last stands first."""


MOST = 100
"""A queue's count is told up to here; beyond it is "99+"."""


def phases(user: User) -> list[Phase]:
    """An officer's phases, the latest first."""
    return list(phases_of(user).select_related("measure").order_by("-made_at"))


def officers_asked(phase: Phase) -> list[User]:
    """The officers that somebody asked for, while a second person has not confirmed it."""
    return list(User.objects.filter(pk__in=(phase.officers_asked or {}).get("officers", ())).order_by("name"))


def asked_by(phase: Phase) -> User | None:
    """Who asked for other officers."""
    return User.objects.filter(pk=(phase.officers_asked or {}).get("by")).first()


def people_asked(found: Iterable[Phase]) -> dict[int, User]:
    """Everybody whom requests for other officers name, who asks and who is asked for, by their numbers."""
    asked = [phase.officers_asked or {} for phase in found]
    keys = {key for one in asked for key in (*one.get("officers", ()), one.get("by"))}
    return User.objects.in_bulk(keys - {None})


def in_need_of_officers() -> QuerySet[Phase]:
    """The phases that wait for an administrator: to confirm other officers, or because none is left."""
    running = Phase.objects.exclude(state=Phase.State.CANCELLED)
    left = Phase.officers.through.objects.filter(user__role=Role.OFFICER, user__is_active=True).values("phase")
    found = running.filter(~Q(pk__in=left) | Q(officers_asked__isnull=False))
    officers = Prefetch("officers", User.objects.order_by("name"), to_attr="named")
    return found.select_related("measure").prefetch_related(officers).order_by("-made_at", "pk")


def counted(found: list[Phase]) -> list[Phase]:
    """The same phases, each with `sent`: how many applications were sent in it."""
    rows = (
        Application.objects.filter(phase__in=found)
        .exclude(state=State.DRAFT)
        .values("phase")
        .annotate(count=Count("pk"))
    )
    sent = {row["phase"]: row["count"] for row in rows}
    for phase in found:
        phase.sent = sent.get(phase.pk, 0)
    return found


def condition(name: str, user: User, now: datetime) -> Q:
    """What is in a queue."""
    to_decide = Q(state__in=[State.SUBMITTED, State.UNDER_REVIEW])
    appealed = Q(state=State.INELIGIBLE, appeal__isnull=False, due_at__isnull=False)
    return {
        "mine": to_decide & Q(assigned_to=user),
        "unassigned": to_decide & Q(assigned_to=None),
        "waiting": Q(state=State.INFORMATION_REQUESTED),
        "overdue": (to_decide | appealed) & Q(due_at__lt=now),
        "appeals": appealed,
        "second": Q(proposal__isnull=False) & ~Q(proposal__by=user.pk),
        "decided": DECIDED,
        "all": Q(),
    }[name]


def queue(user: User, name: str, phase: str = "", search: str = "", state: str = "") -> QuerySet[Application]:
    """A queue, what is due first first; narrowed to a phase, a state, a reference or a name."""
    found = reviewed(user).filter(condition(name, user, timezone.now()))
    if phase:
        found = found.filter(phase__slug=phase)
    if state:
        found = found.filter(state=state)
    if re.fullmatch(r"B\d\d-\w{7}", search.upper()):
        found = found.filter(reference=search.upper())
    elif search:
        found = found.filter(search__contains=folded(search))
    order = ("-submitted_at", "id") if name in LATEST_FIRST else (F("due_at").asc(nulls_last=True), "id")
    return found.select_related("business", "assigned_to").order_by(*order)


class ByKey(Paginator):
    """Pages of which only the keys are looked up in their order: page 500 of a long list then costs little more than page 1.

    A list that ends with its first page, such as of what a search finds, is not looked through again to be counted.
    """

    def page(self, number: Any) -> Any:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self._keys(start, start + self.per_page) if start else self._first[: self.per_page]
        rows = {row.pk: row for row in self.object_list.filter(pk__in=keys)}
        return self._get_page([rows[key] for key in keys if key in rows], number, self)

    @cached_property
    def count(self) -> int:
        return len(self._first) if len(self._first) <= self.per_page else super().count

    @cached_property
    def _first(self) -> list[Any]:
        """The keys of the first page, and one more if there is one."""
        return self._keys(0, self.per_page + 1)

    def _keys(self, start: int, end: int) -> list[Any]:
        return list(self.object_list.values_list("pk", flat=True)[start:end])


def counts(user: User, phase: str = "", second: int = 0) -> dict[str, str]:
    """How many wait in each queue that is worked, as it is told; "" for none. `second`: what of phases waits for a second officer."""
    found, now = reviewed(user), timezone.now()
    if phase:
        found = found.filter(phase__slug=phase)
    numbers = {name: found.filter(condition(name, user, now))[:MOST].count() for name in QUEUES[:6]}
    numbers["second"] += second
    return {name: f"{MOST - 1}+" if n >= MOST else str(n or "") for name, n in numbers.items()}


def places_to_give(phase: Phase) -> tuple[int, int]:
    """How many would be offered a place, and how many would wait, were the places given now."""
    eligible = phase.applications.filter(state=State.ELIGIBLE).count()
    offered = min(eligible, phase.places)
    return offered, eligible - offered


def first_with_work(counts: dict[str, str]) -> str:
    """The queue in which an officer finds something to do: their own before nobody's, before what others should have done."""
    return next((name for name in ("mine", "unassigned", "overdue", "appeals", "second") if counts[name]), "mine")


def by_state(phase: Phase) -> dict[str, int]:
    """How many applications of a phase are in each state."""
    rows = phase.applications.exclude(state=State.DRAFT).values("state").annotate(count=Count("pk"))
    found = {row["state"]: row["count"] for row in rows}
    return {state.value: found[state.value] for state in State if state.value in found}


def earlier_awards(user: User, application: Application) -> list[Award]:
    """Awards that the business had before, in any measure, but for those from which an interest bars the reader."""
    if application.business_id is None:
        return []
    found = Award.objects.filter(application__business=application.business_id).exclude(application=application)
    found = found.exclude(application__in=interested(user))
    return list(found.select_related("application__phase").order_by("-made_at")[:20])


@dataclass
class Trial:
    """What rules as they are being written would say of applications that there are."""

    count: int
    refused: int
    unknown: int
    by_rule: list[tuple[str, Any, int]]
    examples: list[Application]


def try_rules(user: User, phase: Phase, terms: Terms, against: Phase, most: int = 100) -> Trial:
    """Judge the applications of a phase, as far as an officer may see them, by other terms; nothing is kept."""
    applications = list(reviewed(user).filter(phase=against).select_related("business").order_by("submitted_at"))
    for application in applications:
        application.phase = against
    facts, judge = of_many(against, applications, terms), Judge(terms)
    refused, unknown, by_rule = 0, 0, dict.fromkeys((rule.code for rule in judge.rules), 0)
    examples: list[Application] = []
    for application in applications:
        judged = judge.judge(facts[application.pk])
        missed = [one.code for one in judged if one.outcome is Outcome.NOT_MET and one.code != "own_most"]
        for code in missed:
            by_rule[code] += 1
        if missed:
            refused += 1
            examples += [application] if len(examples) < most else []
        elif any(one.outcome is not Outcome.MET for one in judged):
            unknown += 1
    reasons = [(rule.code, rule.reason, by_rule[rule.code]) for rule in judge.rules if by_rule[rule.code]]
    return Trial(len(applications), refused, unknown, reasons, examples)


def awards(user: User, phase: str = "", late: bool = False) -> QuerySet[Award]:
    """The awards of an officer's phases in which they have no interest."""
    found = Award.objects.filter(application__in=reviewed(user).values("pk"))
    if phase:
        found = found.filter(application__phase__slug=phase)
    if late:
        overdue = Step.objects.filter(
            done_at=None, due_on__lt=timezone.localdate(), award__application__state=State.AWARDED
        )
        found = found.filter(pk__in=overdue.values("award"))
    return (
        found.select_related("application__phase", "application__business")
        .prefetch_related("steps")
        .order_by("-made_at", "pk")
    )
