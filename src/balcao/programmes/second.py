"""What waits in an officer's phases for a second officer, beside the proposals on applications."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, prefetch_related_objects

from balcao.accounts.models import User
from balcao.language import words
from balcao.programmes.actions import change_phase, renew_number, settle
from balcao.programmes.interests import phases_of_interest
from balcao.programmes.models import Draw, Phase, Version
from balcao.programmes.rights import phases_of
from balcao.programmes.terms_changed import guards_change
from balcao.records import record


@dataclass(frozen=True)
class Asked:
    """Something of a phase that colleagues have begun, and that somebody else makes count: `what`, and where it stands on its page."""

    phase: Phase
    what: str
    who: list[User]
    at: str

    @property
    def names(self) -> str:
        """Who began it, in words."""
        return words().listed([str(one) for one in self.who]) or "–"


def of_phases(user: User, slug: str = "") -> list[Asked]:
    """What an officer can confirm, look up again or publish now in their phases, or in one of them, because a colleague cannot alone."""
    entered = Draw.objects.filter(phase__officers=user, phase__settled_at=None, approved_at=None).exclude(
        entered_by=user
    )
    draws = {draw.phase_id: draw for draw in entered.defer("record")}
    begun = Q(officers_asked__isnull=False) | Q(number_asked__isnull=False) | Q(draft__isnull=False) | Q(pk__in=draws)
    found = phases_of(user).filter(begun).exclude(state=Phase.State.CANCELLED)
    found = found.filter(slug=slug) if slug else found
    phases = list(found.select_related("measure").order_by("-made_at", "pk"))
    now = record.now()
    guarded = [phase for phase in phases if _is_for_another(phase, user, now)]
    versions = Prefetch("versions", Version.objects.only("phase", "document"))
    prefetch_related_objects(guarded, versions, "officers")
    giving = [phase for phase in phases if phase.pk in draws or phase.number_asked]
    barred = phases_of_interest(user, giving) if giving else set()
    asked = [(phase, *one) for phase in phases for one in _begun(phase, user, draws.get(phase.pk), phase.pk in barred)]
    for phase in guarded:
        if not change_phase.in_the_way(phase, change_phase.written(phase), now):
            asked.append((phase, "terms", phase.draft_by, "write"))
    people = User.objects.in_bulk({by for _, _, who, _ in asked for by in who if by})
    return [Asked(phase, what, [people[by] for by in who if by in people], at) for phase, what, who, at in asked]


def _begun(phase: Phase, user: User, draw: Draw | None, barred: bool) -> Iterator[tuple[str, list[int | None], str]]:
    """What of a phase, beside its terms, somebody can do as the second, each with who began it. `barred`: an interest keeps them from giving its places."""
    if phase.officers_asked and phase.officers_asked.get("by") != user.pk:
        yield "officers", [phase.officers_asked.get("by")], "officers"
    number = phase.number_asked
    if number and number["by"] != user.pk and not barred:
        moment = renew_number.moment_asked(phase)
        if not renew_number.in_the_way(phase, moment) and renew_number.still_asks(phase):
            yield "number", [number["by"]], "number"
    if draw and not barred and phase.terms.drawn and not settle.in_the_way(phase):
        yield "draw", [draw.entered_by_id], "places"


def _is_for_another(phase: Phase, user: User, now: datetime) -> bool:
    """Whether a change of the terms takes a second officer, and somebody has written none of it."""
    if phase.draft is None or not phase.draft_by or user.pk in phase.draft_by:
        return False
    return guards_change(phase, change_phase.written(phase), now)
