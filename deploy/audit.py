"""Whether a library of `requirements.lock` is known to be weak, or the lock older than a quarter: `make audit`.

Runs the command given (pip-audit, which asks the package index) and says what it could not look up: that is no pass.
Ends with 0 (each was looked up, none is weak, the lock is young), 1 (something is to be renewed) or 2 (not all could be looked up).
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
QUARTER = 92
"""Days after which the lock is renewed even if nothing is known to be weak (docs/security.md, Libraries)."""


def locked(text: str) -> dict[str, str]:
    """Each library of a lock with its version."""
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", text, re.M))


def told(lock: str, answered: str, renewed: str, today: date) -> tuple[int, list[str]]:
    """The exit code and what to say. `answered`: pip-audit's JSON; `renewed`: the day (ISO 8601) of the lock's last change, or nothing."""
    try:
        asked = {one["name"]: one for one in json.loads(answered)["dependencies"]}
    except (ValueError, KeyError, TypeError):
        asked = {}
    weak = [
        f"{name} {version}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for name, version in locked(lock).items()
        for found in asked.get(name, {}).get("vulns", [])
    ]
    unknown = [name for name in locked(lock) if "vulns" not in asked.get(name, {})]
    said, code = [f"Weak: {line}" for line in weak], 1 if weak else 0
    if not renewed:
        said, code = [*said, "When requirements.lock was last renewed could not be read."], code or 2
    elif (age := (today - date.fromisoformat(renewed)).days) > QUARTER:
        said, code = [*said, f"requirements.lock is {age} days old: `make lock` is due each {QUARTER}."], 1
    if unknown:
        count = f"{len(unknown)} of {len(locked(lock))}"
        said, code = [*said, f"NOT LOOKED UP: {count} libraries ({', '.join(unknown)})."], code or 2
    return code, said or [f"None of {len(locked(lock))} libraries is known to be weak."]


def main(command: Sequence[str]) -> int:
    """Ask, and say what was answered and what was not."""
    asked = subprocess.run(command, capture_output=True, text=True)
    day = subprocess.run(
        ["git", "log", "-1", "--format=%cs", "--", LOCK], capture_output=True, text=True, cwd=LOCK.parent
    )
    code, said = told(LOCK.read_text(), asked.stdout, day.stdout.strip(), date.today())
    if asked.returncode and asked.stderr.strip():
        said = [*said, asked.stderr.strip().splitlines()[-1]]
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
