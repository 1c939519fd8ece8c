"""Applications that may come from the same hand: what they share, how much that says, and why."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from balcao.accounts.rights import Person
from balcao.businesses.models import Member
from balcao.encryption import keyed, secret_keys
from balcao.programmes.models import Application, Mark
from balcao.programmes.rights import reviewed
from balcao.programmes.states import State

WEIGHTS = {
    Mark.Kind.REGISTRATION: 0.95,
    Mark.Kind.BANK: 0.9,
    Mark.Kind.OWNER: 0.8,
    Mark.Kind.PHONE: 0.6,
    Mark.Kind.ADDRESS: 0.4,
}
"""How likely two businesses that share this are one (starting points, for an agency to review). Shared things add up as
1 - product of (1 - weight), as if they spoke independently of each other."""
COLUMNS = {
    Mark.Kind.BANK: "bank_account",
    Mark.Kind.REGISTRATION: "registration_number",
    Mark.Kind.PHONE: "phone",
    Mark.Kind.ADDRESS: "address",
}
"""What of a profile marks an application."""
SHORTEST = 4
"""Signs that a telephone, account or address must have to mark anything."""
BATCH = 2000


@dataclass
class Duplicate:
    """Another application that shares something, with a score from 0 to 1. `named`: whether the reader may know which."""

    application: Application
    named: bool
    kinds: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        left = 1.0
        for kind in self.kinds:
            left *= 1 - WEIGHTS[Mark.Kind(kind)]
        return round(1 - left, 2)


def mark(applications: Collection[Application]) -> None:
    """Keep what applications can be recognised by; called when they are sent."""
    owners: dict[Any, list[int]] = {}
    found = Member.objects.filter(role="owner", business__in={a.business_id for a in applications if a.business_id})
    for business, owner in found.values_list("business", "user"):
        owners.setdefault(business, []).append(owner)
    Mark.objects.bulk_create(
        Mark(application=application, kind=kind, digest=digest(kind, value))
        for application in applications
        for kind, value in (
            *((str(Mark.Kind.OWNER), of_owner(owner)) for owner in owners.get(application.business_id, ())),
            *marked(application.profile).items(),
        )
    )


def of_owner(user: int) -> str:
    """What an owner is marked by."""
    return f"user {user}"


def marked(profile: Mapping[str, Any]) -> dict[str, str]:
    """What of a profile is marked, folded, by its kind."""
    found = {str(kind): folded(profile.get(name) or "") for kind, name in COLUMNS.items()}
    return {kind: value for kind, value in found.items() if len(value) >= SHORTEST}


def folded(text: str) -> str:
    """Letters and digits alone, in one width and case: how things are compared that people write in many ways."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def digest(kind: str, value: str, secret: str | None = None) -> str:
    """What stands for a value: nobody who reads the table alone can try values at it (`balcao.encryption.keyed`)."""
    return keyed("marks", f"{kind}|{value}", secret)


def unkeyed(kind: str, value: str) -> str:
    """What stood for a value before marks had a key."""
    return hashlib.sha256(f"{kind}|{value}".encode()).hexdigest()[:32]


def renew(applications: Any, marks: Any, people: Any) -> tuple[int, int]:
    """Make marks anew by today's secret key, from the profiles and, for owners, from how people were marked before.

    Takes the tables, which a migration has as they were. Returns how many were changed, and how many are left because nothing
    tells any more what they stand for. Safe to repeat.
    """
    changed = left = 0
    owners = _owners(people)
    after = 0
    while part := list(marks.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = part[-1].pk
        rows = applications.objects.filter(pk__in={one.application_id for one in part}).values_list("pk", "profile")
        profiles = {key: marked(profile or {}) for key, profile in rows}
        others = []
        for one in part:
            values = profiles.get(one.application_id, {})
            value = owners.get(one.digest) if one.kind == Mark.Kind.OWNER else values.get(one.kind)
            made = digest(one.kind, value) if value else None
            if made is None:
                left += 1
            elif made != one.digest:
                one.digest = made
                others.append(one)
        marks.objects.bulk_update(others, ["digest"], batch_size=500)
        changed += len(others)
    return changed, left


def _owners(people: Any) -> dict[str, str]:
    """Whom every mark of an owner stands for, in each way in which owners are or were marked."""
    kind = Mark.Kind.OWNER
    values = [of_owner(key) for key in people.objects.values_list("pk", flat=True).iterator(BATCH)]
    keyed_ = {digest(kind, value, secret): value for value in values for secret in secret_keys()}
    return {unkeyed(kind, value): value for value in values} | keyed_


def duplicates(user: Person, application: Application) -> list[Duplicate]:
    """Applications of other businesses in the same measure that share something, the most alike first.

    That there is one is told to whoever decides; which, only where they may look at it.
    """
    marks = dict(application.marks.values_list("digest", "kind"))
    rows = (
        Mark.objects.filter(digest__in=marks, application__phase__measure=application.phase.measure_id)
        .exclude(application=application)
        .exclude(application__business=application.business_id)
        .exclude(application__state=State.WITHDRAWN)
        .select_related("application__phase", "application__business")
    )
    rows = list(rows[:200])
    found: dict[Any, Duplicate] = {}
    named = set(reviewed(user).filter(pk__in={row.application_id for row in rows}).values_list("pk", flat=True))
    for row in rows:
        one = found.setdefault(row.application_id, Duplicate(row.application, row.application_id in named))
        one.kinds.append(row.kind)
    return sorted(found.values(), key=lambda one: -one.score)
