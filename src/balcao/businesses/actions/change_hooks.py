"""Programs that are told of a business: made, tried and removed by an owner."""

from collections.abc import Sequence

from django.db import transaction

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.businesses.rights import Right, require
from balcao.messaging import hooks
from balcao.messaging.models import Hook


@transaction.atomic
def make_hook(user: User, business: Business, name: str, url: str, events: Sequence[str] = ()) -> Hook:
    """A new program with a secret of its own, told of `events` or of all. Raises ValidationError as `hooks.add` does."""
    require(user, business, Right.OWN)
    Business.objects.select_for_update().get(pk=business.pk)  # so that no two are the last one allowed
    return hooks.add(user, name, url, events, business.pk)


@transaction.atomic
def remove_hook(user: User, business: Business, hook: Hook) -> None:
    """The program is told nothing any more."""
    require(user, business, Right.OWN)
    hooks.remove(user, [hook])


@transaction.atomic
def try_hook(user: User, business: Business, hook: Hook) -> None:
    """Send it a trial. Raises ValidationError if it was tried just now."""
    require(user, business, Right.OWN)
    hooks.attempt(user, hook)
