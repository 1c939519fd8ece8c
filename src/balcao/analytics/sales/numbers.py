"""How cells become numbers and money: decided once over a whole column, then written as one SQL expression."""

from balcao.analytics.sales.cells import TIMES
from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table

_NOTE = r"([0-9])\s*[(（\[][^0-9]+.*$"
"""A note behind a number, as in 68.50(已全额退款)."""


_SHOWS = r"[{0}]\d{{1,2}}\D*$|[{0}]\d{{4,}}\D*$|^\D*\d{{4,}}[{0}]\d{{3}}\D*$|^\D*0?[{0}]\d{{3}}\D*$"
"""Cells that show that a mark is the decimal one: not three digits behind it, or more than three before it, or a zero."""


_COMMA_CELL = r",\d{1,2}\D*$|\d\.\d{3},"
_POINT_CELL = r"\.\d{1,2}\D*$|\d,\d{2,3}\."
"""Cells that show their own decimal mark, whatever most of the column does."""


_SIDE = r"(?i)[0-9]\s*{0}\.?\s*\)?$"
"""The side of a book behind a number: where DR stands too it is what goes out, else CR is what goes back, as tills write it."""


def bare_number(text: str) -> str:
    """SQL: what of a cell is number: digits, marks between them, signs and brackets."""
    bare = f"regexp_replace(regexp_replace({text}, {quote(_NOTE)}, '\\1'), '[^0-9.,()−–-]', '', 'g')"
    return f"trim(translate({bare}, '−–', '--'), '.,')"


def find_number(table: Table, column: str) -> str:
    """SQL yielding a DECIMAL(18,4) from a column of numbers or money, decided over the whole column.

    What marks decimals is decided by counting; groups of three that could be thousands or decimals by what the rest of the
    file and the table's language say (`Table.mark`).
    """
    text, mark = table.text(column), table.mark(column)
    plain = f"try_cast({text} AS DECIMAL(18,4))"
    total, read, pointed, threes = table.row(
        f"SELECT count({text}), count({plain}), count(*) FILTER (contains({text}, '.')),"
        f" count(*) FILTER (regexp_matches({text}, '^[-(]?[1-9]\\d{{0,2}}\\.\\d{{3}}$')) FROM {table.cells}"
    )
    if total == read and not (mark == "," and pointed and pointed == threes):
        return plain
    bare = bare_number(text)
    comma, point = table.row(
        f"SELECT coalesce(sum(n) FILTER (regexp_matches(v, {quote(_SHOWS.format(','))})), 0),"
        f" coalesce(sum(n) FILTER (regexp_matches(v, {quote(_SHOWS.format('.'))})), 0)"
        f" FROM (SELECT {bare} AS v, n FROM (SELECT {column}, count(*) AS n FROM {table.cells} GROUP BY 1))"
    )
    if comma != point:
        decimal_comma = comma > point
    elif mark is not None:
        decimal_comma = mark == ","
    else:
        decimal_comma = bool(table.decimal_comma)
    commas, points = f"replace(replace({bare}, '.', ''), ',', '.')", f"replace({bare}, ',', '')"
    number = (
        f"(CASE WHEN regexp_matches({bare}, {quote(_COMMA_CELL)}) THEN {commas}"
        f" WHEN regexp_matches({bare}, {quote(_POINT_CELL)}) THEN {points} ELSE {commas if decimal_comma else points} END)"
    )
    if factors := _factors(table, text):
        number = f"CAST(try_cast({number} AS DECIMAL(18,4)) * {factors} AS VARCHAR)"
    unsigned = f"try_cast(regexp_replace({number}, '[()-]', '', 'g') AS DECIMAL(18,4))"
    negative = f"regexp_matches({bare}, '^\\(.*\\)$|-')"
    sides = table.row(
        f"SELECT count(*) FILTER (regexp_matches({text}, {quote(_SIDE.format('cr'))})),"
        f" count(*) FILTER (regexp_matches({text}, {quote(_SIDE.format('dr'))})) FROM {table.cells}"
    )
    side = "dr" if sides[1] else "cr" if 0 < sides[0] < 0.5 * total else ""
    if side:
        negative = f"({negative} OR regexp_matches({text}, {quote(_SIDE.format(side))}))"
    return f"(CASE WHEN {negative} THEN -{unsigned} ELSE {unsigned} END)"


def _factors(table: Table, text: str) -> str | None:
    """SQL: by what the numbers of a column that people shortened are multiplied; None if none is."""
    used = table.row(
        f"SELECT {', '.join(f'count(*) FILTER (regexp_matches({text}, {quote(short)}))' for short in TIMES)} FROM {table.cells}"
    )
    if not any(used):
        return None
    return f"CASE {' '.join(f'WHEN regexp_matches({text}, {quote(short)}) THEN {times}' for short, times in TIMES.items())} ELSE 1 END"
