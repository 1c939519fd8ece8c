"""Saying something: into the inbox at once, by e-mail and SMS as soon as the transaction is kept.

A domain says what with a code; the sentence is `message-<code>` in its catalogues, and its subject the attribute
`subject`. Call these inside the transaction of what they tell: with it the message is kept, or is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from balcao.accounts.models import User
from balcao.messaging.models import Delivery, Hook, Message
from balcao.records import record


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


def emit(kind: str, subject: object, **facts: Any) -> None:
    """Let every hook know that something happened."""
    emit_many(kind, [(subject, facts)])


def emit_many(kind: str, events: Iterable[tuple[object, Mapping[str, Any]]], to: Sequence[Hook] | None = None) -> None:
    """Let every hook, or those named, know of many things of one kind."""
    hooks = list(Hook.objects.filter(active=True)) if to is None else to
    if not hooks:
        return
    now = timezone.now().isoformat()
    payloads = [
        {"type": kind, "timestamp": now, "data": {"subject": str(subject), **facts}} for subject, facts in events
    ]
    rows = [
        Delivery(channel=Delivery.Channel.HOOK, hook=hook, payload=payload) for hook in hooks for payload in payloads
    ]
    Delivery.objects.bulk_create(rows, batch_size=500)
