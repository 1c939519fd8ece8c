"""Places: given in order, freed, given to the next; never more than there are. All of it under the lock of the phase."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from balcao.accounts.models import User
from balcao.programmes.actions.lock import lock_phase
from balcao.programmes.actions.move import move, move_many
from balcao.programmes.messages import occasion, to_members, told_each
from balcao.programmes.models import Application, Award, Phase, Step, Version
from balcao.programmes.reasons import texts
from balcao.programmes.states import HOLDS_PLACE, Act, State
from balcao.programmes.terms import StepPlan, Terms, Texts

PART = 200
"""Places that lapse in one transaction: nobody waits long for the lock of the phase."""


def free_places(phase: Phase) -> int:
    """Places that nobody holds."""
    return phase.places - phase.applications.filter(state__in=HOLDS_PLACE).count()


def fill_places(phase: Phase, who: User | None) -> None:
    """Give free places to the next in order, as far as the reserve reaches; the caller has locked the phase."""
    if phase.settled_at is None or phase.list_ended_at is not None:
        return
    waiting = phase.applications.filter(state=State.WAITLISTED).select_for_update(of=("self",)).order_by("position")
    if phase.terms.reserve:
        reached = Q(position__lte=phase.places + phase.terms.reserve)
        waiting = waiting.filter(reached | Q(reason__code="after_the_draw"))
    _offer(phase, list(waiting.select_related("business")[: max(0, free_places(phase))]), State.WAITLISTED, who)


def _offer(phase: Phase, applications: list[Application], before: State, who: User | None) -> None:
    """Offer places to applications that are locked and in one state, and say until when they must be taken."""
    until = accept_until(phase, timezone.now())
    for application in applications:
        application.phase, application.accept_by = phase, until
    move_many(applications, Act.OFFER_PLACE, before, who, columns=("accept_by", "position"))
    day = timezone.localtime(until).date().isoformat()
    if applications:
        told_each(((one, {"until": day}) for one in applications), "selected", occasion(applications[0]))


def join_list(application: Application, who: User) -> None:
    """Found eligible after the places were given: whoever was drawn keeps that place in the order, others come last.

    Once the list is ended nobody waits: a free place is offered, and without one the application ends. The caller has
    locked the phase and the application.
    """
    phase = application.phase
    last = phase.applications.aggregate(last=Max("position"))["last"] or 0
    position = application.position or last + 1
    if phase.list_ended_at is None:
        code = "back_in_order" if application.position else "after_the_draw"
        move(application, Act.PUT_ON_LIST, who, {"code": code}, position=position)
        fill_places(phase, who)
        application.refresh_from_db(fields=["state", "state_at", "accept_by"])
        if application.state == State.WAITLISTED:
            to_members([application], "waitlisted", occasion(application), number=number_on_list(application))
    elif free_places(phase) > 0:
        application.position = position
        _offer(phase, [application], State.ELIGIBLE, who)
    else:
        lapse(application, who, {"code": "list_ended"})


def number_on_list(application: Application) -> int:
    """How many are offered a place before a waiting application, and itself."""
    before = application.phase.applications.filter(state=State.WAITLISTED, position__lt=application.position)
    return before.count() + 1


def accept_until(phase: Phase, now: datetime) -> datetime:
    """The end of the day until which a place offered now may be taken."""
    day = timezone.localtime(now) + timedelta(days=phase.terms.accept_days)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)


def award(application: Application, who: User | None) -> Award:
    """Make the award of a selected application, with its steps; the caller has locked the phase.

    An award that had ended, and was given back after an appeal, goes on: what was done stays done, and no promise shrinks.
    """
    move(application, Act.ACCEPT, who)
    terms = application.phase.terms
    made, is_new = Award.objects.get_or_create(application=application, defaults={"value": terms.value})
    if not is_new:
        made.ended_at, made.value = None, max(made.value, terms.value)
        made.save(update_fields=["ended_at", "value"])
    known = set(made.steps.values_list("code", flat=True))
    Step.objects.bulk_create(
        Step(award=made, place=place, code=plan.code)
        for place, plan in enumerate(terms.steps)
        if plan.code not in known
    )
    made.steps.filter(done_at=None).update(due_on=None, warned_on=None)
    to_members([application], "awarded", occasion(application))
    reckon(made, application, who)
    return made


def promised(application: Application) -> tuple[int, list[tuple[StepPlan, date | None]]]:
    """What taking an offered place gives and asks, as `award` makes it: its worth, and the steps, those that begin at once with their day."""
    terms, made = application.phase.terms, Award.objects.filter(application=application).first()
    done = set(made.steps.exclude(done_at=None).values_list("code", flat=True)) if made else set()
    waited_for = {plan.code for plan in terms.steps} - done
    today = timezone.localdate()
    steps = [
        (plan, None if plan.after in waited_for else today + timedelta(days=plan.days))
        for plan in terms.steps
        if plan.code not in done
    ]
    return max(terms.value, made.value if made else 0), steps


def reckon(award: Award, application: Application, who: User | None) -> None:
    """Date the steps whose turn has come and no others, and complete an award that asks for nothing more. The caller has locked it."""
    steps = {step.code: step for step in award.steps.all()}
    plans = {plan.code: plan for plan in application.phase.terms.steps}
    today = timezone.localdate()
    for step in steps.values():
        plan = plans.get(step.code)
        if step.done_at is None and step.due_on is None and plan:
            before = steps.get(plan.after) if plan.after in plans else None
            if before is None or before.done_at:
                Step.objects.filter(pk=step.pk).update(due_on=today + timedelta(days=plan.days))
    gone = [step.pk for step in steps.values() if step.done_at is None and step.due_on and step.code not in plans]
    if gone:  # nobody waits for what the terms ask no more
        Step.objects.filter(pk__in=gone).update(due_on=None, warned_on=None)
    if not any(code in plans and plans[code].required and step.done_at is None for code, step in steps.items()):
        move(application, Act.COMPLETE, who)
        end_award(application)
        to_members([application], "completed", occasion(application))


def end_award(application: Application) -> None:
    """The award of an application, if it has one that runs, is over; the caller has locked it."""
    Award.objects.filter(application=application, ended_at=None).update(ended_at=timezone.now())


def plan_of(step: Step) -> StepPlan:
    """The plan of a step. One that a later version of the terms no longer has is asked of nobody any more."""
    application = step.award.application
    plan = next((plan for plan in application.phase.terms.steps if plan.code == step.code), None)
    if plan is not None:
        return plan
    for version in Version.objects.filter(phase=application.phase_id).order_by("-number"):
        for plan in Terms.read(version.document).steps:
            if plan.code == step.code:
                return plan.model_copy(update=_ASKED_OF_NOBODY)
    return StepPlan(code=step.code, name=Texts(en=step.code), days=0).model_copy(update=_ASKED_OF_NOBODY)


_ASKED_OF_NOBODY = {"by": "agency", "required": False}


def lapse_unaccepted(now: datetime) -> int:
    """Places that nobody took in time lapse, and go to the next, a part of them in one transaction; returns how many."""
    late = Q(state=State.SELECTED, accept_by__lt=now)
    lapsed = 0
    for phase in Phase.objects.filter(pk__in=Application.objects.filter(late).values("phase")):
        while True:
            with transaction.atomic():
                held = lock_phase(phase)
                rows = held.applications.filter(late).select_for_update(of=("self",)).select_related("business")
                part = list(rows.order_by("accept_by", "pk")[:PART])
                lapse_many(held, part, State.SELECTED, None, {"code": "not_accepted"})
                fill_places(held, None)
            lapsed += len(part)
            if len(part) < PART:
                break
    return lapsed


def lapse_many(
    phase: Phase, applications: list[Application], before: State, who: User | None, reason: dict[str, Any]
) -> None:
    """End applications that are in one state, or their awards; the caller has locked them and the phase, and fills places."""
    for application in applications:
        application.phase = phase
    move_many(applications, Act.LAPSE, before, who, reason)
    Award.objects.filter(application__in=applications, ended_at=None).update(ended_at=timezone.now())
    ended = reason.get("code") == "list_ended"
    facts = {} if ended else {"why": texts(reason, phase.terms)}
    if applications:
        told_each(
            ((one, facts) for one in applications), "list-ended" if ended else "lapsed", occasion(applications[0])
        )


def lapse(application: Application, who: User | None, reason: dict[str, Any]) -> None:
    """End one application, or its award; the caller has locked both it and the phase, and fills the place."""
    lapse_many(application.phase, [application], State(application.state), who, reason)
