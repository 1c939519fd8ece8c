"""What the tests have done in a process apart: functions that want too much, die, or tell what they see."""

import os
import signal
import subprocess
import threading
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
