"""For schemathesis: four times in five an address names something that is there, else everything would be 404."""

import hashlib
import json
import os
from typing import Any
from uuid import UUID

import schemathesis

IDS: dict[str, list[str]] = json.loads(os.environ["CHECK_IDS"])


def _number(value: Any) -> int:
    return int(hashlib.sha256(repr(value).encode()).hexdigest()[:8], 16)


def _is_well_formed(value: Any, known: str) -> bool:
    """Whether something is an id: what is made to be none must stay so."""
    if not isinstance(value, str) or known == "slug":
        return isinstance(value, str)
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
    """Ids of what was made for the check."""
    for name, value in (path_parameters or {}).items():
        if name in IDS and (number := _number(value)) % 5:
            path_parameters[name] = IDS[name][number % len(IDS[name])]
    return path_parameters


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """The same in what is sent: an outlet, a phase, applications."""
    if isinstance(body, dict):
        for name, known in (("outlet", "outlet_id"), ("phase", "slug")):
            if name in body and _is_well_formed(body[name], known) and (number := _number(body[name])) % 5:
                body[name] = IDS[known][number % len(IDS[known])]
        for one in body.get("decisions") if isinstance(body.get("decisions"), list) else ():
            well = isinstance(one, dict) and _is_well_formed(one.get("id"), "application_id")
            if well and (number := _number(one)) % 5:
                one["id"] = IDS["application_id"][number % len(IDS["application_id"])]
    return body
