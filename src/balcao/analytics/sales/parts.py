"""Several tables handed in as one: the sheets of a workbook, the files of an archive.

Those with the same headings, as one for each month, are read one below the other. The rest is named and not read.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from balcao.analytics.sales.layout import Layout, find_layout
from balcao.analytics.sales.rows_of_text import copy_tidy
from balcao.analytics.sales.schema import NotSalesError

LEAST_HEADINGS = 2
"""Headings that two tables must have in common to be one."""
_NUMBER = re.compile(r"^\W*(?:[a-z]{1,3}\W*)?\d[\d.,' ]*\D{0,3}$", re.IGNORECASE)
MOST_COMPARED = 2_000_000
"""Rows up to which parts are compared, so that a sheet of all months beside the months does not count twice."""


@dataclass(frozen=True)
class Part:
    """One table of several: its name, where it is as text (UTF-8), and how much it holds, for choosing the fullest."""

    name: str
    path: Path
    size: int


@dataclass(frozen=True)
class Joined:
    """Tables that were put one below the other; `names` of the parts in it, in their order."""

    path: Path
    names: tuple[str, ...]


@dataclass
class _Table:
    part: Part
    layout: Layout
    headings: tuple[tuple[str, int], ...]


def join(parts: Sequence[Part], work: Path) -> list[Joined]:
    """The tables among the parts, those of the same headings joined, the fullest first; a part that is no table is left out."""
    alone: list[list[_Table]] = []
    groups: list[list[_Table]] = []
    for part in sorted(parts, key=lambda p: -p.size):
        try:
            layout = find_layout(part.path)
        except NotSalesError:
            continue
        table = _Table(part, layout, _headings(layout))
        group = next((g for g in groups if all(_same(one, table) for one in g)), None)
        if layout.header is None or group is None:
            (alone if layout.header is None else groups).append([table])
        else:
            group.append(table)
    order = {part.name: n for n, part in enumerate(parts)}
    found = []
    for n, group in enumerate(sorted([*groups, *alone], key=lambda g: -sum(t.part.size for t in g))):
        widest = max(group, key=lambda t: len(t.headings))
        kept = _without_repeats(group, widest, work) if len(group) > 1 else group
        kept.sort(key=lambda t: order[t.part.name])
        path = (
            kept[0].part.path if len(kept) == 1 else _one_below_the_other(kept, widest, work / f"joined{n}.csv", work)
        )
        found.append(Joined(path, tuple(t.part.name for t in group)))
    return found


def _headings(layout: Layout) -> tuple[tuple[str, int], ...]:
    """Each heading, folded, and how many of the same stand before it."""
    seen: Counter[str] = Counter()
    found = []
    for heading in layout.headers:
        folded = " ".join(heading.casefold().split())
        found.append((folded, seen[folded]))
        seen[folded] += 1
    return tuple(found)


def _same(one: _Table, other: _Table) -> bool:
    """Whether every heading of the table with fewer is one of the other's."""
    fewer, more = sorted((one, other), key=lambda t: len(t.headings))
    named = [h for h in fewer.headings if not h[0].startswith("column ")]
    return len(named) >= LEAST_HEADINGS and set(named) <= set(more.headings) and 2 * len(named) > len(more.headings)


def _without_repeats(group: Sequence[_Table], widest: _Table, work: Path) -> list[_Table]:
    """The tables but those whose every row stands in a larger one: a sheet of all months beside the months."""
    kept: list[tuple[_Table, Counter[int]]] = []
    left = MOST_COMPARED
    for table in sorted(group, key=lambda t: -t.part.size):
        rows: Counter[int] = Counter()
        for row in _rows(table, widest, work):
            rows[hash(tuple(map(_gist, row)))] += 1
            left -= 1
            if left < 0:
                return list(group)
        if not any(rows <= more for _, more in kept):
            kept.append((table, rows))
    return [table for table, _ in kept]


def _gist(cell: str) -> str:
    """A cell for comparison, however it is written: ¥28.10 on one sheet is 28.1 on another."""
    if _NUMBER.match(cell):
        return re.sub(r"\D", "", cell).rstrip("0")
    return "".join(cell.casefold().split())


def _rows(table: _Table, widest: _Table, work: Path) -> Iterator[tuple[str, ...]]:
    """The rows of a table in the order of another's columns; a column that it lacks is blank."""
    tidy = work / "part.csv"
    copy_tidy(table.part.path, table.layout, tidy)
    places = {heading: n for n, heading in enumerate(table.headings)}
    wanted = [places.get(heading) for heading in widest.headings]
    with tidy.open(encoding="utf-8", newline="") as rows:
        for row in csv.reader(rows):
            yield tuple("" if n is None else row[n] for n in wanted)
    tidy.unlink()


def _one_below_the_other(kept: Sequence[_Table], widest: _Table, target: Path, work: Path) -> Path:
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(widest.layout.headers)
        for table in kept:
            writer.writerows(_rows(table, widest, work))
    return target
