"""Pages where people answer what the reader asked, and what the page of a report shows of questions and answers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from balcao.analytics.report.understanding import name_of_answer
from balcao.analytics.sales.schema import ROLES, rows_asked
from balcao.businesses.rights import Right
from balcao.diagnoses import memory
from balcao.diagnoses.actions.answer_question import answer_question, forget_answer
from balcao.diagnoses.models import Import, State
from balcao.diagnoses.rights import look_at_import
from balcao.language import say, words


@require_POST
def answer(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """One tap on an answer: it is noted, and if it is another than the one taken the file is read again."""
    found = look_at_import(request.user, import_id, Right.WORK)
    given = request.POST.get("answer", "").replace("\r\n", "\n")  # as forms send a heading of two lines
    try:
        again = answer_question(request.user, found, request.POST.get("about", ""), given)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("import", found.pk)
    sentence = "answer-again" if again else "answer-kept"
    messages.success(request, say(sentence if found.outlet_id else f"{sentence}-visit"))
    return redirect("import", found.pk)


@require_POST
def forget(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """As if it had not been said."""
    found = look_at_import(request.user, import_id, Right.WORK)
    try:
        again = forget_answer(request.user, found, request.POST.get("about", ""))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("import", found.pk)
    messages.success(request, say("said-forgotten-again" if again else "said-forgotten"))
    return redirect("import", found.pk)


def with_open_questions(upload: Import | None, report: dict[str, Any]) -> dict[str, Any]:
    """A report as it is told, but for the questions that were answered since."""
    reading = report.get("reading")
    if upload is None or not reading:
        return report
    settled = memory.said(upload)
    asked = [one for one in reading["asked"] if one["about"] not in settled]
    title = say("asked-title", count=len(asked)) if asked else ""
    return {**report, "reading": {**reading, "asked": asked, "asked_title": title}}


def questions_on_page(found: Import, report: Mapping[str, Any], may_work: bool) -> dict[str, Any]:
    """Context of a report's page: what is asked and who may answer, what was said, and what each column was taken for."""
    open_to_answers = may_work and found.state == State.DONE
    return {
        "lead": _lead(found, open_to_answers),
        "columns": ROLES,
        "may_answer": open_to_answers,
        "answerable": [
            one["about"] for one in (report.get("reading") or {}).get("asked", ()) if memory.is_asked(one["about"])
        ],
        "said": said_on_page(found, open_to_answers),
        "understood": _understood(report),
    }


def _lead(found: Import, open_to_answers: bool) -> str:
    """The sentence that says what an answer does."""
    if not open_to_answers:
        return "asked-lead-look"
    if not found.source:
        return "asked-lead-source-gone"
    return "asked-lead" if found.outlet_id else "asked-lead-visit"


def said_on_page(found: Import, may_work: bool) -> list[dict[str, Any]]:
    """What people said that this reading follows, a row each, and whether the reader may take it back."""
    own = memory.said(found)
    if not own and not found.recalled:
        return []
    days = memory.days_of(found) if own else {}
    rows = [{"about": about, "answer": answer, "day": days.get(about, "")} for about, answer in own.items()]
    rows += [{"about": about, **one} for about, one in found.recalled.items() if about not in own]
    return [
        {
            **row,
            "name": _name(row["about"]),
            "column": row["about"] in ROLES,
            "answer": name_of_answer(row["about"], row["answer"], words()),
            "may_forget": may_work and not found.sample and not (row.get("learned") and not found.outlet_id),
        }
        for row in rows
    ]


def _name(about: str) -> str:
    """What an answer is about, in words."""
    if text := rows_asked(about):
        return say("about-rows", text=text)
    return words().word("role" if about in ROLES else "about", about)


def _understood(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each role with its columns and why; roles of which nothing was said stand at the end."""
    reading = report.get("reading") or {"columns": []}
    told = list(reading["columns"])
    known = {one["name"] for one in told}
    others = [{"name": name, "columns": [columns]} for name, columns in report["columns"] if name not in known]
    return [*told, *others]
