"""Pages of applicants after sending: what has become of an application, what to do about it, to the end of its award."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from balcao.accounts.resume import signed_in
from balcao.businesses.rights import Right
from balcao.language import language, say
from balcao.pages import sent_back
from balcao.programmes import queries
from balcao.programmes.actions import answer, apply
from balcao.programmes.actions.places import number_on_list, promised
from balcao.programmes.actions.see_through import award_of, current_step, do_own_step, own_step, with_what_follows
from balcao.programmes.forms import answer_in_words
from balcao.programmes.inquiries import inquiries
from balcao.programmes.models import Application
from balcao.programmes.reasons import told
from balcao.programmes.receipt import receipt
from balcao.programmes.rights import look_at_own, manages
from balcao.programmes.states import State


def answers_of(found: Application) -> list[tuple[str, str]]:
    """Questions and answers, in words."""
    questions = found.phase.terms.questions
    return [(q.text.in_language(language()), answer_in_words(q, found.answers.get(q.code))) for q in questions]


def sent_page(request: HttpRequest, found: Application) -> dict[str, Any]:
    """The page of an application that was sent."""
    terms, award = found.phase.terms, getattr(found, "award", None)
    may_manage = manages(request.user, found)
    steps = with_what_follows(award) if award else []
    running = award if found.state == State.AWARDED else None
    own = own_step(running) if running else None
    turn = own[0] if own else current_step(running) if running else None
    turn, turn_plan = next(((step, plan) for step, plan in steps if step == turn), (None, None))
    due = found.due_at if found.state in (State.SUBMITTED, State.UNDER_REVIEW) else None
    asked, attached = inquiries(found), list(found.attached.select_related("document").order_by("at"))
    waits = asked.pop() if asked and found.state == State.INFORMATION_REQUESTED else None
    return {
        "application": found, "phase": found.phase, "terms": terms, "answers": answers_of(found), "award": award,
        "reason": told(found.reason, terms), "timeline": queries.timeline(found), "steps": steps, "turn": turn,
        "turn_plan": turn_plan, "may_manage": may_manage, "asked": waits, "inquiries": asked,
        "wanted": [(needed, brought, [one for one in attached if one.needed == needed.code and one not in brought]) for needed, brought in (waits.papers if waits else ())],
        "attached": attached, "brought_any": any(brought for _, brought in (waits.papers if waits else ())),
        "number": number_on_list(found) if found.state == State.WAITLISTED else None,
        "appeal_until": answer.appeal_until(found) if found.state == State.INELIGIBLE and not found.appeal else None,
        "offer_is_over": answer.offer_is_over(found), "now": timezone.now(), "hear_by": timezone.localdate(due) if due and due > timezone.now() else None,
        "appeal_made": _day_of(found.appeal, "at"), "appeal_granted": _day_of(found.appeal, "decided_at"),
    }  # fmt: skip


def _day_of(appeal: dict[str, Any] | None, what: str) -> date | None:
    at = (appeal or {}).get(what)
    return timezone.localdate(datetime.fromisoformat(at)) if at else None


CHANGES: dict[str, Callable[[Any, Application, Any], None]] = {
    "answer": lambda user, found, post: answer.answer(
        user, found, post.get("text", ""), post.get("seen"), "without" in post
    ),
    "appeal": lambda user, found, post: answer.appeal(user, found, post.get("text", "")),
    "withdraw": lambda user, found, post: answer.withdraw(user, found),
    "accept": lambda user, found, post: answer.accept(user, found),
    "discard": lambda user, found, post: apply.discard(user, found),
    "step": lambda user, found, post: do_own_step(user, award_of(found), post.get("code", "")),
}
"""What a button on an application does."""
CONFIRMED = ("accept", "withdraw", "discard")
"""These say first, on a page of their own, what will happen."""
TYPED = ("answer", "appeal")
"""Into the forms of these something is typed: refused, it is all still there."""


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, application_id: UUID, change: str) -> HttpResponse:
    """Answer, accept, appeal, withdraw, throw away, or say that a step is done."""
    if change not in CHANGES:
        raise Http404
    found = look_at_own(request.user, application_id, Right.WORK if change in ("answer",) else Right.MANAGE)
    if request.method == "GET":
        gone = change == "accept" and (found.state != State.SELECTED or answer.offer_is_over(found))
        if change not in CONFIRMED or gone:
            return redirect("application", found.pk)
        page = {"application": found, "change": change, "terms": found.phase.terms}
        if change == "accept":
            page["value"], page["steps"] = promised(found)
        return render(request, "programmes/confirm.html", page)
    if change in TYPED:
        return _typed(request, found, change)
    done = do(request, found, lambda: CHANGES[change](request.user, found, request.POST), say(f"did-{change}"))
    return redirect("applications") if change == "discard" else done


def _typed(request: HttpRequest, found: Application, change: str) -> HttpResponse:
    """Do what was typed; if that is refused, it is shown again."""
    try:
        CHANGES[change](request.user, found, request.POST)
    except ValidationError as error:
        found = look_at_own(request.user, found.pk)
        page = {**sent_page(request, found), **sent_back(request, change, error)}
        return render(request, "programmes/application.html", page, status=422)
    messages.success(request, say(f"did-{change}"))
    return redirect("application", found.pk)


def do(request: HttpRequest, found: Application, act: Callable[[], Any], said: str, back: str = "") -> HttpResponse:
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
    return HttpResponse(receipt(found, answers_of(found)), content_type="application/pdf", headers=kept)
