"""A business is erased by its owner: rows now, files within minutes, when the store is swept of what no row names.

Other domains say what the law makes the agency keep, and empty the rest of what they hold (`before_erasing`).
"""

from collections.abc import Callable

from django.db import transaction

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.businesses.rights import Right, require
from balcao.messaging.models import Hook, Message
from balcao.records import record

_PARTS: list[Callable[[User, Business], None]] = []
_KEPT: list[Callable[[Business], str]] = []


def before_erasing(part: Callable[[User, Business], None], kept: Callable[[Business], str]) -> None:
    """Let a domain erase its part, and say beforehand, in words, what of it is kept and why ("" for nothing)."""
    _PARTS.append(part)
    _KEPT.append(kept)


def what_is_kept(business: Business) -> list[str]:
    """What would remain after erasing, in words."""
    return [sentence for kept in _KEPT if (sentence := kept(business))]


@transaction.atomic
def erase_business(user: User, business: Business) -> None:
    """Delete the business and everything that hangs on it, but for what the law makes the agency keep."""
    require(user, business, Right.OWN)
    Business.objects.select_for_update().get(pk=business.pk)  # nobody sends or joins meanwhile
    for part in _PARTS:
        part(user, business)
    Message.objects.filter(business=business.pk).delete()
    Hook.objects.filter(business=business.pk).delete()
    business.documents.all().delete()
    record.erase_facts(business.pk)
    record.write("business.erased", user, business.pk)
    business.delete()
