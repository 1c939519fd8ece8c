"""What goes on behind the pages at size: reminders, the end of a long list, and an honest file among hostile ones.

By itself, smaller: `deploy/with_postgres.sh python -m benchmarks.behind [--businesses 1000] [--applications 1000]`.
"""

import argparse
import os
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from chaos.servers import Hanging
from tests.hostile.make import HUGE
from tests.processes import Site, site, wait_until

HOSTILE = 20
NAMES = ("far-cell.xlsx", "wide-range.xlsx", "blank-range.xlsx", "million-empty-rows.xlsx")
BEATING = """
import sys, threading, time
from django.utils import timezone
from balcao.site import queue
gaps, ended = [], threading.Event()
def beating():
    last = time.monotonic()
    while not ended.wait(queue.PULSE):
        queue.beat("bench")
        gaps.append(time.monotonic() - last)
        last = time.monotonic()
thread = threading.Thread(target=beating)
def told(*figures):
    ended.set(); thread.join()
    print(*figures, max(gaps, default=0.0))
"""
"""A worker's sign of life beside the work."""
REMIND = (
    BEATING
    + """
from datetime import timedelta
from balcao.programmes.actions.remind import remind, working_day
from balcao.programmes.models import Application
at = timezone.localtime().replace(hour=10, minute=0)
while not working_day(at.date()):
    at += timedelta(days=1)
keys = list(Application.objects.exclude(state="draft").values_list("pk", flat=True)[:int(sys.argv[1])])
before = Application.objects.filter(pk__in=keys)
before.update(state="selected", accept_by=at + timedelta(days=3))
thread.start()
started, cpu = time.perf_counter(), time.process_time()
count = remind(at)
told(count, time.perf_counter() - started, time.process_time() - cpu)
"""
)
END = (
    BEATING
    + """
from balcao.accounts.models import User
from balcao.messaging.models import Message
from balcao.programmes.actions import settle
from balcao.programmes.models import Phase
phase = Phase.objects.latest("made_at")
if phase.settled_at is None:
    phase.settled_at = timezone.now()
    phase.save()
    rows = phase.applications.exclude(state="draft").order_by("pk").values_list("pk", flat=True)
    for n, key in enumerate(rows, 1):
        phase.applications.filter(pk=key).update(position=n, state="waitlisted")
officer = User.objects.get(email="sizing-officer1@example.test")
started = time.perf_counter()
count = settle.end_list(officer, phase)
request = time.perf_counter() - started
thread.start()
started, cpu = time.perf_counter(), time.process_time()
settle.end_waiting.func(str(phase.pk), officer.pk)
seconds, used = time.perf_counter() - started, time.process_time() - cpu
assert Message.objects.filter(code="list-ended").count() == count and not phase.applications.filter(state="waitlisted").exists()
told(count, request, seconds, used)
"""
)
SEED = """
import sys
from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_tokens import make_token
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business
from balcao.messaging.actions.change_hooks import make_hook
from balcao.messaging.tell import Saying, emit, tell
from balcao.messaging.samples import SAMPLES
make_hook(User.objects.create_user("a@example.test", role=Role.ADMINISTRATOR), "hangs", sys.argv[1])
owner = User.objects.create_user("owner@example.test")
outlet = register_business(owner, Business(name_en="Harbour"))
for n in range(50):
    emit("application.moved", f"R-{n}")
code = next(iter(SAMPLES))
tell([Saying(owner, code, f"k{n}", "/desk/", "R-1", facts=SAMPLES[code]) for n in range(50)])
print(outlet.pk)
"""
BRING = """
import sys, time
from pathlib import Path
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from balcao.businesses.models import Outlet
from balcao.diagnoses.actions.receive_upload import receive_upload
from balcao.diagnoses.models import Import
folder = Path(sys.argv[1])
for file in sorted(folder.glob("*.xlsx")):
    receive_upload(AnonymousUser(), file, file.name, None)
time.sleep(2)  # they are being read
outlet = Outlet.objects.get(pk=sys.argv[2])
started = time.perf_counter()
upload, _ = receive_upload(outlet.business.members.get().user, folder / "honest.csv", "sales.csv", outlet)
while Import.objects.values_list("state", flat=True).get(pk=upload.pk) in ("waiting", "reading"):
    time.sleep(0.05)
taken = time.perf_counter() - started
print(taken, Import.objects.values_list("state", flat=True).get(pk=upload.pk), Import.objects.filter(outlet=None, state__in=["waiting", "reading"]).count())
"""


def reminders(made: Site, count: int) -> str:
    """So many people have a place to take within three days."""
    told, seconds, cpu, gap = map(float, made.python(REMIND, str(count)).split())
    return f"- {told:,.0f} reminders: {seconds:.1f} s (processor {cpu:.1f} s); the longest silence of the worker meanwhile {gap:.1f} s"


def end_of_list(made: Site) -> str:
    """Everybody who waits is told that the list is over."""
    told, request, seconds, cpu, gap = map(float, made.python(END).split())
    return (
        f"- The end of a list of {told:,.0f}: {1000 * request:.0f} ms for the officer, all ended and told in {seconds:.0f} s "
        f"(processor {cpu:.0f} s); the longest silence of the worker meanwhile {gap:.1f} s"
    )


def honest_among_hostile(folder: Path) -> str:
    """A mail server that hangs, a hook that hangs, twenty workbooks that mean harm; and somebody's honest file."""
    files = folder / "brought"
    files.mkdir()
    for n in range(HOSTILE):
        name = NAMES[n % len(NAMES)]
        HUGE[name](files / f"{n:02}-{name}")
    (files / "honest.csv").write_text(_export(300))
    mail, hook = Hanging(), Hanging()
    port = mail.address.rsplit(":", 1)[1].strip("/")
    home = folder / "hostile"
    home.mkdir()
    with site(
        home,
        BALCAO_MAIL=f"smtp://127.0.0.1:{port}",
        BALCAO_HOOK_HOSTS=hook.address.rstrip("/"),
        BALCAO_HOURLY_VISITS="0",
    ) as made:
        outlet = made.python(SEED, hook.address).strip()
        made.start_worker(processes=2)
        wait_until(lambda: mail.calls and hook.calls)
        seconds, state, left = made.python(BRING, str(files), outlet).split()
    assert state == "done", state
    return (
        f"- A mail server and a hook that hang, and {HOSTILE} hostile workbooks at once: an honest file of 1,200 lines is read "
        f"in {float(seconds):.1f} s ({left} of the workbooks still waited)"
    )


def _export(days: int) -> str:
    rows = ["Date,Receipt number,Item,Quantity,Net sales"]
    for n in range(days * 4):
        rows.append(
            f"{date(2025, 1, 1) + timedelta(n // 4)} 1{n % 4}:15,{n // 2},{('Latte', 'Egg Tart')[n % 2]},1,{30 + n % 5}.50"
        )
    return "\n".join(rows) + "\n"


def main() -> None:
    """Fill, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--businesses", type=int, default=1000)
    parser.add_argument("--applications", type=int, default=1000)
    options = parser.parse_args()
    with TemporaryDirectory() as folder, site(Path(folder)) as made:
        print(honest_among_hostile(Path(folder)), flush=True)
        made.balcao("simulate", "--businesses", str(options.businesses), "--applications", str(options.applications))
        print(reminders(made, options.applications), flush=True)
        print(end_of_list(made), flush=True)
    print(f"On {os.cpu_count()} cores; load {os.getloadavg()[0]:.0f}.")


if __name__ == "__main__":
    main()
