"""What waits for somebody of a business: of all that its applications ask, the one thing that is due first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.rights import Right
from balcao.programmes.actions.see_through import own_step
from balcao.programmes.models import Application
from balcao.programmes.rights import applications
from balcao.programmes.states import State
from balcao.programmes.terms import Texts
from balcao.records import record


@dataclass(frozen=True)
class Wait:
    """Something that an application waits for: to `answer`, to `accept`, a `step` with its name, or to send a `draft`."""

    application: Application
    what: str
    until: date | None
    step: Texts | None = None
    required: bool = True


def first(user: User) -> Wait | None:
    """What is due first of all that somebody may do, what has to be done first; None if nothing waits for them."""
    return min(_all(user), key=lambda one: (not one.required, one.until is None, one.until or date.max), default=None)


def _all(user: User) -> Iterator[Wait]:
    own = applications(user, Right.WORK).select_related("phase__measure", "business")
    for one in own.filter(state=State.INFORMATION_REQUESTED):
        yield Wait(one, "answer", date.fromisoformat((one.asked or {})["until"]))
    for one in own.filter(state=State.DRAFT, sending__isnull=True, phase__closes_at__gt=timezone.now()):
        if one.phase.window(record.now()) == "open":
            yield Wait(one, "draft", _day(one.phase.closes_at))
    managed = applications(user, Right.MANAGE).select_related("phase__measure", "business", "award")
    for one in managed.filter(state=State.SELECTED).exclude(accept_by__lt=timezone.now()):
        yield Wait(one, "accept", _day(one.accept_by))
    for one in managed.filter(state=State.AWARDED).prefetch_related("award__steps"):
        if own := own_step(one.award):
            step, plan = own
            yield Wait(one, "step", step.due_on, plan.name, plan.required)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
