"""Sheets kept by hand: items across, or days across; and what is a total in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from balcao.analytics.sales.date_forms import form_of
from balcao.analytics.sales.understanding.cell_words import said
from balcao.analytics.sales.understanding.contents import Contents, Numbers
from balcao.analytics.sales.understanding.headings import Meaning

LEAST_ITEMS = 3
LEAST_DAYS = 2
NUMBERS = frozenset({
    "amount", "gross", "discount", "tax", "tip", "fee", "cost", "refund", "income", "expense", "unit_price", "quantity", "balance",
    "profit", "payout", "shipping", "surcharge", "stock", "change", "tendered", "points", "average", "cumulative", "target", "previous",
    "covers", "orders", "rate", "hours", "salary", "sequence", "line_id", "receipt", "tender",
})  # fmt: skip
"""Meanings of columns of numbers; a heading over numbers that means anything else may be an item's name."""
MOST_PIECES = 60
"""Cells without decimals or marks whose middle is above this are more likely money than pieces."""


@dataclass(frozen=True)
class Sheet:
    """A sheet that is unfolded into lines: the columns that are items or days; and whether cells are money or pieces."""

    kind: str
    places: tuple[int, ...]
    money: bool
    sure: bool = True
    total: int | None = None


def date_in_heading(heading: str) -> bool:
    """Whether a heading is a day (or a month of a year)."""
    if sum(c.isdigit() for c in heading) < 3 or len(heading) > 40:
        return False
    form = form_of(re.sub(r"\d", "9", heading.strip()))
    return bool(form and form.has_date and not form.special and not re.fullmatch(r"\d{1,6}", heading.strip()))


def days_across(headings: Sequence[str], columns: Sequence[Contents]) -> Sheet | None:
    """A transposed sheet: one column a day, one row an item."""
    days = [n for n, h in enumerate(headings) if date_in_heading(h)]
    others = len(headings) - len(days)
    if len(days) < LEAST_DAYS or (len(days) < 0.5 * len(headings) and others > 4):
        return None
    cells = [columns[n] for n in days if columns[n].filled]
    if not cells or np.mean([c.numbers_share for c in cells]) < 0.7:
        return None
    money, sure = _money(cells)
    return Sheet("transposed sheet", tuple(days), money, sure)


def items_across(columns: Sequence[Contents], meanings: Mapping[int, Meaning], dates: Sequence[int]) -> Sheet | None:
    """A wide sheet: one row a day, one column an item, perhaps one column with their sum."""
    if not dates:
        return None
    places: list[int] = []
    others: list[int] = []
    for column in columns:
        meaning = meanings[column.place]
        if column.place in dates or not column.filled:
            continue
        best = meaning.best
        if best in ("weather", "covers", "orders", "sequence", "cumulative", "average"):
            continue
        if column.numbers_share < 0.6 and column.words("shut") < 0.5:
            if best in ("note", "weekday", "staff", "outlet", "contact"):
                continue
            if column.texty > 0.5:
                return None  # a column of words: rows are more than a day's cells
            continue
        (others if _speaks_of_a_role(meaning, column) or {"total", "subtotal"} & meaning.concepts else places).append(
            column.place
        )
    if len(places) < LEAST_ITEMS:
        return None
    items = np.nansum([columns[p].numbers for p in places], axis=0)
    total = next((p for p in others if _agree(columns[p].numbers, items)), None)
    if [p for p in others if p != total]:
        return None  # columns that speak for themselves
    money, sure = _money([columns[p] for p in places])
    return Sheet("wide sheet", tuple(places), money, sure, total)


def _agree(stated: Numbers, found: Numbers) -> bool:
    both = ~np.isnan(stated) & (stated != 0)
    return (
        bool(both.sum() >= 2)
        and float(np.mean(np.abs(stated[both] - found[both]) <= 0.011 + 0.002 * np.abs(stated[both]))) >= 0.8
    )


def _speaks_of_a_role(meaning: Meaning, column: Contents) -> bool:
    """Whether a heading over numbers speaks of a column of an export rather than of an item."""
    if "tender" in meaning.concepts or said(column.heading, column.languages) & {
        "cash",
        "card",
        "wallet",
        "transfer_payment",
    }:
        return True
    return max((w for r, w in meaning.roles.items() if r in NUMBERS), default=0) > 0.5


def _money(cells: Sequence[Contents]) -> tuple[bool, bool]:
    """Whether cells are money rather than pieces, and whether that is sure."""
    if any(c.marked > 0.2 or c.decimals > 0.2 for c in cells):
        return True, True
    values = np.concatenate([c.numbers[~np.isnan(c.numbers)] for c in cells])
    values = values[values != 0]
    middle = float(np.median(np.abs(values))) if len(values) else 0.0
    return middle > MOST_PIECES, middle <= MOST_PIECES / 2
