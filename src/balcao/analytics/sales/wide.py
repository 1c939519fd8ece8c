"""A wide sheet: one column an item, cells are quantities. It becomes one row for each filled cell."""

from balcao.analytics.sales.columns import meaning
from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.values import find_number

LEAST_ITEMS = 3


def item_columns(table: Table) -> list[int]:
    """The columns that are items, empty if this is not a wide sheet."""
    if table.column("item") or table.column("amount") or table.column("quantity") or table.column("unit_price"):
        return []
    if not (table.column("date") or table.column("sold_at")):
        return []
    places = []
    for place, heading in enumerate(table.headers):
        if meaning(heading) or heading == f"column {place + 1}":
            continue
        sql = find_number(table, f"c{place}", False)
        filled, numbers, large = table.row(
            f"SELECT count(nullif(trim(c{place}), '')), count({sql}), count(*) FILTER ({sql} > 100000) FROM {table.source}"
        )
        if filled and numbers >= 0.9 * filled and large == 0:
            places.append(place)
    return places if len(places) >= LEAST_ITEMS else []


def unfold(table: Table, places: list[int]) -> None:
    """Turn the item columns into an item and a quantity column; `row_id` keeps the row that each came from."""
    width = len(table.headers)
    numbers = {place: find_number(table, f"c{place}", False) for place in places}
    table.con.execute(f"CREATE TEMP TABLE numbered AS SELECT *, row_number() OVER () AS row_id FROM {table.source}")
    parts = " UNION ALL ".join(
        f"SELECT *, {quote(table.headers[place])} AS c{width}, CAST({sql} AS VARCHAR) AS c{width + 1}"
        f" FROM numbered WHERE {sql} <> 0"
        for place, sql in numbers.items()
    )
    empty = " AND ".join(f"coalesce({sql}, 0) = 0" for sql in numbers.values())
    table.con.execute(
        f"CREATE TEMP VIEW unfolded AS {parts} UNION ALL SELECT *, NULL, NULL FROM numbered WHERE {empty}"
    )
    table.cells = table.source = "unfolded"
    table.headers += ["item (column headings)", "quantity (cells)"]
    table.roles["item"], table.roles["quantity"] = [width], [width + 1]
    table.reading.notes.append("wide_sheet")
