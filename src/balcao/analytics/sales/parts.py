"""Several tables handed in as one: the sheets of a workbook, the files of an archive.

Those with the same headings and other days, as one for each month, are read one below the other. The rest is named and not read.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from balcao.analytics.sales.day_lines import is_date, without_clock
from balcao.analytics.sales.layout import Layout, find_layout
from balcao.analytics.sales.rows_of_text import copy_tidy
from balcao.analytics.sales.schema import NotSalesError
from balcao.analytics.sales.understanding.cell_words import said
from balcao.analytics.sales.understanding.words import Cutter

LEAST_HEADINGS = 2
"""Headings that two tables must have in common to be one."""
LEAST_DATED = 0.5
"""The share of cells of a column that must be dates for it to tell the days of a table."""
OTHER = frozenset({"refund", "expense", "spending", "cancelled", "draft", "total", "void", "stock_move", "purchase", "target", "stock",
                   "cost", "supplier", "previous", "cumulative", "average"})  # fmt: skip
"""What a name says of a table that is no part of a series of sales."""
MOST_DAYS = 20_000
"""Days of a table that are kept for comparison."""


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
    work: Path

    @cached_property
    def headings(self) -> tuple[tuple[str, int], ...]:
        return _headings(self.layout)

    @cached_property
    def days(self) -> frozenset[str]:
        """The days of its rows as they are written; empty if no column tells them."""
        sample = self.layout.sample
        dated = [
            n
            for n in range(len(self.headings))
            if sum(_is_day(r[n]) for r in sample if n < len(r)) > LEAST_DATED * len(sample)
        ]
        if not dated or _says(self.part.name) & OTHER:
            return frozenset()
        found: set[str] = set()
        for row in _rows(self, self, self.work):
            if _is_day(row[dated[0]]):
                found.add(without_clock(row[dated[0]]))
            if len(found) > MOST_DAYS:
                return frozenset()
        return frozenset(found)


def _says(name: str) -> frozenset[str]:
    """The concepts that a name says, as a heading or as a cell would."""
    return said(name, frozenset()).union(word.concept for word in Cutter({}).words(name))


def _is_day(cell: str) -> bool:
    return is_date(cell) or bool(re.fullmatch(r"\d{8}", cell.strip()))


def join(parts: Sequence[Part], work: Path) -> list[Joined]:
    """The tables among the parts, the fullest first, those of one series joined; a part that is no table is left out.

    A series has the same headings and no day in common: two sheets of the same days tell the same sales twice, or other things.
    """
    groups: list[list[_Table]] = []
    for part in sorted(parts, key=lambda p: -p.size):
        try:
            table = _Table(part, find_layout(part.path), work)
            table.days  # noqa: B018 - reads it all, so that what is broken further down is passed over too
        except (NotSalesError, csv.Error):
            continue
        group = next((g for g in groups if all(_same(one, table) for one in g) and _goes_on(g, table)), None)
        if group is None:
            groups.append([table])
        else:
            group.append(table)
    order = {part.name: n for n, part in enumerate(parts)}
    found = []
    for n, group in enumerate(sorted(groups, key=lambda g: -sum(t.part.size for t in g))):
        group.sort(key=lambda t: order[t.part.name])
        whole = group[0].part.path
        if len(group) > 1:
            widest = max(group, key=lambda t: len(t.headings))
            whole = _one_below_the_other(group, widest, work / f"joined{n}.csv", work)
        found.append(Joined(whole, tuple(t.part.name for t in group)))
    return found


def _goes_on(group: Sequence[_Table], table: _Table) -> bool:
    """Whether a table tells of other days than those of a group."""
    return bool(table.days) and all(one.days and one.days.isdisjoint(table.days) for one in group)


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
    if one.layout.header is None or other.layout.header is None:
        return False
    fewer, more = sorted((one, other), key=lambda t: len(t.headings))
    named = [h for h in fewer.headings if not h[0].startswith("column ")]
    return len(named) >= LEAST_HEADINGS and set(named) <= set(more.headings) and 2 * len(named) > len(more.headings)


def _rows(table: _Table, widest: _Table, work: Path) -> Iterator[tuple[str, ...]]:
    """The rows of a table in the order of another's columns; a column that it lacks is blank."""
    tidy = work / f"part{id(table)}.csv"
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
