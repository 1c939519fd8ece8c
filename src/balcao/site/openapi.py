"""The document of the API, with what holds for every call: refusals, headers, limits, and what a key must allow."""

from copy import deepcopy
from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from balcao.api import Refusal
from balcao.diagnoses.api_shapes import DiagnosisOut
from balcao.messaging.events import EVENTS, Event
from balcao.site.openapi_words import describe, prune

VERSION = "1.0"
"""Of the API, not of the program: docs/api.md says what may change without another."""
TAGS = {
    "key": "The key itself.",
    "diagnoses": "Sales exports and what they say.",
    "programme": "Phases of support, and a business's applications.",
    "agency": "For officers' own programs.",
    "events": "What programs are told.",
}
_REFUSALS = {
    400: "Not read whole, or not JSON.",
    401: "No good key.",
    403: "The key may not.",
    404: "Nothing of this business, or nothing at all.",
    405: "Not so: see Allow.",
    409: "Not now.",
    412: "Changed since it was read.",
    413: "Too large.",
    422: "Cannot be taken as it is.",
    429: "Too many calls: see Retry-After.",
}
_TEXT = {"type": "string"}
_LANGUAGE = {
    "in": "header", "name": "Accept-Language", "required": False, "schema": _TEXT,
    "description": "zh-Hant, pt or en: the language of every sentence.",
}  # fmt: skip
_ONCE = {
    "in": "header", "name": "Idempotency-Key", "required": False, "schema": {"type": "string", "maxLength": 200},
    "description": "A name of your own for this write: sent again under it, it is done once.",
}  # fmt: skip
_KNOWN = {
    "in": "header", "name": "If-None-Match", "required": False, "schema": _TEXT,
    "description": "The ETag that you have: 304 while nothing has changed.",
}  # fmt: skip
_HEADERS = {
    "X-Request-ID": {"schema": _TEXT, "description": "Finds this call in the site's logs."},
    "RateLimit-Limit": {"schema": {"type": "integer"}, "description": "Calls a minute."},
    "RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "Calls that are left."},
    "RateLimit-Reset": {"schema": {"type": "integer"}, "description": "Seconds until there are more."},
}
_ETAG = {"ETag": {"schema": _TEXT}}
_REPLAY = {
    "Idempotent-Replay": {"schema": {"type": "string", "enum": ["true"]}, "description": "The first answer again."}
}
_RETRY = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}


_DIAGNOSIS, _TERMS = ({"$ref": f"#/components/schemas/{name}"} for name in ("DiagnosisOut", "Terms"))
_KEPT: dict[tuple[str, str], dict[str, Any]] = {
    ("ReportOut", "figures"): {"anyOf": [_DIAGNOSIS, {"type": "null"}]},
    ("PhaseOut", "terms"): _TERMS,
    ("PhaseRow", "terms"): _TERMS,
    ("PhaseRow", "draft"): {"anyOf": [_TERMS, {"type": "null"}]},
}
"""What is given as it was kept, and has a shape all the same."""


def _event(name: str, event: Event) -> dict[str, Any]:
    """How the document tells of something that programs are told."""
    subject = {"type": "string", "description": f"What it is about: {event.subject}."}
    data = {"type": "object", "required": ["subject", *event.facts], "properties": {"subject": subject, **event.facts}}
    whole = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"type": "string", "const": name, "description": "What happened."},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened."},
            "data": {**data, "description": "The facts."},
        },
    }
    whose = [kind for kind, told in (("the agency's", event.agency), ("businesses'", event.business)) if told]
    first, *rest = name.split(".")
    return {
        "post": {
            "operationId": first + "".join(rest).capitalize(),
            "summary": event.about.rstrip("."),
            "description": f"{event.about} Told to {' and '.join(whose)} programs, signed as Standard Webhooks has it.",
            "tags": ["events"],
            "security": [],
            "requestBody": {"required": True, "content": {"application/json": {"schema": whole}}},
            "responses": {
                "2XX": {"description": "Heard. Anything else is tried again."},
                "4XX": {"description": "Tried again."},
            },
        }
    }


class Documented(NinjaAPI):
    """Ninja's API whose document says all that a generated client needs."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The document."""
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        components = document["components"]
        refusal = Refusal.model_json_schema(ref_template="#/components/schemas/{model}")
        components["schemas"].update(refusal.pop("$defs"))
        components["schemas"]["Refusal"] = refusal
        diagnosis = DiagnosisOut.model_json_schema(ref_template="#/components/schemas/{model}")
        components["schemas"].update(diagnosis.pop("$defs"))
        components["schemas"]["DiagnosisOut"] = diagnosis
        for (schema, field), shape in _KEPT.items():
            components["schemas"][schema]["properties"][field] = deepcopy(shape)
        components["responses"] = {f"Refused{status}": _refusal(status, words) for status, words in _REFUSALS.items()}
        components["responses"]["Refused"] = _refusal(0, "Refused.")
        components["securitySchemes"] = {
            "Key": {"type": "http", "scheme": "bearer", "bearerFormat": "balcao_…", "description": "Scopes: upload, read, apply; review and review_read for officers."}
        }  # fmt: skip
        scopes = {op.operation_id: op.auth_callbacks for op in self._operations()}
        for methods in document["paths"].values():
            for method, operation in methods.items():
                _complete(method, operation, scopes[operation["operationId"]])
        document["webhooks"] = {name: _event(name, event) for name, event in EVENTS.items()}
        prune(document)
        describe(document)
        document["servers"] = [{"url": settings.ADDRESS}]
        document["tags"] = [{"name": name, "description": about} for name, about in TAGS.items()]
        document["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
        document["info"]["contact"] = {
            "name": settings.AGENCY,
            **({"email": settings.CONTACT} if settings.CONTACT else {}),
        }
        return document

    def _operations(self) -> Any:
        for router in self._get_bound_routers():
            for view in router.path_operations.values():
                yield from view.operations


def _refusal(status: int, words: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {
        "description": words,
        "headers": {**_HEADERS, **(_RETRY if status in (409, 429) else {})},
        "content": content,
    }


def _complete(method: str, operation: dict[str, Any], keys: Any) -> None:
    """What holds for a read, or for a write, of anybody or of a key."""
    read = method == "get"
    operation["parameters"] = [*operation["parameters"], _LANGUAGE, _KNOWN if read else _ONCE]
    operation.setdefault("description", operation["summary"])
    for answer in operation["responses"].values():
        if "$ref" in answer:
            continue
        _tell_files(answer)
        answer["headers"] = {**_HEADERS, **(_ETAG if read else _REPLAY)}
    if read:
        operation["responses"][304] = {"description": "Nothing has changed.", "headers": _ETAG}
    needed = [scope for key in keys for scope in getattr(key, "scopes", ())]
    closed = any(hasattr(key, "scopes") for key in keys)
    operation["security"] = [{"Key": []}] if closed else [{}, {"Key": []}]
    if needed:
        operation["description"] += f" For keys that may `{'` or `'.join(needed)}`."
    statuses = [404, 405, 422, 429] + ([401, 403] if closed else []) + ([] if read else [400, 409, 413])
    for status in sorted(set(statuses) - set(operation["responses"])):
        operation["responses"][status] = {"$ref": f"#/components/responses/Refused{status}"}
    operation["responses"]["default"] = {"$ref": "#/components/responses/Refused"}


def _tell_files(answer: dict[str, Any]) -> None:
    """Tell the bytes of a file as such: Ninja takes every answer for JSON."""
    told = answer.get("content", {}).get("application/json", {})
    if told.get("schema", {}).get("format") == "binary":
        answer["content"] = {"application/octet-stream": told}
