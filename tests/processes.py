"""Real web and worker processes on a folder of their own, for tests that kill them and for the browser."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).parents[1]
HUNG = 300
"""Seconds after which something is taken to hang. On a busy machine much takes long; no test waits for this to pass."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a deployment of its own: its folder, and on PostgreSQL its database, made at the first asking."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BALCAO_", "DJANGO_"))}
    settings = {
        "BALCAO_HOME": str(home),
        "BALCAO_HOSTS": "localhost,127.0.0.1",
        "BALCAO_LOG_LEVEL": "WARNING",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    if server := os.environ.get("BALCAO_DATABASE"):
        import psycopg

        name = "t" + hashlib.sha256(str(home).encode()).hexdigest()[:16]
        with psycopg.connect(server, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        settings["BALCAO_DATABASE"] = server.rsplit("/", 1)[0] + "/" + name
    return {**clean, **settings, **more}


SCRIPT = 'import os; os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.site.settings"); import django; django.setup()\n'


class Site:
    """`web` and `worker` of one deployment; both can be killed and started again."""

    def __init__(self, home: Path, **more: str) -> None:
        self.home = home
        self.environment = environment(home, **more)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def balcao(self, *arguments: str) -> None:
        """Run a command to its end."""
        subprocess.run([sys.executable, "-m", "balcao", *arguments], env=self.environment, check=True, cwd=ROOT)

    def python(self, script: str, *arguments: str) -> str:
        """Run a script with the site's apps loaded; returns what it prints."""
        command = [sys.executable, "-c", SCRIPT + script, *arguments]
        result = subprocess.run(command, env=self.environment, capture_output=True, text=True, cwd=ROOT)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def start_python(self, script: str, **more: str) -> subprocess.Popen[bytes]:
        """Start such a script; `more` is added to its environment."""
        command = [sys.executable, "-c", SCRIPT + script]
        return subprocess.Popen(command, env={**self.environment, **more}, cwd=ROOT, start_new_session=True)

    def _start(self, more: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.home / f"{arguments[0]}.log").open("ab")
        command = [sys.executable, "-m", "balcao", *arguments]
        return subprocess.Popen(
            command, env={**self.environment, **more}, stdout=log, stderr=log, cwd=ROOT, start_new_session=True
        )

    def start_web(self, processes: int = 1, **more: str) -> None:
        """Start the web server and wait until it answers; `more` is added to its environment."""
        self.web = self._start(more, "serve", "--bind", f"127.0.0.1:{self.port}", "--processes", str(processes))
        wait_until(lambda: get(f"{self.address}/health")[0] == 200)

    def start_worker(self, processes: int = 1, **more: str) -> None:
        """Start the worker; `more` is added to its environment."""
        self.worker = self._start(more, "worker", "--processes", str(processes))

    def kill(self, process: subprocess.Popen[bytes] | None) -> None:
        """kill -9, with all its children."""
        if process and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        """Kill whatever still runs."""
        self.kill(self.web)
        self.kill(self.worker)

    def upload(self, content: bytes, name: str = "sales.csv") -> str:
        """Drop a file as a visitor without script does; returns the address of its page. Raises URLError if the web is gone."""
        opener, key = self.visitor()
        line = uuid.uuid4().hex
        body = b"".join((
            f'--{line}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{key}\r\n'.encode(),
            f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode(),
            content, f"\r\n--{line}--\r\n".encode(),
        ))  # fmt: skip
        request = urllib.request.Request(f"{self.address}/imports/", body, {
            "Content-Type": f"multipart/form-data; boundary={line}", "Accept": "application/json",
        })  # fmt: skip
        with opener.open(request, timeout=HUNG) as response:
            page: str = json.load(response)["page"]
            return page

    def ask_for_code(self, address: str) -> str:
        """Ask for a code to sign in; returns the address of the page that comes."""
        opener, key = self.visitor()
        form = urllib.parse.urlencode({"email": address, "csrfmiddlewaretoken": key}).encode()
        with opener.open(f"{self.address}/accounts/login/code/", form, timeout=HUNG) as response:
            page: str = response.url
            return page

    def visitor(self) -> tuple[urllib.request.OpenerDirector, str]:
        """Somebody who has opened the first page, and the key of the forms they send."""
        jar = CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        opener.open(f"{self.address}/", timeout=HUNG).read()
        return opener, next(cookie.value or "" for cookie in jar if cookie.name == "csrftoken")


def get(address: str) -> tuple[int, str]:
    """Status and text of a page; status 0 if nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=HUNG) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except (OSError, TimeoutError):
        return 0, ""


def wait_until(true: object, seconds: float = HUNG) -> None:
    """Wait for something to become true; only what hangs takes so long."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.1)


@contextmanager
def site(home: Path, **more: str) -> Iterator[Site]:
    """A prepared site without running processes; what is started is killed at the end."""
    made = Site(home, **more)
    made.balcao("prepare")
    try:
        yield made
    finally:
        made.stop()
