"""Reminders: before something is due and after, in the person's language, in working hours, at most one a day.

What is reminded of: an answer that the agency waits for, a place to be taken, a step of an award.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.models import Member
from balcao.language import here, in_all
from balcao.messaging.tell import Saying, tell
from balcao.programmes.actions.lock import Phases
from balcao.programmes.actions.places import plan_of
from balcao.programmes.actions.see_through import WAITING
from balcao.programmes.models import Application, Step
from balcao.programmes.states import State

FROM_HOUR, TO_HOUR = 9, 17
"""Local hours at which reminders go out."""
DAYS = (7, 3, 1, 0, -1, -3)
"""Days before something is due (after it, if negative) on which its people are reminded."""

PART = 500
"""Businesses, or people, looked at in one query."""


@dataclass(frozen=True)
class Due:
    """Something that somebody of a business must do until a day."""

    application: Application
    code: str
    until: date
    facts: dict[str, Any]


def remind(now: datetime) -> int:
    """Remind whoever has something to do; safe to repeat, since a person is reminded once a day. Returns how many were.

    Who manages several businesses is reminded of what is due first in any of them, and told how much more there is.
    """
    local = timezone.localtime(now)
    if not FROM_HOUR <= local.hour < TO_HOUR or not working_day(local.date()):
        return 0
    today = local.date()
    by_business: dict[Any, list[Due]] = {}
    for due in due_on_days(today):
        by_business.setdefault(due.application.business_id, []).append(due)
    by_person: dict[int, list[Due]] = {}
    people: dict[int, User] = {}
    businesses = list(by_business)
    for start in range(0, len(businesses), PART):
        part = businesses[start : start + PART]
        members = Member.objects.filter(business__in=part, role__in=["owner", "manager"]).select_related("user")
        for member in members:
            by_person.setdefault(member.user_id, []).extend(by_business[member.business_id])
            people[member.user_id] = member.user
    sayings = [_saying(people[key], dues, today) for key, dues in by_person.items()]
    return sum(tell(sayings[start : start + PART]) for start in range(0, len(sayings), PART))


def _saying(user: User, dues: list[Due], today: date) -> Saying:
    """The one reminder of a day: what is due first, and how much more."""
    first = min(dues, key=lambda due: due.until)
    days = (first.until - today).days
    kind = "due" if days > 0 else "due-today" if days == 0 else "overdue"
    return Saying(
        user=user,
        code=f"reminder-{kind}",
        key=f"reminder:{user.pk}:{today}",
        link=reverse("application", args=[first.application.pk]),
        because=first.application.reference or "",
        business=first.application.business_id,
        facts={
            "phase": first.application.phase.whole_name.model_dump(by_alias=True),
            "until": first.until.isoformat(),
            "days": abs(days),
            "more": len(dues) - 1,
            **first.facts,
        },
    )


def due_on_days(today: date) -> Iterator[Due]:
    """What is due on one of the days on which we remind; the terms of each phase are read once."""
    days = [today + timedelta(days=days) for days in DAYS]
    phases = Phases()
    for step in Step.objects.filter(WAITING, due_on__in=days).select_related("award__application").iterator(PART):
        phases.join(step.award.application)
        plan = plan_of(step)
        if plan.by == "applicant" and step.due_on:
            yield Due(step.award.application, "step", step.due_on, {"what": plan.name.model_dump(by_alias=True)})
    answer, accept = in_all("due-answer"), in_all("due-accept")
    for application in Application.objects.filter(state=State.INFORMATION_REQUESTED).iterator(PART):
        until = date.fromisoformat(application.inquiries[-1]["until"])
        if until in days:
            phases.join(application)
            yield Due(application, "answer", until, {"what": answer})
    selected = Application.objects.filter(state=State.SELECTED, accept_by__isnull=False)
    for application in selected.iterator(PART):
        until = timezone.localtime(application.accept_by).date()
        if until in days:
            phases.join(application)
            yield Due(application, "accept", until, {"what": accept})


def working_day(day: date) -> bool:
    """Whether it is a weekday and no public holiday of the economy."""
    return day.weekday() < 5 and not here().holidays_between(day, day)
