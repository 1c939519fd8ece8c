"""Every list as a spreadsheet: CSV that is streamed, or XLSX. No cell is ever run as a formula.

Lists and exports are made in the request: so many at once in a process, in files without a name of so many bytes.
"""

import gc
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from tempfile import TemporaryDirectory, mkstemp
from threading import Semaphore
from typing import IO, Any

from django.conf import settings
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override

from balcao.analytics.inert import inert, rows_as_csv

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


MOST_AT_ONCE, PATIENCE = 2, 3.0
"""Lists and exports that a process makes at once, and seconds for which one more waits."""
MOST_BYTES = 2_000_000_000
"""Bytes of the file of one."""
MOST_ROWS = 1_048_575
"""Rows that Excel has below the head."""
_free = Semaphore(MOST_AT_ONCE)


class NotTakenError(Exception):
    """A list or export is not made: `name` says why in the catalogues, `status` to programs."""

    def __init__(self, name: str, status: int) -> None:
        super().__init__(name)
        self.name, self.status = name, status


class Place:
    """One of the few places for making a list. Raises NotTakenError where all are taken.

    Left once: by `close`, at the end of a `with`, or when nobody has it any more (an answer that was thrown away unread).
    """

    _left = True

    def __init__(self) -> None:
        self._places = _free
        if not self._places.acquire(blocking=False):
            gc.collect()  # of answers that were thrown away
            if not self._places.acquire(timeout=PATIENCE):
                raise NotTakenError("lists-busy", 503)
        self._left = False

    def close(self) -> None:
        if not self._left:
            self._left = True
            self._places.release()

    def __enter__(self) -> "Place":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


class _Bounded(io.BufferedRandom):
    """A file that takes no more than MOST_BYTES. Having said so it takes nothing at all: an archive that is thrown away still writes its end."""

    _over = False

    def write(self, content: Any) -> int:
        if self._over:
            return len(content)
        if self.tell() + len(content) > MOST_BYTES:
            self._over = True
            raise NotTakenError("list-too-long", 413)
        return super().write(content)


def temporary() -> IO[bytes]:
    """A file of bounded length that is gone with whoever has it open, also if they are killed."""
    number, name = mkstemp(dir=settings.FILE_UPLOAD_TEMP_DIR)
    os.unlink(name)
    return _Bounded(io.FileIO(number, "r+"))


class _Lines:
    """Lines that hold a place until they are all gone, or nobody wants more."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._place = lines, Place()

    def __iter__(self) -> Iterator[str]:
        try:
            yield from self._lines
        finally:
            self.close()

    def close(self) -> None:
        self._place.close()


def sheet(form: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    """The rows under a head, as a download called `name`; moments are told in the economy's zone. Raises NotTakenError."""
    if form == "xlsx":
        with Place(), TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
            return _xlsx(name, head, rows, folder)
    response = StreamingHttpResponse(_Lines(_lines(head, rows, get_language())), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class Form:
    """What a list is asked as, at the end of its address: csv or xlsx."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def _lines(head: Sequence[str], rows: Iterable[Sequence[Any]], language: str | None) -> Iterator[str]:
    """Lines as they are asked for, in the language in which the list was asked for."""
    yield "\ufeff"  # so that spreadsheets know that it is UTF-8
    with override(language):
        yield from rows_as_csv(chain([head], ([_plain(cell) for cell in row] for row in rows)))


def _xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], folder: str) -> HttpResponseBase:
    """The workbook; what it is made of lies in `folder` until then."""
    import xlsxwriter

    out, size = temporary(), 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {**options, "tmpdir": folder})
    page, bold, day = (
        book.add_worksheet(),
        book.add_format({"bold": True}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    )
    page.freeze_panes(1, 0)
    page.set_column(0, len(head) - 1, 18)
    page.write_row(0, 0, [inert(name) for name in head], bold)
    for number, row in enumerate(rows, 1):
        size += sum(len(str(cell)) for cell in row)
        if number > MOST_ROWS or size > MOST_BYTES:
            raise NotTakenError("list-too-long", 413)
        for column, cell in enumerate(row):
            if isinstance(cell, datetime):
                page.write_datetime(number, column, timezone.localtime(cell).replace(tzinfo=None), day)
            elif isinstance(cell, bool) or cell is None or not isinstance(cell, int | float):
                page.write_string(number, column, inert(str(_plain(cell))))
            else:
                page.write_number(number, column, cell)
    book.close()
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{name}.xlsx", content_type=_XLSX)


def _plain(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else cell
