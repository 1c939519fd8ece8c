"""Which rows count: asked of each text of a type or a state that nobody knows, says that nothing is paid yet, or tells a sale again."""

from collections.abc import Iterator
from dataclasses import dataclass

from balcao.analytics.sales.schema import COUNTS_AS, Candidate, Evidence, Question, about_rows, quoted
from balcao.analytics.sales.states import MOST_STATES, legend
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import said
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.fitting import CHANNELS, PAYMENTS, STATES, TYPES

WORTH_ASKING = 0.02
"""The share of the money from which on it is asked whether rows count."""
MOST_TEXTS = 12
"""Different texts up to which a column says what its rows are."""
LONGEST_TEXT = 60
"""Letters of a text that is asked about."""
_KNOWN = frozenset(
    {
        *STATES,
        *TYPES,
        *PAYMENTS,
        *CHANNELS,
        "fulfilled",
        "sale",
        "done",
        "shut",
        "yes",
        "no",
        "total",
        "tax",
        "tip",
        "surcharge",
    }
)
"""Concepts that say what a row is."""
_NOT_ALL = frozenset(
    {
        "refund",
        "part_refund",
        "void",
        "cancelled",
        "failed",
        "draft",
        "pending",
        "open",
        "fee",
        "transfer",
        "memo",
        "expense",
    }
)
"""Concepts of rows that are no plain sales: beside them, a word that nobody knows could be one too."""
_ARGUABLE = frozenset({"expense", "memo", "spending"})
"""Concepts of types that one source says of sales, and another of what is none."""
_HELD_BACK = ("not paid yet", "not a sale")
"""Reasons for which a word alone leaves rows out that somebody might count."""


@dataclass(frozen=True)
class _Doubt:
    """A text whose rows might count or not, why, and what they could be."""

    column: str
    text: str
    evidence: Evidence
    answers: tuple[str, ...] = ("sale", "out")
    only_if: str = ""  # it is taken so


def rows_in_doubt(table: Table, net: int | None, given_back: str) -> list[Question]:
    """A question for each text in doubt that is worth asking about, the one with most money first.

    `net` is the total as taken, and `given_back` SQL for what of a row was refunded beside it, both in minor units.
    """
    found = table.understanding
    if table.dialect.name != "generic" or found.sheet or found.kind.kind == "cash book" or net is None:
        return []
    doubts = [d for d in _doubts(table) if d.text not in table.overrules.rows]
    asked = [question for column in dict.fromkeys(d.column for d in doubts)
             for question in _ask(table, column, [d for d in doubts if d.column == column], net, given_back)]  # fmt: skip
    first: dict[object, tuple[int, Question]] = {}
    for money, question in asked:  # the same rows may say so in two columns
        first.setdefault((question.rows, question.taken, *(one.net for one in question.candidates)), (money, question))
    known: dict[str, Question] = {}
    for _, question in sorted(first.values(), key=lambda one: -one[0]):
        known.setdefault(question.about, question)
    return list(known.values())


def _doubts(table: Table) -> Iterator[_Doubt]:
    found, languages = table.understanding, table.understanding.languages
    for column in table.candidates("status")[:MOST_STATES]:
        contents, meanings = found.columns[int(column[1:])], legend(table.headers[int(column[1:])])
        texts = {text: said(meanings.get(text.strip(), text), languages) for text in contents.counts}
        if len(texts) > MOST_TEXTS or not any(words & {*STATES} for words in texts.values()):
            continue
        for text, words in texts.items():
            if words & {"pending", "open"} and not words & {"cancelled", "failed", "void", "draft"}:
                yield _Doubt(column, text, Evidence("rows_unpaid"), only_if="out")
            elif not words & _KNOWN and _few(contents, text) and any(w & _NOT_ALL for w in texts.values()):
                yield _Doubt(column, text, Evidence("rows_unknown"))
    if not (column := table.column("type") or ""):
        return
    contents = found.columns[int(column[1:])]
    texts = {text: said(text, languages) for text in contents.counts}
    codes = len(texts) > 1 and all(text.strip().isdigit() and len(text.strip()) > 1 for text in texts)
    if len(texts) > MOST_TEXTS or "kind" not in found.meanings[contents.place].concepts:
        return
    other = any(words & _NOT_ALL for words in texts.values())
    sells = any(words & {"sale", "takings", "income"} for words in texts.values())
    for text, words in texts.items():
        if text.strip() in table.told_twice:
            yield _Doubt(column, text, Evidence("rows_twice", {"other": table.told_twice[text.strip()]}))
        elif words and words <= _ARGUABLE and not sells and _few(contents, text):
            yield _Doubt(column, text, Evidence("rows_arguable"), only_if="out")
        elif (codes or (other and not words & _KNOWN)) and _few(contents, text):
            yield _Doubt(column, text, Evidence("rows_unknown"), COUNTS_AS)


def _few(contents: Contents, text: str) -> bool:
    """Whether less than half of the rows say it: what most say is what is usual."""
    return contents.counts[text] < 0.5 * contents.filled


def _ask(table: Table, column: str, doubts: list[_Doubt], net: int, given_back: str) -> Iterator[tuple[int, Question]]:
    """Of each doubt of a column that is worth it, its money and the question, with what the total would be under each answer."""
    signed = "CASE kind WHEN 'refund' THEN -abs(amount) WHEN 'void' THEN 0 ELSE coalesce(amount, 0) END"
    gone = (
        " AND ".join(f"NOT ({c})" for c in ("status_closed", "status_pending", "told_out") if c in table.derived)
        or "true"
    )
    free = f"reject = 'not paid yet' OR (reject = 'not a sale' AND {gone})"
    counted = f"({signed}) - ({given_back})"
    texts = [d.text for d in doubts]
    rows = table.con.execute(
        f"SELECT trim({column}) AS text, count(*), count(*) FILTER (reject IS NULL), coalesce(sum(abs(amount)) FILTER (reject IS NULL OR {free}), 0),"
        f" coalesce(sum({counted}) FILTER (reject IS NULL), 0), coalesce(sum({counted}) FILTER ({free}), 0),"
        f" coalesce(sum(abs(amount)) FILTER (reject IS NULL OR {free}), 0), count(*) FILTER (kind = 'refund' AND reject IS NULL)"
        f" FROM {table.source} WHERE {column} IN ({quoted(texts)}) GROUP BY 1"
    ).fetchall()  # fmt: skip
    [everything] = table.row(f"SELECT coalesce(sum(abs(amount)), 0)::BIGINT FROM {table.source} WHERE reject IS NULL OR reject IN ({quoted(_HELD_BACK)})")  # fmt: skip
    by_text = {d.text.strip(): d for d in doubts}
    for text, n, used, money, now, freed, whole, refunds in rows:
        doubt = by_text[text]
        if money <= WORTH_ASKING * everything or len(text) > LONGEST_TEXT:
            continue
        taken = "out" if 2 * used < n else "refund" if 2 * refunds > used else "sale"
        if doubt.only_if not in ("", taken):
            continue
        nets = {
            "sale": net + int(freed) if taken == "out" else net,
            "out": net - int(now),
            "refund": net - int(now) - int(whole),
        }
        nets[taken] = net
        answers = [taken, *(a for a in doubt.answers if a != taken and nets[a] != net and (nets[a] > 0 or net <= 0))]
        if len(answers) > 1:
            candidates = (Candidate(a, (doubt.evidence,) if a == taken else (), nets[a]) for a in answers)
            yield int(money), Question(about_rows(text), taken, tuple(candidates), int(n))
