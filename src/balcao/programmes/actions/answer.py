"""What an applicant does after sending: answers, withdraws, appeals, accepts a place."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.rights import Right
from balcao.language import language, say, words
from balcao.programmes.actions.lock import lock, lock_with_phase
from balcao.programmes.actions.move import MovedAlready, move
from balcao.programmes.actions.places import award, end_award, fill_places
from balcao.programmes.inquiries import inquiries
from balcao.programmes.messages import occasion, to_members
from balcao.programmes.models import Application
from balcao.programmes.rights import require_member
from balcao.programmes.states import Act, State, may
from balcao.records import record


@transaction.atomic
def answer(user: User, application: Application, text: str, seen: str | None = None, without: bool = False) -> None:
    """Answer what was asked, with the papers that were asked for; the agency's clock runs on from where it stood.

    Words alone answer where no paper was asked for, or where the applicant says that they go `without`. `seen`: the moment of the
    inquiry that is answered, as the applicant read it. Raises MovedAlready if another was asked since.
    """
    require_member(user, application, Right.WORK)
    lock(application)
    if may(Act.ANSWER, application.state):
        _require_answer(application, text.strip(), without)
    if seen and application.inquiries and application.inquiries[-1]["at"] != seen:
        raise MovedAlready(say("moved-meanwhile"))
    now = timezone.now()
    answered = {"answer": text.strip()[:5000], "answered_at": now.isoformat()}
    asked = [*application.inquiries[:-1], {**application.inquiries[-1], **answered}] if application.inquiries else []
    left = timedelta(seconds=application.clock_left or 0)
    move(application, Act.ANSWER, user, inquiries=asked, due_at=now + left, clock_left=None)


def _require_answer(application: Application, text: str, without: bool) -> None:
    """Raise ValidationError unless it answers: what was brought before the inquiry is no answer.

    Without words each paper that was asked for has to be there; with words one of them, or the word that they go without.
    """
    asked = inquiries(application)[-1].papers if application.inquiries else []
    bare = [needed.name.in_language(language()) for needed, brought in asked if not brought]
    if text and (without or len(bare) < len(asked) or not asked):
        return
    if bare:
        raise ValidationError(say("answer-papers", papers=words().listed(bare)))
    if not asked:
        raise ValidationError(say("answer-empty"))


@transaction.atomic
def withdraw(user: User, application: Application) -> None:
    """Withdraw for good. A place that this frees goes to the next in order."""
    require_member(user, application, Right.MANAGE)
    phase = lock_with_phase(application)
    move(application, Act.WITHDRAW, user)
    end_award(application)
    to_members([application], "withdrawn", occasion(application))
    fill_places(phase, user)


@transaction.atomic
def appeal(user: User, application: Application, text: str) -> None:
    """Ask for another look at a refusal, once, within the days that the phase gives."""
    require_member(user, application, Right.MANAGE)
    lock(application)
    now = timezone.now()
    if not may(Act.GRANT_APPEAL, application.state) or application.appeal is not None:
        raise MovedAlready(say("appeal-not-open"))
    if now > appeal_until(application):
        raise ValidationError(say("appeal-late"))
    if not text.strip():
        raise ValidationError(say("appeal-empty"))
    application.appeal = {"text": text.strip()[:5000], "at": now.isoformat(), "decided": None}
    application.due_at = now + timedelta(days=application.phase.terms.review_days)
    application.save(update_fields=["appeal", "due_at"])
    record.write("application.appealed", user, application.business_id, application.reference)


def appeal_until(application: Application) -> datetime:
    """The last moment of an appeal."""
    return application.state_at + timedelta(days=application.phase.terms.appeal_days)


def offer_is_over(application: Application) -> bool:
    """Whether the time is over in which a place that was offered could be taken."""
    return application.accept_by is not None and timezone.now() > application.accept_by


@transaction.atomic
def accept(user: User, application: Application) -> None:
    """Take the place: from now on it is an award."""
    require_member(user, application, Right.MANAGE)
    lock_with_phase(application)
    if application.state == State.AWARDED:
        return
    if offer_is_over(application):
        raise ValidationError(say("accept-late"))
    award(application, user)
