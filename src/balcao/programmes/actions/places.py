"""Places: given in order, freed, given to the next; never more than there are. All of it under the lock of the phase."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.programmes.actions.move import MovedAlready, move
from balcao.programmes.messages import to_members
from balcao.programmes.models import Application, Award, Phase, Step
from balcao.programmes.reasons import texts
from balcao.programmes.states import HOLDS_PLACE, State
from balcao.programmes.terms import StepPlan


def locked(phase: Phase) -> Phase:
    """The phase with its row locked until the transaction ends: one gives or frees its places at a time."""
    return Phase.objects.select_for_update().get(pk=phase.pk)


def free_places(phase: Phase) -> int:
    """Places that nobody holds."""
    return phase.places - phase.applications.filter(state__in=HOLDS_PLACE).count()


def fill_places(phase: Phase, who: User | None) -> list[Application]:
    """Give free places to the next in order, as far as the reserve reaches; the caller has locked the phase."""
    if phase.settled_at is None or phase.list_ended_at is not None:
        return []
    terms = phase.terms
    waiting = phase.applications.filter(state=State.WAITLISTED).select_related("business").order_by("position")
    if terms.reserve:
        waiting = waiting.filter(position__lte=phase.places + terms.reserve)
    given = []
    for application in waiting[: max(0, free_places(phase))]:
        application.phase = phase
        select(application, who)
        given.append(application)
    return given


def select(application: Application, who: User | None) -> None:
    """Offer a place, and say until when it must be taken."""
    until = accept_until(application.phase, timezone.now())
    move(application, State.SELECTED, who, accept_by=until)
    to_members([application], "selected", "once", until=timezone.localtime(until).date().isoformat())


def accept_until(phase: Phase, now: datetime) -> datetime:
    """The end of the day until which a place offered now may be taken."""
    day = timezone.localtime(now) + timedelta(days=phase.terms.accept_days)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)


def award(application: Application, who: User | None) -> Award:
    """Make the award of a selected application, with its steps; the caller has locked the phase."""
    move(application, State.AWARDED, who)
    made = Award.objects.create(application=application, value=application.phase.terms.value)
    today = timezone.localtime(made.made_at).date()
    plans = application.phase.terms.steps
    Step.objects.bulk_create(
        Step(award=made, place=place, code=plan.code, due_on=None if plan.after else today + timedelta(days=plan.days))
        for place, plan in enumerate(plans)
    )
    to_members([application], "awarded", "once")
    return made


def plan_of(step: Step) -> StepPlan:
    """The plan of a step in the terms; a step that a later version no longer has keeps its code as name."""
    terms = step.award.application.phase.terms
    return next(
        (plan for plan in terms.steps if plan.code == step.code),
        StepPlan(code=step.code, name={"en": step.code}, days=0),
    )


def lapse_unaccepted(now: datetime) -> int:
    """Places that nobody took in time lapse, and go to the next; returns how many."""
    late = Application.objects.filter(state=State.SELECTED, accept_by__lt=now)
    phases = list(Phase.objects.filter(pk__in=late.values("phase")))
    lapsed = 0
    for phase in phases:
        with transaction.atomic():
            held = locked(phase)
            for application in held.applications.filter(state=State.SELECTED, accept_by__lt=now).select_related(
                "business"
            ):
                application.phase = held
                lapse(application, None, {"code": "not_accepted"})
                lapsed += 1
            fill_places(held, None)
    return lapsed


def lapse(application: Application, who: User | None, reason: dict[str, Any]) -> None:
    """End an application, or its award; the caller has locked the phase and fills the place."""
    try:
        move(application, State.LAPSED, who, reason)
    except MovedAlready:
        return
    Award.objects.filter(application=application, ended_at=None).update(ended_at=timezone.now())
    to_members([application], "lapsed", "once", why=texts(reason, application.phase.terms))
