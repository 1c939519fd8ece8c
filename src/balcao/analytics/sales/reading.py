"""From an export to sale lines: `read` finds the table, says what its columns mean, and writes Parquet.

The file is never held in memory: DuckDB streams it once into a staged table of text, looks at whole columns there, and
writes the lines. What is concluded from sale lines is not decided here.
"""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from balcao.analytics.economies import Economy
from balcao.analytics.sales.amounts import find_amounts
from balcao.analytics.sales.kinds import find_kind, find_rejection
from balcao.analytics.sales.layout import Layout, find_layout
from balcao.analytics.sales.moments import find_moments
from balcao.analytics.sales.names import channel_code, fold, map_names, payment_code
from balcao.analytics.sales.opening import Opened, copy_tidy, open_table
from balcao.analytics.sales.receipts import find_copies, find_receipts
from balcao.analytics.sales.rejects import write_rejects
from balcao.analytics.sales.schema import PARQUET, NotSalesError, Overrules, Reading, SaleLines, connect, quote
from balcao.analytics.sales.table import Table, assign_roles
from balcao.analytics.sales.values import find_number
from balcao.analytics.sales.wide import item_columns, unfold
from balcao.analytics.sales.zones import EARLIEST

DWARFS = 10
"""How many times all others together one line must be for the reading to mention it."""

Progress = Callable[[str], None]


def read(
    file: Path,
    economy: Economy,
    work: Path,
    overrules: Overrules | None = None,
    progress: Progress = lambda step: None,
) -> SaleLines:
    """Read an export as sale lines, written into the folder `work` (which must exist).

    `progress` is told the name of each step: opening, staging, understanding, writing. Raises NotSalesError when the
    file holds no sales; then `work` holds nothing that could be mistaken for a result.
    """
    overrules = overrules or Overrules()
    progress("opening")
    opened = open_table(file, work)
    con = connect()
    con.execute(f"SET temp_directory={quote(str(work / 'spill'))}")
    try:
        progress("staging")
        table = _stage(con, opened, economy, overrules, work)
        progress("understanding")
        places = item_columns(table)
        if places:
            unfold(table, places)
        clock = find_moments(table)
        find_amounts(table)
        if not (table.column("item") or "amount" in table.derived):
            raise NotSalesError("no_amount_column", columns=table.headers)
        find_receipts(table, clock)
        find_kind(table)
        find_rejection(table, find_copies(table))
        progress("writing")
        return _write(table, clock, work)
    except duckdb.OutOfMemoryException as error:
        raise NotSalesError("too_large") from error
    finally:
        con.close()


def _stage(con: duckdb.DuckDBPyConnection, opened: Opened, economy: Economy, overrules: Overrules, work: Path) -> Table:
    """Write every cell as text to Parquet and recognise the dialect."""
    staged = work / "staged.parquet"
    reading = Reading(encoding=opened.encoding)
    if opened.kind == "parquet":
        headers, header_found, sample = _stage_parquet(con, opened.path, staged)
    else:
        layout = find_layout(opened.path)
        _stage_text(con, opened, layout, staged, work)
        headers, header_found, sample = layout.headers, layout.header is not None, layout.sample
        reading.delimiter = layout.delimiter if opened.kind == "text" else None
        reading.header_row = layout.header
    con.execute(f"CREATE VIEW raw AS SELECT * FROM read_parquet({quote(str(staged))})")
    dialect, roles = assign_roles(headers, header_found, sample, overrules)
    reading.dialect, reading.headers = dialect.name, list(headers)
    table = Table(con, list(headers), roles, dialect, economy, overrules, reading)
    reading.rows = table.row("SELECT count(*) FROM raw")[0]
    if reading.rows == 0:
        raise NotSalesError("no_rows", columns=headers)
    return table


def _stage_text(con: duckdb.DuckDBPyConnection, opened: Opened, layout: Layout, staged: Path, work: Path) -> None:
    names = "{" + ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(layout.headers))) + "}"

    def stage(path: Path, delimiter: str, skip: int, long: str = "") -> None:
        con.execute(
            f"COPY (SELECT * FROM read_csv({quote(str(path))}, header=false, auto_detect=false, skip={skip},"
            f" delim={quote(delimiter)}, quote='\"', escape='\"', columns={names}, strict_mode=true{long})) TO {quote(str(staged))} ({PARQUET})"
        )

    if layout.regular:
        try:
            return stage(opened.path, layout.delimiter, layout.skip)
        except duckdb.Error:
            pass  # a later part of the file is irregular
    tidy = work / "tidy.csv"
    try:
        copy_tidy(opened.path, layout.delimiter, layout.skip, len(layout.headers), tidy)
    except csv.Error as error:
        raise NotSalesError("not_text") from error
    stage(tidy, ",", 0, ", max_line_size=16777216")
    tidy.unlink()


def _stage_parquet(con: duckdb.DuckDBPyConnection, path: Path, staged: Path) -> tuple[list[str], bool, list[list[str]]]:
    source = f"read_parquet({quote(str(path))})"
    try:
        headers = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        cells = ", ".join(
            f'CAST("{h.replace(chr(34), chr(34) * 2)}" AS VARCHAR) AS c{n}' for n, h in enumerate(headers)
        )
        con.execute(f"COPY (SELECT {cells} FROM {source}) TO {quote(str(staged))} ({PARQUET})")
    except duckdb.Error as error:
        raise NotSalesError("broken_parquet") from error
    return headers, True, []


_TEXTS = ("variant", "category", "staff", "customer", "outlet")
_MONEY = ("discount", "tax", "tip", "fee", "cost")


def _write(table: Table, clock: bool, work: Path) -> SaleLines:
    con, joins, derived = table.con, [], table.derived
    item, item_key, payment, payment_text, channel = ("NULL::VARCHAR",) * 5
    if column := table.column("item"):
        joins.append(map_names(table, column, "item_names", fold))
        item, item_key = f"CASE WHEN item_names.key IS NULL THEN NULL ELSE {table.text(column)} END", "item_names.key"
    if column := table.column("payment_method"):
        joins.append(map_names(table, column, "payment_names", payment_code))
        payment, payment_text = "payment_names.key", table.filled(column)
    elif table.dialect.tenders:
        payment = _tender(table)
    if column := table.column("channel"):
        joins.append(map_names(table, column, "channel_names", channel_code))
        channel = "channel_names.key"
    texts = {role: table.filled(c) if (c := table.column(role)) else "NULL::VARCHAR" for role in _TEXTS}
    if table.dialect.receipt_cells_once and "receipt" in derived:
        payment, texts["customer"], texts["outlet"] = (
            f"max({sql}) OVER (PARTITION BY receipt)" for sql in (payment, texts["customer"], texts["outlet"])
        )
    money = {role: f"abs({role})" if role in derived else "NULL::BIGINT" for role in _MONEY}
    if "cost" in derived:
        money["cost"] = "nullif(abs(cost), 0)"
    for role in ("item", "payment_method", "channel", *_TEXTS):
        if table.column(role):
            table.reading.columns[role] = table.named(role)
    receipt = "receipt" if "receipt" in derived else "NULL::VARCHAR"
    price = "unit_price" if "unit_price" in derived else "NULL::BIGINT"
    count = "coalesce(quantity, 1)" if "quantity" in derived else "1"
    signed = "CASE kind WHEN 'refund' THEN -abs({0}) WHEN 'void' THEN 0 ELSE {0} END"
    amount = signed.format("amount") if "amount" in derived else "NULL::BIGINT"
    row = "DISTINCT row_id" if "wide_sheet" in table.reading.notes else "*"
    lines = work / "lines.parquet"
    con.execute(
        f"""COPY (SELECT sold_at, local_at, day, {receipt} AS receipt, {item} AS item, {item_key} AS item_key,
            {texts["variant"]} AS variant, {texts["category"]} AS category, CAST({signed.format(count)} AS DECIMAL(18,3)) AS quantity,
            {price} AS unit_price, {amount} AS amount, {", ".join(f"{sql} AS {role}" for role, sql in money.items())},
            {payment} AS payment_method, {payment_text} AS payment_text, {channel} AS channel,
            {", ".join(f"{texts[role]} AS {role}" for role in ("staff", "customer", "outlet"))}, kind
            FROM {table.source} {" ".join(joins)} WHERE reject IS NULL)
            TO {quote(str(lines))} ({PARQUET})"""
    )
    return _conclude(table, clock, lines, row)


def _tender(table: Table) -> str:
    """The payment method where each has a column of amounts."""
    paid = []
    for heading, name in table.dialect.tenders.items():
        if heading in table.headers:
            column = f"c{table.headers.index(heading)}"
            paid.append(f"CASE WHEN coalesce({find_number(table, column, False)}, 0) <> 0 THEN {quote(name)} END")
    listed = f"list_filter([{', '.join(paid)}], lambda x: x IS NOT NULL)"
    return f"CASE len({listed}) WHEN 0 THEN NULL WHEN 1 THEN {listed}[1] ELSE 'mixed' END"


def _conclude(table: Table, clock: bool, lines: Path, row: str) -> SaleLines:
    """Count what was written, write the rejects, and say what the lines have."""
    reading = table.reading
    columns = ("quantity", "item_key", "variant", "category", "discount", "tax", "tip", "fee", "cost",
               "payment_method", "channel", "staff", "customer", "outlet")  # fmt: skip
    counts = table.row(
        f"SELECT count(*), max(abs(amount)), sum(abs(amount)), {', '.join(f'count({c})' for c in columns)}"
        f" FROM read_parquet({quote(str(lines))})"
    )
    used, largest, all_amounts = counts[:3]
    reading.used = used if row == "*" else table.row(f"SELECT count({row}) FROM {table.source} WHERE reject IS NULL")[0]
    rejects = write_rejects(table, row, lines.with_name("rejects.csv")) if reading.used < reading.rows else None
    if used == 0:
        lines.unlink()
        if reading.rejected == {"no date": reading.rows}:
            raise NotSalesError("strange_dates", column=reading.columns["sold_at"][0], earliest=EARLIEST.year)
        raise NotSalesError("no_sales", rejected=reading.rejected, columns=reading.headers)
    has = {name.replace("item_key", "item") for name, n in zip(columns, counts[3:], strict=True) if n}
    has -= set() if table.column("quantity") else {"quantity"}
    has |= {"receipt", "amount"} & table.derived
    has |= {"clock"} if clock else set()
    if "amount" in has and used > 1 and largest > DWARFS * (all_amounts - largest):
        reading.notes.append("one_amount_dwarfs")
    if reading.currency != table.economy.currency and "amount" in has:
        reading.notes.append("foreign_currency")
    return SaleLines(lines, rejects, replace(reading), frozenset(has))
