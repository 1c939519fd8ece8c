"""What the programme says to people: owners and managers of the businesses concerned, each in their language."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from balcao.businesses.models import Member
from balcao.messaging.tell import Saying, tell
from balcao.programmes.models import Application


def occasion(application: Application) -> str:
    """The name of what just happened to an application: it happens again under another name, and is told again."""
    return application.state_at.isoformat()


def to_members(
    applications: "QuerySet[Application] | Sequence[Application]", code: str, occasion: str, **facts: Any
) -> int:
    """Tell owners and managers of each application's business; the same occasion is told once. Returns how many messages."""
    return told_each(((application, facts) for application in applications), code, occasion)


def told_each(told: Iterable[tuple[Application, dict[str, Any]]], code: str, occasion: str) -> int:
    """Tell each application's people with facts of its own."""
    count, part = 0, []
    for one in told:
        part.append(one)
        if len(part) == 500:
            count += _tell_part(part, code, occasion)
            part = []
    return count + (_tell_part(part, code, occasion) if part else 0)


def _tell_part(part: list[tuple[Application, dict[str, Any]]], code: str, occasion: str) -> int:
    people: dict[Any, list[Member]] = {}
    found = Member.objects.filter(
        business__in={application.business_id for application, _ in part if application.business_id},
        role__in=["owner", "manager"],
    )
    for member in found.select_related("user"):
        people.setdefault(member.business_id, []).append(member)
    names: dict[Any, dict[str, str]] = {}
    sayings = []
    for application, facts in part:
        if (name := names.get(application.phase_id)) is None:
            name = names[application.phase_id] = application.phase.whole_name.model_dump(by_alias=True)
        for member in people.get(application.business_id, ()):
            sayings.append(
                Saying(
                    user=member.user,
                    code=code,
                    key=f"{code}:{application.pk}:{occasion}:{member.user_id}",
                    link=reverse("application", args=[application.pk]),
                    because=application.reference or str(application.pk),
                    business=application.business_id,
                    facts={"phase": name, "reference": application.reference or "", **facts},
                )
            )
    return tell(sayings)
