"""An owner's draft: begun, saved as it is typed on any device, papers attached, thrown away."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from balcao import typed as typed_as
from balcao.accounts.models import User
from balcao.businesses.models import Business, Document, Outlet
from balcao.businesses.rights import Right, require
from balcao.language import here, say
from balcao.programmes.actions.lock import is_sent, lock
from balcao.programmes.inquiries import open_inquiry
from balcao.programmes.models import Application, Attached, Phase
from balcao.programmes.rights import require_member
from balcao.programmes.states import State
from balcao.programmes.terms import Question
from balcao.records import record

LONGEST = 5000
"""Characters of one answer."""


def start(user: User, phase: Phase, business: Business, outlet: Outlet | None = None) -> Application:
    """The business's draft in an open phase, for its outlet where the phase is for outlets: the one that there is, or a new one."""
    require(user, business, Right.WORK)
    if phase.window(record.now()) != "open":
        raise ValidationError(say("phase-not-open"))
    if phase.terms.unit != "outlet":
        outlet = None
    elif outlet is None or outlet.business_id != business.pk:
        raise ValidationError(say("apply-which-outlet"))
    for _ in range(2):
        draft = phase.applications.filter(business=business, outlet=outlet, state=State.DRAFT).first()
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


class Saved(NamedTuple):
    """What saving a draft came to: its new revision, answers that another device wrote meanwhile, and what cannot be read."""

    revision: int
    theirs: dict[str, Any]
    wrong: dict[str, str]


def save(user: User, application: Application, seen: int, typed: Mapping[str, str]) -> Saved:
    """Keep answers as they are typed.

    `seen` is the revision that the device last saw, `typed` what was changed on it. An answer that another device has
    changed since then is not overwritten: it is returned, for the person to choose. What cannot be read is not kept, and
    said why; the answer that was there stays.
    """
    require_member(user, application, Right.WORK)
    with transaction.atomic():
        draft = Application.objects.get(pk=application.pk)
        _lock_draft(draft)
        questions = {question.code: question for question in draft.phase.terms.questions}
        theirs: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        changed = False
        for code, text in typed.items():
            if code not in questions:
                continue
            try:
                answer = read_answer(questions[code], text)
            except ValidationError as error:
                wrong[code] = error.messages[0]
                continue
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
    return Saved(draft.revision, theirs, wrong)


def read_answer(question: Question, text: str) -> Any:
    """What was typed as the question's kind of value; None for nothing. Raises ValidationError for what cannot be read as it."""
    text = text.strip()
    if not text:
        return None
    if len(text) > LONGEST:
        raise ValidationError(say("answer-long", most=LONGEST))
    if question.kind == "declaration":
        return text == "yes" or None
    if question.kind == "yes_no":
        return {"yes": True, "no": False}.get(text)
    if question.kind == "number":
        number = typed_as.number(text)
        return int(number) if number == number.to_integral_value() else float(number)
    if question.kind == "money":
        return typed_as.money(text, here().currency)
    if question.kind == "date":
        return typed_as.day(text).isoformat()
    if question.kind == "choice":
        chosen = typed_as.key(text)
        if chosen is None or chosen >= len(question.choices):
            raise ValidationError(say("answer-choice"))
        return chosen
    return text


@transaction.atomic
def attach(user: User, application: Application, needed: str, document: Document) -> None:
    """Hand in a paper of the business for something that the phase asks, in a draft or when asked for it."""
    require_member(user, application, Right.WORK)
    lock(application)
    if application.state != State.INFORMATION_REQUESTED:
        _check_draft(application)
    if document.business_id != application.business_id:
        raise ValidationError(say("moved-meanwhile"))
    if needed not in {one.code for one in application.phase.terms.documents}:
        raise ValidationError(say("moved-meanwhile"))
    row, _ = Attached.objects.get_or_create(application=application, needed=needed, document=document)
    asked = open_inquiry(application)
    for one, brought in asked.papers if asked else ():
        if one.code == needed and row not in brought:  # it was there when we asked for another
            raise ValidationError(say("paper-same"))


@transaction.atomic
def detach(user: User, application: Application, attached: Attached) -> None:
    """Take a paper back out of a draft."""
    require_member(user, application, Right.WORK)
    _lock_draft(application)
    attached.delete()


@transaction.atomic
def discard(user: User, application: Application) -> None:
    """Throw a draft away."""
    require_member(user, application, Right.WORK)
    _lock_draft(application)
    key = application.pk
    application.delete()
    record.write("application.discarded", user, application.business_id, key)


def _lock_draft(application: Application) -> None:
    """Lock what is to be changed. Raises ValidationError if it was sent: from then on it stays as it is."""
    lock(application)
    _check_draft(application)


def _check_draft(application: Application) -> None:
    if application.state != State.DRAFT or is_sent(application):
        raise ValidationError(say("draft-sent-already"))
