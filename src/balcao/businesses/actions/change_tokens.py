"""Tokens for programs: made and revoked by an owner. What they may do is checked at every call."""

from collections.abc import Sequence
from datetime import timedelta

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


@transaction.atomic
def make_token(user: User, business: Business, name: str, scopes: Sequence[str]) -> tuple[Token, str]:
    """A new token and its secret, which is shown once."""
    require(user, business, Right.OWN)
    if Token.Scope.REVIEW in scopes:
        raise PermissionDenied("review is for officers")
    secret = Token.make_secret()
    token = Token.objects.create(
        user=user,
        business=business,
        name=name.strip()[:60],
        digest=Token.hash(secret),
        scopes=sorted({Token.Scope(scope).value for scope in scopes}),
    )
    record.write("token.made", user, business.pk, token.pk, scopes=" ".join(token.scopes))
    return token, secret


@transaction.atomic
def make_officers_token(user: User, name: str) -> tuple[Token, str]:
    """A new token for an officer's program, and its secret, which is shown once."""
    require_role(user, Role.OFFICER)
    secret = Token.make_secret()
    token = Token.objects.create(user=user, name=name.strip()[:60], digest=Token.hash(secret), scopes=["review"])
    record.write("token.made", user, None, token.pk, scopes="review")
    return token, secret


def use_token(secret: str) -> Token | None:
    """The token with this secret, if its owner may still sign in and it was used within the year."""
    token = Token.objects.select_related("user", "business").filter(digest=Token.hash(secret)).first()
    if token is None or not token.user.is_active:
        return None
    now = timezone.now()
    if (token.used_at or token.created_at) < now - ASLEEP:
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
