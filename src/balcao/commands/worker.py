"""`balcao worker`: does the background work, and the duties that come again and again (`site/lanes.py`)."""

import multiprocessing
import os
import signal
import threading
from argparse import ArgumentParser, Namespace
from typing import Any

from balcao.commands.start import start

PAUSE = 1.0
"""Seconds between two looks at the processes: one that dies at once is not started again at once."""
NICE = 10
"""How far background work stands back."""


def add_to(commands: Any) -> None:
    """Describe the command and its options."""
    parser: ArgumentParser = commands.add_parser("worker", help="run the background worker")
    parser.add_argument("--processes", type=int, default=2, help="default 2, one for each core")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Keep so many worker processes alive until told to stop; tasks under way are finished."""
    context = multiprocessing.get_context("spawn")
    stopping = threading.Event()
    children: dict[int, Any] = {}

    def stop(number: int, frame: object) -> None:
        stopping.set()
        for child in children.values():
            if child.is_alive():
                os.kill(child.pid, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping.is_set():
        for place in range(max(1, options.processes)):
            if stopping.is_set():
                break
            if place not in children or not children[place].is_alive():
                child = context.Process(target=work, args=(os.getpid(), place == 0))
                child.start()
                children[place] = child
        stopping.wait(PAUSE)
    for child in children.values():
        child.join()
    return 0


def work(parent: int, first: bool) -> None:
    """One process. It is nice to the web server on the same machine: somebody who waits for a page comes first."""
    os.nice(NICE)
    start()
    from balcao.site.lanes import work_until_told

    work_until_told(parent, first)
