"""Measures and phases: made, written, published, changed with a new version, copied, cancelled."""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from balcao.accounts.models import Role, User
from balcao.accounts.rights import require_role
from balcao.analytics.draw import commitment
from balcao.language import say
from balcao.programmes.messages import to_members
from balcao.programmes.models import Application, Measure, Phase, Version
from balcao.programmes.problems import change_problems, problems
from balcao.programmes.rights import require_officer
from balcao.programmes.states import OVER, State
from balcao.programmes.terms import Terms, Texts
from balcao.records import record


@transaction.atomic
def make_measure(user: User, name: Texts) -> Measure:
    """A new line of support."""
    require_role(user, Role.OFFICER)
    measure = Measure.objects.create(name=name.model_dump(by_alias=True))
    record.write("measure.made", user, None, measure.pk)
    return measure


@transaction.atomic
def make_phase(user: User, measure: Measure, name: Texts) -> Phase:
    """A new phase of a measure, still to be written; its maker is its first officer."""
    require_role(user, Role.OFFICER)
    phase = Phase(measure=measure, slug=_free_slug(name.en or name.pt or "phase"), made_by=user)
    phase.take(Terms(name=name))
    phase.save()
    phase.officers.add(user)
    record.write("phase.made", user, None, phase.slug)
    return phase


@transaction.atomic
def copy_phase(user: User, phase: Phase) -> Phase:
    """A new phase with the same terms and officers; its dates are to be set anew."""
    require_officer(user, phase)
    terms = phase.terms.model_copy(update={"opens_at": None, "closes_at": None, "decides_on": None, "beacon_at": None})
    made = Phase(measure=phase.measure, slug=_free_slug(phase.slug), made_by=user)
    made.take(terms)
    made.save()
    made.officers.set(phase.officers.all())
    record.write("phase.made", user, None, made.slug, copied_from=phase.slug)
    return made


def written(phase: Phase) -> Terms:
    """The terms as they are being written: the change under way, if there is one."""
    return Terms.model_validate(phase.draft) if phase.draft is not None else phase.terms


def save_terms(user: User, phase: Phase, terms: Terms) -> None:
    """Keep what is being written. Nothing of it is public before it is published."""
    require_officer(user, phase)
    if phase.state == Phase.State.CANCELLED:
        raise ValidationError(say("phase-cancelled-already"))
    if phase.state == Phase.State.DRAFT:
        phase.take(terms)
        phase.save(update_fields=["document", "opens_at", "closes_at", "places", "method"])
    else:
        phase.draft = terms.as_json()
        phase.save(update_fields=["draft"])


def drop_change(user: User, phase: Phase) -> None:
    """Forget a change of published terms that was not published."""
    require_officer(user, phase)
    phase.draft = None
    phase.save(update_fields=["draft"])


@transaction.atomic
def publish(user: User, phase: Phase, why: str = "") -> None:
    """Make the terms public, or a change of them. Raises ValidationError with everything that stands in the way.

    The first time, the agency commits to its secret number for the draw. A change is a new version; everybody with an
    application in the phase is told.
    """
    require_officer(user, phase)
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    now, terms, first = timezone.now(), written(phase), phase.state == Phase.State.DRAFT
    if phase.state == Phase.State.CANCELLED or (not first and phase.draft is None):
        raise ValidationError(say("nothing-to-publish"))
    wrong = problems(terms, now if first else None) + ([] if first else change_problems(phase, terms, now, why))
    if wrong:
        raise ValidationError(wrong)
    if first:
        phase.nonce = secrets.token_hex(32)
        phase.commitment = commitment(phase.nonce)
        phase.published_at, phase.state = now, Phase.State.PUBLISHED
    phase.take(terms)
    phase.draft = None
    phase.version += 1
    phase.save()
    Version.objects.create(
        phase=phase, number=phase.version, document=terms.as_json(), why={"words": why}, made_by=user, made_at=now
    )
    record.write("phase.published", user, None, phase.slug, version=phase.version, commitment=phase.commitment)
    if not first:
        touched = Application.objects.filter(phase=phase, business__isnull=False).exclude(state__in=OVER)
        to_members(touched, "terms-changed", f"v{phase.version}", why=why)


@transaction.atomic
def cancel(user: User, phase: Phase) -> None:
    """Take a phase back, as long as nobody has applied."""
    require_officer(user, phase)
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    if phase.applications.exclude(state=State.DRAFT).exists():
        raise ValidationError(say("phase-has-applications"))
    phase.applications.all().delete()
    phase.state = Phase.State.CANCELLED if phase.version else phase.state
    if phase.version:
        phase.save(update_fields=["state"])
    else:
        phase.delete()
    record.write("phase.cancelled", user, None, phase.slug)


@transaction.atomic
def set_officers(user: User, phase: Phase, officers: list[User]) -> None:
    """Who works on the phase; somebody always does."""
    require_officer(user, phase)
    if not officers:
        raise ValidationError(say("phase-needs-officer"))
    if any(officer.role != Role.OFFICER for officer in officers):
        raise PermissionDenied("not an officer")
    phase.officers.set(officers)
    record.write("phase.officers", user, None, phase.slug, officers=sorted(officer.pk for officer in officers))


def _free_slug(text: str) -> str:
    base = slugify(text)[:50].strip("-") or "phase"
    taken: set[Any] = set(Phase.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)
