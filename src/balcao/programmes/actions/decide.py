"""Decisions: eligible or not, with four eyes where the phase asks for them; one or many; and on appeals."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from balcao.accounts.models import User
from balcao.language import say
from balcao.programmes.actions.move import MovedAlready, move
from balcao.programmes.actions.places import fill_places, locked
from balcao.programmes.actions.review import begin
from balcao.programmes.facts import of_application, of_many
from balcao.programmes.messages import to_members
from balcao.programmes.models import Application, Award
from balcao.programmes.reasons import texts
from balcao.programmes.rights import require_reviewer
from balcao.programmes.rules import Judge, Outcome
from balcao.programmes.states import HOLDS_PLACE, IN_REVIEW, State
from balcao.records import record


@transaction.atomic
def decide(user: User, application: Application, eligible: bool, rules: Sequence[str] = (), words: str = "") -> bool:
    """Find an application eligible, or not for rules that it does not meet or a reason in words.

    Where the phase asks for four eyes, the first decision is a proposal and a second officer's makes it count; returns
    whether it counts. What is found ineligible after places were given frees its place, and the list moves on.
    """
    require_reviewer(user, application)
    phase = locked(application.phase)
    application.refresh_from_db()
    application.phase = phase
    if not eligible and not (rules or words.strip()):
        raise ValidationError(say("decide-why"))
    if (eligible and application.state not in IN_REVIEW) or (
        application.state == State.INFORMATION_REQUESTED and eligible
    ):
        raise MovedAlready(say("moved-meanwhile"))
    begin(user, application)
    judge_again(application)
    to = State.ELIGIBLE if eligible else State.INELIGIBLE
    reason: dict[str, Any] | None = None
    if not eligible:
        reason = {"rules": list(rules), "words": words.strip()[:2000]}
    if phase.terms.four_eyes and not _second(user, application, to):
        application.proposal = {"to": to.value, "reason": reason, "by": user.pk, "at": timezone.now().isoformat()}
        application.save(update_fields=["proposal", "judged"])
        record.write(
            "application.proposed", user, application.business_id, application.reference, to=to.value, reason=reason
        )
        return False
    held = application.state in HOLDS_PLACE
    move(
        application,
        to,
        user,
        reason,
        due_at=None,
        proposal=None,
        judged=application.judged,
        assigned_to=application.assigned_to or user,
    )
    if held:
        Award.objects.filter(application=application, ended_at=None).update(ended_at=timezone.now())
        fill_places(phase, user)
    if eligible and phase.settled_at:
        join_list(application, user)
    why = texts(reason, phase.terms) if reason else {}
    days = phase.terms.appeal_days
    to_members(
        [application], to.value, application.state_at.isoformat(), **({"why": why, "days": days} if reason else {})
    )
    return True


def join_list(application: Application, who: User) -> None:
    """Found eligible after the places were given: the last of the waiting list. The draw stays as it was."""
    last = application.phase.applications.aggregate(last=Max("position"))["last"] or 0
    move(application, State.WAITLISTED, who, {"code": "after_the_draw"}, position=last + 1)
    fill_places(application.phase, who)


def _second(user: User, application: Application, to: State) -> bool:
    """Whether another officer has proposed the same."""
    proposal = application.proposal or {}
    return proposal.get("to") == to.value and proposal.get("by") not in (None, user.pk)


def judge_again(application: Application) -> None:
    """Judge by the terms as they are now, and keep the outcome on the application; the caller saves."""
    judged = Judge(application.phase.terms).judge(of_application(application))
    now = timezone.now()
    application.judged = {
        "version": application.phase.version, "at": now.isoformat(), "rules": {one.code: one.outcome.value for one in judged},
    }  # fmt: skip


def find_many_eligible(user: User, applications: Sequence[Application]) -> tuple[int, list[Application]]:
    """Find many eligible at once, of those that meet every rule; returns how many, and those that need a look of their own."""
    phases = {application.phase_id: application.phase for application in applications}
    left: list[Application] = []
    done = 0
    for phase in phases.values():
        mine = [a for a in applications if a.phase_id == phase.pk]
        facts, judge = of_many(phase, mine), Judge(phase.terms)
        for application in mine:
            if any(one.outcome is not Outcome.MET for one in judge.judge(facts[application.pk])):
                left.append(application)
                continue
            try:
                decide(user, application, eligible=True)
                done += 1
            except ValidationError:
                left.append(application)
    return done, left


@transaction.atomic
def decide_appeal(user: User, application: Application, granted: bool, words: str) -> None:
    """Answer an appeal: granted, the application is under review again; whoever refused it decides no appeal alone."""
    require_reviewer(user, application)
    application = Application.objects.select_for_update().select_related("phase").get(pk=application.pk)
    if application.state != State.INELIGIBLE or not application.appeal or application.appeal.get("decided"):
        raise MovedAlready(say("appeal-not-open"))
    if not words.strip():
        raise ValidationError(say("decide-why"))
    decided = "granted" if granted else "refused"
    application.appeal = {
        **application.appeal, "decided": decided, "words": words.strip()[:2000], "by": user.pk, "decided_at": timezone.now().isoformat(),
    }  # fmt: skip
    application.due_at = None
    application.save(update_fields=["appeal", "due_at"])
    record.write("application.appeal_decided", user, application.business_id, application.reference, decided=decided)
    to_members([application], f"appeal-{decided}", "once", why=words.strip()[:2000])
    if granted:
        move(application, State.UNDER_REVIEW, user, None, assigned_to=user)
