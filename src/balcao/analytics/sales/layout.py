"""Where the table lies in a text file: delimiter, preamble, header row, width. Looks at the first records only."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from balcao.analytics.sales.columns import looks_like_value, speaks
from balcao.analytics.sales.day_lines import DAY, day_of, is_date
from balcao.analytics.sales.schema import NotSalesError
from balcao.analytics.sales.split_decimals import find_cuts, mend
from balcao.analytics.sales.understanding.layout_of_sheet import LEAST_DAYS, date_in_heading

SAMPLE = 1 << 18
DELIMITERS = (",", ";", "\t", "|")
MAX_COLUMNS = 3000
LEAST_DAY_LINES = 2
LEAST_SPEAKING = 2
"""Words of headings that a row must have more of than twice its values to be taken for the headings."""
LONGEST_SUMMARY = 3
"""Rows of a table that may be a summary of the one below it."""


@dataclass(frozen=True)
class Layout:
    """`skip` records come before the data (preamble and header); `header` is the record number of the header, from 1.

    `cuts`: the columns whose decimal commas cut them in two (`split_decimals`).
    `day_lines`: the day stands on a line of its own above the lines it holds for; `headers` then ends with the column to add.
    """

    delimiter: str
    headers: list[str]
    header: int | None
    skip: int
    regular: bool
    sample: list[list[str]]
    day_lines: bool = False
    cuts: tuple[int, ...] = ()


def find_layout(text: Path) -> Layout:
    """Find the table in a UTF-8 text file; raises NotSalesError when no delimiter makes a table of it."""
    with text.open("rb") as handle:
        raw = handle.read(SAMPLE)
    cut = len(raw) == SAMPLE
    sample = raw.decode("utf-8-sig", errors="replace")
    if cut and "\n" in sample:
        sample = sample[: sample.rindex("\n") + 1]
    csv.field_size_limit(1 << 24)
    best: tuple[float, str, list[list[str]]] | None = None
    for delimiter in DELIMITERS:
        try:
            records = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        widths = Counter(len(r) for r in records if any(r))
        if not widths:
            continue
        score = max(count * min(width - 1, 12) for width, count in widths.items())
        if best is None or score > best[0]:
            best = (score, delimiter, records)
    if best is None or best[0] == 0:
        raise NotSalesError("one_column")
    _, delimiter, records = best
    return _layout(delimiter, records)


def _layout(delimiter: str, records: list[list[str]]) -> Layout:
    header = _header_index(records)
    first = (header + 1) if header is not None else _first_data(records)
    names = [_tidy(n) for n in records[header]] if header is not None else []
    if header is not None and first < len(records) and _is_header_again(records[first]):
        names = [_both(a, b) for a, b in zip_longest(names, map(_tidy, records[first]), fillvalue="")]
        first += 1
    data = [r for r in records[first:] if any(v.strip() for v in r)]
    cuts = find_cuts(names, data) if delimiter == "," and header is not None else ()
    if cuts:
        data = [mend(row, cuts, len(names)) for row in data]
    widths = Counter(len(r) for r in data)
    usual = widths.most_common(1)[0][0] if widths else 0
    width = max(len(names), usual)
    if width > MAX_COLUMNS:
        raise NotSalesError("too_many_columns")
    headers = [*names, *[""] * (width - len(names))]
    headers = [name or f"column {n + 1}" for n, name in enumerate(headers)]
    blank = any(not any(v.strip() for v in r) for r in records)
    plain = len(names) in (0, width) and first <= 1
    regular = header in (0, None) and plain and not blank and set(widths) <= {width} and not cuts
    layout = Layout(delimiter, headers, None if header is None else header + 1, first, regular, data[:2000], cuts=cuts)
    return with_day_lines(layout, records) if has_day_lines(data) else layout


def has_day_lines(data: list[list[str]]) -> bool:
    """Whether days stand on lines of their own: at least two, and no other line carries one."""
    alone = [row for row in data[:500] if day_of(row)]
    others = [row for row in data[:500] if sum(bool(v.strip()) for v in row) > 1]
    if len(alone) < LEAST_DAY_LINES or len(others) < len(alone):
        return False
    dated = sum(any(is_date(v) for v in row) for row in others)
    return dated < 0.2 * len(others)


def with_day_lines(layout: Layout, records: list[list[str]]) -> Layout:
    """The layout with a column for the day added, and its sample filled in."""
    above = next((d for row in reversed(records[: layout.skip]) if (d := day_of(row))), "")
    sample, day = [], above
    for row in layout.sample:
        found = day_of(row)
        if found:
            day = found
        else:
            sample.append([*row[: len(layout.headers)], *[""] * (len(layout.headers) - len(row)), day])
    return replace(layout, headers=[*layout.headers, DAY], regular=False, sample=sample, day_lines=True)


def _tidy(heading: str) -> str:
    return heading.strip().strip("`\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e").strip()


def _both(one: str, other: str) -> str:
    return one if not other or one == other else f"{one} / {other}" if one else other


def _is_header_again(row: list[str]) -> bool:
    """Whether a row right below the headings says them again in another language."""
    cells = [c for c in row if c.strip()]
    return (
        len(cells) >= 2 and not any(looks_like_value(c) for c in cells) and sum(map(speaks, cells)) >= 0.75 * len(cells)
    )


def _header_index(records: list[list[str]]) -> int | None:
    """The record in which most cells are words of headings; else the first full record above values; else none."""
    scores = []
    for number, row in enumerate(records[:120]):
        cells = [c for c in row if c.strip()]
        values = sum(looks_like_value(c) for c in cells)
        if len(cells) < 2 or (values > 0.3 * len(cells) and sum(map(speaks, cells)) < 2):
            continue
        scores.append((sum(map(speaks, cells)) - 2 * values, -number, number))
    score, _, number = max(_of_the_long_table(scores, records), default=(0, 0, 0))
    if score >= LEAST_SPEAKING:
        return number
    days = _days_in_row(records)
    if days is not None:
        return days
    for number, row in enumerate(records[:30]):
        cells = [c for c in row if c.strip()]
        below = records[number + 1] if number + 1 < len(records) else []
        if (
            len(cells) >= 2
            and not any(looks_like_value(c) for c in cells)
            and len(below) == len(row)
            and any(looks_like_value(c) for c in below)
        ):
            return number
    return None


def _of_the_long_table(scores: list[tuple[int, int, int]], records: list[list[str]]) -> list[tuple[int, int, int]]:
    """The rows that could be the headings, without those of a summary: a few rows without a day, above other headings and twice as many rows with days."""
    found = [one for one in scores if one[0] >= LEAST_SPEAKING]
    if len(found) < 2:
        return found
    blank = [not any(v.strip() for v in row) for row in records]
    after = [len(records)] * (len(records) + 1)  # the next blank row from each on
    for n in range(len(records) - 1, -1, -1):
        after[n] = n if blank[n] else after[n + 1]

    def block(number: int) -> range:
        start = number + 1
        while start < len(records) and blank[start]:
            start += 1
        return range(start, after[start])

    def dated(rows: range) -> bool:
        return any(is_date(v) for n in rows[: LONGEST_SUMMARY + 1] for v in records[n])

    def words(number: int) -> set[str]:
        return {v.strip().lower() for v in records[number] if v.strip()}

    blocks = {number: block(number) for *_, number in found}
    summaries = {
        number for *_, number in found
        if 0 < len(blocks[number]) <= LONGEST_SUMMARY and not dated(blocks[number])
        and any(
            later in range(blocks[number].stop, len(records)) and len(blocks[later]) >= 2 * len(blocks[number]) and dated(blocks[later])
            and 2 * len(words(later) & words(number)) < len(words(number))
            for *_, later in found
        )
    }  # fmt: skip
    return [one for one in found if one[2] not in summaries]


def _days_in_row(records: list[list[str]]) -> int | None:
    """A row of days above rows of numbers: the headings of a sheet with days across."""
    for number, row in enumerate(records[:30]):
        cells = [c for c in row[1:] if c.strip()]
        days = sum(date_in_heading(c) for c in cells)
        if days >= LEAST_DAYS and days >= 0.6 * len(cells) and not is_date(row[0]):
            return number
    return None


def _first_data(records: list[list[str]]) -> int:
    for number, row in enumerate(records):
        if any(looks_like_value(c) for c in row) and len(row) > 1:
            return number
    return 0
