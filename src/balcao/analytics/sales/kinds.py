"""What a row is: a sale, a refund, a void, or not a sale line at all, and then why not.

Words of types, states and directions are looked up in the lexicon, once for each distinct text; a known source's own words come
first.
"""

import re
from collections.abc import Callable

from balcao.analytics.sales.books import look_at_books
from balcao.analytics.sales.columns import speaks
from balcao.analytics.sales.schema import quote, quoted
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import said, says_only
from balcao.analytics.sales.understanding.fitting import PAYMENTS
from balcao.analytics.sales.understanding.words import Cutter

_VOID_ITEM = re.compile(r"\(void(ed)?\)|\(作废\)|\(作廢\)|\(anulado\)", re.IGNORECASE)
_TOTAL = re.compile(
    r"^(grand |sub ?)?totals?\b|^(总|總|合)[计計额額交]|^(小计|小計|合計)|^(sum|soma|somme|totais|total geral)$",
    re.IGNORECASE,
)
_WHOLLY_BACK = re.compile(r"已全额退款|已全額退款")
_CODES = re.compile(r"(\d{1,6})\s?[:：=]\s?([^\d;,，；)）]{1,60})")
"""What codes of states mean where the heading says so, as in 0：未支付 2：支付成功."""
_NO_SALE = frozenset({"void", "cancelled", "fee", "transfer", "memo", "expense", "draft", "other_income", "spending"})
_SALE = frozenset({"sale", "refund", "takings", "part_refund"})
_CLOSED = frozenset({"cancelled", "failed", "draft"})
_OF_TOTALS = frozenset({"total", "subtotal", "period", "date", "stop", "sale", "money"})
_LESS = frozenset({"discount", "voucher", "shipping", "surcharge", "tip", "tax"})
MOST_PENDING = 0.9
"""The share of rows beyond which a word for *not paid yet* says nothing of payment here."""
MOST_CLOSED = 0.6
"""The share of rows beyond which one of several columns of states does not speak of the sale."""
MOST_DUE = 0.9
"""The share of rows with a later day from which it is a day on which something is due."""
MOST_TEXTS = 5000
LONGEST_LEGEND = 500
"""Letters of a heading in which codes of states may be explained."""


def find_kind(table: Table) -> None:
    """Derive the kind of a line (sale, refund, void) and `taken_back`: that its state says the whole sale was refunded."""
    _look_at_words(table)
    known = table.derived
    voids = [name for name in ("item_voids", "status_voids") if name in known]
    negative = [f"coalesce({name}, 0) < 0" for name in ("amount", "quantity") if name in known]
    less = [name for name in ("type_takes_off",) if name in known]
    if less and negative:
        negative = [f"({' OR '.join(negative)}) AND NOT ({' OR '.join(less)})"]
    refunds = [*negative, *(name for name in ("type_refunds", "status_refunds") if name in known)]
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
        back += " AND coalesce(refund, 0) = 0"
    table.derive(taken_back=back)


def _look_at_words(table: Table) -> None:
    """Derive what the item, the type, the state and the direction say, each as a column that is true or not (never in doubt)."""
    if item := table.column("item"):
        usual = _usual_text(table, item)
        table.derive_by_words(
            item,
            ("item_voids", "item_totals"),
            lambda text: (bool(_VOID_ITEM.search(text)), text != usual and _says_total(text)),
        )
    if kind := table.column("type"):
        _look_at_type(table, kind)
    _look_at_states(table)
    look_at_books(table)


def _usual_text(table: Table, column: str) -> str | None:
    """The text on more than half of the rows that have one, such as *All* where no items are told: it sums up nothing."""
    row = table.con.execute(
        f"SELECT {column}, count(*) AS n, sum(count(*)) OVER () AS filled FROM {table.source} "
        f"WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY n DESC LIMIT 1"
    ).fetchone()
    return row[0] if row and row[1] > 0.5 * row[2] else None


def _says_total(text: str) -> bool:
    clean = text.strip(" :：")
    cutter = Cutter({})
    spoken = {word.concept for word in cutter.words(clean)}
    if (
        {"total", "subtotal"} & spoken
        and spoken <= _OF_TOTALS
        and cutter.known(clean) > 0.9
        and not any(c.isdigit() for c in clean)
    ):
        return True
    return bool(_TOTAL.fullmatch(clean)) or says_only(clean, frozenset({"total"}))


def _look_at_type(table: Table, column: str) -> None:
    dialect, languages = table.dialect, table.understanding.languages
    refused = re.compile(dialect.refused) if dialect.refused else None
    paid = table.understanding.kind.kind in ("payments", "payouts")  # there a purchase is what a customer bought
    no_sale = _NO_SALE - {"spending", "expense"} if paid else _NO_SALE
    if (
        table.understanding.columns[int(column[1:])].only(*PAYMENTS) >= 0.5
    ):  # ways of paying: credit and debit are cards there
        no_sale = no_sale - {"expense", "transfer"}

    usual = _usual_text(table, column) if dialect.name == "generic" and "receipt" in table.derived else None

    def look(text: str) -> tuple[bool, ...]:
        folded, words = text.strip().lower(), said(text, languages)
        if "transfer_payment" in words:  # among ways of paying a way, among kinds of movements a transfer
            words |= {"transfer"}
        refunds = (
            folded in dialect.refunds if dialect.refunds else bool(words & {"refund"}) and "part_refund" not in words
        )
        if dialect.sales:
            sells = folded in dialect.sales
        else:
            ordinary = text == usual and not words & (_NO_SALE - {"expense"})
            sells = dialect.name != "generic" or not (words & no_sale) or bool(words & _SALE) or ordinary
        refuses = bool(refused and refused.search(folded)) or not sells
        return refunds, "refund" in words, refuses, bool(words & _LESS) and not words & _SALE

    table.derive_by_words(column, ("type_refunds", "type_says_refund", "type_refused", "type_takes_off"), look)


def _look_at_states(table: Table) -> None:
    """Derive from all columns of states whether a row is closed, not paid yet, void, or wholly taken back."""
    names = []
    columns = table.candidates("status")[:3]
    for n, column in enumerate(columns):
        heading = table.understanding.meanings.get(int(column[1:]))
        flag = bool(heading and {"void", "flag"} & heading.concepts)
        refunded = bool(heading and "flag" in heading.concepts)
        wanted = [f"{name}{n}" for name in ("voids", "closed", "pending", "refunds", "back")]
        sent = bool(
            heading and heading.concepts & {"shipping", "channel", "later"}
        )  # how the goods go says nothing of the money
        table.derive_by_words(
            column, wanted, _state_reader(table, flag, table.headers[int(column[1:])], sent, refunded)
        )
        share = table.row(f"SELECT count(*) FILTER (closed{n}), count({column}) FROM {table.source}")
        if len(columns) > 1 and share[0] > MOST_CLOSED * share[1]:
            continue  # this one speaks of something else
        names.append(wanted)
    if not names:
        return
    voids, closed, pending, refunds, back = (" OR ".join(columns) for columns in zip(*names, strict=True))
    if _on_account(table):
        pending = "false"  # an invoice that is not paid yet is a sale
    waiting, rows = table.row(f"SELECT count(*) FILTER (({pending}) AND NOT ({closed})), count(*) FROM {table.source}")
    table.derive(
        status_voids=voids, status_closed=closed, status_refunds=refunds, status_taken_back=back,
        status_pending=f"({pending})" if waiting <= MOST_PENDING * rows else "false",
    )  # fmt: skip
    if waiting > MOST_PENDING * rows:
        table.reading.notes.append("all_pending")


def _on_account(table: Table) -> bool:
    """Whether rows are invoices: each has a day by which it is due, and a column says what is owed, or by whom.

    An order that nobody paid yet has no day on which it was sent.
    """
    found = table.understanding
    due = any("later" in m.concepts and found.columns[p].fill > MOST_DUE for p, m in found.meanings.items())
    owed = any("balance" in m.roles for m in found.meanings.values())
    return due and (owed or ("customer" in found.roles and not {"payment_method", "fee"} & found.roles.keys()))


def _state_reader(
    table: Table, flag: bool, heading: str, sent: bool, refunded: bool
) -> Callable[[str], tuple[bool, ...]]:
    """What a state says: void, closed, not paid yet, a refund of its own, a sale wholly taken back."""
    languages = table.understanding.languages
    own_refunds, directed = table.dialect.states_refund, "direction" in table.roles
    found = _CODES.findall(heading[:LONGEST_LEGEND])
    codes = dict(found) if len(found) > 1 else {}

    def look(text: str) -> tuple[bool, ...]:
        text = codes.get(text.strip(), text)
        words = said(text, languages)
        if flag:
            yes = bool(words & {"yes", "void", "cancelled"}) or text.strip() == "1"
            return yes and not refunded, False, False, False, yes and refunded
        closed = bool(words & _CLOSED) or bool(_WHOLLY_BACK.search(text)) or text.strip().lower() == "voided"
        pending = "pending" in words and not sent and not closed and not words & {"done", "refund", "part_refund"}
        refund = "refund" in words and "part_refund" not in words and not closed
        own = bool(own_refunds) and text.strip() in own_refunds
        return (
            "void" in words and not closed,
            closed,
            pending,
            own,
            refund and not own and not directed and not own_refunds,
        )

    return look


def find_rejection(table: Table, copy: str | None) -> None:
    """Derive reject: why a row is not used, or null. `copy` is SQL that is true on an exact copy."""
    known = table.derived
    tests = [f"WHEN sold_at IS NULL THEN {_undated(table)}"] if table.undated else []
    if "order_head" in known:
        tests.append("WHEN order_head THEN 'total row'")
    if "item_totals" in known:
        tests.append("WHEN item_totals THEN 'total row'")
    if "other_currency" in known:
        tests.append("WHEN other_currency THEN 'other currency'")
    if "comes_in" in known:
        sells = "coalesce(comes_in, false) AND kind <> 'refund' OR coalesce(goes_out, false) AND kind = 'refund'"
        if table.dialect.name == "generic":  # the direction of a refund is out, and its sign or type says so
            said_so = " OR ".join(c for c in ("type_says_refund", "given_back") if c in known) or "false"
            sells = f"comes_in AND kind <> 'refund' OR goes_out AND ({said_so})"
        tests.append(f"WHEN NOT ({sells}) THEN 'not a sale'")
    if "type_refused" in known:
        tests.append("WHEN type_refused AND kind <> 'void' THEN 'not a sale'")
        if table.dialect.only_refunds_leave or _some_refunds_said(table):
            tests.append("WHEN kind = 'refund' AND NOT type_says_refund THEN 'not a sale'")
    if "other_income" in known:
        came = "coalesce(amount, 0) > 0" if "amount" in known else "true"
        tests.append(
            f"WHEN other_income OR (given_back AND {came}) THEN 'not a sale'"
            if "given_back" in known
            else "WHEN other_income THEN 'not a sale'"
        )
    if "status_closed" in known:
        taken_back = "" if "refund" in known else " OR taken_back"
        tests.append(f"WHEN status_closed{taken_back} THEN 'closed or cancelled'")
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
    if copy:
        tests.append(f"WHEN {copy} THEN 'exact copy'")
    table.derive(reject=f"CASE {' '.join(tests)} END" if tests else "NULL::VARCHAR")


def _some_refunds_said(table: Table) -> bool:
    """Whether refunds are called so in this export of payments, so that other money that leaves is none."""
    if table.understanding.kind.kind not in ("payments", "payouts", "cash book"):
        return False
    return table.any("type_says_refund AND kind = 'refund'")


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
    totals = [t for t in texts if _TOTAL.search(t) or says_only(t.strip(" :："), frozenset({"total"}))]
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
