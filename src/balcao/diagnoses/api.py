"""The API of imports and diagnoses. Rights are those of the pages; a token adds its business and its scopes."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from balcao.analytics.report.as_json import major
from balcao.analytics.sales.schema import ROLES
from balcao.api import NOTHING, ROOT, Day, Nothing, Refused, require_known
from balcao.businesses.actions.look import look
from balcao.businesses.keys import Key
from balcao.businesses.rights import Right
from balcao.diagnoses import memory, queries
from balcao.diagnoses.actions.answer_question import answer_question, forget_answer
from balcao.diagnoses.actions.change_import import correct_import, retry_import, undo_import
from balcao.diagnoses.actions.diagnose_history import ask_for_report
from balcao.diagnoses.actions.receive_upload import receive_upload
from balcao.diagnoses.api_shapes import (
    Answered,
    Corrections,
    Forgotten,
    HistoryOut,
    ImportOut,
    OutletOut,
    QuestionOut,
    ReportOut,
    told_as,
)
from balcao.diagnoses.asking import with_open_questions
from balcao.diagnoses.models import Import, Report, State
from balcao.diagnoses.rights import look_at_import, look_at_outlet, look_at_report
from balcao.language import OURS, refuse, say
from balcao.language import language as readers

router = Router(tags=["diagnoses"])
LANGUAGES = {**OURS, **{ours.lower(): ours for ours in OURS.values()}}
"""Names of our languages, as programs write them."""


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


def _told(request: HttpRequest, figures: dict[str, Any], report: Report, language: str) -> dict[str, Any]:
    """Figures with their sentences in a language, without questions that were answered since; raises Refused for a language that we do not speak."""
    asked = language or (readers() if request.headers.get("Accept-Language") else "en")
    if (ours := LANGUAGES.get(asked.lower())) is None:
        detail = say("unknown-language", known=", ".join(OURS.values()))
        raise Refused(422, "unknown", detail, [("language", "unknown", detail)])
    told = with_open_questions(report.of_import, queries.telling(report, ours))
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


@router.get(
    "/outlets", response=list[OutletOut], auth=Key("read"), operation_id="listOutlets", summary="The business's outlets"
)
def outlets(request: HttpRequest) -> Any:
    business = look(request.user, request.auth.business_id, Right.WORK, "api")
    return business.outlets.order_by("created_at")


@router.post(
    "/imports", response={201: ImportOut, 200: ImportOut}, auth=Key("upload"), operation_id="uploadImport", summary="Bring a sales export",
)  # fmt: skip
def bring(request: HttpRequest, response: HttpResponse, file: File[UploadedFile], outlet: Form[UUID]) -> Any:
    """The file is read in the background: ask for the import until `state` is no longer waiting or reading. The same file brought twice is the first import again (200)."""
    place = look_at_outlet(request.user, outlet, Right.WORK)
    if place.business_id != request.auth.business_id:
        raise Http404
    if not file.size:
        raise ValidationError(say("refusal-empty_file"))
    upload, new = receive_upload(request.user, Path(file.temporary_file_path()), file.name or "", place)
    response["Location"] = f"{ROOT}/imports/{upload.pk}"
    return Status(201 if new else 200, _out(upload))


@router.get(
    "/imports/{uuid:import_id}", response=ImportOut, auth=Key("read", "upload"), operation_id="showImport", summary="Where an import is",
)  # fmt: skip
def status(request: HttpRequest, import_id: UUID) -> Any:
    return _out(_import(request, import_id, Right.SEE))


@router.get(
    "/imports/{uuid:import_id}/diagnosis", response=dict[str, Any], auth=Key("read"), operation_id="showDiagnosis", summary="What it says",
    openapi_extra=told_as("DiagnosisOut"),
)  # fmt: skip
def diagnosis(request: HttpRequest, import_id: UUID, language: str = "") -> Any:
    """The object of `balcao diagnose --json`. 409 (`not_yet`) while the file is read; 404 (`no_diagnosis`) if there will be none."""
    upload = _import(request, import_id, Right.SEE)
    if upload.under_way:
        raise Refused(409, "not_yet", say("no-diagnosis-yet"), headers={"Retry-After": "5"})
    if upload.state not in (State.DONE, State.UNDONE):
        raise Refused(404, "no_diagnosis", refuse(upload.refusal) if upload.refusal else say("no-diagnosis"))
    return _told(request, upload.report.figures, upload.report, language)


@router.post(
    "/imports/{uuid:import_id}/correct", response={202: ImportOut}, auth=Key("upload"), operation_id="correctImport",
    summary="Read it again, corrected",
)  # fmt: skip
def correct(request: HttpRequest, import_id: UUID, given: Corrections) -> Any:
    """`columns`: the heading of each role; `currency` the three letters of ISO 4217. Empty means: as it is read. 409 while there is nothing to correct."""
    upload = _import(request, import_id, Right.WORK)
    require_known("columns", list(given.columns), ROLES)
    if headings := memory.headings_of(upload):
        for role, heading in given.columns.items():
            if heading:
                require_known(f"columns.{role}", [heading], headings)
    if upload.state not in (State.DONE, State.REFUSED):
        raise _not_now(upload)
    correct_import(request.user, upload, given.columns, given.date_order, given.currency)
    return _changed(upload)


@router.post(
    "/imports/{uuid:import_id}/retry", response={202: ImportOut}, auth=Key("upload"), operation_id="retryImport",
    summary="Read again what failed or was cancelled",
)  # fmt: skip
def retry(request: HttpRequest, import_id: UUID, given: Nothing = NOTHING) -> Any:
    upload = _import(request, import_id, Right.WORK)
    if upload.state not in (State.FAILED, State.CANCELLED) or not upload.source:
        raise _not_now(upload)
    retry_import(request.user, upload)
    return _changed(upload)


@router.post(
    "/imports/{uuid:import_id}/answer", response={202: ImportOut}, auth=Key("upload"), operation_id="answerQuestion", summary="Answer a question",
)  # fmt: skip
def answer(request: HttpRequest, import_id: UUID, given: Answered) -> Any:
    """Another answer than the one taken lets the file be read again. It holds for the outlet's next files with the same headings, until it is forgotten."""
    upload = _import(request, import_id, Right.WORK)
    answer_question(request.user, upload, given.about, given.answer)
    return _changed(upload)


@router.post(
    "/imports/{uuid:import_id}/forget", response={202: ImportOut}, auth=Key("upload"), operation_id="forgetAnswer", summary="Forget an answer",
)  # fmt: skip
def forget(request: HttpRequest, import_id: UUID, given: Forgotten) -> Any:
    """As if it had not been said; the file is read again while it is kept."""
    upload = _import(request, import_id, Right.WORK)
    forget_answer(request.user, upload, given.about)
    return _changed(upload)


@router.post(
    "/imports/{uuid:import_id}/undo", response=ImportOut, auth=Key("upload"), operation_id="undoImport", summary="Take it out of the history",
)  # fmt: skip
def undo(request: HttpRequest, import_id: UUID, given: Nothing = NOTHING) -> Any:
    upload = _import(request, import_id, Right.MANAGE)
    undo_import(request.user, upload)
    upload.refresh_from_db()
    return _out(upload)


@router.get(
    "/outlets/{uuid:outlet_id}/history", response=HistoryOut, auth=Key("read"), operation_id="showHistory", summary="An outlet's history",
)  # fmt: skip
def history(request: HttpRequest, outlet_id: UUID) -> Any:
    """Its imports, the latest first, and the months that they cover."""
    place = _outlet(request, outlet_id)
    imports = list(place.imports.order_by("-made_at"))
    months = {f"{month:%Y-%m}": covered for month, covered in queries.months(imports)}
    return {"outlet": place.pk, "months": months, "imports": [_out(upload) for upload in imports]}


@router.post(
    "/outlets/{uuid:outlet_id}/reports", response={202: ReportOut}, auth=Key("read"), operation_id="askForReport", summary="Diagnose a period",
)  # fmt: skip
def ask(
    request: HttpRequest, response: HttpResponse, outlet_id: UUID, first: Day | None = None, last: Day | None = None
) -> Any:
    """Made in the background; the same period of the same history is made once."""
    place = _outlet(request, outlet_id)
    if first and last and first > last:
        detail = say("period-backwards")
        raise Refused(422, "invalid", detail, [("last", "before_first", detail)])
    report = ask_for_report(request.user, place, first, last)
    response["Location"] = f"{ROOT}/reports/{report.pk}"
    return Status(202, {"id": report.pk, "state": report.state, "figures": None, "before": None})


@router.get(
    "/reports/{uuid:report_id}", response=ReportOut, auth=Key("read"), operation_id="showReport", summary="The diagnosis of a period",
)  # fmt: skip
def report(request: HttpRequest, report_id: UUID, language: str = "") -> Any:
    found = look_at_report(request.user, report_id)
    if found.outlet.business_id != request.auth.business_id:
        raise Http404
    figures = _told(request, found.figures, found, language) if found.state == Report.State.READY else None
    return {"id": found.pk, "state": found.state, "figures": figures, "before": found.before}


def _outlet(request: HttpRequest, outlet_id: UUID) -> Any:
    place = look_at_outlet(request.user, outlet_id, Right.SEE)
    if place.business_id != request.auth.business_id:
        raise Http404
    return place


def _not_now(upload: Import) -> Refused:
    return Refused(409, "not_now", say("answer-not-now" if upload.under_way else "import-not-now"))


def _changed(upload: Import) -> Any:
    upload.refresh_from_db()
    return Status(202, _out(upload))
