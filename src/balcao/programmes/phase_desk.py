"""Pages of officers about a phase: written in parts, previewed, tried, published, drawn, copied."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from balcao.accounts.models import Role, User
from balcao.accounts.resume import signed_in
from balcao.accounts.rights import require_role
from balcao.language import say, words
from balcao.pages import sent_back
from balcao.programmes import desk, problems
from balcao.programmes.actions import change_phase, renew_number, settle
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.forms_phase import NewPhaseForm
from balcao.programmes.models import Draw, Measure, Phase
from balcao.programmes.public import page_of
from balcao.programmes.rights import measures_of, phase_officers, phases_of
from balcao.programmes.writing.parts import NAMES, MomentField, part_of
from balcao.records import record
from balcao.typed import key


def _phase(request: HttpRequest, slug: str) -> Phase:
    """A phase of the officer's; else Http404."""
    return get_object_or_404(phases_of(request.user).select_related("measure"), slug=slug)


@signed_in
@require_GET
def phases(request: HttpRequest) -> HttpResponse:
    """The officer's phases."""
    require_role(request.user, Role.OFFICER)
    now = timezone.now()
    found = [(phase, phase.window(now)) for phase in desk.counted(desk.phases(request.user))]
    nameable = set(measures_of(request.user).values_list("pk", flat=True)) if found else set()
    return render(request, "programmes/phase_list.html", {"phases": found, "nameable": nameable})


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new phase, of a measure that there is or of a new one."""
    require_role(request.user, Role.OFFICER)
    form = NewPhaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        measure: Measure = given["measure"] or make_measure(request.user, given["new_measure"])
        made = change_phase.make_phase(request.user, measure, given["name"])
        return redirect("phase_edit", made.slug, "texts")
    return render(request, "programmes/phase_new.html", {"form": form})


@signed_in
@require_GET
def phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a phase is, what stands in the way of its next step, and how to take it."""
    return render(request, "programmes/phase_desk.html", _phase_page(request, _phase(request, slug)))


def _phase_page(request: HttpRequest, found: Phase) -> dict[str, Any]:
    terms, now = change_phase.written(found), record.now()
    writing = found.state == Phase.State.DRAFT or found.draft is not None
    working = list(phase_officers(found).order_by("name", "email"))
    second = writing and change_phase.needs_second(request.user, found, terms, now)
    offered, waiting = desk.places_to_give(found)
    return {
        "phase": found, "may_name": measures_of(request.user).filter(pk=found.measure_id).exists(), "terms": terms, "offered": offered, "waiting": waiting, "touched": change_phase.touched(found).count() if writing else 0, "window": found.window(now), "parts": NAMES, "seen": change_phase.fingerprint(terms),
        "problems": change_phase.in_the_way(found, terms, now) if writing else [], "advice": problems.advice(terms, len(working)) if found.settled_at is None else [],
        "second": second, "publishers": words().listed([str(one) for one in working if one.pk not in found.draft_by]),
        "broken": problems.broken(terms) if found.version else [],
        "states": desk.by_state(found), "versions": list(found.versions.order_by("-number")),
        "officers": list(found.officers.order_by("name")), "all_officers": User.objects.filter(role=Role.OFFICER, is_active=True).order_by("name"),
        "asked_officers": desk.officers_asked(found), "asked_by": desk.asked_by(found), "asked_by_me": (found.officers_asked or {}).get("by") == request.user.pk,
        "in_the_way": settle.in_the_way(found) if found.state == Phase.State.PUBLISHED else [],
        "lost": renew_number.is_lost(found), "number_at": renew_number.moment_asked(found), "number_by_me": (found.number_asked or {}).get("by") == request.user.pk,
        "loose_ends": settle.loose_ends(found) if found.settled_at and not found.list_ended_at else [],
        "draw": Draw.objects.filter(phase=found).defer("record").first(), "others": [p for p in desk.counted(desk.phases(request.user)) if p.sent],
    }  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """One part of the terms. Saved by itself; a colleague's change meanwhile is not overwritten."""
    found = _phase(request, slug)
    if part not in NAMES:
        raise Http404
    terms = change_phase.written(found)
    seen = change_phase.fingerprint(terms)
    changed = request.method == "POST" and request.POST.get("seen") != seen
    written = part_of(part, terms, request.POST if request.method == "POST" else None)  # what was typed stays
    error = say("moved-meanwhile") if changed else ""
    if request.method == "POST" and not changed and written.is_valid():
        try:
            change_phase.save_terms(request.user, found, written.terms(terms), seen)
            messages.success(request, say("part-saved", part=say(f"part-{part}")))
            following = NAMES[NAMES.index(part) + 1] if part != NAMES[-1] else ""
            if request.POST.get("then") == "on":
                return redirect("phase_edit", slug, following) if following else redirect("phase_desk", slug)
            return redirect("phase_edit", slug, part)
        except ValidationError as refused:
            error = refused.messages[0]
    page = {
        "phase": found,
        "part": part,
        "parts": NAMES,
        "written": written,
        "seen": seen,
        "error": error,
        "at": NAMES.index(part) + 1,
        "opened": request.GET.get("row", ""),
    }
    return render(request, "programmes/phase_edit.html", page, status=422 if request.method == "POST" else 200)


@signed_in
@require_GET
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page as it will be."""
    found = _phase(request, slug)
    found.take(change_phase.written(found))
    page = page_of(found)
    if found.state == Phase.State.DRAFT:
        page["window"] = "coming"
    return render(request, "programmes/phase.html", {**page, "preview": True})


@signed_in
@require_GET
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    """What the rules as written would say of applications that there are."""
    found = _phase(request, slug)
    against = get_object_or_404(phases_of(request.user), slug=request.GET.get("against", slug))
    tried = desk.try_rules(request.user, found, change_phase.written(found), against)
    return render(request, "programmes/phase_trial.html", {"phase": found, "against": against, "tried": tried})


def _publish(user: User, found: Phase, post: Any) -> str:
    change_phase.publish(user, found, post.get("why", ""), post.get("seen", ""))
    return say("phase-published")


def _copy(user: User, found: Phase, post: Any) -> str:
    made = change_phase.copy_phase(user, found)
    found.slug = made.slug  # the page that follows is the copy's
    return say("phase-copied")


def _cancel(user: User, found: Phase, post: Any) -> str:
    change_phase.cancel(user, found)
    return say("phase-cancelled")


def _drop(user: User, found: Phase, post: Any) -> str:
    change_phase.drop_change(user, found)
    return say("phase-dropped")


def _officers(user: User, found: Phase, post: Any) -> str:
    if "drop" in post:
        change_phase.drop_officers_asked(user, found)
        return say("phase-dropped")
    keys = [key(given) or 0 for given in post.getlist("officer")]
    counted = change_phase.set_officers(user, found, list(User.objects.filter(pk__in=keys, role=Role.OFFICER)))
    return say("phase-officers-set" if counted else "phase-officers-asked")


def _enter(user: User, found: Phase, post: Any) -> str:
    settle.enter_beacon(user, found, post.get("round", ""), post.get("value", ""))
    return say("beacon-entered")


def _approve(user: User, found: Phase, post: Any) -> str:
    settle.approve_draw(user, found, post.get("value", ""))
    return say("draw-done")


def _settle(user: User, found: Phase, post: Any) -> str:
    settle.settle(user, found)
    return say("settle-done")


def _end(user: User, found: Phase, post: Any) -> str:
    return say("list-ended", count=settle.end_list(user, found))


def _number(user: User, found: Phase, post: Any) -> str:
    if "drop" in post:
        renew_number.drop_number_asked(user, found)
        return say("phase-dropped")
    if "seen" in post:
        renew_number.confirm_number(user, found, post["seen"])
        return say("number-renewed")
    moment = MomentField(required=False).clean(post.get("beacon_at"))
    renew_number.ask_number(user, found, moment, post.get("why", ""))
    return say("number-asked")


ACTS = {
    "publish": _publish, "copy": _copy, "cancel": _cancel, "drop": _drop, "officers": _officers, "enter": _enter,
    "approve": _approve, "settle": _settle, "end": _end, "number": _number,
}  # fmt: skip
"""What a button on a phase's page does."""
TYPED = ("publish", "enter", "approve", "number")
"""Into the forms of these something is typed: refused, it is all still there."""


@signed_in
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Publish, copy, cancel, draw, and what else there is to do with a phase."""
    if act not in ACTS:
        raise Http404
    found = _phase(request, slug)
    if request.method == "GET":  # where a form that was sent back is loaded again
        return redirect("phase_desk", slug)
    try:
        messages.success(request, ACTS[act](request.user, found, request.POST))
    except ValidationError as error:
        back = sent_back(request, act, error)
        if act in TYPED:
            page = {**_phase_page(request, _phase(request, slug)), **back}
            return render(request, "programmes/phase_desk.html", page, status=422)
    if act == "cancel" and not Phase.objects.filter(slug=slug).exists():
        return redirect("phase_list")
    still = phases_of(request.user).filter(slug=found.slug).exists()
    return redirect("phase_desk", found.slug) if still else redirect("phase_list")
