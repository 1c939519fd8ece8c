"""Web and worker are killed with -9 at every point of an import that matters. Afterwards the whole import is there or none of it,
and it is said which; nothing is counted twice, nothing is left in the store that no row names.
"""

import http.client
import json
import threading
from contextlib import suppress
from datetime import date

import pytest

from tests.people import csv_of
from tests.processes import Site, get, site, wait_until
from tests.stopping import point

pytestmark = pytest.mark.xdist_group("killed import")

READING = {
    "before balcao.diagnoses.actions.read_import._begin": 1,
    "after balcao.diagnoses.actions.read_import._begin": 2,
    "before balcao.diagnoses.actions.read_import.folders_of_texts": 2,
    "after balcao.store.put": 2,
    "before balcao.diagnoses.models.Telling.objects.bulk_create": 2,
    "after balcao.diagnoses.actions.read_import._finish": 1,
    "before django_tasks_db.models.DBTaskResult.set_successful": 1,
}
"""Points of a worker's reading, and the attempts that an import takes whose worker is killed there."""
DROPPING = {
    "after balcao.site.uploading.Careful.receive_data_chunk": 0,
    "before balcao.diagnoses.bringing.receive_upload": 0,
    "after balcao.store.put": 0,
    "before django_tasks_db.backend.DatabaseBackend.enqueue": 0,
    "after django_tasks_db.backend.DatabaseBackend.enqueue": 0,
    "after balcao.diagnoses.bringing.receive_upload": 1,
}
"""Points of an upload, and how many imports are there when the web server is killed at it."""
TURN = """
from tests.people import work
work()
"""
TAKEN_OVER = """
from datetime import timedelta
from django.utils import timezone
from balcao.site.queue import hand_over_lost_tasks
hand_over_lost_tasks(timezone.now() + timedelta(minutes=1))
"""
STATE = """
import json
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from django.conf import settings
from django.utils import timezone
from balcao import store
from balcao.analytics.sales.history import period
from balcao.diagnoses.actions.expire import sweep_uploads
from balcao.diagnoses.models import Import, Report, Telling
from balcao.diagnoses.reading import apart
rows = []
for i in Import.objects.filter(sample=False).order_by("made_at"):
    lines = period(store.get(i.lines, Path(mkdtemp())))[0] if i.lines else 0
    reports, tellings = Report.objects.filter(of_import=i).count(), Telling.objects.filter(report__of_import=i).count()
    rows.append([i.state, lines, i.count, reports, tellings, i.attempt])
print(json.dumps(rows))
apart().close()  # who lives keeps a folder
later = timezone.now() + timedelta(hours=3)
store.sweep(later)
assert {key for key, _ in store.listed()} == store.named()
for folder in (settings.HOME / "work", settings.FILE_UPLOAD_TEMP_DIR):
    sweep_uploads(folder, later)
    assert not folder.is_dir() or not list(folder.iterdir())
"""
"""Every import as it stands; and once what is left of the dead has been swept, no file is there that no row names."""
CONTENT = csv_of(date(2025, 1, 1), 60).encode()
LONG = csv_of(date(2004, 1, 1), 2000).encode()
"""So long that it arrives in several parts."""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A site without the sample, so that every import is the test's."""
    with site(tmp_path_factory.mktemp("killed")) as made:
        made.start_web()
        yield made


def rows(running: Site, before: str = "") -> list[list]:
    """The imports, after a script."""
    return json.loads(running.python(before + STATE))


@pytest.mark.parametrize("name, attempts", READING.items())
def test_a_worker_killed_while_reading_loses_and_repeats_nothing(name, attempts, running):
    page = running.upload(CONTENT)
    with point(name) as here:
        worker = running.start_python(TURN, **here.environment)
        here.reached()
        running.kill(worker)
    assert get(running.address + page)[0] == 200
    assert rows(running, TAKEN_OVER + TURN)[-1] == ["done", 240, 240, 1, 3, attempts]
    assert "240" in get(running.address + page)[1]


def test_another_worker_finishes_by_itself_what_a_dead_one_began(running):
    page = running.upload(CONTENT)
    with point("before balcao.diagnoses.actions.read_import._finish") as here:
        running.start_worker(**here.environment)
        here.reached()
        running.kill(running.worker)
    running.start_worker()
    wait_until(lambda: "<article" in get(running.address + page)[1])
    running.kill(running.worker)
    assert rows(running)[-1] == ["done", 240, 240, 1, 3, 2]


def test_an_upload_broken_off_is_cleanly_forgotten(running):
    uploads, before = running.home / "uploads", rows(running)
    connection = http.client.HTTPConnection("localhost", running.port)
    connection.putrequest("POST", "/imports/")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", "5000000")
    connection.endheaders()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    connection.send(head + b"x" * 3_000_000)
    wait_until(lambda: any(file.stat().st_size for file in uploads.iterdir()))
    connection.close()
    wait_until(lambda: not any(uploads.iterdir()))
    assert get(f"{running.address}/health")[0] == 200
    assert rows(running) == before


@pytest.mark.parametrize("name, kept", DROPPING.items())
def test_a_web_server_killed_in_an_upload_leaves_the_whole_import_or_none(name, kept, running):
    before = len(rows(running))
    running.kill(running.web)

    def drop() -> None:
        with suppress(OSError, http.client.HTTPException):
            running.upload(LONG)

    with point(name) as here:
        running.start_web(**here.environment)
        dropping = threading.Thread(target=drop)
        dropping.start()
        here.reached()
        running.kill(running.web)
        dropping.join()
    found = rows(running, TAKEN_OVER + TURN)[before:]
    assert [row[:3] for row in found] == [["done", 8000, 8000]] * kept
