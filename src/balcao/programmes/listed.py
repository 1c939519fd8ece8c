"""The list from which an officer opened an application: it stands in the address, so that they go on where they were."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

from balcao.accounts.models import User
from balcao.programmes import desk
from balcao.programmes.models import Application

BEFORE, AFTER = 4, 8
"""How many of the list stand beside an application."""


def chosen(request: HttpRequest) -> dict[str, str]:
    """Which queue, narrowed by what; an officer's own where the address says none."""
    given = {key: request.GET.get(key, "").strip() for key in ("queue", "phase", "q", "state")}
    return {**given, "queue": given["queue"] if given["queue"] in desk.QUEUES else "mine"}


def query(of: dict[str, str], **more: object) -> str:
    """The same in an address."""
    return urlencode({key: value for key, value in {**of, **more}.items() if value})


def whole(user: User, of: dict[str, str]) -> QuerySet[Application]:
    """Everything on the list, in its order."""
    return desk.queue(user, of["queue"], of["phase"], of["q"], of["state"])


def beside(user: User, of: dict[str, str], one: Application) -> tuple[QuerySet[Application], QuerySet[Application]]:
    """What stands before an application on the list and what after it, also where it is on it no more."""
    if of["queue"] in desk.LATEST_FIRST:
        before = Q(submitted_at__gt=one.submitted_at) | Q(submitted_at=one.submitted_at, pk__lt=one.pk)
        after = Q(submitted_at__lt=one.submitted_at) | Q(submitted_at=one.submitted_at, pk__gt=one.pk)
    elif one.due_at:
        before = Q(due_at__lt=one.due_at) | Q(due_at=one.due_at, pk__lt=one.pk)
        after = Q(due_at__gt=one.due_at) | Q(due_at=one.due_at, pk__gt=one.pk) | Q(due_at=None)
    else:
        before = Q(due_at__isnull=False) | Q(pk__lt=one.pk)
        after = Q(due_at=None, pk__gt=one.pk)
    found = whole(user, of)
    return found.filter(before), found.filter(after)


def shown(user: User, of: dict[str, str], one: Application) -> tuple[list[Application], list[Application]]:
    """What of the list stands beside an application: the nearest before it, and those after it."""
    before, after = beside(user, of, one)
    return list(before.reverse()[:BEFORE])[::-1], list(after[:AFTER])


def onward(user: User, of: dict[str, str], one: Application) -> Application | None:
    """The next on the list about which something is to be decided: after this one or, at its end, from its beginning."""
    before, after = beside(user, of, one)
    return after.filter(due_at__isnull=False).first() or before.filter(due_at__isnull=False).first()
