"""`make chaos`: run it, print one table, and leave with 1 and words if something does not hold.

Run it on a private PostgreSQL: `deploy/with_postgres.sh python -m chaos --minutes 10 --seed 1`.
"""

import argparse
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db.models import Q

from tests.processes import environment

DRAINS = 420
"""Seconds after which everything that was left must be done: claims of the dead last two minutes, a silent server is left alone for one."""

MUST = (
    "submit",
    "ask",
    "answer",
    "find_eligible",
    "find_ineligible",
    "grant_appeal",
    "offer_place",
    "put_on_list",
    "accept",
    "lapse",
)
"""Acts without which a run shows nothing."""


def main() -> int:
    """Everything in its order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=float(os.environ.get("CHAOS_MINUTES", 10)))
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHAOS_SEED", int(time.time()) % 100_000)))
    options = parser.parse_args()
    if not os.environ.get("BALCAO_DATABASE"):
        print("Chaos needs PostgreSQL: deploy/with_postgres.sh python -m chaos")
        return 2
    print(f"Chaos for {options.minutes:g} minutes, seed {options.seed}", flush=True)
    with TemporaryDirectory() as folder:
        return run(Path(folder), options.minutes, options.seed)


def run(folder: Path, minutes: float, seed: int) -> int:
    """The whole of it in a folder; returns the exit code."""
    from chaos.machines import Killer, Machines
    from chaos.servers import Hanging, Listening, Mail

    mail, listening, hanging = Mail(seed), Listening(), Hanging()
    machines = Machines(folder, environment(
        folder, BALCAO_MAIL=f"smtp://127.0.0.1:{mail.port}", BALCAO_MAIL_TIMEOUT="5", BALCAO_HOOK_HOSTS=",".join(one.address.rstrip("/") for one in (listening, hanging)),
        BALCAO_HOURLY_PAPERS="0", BALCAO_HOURLY_FILES="0", BALCAO_HOURLY_BYTES="0",
    ))  # fmt: skip
    killer = Killer(machines, seed, lambda line: print(line, flush=True))
    try:
        machines.start()
        _here(machines.web[0].environment, folder)
        book, broken = _act(machines, killer, minutes, seed, [listening.address, hanging.address], mail)
        return _tell(book, broken, machines, killer, mail, listening)
    finally:
        machines.stop()


def _here(shared: dict[str, str], folder: Path) -> None:
    """The driver looks at the same database and files."""
    (folder / "driver").mkdir()
    os.environ.update({**shared, "BALCAO_HOME": str(folder / "driver")})
    from balcao.commands.start import start

    start()


def _act(machines: Any, killer: Any, minutes: float, seed: int, hooks: list[str], mail: Any) -> tuple[Any, list[str]]:
    """People work for so many minutes, in rounds; then nothing is killed any more, and what is left is done."""
    from chaos import seed as seeding
    from chaos.calls import Book
    from chaos.people import Officer, Owner, Round

    officers, owners = seeding.seed(hooks)
    book, rounds = Book(), [Round(seeding.open_phase(1))]
    given = (book, machines.ports, seed, rounds)
    people = [*(Officer(p, *given, "officer") for p in officers), *(Owner(p, *given, "owner") for p in owners)]
    for person in people:
        person.start()
    killer.start()
    over = time.monotonic() + 60 * minutes
    while True:
        began = time.monotonic()
        _through(rounds[-1], len(owners), over)
        took = time.monotonic() - began
        if time.monotonic() + took > over:
            break
        rounds.append(Round(seeding.open_phase(len(rounds) + 1)))
    time.sleep(max(0.0, over - time.monotonic()))
    for person in people:
        person.ended.set()
    killer.end()
    mail.end()
    for person in people:
        person.join()
    machines.wait()
    return book, [person.fault for person in people if person.fault] + _drained()


def _through(now: Any, owners: int, over: float) -> None:
    """One round through its stages: each lasts until it has come to its end, or its share of the time that is left is used."""
    from balcao.programmes.models import Application, Phase
    from chaos import seed as seeding

    mine = Application.objects.filter(phase__slug=now.slug)
    settled = Phase.objects.filter(slug=now.slug, settled_at__isnull=False)
    in_review = Q(state__in=["submitted", "under_review", "information_requested"])
    appealed = Q(state="ineligible", appeal__isnull=False, due_at__isnull=False)
    stages: dict[str, tuple[float, Callable[[], bool]]] = {
        "open": (0.4, lambda: mine.exclude(state="draft").count() > 0.9 * owners),
        "decide": (0.5, lambda: not mine.filter(in_review | appealed).exists()),
        "places": (0.8, lambda: settled.exists() and not mine.filter(state="selected").exists()),
        "over": (1.0, lambda: settled.filter(list_ended_at__isnull=False).exists() and not mine.filter(state="waitlisted").exists()),
    }  # fmt: skip
    for stage, (share, reached) in stages.items():
        now.stage = stage
        if stage == "decide":
            seeding.close_phase(now.slug)
        until = time.monotonic() + share * (over - time.monotonic())
        while not reached() and time.monotonic() < until:
            if stage in ("places", "over"):
                seeding.days_pass(now.slug)
            time.sleep(1)


def _drained() -> list[str]:
    """Wait until nothing is left to do; what is not done in time, in words."""
    from django_tasks_db.models import DBTaskResult

    from balcao.messaging.models import Delivery, Hook
    from balcao.programmes.models import Sending

    end = time.monotonic() + DRAINS
    listens = Hook.objects.order_by("pk").first()
    left = Delivery.objects.exclude(state="sent").filter(Q(hook=None) | Q(hook=listens))
    tasks = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).exclude(queue_name="hooks")
    while left.exists() or tasks.exists() or Sending.objects.exists():
        if time.monotonic() > end:
            waiting = Counter(tasks.values_list("task_path", flat=True))
            return [
                f"after {DRAINS} s {left.count()} deliveries, {dict(waiting)} tasks, {Sending.objects.count()} sendings are left"
            ]
        time.sleep(1)
    return []


def _tell(book: Any, broken: list[str], machines: Any, killer: Any, mail: Any, listening: Any) -> int:
    from balcao.messaging.models import Hook, Message
    from balcao.records.models import Entry
    from chaos.holds import End, faults

    machines.stop()
    numbers = list(Hook.objects.order_by("pk").values_list("pk", flat=True))
    end = End(book)
    found = [*broken, *faults(end, mail.taken, listening.taken, (numbers[0], numbers[1]))]
    moved = Counter(act for steps in end.history.values() for act, _, _ in steps)
    if not set(MUST) <= set(moved):
        found.append(
            f"too little was done to show anything: no {', '.join(sorted(set(MUST) - set(moved)))}; give it more minutes"
        )
    outcomes = Counter((row["what"], row["outcome"]) for row in book.rows)
    times = sorted(book.times) or [0.0]
    again = sum(n - 1 for n in mail.taken.values())
    rows = [
        ("kills (-9)", f"{killer.killed.total()}: " + ", ".join(f"{k} {n}" for k, n in sorted(killer.killed.items()))),
        ("mail server hung", f"{mail.hangs} times"),
        ("calls", f"{len(times):,}, {book.broken} broken off; median {1000 * statistics.median(times):.0f} ms, 95 % within {times[int(0.95 * len(times))]:.1f} s"),
        ("things done", f"{sum(n for (_, how), n in outcomes.items() if how in ('done', 'kept')):,}, refused in words {sum(n for (_, how), n in outcomes.items() if how == 'no'):,}, not known to whoever did them {sum(n for (_, how), n in outcomes.items() if how == 'unknown')}"),
        ("applications", f"{len(end.applications)}, changes of state {moved.total():,}: " + ", ".join(f"{a} {n}" for a, n in sorted(moved.items()))),
        ("papers, sales files", f"{outcomes['paper', 'done']}, {outcomes['file', 'done']}"),
        ("messages", f"{Message.objects.count():,}; letters that came {mail.taken.total():,}, of them again under their own ID {again}"),
        ("events", f"{listening.taken.total():,} came, of them again under their own ID {sum(n - 1 for n in listening.taken.values())}"),
        ("the record", f"{Entry.objects.count():,} entries"),
        ("faults", str(len(found))),
    ]  # fmt: skip
    print("\n| what | measured |\n|---|---|\n" + "\n".join(f"| {name} | {told} |" for name, told in rows))
    print("\nNothing lost, nothing twice, the record whole." if not found else "\nIt does not hold:")
    for one in found[:100]:
        print(f"- {one}")
    if found:
        for machine in machines.all:
            tail = (machine.home / "log").read_text(errors="replace").splitlines()[-15:]
            print(f"\n{machine.name} said last:\n  " + "\n  ".join(line[:400] for line in tail))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
