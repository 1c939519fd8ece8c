"""Rows that say of themselves that they are totals: a word where a number of a document stands, or in a row that names nothing sold."""

import re

from balcao.analytics.sales.schema import quoted
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import says_only
from balcao.analytics.sales.understanding.words import Cutter

TOTAL = re.compile(
    r"^(grand |sub ?)?totals?\b|^(总|總|合)[计計额額交]|^(小计|小計|合計)|^(sum|soma|somme|totais|total geral)$",
    re.IGNORECASE,
)
_OF_TOTALS = frozenset({"total", "subtotal", "period", "date", "stop", "sale", "money"})

MOST_SHAPES = 5000
"""Different texts of a column, their digits alike, that are asked whether they say total."""
LONGEST = 40
"""Characters of a text that says total."""
NAMES = ("customer", "outlet", "staff", "channel", "payment", "table", "category")
"""Roles of columns in which a firm, a shop or a person may have such a name."""
_DAY_OR_COUNT = re.compile(
    r"[（(][^)）]*[)）]|\d{1,4}\s?[-/年月]\s?\d{1,2}(?:\s?[-/月]\s?\d{1,4})?\s?[日號号]?|\d{1,4}\.\d{1,2}\.\d{2,4}"
)
"""In a total's text, of which day it is and of how many."""


def says_total(text: str) -> bool:
    """Whether a text says nothing but total, perhaps with its day or a count in brackets."""
    clean = _DAY_OR_COUNT.sub(" ", text).strip(" :：")
    if not clean or any(c.isdigit() for c in clean):
        return False
    cutter = Cutter({})
    spoken = {word.concept for word in cutter.words(clean)}
    if {"total", "subtotal"} & spoken and spoken <= _OF_TOTALS and cutter.known(clean) > 0.9:
        return True
    return says_only(clean, frozenset({"total"})) or TOTAL.fullmatch(clean) is not None


def called_totals(table: Table) -> str | None:
    """SQL: that a row says total in place of a document's number, or names neither item nor document and says it elsewhere.

    Elsewhere but in the first columns, or where names stand, only if such rows mostly are sums of others.
    """
    if table.understanding.sheet or table.dialect.name != "generic":
        return None
    item, receipt = table.column("item"), table.column("receipt")
    bare = " AND ".join(f"{table.text(c)} IS NULL" for c in (item, receipt) if c)
    first, names = {"c0", "c1"}, {table.column(role) for role in NAMES}
    silent = {item, table.column("type"), table.column("sold_at"), table.column("date"), table.column("amount")}
    told: list[str] = []
    for column in [f"c{n}" for n in range(len(table.headers))]:
        trusted = column == receipt or (column in first and column not in names)
        if (column in silent and column != receipt) or not (trusted or bare):
            continue
        text = table.text(column)
        shape = f"regexp_replace({text}, '[0-9]', '9', 'g')"
        where = f"{text} >= ':' AND length({text}) <= {LONGEST}" + (
            f" AND {bare}" if bare and column != receipt else ""
        )
        shapes = table.con.execute(
            f"SELECT DISTINCT {shape} FROM {table.source} WHERE {where} LIMIT {MOST_SHAPES}"
        ).fetchall()
        totals = [shape for (shape,) in shapes if says_total(shape)]
        if not totals:
            continue
        says = f"coalesce({where} AND {shape} IN ({quoted(totals)}), false)"
        if _are_few(table, says, text) and (trusted or _are_sums(table, says)):
            told.append(says)
    return " OR ".join(told) or None


def _are_few(table: Table, says: str, text: str) -> bool:
    return bool(table.row(f"SELECT 2 * count(*) FILTER ({says}) <= count({text}) FROM {table.source}")[0])


def _are_sums(table: Table, says: str) -> bool:
    """Whether most rows that say total are what the rows since the one before come to, or those of their day, or all others."""
    if "amount" not in table.derived:
        return False
    day = "day" if "day" in table.derived else "NULL"
    rows = f"SELECT row_number, amount, {day} AS day, {says} AS says FROM {table.source} WHERE amount IS NOT NULL"
    right = table.row(
        f"""
        WITH rows AS ({rows}), said AS (SELECT row_number AS stands, amount, day FROM rows WHERE says),
            others AS (SELECT * FROM rows WHERE NOT says),
            parts AS (SELECT stands, sum(others.amount) AS part FROM others ASOF JOIN said ON others.row_number < said.stands GROUP BY 1),
            days AS (SELECT day, sum(amount) AS sum FROM others WHERE day IS NOT NULL GROUP BY 1)
        SELECT 2 * count(*) FILTER (amount = part OR amount = sum OR amount = (SELECT sum(amount) FROM others)) >= count(*)
        FROM said LEFT JOIN parts USING (stands) LEFT JOIN days ON said.day = days.day
        """
    )
    return bool(right[0])
