"""Pages of applicants: their applications, the form, its papers, sending it. What follows: `following.py`."""

from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao.accounts.models import User
from balcao.accounts.resume import signed_in
from balcao.businesses.actions.keep_document import examine, keep_document
from balcao.businesses.models import Document
from balcao.businesses.queries import my_businesses
from balcao.businesses.rights import Right
from balcao.language import language, say
from balcao.programmes import queries
from balcao.programmes.actions import apply, receive
from balcao.programmes.facts import of_application, valid_papers
from balcao.programmes.following import answers_of, do, sent_page
from balcao.programmes.forms import ApplicationForm, answer_in_words, as_typed
from balcao.programmes.missing import missing
from balcao.programmes.models import Application, Attached
from balcao.programmes.rights import look_at_own, manages
from balcao.programmes.rules import Judge, Outcome
from balcao.programmes.states import State
from balcao.records import record
from balcao.typed import day, key, uuid


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The applications of my businesses."""
    return render(request, "programmes/mine.html", {"applications": list(queries.my_applications(request.user)[:200])})


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose for which business, and begin; with one business it begins at once."""
    phase = queries.public_phase(slug)
    if phase.window(record.now()) != "open":
        return redirect("phase", slug)
    choices = [
        (business, outlet)
        for business in my_businesses(request.user)
        for outlet in (business.outlets.order_by("created_at") if phase.terms.unit == "outlet" else [None])
    ]
    chosen = [c for c in choices if request.POST.get("for") == f"{c[0].pk}:{c[1].pk if c[1] else ''}"]
    chosen = chosen or (choices if len(choices) == 1 else [])
    if request.method == "POST" and chosen:
        try:
            draft = apply.start(request.user, phase, *chosen[0])
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("phase", slug)
        return redirect("application", draft.pk)
    return render(request, "programmes/begin.html", {"phase": phase, "terms": phase.terms, "choices": choices})


@signed_in
@require_http_methods(["GET", "POST"])
def application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The draft as a form, or what has become of what was sent."""
    found = look_at_own(request.user, application_id)
    if found.state != State.DRAFT:
        return render(request, "programmes/application.html", sent_page(request, found))
    if hasattr(found, "sending"):
        return HttpResponse(_received(language(), page="./"))
    theirs: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            _, theirs, wrong = apply.save(request.user, found, _seen(request), _typed(request, found))
        except ValidationError as error:  # sent meanwhile, on another device
            messages.error(request, error.messages[0])
            return redirect("application", found.pk)
        if not theirs and not wrong:
            if request.POST.get("then") == "send":
                return redirect("application_send", found.pk)
            messages.success(request, say("draft-kept"))
            return redirect("application", found.pk)
    page = {**_draft(request.user, found), "theirs": _in_words(found, theirs)}
    if wrong:
        page["form"] = ApplicationForm(found, typed=request.POST, wrong=wrong)
    return render(request, "programmes/draft.html", page, status=422 if wrong else 200)


@signed_in
@require_POST
def save(request: HttpRequest, application_id: UUID) -> JsonResponse:
    """What is typed is kept as it is typed: answers the new revision, and what another device wrote meanwhile."""
    found = look_at_own(request.user, application_id, Right.WORK)
    try:
        saved = apply.save(request.user, found, _seen(request), _typed(request, found, only_given=True))
    except ValidationError as error:
        return JsonResponse({"detail": error.messages[0]}, status=409)
    questions = {q.code: q for q in found.phase.terms.questions}
    other = {code: as_typed(questions[code], value) for code, value in saved.theirs.items()}
    told = {"revision": saved.revision, "theirs": other, **({"wrong": saved.wrong} if saved.wrong else {})}
    return JsonResponse(told, status=409 if other else 200)


def _seen(request: HttpRequest) -> int:
    return key(request.POST.get("revision")) or 0


def _typed(request: HttpRequest, found: Application, only_given: bool = False) -> dict[str, str]:
    """What the form says; a box that is not ticked says nothing, which in a whole form means no."""
    codes = [q.code for q in found.phase.terms.questions]
    return {code: request.POST.get(code, "") for code in codes if not only_given or code in request.POST}


def _in_words(found: Application, theirs: dict[str, Any]) -> list[tuple[str, str]]:
    questions = {q.code: q for q in found.phase.terms.questions}
    return [(questions[c].text.in_language(language()), answer_in_words(questions[c], v)) for c, v in theirs.items()]


def _draft(user: User, found: Application) -> dict[str, Any]:
    terms = found.phase.terms
    facts = of_application(found)
    judged = Judge(terms).judge(facts)
    attached = list(found.attached.select_related("document").order_by("at"))
    handed = valid_papers(found)
    papers = [(needed, [a for a in attached if a.needed == needed.code], list(_reusable(found, needed.code, attached)))
              for needed in terms.documents]  # fmt: skip
    return {
        "application": found, "phase": found.phase, "terms": terms, "form": ApplicationForm(found), "papers": papers,
        "judged": judged, "not_met": [one for one in judged if one.outcome is Outcome.NOT_MET],
        "missing": missing(terms, found, handed, facts), "may_manage": manages(user, found), "worth": queries.worth(found.business),
        "left": queries.days_left(found.phase.closes_at, timezone.now()), "step": 1,
    }  # fmt: skip


def _reusable(found: Application, kind: str, attached: list[Attached]) -> Any:
    """Papers of this kind that the business has already, are valid, and not attached yet."""
    if found.business is None:
        return Document.objects.none()
    used = [one.document_id for one in attached]
    today = timezone.localdate()
    own = found.business.documents.filter(kind=kind).exclude(pk__in=used).order_by("-brought_at")
    return [document for document in own[:5] if document.expires_on is None or document.expires_on >= today]


@signed_in
@require_POST
def paper(request: HttpRequest, application_id: UUID, needed: str) -> HttpResponse:
    """Attach a paper: a new one from the camera or a file, or one that the business has already."""
    found = look_at_own(request.user, application_id, Right.WORK)
    assert found.business is not None
    try:
        if request.POST.get("document"):
            document = get_object_or_404(found.business.documents, pk=uuid(request.POST["document"]))
            apply.attach(request.user, found, needed, document)
        elif file := request.FILES.get("file"):
            expires = request.POST.get("expires_on", "")
            content, name = Path(file.temporary_file_path()), file.name or ""
            examined = examine(request.user, content)
            with transaction.atomic():  # what is not attached is not kept: the store is swept of what no row names
                document = keep_document(
                    request.user,
                    found.business,
                    content,
                    name,
                    needed[:31],
                    day(expires) if expires else None,
                    examined,
                )
                apply.attach(request.user, found, needed, document)
        else:
            raise ValidationError(say("paper-none"))
        messages.success(request, say("paper-kept"))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(f"/applications/{found.pk}/#paper-{needed}")


@signed_in
@require_POST
def paper_remove(request: HttpRequest, application_id: UUID, attached_id: int) -> HttpResponse:
    """Take a paper back out of a draft; the business keeps it."""
    found = look_at_own(request.user, application_id, Right.WORK)
    attached = get_object_or_404(Attached, pk=attached_id, application=found)
    again = reverse("application_paper", args=[found.pk, attached.needed])
    back = f"undo:{again}?{urlencode({'document': attached.document_id})}"
    return do(request, found, lambda: apply.detach(request.user, found, attached), say("paper-removed"), back)


@signed_in
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Look it over, and send. That it was sent is kept first; when many send at once, the rest follows later."""
    errors: list[str] = []
    if request.method == "POST" and receive.receive(request.user, application_id, request.POST.get("anyway") == "yes"):
        if receive.busy():
            return HttpResponse(_received(language(), page="../"), status=202)
        try:
            sent = receive.send(application_id)
            if sent is not None:
                messages.success(request, say("sent", reference=sent.reference))
            return redirect("application", application_id)
        except ValidationError as error:
            errors = error.messages
    found = look_at_own(request.user, application_id, Right.MANAGE)
    if found.state != State.DRAFT or hasattr(found, "sending"):
        return redirect("application", found.pk)
    page = {**_draft(request.user, found), "errors": errors, "answers": answers_of(found), "step": 2}
    return render(request, "programmes/send.html", page, status=422 if errors else 200)


@cache
def _received(language: str, page: str) -> str:
    """What a sender reads in a rush; the same for everybody, so it is made once in each language."""
    return render_to_string(
        "programmes/received.html", {"page_language": language, "agency": settings.AGENCY, "page": page}
    )
