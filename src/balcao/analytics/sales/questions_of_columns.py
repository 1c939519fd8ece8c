"""Which column is the day of the sale: asked where two headings promise it alike and the cells tell different days."""

from dataclasses import replace

from balcao.analytics.sales.dates import find_dates
from balcao.analytics.sales.schema import Candidate, Evidence, Question
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.words import Cutter

CLOSE = 0.1
"""How much less a heading may promise than the one that was taken for it to be asked about."""
OTHER_DAYS = 0.05
"""The share of rows from which on two columns tell different days, by more than one: of a night, or in another zone, the next is no other."""
MOSTLY_KNOWN = 0.75
"""The share of a heading's letters that must be known words: the day of a warranty is not the sale's."""
MOST_CANDIDATES = 3
MOST_COMPARED = 20_000
"""Rows whose days are compared."""
_OTHER_EVENTS = frozenset({"later", "closed", "payout", "void", "refund", "period", "purchase"})
"""Concepts of a heading of the day of something else than the sale."""


def day_in_doubt(table: Table, net: int | None) -> Question | None:
    """Which of several columns of days is the sale's, where their headings promise it alike and the days are others.

    Each candidate tells its first and last day; the total stays.
    """
    found = table.understanding
    place = table.roles.get("sold_at", [None])[0]
    asked = {"sold_at", "date"} & table.overrules.columns.keys()
    if asked or place is None or table.dialect.name != "generic" or found.sheet is not None:
        return None
    mine, cutter = _promised(found.meanings[place]), Cutter({})
    close = [
        other for other, meaning in found.meanings.items()
        if other != place and _promised(meaning) >= max(mine - CLOSE, CLOSE) and found.columns[other].dates > 0.9
        and "sale" not in found.meanings[place].concepts - meaning.concepts and cutter.known(found.columns[other].heading) > MOSTLY_KNOWN
    ]  # fmt: skip
    close.sort(key=lambda other: -_promised(found.meanings[other]))
    twice = [
        p for p in (place, *close) if table.headers.count(table.headers[p]) > 1
    ]  # a heading that comes again names no column
    close = [other for other in close if other not in twice]
    if not close or place in twice:
        return None
    some = _some_rows(table)
    others = [one for other in close[:MOST_CANDIDATES] if (one := _other_days(some, other, net))]
    if not others:
        return None
    first, last = table.con.execute(f"SELECT min(day)::VARCHAR, max(day)::VARCHAR FROM {some.source}").fetchall()[0]
    taken = Candidate(table.headers[place], _days(some, first, last), net)
    return Question("sold_at", taken.answer, (taken, *others[: MOST_CANDIDATES - 1]))


def _some_rows(table: Table) -> Table:
    """The table with a part of the rows that are used, of a large one evenly from all of it: enough to compare days."""
    step = 1 + table.reading.rows // MOST_COMPARED
    table.con.execute(
        f"CREATE OR REPLACE TEMP TABLE some_days AS SELECT * FROM {table.source} WHERE reject IS NULL AND row_number % {step} = 0"
    )
    return replace(table, cells="some_days", source="some_days", untidy={})


def _promised(meaning: Meaning) -> float:
    if meaning.concepts & _OTHER_EVENTS:
        return 0.0
    return max(meaning.roles.get(role, 0.0) for role in ("sold_at", "date"))


def _other_days(table: Table, place: int, net: int | None) -> Candidate | None:
    """A column as a candidate, where all rows that are used have a day in it and enough of them another one."""
    dates = find_dates(table, f"c{place}", table.economy.date_order, table.overrules.date_order)
    [(rows, told, other, first, last)] = table.con.execute(
        "SELECT count(*), count(moment), count(*) FILTER (abs(date_diff('day', moment, day)) > 1), min(moment)::VARCHAR, max(moment)::VARCHAR FROM"
        f" (SELECT day, CAST({dates.sql} AS DATE) AS moment FROM {table.source} {dates.joins})"
    ).fetchall()
    if told < rows or other <= OTHER_DAYS * rows:
        return None
    return Candidate(table.headers[place], _days(table, first, last), net)


def _days(table: Table, first: str, last: str) -> tuple[Evidence, ...]:
    """The first and last day, where all rows were looked at."""
    return (Evidence("days", {"first": first, "last": last}),) if table.reading.rows < MOST_COMPARED else ()
