"""What a row is: a sale, a refund, a void, or not a sale line at all, and then why not."""

from balcao.analytics.sales.cells import text_of
from balcao.analytics.sales.columns import meaning
from balcao.analytics.sales.schema import quote, quoted
from balcao.analytics.sales.table import Table

_REFUND = r"refund|reversal|退款|退货|退貨|^return|reembols|devolu|rembours|返金|返品|estorno"
_CLOSED = (
    r"cancel|取消|交易关闭|交易關閉|撤销|撤銷|已作废|作廢|fail|失败|失敗|anulad|annul|declin|expired|unpaid|pending|authorized"
    r"|^voided$|^refunded$|已全额退款|未支付|待付款|キャンセル"
)
_TOTAL = r"^(grand |sub ?)?totals?\b|^(总|總|合)[计計额額交]|^(小计|小計|合計)|^(sum|soma|somme|totais|total geral)$"
_VOID_ITEM = r"\(void(ed)?\)|\(作废\)|\(作廢\)|\(anulado\)"
_TRUE = ("true", "yes", "1", "y", "是", "sim", "void", "voided")


def find_kind(table: Table) -> None:
    """Derive the kind of a line: from the type column, the state and the sign together."""
    tests = []
    if item := table.column("item"):
        tests.append(f"WHEN regexp_matches({item}, {quote(_VOID_ITEM)}, 'i') THEN 'void'")
    if (status := table.column("status")) and _says_only_void(table):
        tests.append(f"WHEN lower({table.text(status)}) IN ({quoted(_TRUE)}) THEN 'void'")
    refunds = [f"coalesce({name}, 0) < 0" for name in ("amount", "quantity") if name in table.derived]
    if kind := table.column("type"):
        words = f"lower({table.text(kind)})"
        if table.dialect.refunds:
            refunds.append(f"coalesce({words} IN ({quoted(sorted(table.dialect.refunds))}), false)")
        else:
            refunds.append(f"coalesce(regexp_matches({words}, {quote(_REFUND)}), false)")
    if status and not table.column("direction"):
        refunds.append(f"coalesce(regexp_full_match(lower({table.text(status)}), 'refund|退款|转入退款'), false)")
    if refunds:
        tests.append(f"WHEN {' OR '.join(refunds)} THEN 'refund'")
    table.derive(kind=f"CASE {' '.join(tests)} ELSE 'sale' END" if tests else "'sale'")


def _says_only_void(table: Table) -> bool:
    """Whether the state column only says void or not (Toast's `Void?`)."""
    return any("void" in name.lower() for name in table.named("status"))


def find_rejection(table: Table, copy: str | None) -> None:
    """Derive reject: why a row is not used, or null. `copy` is SQL that is true on an exact copy."""
    tests: list[str] = []
    shown = [c for role in ("sold_at", "item") if (c := table.column(role))]
    first = dict.fromkeys([*shown, "c0", *(["c1"] if len(table.headers) > 1 else [])])
    headings = [f"lower({text_of(c)}) = {quote(h.lower())}" for c in shown if meaning(h := table.headers[int(c[1:])])]
    totals = " OR ".join(f"coalesce(regexp_matches(lower({text_of(c)}), {quote(_TOTAL)}), false)" for c in first)
    headed = (
        f"WHEN {' AND '.join(headings)} THEN 'repeated header'"
        if table.reading.header_row and headings
        else "WHEN false THEN ''"
    )
    why = (
        quote(table.dialect.undated)
        if table.dialect.undated
        else f"CASE WHEN {totals} THEN 'total row' ELSE 'no date' END"
    )
    tests.append(f"WHEN sold_at IS NULL THEN CASE {headed} ELSE {why} END")
    if item := table.column("item"):
        # a column of its own: a test inside CASE would run for each row, one on a column only for each distinct text
        table.derive(names_total=f"regexp_full_match(lower({table.text(item)}), '({_TOTAL}):?')")
        tests.append("WHEN names_total THEN 'total row'")
    if "other_currency" in table.derived:
        tests.append("WHEN other_currency THEN 'other currency'")
    tests += _not_sales(table)
    if "amount" in table.derived:
        tests.append("WHEN amount IS NULL AND kind <> 'void' THEN 'no amount'")
    if "wide_sheet" in table.reading.notes:
        tests.append(f"WHEN {table.column('quantity')} IS NULL THEN 'no amount'")
    if copy:
        tests.append(f"WHEN {copy} THEN 'exact copy'")
    table.derive(reject=f"CASE {' '.join(tests)} END")


def _not_sales(table: Table) -> list[str]:
    tests = []
    words = {role: f"lower({table.filled(c)})" for role in ("type", "status", "direction") if (c := table.column(role))}
    if "type" in words and table.dialect.sales:
        tests.append(
            f"WHEN coalesce({words['type']} NOT IN ({quoted(sorted(table.dialect.sales))}), true) THEN 'not a sale'"
        )
    if "type" in words and table.dialect.refused:
        tests.append(f"WHEN regexp_matches({words['type']}, {quote(table.dialect.refused)}) THEN 'not a sale'")
    if "type" in words and table.dialect.only_refunds_leave:
        tests.append(
            f"WHEN kind = 'refund' AND NOT regexp_matches({words['type']}, {quote(_REFUND)}) THEN 'not a sale'"
        )
    if "direction" in words:
        way = words["direction"]
        tests.append(
            f"WHEN coalesce(NOT regexp_matches({way}, '^收入') AND NOT (regexp_matches({way}, '^支出') AND kind = 'refund')"
            f" OR regexp_matches({way}, '^收入') AND kind = 'refund', true) THEN 'not a sale'"
        )
    if "status" in words and not _says_only_void(table):
        tests.append(f"WHEN regexp_matches({words['status']}, {quote(_CLOSED)}) THEN 'closed or cancelled'")
    return tests
