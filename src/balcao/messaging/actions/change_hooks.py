"""Hooks: made, tried and removed by administrators."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from balcao.accounts.models import Role, User
from balcao.accounts.rights import require_role
from balcao.language import say
from balcao.messaging.models import Delivery, Hook, a_day_from_now
from balcao.messaging.outside import NotOutsideError, check, is_named
from balcao.messaging.tell import emit_many
from balcao.records import record


@transaction.atomic
def make_hook(user: User, name: str, url: str) -> Hook:
    """A new hook with a secret of its own. Raises ValidationError for what is no address of the web, or leads inside."""
    require_role(user, Role.ADMINISTRATOR)
    try:
        URLValidator(schemes=["https", "http"])(url)
    except ValidationError:
        if not is_named(url):  # such a host may have no dots
            raise ValidationError(say("hook-url-wrong")) from None
    try:
        check(url)
    except NotOutsideError:
        raise ValidationError(say("hook-url-inside")) from None
    hook = Hook.objects.create(name=name.strip()[:60] or url[:60], url=url)
    record.write("hook.made", user, None, hook.pk)
    return hook


@transaction.atomic
def remove_hook(user: User, hook: Hook) -> None:
    """The program is told nothing any more."""
    require_role(user, Role.ADMINISTRATOR)
    record.write("hook.removed", user, None, hook.pk)
    hook.delete()


def try_hook(user: User, hook: Hook) -> None:
    """Send this hook an event that says that it is a trial."""
    require_role(user, Role.ADMINISTRATOR)
    emit_many("hook.tried", [(hook.pk, {})], to=[hook])


@transaction.atomic
def send_again(user: User, delivery: Delivery) -> None:
    """Try a delivery that was given up once more from the beginning."""
    require_role(user, Role.ADMINISTRATOR)
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED).update(
        state=Delivery.State.WAITING, tries=0, due_at=delivery.made_at, until=a_day_from_now(), error=""
    )
