"""How much: quantity, price and amount of a line, in minor units, each from what the export gives or from the others."""

from dataclasses import dataclass, field

from balcao.analytics.economies import minor_digits
from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.values import filled, find_number, text_of

AGREES = 0.3
"""The share of rows in which amount = quantity × price for a column to be believed an amount."""
LARGEST = 100_000_000_000
"""Major units; a larger number in one cell is an id or a slip, not money."""

_COMMA_CURRENCIES = ("EUR", "BRL")
_SIGNS = {
    "HKD": r"HK\$|HKD|港幣|港币", "MOP": r"MOP|澳門幣|澳门币", "EUR": "€|EUR", "GBP": "£|GBP", "USD": r"US\$|USD",
    "TWD": r"NT\$|TWD", "AUD": r"A\$|AUD", "SGD": r"S\$|SGD", "CNY": "RMB|CNY|人民币", "JPY": "JPY|円",
}  # fmt: skip


@dataclass
class Amounts:
    """SQL for the numbers of a line: quantity as DECIMAL, money in minor units; None where the export has none."""

    quantity: str | None = None
    unit_price: str | None = None
    amount: str | None = None
    other_currency: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    """discount, tax, tip, fee, cost, refund."""


def find_amounts(table: Table) -> Amounts:
    """Decide the currency and build the numbers; settles which columns are used."""
    reading = table.reading
    other_currency = _currency(table)
    comma = reading.currency in _COMMA_CURRENCIES
    reading.minor_digits = digits = minor_digits(reading.currency)

    def number(column: str) -> str:
        sql = find_number(table.con, table.source, column, comma)
        return f"(CASE WHEN abs({sql}) < {LARGEST} THEN {sql} END)"

    def first(role: str) -> str | None:
        for column in table.candidates(role):
            sql = number(column)
            if table.row(f"SELECT count({sql}) FROM {table.source}")[0]:
                table.settle(role, column)
                reading.columns[role] = table.named(role)
                return sql
        table.settle(role, None)
        return None

    quantity, price, gross = first("quantity"), first("unit_price"), first("gross")
    extra = {role: sql for role in ("discount", "tax", "tip", "fee", "cost", "refund") if (sql := first(role))}
    product = f"({quantity} * {price})" if quantity and price else None
    amount = _amount(table, number, product, extra.get("discount"))
    less = f" - coalesce(abs({extra['discount']}), 0)" if "discount" in extra else ""
    ways = [f"CAST({amount} AS DECIMAL(18,4))"] if amount else []
    if gross:
        ways.append(f"CAST({gross}{less} AS DECIMAL(18,4))")
    if product:
        ways.append(f"CAST({product}{less} AS DECIMAL(18,4))")
    elif price and not amount and not gross:
        ways.append(f"CAST({price}{less} AS DECIMAL(18,4))")
    total = f"coalesce({', '.join(ways)})" if len(ways) > 1 else (ways[0] if ways else None)
    if total and (column := table.column("status")):
        noted = f"try_cast(regexp_extract({column}, '已退款[（(][￥¥]([0-9.]+)', 1) AS DECIMAL(18,4))"
        if table.row(f"SELECT count({noted}) FROM {table.source}")[0]:
            total = f"({total} - coalesce({noted}, 0))"
    if total and "refund" in extra:
        total = f"CASE WHEN coalesce({total}, 0) = 0 AND {extra['refund']} <> 0 THEN -abs({extra['refund']}) ELSE {total} END"
    if quantity and price and amount:
        quantity = f"coalesce({quantity}, CASE WHEN {price} <> 0 THEN round({amount} / {price}, 3) END)"

    def minor(sql: str) -> str:
        return f"CAST(round(CAST({sql} AS DECIMAL(18,4)) * {10**digits}) AS BIGINT)"

    return Amounts(
        f"CAST({quantity} AS DECIMAL(18,3))" if quantity else None,
        minor(price) if price else None,
        minor(total) if total else None,
        other_currency,
        {role: minor(sql) for role, sql in extra.items()},
    )


def _amount(table: Table, number: object, product: str | None, discount: str | None) -> str | None:
    """The first candidate that holds numbers and, where quantity and price allow a check, agrees with them."""
    assert callable(number)
    for column in table.candidates("amount"):
        sql: str = number(column)
        less = f"coalesce(abs({discount}), 0)" if discount else "0"
        checked = "NULL" if product is None else (
            f"least(abs({sql} - {product}), abs({sql} - ({product} - {less}))) <= 0.011 + 0.002 * abs({product})"
        )  # fmt: skip
        filled_cells, agree, both = table.row(
            f"SELECT count({sql}), count(*) FILTER ({checked}), count({sql} + {product or 0}) FROM {table.source}"
        )
        if filled_cells and (product is None or both == 0 or agree >= AGREES * both):
            table.settle("amount", column)
            table.reading.columns["amount"] = table.named("amount")
            return sql
    table.settle("amount", None)
    return None


def _currency(table: Table) -> str | None:
    """Fix the reading's currency; returns SQL that is true on rows in another one, or None."""
    reading, wanted = table.reading, table.overrules.currency
    column = table.column("currency")
    if column:
        written = f"upper({filled(column)})"
        tests = (f"WHEN regexp_matches({written}, {quote(s.upper())}) THEN {quote(name)}" for name, s in _SIGNS.items())
        code = f"CASE {' '.join(tests)} ELSE {written} END"
        found = table.con.execute(
            f"SELECT {code} AS code FROM {table.source} WHERE code IS NOT NULL AND length(code) = 3"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()
        if found:
            reading.currency = wanted or found[0]
            reading.columns["currency"] = table.named("currency")
            return f"coalesce({code} <> {quote(reading.currency)}, false)"
    cells = [c for role in ("amount", "gross", "unit_price") for c in table.candidates(role)]
    if cells:
        text = f"upper({text_of(cells[0])})"
        counts = table.row(
            "SELECT " + ", ".join(f"count(*) FILTER (regexp_matches({text}, {quote(s.upper())}))" for s in _SIGNS.values())
            + f" FROM {table.source}"
        )  # fmt: skip
        signed = {name: n for name, n in zip(_SIGNS, counts, strict=True) if n}
        if signed:
            reading.currency = wanted or max(signed, key=lambda name: signed[name])
            others = "|".join(_SIGNS[name].upper() for name in signed if name != reading.currency)
            return f"coalesce(regexp_matches({text}, {quote(others)}), false)" if others else None
    reading.currency = wanted or table.dialect.currency or table.economy.currency
    return None
