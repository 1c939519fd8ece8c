"""What the reader asks: only where the evidence is close, or where what the table is decides whether it counts at all."""

from balcao.analytics.sales.amounts import number, signed
from balcao.analytics.sales.questions_of_columns import day_in_doubt
from balcao.analytics.sales.questions_of_rows import rows_in_doubt
from balcao.analytics.sales.schema import Candidate, Evidence, Question
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.candidates import Candidate as Weighed
from balcao.analytics.sales.understanding.evidence import named

MOST = 3
"""Questions that are asked at once."""
MOST_CANDIDATES = 3
_NOT_ASKED = frozenset({"before", "after", "discount", "tax", "average", "rate", "shipping", "fee"})
"""Concepts of a heading of a price that say why it is another one."""


def find_questions(table: Table, net: int | None, given_back: str) -> list[Question]:
    """The questions about a table that was read, the ones that change most first.

    `net` is the total as taken, and `given_back` SQL for what of a row was refunded beside it, both in minor units.
    """
    asked = [
        _kind(table, net), _amount(table, net), _price(table, net), _amount_of(table, net, given_back), _date_order(table, net),
        day_in_doubt(table, net),
        *rows_in_doubt(table, net, given_back),
    ]  # fmt: skip
    return [question for question in asked if question][:MOST]


def _kind(table: Table, net: int | None) -> Question | None:
    """Whether the table holds sales at all, where its rows hint at something else."""
    kind = table.understanding.kind
    if table.overrules.kind:
        return None
    if table.dialect.name != "generic":
        doubt = "expenses" if _mostly_spent(table) else None
    else:
        doubt = kind.doubt or ("expenses" if net is not None and net <= 0 else None)  # nobody sells for nothing
    if doubt is None:
        return None
    return Question(
        "kind", table.reading.kind,
        (Candidate(table.reading.kind, tuple(kind.evidence), net), Candidate(doubt, kind.doubt_evidence, None)),
    )  # fmt: skip


def _mostly_spent(table: Table) -> bool:
    """Whether a wallet's bill tells more that was paid than that came in: it may be a person's own."""
    if not {"comes_in", "goes_out"} <= table.derived:
        return False
    came, went = table.row(f"SELECT count(*) FILTER (comes_in), count(*) FILTER (goes_out) FROM {table.source}")
    return bool(went > came)


def _amount(table: Table, net: int | None) -> Question | None:
    """Which column of money is the sale, where two come close and would give other totals."""
    found = table.understanding
    if (
        not (found.close or found.loose)
        or found.amount is None
        or "amount" in table.overrules.columns
        or table.dialect.name != "generic"
    ):
        return None
    if table.roles.get("amount", [None])[0] != found.amount.place:
        return None
    candidates = [Candidate(table.headers[found.amount.place], _words(found.amount.evidence, table), net)]
    near = {other.place for other in found.close}
    loose = [Weighed(place, 0.0, [Evidence("unexplained")]) for place in found.loose if place not in near]
    for other in [*found.close, *loose][: MOST_CANDIDATES - 1]:
        unit = 10**table.reading.minor_digits
        total = table.row(
            f"SELECT CAST(round(coalesce(sum({signed('x')}), 0) * {unit}) AS BIGINT) FROM"
            f" (SELECT kind, {number(table, f'c{other.place}')} AS x FROM {table.source} WHERE reject IS NULL OR reject = 'no amount')"
        )[0]
        if total != net:
            candidates.append(Candidate(table.headers[other.place], _words(other.evidence, table), total))
    return Question("amount", candidates[0].answer, tuple(candidates)) if len(candidates) > 1 else None


def _price(table: Table, net: int | None) -> Question | None:
    """Which of two prices was asked, where a line is quantity × price and neither a heading nor a sum shows it."""
    found = table.understanding
    place = table.roles.get("unit_price", [None])[0]
    if (
        place is None or net is None or {"amount", "gross"} & table.roles.keys() or "quantity" not in table.derived
        or "unit_price" in table.overrules.columns or table.dialect.name != "generic" or place in found.money.net_prices
    ):  # fmt: skip
        return None
    held = {places[0] for places in table.roles.values()}
    others = [
        c.place for c in found.columns
        if c.place not in held and c.numbers_share > 0.9 and c.fill > 0.9 and c.distinct > 1 and "price" in found.meanings[c.place].concepts
        and not found.meanings[c.place].concepts & _NOT_ASKED
    ]  # fmt: skip
    if not others or found.meanings[place].concepts & _NOT_ASKED:
        return None
    candidates = [Candidate(table.headers[place], (), net)]
    for other in others[: MOST_CANDIDATES - 1]:
        unit = 10**table.reading.minor_digits
        more = f"quantity * ({number(table, f'c{other}')} - {number(table, f'c{place}')}) * {unit}"
        [gap] = table.row(
            f"SELECT CAST(round(coalesce(sum({signed(more)}), 0)) AS BIGINT) FROM {table.source} WHERE reject IS NULL"
        )
        if gap:
            candidates.append(Candidate(table.headers[other], (), net + gap))
    return Question("unit_price", candidates[0].answer, tuple(candidates)) if len(candidates) > 1 else None


def _amount_of(table: Table, net: int | None, given_back: str) -> Question | None:
    """Whose the money is that is the same on all rows of every order, where nothing shows it: each row's own, as taken, or the order's."""
    if not table.understanding.repeats or table.overrules.amount_of or net is None or "receipt" not in table.derived:
        return None
    again = "receipt IS NOT NULL AND row_number() OVER (PARTITION BY receipt, amount ORDER BY row_number) > 1"
    [twice] = table.row(
        f"SELECT coalesce(sum(counted) FILTER (again), 0) FROM (SELECT {signed('amount')} AS counted, {again} AS again FROM {table.source} WHERE reject IS NULL)"
    )
    if not twice:
        return None
    orders = net - twice if given_back == "0" else None  # what went back beside them may repeat too
    return Question(
        "amount_of", "lines", (Candidate("lines", (), net), Candidate("orders", (Evidence("whole_order"),), orders))
    )


def _words(evidence: list[Evidence], table: Table) -> tuple[Evidence, ...]:
    return tuple(named(e, table.understanding) for e in evidence)


def _date_order(table: Table, net: int | None) -> Question | None:
    """Day or month first, where no date of the whole column shows it."""
    reading = table.reading
    if reading.date_order_known or table.overrules.date_order or reading.date_order not in ("dmy", "mdy"):
        return None
    orders = (reading.date_order, "mdy" if reading.date_order == "dmy" else "dmy")
    return Question("date_order", orders[0], tuple(Candidate(order, (), net) for order in orders))
