"""What makes a receipt: an id, an id that restarts each day, or the same second at the same till. And exact copies."""

from balcao.analytics.sales.table import Table

LINE_UNIQUE = 0.99
"""The share of distinct values from which an id is taken for the line's own."""
LONGEST_COUNTER = 6
"""Characters: a longer id does not restart each day."""
_DESTROYED = r"^\d([.,]\d+)?E\+\d+$"


def find_receipts(table: Table, clock: bool) -> None:
    """Derive receipt from what groups lines, if anything does; notes ids that were destroyed, restart, or are missing."""
    notes = table.reading.notes
    if table.understanding.kind.kind in ("daily totals", "wide sheet", "transposed sheet"):
        return table.settle("receipt", None)
    promised = [
        f"c{p}"
        for p, m in table.understanding.meanings.items()
        if m.roles.get("receipt", 0) > 0.8 and p < len(table.headers)
    ]
    destroyed = [c for c in dict.fromkeys([*table.candidates("receipt"), *promised]) if _is_destroyed(table, c)]
    if destroyed:
        notes.append("ids_destroyed")
    for column in table.candidates("receipt"):
        total, distinct, longest, _ = table.spread(column)
        if column in destroyed:
            continue
        if (
            total == 0
            or (distinct <= 1 and total > 20)
            or (table.understanding.columns[int(column[1:])].sequence and _counts_rows(table, column))
        ):
            continue
        table.settle("receipt", column)
        table.reading.columns["receipt"] = table.named("receipt")
        receipt = table.filled(column)
        if longest <= LONGEST_COUNTER and _restarts(table, column):
            notes.append("receipts_by_day")
            receipt = f"(strftime(day, '%Y%m%d') || '/' || {receipt})"
        till = table.column("outlet")
        if till and longest <= LONGEST_COUNTER and _each_till_counts(table, column, till):
            receipt = f"(coalesce({table.filled(till)} || '/', '') || {receipt})"
        return table.derive(receipt=receipt)
    table.settle("receipt", None)
    if clock:
        notes.append("receipts_by_time")
        till = table.column("outlet")
        if table.understanding.kind.kind in ("daily totals", "cash book") or not table.column("item"):
            return table.derive(receipt="CAST(row_number AS VARCHAR)")
        table.derive(
            receipt="strftime(sold_at, '%Y%m%d%H%M%S%g')" + (f" || coalesce('/' || {till}, '')" if till else "")
        )


def _counts_rows(table: Table, column: str) -> bool:
    """Whether there is another column that could number receipts, so that a column that counts the rows is not one."""
    return len(table.candidates("receipt")) > 1


def _is_destroyed(table: Table, column: str) -> bool:
    """Whether a spreadsheet has turned most ids into numbers such as 5E+17."""
    total, _, _, exponents = table.spread(column)
    if exponents <= 0.5 * total:
        return False
    return (
        0.5 * total
        < table.row(f"SELECT count(*) FROM {table.source} WHERE regexp_matches({column}, '{_DESTROYED}')")[0]
    )


def _restarts(table: Table, column: str) -> bool:
    """Whether most ids that occur more than once are seen on several days: counters that restart each morning."""
    sold = "AND coalesce(amount, 0) >= 0" if "amount" in table.derived else ""
    several, ids = table.row(
        "SELECT count(*) FILTER (first < last), count(*) FROM (SELECT min(day) AS first, max(day) AS last"
        f" FROM {table.source} WHERE {column} IS NOT NULL {sold} GROUP BY {column} HAVING count(*) > 1)"
    )
    return several > 0.5 * ids


def _each_till_counts(table: Table, column: str, till: str) -> bool:
    """Whether every till counts for itself: each starts at one, and a number is of one moment at a till and of another at the next."""
    number = f"try_cast({column} AS BIGINT)"
    tills, from_one = table.row(
        f"SELECT count(*), count(*) FILTER (first = 1) FROM (SELECT min({number}) AS first FROM {table.source} WHERE {till} IS NOT NULL GROUP BY {till})"
    )
    if tills < 2 or from_one < tills:
        return False
    apart, several = table.row(
        f"SELECT count(*) FILTER (moments = tills AND each = tills), count(*) FROM (SELECT count(DISTINCT {till}) AS tills,"
        f" count(DISTINCT sold_at) AS moments, count(DISTINCT ({till}, sold_at)) AS each"
        f" FROM {table.source} WHERE {column} IS NOT NULL AND sold_at IS NOT NULL GROUP BY {column}, day) WHERE tills > 1"
    )
    return apart > 0.5 * several


def find_copies(table: Table) -> str | None:
    """SQL that is true on the second and later of rows that are equal in every cell, where each line has its own id."""
    for role in ("line_id", "receipt"):
        column = table.column(role)
        if column is None:
            continue
        total, about, *_ = table.spread(column)
        if total < 20 or about < 0.9 * total:
            continue
        distinct = table.row(f"SELECT count(DISTINCT {column}) FROM {table.source}")[0]
        if not LINE_UNIQUE * total <= distinct < total:
            continue
        cells = ", ".join(f"c{n}" for n in range(len(table.headers)))
        repeated = f"(SELECT {column} FROM {table.source} GROUP BY 1 HAVING count(*) > 1)"
        return f"{column} IN {repeated} AND row_number() OVER (PARTITION BY {cells}) > 1"
    return None
