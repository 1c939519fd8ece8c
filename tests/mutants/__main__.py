"""`make mutants`: how many small wrongs in what decides do its tests notice? Not part of the gate.

python -m tests.mutants [--every N] [MODULE ...]  -  prints a table, and every mutant that lived with what was changed where;
with --every, of each N-th mutant only.

Why not mutmut or cosmic-ray: both leave tables of constants as they are, and half of what decides here is such a table (which
act leads from which state); and both begin Python, Django and a database anew for each mutant. This one loads the libraries
once and forks; a mutant lives in memory, never in a file.
"""

import importlib.abc
import importlib.util
import os
import resource
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.mutants.mutations import Mutant, mutants

ROOT = Path(__file__).parents[2]
AT_ONCE = 2
PURE = ("--noconftest",)
DJANGO = ("-p", "pytest_django.plugin", "--reuse-db", "--no-migrations")
TARGETS: dict[str, tuple[str, ...]] = {
    "balcao.programmes.states": (*DJANGO, "tests/programmes/test_states.py", "-k", "each_act or groups or manual"),
    "balcao.programmes.rules": (*DJANGO, "tests/programmes/test_rules.py", "tests/programmes/test_missing.py"),
    "balcao.programmes.fields": (*DJANGO, "tests/programmes/test_rules.py"),
    "balcao.programmes.actions.places": (*DJANGO, "tests/programmes/test_places.py"),
    "balcao.analytics.draw": (*PURE, "tests/analytics/test_draw.py"),
    "balcao.analytics.diagnosis.statistics": (*PURE, "tests/analytics/diagnosis/test_statistics.py"),
    "balcao.analytics.diagnosis.finding": (*PURE, "tests/analytics/diagnosis/test_statistics.py"),
}
"""Each module with the few tests that are to notice: those by name, not the whole suite, which takes an hour for each module."""
PATIENCE = 10
"""A mutant that takes so many times the processor of the module as it is never ends: noticed."""


@dataclass
class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a text instead of its file."""

    name: str
    file: Path
    source: str

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> object:
        return (
            importlib.util.spec_from_file_location(fullname, self.file, loader=self) if fullname == self.name else None
        )

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module: object) -> None:
        exec(compile(self.source, str(self.file), "exec"), module.__dict__)  # fmt: skip


def file_of(module: str) -> Path:
    """Where a module lies."""
    return ROOT / "src" / Path(*module.split(".")).with_suffix(".py")


def begin(module: str, source: str, database: Path, seconds: int) -> int:
    """Fork, and run the module's tests there with this source in its place; returns the process, whose end says what they found."""
    process = os.fork()
    if process:
        return process
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.environ |= {"TEST_DATABASE": str(database), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    sys.meta_path.insert(0, Instead(module, file_of(module), source))
    import pytest

    os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *TARGETS[module]])))


def ended() -> tuple[int, bool]:
    """Wait for one of them; returns it, and whether its tests all passed."""
    process, status = os.wait()
    return process, status == 0


def lived(module: str, found: list[Mutant], folder: Path) -> Iterator[Mutant]:
    """The mutants of a module that its tests do not notice."""
    databases = [folder / f"{module}.{n}.sqlite3" for n in range(AT_ONCE)]
    source = file_of(module).read_text()
    for database in databases:  # made now, with the module as it is; a test that fails without a wrong shows nothing
        before = sum(os.times()[2:4])
        begin(module, source, database, 3600)
        assert ended()[1], f"the tests of {module} do not pass: pytest {' '.join(TARGETS[module])}"
    most = int(PATIENCE * (sum(os.times()[2:4]) - before)) + 10
    running: dict[int, tuple[Mutant, Path]] = {}
    waiting = list(found)
    while waiting or running:
        while waiting and databases:
            mutant, database = waiting.pop(0), databases.pop()
            running[begin(module, mutant.source, database, most)] = (mutant, database)
        process, passed = ended()
        mutant, database = running.pop(process)
        databases.append(database)
        if passed:
            yield mutant


def main(names: list[str], every: int) -> None:
    """Try every mutant of every module, or of those whose names end so, and print what lived."""
    for name in LIBRARIES:
        import_module(name)
    rows = []
    with tempfile.TemporaryDirectory(prefix="balcao-mutants-") as folder:
        for module in TARGETS:
            if names and not module.endswith(tuple(names)):
                continue
            found = mutants(file_of(module).read_text())[::every]
            survivors = list(lived(module, found, Path(folder)))
            print(f"{module}: {len(found) - len(survivors)} of {len(found)} noticed", flush=True)
            for one in sorted(survivors, key=lambda one: one.line):
                print(f"{file_of(module).relative_to(ROOT)}:{one.line}: {one.was!r} -> {one.now!r}", flush=True)
            rows.append((module, len(found), len(found) - len(survivors)))
    print("\n| module | mutants | noticed | |\n|---|---:|---:|---:|")
    for module, count, noticed in [*rows, ("all", sum(r[1] for r in rows), sum(r[2] for r in rows))]:
        print(f"| {module} | {count} | {noticed} | {noticed / max(1, count):.0%} |")


LIBRARIES = ("django.test", "django.contrib.auth", "duckdb", "fluent.runtime", "hypothesis", "numpy", "pydantic", "pytest", "PIL", "babel")  # fmt: skip
"""What takes long to load, and is nobody's mutant."""


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("modules", nargs="*")
    given = parser.parse_args()
    main(given.modules, given.every)
