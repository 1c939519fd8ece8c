"""Profile and outlets."""

from django.db import transaction

from balcao.accounts.rights import Person
from balcao.businesses.models import Business, Outlet
from balcao.businesses.rights import Right, require


@transaction.atomic
def change_profile(user: Person, business: Business) -> None:
    """Save a changed profile."""
    require(user, business, Right.MANAGE)
    business.save()


@transaction.atomic
def save_outlet(user: Person, outlet: Outlet) -> None:
    """Save a new or changed outlet."""
    require(user, outlet.business, Right.MANAGE)
    outlet.save()


def set_monthly_update(user: Person, business: Business, wanted: bool) -> None:
    """Whether the members get the monthly update."""
    require(user, business, Right.MANAGE)
    Business.objects.filter(pk=business.pk).update(monthly_update=wanted)
