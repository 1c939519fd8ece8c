"""Pages of applicants: the form, and the page of an application from sending to the end of its award."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao.accounts.resume import signed_in
from balcao.businesses.actions.keep_document import examine, keep_document
from balcao.businesses.models import Document
from balcao.businesses.queries import my_businesses
from balcao.businesses.rights import Right
from balcao.language import language, say
from balcao.programmes import queries
from balcao.programmes.actions import answer, apply, receive
from balcao.programmes.actions.places import number_on_list, plan_of
from balcao.programmes.actions.see_through import award_of, current_step, do_own_step
from balcao.programmes.actions.submit import missing
from balcao.programmes.facts import of_application, valid_papers
from balcao.programmes.forms import ApplicationForm, answer_in_words, as_typed
from balcao.programmes.models import Application, Attached
from balcao.programmes.reasons import told
from balcao.programmes.receipt import receipt
from balcao.programmes.rights import look_at_own
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
        return render(request, "programmes/application.html", _page(request, found))
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
    page = {**_draft(found), "theirs": _in_words(found, theirs)}
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


def _draft(found: Application) -> dict[str, Any]:
    terms = found.phase.terms
    judged = Judge(terms).judge(of_application(found))
    attached = list(found.attached.select_related("document").order_by("at"))
    handed = valid_papers(found)
    papers = [(needed, [a for a in attached if a.needed == needed.code], list(_reusable(found, needed.code, attached)))
              for needed in terms.documents]  # fmt: skip
    return {
        "application": found, "phase": found.phase, "terms": terms, "form": ApplicationForm(found), "papers": papers,
        "judged": judged, "not_met": [one for one in judged if one.outcome is Outcome.NOT_MET],
        "missing": missing(terms, found, handed, judged), "worth": queries.worth(found.business),
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
            examined = examine(request.user, content, name)
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
    return _do(request, found, lambda: apply.detach(request.user, found, attached), say("paper-removed"), back)


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
    page = {**_draft(found), "errors": errors, "answers": _answers(found), "step": 2}
    return render(request, "programmes/send.html", page, status=422 if errors else 200)


@cache
def _received(language: str, page: str) -> str:
    """What a sender reads in a rush; the same for everybody, so it is made once in each language."""
    return render_to_string(
        "programmes/received.html", {"page_language": language, "agency": settings.AGENCY, "page": page}
    )


def _answers(found: Application) -> list[tuple[str, str]]:
    questions = found.phase.terms.questions
    return [(q.text.in_language(language()), answer_in_words(q, found.answers.get(q.code))) for q in questions]


def _page(request: HttpRequest, found: Application) -> dict[str, Any]:
    """The page of an application that was sent."""
    terms, award = found.phase.terms, getattr(found, "award", None)
    may_manage = (
        found.business is not None
        and found.business.members.filter(user=request.user, role__in=Right.MANAGE.roles).exists()
    )
    steps = [(step, plan_of(step)) for step in award.steps.order_by("place")] if award else []
    turn = current_step(award) if award and found.state == State.AWARDED else None
    asked, attached = found.asked or {}, list(found.attached.select_related("document").order_by("at"))
    return {
        "application": found, "phase": found.phase, "terms": terms, "answers": _answers(found), "award": award,
        "reason": told(found.reason, terms), "timeline": queries.timeline(found), "steps": steps, "turn": turn,
        "turn_plan": plan_of(turn) if turn else None, "may_manage": may_manage, "asked": asked,
        "until": date.fromisoformat(asked["until"]) if asked.get("until") else None,
        "wanted": [(needed, brought, [one for one in attached if one.needed == needed.code and one not in brought]) for needed, brought in found.papers_asked()],
        "attached": attached,
        "number": number_on_list(found) if found.state == State.WAITLISTED else None,
        "appeal_until": answer.appeal_until(found) if found.state == State.INELIGIBLE and not found.appeal else None,
        "now": timezone.now(),
    }  # fmt: skip


CHANGES: dict[str, Callable[[Any, Application, Any], None]] = {
    "answer": lambda user, found, post: answer.answer(user, found, post.get("text", "")),
    "appeal": lambda user, found, post: answer.appeal(user, found, post.get("text", "")),
    "withdraw": lambda user, found, post: answer.withdraw(user, found),
    "accept": lambda user, found, post: answer.accept(user, found),
    "discard": lambda user, found, post: apply.discard(user, found),
    "step": lambda user, found, post: do_own_step(user, award_of(found), post.get("code", "")),
}
"""What a button on an application does."""
CONFIRMED = ("withdraw", "discard")
"""These say first what will happen."""


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, application_id: UUID, change: str) -> HttpResponse:
    """Answer, accept, appeal, withdraw, throw away, or say that a step is done."""
    if change not in CHANGES:
        raise Http404
    found = look_at_own(request.user, application_id, Right.WORK if change in ("answer",) else Right.MANAGE)
    if request.method == "GET":
        if change not in CONFIRMED:
            return redirect("application", found.pk)
        return render(request, "programmes/confirm.html", {"application": found, "change": change})
    done = _do(request, found, lambda: CHANGES[change](request.user, found, request.POST), say(f"did-{change}"))
    return redirect("applications") if change == "discard" else done


def _do(request: HttpRequest, found: Application, act: Callable[[], Any], said: str, back: str = "") -> HttpResponse:
    """Do it, and say how it went; `back` names how it is undone."""
    try:
        act()
        messages.success(request, said, extra_tags=back)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("application", found.pk)


@signed_in
@require_GET
def receipt_pdf(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """What was sent, as a paper."""
    found = look_at_own(request.user, application_id)
    if found.state == State.DRAFT:
        raise Http404
    kept = {"Content-Disposition": f'attachment; filename="{found.reference}.pdf"'}
    return HttpResponse(receipt(found, _answers(found)), content_type="application/pdf", headers=kept)
