"""The API for officers' own programs: phases as one document, and their draws. Rights are those of the pages."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from balcao.accounts.models import User
from balcao.api import NOTHING, Body, Limit, Nothing, Offset, Paged, Refused
from balcao.businesses.keys import READ, Key
from balcao.language import say
from balcao.programmes import desk
from balcao.programmes.actions import change_phase, settle
from balcao.programmes.models import Draw, Phase
from balcao.programmes.public_api import MeasureOut
from balcao.programmes.rights import phases_of
from balcao.programmes.states import State
from balcao.programmes.terms import Terms
from balcao.records import record

router = Router(tags=["agency"], auth=Key("review"))
WHOLE = [name for name, field in Terms.model_fields.items() if field.default is not None]
"""Parts of the terms that are always written, though there be nothing in them."""


class PhaseRow(Schema):
    """A phase of the officer's: `terms` as published, `draft` a change that is not, `problems` what stands in its way."""

    slug: str
    measure: MeasureOut
    state: Literal["draft", "published", "cancelled"]
    window: Literal["draft", "coming", "open", "closed", "cancelled"]
    version: int
    states: dict[State, int]
    terms: dict[str, Any]
    draft: dict[str, Any] | None
    problems: list[str]


class PagedPhaseRow(Paged):
    """The officer's phases."""

    items: list[PhaseRow]


class DrawState(Schema):
    """Who entered the public number, when and which; `made_at` once a second officer has approved it and the draw was made."""

    round: str
    value: str
    entered_by: str
    entered_at: datetime
    approved_by: str
    made_at: datetime | None


class Publishing(Body):
    """Why published terms change; the first time nothing."""

    why: str = Field("", max_length=2000)


class Beacon(Body):
    """The public number: its round and its value."""

    round: str = Field(max_length=120)
    value: str = Field(min_length=1, max_length=500)


class Approval(Body):
    """The public number as the second officer has seen it."""

    value: str = Field(min_length=1, max_length=500)


def _phase(user: User, slug: str) -> Phase:
    return get_object_or_404(phases_of(user).select_related("measure"), slug=slug)


def _row(phase: Phase) -> dict[str, Any]:
    now, wrong = record.now(), []
    if phase.state == Phase.State.DRAFT or phase.draft is not None:
        wrong = change_phase.in_the_way(phase, change_phase.written(phase), now)
    return {
        "slug": phase.slug, "measure": phase.measure, "state": phase.state, "window": phase.window(now), "version": phase.version,
        "states": desk.by_state(phase), "terms": phase.document, "draft": phase.draft, "problems": wrong,
    }  # fmt: skip


def _mark(phase: Phase) -> str:
    """Names the terms as they are, published and in draft."""
    content = json.dumps([phase.version, phase.document, phase.draft], sort_keys=True)
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def _shown(phase: Phase, response: HttpResponse) -> Any:
    response["X-Terms"] = _mark(phase)
    return _row(phase)


@router.get("/phases", response=PagedPhaseRow, operation_id="listMyPhases", summary="The officer's phases", auth=READ)
def phases(request: HttpRequest, limit: Limit = 100, offset: Offset = 0) -> Any:
    found = desk.phases(request.user)
    return {"items": [_row(phase) for phase in found[offset : offset + limit]], "count": len(found)}


@router.get(
    "/phases/{slug:slug}", response=PhaseRow, operation_id="showMyPhase", summary="A phase of the officer's", auth=READ
)
def show(request: HttpRequest, response: HttpResponse, slug: str) -> Any:
    """`X-Terms` names the terms as they are: sent back as `If-Match` it keeps a write from undoing somebody else's."""
    return _shown(_phase(request.user, slug), response)


@router.put(
    "/phases/{slug:slug}/terms", response=PhaseRow, operation_id="writeTerms", summary="Write a phase's terms",
    openapi_extra={
        "parameters": [{"in": "header", "name": "If-Match", "required": False, "schema": {"type": "string"}, "description": "What `X-Terms` said."}],
        "responses": {412: {"$ref": "#/components/responses/Refused412"}},
    },
)  # fmt: skip
def write(request: HttpRequest, response: HttpResponse, slug: str, given: Terms) -> Any:
    """The whole document of the terms, as `terms` gives it; 422 for a part that is missing. Nothing of it is public before it is
    published. 412 if `If-Match` is sent and the terms are no longer those that `X-Terms` named."""
    missing = [name for name in WHOLE if name not in given.model_fields_set]
    if missing:
        faults = [(name, "missing", say("api-field-missing", at=name)) for name in missing]
        raise Refused(422, "invalid", " ".join(sentence for _, _, sentence in faults), faults)
    with transaction.atomic():
        _phase(request.user, slug)
        phase = Phase.objects.select_for_update().get(slug=slug)
        wanted = request.headers.get("If-Match", "*")
        if wanted not in ("*", _mark(phase)):
            raise Refused(412, "changed_meanwhile", say("moved-meanwhile"))
        change_phase.save_terms(request.user, phase, given)
    return _shown(_phase(request.user, slug), response)


@router.get(
    "/phases/{slug:slug}/draw", response=DrawState, operation_id="showDrawState", summary="Where the draw is", auth=READ
)
def drawn(request: HttpRequest, slug: str) -> Any:
    """404 before the public number was entered."""
    found = Draw.objects.filter(phase=_phase(request.user, slug)).select_related("entered_by", "approved_by").first()
    if found is None:
        raise Http404
    return {
        "round": found.round, "value": found.value, "entered_by": str(found.entered_by or ""), "entered_at": found.entered_at,
        "approved_by": str(found.approved_by or ""), "made_at": found.approved_at,
    }  # fmt: skip


def _do(request: HttpRequest, slug: str, act: Callable[[User, Phase], object]) -> Any:
    act(request.user, _phase(request.user, slug))
    return _row(_phase(request.user, slug))


@router.post("/phases/{slug:slug}/publish", response=PhaseRow, operation_id="publishPhase", summary="Publish its terms")
def publish(request: HttpRequest, slug: str, given: Publishing) -> Any:
    return _do(request, slug, lambda user, phase: change_phase.publish(user, phase, given.why))


@router.post(
    "/phases/{slug:slug}/enter", response=PhaseRow, operation_id="enterNumber", summary="Enter the public number"
)
def enter(request: HttpRequest, slug: str, given: Beacon) -> Any:
    """Entered again it replaces the first, as long as no second officer has approved it."""
    return _do(request, slug, lambda user, phase: settle.enter_beacon(user, phase, given.round, given.value))


@router.post(
    "/phases/{slug:slug}/approve", response=PhaseRow, operation_id="approveNumber", summary="Approve it, and draw"
)
def approve(request: HttpRequest, slug: str, given: Approval) -> Any:
    return _do(request, slug, lambda user, phase: settle.approve_draw(user, phase, given.value))


@router.post(
    "/phases/{slug:slug}/settle", response=PhaseRow, operation_id="givePlaces", summary="Give the places without a draw"
)
def give(request: HttpRequest, slug: str, given: Nothing = NOTHING) -> Any:
    return _do(request, slug, settle.settle)


@router.post(
    "/phases/{slug:slug}/end", response=PhaseRow, operation_id="endWaitingList", summary="End the waiting list"
)
def end(request: HttpRequest, slug: str, given: Nothing = NOTHING) -> Any:
    return _do(request, slug, settle.end_list)
