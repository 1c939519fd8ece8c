"""A reading in words: what kind of table it is, what was left out, what is not sure, and why each column is what it is."""

import re
import shlex
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from balcao.analytics.economies import minor_digits
from balcao.analytics.report.texts import Catalogue, shortened
from balcao.analytics.sales.schema import ROLES, Candidate, Evidence, Question, Reading, Understood, rows_asked

WORTH_SAYING = 0.02
"""The share of rows or of money from which on what was left out is said before any finding."""

MARGINAL = frozenset({"total row", "repeated header"})
"""Rows that hold no sale of their own: leaving them out leaves nothing out."""

MOST_QUESTIONS = 3

MOST_NAMED = 6
"""Sheets or files that are named, of many."""


@dataclass(frozen=True)
class Choice:
    """One answer to a question: its code, its name, what the total would be, and how the command is told."""

    answer: str
    name: str
    net: str
    taken: bool
    evidence: Sequence[str]
    option: str


@dataclass(frozen=True)
class Asked:
    """A question, and its answers."""

    about: str
    sentence: str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Column:
    """What plays a role, why, and what else could have."""

    role: str
    name: str
    columns: Sequence[str]
    evidence: Sequence[str]
    runner_up: str


@dataclass(frozen=True)
class Understanding:
    """All that is said of a reading; what need not be said is empty.

    `beside` are lines of what else was not counted, `confirmed` of what a reader may like to know: a total that agrees.
    """

    kind: str
    left_out: str
    beside: Sequence[str]
    confirmed: Sequence[str]
    asked_title: str
    asked: Sequence[Asked]
    columns: Sequence[Column]

    @property
    def doubts(self) -> list[str]:
        """What the reader has to know before any finding, a line each."""
        return [line for line in (self.left_out, *self.beside) if line]


def say_understanding(reading: Reading, net: int, catalogue: Catalogue) -> Understanding:
    """Put a reading in words; `net` is what the rows that were used come to, in minor units."""
    asked = [_asked(question, reading, catalogue) for question in reading.questions[:MOST_QUESTIONS]]
    differs, agrees = _control(reading, catalogue)
    not_read, read = _parts(reading, catalogue)
    beside = [_currencies(reading, catalogue), differs, not_read]
    return Understanding(
        catalogue.say(f"kind-{reading.kind.replace(' ', '_')}", "told"),
        _left_out(reading, net, catalogue),
        [line for line in beside if line],
        [line for line in (agrees, read, *_told(reading, catalogue)) if line],
        catalogue.say("asked-title", count=len(asked)) if asked else "",
        asked,
        [_column(understood, catalogue) for understood in reading.understood],
    )


def _told(reading: Reading, catalogue: Catalogue) -> list[str]:
    """What somebody said of rows, a line each."""
    return [
        catalogue.say("told-rows", text=shortened(text), answer=catalogue.word("counts", answer))
        for text, answer in reading.rows_told.items()
    ]


def say_evidence(evidence: Sequence[Evidence], catalogue: Catalogue) -> list[str]:
    """Why, in words. What has no words is left out: an explanation that is missing must not cost anybody the report."""
    said = []
    for one in evidence:
        try:
            said.append(catalogue.say(f"evidence-{one.code}", None, _facts(one.facts, catalogue)))
        except (KeyError, ValueError, TypeError):
            continue
    return said


def _facts(facts: Mapping[str, object], catalogue: Catalogue) -> dict[str, object]:
    def told(fact: object) -> object:
        if isinstance(fact, list | tuple | set | frozenset):
            return catalogue.listed([str(shortened(str(part))) for part in fact])
        return shortened(fact)

    return {name: told(fact) for name, fact in facts.items()}


def name_of_answer(about: str, answer: str, catalogue: Catalogue) -> str:
    """What an answer is called: a kind of table and an order of dates have words, a heading is shown as it stands."""
    words = {"kind": "kind", "date_order": "order", "decimal": "decimal", "amount_of": "amount_of"}
    kind = "counts" if rows_asked(about) is not None else words.get(about)
    if kind is None:
        return catalogue.plain(answer)
    word = catalogue.word(kind, answer)
    return word[:1].upper() + word[1:]


def option_for(about: str, answer: str) -> str:
    """How `balcao diagnose` is told an answer; empty for what it cannot be told."""

    def quoted(text: str) -> str:
        return shlex.quote(text) if re.search(r'["$`\\!\n]', text) else f'"{text}"'

    if any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in about + answer if c != "\n"):
        return ""  # a terminal would not show what is there
    if about == "kind":
        return f"--kind {quoted(answer)}"
    if about == "date_order":
        return f"--date-order {answer}"
    if about == "amount_of":
        return f"--amount-of {answer}"
    if (text := rows_asked(about)) is not None:
        return f"--rows={quoted(f'{text}={answer}')}"
    return f"--column {about}={quoted(answer)}" if about in ROLES else ""


def _asked(question: Question, reading: Reading, catalogue: Catalogue) -> Asked:
    candidates = list(question.candidates)
    if question.taken not in [one.answer for one in candidates]:
        candidates.insert(0, Candidate(question.taken))
    candidates.sort(key=lambda one: one.answer != question.taken)
    of_rows = rows_asked(question.about) is not None  # why is said once, with the question
    telling = len({one.net for one in candidates}) > 1  # the same total under each answer tells nobody which is right
    choices = [
        Choice(
            one.answer,
            name_of_answer(question.about, one.answer, catalogue),
            catalogue.exact_money(one.net) if telling and one.net is not None else "",
            one.answer == question.taken,
            [] if of_rows else say_evidence(one.evidence, catalogue),
            option_for(question.about, one.answer),
        )
        for one in candidates
    ]
    return Asked(question.about, _sentence(question, catalogue), choices)


def _sentence(question: Question, catalogue: Catalogue) -> str:
    about = question.about
    if (text := rows_asked(about)) is not None:
        asked = catalogue.say("asked-rows", text=shortened(text), rows=question.rows, column=shortened(question.column))
        why = say_evidence([reason for one in question.candidates for reason in one.evidence], catalogue)
        stop = catalogue.say("full-stop")
        return catalogue.joined([asked, *(f"{reason[:1].upper()}{reason[1:]}{stop}" for reason in why)])
    if catalogue.has(f"asked-{about}"):
        return catalogue.say(f"asked-{about}")
    return catalogue.say("asked-column", role=catalogue.word("role", about))


def _column(understood: Understood, catalogue: Catalogue) -> Column:
    runner_up = ""
    if understood.runner_up:
        heading = shortened(understood.runner_up)
        reasons = catalogue.listed(say_evidence(understood.runner_up_evidence, catalogue))
        name = "understood-next-because" if reasons else "understood-next"
        runner_up = catalogue.say(name, heading=heading, reasons=reasons)
    return Column(
        understood.role,
        catalogue.word("role", understood.role),
        [catalogue.plain(heading) for heading in understood.columns],
        say_evidence(understood.evidence, catalogue),
        runner_up,
    )


def _left_out(reading: Reading, net: int, catalogue: Catalogue) -> str:
    """What was left out, if it matters; other currencies are named by their sums instead."""
    told = MARGINAL | ({"other currency"} if reading.other_currencies else frozenset())
    rows = {reason: n for reason, n in reading.rejected.items() if reason not in told and n}
    worth = {reason: abs(minor) for reason, minor in reading.rejected_money.items() if reason in rows}
    money = sum(worth.values())
    share = money / (money + abs(net)) if money else 0.0
    if not rows or max(sum(rows.values()) / max(1, reading.rows), share) <= WORTH_SAYING:
        return ""
    say = catalogue.say
    main, *others = sorted(rows, key=lambda reason: (rows[reason], worth.get(reason, 0)), reverse=True)
    sentence = say(f"left-{main.replace(' ', '_')}", rows=rows[main], all=reading.rows)
    lines = [say("left-out", main=sentence)]
    if others:
        each = [say("left-reason", reason=catalogue.word("reason", one), rows=rows[one]) for one in others]
        lines.append(say("left-also", reasons=catalogue.listed(each)))
    if share > WORTH_SAYING:
        lines.append(say("left-worth", money=catalogue.exact_money(money), share=share))
    return catalogue.joined(lines)


def _currencies(reading: Reading, catalogue: Catalogue) -> str:
    if not reading.other_currencies:
        return ""
    sums = [
        catalogue.say("currency-sum", money=catalogue.exact_money(net, code, minor_digits(code)), rows=rows)
        for code, (rows, net) in reading.other_currencies.items()
    ]
    return catalogue.say("other-currencies", sums=catalogue.listed(sums))


def _control(reading: Reading, catalogue: Catalogue) -> tuple[str, str]:
    """How the total that the file states differs from what its rows come to; or that it does not."""
    if reading.control is None:
        return "", ""
    stated, found = reading.control
    facts: dict[str, Any] = {
        "stated": catalogue.exact_money(stated),
        "found": catalogue.exact_money(found),
        "difference": catalogue.exact_money(abs(stated - found)),
    }
    if stated == found:
        return "", catalogue.say("control-agrees", None, facts)
    return catalogue.say("control-differs", None, facts), ""


def _parts(reading: Reading, catalogue: Catalogue) -> tuple[str, str]:
    """The sheets or files that were not read, where there were several; or, if all were, that they were read together."""
    read, others = (catalogue.listed(list(_names(parts, catalogue))) for parts in (reading.parts, reading.other_parts))
    if others:
        return catalogue.say("other-parts", read=read, others=others, count=len(reading.other_parts)), ""
    return "", catalogue.say("all-parts", read=read) if reading.parts else ""


def _names(parts: Sequence[str], catalogue: Catalogue) -> Iterator[str]:
    """The names of sheets or files, the last ones of many as a number."""
    for name in parts[:MOST_NAMED]:
        yield catalogue.say("part-name", None, {"name": catalogue.plain(name)})
    if len(parts) > MOST_NAMED:
        yield catalogue.say("more-parts", count=len(parts) - MOST_NAMED)
