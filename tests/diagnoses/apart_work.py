"""What the tests have done in a process apart: functions that want too much, die, or tell what they see."""

import os
import resource
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from balcao.analytics.sales.schema import NotSalesError


def want_memory(*arguments: Any, note: Any) -> None:
    bytearray(8 << 30)


def spin(*arguments: Any, note: Any) -> None:
    while True:
        pass


def hang(*arguments: Any, note: Any) -> None:
    """Start a program that hangs, tell its number, and hang too."""
    note(subprocess.Popen(["sleep", "3600"]).pid, 0.5)
    threading.Event().wait()


def leave(*arguments: Any, note: Any) -> list[str]:
    """Whether it can leave its group, or its session, by itself or for what it starts."""
    left = []
    for way in (os.setsid, lambda: os.setpgid(0, 0), lambda: subprocess.run(["true"], start_new_session=True)):
        child = os.fork()
        if not child:
            try:
                way()
            except OSError:
                os._exit(1)
            os._exit(0)
        left.append("refused" if os.waitpid(child, 0)[1] else "done")
    return left


def dig(folder: Any, note: Any) -> int:
    """Folders in one another, deeper than any path is long, some of which say that nobody may look in; and plain files."""
    os.chdir(folder)
    for _ in range(1100):
        Path("file").write_text("x")
        os.mkdir("d" * 20)
        os.chdir("d" * 20)
    os.mkdir("closed", 0)
    return os.getpid()


def die(*arguments: Any, note: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(*arguments: Any, note: Any) -> None:
    raise NotSalesError("no_date_column", columns=["Item", "Total"])


def slip(*arguments: Any, note: Any) -> None:
    raise KeyError("ours")


def number(*arguments: Any, note: Any) -> int:
    return os.getpid()


def environment(*arguments: Any, note: Any) -> list[str]:
    return list(os.environ)


def look(path: Any, note: Any) -> str:
    """What a file says, or why it cannot be read."""
    try:
        return str(Path(path).read_text())
    except OSError as error:
        return type(error).__name__


def reach_out(note: Any) -> list[str]:
    """What becomes of every way out that is tried."""
    ways: list[Callable[[], object]] = [
        lambda: socket.socket(socket.AF_UNIX),
        lambda: socket.socket(socket.AF_INET),
        lambda: os.kill(os.getppid(), 0),
        lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        lambda: subprocess.run(["cat", "/etc/passwd"], check=True, capture_output=True),
    ]
    told = []
    for way in ways:
        try:
            way()
            told.append("done")
        except (OSError, subprocess.CalledProcessError) as error:
            told.append(type(error).__name__)
    return told


def write_in(folder: Any, secret: Any, note: Any) -> list[str]:
    """Whether a plain file, and links to another, can be made in a folder."""
    told = []
    for make in (
        lambda: (folder / "plain").write_text("x"),
        lambda: (folder / "link").symlink_to(secret),
        lambda: os.link(secret, folder / "hard"),
    ):
        try:
            make()
            told.append("done")
        except OSError:
            told.append("refused")
    return told


def meddle(path: Any, other: Any, note: Any) -> list[str]:
    """What of another's file and process can be changed without opening either."""
    ways: dict[str, Callable[[], object]] = {
        "chmod": lambda: os.chmod(path, 0o666),
        "chown": lambda: os.chown(path, os.getuid(), os.getgid()),
        "setxattr": lambda: os.setxattr(path, "user.x", b"x"),
        "utime": lambda: os.utime(path, (0, 0)),
        "truncate": lambda: os.truncate(path, 0),
        "kill": lambda: os.kill(other, 0),
        "pidfd": lambda: signal.pidfd_send_signal(os.pidfd_open(other), 0),
        "limit": lambda: resource.prlimit(other, resource.RLIMIT_NOFILE),
        "priority": lambda: os.setpriority(os.PRIO_PROCESS, other, 19),
        "itself": lambda: (os.kill(os.getpid(), 0), resource.getrlimit(resource.RLIMIT_NOFILE)),
    }
    done = []
    for name, way in ways.items():
        try:
            way()
            done.append(name)
        except OSError:
            pass
    return done


def lie(note: Any) -> int:
    return "not a number"  # type: ignore[return-value]


class Code:
    """Something that would run where it is unpickled."""

    def __reduce__(self) -> Any:
        return os.abort, ()


def send_code(note: Any) -> Any:
    return Code()
