"""What an applicant does after sending: answers, withdraws, appeals, accepts a place."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.rights import Right
from balcao.language import say
from balcao.programmes.actions.move import MovedAlready, move
from balcao.programmes.actions.places import award, fill_places, locked
from balcao.programmes.messages import to_members
from balcao.programmes.models import Application
from balcao.programmes.rights import require_member
from balcao.programmes.states import HOLDS_PLACE, State
from balcao.records import record


@transaction.atomic
def answer(user: User, application: Application, text: str) -> None:
    """Answer what was asked; the agency's clock runs on from where it stood."""
    require_member(user, application, Right.WORK)
    if not text.strip() and not application.attached.filter(at__gte=application.state_at).exists():
        raise ValidationError(say("answer-empty"))
    now = timezone.now()
    asked = {**(application.asked or {}), "answer": text.strip()[:5000], "answered_at": now.isoformat()}
    left = timedelta(seconds=application.clock_left or 0)
    move(application, State.UNDER_REVIEW, user, asked=asked, due_at=now + left, clock_left=None)


@transaction.atomic
def withdraw(user: User, application: Application) -> None:
    """Withdraw for good. A place that this frees goes to the next in order."""
    require_member(user, application, Right.MANAGE)
    phase = locked(application.phase)
    application.refresh_from_db()
    application.phase = phase
    held = application.state in HOLDS_PLACE
    move(application, State.WITHDRAWN, user)
    if held and hasattr(application, "award"):
        application.award.ended_at = timezone.now()
        application.award.save(update_fields=["ended_at"])
    to_members([application], "withdrawn", "once")
    fill_places(phase, user)


@transaction.atomic
def appeal(user: User, application: Application, text: str) -> None:
    """Ask for another look at a refusal, once, within the days that the phase gives."""
    require_member(user, application, Right.MANAGE)
    now = timezone.now()
    if application.state != State.INELIGIBLE or application.appeal is not None:
        raise MovedAlready(say("appeal-not-open"))
    if now > appeal_until(application):
        raise ValidationError(say("appeal-late"))
    if not text.strip():
        raise ValidationError(say("appeal-empty"))
    content = {"text": text.strip()[:5000], "at": now.isoformat(), "decided": None}
    due = now + timedelta(days=application.phase.terms.review_days)
    rows = Application.objects.filter(pk=application.pk, state=State.INELIGIBLE, appeal__isnull=True)
    if not rows.update(appeal=content, due_at=due):
        raise MovedAlready(say("appeal-not-open"))
    application.appeal, application.due_at = content, due
    record.write("application.appealed", user, application.business_id, application.reference)


def appeal_until(application: Application) -> object:
    """The last moment of an appeal."""
    return application.state_at + timedelta(days=application.phase.terms.appeal_days)


@transaction.atomic
def accept(user: User, application: Application) -> None:
    """Take the place: from now on it is an award."""
    require_member(user, application, Right.MANAGE)
    locked(application.phase)
    application.refresh_from_db()
    if application.state == State.AWARDED:
        return
    if application.accept_by and timezone.now() > application.accept_by:
        raise ValidationError(say("accept-late"))
    award(application, user)
