"""What makes a receipt: an id, an id that restarts each day, or the same second at the same till. And exact copies."""

from dataclasses import dataclass

from balcao.analytics.sales.moments import Moments
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.values import filled

LINE_UNIQUE = 0.99
"""The share of distinct values from which an id is taken for the line's own."""
_DESTROYED = r"^\d([.,]\d+)?E\+\d+$"


@dataclass(frozen=True)
class Receipts:
    """SQL for the receipt of a line (null where nothing groups lines), and for being an exact copy."""

    receipt: str | None
    copy: str | None


def find_receipts(table: Table, moments: Moments) -> Receipts:
    """Choose what groups lines; notes ids that a spreadsheet destroyed, that restart, or that are missing."""
    receipt = None
    notes = table.reading.notes
    for column in table.candidates("receipt"):
        total, destroyed, distinct = table.row(
            f"SELECT count({column}), count(*) FILTER (regexp_matches({column}, '{_DESTROYED}')),"
            f" approx_count_distinct({column}) FROM {table.source}"
        )
        if destroyed > 0.5 * total:
            if "ids_destroyed" not in notes:
                notes.append("ids_destroyed")
            continue
        if total == 0 or (distinct <= 1 and total > 20):
            continue
        table.settle("receipt", column)
        table.reading.columns["receipt"] = table.named("receipt")
        receipt = filled(column)
        if _restarts(table, moments, column):
            notes.append("receipts_by_day")
            receipt = f"(strftime({moments.day}, '%Y%m%d') || '/' || {receipt})"
        break
    else:
        table.settle("receipt", None)
    copy = _copy(table)
    if receipt is None and moments.clock:
        notes.append("receipts_by_time")
        till = table.column("outlet")
        receipt = f"strftime({moments.sold_at}, '%Y%m%d%H%M%S%g')" + (
            f" || coalesce('/' || {till}, '')" if till else ""
        )
    return Receipts(receipt, copy)


def _restarts(table: Table, moments: Moments, column: str) -> bool:
    """Whether most ids that occur more than once are seen on several days: counters that restart each morning."""
    longest = table.row(f"SELECT coalesce(max(length({column})), 0) FROM {table.source}")[0]
    if longest > 6:
        return False
    several, ids = table.row(
        f"SELECT count(*) FILTER (days > 1), count(*) FROM (SELECT count(DISTINCT {moments.day}) AS days"
        f" FROM {table.source} WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1)"
    )
    return several > 0.5 * ids


def _copy(table: Table) -> str | None:
    """True on the second and later of rows that are equal in every cell, where each line has its own id."""
    for role in ("line_id", "receipt"):
        column = table.column(role)
        if column is None:
            continue
        total, about = table.row(f"SELECT count({column}), approx_count_distinct({column}) FROM {table.source}")
        if total < 20 or about < 0.9 * total:
            continue
        distinct = table.row(f"SELECT count(DISTINCT {column}) FROM {table.source}")[0]
        if not LINE_UNIQUE * total <= distinct < total:
            continue
        cells = ", ".join(f"c{n}" for n in range(len(table.headers)))
        repeated = f"(SELECT {column} FROM {table.source} GROUP BY 1 HAVING count(*) > 1)"
        return f"{column} IN {repeated} AND row_number() OVER (PARTITION BY {cells}) > 1"
    return None
