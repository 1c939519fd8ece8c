"""Decimal commas that nobody quoted under a comma delimiter: 1,45 became two cells, and each row has more cells than headings."""

import re
from collections.abc import Sequence

from balcao.analytics.sales.schema import NotSalesError

_WHOLE, _CENTS = re.compile(r"^-?\d{1,6}$"), re.compile(r"^\d{2}$")
_HEAD, _TAIL = re.compile(r"^\D{0,4}\d{1,6}$"), re.compile(r"^\d{1,3}(?:\.\d{1,2})?$")
MOST_WIDTH, MOST_PLACES = 60, 12
"""Headings, and places at which numbers could be cut, beyond which it is not tried which it is."""
MOST_WHOLE = 0.2
"""The share of rows with more cells than headings from which numbers were cut."""
MOST_EXTRA = 6
FITS = 0.9
"""The share of rows that must have as many cells too many, all of them cut in the same places."""


def find_cuts(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The headings (by position) whose numbers were cut in two; empty if none were.

    Raises NotSalesError("cut_numbers") where numbers were cut and it is not plain which cells belong together.
    """
    width = len(names)
    filled = [[*row[:width], *(cell for cell in row[width:] if cell.strip())] for row in rows]
    longer = [row for row in filled if len(row) > width]
    if len(longer) < max(2, MOST_WHOLE * len(rows)) or not all(_TAIL.match(row[-1].strip()) for row in longer):
        return ()
    extra = len(longer[0]) - width
    if all(len(row) == width + extra for row in longer) and len(longer) >= FITS * len(rows) and extra <= MOST_EXTRA:
        cuts = _cuts(longer, width, extra)
        if cuts:
            return cuts
    numbers = [row[width - 1].strip() for row in longer]
    if all(map(_HEAD.match, numbers)):
        raise NotSalesError("cut_numbers", columns=list(names))
    return ()


def _cuts(rows: Sequence[Sequence[str]], width: int, extra: int) -> tuple[int, ...]:
    """The only places at which each row can be cut; empty if there is none. Raises NotSalesError if there are several."""
    could = [
        all(_WHOLE.match(row[n].strip()) and _CENTS.match(row[n + 1].strip()) for row in rows) for n in range(width + extra - 1)
    ]  # fmt: skip
    ways: list[tuple[int, ...]] = []

    def place(heading: int, at: int, cuts: tuple[int, ...]) -> None:
        if len(ways) > 1 or len(cuts) > extra or width - heading < extra - len(cuts):
            return
        if heading == width:
            ways.append(cuts)
            return
        if at < len(could) and could[at]:
            place(heading + 1, at + 2, (*cuts, heading))
        place(heading + 1, at + 1, cuts)

    if sum(could) > MOST_PLACES or width > MOST_WIDTH:
        raise NotSalesError("cut_numbers")
    place(0, 0, ())
    if len(ways) > 1:
        raise NotSalesError("cut_numbers")
    return ways[0] if ways else ()


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
