"""The API of the programme for programs that act for a business. Rights are those of the pages."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import LimitOffsetPagination, paginate

from balcao.accounts.rights import Person
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.models import Business
from balcao.businesses.rights import Right
from balcao.language import say
from balcao.programmes import queries
from balcao.programmes.actions import answer as answers
from balcao.programmes.actions import apply, receive
from balcao.programmes.actions.submit import missing
from balcao.programmes.facts import of_application
from balcao.programmes.forms import as_typed
from balcao.programmes.models import Application, Sending, Step
from balcao.programmes.reasons import told
from balcao.programmes.rights import applications, look_at_own
from balcao.programmes.rules import Judge
from balcao.programmes.states import State

router = Router(tags=["programme"])
_FILE: Any = File(None)


class ApplicationOut(Schema):
    """An application of the token's business."""

    id: UUID
    reference: str | None
    phase: str
    state: str
    state_at: datetime
    submitted_at: datetime | None
    version: int
    revision: int
    answers: dict[str, Any]
    documents: list[dict[str, Any]]
    rules: dict[str, str]
    reason: str
    asked: dict[str, Any] | None
    position: int | None
    accept_by: datetime | None
    missing: list[str]
    steps: list[dict[str, Any]]


class Kept(Schema):
    """That it was sent is kept, and counts from this moment; what comes of it, see the application."""

    sent_at: datetime


class Begin(Schema):
    """In which phase, and for which outlet where the phase asks for one."""

    phase: str
    outlet: UUID | None = None


class Answers(Schema):
    """Answers by the code of the question, as people would type them, and the revision that was last seen."""

    revision: int
    answers: dict[str, str]


class Saved(Schema):
    """The new revision; `theirs` are answers that somebody else changed since the revision seen, which were not overwritten."""

    revision: int
    theirs: dict[str, Any]


class Words(Schema):
    """Some words."""

    text: str = ""


class Send(Schema):
    """`anyway`: send although a rule is not met, to get a decision."""

    anyway: bool = False


def _allow(request: HttpRequest, scope: str) -> None:
    if request.auth.business is None or scope not in request.auth.scopes:
        raise PermissionDenied(scope)


def _own(request: HttpRequest, application_id: UUID, right: Right = Right.SEE) -> Application:
    """An application of the token's business."""
    found = look_at_own(request.user, application_id, right)
    if found.business_id != request.auth.business_id:
        raise Http404
    return found


def steps_of(found: Application) -> list[dict[str, Any]]:
    """The steps of an application's award; none where it has no award."""
    steps = Step.objects.filter(award__application=found).order_by("place")
    return [
        {"code": s.code, "due_on": s.due_on and s.due_on.isoformat(), "done_at": s.done_at and s.done_at.isoformat()}
        for s in steps
    ]


def _out(found: Application) -> dict[str, Any]:
    terms = found.phase.terms
    attached = list(found.attached.select_related("document").order_by("at"))
    draft = found.state == State.DRAFT
    judged = Judge(terms).judge(of_application(found)) if draft else []
    return {
        "id": found.pk, "reference": found.reference, "phase": found.phase.slug, "state": found.state, "state_at": found.state_at,
        "submitted_at": found.submitted_at, "version": found.version, "revision": found.revision, "answers": found.answers,
        "documents": [{"needed": a.needed, "name": a.document.name, "sha256": a.document.digest} for a in attached],
        "rules": {one.code: one.outcome.value for one in judged} if draft else found.outcomes, "reason": told(found.reason, terms),
        "asked": found.asked and {key: found.asked.get(key) for key in ("text", "documents", "until", "answer")},
        "position": found.position, "accept_by": found.accept_by,
        "missing": missing(terms, found, [a.needed for a in attached], judged) if draft else [],
        "steps": steps_of(found),
    }  # fmt: skip


@router.get("/applications", response=list[ApplicationOut], summary="The business's applications")
@paginate(LimitOffsetPagination)
def mine(request: HttpRequest) -> Any:
    _allow(request, "read")
    found = applications(request.user, Right.SEE).filter(business=request.auth.business_id)
    return [_out(one) for one in found.select_related("phase", "business").order_by("-made_at")[:500]]


@router.post("/applications", response={201: ApplicationOut}, summary="Begin an application")
def begin(request: HttpRequest, given: Begin) -> Any:
    """The business's draft in an open phase: the one that there is, or a new one."""
    _allow(request, "apply")
    business = Business.objects.get(pk=request.auth.business_id)
    outlet = get_object_or_404(business.outlets, pk=given.outlet) if given.outlet else None
    return Status(201, _out(apply.start(request.user, queries.public_phase(given.phase), business, outlet)))


@router.get("/applications/{uuid:application_id}", response=ApplicationOut, summary="Where an application is")
def show(request: HttpRequest, application_id: UUID) -> Any:
    _allow(request, "read")
    return _out(_own(request, application_id))


@router.patch("/applications/{uuid:application_id}/answers", response={200: Saved, 409: Saved}, summary="Save answers")
def save(request: HttpRequest, application_id: UUID, given: Answers) -> Any:
    """409 if somebody else has changed one of these answers since the revision that was seen: those are not overwritten."""
    _allow(request, "apply")
    found = _own(request, application_id, Right.WORK)
    with transaction.atomic():
        revision, theirs, wrong = apply.save(request.user, found, given.revision, given.answers)
        if wrong:
            raise ValidationError([f"{code}: {why}" for code, why in wrong.items()])
    questions = {question.code: question for question in found.phase.terms.questions}
    other = {code: as_typed(questions[code], value) for code, value in theirs.items()}
    return Status(409 if theirs else 200, {"revision": revision, "theirs": other})


@router.post("/applications/{uuid:application_id}/documents", response={201: ApplicationOut}, summary="Hand in a paper")
def paper(request: HttpRequest, application_id: UUID, needed: Form[str] = "", file: UploadedFile | None = _FILE) -> Any:
    """PDF, JPEG, PNG or HEIC, to 15 MB; known by its content."""
    _allow(request, "apply")
    found = _own(request, application_id, Right.WORK)
    assert found.business is not None
    if file is None or not file.size:
        raise ValidationError(say("paper-none"))
    document = keep_document(
        request.user, found.business, Path(file.temporary_file_path()), file.name or "", needed[:31]
    )
    apply.attach(request.user, found, needed, document)
    return Status(201, _out(found))


@router.post("/applications/{uuid:application_id}/send", response={200: ApplicationOut, 202: Kept}, summary="Send it")
def send(request: HttpRequest, application_id: UUID, given: Send) -> Any:
    """Sent twice it is sent once. 422 says what is missing; the draft stays. 202 when many are sent: it is kept, and checked soon."""
    _allow(request, "apply")
    found = _own(request, application_id, Right.MANAGE)
    if receive.receive(request.user, found.pk, given.anyway) and (receive.busy() or not receive.send(found.pk)):
        sending = Sending.objects.filter(pk=found.pk).first()
        if sending:
            return Status(202, Kept(sent_at=sending.at))
    return Status(200, _out(_own(request, application_id, Right.MANAGE)))


@router.post("/applications/{uuid:application_id}/answer", response=ApplicationOut, summary="Answer what was asked")
def answer(request: HttpRequest, application_id: UUID, given: Words) -> Any:
    return _change(request, application_id, Right.WORK, lambda user, found: answers.answer(user, found, given.text))


@router.post("/applications/{uuid:application_id}/appeal", response=ApplicationOut, summary="Appeal against a refusal")
def appeal(request: HttpRequest, application_id: UUID, given: Words) -> Any:
    return _change(request, application_id, Right.MANAGE, lambda user, found: answers.appeal(user, found, given.text))


@router.post("/applications/{uuid:application_id}/accept", response=ApplicationOut, summary="Take the place")
def accept(request: HttpRequest, application_id: UUID) -> Any:
    return _change(request, application_id, Right.MANAGE, answers.accept)


@router.post("/applications/{uuid:application_id}/withdraw", response=ApplicationOut, summary="Withdraw")
def withdraw(request: HttpRequest, application_id: UUID) -> Any:
    return _change(request, application_id, Right.MANAGE, answers.withdraw)


def _change(request: HttpRequest, application_id: UUID, right: Right, act: Any) -> Any:
    _allow(request, "apply")
    found = _own(request, application_id, right)
    user: Person = request.user
    act(user, found)
    return _out(_own(request, application_id))
