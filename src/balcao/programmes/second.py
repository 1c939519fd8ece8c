"""What waits in an officer's phases for a second officer, beside the proposals on applications."""

from dataclasses import dataclass

from balcao.accounts.models import User
from balcao.programmes.actions.change_phase import in_the_way, written
from balcao.programmes.interests import has_interest_in_phase
from balcao.programmes.models import Draw, Phase
from balcao.programmes.rights import phases_of
from balcao.programmes.terms_changed import guards_change
from balcao.records import record


@dataclass(frozen=True)
class Asked:
    """Something of a phase that a colleague has begun, and that somebody else makes count: `what`, and where it stands on its page."""

    phase: Phase
    what: str
    who: User | None
    at: str


def of_phases(user: User, slug: str = "") -> list[Asked]:
    """What an officer may confirm, look up again or publish in their phases, or in one of them, because a colleague cannot alone."""
    found = phases_of(user).exclude(state=Phase.State.CANCELLED).select_related("measure").order_by("-made_at", "pk")
    phases = list(found.filter(slug=slug) if slug else found)
    draws = {draw.phase_id: draw for draw in Draw.objects.filter(phase__in=phases, approved_at=None).defer("record")}
    asked: list[tuple[Phase, str, int | None, str]] = []
    for phase in phases:
        for what, wanted, at in (
            ("officers", phase.officers_asked, "officers"),
            ("number", phase.number_asked, "number"),
        ):
            if wanted and wanted.get("by") != user.pk:
                asked.append((phase, what, wanted.get("by"), at))
        draw = draws.get(phase.pk)
        if (
            draw
            and phase.settled_at is None
            and draw.entered_by_id != user.pk
            and not has_interest_in_phase(user, phase)
        ):
            asked.append((phase, "draw", draw.entered_by_id, "places"))
        if _waits_for_publishing(phase, user):
            asked.append((phase, "terms", phase.draft_by[-1], "write"))
    people = User.objects.in_bulk({by for _, _, by, _ in asked if by})
    return [Asked(phase, what, people.get(by or 0), at) for phase, what, by, at in asked]


def _waits_for_publishing(phase: Phase, user: User) -> bool:
    """Whether a change of the terms is whole, and whoever wrote it may not publish it."""
    if phase.draft is None or not phase.draft_by or user.pk in phase.draft_by:
        return False
    terms, now = written(phase), record.now()
    return guards_change(phase, terms, now) and not in_the_way(phase, terms, now)
