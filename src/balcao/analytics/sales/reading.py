"""From an export to sale lines: `read` finds the table, says what its columns mean, and writes Parquet.

The file is never held in memory: DuckDB streams it once into a staged table of text, looks at whole columns there, and
writes the lines. What is concluded from sale lines is not decided here.
"""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from balcao.analytics.economies import Economy
from balcao.analytics.sales.amounts import find_amounts, require_some
from balcao.analytics.sales.carry import carry_down
from balcao.analytics.sales.cells import has_wide_digits, narrow, unkept
from balcao.analytics.sales.columns import tidy_heading
from balcao.analytics.sales.dialects import recognise
from balcao.analytics.sales.dialects.dialect import Dialect
from balcao.analytics.sales.kinds import find_kind, find_rejection
from balcao.analytics.sales.layout import Layout, find_layout
from balcao.analytics.sales.moments import find_moments
from balcao.analytics.sales.opening import Opened, open_tables
from balcao.analytics.sales.orders import settle_orders
from balcao.analytics.sales.receipts import find_copies, find_receipts
from balcao.analytics.sales.rows_of_text import copy_tidy
from balcao.analytics.sales.schema import (
    NOT_SALES,
    PARQUET,
    NotSalesError,
    Overrules,
    Reading,
    SaleLines,
    connect,
    quote,
)
from balcao.analytics.sales.sheets import unfold
from balcao.analytics.sales.table import FEW_ROWS, Table
from balcao.analytics.sales.understanding.understand import understand
from balcao.analytics.sales.understanding.understood import Understanding
from balcao.analytics.sales.writing import write_lines
from balcao.analytics.sales.years import without_year

MAX_CELLS = 200_000_000
LONGEST_CELL = 10_000
"""Letters of a cell of a Parquet file that are read: one long text may stand on every row at no cost."""
ROWS_FROM, ROWS_A_BYTE = 1_000_000, 20
"""More rows than these, and than these for each byte of a Parquet file, are a bomb and no sales."""
MOST_TABLES = 5
"""Tables of a workbook or an archive that are tried."""
MOST_SAMPLED, FEWEST_SAMPLED, CELLS_SAMPLED = 600, 40, 12_000
"""How many rows evidence is taken from, and how many cells in all."""

Progress = Callable[[str], None]


def read(
    file: Path,
    economy: Economy,
    work: Path,
    overrules: Overrules | None = None,
    progress: Progress = lambda step: None,
) -> SaleLines:
    """Read an export as sale lines, written into the folder `work` (which must exist).

    Of several tables in it (sheets of a workbook, files of an archive) the fullest that holds sales is read.
    `progress` is told the name of each step: opening, staging, understanding, writing. Raises NotSalesError when the
    file holds no sales; then `work` holds nothing that could be mistaken for a result.
    """
    progress("opening")
    refusal: NotSalesError | None = None
    for opened in open_tables(file, work)[:MOST_TABLES]:
        try:
            return _read_table(opened, economy, work, overrules or Overrules(), progress)
        except NotSalesError as error:
            refusal = refusal or error
    raise refusal or NotSalesError("one_column")


def _read_table(opened: Opened, economy: Economy, work: Path, overrules: Overrules, progress: Progress) -> SaleLines:
    con = connect()
    con.execute(f"SET temp_directory={quote(str(work / 'spill'))}")
    try:
        progress("staging")
        table = _stage(con, opened, economy, overrules, work)
        progress("understanding")
        unfold(table)
        carry_down(table)
        clock = find_moments(table)
        find_amounts(table)
        require_some(table)
        find_receipts(table, clock)
        find_kind(table)
        settle_orders(table)
        find_rejection(table, find_copies(table))
        progress("writing")
        return write_lines(table, clock, work)
    except duckdb.OutOfMemoryException as error:
        raise NotSalesError("too_large") from error
    finally:
        con.close()


def _stage(con: duckdb.DuckDBPyConnection, opened: Opened, economy: Economy, overrules: Overrules, work: Path) -> Table:
    """Write every cell as text to Parquet, recognise the source, and understand the columns."""
    staged = work / "staged.parquet"
    reading = Reading(encoding=opened.encoding, parts=opened.parts, other_parts=opened.others)
    if opened.kind == "parquet":
        headers, header_found = _stage_parquet(con, opened.path, staged), True
    else:
        layout = find_layout(opened.path)
        _stage_text(con, opened, layout, staged, work)
        headers, header_found = layout.headers, layout.header is not None
        reading.delimiter = layout.delimiter if opened.kind == "text" else None
        reading.header_row = layout.header
    con.execute(
        "CREATE VIEW staged AS SELECT * RENAME (file_row_number AS row_number)"
        f" FROM read_parquet({quote(str(staged))}, file_row_number=true)"
    )
    reading.rows = _count(con)
    con.execute(f"CREATE TEMP {'TABLE' if reading.rows <= FEW_ROWS else 'VIEW'} raw AS SELECT * FROM staged")
    if reading.rows == 0:
        raise NotSalesError("no_rows", columns=headers)
    reading.headers = list(headers)
    dialect = recognise(headers)
    reading.dialect = dialect.name
    fixed = _fixed(headers, dialect, overrules)
    understanding = understand(
        headers,
        sample_rows(con, len(headers), reading.rows),
        header_found,
        economy.decimal_comma,
        fixed,
        frozenset(dialect.drop),
    )
    if dialect.name != "generic":
        understanding.sheet = None
    understanding.told = frozenset(overrules.columns)
    if overrules.amount_of and understanding.amount and understanding.order_total is None:
        understanding.once = overrules.amount_of == "orders"
    table = Table(con, list(headers), understanding.roles, dialect, economy, overrules, reading, understanding)
    reading.kind = overrules.kind or understanding.kind.kind
    refused = reading.kind if reading.kind in NOT_SALES else None
    if refused and (dialect.name == "generic" or overrules.kind):
        undated = without_year(table) if refused == "summary" else None
        raise undated or NotSalesError("not_sales", kind=refused, columns=headers)
    if refused:
        reading.kind = "payments"
    _require_money(understanding, dialect, headers)
    if opened.kind != "parquet" and layout.day_lines:
        reading.kind = "day report"
    reading.understood = understanding.understood
    return table


def _require_money(found: Understanding, dialect: Dialect, headers: Sequence[str]) -> None:
    """Refuse a table that shows money in columns of which none could be the sale: a turnover of nothing would be wrong."""
    if (
        found.sheet
        or found.ways
        or dialect.name != "generic"
        or {"amount", "gross", "unit_price", "income", "refund"} & found.roles.keys()
    ):
        return
    held = {places[0] for places in found.roles.values()}
    money = [
        c
        for c in found.columns
        if c.numbers_share > 0.7
        and c.percents < 0.5
        and (c.marked > 0.5 or (c.decimals > 0.7 and c.whole < 0.9) or (c.separated > 0.5 and c.place not in held))
    ]
    unknown = [
        c for c in found.columns
        if c.place not in held and c.numbers_share > 0.9 and c.fill > 0.5 and c.distinct > 1 and not c.sequence and not c.dates
        and not found.meanings[c.place].roles
    ]  # fmt: skip
    priced = [  # a price that nobody was asked, as we read it
        c for c in found.columns
        if c.place not in held and c.numbers_share > 0.9 and c.fill > 0.5 and c.distinct > 1 and {"price", "money"} & found.meanings[c.place].concepts
    ]  # fmt: skip
    promised = [  # money by its heading, but not that of the sale
        c for c in found.columns
        if c.place not in held and c.numbers_share > 0.9 and c.fill > 0.5 and c.middle
        and max(found.meanings[c.place].roles.get(role, 0.0) for role in ("amount", "payout")) >= 0.5
    ]  # fmt: skip
    if money or unknown or promised or priced or found.money.tenders:
        raise NotSalesError("no_amount_column", columns=list(headers))


def sample_rows(con: duckdb.DuckDBPyConnection, width: int, rows: int) -> list[tuple[str | None, ...]]:
    """Rows from the head of the table and, evenly, from the rest of it; fewer where there are many columns."""
    most = max(FEWEST_SAMPLED, min(MOST_SAMPLED, CELLS_SAMPLED // width))
    step = max(1, rows // max(1, most // 2))
    cells = ", ".join(f"c{n}" for n in range(width))
    return con.execute(
        f"SELECT {cells} FROM raw WHERE row_number < {most // 2} OR row_number % {step} = {step - 1} ORDER BY row_number LIMIT {most + most // 2}"
    ).fetchall()


def _count(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute("SELECT count(*) FROM staged").fetchone()
    assert row is not None
    return int(row[0])


def _fixed(headers: Sequence[str], dialect: Dialect, overrules: Overrules) -> dict[str, list[int]]:
    """The columns whose role a known source or the caller says; the caller's word comes first.

    Raises NotSalesError("unknown_column") when an overruled heading is not in the file.
    """
    positions = {tidy_heading(h): n for n, h in reversed(list(enumerate(headers)))}
    exact = {h: n for n, h in reversed(list(enumerate(headers)))}
    fixed: dict[str, list[int]] = {}
    for role, names in dialect.columns.items():
        places = [positions[tidy] for name in names if (tidy := tidy_heading(name)) in positions]
        if places:
            fixed[role] = places
    for role, name in overrules.columns.items():
        place = exact.get(name, positions.get(tidy_heading(name)))
        if place is None:
            raise NotSalesError("unknown_column", column=name)
        fixed = {other: [p for p in places if p != place] for other, places in fixed.items() if other != role}
        fixed = {other: places for other, places in fixed.items() if places}
        fixed[role] = [place]
    return fixed


def _stage_text(con: duckdb.DuckDBPyConnection, opened: Opened, layout: Layout, staged: Path, work: Path) -> None:
    names = "{" + ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(layout.headers))) + "}"

    kept = {n for row in layout.sample for n, cell in enumerate(row) if cell.startswith("=")}
    wide = {n for row in layout.sample for n, cell in enumerate(row) if has_wide_digits(cell)}
    every = range(len(layout.headers))
    cells = ", ".join(narrow(f"c{n}") + f" AS c{n}" if n in wide else f"c{n}" for n in every) if wide else "*"
    told = ", ".join(unkept(f"c{n}") + f" AS c{n}" if n in kept else f"c{n}" for n in every) if kept else "*"

    def stage(path: Path, delimiter: str, skip: int, long: str = "") -> None:
        con.execute(
            f"COPY (SELECT {cells} FROM (SELECT {told} FROM read_csv({quote(str(path))}, header=false, auto_detect=false, skip={skip},"
            f" delim={quote(delimiter)}, quote='\"', escape='\"', columns={names}, strict_mode=true{long}))) TO {quote(str(staged))} ({PARQUET})"
        )

    if layout.regular:
        try:
            return stage(opened.path, layout.delimiter, layout.skip)
        except duckdb.Error:
            pass  # a later part of the file is irregular
    tidy = work / "tidy.csv"
    try:
        copy_tidy(opened.path, layout, tidy)
    except csv.Error as error:
        raise NotSalesError("not_text") from error
    stage(tidy, ",", 0, ", max_line_size=16777216")
    tidy.unlink()


def _stage_parquet(con: duckdb.DuckDBPyConnection, path: Path, staged: Path) -> list[str]:
    source = f"read_parquet({quote(str(path))})"
    try:
        headers = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        told = con.execute(
            f"SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata({quote(str(path))})"
        ).fetchone()
        rows = int(told[0]) if told else 0
        if (rows > ROWS_FROM and rows > ROWS_A_BYTE * path.stat().st_size) or rows * len(headers) > MAX_CELLS:
            raise NotSalesError("too_large_unpacked")
        cells = ", ".join(
            f'substr(CAST("{h.replace(chr(34), chr(34) * 2)}" AS VARCHAR), 1, {LONGEST_CELL}) AS c{n}'
            for n, h in enumerate(headers)
        )
        con.execute(f"COPY (SELECT {cells} FROM {source}) TO {quote(str(staged))} ({PARQUET})")
    except duckdb.Error as error:
        raise NotSalesError("broken_parquet") from error
    return headers
