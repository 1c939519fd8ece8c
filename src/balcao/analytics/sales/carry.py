"""What an order's first row says for all its rows: state, currency, customer, day; and numbers of orders left out below the first."""

from balcao.analytics.sales.cells import filled as said_in
from balcao.analytics.sales.table import Table

CARRIED = (
    "sold_at",
    "date",
    "time",
    "status",
    "currency",
    "payment_method",
    "customer",
    "outlet",
    "staff",
    "channel",
    "type",
    "zone",
)
"""Roles that belong to an order and hold for all its lines."""
LEAST_BLOCKS = 3
FULL = 0.98
"""The share of filled cells from which a column of receipts has no gaps to fill."""


def carry_down(table: Table) -> None:
    """Fill the order's cells on the rows that leave them blank, where this export writes them once an order."""
    if table.understanding.sheet:
        return
    receipt = table.column("receipt")
    places = {p for role in CARRIED for p in table.roles.get(role, [])[: 3 if role == "status" else 1]}
    gaps, cells = _gaps(table), table.cells
    if gaps:
        columns = {f"c{p}" for p in places if _mostly_blank(table, f"c{p}")} | set(gaps)
        filled = {c: f"last_value({said_in(c)} IGNORE NULLS) OVER (ORDER BY row_number)" for c in gaps}
        numbered = said_in(receipt if receipt in gaps else gaps[0])
        cells = f"(SELECT *, count({numbered}) OVER (ORDER BY row_number) AS block FROM {table.cells})"
        filled |= {
            c: f"coalesce({said_in(c)}, max({said_in(c)}) OVER (PARTITION BY block))" for c in columns - set(gaps)
        }
    elif receipt and (table.understanding.first_rows or table.dialect.receipt_cells_once):
        filled = {
            f"c{p}": f"coalesce({said_in(f'c{p}')}, max({said_in(f'c{p}')}) OVER (PARTITION BY {receipt}))"
            for p in places
            if f"c{p}" != receipt
        }
    else:
        return
    if filled:
        replaced = ", ".join(f"{sql} AS {column}" for column, sql in filled.items())
        every = "* EXCLUDE (block)" if gaps else "*"
        table.con.execute(f"CREATE TEMP TABLE carried AS SELECT {every} REPLACE ({replaced}) FROM {cells}")
        table.cells = table.source = "carried"
        table.untidy.clear()


def _gaps(table: Table) -> list[str]:
    """The columns of receipt and day that stand on an order's first row only, where the rows below have items."""
    item = table.column("item")
    if item is None or table.understanding.kind.kind in ("cash book", "daily totals"):
        return []
    found = []
    for role in ("receipt", "sold_at", "date"):
        column = table.column(role)
        if column and column not in found and column != item and table.understanding.columns[int(column[1:])].fill < 1:
            written, rows = table.row(f"SELECT count({said_in(column)}), count(*) FROM {table.cells}")
            if rows - written <= max(1, (1 - FULL) * rows):
                continue
            first, blank = table.row(
                f"SELECT count(*) FILTER (row_number = (SELECT min(row_number) FROM {table.cells}) AND {said_in(column)} IS NOT NULL),"
                f" count(*) FILTER ({said_in(column)} IS NULL AND {table.text(item)} IS NOT NULL) FROM {table.cells}"
            )
            if first and blank > max(1, (1 - FULL) * rows):
                found.append(column)
    if found and table.column("receipt") is None and not _once_each(table, found[0]):
        return []
    both = table.column("receipt") is None or table.column("receipt") in found
    return found if both and found and _below_are_lines(table, found) else []


def _once_each(table: Table, column: str) -> bool:
    """Whether each day is written once, above the lines it holds for; a day that is missing here and there is not."""
    written, different, rows = table.row(
        f"SELECT count({said_in(column)}), count(DISTINCT {said_in(column)}), count(*) FROM {table.cells}"
    )
    return written >= LEAST_BLOCKS and written == different and 2 * written < rows


def _mostly_blank(table: Table, column: str) -> bool:
    blank, rows = table.row(f"SELECT count(*) FILTER ({said_in(column)} IS NULL), count(*) FROM {table.cells}")
    return blank > (1 - FULL) * rows


def _below_are_lines(table: Table, gaps: list[str]) -> bool:
    """Whether all the columns with gaps are blank together, as the lines below an order's first are, and have items or amounts."""
    beside = [f"c{p}" for role in ("status", "customer", "payment_method") for p in table.roles.get(role, [])[:1]]
    if len(gaps) == 1 and table.column("receipt") is not None:  # the day stands on all rows
        if _of_other_moments(table, gaps[0]):
            return False
        gaps = [*gaps, *(c for c in beside if c not in gaps and _mostly_blank(table, c))]
    blank = [f"{said_in(c)} IS NULL" for c in gaps]
    meanings = table.understanding.meanings
    if any("payment" in meanings[int(c[1:])].concepts for c in gaps) and _of_other_people(table, blank):
        return False  # the day of a payment, where nothing was paid yet
    together, some = table.row(
        f"SELECT count(*) FILTER ({' AND '.join(blank)}), count(*) FILTER ({' OR '.join(blank)}) FROM {table.cells}"
    )
    return bool(some) and together >= 0.9 * some and (len(gaps) > 1 or table.column("receipt") is None)


def _of_other_people(table: Table, blank: list[str]) -> bool:
    """Whether each row that is blank names a customer, and not always the one above: rows of their own, such as what was not paid yet."""
    customer = table.column("customer")
    if customer is None:
        return False
    cells = f"SELECT *, {said_in(customer)} AS person, lag({said_in(customer)}) OVER (ORDER BY row_number) AS above FROM {table.cells}"
    rows, named, other = table.row(
        f"SELECT count(*), count(person), count(*) FILTER (person <> above) FROM ({cells}) WHERE {' AND '.join(blank)}"
    )
    return bool(rows and named == rows and other)


def _of_other_moments(table: Table, column: str) -> bool:
    """Whether a row without a number is of another moment than the numbered one above it: then it is a sale of its own."""
    moments = [f"c{p}" for role in ("sold_at", "date", "time") for p in table.roles.get(role, [])[:1]]
    cells = ", ".join([f"{said_in(column)} AS number", *(f"{said_in(c)} AS {c}" for c in moments)])
    above = " OR ".join(
        f"coalesce({c} <> last_value(CASE WHEN number IS NOT NULL THEN {c} END IGNORE NULLS) OVER (ORDER BY row_number), false)"
        for c in moments
    )
    return (
        bool(moments)
        and table.row(
            f"SELECT count(*) FILTER (other AND number IS NULL) FROM (SELECT number, {above} AS other FROM (SELECT row_number, {cells} FROM {table.cells}))"
        )[0]
        > 0
    )
