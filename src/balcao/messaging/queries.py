"""Reads of messages: one's own inbox, and for the agency what was sent to whom and why."""

from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Min, Prefetch, QuerySet, Value, When

from balcao.accounts.models import Role, User
from balcao.accounts.rights import require_role
from balcao.messaging.hooks import programs
from balcao.messaging.models import LETTER, Delivery, Hook, Message, Silence
from balcao.messaging.send import OPEN

LATE = timedelta(minutes=1)
"""What waits longer to be sent is worth a word to those who watch over the site."""


def inbox(user: User) -> QuerySet[Message]:
    """One's own messages, latest first."""
    return Message.objects.filter(user=user).order_by("-made_at", "id")


def unread(user: User) -> int:
    """How many of one's messages are not read."""
    return Message.objects.filter(user=user, read_at=None).count()


def sent(user: User, search: str = "") -> QuerySet[Message]:
    """All messages with their deliveries, latest first, for administrators; officers see those about an application with it."""
    require_role(user, Role.ADMINISTRATOR)
    found = Message.objects.select_related("user").prefetch_related(
        Prefetch("deliveries", Delivery.objects.order_by("channel"))
    )
    if search:
        found = found.filter(user__email__iexact=search) | found.filter(because__iexact=search)
    return found.order_by("-made_at", "id")


def about(because: str) -> QuerySet[Message]:
    """Messages about one subject, latest first; whoever asks may see the subject."""
    return Message.objects.filter(because=because).select_related("user").order_by("-made_at")


def hooks(user: User) -> QuerySet[Hook]:
    """The agency's hooks with their latest sendings, for administrators."""
    require_role(user, Role.ADMINISTRATOR)
    return programs()


def mark_read(user: User, now: datetime) -> None:
    """Whatever is in the inbox has been seen."""
    Message.objects.filter(user=user, read_at=None).update(read_at=now)


def waiting_post() -> list[tuple[str, int, datetime]]:
    """What waits to be sent: of each kind (letters, and the channels) how many, and since when the oldest."""
    kind = Case(When(LETTER, then=Value("letter")), default=F("channel"))
    rows = Delivery.objects.filter(state__in=OPEN).annotate(kind=kind).values_list("kind").order_by("kind")
    return list(rows.annotate(Count("pk"), Min("made_at")))


def is_silent(channel: str) -> bool:
    """Whether the server of a channel did not answer when it was last tried."""
    return Silence.objects.filter(channel=channel, server="").exists()


def late_post(now: datetime) -> dict[str, dict[str, object]]:
    """The kinds that have waited for longer than they should."""
    return {kind: {"waiting": n, "since": since} for kind, n, since in waiting_post() if since < now - LATE}
