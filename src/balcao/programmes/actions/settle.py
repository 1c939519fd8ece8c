"""Giving the places of a phase, once: by the draw, in the order of arrival, or by the score.

For a draw one officer enters the public number and another approves it; the record is then made and published in the
same transaction in which everybody gets a place in the order. It is never made again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django_tasks import task

from balcao.accounts.models import User
from balcao.analytics.draw import Beacon, draw, record_text
from balcao.language import say
from balcao.messaging.tell import emit
from balcao.programmes.actions.lock import lock_phase
from balcao.programmes.actions.move import MovedAlready, move_many
from balcao.programmes.actions.places import accept_until, lapse_many
from balcao.programmes.actions.renew_number import is_another, is_lost
from balcao.programmes.facts import of_many
from balcao.programmes.messages import occasion, told_each
from balcao.programmes.models import Application, Draw, Phase, Sending
from balcao.programmes.rights import require_disinterested
from balcao.programmes.rules import Judge
from balcao.programmes.states import IN_REVIEW, Act, State
from balcao.programmes.terms import Method
from balcao.records import record

PART = 500
"""Applications told in one transaction."""


def in_the_way(phase: Phase) -> list[str]:
    """Why places cannot be given yet, in words."""
    found, now = [], record.now()
    if phase.settled_at:
        return [say("settled-already")]
    if phase.window(now) != "closed":
        found.append(say("settle-not-closed"))
    if Sending.objects.filter(application__phase=phase).exists():
        found.append(say("settle-sending"))
    open_ = phase.applications.filter(state__in=IN_REVIEW).count()
    if open_:
        found.append(say("settle-undecided", count=open_))
    given = [line.code for line in phase.terms.grid if line.when is None] if phase.method == Method.SCORE else []
    if given and (bare := phase.applications.filter(state=State.ELIGIBLE).exclude(points__has_keys=given).count()):
        found.append(say("settle-points", count=bare))
    if appeals := _appealed(phase):
        found.append(say("settle-appeals", count=appeals))
    may_appeal, until = still_to_appeal(phase, now)
    if may_appeal:
        found.append(say("settle-appeal-days", count=may_appeal, until=until))
    if phase.terms.drawn and phase.terms.beacon_at and now < phase.terms.beacon_at:
        found.append(say("settle-beacon", at=phase.terms.beacon_at))
    if is_lost(phase):
        found.append(say("settle-number-lost"))
    elif is_another(phase):
        found.append(say("settle-number-another"))
    return found


def still_to_appeal(phase: Phase, now: datetime) -> tuple[int, datetime]:
    """How many businesses that were refused can still appeal, and until when. Given a place in the order later, each would come last."""
    refused = phase.applications.filter(state=State.INELIGIBLE, appeal__isnull=True, business__isnull=False)
    days = timedelta(days=phase.terms.appeal_days)
    found = refused.filter(state_at__gte=now - days).aggregate(count=Count("pk"), last=Max("state_at"))
    return found["count"], (found["last"] or now) + days


def loose_ends(phase: Phase) -> list[str]:
    """What ending the waiting list would cut off, in words: whoever is found eligible later gets a free place, or none."""
    now, found = record.now(), []
    open_ = phase.applications.filter(state__in=IN_REVIEW).count() + _appealed(phase)
    if open_:
        found.append(say("list-undecided", count=open_))
    may_appeal, until = still_to_appeal(phase, now)
    if may_appeal:
        found.append(say("list-appeal-days", count=may_appeal, until=until))
    return found


def _appealed(phase: Phase) -> int:
    """Appeals that wait for their answer."""
    return phase.applications.filter(state=State.INELIGIBLE, appeal__isnull=False, due_at__isnull=False).count()


@transaction.atomic
def enter_beacon(user: User, phase: Phase, round_: str, value: str) -> Draw:
    """Enter the public number; it counts once a second officer has approved it. Entered again it replaces the first."""
    require_disinterested(user, phase)
    held = lock_phase(phase)
    wrong = in_the_way(held) if held.terms.drawn else [say("settle-no-draw")]
    if wrong:
        raise ValidationError(wrong)
    value = value.strip()
    if not value:
        raise ValidationError(say("beacon-empty"))
    entered, _ = Draw.objects.update_or_create(
        phase=held,
        defaults={
            "source": held.terms.beacon_source.in_language("en"), "round": round_.strip()[:120], "value": value[:500],
            "entered_by": user, "entered_at": timezone.now(), "approved_by": None, "approved_at": None,
        },
    )  # fmt: skip
    record.write("draw.entered", user, None, held.slug, value=value[:500], round=round_.strip()[:120])
    return entered


@transaction.atomic
def approve_draw(user: User, phase: Phase, value: str) -> Draw:
    """Approve the public number that another officer entered, having seen it oneself (`value`), and draw."""
    require_disinterested(user, phase)
    held = lock_phase(phase)
    wrong = in_the_way(held) if held.terms.drawn else [say("settle-no-draw")]
    entered = Draw.objects.filter(phase=held).first()
    if wrong or entered is None:
        raise ValidationError(wrong or [say("beacon-empty")])
    if entered.entered_by_id == user.pk:
        raise ValidationError(say("draw-second-officer"))
    if entered.value != value.strip():
        raise ValidationError(say("draw-value-differs"))
    strata = {stratum.code: stratum.places for stratum in held.terms.strata} if held.method == Method.STRATA else {}
    entrants = _eligible(held, judged=bool(strata))
    facts, judge = (of_many(held, entrants), Judge(held.terms)) if strata else ({}, None)
    for application in entrants:
        application.stratum = judge.stratum(facts[application.pk]) if judge else ""
    made = draw(
        held.whole_name.en,
        {str(a.reference): a.stratum for a in entrants},
        held.places,
        strata,
        held.number,
        Beacon(entered.source, entered.round, entered.value),
    )
    entered.record, entered.approved_by, entered.approved_at = record_text(made), user, timezone.now()
    entered.save()
    by_reference = {a.reference: a for a in entrants}
    record.write("draw.made", user, None, held.slug, seed=made["seed"], entrants=len(entrants))
    emit("draw.made", held.slug)
    _give(held, [by_reference[ref] for ref in made["order"]], user)
    return entered


@transaction.atomic
def settle(user: User, phase: Phase) -> None:
    """Give the places of a phase that needs no draw: in the order of arrival, or by score, equal scores by arrival."""
    require_disinterested(user, phase)
    held = lock_phase(phase)
    wrong = in_the_way(held)
    if held.terms.drawn:
        wrong = [say("settle-by-draw")]
    if wrong:
        raise ValidationError(wrong)
    entrants = _eligible(held, judged=held.method == Method.SCORE)
    if held.method == Method.SCORE:
        facts, judge = of_many(held, entrants), Judge(held.terms)
        automatic = [criterion for criterion in held.terms.grid if criterion.when]
        for a in entrants:
            own = {c.code: c.most for c in automatic if c.when and judge.meets(c.when, facts[a.pk])}
            a.points = {**{c.code: 0 for c in automatic}, **a.points, **own}
            a.score = sum(a.points.values())
        Application.objects.bulk_update(entrants, ["points", "score"], batch_size=500)
        entrants.sort(key=lambda a: (-(a.score or 0), a.submitted_at, a.reference))
    record.write("phase.settled", user, None, held.slug, method=held.method)
    _give(held, entrants, user)


def _eligible(phase: Phase, judged: bool) -> list[Application]:
    """The eligible applications in the order of arrival, locked; whole if they are `judged`, else what the order needs."""
    rows: QuerySet[Application] = phase.applications.select_for_update().filter(state=State.ELIGIBLE)
    rows = rows if judged else rows.only("reference", "state", "business", "submitted_at", "stratum", "phase")
    found = list(rows.order_by("submitted_at", "reference"))
    for application in found:
        application.phase = phase
    return found


def _give(phase: Phase, order: Sequence[Application], who: User) -> None:
    """Positions, places and the waiting list in this order; everybody is told. The caller has locked them all."""
    if phase.settled_at is not None:
        raise MovedAlready(say("settled-already"))
    now = timezone.now()
    phase.settled_at = now
    phase.save(update_fields=["settled_at"])
    until = accept_until(phase, now)
    for position, application in enumerate(order, 1):
        application.position = position
        application.accept_by = until if position <= phase.places else None
    columns = ("position", "stratum", "accept_by")
    move_many(order[: phase.places], Act.OFFER_PLACE, State.ELIGIBLE, who, columns=columns)
    move_many(order[phase.places :], Act.PUT_ON_LIST, State.ELIGIBLE, who, columns=columns)
    tell_places.enqueue(str(phase.pk))


@task()
def tell_places(phase_id: str) -> None:
    """Tell everybody where they stand after the draw; told again it is told once, so a worker may die in it."""

    def tell(part: list[Application]) -> None:
        for state, at in {(a.state, a.state_at) for a in part}:  # as whoever came up since was told already
            same = [a for a in part if (a.state, a.state_at) == (state, at)]
            told_each(((a, _place(a)) for a in same), str(state), occasion(same[0]))

    phase = Phase.objects.get(pk=phase_id)
    _tell_in_parts(phase, phase.applications.filter(state__in=[State.SELECTED, State.WAITLISTED]), tell)


def _place(application: Application) -> dict[str, Any]:
    if application.state == State.SELECTED and application.accept_by:
        return {"until": timezone.localtime(application.accept_by).date().isoformat()}
    return {"number": (application.position or 0) - application.phase.places}


@transaction.atomic
def end_list(user: User, phase: Phase) -> int:
    """No more places will come: from this moment nobody moves up. Whoever still waits is told so, and ended, by a task.

    Returns how many they are.
    """
    require_disinterested(user, phase)
    held = lock_phase(phase)
    if held.settled_at is None or held.list_ended_at is not None:
        raise ValidationError(say("list-not-open"))
    held.list_ended_at = timezone.now()
    held.save(update_fields=["list_ended_at"])
    record.write("phase.list_ended", user, None, held.slug)
    end_waiting.enqueue(str(held.pk), user.pk)
    return held.applications.filter(state=State.WAITLISTED).count()


@task()
def end_waiting(phase_id: str, by: int) -> None:
    """End the applications that wait on a list that was ended, and tell their people, a part of them in one transaction.

    Whoever is done waits no more, so a worker may die in it. `by`: who ended the list.
    """
    who, left = User.objects.filter(pk=by).first(), PART
    while left == PART:
        with transaction.atomic():
            held = lock_phase(Phase(pk=phase_id))
            waiting = held.applications.filter(state=State.WAITLISTED).select_for_update(of=("self",))
            part = list(waiting.select_related("business").order_by("position")[:PART])
            lapse_many(held, part, State.WAITLISTED, who, {"code": "list_ended"})
        left = len(part)


def _tell_in_parts(phase: Phase, rows: QuerySet[Application], tell: Callable[[list[Application]], object]) -> None:
    """Tell the people of many applications, in the order of the list, a part of them in one transaction."""
    after = 0
    while part := list(rows.filter(position__gt=after).select_related("business").order_by("position")[:PART]):
        for application in part:
            application.phase = phase
        with transaction.atomic():
            tell(part)
        after = part[-1].position or 0
