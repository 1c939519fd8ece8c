"""What the states of a row say: that it is void, closed, not paid yet, a refund, or wholly taken back."""

import re
from collections.abc import Callable, Sequence

from balcao.analytics.sales.documents import letters_of
from balcao.analytics.sales.numbers import find_number
from balcao.analytics.sales.on_account import is_on_account
from balcao.analytics.sales.schema import COUNTS_AS
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import said, says_only
from balcao.analytics.sales.understanding.fitting import PAYMENTS
from balcao.analytics.sales.understanding.lexicon import fold
from balcao.analytics.sales.understanding.words import Cutter

_WHOLLY_BACK = re.compile(r"已全额退款|已全額退款")
_CODES = re.compile(r"(\d{1,6})\s?[:：=]\s?([^\d;,，；)）]{1,60})")
"""What codes of states mean where the heading says so, as in 0：未支付 2：支付成功."""
_UNPAID = re.compile(
    r"unpaid|not paid|por pagar|nao pag|no pagad|impag|impay|non paye|unbezahlt|nicht bezahlt|non pagat|niezapl|nie zapl|nieoplac|nie oplac|onbetaald|niet betaald|odenmedi|"
    r"belum|chua|ยังไม่|未支払|未払|미결제|미납|未付|^open$|^abert|^en attente|^offen$"
)
"""What a state says where nothing was paid; what was paid in part, or is late, says something else."""
_PAY = re.compile(r"pa[yi]|pag|zahl|zapl|plat|betal|ode|bayar|thanh toan|ชำระ|支払|入金|결제|입금|付")
"""In a state, that it is the customer's payment which is waited for."""
_PAID_OUT = re.compile(r"입금\s?예정|pay ?out|撥款|拨款|打款|repass")
"""In a state, that it is the service's paying out which is waited for."""
MOST_STATES = 3
"""Columns of states that are looked at."""
STATED = (
    "voids",
    "closed",
    "pending",
    "refunds",
    "back",
    "open",
    "fulfilled",
    "waits",
    "to_come",
    "told_sale",
    "told_out",
)
"""What is asked of each column of states."""
Look = Callable[[str], tuple[bool, ...]]
_NOTHING_SAID = (False,) * len(STATED)
_PENDING = frozenset({"pending"})
_WAITS = _PENDING | {"to_send", "shipping", "delivery", "take_away"}
"""What a state says that speaks of goods, and of nothing else."""
_PARTS = re.compile(r"[,;/|()（）；、，:：]|\s[-–—]\s")
"""What stands between the parts of a state."""
_WAYS = frozenset(PAYMENTS)
"""Ways of paying, which a state names where money is waited for."""
_CLOSED = frozenset({"cancelled", "failed", "draft"})
MOST_PENDING = 0.9
"""The share of rows beyond which a word for *not paid yet* says nothing of payment here."""
MOST_CLOSED = 0.6
"""The share of rows beyond which one of several columns of states does not speak of the sale."""
WHEN_OR_WHY = frozenset({"date", "time", "moment", "note", "describe", "staff"})
"""Concepts of a heading of when, why and by whom something was cancelled."""
SINCE = WHEN_OR_WHY | {"void", "order", "sale", "line", "kind"}
"""Concepts that such a heading may hold, and no others: not a deadline, a membership or a policy."""
MOSTLY_KNOWN = 0.75
"""The share of such a heading's letters that must be known words."""
MOST_CANCELLED = 0.3
"""The share of rows up to which a column that is filled for what was cancelled tells so."""
FEWEST_OF_A_SERIES = 2
"""Refunds with numbers of their own that show a series of theirs."""
LONGEST_LEGEND = 500
"""Letters of a heading in which codes of states may be explained."""


def look_at_states(table: Table) -> None:
    """Derive from all columns of states whether a row is closed, not paid yet, void, or wholly taken back."""
    names, paying, finished = [], list[str](), list[str]()
    columns = [c for c in table.candidates("status")[:MOST_STATES] if not _counts_voids(table, c)]
    for n, column in enumerate(columns):
        heading = table.understanding.meanings.get(int(column[1:]))
        flag = bool(heading and {"void", "flag"} & heading.concepts)
        refunded = bool(heading and "flag" in heading.concepts)
        own = refunded and _have_their_own_numbers(table, column)
        wanted = [f"{name}{n}" for name in STATED]
        sent = bool(
            heading and heading.concepts & {"shipping", "channel", "later", "payout"}
        )  # how the goods go says nothing of the money
        claims = bool(heading and "refund" in heading.concepts and not flag and "void" not in heading.concepts)
        look = _state_reader(
            table,
            flag,
            table.headers[int(column[1:])],
            sent,
            refunded,
            own,
            bool(heading and "payment" in heading.concepts),
        )
        table.derive_by_words(
            column,
            wanted,
            _of_claims(look, table) if claims else look,
        )
        share = table.row(f"SELECT count(*) FILTER (closed{n}), count({column}) FROM {table.source}")
        if len(columns) > 1 and share[0] > MOST_CLOSED * share[1]:
            continue  # this one speaks of something else
        names.append(wanted)
        if heading and "payment" in heading.concepts and not sent:  # nothing is paid yet where the payment is open
            paying.append(f"open{n}")
        elif not sent and not flag:
            finished.append(f"fulfilled{n}")
    if cancelled := _filled_where_cancelled(table, names):
        table.derive(cancelled_since=cancelled)
        names.append(["cancelled_since", *["false"] * (len(STATED) - 1)])
    if not names:
        return
    voids, closed, pending, refunds, back, still_open, _, waits, to_come, told_sale, told_out = (
        " OR ".join(columns) for columns in zip(*names, strict=True)
    )
    if nothing := _nothing_paid(table):
        pending = f"{pending} OR (({still_open}) AND {nothing})"
    on_account = is_on_account(table)
    if paying and not on_account:
        pending = " OR ".join((pending, *paying))
    if on_account:  # an invoice that is not paid yet is a sale; whoever reads the sum is told
        if table.any(f"({pending} OR {still_open}) AND NOT ({closed})"):
            table.reading.notes.append("on_account")
        pending = "false"
    elif finished and paying:  # what was done is sold, though the payment is open
        pending = f"({pending}) AND NOT ({' OR '.join(finished)})"
    if "fee" in table.derived:  # a service takes its fee of what was paid, and pays out later
        later = waits if table.understanding.kind.kind in ("payments", "payouts") else to_come
        pending = f"({pending}) AND NOT (({later}) AND coalesce(fee, 0) <> 0)"
    pending = f"({pending}) AND NOT ({told_sale})"
    waiting, rows = table.row(f"SELECT count(*) FILTER (({pending}) AND NOT ({closed})), count(*) FROM {table.source}")
    table.derive(
        status_voids=voids, status_closed=closed, status_refunds=refunds, status_taken_back=back, told_out=told_out,
        status_pending=f"({pending})" if waiting <= MOST_PENDING * rows else "false",
    )  # fmt: skip
    if waiting > MOST_PENDING * rows:
        table.reading.notes.append("all_pending")


def _of_claims(look: Look, table: Table) -> Look:
    """What states of claims for money back say: only of those by which money went back; one that was cancelled lets the sale stand."""
    back, languages = {"refund", "part_refund"}, table.understanding.languages
    return lambda text: look(text) if table.told_of(text) or said(text, languages) & back else _NOTHING_SAID


def _filled_where_cancelled(table: Table, states: Sequence[Sequence[str]]) -> str | None:
    """SQL: that a column tells when, why or by whom a row was cancelled; None where a state says so, or most rows tell it.

    A day's note, a deadline, and what was cancelled of an order that stands cancel nothing.
    """
    found, cutter = table.understanding, Cutter({})
    if found.sheet:
        return None
    counted = any(
        "void" in m.concepts and found.columns[p].numbers_share > 0.9 and found.columns[p].filled
        for p, m in found.meanings.items()
    )  # how much of it was cancelled is told
    if counted or found.kind.kind == "daily totals" or any("orders" in m.roles for m in found.meanings.values()):
        return None
    columns = [
        table.text(f"c{place}")
        for place, meaning in found.meanings.items()
        if "void" in meaning.concepts
        and meaning.concepts <= SINCE
        and (meaning.concepts & WHEN_OR_WHY or found.columns[place].dates > 0.5)
        and cutter.known(found.columns[place].heading) > MOSTLY_KNOWN
    ]
    gone = [name for names in states for name in names[:2]]
    if not columns or (gone and table.any(" OR ".join(gone))):
        return None
    filled = f"({' OR '.join(f'{column} IS NOT NULL' for column in columns)})"
    if found.first_rows and "receipt" in table.derived:
        filled = f"(max({filled}::INT) OVER (PARTITION BY coalesce(receipt, row_number::VARCHAR)) = 1)"
    stands = [names[STATED.index("fulfilled")] for names in states]
    if {"amount", "refund"} <= table.derived:
        stands.append("abs(coalesce(refund, 0)) BETWEEN 1 AND abs(coalesce(amount, 0)) - 1")
    table.derive(told_cancelled=filled)
    if "amount" in table.derived and table.any("told_cancelled AND amount < 0"):  # rows that take a sale back tell why
        return None
    cancelled = "told_cancelled" + "".join(f" AND NOT ({test})" for test in stands)
    some, rows = table.row(f"SELECT count(*) FILTER ({cancelled}), count(*) FROM {table.source}")
    return f"({cancelled})" if 0 < some <= MOST_CANCELLED * rows else None


def _nothing_paid(table: Table) -> str | None:
    """SQL: that nothing was paid of a row, where a column tells what was paid, or when, and mostly something was; None where
    sales are on account, with a column of what is owed."""
    found = table.understanding
    if any(m.roles.get("balance", 0) >= 0.5 for m in found.meanings.values()):
        return None
    held = {places[0] for places in found.roles.values()}
    for place, meaning in found.meanings.items():
        column = found.columns[place]
        if (
            "payment" in meaning.concepts
            and meaning.roles.get("amount", 0) >= 0.5
            and column.numbers_share > 0.9
            and place not in held
        ):
            paid = f"coalesce({find_number(table, f'c{place}')}, 0) <> 0"
            some, rows = table.row(f"SELECT count(*) FILTER ({paid}), count(*) FROM {table.source}")
            if some > 0.5 * rows:
                return f"NOT ({paid})"
        if {"payment", "date"} <= meaning.concepts and column.dates > 0.9 and column.fill > 0.5:
            return f"coalesce(trim(c{place}), '') = ''"
    return None


def _counts_voids(table: Table, column: str) -> bool:
    """Whether a column tells how many were cancelled of a day's, which says nothing of the day."""
    place = int(column[1:])
    meaning, numbers = table.understanding.meanings.get(place), table.understanding.columns[place].numbers
    if not meaning or "void" not in meaning.concepts or table.understanding.columns[place].numbers_share < 1:
        return False
    return table.understanding.kind.kind == "daily totals" or bool((numbers > 1).any())


def _have_their_own_numbers(table: Table, column: str) -> bool:
    """Whether the rows of a flag of refunds, several, are documents of their own: their numbers begin with one series of letters, and the sales' with another."""
    place, flags = next(iter(table.roles.get("receipt", [])), None), table.understanding.columns[int(column[1:])].texts
    if place is None:
        return False
    series: dict[str, list[str]] = {}
    for flag, number in zip(flags, table.understanding.columns[place].texts, strict=True):
        series.setdefault(flag, []).append(letters_of(number))
    if len(series) != 2 or min(map(len, series.values())) < FEWEST_OF_A_SERIES:
        return False
    one, other = (set(letters) for letters in series.values())
    return len(one) == len(other) == 1 and one != other and "" not in one | other


def legend(heading: str) -> dict[str, str]:
    """What codes of states mean, where the heading explains more than one."""
    found = _CODES.findall(heading[:LONGEST_LEGEND])
    return dict(found) if len(found) > 1 else {}


def _state_reader(
    table: Table, flag: bool, heading: str, sent: bool, refunded: bool, own_documents: bool, paying: bool
) -> Callable[[str], tuple[bool, ...]]:
    """What a state says: void, closed, not paid yet, a refund of its own, a sale wholly taken back."""
    languages = table.understanding.languages
    own_refunds, directed = table.dialect.states_refund, "direction" in table.roles
    codes, closed_codes = legend(heading), {"voided", *table.dialect.states_closed}

    def look(text: str) -> tuple[bool, ...]:
        found = _look(text)
        if not sent and (as_told := table.told_of(text)):
            _, refund, out = (as_told == known for known in COUNTS_AS)
            waited, done = (found[STATED.index(n)] for n in ("pending", "fulfilled"))
            waited = waited or found[STATED.index("open")]
            return False, False, False, refund, False, False, done and not out, False, False, waited and not out, out
        return *found, False, False

    def _look(text: str) -> tuple[bool, ...]:
        text = codes.get(text.strip(), text)
        words = said(text, languages)
        if flag:
            yes = bool(words & {"yes", "void", "cancelled"}) or text.strip() == "1"
            back = yes and refunded
            return (
                yes and not refunded, False, False, back and own_documents, back and not own_documents, False, False, False, False
            )  # fmt: skip
        closed = bool(words & _CLOSED) or bool(_WHOLLY_BACK.search(text)) or text.strip().lower() in closed_codes
        waits_for_goods = (
            not paying and says_only(text, _WAITS) and not any(says_only(part, _PENDING) for part in _PARTS.split(text))
        )  # they wait to be sent; the money is another matter
        waits_for_money = "to_send" in words and (
            paying or "open" in words or bool(words & _WAYS) or bool(_PAY.search(fold(text)))
        )
        pending = ("pending" in words and not waits_for_goods) or waits_for_money
        pending = pending and not sent and not closed and not words & {"done", "refund", "part_refund"}
        refund = "refund" in words and "part_refund" not in words and not closed
        own = bool(own_refunds) and text.strip() in own_refunds
        return (
            "void" in words and not closed,
            closed,
            pending,
            own,
            refund and not own and not directed and not own_refunds,
            "open" in words and not closed and not words & {"yes", "no"} and bool(_UNPAID.search(fold(text))),
            "fulfilled" in words and not closed and not words & {"pending", "open", "draft"},
            pending and bool(_PAID_OUT.search(fold(text)) or not _PAY.search(fold(text))),
            pending and "income" in words,
        )

    return look
