"""Which column is the day, and which the receipt: asked where two headings promise it alike and the cells tell different things."""

from collections.abc import Callable

from balcao.analytics.sales.dates import find_dates
from balcao.analytics.sales.schema import Candidate, Question
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.headings import Meaning

CLOSE = 0.1
"""How much less a heading may promise than the one that was taken for it to be asked about."""
OTHER_DAYS = 0.05
"""The share of rows from which on two columns tell different days: a night's sales differ, and no more."""
MOST_CANDIDATES = 3
_OTHER_EVENTS = frozenset({"later", "payout", "void", "refund", "period", "purchase"})
"""Concepts of a heading of the day of something else than the sale."""


def day_in_doubt(table: Table, net: int | None) -> Question | None:
    """Which of several columns of days is the sale's, where their headings promise it alike and the days are others."""
    asked = {"sold_at", "date"} & table.overrules.columns.keys()
    if asked or _of_a_source(table) or not {"sold_at", "date"} & table.reading.columns.keys():
        return None
    economy, order = table.economy, table.overrules.date_order

    def differs(column: str) -> bool:
        dates = find_dates(table, column, economy.date_order, order)
        rows, told, other = table.row(
            f"SELECT count(*), count(moment), count(*) FILTER (CAST(moment AS DATE) <> day) FROM"
            f" (SELECT day, {dates.sql} AS moment FROM {table.source} {dates.joins} WHERE reject IS NULL)"
        )
        return told == rows and other > OTHER_DAYS * rows

    def promised(meaning: Meaning) -> float:
        return 0.0 if meaning.concepts & _OTHER_EVENTS else max(meaning.roles.get(r, 0.0) for r in ("sold_at", "date"))

    return _ask(table, "sold_at", net, promised, lambda place: table.understanding.columns[place].dates > 0.9, differs)


def _of_a_source(table: Table) -> bool:
    return table.dialect.name != "generic" or table.understanding.sheet is not None


def _ask(
    table: Table,
    role: str,
    net: int | None,
    promised: Callable[[Meaning], float],
    could_be: Callable[[int], bool],
    differs: Callable[[str], bool],
) -> Question | None:
    place = table.roles.get(role, [None])[0]
    if place is None:
        return None
    meanings = table.understanding.meanings
    held = {places[0] for other, places in table.roles.items() if other != role}
    close = sorted(
        (other for other in meanings
         if other not in held and other != place and promised(meanings[other]) >= max(promised(meanings[place]) - CLOSE, CLOSE) and could_be(other)),
        key=lambda other: -promised(meanings[other]),
    )  # fmt: skip
    others = [other for other in close[:MOST_CANDIDATES] if differs(f"c{other}")][: MOST_CANDIDATES - 1]
    if not others:
        return None
    return Question(role, table.headers[place], tuple(Candidate(table.headers[p], (), net) for p in (place, *others)))
