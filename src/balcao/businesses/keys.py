"""Keys at the door of the API: whose a call is, what its key allows, and how many calls a minute it may make."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.security import HttpBearer

from balcao.accounts.models import Role
from balcao.accounts.quota import count_call
from balcao.api import Refused
from balcao.businesses.actions.change_tokens import use_token
from balcao.businesses.models import Token
from balcao.language import say

MINUTE = timedelta(minutes=1)
WITH_KEY, WITHOUT = 600, 120
"""Calls a minute: of one key, and from one address without a good one."""


class Key(HttpBearer):
    """A key in the header; the call then acts for its owner, within its business. One of `scopes` is needed, before anything is read."""

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def __call__(self, request: HttpRequest) -> Any:
        found = super().__call__(request)
        if found is None:
            count(request, f"address:{address(request)}", WITHOUT)
            headers = {"WWW-Authenticate": 'Bearer realm="Balcao"'}
            raise Refused(401, "no_key", say("api-no-key"), headers=headers)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Whose the key is. Raises PermissionDenied if it does not open this."""
        found = use_token(token)
        if found is None:
            return None
        request.user, request.auth = found.user, found
        count(request, f"key:{found.pk}", WITH_KEY)
        if self.scopes and not self._opens(found):
            raise PermissionDenied(" ".join(self.scopes))
        return found

    def _opens(self, token: Token) -> bool:
        if token.business_id is None and token.user.role != Role.OFFICER:
            return False
        return bool(set(self.scopes) & set(token.scopes))


READ = Key(Token.Scope.REVIEW, Token.Scope.REVIEW_READ)
"""For what officers' programs read: a key that may change nothing will do."""


class Anybody:
    """No key is needed; a good one counts as itself, anybody else by their address."""

    def __call__(self, request: HttpRequest) -> Any:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        found = use_token(secret) if scheme.lower() == "bearer" else None
        count(request, f"key:{found.pk}" if found else f"address:{address(request)}", WITH_KEY if found else WITHOUT)
        return found or True


def address(request: HttpRequest) -> str:
    """The caller's address: the one that the proxy in front saw, and never what the caller says of itself."""
    told = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() if settings.HTTPS else ""
    return "".join((told or str(request.META.get("REMOTE_ADDR", ""))).split())[:60]


def count(request: HttpRequest, whose: str, most: int) -> None:
    """Count a call; `request.limit` is what the answer's headers tell. Raises Refused (429) beyond `most` in a minute."""
    counted, left, wait = count_call(whose, most, MINUTE)
    request.limit = (most, left, wait)
    if not counted:
        raise Refused(429, "too_many", say("api-too-many", seconds=wait), headers={"Retry-After": str(wait)})
