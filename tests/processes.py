"""Real web and worker processes on a folder of their own, for tests that kill them and for the browser."""

import atexit
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).parents[1]
HUNG = 300
"""Seconds after which something is taken to hang. On a busy machine much takes long; no test waits for this to pass."""


def environment(home: Path, template: str = "template1", **more: str) -> dict[str, str]:
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

        name = database(home)
        with psycopg.connect(server, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[arg-type]
        settings["BALCAO_DATABASE"] = server.rsplit("/", 1)[0] + "/" + name
    return {**clean, **settings, **more}


def database(home: Path) -> str:
    """The name of a deployment's database on PostgreSQL."""
    return "t" + hashlib.sha256(str(home).encode()).hexdigest()[:16]


SCRIPT = 'import os; os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.site.settings"); import django; django.setup()\n'


SERVER = """
import json, os, sys, traceback
def serve():
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            for number, file in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
                os.dup2(os.open(file, os.O_RDWR | os.O_CREAT), number)
            code = 0
            try:
                sys.argv = ["-c", *asked["arguments"]]
                exec(compile(asked["script"], "<script>", "exec"), {"__name__": "__main__"})
            except BaseException:
                traceback.print_exc()
                code = 1
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
serve()
"""
"""Has the site's apps loaded, and runs each script that it is sent in a child: loading them takes a second every time."""


class Scripts:
    """The process that runs a site's scripts, each in a child of its own."""

    def __init__(self, around: dict[str, str]) -> None:
        command = [sys.executable, "-c", SCRIPT + SERVER]
        self._process = subprocess.Popen(
            command, env=around, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, script: str, *arguments: str) -> str:
        """Run a script to its end; returns what it prints. Raises AssertionError with its errors if it fails."""
        assert self._process.stdin and self._process.stdout
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder) / "out", Path(folder) / "err"
            asked = {"script": script, "arguments": arguments, "out": str(out), "err": str(err)}
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            assert self._process.stdout.readline() == "0\n", err.read_text() if err.exists() else "it did not start"
            return out.read_text()

    def stop(self) -> None:
        """End it."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


class Site:
    """`web` and `worker` of one deployment; both can be killed and started again."""

    def __init__(self, home: Path, template: str = "template1", **more: str) -> None:
        self.home = home
        self.environment = environment(home, template, **more)
        self._scripts: Scripts | None = None
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
        self._scripts = self._scripts or Scripts(self.environment)
        return self._scripts.run(script, *arguments)

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
        if self._scripts:
            self._scripts.stop()
            self._scripts = None

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


@cache
def prepared(sample: bool) -> Path:
    """A folder, and on PostgreSQL a database, made ready once for all sites of this process, which are copies of it."""
    home = Path(tempfile.mkdtemp(prefix="balcao-prepared-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    made = Site(home)
    made.balcao("prepare")
    if not sample:
        made.python(NO_SAMPLE)
    made.stop()
    return home


NO_SAMPLE = """
from django_tasks_db.models import DBTaskResult
from balcao.diagnoses.models import Import
Import.objects.all().delete()
DBTaskResult.objects.all().delete()
"""


@contextmanager
def site(home: Path, sample: bool = False, **more: str) -> Iterator[Site]:
    """A prepared site without running processes, and without a sample to read unless asked for one; what is started is killed at the end."""
    template = prepared(sample)
    shutil.copytree(template, home, dirs_exist_ok=True)
    made = Site(home, database(template), **more)
    try:
        yield made
    finally:
        made.stop()
