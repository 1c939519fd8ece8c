"""Web and worker are killed with -9 at ten moments of an import. Afterwards the whole import is there or none of it, and it
is said which; nothing is counted twice, nothing is left in the store that no row names.
"""

import http.client
import json
import random
import threading
import time
from contextlib import suppress
from datetime import date

import pytest

from tests.people import csv_of
from tests.processes import Site, get, site, wait_until

pytestmark = pytest.mark.xdist_group("processes")

MOMENTS = 10
STATE = """
import json, sys
from pathlib import Path
from tempfile import mkdtemp
from balcao.analytics.sales.history import period
from balcao import store
from balcao.diagnoses.models import Import, Report, Telling
rows = []
for i in Import.objects.filter(sample=False):
    lines = period(store.get(i.lines, Path(mkdtemp())))[0] if i.lines else 0
    rows.append([str(i.pk), i.state, lines, i.count, Report.objects.filter(of_import=i).count(), Telling.objects.filter(report__of_import=i).count(), i.attempt])
print(json.dumps(rows))
"""
LEFT = """
from datetime import timedelta
from django.utils import timezone
from balcao import store
from balcao.diagnoses.actions.expire import sweep_uploads
from django.conf import settings
store.sweep(timezone.now() + timedelta(hours=2))
(settings.HOME / "work").mkdir(exist_ok=True)
sweep_uploads(settings.HOME / "work", timezone.now() + timedelta(hours=3))
sweep_uploads(settings.FILE_UPLOAD_TEMP_DIR, timezone.now() + timedelta(hours=3))
print(len({k for k, _ in store.listed()} ^ store.named()), len(list((settings.HOME / "work").iterdir())), len(list(settings.FILE_UPLOAD_TEMP_DIR.iterdir())))
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with site(tmp_path_factory.mktemp("killed")) as made:
        made.start_web()
        yield made


def drop(running: Site, content: bytes, told: list[str]) -> None:
    """Upload; `told` gets the page if the web server lived to name it."""
    with suppress(OSError, http.client.HTTPException):
        told.append(running.upload(content))


def rows(running: Site) -> list[list]:
    return json.loads(running.python(STATE))


def test_a_worker_killed_at_any_moment_loses_and_repeats_nothing(running):
    content = csv_of(date(2025, 1, 1), 300).encode()
    chance = random.Random(7)
    running.start_worker()
    wait_until(lambda: get(f"{running.address}/sample/")[0] == 200)
    pages = []
    for n in range(MOMENTS):
        pages.append(running.upload(content, f"sales-{n}.csv"))
        time.sleep(chance.uniform(0.2, 2.2))
        running.kill(running.worker)
        running.start_worker()
    assert all(get(running.address + page)[0] == 200 for page in pages)
    wait_until(lambda: all(row[1] == "done" for row in rows(running)), 180)
    found = rows(running)
    assert len(found) == MOMENTS
    for _, state, lines, count, reports, tellings, _ in found:
        assert (state, lines, count, reports, tellings) == ("done", 1200, 1200, 1, 3)
    assert any(row[6] > 1 for row in found), "no kill fell into an import"
    for page in pages:
        assert (
            "1,200 rows" in get(running.address + page)[1]
            or "1,200" in get(running.address + page)[1]
            or "1200" in get(running.address + page)[1]
        )
    running.kill(running.worker)
    assert running.python(LEFT).split() == ["0", "0", "0"]


def test_an_upload_broken_off_is_cleanly_forgotten(running):
    before = len(rows(running))
    connection = http.client.HTTPConnection("localhost", running.port)
    connection.putrequest("POST", "/imports/")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", "5000000")
    connection.endheaders()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    connection.send(head + b"x" * 3_000_000)
    time.sleep(0.5)
    connection.close()
    time.sleep(0.5)
    assert get(f"{running.address}/health")[0] == 200
    assert len(rows(running)) == before
    assert running.python(LEFT).split()[2] == "0"


def test_a_web_server_killed_in_an_upload_leaves_the_whole_import_or_none(running):
    content = csv_of(date(2025, 1, 1), 2000).encode() * 12
    chance = random.Random(11)
    before, whole = {row[0] for row in rows(running)}, 0
    for _ in range(MOMENTS):
        told: list[str] = []

        dropping = threading.Thread(target=drop, args=(running, content, told))
        dropping.start()
        time.sleep(chance.uniform(0.0, 0.6))
        running.kill(running.web)
        dropping.join()
        running.start_web()
        whole += len(told)
        for page in told:
            assert get(running.address + page)[0] == 200  # what was promised is there
    found = {row[0]: row for row in rows(running)}
    assert len(found) - len(before) >= whole
    running.start_worker(2)
    wait_until(lambda: all(row[1] == "done" for row in rows(running)), 240)
    running.kill(running.worker)
    assert running.python(LEFT).split() == ["0", "0", "0"]
