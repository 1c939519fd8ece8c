"""A person brings a business, and is its owner."""

from django.db import transaction

from balcao.accounts.models import User
from balcao.accounts.quota import spend
from balcao.businesses.models import Business, Member, Outlet
from balcao.records import record


@transaction.atomic
def register_business(user: User, business: Business, hash_key: str = "") -> Outlet:
    """Save a new business with its first outlet. `hash_key`: that of an upload which it takes over. Raises QuotaError."""
    spend("businesses", user)
    if hash_key and not Business.objects.filter(hash_key=hash_key).exists():
        business.hash_key = hash_key
    business.save()
    Member.objects.create(business=business, user=user, role=Member.Role.OWNER)
    record.write("business.registered", user, business.pk)
    return Outlet.objects.create(business=business)
