"""The API: its root, and how everything that is refused is told. Each domain brings its own routes."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja.errors import HttpError
from ninja.errors import ValidationError as NotUnderstood

from balcao.api import Refused, answer
from balcao.businesses.keys import Anybody, Key
from balcao.diagnoses.api import router as diagnoses
from balcao.language import say
from balcao.programmes.agency_api import router as agency
from balcao.programmes.agency_many_api import router as agency_many
from balcao.programmes.agency_phases_api import router as agency_phases
from balcao.programmes.api import router as programmes
from balcao.programmes.public_api import router as phases
from balcao.programmes.refused import as_refused
from balcao.site.key_api import router as keys
from balcao.site.openapi import VERSION, Documented
from balcao.site.programs import named, once

api = Documented(
    title="Balcão",
    version=VERSION,
    description="Bring sales exports and read what they say; follow phases of support, and apply.",
    auth=Key(),
    docs_url=None,  # the page would run another host's script; docs/api.md tells it in words
    urls_namespace="api",
)
api.add_decorator(once, mode="operation")
api.add_decorator(named, mode="operation")
api.add_router("", keys)
api.add_router("", diagnoses)
api.add_router("", phases, auth=Anybody())
api.add_router("", programmes)
api.add_router("/agency", agency)
api.add_router("/agency", agency_many)
api.add_router("/agency", agency_phases)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(request, error)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(request, as_refused(error))


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(request, as_refused(error))


@api.exception_handler(ValidationError)
def not_taken(request: HttpRequest, error: Any) -> HttpResponse:
    """What an action refuses. It would refuse the same again, unless only the moment was wrong."""
    refused = as_refused(error)
    request.final = refused.code == "refused"
    return answer(request, refused)


@api.exception_handler(NotUnderstood)
def not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    """What is missing, unknown or of another kind than the document says; where the address itself is wrong, there is nothing."""
    if any(one["loc"][0] == "path" for one in error.errors):
        return answer(request, Refused(404, "not_found", say("api-not-found")))
    fields = [_fault(one) for one in error.errors]
    detail = " ".join(dict.fromkeys(sentence for _, _, sentence in fields))
    return answer(request, Refused(422, "invalid", detail, fields))


def _fault(error: Any) -> tuple[str, str, str]:
    at = ".".join(str(part) for part in error["loc"][1:] if part != "given") or str(error["loc"][0])
    sentence = {"missing": "api-field-missing", "extra_forbidden": "api-field-unknown"}.get(error["type"])
    return at, error["type"], say(sentence or "api-field-wrong", at=at)


@api.exception_handler(HttpError)
def not_json(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(request, Refused(error.status_code, "not_json", say("api-not-json")))


@api.exception_handler(UnreadablePostError)
def cut(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(request, Refused(400, "cut", say("api-cut")))
