"""How a column of cells becomes moments: decided once over the whole column, then computed by position in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from balcao.analytics.sales.date_forms import BUDDHIST_YEARS, ROC_YEARS, Form, Place, clock_of, form_of
from balcao.analytics.sales.table import Table

MOST_SHAPES = 5000
"""Distinct ways of writing in one column; those beyond it are not read."""
LEAST_YEAR = 15
MANY_MORE = 10
MOST_HAVE_HOURS = 0.9
"""The share of dates that must carry a time for hours to be believed at all."""
DENSER = 3
"""How many times as many distinct first numbers as second ones make the first the day, where neither says so itself."""

BUSY = 2
"""Rows of a day from which days are those of business: then what never changes is the month."""


@dataclass(frozen=True)
class Dates:
    """How a date column reads. `sql` yields a TIMESTAMP after `joins`; `read` counts the cells that should; `clock`: whether
    there are hours; `offset`: whether they are UTC now because the cells said how far from it they are; `months`: no days."""

    sql: str
    order: str
    known: bool
    read: int
    clock: bool
    offset: bool = False
    joins: str = ""
    months: bool = False


def find_dates(table: Table, column: str, preferred: str, forced: str | None) -> Dates:
    """Decide over the whole column how its dates read.

    `preferred` is the order used only if the whole column leaves it open; `forced` overrules everything.
    """
    if found := _iso(table, column, column):  # as it stands: to tidy all cells takes as long as to read them
        return found
    text = table.text(column)
    if text != column and (found := _iso(table, column, text)):
        return found
    forms = [(shape, form, n) for shape, n in shapes(table, text) if (form := form_of(shape)) and form.has_date]
    read = sum(n for *_, n in forms)
    if not forms:
        return Dates("NULL::TIMESTAMP", preferred, True, 0, False)
    order, known = (forced, True) if forced else _order(table, column, text, forms, preferred)
    name = _keep(table, [(shape, form.ordered(order)) for shape, form, _ in forms])
    hours = sum(n for _, form, n in forms if form.has_clock)
    offset = any(form.offset is not None or form.special in ("epoch", "epochms") for _, form, _ in forms)
    months = all(form.day == 1 for _, form, _ in forms)
    joins = f"LEFT JOIN {name} ON {name}.shape = {_shape(text)}"
    return Dates(_moment(text, name), order, known, read, hours >= MOST_HAVE_HOURS * read, offset, joins, months)


def find_clock(table: Table, column: str) -> tuple[str, str] | None:
    """SQL yielding a TIME from a column of times of day, and its joins; None if its hours are gone or it is no time."""
    text = table.text(column)
    total, read, shortest = table.row(
        f"SELECT count({text}), count(try_cast({text} AS TIME)), coalesce(min(length({text})), 0) FROM {table.cells}"
    )
    if total == read and shortest > len("9:15"):
        return f"try_cast({text} AS TIME)", ""
    found = shapes(table, text)
    forms = [(shape, form, n) for shape, n in found if (form := clock_of(shape))]
    if not forms or sum(n for *_, n in forms) < 0.5 * sum(n for _, n in found):
        return None
    name = _keep(table, [(shape, replace(form, year=None, month=1, day=1)) for shape, form, _ in forms])
    return f"CAST({_moment(text, name)} AS TIME)", f"LEFT JOIN {name} ON {name}.shape = {_shape(text)}"


def shapes(table: Table, text: str) -> list[tuple[str, int]]:
    """The commonest shapes of a column (digits as 9) with their rows."""
    return table.con.execute(
        f"SELECT {_shape(text)} AS shape, count(*) AS n FROM {table.cells} WHERE {text} IS NOT NULL"
        f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_SHAPES}"
    ).fetchall()


def _shape(text: str) -> str:
    return f"translate({text}, '012345678', '999999999')"


def _iso(table: Table, column: str, text: str) -> Dates | None:
    """Dates as ISO 8601 writes them without a zone, if (nearly) all cells are."""
    zoned = (
        f"contains({text}, '+') OR (strlen({text}) >= 20 AND ({text}[20] <> '.' OR contains(substr({text}, 20), '-')))"
    )
    local = f"{text}[5] = '-' AND {text}[-1] BETWEEN '0' AND '9' AND NOT ({zoned})"
    total, read, clock, latest = table.row(
        f"SELECT count(nullif({text}, '')), count(moment) FILTER ({local}), count(*) FILTER (strlen({text}) > 12), coalesce(max(year(moment)), 0)"
        f" FROM (SELECT {column}, try_cast({text} AS TIMESTAMP) AS moment FROM {table.cells})"
    )
    if not total or read < total * 0.999 or latest >= BUDDHIST_YEARS[0]:
        return None
    return Dates(f"try_cast({text} AS TIMESTAMP)", "ymd", True, read, clock >= MOST_HAVE_HOURS * read)


_FIELDS = ("year", "month", "day", "hour", "minute", "second", "fraction", "zone_hours", "zone_minutes")


def _keep(table: Table, forms: Sequence[tuple[str, Form]]) -> str:
    """Keep forms as a table: the shape, and of each part where it stands (from 1), how long it is, or its constant."""
    table.forms += 1
    name = f"forms{table.forms}"
    columns = ", ".join(f"{f}_at INT, {f}_size INT, {f}_is INT" for f in _FIELDS)
    table.con.execute(
        f"CREATE TEMP TABLE {name} (shape VARCHAR, {columns}, era INT, half VARCHAR, zone INT, sign_at INT, special VARCHAR)"
    )
    rows = []
    for shape, form in forms:
        row: list[object] = [shape]
        offset = form.offset if isinstance(form.offset, tuple) else None
        places: list[Place | int | None] = [
            form.year, form.month, form.day, form.hour, form.minute, form.second, form.fraction,
            offset[1] if offset else None, offset[2] if offset else None,
        ]  # fmt: skip
        for place in places:
            row += [place[0] + 1, place[1], None] if isinstance(place, tuple) else [None, None, place]
        zone = form.offset if isinstance(form.offset, int) else None
        row += [form.era, form.half, zone, offset[0] + 1 if offset else None, form.special]
        rows.append(row)
    columns_of = list(zip(*rows, strict=True))  # all at once: a statement for each row takes milliseconds
    marks = ", ".join(f"unnest($p{n})" for n in range(len(columns_of)))
    table.con.execute(f"INSERT INTO {name} SELECT {marks}", {f"p{n}": list(c) for n, c in enumerate(columns_of)})
    return name


def _part(text: str, name: str, field: str) -> str:
    cut = f"try_cast(substr({text}, {name}.{field}_at, {name}.{field}_size) AS INT)"
    return f"(CASE WHEN {name}.{field}_at IS NULL THEN {name}.{field}_is ELSE {cut} END)"


def _moment(text: str, name: str) -> str:
    """SQL: the moment that a cell says, in UTC where it says how far from it it is, else as written."""
    part = {field: _part(text, name, field) for field in _FIELDS}
    year = f"coalesce({part['year']}, 2000)"
    year = (
        f"(CASE WHEN {name}.era <> 0 THEN {year} + {name}.era"
        f" WHEN {name}.year_size <= 2 THEN {year} + CASE WHEN {year} >= 90 THEN 1900 ELSE 2000 END"
        f" WHEN {year} BETWEEN {ROC_YEARS[0]} AND {ROC_YEARS[1]} THEN {year} + 1911"
        f" WHEN {year} BETWEEN {BUDDHIST_YEARS[0]} AND {BUDDHIST_YEARS[1]} THEN {year} - 543 ELSE {year} END)"
    )
    hour = (
        f"(CASE WHEN {name}.half = 'pm' AND {part['hour']} < 12 THEN {part['hour']} + 12"
        f" WHEN {name}.half = 'am' AND {part['hour']} = 12 THEN 0 ELSE coalesce({part['hour']}, 0) END)"
    )
    written = (
        f"try_cast(printf('%04d-%02d-%02d %02d:%02d:%02d', {year}, {part['month']}, {part['day']}, {hour},"
        f" coalesce({part['minute']}, 0), coalesce({part['second']}, 0))"
        f" || coalesce('.' || substr({text}, {name}.fraction_at, {name}.fraction_size), '') AS TIMESTAMP)"
    )
    minutes = (
        f"(CASE WHEN {name}.sign_at IS NULL THEN {name}.zone ELSE (60 * {part['zone_hours']} + coalesce({part['zone_minutes']}, 0))"
        f" * CASE WHEN substr({text}, {name}.sign_at, 1) = '-' THEN -1 ELSE 1 END END)"
    )
    special = (
        f"CASE {name}.special WHEN 'epoch' THEN make_timestamp(try_cast({text} AS BIGINT) * 1000000)"
        f" WHEN 'epochms' THEN make_timestamp(try_cast({text} AS BIGINT) * 1000)"
        f" ELSE TIMESTAMP '1899-12-30' + to_seconds(try_cast({text} AS DOUBLE) * 86400) END"
    )
    return (
        f"(CASE WHEN {name}.special IS NOT NULL THEN {special}"
        f" WHEN {minutes} IS NOT NULL THEN {written} - to_minutes({minutes}) ELSE {written} END)"
    )


def _order(
    table: Table, column: str, text: str, forms: Sequence[tuple[str, Form, int]], preferred: str
) -> tuple[str, bool]:
    """The order of the open numbers of a column, and whether the column itself shows it."""
    open_ = [(shape, form) for shape, form, _ in forms if len(form.numbers) == 3]
    if not open_:
        return preferred if any(form.numbers for _, form, _ in forms) else "ymd", True
    if all(form.numbers[0][1] >= 3 for _, form in open_):
        return "ymd", True
    undecided = [(shape, form) for shape, form in open_ if form.numbers[0][1] < 3]
    table.forms += 1
    name = f"places{table.forms}"
    table.con.execute(f"CREATE TEMP TABLE {name} (shape VARCHAR, a INT, n INT, b INT, m INT, c INT, k INT)")
    table.con.executemany(
        f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(s, *(part for at, size in f.numbers for part in (at + 1, size))) for s, f in undecided],
    )
    first, second, firsts, seconds, late_first, late_second, least, thirds, longest, dates = table.row(
        f"SELECT max(x), max(y), count(DISTINCT x), count(DISTINCT y), count(*) FILTER (x > 12), count(*) FILTER (y > 12),"
        f" min(x), count(DISTINCT z), max(k), count(DISTINCT (x, y, z)) FROM (SELECT try_cast(substr(t, a, n) AS INT) AS x,"
        f" try_cast(substr(t, b, m) AS INT) AS y, try_cast(substr(t, c, k) AS INT) AS z, k FROM (SELECT DISTINCT {text} AS t FROM {table.cells})"
        f" JOIN {name} ON {name}.shape = {_shape('t')})"
    )
    if first is None or second is None:
        return preferred, False
    if first > 31:
        return "ymd", True
    if preferred == "ymd" and longest <= 2 and least >= LEAST_YEAR and firsts <= 2 and thirds > firsts:
        return "ymd", True  # years of two digits first, as in Taiwan and Korea
    if first > 12 >= second:
        return "dmy", True
    if second > 12 >= first:
        return "mdy", True
    if late_first > MANY_MORE * late_second:  # but for a slip here and there
        return "dmy", True
    if late_second > MANY_MORE * late_first:
        return "mdy", True
    busy = (
        table.row(f"SELECT count({column}) FROM {table.cells}")[0] >= BUSY * dates
    )  # no list of the first of each month
    if firsts > DENSER * seconds or (busy and firsts > 1 == seconds):
        return "dmy", False
    if seconds > DENSER * firsts or (busy and seconds > 1 == firsts):
        return "mdy", False
    return preferred, False
