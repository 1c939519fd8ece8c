"""What the type of a row says: that it is a refund, takes something off, cancels another row, or is no sale."""

import re

from balcao.analytics.sales.documents import told_twice
from balcao.analytics.sales.schema import quote, quoted
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import said
from balcao.analytics.sales.understanding.contents import tidy
from balcao.analytics.sales.understanding.fitting import CHANNELS, PAYMENTS

_NO_SALE = frozenset(
    {
        "void",
        "cancelled",
        "fee",
        "transfer",
        "memo",
        "expense",
        "draft",
        "other_income",
        "spending",
        "stored",
        "gift_card",
    }
)
SALE = frozenset({"sale", "refund", "takings", "part_refund"})
_SELLS = frozenset({"sale", "takings", "income", "done"})
_BOUGHT = frozenset({"spending", "expense", "transfer", "other_income"})
"""What a type says of money that is no sale, where other rows are called sales."""
_LESS = frozenset({"discount", "voucher", "shipping", "surcharge", "tip", "tax"})


_PARTS = re.compile(r"\s*[-–—:：>/|]\s*")
"""What stands between the parts of a type."""
FEWEST_SUMS = 2
"""Receipts, of different sums, whose row of a type sums up the others."""
FEWEST_BUYERS = 3
"""Different customers who show that rows are of what was sold."""


def look_at_types(table: Table, column: str) -> None:
    """Derive what a column of types says of each row, each as a column that is true or not (never in doubt)."""
    dialect, languages = table.dialect, table.understanding.languages
    refused = re.compile(dialect.refused) if dialect.refused else None
    contents = table.understanding.columns[int(column[1:])]
    paid = table.understanding.kind.kind in ("payments", "payouts")  # there a purchase is what a customer bought
    no_sale = _NO_SALE - {"spending", "expense"} if paid else _NO_SALE
    paying, ordered = contents.only(*PAYMENTS) >= 0.5, contents.only(*CHANNELS) >= 0.5
    if paying:  # credit and debit are cards there
        no_sale = no_sale - {"expense", "transfer"}
    usual = usual_text(table, column) if dialect.name == "generic" and "receipt" in table.derived else None
    sells_none = table.understanding.kind.kind != "cash book" and not any(
        said(t, languages) & _SELLS for t in contents.counts
    )
    if sells_none and sold_to_people(table):
        no_sale -= _BOUGHT  # a subscription, an insurance that pays: what is sold, though shops spend on it too
    never = _NO_SALE - {"expense"}
    if sells_none:
        never = never - _BOUGHT  # what most rows are called is what is sold, be it insurance

    fees = _fees_of_sales(table, column) if dialect.name == "generic" else frozenset()

    def look(text: str) -> tuple[bool, ...]:
        if told := table.told_of(text):
            return told == "refund", told == "refund", told == "out", False, False, False
        folded, words = text.strip().lower(), said(text, languages)
        if ordered and words & {*CHANNELS}:  # how it was ordered: what is taken out is eaten elsewhere
            words -= {"transfer", "expense", "other_income"}
        if paying and words & {*PAYMENTS}:
            words -= {"refund"}
        if "transfer_payment" in words:  # among ways of paying a way, among kinds of movements a transfer
            words |= {"transfer"}
        refunds = (
            folded in dialect.refunds if dialect.refunds else bool(words & {"refund"}) and "part_refund" not in words
        )
        if dialect.sales:
            sells = folded in dialect.sales
        else:
            ordinary = text == usual and not words & never
            sells = dialect.name != "generic" or not (words & no_sale) or bool(words & SALE) or ordinary
        if tidy(text) in fees:
            refunds = sells = False
        refuses = bool(refused and refused.search(folded)) or not sells or tidy(text) in table.told_twice
        takes_off = bool(words & _LESS) and not words & SALE
        gone = bool(words & {"void", "cancelled"})
        pays = "sale" in words and not gone and not words & {"refund", "part_refund"}
        return refunds, "refund" in words, refuses, takes_off, gone, pays

    if dialect.name == "generic" and not (ordered or paying):
        table.told_twice = told_twice(table, column, lambda text: not look(text)[2])
    names = ("type_refunds", "type_says_refund", "type_refused", "type_takes_off", "type_cancels", "type_pays")
    table.derive_by_words(column, names, look)


def _fees_of_sales(table: Table, column: str) -> frozenset[str]:
    """Types of which the last part names a fee, and whose money goes against the sale's: *Orders-Commission* takes off, *Refunds-Commission* gives back."""
    languages = table.understanding.languages
    named = {}
    for text in table.understanding.columns[int(column[1:])].counts:
        *before, last = (said(part, languages) for part in _PARTS.split(text))
        if before and "fee" in last and not last & SALE:
            named[text] = "refund" in frozenset().union(*before)
    if not named or "amount" not in table.derived:
        return frozenset()
    rows = table.con.execute(
        f"SELECT {column}, bool_and(amount <= 0), bool_and(amount >= 0) FROM {table.source}"
        f" WHERE {column} IN ({quoted(sorted(named))}) AND amount <> 0 GROUP BY 1"
    ).fetchall()
    return frozenset(tidy(text) for text, takes, gives in rows if (gives if named[text] else takes))


def sold_to_people(table: Table) -> bool:
    """Whether rows have numbers of their own and name several customers."""
    found = table.understanding
    buyers = [found.columns[p] for p in found.roles.get("customer", [])[:1]]
    return "receipt" in found.roles and any(c.fill > 0.9 and c.distinct >= FEWEST_BUYERS for c in buyers)


def usual_text(table: Table, column: str) -> str | None:
    """The text on more than half of the rows that have one, such as *All* where no items are told: it sums up nothing."""
    row = table.con.execute(
        f"SELECT {column}, count(*) AS n, sum(count(*)) OVER () AS filled FROM {table.source} "
        f"WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY n DESC LIMIT 1"
    ).fetchone()
    return row[0] if row and row[1] > 0.5 * row[2] else None


def type_sums_up(table: Table) -> bool:
    """Derive type_sums_up where there is a type whose row in each receipt is what the rows above it come to, as a payment below its sale and fee; where items are told none does.

    Two different sums show it; returns whether any does.
    """
    column = table.column("type")
    if (
        column is None
        or not {"amount", "receipt"} <= table.derived
        or table.dialect.name != "generic"
        or table.column("item")
    ):
        return False
    sums = (
        f"SELECT receipt, {column} AS text, sum(amount) AS own, count(*) AS n, sum(sum(amount)) OVER (PARTITION BY receipt) AS whole,"
        f" sum(count(*)) OVER (PARTITION BY receipt) AS lines FROM {table.source} WHERE receipt IS NOT NULL AND {column} IS NOT NULL GROUP BY 1, 2"
    )
    found = table.con.execute(
        f"SELECT text FROM ({sums}) GROUP BY 1 HAVING bool_and(n = 1 AND lines > 2 AND own <> 0 AND whole = 2 * own)"
        f" AND count(DISTINCT own) >= {FEWEST_SUMS} LIMIT 2"
    ).fetchall()
    if len(found) != 1:
        return False
    table.derive(type_sums_up=f"coalesce({column} = {quote(found[0][0])} AND receipt IS NOT NULL, false)")
    return True


def cancels_a_row(table: Table) -> list[str]:
    """The name of what tells that a row cancels another one: its type says so, it comes later, and has its number and money; nothing if none does.

    Services of cards write so. A line of a bill that was cancelled may look the same, so items must not be told; nor is an attempt that failed a type.
    """
    if (
        "type_cancels" not in table.derived
        or table.column("item")
        or table.column("receipt") is None
        or not {"amount", "receipt", "sold_at"} <= table.derived
        or not table.any("type_cancels AND amount > 0")
    ):
        return []
    most, downward = table.row(
        f"SELECT max(n), (SELECT (arg_max(sold_at, row_number) >= arg_min(sold_at, row_number))::INT FROM {table.source})"
        f" FROM (SELECT count(*) AS n FROM {table.source} WHERE NOT type_cancels AND amount > 0 GROUP BY receipt)"
    )
    if most != 1:  # numbers of orders of several rows, or of cards
        return []
    later = "it.sold_at < gone.sold_at OR (it.sold_at = gone.sold_at AND it.row_number {} gone.row_number)".format(
        "<" if downward else ">"
    )
    stood = f"SELECT * FROM {table.source} WHERE NOT type_cancels AND amount > 0 AND receipt IS NOT NULL"
    rows = (
        f"SELECT gone.row_number FROM {table.source} AS gone JOIN ({stood}) AS it ON it.receipt = gone.receipt AND it.amount = gone.amount"
        f" WHERE gone.type_cancels AND gone.amount > 0 AND ({later})"
    )
    return ["cancels_a_row"] if table.derive_once("cancels_a_row", f"row_number IN ({rows})") else []
