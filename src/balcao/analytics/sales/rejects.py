"""The rows that were not used, with the reason: counted, and written as CSV that no spreadsheet executes."""

from pathlib import Path

from balcao.analytics.inert import write_table
from balcao.analytics.sales.table import Table

REJECTED = "rejected_rows"
"""The table of the rows that are not used, with all that was derived of them."""


def write_rejects(table: Table, counted: str, target: Path) -> Path:
    """Count the rows of REJECTED into the reading and write them; `counted` is what count() takes for rows of the file."""
    con, headers = table.con, table.headers
    found = con.execute(f"SELECT reject, count({counted}) FROM {REJECTED} GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    table.reading.rejected = dict(found)
    rows = f"SELECT * FROM {REJECTED}"
    if table.understanding.sheet:  # each row of the sheet as it stands in the file
        headers = headers[:-2]
        once = f"SELECT row_id, min(reject) AS reject FROM {REJECTED} GROUP BY row_id"
        rows = f"SELECT numbered.*, once.reject FROM numbered JOIN ({once}) AS once USING (row_id) ORDER BY row_id"
    names: list[str] = []
    for heading in headers:
        name = heading.replace("\n", " ")
        names.append(name if name.lower() not in {n.lower() for n in names} else f"{name} ({len(names) + 1})")
    cells = ", ".join(f'c{n} AS "{name.replace(chr(34), chr(34) * 2)}"' for n, name in enumerate(names))
    reason = "reason" if "reason" not in {n.lower() for n in names} else "reason (why not used)"
    write_table(con, f'SELECT reject AS "{reason}", {cells} FROM ({rows})', target)
    return target
