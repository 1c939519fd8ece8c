"""Sales on account: whether rows are invoices, which are sales before anybody paid them, or orders, which are not."""

import re

import numpy as np

from balcao.analytics.sales.documents import INVOICE
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.lexicon import fold

_ORDER = re.compile(
    r"order|pedido|encomenda|訂單|订单|注文|주문|bestell|commande|ordine|zamow|siparis|pesanan|don hang|คำสั่งซื้อ"
)
"""Folded headings of the numbers of orders, which are not sent before they are paid."""
_DOCUMENT = re.compile(r"\bbeleg|dokument|document")
"""Folded headings of the numbers of documents."""
_DUE = re.compile(
    r"\bdue\b|payable|pay by|vencim|\bvence|prazo|echeance|fallig|faellig|zahlbar|zahlungsziel|scaden|verval|vade|termin|jatuh tempo|กำหนด|hạn|\bhan\b|到期|期限|期日|납기|만기"
)
"""Folded headings of the day by which an invoice is to be paid."""
MOST_DUE = 0.9
"""The share of rows with a later day from which it is a day on which something is due."""


def is_on_account(table: Table) -> bool:
    """Whether rows are invoices: they are called so, or each has a day by which it is due and a column says what is owed, or by whom.

    An order that nobody paid yet has no day on which it was sent.
    """
    found = table.understanding
    receipt = found.roles.get("receipt", [None])[0]
    owed = any("balance" in m.roles for m in found.meanings.values())
    due = any(
        found.columns[p].dates > 0.5
        and found.columns[p].fill > MOST_DUE / 2
        and _DUE.search(_spaced(found.columns[p].heading))
        for p in found.meanings
    )
    clocked = any(found.columns[p].clocked for p in found.roles.get("sold_at", [])[:1]) or "time" in found.roles
    if not clocked and (_owes(table, partly=True) or (due and _owes(table))):
        return True
    called = receipt is not None and (_called_invoice(table, receipt) or _bears_invoices(table))
    sent = any("shipping" in m.concepts and found.columns[p].filled for p, m in found.meanings.items())
    paid = any("payment" in m.concepts and found.columns[p].dates > 0.5 for p, m in found.meanings.items())
    ordered = receipt is not None and bool(_ORDER.search(fold(table.headers[receipt])))
    booked = receipt is not None and "tax" in found.roles and not clocked and _is_a_document(table, receipt)
    invoiced = (called or booked) and "customer" in found.roles and not {"channel", "fee"} & found.roles.keys()
    dated = invoiced and any(_called_invoice(table, p) for p in found.roles.get("sold_at", [])[:1])
    if (clocked and not dated) or sent or ordered or (paid and not invoiced):
        return False  # an order of a shop; and what has no moment at which it was paid was not
    if invoiced:
        return True
    if receipt is not None and _owes(table):
        return True
    return due and (owed or ("customer" in found.roles and not {"payment_method", "fee"} & found.roles.keys()))


def _is_a_document(table: Table, place: int) -> bool:
    """Whether a number is one of documents, and a state tells whether they were paid: as an accountant keeps them."""
    states = (table.understanding.meanings[p].concepts for p in table.roles.get("status", []))
    return bool(_DOCUMENT.search(fold(table.headers[place]))) and any({"payment", "state"} <= said for said in states)


def _called_invoice(table: Table, place: int) -> bool:
    return bool(INVOICE.search(fold(table.headers[place])))


def _bears_invoices(table: Table) -> bool:
    """Whether each row has an invoice of its own, whatever its receipt is called."""
    return any(
        column.fill == 1 and column.unique and "id" in table.understanding.meanings[column.place].concepts
        and _called_invoice(table, column.place)
        for column in table.understanding.columns
    )  # fmt: skip


def _spaced(heading: str) -> str:
    """A folded heading, *DueDate* as two words."""
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))


def _owes(table: Table, partly: bool = False) -> bool:
    """Whether a column tells what is still owed of each sale: nothing of some, never more than it came to; `partly`: of one a part."""
    found = table.understanding
    if found.sheet:
        return False
    place = found.roles.get("amount", [None])[0]
    if place is None:
        return False
    amount = found.columns[place].numbers
    for column in found.columns:
        rest = column.numbers
        if found.meanings[column.place].roles.get("balance", 0) >= 0.5 and column.numbers_share > 0.9:
            known = ~np.isnan(rest) & ~np.isnan(amount)
            rest, whole = (values[known] * np.sign(amount[known]) for values in (rest, amount))
            part = (rest >= 0) & (rest <= whole + 0.011)
            of_some = np.all(part) and np.any(rest == 0) and np.any(rest > 0)
            if of_some and (not partly or np.any((rest > 0) & (rest < whole - 0.011))):
                return True
    return False
