"""Sheets kept by hand become rows: one for each filled cell of a wide sheet (items across) or a transposed one (days across)."""

from balcao.analytics.sales.numbers import find_number
from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table

HEADING = {"wide sheet": "item (column headings)", "transposed sheet": "day (column headings)"}


def unfold(table: Table) -> None:
    """Turn the columns of the sheet into two: what the heading says and what the cell holds; `row_id` keeps the row it came from."""
    sheet = table.understanding.sheet
    if sheet is None:
        return
    width = len(table.headers)
    numbers = {place: find_number(table, f"c{place}") for place in sheet.places}
    table.con.execute(f"CREATE TEMP TABLE numbered AS SELECT *, row_number AS row_id FROM {table.source}")
    cells = ", ".join(
        f"{{'heading': {quote(table.headers[place])}, 'number': {sql}}}" for place, sql in numbers.items()
    )
    # emptied, because each row is copied for each of its cells
    emptied = ", ".join(f"NULL::VARCHAR AS c{place}" for place in sheet.places)
    filled = f"list_filter([{cells}], lambda cell: cell.number <> 0)"
    table.con.execute(
        f"CREATE TEMP TABLE unfolded AS SELECT * EXCLUDE (cell), cell.heading AS c{width}, CAST(cell.number AS VARCHAR) AS c{width + 1}"
        f" FROM (SELECT * EXCLUDE (cells) REPLACE ({emptied}), unnest(CASE WHEN len(cells) = 0 THEN [NULL] ELSE cells END) AS cell"
        f" FROM (SELECT *, {filled} AS cells FROM numbered))"
    )
    table.cells = table.source = "unfolded"
    table.headers += [HEADING[sheet.kind], "amount (cells)" if sheet.money else "quantity (cells)"]
    keep = {
        role: places
        for role, places in table.roles.items()
        if role in ("sold_at", "date", "outlet", "category") and places[0] not in sheet.places
    }
    if sheet.kind == "wide sheet":
        keep["item"] = [width]
    else:
        keep["sold_at"] = [width]
        item = table.understanding.roles.get("item") or [n for n in range(width) if n not in sheet.places][:1]
        if item:
            keep["item"] = item[:1]
    keep["amount" if sheet.money else "quantity"] = [width + 1]
    table.roles.clear()
    table.roles.update(keep)
    table.understanding.amount = None
    table.reading.notes.append("sheet_of_money" if sheet.money else "wide_sheet")
