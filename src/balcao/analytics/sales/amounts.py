"""How much: quantity, price and amount of a line, in minor units, each from what the export gives or from the others."""

from collections.abc import Sequence

from balcao.analytics.economies import minor_digits
from balcao.analytics.sales.currencies import find_currency
from balcao.analytics.sales.numbers import find_number
from balcao.analytics.sales.schema import NotSalesError, quote
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.discounts import told_once
from balcao.analytics.sales.understanding.number_cells import RATE

LARGEST = 100_000_000_000
"""Major units; a larger number in one cell is an id or a slip, not money."""

_EXTRA = ("discount", "tax", "tip", "fee", "cost", "refund")
EXACT = "DECIMAL(18,4)"


def find_amounts(table: Table) -> None:
    """Decide the currency and derive quantity (DECIMAL) and, in minor units, unit_price, amount, discount, tax, tip, fee,
    cost and refund: each where the export has it; and other_currency, true on rows in another one.
    """
    reading = table.reading
    currency = find_currency(table)
    reading.minor_digits = digits = minor_digits(reading.currency)
    numbers: dict[str, str] = {}
    for role in ("quantity", "unit_price", "gross", "amount", "income", "expense", *_EXTRA):
        chosen = None
        for column in table.candidates(role):
            sql = number(table, column)
            if table.row(f"SELECT count({sql}) FROM {table.cells}")[0]:
                chosen, numbers[role] = column, sql
                reading.columns[role] = [table.headers[int(column[1:])]]
                break
        table.settle(role, chosen)
    if table.understanding.ways and not {"amount", "gross", "unit_price"} & numbers.keys():
        ways = table.understanding.ways
        paid = [f"coalesce({number(table, f'c{place}')}, 0)" for place in ways]
        numbers["amount"] = f"({' + '.join(paid)})"
        reading.columns["amount"] = [table.headers[place] for place in ways]
    came_in = next((role for role in ("income", "amount") if role in numbers), None)
    if came_in and table.understanding.added:
        sums = [numbers[came_in], *(number(table, f"c{place}") for place in table.understanding.added)]
        some = " OR ".join(f"{one} IS NOT NULL" for one in sums)
        numbers[came_in] = f"(CASE WHEN {some} THEN {' + '.join(f'coalesce({one}, 0)' for one in sums)} END)"
        reading.columns[came_in] += [table.headers[place] for place in table.understanding.added]
    if "income" in numbers and "amount" not in numbers:
        numbers["amount"] = numbers.pop("income")
        table.roles["amount"] = table.roles.pop("income")
        reading.columns["amount"] = reading.columns.pop("income")
    numbers |= _taken_off(table)
    if "refund" not in numbers and (returned := table.understanding.returned) is not None:
        numbers["returned"] = f"abs({number(table, f'c{returned}')})"
    table.derive(**{f"exact_{role}": sql for role, sql in numbers.items()})
    total = _total(table, numbers)
    if {"quantity", "unit_price", "amount"} <= numbers.keys():
        price = "exact_unit_price"
        quantity = f"coalesce(exact_quantity, CASE WHEN {price} <> 0 THEN round(exact_amount / {price}, 3) END)"
    else:
        quantity = "exact_quantity"

    def minor(sql: str) -> str:
        return f"CAST(round(CAST({sql} AS {EXACT}) * {10**digits}) AS BIGINT)"

    found = {role: minor(f"exact_{role}") for role in ("unit_price", "order_discount", *_EXTRA) if role in numbers}
    if "quantity" in numbers:
        found["quantity"] = f"CAST({quantity} AS DECIMAL(18,3))"
    if total:
        found["amount"] = minor(total)
    if total and "returned" in numbers and "quantity" in numbers:
        found["returned"] = "CAST(exact_returned AS DECIMAL(18,3))"
        found["refund"] = minor(
            f"CASE WHEN exact_quantity > 0 THEN try_cast(({total})::DOUBLE * exact_returned::DOUBLE / exact_quantity::DOUBLE AS {EXACT}) ELSE 0 END"
        )
        reading.columns["refund"] = [table.headers[table.understanding.returned or 0]]
    if "expense" in numbers:
        found["expense"] = minor("exact_expense")
        reading.columns["expense"] = table.named("expense")
    found |= currency
    if found:
        table.derive(**found)


def signed(amount: str) -> str:
    """SQL: what an amount counts in a total by the kind of its row: a refund takes it off, a void is nothing."""
    return f"CASE kind WHEN 'refund' THEN -abs({amount}) WHEN 'void' THEN 0 ELSE {amount} END"


def number(table: Table, column: str) -> str:
    """SQL yielding a number of a sane size from a column."""
    sql = find_number(table, column)
    return f"(CASE WHEN abs({sql}) < {LARGEST} THEN {sql} END)"


def _taken_off(table: Table) -> dict[str, str]:
    """SQL of what must come off the amount before it is what was sold: tax and tips in it, a discount not yet taken."""
    understanding = table.understanding
    chosen = understanding.amount
    told = chosen is not None and table.roles.get("amount", [None])[0] == chosen.place
    less: dict[str, list[int]] = {}
    for role, place in chosen.less if chosen and told else ():
        less.setdefault(role, []).append(place)
    found = {f"less_{role}": _sum_of_sizes(table, places) for role, places in less.items()}
    explained = {
        understanding.money.net_prices.get(table.roles.get("unit_price", [-1])[0])
    }  # the price has it taken off
    explained |= set(table.roles.get("discount", [])[:1]) if understanding.price_is_net else set()
    discounts = less.get("discount", []) if told else [p for p in understanding.money.discounts if p not in explained]
    if understanding.order_base and not told:  # what the order's goods came to holds these
        held = {place for role, place in understanding.order_base.less if role == "discount"}
        rest = [place for place in discounts if place not in held]
        return found | {"line_discount": _sum_of_sizes(table, rest) if rest else "0.0"}
    if not told and len(discounts) > 1:
        found["line_discount"] = _sum_of_sizes(table, told_once(understanding.columns, discounts))
    of_orders = [place for place in discounts if place in understanding.order_cells]
    if of_orders:  # comes off when it is known which lines make up the order
        found.pop("less_discount", None)
        found.pop("line_discount", None)
        found["order_discount"] = _sum_of_sizes(table, of_orders)
        of_lines = [place for place in discounts if place not in of_orders]
        if of_lines:
            found["less_discount" if told else "line_discount"] = _sum_of_sizes(table, of_lines)
    return found


def _left_by_rate(table: Table, place: int) -> str:
    """SQL: the share of a price that a discount in hundredths (10%) or tenths (9折) leaves; the whole where there is none."""
    if table.understanding.rate_plain:
        return f"(1 - coalesce(abs({number(table, f'c{place}')}), 0) / 100)"
    text = table.text(f"c{place}")
    told = f"try_cast(replace(regexp_extract({text}, {quote(RATE)}, 1), ',', '.') AS DOUBLE)"
    tenths = f"{told} / CASE WHEN {told} > 10 THEN 100 ELSE 10 END"
    hundredths = f"{told} / 100" if table.understanding.rate_stays else f"1 - {told} / 100"
    return f"coalesce(CASE WHEN contains({text}, '折') THEN {tenths} ELSE {hundredths} END, 1)"


def _sum_of_sizes(table: Table, places: Sequence[int]) -> str:
    """SQL: the sum of columns, whatever their signs; of one column as it stands."""
    if len(places) == 1:
        return number(table, f"c{places[0]}")
    return " + ".join(f"coalesce(abs({number(table, f'c{place}')}), 0)" for place in places)


def _total(table: Table, numbers: dict[str, str]) -> str | None:
    """SQL of the exact amount: the column of the sale, else gross less discount, else quantity × price less discount."""
    less = " - coalesce(abs(exact_discount), 0)" if "discount" in numbers and "order_discount" not in numbers else ""
    if "line_discount" in numbers:
        less = " - coalesce(abs(exact_line_discount), 0)"
    ways = []
    if "amount" in numbers:
        amount = "exact_amount"
        for role in ("tax", "tip"):
            if f"less_{role}" in numbers:
                amount += f" - coalesce(exact_less_{role}, 0)"
        if "less_discount" in numbers:
            amount += " - sign(exact_amount) * coalesce(abs(exact_less_discount), 0)"
        if "less_subsidy" in numbers:  # what a platform gave for its customers is the shop's all the same
            amount += " + sign(exact_amount) * coalesce(abs(exact_less_subsidy), 0)"
        if "less_surcharge" in numbers:
            amount += " + sign(exact_amount) * coalesce(abs(exact_less_surcharge), 0)"
        if "less_refund" in numbers:  # what was taken back is told apart
            amount += " + coalesce(abs(exact_less_refund), 0)"
        ways.append(f"CAST({amount} AS {EXACT})")
    if "gross" in numbers:
        ways.append(f"CAST(exact_gross{less} AS {EXACT})")
    if {"quantity", "unit_price"} <= numbers.keys():
        taken = "" if table.understanding.price_is_net else less
        rate = table.understanding.rate
        part = f" * {_left_by_rate(table, rate)}" if rate is not None else ""
        if rate is not None and rate == table.roles.get("discount", [None])[0]:
            taken = ""
        ways.append(
            f"try_cast(exact_quantity::DECIMAL(18,3)::DOUBLE::DECIMAL(20,3) * exact_unit_price::DECIMAL(18,4){part}{taken} AS {EXACT})"
        )
    elif "unit_price" in numbers and not ways:
        ways.append(f"CAST(exact_unit_price{less} AS {EXACT})")
    if not ways:
        return None
    total = f"coalesce({', '.join(ways)})" if len(ways) > 1 else ways[0]
    if status := table.column("status"):
        noted = f"try_cast(regexp_extract({status}, '已退款[（(][￥¥]([0-9.]+)', 1) AS {EXACT})"
        if table.row(f"SELECT count({noted}) FROM {table.cells}")[0]:
            total = f"({total} - coalesce({noted}, 0))"
    return total


def require_some(table: Table) -> None:
    """Refuse a table that has neither amounts nor items, or no money nor pieces but when something began and ended: appointments."""
    timed = sum(c.clocks > 0.5 for c in table.understanding.columns)
    if not (table.column("item") or "amount" in table.derived) or (
        timed > 1 and not {"quantity", "amount"} & table.derived
    ):
        raise NotSalesError("no_amount_column", columns=table.headers)
