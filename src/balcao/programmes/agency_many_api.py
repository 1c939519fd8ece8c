"""The API for officers' own programs: the same act about many applications in one call, each by itself."""

import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest
from ninja import Field, Router, Schema

from balcao.accounts.models import User
from balcao.api import Body, Fault
from balcao.businesses.keys import Key
from balcao.language import say
from balcao.programmes.actions import decide, review
from balcao.programmes.agency_api import require_rules
from balcao.programmes.agency_shapes import Decision
from balcao.programmes.models import Application
from balcao.programmes.refused import ERRORS, as_refused
from balcao.programmes.rights import look_at_review
from balcao.programmes.states import State

log = logging.getLogger("balcao.requests")

router = Router(tags=["agency"], auth=Key("review"))
MOST = 100
"""Applications in one call."""


class Takes(Body):
    """Applications to be taken."""

    ids: list[UUID] = Field(min_length=1, max_length=MOST)


class DecisionOf(Decision):
    """A decision, and about which application."""

    id: UUID


class Decisions(Body):
    """Decisions about many applications."""

    decisions: list[DecisionOf] = Field(min_length=1, max_length=MOST)


class No(Schema):
    """Why nothing was done about this one."""

    detail: str
    code: str
    fields: list[Fault]


class Result(Schema):
    """What became of one: its state, or a refusal; one of them is null."""

    id: UUID
    state: State | None
    refusal: No | None


class Results(Schema):
    """What became of each, in the order in which they were sent."""

    results: list[Result]


@router.post("/applications/take", response=Results, operation_id="takeMany", summary="Take many")
def take(request: HttpRequest, given: Takes) -> Any:
    """Each is taken or refused by itself; the answer is 200 and says which."""
    return _each(request, [(key, lambda user, a: review.assign(user, a, user)) for key in given.ids])


@router.post("/applications/decide", response=Results, operation_id="decideMany", summary="Decide many")
def decide_(request: HttpRequest, given: Decisions) -> Any:
    """Each is decided or refused by itself, as `decideApplication` would; the answer is 200 and says which."""

    def act(one: DecisionOf) -> Callable[[User, Application], object]:
        def decided(user: User, a: Application) -> None:
            require_rules(a, one.rules)
            decide.decide(user, a, one.eligible, one.rules, one.words)

        return decided

    return _each(request, [(one.id, act(one)) for one in given.decisions])


def _each(request: HttpRequest, acts: Sequence[tuple[UUID, Callable[[User, Application], object]]]) -> dict[str, Any]:
    """Done in one order whoever asks, by phase and application, as each locks them: two calls never wait for each other.

    Told in the order in which they were sent. Where the database fails on the way, what is done is told as done and all else as not done
    yet; with a key of its own the call is one transaction, of which nothing is done.
    """
    user = request.user
    found_in = dict(Application.objects.filter(pk__in=[key for key, _ in acts]).values_list("pk", "phase"))
    results: dict[int, dict[str, Any]] = {}
    for place in sorted(range(len(acts)), key=lambda n: (str(found_in.get(acts[n][0], "")), acts[n][0])):
        key, act = acts[place]
        state, refusal = None, None
        try:
            found = look_at_review(user, key)
            with transaction.atomic():
                act(user, found)
                state = look_at_review(user, key).state
        except (OperationalError, InterfaceError) as error:
            if hasattr(request, "claimed"):
                raise
            log.warning("database failed amid many", extra={"error": type(error).__name__, "done": len(results)})
            break
        except ERRORS as error:
            state = None
            no = as_refused(error)
            faults = [{"at": at, "code": code, "detail": detail} for at, code, detail in no.fields]
            refusal = {"detail": no.detail, "code": no.code, "fields": faults}
        results[place] = {"id": key, "state": state, "refusal": refusal}
    not_yet = {"detail": say("api-not-done-yet"), "code": "busy", "fields": []}
    for place, (key, _) in enumerate(acts):
        results.setdefault(place, {"id": key, "state": None, "refusal": not_yet})
    return {"results": [results[place] for place in range(len(acts))]}
