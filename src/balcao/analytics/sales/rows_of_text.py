"""Irregular text as rows of one width."""

import csv
from pathlib import Path

from balcao.analytics.sales.columns import looks_like_value
from balcao.analytics.sales.day_lines import day_of
from balcao.analytics.sales.layout import Layout
from balcao.analytics.sales.schema import NotSalesError
from balcao.analytics.sales.split_decimals import mend

MOST_BLANK, BLANK_RATIO = 20_000_000, 40
"""Cells that a table may have, and for each that is filled: short rows are filled up to the width of the widest."""


def _is_comment(row: list[str]) -> bool:
    """A line that says something beside the table, as Alipay's do: # and then only one cell."""
    return row[0].lstrip().startswith("#") and sum(bool(v.strip()) for v in row) == 1


def _numbers(layout: Layout, width: int) -> list[int]:
    """The columns that hold values on nearly all rows of the sample that have as many cells as there are headings."""
    rows = [row for row in layout.sample if len(row) == width]
    return [n for n in range(width) if sum(looks_like_value(row[n]) for row in rows) > 0.9 * len(rows)]


def copy_tidy(text: Path, layout: Layout, target: Path) -> int:
    """Rewrite irregular CSV as comma-separated rows of exactly as many cells as the layout has headings.

    Comment lines (`#`) and blank records are left out; short records are filled with blanks, and what overhangs is dropped only if
    blank, else joined into the last cell: unless words of the row stand where all other rows have numbers, as behind a comma that
    nobody quoted; then it is kept as one text under the first heading, of which nothing is believed. Where days stand on lines of
    their own, a line that only says a day is left out, and each line below carries that day as its last cell. Returns the rows.
    """
    csv.field_size_limit(1 << 24)
    count, filled, day = 0, 0, ""
    day_lines, width = layout.day_lines, len(layout.headers) - layout.day_lines
    numbers = _numbers(layout, width)
    with (
        text.open(encoding="utf-8-sig", errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for number, row in enumerate(csv.reader(source, delimiter=layout.delimiter)):
            if day_lines and (found := day_of(row)):
                day = found
                continue
            if number < layout.skip or not any(v.strip() for v in row) or _is_comment(row):
                continue
            if layout.cuts:
                row = mend(row, layout.cuts, width)
            if len(row) > width:
                extra = [v for v in row[width:] if v.strip()]
                moved = extra and not all(looks_like_value(row[n]) or not row[n].strip() for n in numbers)
                row = [" ".join(row)] if moved else [*row[: width - 1], " ".join([row[width - 1], *extra])]
            filled += sum(1 for v in row if v)
            if (count + 1) * width > max(MOST_BLANK, BLANK_RATIO * filled):
                raise NotSalesError("too_large_unpacked")
            writer.writerow(row + [""] * (width - len(row)) + ([day] if day_lines else []))
            count += 1
    return count
