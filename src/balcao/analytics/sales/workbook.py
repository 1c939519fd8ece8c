"""A workbook's sheets as CSV files, in a process of its own with little memory and time: 1.4 kB can claim 17,000 million cells.

This file is run by its path, with nothing of ours imported, so that the process starts at once.
"""

import csv
import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

MOST_MEMORY = 1_500_000_000
"""Bytes that the process may take."""
MOST_SECONDS = 120
MOST_BYTES = 3 * 2**30
"""Bytes of the CSV of all sheets."""
MOST_SHEETS = 60
MOST_BLANK, BLANK_RATIO = 20_000_000, 100
"""Cells that may be looked at, and for each that is filled, before a sheet is taken for one that only claims to be large."""


class BrokenWorkbookError(Exception):
    """The workbook cannot be opened."""


class WorkbookTooLargeError(Exception):
    """The workbook wants more memory or time than any export of sales."""


def sheets(file: Path, folder: Path) -> list[tuple[str, Path, int]]:
    """The sheets of a workbook that hold anything: name, CSV file in the folder (commas, all quoted, no blank rows), filled cells.

    Links and formulas are never followed. Raises BrokenWorkbookError or WorkbookTooLargeError.
    """
    command = [sys.executable, "-I", __file__, str(file), str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if done.returncode == BROKEN:
        raise BrokenWorkbookError
    if done.returncode:
        raise WorkbookTooLargeError
    return [(name, Path(path), filled) for name, path, filled in json.loads(done.stdout)]


BROKEN, TOO_LARGE = 3, 4
"""How the process ends where the workbook is broken; any other end but 0 is of too much memory or time."""


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).replace("\x00", "")


def main() -> None:
    """Write each sheet as CSV and print what there is as JSON."""
    from python_calamine import CalamineError, CalamineWorkbook

    signal.alarm(2 * MOST_SECONDS)  # it ends itself: who started it may be confined, and end no other process
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    file, folder = Path(sys.argv[1]), Path(sys.argv[2])
    found, written = [], 0
    try:
        book = CalamineWorkbook.from_filelike(file.open("rb"))
        for number, name in enumerate(book.sheet_names[:MOST_SHEETS]):
            target, filled, seen = folder / f"sheet{number}.csv", 0, 0
            with target.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
                for row in book.get_sheet_by_name(name).iter_rows():
                    seen += len(row)
                    if seen > MOST_BLANK and seen > BLANK_RATIO * filled:
                        sys.exit(TOO_LARGE)
                    if row.count("") == len(row):
                        continue
                    cells = [_cell(value) for value in row]
                    if count := sum(1 for cell in cells if cell.strip()):
                        filled += count
                        writer.writerow(cells)
            written += target.stat().st_size
            if written > MOST_BYTES:
                sys.exit(TOO_LARGE)
            if filled:
                found.append((name, str(target), filled))
            else:
                target.unlink()
    except (CalamineError, OSError, ValueError):
        sys.exit(BROKEN)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
