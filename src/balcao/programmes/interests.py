"""Interests of officers in applications. Whoever has one neither sees nor decides.

Interested are those who made or sent an application or brought a paper for it, who are or ever were a member of its
business (the record keeps who left; what outlives the business is kept with the application), and who have declared an
interest. Only what was declared can be corrected, by a second officer with a reason; what was done stays done.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from balcao.accounts.models import User
from balcao.businesses.models import Business, Member
from balcao.programmes.models import Application, Attached, Conflict, Interest, Phase
from balcao.programmes.states import State
from balcao.records.models import Entry

_JOINED_OR_LEFT = ("member.joined", "member.removed")


def interested(user: User) -> list[UUID]:
    """The applications in which somebody has an interest."""
    rows = Application.objects.order_by().values_list("pk", flat=True)
    found = rows.filter(made_by=user).union(
        *(rows.filter(business__in=of.order_by().values("business")) for of in _memberships(user)),
        rows.filter(submitted_by=user),
        Attached.objects.order_by().filter(document__brought_by=user).values_list("application", flat=True),
        Conflict.objects.order_by().filter(officer=user, lifted_at=None).values_list("application", flat=True),
        Interest.objects.order_by().filter(user=user).values_list("application", flat=True),
    )
    return list(found)


def has_interest(user: User, application: Application) -> bool:
    """Whether somebody has an interest in an application."""
    return application.pk in set(interested(user))


def has_interest_in_phase(user: User, phase: Phase) -> bool:
    """Whether somebody has an interest in an application that took part in a phase.

    One that was withdrawn before the closing did not: nobody's place depends on it.
    """
    return phase.pk in phases_of_interest(user, [phase])


def phases_of_interest(user: User, phases: Collection[Phase]) -> set[UUID]:
    """Those of some phases in which somebody has such an interest."""
    before = Coalesce("phase__closes_at", "phase__made_at")
    gone = Q(state=State.DRAFT) | Q(state=State.WITHDRAWN, state_at__lt=before)
    found = Application.objects.filter(phase__in=phases, pk__in=interested(user) if phases else ())
    return set(found.exclude(gone).values_list("phase", flat=True))


def _memberships(user: User) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The rows that name the businesses of which somebody ever was a member, and of which they are one."""
    past = Entry.objects.filter(subject=str(user.pk), kind__in=_JOINED_OR_LEFT, business__isnull=False)
    return past, Member.objects.filter(user=user)


def outlive(business: Business) -> None:
    """Keep, with its applications, who is or ever was a member of a business that is about to be erased."""
    past = Entry.objects.filter(business=business.pk, kind__in=_JOINED_OR_LEFT).values_list("subject", flat=True)
    ever = {*past, *(str(key) for key in business.members.values_list("user", flat=True))}
    people = User.objects.filter(pk__in=[int(key) for key in ever if key.isdecimal()])
    sent = business.applications.exclude(state=State.DRAFT)
    kept = [Interest(application=application, user=user) for application in sent for user in people]
    Interest.objects.bulk_create(kept, ignore_conflicts=True)


def forget_outlived() -> None:
    """Forget interests that outlived their business once nothing about it is decided any more.

    An award's stay as long as the award is kept; others until the list of their phase is ended.
    """
    over = Q(application__award=None, application__phase__list_ended_at__isnull=False)
    Interest.objects.filter(over | Q(application__award__isnull=False, application__profile={})).delete()
