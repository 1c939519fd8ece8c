"""When things were sold: date and time in one or two columns, the zone, and the business day."""

from datetime import datetime

from balcao.analytics.sales.dates import Dates, find_clock, find_dates
from balcao.analytics.sales.schema import NotSalesError, quote
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.lexicon import atoms
from balcao.analytics.sales.years import without_year
from balcao.analytics.sales.zones import EARLIEST, from_utc, to_utc

MUCH_MORE = 1.2
"""How many times as many dates a column must hold to be preferred to one that fits better."""
DAY_ENDS = 4
"""The hour after midnight at which a business day ends."""
OPENS = 6
"""The hour from which shops open in the morning."""
EVENING = 20
"""The hour from which sales are of the evening."""

_ZONES = {
    "pacific time": "America/Los_Angeles", "mountain time": "America/Denver", "central time": "America/Chicago",
    "eastern time": "America/New_York", "atlantic time": "America/Halifax", "hong kong": "Asia/Hong_Kong",
    "london": "Europe/London", "lisbon": "Europe/Lisbon", "sydney": "Australia/Sydney", "tokyo": "Asia/Tokyo",
    "osaka": "Asia/Tokyo", "singapore": "Asia/Singapore", "taipei": "Asia/Taipei", "beijing": "Asia/Shanghai",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "est": "America/New_York", "edt": "America/New_York",
    "dublin": "Europe/Dublin", "madrid": "Europe/Madrid", "paris": "Europe/Paris", "macau": "Asia/Macau",
}  # fmt: skip


def find_moments(table: Table) -> bool:
    """Derive sold_at (UTC), local_at and day (the business day); returns whether hours are known.

    Raises NotSalesError when no column holds dates.
    """
    dates, column = _dates(table)
    reading = table.reading
    reading.date_order, reading.date_order_known = dates.order, dates.known
    reading.columns["sold_at"] = [table.headers[int(column[1:])]]
    moment, clock, joins = dates.sql, dates.clock, dates.joins
    if dates.months and table.understanding.kind.kind == "daily totals":
        reading.kind = "monthly totals"
    if not clock:
        others = _other_times(table, column)
        for candidate in table.candidates("time") + others:
            time = find_clock(table, candidate)
            if time:
                if _ends_after_midnight(table, column, time):
                    moment = (
                        f"(CAST({moment} AS DATE) + CASE WHEN {time[0]} < TIME '{DAY_ENDS:02}:00:00' THEN 1 ELSE 0 END)"
                    )
                moment, clock, joins = (
                    f"(CAST({moment} AS DATE) + CASE WHEN {table.text(candidate)} IS NULL THEN TIME '12:00:00' ELSE {time[0]} END)",
                    True,
                    f"{joins} {time[1]}",
                )
                reading.columns["sold_at"].append(table.headers[int(candidate[1:])])
                break
            if table.row(f"SELECT count({table.text(candidate)}) FROM {table.cells}")[0]:
                reading.notes.append("hours_destroyed")
                break
    local, written = _zones(table, dates.offset)
    reading.time_zone = local
    table.settle("sold_at", column)
    table.settle("date", None)
    table.derive(joins, moment=f"CAST({moment} AS TIMESTAMP)")
    sane = f"moment BETWEEN TIMESTAMP '{EARLIEST}' AND current_date + INTERVAL 2 DAY"
    rows, dated, night = table.row(
        f"SELECT count(*), count(moment) FILTER ({sane}), count(*) FILTER (hour(moment) < {DAY_ENDS}) FROM {table.source}"
    )
    table.undated = rows - dated
    table.derive(moment_sane=f"CASE WHEN {sane} THEN moment END" if table.undated else "moment")
    if not dates.known:
        differ = f"SELECT count(*) FILTER (day(moment_sane) <> month(moment_sane)) FROM {table.source}"
        reading.date_order_known = not table.row(differ)[0]  # 01/01, 02/02: the same days either way
        if not reading.date_order_known:
            reading.notes.append("date_order_assumed")
    if not clock:
        table.derive(sold_at="moment_sane", local_at="NULL::TIMESTAMP", day="CAST(moment_sane AS DATE)")
        return False

    def bounds() -> tuple[datetime, datetime]:
        first, last = table.con.execute(f"SELECT min(moment_sane), max(moment_sane) FROM {table.source}").fetchall()[0]
        return first or EARLIEST, last or EARLIEST

    table.derive(sold_at=to_utc("moment_sane", written, bounds))
    table.derive(local_at="moment_sane" if written == local else from_utc("sold_at", local, bounds))
    late = (night or written != local) and _trades_past_midnight(table)
    table.derive(day=f"CAST(local_at - INTERVAL {DAY_ENDS} HOUR AS DATE)" if late else "CAST(local_at AS DATE)")
    return True


def _trades_past_midnight(table: Table) -> bool:
    """Whether sales after midnight belong to the evening before: mostly there was one, and before the morning there is a pause.

    A machine or a web shop sells at all hours, and its days are those of the calendar. Where the file shows no evening before,
    what is sent is a web shop's.
    """
    hours = f"SELECT CAST(local_at AS DATE) AS d, hour(local_at) AS h, count(*) AS n FROM {table.source} WHERE local_at IS NOT NULL GROUP BY ALL"
    nights, evenings, small, dawn, any_evening = table.row(
        f"WITH hours AS ({hours}), late AS (SELECT DISTINCT d + 1 AS d FROM hours WHERE h >= {EVENING})"
        f" SELECT count(DISTINCT d) FILTER (h < {DAY_ENDS} AND d > (SELECT min(d) FROM hours)), count(DISTINCT d) FILTER (h < {DAY_ENDS} AND d IN (SELECT d FROM late)),"
        f" coalesce(sum(n) FILTER (h < {DAY_ENDS}), 0), coalesce(sum(n) FILTER (h >= {DAY_ENDS} AND h < {OPENS}), 0), count(*) FILTER (h >= {EVENING}) FROM hours"
    )
    if not nights:
        found = table.understanding
        sent = any("shipping" in m.concepts and found.columns[p].filled for p, m in found.meanings.items())
        return not sent and (any_evening > 0 or dawn <= small)  # else the clock may be another zone's
    return 4 * evenings >= 3 * nights and 2 * dawn <= small


def _ends_after_midnight(table: Table, column: str, time: tuple[str, str]) -> bool:
    """Whether the date beside a clock is the business day: 00:40 stands behind 23:50 of the same date, and not before its morning."""
    joins = time[1]
    late, early = table.row(
        f"SELECT count(*) FILTER (small AND d = before AND t_before >= TIME '12:00:00'), count(*) FILTER (small AND d = after AND t_after >= TIME '{DAY_ENDS:02}:00:00')"
        f" FROM (SELECT d, t < TIME '{DAY_ENDS:02}:00:00' AS small, lag(d) OVER w AS before, lag(t) OVER w AS t_before, lead(d) OVER w AS after,"
        f" lead(t) OVER w AS t_after FROM (SELECT row_number, {column} AS d, {time[0]} AS t FROM {table.cells} {joins}) WINDOW w AS (ORDER BY row_number))"
    )
    return late > early


def _other_times(table: Table, column: str) -> list[str]:
    """Columns whose headings promise a time of the sale and that hold no dates, besides the one in use."""
    found = table.understanding
    return [
        f"c{place}" for place, meaning in found.meanings.items()
        if f"c{place}" != column and meaning.roles.get("sold_at", 0) >= 0.8 and {"time", "moment"} & meaning.concepts
        and not found.columns[place].dates and found.columns[place].filled
    ]  # fmt: skip


def _dates(table: Table) -> tuple[Dates, str]:
    candidates = table.candidates("sold_at") + table.candidates("date")
    if not candidates:
        raise without_year(table) or NotSalesError("no_date_column", columns=table.headers)
    forced, preferred = table.overrules.date_order, table.economy.date_order
    best: tuple[int, Dates, str] | None = None
    for column in candidates[:4]:
        dates = find_dates(table, column, preferred, forced)
        if dates.read and (best is None or dates.read > MUCH_MORE * best[0]):
            best = (dates.read, dates, column)
    if best is None:
        raise without_year(table) or NotSalesError("no_dates", column=table.headers[int(candidates[0][1:])])
    return best[1], best[2]


def _zones(table: Table, offset: bool) -> tuple[str, str]:
    """The shop's zone and the zone in which the times are written."""
    local = table.overrules.zone or table.economy.zone
    column = table.column("zone")
    if column and not table.overrules.zone:
        found = table.con.execute(
            f"SELECT {table.filled(column)} AS zone FROM {table.source} WHERE zone IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC"
        ).fetchone()
        if found:
            named = next((z for words, z in _ZONES.items() if words in found[0].lower()), found[0])
            known = table.row(f"SELECT count(*) FROM pg_timezone_names() WHERE name = {quote(named)}")[0]
            local = named if known else local
        table.reading.columns["zone"] = table.named("zone")
    if offset or _says_utc(table):
        return local, "UTC"
    return local, table.dialect.zone or local


def _says_utc(table: Table) -> bool:
    """Whether the heading says that times are in UTC, as in Created (UTC)."""
    headings = [table.headers[place] for role in ("sold_at", "time") for place in table.roles.get(role, [])[:1]]
    return any(word in ("utc", "gmt") for heading in headings for word in atoms(heading))
