"""Every file of the folder `files`, and the huge ones made by `make.py`, through the command: a sentence that helps or a
right answer, nothing half-imported, memory bounded, and no cell that a spreadsheet would run.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commanded import run
from tests.hostile.make import HUGE, small

FILES = Path(__file__).parent / "files"
MOST_MEMORY = 1 << 30

REFUSED = {
    "empty.csv": "empty", "blank.csv": "empty", "headings-only.csv": "no sales under them", "photo.csv": "photo",
    "document.csv": "PDF", "random-bytes.csv": "not a table", "web-page.csv": "web page", "one-column.csv": "no columns",
    "no-dates.csv": "no dates", "year-2205.csv": "future", "broken.jsonl": "JSON", "cut-off.csv.gz": "cut off",
    "cut-off.zip": "cut off", "cut-off.xlsx": "cut off", "cut-off.parquet": "damaged", "climbs-out.zip": "no file that we can open",
    "symbolic-link.zip": "no file that we can open", "zip-in-zip.zip": "Unpack it first", "bomb.zip": "unpacked",
    "many-columns.csv": "3,000 columns", "far-cell.xlsx": "unpacked", "wide-range.xlsx": "unpacked", "blank-range.xlsx": "unpacked",
}  # fmt: skip
"""File to the words by which its sentence is known."""

READ = {
    "year-2205-in-one-row.csv": (3, "32.50", {"no date": 1}),
    "a-billion-in-one-cell.csv": (4, "1000000032.50", {}),
    "more-than-all-money.csv": (3, "32.50", {"no amount": 1}),
    "mixed-currencies.csv": (2, "22.00", {"other currency": 2}),
    "formulas.csv": (4, "37.50", {"no date": 4}),
    "formula-in-heading.csv": (1, "10.00", {"no date": 1}),
    "external-links.xlsx": (3, "32.50", {"no amount": 2}),
    "nul-bytes.csv": (3, "32.50", {}),
    "every-script.csv": (9, "9.00", {}),
    "right-to-left-marks.csv": (2, "22.00", {}),
    "one-line.csv": (1, "10.00", {}),
    "one-line-without-headings.csv": (1, "10.00", {}),
    "open-quote.csv": (3, "32.50", {"no amount": 1}),
    "ragged.csv": (4, "45.00", {"no amount": 1}),
    "twice-the-same-heading.csv": (1, "10.00", {"no date": 1}),
    "script-in-a-name.csv": (3, "12.00", {}),
    "headings-in-two-languages.csv": (3, "32.50", {}),
    "headings-on-each-page.csv": (3, "32.50", {"repeated header": 2}),
    "headings-that-repeat.csv": (5, "97.50", {}),
    "all-headings-empty.csv": (3, "32.50", {}),
    "three-broken-dates.csv": (10, "100.00", {"no date": 3}),
    "apostrophes-and-thin-spaces.csv": (5, "6172.50", {}),
    "amounts-half-text.csv": (3, "32.50", {"no amount": 3}),
    "ordered-and-paid.csv": (4, "45.00", {}),
    "running-balance.csv": (5, "72.50", {}),
    "six-of-400-columns.csv": (12, "300.00", {}),
    "million-empty-rows.xlsx": (3, "32.50", {}),
    "long-cell.csv": (4, "37.50", {}),
    "many-members.zip": (3, "32.50", {}),
    "all-differ.csv": (66_866, "668660.00", {"no date": 33_334}),
}  # fmt: skip
"""File to the rows used, the revenue and what was left out."""


def test_every_file_of_the_folder_is_judged_here():
    on_disk = {path.name for path in FILES.iterdir()}
    assert on_disk == small().keys()
    assert on_disk | HUGE.keys() == REFUSED.keys() | READ.keys()


def place(name: str, folder: Path) -> Path:
    if name not in HUGE:
        return FILES / name
    HUGE[name](folder / name)
    return folder / name


def diagnose(file: Path, out: Path) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run the command with all outputs, its temporary folder inside `out`; also its largest memory in bytes."""
    temporary = out / "temporary"
    temporary.mkdir()
    outputs = [
        "--html",
        out / "r.html",
        "--pdf",
        out / "r.pdf",
        "--rejects",
        out / "rejects.csv",
        "--lines",
        out / "lines.parquet",
    ]
    runs = started if file.name in STARTED else run
    ran, memory = runs("diagnose", file, "--json", *outputs, TMPDIR=str(temporary))
    assert list(temporary.iterdir()) == []  # nothing is left behind
    ran.stderr = ran.stderr.removesuffix("\n")
    return ran, memory


STARTED = ("bomb.zip", "all-differ.csv", "script-in-a-name.csv")
"""Files for which the command is started as its users start it."""


def started(*arguments: object, **environment: str) -> tuple[subprocess.CompletedProcess[str], int]:
    """The same in a process that loads the command itself."""
    command = [sys.executable, "-m", "balcao", *map(str, arguments)]
    code = (
        "import json, resource, subprocess, sys; ran = subprocess.run(json.loads(sys.argv[1])); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(ran.returncode)"
    )
    around = {**os.environ, **environment}
    ran = subprocess.run(
        [sys.executable, "-c", code, json.dumps(command)], capture_output=True, text=True, env=around, check=False
    )
    *told, memory = ran.stderr.splitlines()
    ran.stderr = "\n".join(told)
    return ran, int(memory) * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_a_sentence_and_nothing_is_kept(name, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    ran, memory = diagnose(place(name, tmp_path), out)
    assert ran.returncode == 2 and ran.stdout == ""
    assert REFUSED[name] in ran.stderr and "\n" not in ran.stderr and "Traceback" not in ran.stderr
    assert [path.name for path in out.iterdir()] == ["temporary"]
    assert memory < MOST_MEMORY


@pytest.mark.parametrize("name", READ)
def test_it_is_read_and_every_row_accounted_for(name, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    ran, memory = diagnose(place(name, tmp_path), out)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    used, revenue, rejected = READ[name]
    assert (told["read"]["used"], told["totals"]["revenue"], told["read"]["rejected"]) == (used, revenue, rejected)
    assert told["read"]["used"] + sum(rejected.values()) == told["read"]["rows"]
    assert memory < MOST_MEMORY
    page = (out / "r.html").read_text("utf-8")
    assert "<script" not in page and "<img" not in page
    assert no_cell_runs((out / "rejects.csv").read_text("utf-8"))


def no_cell_runs(exported: str) -> bool:
    """Whether no cell begins as a formula would, numbers apart."""
    cells = [cell for row in csv.reader(exported.splitlines()) for cell in row]
    return not any(cell[:1] in "=+-@\t\r|%" and cell.strip("+-.,0123456789% ") != "" for cell in cells if cell)


def test_a_slip_of_a_billion_is_pointed_out(tmp_path):
    ran, _ = diagnose(FILES / "a-billion-in-one-cell.csv", tmp_path)
    assert "one_amount_dwarfs" in json.loads(ran.stdout)["read"]["notes"]
