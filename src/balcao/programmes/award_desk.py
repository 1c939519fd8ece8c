"""Pages of officers: the awards of their phases, and whom they wait for."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from balcao.accounts.models import Role
from balcao.accounts.quota import spend
from balcao.accounts.resume import signed_in
from balcao.accounts.rights import require_role
from balcao.programmes import desk
from balcao.programmes.actions.see_through import open_steps
from balcao.programmes.profiles import name_of
from balcao.programmes.states import State
from balcao.records.record import rows_taken
from balcao.sheets import sheet


@signed_in
@require_GET
def awards(request: HttpRequest) -> HttpResponse:
    """The awards, and whom they wait for."""
    require_role(request.user, Role.OFFICER)
    phase, late = request.GET.get("phase", ""), "late" in request.GET
    page = Paginator(desk.awards(request.user, phase, late), 50).get_page(request.GET.get("page"))
    rows = [(award, *_turn(award)) for award in page]
    return render(request, "programmes/awards.html", {"page": page, "rows": rows, "late": late, "phase": phase, "phases": desk.phases(request.user)})  # fmt: skip


def _turn(award: Any) -> tuple[Any, Any]:
    """The step whose turn it is and its plan, from what is loaded."""
    running = award.application.state == State.AWARDED
    return next(iter(open_steps(award)), (None, None)) if running else (None, None)


@signed_in
@require_GET
def awards_sheet(request: HttpRequest, form: str) -> HttpResponseBase:
    """The awards for a spreadsheet."""
    require_role(request.user, Role.OFFICER)
    phase, late = request.GET.get("phase", ""), "late" in request.GET
    found = desk.awards(request.user, phase, late)
    count = found.count()
    spend("lists", request.user)
    rows_taken(request.user, "awards", form, count, late=late, **({"phase": phase} if phase and count else {}))
    rows = (
        (
            award.application.reference, award.application.phase.slug, name_of(award.application.profile), award.application.state,
            award.made_at, award.ended_at, award.value, step.code if step else "", step.due_on if step else "",
        )
        for award in found.iterator(1000)
        for step, _ in [_turn(award)]
    )  # fmt: skip
    return sheet(
        form, "awards", ("reference", "phase", "business", "state", "made", "ended", "value", "step", "due"), rows
    )
