"""Where the table lies in a text file: delimiter, preamble, header row, width. Looks at the first records only."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from balcao.analytics.sales.columns import looks_like_value, meaning
from balcao.analytics.sales.schema import NotSalesError

SAMPLE = 1 << 18
DELIMITERS = (",", ";", "\t", "|")
MAX_COLUMNS = 3000


@dataclass(frozen=True)
class Layout:
    """`skip` records come before the data (preamble and header); `header` is the record number of the header, from 1."""

    delimiter: str
    headers: list[str]
    header: int | None
    skip: int
    regular: bool
    sample: list[list[str]]


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
    data = [r for r in records[first:] if any(v.strip() for v in r)]
    widths = Counter(len(r) for r in data)
    usual = widths.most_common(1)[0][0] if widths else 0
    names = records[header] if header is not None else []
    width = max(len(names), usual)
    if width > MAX_COLUMNS:
        raise NotSalesError("too_many_columns")
    headers = [n.strip().strip("`\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e").strip() for n in names] + [""] * (
        width - len(names)
    )
    headers = [name or f"column {n + 1}" for n, name in enumerate(headers)]
    blank = any(not any(v.strip() for v in r) for r in records[: len(records)])
    regular = header in (0, None) and first <= 1 and not blank and set(widths) <= {width} and len(names) in (0, width)
    return Layout(delimiter, headers, None if header is None else header + 1, first, regular, data[:2000])


def _header_index(records: list[list[str]]) -> int | None:
    """The record in which most cells name a known column; else the first full record above values; else none."""
    scores = []
    for number, row in enumerate(records[:120]):
        cells = [c for c in row if c.strip()]
        if len(cells) < 2:
            continue
        known = sum(meaning(c) is not None for c in cells)
        values = sum(looks_like_value(c) for c in cells)
        scores.append((known - 2 * values, -number, number))
    if not scores:
        return None
    score, _, number = max(scores)
    if score >= 2:
        return number
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


def _first_data(records: list[list[str]]) -> int:
    for number, row in enumerate(records):
        if any(looks_like_value(c) for c in row) and len(row) > 1:
            return number
    return 0
