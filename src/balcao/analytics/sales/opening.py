"""From whatever was handed in to one plain table on disk: containers, workbooks and encodings end here.

Every file is hostile until shown otherwise: sizes are bounded while bytes flow, names inside archives are never used
as paths, and nothing is extracted except the one table that is read.
"""

import csv
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from balcao.analytics.sales.day_lines import day_of
from balcao.analytics.sales.encoding import find_encoding
from balcao.analytics.sales.schema import NotSalesError

MAX_UNPACKED = 3 * 2**30
"""Bytes that a compressed file may grow to."""
MAX_RATIO = 300
"""How many times larger than packed, above a size of RATIO_FROM; sales exports stay under 60."""
RATIO_FROM = 64 * 2**20
MAX_CELLS = 200_000_000
CHUNK = 1 << 20

_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")


@dataclass(frozen=True)
class Opened:
    """A plain table: `kind` is text (UTF-8), tidy (UTF-8 CSV with commas, one width) or parquet."""

    path: Path
    kind: str
    encoding: str


def open_table(file: Path, work: Path) -> Opened:
    """Turn `file` into one plain table inside the folder `work`.

    Raises NotSalesError for what is not a table, is empty, is broken, or would grow beyond MAX_UNPACKED.
    """
    if not file.is_file():
        raise NotSalesError("missing_file", name=file.name)
    if file.stat().st_size == 0:
        raise NotSalesError("empty_file")
    head = _head(file)
    if head.startswith(b"\x1f\x8b"):
        plain = work / "unpacked"
        try:
            with gzip.open(file) as packed:
                _pour(packed, plain, file.stat().st_size)
        except (EOFError, OSError, zlib.error) as error:
            raise NotSalesError("broken_archive") from error
        return _open_plain(plain, work)
    if head.startswith(b"PK\x03\x04") and not _is_workbook(file):
        return _open_plain(_unzip(file, work), work)
    return _open_plain(file, work)


def _head(file: Path, size: int = 8192) -> bytes:
    with file.open("rb") as handle:
        return handle.read(size)


def _most(packed: int) -> int:
    """The bytes that so many packed ones may grow to."""
    return min(MAX_UNPACKED, max(RATIO_FROM, MAX_RATIO * packed))


def _pour(source: IO[bytes] | gzip.GzipFile, target: Path, packed: int) -> None:
    """Copy bounded by size and ratio, so that a bomb stops early."""
    written, most = 0, _most(packed)
    with target.open("wb") as out:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > most:
                raise NotSalesError("too_large_unpacked")
            out.write(chunk)


def _is_workbook(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" not in names and "mimetype" not in names:
                return False
            size = sum(i.file_size for i in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise NotSalesError("broken_archive") from error
    if size > RATIO_FROM * 8 or (size > RATIO_FROM and size > MAX_RATIO * file.stat().st_size):
        raise NotSalesError("too_large_unpacked")
    return True


def _unzip(file: Path, work: Path) -> Path:
    """The one table in a zip: the largest regular member; names are never used as paths."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [
                i
                for i in archive.infolist()
                if not i.is_dir()
                and (i.external_attr >> 16) & 0o170000 != 0o120000
                and not i.filename.startswith(("/", "__MACOSX"))
                and ".." not in Path(i.filename.replace("\\", "/")).parts
            ]
            if not members:
                raise NotSalesError("empty_archive")
            member = max(members, key=lambda i: i.file_size)
            if member.flag_bits & 1:
                raise NotSalesError("locked_archive")
            if member.file_size > _most(member.compress_size):  # what it says of itself; what it does is bounded below
                raise NotSalesError("too_large_unpacked")
            target = work / "unpacked"
            with archive.open(member) as packed:
                _pour(packed, target, member.compress_size)
            return target
    except NotSalesError:
        raise
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError, ValueError) as error:
        raise NotSalesError("broken_archive") from error


def _open_plain(file: Path, work: Path) -> Opened:
    head = _head(file)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise NotSalesError("empty_file")
    if head.startswith(b"PAR1"):
        return Opened(file, "parquet", "parquet")
    if head.startswith(b"%PDF"):
        raise NotSalesError("pdf")
    if head.startswith(_IMAGES):
        raise NotSalesError("photo")
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        if head.startswith(b"PK") and not _is_workbook(file):
            raise NotSalesError("archive_in_archive")
        return Opened(_workbook_to_csv(file, work), "tidy", "workbook")
    if head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        raise NotSalesError("archive_in_archive")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return Opened(_json_to_csv(file, work), "tidy", "utf-8")
    if head.lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<ofx")):
        raise NotSalesError("web_page")
    encoding, plain = find_encoding(file)
    return Opened(file if plain else _transcode(file, encoding, work), "text", encoding)


def _transcode(file: Path, encoding: str, work: Path) -> Path:
    target = work / "text.csv"
    with (
        file.open(encoding=encoding, errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        while chunk := source.read(CHUNK):
            out.write(chunk.replace("\x00", ""))
    return target


def _workbook_to_csv(file: Path, work: Path) -> Path:
    """The sheet with the most filled cells, as CSV; empty rows are left out, links and formulas never followed."""
    best: tuple[int, Path] | None = None
    try:
        book = CalamineWorkbook.from_path(str(file))
        for number, name in enumerate(book.sheet_names[:50]):
            sheet = book.get_sheet_by_name(name)
            if sheet.height * sheet.width > MAX_CELLS:
                raise NotSalesError("too_large_unpacked")
            target = work / f"sheet{number}.csv"
            filled = _write(target, ([_cell(v) for v in row] for row in sheet.iter_rows()))
            if filled and (best is None or filled > best[0]):
                best = (filled, target)
    except NotSalesError:
        raise
    except (CalamineError, OSError, ValueError) as error:
        raise NotSalesError("broken_workbook") from error
    if best is None:
        raise NotSalesError("empty_file")
    return best[1]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _json_to_csv(file: Path, work: Path) -> Path:
    """JSON lines, one object a line; keys become columns in order of first appearance."""
    keys: dict[str, None] = {}
    try:
        for record in _records(file):
            keys.update(dict.fromkeys(record))
            if len(keys) > 3000:
                raise NotSalesError("too_many_columns")
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotSalesError("broken_json") from error
    target = work / "json.csv"
    rows = (["" if (v := record.get(k)) is None else str(v) for k in keys] for record in _records(file))
    _write(target, _with_header(list(keys), rows))
    return target


def _records(file: Path) -> Iterator[dict[str, object]]:
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                if isinstance(record, dict):
                    yield record


def _with_header(header: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield header
    yield from rows


def _write(target: Path, rows: Iterator[list[str]]) -> int:
    """Write rows that hold anything as CSV; returns the number of filled cells."""
    filled = 0
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for row in rows:
            count = sum(1 for v in row if v.strip())
            if count:
                filled += count
                writer.writerow([v.replace("\x00", "") for v in row])
    return filled


def _is_comment(row: list[str]) -> bool:
    """A line that says something beside the table, as Alipay's do: # and then only one cell."""
    return row[0].lstrip().startswith("#") and sum(bool(v.strip()) for v in row) == 1


def copy_tidy(text: Path, delimiter: str, skip: int, width: int, target: Path, day_lines: bool = False) -> int:
    """Rewrite irregular CSV as comma-separated rows of exactly `width` cells.

    `skip` counts records before the table. Comment lines (`#`) and blank records are left out; short records are
    filled with blanks, and what overhangs is dropped only if blank, else joined into the last cell. With `day_lines` a line that
    only says a day is left out, and each line below carries that day as its last cell. Returns the rows.
    """
    csv.field_size_limit(1 << 24)
    count, day = 0, ""
    width -= day_lines
    with (
        text.open(encoding="utf-8-sig", errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for number, row in enumerate(csv.reader(source, delimiter=delimiter)):
            if day_lines and (found := day_of(row)):
                day = found
                continue
            if number < skip or not any(v.strip() for v in row) or _is_comment(row):
                continue
            if len(row) > width:
                extra = [v for v in row[width:] if v.strip()]
                row = [*row[: width - 1], " ".join([row[width - 1], *extra])]
            writer.writerow(row + [""] * (width - len(row)) + ([day] if day_lines else []))
            count += 1
    return count
