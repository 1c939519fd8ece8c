"""Runs functions in a process of its own, with bounds on memory, processor and time: for what strangers brought.

Such a process knows no secret of the site, and the kernel leaves it neither the secret key nor database nor network
(`confined.py`). What it answers is JSON, taken as the type that the function promises and nothing else. It is kept for the
next file, since starting one takes the better part of a second, and replaced after some, or after it was too much for it.
Whatever becomes of it, whoever asked lives.
"""

import json
import logging
import os
import resource
import signal
import subprocess
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from balcao.analytics.sales.schema import NotSalesError
from balcao.confined import confine
from balcao.folders import hold, take_away

log = logging.getLogger("balcao.apart")

CALLS = 100
"""After so many calls a process makes room for a new one, whose memory is clean."""
PULSE = 0.5
"""Seconds between two looks at whether whoever started us still lives."""
START = 30.0
"""Seconds that a process may take to begin."""
KNOWN = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
"""What such a process is told of its environment."""
UNCONFINED = "files are opened by a process that this kernel confines in part or not at all"
"""What the log says of it."""
MOST_ANSWER = 200_000_000
"""Bytes of an answer."""
MOST_TRACE = 8000
"""Characters of what is told of a slip of ours."""


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


class FailedError(Exception):
    """A fault of ours, and none of the file: a slip in the process, or none could be begun. Its text says where."""


class Apart:
    """One such process, begun when it is first needed. For one thread.

    It may read `reads`, folders that there are, and write only in a folder of its own within `work`, where no other such process comes:
    neither one of another thread nor the one that takes its place.
    """

    def __init__(self, bounds: Bounds | None = None, reads: Sequence[Path] = (), work: Path | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._reads, self._work = list(map(str, reads)), work
        self._own: Path | None = None
        self._pieces = 0
        self._drop: Callable[[], Any] = lambda: None
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._calls, self._spent = 0, False

    def run(self, function: Callable[..., Any], *arguments: Any, note: Callable[..., None] = lambda *told: None) -> Any:
        """What a function of a module returns, called there with these arguments and a callable `note`.

        What it notes is told here; if that raises, the work is ended. Raises NotSalesError as the function does, OverranError, and
        FailedError for whatever else it raises, or where no process could be begun.
        """
        if not self._pieces and self._is_over():
            self.close()
        elif self._spent or not self._lives():
            raise OverranError(self._end())  # another would have a folder of its own, and not this piece of work's
        line = self._line or self._begin()
        try:
            self._calls += 1
            line.send((function, arguments, self.bounds.processor))
            kind, told = self._wait(line, note)
        except (EOFError, OSError):  # among them an answer that is too long
            raise OverranError(self._end()) from None
        except BaseException:
            self._end()
            raise
        if kind == b"done":
            return self._taken(function, told)
        if kind == b"refused":
            refusal = json.loads(told)
            raise NotSalesError(str(refusal["code"]), **refusal["facts"])
        if kind == b"failed":
            raise FailedError(told.decode(errors="replace")[-MOST_TRACE:])
        self._end()
        raise OverranError("memory")

    def _taken(self, function: Callable[..., Any], told: bytes) -> Any:
        """The answer as what the function promises."""
        try:
            return answer_of(function).validate_json(told)
        except ValidationError as error:
            self._end()
            raise FailedError(
                f"{function.__name__} answered what it does not promise: {error.error_count()} errors"
            ) from None

    @contextmanager
    def folder(self, name: str) -> Iterator[Path]:
        """A folder for one piece of work, where the process may write. It is gone afterwards; what else the process has to itself goes with it."""
        if not self._pieces and (self._own is None or not self._own.is_dir() or self._is_over()):
            self.close()
            assert self._work is not None
            self._work.mkdir(parents=True, exist_ok=True)
            self._own = Path(mkdtemp(prefix="apart-", dir=self._work))
            self._drop = weakref.finalize(self, take_away, self._own, hold(self._own))
        made = Path(mkdtemp(prefix=name, dir=self._own))
        self._pieces += 1
        try:
            yield made
        finally:
            self._pieces -= 1
            if not self._pieces and (self._process is None or not self._lives()):
                self.close()
            take_away(made)

    def close(self) -> None:
        """End the process, with whatever it started and its folder."""
        self._end()
        self._drop()
        self._own, self._spent = None, False

    def _lives(self) -> bool:
        """Whether it has not died, as far as it was begun."""
        return self._process is None or self._process.poll() is None

    def _is_over(self) -> bool:
        return self._spent or self._calls >= CALLS or not self._lives()

    def _wait(self, line: Connection, note: Callable[..., None]) -> tuple[bytes, bytes]:
        end = time.monotonic() + self.bounds.seconds
        while True:
            if not line.poll(max(0.0, end - time.monotonic())):
                raise OverranError("time")
            kind, _, told = line.recv_bytes(MOST_ANSWER).partition(b"\n")
            if kind != b"note":
                return kind, told
            step, part = json.loads(told)
            note(step, float(part))

    def _begin(self) -> Connection:
        """Begin the process, and wait for it so long and no longer. Raises FailedError."""
        try:
            line = self._started()
            if not line.poll(START):
                raise TimeoutError
            confined = line.recv_bytes(20) == b"confined"
        except (EOFError, OSError) as error:  # no memory, no number for a file, too slow
            self._end()
            raise FailedError(f"no process could be begun: {type(error).__name__}") from error
        if not confined:
            log.warning(UNCONFINED)
        return line

    def _started(self) -> Connection:
        self._line, theirs = Pipe()
        command = [
            sys.executable,
            "-P",
            "-m",
            __name__,
            str(theirs.fileno()),
            str(os.getpid()),
            str(self.bounds.memory),
        ]
        command.append(json.dumps([self._reads, [str(self._own)] if self._own else []]))
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
        self._spent = True
        if line and process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(PULSE)  # its line is closed, or it is dying
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return "processor" if process.wait() == -signal.SIGXCPU else "death"


@lru_cache(maxsize=32)
def answer_of(function: Callable[..., Any]) -> TypeAdapter[Any]:
    """What a function promises to return, as it is written and read."""
    return TypeAdapter(get_type_hints(function)["return"])


def plain_file(path: Path, folder: Path) -> Path:
    """A path that such a process told, if it is a plain file in its folder. Raises FailedError."""
    if path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        raise FailedError("a file was told that is none of its own")
    return path


def main() -> None:
    """Do what is asked, one call after another, until nobody asks any more."""
    number, parent, memory = map(int, sys.argv[1:4])
    reads, writes = ([Path(path) for path in paths] for paths in json.loads(sys.argv[4]))
    if writes:
        os.environ["TMPDIR"] = str(writes[0])
    whole = confine(reads, writes)
    for bound in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(bound[0], (bound[1], bound[1]))
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    with Connection(number) as line, suppress(EOFError, ConnectionError):
        line.send_bytes(b"confined" if whole else b"open")
        while True:
            function, arguments, seconds = line.recv()
            _bound_processor(seconds)
            line.send_bytes(b"\n".join(_answer(function, arguments, line)))


def _bound_processor(seconds: int) -> None:
    """The machine's own bound stays as it is: it cannot be raised."""
    used, hard = resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_CPU)[1]
    most = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...], line: Connection) -> tuple[bytes, bytes]:
    from duckdb import OutOfMemoryException

    def note(step: Any, part: float) -> None:
        line.send_bytes(b"note\n" + json.dumps([step, part]).encode())

    try:
        made = function(*arguments, note=note)
        return b"done", answer_of(function).dump_json(made, fallback=str)
    except NotSalesError as refusal:
        return b"refused", json.dumps({"code": refusal.code, "facts": refusal.facts}, default=_plain).encode()
    except (MemoryError, OutOfMemoryException):
        return b"overran", b""
    except (EOFError, ConnectionError):
        raise
    except Exception:
        return b"failed", traceback.format_exc().encode()


def _plain(fact: object) -> Any:
    return sorted(fact) if isinstance(fact, set | frozenset) else str(fact)


def _watch(parent: int) -> None:
    """Nobody is left who could use the answer: end, with whatever we started."""
    while os.getppid() == parent:
        time.sleep(PULSE)
    os.killpg(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
