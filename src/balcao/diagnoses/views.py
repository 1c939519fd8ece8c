"""Pages of imports, histories and reports. They only translate between HTTP and the actions."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao.accounts.quota import QuotaError
from balcao.accounts.resume import signed_in
from balcao.analytics.sales.schema import KINDS
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.forms import NameForm
from balcao.businesses.models import Business, Outlet
from balcao.businesses.queries import outlets
from balcao.businesses.rights import Right, is_member
from balcao.diagnoses import queries
from balcao.diagnoses.actions import change_import
from balcao.diagnoses.actions.diagnose_history import ask_for_report
from balcao.diagnoses.asking import questions_on_page, said_on_page, with_open_questions
from balcao.diagnoses.forms import PeriodForm
from balcao.diagnoses.models import Import, Report, State
from balcao.diagnoses.printing import printed
from balcao.diagnoses.rights import look_at_import, look_at_outlet, look_at_report, visitors_mark
from balcao.diagnoses.visits import brought
from balcao.language import language, refuse, say, words
from balcao.pages import render_once
from balcao.sheets import sheet
from balcao.typed import uuid

CHANGES = {
    "cancel": change_import.cancel_import,
    "retry": change_import.retry_import,
    "undo": change_import.undo_import,
    "bring-back": change_import.bring_back_import,
    "count": lambda user, upload: change_import.count_import(user, upload, True),
    "set-apart": lambda user, upload: change_import.count_import(user, upload, False),
    "erase": change_import.erase_import,
}
"""What a button on an import does."""


@require_GET
def show_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """How far the reading is, why it was refused, or the report."""
    mark = None if request.user.is_authenticated else visitors_mark(import_id)
    if mark:
        return render_once(
            request,
            f"{mark} {import_id in brought()}",
            "diagnoses/report.html",
            lambda: _report_page(request, look_at_import(request.user, import_id, Right.SEE)),
        )
    found = look_at_import(request.user, import_id, Right.SEE)
    if found.state not in (State.DONE, State.UNDONE):
        page = {"upload": found, "may_work": _may_work(request, found), **_refusal(request, found)}
        return render(request, "diagnoses/under_way.html", page)
    return render(request, "diagnoses/report.html", _report_page(request, found))


def _report_page(request: HttpRequest, found: Import) -> dict[str, Any]:
    """What the report on an import shows."""
    report = with_open_questions(found, queries.telling(found.report, language()))
    may_work = _may_work(request, found)
    return {
        "upload": found,
        "report": report,
        **questions_on_page(found, report, may_work),
        "pdf": reverse("import_pdf", args=[found.pk]),
        "overlap": found.overlap or {},
        "may_work": may_work,
        "corrections": _corrections(found) if found.source and not found.sample else [],
        "currencies": queries.currencies(),
    }


def _may_work(request: HttpRequest, found: Import) -> bool:
    return found.pk in brought() if found.outlet is None else is_member(request.user, found.outlet.business)


def _refusal(request: HttpRequest, found: Import) -> dict[str, Any]:
    if found.state != State.REFUSED or not found.refusal:
        return {}
    may_work = _may_work(request, found)
    said = said_on_page(found, may_work)
    return {"refusal": refuse(found.refusal), "said": said, "kinds": KINDS}


def _corrections(found: Import) -> list[dict[str, Any]]:
    """For each role: the headings to choose from, and the one that was taken."""
    reading = found.reading or {}
    taken = reading.get("columns", {})
    return [
        {"role": role, "taken": found.columns.get(role) or (taken.get(role) or [""])[0], "headings": reading["headers"]}
        for role in queries.CORRECTABLE
        if role in taken or role not in ("date", "time")
    ]


@require_GET
def progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The part of the page that changes while a file is read; when there is an end, the whole page is fetched anew."""
    found = look_at_import(request.user, import_id, Right.SEE)
    response = render(request, "diagnoses/_progress.html", {"upload": found})
    if not found.under_way:
        response["HX-Redirect"] = reverse("import", args=[found.pk])
    return response


@require_POST
def correct(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Read again with what people know better."""
    found = look_at_import(request.user, import_id, Right.WORK)
    headings = (found.reading or {}).get("headers", [])
    columns = {
        role: heading
        for role in queries.CORRECTABLE
        if (heading := request.POST.get(f"column-{role}", "")) in headings
        and heading != ((found.reading or {}).get("columns", {}).get(role) or [""])[0]
    }
    order = request.POST.get("date_order", "")
    currency = request.POST.get("currency", "")
    try:
        change_import.correct_import(
            request.user, found, {**found.columns, **columns}, order if order in ("dmy", "mdy", "ymd") else "",
            currency if currency in queries.currencies() else "",
        )  # fmt: skip
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("import", found.pk)


@require_POST
def change(request: HttpRequest, import_id: UUID, change: str) -> HttpResponse:
    """A button on an import."""
    if change not in CHANGES:
        raise Http404
    right = Right.WORK if change in ("cancel", "retry") else Right.MANAGE
    found = look_at_import(request.user, import_id, right)
    CHANGES[change](request.user, found)
    if change == "erase":
        messages.success(request, say("import-erased"))
        return redirect("outlet", found.outlet_id) if found.outlet_id else redirect("home")
    if change == "undo":
        messages.success(
            request, say("import-undone"), f"undo:{reverse('import_change', args=[found.pk, 'bring-back'])}"
        )
    if found.outlet_id and change not in ("cancel", "retry"):
        return redirect("outlet", found.outlet_id)
    return redirect("import", found.pk)


@require_GET
def rejects(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """The rows that were not used, each with its reason: as they came, with whatever names are in them, so for members only."""
    found = look_at_import(request.user, import_id, Right.WORK)
    if not found.rejects:
        raise Http404
    rows = queries.rejected_rows(found)
    _, *headings = next(rows)
    told = words()
    return sheet(
        "csv",
        "rejects",
        [say("rejects-reason"), *headings],
        ([told.word("reason", why), *cells] for why, *cells in rows),
    )


@require_GET
def import_pdf(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The report on one import, to print or send."""
    found = look_at_import(request.user, import_id, Right.SEE)
    if found.state not in (State.DONE, State.UNDONE):
        raise Http404
    return printed(found.report)


@require_GET
def report_pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The report on a period, to print or send."""
    found = look_at_report(request.user, report_id)
    if found.state != Report.State.READY:
        raise Http404
    return printed(found)


@signed_in
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """A visitor has signed in: their upload becomes part of a business."""
    found = look_at_import(request.user, import_id, Right.WORK)
    if found.outlet_id:
        return redirect("import", found.pk)
    mine = list(outlets(request.user, Right.WORK))
    form, status = NameForm(request.POST or None), 200
    if request.method == "POST":
        outlet: Outlet | None = None
        if chosen := uuid(request.POST.get("outlet")):
            outlet = look_at_outlet(request.user, chosen, Right.WORK)
        elif form.is_valid():
            try:
                outlet = register_business(request.user, Business(**form.names()), found.hash_key)
            except QuotaError as error:
                form.add_error(None, error)
                status = error.status
        if outlet:
            kept = change_import.keep_import(request.user, found, outlet)
            messages.success(request, say("import-kept"))
            return redirect("import", kept.pk)
    return render(request, "diagnoses/keep.html", {"upload": found, "outlets": mine, "form": form}, status=status)


@require_GET
def history(request: HttpRequest, outlet_id: UUID) -> HttpResponse:
    """What an outlet has brought, what it covers, and a place for the next file."""
    outlet = look_at_outlet(request.user, outlet_id, Right.SEE)
    imports = queries.imports_of(outlet)
    covered = [i for i in imports if i.state == State.DONE and not i.apart]
    return render(request, "diagnoses/history.html", {
        "outlet": outlet,
        "business": outlet.business,
        "imports": imports,
        "months": queries.months(imports),
        "first": min((i.first for i in covered), default=None),
        "last": max((i.last for i in covered), default=None),
        "may_work": is_member(request.user, outlet.business),
    })  # fmt: skip


@require_POST
def ask(request: HttpRequest, outlet_id: UUID) -> HttpResponse:
    """The diagnosis over a period: shown if it is made, else made."""
    outlet = look_at_outlet(request.user, outlet_id, Right.SEE)
    form = PeriodForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("outlet", outlet.pk)
    first: date | None = form.cleaned_data["first"]
    try:
        report = ask_for_report(request.user, outlet, first, form.cleaned_data["last"])
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("outlet", outlet.pk)
    return redirect("report", report.pk)


@require_GET
def show_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The diagnosis of a history over a period."""
    report = look_at_report(request.user, report_id)
    outlet = report.outlet
    if report.state != Report.State.READY:
        page = {"made": report, "outlet": outlet, "business": outlet.business}
        return render(request, "diagnoses/report_waiting.html", page)
    return render(request, "diagnoses/report.html", {
        "made": report,
        "outlet": outlet,
        "business": outlet.business,
        "report": queries.telling(report, language()),
        "pdf": reverse("report_pdf", args=[report.pk]),
    })  # fmt: skip
