"""Two columns of a cash book, one for what came in and one for what went out, by their headings together."""

import re
from collections.abc import Sequence

import numpy as np

from balcao.analytics.sales.understanding.cell_words import says_only
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning

_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
LEAST = 2
"""Cells that each of the two must have."""
TOTALS = 2
"""Rows that may have both: of totals, carried forward and at the end."""


def settle_flows(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """Let *In* and *Out*, *Receipts* and *Payments*, 入金 and 出金 mean income and expense where no row but totals has both.

    Alone each of these words may mean something else: a number of receipts, a way of paying.
    """
    sides = [[c for c in columns if _money(c) and _says(c, concept)] for concept in ("income", "expense")]
    for comes in sides[0]:
        for goes in sides[1]:
            both = (np.nan_to_num(comes.numbers) != 0) & (np.nan_to_num(goes.numbers) != 0)
            if comes.place != goes.place and both.sum() <= max(TOTALS, 0.05 * len(both)):
                meanings[comes.place] = Meaning({"income": 0.95, "amount": 0.6}, frozenset({"income"}))
                meanings[goes.place] = Meaning({"expense": 0.95}, frozenset({"expense"}))
                return


def _money(column: Contents) -> bool:
    return column.filled >= LEAST and column.numbers_share > 0.9 and column.dates < 0.5


def _says(column: Contents, concept: str) -> bool:
    return says_only(_BRACKETS.sub("", column.heading).strip(" :："), frozenset({concept}))
