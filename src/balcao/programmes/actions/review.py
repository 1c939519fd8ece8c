"""What officers do with an application short of deciding: take it, ask, note, declare an interest, give points."""

from datetime import timedelta
from math import ceil

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.language import say, words
from balcao.programmes.actions.lock import lock, lock_with_phase
from balcao.programmes.actions.move import MovedAlready, move
from balcao.programmes.inquiries import in_letter
from balcao.programmes.interests import has_interest
from balcao.programmes.messages import to_members
from balcao.programmes.models import Application, Note
from balcao.programmes.rights import require_officer, require_reviewer
from balcao.programmes.states import IN_REVIEW, Act, State
from balcao.records import record


@transaction.atomic
def assign(user: User, application: Application, to: User | None) -> None:
    """Give an application to an officer of its phase, or to nobody; what was only submitted is now under review.

    Raises MovedAlready where there is nothing to decide about it, neither a review nor an appeal.
    """
    require_reviewer(user, application)
    if to is not None:
        if not application.phase.officers.filter(pk=to.pk).exists():
            raise PermissionDenied("not an officer of the phase")
        if has_interest(to, application):
            raise ValidationError(say("conflict-theirs"))
    lock(application)
    if not application.to_decide:
        raise MovedAlready(say("moved-already", state=words().word("application", application.state)))
    if application.assigned_to != to:
        application.assigned_to = to
        application.save(update_fields=["assigned_to"])
        record.write("application.assigned", user, application.business_id, application.reference, to=to and to.pk)
    if to is not None and application.state == State.SUBMITTED:
        move(application, Act.TAKE_UP, user)


@transaction.atomic
def ask(user: User, application: Application, text: str, documents: list[str]) -> None:
    """Ask the applicant for information or papers; the agency's clock stands until they answer."""
    require_reviewer(user, application)
    known = {needed.code for needed in application.phase.terms.documents}
    wanted = [code for code in documents if code in known]
    if not text.strip() and not wanted:
        raise ValidationError(say("ask-empty"))
    lock(application)
    begin(user, application)
    now = timezone.now()
    until = timezone.localtime(now).date() + timedelta(days=application.phase.terms.answer_days)
    left = max(0, ceil((application.due_at - now).total_seconds())) if application.due_at else 0
    asked = {
        "text": text.strip()[:5000],
        "documents": wanted,
        "by": user.pk,
        "until": until.isoformat(),
        "at": now.isoformat(),
    }
    move(application, Act.ASK, user, inquiries=[*application.inquiries, asked], due_at=None, clock_left=left)
    named, quoted = in_letter(application, wanted, asked["text"])
    to_members([application], "asked", now.isoformat(), text=named, until=until.isoformat(), paragraphs=quoted)


def begin(user: User, application: Application) -> None:
    """What was only submitted is now under review, by whoever works on it; the caller has locked it."""
    if application.state == State.SUBMITTED:
        changes = {} if application.assigned_to_id else {"assigned_to": user}
        move(application, Act.TAKE_UP, user, **changes)


@transaction.atomic
def note(user: User, application: Application, text: str) -> None:
    """Write for colleagues; what one has just written is not written again."""
    require_reviewer(user, application)
    lock(application)
    text = text.strip()[:5000]
    last = application.notes.order_by("-pk").first()
    if text and not (last and last.by_id == user.pk and last.text == text):
        Note.objects.create(application=application, by=user, text=text)
        record.write("application.noted", user, application.business_id, application.reference)


@transaction.atomic
def declare_conflict(user: User, application: Application, why: str) -> None:
    """Say that one has an interest; from then on one decides nothing about it, and it is nobody's."""
    require_officer(user, application.phase)
    if not why.strip():
        raise ValidationError(say("conflict-why"))
    lock(application)
    application.conflicts.get_or_create(officer=user, lifted_at=None, defaults={"why": why.strip()[:300]})
    if application.assigned_to_id == user.pk:
        application.assigned_to = None
    if (application.proposal or {}).get("by") == user.pk:
        application.proposal = None
    application.save(update_fields=["assigned_to", "proposal"])
    record.write("application.conflict", user, application.business_id, application.reference)


@transaction.atomic
def lift_conflict(user: User, application: Application, conflict: int, why: str) -> None:
    """Correct what another officer declared and is no interest, with a reason. Whatever else ties them to it stays.

    Raises MovedAlready for a declaration (by its key) that no longer stands.
    """
    require_reviewer(user, application)  # so nobody corrects a declaration of their own
    if not why.strip():
        raise ValidationError(say("conflict-lift-why"))
    lock(application)
    found = application.conflicts.select_for_update().filter(pk=conflict, lifted_at=None).first()
    if found is None:
        raise MovedAlready(say("moved-meanwhile"))
    found.lifted_by, found.lifted_at, found.lifted_why = user, timezone.now(), why.strip()[:300]
    found.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
    facts = {"officer": found.officer_id}
    record.write("application.conflict_lifted", user, application.business_id, application.reference, **facts)


@transaction.atomic
def give_points(user: User, application: Application, points: dict[str, int]) -> int:
    """Give points by the published grid while the application is in review or eligible; returns the score."""
    require_reviewer(user, application)
    lock_with_phase(application)
    if application.state not in (*IN_REVIEW, State.ELIGIBLE) or application.position is not None:
        raise ValidationError(say("points-late"))
    grid = {criterion.code: criterion for criterion in application.phase.terms.grid if criterion.when is None}
    kept = dict(application.points)
    for code, given in points.items():
        if code not in grid or not 0 <= given <= grid[code].most:
            raise ValidationError(say("points-wrong"))
        kept[code] = given
    begin(user, application)
    application.points, application.score = kept, sum(kept.values())
    application.save(update_fields=["points", "score"])
    record.write("application.points", user, application.business_id, application.reference, points=kept)
    return application.score
