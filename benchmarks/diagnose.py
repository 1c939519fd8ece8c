"""How fast and how large `balcao diagnose` is, against DuckDB alone doing the least that any diagnosis needs, in one run.

    .venv/bin/python -m benchmarks.diagnose [LINES]

Every figure is of a whole process, the smallest of several runs; memory is the largest resident size. Prints a table and
keeps it in benchmarks/diagnose.md. The pizzeria's rows need ../shared/data.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from balcao.analytics.economies import economy
from balcao.analytics.simulation.books import books, recipe, write_export

HERE = Path(__file__).parent
FEW = 1_000
PIZZERIA = HERE.parents[1] / "shared/data/pizzeria-2015.csv.gz"
LIBRARIES = "import duckdb, numpy, babel.dates, fluent.runtime, holidays.countries"
COLUMNS = (
    "Date",
    "Receipt number",
    "Type",
    "Item",
    "Category",
    "Quantity",
    "Net sales",
    "Payment method",
    "Cashier name",
)
FLOOR = """
import duckdb, sys
source, target = sys.argv[1:]
con = duckdb.connect()
con.execute(f"COPY (SELECT * FROM read_csv('{source}')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
con.execute(f"CREATE VIEW lines AS SELECT * FROM read_parquet('{target}')")
for query in (
    'SELECT "Date"::DATE, sum("Net sales") FROM lines GROUP BY 1',
    'SELECT isodow("Date"), hour("Date"), sum("Net sales") FROM lines GROUP BY 1, 2',
    'SELECT "Item", sum("Net sales") FROM lines GROUP BY 1',
    '''WITH top AS (SELECT "Item" FROM lines GROUP BY 1 ORDER BY count(*) DESC LIMIT 200),
       bought AS (SELECT DISTINCT "Receipt number" AS receipt, "Item" AS item FROM lines WHERE "Item" IN (FROM top))
       SELECT a.item, b.item, count(*) FROM bought a JOIN bought b ON a.receipt = b.receipt AND a.item < b.item GROUP BY 1, 2''',
    'SELECT "Payment method", sum("Net sales") FROM lines GROUP BY 1',
):
    con.execute(query).fetchall()
"""


@dataclass(frozen=True)
class Run:
    """Seconds and bytes of one process."""

    seconds: float
    memory: int


def run(arguments: list[str], times: int) -> Run:
    """The fastest of several runs of a command, from process start to end, and the largest memory seen."""
    best, memory = float("inf"), 0
    for _ in range(times):
        started = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        best = min(best, time.perf_counter() - started)
        memory = max(memory, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
        if status:
            raise SystemExit(f"{arguments} ended with {status}")
    return Run(best, memory)


def export(lines: int, folder: Path) -> Path:
    """A made-up café's export of nine columns with this many lines; ten times as many are ten such years after each other."""
    file = folder / f"{lines}.csv"
    one = min(lines, 1_000_000)
    made = recipe("cafe", economy("MO"), 365, seed=7)
    made.level = made.level * (one / (float(made.level.sum()) * (1 + made.kind.extra)))
    whole = folder / "whole.csv"
    write_export(books(made), whole)
    names = ", ".join(f'"{name}"' for name in COLUMNS if name != "Date")
    con = duckdb.connect()
    con.execute(
        f"""COPY (SELECT strftime(strptime("Date", '%d/%m/%Y %H:%M') - to_years(y::INT), '%Y-%m-%d %H:%M:%S') AS "Date",
        {names.replace('"Receipt number"', '"Receipt number"::BIGINT + 10000000 * y AS "Receipt number"')}
        FROM read_csv('{whole}', all_varchar=true), range({lines // one}) t(y)) TO '{file}' (FORMAT csv, HEADER)"""
    )
    return file


def with_states(file: Path) -> Path:
    """The same export with a column of states: a fortieth of the receipts was cancelled, a hundredth void."""
    made = file.with_name("states.csv")
    duckdb.execute(
        f"""COPY (SELECT *, CASE WHEN hash("Receipt number") % 40 = 0 THEN 'Cancelled' WHEN hash("Receipt number") % 97 = 0 THEN 'Void'
        ELSE 'Completed' END AS "Status" FROM read_csv('{file}', all_varchar=true)) TO '{made}' (FORMAT csv, HEADER)"""
    )
    return made


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    balcao = [sys.executable, "-m", "balcao", "diagnose"]
    rows: list[tuple[str, str, str]] = []
    with TemporaryDirectory(prefix="balcao-bench-") as name:
        folder = Path(name)
        with ProcessPoolExecutor(
            1, get_context("spawn")
        ) as apart:  # what a child has seen counts its parent's memory too
            few, small, large = apart.map(export, (FEW, size, 10 * size), (folder,) * 3)
            states = apart.submit(with_states, small).result()
        floor = run([sys.executable, "-c", FLOOR, str(small), str(folder / "floor.parquet")], 5)
        million = run([*balcao, str(small), "--json"], 5)
        ten = run([*balcao, str(large), "--json"], 2)
        stated = run([*balcao, str(states), "--json"], 3)
        rows += [
            (
                f"{size:,} lines with states to JSON / floor",
                f"{stated.seconds / floor.seconds:.2f} ({stated.seconds:.2f} s)",
                "≤ 5",
            ),
            (
                f"{size:,} lines to JSON / floor",
                f"{million.seconds / floor.seconds:.2f} ({million.seconds:.2f} s / {floor.seconds:.2f} s)",
                "≤ 3",
            ),
            (
                f"{size:,} lines, memory",
                f"{million.memory / 2**20:.0f} MB (floor {floor.memory / 2**20:.0f} MB)",
                "≤ 1024 MB",
            ),
            (
                f"{10 * size:,} lines / {size:,} lines",
                f"{ten.seconds / million.seconds:.2f} ({ten.seconds:.1f} s)",
                "≤ 12",
            ),
            (f"{10 * size:,} lines, memory", f"{ten.memory / 2**20:.0f} MB", "≤ 2048 MB"),
        ]
        if PIZZERIA.exists():
            shop = [*balcao, str(PIZZERIA), "--economy", "US"]
            rows += [
                ("pizzeria (48,620 lines) to JSON", f"{run([*shop, '--json'], 3).seconds:.2f} s", "≤ 4 s"),
                (
                    "pizzeria to HTML and PDF",
                    f"{run([*shop, '--html', str(folder / 'r.html'), '--pdf', str(folder / 'r.pdf')], 3).seconds:.2f} s",
                    "≤ 6 s",
                ),
            ]
        bare = run([sys.executable, "-c", "pass"], 5)
        month = run([*balcao, str(few), "--json"], 5)
        libraries = run([sys.executable, "-c", LIBRARIES], 5)
        rows.append(
            (
                f"{FEW:,} lines to JSON / import of the libraries alone",
                f"{month.seconds / libraries.seconds:.2f} ({month.seconds:.2f} s / {libraries.seconds:.2f} s)",
                "≤ 1.0 s where the floor is 0.69 s",
            )
        )
        science = run(
            [sys.executable, "-c", "import balcao.analytics.sales.reading, balcao.analytics.diagnosis.engine"], 5
        )
        rows.append(("import of the reader and the engine", f"{science.seconds - bare.seconds:.2f} s", "≤ 0.5 s"))
    table = "\n".join(
        ["| what | measured | to reach |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    )
    print(table)
    if size == 1_000_000:
        about = f"Python {sys.version.split()[0]}, DuckDB {duckdb.__version__}, {os.cpu_count()} cores."
        (HERE / "diagnose.md").write_text(
            f"# `balcao diagnose`: speed and size\n\nMade by `make bench`. {about}\n\n{table}\n", "utf-8"
        )


if __name__ == "__main__":
    main()
