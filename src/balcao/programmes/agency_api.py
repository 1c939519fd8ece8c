"""The API for officers' own programs: queues, an application, what can be done about it, phases and their draws. Rights are those of the pages."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Field, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from balcao.accounts.models import Role, User
from balcao.language import say
from balcao.programmes import desk
from balcao.programmes.actions import change_phase, decide, review, see_through, settle
from balcao.programmes.api import steps_of
from balcao.programmes.duplicates import duplicates
from balcao.programmes.models import Application, Phase
from balcao.programmes.problems import problems
from balcao.programmes.rights import look_at_review, phases_of
from balcao.programmes.terms import Terms
from balcao.records import record

router = Router(tags=["agency"])


class Row(Schema):
    """A line of a queue."""

    id: UUID
    reference: str
    phase: str
    state: str
    submitted_at: datetime
    due_at: datetime | None
    officer: str
    score: int | None
    position: int | None


class Whole(Row):
    """Everything for a decision."""

    version: int
    profile: dict[str, Any]
    answers: dict[str, Any]
    rules: dict[str, str]
    documents: list[dict[str, Any]]
    duplicates: list[dict[str, Any]]
    asked: dict[str, Any] | None
    appeal: dict[str, Any] | None
    proposal: dict[str, Any] | None
    reason: dict[str, Any] | None
    steps: list[dict[str, Any]]


class Act(Schema):
    """What an act needs: `eligible`, `rules` and `words` for a decision, `text` and `documents` to ask, and so on."""

    eligible: bool = False
    granted: bool = False
    rules: list[str] = Field(default_factory=list)
    documents: list[str] = Field(default_factory=list)
    text: str = ""
    words: str = ""
    code: str = ""
    until: date | None = None
    points: dict[str, int] = Field(default_factory=dict)


class PhaseRow(Schema):
    """A phase of the officer's: `terms` as published, `draft` a change that is not, `problems` what stands in its way."""

    slug: str
    state: str
    window: str
    version: int
    states: dict[str, int]
    terms: dict[str, Any]
    draft: dict[str, Any] | None
    problems: list[str]


class PhaseAct(Schema):
    """`why` for a change of published terms; `round` and `value` of the public number."""

    why: str = ""
    round: str = ""
    value: str = ""


def _officer(request: HttpRequest) -> User:
    """The officer whose key it is. Raises PermissionDenied for a business's."""
    user = request.user
    if request.auth.business_id is not None or "review" not in request.auth.scopes or user.role != Role.OFFICER:
        raise PermissionDenied("review")
    return user


def _row(a: Application) -> dict[str, Any]:
    return {
        "id": a.pk, "reference": a.reference, "phase": a.phase.slug, "state": a.state, "submitted_at": a.submitted_at,
        "due_at": a.due_at, "officer": str(a.assigned_to or ""), "score": a.score, "position": a.position,
    }  # fmt: skip


def _whole(a: Application) -> dict[str, Any]:
    papers = a.attached.select_related("document").order_by("needed", "at")
    return {
        **_row(a), "version": a.version, "profile": a.profile, "answers": a.answers, "rules": a.outcomes, "asked": a.asked,
        "appeal": a.appeal, "proposal": a.proposal, "reason": a.reason,
        "documents": [{"id": str(p.document_id), "needed": p.needed, "name": p.document.name, "sha256": p.document.digest} for p in papers],
        "duplicates": [{"reference": d.application.reference, "score": d.score, "kinds": d.kinds} for d in duplicates(a)],
        "steps": steps_of(a),
    }  # fmt: skip


@router.get("/queues/{slug:queue}", response=list[Row], summary="A queue")
@paginate(LimitOffsetPagination)
def queue(request: HttpRequest, queue: str, phase: str = "", search: str = "", state: str = "") -> Any:
    """mine, unassigned, waiting, overdue, appeals, second, decided or all; what is due first first."""
    user = _officer(request)
    if queue not in desk.QUEUES:
        raise Http404
    return [_row(a) for a in desk.queue(user, queue, phase, search, state).select_related("phase")[:1000]]


@router.get(
    "/applications/{uuid:application_id}", response=Whole, summary="An application with everything for its decision"
)
def show(request: HttpRequest, application_id: UUID) -> Any:
    return _whole(look_at_review(_officer(request), application_id))


def _needs_day(given: Act) -> date:
    if given.until is None:
        raise ValidationError(say("date-wrong"))
    return given.until


ACTS: dict[str, Any] = {
    "take": lambda user, a, given: review.assign(user, a, user),
    "ask": lambda user, a, given: review.ask(user, a, given.text, given.documents),
    "note": lambda user, a, given: review.note(user, a, given.text),
    "conflict": lambda user, a, given: review.declare_conflict(user, a, given.words),
    "points": lambda user, a, given: review.give_points(user, a, given.points),
    "decide": lambda user, a, given: decide.decide(user, a, given.eligible, given.rules, given.words),
    "appeal": lambda user, a, given: decide.decide_appeal(user, a, given.granted, given.words),
    "step": lambda user, a, given: see_through.confirm_step(user, see_through.award_of(a), given.code),
    "extend": lambda user, a, given: see_through.extend(
        user, see_through.award_of(a), given.code, _needs_day(given), given.words
    ),
    "lapse": lambda user, a, given: see_through.lapse_award(user, see_through.award_of(a), given.words),
}
"""What can be done about an application or its award."""


@router.post(
    "/applications/{uuid:application_id}/{slug:act}", response=Whole, summary="Do something about an application"
)
def act(request: HttpRequest, application_id: UUID, act: str, given: Act) -> Any:
    """take, ask, note, conflict, points, decide, appeal, step, extend or lapse."""
    user = _officer(request)
    found = look_at_review(user, application_id)
    if act not in ACTS:
        raise Http404
    ACTS[act](user, found, given)
    return _whole(look_at_review(user, application_id))


def _phase(user: User, slug: str) -> Phase:
    return get_object_or_404(phases_of(user), slug=slug)


def _phase_row(phase: Phase) -> dict[str, Any]:
    first = phase.state == Phase.State.DRAFT
    now = record.now()
    wrong = problems(change_phase.written(phase), now if first else None) if first or phase.draft is not None else []
    return {
        "slug": phase.slug, "state": phase.state, "window": phase.window(now), "version": phase.version,
        "states": desk.by_state(phase), "terms": phase.document, "draft": phase.draft, "problems": wrong,
    }  # fmt: skip


@router.get("/phases", response=list[PhaseRow], summary="The officer's phases")
@paginate(LimitOffsetPagination)
def phases(request: HttpRequest) -> Any:
    return [_phase_row(phase) for phase in desk.phases(_officer(request))]


@router.put("/phases/{slug:slug}/terms", response=PhaseRow, summary="Write a phase's terms")
def write(request: HttpRequest, slug: str, given: Body[dict[str, Any]]) -> Any:
    """The whole document of the terms, as `terms` gives it. Nothing of it is public before it is published."""
    user = _officer(request)
    phase = _phase(user, slug)
    try:
        terms = Terms.model_validate(given)
    except ValueError as error:
        raise ValidationError(say("write-impossible", why=str(error)[:300])) from error
    change_phase.save_terms(user, phase, terms)
    return _phase_row(_phase(user, slug))


PHASE_ACTS: dict[str, Any] = {
    "publish": lambda user, phase, given: change_phase.publish(user, phase, given.why),
    "enter": lambda user, phase, given: settle.enter_beacon(user, phase, given.round, given.value),
    "approve": lambda user, phase, given: settle.approve_draw(user, phase, given.value),
    "settle": lambda user, phase, given: settle.settle(user, phase),
    "end": lambda user, phase, given: settle.end_list(user, phase),
}
"""What can be done with a phase."""


@router.post("/phases/{slug:slug}/{slug:act}", response=PhaseRow, summary="Publish a phase, or give its places")
def act_on_phase(request: HttpRequest, slug: str, act: str, given: PhaseAct) -> Any:
    """publish, enter (the public number), approve (it, and draw), settle, or end (the waiting list)."""
    user = _officer(request)
    if act not in PHASE_ACTS:
        raise Http404
    PHASE_ACTS[act](user, _phase(user, slug), given)
    return _phase_row(_phase(user, slug))
