"""The total that a file states itself: one of all rows, or those of its days, shops or pages taken together."""

from pathlib import Path

from balcao.analytics.sales.rejects import REJECTED
from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table


def stated_total(table: Table, lines: Path) -> tuple[int, int] | None:
    """What the file says that its rows come to, and what they come to, in minor units; None where it does not say it clearly.

    One total before or after all rows is theirs. Of several the greatest is, if the others come to it once (or twice: days and
    months) or it is what the rows come to; else they are totals of parts, and stand for all only if all of them do, or most are what
    stands between them.
    """
    grand = " AND NOT order_head" if "order_head" in table.derived else ""
    con = table.con
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE stated AS SELECT row_number AS stands, amount FROM {REJECTED} WHERE reject = 'total row'{grand} AND amount IS NOT NULL"
    )
    count, whole, greatest = table.row("SELECT count(*), sum(amount)::BIGINT, max_by(amount, abs(amount)) FROM stated")
    if not count:
        return None
    found = int(table.row(f"SELECT coalesce(sum(amount), 0)::BIGINT FROM read_parquet({quote(str(lines))})")[0])
    whole, greatest = int(whole), int(greatest)
    if count == 1:
        inside = table.row(
            f"SELECT min(row_number) < min(stands) AND max(row_number) > min(stands) FROM {table.source}, stated WHERE reject IS NULL"
        )
        return None if inside[0] else (greatest, found)
    if found == greatest or whole - greatest in (greatest, 2 * greatest):
        return greatest, found
    if found == whole:
        return whole, found
    right = table.row(
        f"""
        SELECT count(*) FILTER (part = stated.amount) FROM stated LEFT JOIN (
            SELECT stands, sum(used.amount) AS part
            FROM (SELECT row_number, amount FROM {table.source} WHERE reject IS NULL) AS used
            ASOF JOIN stated ON used.row_number <= stated.stands GROUP BY stands
        ) USING (stands)
        """
    )
    return (whole, found) if 2 * int(right[0]) >= count else None
