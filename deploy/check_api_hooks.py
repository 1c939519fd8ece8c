"""For schemathesis: calls that make sense come first, four times in five an address names something that is there, and what was answered is counted."""

import atexit
import hashlib
import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

import schemathesis
from schemathesis.core.parameters import ParameterLocation

SEEDED: dict[str, Any] = json.loads(Path(os.environ["CHECK_SEEDED"]).read_text())
FIRST = os.environ.get("CHECK_FIRST") == "1"
"""Whether these are the first calls, with nothing but what makes sense."""
IDS: dict[str, list[str]] = SEEDED["ids"]
WORDS = ("slug", "needed")
"""What names something and is no UUID."""
SHUTS_OUT = "declareInterest"
"""From then on its caller sees no more of that application: it is called about some that nothing else is called about."""
NAMED = re.compile(rb'"(?:id|slug|phase)": ?"([^"]+)"')
told: set[str] = set()
"""What answers named: a walk goes from one answer to the next call, and its ids stay as they are."""
answered: dict[str, Counter[int]] = defaultdict(Counter)
counting = Lock()


def _id_of(operation: Any) -> str:
    return str(operation.definition.raw["operationId"])


def _number(value: Any) -> int:
    return int(hashlib.sha256(repr(value).encode()).hexdigest()[:8], 16)


def _one_of(known: list[str], value: Any) -> str:
    """One of those, the same for the same value."""
    return known[_number(value) % len(known)]


def _is_well_formed(value: Any, known: str) -> bool:
    """Whether something is an id: what is made to be none must stay so."""
    if not isinstance(value, str) or known in WORDS:
        return isinstance(value, str)
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False


def _known(value: Any, name: str) -> Any:
    """Four times in five something that is there."""
    changes = _is_well_formed(value, name) and value not in told and _number(value) % 5
    return _one_of(IDS[name], value) if changes else value


@schemathesis.hook
def before_add_examples(context: Any, examples: list[Any]) -> None:
    """Before all else, each operation is called about something of its own about which it can succeed."""
    good = SEEDED["good"].get(_id_of(context.operation)) if FIRST else None
    if FIRST:
        examples.clear()
    if good is not None:
        given = {name: good[at] for name, at in (("path_parameters", "path"), ("query", "query")) if at in good}
        if "body" in good:
            body = good["body"]
            is_form = "file" in body
            given["body"] = {**body, "file": body["file"].encode("latin-1")} if is_form else body
            given["media_type"] = "multipart/form-data" if is_form else "application/json"
        examples.append(context.operation.Case(**given))


@schemathesis.hook
def map_case(context: Any, case: Any) -> Any:
    """Ids of what was made for the check, in the address."""
    ill = case.meta is not None and case.meta.is_negative_at(ParameterLocation.PATH)
    if case.path_parameters and not ill:
        case.path_parameters = {
            name: _known(value, name) if name in IDS else value for name, value in case.path_parameters.items()
        }
    return case


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """The same in what is sent: an outlet, a phase, a kind of paper, applications."""
    if isinstance(body, dict):
        for name, known in (("outlet", "outlet_id"), ("phase", "slug"), ("needed", "needed")):
            if name in body:
                body[name] = _known(body[name], known)
        for one in body.get("decisions") if isinstance(body.get("decisions"), list) else ():
            if isinstance(one, dict) and "id" in one:
                one["id"] = _known(one["id"], "application_id")
    return body


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Nothing but what was set aside for it is shut out from."""
    value = (case.path_parameters or {}).get("application_id")
    aside = SEEDED["aside"]
    if _id_of(case.operation) == SHUTS_OUT and value not in aside and _is_well_formed(value, "application_id"):
        case.path_parameters = {**case.path_parameters, "application_id": _one_of(aside, value)}


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Count how each operation was answered, and keep what the answer named."""
    told.update(one.decode() for one in NAMED.findall(response.content))
    if case.method.upper() == case.operation.method.upper():
        with counting:
            answered[_id_of(case.operation)][response.status_code] += 1


@atexit.register
def tell() -> None:
    """Leave what was counted to whoever started this."""
    Path(os.environ["CHECK_ANSWERED"]).write_text(json.dumps(answered))
