"""How much somebody may bring within an hour, by person and by the address that they come from.

It is counted in a table, for every process and machine alike. Person and address stand in it as a keyed hash that is another one
each hour, and no longer than that. Calls of the API are counted by the minute under a hash of their own, which is gone in two hours.
"""

import ipaddress
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from balcao.accounts.models import Spent
from balcao.accounts.rights import Person
from balcao.language import say

HOUR = timedelta(hours=1)
SHARED = 10
"""As many people may come from one address, such as that of an office."""

_address: ContextVar[str] = ContextVar("address", default="")


class QuotaError(ValidationError):
    """It was as much as we take in an hour; the text says when to go on."""

    status = 429


@contextmanager
def coming_from(address: str) -> Iterator[None]:
    """Whatever is done inside is asked for from this address."""
    token = _address.set(network(address))
    try:
        yield
    finally:
        _address.reset(token)


def source() -> str:
    """The network that this is asked from, or "" where nobody asks."""
    return _address.get()


def network(address: str) -> str:
    """The part of an address that is one household's: of IPv6 the first half."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return str(ipaddress.ip_network((found, 64), strict=False))
        found = found.ipv4_mapped
    return str(found)


def spend(what: str, user: Person, size: int = 0) -> None:
    """Count one thing more of a kind in `settings.HOURLY`, of so many bytes. Raises QuotaError if that is too much, and counts nothing."""
    now = _now()
    begun = now.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        for who, times in _who(user):
            if not _counted(what, f"{what} {who} {begun.isoformat()}", times, size, begun + HOUR):
                minutes = max(1, -(-int((begun + HOUR - now).total_seconds()) // 60))
                raise QuotaError(say("quota-over", minutes=minutes))


def count_call(whose: str, most: int, span: timedelta) -> tuple[bool, int, int]:
    """Count one call more of somebody's, of which `most` may come within a span that begins with the first.

    Returns whether it was counted, how many are left, and the seconds until there are more. However many come at
    once, no more are counted: each step is one statement.
    """
    key = salted_hmac("balcao.quota", f"calls {whose}", algorithm="sha256").hexdigest()
    mine, now = Spent.objects.filter(key=key), _now()

    runs = Q(until__gt=now)
    counts = {
        "count": Case(When(runs, then=F("count") + 1), default=1),
        "until": Case(When(runs, then=F("until")), default=now + span),
    }

    def is_counted() -> bool:
        return bool(most and mine.filter(runs & Q(count__lt=most) | Q(until__lte=now)).update(**counts))

    counted = is_counted()
    if not counted and not mine.filter(until__gt=now, count__gte=most).exists():
        Spent.objects.get_or_create(key=key, defaults={"until": now + span})
        counted = is_counted()
    count, until = mine.values_list("count", "until").first() or (most, now + span)
    return counted, max(0, most - count), max(1, math.ceil((until - now).total_seconds()))


def forget_spent(now: datetime) -> None:
    """What hours that are over have counted."""
    Spent.objects.filter(until__lte=now - HOUR).delete()


def _now() -> datetime:
    return timezone.now()


def _who(user: Person) -> Iterator[tuple[str, int]]:
    """Whom it is counted for, and how many of them there may be."""
    if user.is_authenticated:
        yield f"person {user.pk}", 1
    if address := _address.get():
        yield f"address {address}", SHARED if user.is_authenticated else 1


def _counted(what: str, mark: str, times: int, size: int, until: datetime) -> bool:
    count, most = (times * bound for bound in settings.HOURLY[what])
    key = salted_hmac("balcao.quota", mark, algorithm="sha256").hexdigest()
    Spent.objects.get_or_create(key=key, defaults={"until": until})
    still = Spent.objects.filter(key=key)
    if count:
        still = still.filter(count__lt=count)
    if most:
        still = still.filter(size__lte=most - size)
    return bool(still.update(count=F("count") + 1, size=F("size") + size))
