"""What the API has in common in every domain: what is sent, how it is refused, and lists that end where they end."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from ninja import Body as Sent
from ninja import Query, Schema
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from balcao.language import say

ROOT = "/api/v1"
"""Where this version of the API is."""
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
"""Days of sales lie between these."""


class Body(BaseModel):
    """What a program sends: an object, and nothing in it that is not known here."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Body):
    """Nothing is needed: an empty object, or no body."""


NOTHING: Any = Sent(Nothing())
"""The default of what need not be sent."""


class Fault(Schema):
    """A field that was not taken: where it stands, a word for programs, and words for people."""

    at: str
    code: str
    detail: str


class Refusal(Schema):
    """Why nothing was done: in words, as a `code` to branch on, and which fields; `request` finds it in the site's logs."""

    detail: str
    code: str
    fields: list[Fault]
    request: str


class Refused(Exception):
    """Nothing was done. `fields`: where each fault stands, its code and its sentence."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        fields: Sequence[tuple[str, str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.fields, self.headers = status, code, detail, fields, headers or {}


def beforehand(prepare: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Do `prepare`, with the values of the call, before the transaction of the write: what takes a while, such as looking at a file.

    What it returns is the request's `prepared`. A call whose answer is kept already does it no more.
    """

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.beforehand = prepare  # type: ignore[attr-defined]
        return view

    return mark


def unknown(at: str, known: Sequence[str]) -> Refused:
    """A code that nothing here has."""
    detail = say("api-unknown-code", at=at, known=", ".join(known))
    return Refused(422, "unknown", detail, [(at, "unknown", detail)])


def require_known(at: str, given: Sequence[str], known: Sequence[str]) -> None:
    """Raise Refused if one of the codes given is not among those known."""
    if set(given) - set(known):
        raise unknown(at, known)


def answer(request: HttpRequest, refused: Refused) -> JsonResponse:
    """A refusal as a program reads it."""
    fields = [{"at": at, "code": code, "detail": detail} for at, code, detail in refused.fields]
    content = {
        "detail": refused.detail, "code": refused.code, "fields": fields, "request": str(getattr(request, "id", "")),
    }  # fmt: skip
    return JsonResponse(content, status=refused.status, headers=dict(refused.headers))


def _as_written(given: Any) -> Any:
    """Days are written as ISO 8601 has them; a bare number is none."""
    if not isinstance(given, str) or len(given) != 10:
        raise ValueError("a day is written YYYY-MM-DD")
    return given


Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY), BeforeValidator(_as_written)]


def _with_a_day(given: Any) -> Any:
    """Moments begin with their day as ISO 8601 has it; a bare number is none."""
    if not isinstance(given, str) or not re.match(r"\d{4}-\d{2}-\d{2}", given):
        raise ValueError("a moment is written YYYY-MM-DDThh:mm:ssZ")
    return given


Moment = Annotated[datetime, BeforeValidator(_with_a_day)]
Limit = Annotated[int, Query(ge=1, le=500, description="Rows of a page.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="Rows before the page.")]


class Paged(Schema):
    """A page of a list; `count` is all of it."""

    count: int


def page(found: QuerySet[Any], limit: int, offset: int, out: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """A page of what was found, cut by the database."""
    return {"items": [out(one) for one in found[offset : offset + limit]], "count": found.count()}
