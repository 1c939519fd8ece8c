"""How cells become dates and money: decided once over a whole column, then written as one SQL expression."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table


@dataclass(frozen=True)
class Dates:
    """How a date column reads. `sql` yields a TIMESTAMP; `read` counts the cells that do; `clock` says whether there are hours."""

    sql: str
    order: str
    known: bool
    read: int
    clock: bool
    offset: bool = False


def _tidy_date(text: str) -> str:
    """SQL: a date as text, written in the few ways that a format can say."""
    steps = (
        (r"[年月](\d)", r"-\1"), (r"日", " "), (r"：", ":"), (r"(\d)T(\d)", r"\1 \2"), (r"\s+", " "),
        (r"(?i)\s*(a|p)\.?\s?m\.?$", r" \1M"), (r"([+-]\d{2}):?(\d{2})$", r"\1\2"), (r"Z$", ""), (r" UTC$", ""),
    )  # fmt: skip
    for pattern, to in steps:
        text = f"regexp_replace({text}, {quote(pattern)}, {quote(to)}, 'g')"
    return f"trim({text})"


def _shapes(table: Table, text: str, most: int) -> tuple[list[tuple[str, int]], str]:
    """The commonest shapes of a column (digits as 9) after tidying, with their rows, and the SQL of the tidied text.

    Tidying works on a shape as it does on the text, so only the shapes are tidied here; where that changes none of
    them, the text itself is the SQL.
    """
    found = table.con.execute(
        f"SELECT shape, {_tidy_date('shape')}, n FROM (SELECT translate({text}, '012345678', '999999999') AS shape, count(*) AS n"
        f" FROM {table.cells} WHERE {text} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most})"
    ).fetchall()
    counts: dict[str, int] = {}
    for _, tidy, count in found:
        counts[tidy] = counts.get(tidy, 0) + count
    changed = any(shape != tidy for shape, tidy, _ in found)
    return list(counts.items()), _tidy_date(text) if changed else text


def find_dates(table: Table, column: str, preferred: str, forced: str | None) -> Dates:
    """Decide over the whole column how its dates read.

    `preferred` is the order used only if the whole column leaves it open; `forced` overrules everything.
    """
    if found := _iso(table, column):
        return found
    text = table.text(column)
    if text != column and (found := _iso(table, text)):
        return found
    shapes, tidy = _shapes(table, text, 400)
    order, known = _order(table, text, [s for s, _ in shapes], preferred)
    if forced:
        order, known = forced, True
    formats: dict[str, None] = {}
    hours = 0
    offset = False
    for shape, count in shapes:
        made = _format(shape, order)
        if made:
            formats[made] = None
            hours += count if "%H" in made or "%I" in made else 0
            offset = offset or "%z" in made
    if not formats:
        return Dates("NULL::TIMESTAMP", order, known, 0, False)
    wanted = ", ".join(quote(f) for f in list(formats)[:40])
    parsed = f"try_strptime({tidy}, [{wanted}])"
    if any(f in ("EPOCH", "EPOCHMS") for f in formats):
        scale = 1000 if "EPOCHMS" in formats else 1
        parsed = f"to_timestamp(try_cast({tidy} AS BIGINT) / {scale}) AT TIME ZONE 'UTC'"
    elif "SERIAL" in formats:
        parsed = f"TIMESTAMP '1899-12-30' + to_seconds(try_cast({tidy} AS DOUBLE) * 86400)"
    if offset:
        parsed = f"CAST({parsed} AS TIMESTAMP)"
    read = table.row(f"SELECT count({parsed}) FROM {table.cells}")[0]
    return Dates(parsed, order, known, read, hours > 0, offset)


def _iso(table: Table, text: str) -> Dates | None:
    """Dates as ISO 8601 writes them, if (nearly) all cells are."""
    total, read, clock = table.row(
        f"SELECT count(nullif({text}, '')), count(try_cast({text} AS TIMESTAMP)) FILTER ({text}[5] = '-'),"
        f" count(*) FILTER (length({text}) > 12) FROM {table.cells}"
    )
    if not total or read < total * 0.999:
        return None
    return Dates(f"try_cast({text} AS TIMESTAMP)", "ymd", True, read, clock > 0)


_LONGEST_DATE = 14
"""Characters of a cell within which its date ends."""


def _order(table: Table, text: str, shapes: Sequence[str], preferred: str) -> tuple[str, bool]:
    if any(re.match(r"9{4}[-/. ]", s) for s in shapes) and not any(re.match(r"9{1,2}[-/.]", s) for s in shapes):
        return "ymd", True
    part = r"^\D*(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{1,4})"
    parts = ", ".join(
        f"try_cast(regexp_extract({_tidy_date('day')}, {quote(part)}, {n}) AS INT) AS {x}"
        for n, x in ((1, "a"), (2, "b"))
    )
    first, second = table.row(
        f"SELECT max(a), max(b) FROM (SELECT {parts} FROM"
        f" (SELECT DISTINCT left({text}, {_LONGEST_DATE}) AS day FROM {table.cells}))"
    )
    if first is None:
        return preferred, True
    if first > 31:
        return "ymd", True
    if first > 12 >= second:
        return "dmy", True
    if second > 12 >= first:
        return "mdy", True
    return preferred, False


def _format(shape: str, order: str) -> str | None:
    """The strptime format of a shape such as `99/99/9999 99:99`, given the column's order of day and month."""
    if re.fullmatch(r"9{10}", shape):
        return "EPOCH"
    if re.fullmatch(r"9{13}", shape):
        return "EPOCHMS"
    if re.fullmatch(r"9{5}(\.9+)?", shape):
        return "SERIAL"
    if re.fullmatch(r"9{8}", shape):
        return "%Y%m%d"
    if re.fullmatch(r"9{14}", shape):
        return "%Y%m%d%H%M%S"
    match = re.match(r"(9{1,4})([-/.])(9{1,2})([-/.])(9{1,4})(?:\s+|$)", shape)
    if match:
        a, s1, _, s2, c = match.groups()
        if len(a) == 4:
            date = f"%Y{s1}%m{s2}%d"
        else:
            year = "%Y" if len(c) == 4 else "%y"
            date = {"dmy": f"%d{s1}%m{s2}{year}", "mdy": f"%m{s1}%d{s2}{year}", "ymd": f"%y{s1}%m{s2}%d"}[
                order if len(c) != 4 or order != "ymd" else "dmy"
            ]
        rest = shape[match.end() :]
    else:
        named = re.match(r"9{1,2}([ -])([A-Za-z]{3,9})[ -](9{4})(?:,?\s+|$)", shape)
        if not named:
            return None
        month = "%b" if len(named.group(2)) == 3 else "%B"
        date = f"%d{named.group(1)}{month}{named.group(1)}%Y"
        rest = shape[named.end() :]
    clock = _clock(rest)
    return None if clock is None else f"{date} {clock}".strip()


def _clock(rest: str) -> str | None:
    if not rest:
        return ""
    match = re.fullmatch(r"9{1,2}:99(:99)?(\.9+)?( [aApP]M)?( ?[+-]9999)?", rest)
    if not match or (match.group(2) and not match.group(1)):
        return None
    seconds, fraction, half, zone = match.groups()
    text = ("%I" if half else "%H") + ":%M" + (":%S" if seconds else "")
    return (
        text
        + (".%g" if fraction else "")
        + (" %p" if half else "")
        + ((" " if zone[0] == " " else "") + "%z" if zone else "")
    )


def find_clock(table: Table, column: str) -> str | None:
    """SQL yielding a TIME from a column of times of day, or None if its hours are gone or it is not a time."""
    text = table.text(column)
    total, read, shortest = table.row(
        f"SELECT count({text}), count(try_cast({text} AS TIME)), coalesce(min(length({text})), 0) FROM {table.cells}"
    )
    if total == read and shortest > len("9:15"):
        return f"try_cast({text} AS TIME)"
    shapes, tidy = _shapes(table, text, 50)
    formats = [f for s, _ in shapes if (f := _clock(s))]
    total = sum(n for _, n in shapes)
    good = sum(n for s, n in shapes if _clock(s))
    if not formats or good < total * 0.5:
        return None
    if all(f == "%H:%M:%S" for f in formats):
        return f"try_cast({tidy} AS TIME)"
    if all(f in ("%H:%M:%S", "%H:%M") for f in formats):
        return f"try_cast(CASE WHEN length({tidy}) < 6 THEN {tidy} || ':00' ELSE {tidy} END AS TIME)"
    return f"CAST(try_strptime({tidy}, [{', '.join(quote(f) for f in formats)}]) AS TIME)"


def find_number(table: Table, column: str, comma_likely: bool) -> str:
    """SQL yielding a DECIMAL(18,4) from a column of numbers or money, decided over the whole column."""
    text = table.text(column)
    plain = f"try_cast({text} AS DECIMAL(18,4))"
    total, read = table.row(f"SELECT count({text}), count({plain}) FROM {table.cells}")
    if total == read:
        return plain
    bare = f"regexp_replace(regexp_replace({text}, '([0-9])\\s*[(（][^0-9]+.*$', '\\1'), '[^0-9.,()−-]', '', 'g')"
    bare = f"replace({bare}, '−', '-')"
    comma, point, thousands_comma, thousands_point = table.row(
        f"SELECT sum(n) FILTER (regexp_matches(v, ',\\d{{1,2}}\\D*$') OR regexp_matches(v, '\\.\\d{{3}},')),"
        f" sum(n) FILTER (regexp_matches(v, '\\.\\d{{1,2}}\\D*$') OR regexp_matches(v, ',\\d{{3}}\\.')),"
        f" sum(n) FILTER (regexp_matches(v, ',\\d{{3}}\\D*$')), sum(n) FILTER (regexp_matches(v, '\\.\\d{{3}}\\D*$'))"
        f" FROM (SELECT {bare} AS v, n FROM (SELECT {column}, count(*) AS n FROM {table.cells} GROUP BY 1))"
    )
    comma, point = comma or 0, point or 0
    decimal_comma = comma > point or (comma == point == 0 and comma_likely and (thousands_comma or thousands_point))
    number = f"replace(replace({bare}, '.', ''), ',', '.')" if decimal_comma else f"replace({bare}, ',', '')"
    unsigned = f"try_cast(regexp_replace({number}, '[()-]', '', 'g') AS DECIMAL(18,4))"
    negative = f"regexp_matches({bare}, '^\\(.*\\)$|-')"
    return f"(CASE WHEN {negative} THEN -{unsigned} ELSE {unsigned} END)"
