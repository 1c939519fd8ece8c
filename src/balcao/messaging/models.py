"""Tables of messages, of where they are sent, and of the programs that are told."""

import base64
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from balcao.encryption import HOOKS, LONGEST, UnreadableError, decrypt, encrypt
from balcao.language import say
from balcao.messaging.outside import server_of

LONGEST_SERVER = 350
"""Characters: a business's number or `agency`, and a host with its port."""


class Message(models.Model):
    """Something said to somebody: the code of a sentence in the catalogues, and the facts that fill it.

    `key` names the occasion: a message is made once for it, however often it is asked for. `because` names the
    subject of the record that it is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="inbox")
    business = models.UUIDField(null=True)
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    because = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=140, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["user", "-made_at"]),
            models.Index(fields=["because", "-made_at"]),
            models.Index(fields=["-made_at", "id"]),
            models.Index(fields=["user"], condition=Q(read_at=None), name="messages_not_read"),
        )


def make_secret() -> str:
    """A secret as the libraries of the Standard Webhooks specification take it, as it is kept."""
    return encrypt(f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}", HOOKS)


class Hook(models.Model):
    """A program of somebody else's that is told when something happens, at its address, signed with its secret.

    The agency's is told of all applications and phases; a business's, of what is that business's. `events` are those
    that were chosen; none means all that there are for it.
    `secret` is as it is kept; `signing_secret` is what signs. `server` is whose program it is and where: what is left alone, whatever it is
    called and however often it is added again.
    """

    name = models.CharField(max_length=60)
    url = models.URLField(max_length=300)
    secret = models.CharField(max_length=LONGEST, default=make_secret)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    active = models.BooleanField(default=True)
    business = models.UUIDField(null=True, db_index=True)
    events = models.JSONField(default=list)
    server = models.CharField(max_length=LONGEST_SERVER, db_index=True)

    def save(self, *how: Any, **more: Any) -> None:
        self.server = f"{self.business or 'agency'} {server_of(self.url)}"
        super().save(*how, **more)

    @property
    def signing_secret(self) -> str:
        """Raises UnreadableError where its secret key is not known any more: then a new hook is made."""
        return decrypt(self.secret, HOOKS)

    @property
    def is_readable(self) -> bool:
        """Whether it can be signed for."""
        try:
            return bool(self.signing_secret)
        except UnreadableError:
            return False


LETTER = Q(message=None, hook=None)
"""Deliveries that are a letter: whole as it stands, for somebody who waits for it, and not kept once it is sent."""


def a_day_from_now() -> datetime:
    return timezone.now() + timedelta(days=1)


class Delivery(models.Model):
    """One sending: of a message by e-mail or SMS, of an event to a hook, or of a letter, such as a code to sign in.

    Tried again until it is sent, or until its time is over.
    """

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"
        HOOK = "hook"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=5, choices=Channel)
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="deliveries")
    hook = models.ForeignKey(Hook, models.CASCADE, null=True, related_name="deliveries")
    payload = models.JSONField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.IntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(default=a_day_from_now)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    @property
    def trouble(self) -> str:
        """What went wrong; of a hook's program only the kind of it, in words."""
        known = self.error in ("answered-error", "not-outside", "no-answer", "unreadable")
        return say(f"hook-{self.error}") if known else str(self.error)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(message__isnull=False, hook=None)
                | Q(message=None, hook__isnull=False)
                | (LETTER & Q(channel="email", payload__isnull=False)),
                name="a_delivery_is_of_a_message_to_a_hook_or_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "failed"]), name="known_delivery_state"
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=Q(state__in=["waiting", "sending"]), name="deliveries_to_be_made"
            ),
            models.Index(fields=["-made_at", "id"]),
        )


class Silence(models.Model):
    """A mail server, a gateway or the server of a hook's program that does not answer, and until when it is left alone.

    `since` its `tries` stand as they do: how often it was silent, by which it is left alone for longer.
    """

    channel = models.CharField(max_length=5, choices=Delivery.Channel)
    server = models.CharField(max_length=LONGEST_SERVER, blank=True)  # of a hook, as there
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(default=timezone.now)
    tries = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["channel", "server"], name="one_silence_a_server"),)
