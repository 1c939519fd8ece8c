"""How fast the site is, and how much it carries: `python -m benchmarks.counter [--uploads 200] [--businesses 50000]`.

Everything runs here: web and worker as real processes, the browser's part by plain HTTP. Figures go to
benchmarks/counter.md; each is a time, or a ratio to a bare Django page in the same run.
"""

import argparse
import http.client
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from balcao.analytics.economies import economy
from balcao.analytics.simulation.books import books, recipe, write_export
from tests.processes import Site, get, site, wait_until

ROOT = Path(__file__).parents[1]
PIZZERIA = ROOT.parent / "shared/data/pizzeria-2015.csv.gz"
SERVER = """
import sys, statistics, time
from django.db import connection
from django.test import Client
counted = 0
def count(execute, *arguments):
    global counted
    counted += 1
    return execute(*arguments)
for path, fresh in ((sys.argv[1], True), (sys.argv[1], False), (sys.argv[2], True), (sys.argv[2], False)):
    times, visitor = [], Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    for n in range(40):
        if fresh:
            from django.core.cache import caches
            caches["pages"].clear()
        counted = 0
        with connection.execute_wrapper(count):
            started = time.perf_counter()
            assert visitor.get(path).status_code == 200
            times.append(time.perf_counter() - started)
    print(counted, statistics.median(times[3:]))
"""
MANY = """
import sys
from balcao.accounts.models import User
from balcao.businesses.models import Business, Member, Outlet
from balcao.diagnoses.models import Import, State
count = int(sys.argv[1])
known = Import.objects.filter(state="done").values().first()
for start in range(0, count, 5000):
    numbers = range(start, min(count, start + 5000))
    users = User.objects.bulk_create([User(email=f"many{n}@example.test", password="!") for n in numbers])
    shops = Business.objects.bulk_create([Business(name_en=f"Business {n}") for n in numbers])
    Member.objects.bulk_create([Member(business=b, user=u, role="owner") for b, u in zip(shops, users)])
    outlets = Outlet.objects.bulk_create([Outlet(business=b) for b in shops])
    facts = {k: v for k, v in known.items() if k not in ("id", "outlet_id", "sample", "expires_at", "made_by_id")}
    Import.objects.bulk_create([Import(**facts, outlet=o) for o in outlets], batch_size=500)
print(Business.objects.count())
"""


def memory(processes: list[subprocess.Popen[bytes] | None]) -> list[int]:
    """Proportional memory (MB) of each process with all its children."""
    found = []
    for process in processes:
        total = 0
        for pid in [process.pid, *_children(process.pid)] if process else []:
            try:
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        total += int(line.split()[1])
            except OSError:
                pass
        found.append(total // 1024)
    return found


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    own = [int(child) for child in text.split()]
    return own + [grandchild for child in own for grandchild in _children(child)]


def to_report(running: Site) -> float:
    """Seconds from the upload of the pizzeria's file to its visible report; the best of three."""
    content = PIZZERIA.read_bytes()
    times = []
    for _ in range(3):
        started = time.perf_counter()
        page = running.address + running.upload(content, "pizzeria.csv.gz")
        wait_until(lambda page=page: "<article" in get(page)[1])
        times.append(time.perf_counter() - started)
        print("  upload to report", round(times[-1], 2), flush=True)
    return min(times)


def in_the_server(running: Site, report: str) -> list[tuple[int, float]]:
    """Queries and median milliseconds of home and report, each rendered anew and from memory."""
    lines = running.python(SERVER, "/", report).splitlines()
    return [(int(line.split()[0]), 1000 * float(line.split()[1])) for line in lines]


def _knock(port: int, path: str, seconds: float, answers: "multiprocessing.Queue[int]") -> None:
    connection = http.client.HTTPConnection("localhost", port)
    end, count, headers = time.perf_counter() + seconds, 0, {"Accept-Encoding": "gzip"}
    while time.perf_counter() < end:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        if cookie := response.getheader("Set-Cookie"):
            headers["Cookie"] = cookie.split(";")[0]  # as a browser does
        response.read()
        assert response.status == 200
        count += 1
    answers.put(count)


def per_second(port: int, path: str, seconds: float = 4.0, at_once: int = 4) -> float:
    """Requests answered in a second to so many that ask at once."""
    answers: multiprocessing.Queue[int] = multiprocessing.Queue()
    asking = [multiprocessing.Process(target=_knock, args=(port, path, seconds, answers)) for _ in range(at_once)]
    for one in asking:
        one.start()
    count = sum(answers.get() for _ in asking)
    for one in asking:
        one.join()
    return count / seconds


def against_bare(running: Site, report: str, queries: list[int]) -> list[tuple[float, float]]:
    """Requests a second of home and report, and of a bare page with as many queries, turn about in one run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bare = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-k", "gthread", "-w", "1", "--threads", "8", "-b", f"127.0.0.1:{port}", "benchmarks.bare"],
        env={**os.environ, "BARE_DATABASE": str(running.home / "balcao.sqlite3")}, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until(lambda: get(f"http://localhost:{port}/0/")[0] == 200)
        rates = []
        for path, count in zip(("/", report), queries, strict=True):
            turns = [(per_second(running.port, path), per_second(port, f"/{count}/")) for _ in range(3)]
            rates.append((statistics.median(t[0] for t in turns), statistics.median(t[1] for t in turns)))
            print(
                f"  {path[:12]} {rates[-1][0]:.0f} a second, bare with {count} queries {rates[-1][1]:.0f}", flush=True
            )
        return rates
    finally:
        bare.kill()
        bare.wait()


def at_once(running: Site, count: int) -> dict[str, float]:
    """So many files of 20,000 lines dropped at the same moment: seconds until all are read, and the most memory meanwhile."""
    made = recipe("cafe", economy("MO"), 120, 5)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sales.csv"
        write_export(books(made), file)
        lines = file.read_bytes().splitlines(keepends=True)
    pages: list[str] = []
    lost: list[str] = []

    def drop(number: int) -> None:
        try:
            pages.append(running.upload(b"".join(lines[:20_001]) + b"\n" * number, f"sales-{number}.csv"))
        except Exception as error:
            lost.append(repr(error))

    started = time.perf_counter()
    dropping = [threading.Thread(target=drop, args=(number,)) for number in range(count)]
    for one in dropping:
        one.start()
    most = [0, 0]
    while any(one.is_alive() for one in dropping):
        most = [max(a, b) for a, b in zip(most, memory([running.web, running.worker]), strict=True)]
        time.sleep(0.3)
    taken = time.perf_counter() - started
    print(f"  {len(pages)} taken in {taken:.1f} s, {len(lost)} lost {lost[:2]}", flush=True)

    def left() -> int:
        return int(
            running.python(
                "from balcao.diagnoses.models import Import\nprint(Import.objects.exclude(state='done').count())"
            )
        )

    while left():
        most = [max(a, b) for a, b in zip(most, memory([running.web, running.worker]), strict=True)]
        time.sleep(1)
        if time.perf_counter() - started > 1800:
            break
    seconds = time.perf_counter() - started
    done = sum("<article" in get(running.address + page)[1] for page in pages)
    return {
        "lines": len(lines[1:20_001]),
        "taken": taken,
        "seconds": seconds,
        "done": done,
        "web": most[0],
        "worker": most[1],
    }


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--uploads", type=int, default=200)
    parser.add_argument("--businesses", type=int, default=50_000)
    options = parser.parse_args()
    rows = []
    with (
        TemporaryDirectory() as folder,
        site(Path(folder), sample=True, BALCAO_HOURLY_VISITS="0", BALCAO_HOURLY_BYTES="0") as running,
    ):
        running.start_web()
        running.start_worker(2)
        wait_until(lambda: "<article" in get(f"{running.address}/sample/")[1])
        report = (
            "/imports/"
            + running.python(
                "from balcao.diagnoses.models import Import\nprint(Import.objects.get(sample=True).pk)"
            ).strip()
            + "/"
        )
        if PIZZERIA.is_file():
            rows.append(("Pizzeria, upload to visible report", f"{to_report(running):.2f} s", "5 s"))
        first = in_the_server(running, report)
        rates = against_bare(running, report, [first[1][0], first[3][0]])
        burst = at_once(running, options.uploads)
        running.kill(running.worker)
        running.python(MANY, str(options.businesses))
        many = in_the_server(running, report)
    names = ("Home, rendered anew", "Home, from memory", "Report, rendered anew", "Report, from memory")
    limits = ("10 queries, 30 ms", "", "15 queries, 120 ms", "")
    for name, (queries, ms), (queries_many, ms_many), limit in zip(names, first, many, limits, strict=True):
        more = f"{options.businesses:,} businesses: {queries_many} and {ms_many:.1f} ms"
        rows.append((name, f"{queries} queries, {ms:.1f} ms; with {more}", limit))
    for name, (own, bare) in zip(("Home", "Report"), rates, strict=True):
        rows.append(
            (f"{name}, requests a second against a bare page", f"{own:.0f} / {bare:.0f} = {own / bare:.2f}", "0.5")
        )
    rows.append(
        (
            f"{options.uploads} uploads of {burst['lines']:,} lines at once",
            f"{burst['done']} finished, taken in {burst['taken']:.0f} s, all read in {burst['seconds']:.0f} s",
            "none lost",
        )
    )
    rows.append(("Memory meanwhile, web and worker", f"{burst['web']} MB and {burst['worker']} MB", "400 MB, 1,000 MB"))
    table = "\n".join(f"| {name} | {value} | {limit} |" for name, value, limit in rows)
    text = f"# The counter, measured\n\n`make bench` on {os.cpu_count()} cores; one web process of 8 threads, two worker processes, SQLite.\n\n| what | measured | wanted |\n|---|---|---|\n{table}\n"
    (ROOT / "benchmarks/counter.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
