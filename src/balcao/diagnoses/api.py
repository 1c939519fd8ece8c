"""The API of imports and diagnoses. Rights are those of the pages; a token adds its business and its scopes."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from balcao.analytics.report.as_json import major
from balcao.businesses.actions.look import look
from balcao.businesses.rights import Right
from balcao.diagnoses import memory, queries
from balcao.diagnoses.actions.answer_question import answer_question, forget_answer
from balcao.diagnoses.actions.change_import import correct_import, undo_import
from balcao.diagnoses.actions.diagnose_history import ask_for_report
from balcao.diagnoses.actions.receive_upload import receive_upload
from balcao.diagnoses.asking import with_open_questions
from balcao.diagnoses.models import Import, Report, State
from balcao.diagnoses.rights import look_at_import, look_at_outlet, look_at_report
from balcao.language import OURS, refuse, say

router = Router(tags=["diagnoses"])


class Refusal(Schema):
    """What happened, in words."""

    detail: str


class OutletOut(Schema):
    """A place of sale."""

    id: UUID
    name: str
    address: str


class CandidateOut(Schema):
    """One answer to a question, and what the sales would come to."""

    answer: str
    net: str | None


class QuestionOut(Schema):
    """What the reader is not sure of: `about` a role of a column, `kind`, `date_order`, `amount_of`, or `rows:` and a text. The words are in the diagnosis."""

    about: str
    taken: str
    rows: int | None = None
    candidates: list[CandidateOut]


class ImportOut(Schema):
    """Where an import is, what it became, and what is not sure of it. `said` is what was answered, of this file or of others with its headings."""

    id: UUID
    outlet: UUID
    state: str
    step: str
    part: float
    file_name: str
    made_at: datetime
    finished_at: datetime | None
    refusal: str | None
    lines: int
    first: date | None
    last: date | None
    overlap: dict[str, Any] | None
    counted: bool
    kind: str | None
    questions: list[QuestionOut]
    said: dict[str, str]


class HistoryOut(Schema):
    """An outlet's imports, and the months that they cover."""

    outlet: UUID
    months: dict[str, bool]
    imports: list[ImportOut]


class ReportOut(Schema):
    """A diagnosis of a period: `figures` is there once `state` is ready."""

    id: UUID
    state: str
    figures: dict[str, Any] | None
    before: dict[str, Any] | None


class Corrections(Schema):
    """What the reader got wrong."""

    columns: dict[str, str] = Field(default_factory=dict)
    date_order: str = ""
    currency: str = ""


class Answered(Schema):
    """Which of its candidates answers a question."""

    about: str = ""
    answer: str = ""


class Forgotten(Schema):
    """What is no longer to be known of files with these headings."""

    about: str = ""


def _allow(request: HttpRequest, scope: str) -> None:
    if scope not in request.auth.scopes:
        raise PermissionDenied(scope)


def _out(upload: Import) -> ImportOut:
    refusal = refuse(upload.refusal) if upload.refusal else None
    reading, said = upload.reading or {}, memory.said(upload)
    digits = reading.get("minor_digits", 2)
    questions = [
        {**question, "candidates": [{**one, "net": major(one["net"], digits)} for one in question["candidates"]]}
        for question in reading.get("questions", ())
        if question["about"] not in said
    ]
    return ImportOut(
        id=upload.pk, outlet=upload.outlet_id, state=upload.state, step=upload.step, part=upload.part,
        file_name=upload.file_name, made_at=upload.made_at, finished_at=upload.finished_at, refusal=refusal,
        lines=upload.count, first=upload.first, last=upload.last, overlap=upload.overlap, counted=not upload.apart,
        kind=reading.get("kind"), questions=[QuestionOut(**question) for question in questions],
        said={**{about: one["answer"] for about, one in upload.recalled.items()}, **said},
    )  # fmt: skip


def _import(request: HttpRequest, import_id: UUID, right: Right) -> Import:
    """An import of the token's business."""
    found = look_at_import(request.user, import_id, right)
    if found.outlet is None or found.outlet.business_id != request.auth.business_id:
        raise Http404
    return found


def _told(figures: dict[str, Any], report: Report, language: str) -> dict[str, Any]:
    """Figures with their sentences in a language, without questions that were answered since; raises ValidationError for a language that we do not speak."""
    if language not in OURS.values():
        raise ValidationError(say("unknown-language", known=", ".join(OURS.values())))
    told = with_open_questions(report.of_import, queries.telling(report, language))
    words = {finding["check"]: finding for finding in (*told["first"], *told["rest"])}
    findings = [
        {**one, **{key: words[one["check"]][key] for key in ("title", "so_what", "do")}} for one in figures["findings"]
    ]
    return {**figures, "findings": findings, "read": _read_told(figures["read"], told.get("reading"))}


def _read_told(read: dict[str, Any], told: dict[str, Any] | None) -> dict[str, Any]:
    """What a reading says of itself, with its evidence in the language in which it was told."""
    if not told:
        return read
    why = {column["role"]: column["evidence"] for column in told["columns"]}
    asked = {one["about"]: {choice["answer"]: choice["evidence"] for choice in one["choices"]} for one in told["asked"]}
    return {
        **read,
        "understood": [{**one, "evidence": why[one["role"]]} for one in read["understood"]],
        "questions": [
            {**one, "candidates": [{**c, "evidence": asked[one["about"]][c["answer"]]} for c in one["candidates"]]}
            for one in read["questions"]
            if one["about"] in asked
        ],
    }


@router.get("/outlets", response=list[OutletOut], summary="The business's outlets")
def outlets(request: HttpRequest) -> Any:
    _allow(request, "read")
    business = look(request.user, request.auth.business_id, Right.WORK, "api")
    return business.outlets.order_by("created_at")


@router.post("/imports", response={201: ImportOut, 200: ImportOut, 422: Refusal}, summary="Bring a sales export")
def bring(request: HttpRequest, file: File[UploadedFile], outlet: Form[UUID]) -> Any:
    """The file is read in the background: ask for the import until `state` is no longer waiting or reading. The same file brought twice is the first import again (200)."""
    _allow(request, "upload")
    place = look_at_outlet(request.user, outlet, Right.WORK)
    if place.business_id != request.auth.business_id:
        raise Http404
    if not file.size:
        raise ValidationError(say("refusal-empty_file"))
    upload, new = receive_upload(request.user, Path(file.temporary_file_path()), file.name or "", place)
    return Status(201 if new else 200, _out(upload))


@router.get("/imports/{uuid:import_id}", response=ImportOut, summary="Where an import is")
def status(request: HttpRequest, import_id: UUID) -> Any:
    _allow(request, "read")
    return _out(_import(request, import_id, Right.SEE))


@router.get("/imports/{uuid:import_id}/diagnosis", response={200: dict[str, Any], 409: Refusal}, summary="What it says")
def diagnosis(request: HttpRequest, import_id: UUID, language: str = "en") -> Any:
    """The object of `balcao diagnose --json`. 409 while there is none."""
    _allow(request, "read")
    upload = _import(request, import_id, Right.SEE)
    if upload.state not in (State.DONE, State.UNDONE):
        return Status(409, {"detail": say("no-diagnosis-yet")})
    return Status(200, _told(upload.report.figures, upload.report, language))


@router.post(
    "/imports/{uuid:import_id}/correct", response={202: ImportOut, 422: Refusal}, summary="Read it again, corrected"
)
def correct(request: HttpRequest, import_id: UUID, given: Corrections) -> Any:
    """`date_order` is dmy, mdy, ymd or empty; `currency` the three letters of ISO 4217 or empty. Empty means: as it is read."""
    _allow(request, "upload")
    upload = _import(request, import_id, Right.WORK)
    correct_import(request.user, upload, given.columns, given.date_order, given.currency)
    upload.refresh_from_db()
    return Status(202, _out(upload))


@router.post("/imports/{uuid:import_id}/answer", response={202: ImportOut, 422: Refusal}, summary="Answer a question")
def answer(request: HttpRequest, import_id: UUID, given: Answered) -> Any:
    """Another answer than the one taken lets the file be read again. It holds for the outlet's next files with the same headings, until it is forgotten."""
    _allow(request, "upload")
    upload = _import(request, import_id, Right.WORK)
    answer_question(request.user, upload, given.about, given.answer)
    upload.refresh_from_db()
    return Status(202, _out(upload))


@router.post("/imports/{uuid:import_id}/forget", response={202: ImportOut, 422: Refusal}, summary="Forget an answer")
def forget(request: HttpRequest, import_id: UUID, given: Forgotten) -> Any:
    """As if it had not been said; the file is read again while it is kept."""
    _allow(request, "upload")
    upload = _import(request, import_id, Right.WORK)
    forget_answer(request.user, upload, given.about)
    upload.refresh_from_db()
    return Status(202, _out(upload))


@router.post("/imports/{uuid:import_id}/undo", response=ImportOut, summary="Take it out of the history")
def undo(request: HttpRequest, import_id: UUID) -> Any:
    _allow(request, "upload")
    upload = _import(request, import_id, Right.MANAGE)
    undo_import(request.user, upload)
    upload.refresh_from_db()
    return _out(upload)


@router.get("/outlets/{uuid:outlet_id}/history", response=HistoryOut, summary="An outlet's history")
def history(request: HttpRequest, outlet_id: UUID) -> Any:
    _allow(request, "read")
    place = _outlet(request, outlet_id)
    imports = list(place.imports.order_by("-made_at"))
    months = {f"{month:%Y-%m}": covered for month, covered in queries.months(imports)}
    return {"outlet": place.pk, "months": months, "imports": [_out(upload) for upload in imports]}


def _outlet(request: HttpRequest, outlet_id: UUID) -> Any:
    place = look_at_outlet(request.user, outlet_id, Right.SEE)
    if place.business_id != request.auth.business_id:
        raise Http404
    return place


@router.post("/outlets/{uuid:outlet_id}/reports", response={202: ReportOut}, summary="Diagnose a period")
def ask(request: HttpRequest, outlet_id: UUID, first: date | None = None, last: date | None = None) -> Any:
    """Made in the background; the same period of the same history is made once."""
    _allow(request, "read")
    report = ask_for_report(request.user, _outlet(request, outlet_id), first, last)
    return Status(202, {"id": report.pk, "state": report.state, "figures": None, "before": None})


@router.get("/reports/{uuid:report_id}", response=ReportOut, summary="The diagnosis of a period")
def report(request: HttpRequest, report_id: UUID, language: str = "en") -> Any:
    _allow(request, "read")
    found = look_at_report(request.user, report_id)
    if found.outlet.business_id != request.auth.business_id:
        raise Http404
    figures = _told(found.figures, found, language) if found.state == Report.State.READY else None
    return {"id": found.pk, "state": found.state, "figures": figures, "before": found.before}
