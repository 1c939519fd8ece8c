"""What waits for somebody of a business: all that its applications ask, what is due first before the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.businesses.rights import Right
from balcao.language import language, say
from balcao.pages import Next
from balcao.programmes.actions.see_through import own_step
from balcao.programmes.models import Application
from balcao.programmes.queries import days_left
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


def of(user: User, business: Business | None = None) -> list[Wait]:
    """All that somebody may do, of one business or of all of theirs: what has to be done first, by when it is due."""
    return sorted(_all(user, business), key=lambda one: (not one.required, one.until is None, one.until or date.max))


def told(wait: Wait) -> Next:
    """It in words, with the days that are left."""
    phase = wait.application.phase.terms.name.in_language(language())
    title = wait.step.in_language(language()) if wait.step else say(f"today-{wait.what}")
    deadline = ""
    if wait.until:
        left = days_left(wait.until, timezone.now())
        deadline = say("today-left", days=left, on=wait.until) if left >= 0 else say("today-late", on=wait.until)
    business = wait.application.business.name_in(language()) if wait.application.business else ""
    link = reverse("application", args=[wait.application.pk])
    return Next(title, f"{phase} · {business}", say("today-open"), link, deadline)


def _all(user: User, business: Business | None) -> Iterator[Wait]:
    only = {"business": business} if business else {}
    own = applications(user, Right.WORK).filter(**only).select_related("phase__measure", "business")
    for one in own.filter(state=State.INFORMATION_REQUESTED):
        yield Wait(one, "answer", date.fromisoformat(one.inquiries[-1]["until"]))
    for one in own.filter(state=State.DRAFT, sending__isnull=True, phase__closes_at__gt=timezone.now()):
        if one.phase.window(record.now()) == "open":
            yield Wait(one, "draft", _day(one.phase.closes_at))
    managed = applications(user, Right.MANAGE).filter(**only).select_related("phase__measure", "business", "award")
    for one in managed.filter(state=State.SELECTED).exclude(accept_by__lt=timezone.now()):
        yield Wait(one, "accept", _day(one.accept_by))
    for one in managed.filter(state=State.AWARDED).prefetch_related("award__steps"):
        if own := own_step(one.award):
            step, plan = own
            yield Wait(one, "step", step.due_on, plan.name, plan.required)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
