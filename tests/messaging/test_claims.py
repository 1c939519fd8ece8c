"""Two workers who are about to send the same delivery: one does."""

from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from balcao.messaging.models import Delivery, Hook
from balcao.messaging.send import claim
from tests.processes import wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="an embedded database has one writer at a time"),
]
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.mark.parametrize("channel", ["email", "hook"])
def test_who_waits_for_anothers_claim_gets_nothing(channel):
    hook = Hook.objects.create(name="till", url="https://till.example/") if channel == "hook" else None
    delivery, got = Delivery.objects.create(channel=channel, hook=hook, payload={}), []

    def other() -> None:
        try:
            got.append(claim(delivery.pk, timezone.now()))
        finally:
            connection.close()

    def waits() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            return cursor.fetchone()[0] == 1

    thread = Thread(target=other)
    with transaction.atomic():
        assert claim(delivery.pk, timezone.now())
        thread.start()
        wait_until(waits)
    thread.join()
    delivery.refresh_from_db()
    assert (got, delivery.tries) == ([False], 1)
