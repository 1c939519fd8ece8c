"""Sending under any load: that a draft was sent, and when, is kept at once; checking and submitting follow.

At most times they follow in the same request. When many send in the same seconds, such as in a phase's last minute,
workers do it, in the order of arrival; what counts is the moment of sending. A process that dies loses nothing: the
sending is still there, and whoever comes next goes on.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from balcao.accounts.models import User
from balcao.businesses.rights import Right
from balcao.programmes.actions.lock import Phases
from balcao.programmes.actions.submit import Came, Sent, submit_many
from balcao.programmes.messages import to_members
from balcao.programmes.models import Application, Sending
from balcao.programmes.rights import applications
from balcao.records import record

log = logging.getLogger("balcao.programmes")

AT_ONCE = 4
"""While no more than so many wait, an application is submitted in the request that sends it."""
LEFT = timedelta(seconds=3)
"""A sending that is older was left by a request that died, or was too many."""
RUSH = 150
"""While more than so many were sent within that time, they are only kept: whoever sends does not wait for those before."""
PART = 200
"""Sendings looked at in one go; so many that fail at the front do not keep the rest from their turn."""
TOGETHER = 25
"""So many are submitted in one transaction, with the statements that one would take."""
WORKERS = 2
"""So many tasks submit at one time."""


def receive(user: User, application_id: UUID, anyway: bool) -> bool:
    """Keep that a draft is sent now; returns whether it is one that the user may send. Sent again, the first moment counts."""
    mine, whose = _own_draft(connection.vendor)
    given = {NOBODY: user.pk, _written(NOTHING): _written(application_id)}
    moment, values = record.moment()
    try:
        with _by_itself(), connection.cursor() as cursor:  # one statement: everybody waits for it in a last minute
            cursor.execute(
                f"INSERT INTO programmes_sending (application_id, user_id, at, anyway)"
                f" SELECT mine.id, %s, {moment}, %s FROM ({mine}) AS mine WHERE true ON CONFLICT DO NOTHING",
                [user.pk, *values, anyway, *(given.get(value, value) for value in whose)],
            )
            if cursor.rowcount == 1:
                return True
        return _drafts(user, application_id).exists()
    except IntegrityError:  # thrown away at the same moment
        return False


def _drafts(user: User, application_id: UUID) -> QuerySet[Application]:
    """A draft, if it is one that somebody may send. Not by state: while the database believes that there are few drafts, it looks through all of them."""
    return applications(user, Right.MANAGE).filter(pk=application_id, submitted_at=None)


NOBODY, NOTHING = -1, UUID(int=0)
"""Numbers that nobody and nothing has."""


@cache
def _own_draft(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """That query for nobody and nothing, as a kind of database takes it: to write it takes half of the time of a request."""
    found: tuple[str, tuple[Any, ...]] = _drafts(User(pk=NOBODY), NOTHING).values("id").query.sql_with_params()
    return found


def _written(key: UUID) -> Any:
    return Application._meta.pk.get_db_prep_value(key, connection)


def _by_itself() -> AbstractContextManager[object]:
    """Within a transaction a statement that fails leaves what came before; outside of one it is alone anyway."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def busy() -> bool:
    """Whether more wait than can be submitted at once; asked once a second while it is so."""
    known = caches["pages"]
    if known.get("busy"):
        return True
    waiting = Sending.objects.all()[: AT_ONCE + 1].count() > AT_ONCE
    if waiting:
        known.set("busy", True, 1)
    return waiting


def send(application_id: UUID) -> Application | None:
    """Submit what was sent; None if another does. Raises ValidationError with what is in the way: the draft stays."""
    came = _submit([application_id], get_language()).get(application_id)
    if isinstance(came, Exception):
        raise came
    return came


def _submit(keys: Sequence[UUID], language: str | None = None) -> dict[UUID, Came]:
    """Submit what was sent, unless another is at it, in one transaction; returns what came of each that was dealt with.

    Whoever is refused reads why at once in this language, or is told. Of a business it is the first alone: what it has
    sent counts for the limits of what it sent afterwards.
    """
    with transaction.atomic():
        rows = Sending.objects.select_for_update(**_SKIP).filter(pk__in=keys).select_related("user", "application")
        first: dict[UUID | None, Sent] = {}
        for one in rows.order_by("at", "pk"):
            own = language or one.user.language or settings.LANGUAGE_CODE
            first.setdefault(one.application.business_id, Sent(one.user, one.application, one.anyway, one.at, own))
        came = submit_many(list(first.values()))
        if not language:
            _tell_refused([one for one in first.values() if isinstance(came[one.application.pk], Exception)], came)
        Sending.objects.filter(pk__in=came).delete()
    return came


def _tell_refused(sent: Sequence[Sent], came: Mapping[UUID, Came]) -> None:
    """Tell people why what they have sent was not submitted."""
    phases = Phases()
    for one in sent:
        why = came[one.application.pk]
        phases.join(one.application)
        told = " ".join(why.messages) if isinstance(why, ValidationError) else ""
        to_members([one.application], "not-sent", one.at.isoformat() if one.at else "", why=told)


_SKIP = {"skip_locked": True, "of": ("self",)} if connection.features.has_select_for_update_skip_locked else {}


def rush(now: datetime) -> bool:
    """Whether so many are being sent that keeping them comes first."""
    return Sending.objects.filter(at__gt=now - LEFT)[: RUSH + 1].count() > RUSH


def queue_sendings(now: datetime) -> None:
    """Let workers submit what no request did, once the rush is over."""
    if rush(now) or not Sending.objects.filter(at__lt=now - LEFT).exists():
        return
    under_way = DBTaskResult.objects.filter(
        task_path=send_waiting.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    ).count()
    for _ in range(WORKERS - under_way):
        send_waiting.enqueue()


@task()
def send_waiting() -> None:
    """Submit everything that was sent, in the order of arrival; who is refused is told why."""
    while True:
        part = list(Sending.objects.order_by("at", "pk").values_list("pk", flat=True)[:PART])
        done = 0
        for start in range(0, len(part), TOGETHER):
            if rush(timezone.now()):
                return  # it is queued again when the rush is over
            done += _try(part[start : start + TOGETHER])
        if not done:
            return  # nothing is left, or only what others are at or what failed: that is tried again with the next task


def _try(keys: Sequence[UUID]) -> int:
    """Submit some; returns how many are dealt with. What fails for a reason of ours stays and does not stop the others."""
    try:
        return len(_submit(keys))
    except Exception:
        if len(keys) > 1:
            return sum(_try([key]) for key in keys)
        log.exception("not submitted", extra={"application": str(keys[0])})
        return 0
