"""Interests of officers in applications. An interest, once there, stays: whoever has one neither sees nor decides.

Interested are those who made or sent an application or brought a paper for it, who are or ever were a member of its
business (the record keeps who left), and who have declared an interest.
"""

from uuid import UUID

from balcao.accounts.models import User
from balcao.businesses.models import Member
from balcao.programmes.models import Application, Attached, Conflict, Phase
from balcao.records.models import Entry

_JOINED_OR_LEFT = ("member.joined", "member.removed")


def interested(user: User) -> list[UUID]:
    """The applications in which somebody has an interest."""
    rows = Application.objects.order_by().values_list("pk", flat=True)
    found = rows.filter(business__in=businesses_ever(user)).union(
        rows.filter(made_by=user),
        rows.filter(submitted_by=user),
        Attached.objects.order_by().filter(document__brought_by=user).values_list("application", flat=True),
        Conflict.objects.order_by().filter(officer=user).values_list("application", flat=True),
    )
    return list(found)


def has_interest(user: User, application: Application) -> bool:
    """Whether somebody has an interest in an application."""
    return application.pk in set(interested(user))


def has_interest_in_phase(user: User, phase: Phase) -> bool:
    """Whether somebody has an interest in any application that was sent in a phase."""
    return phase.applications.filter(pk__in=interested(user)).exclude(state="draft").exists()


def businesses_ever(user: User) -> list[UUID]:
    """The businesses of which somebody is, or ever was, a member."""
    past = Entry.objects.filter(subject=str(user.pk), kind__in=_JOINED_OR_LEFT, business__isnull=False)
    present = Member.objects.filter(user=user)
    return list({*past.values_list("business", flat=True), *present.values_list("business", flat=True)})
