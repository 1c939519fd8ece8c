"""What was refused, counted: how often in an hour, of which kind, from which source.

A source is a keyed hash of the network that it came from: the same source is the same word for as long as the secret key is, and nobody without the key
finds the address. However much a stranger makes be refused, an hour holds so many rows of a kind and no more.
"""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from balcao.accounts.models import Refusal
from balcao.accounts.quota import source

log = logging.getLogger("balcao.refusals")

BY_STATUS = {401: "no-key", 403: "forbidden", 429: "limit"}
"""What an answer's status says was refused."""
MOST = 200
"""Sources that are told apart in an hour and a kind; whatever comes from more of them is counted together."""
KEPT = timedelta(days=90)


def note(kind: str) -> None:
    """Count one thing more that was refused. It never stands in the way of the answer: where it cannot be counted, the log says so."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    whence = salted_hmac("balcao.refusals", source(), algorithm="sha256").hexdigest()[:16] if source() else ""
    try:
        with transaction.atomic():
            if not _counted(kind, hour, whence):
                if Refusal.objects.filter(kind=kind, hour=hour).count() >= MOST:
                    whence = ""
                Refusal.objects.get_or_create(kind=kind, hour=hour, source=whence)
                _counted(kind, hour, whence)
    except DatabaseError:
        log.warning("refusal not counted", extra={"kind": kind})


def forget_refusals(now: datetime) -> None:
    """What was counted longer ago than is of use."""
    Refusal.objects.filter(hour__lt=now - KEPT).delete()


def _counted(kind: str, hour: datetime, whence: str) -> bool:
    return bool(Refusal.objects.filter(kind=kind, hour=hour, source=whence).update(count=F("count") + 1))
