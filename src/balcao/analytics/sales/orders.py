"""Money that speaks of a whole order: counted once, or spread over its lines; and refunds that are told twice."""

from balcao.analytics.sales.amounts import number
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.orders import BESIDE


def settle_orders(table: Table) -> None:
    """Money that speaks of a whole order: counted once, or spread over its lines. Needs the receipt and the kind."""
    if "amount" not in table.derived or "receipt" not in table.derived:
        return
    for role in BESIDE:
        if role in table.derived and table.roles.get(role, [None])[0] in table.understanding.order_cells:
            row = f"row_number() OVER (PARTITION BY receipt, {role} ORDER BY row_number) = 1"
            table.derive(**{f"{role}_once": f"CASE WHEN receipt IS NULL OR {row} THEN {role} ELSE 0 END"})
            table.supersede(role, f"{role}_once")
    if "refund" in table.derived:
        _refunds_told_twice(table)
    if table.understanding.order_heads:
        first = "row_number() OVER (PARTITION BY receipt ORDER BY row_number) = 1"
        rest = "sum(coalesce(amount, 0)) OVER (PARTITION BY receipt) - amount"
        table.derive(
            order_head=f"coalesce(receipt IS NOT NULL AND {first} AND amount <> 0 AND abs({rest} - amount) <= 1, false)"
        )
    if table.understanding.once:
        stands = "status_closed, row_number" if "status_closed" in table.derived else "row_number"
        first = f"row_number() OVER (PARTITION BY receipt, amount ORDER BY {stands}) = 1"
        table.derive(amount_once=f"CASE WHEN receipt IS NULL OR {first} THEN amount ELSE 0 END")
        table.supersede("amount", "amount_once")
        table.reading.notes.append("amount_once_an_order")
    goods = table.dialect.order_goods
    places = [n for n, h in enumerate(table.headers) if goods and h == goods]
    if table.understanding.order_total is not None and "order_discount" not in table.derived:
        places = [table.understanding.order_total]
    whole = [n for n, h in enumerate(table.headers) if h == table.dialect.order_total]
    of_total = bool(places and whole) and _refunds_are_of(table, places[0], whole[0])
    places = whole if of_total else places
    base = table.understanding.order_base
    if base and not goods:
        unit = 10**table.reading.minor_digits
        parts = [
            f"max(abs({number(table, f'c{p}')})) OVER (PARTITION BY receipt)"
            for _, p in [("base", base.place), *base.less]
            if _ in ("base", "discount")
        ]
        less = " - ".join(f"coalesce({part}, 0)" for part in parts)
        _spread(table, f"CAST(round(({less}) * {unit}) AS BIGINT)")
    elif places:
        digits = table.reading.minor_digits
        _spread(
            table,
            f"max(CAST(round({number(table, f'c{places[0]}')} * {10**digits}) AS BIGINT)) OVER (PARTITION BY receipt)",
            also_more=of_total or table.understanding.total_refunded,
        )
    elif "order_discount" in table.derived:
        goods = "sum(amount) OVER (PARTITION BY receipt) - max(abs(order_discount)) OVER (PARTITION BY receipt)"
        _spread(table, goods, discounted=True)


def _spread(table: Table, goods: str, discounted: bool = False, also_more: bool = False) -> None:
    """Let the lines of an order share what it came to (`goods`, SQL over the order's rows), each by its own amount.

    Where it is a discount that they share (`discounted`), each tells its own part of it. What is more than the lines came to is
    postage or tax, and theirs only where refunds are of it too (`also_more`).
    """
    table.derive(order_goods=goods, lines_sum="sum(amount) OVER (PARTITION BY receipt)",
                 sum_before="coalesce(sum(amount) OVER (PARTITION BY receipt ORDER BY row_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)")  # fmt: skip
    part = "coalesce(try_cast(round(order_goods::DOUBLE * ({0})::DOUBLE / lines_sum) AS BIGINT), 0)"
    share = f"({part.format('sum_before + amount')} - {part.format('sum_before')})"
    less = f"receipt IS NOT NULL AND order_goods IS NOT NULL AND lines_sum > 0 AND order_goods {'<>' if also_more else '<'} lines_sum"
    if discounted and "discount" in table.derived:
        table.derive(discount_spread=f"CASE WHEN {less} THEN amount - {share} ELSE discount END")
        table.supersede("discount", "discount_spread")
    table.derive(amount_spread=f"CASE WHEN {less} THEN {share} ELSE amount END")
    table.supersede("amount", "amount_spread")


def _refunds_are_of(table: Table, goods: int, total: int) -> bool:
    """Whether orders that were refunded were so with postage and tax: more than their goods, and never more than their total."""
    if "refund" not in table.derived:
        return False
    unit = 10**table.reading.minor_digits
    orders = (
        f"SELECT sum(abs(refund)) AS back, max({number(table, f'c{goods}')}) * {unit} AS goods, max({number(table, f'c{total}')}) * {unit} AS total"
        f" FROM {table.source} WHERE receipt IS NOT NULL GROUP BY receipt HAVING back > 0"
    )
    more, too_much = table.row(
        f"SELECT count(*) FILTER (back > goods + 1), count(*) FILTER (back > total + 1) FROM ({orders})"
    )
    return bool(more) and not too_much


def _refunds_told_twice(table: Table) -> None:
    """A refund that stands beside its sale and again as a row of its own counts once: as that row. Needs the kind."""
    apart, beside = (
        f"sum(abs({column})) FILTER (kind = '{kind}') OVER (PARTITION BY receipt)"
        for column, kind in (("amount", "refund"), ("refund", "sale"))
    )
    table.derive(refunds_apart=apart, refunds_beside=beside)
    share = "greatest(refunds_beside - refunds_apart, 0)::DOUBLE / refunds_beside"
    told = "receipt IS NOT NULL AND refunds_apart > 0 AND refunds_beside > 0 AND kind = 'sale'"
    table.derive(refund_apart=f"CASE WHEN {told} THEN CAST(round(refund * {share}) AS BIGINT) ELSE refund END")
    table.supersede("refund", "refund_apart")
