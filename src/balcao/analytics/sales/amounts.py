"""How much: quantity, price and amount of a line, in minor units, each from what the export gives or from the others."""

from collections.abc import Callable, Mapping

from balcao.analytics.economies import minor_digits
from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.values import find_number

AGREES = 0.3
"""The share of rows in which amount = quantity × price for a column to be believed an amount."""
LARGEST = 100_000_000_000
"""Major units; a larger number in one cell is an id or a slip, not money."""

_COMMA_CURRENCIES = ("EUR", "BRL")
_SIGNS = {
    "HKD": r"HK\$|HKD|港幣|港币", "MOP": r"MOP|澳門幣|澳门币", "EUR": "€|EUR", "GBP": "£|GBP", "USD": r"US\$|USD",
    "TWD": r"NT\$|TWD", "AUD": r"A\$|AUD", "SGD": r"S\$|SGD", "CNY": "RMB|CNY|人民币", "JPY": "JPY|円",
}  # fmt: skip


_EXTRA = ("discount", "tax", "tip", "fee", "cost", "refund")


def find_amounts(table: Table) -> None:
    """Decide the currency and derive quantity (DECIMAL) and, in minor units, unit_price, amount, discount, tax, tip, fee,
    cost and refund: each where the export has it; and other_currency, true on rows in another one.
    """
    reading = table.reading
    other_currency = _currency(table)
    comma = reading.currency in _COMMA_CURRENCIES
    reading.minor_digits = digits = minor_digits(reading.currency)
    numbers: dict[str, str] = {}

    def number(column: str) -> str:
        sql = find_number(table, column, comma)
        return f"(CASE WHEN abs({sql}) < {LARGEST} THEN {sql} END)"

    for role in ("quantity", "unit_price", "gross", *_EXTRA):
        chosen = None
        for column in table.candidates(role):
            sql = number(column)
            if table.row(f"SELECT count({sql}) FROM {table.cells}")[0]:
                chosen, numbers[role] = column, sql
                reading.columns[role] = [table.headers[int(column[1:])]]
                break
        table.settle(role, chosen)
    product = {"quantity", "unit_price"} <= numbers.keys()
    amount = _amount(table, number, numbers)
    if amount:
        numbers["amount"] = amount
    table.derive(**{f"exact_{role}": sql for role, sql in numbers.items()})
    exact = {role: f"exact_{role}" for role in numbers}
    less = f" - coalesce(abs({exact['discount']}), 0)" if "discount" in exact else ""
    ways = [f"CAST({exact['amount']} AS DECIMAL(18,4))"] if "amount" in exact else []
    if "gross" in exact:
        ways.append(f"CAST({exact['gross']}{less} AS DECIMAL(18,4))")
    if product:
        ways.append(f"CAST({exact['quantity']} * {exact['unit_price']}{less} AS DECIMAL(18,4))")
    elif "unit_price" in exact and not ways:
        ways.append(f"CAST({exact['unit_price']}{less} AS DECIMAL(18,4))")
    total = f"coalesce({', '.join(ways)})" if len(ways) > 1 else (ways[0] if ways else None)
    if total and (column_ := table.column("status")):
        noted = f"try_cast(regexp_extract({column_}, '已退款[（(][￥¥]([0-9.]+)', 1) AS DECIMAL(18,4))"
        if table.row(f"SELECT count({noted}) FROM {table.cells}")[0]:
            total = f"({total} - coalesce({noted}, 0))"
    if total and "refund" in exact:
        total = f"CASE WHEN coalesce({total}, 0) = 0 AND {exact['refund']} <> 0 THEN -abs({exact['refund']}) ELSE {total} END"
    if product and "amount" in exact:
        quantity, price = exact["quantity"], exact["unit_price"]
        exact["quantity"] = (
            f"coalesce({quantity}, CASE WHEN {price} <> 0 THEN round({exact['amount']} / {price}, 3) END)"
        )

    def minor(sql: str) -> str:
        return f"CAST(round(CAST({sql} AS DECIMAL(18,4)) * {10**digits}) AS BIGINT)"

    found = {role: minor(exact[role]) for role in ("unit_price", *_EXTRA) if role in exact}
    if "quantity" in exact:
        found["quantity"] = f"CAST({exact['quantity']} AS DECIMAL(18,3))"
    if total:
        found["amount"] = minor(total)
    if other_currency:
        found["other_currency"] = other_currency
    if found:
        table.derive(**found)


def _amount(table: Table, number: Callable[[str], str], numbers: Mapping[str, str]) -> str | None:
    """The first candidate that holds numbers and, where quantity and price allow a check, agrees with them."""
    product = (
        f"({numbers['quantity']} * {numbers['unit_price']})" if {"quantity", "unit_price"} <= numbers.keys() else None
    )
    less = f"coalesce(abs({numbers['discount']}), 0)" if "discount" in numbers else "0"
    for column in table.candidates("amount"):
        sql = number(column)
        checked = "NULL" if product is None else (
            f"least(abs(a - p), abs(a - (p - {less}))) <= 0.011 + 0.002 * abs(p)"
        )  # fmt: skip
        filled_cells, agree, both = table.row(
            f"SELECT count(a), count(*) FILTER ({checked}), count(a + p) FROM"
            f" (SELECT *, {sql} AS a, {product or 0} AS p FROM {table.cells})"
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
        written = f"upper({table.filled(column)})"
        tests = (f"WHEN regexp_matches({written}, {quote(s.upper())}) THEN {quote(name)}" for name, s in _SIGNS.items())
        code = f"CASE {' '.join(tests)} ELSE {written} END"
        found = table.con.execute(
            f"SELECT {code} AS code FROM {table.cells} WHERE code IS NOT NULL AND length(code) = 3"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()
        if found:
            reading.currency = wanted or found[0]
            reading.columns["currency"] = table.named("currency")
            return f"coalesce({code} <> {quote(reading.currency)}, false)"
    cells = [c for role in ("amount", "gross", "unit_price") for c in table.candidates(role)]
    if cells and table.row(f"SELECT count(*) FROM {table.cells} WHERE try_cast({cells[0]} AS DOUBLE) IS NULL")[0]:
        signs = f"upper(translate({cells[0]}, '0123456789.,()-+', ''))"
        counts = table.row(
            "SELECT " + ", ".join(f"sum(n) FILTER (regexp_matches(sign, {quote(s.upper())}))" for s in _SIGNS.values())
            + f" FROM (SELECT {signs} AS sign, count(*) AS n FROM {table.cells} GROUP BY 1)"
        )  # fmt: skip
        signed = {name: n for name, n in zip(_SIGNS, counts, strict=True) if n}
        if signed:
            reading.currency = wanted or max(signed, key=lambda name: signed[name])
            others = "|".join(_SIGNS[name].upper() for name in signed if name != reading.currency)
            return f"coalesce(regexp_matches(upper({cells[0]}), {quote(others)}), false)" if others else None
    reading.currency = wanted or table.dialect.currency or table.economy.currency
    return None
