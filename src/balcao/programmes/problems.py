"""What stands in the way of publishing terms: sentences for the officer who writes. Changes: `terms_changed.py`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from balcao.accounts.models import Role
from balcao.language import say
from balcao.programmes.models import Phase
from balcao.programmes.rules import Judge
from balcao.programmes.terms import Method, Terms, Texts


def problems(terms: Terms, now: datetime | None = None) -> list[str]:
    """Everything that is missing or contradicts itself. `now`: also that the window still lies ahead."""
    return [*_texts(terms), *_window(terms, now), *_parts(terms), *_selection(terms)]


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


def _texts(terms: Terms) -> Iterable[str]:
    named: list[tuple[str, Texts]] = [
        ("name", terms.name), ("about", terms.about), ("benefits", terms.benefits),
        *((f"{part.code}", part.reason) for part in terms.rules),
        *((f"{part.code}", part.text) for part in terms.questions),
        *((f"{part.code}", part.name) for part in terms.documents),
        *((f"{part.code}", part.name) for part in terms.steps),
        *((f"{part.code}", part.name) for part in terms.strata),
        *((f"{part.code}", part.name) for part in terms.grid),
        *(("choice", choice) for question in terms.questions for choice in question.choices),
        *(("funder", funder.name) for funder in terms.funders),
    ]  # fmt: skip
    for name, texts in named:
        if not texts.whole:
            yield say("problem-text", part=name, text=texts.in_language("en"))


def _window(terms: Terms, now: datetime | None) -> Iterable[str]:
    if not (terms.opens_at and terms.closes_at and terms.decides_on):
        yield say("problem-dates")
        return
    if terms.closes_at <= terms.opens_at or terms.decides_on <= timezone.localtime(terms.closes_at).date():
        yield say("problem-date-order")
    if now and terms.closes_at <= now:
        yield say("problem-window-past")


def _parts(terms: Terms) -> Iterable[str]:
    groups: tuple[list[str], ...] = (
        [rule.code for rule in terms.rules], [q.code for q in terms.questions], [d.code for d in terms.documents],
        [s.code for s in terms.steps], [s.code for s in terms.strata], [c.code for c in terms.grid],
    )  # fmt: skip
    for codes in groups:
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield say("problem-code-twice", code=code)
    for code in Judge(terms).broken():
        yield say("problem-rule-broken", code=code)
    for question in terms.questions:
        if question.kind == "choice" and len(question.choices) < 2:
            yield say("problem-choices", code=question.code)
    known: set[str] = set()
    for step in terms.steps:
        if step.after and step.after not in known:
            yield say("problem-step-after", code=step.code)
        known.add(step.code)
    if not any(step.required for step in terms.steps):
        yield say("problem-steps")
    if terms.funders and sum(funder.share for funder in terms.funders) != 100:
        yield say("problem-funders")
    if terms.budget and terms.value * terms.places > terms.budget:
        yield say("problem-budget")


def _selection(terms: Terms) -> Iterable[str]:
    if terms.places < 1:
        yield say("problem-places")
    if terms.drawn and not (terms.beacon_source.whole and terms.beacon_at):
        yield say("problem-beacon")
    elif terms.drawn and terms.closes_at and terms.beacon_at and terms.beacon_at <= terms.closes_at:
        yield say("problem-beacon-early")
    if terms.method is Method.STRATA:
        if not terms.strata:
            yield say("problem-strata")
        if sum(stratum.places for stratum in terms.strata) > terms.places or any(
            s.code == "remainder" for s in terms.strata
        ):
            yield say("problem-strata-places")
    if terms.method is Method.SCORE and not terms.grid:
        yield say("problem-grid")
