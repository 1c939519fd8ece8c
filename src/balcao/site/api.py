"""The API: its root, and who may call it. Each domain brings its own routes."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer
from ninja.throttling import AnonRateThrottle, AuthRateThrottle

from balcao import __version__
from balcao.businesses.actions.change_tokens import use_token
from balcao.diagnoses.api import router as diagnoses
from balcao.language import say
from balcao.programmes.agency_api import router as agency
from balcao.programmes.api import router as programmes
from balcao.programmes.public_api import router as phases


class Bearer(HttpBearer):
    """A token in the header; the request then acts for the token's owner, within its business and scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = use_token(token)
        if found:
            request.user = found.user
        return found


class Anonymous(AnonRateThrottle):
    """Programs without a token, by address: some reads a second."""


class Tokened(AuthRateThrottle):
    """Programs with a token, each by itself."""


api = NinjaAPI(
    title="Balcão",
    version=__version__,
    description="Bring sales exports and read what they say; follow phases of support, and apply.",
    auth=Bearer(),
    throttle=[Anonymous("120/min"), Tokened("600/min")],
    docs_url=None,  # the page would run another host's script; docs/api.md tells it in words
    urls_namespace="api",
)
api.add_router("", diagnoses)
api.add_router("", phases)
api.add_router("", programmes)
api.add_router("/agency", agency)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return api.create_response(request, {"detail": say("not-found")}, status=404)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
    return api.create_response(request, {"detail": say("forbidden")}, status=403)


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    return api.create_response(request, {"detail": " ".join(error.messages)}, status=422)
