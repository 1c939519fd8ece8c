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


class Worth(Schema):
    """What a finding is worth in a month, in major units of the currency, between the limits of an 80 % interval."""

    low: float
    mid: float
    high: float
    currency: str
    per: Literal["month"]


class FindingOut(Schema):
    """A finding: what is going on, why it matters and what to do, in words; `evidence` are the figures behind it."""

    check: str
    title: str
    so_what: str
    do: str
    value: Worth | None
    confidence: Literal["high", "medium", "low"]
    needs: list[str]
    evidence: dict[str, Any]


class Undecided(Schema):
    """A check for which there is not enough, and what it would need."""

    check: str
    reason: str
    would_need: str


class Period(Schema):
    """The days of the sales."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    days_open: int


class Totals(Schema):
    """Sums; money is text in major units of the currency, with all its decimals."""

    lines: int
    receipts: int | None
    quantity: float
    revenue: str
    refunds: str
    net: str


class DiagnosisOut(Schema):
    """The object of `balcao diagnose --json`. `read` tells how the file was read: rows, columns, kind, currency, what is not sure."""

    file: str
    read: dict[str, Any]
    period: Period
    totals: Totals
    findings: list[FindingOut]
    not_enough: list[Undecided]
    seconds: dict[str, float]


def told_as(name: str) -> dict[str, Any]:
    """For the document: what is kept as it was told, and has this shape."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"responses": {200: {"content": {"application/json": {"schema": schema}}}}}
