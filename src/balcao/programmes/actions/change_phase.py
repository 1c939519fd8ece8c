"""Phases: made, written, published, changed with a new version, copied, cancelled."""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django_tasks import task

from balcao.accounts.models import Role, User
from balcao.accounts.rights import require_role
from balcao.analytics.draw import commitment
from balcao.encryption import DRAW, encrypt
from balcao.language import say
from balcao.messaging.tell import emit
from balcao.programmes.actions.lock import lock_phase
from balcao.programmes.actions.see_through import reckon_awards
from balcao.programmes.messages import to_members
from balcao.programmes.models import Application, Measure, Phase, Sending, Version
from balcao.programmes.problems import of_officers, problems
from balcao.programmes.rights import require_officer
from balcao.programmes.states import OVER, State
from balcao.programmes.terms import Terms, Texts
from balcao.programmes.terms_changed import change_problems, guards_change, has_opened
from balcao.records import record

PART = 500
"""Applications told of in one transaction."""
LONGEST = 1000
"""Characters of why terms change: everybody with an application reads it."""


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
    """A new phase with the same terms and officers; its dates are to be set anew. Copied twice it is copied once.

    Returns the officer's own copy that is as it was made, if there is one.
    """
    require_officer(user, phase)
    lock_phase(phase)
    terms = phase.terms.model_copy(update={"opens_at": None, "closes_at": None, "decides_on": None, "beacon_at": None})
    own = Phase.objects.filter(measure=phase.measure, state=Phase.State.DRAFT, made_by=user).exclude(pk=phase.pk)
    for copied in own.filter(made_at__gt=phase.made_at):
        if copied.document == terms.as_json():
            return copied
    made = Phase(measure=phase.measure, slug=_free_slug(phase.slug), made_by=user)
    made.take(terms)
    made.save()
    made.officers.set(phase.officers.all())
    record.write("phase.made", user, None, made.slug, copied_from=phase.slug)
    return made


def written(phase: Phase) -> Terms:
    """The terms as they are being written: the change under way, if there is one."""
    return Terms.read(phase.draft) if phase.draft is not None else phase.terms


def fingerprint(terms: Terms) -> str:
    """What stands for exactly these terms."""
    return hashlib.sha256(json.dumps(terms.as_json(), sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def save_terms(user: User, phase: Phase, terms: Terms, seen: str = "") -> None:
    """Keep what is being written. Nothing of it is public before it is published.

    `seen`: the fingerprint of what was read before; what a colleague wrote since is not written over.
    """
    require_officer(user, phase)
    held = lock_phase(phase)
    if seen and seen != fingerprint(written(held)):
        raise ValidationError(say("moved-meanwhile"))
    if held.state == Phase.State.CANCELLED:
        raise ValidationError(say("phase-cancelled-already"))
    if held.state == Phase.State.DRAFT:
        held.take(terms)
        held.save(update_fields=["document", "opens_at", "closes_at", "places", "method"])
    else:
        held.draft = terms.as_json()
        held.draft_by = sorted({*held.draft_by, user.pk})
        held.save(update_fields=["draft", "draft_by"])
    phase.refresh_from_db()
    phase.__dict__.pop("terms", None)


@transaction.atomic
def drop_change(user: User, phase: Phase) -> None:
    """Forget a change of published terms that was not published."""
    require_officer(user, phase)
    held = lock_phase(phase)
    held.draft, held.draft_by = None, []
    held.save(update_fields=["draft", "draft_by"])


def in_the_way(phase: Phase, terms: Terms, now: datetime) -> list[str]:
    """Everything that stands in the way of publishing these terms, whoever does it."""
    first = phase.state == Phase.State.DRAFT
    found = problems(terms, now if first else None) + of_officers(phase, terms)
    return found if first else found + change_problems(phase, terms, now)


def needs_second(user: User, phase: Phase, terms: Terms, now: datetime) -> bool:
    """Whether somebody wrote a change that another officer of the phase has to publish."""
    return phase.state != Phase.State.DRAFT and user.pk in phase.draft_by and guards_change(phase, terms, now)


@transaction.atomic
def publish(user: User, phase: Phase, why: str = "", seen: str = "") -> None:
    """Make the terms public, or a change of them. Raises ValidationError with everything that stands in the way.

    `seen`: the fingerprint of what the officer has looked at; what a colleague wrote since then is not published unseen.

    The first time, the agency commits to its secret number for the draw. A change is a new version; everybody with an
    application in the phase is told.
    """
    require_officer(user, phase)
    phase, why = lock_phase(phase), why.strip()[:LONGEST]
    now, terms, first = timezone.now(), written(phase), phase.state == Phase.State.DRAFT
    if phase.state == Phase.State.CANCELLED or (not first and phase.draft is None):
        raise ValidationError(say("nothing-to-publish"))
    if seen and seen != fingerprint(terms):
        raise ValidationError(say("moved-meanwhile"))
    wrong = in_the_way(phase, terms, now) + ([] if first or why else [say("problem-why")])
    if needs_second(user, phase, terms, now):
        wrong.append(say("publish-second-officer"))
    if wrong:
        raise ValidationError(wrong)
    if first:
        commit(phase, now)
        phase.published_at, phase.state = now, Phase.State.PUBLISHED
    phase.take(terms)
    phase.draft, phase.draft_by = None, []
    phase.version += 1
    phase.save()
    Version.objects.create(
        phase=phase, number=phase.version, document=terms.as_json(), why={"words": why}, made_by=user, made_at=now
    )
    record.write("phase.published", user, None, phase.slug, version=phase.version, commitment=phase.commitment)
    emit("phase.published", phase.slug, version=phase.version)
    if not first:
        tell_change.enqueue(str(phase.pk), phase.version)
        reckon_awards.enqueue(str(phase.pk))


def commit(phase: Phase, now: datetime) -> None:
    """Choose a secret number for the draw, and publish its hash; the caller saves."""
    number = secrets.token_hex(32)
    phase.nonce, phase.commitment, phase.committed_at = encrypt(number, DRAW), commitment(number), now


def touched(phase: Phase) -> QuerySet[Application]:
    """The applications that go on, or may by an appeal: their people are told of what changes."""
    return phase.applications.filter(~Q(state__in=OVER) | _appealable(phase), business__isnull=False)


@task()
def tell_change(phase_id: str, number: int) -> None:
    """Tell everybody with an application in a phase that its terms have changed; told again it is told once."""
    tell_version(phase_id, number, "terms-changed")


def tell_version(phase_id: str, number: int, code: str) -> None:
    """Tell everybody whose application goes on, or may by an appeal, what a version of the terms brought, and why, a part of them in one transaction."""
    phase = Phase.objects.get(pk=phase_id)
    why = Version.objects.get(phase=phase, number=number).why.get("words", "")
    told, after = touched(phase).order_by("pk"), UUID(int=0)
    while part := list(told.filter(pk__gt=after)[:PART]):
        for application in part:
            application.phase = phase
        with transaction.atomic():
            to_members(part, code, f"v{number}", why=why)
        after = part[-1].pk


def _appealable(phase: Phase) -> Q:
    """Refused, and an appeal waits for its answer or can still be made."""
    since = timezone.now() - timedelta(days=phase.terms.appeal_days)
    waits = Q(appeal__isnull=False, due_at__isnull=False) | Q(appeal__isnull=True, state_at__gte=since)
    return Q(state=State.INELIGIBLE) & waits


@transaction.atomic
def cancel(user: User, phase: Phase) -> None:
    """Take a phase back, as long as nobody has applied."""
    require_officer(user, phase)
    phase = lock_phase(phase)
    drafts = list(phase.applications.select_for_update().filter(state=State.DRAFT))
    sent = Sending.objects.filter(application__phase=phase).exists()
    if sent or phase.applications.exclude(state=State.DRAFT).exists():
        raise ValidationError(say("phase-has-applications"))
    to_members(drafts, "phase-cancelled", "once")
    Application.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    phase.state = Phase.State.CANCELLED if phase.version else phase.state
    if phase.version:
        phase.save(update_fields=["state"])
    else:
        phase.delete()
    record.write("phase.cancelled", user, None, phase.slug)


@transaction.atomic
def set_officers(user: User, phase: Phase, officers: list[User]) -> bool:
    """Who works on the phase; somebody always does. Returns whether it counts.

    Once the window is open nobody changes that alone: the first asks, and another officer of the phase, or an
    administrator, asks the same. An administrator gives a phase new officers where none of its own is left.
    """
    held = lock_phase(phase)
    alone = not held.officers.filter(role=Role.OFFICER, is_active=True).exists()
    if user.role != Role.ADMINISTRATOR:
        require_officer(user, phase)
    if not officers:
        raise ValidationError(say("phase-needs-officer"))
    if any(officer.role != Role.OFFICER or not officer.is_active for officer in officers):
        raise PermissionDenied("not an officer")
    wanted = sorted(officer.pk for officer in officers)
    asked = held.officers_asked or {}
    second = asked.get("officers") == wanted and asked.get("by") not in (None, user.pk)
    if has_opened(held, record.now()) and not alone and not second:
        if user.role == Role.ADMINISTRATOR:
            raise PermissionDenied("an administrator confirms what an officer asks")
        held.officers_asked = {"officers": wanted, "by": user.pk, "at": timezone.now().isoformat()}
        held.save(update_fields=["officers_asked"])
        record.write("phase.officers_asked", user, None, phase.slug, officers=wanted)
        return False
    gone = set(held.officers.values_list("pk", flat=True)) - set(wanted)
    held.officers.set(officers)
    leave_applications(held.applications.all(), gone)
    held.officers_asked = None
    held.save(update_fields=["officers_asked"])
    record.write("phase.officers", user, None, phase.slug, officers=wanted)
    return True


def leave_applications(applications: QuerySet[Application], officers: set[int]) -> None:
    """What officers who are gone had taken is nobody's, and what they proposed is forgotten. The phase is locked, or the role."""
    applications.filter(assigned_to__in=officers).update(assigned_to=None)
    for officer in officers:
        applications.filter(proposal__by=officer).update(proposal=None)


def end_officer(by: User | None, user: User, role: str) -> None:
    """Whoever is no officer any more works on no phase, and what they asked or proposed counts no more. The role is locked."""
    if role not in ("", Role.OFFICER):
        return
    leave_applications(Application.objects.filter(phase__in=user.phases.all()), {user.pk})
    Phase.objects.filter(officers_asked__by=user.pk).update(officers_asked=None)
    Phase.objects.filter(number_asked__by=user.pk).update(number_asked=None)
    for slug in user.phases.values_list("slug", flat=True):
        record.write("phase.officer_left", by, None, slug, officer=user.pk)
    user.phases.clear()


@transaction.atomic
def drop_officers_asked(user: User, phase: Phase) -> None:
    """Other officers are not wanted after all: said by an officer of the phase, or an administrator."""
    if user.role != Role.ADMINISTRATOR:
        require_officer(user, phase)
    held = lock_phase(phase)
    held.officers_asked = None
    held.save(update_fields=["officers_asked"])
    record.write("phase.officers_dropped", user, None, held.slug)


def _free_slug(text: str) -> str:
    base = slugify(text)[:50].strip("-") or "phase"
    taken: set[Any] = set(Phase.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)
