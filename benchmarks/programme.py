"""How fast the programme is at the size of an economy: `python -m benchmarks.programme [--businesses 100000] [--applications 60000]`.

Run it on a private PostgreSQL: `deploy/with_postgres.sh python -m benchmarks.programme`. Figures go to benchmarks/programme.md.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.behind import end_of_list, honest_among_hostile, reminders
from benchmarks.closing import closing_minute
from tests.processes import site

PAGES = """
import json, sys, statistics, time
from django.conf import settings
settings.DEMO = True
from django.db import connection
from django.test import Client
from balcao.accounts.models import User
from balcao.programmes.models import Application, Phase
counted = 0
def count(execute, *arguments):
    global counted
    counted += 1
    return execute(*arguments)
phase = Phase.objects.latest("made_at")
officer = User.objects.get(email="sizing-officer1@example.test")
drawn = phase.settled_at is not None
one = Application.objects.filter(phase=phase, position__gt=phase.places).first() if drawn else Application.objects.filter(state="under_review", assigned_to=officer).first()
owner = one.business.members.get().user
def browser(user):
    made = Client(headers={"host": "localhost", "accept-language": "en"})
    made.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return made
agency, applicant = browser(officer), browser(owner)
administrator, _ = User.objects.get_or_create(email="sizing-administrator@example.test", role="administrator")
administrator = browser(administrator)
queue = "/agency/applications/"
paths = [
    (agency, "queue: mine", queue + "?queue=mine"), (agency, "queue: nobody's", queue + "?queue=unassigned"),
    (agency, "queue: overdue", queue + "?queue=overdue"), (agency, "queue: appeals", queue + "?queue=appeals"),
    (agency, "queue: second", queue + "?queue=second"), (agency, "queue: decided", queue + "?queue=decided"),
    (agency, "queue: all", queue + "?queue=all"), (agency, "queue: all, page 500", queue + "?queue=all&page=500"),
    (agency, "queue: search by name", queue + "?queue=all&q=Shop+777"), (agency, "queue: search by reference", queue + f"?queue=all&q={one.reference}"),
    (agency, "review", f"/agency/applications/{one.pk}/"), (agency, "awards", "/agency/awards/"), (agency, "phases", "/agency/phases/"),
    (agency, "a phase", f"/agency/phases/{phase.slug}/"), (agency, "register", "/agency/businesses/"), (administrator, "messages sent", "/agency/messages/"),
    (applicant, "my applications", "/applications/"), (applicant, "my application", f"/applications/{one.pk}/"),
    (applicant, "public phase", f"/programmes/{phase.slug}/"), (applicant, "inbox", "/messages/"),
]
if drawn:
    paths = [
        (agency, "after the draw: a phase", f"/agency/phases/{phase.slug}/"), (agency, "after the draw: queue: all", queue + "?queue=all"),
        (agency, "after the draw: review", f"/agency/applications/{one.pk}/"), (applicant, "after the draw: my application", f"/applications/{one.pk}/"),
        (applicant, "after the draw: public phase", f"/programmes/{phase.slug}/"), (applicant, "the draw", f"/programmes/{phase.slug}/draw/"),
        (applicant, "the draw: one reference", f"/programmes/{phase.slug}/draw/?ref={one.reference}"),
    ]
found = []
for client, name, path in paths:
    times = []
    for n in range(8):
        counted = 0
        with connection.execute_wrapper(count):
            started = time.perf_counter()
            answer = client.get(path)
            times.append(time.perf_counter() - started)
        assert answer.status_code == 200, (path, answer.status_code)
    found.append((name, counted, 1000 * statistics.median(times[2:])))
print(json.dumps(found))
"""
SUBMIT = """
import statistics, sys, time
from django.test import Client
from balcao.accounts.models import User
from balcao.businesses.models import Business, Document
from balcao.programmes.actions import apply
from balcao.programmes.actions.submit import submit
from balcao.programmes.models import Phase
phase = Phase.objects.latest("made_at")
waiting = Business.objects.filter(applications=None).order_by("registration_number")[:int(sys.argv[1])]
times, through, client = [], [], Client(headers={"host": "localhost"})
for n, business in enumerate(waiting):
    owner = business.members.get().user
    draft = apply.start(owner, phase, business)
    apply.save(owner, draft, 0, {"no_debt": "yes", "social": "yes"})
    paper = Document.objects.create(business=business, kind="registration", name="r", media="application/pdf", size=1, digest="0" * 64, key="documents/00/none")
    apply.attach(owner, draft, "registration", paper)
    if n % 2:
        started = time.perf_counter()
        submit(owner, draft, anyway=True)
        times.append(time.perf_counter() - started)
    else:
        client.logout()
        client.force_login(owner, "allauth.account.auth_backends.AuthenticationBackend")
        started = time.perf_counter()
        answer = client.post(f"/applications/{draft.pk}/send/", {"anyway": "yes"})
        through.append(time.perf_counter() - started)
        assert answer.status_code == 302, answer.status_code
print(1000 * statistics.median(times[3:]), 1000 * statistics.median(through[3:]))
"""
JUDGE = """
import time
from balcao.programmes.facts import of_many
from balcao.programmes.models import Phase
from balcao.programmes.rules import Judge
phase = Phase.objects.latest("made_at")
started = time.perf_counter()
applications = list(phase.applications.exclude(state="draft").select_related("business"))
for application in applications:
    application.phase = phase
facts, judge = of_many(phase, applications), Judge(phase.terms)
outcomes = [judge.judge(facts[a.pk]) for a in applications]
print(len(outcomes), time.perf_counter() - started)
"""
DRAW = """
import time
from datetime import timedelta
from balcao.accounts.models import User
from balcao.programmes.actions.settle import approve_draw, enter_beacon
from balcao.programmes.models import Phase
phase = Phase.objects.latest("made_at")
officers = [User.objects.get(email=f"sizing-officer{n}@example.test") for n in (1, 2)]
phase.applications.filter(state="draft").delete()
phase.applications.all().update(state="eligible", due_at=None)
back = timedelta(days=60)
terms = phase.terms
phase.take(terms.model_copy(update={name: getattr(terms, name) - back for name in ("opens_at", "closes_at", "beacon_at", "decides_on")}))
phase.save()
enter_beacon(officers[0], phase, "1", "3 11 19")
started = time.perf_counter()
approve_draw(officers[1], phase, "3 11 19")
print(phase.applications.exclude(position=None).count(), time.perf_counter() - started)
"""


def million(folder: Path) -> float:
    """Seconds of the command for a draw of one million entrants."""
    entrants = folder / "entrants.txt"
    entrants.write_text("".join(f"M26-{n:07}\n" for n in range(1_000_000)))
    command = [sys.executable, "-m", "balcao", "draw", "run", "--phase", "million", "--entrants", str(entrants), "--places",
               "1000", "--nonce", "0" * 64, "--beacon", "value"]  # fmt: skip
    started = time.perf_counter()
    with (folder / "record.json").open("wb") as out:
        subprocess.run(command, stdout=out, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Fill, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--businesses", type=int, default=100_000)
    parser.add_argument("--applications", type=int, default=60_000)
    parser.add_argument("--rate", type=int, default=300, help="applications a second in the closing minute")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    kind = "PostgreSQL" if os.environ.get("BALCAO_DATABASE") else "SQLite"
    with TemporaryDirectory() as folder, site(Path(folder)) as made:
        lines = [f"# The programme at size\n\nOn {kind}, {os.cpu_count()} cores, by `make bench`.\n"]
        started = time.perf_counter()
        made.balcao("simulate", "--businesses", str(options.businesses), "--applications", str(options.applications))
        lines.append(
            f"- Filled with {options.businesses:,} businesses and {options.applications:,} applications in {time.perf_counter() - started:.0f} s"
        )
        if kind == "PostgreSQL":
            made.python("from django.db import connection\nconnection.cursor().execute('ANALYZE')")
        pages = json.loads(made.python(PAGES))
        action, through = map(float, made.python(SUBMIT, "40").split())
        lines += closing_minute(made, Path(folder), options.rate, options.seconds)
        count, seconds = made.python(JUDGE).split()
        lines.append(f"- Submission: {action:.0f} ms, with its page {through:.0f} ms")
        lines.append(f"- Eligibility of {int(count):,}: {float(seconds):.1f} s")
        count, seconds = made.python(DRAW).split()
        lines.append(
            f"- The draw of the phase's {int(count):,}, with positions, states and record: {float(seconds):.1f} s"
        )
        if kind == "PostgreSQL":  # which it does by itself within a minute
            made.python("from django.db import connection\nconnection.cursor().execute('VACUUM ANALYZE')")
        pages += json.loads(made.python(PAGES))
        lines += [reminders(made, 10_000), end_of_list(made), honest_among_hostile(Path(folder))]
        lines.append(f"- `balcao draw run` with 1,000,000 entrants: {million(Path(folder)):.1f} s")
        lines.append("\n| page | queries | ms in the server |\n|---|---|---|")
        lines += [f"| {name} | {queries} | {ms:.0f} |" for name, queries, ms in pages]
        worst = max(pages, key=lambda page: page[2])
        lines.append(
            f"\nSlowest: {worst[0]}, {worst[2]:.0f} ms; median {statistics.median(ms for _, _, ms in pages):.0f} ms."
        )
    text = "\n".join(lines) + "\n"
    page = Path(__file__).parent / f"programme{'' if kind == 'PostgreSQL' else '-sqlite'}.md"
    _, apart, rest = (page.read_text() if page.exists() else "").partition("\n## Measured apart\n")
    page.write_text(text + apart + rest)  # what was measured apart stays as it is
    print(text)


if __name__ == "__main__":
    main()
