"""Saying something: into the inbox at once, by e-mail and SMS as soon as the transaction is kept.

A domain says what with a code; the sentence is `message-<code>` in its catalogues, and its subject the attribute
`subject`. Call these inside the transaction of what they tell: with it the message is kept, or is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from balcao.accounts.models import User
from balcao.messaging.events import EVENTS
from balcao.messaging.models import Delivery, Hook, Message
from balcao.records import record

FEW = 100
"""So many businesses are asked for by name; of more, all programs are read."""


@dataclass(frozen=True)
class Saying:
    """What is to be said to whom. `key` names the occasion: said twice it is said once. Long messages do not go `by_sms`."""

    user: User
    code: str
    key: str
    link: str = ""
    because: str = ""
    business: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    by_sms: bool = True


def tell(sayings: Iterable[Saying]) -> int:
    """Put messages into inboxes and queue their e-mails; returns how many are new."""
    wanted = {saying.key: saying for saying in sayings}
    known = set(Message.objects.filter(key__in=wanted).values_list("key", flat=True))
    new = [saying for key, saying in wanted.items() if key not in known]
    messages = [
        Message(
            user=saying.user, business=saying.business, code=saying.code, facts=dict(saying.facts), link=saying.link,
            because=saying.because, key=saying.key,
        )
        for saying in new
    ]  # fmt: skip
    Message.objects.bulk_create(messages, batch_size=500)
    deliveries = [Delivery(channel=Delivery.Channel.EMAIL, message=message) for message in messages]
    if settings.SMS_URL:
        deliveries += [
            Delivery(channel=Delivery.Channel.SMS, message=message)
            for saying, message in zip(new, messages, strict=True)
            if saying.by_sms and saying.user.phone
        ]
    Delivery.objects.bulk_create(deliveries, batch_size=500)
    record.write_all(
        [
            record.entry("message.made", None, m.business, m.because, code=m.code, to=m.user_id, message=str(m.pk))
            for m in messages
        ]
    )
    return len(messages)


def emit(kind: str, subject: object, business: UUID | None = None, **facts: Any) -> None:
    """Let every program that is told of such things know that one happened; `business` is whose it is."""
    emit_many(kind, [(subject, business, facts)])


def emit_many(kind: str, events: Sequence[tuple[object, UUID | None, Mapping[str, Any]]]) -> None:
    """Let programs know of many things of one kind: the agency's, and of each business those of its own."""
    hooks = _told_of(kind, {business for _, business, _ in events if business})
    if not hooks:
        return
    now = timezone.now().isoformat()
    rows = [
        _delivery(hook, kind, now, subject, facts)
        for subject, business, facts in events
        for hook in (*hooks.get(None, ()), *(hooks.get(business, ()) if business else ()))
    ]
    Delivery.objects.bulk_create(rows, batch_size=500)


def emit_to(hook: Hook, kind: str) -> None:
    """Let one program know of something that is about it alone."""
    _delivery(hook, kind, timezone.now().isoformat(), hook.pk, {}).save()


def _delivery(hook: Hook, kind: str, now: str, subject: object, facts: Mapping[str, Any]) -> Delivery:
    payload = {"type": kind, "timestamp": now, "data": {"subject": str(subject), **facts}}
    return Delivery(channel=Delivery.Channel.HOOK, hook=hook, payload=payload)


def _told_of(kind: str, businesses: set[UUID]) -> dict[UUID | None, list[Hook]]:
    """The programs that are told of such things, by their business (None: the agency's)."""
    event = EVENTS[kind]
    own = Q(business__in=businesses) if len(businesses) <= FEW else Q(business__isnull=False)
    whose = (Q(business=None) if event.agency else Q(pk=None)) | (own if event.business and businesses else Q(pk=None))
    found: dict[UUID | None, list[Hook]] = {}
    for hook in Hook.objects.filter(whose, active=True):
        if not hook.events or kind in hook.events:
            found.setdefault(hook.business, []).append(hook)
    return found
