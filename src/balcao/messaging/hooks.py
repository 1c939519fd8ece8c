"""Programs that are told, of the agency or of a business: how each is added, tried and removed. Whoever calls has asked about rights."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Prefetch, QuerySet

from balcao.accounts.models import User
from balcao.accounts.quota import count_call
from balcao.language import say
from balcao.messaging.events import ALWAYS, choices
from balcao.messaging.models import Delivery, Hook
from balcao.messaging.outside import NotOutsideError, check, is_named
from balcao.messaging.tell import emit_to
from balcao.records import record

MOST = 5
"""Programs of one business."""
TRIAL = timedelta(minutes=1)
"""A host is tried no more often: whoever names another's address does not knock there without end."""


def add(user: User, name: str, url: str, events: Sequence[str], business: UUID | None = None) -> Hook:
    """A new program with a secret of its own. Raises ValidationError for what is no address of the web, leads inside, or is one too many."""
    try:
        URLValidator(schemes=["https", "http"])(url)
    except ValidationError:
        if business or not is_named(url):  # such a host may have no dots
            raise ValidationError(say("hook-url-wrong")) from None
    try:
        check(url, ours=business is None)
    except NotOutsideError:
        raise ValidationError(say("hook-url-outside" if business else "hook-url-inside")) from None
    if business and Hook.objects.filter(business=business).count() >= MOST:
        raise ValidationError(say("hooks-too-many", most=MOST))
    chosen = [name for name in choices(business is not None) if name in events]
    hook = Hook.objects.create(
        name=name.strip()[:60] or url[:60], url=url, made_by=user, business=business, events=chosen
    )
    record.write("hook.made", user, business, hook.pk)
    return hook


def remove(user: User | None, hooks: Iterable[Hook]) -> None:
    """They are told nothing any more."""
    for hook in hooks:
        record.write("hook.removed", user, hook.business, hook.pk)
        hook.delete()


def attempt(user: User, hook: Hook) -> None:
    """Send a program an event that says that it is a trial. Raises ValidationError if its host was tried just now.

    Counted for whoever asks and for the business, so that nobody gets another trial by adding the program again.
    """
    host = (urlsplit(hook.url).hostname or "").rstrip(".")
    for whose in (f"person {user.pk}", f"business {hook.business}"):
        counted, _, _ = count_call(f"trial {whose} {host}", 1, TRIAL)
        if not counted:
            raise ValidationError(say("hook-tried-now"))
    emit_to(hook, ALWAYS)


def programs(business: UUID | None = None) -> QuerySet[Hook]:
    """The agency's programs, or a business's, each with its latest sendings."""
    latest = Delivery.objects.order_by("-made_at", "id")
    found = Hook.objects.filter(business=business).order_by("name", "pk")
    return found.prefetch_related(Prefetch("deliveries", latest[:3], to_attr="latest"))
