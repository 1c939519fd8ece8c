"""Tokens for programs: made and revoked by an owner. What they may do is checked at every call."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.accounts.rights import require_role
from balcao.businesses.models import Business, Token
from balcao.businesses.rights import Right, require
from balcao.records import record

USED = timedelta(minutes=1)
"""How exactly we remember when a token was last used."""
ASLEEP = timedelta(days=365)
"""A token that was not used for so long opens nothing any more."""
OFFICERS = {str(Token.Scope.REVIEW), str(Token.Scope.REVIEW_READ)}
"""Scopes that are officers' only."""
DAYS = (30, 90, 365)
"""After so many days a token may end by itself."""


@transaction.atomic
def make_token(
    user: User, business: Business, name: str, scopes: Sequence[str], days: int | None = None
) -> tuple[Token, str]:
    """A new token and its secret, which is shown once; with `days` it ends by itself."""
    require(user, business, Right.OWN)
    wanted = sorted({Token.Scope(scope).value for scope in scopes})
    if OFFICERS & set(wanted):
        raise PermissionDenied("review is for officers")
    return _make(user, name, wanted, days, business)


@transaction.atomic
def make_officers_token(user: User, name: str, days: int | None = None, read_only: bool = False) -> tuple[Token, str]:
    """A new token for an officer's program, and its secret, which is shown once; with `days` it ends by itself."""
    require_role(user, Role.OFFICER)
    return _make(user, name, [str(Token.Scope.REVIEW_READ if read_only else Token.Scope.REVIEW)], days)


def _make(
    user: User, name: str, scopes: list[str], days: int | None, business: Business | None = None
) -> tuple[Token, str]:
    secret = Token.make_secret()
    token = Token.objects.create(
        user=user, business=business, name=name.strip()[:60], digest=Token.hash(secret), scopes=scopes,
        expires_at=timezone.now() + timedelta(days=days) if days else None,
    )  # fmt: skip
    facts: dict[str, Any] = {"days": days} if days else {}
    record.write("token.made", user, business and business.pk, token.pk, scopes=" ".join(scopes), **facts)
    return token, secret


def use_token(secret: str) -> Token | None:
    """The token with this secret, if its owner may still sign in, it has not ended, and it was used within the year."""
    token = Token.objects.select_related("user", "business").filter(digest=Token.hash(secret)).first()
    if token is None or not token.user.is_active:
        return None
    now = timezone.now()
    if token.is_over(now) or (token.used_at or token.created_at) < now - ASLEEP:
        return None
    if token.used_at is None or token.used_at < now - USED:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token


@transaction.atomic
def revoke_token(user: User, token: Token) -> None:
    """From now on the token opens nothing."""
    if token.business is not None:
        require(user, token.business, Right.OWN)
    elif token.user_id != user.pk:
        raise PermissionDenied("not one's own")
    record.write("token.revoked", user, token.business_id, token.pk)
    token.delete()
