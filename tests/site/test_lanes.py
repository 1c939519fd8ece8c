"""One process of the worker: while a duty takes for ever it says that it lives, and does everything else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from balcao.records import clock, record
from balcao.records.models import Entry
from balcao.site import queue
from tests.people import csv_of
from tests.processes import get, site, wait_until
from tests.stopping import point

TURNS = """
from balcao.site.models import Beat, Duty
print(min(Beat.objects.values_list("at", flat=True)), "|", *Duty.objects.filter(name="lost tasks").values_list("begun_at", flat=True))
"""


@pytest.mark.xdist_group("lanes")
@pytest.mark.parametrize("duty", [
    "programmes.actions.places.lapse_unaccepted", "messaging.send.queue_post",
])  # fmt: skip
def test_a_duty_that_takes_for_ever_silences_nobody(duty, tmp_path):
    with site(tmp_path) as made, point(f"before balcao.{duty}") as here:
        made.start_web()
        made.start_worker(**here.environment)
        here.reached()
        page = made.upload(csv_of(date(2025, 1, 1), 300).encode())
        wait_until(lambda: "1,200" in get(made.address + page)[1])
        beat, _, turn = made.python(TURNS).partition("|")
        wait_until(lambda: made.python(TURNS).partition("|")[0] != beat)
        if duty.startswith("programmes"):  # those that only queue something go on beside it
            wait_until(lambda: made.python(TURNS).partition("|")[2] != turn)


@pytest.mark.django_db
def test_what_time_it_is_the_database_says(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("an embedded database has the clock of its machine")

    class Fast:
        @staticmethod
        def now():
            return timezone.now() + timedelta(hours=1)

    monkeypatch.setattr(clock, "timezone", Fast)
    record.write("account.role", None)
    late = timezone.now() + timedelta(minutes=30)
    assert clock.now() < late and record.now() < late and Entry.objects.get().at < late
    queue.beat("worker")
    assert queue.Beat.objects.get().at < timezone.now() + timedelta(minutes=30)
