"""What the API for officers' programs takes and gives about applications."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from balcao.api import Body, Day, Paged
from balcao.programmes.api_shapes import StepOut
from balcao.programmes.desk import QUEUES
from balcao.programmes.rules import Outcome
from balcao.programmes.states import State

Queue = StrEnum("Queue", {name.upper(): name for name in QUEUES})  # type: ignore[misc]


class Row(Schema):
    """A line of a queue. `changed_at`: when anything was last done about it."""

    id: UUID
    reference: str
    phase: str
    state: State
    state_at: datetime
    changed_at: datetime
    submitted_at: datetime
    due_at: datetime | None
    officer: str
    score: int | None
    position: int | None


class PagedRow(Paged):
    """A page of a queue."""

    items: list[Row]


class Exported(Row):
    """An application in a list; the rest is there with `expand=profile`."""

    profile: dict[str, Any] | None = None
    answers: dict[str, Any] | None = None
    rules: dict[str, Outcome] | None = None


class Changed(Paged):
    """Applications by when they last changed; `next` is the `cursor` of what follows, null at the end."""

    items: list[Exported]
    next: str | None


class PaperOut(Schema):
    """A paper: its content is at `/agency/applications/ID/documents/PAPER`."""

    id: UUID
    needed: str
    name: str
    sha256: str


class DuplicateOut(Schema):
    """Another application that shares something, with a score from 0 to 1; without a reference where the reader may not look at it."""

    reference: str | None
    score: float
    kinds: list[str]


class Whole(Row):
    """Everything for a decision."""

    version: int
    profile: dict[str, Any]
    answers: dict[str, Any]
    rules: dict[str, Outcome]
    documents: list[PaperOut]
    duplicates: list[DuplicateOut]
    asked: dict[str, Any] | None
    inquiries: list[dict[str, Any]]
    appeal: dict[str, Any] | None
    proposal: dict[str, Any] | None
    reason: dict[str, Any] | None
    steps: list[StepOut]


class Ask(Body):
    """What the applicant is asked, in words, and the codes of papers to hand in again."""

    text: str = Field("", max_length=5000)
    documents: list[str] = Field(default_factory=list, max_length=50)


class NoteIn(Body):
    """Words for colleagues."""

    text: str = Field(min_length=1, max_length=5000)


class Interest(Body):
    """Why one has an interest."""

    words: str = Field(min_length=1, max_length=300)


class Points(Body):
    """Points by the code of the criterion."""

    points: dict[str, int] = Field(min_length=1)


class Decision(Body):
    """`eligible` says it; a no needs the codes of `rules` that are not met, or `words` that the applicant reads."""

    eligible: bool = Field(strict=True)
    rules: list[str] = Field(default_factory=list, max_length=100)
    words: str = Field("", max_length=2000)


class Revocation(Body):
    """The codes of `rules` that are not met, or `words` that the applicant reads."""

    rules: list[str] = Field(default_factory=list, max_length=100)
    words: str = Field("", max_length=2000)


class AppealDecision(Body):
    """`granted` says it; `words` that the applicant reads."""

    granted: bool = Field(strict=True)
    words: str = Field(min_length=1, max_length=2000)


class StepDone(Body):
    """Which step is done."""

    code: str


class MoreTime(Body):
    """More time for a step, and why."""

    code: str
    until: Day
    words: str = Field(min_length=1, max_length=500)


class Lapse(Body):
    """Why the award ends."""

    words: str = Field(min_length=1, max_length=2000)
