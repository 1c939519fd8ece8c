"""Sending: each delivery is claimed before it is tried, and tried again later if that fails.

A worker that dies while sending leaves its claim; after a while another tries once more under the same Message-ID (or
webhook-id), by which the receiver knows what came before. So nothing is lost, and what can arrive twice is recognised.

A server that does not answer, or a business's program that answers slowly, is left alone for a while, with all that is for it,
and longer each time. Mail and SMS are sent in
one line, hooks in another, beside everything else that workers do: whatever hangs, files are read.
"""

import base64
import hashlib
import hmac
import http.client
import json
import logging
import smtplib
import urllib.error
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import override
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from balcao.language import in_own, say
from balcao.messaging.models import LETTER, Delivery, Silence
from balcao.messaging.outside import kind_of, post_inside, post_outside
from balcao.pages import absolute

log = logging.getLogger("balcao.messaging")

CLAIM = timedelta(minutes=2)
"""After this a claim whose sender said nothing is taken over."""
BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=12))
"""Waits between tries of a delivery that was refused."""
SILENT = (
    timedelta(seconds=5),
    timedelta(seconds=15),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
)
"""Waits for a server that does not answer."""
SILENT_MAIL = SILENT[:3]
"""Somebody waits for a code: the mail server is asked every minute."""
EASED = SILENT[-1]
"""At most so often a hook that goes shortens the next wait for its server by one step: beside a quick one may be one that is slow."""
FORGOTTEN = timedelta(days=1)
"""After so long a server that was silent is one like any other."""
TIMEOUT = 15
"""Seconds for one try at a gateway or a hook; for the mail server it is a setting."""
SLOW = 3.0
"""Seconds after which a business's program that did answer is left alone like one that did not: the line is everybody's."""
OPEN = (Delivery.State.WAITING, Delivery.State.SENDING)
REFUSED = (ValueError, urllib.error.HTTPError, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
"""Errors that are about one delivery; after any other its server is left alone."""


def to_be_made(now: datetime) -> QuerySet[Delivery]:
    """Deliveries whose time has come, and whose server is not silent."""
    silent = Silence.objects.filter(until__gt=now)
    return (
        _due(now)
        .exclude(channel__in=silent.filter(server="").values("channel"))
        .exclude(hook__server__in=silent.exclude(server="").values("server"))
    )


def _due(now: datetime) -> QuerySet[Delivery]:
    """By columns of its own row alone: whoever waits for another's claim looks at them again, and at nothing that is joined."""
    return Delivery.objects.filter(state__in=OPEN, due_at__lte=now, until__gt=now)


def queue_post(now: datetime) -> None:
    """Let workers send, if there is something to send and none has been told yet. Hooks wait apart from mail."""
    for sends, those in ((send_post, Q(hook=None)), (send_hooks, Q(hook__isnull=False))):
        told = DBTaskResult.objects.filter(task_path=sends.module_path, status=TaskResultStatus.READY)
        if to_be_made(now).filter(those).exists() and not told.exists():
            sends.enqueue()


def give_up(now: datetime) -> None:
    """What could not be sent in its time: a message stays, and says so; a letter is of no use any more. Silences are forgotten in the end."""
    Silence.objects.filter(until__lt=now - FORGOTTEN).delete()
    late = Delivery.objects.filter(state__in=OPEN, due_at__lte=now, until__lte=now)
    letters, _ = late.filter(LETTER).delete()
    if letters:
        log.warning("letters given up", extra={"letters": letters})
    late.update(state=Delivery.State.FAILED)


@task(queue_name="post")
def send_post() -> None:
    """Send mail and SMS whose time has come, letters first."""
    connection = get_connection(settings.MAIL_BACKEND)
    try:
        while key := _next():
            send(key, connection)
    finally:
        with suppress(OSError):
            connection.close()


def _next() -> Any:
    keys = to_be_made(timezone.now()).filter(hook=None).order_by("due_at").values_list("pk", flat=True)
    return keys.filter(LETTER).first() or keys.first()


@task(queue_name="hooks")
def send_hooks() -> None:
    """Tell other people's programs what has happened: the agency's first."""
    agencys_first = Case(When(hook__business=None, then=0), default=1)
    while (
        key := to_be_made(timezone.now())
        .filter(hook__isnull=False)
        .order_by(agencys_first, "due_at")
        .values_list("pk", flat=True)
        .first()
    ):
        send(key)


def claim(key: Any, now: datetime) -> bool:
    """Take a delivery for ourselves, for a while; of two who do so at once one gets it."""
    taken = {"state": Delivery.State.SENDING, "tries": F("tries") + 1, "due_at": now + CLAIM}
    return to_be_made(now).filter(pk=key).exists() and bool(_due(now).filter(pk=key).update(**taken))


def send(key: Any, connection: Any = None) -> bool:
    """Try one delivery, if nobody else does; returns whether it went."""
    if not claim(key, timezone.now()):
        return False
    delivery = Delivery.objects.select_related("message__user", "hook").get(pk=key)
    begun = monotonic()
    try:
        {"email": _email, "sms": _sms, "hook": _hook}[delivery.channel](delivery, connection)
    except (OSError, ValueError, http.client.HTTPException) as error:  # smtplib's and urllib's errors are OSErrors
        _not_sent(delivery, error, _was_slow(delivery, begun))
        return False
    if delivery.message is None and delivery.hook is None:
        delivery.delete()
    else:
        Delivery.objects.filter(pk=key).update(state=Delivery.State.SENT, sent_at=timezone.now(), error="")
    if _was_slow(delivery, begun):
        _leave_alone(delivery)
    else:
        _ease(delivery)
    return True


def _was_slow(delivery: Delivery, begun: float) -> bool:
    return bool(delivery.hook and delivery.hook.business and monotonic() - begun > SLOW)


def _server(delivery: Delivery) -> str:
    return delivery.hook.server if delivery.hook else ""


def _leave_alone(delivery: Delivery) -> None:
    """All that is for its server waits, longer each time."""
    silence, _ = Silence.objects.get_or_create(channel=delivery.channel, server=_server(delivery))
    waits = SILENT_MAIL if delivery.channel == Delivery.Channel.EMAIL else SILENT
    silence.until = timezone.now() + waits[min(silence.tries, len(waits) - 1)]
    silence.since, silence.tries = timezone.now(), silence.tries + 1
    silence.save()


def _ease(delivery: Delivery) -> None:
    """Its server has answered in time. That of a hook may have other programs, or answer so only now and then: its waits grow shorter slowly."""
    silence = Silence.objects.filter(channel=delivery.channel, server=_server(delivery))
    if delivery.hook:
        now = timezone.now()
        silence.filter(since__lte=now - EASED).update(since=now, tries=F("tries") - 1)
        silence = silence.filter(tries__lte=0)
    silence.delete()


def _not_sent(delivery: Delivery, error: Exception, slow: bool = False) -> None:
    """Refused, it waits by itself; without an answer all that is for this server waits, and it goes to the end of the line."""
    log.warning("not delivered", extra={"delivery": str(delivery.pk), "error": type(error).__name__})
    due_at = timezone.now()
    if isinstance(error, REFUSED):
        due_at += BACKOFF[min(delivery.tries, len(BACKOFF)) - 1]
    if slow or not isinstance(error, REFUSED):
        _leave_alone(delivery)
    told = kind_of(error) if delivery.hook else f"{type(error).__name__}: {error}"
    # only if the claim is still ours: another may have taken it over from a sender that was slow
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.SENDING, tries=delivery.tries).update(
        state=Delivery.State.WAITING, due_at=due_at, error=told[:200]
    )


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
    if delivery.message is None:
        letter = delivery.payload
        return _mail(delivery, letter["to"], letter["subject"], letter["text"], connection)
    message = delivery.message
    with override(message.user.language or settings.LANGUAGE_CODE):
        subject, text = text_of(message)
        parts = [text, *([absolute(message.link)] if message.link else []), say("message-foot", agency=settings.AGENCY)]
        return _mail(delivery, [message.user.email], subject, "\n\n".join(parts), connection)


def _mail(delivery: Delivery, to: list[str], subject: str, text: str, connection: Any) -> None:
    """Hand an e-mail to the server; the connection stays open for the next one."""
    connection = connection or get_connection(settings.MAIL_BACKEND)
    try:
        connection.open()
        EmailMessage(
            subject, text, settings.DEFAULT_FROM_EMAIL, to, connection=connection,
            headers={"Message-ID": f"<{delivery.pk}@{settings.ALLOWED_HOSTS[0]}>", "Auto-Submitted": "auto-generated"},
        ).send()  # fmt: skip
    except OSError:
        with suppress(OSError):
            connection.close()
        raise


def _sms(delivery: Delivery, connection: Any) -> None:
    message = delivery.message
    with override(message.user.language or settings.LANGUAGE_CODE):
        text = text_of(message)[1] + (f" {absolute(message.link)}" if message.link else "")
    post(settings.SMS_URL, settings.SMS_KEY, str(delivery.pk), {"to": message.user.phone, "text": text})


def _hook(delivery: Delivery, connection: Any) -> None:
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()
    hook = delivery.hook
    post_outside(
        hook.url, body, signed(hook.signing_secret, str(delivery.pk), body), TIMEOUT, ours=hook.business is None
    )


def post(url: str, secret: str, identity: str, payload: Any) -> None:
    """Post JSON to the gateway that the operator has named. Raises OSError unless the answer is 2xx."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    post_inside(url, body, signed(secret, identity, body), TIMEOUT)


def signed(secret: str, identity: str, body: bytes) -> dict[str, str]:
    """The headers of a message, signed as the Standard Webhooks specification has it.

    A secret is `whsec_` and the base64 of its bytes; one without is older, or the operator's, and is its own text.
    """
    prefix, _, encoded = secret.partition("whsec_")
    key = base64.b64decode(encoded) if encoded and not prefix else secret.encode()
    moment = str(int(timezone.now().timestamp()))
    content = f"{identity}.{moment}.".encode() + body
    return {
        "Content-Type": "application/json",
        "User-Agent": "Balcao",
        "webhook-id": identity,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()}",
    }
