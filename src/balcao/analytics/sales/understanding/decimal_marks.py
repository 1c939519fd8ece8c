"""Which mark writes decimals: in the file as a whole, and in columns that could be read both ways."""

from collections.abc import Mapping, Sequence

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.words import Cutter

DECIMAL_COMMA = ("pt", "es", "fr", "de", "it", "id", "tr", "nl", "pl", "vi")
"""Languages in which most places write decimals with a comma."""


def comma_language(cutter: Cutter, comma_likely: bool) -> bool:
    """Whether the table's own language writes decimals with a comma; the economy decides where that is open."""
    best = max(cutter.weights, key=lambda language: cutter.weights[language])
    if best == "en" or (best not in DECIMAL_COMMA and best in ("zh", "ja", "ko", "th")):
        return comma_likely
    return best in DECIMAL_COMMA


def decimal_mark(columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> bool | None:
    """Whether decimals of this file have a comma, from all cells that show it; None if none does."""
    comma = point = 0
    for column in columns:
        if "time" in meanings[column.place].concepts:  # 12.57 is a time of day
            continue
        for text, parsed in column.parsed.items():
            if parsed.own_mark and column.dates < 0.5:
                if parsed.own_mark == ",":
                    comma += column.counts[text]
                else:
                    point += column.counts[text]
            elif column.thousands and parsed.separators and column.dates < 0.5:
                point += column.counts[text] * ("," in parsed.separators)
                comma += column.counts[text] * ("." in parsed.separators)
    if max(comma, point) == 0:
        return None
    return comma > point


def settle_marks(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], decimal_comma: bool | None, likely: bool
) -> dict[int, str]:
    """The decimal mark of columns all of whose groups have three digits: thousands in money, unless the file says otherwise."""
    marks = {}
    for column in columns:
        separator = column.ambiguous
        if separator is None or column.dates > 0.5:
            continue
        other = "," if separator == "." else "."
        counted = "count" in meanings[column.place].concepts
        if column.thousands:
            mark = other
        elif decimal_comma is not None:
            mark = "," if decimal_comma else "."
            if mark == separator and not counted and not _all_threes_decimal(column):
                mark = other if column.distinct > 2 else mark
        elif counted:
            mark = "," if likely else "."
        else:
            mark = other
        marks[column.place] = mark
        column.mark = mark
    return marks


def _all_threes_decimal(column: Contents) -> bool:
    """Whether every cell carries three digits behind the mark, as programs that print three decimals do."""
    return all(p.separators for p in column.parsed.values())
