"""An award seen through: steps done, dates moved with a reason, lapse with notice, completion.

Other domains say that a step is done (a course completed, a solution accepted) with `do_step` and its code; nothing
here knows them.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from balcao.accounts.models import User
from balcao.businesses.rights import Right
from balcao.language import say
from balcao.programmes.actions.four_eyes import agreed, both_reasons, is_second, require_seen
from balcao.programmes.actions.lock import Phases, lock_with_phase
from balcao.programmes.actions.move import MovedAlready, move
from balcao.programmes.actions.places import fill_places, lapse, plan_of, reckon
from balcao.programmes.messages import occasion, to_members, told_each
from balcao.programmes.models import Application, Award, Step
from balcao.programmes.rights import require_member, require_reviewer
from balcao.programmes.states import Act, State
from balcao.programmes.terms import StepPlan
from balcao.records import record

PART = 200
"""Steps that are announced in one transaction."""


@transaction.atomic
def do_step(award: Award, code: str, who: User | None) -> None:
    """A step is done; done twice it is done once. When the last that is required is done, the award is complete."""
    application = _lock_award(award)
    step = award.steps.filter(code=code).first()
    if step is None:
        raise MovedAlready(say("moved-meanwhile"))
    if step.done_at is not None:
        return
    if application.state != State.AWARDED:
        raise MovedAlready(say("award-over"))
    now = timezone.now()
    step.done_at, step.done_by, step.warned_on = now, who, None
    step.save(update_fields=["done_at", "done_by", "warned_on"])
    record.write("award.step", who, application.business_id, application.reference, step=code)
    reckon(award, application, who)


def _lock_award(award: Award) -> Application:
    """The award's application, with the phase and itself locked and read again: whoever holds them changes the steps alone."""
    application = award.application
    lock_with_phase(application)
    return application


def do_own_step(user: User, award: Award, code: str) -> None:
    """A member says that a step of theirs is done."""
    require_member(user, award.application, Right.MANAGE)
    step = _open_step(award, code)
    if plan_of(step).by != "applicant":
        raise ValidationError(say("step-not-yours"))
    do_step(award, code, user)


def confirm_step(user: User, award: Award, code: str) -> None:
    """An officer says that a step is done, whoever's it is."""
    require_reviewer(user, award.application)
    do_step(award, code, user)


@transaction.atomic
def undo_step(user: User, award: Award, code: str) -> None:
    """An officer takes back that a step is done; an award that was complete by it runs again.

    What was announced before is announced anew before anything lapses. A step that follows keeps the day it has.
    """
    require_reviewer(user, award.application)
    application = _lock_award(award)
    if application.state not in (State.AWARDED, State.COMPLETED):
        raise MovedAlready(say("award-over"))
    step = award.steps.filter(code=code).first()
    if step is None or step.done_at is None:
        raise MovedAlready(say("moved-meanwhile"))
    step.done_at, step.done_by, step.warned_on = None, None, None
    step.save(update_fields=["done_at", "done_by", "warned_on"])
    record.write("award.step_undone", user, application.business_id, application.reference, step=code)
    if application.state == State.COMPLETED and plan_of(step).required:
        move(application, Act.REOPEN, user)
        to_members([application], "reopened", occasion(application), step=plan_of(step).name.model_dump(by_alias=True))
        Award.objects.filter(pk=award.pk).update(ended_at=None)


@transaction.atomic
def extend(user: User, award: Award, code: str, until: date, why: str) -> None:
    """An officer gives more time, with a reason; what was announced as lapsing no longer is."""
    require_reviewer(user, award.application)
    _lock_award(award)
    step = _open_step(award, code)
    if not why.strip():
        raise ValidationError(say("decide-why"))
    if until <= timezone.localdate() or (step.due_on and until <= step.due_on):
        raise ValidationError(say("extend-later"))
    Step.objects.filter(pk=step.pk).update(due_on=until, warned_on=None)
    record.write(
        "award.extended",
        user,
        award.application.business_id,
        award.application.reference,
        step=code,
        until=until.isoformat(),
    )
    name = plan_of(step).name.model_dump(by_alias=True)
    to_members(
        [award.application], "extended", f"{code}:{until}", step=name, until=until.isoformat(), why=why.strip()[:500]
    )


@transaction.atomic
def lapse_award(user: User, award: Award, why: str, seen: str | None = None) -> bool:
    """An officer ends an award for a reason, a second one with them under four eyes; returns whether it counts. Its place goes on."""
    require_reviewer(user, award.application)
    application = _lock_award(award)
    require_seen(application, seen)
    second = is_second(user, application, Act.LAPSE)
    if not why.strip() and not second:
        raise ValidationError(say("decide-why"))
    if application.state != State.AWARDED:
        raise MovedAlready(say("award-over"))
    reason = {"words": why.strip()[:2000]} if why.strip() else None
    if not agreed(user, application, Act.LAPSE, reason):
        return False
    lapse(application, user, both_reasons(application, Act.LAPSE, reason) or {})
    fill_places(application.phase, user)
    return True


def announce_lapses(now: datetime) -> int:
    """Steps of applicants that are overdue: say that the award will lapse, and when; returns how many were told."""
    today = timezone.localtime(now).date()
    late = Step.objects.filter(
        done_at=None, due_on__lt=today, warned_on=None, award__application__state=State.AWARDED
    ).order_by("pk")
    told, after, phases = 0, 0, Phases()
    while part := list(late.filter(pk__gt=after).select_related("award__application")[:PART]):
        after = part[-1].pk
        for step in part:
            phases.join(step.award.application)
        required = [
            (step, plan) for step in part for plan in [plan_of(step)] if plan.by == "applicant" and plan.required
        ]
        with transaction.atomic():
            told += _announce(required, today)
    return told


def _announce(steps: list[tuple[Step, StepPlan]], today: date) -> int:
    """Announce the lapse of steps that are still open, under the lock of their applications; returns how many."""
    rows = Application.objects.filter(pk__in={step.award.application_id for step, _ in steps}, state=State.AWARDED)
    running = set(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    still = Step.objects.filter(pk__in=[step.pk for step, _ in steps], done_at=None, warned_on=None)
    still_open = set(still.values_list("pk", flat=True))
    due = [(s, plan) for s, plan in steps if s.pk in still_open and s.award.application_id in running]
    Step.objects.filter(pk__in=[step.pk for step, _ in due]).update(warned_on=today)
    entries = []
    for step, plan in due:
        application = step.award.application
        until = today + timedelta(days=application.phase.terms.lapse_days)
        facts = {"step": plan.name.model_dump(by_alias=True), "until": until.isoformat()}
        entries.append((application, facts, f"{step.code}:{step.due_on}:{today}"))
    for when in dict.fromkeys(name for _, _, name in entries):
        told_each(((a, facts) for a, facts, name in entries if name == when), "will-lapse", when)
    record.write_all(
        [
            record.entry("award.lapse_announced", None, a.business_id, a.reference, step=step.code)
            for step, _ in due
            for a in [step.award.application]
        ]
    )
    return len(due)


def lapse_overdue(now: datetime) -> int:
    """Awards whose announced lapse has come: they end, and the next in order gets the place. Returns how many."""
    today = timezone.localtime(now).date()
    warned = Step.objects.filter(done_at=None, warned_on__isnull=False, award__application__state=State.AWARDED)
    lapsed, phases = 0, Phases()
    for step in warned.select_related("award__application").order_by("warned_on", "pk"):
        phases.join(step.award.application)
        plan, days = plan_of(step), step.award.application.phase.terms.lapse_days
        if plan.by != "applicant" or not plan.required:  # it is asked of them no more
            Step.objects.filter(pk=step.pk).update(warned_on=None)
            continue
        if step.warned_on is None or today <= step.warned_on + timedelta(days=days):
            continue
        with transaction.atomic():
            application = _lock_award(step.award)
            still = Step.objects.filter(pk=step.pk, done_at=None, warned_on=step.warned_on).exists()
            if still and application.state == State.AWARDED:
                lapse(application, None, {"code": "step_late"})
                fill_places(application.phase, None)
                lapsed += 1
    return lapsed


@task()
def reckon_awards(phase_id: str) -> None:
    """The running awards of a phase whose terms have changed: what waits for a step that is gone waits no more."""
    keys = list(Award.objects.filter(application__phase=phase_id, application__state=State.AWARDED).values_list("pk"))
    for (key,) in keys:
        with transaction.atomic():
            award = Award.objects.select_related("application__phase").get(pk=key)
            application = _lock_award(award)
            if application.state == State.AWARDED:
                reckon(award, application, None)


def award_of(application: Application) -> Award:
    """The application's award. Raises MovedAlready if it has none."""
    found = Award.objects.filter(application=application).select_related("application__phase").first()
    if found is None:
        raise MovedAlready(say("award-over"))
    return found


def _open_step(award: Award, code: str) -> Step:
    step = award.steps.filter(code=code, done_at=None).select_related("award__application__phase").first()
    if step is None or award.application.state != State.AWARDED:
        raise MovedAlready(say("award-over"))
    return step


def with_what_follows(award: Award) -> list[tuple[Step, StepPlan]]:
    """The steps of an award that are done, or that the present terms ask for, with their plans; an open one says what its being done leads to.

    `is_last`: it completes the award. Else `then` is the plan of the step that comes next, and `then_on` its day, if that is known.
    """
    left = open_steps(award)
    done = [(step, plan_of(step)) for step in award.steps.all() if step.done_at is not None]
    for step, plan in left:
        others = [(_day_after(plan, other, its), its) for other, its in left if other.pk != step.pk]
        step.is_last = not any(its.required for _, its in others)
        step.then_on, step.then = min(others, key=lambda one: (one[0] is None, one[0]), default=(None, None))
    return sorted(done + left, key=lambda one: one[0].place)


def _day_after(done: StepPlan, step: Step, plan: StepPlan) -> date | None:
    """The day by which a step is due once the one that is `done` is."""
    return step.due_on or (timezone.localdate() + timedelta(days=plan.days) if plan.after == done.code else None)


def open_steps(award: Award) -> list[tuple[Step, StepPlan]]:
    """The steps that are not done and that the present terms ask for, with their plans, the earliest due first."""
    plans = {plan.code: plan for plan in award.application.phase.terms.steps}
    found = [(step, plans[step.code]) for step in award.steps.all() if step.done_at is None and step.code in plans]
    return sorted(found, key=lambda one: (one[0].due_on is None, one[0].due_on or date.max, one[0].place))


def current_step(award: Award) -> Step | None:
    """The step whose turn it is: the earliest due of those not done."""
    return next((step for step, _ in open_steps(award)), None)


def own_step(award: Award) -> tuple[Step, StepPlan] | None:
    """The step that its applicant has to do next, whatever waits for others: the earliest due of theirs, a required one first."""
    theirs = [(step, plan) for step, plan in open_steps(award) if plan.by == "applicant" and step.due_on]
    return min(theirs, key=lambda one: not one[1].required, default=None)


WAITING = Q(done_at=None, due_on__isnull=False, award__application__state=State.AWARDED)
"""Steps that somebody is waiting for."""
