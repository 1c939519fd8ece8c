"""Pages of officers: the review of an application with its award. The queues: `queue_desk.py`; lists of awards: `award_desk.py`."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from balcao import typed
from balcao.accounts.models import User
from balcao.accounts.resume import signed_in
from balcao.language import language, say
from balcao.messaging.queries import about
from balcao.pages import in_pages, sent_back
from balcao.programmes import desk, listed, queries
from balcao.programmes.actions import answer, decide, four_eyes, review, see_through
from balcao.programmes.duplicates import duplicates
from balcao.programmes.forms import answer_in_words
from balcao.programmes.inquiries import inquiries
from balcao.programmes.models import Application
from balcao.programmes.profiles import name_of, rows_of
from balcao.programmes.reasons import told
from balcao.programmes.rights import look_at_review, reviewed
from balcao.programmes.rules import Judge, Outcome
from balcao.programmes.states import IN_REVIEW, Act, State, may
from balcao.records.models import Entry


@signed_in
@require_GET
def show(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Everything for the decision on one page, and afterwards the award seen through."""
    found = look_at_review(request.user, application_id)
    return render(request, "programmes/review.html", _review_page(request, found))


def _review_page(request: HttpRequest, found: Application) -> dict[str, Any]:
    terms, ours = found.phase.terms, language()
    rules = {rule.code: rule for rule in Judge(terms).rules}
    outcomes = [
        (code, rules[code].reason if code in rules else None, outcome) for code, outcome in found.outcomes.items()
    ]
    award = getattr(found, "award", None)
    steps = see_through.with_what_follows(award) if award else []
    conflicts = list(found.conflicts.select_related("officer", "lifted_by").order_by("at"))
    of = listed.chosen(request)
    before, after = listed.shown(request.user, of, found)
    attached = list(found.attached.select_related("document").order_by("needed", "at"))
    names = {needed.code: needed.name.in_language(ours) for needed in terms.documents}
    return {
        "application": found, "phase": found.phase, "terms": terms, "profile": rows_of(found.profile), "outcomes": outcomes,
        "missed": [code for code, _, outcome in outcomes if outcome == Outcome.NOT_MET],
        "answers": [(q.text.in_language(ours), answer_in_words(q, found.answers.get(q.code))) for q in terms.questions],
        "papers": [(names.get(one.needed, one.needed), one) for one in attached], "duplicates": duplicates(request.user, found),
        "inquiries": inquiries(found),
        "earlier": desk.earlier_awards(request.user, found), "notes": in_pages(request, found.notes.select_related("by").order_by("at", "pk"), latest=True),
        "history": list(Entry.objects.filter(subject=found.reference).exclude(kind__in=("look", "message.made")).select_related("who").order_by("id")),
        "told_messages": list(about(found.reference or "")[:50]), "conflicts": conflicts,
        "open": found.state in IN_REVIEW, "before": before, "after": after, "on_list": listed.whole(request.user, of).filter(pk=found.pk).exists(), "queue": of["queue"], "of_list": _of_list(request), "reason": told(found.reason, terms),
        "proposal": found.proposal, "proposer": User.objects.filter(pk=(found.proposal or {}).get("by")).first() or "–",
        "proposal_reason": told((found.proposal or {}).get("reason"), terms), "second": bool(found.proposal) and found.proposal["by"] != request.user.pk,
        "officers": list(found.phase.officers.order_by("name")), "award": award,
        "steps": steps,
        "turn": see_through.current_step(award) if award and found.state == State.AWARDED else None,
        "left": queries.days_left(found.due_at, timezone.now()) if found.due_at else None,
        "appeal_until": answer.appeal_until(found) if found.state == State.INELIGIBLE else None, "now": timezone.now(),
        "appeal_open": found.appeal_open, "refused_by_me": request.user.pk in found.decided_by,
        "may_decide": [act for act in (Act.FIND_ELIGIBLE, Act.FIND_INELIGIBLE, Act.REVOKE, Act.ASK) if _may(act, found.state)],
        "points": [(line, found.points.get(line.code)) for line in terms.grid if line.when is None],
    }  # fmt: skip


def _of_list(request: HttpRequest) -> str:
    """The list from which the officer came, as the end of an address; "" where they came from none."""
    found = listed.query(listed.chosen(request), page=request.GET.get("page", "")) if "queue" in request.GET else ""
    return f"?{found}" if found else ""


def _may(act: Act, state: str) -> bool:
    """Whether an officer may do it now: what was only submitted is taken up by the act itself."""
    return may(act, State.UNDER_REVIEW if state == State.SUBMITTED else state)


def _counted(counted: bool, act: str) -> str:
    return say(f"done-{act}" if counted else "decided-first")


def _revoke(user: User, found: Application, post: Any) -> str:
    return _counted(decide.revoke(user, found, post.getlist("rule"), post.get("words", ""), post.get("seen")), "revoke")


def _decide(user: User, found: Application, post: Any) -> str:
    eligible = post.get("eligible") == "yes"
    counted = decide.decide(user, found, eligible, post.getlist("rule"), post.get("words", ""), post.get("seen"))
    return _counted(counted, "eligible" if eligible else "ineligible")


def _lapse(user: User, found: Application, post: Any) -> str:
    return _counted(
        see_through.lapse_award(user, see_through.award_of(found), post.get("why", ""), post.get("seen")), "lapse"
    )


def _assign(user: User, found: Application, to: User | None) -> str:
    review.assign(user, found, to)
    return say("done-assign" if to else "done-assign-nobody")


def _to(found: Application, key: str | None) -> User | None:
    return get_object_or_404(found.phase.officers, pk=typed.key(key) or 0) if key else None


ACTS: dict[str, Callable[[Any, Application, Any], Any]] = {
    "take": lambda user, found, post: review.assign(user, found, user),
    "assign": lambda user, found, post: _assign(user, found, _to(found, post.get("to"))),
    "ask": lambda user, found, post: review.ask(user, found, post.get("text", ""), post.getlist("document")),
    "note": lambda user, found, post: review.note(user, found, post.get("text", "")),
    "conflict": lambda user, found, post: review.declare_conflict(user, found, post.get("why", "")),
    "lift": lambda user, found, post: review.lift_conflict(user, found, typed.key(post.get("conflict")) or 0, post.get("why", "")),
    "points": lambda user, found, post: review.give_points(user, found, _points(post)),
    "decide": _decide,
    "revoke": _revoke,
    "appeal": lambda user, found, post: decide.decide_appeal(user, found, post.get("granted") == "yes", post.get("words", "")),
    "step": lambda user, found, post: see_through.confirm_step(user, see_through.award_of(found), post.get("code", "")),
    "unstep": lambda user, found, post: see_through.undo_step(user, see_through.award_of(found), post.get("code", "")),
    "extend": lambda user, found, post: see_through.extend(user, see_through.award_of(found), post.get("code", ""), typed.day(post.get("until", "")), post.get("why", "")),
    "lapse": _lapse,
    "drop": lambda user, found, post: four_eyes.drop_proposal(user, found),
}  # fmt: skip
"""What a button on the review page does; an act may give the sentence that is said afterwards."""
UNDO: dict[str, Callable[[Application, Any], tuple[str, dict[str, Any]]]] = {
    "take": lambda before, post: ("assign", {"to": before.assigned_to_id or ""}),
    "assign": lambda before, post: ("assign", {"to": before.assigned_to_id or ""}),
    "step": lambda before, post: ("unstep", {"code": post.get("code", "")}),
    "unstep": lambda before, post: ("step", {"code": post.get("code", "")}),
}
"""The act, with its fields, that takes one back, from how the application was before it."""
PROPOSED = ("decide", "revoke", "lapse")
"""Under four eyes the first of these is a proposal."""
ONWARD = ("appeal", "ask", "decide")
"""After these the next of one's queue is opened, if it was asked for."""
TYPED = ("appeal", "ask", "conflict", "decide", "extend", "lapse", "lift", "note", "points", "revoke")
"""Into the forms of these something is typed: refused, it is all still there."""


def _points(post: Any) -> dict[str, int]:
    return {
        key[6:]: typed.count(value, most=1000)
        for key, value in post.items()
        if key.startswith("point-") and value.strip()
    }


@signed_in
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, application_id: UUID, act: str) -> HttpResponse:
    """Decide, ask, note, take, and what else there is to do about an application or its award."""
    if act not in ACTS:
        raise Http404
    found = look_at_review(request.user, application_id)
    if request.method == "GET":  # where a form that was sent back is loaded again
        return redirect(reverse("review", args=[found.pk]) + _of_list(request))
    following, of_list = listed.onward(request.user, listed.chosen(request), found), _of_list(request)
    back = _undo(found, of_list, *UNDO[act](found, request.POST)) if act in UNDO else ""
    try:
        said = ACTS[act](request.user, found, request.POST)
        if (
            found.proposal and act in PROPOSED and isinstance(said, str)
        ):  # a first decision, that nobody has been told of
            back = _undo(found, of_list, "drop", {})
        told_of = said if isinstance(said, str) else say(f"done-{act}")
        if (
            onward := following if act in ONWARD and request.POST.get("next") else None
        ):  # it stands above another's name
            told_of = say("done-of", reference=found.reference, name=name_of(found.profile), said=told_of)
        messages.success(request, told_of, extra_tags=back)
    except ValidationError as error:
        onward = None
        if act in TYPED and "seen" not in request.POST and request.POST.get("eligible") != "yes":
            found = look_at_review(request.user, application_id)
            return render(
                request,
                "programmes/review.html",
                {**_review_page(request, found), **sent_back(request, act, error)},
                status=422,
            )
        messages.error(request, error.messages[0])
    if not reviewed(request.user).filter(pk=found.pk).exists():
        return redirect(reverse("queue") + of_list)
    return redirect(reverse("review", args=[(onward or found).pk]) + of_list)


def _undo(found: Application, of_list: str, act: str, fields: dict[str, Any]) -> str:
    return f"undo:{reverse('review_act', args=[found.pk, act])}{of_list}?{urlencode(fields)}"
