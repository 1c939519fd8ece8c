"""Decimal commas that nobody quoted under a comma delimiter: 1,45 became two cells, and each row has more cells than headings."""

import re
from collections.abc import Sequence
from itertools import combinations

from balcao.analytics.sales.schema import NotSalesError

_WHOLE, _CENTS = re.compile(r"^-?\d{1,6}$"), re.compile(r"^\d{2}$")
MOST_EXTRA = 6
FITS = 0.9
"""The share of rows that must have as many cells too many, all of them cut in the same places."""


def find_cuts(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The headings (by position) whose numbers were cut in two; empty if none were.

    Raises NotSalesError("cut_numbers") if they could have been cut in more than one way.
    """
    width = len(names)
    longer = [row for row in rows if len(row) > width]
    extra = len(longer[0]) - width if longer else 0
    same = [row for row in longer if len(row) == width + extra]
    if not 0 < extra <= min(MOST_EXTRA, width) or len(same) < FITS * len(rows) or len(same) < 2:
        return ()
    found = [cuts for cuts in combinations(range(width), extra) if all(_could_be(row, cuts) for row in same)]
    if len(found) > 1:
        raise NotSalesError("cut_numbers", columns=list(names))
    return found[0] if found else ()


def _could_be(row: Sequence[str], cuts: tuple[int, ...]) -> bool:
    return all(
        _WHOLE.match(row[cut + n].strip()) and _CENTS.match(row[cut + n + 1].strip()) for n, cut in enumerate(cuts)
    )


def mend(row: Sequence[str], cuts: tuple[int, ...], width: int) -> list[str]:
    """A row with its numbers whole again; one that was cut otherwise loses its cells from the first cut on, rather than be wrong."""
    if len(row) == width:
        return list(row)
    if len(row) != width + len(cuts) or not _could_be(row, cuts):
        return list(row[: cuts[0]])
    mended, place = [], 0
    for heading in range(width):
        if heading in cuts:
            mended.append(f"{row[place].strip()},{row[place + 1].strip()}")
            place += 2
        else:
            mended.append(row[place])
            place += 1
    return mended
