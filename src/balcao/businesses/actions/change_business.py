"""Profile and outlets."""

from django.db import transaction

from balcao.accounts.models import User
from balcao.businesses.models import Business, Outlet
from balcao.businesses.rights import Right, require
from balcao.records import record


@transaction.atomic
def change_profile(user: User, business: Business) -> None:
    """Save a changed profile."""
    require(user, business, Right.MANAGE)
    before = Business.objects.filter(pk=business.pk).values().get()
    changed = sorted(name for name, value in before.items() if getattr(business, name) != value)
    business.save()
    if changed:
        record.write("profile.changed", user, business.pk, changed=" ".join(changed))


@transaction.atomic
def save_outlet(user: User, outlet: Outlet) -> None:
    """Save a new or changed outlet."""
    require(user, outlet.business, Right.MANAGE)
    outlet.save()
    record.write("outlet.saved", user, outlet.business_id, outlet.pk)


@transaction.atomic
def set_monthly_update(user: User, business: Business, wanted: bool) -> None:
    """Whether the members get the monthly update."""
    require(user, business, Right.MANAGE)
    Business.objects.filter(pk=business.pk).update(monthly_update=wanted)
    record.write("monthly.changed", user, business.pk, wanted=wanted)
