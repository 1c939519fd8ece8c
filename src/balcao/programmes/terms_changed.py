"""What may not be changed any more in published terms: applicants rely on it, or the draw's fairness does.

From the moment the window opens terms change only for the better of those who apply: more places, more value, more
time, fewer conditions. So everybody is judged, and served, at least as the terms said under which they applied. And a
code that once named a part never names another: answers, papers and steps are kept under it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from balcao.language import language, say
from balcao.programmes.models import Phase
from balcao.programmes.terms import Terms

FIXED = ("method", "strata", "grid", "beacon_source", "unit")
"""How places are given: it stays as it was when the window opened."""
NOT_LESS = ("value", "most_applications", "answer_days", "accept_days", "appeal_days", "lapse_days")
NOT_MORE = ("review_days",)
GUARDS = (
    "four_eyes", "rules", "sectors", "documents", "steps", "most_applications", "places", "reserve", "value", "budget", "funders",
)  # fmt: skip
"""What decisions rest on: whoever wrote such a change does not publish it alone once the window is open."""
CODED = ("rules", "questions", "documents", "steps", "strata", "grid")
"""The lists whose parts have codes."""


def has_opened(phase: Phase, now: datetime) -> bool:
    """Whether a phase is published and its window has opened, so that people may rely on its terms."""
    return phase.state == Phase.State.PUBLISHED and phase.opens_at is not None and now >= phase.opens_at


def guards_change(phase: Phase, terms: Terms, now: datetime) -> bool:
    """Whether a change touches what decisions rest on while people rely on it."""
    old = phase.terms
    return has_opened(phase, now) and any(getattr(terms, name) != getattr(old, name) for name in GUARDS)


def change_problems(phase: Phase, terms: Terms, now: datetime) -> list[str]:
    """Everything that stands in the way of a change of published terms."""
    found, old = [], phase.terms
    if has_opened(phase, now):
        if terms.opens_at != old.opens_at or (terms.closes_at and old.closes_at and terms.closes_at < old.closes_at):
            found.append(say("problem-window-open"))
        fixed = any(getattr(terms, name) != getattr(old, name) for name in FIXED)
        if fixed or (terms.beacon_at != old.beacon_at and not _later(old, terms, now)):
            found.append(say("problem-selection-open"))
        if terms.places < old.places:
            found.append(say("problem-fewer-places"))
        found += [say("problem-worse", part=part) for part in _worse(old, terms)]
        found += [say("problem-code-used", code=code) for code in _used_again(phase, terms)]
    if now >= (old.last_moment or now) and terms.closes_at != old.closes_at:
        found.append(say("problem-window-over"))
    if phase.settled_at and terms.places != old.places:
        found.append(say("problem-places-given"))
    return found


def _later(old: Terms, new: Terms, now: datetime) -> bool:
    """Whether the moment of the public number moves only further away, with the closing, before it has come."""
    if not (old.beacon_at and new.beacon_at and old.closes_at and new.closes_at):
        return False
    return now < old.beacon_at < new.beacon_at and new.closes_at > old.closes_at


def _worse(old: Terms, new: Terms) -> Iterable[str]:
    """The names, as the writer knows them, of what would be worse for somebody who has applied, or is about to."""
    yield from (say(f"write-{name}") for name in NOT_LESS if getattr(new, name) < getattr(old, name))
    yield from (say(f"write-{name}") for name in NOT_MORE if getattr(new, name) > getattr(old, name))
    if new.reserve and not 0 < old.reserve <= new.reserve:  # 0 reaches to the end of the list
        yield say("write-reserve")
    if new.sectors and not (old.sectors and set(old.sectors) <= set(new.sectors)):
        yield say("write-sectors")
    before: dict[str, Any] = {rule.code: rule for rule in old.rules}
    for rule in new.rules:
        if rule.code not in before or rule.when != before[rule.code].when:
            yield rule.reason.in_language(language())
    before = {question.code: question for question in old.questions}
    for question in new.questions:
        was = before.get(question.code)
        other = was is not None and (question.kind != was.kind or not _only_longer(was.choices, question.choices))
        if other or (question.required and not (was and was.required)):
            yield question.text.in_language(language())
    before = {needed.code: needed for needed in old.documents}
    for needed in new.documents:
        was = before.get(needed.code)
        if (needed.required and not (was and was.required)) or (needed.expires and was and not was.expires):
            yield needed.name.in_language(language())
    before = {step.code: step for step in old.steps}
    for step in new.steps:
        was = before.get(step.code)
        theirs = step.by == "applicant" and step.required
        sooner = was is None or step.days < was.days or (was.after and step.after != was.after)
        if theirs and (sooner or not (was and was.by == "applicant" and was.required)):
            yield step.name.in_language(language())


def _only_longer(old: list[Any], new: list[Any]) -> bool:
    """Whether choices were only added at the end. An answer is kept as the place of a choice; words may be mended, not moved."""
    moved = any(choice in old and old.index(choice) != place for place, choice in enumerate(new))
    return len(new) >= len(old) and not moved


def _used_again(phase: Phase, terms: Terms) -> Iterable[str]:
    """Codes of parts that an earlier version had and the last has not."""
    documents = [version.document for version in phase.versions.all()]
    for name in CODED:
        now = {part.code for part in getattr(phase.terms, name)}
        ever = {part["code"] for document in documents for part in document.get(name, ())}
        yield from (part.code for part in getattr(terms, name) if part.code in ever - now)
