"""The fields over which rules can be written: where each gets its value, and which tests fit it.

A new field is one entry here. A rule whose field is gone is broken, and says so to officers; it never refuses anybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from balcao.businesses.districts import DISTRICTS
from balcao.businesses.models import Size
from balcao.businesses.sectors import SECTORS

Facts = Mapping[str, Any]

MOST_PEOPLE = {"0": 0, "1-3": 3, "4-9": 9, "10-49": 49, "50-99": 99, "100+": 10**9}
"""The most people that a size class can mean."""


@dataclass(frozen=True)
class Field:
    """What a rule may ask about. `kind` says which tests fit."""

    code: str
    kind: str  # choice, number, date, yes_no or text
    choices: tuple[str, ...] = ()


FIELDS = {
    field.code: field
    for field in (
        Field("sector", "choice", SECTORS),
        Field("size", "choice", tuple(Size.values)),
        Field("people_at_most", "number"),
        Field("district", "choice", tuple(code for codes in DISTRICTS.values() for code in codes)),
        Field("registered_on", "date"),
        Field("years_registered", "number"),
        Field("registered_here", "yes_no"),
        Field("registration_number", "text"),
        Field("bank_account", "text"),
        Field("outlets", "number"),
        Field("awards_in_measure", "number"),
        Field("awards_of_outlet", "number"),
        Field("awards", "number"),
        Field("applications_in_phase", "number"),
        Field("applications_in_measure", "number"),
    )
}
"""Fields of the profile and of the past. Answers and documents of the application are `answer.CODE` and `document.CODE`."""

TESTS: Mapping[str, Mapping[str, Callable[[Any, Any], bool]]] = {
    "choice": {"in": lambda fact, value: fact in value, "not_in": lambda fact, value: fact not in value},
    "number": {"at_least": lambda fact, value: fact >= value, "at_most": lambda fact, value: fact <= value},
    "date": {
        "on_or_before": lambda fact, value: fact <= date.fromisoformat(value),
        "on_or_after": lambda fact, value: fact >= date.fromisoformat(value),
    },
    "yes_no": {"yes": lambda fact, value: fact is True, "no": lambda fact, value: fact is False},
    "text": {"given": lambda fact, value: bool(fact)},
}
"""Tests by the kind of a field: what is true of the fact and the rule's value."""

KINDS_OF_ANSWERS = {
    "declaration": "yes_no", "yes_no": "yes_no", "text": "text", "long_text": "text", "number": "number",
    "money": "number", "date": "date", "choice": "number",
}  # fmt: skip
"""Kinds of questions as kinds of fields; a choice is known by its place in the list."""


def kind_of(field: str, questions: Mapping[str, str], documents: frozenset[str]) -> str | None:
    """The kind of a field in a phase with these questions (code to kind) and documents, or None if there is no such field."""
    if field in FIELDS:
        return FIELDS[field].kind
    group, _, code = field.partition(".")
    if group == "answer" and code in questions:
        return KINDS_OF_ANSWERS[questions[code]]
    if group == "document" and code in documents:
        return "yes_no"
    return None
