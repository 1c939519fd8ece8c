"""`balcao` run again and again: each run is a process of its own, forked from one that has the command loaded already.

Loading it takes three quarters of the time of a small file. A few tests still start it as its users do.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.processes import ROOT

SERVER = """
import atexit, json, os, sys, traceback
import numpy, typst
from balcao.analytics.diagnosis import engine
from balcao.analytics.economies import economy
from balcao.analytics.report import as_html, as_json, as_pdf, as_text
from balcao.analytics.sales import workbook
from balcao.cli import main
from balcao.commands import diagnose, simulate
economy("MO")
assert len(os.listdir("/proc/self/task")) == 1 if os.path.isdir("/proc/self/task") else True  # a fork takes no other thread along
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        for number, file in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
            os.dup2(os.open(file, os.O_RDWR | os.O_CREAT), number)
        os.environ.update(asked["environment"])
        sys.argv = ["balcao", *asked["arguments"]]
        code = 1
        try:
            code = main(asked["arguments"])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        except BaseException:
            traceback.print_exc()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss]), flush=True)
"""


@cache
def _server() -> subprocess.Popen[str]:
    around = {name: value for name, value in os.environ.items() if name != "BALCAO_DEBUG"}
    around |= {"PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"}
    made = subprocess.Popen(
        [sys.executable, "-c", SERVER], env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert made.stdin

    def end() -> None:
        assert made.stdin
        made.stdin.close()
        made.wait()

    atexit.register(end)
    return made


def run(*arguments: object, **environment: str) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run the command to its end; what came of it, and its largest memory in bytes."""
    server, words = _server(), [str(one) for one in arguments]
    assert server.stdin and server.stdout
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        asked = {"arguments": words, "environment": environment, "out": str(out), "err": str(err)}
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        code, memory = json.loads(server.stdout.readline())
        told = subprocess.CompletedProcess(words, code, out.read_text("utf-8"), err.read_text("utf-8"))
        return told, memory * (1 if sys.platform == "darwin" else 1024)
