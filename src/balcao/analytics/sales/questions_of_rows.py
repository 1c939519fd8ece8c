"""Which rows count: asked of each text of a type or a state that nobody knows, says that nothing is paid yet, or tells a sale again."""

from collections.abc import Iterator
from dataclasses import dataclass

from balcao.analytics.sales.amounts import signed
from balcao.analytics.sales.entry_types import SALE
from balcao.analytics.sales.schema import COUNTS_AS, Candidate, Evidence, Question, about_rows, quote, quoted
from balcao.analytics.sales.states import MOST_STATES, legend
from balcao.analytics.sales.table import Table
from balcao.analytics.sales.understanding.cell_words import said
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.fitting import CHANNELS, PAYMENTS, STATES, TYPES

WORTH_ASKING = 0.02
"""The share of the money from which on it is asked whether rows count."""
_OTHER_STATES = frozenset({"shipping", "channel", "later", "payout", "item", "stock"})
"""Concepts of a heading of states that are not the sale's."""
_OF_DOCUMENTS = frozenset({"kind", "id", "order", "sale", "code", "line"})
"""Concepts that a heading of codes of documents may hold, and no others."""
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
_GONE = frozenset({"refund", "part_refund", "void", "cancelled", "failed", "draft"})
"""Concepts of types beside which a word that nobody knows could mean no sale either."""
_ARGUABLE = frozenset({"expense", "memo", "spending", "transfer", "other_income", "stored", "gift_card"})
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
    told = {text.lower() for text in table.overrules.rows}

    def askable(text: str) -> bool:
        return text.lower() not in told and len(text) <= LONGEST_TEXT and text.isprintable()

    spelt: dict[tuple[str, str], _Doubt] = {}
    for doubt in _doubts(table):
        if askable(doubt.text):
            spelt.setdefault((doubt.column, doubt.text.lower()), doubt)
    doubts = list(spelt.values())
    if not doubts:
        return []
    decided = _decided(table, given_back)
    asked = [
        question
        for column in dict.fromkeys(d.column for d in doubts)
        for question in _ask(table, decided, column, [d for d in doubts if d.column == column], net)
    ]
    known: dict[str, Question] = {}
    for _, question in sorted(asked, key=lambda one: -one[0]):
        before = [
            (q.rows, q.taken, [c.net for c in q.candidates]) for q in known.values() if q.column != question.column
        ]
        if (
            question.rows,
            question.taken,
            [c.net for c in question.candidates],
        ) not in before:  # the same rows, said in two columns
            known.setdefault(question.about.lower(), question)
    return list(known.values())


def _doubts(table: Table) -> Iterator[_Doubt]:
    found, languages = table.understanding, table.understanding.languages
    for column in _states(table):
        contents, meanings = found.columns[int(column[1:])], legend(table.headers[int(column[1:])])
        texts = {text: said(meanings.get(text, text), languages) for text in contents.counts}
        if len(texts) > MOST_TEXTS or not any(words & {*STATES} for words in texts.values()):
            continue
        for text, words in texts.items():
            if words & {"pending", "open"} and not words & {"cancelled", "failed", "void", "draft"}:
                yield _Doubt(column, text, Evidence("rows_unpaid"), only_if="out")
            elif not words & _KNOWN and _few(contents, text) and any(w & _NOT_ALL for w in texts.values()):
                yield _Doubt(column, text, Evidence("rows_unknown"), only_if="sale")
    if not (column := table.column("type") or ""):
        return
    contents = found.columns[int(column[1:])]
    texts = {text: said(text, languages) for text in contents.counts}
    codes = len(texts) > 1 and all(text.isdigit() and len(text) > 1 for text in texts)
    if len(texts) > MOST_TEXTS or "kind" not in found.meanings[contents.place].concepts:
        return
    codes = codes and found.meanings[contents.place].concepts <= _OF_DOCUMENTS
    other = any(words & _GONE for words in texts.values())
    sells = any(words & {"sale", "takings", "income"} for words in texts.values())
    for text, words in texts.items():
        if text in table.told_twice:
            yield _Doubt(column, text, Evidence("rows_twice", {"other": table.told_twice[text]}))
        elif (
            words
            and _few(contents, text)
            and ((words <= _ARGUABLE and not sells) or (words & {"stored", "gift_card"} and not words & SALE))
        ):
            yield _Doubt(column, text, Evidence("rows_arguable"))
        elif (codes or (other and not words & _KNOWN)) and _few(contents, text):
            yield _Doubt(column, text, Evidence("rows_unknown"), COUNTS_AS, "sale")


def _few(contents: Contents, text: str) -> bool:
    """Whether less than half of the rows say it: what most say is what is usual."""
    return contents.counts[text] < 0.5 * contents.filled


def _ask(table: Table, asked: str, column: str, doubts: list[_Doubt], net: int) -> Iterator[tuple[int, Question]]:
    """Of each doubt of a column that is worth it, its money and the question, with what the total would be under each answer.

    `asked` is the table of what was decided of each row. A word counts wherever a type or a state says it.
    """
    [everything] = table.row(f"SELECT coalesce(sum(size), 0) FROM {asked} WHERE used OR held")
    columns = [c for c in _columns(table) if c == column or c in _states(table)]
    for doubt in doubts:
        says = " OR ".join(f"coalesce(lower({c}) = {quote(doubt.text.lower())}, false)" for c in columns)
        frees = "refused AND free" if column == table.column("type") else "pending"
        n, used, freeable, refunds, voids, money, now, freed, size = table.row(
            f"SELECT count(*), count(*) FILTER (used), count(*) FILTER (pending OR refused), count(*) FILTER (used AND kind = 'refund'), count(*) FILTER (kind = 'void'),"
            f" coalesce(sum(size) FILTER (used OR held), 0), coalesce(sum(counted) FILTER (used), 0),"
            f" coalesce(sum(counted) FILTER ({frees}), 0), coalesce(sum(size) FILTER (used OR {frees}), 0) FROM {asked} WHERE {says}"
        )
        taken = "sale" if used else "out"
        mixed = used and (freeable or refunds)  # other columns decide of some of these rows
        if mixed or money <= WORTH_ASKING * everything or doubt.only_if not in ("", taken):
            continue
        nets = {
            "sale": net + (freed if taken == "out" else 0),
            "out": net - now,
            "refund": net - now - size,
            taken: net,
        }
        offered = [a for a in doubt.answers if a != "refund" or not (voids or "status_taken_back" in table.derived)]
        answers = [taken, *(a for a in offered if a != taken and nets[a] != net and (nets[a] > 0 or net <= 0))]
        if len(answers) > 1:
            candidates = (Candidate(a, (doubt.evidence,) if a == taken else (), nets[a]) for a in answers)
            yield money, Question(about_rows(doubt.text), taken, tuple(candidates), n, table.headers[int(column[1:])])


def _decided(table: Table, given_back: str) -> str:
    """A table of what was decided of each row, looked at once: what it says, whether it is used, and its money in minor units."""
    known = table.derived
    said_ = ", ".join(f"{table.text(c)} AS {c}" for c in _columns(table))
    flags = {
        "pending": "reject = 'not paid yet'",
        "refused": f"reject = 'not a sale' AND {'type_refused' if 'type_refused' in known else 'false'}",
    }
    gone = [f"NOT ({c})" for c in ("status_closed", "status_pending", "told_out") if c in known]
    table.con.execute(
        f"CREATE OR REPLACE TEMP TABLE asked AS SELECT {said_}, kind, reject IS NULL AS used, coalesce(reject IN ({quoted(_HELD_BACK)}), false) AS held,"
        f" {', '.join(f'coalesce({sql}, false) AS {name}' for name, sql in flags.items())}, {' AND '.join(gone) or 'true'} AS free,"
        f" coalesce(abs(amount), 0) AS size, coalesce({signed('amount')}, 0) - ({given_back}) AS counted FROM {table.source}"
    )
    return "asked"


def _states(table: Table) -> list[str]:
    """The columns of states of which rows are asked: how goods are sent, or what an item is like, says nothing of the sale."""
    meanings = table.understanding.meanings
    return [c for c in table.candidates("status")[:MOST_STATES] if not meanings[int(c[1:])].concepts & _OTHER_STATES]


def _columns(table: Table) -> list[str]:
    kind = table.column("type")
    return list(dict.fromkeys([*([kind] if kind else []), *_states(table)]))
