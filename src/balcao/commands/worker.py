"""`balcao worker`: does the background work, and the duties that come again and again.

What is sent has a process of its own: a mail server that does not answer holds up nothing else.
"""

import logging
import multiprocessing
import os
import secrets
import signal
import socket
import threading
from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import Any

from balcao.commands.start import start

log = logging.getLogger("balcao.worker")

TASKS = 200
"""After so many tasks a process makes room for a new one, whose memory is clean."""
PAUSE = 1.0
"""Seconds between two looks at the processes: one that dies at once is not started again at once."""
NICE = 10
"""How far background work stands back."""
POLL = 0.25
"""Seconds between two looks at an empty queue."""


def add_to(commands: Any) -> None:
    """Describe the command and its options."""
    parser: ArgumentParser = commands.add_parser("worker", help="run the background worker")
    parser.add_argument("--processes", type=int, default=2, help="default 2, one for each core; and one for the post")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Keep so many worker processes alive until told to stop; tasks under way are finished."""
    context = multiprocessing.get_context("spawn")
    wanted = Counter({"default": options.processes, "post": 1})
    stopping = threading.Event()
    children: list[Any] = []

    def stop(number: int, frame: object) -> None:
        stopping.set()
        for child in children:
            if child.is_alive():
                os.kill(child.pid, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping.is_set():
        children = [child for child in children if child.is_alive()]
        for queue in (wanted - Counter(child.name for child in children)).elements():
            if stopping.is_set():
                break
            child = context.Process(target=work, args=(os.getpid(), queue), name=queue)
            child.start()
            children.append(child)
        stopping.wait(PAUSE)
    for child in children:
        child.join()
    return 0


def work(parent: int, queue: str) -> None:
    """One process: tasks of a queue in the main thread, signs of life in another. Ends when its parent is gone.

    It is nice to the web server on the same machine: somebody who waits for a page comes first.
    """
    os.nice(NICE)
    start()
    from django_tasks_db.management.commands.db_worker import Worker

    from balcao.site.queue import farewell

    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
    worker = Worker(
        queue_names=["default", "files", "visitors"] if queue == "default" else ["post", "hooks"],
        interval=POLL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=TASKS,
        worker_id=name,
        excluded_queue_names=[],
    )
    ended = threading.Event()
    pulse = threading.Thread(target=_pulse, args=(name, parent, ended), daemon=True)
    pulse.start()
    worker.configure_signals()
    try:
        worker.run()
    finally:
        ended.set()
        pulse.join(timeout=10)
        farewell(name)


def _pulse(name: str, parent: int, ended: threading.Event) -> None:
    from django.db import close_old_connections
    from django.utils import timezone

    from balcao.site.queue import PULSE, beat, do_duties

    while not ended.is_set():
        if os.getppid() != parent:
            os._exit(1)
        close_old_connections()
        try:
            beat(name)
            do_duties(timezone.now())
        except Exception:
            log.exception("duty failed")
        ended.wait(PULSE)
