"""The tax that is in a total, told beside it under a heading that says only that it is included."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning

HIGHEST_SHARE = 0.3
"""More of a total than any sales tax is of it."""
FEWEST = 3
"""Rows with money that show it."""
MOSTLY_NUMBERS = 0.9


def settle_taxes_within(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """What is called *VAT included*, and is on each row a small part of a total, is the tax and not a total with it."""
    numbers = [c for c in columns if c.numbers_share >= MOSTLY_NUMBERS and c.filled]
    for column in numbers:
        if meanings[column.place].concepts != {"with"}:
            continue
        for total in numbers:
            if "amount" not in meanings[total.place].roles or meanings[total.place].concepts == {"with"}:
                continue
            part, whole = (np.nan_to_num(c.numbers) for c in (column, total))
            told = whole != 0
            if (
                told.sum() >= FEWEST
                and np.all(part[told] / whole[told] >= 0)
                and np.all(part[told] / whole[told] <= HIGHEST_SHARE)
                and np.any(part)
            ):
                meanings[column.place] = replace(meanings[column.place], roles={"tax": 0.93}, tax=None)
                break
