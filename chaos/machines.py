"""Five machines on one: two with a web server, three with a worker; each with a folder and a clock of its own, and killed at random."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.processes import ROOT, get, wait_until

APART = 20
"""Seconds between the clocks of two machines."""
PAUSE = (5.0, 12.0)
"""Seconds between two kills."""
AWAY = (1.0, 4.0)
"""Seconds for which a machine is away."""


def clock(offset: int) -> dict[str, str]:
    """The environment of a machine whose clock is so many seconds off; one that is right runs on the same settings."""
    return {"DJANGO_SETTINGS_MODULE": "chaos.settings", "CHAOS_CLOCK": str(offset)}


class Machine:
    """One process group with a folder of its own."""

    def __init__(self, name: str, folder: Path, environment: dict[str, str], offset: int, *arguments: str) -> None:
        home = folder / name
        home.mkdir()
        self.name, self.offset, self.arguments, self.home = name, offset, arguments, home
        self.environment = {**environment, "BALCAO_HOME": str(home)}
        self.clock = clock(offset)
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """What is done once on a machine before it serves."""
        subprocess.run([sys.executable, "-m", "balcao", "prepare"], env=self.environment, check=True, cwd=ROOT,
                       stdout=subprocess.DEVNULL)  # fmt: skip

    def start(self) -> None:
        """Start it, or start it again."""
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "balcao", *self.arguments], env={**self.environment, **self.clock}, stdout=log,
                stderr=log, cwd=ROOT, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """kill -9, with all its children."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def kill_a_child(self, chance: random.Random) -> None:
        """kill -9 of one process; the one that started it starts another."""
        assert self.process is not None
        with suppress(OSError):
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            if children:
                os.kill(int(chance.choice(children)), signal.SIGKILL)


class Machines:
    """All of them."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        shared = {**environment, "BALCAO_FILES": str(folder / "files"), "BALCAO_SECRET_KEY": "chaos" * 10}
        (folder / "files").mkdir()
        self.ports, self.environment = [_free_port(), _free_port()], shared
        self.web = [
            Machine(f"web{n}", folder, shared, n * APART, "serve", "--bind", f"127.0.0.1:{port}", "--processes", "2")
            for n, port in enumerate(self.ports)
        ]
        self.workers = [
            Machine(f"worker{n}", folder, shared, (n - 1) * APART, "worker", "--processes", "1") for n in range(3)
        ]
        self.all = [*self.web, *self.workers]

    def start(self) -> None:
        """Prepare and start them; returns when both web servers answer."""
        for machine in self.web:
            machine.prepare()
        for machine in self.all:
            machine.start()
        self.wait()

    def wait(self) -> None:
        """Until both web servers answer."""
        for port in self.ports:
            wait_until(lambda port=port: get(f"http://localhost:{port}/health")[0] == 200)

    def stop(self) -> None:
        """Kill whatever runs."""
        for machine in self.all:
            machine.kill()


class Killer(threading.Thread):
    """Kills at random, the same with the same seed: which machine, whether whole or one process of it, when, and for how long."""

    def __init__(self, machines: Machines, seed: int, tell: Callable[[str], None]) -> None:
        super().__init__(daemon=True)
        self.machines, self.tell, self.chance = machines, tell, random.Random(f"kills {seed}")
        self.ended, self.killed = threading.Event(), Counter[str]()

    def run(self) -> None:
        began = time.monotonic()
        while not self.ended.wait(self.chance.uniform(*PAUSE)):
            machine, whole, away = (
                self.chance.choice(self.machines.all),
                self.chance.random() < 0.6,
                self.chance.uniform(*AWAY),
            )
            self.killed[machine.name] += 1
            self.tell(
                f"{time.monotonic() - began:6.1f} s  kill -9 {machine.name}{'' if whole else ', one process of it'}"
            )
            if whole:
                machine.kill()
                self.ended.wait(away)
                machine.start()
            else:
                machine.kill_a_child(self.chance)

    def end(self) -> None:
        """No more kills; everything runs."""
        self.ended.set()
        self.join()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
