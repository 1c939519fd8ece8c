"""Who may do what with a business. Every page, action and API call asks here; there is no second place."""

from collections.abc import Collection
from enum import Enum, unique

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet

from balcao.accounts.models import Role
from balcao.accounts.rights import Person
from balcao.businesses.models import Assignment, Business, Consent, Member


@unique
class Right(Enum):
    """What somebody may do with a business."""

    SEE = "see"  # reports and figures; also those of the agency to whom the owner consented
    WORK = "work"  # bring files
    MANAGE = "manage"  # profile, outlets, undoing imports
    OWN = "own"  # people, consents, access record, tokens, export, erasure

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of members who may."""
        return {"manage": ("owner", "manager"), "own": ("owner",)}.get(self.value, ("owner", "manager", "staff"))


def memberships(user: Person, right: Right) -> QuerySet[Member]:
    """Somebody's parts in businesses that let them do this."""
    if not user.is_authenticated:
        return Member.objects.none()
    return members([user.pk], right)


def members(people: Collection[int], right: Right) -> QuerySet[Member]:
    """The parts that let some people do this, each in the businesses of their own."""
    return Member.objects.filter(user__in=people, role__in=right.roles)


def businesses(user: Person, right: Right) -> QuerySet[Business]:
    """The businesses with which somebody may do this."""
    if not user.is_authenticated:
        return Business.objects.none()
    mine = memberships(user, right).filter(business=OuterRef("pk"))
    if right is not Right.SEE:
        return Business.objects.filter(Exists(mine))
    consent = Consent.objects.filter(business=OuterRef("pk"), withdrawn_at=None)
    if user.role == Role.ADVISER:
        assigned = Assignment.objects.filter(business=OuterRef("pk"), adviser=user, until=None)
        return Business.objects.filter(
            Exists(mine) | (Exists(assigned) & Exists(consent.filter(to=Consent.To.ADVISER)))
        )
    if user.role == Role.OFFICER:
        return Business.objects.filter(Exists(mine) | Exists(consent.filter(to=Consent.To.OFFICER)))
    return Business.objects.filter(Exists(mine))


def is_member(user: Person, business: Business) -> bool:
    """Whether somebody belongs to a business."""
    return user.is_authenticated and Member.objects.filter(business=business, user=user).exists()


def require(user: Person, business: Business, right: Right) -> None:
    """Raise PermissionDenied unless somebody may do this with the business."""
    if not businesses(user, right).filter(pk=business.pk).exists():
        raise PermissionDenied(f"{right.name.lower()} {business.pk}")
