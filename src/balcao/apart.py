"""Runs functions in a process of its own, with bounds on memory, processor and time: for what strangers brought.

Such a process knows no secret of the site. It is kept for the next file, since starting one takes the better part of a second,
and replaced after some, or after it was too much for it. Whatever becomes of it, whoever asked lives.
"""

import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from typing import Any

CALLS = 100
"""After so many calls a process makes room for a new one, whose memory is clean."""
PULSE = 0.5
"""Seconds between two looks at whether whoever started us still lives."""
KNOWN = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
"""What such a process is told of its environment."""


@dataclass(frozen=True)
class Bounds:
    """What one call may take: bytes of memory, seconds of processor, seconds in all.

    Memory is what is written to (RLIMIT_DATA): the library that draws charts reserves 64 GB of addresses and uses little of them.
    """

    memory: int = 2_500_000_000
    processor: int = 240
    seconds: int = 900


class OverranError(Exception):
    """The process is no more. `what` was too much: "memory", "processor" or "time"; or "death", for a reason that we do not know."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Apart:
    """One such process, begun when it is first needed. For one thread."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._calls = 0

    def run(self, function: Callable[..., Any], *arguments: Any, note: Callable[..., None] = lambda *told: None) -> Any:
        """What a function of a module returns or raises, called there with these arguments and a callable `note`.

        What it notes is told here; if that raises, the work is ended. Raises OverranError.
        """
        if self._calls >= CALLS or (self._process and self._process.poll() is not None):
            self.close()
        try:
            line = self._line or self._begin()
            self._calls += 1
            line.send((function, arguments, self.bounds.processor))
            kind, told = self._wait(line, note)
        except (EOFError, ConnectionError):
            raise OverranError(self._end()) from None
        except BaseException:
            self.close()
            raise
        if kind == "overran":
            self.close()
            raise OverranError(told)
        if kind == "raised":
            raise told
        return told

    def close(self) -> None:
        """End the process, with whatever it started."""
        self._end()

    def _wait(self, line: Connection, note: Callable[..., None]) -> tuple[str, Any]:
        end = time.monotonic() + self.bounds.seconds
        while True:
            if not line.poll(max(0.0, end - time.monotonic())):
                raise OverranError("time")
            kind, told = line.recv()
            if kind != "note":
                return kind, told
            note(*told)

    def _begin(self) -> Connection:
        self._line, theirs = Pipe()
        command = [sys.executable, "-m", __name__, str(theirs.fileno()), str(os.getpid()), str(self.bounds.memory)]
        environment = {name: os.environ[name] for name in KNOWN if name in os.environ}
        quiet = subprocess.DEVNULL
        with theirs:
            self._process = subprocess.Popen(
                command, env=environment, pass_fds=[theirs.fileno()], start_new_session=True,
                stdin=quiet, stdout=quiet, stderr=quiet,
            )  # fmt: skip
        return self._line

    def _end(self) -> str:
        """End it; returns what it died of, if it was dead already."""
        process, line = self._process, self._line
        self._process, self._line, self._calls = None, None, 0
        if line:
            line.close()
        if process is None:
            return "death"
        if line and process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(PULSE)  # its line is closed, or it is dying
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return "processor" if process.wait() == -signal.SIGXCPU else "death"


def main() -> None:
    """Do what is asked, one call after another, until nobody asks any more."""
    number, parent, memory = map(int, sys.argv[1:])
    for bound in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(bound[0], (bound[1], bound[1]))
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    with Connection(number) as line, suppress(EOFError, ConnectionError):
        while True:
            function, arguments, seconds = line.recv()
            _bound_processor(seconds)
            line.send(_answer(function, arguments, line))


def _bound_processor(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...], line: Connection) -> tuple[str, Any]:
    from duckdb import OutOfMemoryException

    def note(*told: Any) -> None:
        line.send(("note", told))

    try:
        return "done", function(*arguments, note=note)
    except (MemoryError, OutOfMemoryException):
        return "overran", "memory"
    except (EOFError, ConnectionError):
        raise
    except Exception as error:
        where = traceback.format_exc()
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:
            return "raised", RuntimeError(where)
        error.add_note(where)
        return "raised", error


def _watch(parent: int) -> None:
    """Nobody is left who could use the answer: end, with whatever we started."""
    while os.getppid() == parent:
        time.sleep(PULSE)
    os.killpg(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
