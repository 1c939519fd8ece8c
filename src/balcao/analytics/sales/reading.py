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
from balcao.analytics.sales.amounts import Amounts, find_amounts
from balcao.analytics.sales.kinds import find_kind, find_rejection
from balcao.analytics.sales.layout import Layout, find_layout
from balcao.analytics.sales.moments import Moments, find_moments
from balcao.analytics.sales.names import channel_code, fold, map_names, payment_code
from balcao.analytics.sales.opening import Opened, copy_tidy, open_table
from balcao.analytics.sales.receipts import find_receipts
from balcao.analytics.sales.rejects import write_rejects
from balcao.analytics.sales.schema import NotSalesError, Overrules, Reading, SaleLines, connect, quote
from balcao.analytics.sales.table import Table, assign_roles
from balcao.analytics.sales.values import filled, find_number
from balcao.analytics.sales.wide import item_columns, unfold

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
        moments = find_moments(table)
        amounts = find_amounts(table)
        if not (table.column("item") or amounts.amount):
            raise NotSalesError("no_amount_column", columns=table.headers)
        progress("writing")
        return _write(table, moments, amounts, work)
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
    row = con.execute("SELECT count(*) FROM raw").fetchone()
    reading.rows = row[0] if row else 0
    if reading.rows == 0:
        raise NotSalesError("no_rows", columns=headers)
    return Table(con, list(headers), roles, dialect, economy, overrules, reading)


def _stage_text(con: duckdb.DuckDBPyConnection, opened: Opened, layout: Layout, staged: Path, work: Path) -> None:
    names = "{" + ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(layout.headers))) + "}"

    def stage(path: Path, delimiter: str, skip: int) -> None:
        con.execute(
            f"COPY (SELECT * FROM read_csv({quote(str(path))}, header=false, auto_detect=false, skip={skip},"
            f" delim={quote(delimiter)}, quote='\"', escape='\"', columns={names}, strict_mode=true,"
            f" max_line_size=16777216)) TO {quote(str(staged))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
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
    stage(tidy, ",", 0)
    tidy.unlink()


def _stage_parquet(con: duckdb.DuckDBPyConnection, path: Path, staged: Path) -> tuple[list[str], bool, list[list[str]]]:
    source = f"read_parquet({quote(str(path))})"
    try:
        headers = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        cells = ", ".join(
            f'CAST("{h.replace(chr(34), chr(34) * 2)}" AS VARCHAR) AS c{n}' for n, h in enumerate(headers)
        )
        con.execute(f"COPY (SELECT {cells} FROM {source}) TO {quote(str(staged))} (FORMAT parquet, COMPRESSION zstd)")
    except duckdb.Error as error:
        raise NotSalesError("broken_parquet") from error
    return headers, True, []


_TEXTS = ("variant", "category", "staff", "customer", "outlet")
_MONEY = ("discount", "tax", "tip", "fee", "cost")


def _write(table: Table, moments: Moments, amounts: Amounts, work: Path) -> SaleLines:
    receipts = find_receipts(table, moments)
    kind = find_kind(table, amounts)
    reason = find_rejection(table, moments, amounts, kind, receipts.copy)
    con, joins = table.con, []
    item, item_key, payment, payment_text, channel = ("NULL::VARCHAR",) * 5
    if column := table.column("item"):
        joins.append(map_names(con, table.source, column, "item_names", fold))
        item, item_key = f"CASE WHEN item_names.key IS NULL THEN NULL ELSE trim({column}) END", "item_names.key"
    if column := table.column("payment_method"):
        joins.append(map_names(con, table.source, column, "payment_names", payment_code))
        payment, payment_text = "payment_names.key", filled(column)
    elif table.dialect.tenders:
        payment = _tender(table)
    if column := table.column("channel"):
        joins.append(map_names(con, table.source, column, "channel_names", channel_code))
        channel = "channel_names.key"
    texts = {role: filled(c) if (c := table.column(role)) else "NULL::VARCHAR" for role in _TEXTS}
    if table.dialect.receipt_cells_once and receipts.receipt:
        payment, texts["customer"], texts["outlet"] = (
            f"max({sql}) OVER (PARTITION BY {receipts.receipt})"
            for sql in (payment, texts["customer"], texts["outlet"])
        )
    money = {role: f"abs({amounts.extra[role]})" if role in amounts.extra else "NULL::BIGINT" for role in _MONEY}
    if "cost" in amounts.extra:
        money["cost"] = f"nullif({money['cost']}, 0)"
    for role in ("item", "payment_method", "channel", *_TEXTS):
        if table.column(role):
            table.reading.columns[role] = table.named(role)
    quantity = amounts.quantity or "1::DECIMAL(18,3)"
    amount = amounts.amount or "NULL::BIGINT"
    lines = work / "lines.parquet"
    con.execute(
        f"""CREATE TEMP VIEW judged AS SELECT {table.source}.*, {kind} AS kind, {reason} AS reject,
            {moments.sold_at} AS sold_at, {moments.local_at} AS local_at, {moments.day} AS day,
            {receipts.receipt or "NULL::VARCHAR"} AS receipt, {item} AS item, {item_key} AS item_key,
            {", ".join(f"{sql} AS {role}" for role, sql in texts.items())}, {quantity} AS quantity,
            {amounts.unit_price or "NULL::BIGINT"} AS unit_price, {amount} AS amount,
            {", ".join(f"{sql} AS {role}" for role, sql in money.items())},
            {payment} AS payment_method, {payment_text} AS payment_text, {channel} AS channel
            FROM {table.source} {" ".join(joins)}"""
    )
    signed = "CASE WHEN kind = 'refund' THEN -abs({0}) WHEN kind = 'void' THEN 0 ELSE {0} END"
    con.execute(
        f"""COPY (SELECT sold_at, local_at, day, receipt, item, item_key, variant, category,
            CAST(coalesce({signed.format("quantity")}, CASE WHEN kind = 'refund' THEN -1 ELSE 1 END) AS DECIMAL(18,3)) AS quantity,
            unit_price, {signed.format("amount")} AS amount, discount, tax, tip, fee, cost,
            payment_method, payment_text, channel, staff, customer, outlet, kind
            FROM judged WHERE reject IS NULL) TO {quote(str(lines))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"""
    )
    return _conclude(table, moments, lines, work, bool(receipts.receipt), bool(amounts.amount))


def _tender(table: Table) -> str:
    """The payment method where each has a column of amounts."""
    paid = []
    for heading, name in table.dialect.tenders.items():
        if heading in table.headers:
            column = f"c{table.headers.index(heading)}"
            paid.append(
                f"CASE WHEN coalesce({find_number(table.con, table.source, column, False)}, 0) <> 0 THEN {quote(name)} END"
            )
    listed = f"list_filter([{', '.join(paid)}], lambda x: x IS NOT NULL)"
    return f"CASE len({listed}) WHEN 0 THEN NULL WHEN 1 THEN {listed}[1] ELSE 'mixed' END"


def _conclude(table: Table, moments: Moments, lines: Path, work: Path, receipt: bool, amount: bool) -> SaleLines:
    """Count, write the rejects, and say what the lines have."""
    _con, reading = table.con, table.reading
    view = f"read_parquet({quote(str(lines))})"
    columns = ("quantity", "item_key", "variant", "category", "discount", "tax", "tip", "fee", "cost",
               "payment_method", "channel", "staff", "customer", "outlet")  # fmt: skip
    counts = table.row(f"SELECT count(*), {', '.join(f'count({c})' for c in columns)} FROM {view}")
    if counts[0] == 0:
        write_rejects(table, "*", work / "rejects.csv")
        lines.unlink()
        raise NotSalesError("no_sales", rejected=reading.rejected, columns=reading.headers)
    has = {name.replace("item_key", "item") for name, n in zip(columns, counts[1:], strict=True) if n}
    has -= set() if table.column("quantity") else {"quantity"}
    has |= {"receipt"} if receipt else set()
    has |= {"amount"} if amount else set()
    has |= {"clock"} if moments.clock else set()
    row = "row_id" if "wide_sheet" in reading.notes else ""
    reading.used = table.row(f"SELECT count(DISTINCT {row}) FROM judged WHERE reject IS NULL")[0] if row else counts[0]
    rejects = None
    if reading.used < reading.rows:
        rejects = write_rejects(table, f"DISTINCT {row}" if row else "*", work / "rejects.csv")
    if reading.currency != table.economy.currency and amount:
        reading.notes.append("foreign_currency")
    return SaleLines(lines, rejects, replace(reading), frozenset(has))
