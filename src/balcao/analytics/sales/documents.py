"""Documents that are told twice: an invoice, and the receipt for its payment, with the same customer and the same money."""

import re
from collections import Counter
from collections.abc import Callable

from balcao.analytics.sales.schema import quote, quoted
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import EVERYWHERE, said
from balcao.analytics.sales.understanding.contents import tidy
from balcao.analytics.sales.understanding.lexicon import fold, lexicon

MOST_KINDS = 12
"""Different texts up to which a column of types says what document a row is."""
MOST_ROWS = 200_000
"""Rows up to which documents are compared with each other."""
FEWEST_TWICE = 2
"""Documents, with as many customers and as many sums, that must be told twice before any is."""
INVOICE = re.compile(
    r"invoice|factura|fatura|facture|rechnung|fattura|faktur|發票|发票|請款|請求|청구|계산서|ใบแจ้งหนี้|ใบกำกับ|hoa don"
)
"""Folded words of documents that are issued before they are paid."""
_PAID = re.compile(
    r"receipt|payment|recibo|pagamento|pago\b|cobro|recu\b|paiement|reglement|quittung|zahlung|ricevuta|incasso|pokwitowanie|wplata|tahsilat|makbuz|odeme|"
    r"kwitantie|betaling|kuitansi|kwitansi|pembayaran|phieu thu|thanh toan|收據|收据|收款|付款|領収|入金|영수|입금|결제|ใบเสร็จ|ชำระ"
)
"""Folded words of documents by which it is told that something was paid."""
_SERIES = re.compile(r"^([A-Z]{1,4})[ ./-]?(?:\d{1,12}|\d[A-Z0-9-]{0,9}/\d{1,12})(?:[/-]\d{1,12}){0,2}$")
"""The letters before a document's number; its year and its series may stand before the number itself, as in NC 2026A/9."""
MOST_NOTES = 0.34
"""The share of documents up to which a series is one of credit notes."""
_NO_SALE = frozenset({"refund", "part_refund", "void", "cancelled", "failed", "draft", "memo", "fee", "discount"})


def told_twice(table: Table, column: str, counts: Callable[[str], bool]) -> dict[str, str]:
    """The types of receipts whose every row has, not later, an invoice with its customer and its money; each with the invoices' type.

    Needs the amount, the day and a column of customers. One to one: as many invoices as receipts for each customer and sum.
    `counts` tells whether rows of a type are sales.
    """
    customer, languages = table.column("customer"), table.understanding.languages
    kinds = {tidy(text) for text in table.understanding.columns[int(column[1:])].counts}
    if (
        customer is None
        or not {"amount", "day"} <= table.derived
        or not 2 <= len(kinds) <= MOST_KINDS
        or table.reading.rows > MOST_ROWS
    ):
        return {}
    kinds = {kind for kind in kinds if not said(kind, languages) & _NO_SALE and counts(kind)}
    called = {kind: (bool(INVOICE.search(fold(kind))), bool(_PAID.search(fold(kind)))) for kind in kinds}
    invoices, receipts = (
        [kind for kind in sorted(kinds) if called[kind] == told] for told in ((True, False), (False, True))
    )
    twice: dict[str, str] = {}
    for receipt in receipts:
        for invoice in invoices:
            if receipt not in twice and _told_before(table, column, customer, receipt, invoice):
                twice[receipt] = invoice
    return twice


def look_at_series(table: Table) -> None:
    """Derive type_refunds where the letters of documents' numbers say it: NC 2026/7 among FT 2026/88, with positive money.

    Letters alone may be anything, a branch or a state. Believed are languages whose offices of taxes want such series, where every
    series is known, of refunds or of sales, and the refunds are few.
    """
    place = next(iter(table.roles.get("receipt", [])), None)
    if place is None or "amount" not in table.derived or "refund" in table.derived:
        return
    series = Counter[str]()
    for text, n in table.understanding.columns[place].counts.items():
        series[letters_of(text)] += n
    words = {text: _said_in(text, table.understanding.languages - {EVERYWHERE}) for text in series}
    back = [text for text, concepts in words.items() if "refund" in concepts]
    known = all(concepts & {"sale", "refund", "memo"} for concepts in words.values())
    if not back or not known or sum(series[text] for text in back) > MOST_NOTES * sum(series.values()):
        return
    told = f"regexp_extract({table.text(f'c{place}')}, {quote(_SERIES.pattern)}, 1) IN ({quoted(back)})"
    if not table.any(f"({told}) AND amount < 0"):
        table.derive(type_refunds=f"coalesce({told}, false)")


def letters_of(number: str) -> str:
    """The letters before a document's number, empty if there are none or it is written otherwise."""
    found = _SERIES.match(number)
    return found.group(1) if found else ""


def _said_in(text: str, languages: frozenset[str]) -> frozenset[str]:
    """The concepts of a whole text in just these languages."""
    found = lexicon().cells.get(fold(text)) or {}
    return frozenset(concept for concept, spoken in found.items() if not languages.isdisjoint(spoken))


def _told_before(table: Table, column: str, customer: str, receipt: str, invoice: str) -> bool:
    def sums(kind: str) -> str:
        return (
            f"SELECT {table.text(customer)} AS who, amount, count(*) AS n, min(day) AS first FROM {table.source}"
            f" WHERE {table.text(column)} = {quote(kind)} AND amount > 0 GROUP BY 1, 2"
        )

    rows, matched, people, amounts = table.row(
        "SELECT coalesce(sum(again.n), 0), coalesce(sum(again.n) FILTER (before.n >= again.n AND before.first <= again.first), 0),"
        f" count(DISTINCT again.who), count(DISTINCT again.amount) FROM ({sums(receipt)}) AS again"
        f" LEFT JOIN ({sums(invoice)}) AS before ON again.who = before.who AND again.amount = before.amount"
    )
    return rows == matched and min(people, amounts) >= FEWEST_TWICE
