"""What the API of imports and diagnoses takes and gives."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from balcao.api import Body
from balcao.diagnoses.models import Report, State


class OutletOut(Schema):
    """A place of sale."""

    id: UUID
    name: str
    address: str


class CandidateOut(Schema):
    """One answer to a question, and what the sales would come to."""

    answer: str
    net: str | None


class QuestionOut(Schema):
    """What the reader is not sure of: `about` a role of a column, `kind`, `date_order`, `amount_of`, or `rows:` and a text. The words are in the diagnosis."""

    about: str
    taken: str
    rows: int | None = None
    candidates: list[CandidateOut]


class ImportOut(Schema):
    """Where an import is, what it became, and what is not sure of it. `said` is what was answered, of this file or of others with its headings."""

    id: UUID
    outlet: UUID
    state: str = Field(json_schema_extra={"enum": list(State.values)})
    step: str
    part: float = Field(description="How much is read: 0 to 1.")
    file_name: str
    made_at: datetime
    finished_at: datetime | None
    refusal: str | None
    lines: int
    first: date | None
    last: date | None
    overlap: dict[str, Any] | None
    counted: bool
    kind: str | None
    questions: list[QuestionOut]
    said: dict[str, str]


class HistoryOut(Schema):
    """An outlet's imports, and the months that they cover."""

    outlet: UUID
    months: dict[str, bool]
    imports: list[ImportOut]


class ReportOut(Schema):
    """A diagnosis of a period: `figures` is there once `state` is ready; empty: no sales in the period."""

    id: UUID
    state: str = Field(json_schema_extra={"enum": list(Report.State.values)})
    figures: dict[str, Any] | None
    before: dict[str, Any] | None


class Corrections(Body):
    """What the reader got wrong."""

    columns: dict[str, str] = Field(default_factory=dict, examples=[{"item": "Product name"}])
    date_order: Literal["", "dmy", "mdy", "ymd"] = ""
    currency: str = Field("", max_length=3, examples=["MOP"])


class Answered(Body):
    """Which of its candidates answers a question."""

    about: str = ""
    answer: str = ""


class Forgotten(Body):
    """What is no longer to be known of files with these headings."""

    about: str = ""
