"""The catalogue of what programs are told. docs/api.md and the document of the API list the same, and tests hold them together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_TEXT: Mapping[str, Any] = {"type": "string"}
_ID: Mapping[str, Any] = {"type": "string", "format": "uuid"}


def _said(shape: Mapping[str, Any], about: str, example: Any) -> dict[str, Any]:
    return {**shape, "description": about, "examples": [example]}


@dataclass(frozen=True)
class Event:
    """Something that happens: who is told (the agency's programs, those of the business whose it is), and with which facts.

    `facts` are JSON schemas by the names that they have in `data`, beside `subject`.
    """

    about: str
    agency: bool
    business: bool
    subject: str
    facts: Mapping[str, Any] = field(default_factory=dict)


_SLUG = _said(_TEXT, "The phase's slug.", "digital-1")
_OUTLET = _said(_ID, "The outlet.", "3b0f0d4e-0c4e-4d53-9a0e-2f6f9b7d1c11")
_WHICH = _said(_ID, "By which it is asked for at the API.", "7a5b1f0e-4f0f-4d0a-8d8a-2f0c3c0e9b55")
_STATE = {"type": "string"}


def _import(about: str, **more: Any) -> Event:
    return Event(about, False, True, "the import's id", {"id": _WHICH, "outlet": _OUTLET, **more})


EVENTS: Mapping[str, Event] = {
    "application.moved": Event(
        "An application has changed its state, also by a draw.", True, True, "the application's reference",
        {
            "id": _WHICH, "phase": _SLUG, "act": _said(_STATE, "What was done.", "find_eligible"),
            "from": _said(_STATE, "The state before.", "under_review"), "to": _said(_STATE, "The state now.", "eligible"),
            "reason": {"type": ["object", "null"], "description": "Codes of rules, never words.", "examples": [None]},
        },
    ),
    "phase.published": Event(
        "Terms of a phase were published, for the first time or changed.", True, False, "the phase's slug",
        {"version": {"type": "integer", "description": "Which version of its terms this is.", "examples": [1]}},
    ),
    "draw.made": Event("The draw of a phase was made; its record is public.", True, False, "the phase's slug"),
    "import.done": _import("A file was read; its diagnosis is there."),
    "import.refused": _import(
        "A file holds no sales, or not such as can be read.", code=_said(_TEXT, "Why, as a code.", "no_sales")
    ),
    "import.failed": _import("A file could not be read by a fault of ours; it can be tried again."),
    "report.ready": Event("A report on a period was made.", False, True, "the report's id", {"id": _WHICH, "outlet": _OUTLET}),
    "report.empty": Event("There are no sales in the period of a report.", False, True, "the report's id", {"id": _WHICH, "outlet": _OUTLET}),
    "report.failed": Event("A report could not be made by a fault of ours.", False, True, "the report's id", {"id": _WHICH, "outlet": _OUTLET}),
    "hook.tried": Event("Whoever added this program tries it.", True, True, "the number of the program here"),
}  # fmt: skip
ALWAYS = "hook.tried"
"""Told whatever was chosen."""


def choices(of_business: bool) -> list[str]:
    """The events among which somebody chooses, for the agency's programs or for a business's."""
    return [name for name, one in EVENTS.items() if name != ALWAYS and (one.business if of_business else one.agency)]
