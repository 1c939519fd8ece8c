"""What is done again and again, by whichever worker's turn it is: each by itself, in parts, and one that fails stops no other.

Quick ones look whether there is something to do and queue it, or seal what is small and must not wait; the others have a thread
of their own.
"""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import InterfaceError, OperationalError

from balcao.records.clock import now
from balcao.site.queue import due, forget_finished_tasks, hand_over_lost_tasks, held, try_failed_again

log = logging.getLogger("balcao.worker")


@dataclass(frozen=True)
class Regular:
    """A duty. One that did as many as its `part` is done again at once. `everywhere`: each machine has its own turn."""

    name: str
    every: timedelta
    do: Callable[[datetime], object]
    part: int = 0
    quick: bool = False
    deletes_files: bool = False
    everywhere: bool = False

    @property
    def mark(self) -> str:
        """The name under which turns are taken."""
        return f"{self.name} {socket.gethostname()[:30]}" if self.everywhere else self.name


def do_duties(at: datetime | None = None, quick: bool | None = None, ended: Callable[[], bool] = lambda: False) -> None:
    """Do what is due: the quick ones, the others, or all of them."""
    for duty in regular():
        if ended():
            return
        if quick is None or duty.quick is quick:
            _do(duty, at, ended)


def _do(duty: Regular, at: datetime | None, ended: Callable[[], bool]) -> None:
    try:
        moment = at or now()
        if (duty.deletes_files and held(moment)) or not due(duty.mark, duty.every, moment):
            return
        while duty.part <= _count(duty.do(moment)) and duty.part and not ended():
            pass
    except (OperationalError, InterfaceError):
        raise  # the database is away: for all of them
    except Exception:
        log.exception("duty failed", extra={"duty": duty.name})


def _count(did: object) -> int:
    return did if isinstance(did, int) else 0


@cache
def regular() -> tuple[Regular, ...]:
    """All of them."""
    from django.contrib.sessions.backends.db import SessionStore

    from balcao.accounts import recovery
    from balcao.accounts.quota import forget_spent
    from balcao.accounts.refusals import forget_refusals
    from balcao.diagnoses.actions import expire, monthly_update
    from balcao.messaging import send
    from balcao.programmes.actions.keep import erase_kept
    from balcao.programmes.actions.places import lapse_unaccepted
    from balcao.programmes.actions.receive import queue_sendings
    from balcao.programmes.actions.remind import remind
    from balcao.programmes.actions.see_through import announce_lapses, lapse_overdue
    from balcao.records.record import seal
    from balcao.site.programs import forget_writes
    from balcao.store import sweep

    def swept(folder: str) -> Callable[[datetime], None]:
        return lambda at: expire.sweep_uploads(settings.HOME / folder, at)

    seconds, minutes, hours = (lambda n, unit=unit: timedelta(**{unit: n}) for unit in ("seconds", "minutes", "hours"))
    return (
        Regular("lost tasks", seconds(5), hand_over_lost_tasks, quick=True),
        Regular("failed tasks", seconds(30), try_failed_again, quick=True),
        Regular("post", seconds(3), send.queue_post, quick=True),
        Regular("sendings", seconds(2), queue_sendings, quick=True),
        Regular("record", seconds(10), seal, quick=True),
        Regular("late post", minutes(1), send.give_up),
        Regular("expired", minutes(5), expire.erase_expired, part=expire.PART, deletes_files=True),
        Regular("places", minutes(10), lapse_unaccepted),
        Regular("reminders", minutes(30), remind),
        Regular("uploads", minutes(30), swept("uploads"), everywhere=True),
        Regular("work", minutes(30), swept("work"), everywhere=True),
        Regular("sweep", hours(1), sweep, deletes_files=True),
        Regular("lapses", hours(1), lapse_overdue),
        Regular("announcements", hours(1), announce_lapses),
        Regular("monthly updates", hours(1), monthly_update.queue_monthly_updates, part=monthly_update.PART),
        Regular("sessions", hours(1), lambda at: SessionStore.clear_expired()),
        Regular("quotas", hours(1), forget_spent),
        Regular("refusals", hours(12), forget_refusals),
        Regular("recovery codes", hours(1), recovery.hash_next, part=1),
        Regular("finished tasks", hours(6), forget_finished_tasks),
        Regular("writes", hours(6), forget_writes),
        Regular("kept", hours(12), erase_kept),
    )
