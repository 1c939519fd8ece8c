"""One process of the worker: a thread for each lane of tasks, so that none waits for another.

Files are opened in processes of their own (`balcao.apart`), mail servers and hooks are waited for without holding anybody else.
Duties have threads too, and the one that says that the workers live does nothing else.
"""

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from functools import partial

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from balcao.site.duties import do_duties
from balcao.site.queue import PULSE, beat, farewell

log = logging.getLogger("balcao.worker")

LANES = (("default",), ("files",), ("visitors",), ("post",), ("hooks",))
"""The queues of the first process, a thread each."""
MORE = (("default",), ("files", "visitors"))
"""Those of every further process: it helps where there is most to reckon, with whichever file waits longest."""
TASKS = 500
"""After so many tasks a process makes room for a new one, as soon as it has nothing to do."""
LONGEST = 30.0
"""Seconds after which what failed again and again is tried once more."""
POLL = 0.25
"""Seconds between two looks at an empty queue."""


class Lane(Worker):
    """Does the tasks of some queues, one after another."""

    def __init__(self, queues: Sequence[str]) -> None:
        super().__init__(
            queue_names=list(queues), interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=new_name(), excluded_queue_names=[],
        )  # fmt: skip
        self.known = False

    def turn(self) -> None:
        """Do all that waits. Nothing is taken by a worker that has not said that it lives."""
        if not self.known:
            beat(self.worker_id)
            self.known = True
        if DBTaskResult.objects.ready().filter(queue_name__in=self.queue_names).exists():
            self.run()

    def renew(self) -> None:
        """Become another worker after a failure: what it left undone is handed over like a dead one's."""
        self.worker_id, self.known = new_name(), False


def new_name() -> str:
    """A name that no worker had before."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


def work_until_told(parent: int, first: bool) -> None:
    """Work until a signal, or the end of the process `parent`; tasks under way are finished."""
    ended, over = threading.Event(), threading.Event()
    lanes = [Lane(queues) for queues in (LANES if first else MORE)]

    def stop(number: int = 0, frame: object = None) -> None:
        if ended.is_set() and number:
            os._exit(1)
        ended.set()
        for lane in lanes:
            lane.running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    working = [_thread(ended, POLL, lane.turn, lane.renew) for lane in lanes]
    if first:
        for quick in (True, False):
            _thread(ended, PULSE, partial(do_duties, quick=quick, ended=ended.is_set))
    pulse = _thread(over, PULSE, partial(_live, parent, lanes))
    while not ended.wait(1):
        if sum(lane._run_tasks for lane in lanes) >= TASKS and not any(lane.running_task for lane in lanes):
            stop()
    for thread in working:
        thread.join()
    over.set()
    pulse.join(timeout=10)
    farewell(*(lane.worker_id for lane in lanes))


def _live(parent: int, lanes: Sequence[Lane]) -> None:
    """Say that the lanes live, unless nobody is left who could stop them."""
    if os.getppid() != parent:
        os._exit(1)
    beat(*(lane.worker_id for lane in lanes if lane.known))


def _thread(
    ended: threading.Event, pause: float, do: Callable[[], None], failed: Callable[[], None] = lambda: None
) -> threading.Thread:
    """Do something again and again in a thread of its own. Whatever happens in it, it goes on; a database that is away is told once."""

    def again_and_again() -> None:
        away, slips = False, 0
        while not ended.is_set():
            close_old_connections()
            try:
                do()
                if away:
                    log.warning("database is back")
                away = False
            except (OperationalError, InterfaceError) as error:
                if not away:
                    log.warning("database does not answer", extra={"error": type(error).__name__})
                away = True
                failed()
                ended.wait(PULSE)
            except Exception:
                log.exception("work failed")
                failed()
                slips += 1
                ended.wait(min(LONGEST, PULSE * 2**slips))
                continue
            slips = 0
            ended.wait(pause)
        connections.close_all()

    thread = threading.Thread(target=again_and_again, daemon=True)
    thread.start()
    return thread
