"""Which rows make up an order: those with its number, those below the row that has it, or those of one moment."""

from collections.abc import Mapping, Sequence

from balcao.analytics.sales.day_lines import without_clock
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.fitting import score
from balcao.analytics.sales.understanding.headings import Meaning

LEAST_BLANK = 3
"""Columns that are blank together, a day among them, below the first row of each order."""


def rows_of_orders(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], fixed: Mapping[str, Sequence[int]], speaks: bool
) -> list[list[int]]:
    """The rows of each order that has several, by the column that most looks like an order's number."""
    place = next(iter(fixed.get("receipt", ())), None)
    if place is None:
        worth = {
            c.place: score("receipt", c, meanings[c.place], speaks)
            for c in columns
            if c.filled and not c.unique and c.fill > 0.6
        }
        place = max(worth, key=lambda p: worth[p], default=None)
        if place is None or worth[place] < 0.5:
            return _rows_below(columns, meanings)
    dated = max(columns, key=lambda c: c.dates * bool(c.filled), default=None)
    days = [without_clock(text) for text in dated.texts] if dated and dated.dates > 0.5 else []
    groups: dict[tuple[str, str], list[int]] = {}
    last: dict[str, str] = {}
    for row, text in enumerate(columns[place].texts):
        # numbers that restart each day are other orders; a row below the first may leave the day out
        if text and row not in columns[place].left_out:
            last[text] = day = (days[row] if days else "") or last.get(text, "")
            groups.setdefault((text, day), []).append(row)
    return [rows for rows in groups.values() if len(rows) > 1]


def _rows_below(columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> list[list[int]]:
    """The rows of each order whose number, day and more stand on its first row only, as each number does."""
    numbers = [
        c for c in columns
        if c.unique and 0 < c.fill < 1 and c.texts[0] and meanings[c.place].roles.get("receipt", 0) >= 0.8
    ]  # fmt: skip
    for number in numbers:
        below = {row for row, text in enumerate(number.texts) if not text and any(c.texts[row] for c in columns)}
        alike = [c for c in columns if c.filled and c.fill == number.fill and not any(c.texts[row] for row in below)]
        if len(alike) < LEAST_BLANK or not any(c.dates > 0.5 for c in alike):
            continue
        groups: list[list[int]] = []
        for row in sorted({*below, *(row for row, text in enumerate(number.texts) if text)}):
            if number.texts[row]:
                groups.append([])
            if row not in number.left_out:
                groups[-1].append(row)
        return [rows for rows in groups if len(rows) > 1]
    return []


def rows_of_moments(columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> list[list[int]]:
    """The rows that are of the same second or minute, at the same table: in a list without numbers, of one order."""
    moments = [c for c in columns if c.dates > 0.5 or c.clocks > 0.5]
    if not any(c.clocks > 0.5 or c.clocked for c in moments):
        return []
    keys = [*moments, *(c for c in columns if "table" in meanings[c.place].roles)]
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in range(len(columns[0].texts)):
        groups.setdefault(tuple(c.texts[row] for c in keys), []).append(row)
    return [rows for rows in groups.values() if len(rows) > 1]
