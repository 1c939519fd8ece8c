"""Irregular text as rows of one width."""

import csv
from pathlib import Path

from balcao.analytics.sales.day_lines import day_of
from balcao.analytics.sales.layout import Layout
from balcao.analytics.sales.split_decimals import mend


def _is_comment(row: list[str]) -> bool:
    """A line that says something beside the table, as Alipay's do: # and then only one cell."""
    return row[0].lstrip().startswith("#") and sum(bool(v.strip()) for v in row) == 1


def copy_tidy(text: Path, layout: Layout, target: Path) -> int:
    """Rewrite irregular CSV as comma-separated rows of exactly as many cells as the layout has headings.

    Comment lines (`#`) and blank records are left out; short records are
    filled with blanks, and what overhangs is dropped only if blank, else joined into the last cell. Where days stand on lines of their own, a line that
    only says a day is left out, and each line below carries that day as its last cell. Returns the rows.
    """
    csv.field_size_limit(1 << 24)
    count, day = 0, ""
    day_lines, width = layout.day_lines, len(layout.headers) - layout.day_lines
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
                row = [*row[: width - 1], " ".join([row[width - 1], *extra])]
            writer.writerow(row + [""] * (width - len(row)) + ([day] if day_lines else []))
            count += 1
    return count
