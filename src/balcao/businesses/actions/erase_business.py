"""A business is erased by its owner: rows now, files within minutes, when the store is swept of what no row names."""

from django.db import transaction

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.businesses.rights import Right, require
from balcao.records import record


@transaction.atomic
def erase_business(user: User, business: Business) -> None:
    """Delete the business and everything that hangs on it. Nothing of it is kept: no award was made to it."""
    require(user, business, Right.OWN)
    record.erase_facts(business.pk)
    record.write("business.erased", user, business.pk)
    business.delete()
