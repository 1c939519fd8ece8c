"""The rows that were not used, with the reason: counted, and written as CSV that no spreadsheet executes."""

from pathlib import Path

from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table

REJECTED = "rejected_rows"
"""The table of the rows that are not used, with all that was derived of them."""
_DANGEROUS = r"^[=+\-@\t\r|%]"
_NUMBER = r"^[-+]?[\d.,\s]+%?$"


def inert(column: str) -> str:
    """SQL: the cell with an apostrophe before what a spreadsheet would take for a formula."""
    return (
        f"CASE WHEN regexp_matches(ltrim({column}), {quote(_DANGEROUS)}) AND NOT regexp_matches(trim({column}), {quote(_NUMBER)})"
        f" THEN '''' || {column} ELSE {column} END"
    )


def inert_text(text: str) -> str:
    """A cell for export that no spreadsheet takes for a formula."""
    body = text.lstrip()
    dangerous = body[:1] in ("=", "+", "-", "@", "|", "%") or text[:1] in ("\t", "\r")
    return f"'{text}" if dangerous and body.strip("+-.,0123456789% ") != "" else text


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
        name = inert_text(heading.replace("\n", " "))
        names.append(name if name.lower() not in {n.lower() for n in names} else f"{name} ({len(names) + 1})")
    cells = ", ".join(f'{inert(f"c{n}")} AS "{name.replace(chr(34), chr(34) * 2)}"' for n, name in enumerate(names))
    reason = "reason" if "reason" not in {n.lower() for n in names} else "reason (why not used)"
    con.execute(
        f'COPY (SELECT reject AS "{reason}", {cells} FROM ({rows})) TO {quote(str(target))} (FORMAT csv, HEADER true)'
    )
    return target
