"""What is installed: in production nothing but what runs, and what is weak or could not be looked up is said."""

import ast
import json
import re
import sys
from datetime import date
from importlib.metadata import packages_distributions
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from tests.processes import ROOT

_spec = spec_from_file_location("audit", ROOT / "deploy/audit.py")
assert _spec and _spec.loader
audit = module_from_spec(_spec)
_spec.loader.exec_module(audit)

LOCK = "django==5.2.8 \\\n    --hash=sha256:00\nidna==3.7 \\\n    --hash=sha256:00\n"
TODAY = date(2026, 6, 1)
RUNS = audit.locked((ROOT / "requirements.lock").read_text())
DEVELOPS = audit.locked((ROOT / "requirements-dev.lock").read_text())


def answer(**libraries: object) -> str:
    return json.dumps({"dependencies": [{"name": name, **facts} for name, facts in libraries.items()]})


CLEAN = {"version": "1", "vulns": []}
WEAK = {"version": "1", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["5.2.9"]}]}
SKIPPED = {"skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(("answered", "renewed", "code", "said"), [
    (answer(django=CLEAN, idna=CLEAN), "2026-05-01", 0, "None of 2"),
    (answer(django=WEAK, idna=CLEAN), "2026-05-01", 1, "Weak: django 5.2.8: CVE-2026-1, mended in 5.2.9"),
    (answer(django=CLEAN, idna=SKIPPED), "2026-05-01", 2, "NOT LOOKED UP: 1 of 2 libraries (idna)."),
    (answer(django=CLEAN), "2026-05-01", 2, "NOT LOOKED UP: 1 of 2 libraries (idna)."),
    (answer(django=WEAK, idna=SKIPPED), "2026-05-01", 1, "NOT LOOKED UP: 1 of 2 libraries (idna)."),
    ("", "2026-05-01", 2, "NOT LOOKED UP: 2 of 2 libraries (django, idna)."),
    ("<html>blocked</html>", "2026-05-01", 2, "NOT LOOKED UP: 2 of 2"),
    ("[]", "2026-05-01", 2, "NOT LOOKED UP: 2 of 2"),
    (answer(django=CLEAN, idna=CLEAN), "2026-01-01", 1, "requirements.lock is 151 days old"),
    (answer(django=CLEAN, idna=CLEAN), "", 2, "could not be read"),
])  # fmt: skip
def test_what_could_not_be_looked_up_is_said_and_is_no_pass(answered, renewed, code, said):
    found, lines = audit.told(LOCK, answered, renewed, TODAY)
    assert found == code and any(said in line for line in lines), lines


def test_the_programs_own_failure_is_no_pass(capsys):
    assert audit.main([sys.executable, "-c", "import sys; sys.exit('no network')"]) == 2
    told = capsys.readouterr().out
    assert f"NOT LOOKED UP: {len(RUNS)} of {len(RUNS)}" in told and "no network" in told


def test_production_has_all_that_runs_and_none_of_the_tools():
    """Each import of the package is of Python, of itself or of a library of `requirements.lock`."""
    imported = {
        name.split(".")[0]
        for file in (ROOT / "src/balcao").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom) and not getattr(node, "level", 0)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
        if name
    }
    homes = packages_distributions()
    for name in imported - set(sys.stdlib_module_names) - {"balcao"}:
        assert any(re.sub(r"[-_.]+", "-", home).lower() in RUNS for home in homes[name]), name
    tools = {
        "pytest",
        "pytest-django",
        "playwright",
        "moto",
        "mypy",
        "ruff",
        "hypothesis",
        "oidc-provider-mock",
        "flask",
        "openpyxl",
    }
    assert tools & set(RUNS) == set() and tools <= set(DEVELOPS) | {"flask"}


def test_what_is_tested_is_what_is_installed():
    assert {name: version for name, version in RUNS.items() if DEVELOPS.get(name) != version} == {}


def test_installing_for_production_reads_the_lock_without_the_tools():
    chores = (ROOT / "Makefile").read_text()
    install = chores[chores.index("$(ENV):") : chores.index("$(DEV):")]
    assert "requirements.lock" in install and "requirements-dev.lock" not in install
    container = (ROOT / "deploy/Containerfile").read_text()
    assert "-r requirements.lock" in container and "dev.lock" not in container and "COPY . " not in container


def test_every_target_that_is_named_does_something():
    """A name among the phony ones without a rule is done at once, and well: nobody hears that nothing ran."""
    chores = (ROOT / "Makefile").read_text()
    named = re.search(r"^\.PHONY: (.+)$", chores, re.M)
    assert named
    rules = dict(re.findall(r"^([a-z-]+):([^\n]*(?:\n\t[^\n]+)*)", chores, re.M))
    assert [name for name in named[1].split() if not re.search(r"\n\t|\$\(", rules.get(name, ""))] == []
    pages = [ROOT / "README.md", ROOT / ".ci/run", *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
    said = {
        name
        for page in pages
        for name in re.findall(r"`make ([a-z-]+)`|^ *make ([a-z-]+) *(?:#|$)", page.read_text(), re.M)
    }
    assert {first or second for first, second in said} - set(rules) == set()


def test_the_code_is_roots_and_its_history_is_closed_to_the_site():
    """The manual and the units say so; a container has no history."""
    manual = (ROOT / "docs/operating.md").read_text()
    assert "&& git clone REPOSITORY /srv/balcao/app && chmod 700 /srv/balcao/app/.git" in manual
    assert "sudo -u balcao git" not in manual and "sudo -u balcao make" not in manual
    for unit in ("balcao-web.service", "balcao-worker.service"):
        lines = (ROOT / "deploy" / unit).read_text().splitlines()
        assert "InaccessiblePaths=-/srv/balcao/app/.git" in lines and "ReadWritePaths=/srv/balcao/data" in lines
    copied = re.findall(r"^COPY (.+)$", (ROOT / "deploy/Containerfile").read_text(), re.M)
    assert copied and not any(".git" in line or line.startswith(". ") for line in copied)
