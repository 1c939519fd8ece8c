"""Real web and worker processes, and more hostile files than anybody waits for: the honest ones are read meanwhile, by the same workers."""

from datetime import date

import pytest

from tests.hostile.make import far_cell
from tests.people import csv_of
from tests.processes import get, site, wait_until
from tests.stopping import point

pytestmark = pytest.mark.xdist_group("strangers")

SALES = csv_of(date(2025, 1, 1), 300)
SEED = """
import sys
from pathlib import Path
from django.contrib.auth.models import AnonymousUser
from balcao.accounts.models import User
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business
from balcao.diagnoses.actions.receive_upload import receive_upload
owner = User.objects.create_user("owner@example.test")
outlet = register_business(owner, Business(name_en="Shop"))
folder = Path(sys.argv[1])
for file in sorted(folder.iterdir()):
    honest = file.suffix == ".csv"
    receive_upload(owner if honest else AnonymousUser(), file, file.name, outlet if honest else None)
"""
STATES = """
from balcao.diagnoses.models import Import
for row in Import.objects.order_by("made_at").values_list("file_name", "state", "tries", "refusal__code"):
    print(*row)
"""
WORKERS = """
from balcao.site.models import Beat
print(*sorted(Beat.objects.values_list("worker", flat=True)))
"""


def test_hostile_files_hold_up_nobody_and_kill_no_worker(tmp_path):
    brought = tmp_path / "brought"
    brought.mkdir()
    for n, place in enumerate(["XFD1048576", "GJH200000"] * 4):
        far_cell(brought / f"{n}.xlsx", place)
    (brought / "honest.csv").write_text(SALES)  # brought last
    with site(tmp_path) as made:
        made.python(SEED, str(brought))
        made.start_web()
        made.start_worker(processes=2)
        wait_until(lambda: len(made.python(WORKERS).split()) == 7)
        workers = made.python(WORKERS)
        wait_until(lambda: "honest.csv done 1" in made.python(STATES))
        page = made.upload(SALES.encode())
        wait_until(lambda: "1,200" in get(made.address + page)[1])
        states = made.python(STATES).splitlines()
        assert states[:8] == [f"{n}.xlsx refused 1 too_large_unpacked" for n in range(8)]
        assert states[8:] == ["honest.csv done 1 None", "sales.csv done 1 None"]
        assert made.python(WORKERS) == workers, "no worker died"


def test_a_file_of_a_stranger_that_takes_for_ever_delays_no_owner_no_mail_and_no_duty(tmp_path):
    """One process, whose thread for strangers stands still in the middle of a file."""
    brought = tmp_path / "brought"
    brought.mkdir()
    with site(tmp_path) as made:
        made.python(SEED, str(brought))
        made.start_web()
        made.upload(SALES.encode(), "strange.csv")
        with point("before balcao.diagnoses.actions.read_import._finish") as here:
            made.start_worker(**here.environment)
            here.reached()
            made.upload(SALES.encode(), "later.csv")
            (brought / "honest.csv").write_text(SALES)
            made.python(SEED.replace('create_user("owner', 'create_user("other'), str(brought))
            made.ask_for_code("somebody@example.test")
            wait_until(lambda: "honest.csv done 1" in made.python(STATES))
            wait_until(lambda: any((made.home / "mail").glob("*")))
            assert [line.split()[1] for line in made.python(STATES).splitlines()] == ["reading", "waiting", "done"]
            assert made.python(SEALED).strip() == "True"


SEALED = """
from balcao.site.models import Duty
print({"record", "lost tasks", "expired"} <= set(Duty.objects.values_list("name", flat=True)))
"""
