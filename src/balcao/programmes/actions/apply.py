"""An owner's draft: begun, saved as it is typed on any device, papers attached, thrown away."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from balcao.accounts.models import User
from balcao.analytics.economies import minor_digits
from balcao.businesses.models import Business, Document, Outlet
from balcao.businesses.rights import Right, require
from balcao.language import here, say
from balcao.programmes.models import Application, Attached, Phase
from balcao.programmes.rights import require_member
from balcao.programmes.states import State
from balcao.programmes.terms import Question
from balcao.records import record

LONGEST = 5000
"""Characters of one answer."""


def start(user: User, phase: Phase, business: Business, outlet: Outlet | None = None) -> Application:
    """The business's draft in an open phase: the one that there is, or a new one."""
    require(user, business, Right.WORK)
    if phase.window(record.now()) != "open":
        raise ValidationError(say("phase-not-open"))
    for _ in range(2):
        draft = phase.applications.filter(business=business, state=State.DRAFT).first()
        if draft:
            return draft
        try:
            with transaction.atomic():
                made = Application.objects.create(phase=phase, business=business, outlet=outlet, made_by=user)
                record.write("application.begun", user, business.pk, made.pk, phase=phase.slug)
                return made
        except IntegrityError:
            continue  # somebody else of the business began at the same moment
    raise ValidationError(say("moved-meanwhile"))


def save(user: User, application: Application, seen: int, typed: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Keep answers as they are typed; returns the new revision and what another device wrote meanwhile.

    `seen` is the revision that the device last saw, `typed` what was changed on it. An answer that another device has
    changed since then is not overwritten: it is returned, for the person to choose.
    """
    require_member(user, application, Right.WORK)
    with transaction.atomic():
        draft = Application.objects.select_for_update().get(pk=application.pk)
        if draft.state != State.DRAFT:
            raise ValidationError(say("draft-sent-already"))
        questions = {question.code: question for question in application.phase.terms.questions}
        theirs: dict[str, Any] = {}
        changed = False
        for code, text in typed.items():
            if code not in questions:
                continue
            answer = read_answer(questions[code], text)
            if draft.answers.get(code) == answer:
                continue
            if draft.stamps.get(code, 0) > seen:
                theirs[code] = draft.answers.get(code)
                continue
            draft.answers[code] = answer
            draft.stamps[code] = draft.revision + 1
            changed = True
        if changed:
            draft.revision += 1
            draft.save(update_fields=["answers", "stamps", "revision"])
    application.answers, application.stamps, application.revision = draft.answers, draft.stamps, draft.revision
    return draft.revision, theirs


def read_answer(question: Question, text: str) -> Any:
    """What was typed as the question's kind of value; None for nothing, and for what cannot be read as it."""
    text = text.strip()[:LONGEST]
    if not text:
        return None
    try:
        if question.kind == "declaration":
            return text == "yes" or None
        if question.kind == "yes_no":
            return {"yes": True, "no": False}.get(text)
        if question.kind == "number":
            number = Decimal(text.replace(" ", "").replace(",", "."))
            return int(number) if number == number.to_integral_value() else float(number)
        if question.kind == "money":
            return int(Decimal(text.replace(" ", "").replace(",", ".")) * 10 ** minor_digits(here().currency))
        if question.kind == "date":
            return date.fromisoformat(text).isoformat()
        if question.kind == "choice":
            return int(text) if 0 <= int(text) < len(question.choices) else None
    except (InvalidOperation, ValueError, OverflowError):
        return None
    return text


@transaction.atomic
def attach(user: User, application: Application, needed: str, document: Document) -> None:
    """Hand in a paper of the business for something that the phase asks, in a draft or when asked for it."""
    require_member(user, application, Right.WORK)
    if document.business_id != application.business_id or application.state not in _OPEN_FOR_PAPERS:
        raise ValidationError(say("draft-sent-already"))
    if needed not in {one.code for one in application.phase.terms.documents}:
        raise ValidationError(say("moved-meanwhile"))
    Attached.objects.get_or_create(application=application, needed=needed, document=document)


@transaction.atomic
def detach(user: User, application: Application, attached: Attached) -> None:
    """Take a paper back out of a draft."""
    require_member(user, application, Right.WORK)
    if application.state != State.DRAFT:
        raise ValidationError(say("draft-sent-already"))
    attached.delete()


@transaction.atomic
def discard(user: User, application: Application) -> None:
    """Throw a draft away."""
    require_member(user, application, Right.WORK)
    gone, _ = Application.objects.filter(pk=application.pk, state=State.DRAFT).delete()
    if not gone:
        raise ValidationError(say("draft-sent-already"))
    record.write("application.discarded", user, application.business_id, application.pk)


_OPEN_FOR_PAPERS = (State.DRAFT, State.INFORMATION_REQUESTED)
