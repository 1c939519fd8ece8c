"""Sending: each delivery is claimed before it is tried, and tried again later if that fails.

A worker that dies while sending leaves its claim; after a while another tries once more under the same Message-ID (or
webhook-id), by which the receiver knows what came before. So nothing is lost, and what can arrive twice is recognised.
"""

import base64
import hashlib
import hmac
import json
import logging
import urllib.error
import urllib.request
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from balcao.language import in_own, say
from balcao.messaging.models import Delivery
from balcao.pages import absolute

log = logging.getLogger("balcao.messaging")

CLAIM = timedelta(minutes=2)
"""After this a claim whose sender said nothing is taken over."""
BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=12))
"""Waits between tries; after the last try a delivery is given up."""
TIMEOUT = 15
"""Seconds for one try."""


def to_be_made(now: datetime) -> Any:
    """Deliveries whose time has come."""
    waiting = Q(state=Delivery.State.WAITING, due_at__lte=now)
    left = Q(state=Delivery.State.SENDING, due_at__lte=now)
    return Delivery.objects.filter(waiting | left)


def queue_post(now: datetime) -> None:
    """Let a worker send, if there is something to send."""
    if to_be_made(now).exists():
        send_post.enqueue()


@task()
def send_post() -> None:
    """Send everything whose time has come."""
    while True:
        keys = list(to_be_made(timezone.now()).order_by("due_at").values_list("pk", flat=True)[:50])
        if not keys:
            return
        connection = get_connection()
        with suppress(OSError):  # each e-mail tries for itself, and notes what went wrong
            connection.open()
        for key in keys:
            send(key, connection)
        connection.close()


def send(key: Any, connection: Any = None) -> bool:
    """Try one delivery, if nobody else does; returns whether it went."""
    now = timezone.now()
    claimed = to_be_made(now).filter(pk=key).update(
        state=Delivery.State.SENDING, tries=F("tries") + 1, due_at=now + CLAIM
    )  # fmt: skip
    if not claimed:
        return False
    delivery = Delivery.objects.select_related("message__user", "hook").get(pk=key)
    try:
        {"email": _email, "sms": _sms, "hook": _hook}[delivery.channel](delivery, connection)
    except (OSError, ValueError) as error:  # smtplib's and urllib's errors are OSErrors
        log.warning("not delivered", extra={"delivery": str(key), "error": type(error).__name__})
        last = delivery.tries > len(BACKOFF)
        Delivery.objects.filter(pk=key, state=Delivery.State.SENDING).update(
            state=Delivery.State.FAILED if last else Delivery.State.WAITING,
            due_at=now if last else now + BACKOFF[delivery.tries - 1],
            error=f"{type(error).__name__}: {error}"[:200],
        )
        return False
    Delivery.objects.filter(pk=key).update(state=Delivery.State.SENT, sent_at=timezone.now(), error="")
    return True


def text_of(message: Any) -> tuple[str, str]:
    """Subject and text of a message in the reader's language.

    A sentence is one paragraph; a fact `paragraphs`, a text in several languages, follows it as it is.
    """
    facts = {name: fact for name, fact in message.facts.items() if name != "paragraphs"}
    text = say(f"message-{message.code}", **facts)
    if more := in_own(message.facts.get("paragraphs", {})):
        text = f"{text}\n\n{more}"
    return say(f"message-{message.code}", "subject", **facts), text


def _email(delivery: Delivery, connection: Any) -> None:
    message = delivery.message
    with override(message.user.language or settings.LANGUAGE_CODE):
        subject, text = text_of(message)
        parts = [text, *([absolute(message.link)] if message.link else []), say("message-foot", agency=settings.AGENCY)]
        EmailMessage(
            subject, "\n\n".join(parts), settings.DEFAULT_FROM_EMAIL, [message.user.email], connection=connection,
            headers={"Message-ID": f"<{delivery.pk}@{settings.ALLOWED_HOSTS[0]}>", "Auto-Submitted": "auto-generated"},
        ).send()  # fmt: skip


def _sms(delivery: Delivery, connection: Any) -> None:
    message = delivery.message
    with override(message.user.language or settings.LANGUAGE_CODE):
        text = text_of(message)[1] + (f" {absolute(message.link)}" if message.link else "")
    post(settings.SMS_URL, settings.SMS_KEY, str(delivery.pk), {"to": message.user.phone, "text": text})


def _hook(delivery: Delivery, connection: Any) -> None:
    post(delivery.hook.url, delivery.hook.secret, str(delivery.pk), delivery.payload)


def post(url: str, secret: str, identity: str, payload: Any) -> None:
    """Post JSON, signed as the Standard Webhooks specification has it. Raises OSError unless the answer is 2xx."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    moment = str(int(timezone.now().timestamp()))
    signed = hmac.new(secret.encode(), f"{identity}.{moment}.".encode() + body, hashlib.sha256).digest()
    headers = {
        "Content-Type": "application/json",
        "webhook-id": identity,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
    if not url.startswith(("https://", "http://")):
        raise ValueError("not an address of the web")
    request = urllib.request.Request(url, body, headers)
    with _OPENER.open(request, timeout=TIMEOUT) as answer:
        if not 200 <= answer.status < 300:
            raise OSError(f"answered {answer.status}")


class _Stay(urllib.request.HTTPRedirectHandler):
    """A signed payload goes to the address that was given, and no further."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)
