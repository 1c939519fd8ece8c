"""What stands in the way of publishing terms: sentences for the officer who writes. Changes: `terms_changed.py`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from balcao.accounts.models import Role
from balcao.language import OURS, language, say, words
from balcao.programmes.models import Phase
from balcao.programmes.rules import Judge
from balcao.programmes.terms import Method, Terms, Texts


class Problem(str):
    """A sentence that knows where it is mended: the part of the form, the row in it, and the field. "" for what is not there."""

    part: str
    row: str
    field: str

    def __new__(cls, sentence: str, part: str = "", row: str = "", field: str = "") -> "Problem":
        made = super().__new__(cls, sentence)
        made.part, made.row, made.field = part, row, field
        return made


ROWS = {
    "rules": ("who", "reason"), "documents": ("papers", "name"), "questions": ("papers", "text"), "steps": ("award", "name"),
    "funders": ("award", "name"), "strata": ("choice", "name"), "grid": ("choice", "name"),
}  # fmt: skip
"""The lists of the terms: in which part of the form they are written, and what text names one of their rows."""


def problems(terms: Terms, now: datetime | None = None) -> list[Problem]:
    """Everything that is missing or contradicts itself. `now`: also that the window still lies ahead."""
    return [*_texts(terms), *_window(terms, now), *_parts(terms), *_selection(terms)]


def broken(terms: Terms) -> list[Problem]:
    """Conditions that nobody can meet or miss, since they cannot be checked."""
    return [_of_code("problem-rule-broken", terms, code, ("rules", "strata", "grid")) for code in Judge(terms).broken()]


def of_officers(phase: Phase, terms: Terms) -> list[str]:
    """Whether there are enough officers for what takes two: a decision under four eyes, and a draw."""
    if not (terms.four_eyes or terms.drawn):
        return []
    working = [officer for officer in phase.officers.all() if officer.role == Role.OFFICER and officer.is_active]
    return [say("problem-one-officer")] if len(working) < 2 else []


def advice(terms: Terms, officers: int) -> list[str]:
    """What does not stand in the way now and will be needed: officers for appeals, and days for them. `officers`: how many work."""
    found = []
    deciding = 2 if terms.four_eyes else 1  # none of them decides an appeal against it
    if officers <= deciding:
        found.append(say("advice-appeal-officers", needed=deciding + 1, deciding=deciding))
    if terms.closes_at and terms.decides_on:
        last = timezone.localtime(terms.closes_at).date() + timedelta(days=terms.appeal_days)
        if terms.decides_on <= last:
            found.append(say("advice-appeal-days", days=terms.appeal_days))
    return found


def _texts(terms: Terms) -> Iterable[Problem]:
    for name in ("name", "benefits", "about"):
        yield from _untold(getattr(terms, name), say(f"write-{name}"), "texts", "", name)
    if terms.drawn:
        yield from _untold(terms.beacon_source, say("write-beacon_source"), "choice", "", "beacon_source")
    for rows, (part, field) in ROWS.items():
        for n, one in enumerate(getattr(terms, rows)):
            name = _row_name(terms, rows, n)
            name = say("problem-reason-of", row=name) if rows == "rules" else name
            yield from _untold(getattr(one, field), name, part, f"{rows}-{n}", field)
    for n, question in enumerate(terms.questions):
        lacking = [ours for ours in OURS.values() if any(not _in(choice, ours) for choice in question.choices)]
        name = say("problem-choices-of", row=_row_name(terms, "questions", n))
        yield from _unwritten(lacking, name, "papers", f"questions-{n}", "choices")


def _in(texts: Texts, ours: str) -> str:
    return str(texts.model_dump(by_alias=True)[ours])


def _untold(texts: Texts, name: str, part: str, row: str, field: str) -> Iterable[Problem]:
    yield from _unwritten([ours for ours in OURS.values() if not _in(texts, ours)], name, part, row, field)


def _unwritten(lacking: list[str], name: str, part: str, row: str, field: str) -> Iterable[Problem]:
    """That a text is not there in some languages; it leads to the input of the first of them."""
    if lacking:
        languages = words().listed([words().word("language", ours) for ours in lacking])
        at = list(OURS.values()).index(lacking[0])
        yield Problem(say("problem-text", languages=languages, field=name), part, row, f"{field}_{at}")


def _row_name(terms: Terms, rows: str, n: int) -> str:
    """What a row of a list is called: which it is, and what is written in it."""
    text = getattr(getattr(terms, rows)[n], ROWS[rows][1]).in_language(language())
    name = say(f"problem-row-{rows}", number=n + 1)
    return say("problem-row", row=name, text=text[:80]) if text else name


def _of_code(sentence: str, terms: Terms, code: str, lists: Iterable[str]) -> Problem:
    """A sentence about the part of this code in the first of these lists that has it."""
    for rows in lists:
        part = ROWS[rows][0]
        for n, one in enumerate(getattr(terms, rows)):
            if getattr(one, "code", "") == code:
                return Problem(say(sentence, row=_row_name(terms, rows, n)), part, f"{rows}-{n}")
    return Problem(say(sentence, row=code), "who")


def _window(terms: Terms, now: datetime | None) -> Iterable[Problem]:
    lacking = [name for name in ("opens_at", "closes_at", "decides_on") if not getattr(terms, name)]
    if lacking:
        names = words().listed([say(f"write-{name}") for name in lacking])
        yield Problem(say("problem-dates", names=names), "window", "", lacking[0])
    if terms.opens_at and terms.closes_at and terms.closes_at <= terms.opens_at:
        sentence = say("problem-closes-order", opens=terms.opens_at, closes=terms.closes_at)
        yield Problem(sentence, "window", "", "closes_at")
    if terms.decides_on and terms.closes_at and terms.decides_on <= timezone.localtime(terms.closes_at).date():
        sentence = say("problem-decides-order", decides=terms.decides_on, closes=terms.closes_at)
        yield Problem(sentence, "window", "", "decides_on")
    if now and terms.closes_at and terms.closes_at <= now:
        yield Problem(say("problem-window-past", closes=terms.closes_at), "window", "", "closes_at")


def _parts(terms: Terms) -> Iterable[Problem]:
    for rows, (part, _) in ROWS.items():
        codes = [one.code for one in getattr(terms, rows) if rows != "funders"]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Problem(say("problem-code-twice", code=code), part)
    yield from broken(terms)
    for question in terms.questions:
        if question.kind == "choice" and len(question.choices) < 2:
            yield _of_code("problem-choices", terms, question.code, ["questions"])
    known: set[str] = set()
    for step in terms.steps:
        if step.after and step.after not in known:
            yield _of_code("problem-step-after", terms, step.code, ["steps"])
        known.add(step.code)
    if not any(step.required for step in terms.steps):
        yield Problem(say("problem-steps"), "award")
    shares = sum(funder.share for funder in terms.funders)
    if terms.funders and shares != 100:
        yield Problem(say("problem-funders", sum=shares), "award", "funders-0", "share")
    cost = terms.value * terms.places
    if terms.budget and cost > terms.budget:
        yield Problem(say("problem-budget", cost=cost, budget=terms.budget), "window", "", "budget")


def _selection(terms: Terms) -> Iterable[Problem]:
    if terms.places < 1:
        yield Problem(say("problem-places"), "window", "", "places")
    if terms.drawn and not terms.beacon_at:
        yield Problem(say("problem-beacon"), "choice", "", "beacon_at")
    elif terms.drawn and terms.closes_at and terms.beacon_at and terms.beacon_at <= terms.closes_at:
        sentence = say("problem-beacon-early", beacon=terms.beacon_at, closes=terms.closes_at)
        yield Problem(sentence, "choice", "", "beacon_at")
    if terms.method is Method.STRATA:
        if not terms.strata:
            yield Problem(say("problem-strata"), "choice")
        if sum(stratum.places for stratum in terms.strata) > terms.places or any(
            s.code == "remainder" for s in terms.strata
        ):
            yield Problem(say("problem-strata-places"), "choice")
    if terms.method is Method.SCORE and not terms.grid:
        yield Problem(say("problem-grid"), "choice")
