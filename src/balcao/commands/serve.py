"""`balcao serve`: the web server."""

import hashlib
import os
import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from balcao.commands.start import start


def add_to(commands: Any) -> None:
    """Describe the command and its options."""
    parser: ArgumentParser = commands.add_parser("serve", help="run the web server")
    parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="default 127.0.0.1:8000")
    parser.add_argument("--processes", type=int, default=2, help="default 2, one for each core")
    parser.add_argument("--threads", type=int, default=8, help="requests at one time in a process, default 8")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Serve until told to stop; requests under way are finished."""
    folder = _metrics_folder()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    start()
    from gunicorn.app.base import BaseApplication
    from prometheus_client import multiprocess

    from balcao.site.guard import is_local
    from balcao.site.options import DEMO

    host = options.bind.rsplit(":", 1)[0]
    if DEMO.flag() and not is_local(host):
        print(f"The demo lets anybody sign in as anybody, so it listens on this machine only, not on {host}.")
        return 2

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {
                "bind": options.bind,
                "umask": 0o077,  # gunicorn sets its own
                "workers": options.processes,
                "threads": options.threads,
                "worker_class": "gthread",
                "timeout": 120,
                "graceful_timeout": 30,
                "keepalive": 5,
                "preload_app": True,
                "max_requests": 20_000,
                "max_requests_jitter": 2_000,
                "limit_request_line": 8000,
                "loglevel": "warning",
                "control_socket_disable": True,
                "child_exit": lambda server, worker: multiprocess.mark_process_dead(worker.pid),  # type: ignore[no-untyped-call]
            }.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from balcao.site.wsgi import application

            return application

    Server().run()
    return 0


def _metrics_folder() -> Path:
    """Where the processes leave their figures; empty at the start.

    It is in memory where there is such a folder: a process that writes figures to a disk that is full is ended at once (SIGBUS).
    """
    from balcao.site.options import HOME

    home = Path(HOME.text()).resolve()
    kept = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    for folder in (Path(f"/dev/shm/balcao-{os.getuid()}-{kept}"), home / "metrics"):
        shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir(mode=0o700, parents=folder.parent == home)
            return folder
        except OSError:
            continue
    raise SystemExit(f"Nothing can be written to {home}.")
