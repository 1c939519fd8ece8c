"""The agency's hooks: made, tried and removed by administrators."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from balcao.accounts.models import Role, User
from balcao.accounts.rights import require_role
from balcao.messaging import hooks
from balcao.messaging.models import Delivery, Hook, a_day_from_now


@transaction.atomic
def make_hook(user: User, name: str, url: str, events: Sequence[str] = ()) -> Hook:
    """A new hook with a secret of its own, told of `events` or of all. Raises ValidationError for what is no address of the web, or leads inside."""
    require_role(user, Role.ADMINISTRATOR)
    return hooks.add(user, name, url, events)


@transaction.atomic
def remove_hook(user: User, hook: Hook) -> None:
    """The program is told nothing any more."""
    _require(user, hook)
    hooks.remove(user, [hook])


def try_hook(user: User, hook: Hook) -> None:
    """Send this hook an event that says that it is a trial. Raises ValidationError if it was tried just now."""
    _require(user, hook)
    hooks.attempt(user, hook)


def _require(user: User, hook: Hook) -> None:
    """A business's programs are its owners' alone."""
    require_role(user, Role.ADMINISTRATOR)
    if hook.business is not None:
        raise PermissionDenied("a business's")


@transaction.atomic
def send_again(user: User, delivery: Delivery) -> None:
    """Try a delivery that was given up once more from the beginning; to a hook also what it has answered already."""
    require_role(user, Role.ADMINISTRATOR)
    if delivery.hook:
        _require(user, delivery.hook)
    again = [Delivery.State.FAILED, *([Delivery.State.SENT] if delivery.hook_id else [])]
    Delivery.objects.filter(pk=delivery.pk, state__in=again).update(
        state=Delivery.State.WAITING, tries=0, due_at=delivery.made_at, until=a_day_from_now(), error=""
    )
