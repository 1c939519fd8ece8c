"""Cash books: what comes in and goes out, which of it is a sale, and what went back to a customer."""

from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import said
from balcao.analytics.sales.understanding.words import Cutter


def look_at_books(table: Table) -> None:
    """Derive `comes_in` and `goes_out` from a column that says which; of a cash book `other_income` and `given_back` too."""
    languages = table.understanding.languages
    if way := table.column("direction"):
        table.derive_by_words(way, ("comes_in", "goes_out"), lambda text: _look_at_direction(text, languages))
    if table.understanding.two_sides and {"amount", "expense"} <= table.derived:
        table.derive(other_income="false", given_back="coalesce(expense, 0) <> 0")
        table.derive(amount_kept="CASE WHEN given_back THEN -abs(expense) ELSE amount END")
        table.supersede("amount", "amount_kept")
    elif table.understanding.kind.kind == "cash book":
        _look_at_entries(table)


def _look_at_entries(table: Table) -> None:
    """Derive from the words of a cash book which money came in without a sale, and let what went back to customers be a refund."""
    texts = [c for role in ("category", "item", "type") if (c := table.column(role))]
    for n, column in enumerate(texts):
        table.derive_by_words(column, (f"no_sale{n}", f"back{n}"), lambda text: _entry(text, table))
    if not texts or "amount" not in table.derived:
        return
    other, back = (" OR ".join(f"{name}{n}" for n in range(len(texts))) for name in ("no_sale", "back"))
    table.derive(other_income=other, given_back=f"({back}) AND NOT ({other})")
    if "expense" in table.derived:
        out = "coalesce(amount, 0) = 0 AND coalesce(expense, 0) <> 0"
        table.derive(
            amount_kept=f"CASE WHEN {out} AND given_back THEN -abs(expense) WHEN {out} THEN NULL ELSE amount END"
        )
        table.supersede("amount", "amount_kept")


def _look_at_direction(text: str, languages: frozenset[str]) -> tuple[bool, bool]:
    """Whether money comes in or goes out; a text that says both, as 不计收支 does, says neither."""
    words = said(text, languages)
    comes, goes = "income" in words, "expense" in words
    return comes and not goes, goes and not comes


def _entry(text: str, table: Table) -> tuple[bool, bool]:
    """Whether an entry of a cash book speaks of money that is no sale (the owner's own, a loan, what is bought), and of giving back."""
    words = said(text, table.understanding.languages)
    sells = bool(words & {"takings", "sale"})
    carried = any(word.concept == "balance" for word in Cutter({}).words(text))
    other = carried or bool(words & {"other_income", "transfer", "spending", "total"})
    return other and not sells, "refund" in words
