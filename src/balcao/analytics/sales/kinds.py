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
    _look_at_words(table)
    voids = [name for name in ("item_voids", "status_voids") if name in table.derived]
    refunds = [f"coalesce({name}, 0) < 0" for name in ("amount", "quantity") if name in table.derived]
    refunds += [name for name in ("type_refunds", "status_refunds") if name in table.derived]
    tests = [
        f"WHEN {' OR '.join(names)} THEN '{kind}'" for kind, names in (("void", voids), ("refund", refunds)) if names
    ]
    table.derive(kind=f"CASE {' '.join(tests)} ELSE 'sale' END" if tests else "'sale'")


def _look_at_words(table: Table) -> None:
    """Derive what the item, the type, the state and the direction say, each as a column that is true or not (never in doubt)."""
    dialect = table.dialect
    if item := table.column("item"):
        table.derive_by_text(
            item,
            item_voids=f"regexp_matches({item}, {quote(_VOID_ITEM)}, 'i')",
            item_totals=f"regexp_full_match(lower({table.text(item)}), '({_TOTAL}):?')",
        )
    if kind := table.column("type"):
        text, filled = f"lower({table.text(kind)})", f"lower({table.filled(kind)})"
        refund = (
            f"{text} IN ({quoted(sorted(dialect.refunds))})"
            if dialect.refunds
            else f"regexp_matches({text}, {quote(_REFUND)})"
        )
        table.derive_by_text(
            kind,
            type_refunds=refund,
            type_says_refund=f"regexp_matches({filled}, {quote(_REFUND)})",
            type_sells=f"{filled} IN ({quoted(sorted(dialect.sales))})" if dialect.sales else "true",
            type_refused=f"regexp_matches({filled}, {quote(dialect.refused)})" if dialect.refused else "false",
        )
    if status := table.column("status"):
        text, only_void = f"lower({table.text(status)})", any("void" in name.lower() for name in table.named("status"))
        table.derive_by_text(
            status,
            status_voids=f"{text} IN ({quoted(_TRUE)})" if only_void else "false",
            status_refunds="false"
            if table.column("direction")
            else f"regexp_full_match({text}, 'refund|退款|转入退款')",
            status_closed="false" if only_void else f"regexp_matches(lower({table.filled(status)}), {quote(_CLOSED)})",
        )
    if way := table.column("direction"):
        text = f"lower({table.filled(way)})"
        table.derive_by_text(
            way, comes_in=f"regexp_matches({text}, '^收入')", goes_out=f"regexp_matches({text}, '^支出')"
        )


def find_rejection(table: Table, copy: str | None) -> None:
    """Derive reject: why a row is not used, or null. `copy` is SQL that is true on an exact copy."""
    known = table.derived
    tests = [f"WHEN sold_at IS NULL THEN {_undated(table)}"]
    if "item_totals" in known:
        tests.append("WHEN item_totals THEN 'total row'")
    if "other_currency" in known:
        tests.append("WHEN other_currency THEN 'other currency'")
    if "type_sells" in known:
        tests.append(
            "WHEN NOT coalesce(type_sells, false) OR type_refused THEN 'not a sale'"
            if table.dialect.sales
            else "WHEN type_refused THEN 'not a sale'"
        )
        if table.dialect.only_refunds_leave:
            tests.append("WHEN kind = 'refund' AND NOT type_says_refund THEN 'not a sale'")
    if "comes_in" in known:
        sells = "coalesce(comes_in, false) AND kind <> 'refund' OR coalesce(goes_out, false) AND kind = 'refund'"
        tests.append(f"WHEN NOT ({sells}) THEN 'not a sale'")
    if "status_closed" in known:
        tests.append("WHEN status_closed THEN 'closed or cancelled'")
    if "amount" in known:
        tests.append("WHEN amount IS NULL AND kind <> 'void' THEN 'no amount'")
    if "wide_sheet" in table.reading.notes:
        tests.append(f"WHEN {table.column('quantity')} IS NULL THEN 'no amount'")
    if copy:
        tests.append(f"WHEN {copy} THEN 'exact copy'")
    table.derive(reject=f"CASE {' '.join(tests)} END")


def _undated(table: Table) -> str:
    """SQL for why a row without a date is not used: a heading again, a row of totals, or simply no date."""
    shown = [c for role in ("sold_at", "item") if (c := table.column(role))]
    first = dict.fromkeys([*shown, "c0", *(["c1"] if len(table.headers) > 1 else [])])
    headings = [f"lower({text_of(c)}) = {quote(h.lower())}" for c in shown if meaning(h := table.headers[int(c[1:])])]
    totals = " OR ".join(f"coalesce(regexp_matches(lower({text_of(c)}), {quote(_TOTAL)}), false)" for c in first)
    why = (
        quote(table.dialect.undated)
        if table.dialect.undated
        else f"CASE WHEN {totals} THEN 'total row' ELSE 'no date' END"
    )
    if not (table.reading.header_row and headings):
        return why
    return f"CASE WHEN {' AND '.join(headings)} THEN 'repeated header' ELSE {why} END"
