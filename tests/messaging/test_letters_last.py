"""A letter that holds no code is worth reading for days: a mail server that is away for an hour loses none."""

from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.utils import timezone

from balcao.accounts.letters import write_to
from balcao.messaging.models import Delivery
from balcao.messaging.send import give_up

pytestmark = pytest.mark.django_db


def test_a_letter_about_an_account_outlives_a_code(make_user, settings):
    settings.EMAIL_BACKEND = "balcao.messaging.letters.Letters"
    user = make_user("lost")
    write_to(user, "factor-forgotten")
    send_mail("Your code", "ABCD-EFGH", None, [user.email])
    give_up(timezone.now() + timedelta(hours=5))
    (kept,) = Delivery.objects.filter(channel="email")
    paragraphs = kept.payload["text"].split("\n\n")
    assert "took off your second factor" in paragraphs[0] and "tell" in paragraphs[1] and len(paragraphs) == 3
