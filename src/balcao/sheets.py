"""Every list as a spreadsheet: CSV that is streamed, or XLSX. No cell is ever run as a formula."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override

from balcao.analytics.inert import inert, rows_as_csv

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(form: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    """The rows under a head, as a download called `name`; moments are told in the economy's zone."""
    if form == "xlsx":
        return _xlsx(name, head, rows)
    response = StreamingHttpResponse(_lines(head, rows, get_language()), content_type="text/csv; charset=utf-8")
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


def _xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    import xlsxwriter

    out = TemporaryFile()  # noqa: SIM115 - the answer streams it
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page, bold, day = (
        book.add_worksheet(),
        book.add_format({"bold": True}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    )
    page.freeze_panes(1, 0)
    page.set_column(0, len(head) - 1, 18)
    page.write_row(0, 0, [inert(name) for name in head], bold)
    for number, row in enumerate(rows, 1):
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
