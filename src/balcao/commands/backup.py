"""`balcao backup` and `balcao restore`: everything in one file, and back, verified."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from balcao.commands.start import start


def add_to(commands: Any) -> None:
    """Describe both commands."""
    making: ArgumentParser = commands.add_parser(
        "backup", help="write database and files into one file, while the site runs"
    )
    making.add_argument("file", type=Path, metavar="FILE.tar")
    making.set_defaults(run=run_backup)
    taking: ArgumentParser = commands.add_parser(
        "restore", help="take a backup into an empty deployment, and verify it"
    )
    taking.add_argument("file", type=Path, metavar="FILE.tar")
    taking.set_defaults(run=run_restore)


def run_backup(options: Namespace) -> int:
    """Write the backup."""
    start()
    from balcao.site.archive import ArchiveError, backup

    try:
        told = backup(options.file)
    except ArchiveError as error:
        print(error, file=sys.stderr)
        return 2
    print(_about("Saved", told["tables"], told["files"]))
    return 0


def run_restore(options: Namespace) -> int:
    """Take the backup; says what differs and changes nothing if it cannot be taken whole."""
    start()
    from balcao.commands.prepare import prepare
    from balcao.site.archive import ArchiveError
    from balcao.site.restoring import restore

    try:
        told = restore(options.file, lambda: prepare(sample=False))
    except ArchiveError as error:
        print(error, file=sys.stderr)
        return 2
    tables = {name: table.model_dump() for name, table in told.tables.items()}
    print(_about("Restored and verified", tables, told.files))
    return 0


def _about(what: str, tables: dict[str, Any], files: dict[str, str]) -> str:
    rows = sum(table["rows"] for table in tables.values())
    return f"{what}: {rows} rows in {len(tables)} tables, {len(files)} files."
