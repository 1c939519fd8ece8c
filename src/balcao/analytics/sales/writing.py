"""Sale lines as Parquet: what was understood is written, what was refunded gets a line of its own, what is left out is counted."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from balcao.analytics.economies import minor_digits
from balcao.analytics.sales.amounts import signed
from balcao.analytics.sales.names import channel_code, fold, map_names, payment_code
from balcao.analytics.sales.numbers import find_number
from balcao.analytics.sales.questions import find_questions
from balcao.analytics.sales.rejects import REJECTED, write_rejects
from balcao.analytics.sales.schema import PARQUET, NotSalesError, SaleLines, quote
from balcao.analytics.sales.stated import stated_total
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.zones import EARLIEST

DWARFS = 10
"""How many times all others together one line must be for the reading to mention it."""

_TEXTS = ("variant", "category", "staff", "customer", "outlet")
_MONEY = ("discount", "tax", "tip", "fee", "cost")


def write_lines(table: Table, clock: bool, work: Path) -> SaleLines:
    """Write the lines and the rows that are not used, and count both into the reading.

    Raises NotSalesError when no row is a sale.
    """
    con, joins, derived, languages = table.con, [], table.derived, table.understanding.languages
    item, item_key, payment, payment_text, channel = ("NULL::VARCHAR",) * 5
    if column := table.column("item"):
        joins.append(map_names(table, column, "item_names", fold))
        item, item_key = f"CASE WHEN item_names.key IS NULL THEN NULL ELSE {table.text(column)} END", "item_names.key"
    if column := table.column("payment_method"):
        joins.append(map_names(table, column, "payment_names", partial(payment_code, languages=languages)))
        payment, payment_text = "payment_names.key", table.filled(column)
    elif table.dialect.tenders or len(table.understanding.money.tenders) > 1:
        payment = _tender(table)
    if column := table.column("channel"):
        joins.append(map_names(table, column, "channel_names", partial(channel_code, languages=languages)))
        channel = "channel_names.key"
    texts = {role: table.filled(c) if (c := table.column(role)) else "NULL::VARCHAR" for role in _TEXTS}
    money = {role: f"abs({role})" if role in derived else "NULL::BIGINT" for role in _MONEY}
    if "cost" in derived:
        money["cost"] = "nullif(abs(cost), 0)"
    for role in ("item", "payment_method", "channel", *_TEXTS):
        if table.column(role):
            table.reading.columns[role] = table.named(role)
    receipt = "receipt" if "receipt" in derived else "NULL::VARCHAR"
    price = "unit_price" if "unit_price" in derived else "NULL::BIGINT"
    count = "coalesce(quantity, 1)" if "quantity" in derived else "1"
    amount = signed("amount") if "amount" in derived else "NULL::BIGINT"
    quantity, kind, source = signed(count), "kind", table.source
    taken_back = _taken_back(table)
    if taken_back:
        source = f"(SELECT *, {taken_back} AS back, unnest({_parts(table)}) AS part FROM {table.source} WHERE reject IS NULL) AS source"
        amount = f"CASE part WHEN -1 THEN -back ELSE {amount} END" if "amount" in derived else "-back"
        whole = "back >= abs(coalesce(amount, 0))" if "amount" in derived else "true"
        pieces = "-returned" if "returned" in derived else f"CASE WHEN {whole} THEN -abs({count}) ELSE 0 END"
        quantity = f"CASE WHEN part = 1 THEN {quantity} ELSE {pieces} END"
        kind = "CASE part WHEN -1 THEN 'refund' ELSE kind END"
        money = {role: f"CASE WHEN part = 1 THEN {sql} END" for role, sql in money.items()}
        joins = [j.replace(f"{table.source}.", "source.") for j in joins]
    row = "DISTINCT row_id" if table.understanding.sheet else "*"
    lines = work / "lines.parquet"
    con.execute(
        f"""COPY (SELECT sold_at, local_at, day, {receipt} AS receipt, {item} AS item, {item_key} AS item_key,
            {texts["variant"]} AS variant, {texts["category"]} AS category, CAST({quantity} AS DECIMAL(18,3)) AS quantity,
            {price} AS unit_price, {amount} AS amount, {", ".join(f"{sql} AS {role}" for role, sql in money.items())},
            {payment} AS payment_method, {payment_text} AS payment_text, {channel} AS channel,
            {", ".join(f"{texts[role]} AS {role}" for role in ("staff", "customer", "outlet"))}, {kind} AS kind
            FROM {source} {" ".join(joins)} WHERE reject IS NULL)
            TO {quote(str(lines))} ({PARQUET})"""
    )
    return _conclude(table, clock, lines, row, bool(taken_back))


def _taken_back(table: Table) -> str | None:
    """SQL for what of a row was refunded, where a column beside or the state of the sale says so; None if none was."""
    sql = _ways_back(table)
    return sql if sql != "0" and table.any(f"reject IS NULL AND {sql} <> 0") else None


def _ways_back(table: Table) -> str:
    """SQL for what of any row was refunded, used or not."""
    known = table.derived
    ways = []
    if "refund" in known:
        ways.append("WHEN coalesce(refund, 0) <> 0 AND (kind = 'sale' OR coalesce(amount, 0) = 0) THEN abs(refund)" if "amount" in known
                    else "WHEN coalesce(refund, 0) <> 0 THEN abs(refund)")  # fmt: skip
    if "amount" in known and table.any("taken_back AND reject IS NULL"):
        ways.append("WHEN taken_back THEN amount")
    return f"coalesce(CASE {' '.join(ways)} END, 0)" if ways else "0"


def _parts(table: Table) -> str:
    """SQL: whether a row becomes a line of what was sold (1), one of what was taken back (-1), or both."""
    if "amount" not in table.derived:
        return "[-1]"
    back = _taken_back(table)
    return f"CASE WHEN {back} = 0 THEN [1] WHEN coalesce(amount, 0) = 0 THEN [-1] ELSE [1, -1] END"


def _tender(table: Table) -> str:
    """The payment method where each has a column of amounts."""
    ways = {
        n: name for heading, name in table.dialect.tenders.items() for n, h in enumerate(table.headers) if h == heading
    }
    if not table.dialect.tenders:
        ways = {
            n: payment_code(table.headers[n], table.understanding.languages) for n in table.understanding.money.tenders
        }
    paid = [
        f"CASE WHEN coalesce({find_number(table, f'c{n}')}, 0) <> 0 THEN {quote(name)} END" for n, name in ways.items()
    ]
    listed = f"list_filter([{', '.join(paid)}], lambda x: x IS NOT NULL)"
    return f"CASE len({listed}) WHEN 0 THEN NULL WHEN 1 THEN {listed}[1] ELSE 'mixed' END"


def _conclude(table: Table, clock: bool, lines: Path, row: str, doubled: bool) -> SaleLines:
    """Count what was written, write the rejects, and say what the lines have."""
    reading = table.reading
    columns = ("quantity", "item_key", "variant", "category", "discount", "tax", "tip", "fee", "cost",
               "payment_method", "channel", "staff", "customer", "outlet")  # fmt: skip
    counts = table.row(
        f"SELECT count(*) FILTER (kind <> 'void'), max(abs(amount)), sum(abs(amount)), sum(amount), count(*), {', '.join(f'count({c})' for c in columns)}"
        f" FROM read_parquet({quote(str(lines))})"
    )
    sold, largest, all_amounts, net, used = counts[:5]
    reading.used = (
        used
        if row == "*" and not doubled
        else table.row(f"SELECT count({row}) FROM {table.source} WHERE reject IS NULL")[0]
    )
    rejects = None
    if reading.used < reading.rows:  # looked at once, and not again for each thing that is told of them
        table.con.execute(f"CREATE TEMP TABLE {REJECTED} AS SELECT * FROM {table.source} WHERE reject IS NOT NULL")
        rejects = write_rejects(table, row, lines.with_name("rejects.csv"))
    if sold == 0:
        lines.unlink()
        if used:
            reading.rejected["closed or cancelled"] = reading.rejected.get("closed or cancelled", 0) + used
        if reading.rejected == {"no date": reading.rows}:
            raise NotSalesError("strange_dates", column=reading.columns["sold_at"][0], earliest=EARLIEST.year)
        raise NotSalesError("no_sales", rejected=reading.rejected, columns=reading.headers)
    if (
        "amount" in table.derived and not all_amounts
    ):  # nobody sells for nothing: the money was not understood, or none of it counts
        lines.unlink()
        if reading.rejected:
            raise NotSalesError("no_sales", rejected=reading.rejected, columns=reading.headers)
        raise NotSalesError("no_amount_column", columns=reading.headers)
    has = {name.replace("item_key", "item") for name, n in zip(columns, counts[5:], strict=True) if n}
    has -= set() if table.column("quantity") else {"quantity"}
    has |= {"receipt", "amount"} & table.derived
    has |= {"clock"} if clock else set()
    has |= {"order_amount"} if table.understanding.once and "item" in has else set()
    if "amount" in has and used > 1 and largest > DWARFS * (all_amounts - largest):
        reading.notes.append("one_amount_dwarfs")
    if reading.currency != table.economy.currency and "amount" in has:
        reading.notes.append("foreign_currency")
    if reading.rejected:
        _tell_what_is_left_out(table, row, lines)
    reading.questions = find_questions(table, int(net or 0) if "amount" in has else None, _ways_back(table))
    return SaleLines(lines, rejects, replace(reading), frozenset(has))


def _tell_what_is_left_out(table: Table, row: str, lines: Path) -> None:
    """The money of rows that are not used, by reason; each other currency's sum; and the total that the file itself states."""
    if "amount" not in table.derived:
        return
    reading = table.reading
    reading.rejected_money = {
        reason: int(money)
        for reason, money in table.con.execute(
            f"SELECT reject, sum(abs(amount)) FROM {REJECTED} WHERE amount IS NOT NULL GROUP BY 1"
        ).fetchall()
    }
    if "currency_code" in table.derived:
        reading.other_currencies = {
            code: (n, round(int(net or 0) * 10 ** (minor_digits(code) - reading.minor_digits)))
            for code, n, net in table.con.execute(
                f"SELECT currency_code, count({row}), sum(amount) FROM {REJECTED} WHERE reject = 'other currency' GROUP BY 1 ORDER BY 2 DESC"
            ).fetchall()
        }
    reading.control = stated_total(table, lines)
