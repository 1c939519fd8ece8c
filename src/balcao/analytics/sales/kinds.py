"""What a row is: a sale, a refund, a void, or not a sale line at all, and then why not.

Words of types, states and directions are looked up in the lexicon, once for each distinct text; a known source's own words come
first.
"""

import re

from balcao.analytics.sales.books import look_at_books
from balcao.analytics.sales.columns import speaks
from balcao.analytics.sales.documents import look_at_series
from balcao.analytics.sales.entry_types import SALE, cancels_a_row, look_at_types, type_sums_up, usual_text
from balcao.analytics.sales.schema import NotSalesError, quote, quoted
from balcao.analytics.sales.states import look_at_states
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.totals import TOTAL, called_totals, says_total
from balcao.analytics.sales.understanding.cell_words import said, says_only

_VOID_ITEM = re.compile(r"\(void(ed)?\)|\(作废\)|\(作廢\)|\(anulado\)", re.IGNORECASE)
MOST_GIVEN_BACK = 0.75
"""The share of a sale that was called off up to which what went back shows that the rest was kept; postage and the like are less."""
_FACE_VALUE = re.compile(r"[\d.,]+|[$€£¥￥₩฿]|\b[A-Z]{3}\b")
"""In the name of a gift card, what it is worth."""
_CARD = frozenset({"gift_card"})
MOST_TEXTS = 5000
LEAST_SUMS = 2
"""Rows without a time of day that must be the sum of their day's others before they are taken for sums."""
_CLOCK = re.compile(r"[0-9]\s?[:h時时点點시]")
"""In a text of a moment, its time of day."""


def find_kind(table: Table) -> None:
    """Derive the kind of a line (sale, refund, void) and `taken_back`: that its state says the whole sale was refunded."""
    _look_at_words(table)
    known = table.derived
    voids: list[str] = [name for name in ("item_voids", "status_voids") if name in known]
    again = cancels_a_row(table)
    if "status_voids" in voids and _takes_back(table, "void_takes_back", "status_voids"):
        voids = [*voids[:-1], "(status_voids AND NOT void_takes_back)"]
    negative = [f"coalesce({name}, 0) < 0" for name in ("amount", "quantity") if name in known]
    less = [name for name in ("type_takes_off",) if name in known]
    if less and negative:
        negative = [f"({' OR '.join(negative)}) AND NOT ({' OR '.join(less)})"]
    refunds = [*negative, *again, *(name for name in ("type_refunds", "status_refunds") if name in known)]
    tests = [
        f"WHEN {' OR '.join(names)} THEN '{kind}'" for kind, names in (("void", voids), ("refund", refunds)) if names
    ]
    table.derive(kind=f"CASE {' '.join(tests)} ELSE 'sale' END" if tests else "'sale'")
    apart = (  # a refund that has a row of its own says that the sale stood before
        f" AND abs(amount) NOT IN (SELECT abs(amount) FROM {table.source} WHERE kind = 'refund' AND amount IS NOT NULL)"
        if "amount" in known and "status_taken_back" in known else ""
    )  # fmt: skip
    back = f"kind = 'sale' AND status_taken_back{apart}" if "status_taken_back" in known else "false"
    if "refund" in known:  # how much was refunded is told; else only that the sale did not stand
        told = "coalesce(refund, 0)"
        if "receipt" in known and table.dialect.receipt_cells_once:  # on the order's first row, for all of it
            told = f"CASE WHEN receipt IS NULL THEN {told} ELSE sum({told}) OVER (PARTITION BY receipt) END"
        back += f" AND {told} = 0"
    table.derive(taken_back=back)


def _look_at_words(table: Table) -> None:
    """Derive what the item, the type, the state and the direction say, each as a column that is true or not (never in doubt)."""
    if item := table.column("item"):
        usual, languages = usual_text(table, item), table.understanding.languages
        table.derive_by_words(
            item,
            ("item_voids", "item_totals", "item_fees", "item_is_a_card"),
            lambda text: (
                bool(_VOID_ITEM.search(text)),
                text != usual and says_total(text),
                bool(said(text, languages) & {"fee", "transfer"}) and not said(text, languages) & SALE,
                text != usual and says_only(_FACE_VALUE.sub(" ", text), _CARD),
            ),
        )
    if kind := table.column("type"):
        look_at_types(table, kind)
    else:
        look_at_series(table)
    look_at_states(table)
    look_at_books(table)


def find_rejection(table: Table, copy: str | None) -> None:
    """Derive reject: why a row is not used, or null. `copy` is SQL that is true on an exact copy."""
    known = table.derived
    tests = [f"WHEN sold_at IS NULL THEN {_undated(table)}"] if table.undated else []
    if "order_head" in known:
        tests.append("WHEN order_head THEN 'total row'")
    if type_sums_up(table):
        tests.append("WHEN type_sums_up THEN 'total row'")
    if "item_totals" in known:
        tests.append("WHEN item_totals THEN 'total row'")
    if called := called_totals(table):
        tests.append(f"WHEN {called} THEN 'total row'")
    if sums := _sums_of_days(table):
        tests.append(f"WHEN {sums} THEN 'total row'")
    # what a service took stands, without a number, among what it paid out
    if {"item_fees", "amount", "receipt"} <= known and table.column("receipt"):
        tests.append("WHEN item_fees AND amount < 0 AND receipt IS NULL THEN 'not a sale'")
    if "item_is_a_card" in known and _paid_with_cards(table):  # sold when it is spent
        tests.append("WHEN item_is_a_card THEN 'not a sale'")
    if "other_currency" in known:
        tests.append("WHEN other_currency THEN 'other currency'")
    if "comes_in" in known:
        sells = "coalesce(comes_in, false) AND kind <> 'refund' OR coalesce(goes_out, false) AND kind = 'refund'"
        if table.dialect.name == "generic":  # the direction of a refund is out, and its sign or type says so
            said_so = " OR ".join(c for c in ("type_says_refund", "given_back") if c in known) or "false"
            reversed_ = " OR amount < 0" if "amount" in known else ""  # money that came in and is taken back
            sells = f"comes_in AND (kind <> 'refund'{reversed_}) OR goes_out AND ({said_so})"
        tests.append(f"WHEN NOT ({sells}) THEN 'not a sale'")
    if "told_out" in known:
        tests.append("WHEN told_out THEN 'not a sale'")
    back = " AND NOT cancels_a_row" if "cancels_a_row" in known else ""
    reverses = ""
    if {"amount", "type_cancels"} <= known and not table.any("type_cancels AND amount > 0"):
        reverses = " AND NOT (type_cancels AND coalesce(amount, 0) < 0)"  # the sales that it takes back stand
    if "type_refused" in known:
        again = " AND NOT type_takes_back" if _takes_back(table, "type_takes_back", "type_cancels") else ""
        tests.append(f"WHEN type_refused AND kind <> 'void'{back}{reverses or again} THEN 'not a sale'")
        if table.dialect.only_refunds_leave or _some_refunds_said(table):
            tests.append("WHEN kind = 'refund' AND NOT type_says_refund THEN 'not a sale'")
        elif spent := _types_that_only_leave(table):
            tests.append(f"WHEN kind = 'refund' AND NOT type_says_refund AND {spent} THEN 'not a sale'")
    if "other_income" in known:
        came = "coalesce(amount, 0) > 0" if "amount" in known else "true"
        tests.append(
            f"WHEN other_income OR (given_back AND {came}) THEN 'not a sale'"
            if "given_back" in known
            else "WHEN other_income THEN 'not a sale'"
        )
    if "status_closed" in known:
        taken_back = "" if "refund" in known else " OR taken_back"
        again = " AND NOT closed_takes_back" if _takes_back(table, "closed_takes_back", "status_closed") else ""
        if {"amount", "refund"} <= known:  # of what was called off, part was kept
            again += f" AND NOT (abs(coalesce(refund, 0)) BETWEEN 1 AND {MOST_GIVEN_BACK} * abs(coalesce(amount, 0)))"
        if reverses:  # what was closed itself needs no taking back
            gone = f"SELECT amount FROM {table.source} WHERE status_closed AND amount > 0"
            again += f" AND NOT (type_cancels AND coalesce(amount, 0) < 0 AND -amount NOT IN ({gone}))"
        tests.append(f"WHEN status_closed{back}{again}{taken_back} THEN 'closed or cancelled'")
        tests.append("WHEN status_pending THEN 'not paid yet'")
    if table.understanding.kind.kind == "cash book" and "expense" in known:
        tests.append("WHEN amount IS NULL AND coalesce(expense, 0) <> 0 THEN 'not a sale'")
    if table.understanding.kind.kind == "cash book" and {"amount", "given_back"} <= known:
        tests.append("WHEN amount < 0 AND NOT given_back THEN 'not a sale'")
    if "amount" in known:
        tests.append(
            f"WHEN amount IS NULL {'AND coalesce(refund, 0) = 0' if 'refund' in known else ''} AND kind <> 'void' THEN 'no amount'"
        )
    if table.understanding.sheet:
        tests.append(f"WHEN {table.column('quantity') or table.column('amount')} IS NULL THEN 'no amount'")
    if "amount" not in known and "type_refused" in known and table.any("type_refused"):
        raise NotSalesError(
            "no_amount_column", columns=table.headers
        )  # a list of moves of goods, some of which are no sales
    if copy:
        tests.append(f"WHEN {copy} THEN 'exact copy'")
    table.derive(reject=f"CASE {' '.join(tests)} END" if tests else "NULL::VARCHAR")


def _paid_with_cards(table: Table) -> bool:
    """Whether gift cards pay for some of these sales: then selling one is none, and what is so called is no card with a picture."""
    column = table.column("payment_method")
    if column is None or table.dialect.name != "generic":
        return False
    return bool(table.understanding.columns[int(column[1:])].words("gift_card"))


def _takes_back(table: Table, name: str, gone: str) -> bool:
    """Derive whether money goes back on a sale that stood: then it is a refund, though its state (`gone`) says that the row is none.

    Returns whether it does anywhere. A row whose twin in the same receipt is gone too takes nothing back.
    """
    if not {"amount", "receipt", gone} <= table.derived:
        return False
    went = f"amount < 0 AND {gone} AND receipt IS NOT NULL"
    if not table.any(went):
        return False
    stood = f"SELECT receipt FROM {table.source} WHERE amount > 0 AND NOT {gone} AND receipt IS NOT NULL"
    twins = f"SELECT receipt || '/' || amount FROM {table.source} WHERE amount > 0 AND {gone} AND receipt IS NOT NULL"
    return table.derive_once(name, f"{went} AND receipt IN ({stood}) AND receipt || '/' || -amount NOT IN ({twins})")


def _some_refunds_said(table: Table) -> bool:
    """Whether refunds are called so in this export of payments, so that other money that leaves is none."""
    if table.understanding.kind.kind not in ("payments", "payouts", "cash book"):
        return False
    return table.any("type_says_refund AND kind = 'refund'")


def _types_that_only_leave(table: Table) -> str | None:
    """SQL: that a row's type is one of payments that only leave, where a service takes fees and calls refunds refunds; what is sold there has another type."""
    column = table.column("type")
    if (
        column is None
        or not {"fee", "amount"} <= table.derived
        or not table.any("type_says_refund AND kind = 'refund'")
    ):
        return None
    back = " AND coalesce(quantity, 1) > 0" if "quantity" in table.derived else ""  # pieces that came back were sold
    return f"type_pays AND {column} NOT IN (SELECT {column} FROM {table.source} WHERE amount > 0 AND {column} IS NOT NULL){back}"


def _sums_of_days(table: Table) -> str | None:
    """SQL: that a row sums up a day's others: it has no time of day, they have, and each such row is just their sum."""
    column = table.column("sold_at")
    if column is None or table.understanding.sheet or not {"amount", "sold_at", "day"} <= table.derived:
        return None
    texts = [text for text in table.understanding.columns[int(column[1:])].texts if text]
    bare = sum(not _CLOCK.search(text) for text in texts)
    if not LEAST_SUMS <= bare <= 0.5 * len(texts):
        return None
    alone = f"NOT regexp_matches({column}, '{_CLOCK.pattern}')"
    sums = (
        "SELECT day AS summed, sum(amount) AS sum, count(*) AS lines, max(row_number) AS last"
        f" FROM {table.source} WHERE NOT ({alone}) AND day IS NOT NULL GROUP BY 1"
    )
    days, same, several = table.row(
        f"SELECT count(*), count(*) FILTER (sum = amount AND row_number > last), count(*) FILTER (lines > 1)"
        f" FROM {table.source} LEFT JOIN ({sums}) ON summed = day WHERE {alone} AND day IS NOT NULL"
    )
    return alone if days >= LEAST_SUMS and days == same and several else None


def _undated(table: Table) -> str:
    """SQL for why a row without a date is not used: a heading again, a row of totals, or simply no date."""
    shown = [c for role in ("sold_at", "item") if (c := table.column(role))]
    first = list(dict.fromkeys([*shown, "c0", *(["c1"] if len(table.headers) > 1 else [])]))
    texts: set[str] = set()
    for column in first:
        found = table.con.execute(
            f"SELECT DISTINCT {table.text(column)} AS text FROM {table.source} WHERE sold_at IS NULL AND text IS NOT NULL LIMIT {MOST_TEXTS}"
        ).fetchall()
        texts |= {text for (text,) in found}
    totals = [t for t in texts if TOTAL.search(t) or says_only(t.strip(" :："), frozenset({"total"}))]
    headings = [f"lower({table.text(c)}) = {quote(h.lower())}" for c in shown if speaks(h := table.headers[int(c[1:])])]
    if table.dialect.undated:
        why = quote(table.dialect.undated)
    elif totals:
        listed = quoted(totals)
        why = f"CASE WHEN {' OR '.join(f'coalesce({table.text(c)} IN ({listed}), false)' for c in first)} THEN 'total row' ELSE 'no date' END"
    else:
        why = quote("no date")
    if not (table.reading.header_row and headings):
        return why
    return f"CASE WHEN {' AND '.join(headings)} THEN 'repeated header' ELSE {why} END"
