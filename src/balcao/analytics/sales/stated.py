"""The total that a file states itself, where it is clear what it is the total of."""

from pathlib import Path

from balcao.analytics.sales.rejects import REJECTED
from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table

FEWEST_PARTS = 2
"""Parts that must be what their totals say before the totals are taken for those of parts."""
MOST_PARTS_RIGHT = 2 / 3
"""And their share of all parts."""


def stated_total(table: Table, lines: Path) -> tuple[int, int] | None:
    """What the file says that its rows come to, and what they come to, in minor units; None where it does not say it clearly.

    Totals of days, shops or pages, each of the rows above it (or, where the first stands above all rows, below it), count
    together. Rows that no total closes, as on a day that goes on, leave it open what the file would say of all.
    """
    grand = " AND NOT order_head" if "order_head" in table.derived else ""
    table.con.execute(
        f"CREATE OR REPLACE TEMP TABLE stated AS SELECT row_number AS stands, amount FROM {REJECTED} WHERE reject = 'total row'{grand} AND amount IS NOT NULL"
    )
    stated = table.con.execute("SELECT stands, amount FROM stated ORDER BY stands").fetchall()
    if not stated:
        return None
    found = int(table.row(f"SELECT coalesce(sum(amount), 0)::BIGINT FROM read_parquet({quote(str(lines))})")[0])
    if found in (amount for _, amount in stated):
        return found, found
    parts = _parts(table, [(stands, int(amount)) for stands, amount in stated])
    if parts is None:
        return None
    totals = [total for total, _, _ in parts]
    if len(set(totals)) == 1 and all(count == 0 for _, _, count in parts[1:]):  # said once, or again in other words
        return None if _of_last_day(table, totals[0]) else (totals[0], found)
    right = sum(count > 0 and part == total for total, part, count in parts)
    if parts[-1][2] == 0 and right and sum(totals[:-1]) == totals[-1] and all(count for _, _, count in parts[:-1]):
        return totals[-1], found
    clear = right >= max(FEWEST_PARTS, MOST_PARTS_RIGHT * len(parts)) and all(count for _, _, count in parts)
    return (sum(totals), found) if clear else None


def _parts(table: Table, stated: list[tuple[int, int]]) -> list[tuple[int, int, int]] | None:
    """Each total with the sum and the number of the rows that it closes; where the first stands above all rows, that it heads, the last first.

    None if rows are left over.
    """
    between = {
        after: (int(total or 0), int(count))
        for after, total, count in table.con.execute(
            f"""
            SELECT stated.stands, sum(used.amount), count(*)
            FROM (SELECT row_number, amount FROM {table.source} WHERE reject IS NULL) AS used
            ASOF LEFT JOIN stated ON used.row_number > stated.stands GROUP BY 1
            """
        ).fetchall()
    }
    nothing = (0, 0)
    if None not in between:
        return [(total, *between.get(at, nothing)) for at, total in reversed(stated)]
    if stated[-1][0] in between:
        return None
    before = [None, *(at for at, _ in stated[:-1])]
    return [(total, *between.get(at, nothing)) for at, (_, total) in zip(before, stated, strict=True)]


def _of_last_day(table: Table, total: int) -> bool:
    """Whether a total is that of the last day alone."""
    if "day" not in table.derived:
        return False
    sums = f"SELECT day, sum(amount) AS sum, max(row_number) AS last FROM {table.source} WHERE reject IS NULL AND day IS NOT NULL GROUP BY 1"
    found = table.con.execute(f"SELECT sum FROM ({sums}) ORDER BY last DESC LIMIT 1").fetchone()
    return found is not None and int(found[0] or 0) == total
