"""The API of the programme for everybody: published phases, their figures and draws."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema

from balcao.api import Limit, Offset, Paged
from balcao.programmes import queries
from balcao.programmes.models import Draw, Phase
from balcao.records import record

router = Router(tags=["programme"])


class EarlierOut(Schema):
    """A commitment that another one replaced: the secret number behind it was lost. `until`: the moment up to which it held."""

    commitment: str
    until: datetime


class MeasureOut(Schema):
    """What a phase is a phase of: its name in three languages. Phases of one measure have the same `id`."""

    id: UUID
    name: dict[str, str]


class PhaseOut(Schema):
    """A published phase. `terms` is everything that its page says, in three languages."""

    slug: str
    measure: MeasureOut
    window: Literal["coming", "open", "closed", "cancelled"]
    version: int
    commitment: str
    earlier_commitments: list[EarlierOut]
    published_at: datetime | None
    settled_at: datetime | None
    terms: dict[str, Any]


class PagedPhaseOut(Paged):
    """Published phases."""

    items: list[PhaseOut]


class FigureOut(Schema):
    """A row of the published figures: no cell counts fewer than five; `awards` is null where it would."""

    code: str
    applications: int
    awards: int | None


class FiguresOut(Schema):
    """Published figures of a phase. The row with an empty code puts small groups together."""

    applications: int | None
    places: int
    awards: int
    completed: int
    by_sector: list[FigureOut]
    by_district: list[FigureOut]


def _phase_out(phase: Phase) -> dict[str, Any]:
    return {
        "slug": phase.slug, "measure": phase.measure, "window": phase.window(record.now()), "version": phase.version, "commitment": phase.commitment,
        "earlier_commitments": phase.earlier_commitments,
        "published_at": phase.published_at, "settled_at": phase.settled_at, "terms": phase.terms.as_json(),
    }  # fmt: skip


@router.get("/phases", response=PagedPhaseOut, operation_id="listPhases", summary="Published phases")
def phases(request: HttpRequest, limit: Limit = 100, offset: Offset = 0) -> Any:
    """Open ones first, then those that come, then those that were."""
    open_, coming, over = queries.public_phases(record.now())
    first = [*open_, *coming]
    found = first[offset : offset + limit]
    start = max(0, offset - len(first))
    found += over[start : start + limit - len(found)]
    return {"items": [_phase_out(phase) for phase in found], "count": len(first) + over.count()}


@router.get("/phases/{slug:slug}", response=PhaseOut, operation_id="showPhase", summary="A published phase")
def phase(request: HttpRequest, slug: str) -> Any:
    return _phase_out(queries.public_phase(slug))


@router.get(
    "/phases/{slug:slug}/figures", response=FiguresOut, operation_id="showFigures", summary="Its published figures"
)
def figures(request: HttpRequest, slug: str) -> Any:
    """404 until the phase is closed, as its page keeps silent until then."""
    phase = queries.public_phase(slug)
    if phase.window(record.now()) != "closed":
        raise Http404
    made = queries.figures(phase)
    for kind in ("by_sector", "by_district"):
        made[kind] = [{"code": code, "applications": asked, "awards": given} for code, asked, given in made[kind]]
    return made


@router.get(
    "/phases/{slug:slug}/draw", response=dict[str, Any], operation_id="showDraw", summary="The record of its draw"
)
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Exactly the text that was published; `balcao draw verify` checks it. 404 before there is one."""
    made = Draw.objects.filter(phase=queries.public_phase(slug)).exclude(record="").first()
    if made is None:
        raise Http404
    return HttpResponse(made.record, content_type="application/json")
