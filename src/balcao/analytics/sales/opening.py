"""From whatever was handed in to one plain table on disk: containers, workbooks and encodings end here.

Every file is hostile until shown otherwise: sizes are bounded while bytes flow, names inside archives are never used
as paths, and nothing is extracted except the one table that is read.
"""

import csv
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from balcao.analytics.sales.encoding import find_encoding
from balcao.analytics.sales.parts import Part, join
from balcao.analytics.sales.rows_of_text import BLANK_RATIO, MOST_BLANK
from balcao.analytics.sales.schema import NotSalesError
from balcao.analytics.sales.workbook import BrokenWorkbookError, WorkbookTooLargeError, sheets

MAX_UNPACKED = 3 * 2**30
"""Bytes that a compressed file may grow to."""
MAX_RATIO = 300
"""How many times larger than packed, above a size of RATIO_FROM; sales exports stay under 60."""
RATIO_FROM = 64 * 2**20
LONGEST_LINE = 1 << 22
"""Letters of a line of JSON: an object, of which a sale has a few hundred."""
MOST_MEMBERS = 60
"""Files of an archive that are looked at."""
CHUNK = 1 << 20

_PLAIN_NAME = frozenset("*?[]{}")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")


@dataclass(frozen=True)
class Opened:
    """A plain table: `kind` is text (UTF-8), tidy (UTF-8 CSV with commas) or parquet.

    Where a workbook or an archive held several, `parts` names the sheets or files it was made of, `others` those it was not.
    """

    path: Path
    kind: str
    encoding: str
    parts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def open_tables(file: Path, work: Path) -> list[Opened]:
    """Turn `file` into plain tables inside the folder `work`, the fullest first.

    Raises NotSalesError for what is not a table, is empty, is broken, or would grow beyond MAX_UNPACKED.
    """
    if not file.is_file():
        raise NotSalesError("missing_file", name=file.name)
    if file.stat().st_size == 0:
        raise NotSalesError("empty_file")
    if not _PLAIN_NAME.isdisjoint(str(file)):  # DuckDB would look for many files
        link = work / "input"
        link.symlink_to(file.resolve())
        file = link
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
        return _open_archive(file, work)
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


def _open_archive(file: Path, work: Path) -> list[Opened]:
    """The tables of an archive: of several files of the same headings one; what is no table is passed over."""
    found: list[tuple[str, Opened]] = []
    refusal: NotSalesError | None = None
    for number, (name, path) in enumerate(_unzip(file, work)):
        folder = work / f"member{number}"
        folder.mkdir()
        try:
            found += [(" · ".join((name, *one.parts)), one) for one in _open_plain(path, folder)]
        except NotSalesError as error:
            if error.code == "too_large_unpacked":
                raise
            refusal = refusal or error
    if not found:
        raise refusal or NotSalesError("empty_archive")
    if len(found) == 1:
        return [found[0][1]]
    encodings = {one.path: one.encoding for _, one in found}
    joined = _joined(
        [Part(name, one.path, one.path.stat().st_size) for name, one in found if one.kind != "parquet"], work
    )
    whole = [replace(one, encoding=encodings.get(one.path, "utf-8")) for one in joined]
    return [*whole, *(one for _, one in found if one.kind == "parquet")]


def _joined(parts: Sequence[Part], work: Path) -> list[Opened]:
    """Several tables as few: each says which parts it is made of and which were others."""
    return [
        Opened(one.path, "text", "utf-8", one.names, tuple(p.name for p in parts if p.name not in one.names))
        for one in join(parts, work)
    ]


def _unzip(file: Path, work: Path) -> Iterator[tuple[str, Path]]:
    """The regular files in a zip, the largest first; names are never used as paths. Together they are bounded like one."""
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
            members = sorted(members, key=lambda i: -i.file_size)[:MOST_MEMBERS]
            if any(m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members):
                raise NotSalesError("broken_archive")  # others are unpacked whole, however large they are
            if any(member.flag_bits & 1 for member in members):
                raise NotSalesError("locked_archive")
            if sum(i.file_size for i in members) > _most(
                sum(i.compress_size for i in members)
            ):  # what they say of themselves
                raise NotSalesError("too_large_unpacked")
            for number, member in enumerate(members):
                target = work / f"unpacked{number}"
                with archive.open(member) as packed:
                    _pour(packed, target, member.compress_size)
                yield member.filename, target
    except NotSalesError:
        raise
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError, ValueError) as error:
        raise NotSalesError("broken_archive") from error


def _open_plain(file: Path, work: Path) -> list[Opened]:
    head = _head(file)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise NotSalesError("empty_file")
    if head.startswith(b"PAR1"):
        return [Opened(file, "parquet", "parquet")]
    if head.startswith(b"%PDF"):
        raise NotSalesError("pdf")
    if head.startswith(_IMAGES):
        raise NotSalesError("photo")
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        if head.startswith(b"PK") and not _is_workbook(file):
            raise NotSalesError("archive_in_archive")
        return _open_workbook(file, work)
    if head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        raise NotSalesError("archive_in_archive")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return [Opened(_json_to_csv(file, work), "tidy", "utf-8")]
    if head.lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<ofx")):
        raise NotSalesError("web_page")
    encoding, plain = find_encoding(file)
    return [Opened(file if plain else _transcode(file, encoding, work), "text", encoding)]


def _transcode(file: Path, encoding: str, work: Path) -> Path:
    target = work / "text.csv"
    with (
        file.open(encoding=encoding, errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        while chunk := source.read(CHUNK):
            out.write(chunk.replace("\x00", ""))
    return target


def _open_workbook(file: Path, work: Path) -> list[Opened]:
    """The tables of a workbook: of several sheets of the same headings one."""
    try:
        found = sheets(file, work)
    except BrokenWorkbookError as error:
        raise NotSalesError("broken_workbook") from error
    except WorkbookTooLargeError as error:
        raise NotSalesError("too_large_unpacked") from error
    if not found:
        raise NotSalesError("empty_file")
    if len(found) == 1:
        return [Opened(found[0][1], "tidy", "workbook")]
    tables = _joined([Part(*sheet) for sheet in found], work)
    if not tables:
        raise NotSalesError("one_column")
    return [replace(one, kind="tidy", encoding="workbook") for one in tables]


def _json_to_csv(file: Path, work: Path) -> Path:
    """JSON lines, one object a line; keys become columns in order of first appearance."""
    keys: dict[str, None] = {}
    try:
        for record in _records(file):
            keys.update(dict.fromkeys(record))
            if len(keys) > 3000:
                raise NotSalesError("too_many_columns")
        target = work / "json.csv"
        rows = (["" if (v := record.get(k)) is None else str(v) for k in keys] for record in _records(file))
        _write(target, _with_header(list(keys), rows))
    except (ValueError, RecursionError) as error:  # no JSON, or a number of thousands of digits
        raise NotSalesError("broken_json") from error
    return target


def _records(file: Path) -> Iterator[dict[str, object]]:
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        while line := lines.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                raise NotSalesError("broken_json")
            if line.strip():
                record = json.loads(line)
                if isinstance(record, dict):
                    yield record


def _with_header(header: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield header
    yield from rows


def _write(target: Path, rows: Iterator[list[str]]) -> int:
    """Write rows that hold anything as CSV; returns the number of filled cells."""
    filled = cells = 0
    with target.open("w", encoding="utf-8", errors="replace", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for row in rows:
            count = sum(1 for v in row if v.strip())
            if count:
                filled, cells = filled + count, cells + len(row)
                if cells > max(MOST_BLANK, BLANK_RATIO * filled):
                    raise NotSalesError("too_large_unpacked")
                writer.writerow([v.replace("\x00", "") for v in row])
    return filled
