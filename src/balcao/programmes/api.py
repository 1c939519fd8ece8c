"""The API of the programme for programs that act for a business. Rights are those of the pages."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Body as Sent
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from balcao.accounts.rights import Person
from balcao.api import NOTHING, ROOT, Limit, Nothing, Offset, Refused, beforehand, page, require_known
from balcao.businesses.actions.keep_document import Examined, examine, keep_document
from balcao.businesses.keys import Key
from balcao.businesses.models import Business
from balcao.businesses.rights import Right
from balcao.language import say
from balcao.programmes import queries
from balcao.programmes.actions import answer as answers
from balcao.programmes.actions import apply, receive
from balcao.programmes.answers_api import read_typed
from balcao.programmes.api_shapes import (
    Answers,
    ApplicationOut,
    Begin,
    Kept,
    PagedApplicationOut,
    Reply,
    Saved,
    Send,
    Words,
)
from balcao.programmes.facts import of_application
from balcao.programmes.forms import as_typed
from balcao.programmes.inquiries import titles
from balcao.programmes.missing import missing
from balcao.programmes.models import Application, Sending, Step
from balcao.programmes.reasons import told
from balcao.programmes.rights import applications, look_at_own
from balcao.programmes.rules import Judge
from balcao.programmes.states import State

router = Router(tags=["programme"])
_SEND: Any = Sent(Send())


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
    facts = of_application(found) if draft else {}
    judged = Judge(terms).judge(facts) if draft else []
    asked = [
        {
            **{key: one.get(key) for key in ("text", "documents", "until", "answer")},
            "papers": titles(found, one["documents"]),
        }
        for one in found.inquiries
    ]
    return {
        "id": found.pk, "reference": found.reference, "phase": found.phase.slug, "state": found.state, "state_at": found.state_at,
        "submitted_at": found.submitted_at, "version": found.version, "revision": found.revision, "answers": found.answers,
        "documents": [{"needed": a.needed, "name": a.document.name, "sha256": a.document.digest} for a in attached],
        "rules": {one.code: one.outcome.value for one in judged} if draft else found.outcomes, "reason": told(found.reason, terms),
        "asked": asked[-1] if asked else None, "inquiries": asked,
        "position": found.position, "accept_by": found.accept_by,
        "missing": missing(terms, found, [a.needed for a in attached], facts) if draft else [],
        "steps": steps_of(found),
    }  # fmt: skip


@router.get(
    "/applications",
    response=PagedApplicationOut,
    auth=Key("read"),
    operation_id="listApplications",
    summary="The business's applications",
)
def mine(request: HttpRequest, limit: Limit = 100, offset: Offset = 0) -> Any:
    """The latest first."""
    found = applications(request.user, Right.SEE).filter(business=request.auth.business_id)
    return page(found.select_related("phase", "business").order_by("-made_at", "id"), limit, offset, _out)


@router.post(
    "/applications", response={201: ApplicationOut, 200: ApplicationOut}, auth=Key("apply"), operation_id="beginApplication",
    summary="Begin an application",
)  # fmt: skip
def begin(request: HttpRequest, response: HttpResponse, given: Begin) -> Any:
    """The business's draft in an open phase: a new one (201), or the one that there is (200)."""
    business = Business.objects.get(pk=request.auth.business_id)
    outlet = get_object_or_404(business.outlets, pk=given.outlet) if given.outlet else None
    phase = queries.public_phase(given.phase)
    known = phase.applications.filter(business=business, state=State.DRAFT).values_list("pk", flat=True).first()
    draft = apply.start(request.user, phase, business, outlet)
    response["Location"] = f"{ROOT}/applications/{draft.pk}"
    return Status(200 if draft.pk == known else 201, _out(draft))


@router.get(
    "/applications/{uuid:application_id}", response=ApplicationOut, auth=Key("read"), operation_id="showApplication", summary="Where an application is",
)  # fmt: skip
def show(request: HttpRequest, application_id: UUID) -> Any:
    return _out(_own(request, application_id))


@router.patch(
    "/applications/{uuid:application_id}/answers", response={200: Saved, 409: Saved}, auth=Key("apply"), operation_id="saveAnswers",
    summary="Save answers",
)  # fmt: skip
def save(request: HttpRequest, application_id: UUID, given: Answers) -> Any:
    """409 if somebody else has changed one of these answers since the revision that was seen: those are not overwritten. 422 for
    what answers no question, or not as it asks; then nothing is kept."""
    found = _own(request, application_id, Right.WORK)
    questions = {question.code: question for question in found.phase.terms.questions}
    typed = read_typed(questions, given.answers)
    if given.revision > found.revision:
        raise Refused(
            422,
            "invalid",
            say("api-revision", seen=found.revision),
            [("revision", "from_the_future", say("api-revision", seen=found.revision))],
        )
    revision, theirs, _ = apply.save(request.user, found, given.revision, typed)
    other = {code: as_typed(questions[code], value) for code, value in theirs.items()}
    return Status(409 if theirs else 200, {"revision": revision, "theirs": other})


def _examined(request: HttpRequest, application_id: UUID, file: UploadedFile, needed: str) -> Examined:
    """What the paper is that is handed in. Raises what `paper` refuses."""
    found = _own(request, application_id, Right.WORK)
    require_known("needed", [needed], [one.code for one in found.phase.terms.documents])
    if not file.size:
        raise ValidationError(say("paper-none"))
    return examine(request.user, Path(file.temporary_file_path()))


@router.post(
    "/applications/{uuid:application_id}/documents", response={201: ApplicationOut}, auth=Key("apply"), operation_id="handInPaper",
    summary="Hand in a paper",
)  # fmt: skip
@beforehand(_examined)
def paper(request: HttpRequest, application_id: UUID, file: File[UploadedFile], needed: Form[str]) -> Any:
    """PDF, JPEG, PNG or HEIC, to 15 MB; known by its content. `needed` is the code of what the phase asks for."""
    found = _own(request, application_id, Right.WORK)
    assert found.business is not None
    content, name = Path(file.temporary_file_path()), file.name or ""
    with transaction.atomic():  # what is not attached is not kept: the store is swept of what no row names
        document = keep_document(request.user, found.business, content, name, needed, examined=request.prepared)
        apply.attach(request.user, found, needed, document)
    return Status(201, _out(found))


@router.post(
    "/applications/{uuid:application_id}/send", response={200: ApplicationOut, 202: Kept}, auth=Key("apply"), operation_id="sendApplication",
    summary="Send it",
)  # fmt: skip
def send(request: HttpRequest, application_id: UUID, given: Send = _SEND) -> Any:
    """Sent twice it is sent once. 422 says what is missing; the draft stays. 202 when many are sent: it is kept, and checked soon."""
    found = _own(request, application_id, Right.MANAGE)
    if receive.receive(request.user, found.pk, given.anyway) and (receive.busy() or not receive.send(found.pk)):
        sending = Sending.objects.filter(pk=found.pk).first()
        if sending:
            return Status(202, Kept(sent_at=sending.at))
    return Status(200, _out(_own(request, application_id, Right.MANAGE)))


@router.post(
    "/applications/{uuid:application_id}/answer", response=ApplicationOut, auth=Key("apply"), operation_id="answerAgency", summary="Answer what was asked",
)  # fmt: skip
def answer(request: HttpRequest, application_id: UUID, given: Reply) -> Any:
    """With the papers that were asked for; `without_papers` says that there are none, and `text` why."""
    return _change(
        request, application_id, Right.WORK,
        lambda user, found: answers.answer(user, found, given.text, without=given.without_papers),
    )  # fmt: skip


@router.post(
    "/applications/{uuid:application_id}/appeal", response=ApplicationOut, auth=Key("apply"), operation_id="appeal", summary="Appeal against a refusal",
)  # fmt: skip
def appeal(request: HttpRequest, application_id: UUID, given: Words) -> Any:
    return _change(request, application_id, Right.MANAGE, lambda user, found: answers.appeal(user, found, given.text))


@router.post(
    "/applications/{uuid:application_id}/accept", response=ApplicationOut, auth=Key("apply"), operation_id="acceptPlace", summary="Take the place",
)  # fmt: skip
def accept(request: HttpRequest, application_id: UUID, given: Nothing = NOTHING) -> Any:
    return _change(request, application_id, Right.MANAGE, answers.accept)


@router.post(
    "/applications/{uuid:application_id}/withdraw", response=ApplicationOut, auth=Key("apply"), operation_id="withdraw", summary="Withdraw",
)  # fmt: skip
def withdraw(request: HttpRequest, application_id: UUID, given: Nothing = NOTHING) -> Any:
    return _change(request, application_id, Right.MANAGE, answers.withdraw)


def _change(request: HttpRequest, application_id: UUID, right: Right, act: Any) -> Any:
    found = _own(request, application_id, right)
    user: Person = request.user
    act(user, found)
    return _out(_own(request, application_id))
