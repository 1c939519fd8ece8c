"""Decisions: eligible or not, with four eyes where the phase asks for them; one or many; taken back; and on appeals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.language import say
from balcao.language import words as names
from balcao.programmes.actions.answer import appeal_until
from balcao.programmes.actions.four_eyes import agreed, both_reasons, is_second, require_seen
from balcao.programmes.actions.lock import lock, lock_with_phase
from balcao.programmes.actions.move import MovedAlready, move
from balcao.programmes.actions.places import end_award, fill_places, join_list
from balcao.programmes.actions.review import begin
from balcao.programmes.facts import of_application, of_many
from balcao.programmes.messages import occasion, to_members
from balcao.programmes.models import Application, Phase
from balcao.programmes.reasons import texts
from balcao.programmes.rights import require_reviewer
from balcao.programmes.rules import Judge, Outcome
from balcao.programmes.states import IN_REVIEW, LIVE, Act, State, may
from balcao.records import record


@transaction.atomic
def decide(
    user: User,
    application: Application,
    eligible: bool,
    rules: Sequence[str] = (),
    words: str = "",
    seen: str | None = None,
) -> bool:
    """Find an application eligible, or not for rules that it does not meet or a reason in words.

    Where the phase asks for four eyes, the first decision is a proposal and a second officer's makes it count; returns
    whether it counts. What was decided is not decided again: that is `revoke`, or an appeal. `seen`: the moment of the
    proposal that is agreed to, as this officer read it.
    """
    require_reviewer(user, application)
    phase = lock_with_phase(application)
    require_seen(application, seen)
    act = Act.FIND_ELIGIBLE if eligible else Act.FIND_INELIGIBLE
    second = is_second(user, application, act)
    reason = None if eligible else _reason(phase, rules, words, needed=not second)
    if application.state not in IN_REVIEW or (eligible and application.state == State.INFORMATION_REQUESTED):
        raise MovedAlready(say("moved-already", state=names().word("application", application.state)))
    begin(user, application)
    judge_again(application)
    if not agreed(user, application, act, reason):
        return False
    _decided(user, application, act, reason, assigned_to=application.assigned_to or user)
    if eligible and phase.settled_at:
        join_list(application, user)
    elif eligible:
        to_members([application], "eligible", occasion(application))
    return True


@transaction.atomic
def revoke(
    user: User, application: Application, rules: Sequence[str] = (), words: str = "", seen: str | None = None
) -> bool:
    """Find ineligible what was found eligible before, whatever has become of it. A place that this frees goes to the next.

    Four eyes as for a decision; returns whether it counts.
    """
    require_reviewer(user, application)
    phase = lock_with_phase(application)
    require_seen(application, seen)
    reason = _reason(phase, rules, words, needed=not is_second(user, application, Act.REVOKE))
    if not may(Act.REVOKE, application.state):
        raise MovedAlready(say("moved-already", state=names().word("application", application.state)))
    judge_again(application)
    if not agreed(user, application, Act.REVOKE, reason):
        return False
    _decided(user, application, Act.REVOKE, reason)
    end_award(application)
    fill_places(phase, user)
    return True


def _reason(phase: Phase, rules: Sequence[str], words: str, needed: bool) -> dict[str, Any] | None:
    """Why not: rules of the phase, or words. Raises ValidationError for none where one is needed, and for unknown rules."""
    known = {rule.code: rule.reason for rule in Judge(phase.terms).rules}
    if not set(rules) <= set(known):
        raise ValidationError(say("decide-rule-unknown"))
    if not (rules or words.strip()):
        if needed:
            raise ValidationError(say("decide-why"))
        return None
    kept = {code: known[code].model_dump(by_alias=True) for code in rules}  # as a rule may be dropped later
    return {"rules": list(rules), "texts": kept, "words": words.strip()[:2000]}


def _decided(user: User, application: Application, act: Act, reason: dict[str, Any] | None, **changes: Any) -> None:
    """Make a decision count, and tell a refusal; who decided it, decides no appeal against it. The caller has locked it."""
    first, reason = (application.proposal or {}).get("by"), both_reasons(application, act, reason)
    by = sorted({user.pk, *([first] if first else [])})
    move(
        application, act, user, reason,
        due_at=None, judged=application.judged, decided_by=by, **changes,
    )  # fmt: skip
    if reason:
        why = texts(reason, application.phase.terms)
        until = timezone.localtime(appeal_until(application)).replace(tzinfo=None).isoformat(timespec="minutes")
        code = "ineligible-again" if application.appeal else "ineligible"  # an appeal is made once
        to_members([application], code, occasion(application), why=why, days=0, until=until)


def judge_again(application: Application) -> None:
    """Judge by the terms as they are now, and keep the outcome on the application; the caller saves."""
    judged = Judge(application.phase.terms).judge(of_application(application))
    now = timezone.now()
    application.judged = {
        "version": application.phase.version, "at": now.isoformat(), "rules": {one.code: one.outcome.value for one in judged},
    }  # fmt: skip


@dataclass
class Bulk:
    """What became of many at once: decided, proposed to a second officer, and those that need a look of their own."""

    decided: int = 0
    proposed: int = 0
    left: list[Application] = field(default_factory=list)


def find_many_eligible(user: User, applications: Sequence[Application]) -> Bulk:
    """Find many eligible at once, of those that meet every rule."""
    phases = {application.phase_id: application.phase for application in applications}
    done = Bulk()
    for phase in phases.values():
        mine = [a for a in applications if a.phase_id == phase.pk]
        facts, judge = of_many(phase, mine), Judge(phase.terms)
        for application in mine:
            if any(one.outcome is not Outcome.MET for one in judge.judge(facts[application.pk])):
                done.left.append(application)
                continue
            try:
                if decide(user, application, eligible=True):
                    done.decided += 1
                else:
                    done.proposed += 1
            except ValidationError:
                done.left.append(application)
    return done


@transaction.atomic
def decide_appeal(user: User, application: Application, granted: bool, words: str) -> None:
    """Answer an appeal: granted, the application is under review again, and due as a new one is.

    Whoever decided the refusal does not decide the appeal.
    """
    require_reviewer(user, application)
    if application.business_id:  # as a sending does, so that limits hold
        Business.objects.select_for_update().get(pk=application.business_id)
    lock(application)
    if not application.appeal_open:
        raise MovedAlready(say("appeal-not-open"))
    if user.pk in application.decided_by:
        raise ValidationError(say("appeal-other-officer"))
    if not words.strip():
        raise ValidationError(say("decide-why"))
    if granted and _others_live(application) >= application.phase.terms.most_applications:
        raise ValidationError(say("appeal-other-application"))
    now, decided = timezone.now(), "granted" if granted else "refused"
    application.appeal = {
        **application.appeal, "decided": decided, "words": words.strip()[:2000], "by": user.pk, "decided_at": now.isoformat(),
    }  # fmt: skip
    application.due_at = now + timedelta(days=application.phase.terms.review_days) if granted else None
    application.save(update_fields=["appeal", "due_at"])
    record.write("application.appeal_decided", user, application.business_id, application.reference, decided=decided)
    to_members([application], f"appeal-{decided}", "once", why=words.strip()[:2000])
    if granted:
        move(application, Act.GRANT_APPEAL, user, assigned_to=user)


def _others_live(application: Application) -> int:
    """Other applications of the business in the phase that count."""
    own = application.phase.applications.filter(business=application.business_id, state__in=LIVE)
    return own.exclude(pk=application.pk).count() if application.business_id else 0
