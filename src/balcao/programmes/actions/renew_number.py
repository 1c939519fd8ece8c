"""A draw's secret number that was lost with the secret key: another takes its place, before the public number is known.

The commitment binds only while the public number is still to come, so a new one moves that moment where it has passed; what was
entered of an earlier number is forgotten. One officer asks, another confirms; everybody whose application goes on, or may by an
appeal, is told, and the page keeps showing the earlier commitment.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from balcao.accounts.models import User
from balcao.analytics.draw import commitment
from balcao.encryption import UnreadableError
from balcao.language import say
from balcao.messaging.tell import emit
from balcao.programmes.actions.change_phase import LONGEST, commit, tell_version
from balcao.programmes.actions.lock import lock_phase
from balcao.programmes.interests import has_interest_in_phase
from balcao.programmes.models import Draw, Phase, Version
from balcao.programmes.rights import phase_officers, require_disinterested
from balcao.programmes.terms import Terms
from balcao.records import record


def is_lost(phase: Phase) -> bool:
    """Whether a draw is still to be made and its secret number cannot be read."""
    try:
        return _is_to_be_drawn(phase) and not phase.number
    except UnreadableError:
        return True


def is_another(phase: Phase) -> bool:
    """Whether the number that is kept for a draw can be read, and is not the one to which the phase has committed."""
    return _is_to_be_drawn(phase) and not is_lost(phase) and commitment(phase.number) != phase.commitment


def moment_asked(phase: Phase) -> datetime | None:
    """The moment of the public number that goes with the new secret one, if one is asked for."""
    return datetime.fromisoformat(phase.number_asked["beacon_at"]) if phase.number_asked else None


def still_asks(phase: Phase) -> bool:
    """Whether the officer who asked for a new number works on the phase, and has no interest in it."""
    asked = phase.number_asked
    first = phase_officers(phase).filter(pk=asked["by"]).first() if asked else None
    return first is not None and not has_interest_in_phase(first, phase)


@transaction.atomic
def ask_number(user: User, phase: Phase, beacon_at: datetime | None, why: str) -> None:
    """Ask for a new secret number, with the moment of the public number that follows it; another officer confirms it."""
    require_disinterested(user, phase)
    held, why = lock_phase(phase), why.strip()[:LONGEST]
    moment = beacon_at or held.terms.beacon_at
    wrong = in_the_way(held, moment) + ([] if why else [say("problem-why")])
    if wrong or moment is None:
        raise ValidationError(wrong)
    held.number_asked = {
        "by": user.pk, "at": timezone.now().isoformat(), "beacon_at": moment.isoformat(), "why": why,
    }  # fmt: skip
    held.save(update_fields=["number_asked"])
    record.write("draw.number_asked", user, None, held.slug, beacon_at=moment.isoformat())


@transaction.atomic
def drop_number_asked(user: User, phase: Phase) -> None:
    """A new number is not wanted after all."""
    require_disinterested(user, phase)
    held = lock_phase(phase)
    held.number_asked = None
    held.save(update_fields=["number_asked"])
    record.write("draw.number_dropped", user, None, held.slug)


@transaction.atomic
def confirm_number(user: User, phase: Phase, seen: str) -> None:
    """Choose the new number and publish what commits to it. `seen`: the moment at which it was asked, as this officer read it."""
    require_disinterested(user, phase)
    held = lock_phase(phase)
    asked = held.number_asked
    if not asked or asked["at"] != seen or not still_asks(held):
        raise ValidationError(say("moved-meanwhile"))
    if asked["by"] == user.pk:
        raise ValidationError(say("number-second-officer"))
    moment, now = datetime.fromisoformat(asked["beacon_at"]), record.now()
    if wrong := in_the_way(held, moment):
        raise ValidationError(wrong)
    before = held.commitment
    held.earlier_commitments = [*held.earlier_commitments, {"commitment": before, "until": now.isoformat()}]
    commit(held, now)
    held.take(held.terms.model_copy(update={"beacon_at": moment}))
    held.number_asked = None
    if held.draft is not None:  # a change that is being written would bring back the old moment
        held.draft = Terms.read(held.draft).model_copy(update={"beacon_at": moment}).as_json()
    held.version += 1
    held.save()
    Draw.objects.filter(phase=held).delete()
    Version.objects.create(
        phase=held, number=held.version, document=held.document, why={"words": asked["why"]}, made_by=user, made_at=now
    )
    record.write(
        "draw.number_renewed", user, None, held.slug, before=before, commitment=held.commitment, version=held.version,
        asked_by=asked["by"], beacon_at=asked["beacon_at"],
    )  # fmt: skip
    emit("phase.published", held.slug, version=held.version)
    tell_renewed.enqueue(str(held.pk), held.version)


def _is_to_be_drawn(phase: Phase) -> bool:
    return bool(
        phase.nonce and phase.terms.drawn and not phase.settled_at and phase.state == Phase.State.PUBLISHED
    )  # fmt: skip


def in_the_way(phase: Phase, beacon_at: datetime | None) -> list[str]:
    """Why there cannot be a new number, in words."""
    if not is_lost(phase):
        return [say("number-not-lost")]
    earliest = [moment for moment in (record.now(), phase.closes_at) if moment]
    if beacon_at is None or beacon_at <= max(earliest):
        return [say("number-beacon-after")]
    return []


@task()
def tell_renewed(phase_id: str, version: int) -> None:
    """Tell everybody whose application goes on that the draw's number is another; told again it is told once."""
    tell_version(phase_id, version, "number-renewed")
