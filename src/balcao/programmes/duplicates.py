"""Applications that may come from the same hand: what they share, how much that says, and why."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from balcao.programmes.models import Application, Mark
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
SHORTEST = 4
"""Signs that a telephone, account or address must have to mark anything."""


@dataclass
class Duplicate:
    """Another application that shares something, with a score from 0 to 1."""

    application: Application
    kinds: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        left = 1.0
        for kind in self.kinds:
            left *= 1 - WEIGHTS[Mark.Kind(kind)]
        return round(1 - left, 2)


def mark(application: Application) -> None:
    """Keep what an application can be recognised by; called when it is sent."""
    business, profile = application.business, application.profile
    owners = business.members.filter(role="owner").values_list("user_id", flat=True) if business else ()
    found = [(Mark.Kind.OWNER, f"user {owner}") for owner in owners]
    for kind, name in (
        (Mark.Kind.BANK, "bank_account"), (Mark.Kind.REGISTRATION, "registration_number"), (Mark.Kind.PHONE, "phone"),
        (Mark.Kind.ADDRESS, "address"),
    ):  # fmt: skip
        value = folded(profile.get(name) or "")
        if len(value) >= SHORTEST:
            found.append((kind, value))
    Mark.objects.bulk_create(
        Mark(application=application, kind=kind, digest=digest(kind, value)) for kind, value in found
    )


def folded(text: str) -> str:
    """Letters and digits alone, in one width and case: how things are compared that people write in many ways."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def digest(kind: str, value: str) -> str:
    """SHA-256 of kind and value, 32 hex digits."""
    return hashlib.sha256(f"{kind}|{value}".encode()).hexdigest()[:32]


def duplicates(application: Application) -> list[Duplicate]:
    """Applications of other businesses in the same measure that share something, the most alike first."""
    marks = dict(application.marks.values_list("digest", "kind"))
    rows = (
        Mark.objects.filter(digest__in=marks, application__phase__measure=application.phase.measure_id)
        .exclude(application=application)
        .exclude(application__business=application.business_id)
        .exclude(application__state=State.WITHDRAWN)
        .select_related("application__phase", "application__business")
    )
    found: dict[Any, Duplicate] = {}
    for row in rows[:200]:
        found.setdefault(row.application_id, Duplicate(row.application)).kinds.append(row.kind)
    return sorted(found.values(), key=lambda one: -one.score)
