"""Letters: whole e-mails that other parts of the site write, above all the codes to sign in.

They wait in the queue of deliveries like everything else that is sent, so no page waits for the mail server.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from balcao.messaging.models import Delivery
from balcao.messaging.send import queue_post

OF_USE = timedelta(minutes=15)
"""How long somebody waits for a letter that does not say it otherwise (`of_use`): no code opens later."""


class Letters(BaseEmailBackend):
    """Where Django's mail goes: a worker sends it, and nothing of it stays behind."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = timezone.now()
        Delivery.objects.bulk_create(
            Delivery(
                channel=Delivery.Channel.EMAIL,
                payload={"to": mail.to, "subject": str(mail.subject), "text": str(mail.body)},
                until=now + getattr(mail, "of_use", OF_USE),
            )
            for mail in email_messages
        )
        queue_post(now)
        return len(email_messages)
