"""What a phase offers and asks, as one document: what is published, versioned, copied for the next year, and shown.

Every clause, document, piece of evidence and cap of a programme is data here; nothing of a programme is code.
"""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
"""A short name by which parts refer to each other; people never read it."""

FORMAT = 1
"""The format of the document. It grows when a part changes its meaning; documents of earlier formats are still read."""

GRACE = timedelta(minutes=1)
"""What is sent while the closing minute runs still counts."""


MOST_PLACES, MOST_MONEY = 1_000_000, 10**15
"""Bounds of numbers that a programme may name: money in minor units."""
Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC))]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))]


BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs of Unicode that leave no mark."""


def visible(text: str) -> bool:
    """Whether there is anything in a text to see: not only spaces, marks of direction, and what has no width."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in BLANK for sign in text)


class Part(BaseModel):
    """A part of the terms: nothing in it is unknown."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Texts(Part):
    """One text in three languages."""

    zh: str = Field("", alias="zh-Hant")
    pt: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text in a language, or in the first that there is."""
        own = {"zh-Hant": self.zh, "pt": self.pt, "en": self.en}
        return own.get(language) or self.zh or self.pt or self.en

    @property
    def whole(self) -> bool:
        """Whether it is there, to be seen, in every language."""
        return all(map(visible, (self.zh, self.pt, self.en)))

    def __bool__(self) -> bool:
        return bool(self.zh or self.pt or self.en)


class Condition(Part):
    """A condition: over one field, or all, any or none of some conditions."""

    all: list["Condition"] | None = None
    any: list["Condition"] | None = None
    no: "Condition | None" = Field(None, alias="not")
    field: str | None = None
    test: str | None = None
    value: Any = None


class Rule(Part):
    """Who may take part: a condition, and the plain reason that somebody is told who does not meet it."""

    code: Code
    when: Condition
    reason: Texts


class Needed(Part):
    """A document that applicants hand in."""

    code: Code
    name: Texts
    help: Texts = Texts()
    required: bool = True
    expires: bool = False


class Question(Part):
    """Something that the application asks beyond the profile."""

    code: Code
    kind: Literal["declaration", "yes_no", "text", "long_text", "number", "money", "date", "choice"]
    text: Texts
    help: Texts = Texts()
    required: bool = True
    choices: list[Texts] = []


class StepPlan(Part):
    """A step of an award: who does what, how many days after the award or after another step."""

    code: Code
    name: Texts
    help: Texts = Texts()
    days: int = Field(ge=0, le=3650)
    after: str = ""
    by: Literal["applicant", "agency", "supplier"] = "applicant"
    required: bool = True


class Stratum(Part):
    """Places kept for those who meet a condition. The first that fits an application is its stratum."""

    code: Code
    name: Texts
    places: int = Field(ge=0, le=MOST_PLACES)
    when: Condition


class Criterion(Part):
    """A line of the published grid: points that follow from a condition, or that officers give up to a most."""

    code: Code
    name: Texts
    most: int = Field(ge=1, le=1000)
    when: Condition | None = None


class Funder(Part):
    """Who pays which share of an award, in whole percent."""

    name: Texts
    share: int = Field(ge=0, le=100)


class Method(StrEnum):
    """How places are given when there are more eligible applications."""

    DRAW = "draw"
    STRATA = "strata"
    FIRST_COME = "first_come"
    SCORE = "score"


class Terms(Part):
    """Everything about a phase that its public page says."""

    name: Texts = Texts()
    about: Texts = Texts()
    benefits: Texts = Texts()
    format: int = FORMAT
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    decides_on: Day | None = None
    places: int = Field(0, ge=0, le=MOST_PLACES)
    reserve: int = Field(0, ge=0, le=MOST_PLACES)
    value: int = Field(0, ge=0, le=MOST_MONEY)
    budget: int = Field(0, ge=0, le=MOST_MONEY)
    funders: list[Funder] = []
    unit: Literal["business", "outlet"] = "business"
    most_applications: int = Field(1, ge=1, le=20)
    sectors: list[str] = []
    rules: list[Rule] = []
    questions: list[Question] = []
    documents: list[Needed] = []
    steps: list[StepPlan] = []
    method: Method = Method.DRAW
    strata: list[Stratum] = []
    grid: list[Criterion] = []
    beacon_source: Texts = Texts()
    beacon_at: Moment | None = None
    four_eyes: bool = False
    review_days: int = Field(15, ge=1, le=365)
    answer_days: int = Field(7, ge=1, le=90)
    accept_days: int = Field(14, ge=1, le=180)
    appeal_days: int = Field(15, ge=1, le=180)
    lapse_days: int = Field(7, ge=0, le=365)

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Terms":
        """Terms as they were kept. A clause that a later release added is passed over, so that two releases can run at once."""
        return cls.model_validate(document, extra="ignore")

    def as_json(self) -> dict[str, Any]:
        """What is kept in the database; the same terms are always the same document."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @property
    def last_moment(self) -> datetime | None:
        """Until when an application may be sent: the closing minute runs to its end."""
        return self.closes_at and self.closes_at + GRACE

    @property
    def drawn(self) -> bool:
        """Whether chance decides."""
        return self.method in (Method.DRAW, Method.STRATA)
