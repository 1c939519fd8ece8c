"""Documents that are told twice: an invoice, and the receipt for its payment, with the same customer and the same money."""

from balcao.analytics.sales.table import Table

MOST_KINDS = 12
"""Different texts up to which a column of types says what document a row is."""
MOST_ROWS = 200_000
"""Rows up to which documents are compared with each other."""
FEWEST_TWICE = 2
"""Documents, with as many customers and as many sums, that must be told twice before any is."""


def told_twice(table: Table, column: str) -> dict[str, str]:
    """The types whose every row has, not later, a row of another type with its customer and its money; each with that other type.

    Needs the amount, the day and a column of customers. One to one: as many of the other as of these for each customer and sum.
    """
    customer = table.column("customer")
    kinds = table.understanding.columns[int(column[1:])].counts
    if (
        customer is None
        or not {"amount", "day"} <= table.derived
        or not 2 <= len(kinds) <= MOST_KINDS
        or table.reading.rows > MOST_ROWS
    ):
        return {}
    rows = (
        f"SELECT trim({column}) AS kind, {table.text(customer)} AS who, amount, count(*) AS n, min(day) AS first FROM {table.source}"
        f" WHERE amount > 0 AND who IS NOT NULL AND kind IS NOT NULL GROUP BY 1, 2, 3"
    )
    found = table.con.execute(
        f"WITH documents AS ({rows}), kinds AS (SELECT kind, count(*) AS sums, sum(n) AS n FROM documents GROUP BY 1)"
        " SELECT again.kind, before.kind, sum(again.n) FROM documents AS again JOIN documents AS before"
        " ON again.who = before.who AND again.amount = before.amount AND again.kind <> before.kind AND before.n >= again.n AND before.first <= again.first"
        " JOIN kinds ON kinds.kind = again.kind GROUP BY 1, 2, kinds.sums, kinds.n"
        f" HAVING sum(again.n) = kinds.n AND count(DISTINCT again.who) >= {FEWEST_TWICE} AND count(DISTINCT again.amount) >= {FEWEST_TWICE}"
        " ORDER BY 3, 1, 2"
    ).fetchall()
    twice: dict[str, str] = {}
    for again, before, _ in found:
        if before not in twice and again not in twice:
            twice[again] = before
    return twice
