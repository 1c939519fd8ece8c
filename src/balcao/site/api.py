"""The API: its root, and who may call it. Each domain brings its own routes."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from balcao import __version__
from balcao.businesses.actions.change_tokens import use_token
from balcao.diagnoses.api import router
from balcao.language import say


class Bearer(HttpBearer):
    """A token in the header; the request then acts for the token's owner, within its business and scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = use_token(token)
        if found:
            request.user = found.user
        return found


api = NinjaAPI(
    title="Balcão",
    version=__version__,
    description="Bring sales exports, follow their reading, and read what they say.",
    auth=Bearer(),
    docs_url=None,  # the page would run another host's script; docs/api.md tells it in words
    urls_namespace="api",
)
api.add_router("", router)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return api.create_response(request, {"detail": say("not-found")}, status=404)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
    return api.create_response(request, {"detail": say("forbidden")}, status=403)


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    return api.create_response(request, {"detail": error.messages[0]}, status=422)
