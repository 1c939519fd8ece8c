"""What the API of the programme takes from programs of a business, and gives."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from balcao.api import Body, Paged
from balcao.programmes.rules import Outcome
from balcao.programmes.states import State


class HandedIn(Schema):
    """A paper that was handed in."""

    needed: str
    name: str
    sha256: str


class StepOut(Schema):
    """A step of an award."""

    code: str
    due_on: date | None
    done_at: datetime | None


class Asked(Schema):
    """What the agency asked, and what was answered. `papers`: the titles of `documents`, in the reader's language."""

    text: str | None
    documents: list[str] | None
    papers: list[str]
    until: date | None
    answer: str | None


class ApplicationOut(Schema):
    """An application of the token's business."""

    id: UUID
    reference: str | None
    phase: str
    state: State
    state_at: datetime
    submitted_at: datetime | None
    version: int
    revision: int
    answers: dict[str, Any]
    documents: list[HandedIn]
    rules: dict[str, Outcome]
    reason: str
    asked: Asked | None
    inquiries: list[Asked]
    position: int | None
    accept_by: datetime | None
    missing: list[str]
    steps: list[StepOut]


class PagedApplicationOut(Paged):
    """Applications."""

    items: list[ApplicationOut]


class Kept(Schema):
    """That it was sent is kept, and counts from this moment; what comes of it, see the application."""

    sent_at: datetime


class Begin(Body):
    """In which phase, and for which outlet where the phase asks for one."""

    phase: str
    outlet: UUID | None = None


class Answers(Body):
    """Answers by the code of the question, as `GET` gives them or as people would type them, and the revision that was last seen.

    Typed text is a date as 2026-11-24, yes or no, an amount such as 1234.50; as JSON an amount is in minor units, a choice its number from 0.
    """

    revision: int = Field(ge=0)
    answers: dict[str, bool | int | float | str | None] = Field(examples=[{"tax": True, "people": 4}])


class Saved(Schema):
    """The new revision; `theirs` are answers that somebody else changed since the revision seen, which were not overwritten."""

    revision: int
    theirs: dict[str, Any]


class Words(Body):
    """Some words."""

    text: str = ""


class Reply(Words):
    """An answer to what was asked. `without_papers`: none of the papers that were asked for can be brought; the text says why."""

    without_papers: bool = False


class Send(Body):
    """`anyway`: send although a rule is not met, to get a decision."""

    anyway: bool = False
