"""Points of the work at which a process stops and says so, for tests that kill it just there.

A process that is started with a point's `environment` runs with the settings below (`tests.stopping_settings`), in which one
function is wrapped: before or after its n-th call it calls the test, and waits until it is killed. The product itself knows
nothing of this.
"""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from itertools import count
from typing import Any

from django.apps import AppConfig

from tests.processes import HUNG


class Point:
    """A place in the work, as the test sees it: "before" or "after", the function's dotted name, and which call of it."""

    def __init__(self, name: str, server: socket.socket) -> None:
        self.server = server
        self.lines: list[socket.socket] = []
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "tests.stopping_settings",
            "STOP_AT": name,
            "STOP_PORT": str(server.getsockname()[1]),
        }

    def reached(self) -> None:
        """Wait until a process stands there."""
        try:
            self.lines.append(self.server.accept()[0])
        except TimeoutError:
            raise AssertionError(f"nothing came to the point {self.environment['STOP_AT']!r}") from None


@contextmanager
def point(name: str) -> Iterator[Point]:
    """A point that processes can be started with."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(HUNG)
        yield Point(name, server)


class Stopping(AppConfig):
    """Wraps the function once every app is loaded."""

    name = "tests.stopping"

    def ready(self) -> None:
        moment, path, *nth = os.environ["STOP_AT"].split()
        owner, _, name = path.rpartition(".")
        holder = _found(owner)
        setattr(holder, name, _stopping(getattr(holder, name), moment, int(nth[0]) if nth else 1))


def _found(path: str) -> Any:
    """The module, class or object with a dotted name."""
    try:
        return import_module(path)
    except ModuleNotFoundError:
        owner, _, name = path.rpartition(".")
        return getattr(_found(owner), name)


def _stopping(function: Callable[..., Any], moment: str, nth: int) -> Callable[..., Any]:
    calls = count(1)

    @wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        here = next(calls) == nth
        if here and moment == "before":
            _stop()
        result = function(*args, **kwargs)
        if here and moment == "after":
            _stop()
        return result

    return wrapped


def _stop() -> None:
    with socket.create_connection(("127.0.0.1", int(os.environ["STOP_PORT"]))) as line:
        line.recv(1)
