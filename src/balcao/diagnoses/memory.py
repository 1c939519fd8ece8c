"""What people said of files with the same headings before, and a reading that knows it.

An outlet's own answers hold for its next files. What three businesses answered alike settles for everybody else what the
reader would have asked, and nothing of which it is sure. Kept are roles, a hash of all headings, and the heading that
was named; of what stands under it only, and for the outlet alone, the text of a state or a type that was asked about.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from babel.core import get_global
from django.db.models import Count
from django.utils import timezone

from balcao.accounts.rights import Person
from balcao.analytics.sales.schema import (
    AMOUNT_OF,
    COUNTS_AS,
    KINDS,
    NOT_SALES,
    ROLES,
    Evidence,
    NotSalesError,
    Overrules,
    Reading,
    SaleLines,
    rows_asked,
)
from balcao.diagnoses.models import ABOUT, Answer, Import

ALIKE = 3
"""Businesses that must have answered alike, through as many people, before their answer holds for everybody."""

ORDERS = ("dmy", "mdy", "ymd")
"""How dates can be written."""

_UNNAMED = re.compile(r"(column \d+)?")

Recalled = dict[str, dict[str, Any]]
"""About to what was answered, the day on which it was said, and whether by others."""


def fold(heading: str) -> str:
    """A heading for comparison: width, case, blanks and marks folded."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def is_currency(code: str) -> bool:
    """Whether there is such a currency."""
    return code in get_global("all_currencies")


def signature(headings: Iterable[str]) -> str:
    """The same for the same headings in any order; empty if a file has none worth knowing again."""
    folded = sorted(fold(heading) for heading in headings)
    if sum(_UNNAMED.fullmatch(heading) is None for heading in folded) < 2:
        return ""
    return hashlib.sha256("\x1f".join(folded).encode()).hexdigest()


def headings_of(upload: Import) -> list[str]:
    """The headings of an import, read or refused."""
    known: list[str] = (upload.reading or {}).get("headers") or (upload.refusal or {}).get("headings") or []
    return known


def said(upload: Import) -> dict[str, str]:
    """What its people said of this import: about to answer."""
    given = {**upload.columns, "date_order": upload.date_order, "kind": upload.kind}
    return {about: answer for about, answer in given.items() if is_asked(about) and _can_be(about, answer)}


def is_asked(about: str) -> bool:
    """Whether this can be asked about a file and answered for good."""
    return about in ABOUT or bool(rows_asked(about))


def could_be(upload: Import, about: str, answer: str) -> bool:
    """Whether somebody could have been offered this answer about this file."""
    return answer in headings_of(upload) if about in ROLES else _can_be(about, answer)


def _can_be(about: str, answer: str) -> bool:
    """Whether this answers that at all: what an older version kept, or a hand in the tables wrote, must stop no reading."""
    known = {"date_order": ORDERS, "kind": (*KINDS, *NOT_SALES), "amount_of": AMOUNT_OF}.get(about)
    if rows_asked(about):
        known = COUNTS_AS
    return bool(answer) if known is None else answer in known


def learn(user: Person, upload: Import, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Keep for the outlet's next file what was said of this one, and forget what is no longer said."""
    if upload.outlet_id is None:
        return
    for about in before.keys() - after.keys():
        forget(upload, about)
    headings = headings_of(upload)
    for about, answer in after.items():
        kept = _kept(about, answer, headings)
        if kept and before.get(about) != answer:
            _write(user, upload, about, kept)


def forget(upload: Import, about: str) -> None:
    """The outlet said nothing about this."""
    Answer.objects.filter(outlet=upload.outlet_id, signature=signature(headings_of(upload)), about=about).delete()


def refuse(user: Person, upload: Import, about: str) -> None:
    """For this outlet it is not as others say."""
    if upload.outlet_id is not None:
        _write(user, upload, about, "")


def days_of(upload: Import) -> dict[str, str]:
    """When the outlet's answers about these headings were given."""
    rows = Answer.objects.filter(outlet=upload.outlet_id, signature=signature(headings_of(upload)))
    return {row.about: timezone.localdate(row.said_at).isoformat() for row in rows}


def read_knowing(upload: Import, read: Callable[[Overrules], SaleLines]) -> tuple[SaleLines, Recalled]:
    """Read a file with what was said of it and, where headings are known, of others like it; returns what was recalled.

    Headings are known once a file was read, so it is read a second time if what is recalled makes a difference. If that
    fails, the answers were about another kind of file and are left alone.
    """
    own = said(upload)
    first: SaleLines | NotSalesError
    try:
        first = read(_overrules(upload, own))
    except NotSalesError as refusal:
        first = refusal
    known = _recall(upload, own, first)
    lines = first
    if any(not _is_read_so(first, about, one["answer"]) for about, one in known.items()):
        try:
            lines = read(_overrules(upload, {**{about: one["answer"] for about, one in known.items()}, **own}))
        except NotSalesError:
            known = {}
    if isinstance(lines, NotSalesError):
        raise lines
    return replace(lines, reading=_as_said(lines.reading, own, known)), known


def _overrules(upload: Import, answers: Mapping[str, str]) -> Overrules:
    columns = {about: answer for about, answer in answers.items() if about in ROLES}
    rows = {text: answer for about, answer in answers.items() if (text := rows_asked(about))}
    currency = upload.currency if is_currency(upload.currency) else None
    return Overrules(  # the zone is the economy's
        columns, answers.get("date_order"), currency, kind=answers.get("kind"), rows=rows, amount_of=answers.get("amount_of"),
    )  # fmt: skip


def _recall(upload: Import, own: Mapping[str, str], first: SaleLines | NotSalesError) -> Recalled:
    """What is known of the headings and was not said of this import."""
    asked: dict[str, list[str]] = {}
    if isinstance(first, NotSalesError):
        columns = first.facts.get("columns")
        headings = [str(heading) for heading in columns] if isinstance(columns, list | tuple) else []
    else:
        headings = first.reading.headers
        asked = {question.about: [one.answer for one in question.candidates] for question in first.reading.questions}
    mark = signature(headings)
    if not mark:
        return {}
    recalled: Recalled = {}
    kept = {row.about: row for row in Answer.objects.filter(outlet=upload.outlet_id, signature=mark)}
    for about, row in kept.items():
        answer = _answer(about, row.answer, headings)
        if answer and is_asked(about) and about not in own:
            day = timezone.localdate(row.said_at).isoformat()
            recalled[about] = {"answer": answer, "day": day, "learned": False}
    for about, folded in _agreed(mark, asked).items():
        answer = _answer(about, folded, headings)
        if about not in own and about not in kept and answer in asked[about]:
            recalled[about] = {"answer": answer, "day": "", "learned": True}
    return recalled


def _agreed(mark: str, asked: Iterable[str]) -> dict[str, str]:
    """What at least three businesses answered alike, by as many people, and more than half of all that answered; nothing of what
    stands in files."""
    asked = [about for about in asked if not rows_asked(about)]
    rows = (
        Answer.objects.filter(signature=mark, about__in=asked).values("about", "answer")
        .annotate(businesses=Count("outlet__business", distinct=True), people=Count("said_by", distinct=True))
    )  # fmt: skip
    counts = list(rows)
    agreed = {}
    for row in counts:
        voices = min(row["businesses"], row["people"])
        of = sum(other["businesses"] for other in counts if other["about"] == row["about"])
        if row["answer"] and voices >= ALIKE and voices * 2 > of:
            agreed[row["about"]] = row["answer"]
    return agreed


def _kept(about: str, answer: str, headings: Sequence[str]) -> str:
    """An answer as it is kept: a heading is folded; one that cannot be told from another is not kept."""
    if about not in ROLES:
        return answer
    kept = fold(answer)
    return kept if _answer(about, kept, headings) and len(kept) <= 200 else ""


def _answer(about: str, kept: str, headings: Sequence[str]) -> str:
    """A kept answer as this file spells it; empty if it does not fit."""
    if about not in ROLES:
        return kept if _can_be(about, kept) else ""
    found = [heading for heading in headings if kept and fold(heading) == kept]
    return found[0] if len(found) == 1 else ""


def _is_read_so(lines: SaleLines | NotSalesError, about: str, answer: str) -> bool:
    """Whether a reading that nobody told took this answer by itself."""
    if isinstance(lines, NotSalesError):
        return False
    reading = lines.reading
    if about == "amount_of" or rows_asked(about):
        return any(question.about == about and question.taken == answer for question in reading.questions)
    if about in ROLES:
        return reading.columns.get(about) == [answer]
    return bool((reading.kind if about == "kind" else reading.date_order) == answer)


def _as_said(reading: Reading, own: Mapping[str, str], known: Recalled) -> Reading:
    """Nothing is asked that was said, and what others said is not called the owner's word."""
    settled = own.keys() | known.keys()
    understood = []
    for one in reading.understood:
        if one.role in known:
            word = Evidence("learned" if known[one.role]["learned"] else "told")
            one = replace(one, evidence=(word, *(e for e in one.evidence if e.code not in ("told", "learned"))))
        understood.append(one)
    questions = [question for question in reading.questions if question.about not in settled]
    notes = [note for note in reading.notes if note != "date_order_assumed" or "date_order" not in settled]
    return replace(reading, understood=understood, questions=questions, notes=notes)


def _write(user: Person, upload: Import, about: str, answer: str) -> None:
    mark = signature(headings_of(upload))
    if not mark:
        return
    who = user if user.is_authenticated else None
    Answer.objects.update_or_create(
        outlet_id=upload.outlet_id, signature=mark, about=about,
        defaults={"answer": answer, "said_by": who, "said_at": timezone.now()},
    )  # fmt: skip
