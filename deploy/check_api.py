"""Holds the API to its document: linters read the document, and schemathesis calls a real server as four kinds of caller.

`make api-check` runs it, with PostgreSQL where there is one. Not in the gate: it takes an hour or two and needs npm.
"""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from deploy.check_api_links import linked  # noqa: E402
from tests.processes import Site, get, wait_until  # noqa: E402

TOOLS = ROOT / ".local" / "api-check"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,negative_data_rejection,unsupported_method,ignored_auth"
)
"""All but one: what the schema allows and the rules of the matter refuse is refused, so `positive_data_acceptance` cannot hold."""
SEED = (ROOT / "deploy" / "check_api_seed.py").read_text()
SERVE = """
from argparse import Namespace
import sys
from balcao.businesses import keys
from balcao.commands.serve import run
keys.WITH_KEY = keys.WITHOUT = 10**9  # else most calls would meet the limit
run(Namespace(bind=f"127.0.0.1:{PORT}", processes=1, threads=4))
"""


ANYBODYS = {"listPhases", "showPhase", "showFigures", "showDraw"}
"""What needs no key."""
SHUTS_OUT = "declareInterest"
"""A walk leaves it out: from then on its caller sees no more of an application."""
STEPS = 20
"""Calls in one walk."""
NOT_ANSWERED: dict[str, str] = {}
"""Operations that a good key calls and that are never answered 2xx here, each with the reason."""


def main() -> int:
    """Run all of it; what is not as the document says is printed, and the number of calls."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=300, help="for each operation and kind of key")
    parser.add_argument("--keys", default="owner,officer,read-only,expired")
    parser.add_argument("--only", default="", help="the id of one operation")
    parser.add_argument("--seed", type=int, default=20261127, help="the same calls for the same seed")
    parser.add_argument("--lint", action=BooleanOptionalAction, default=True, help="let linters read the document")
    options = parser.parse_args()
    results = []
    for number, name in enumerate(options.keys.split(",")):  # each with a site of its own: none meets what another left
        with TemporaryDirectory() as folder, served(Path(folder)) as (address, seeded):
            document = Path(folder) / "openapi.json"
            document.write_bytes(urllib.request.urlopen(f"{address}/api/v1/openapi.json").read())
            if options.lint and not options.only and not number:
                results.append(faulty(document))
            results.append(called(address, document, name, seeded, options))
    return int(any(results))


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """A site with what `check_api_seed.py` makes, and its server: the address, and what was made."""
    lifted = {f"BALCAO_HOURLY_{name}": "0" for name in ("VISITS", "FILES", "PAPERS", "BUSINESSES", "BYTES")}
    with stopped(Site(folder / "site", **lifted)) as made:
        made.python(
            "from django.core.management import call_command; call_command('migrate', verbosity=0); call_command('collectstatic', interactive=False, verbosity=0)"
        )
        seeded = json.loads(made.python(SEED).splitlines()[-1])
        made.web = made.start_python(SERVE.replace("{PORT}", str(made.port)))
        wait_until(lambda: get(f"{made.address}/health")[0] == 200)
        yield made.address, seeded


@contextmanager
def stopped(made: Site) -> Iterator[Site]:
    """A site whose processes are gone at the end."""
    try:
        yield made
    finally:
        made.stop()


def faulty(document: Path) -> bool:
    """Whether a linter of documents finds anything; warnings count."""
    told = json.loads(document.read_text())
    told["servers"] = [{"url": "https://balcao.gov.mo"}]  # they ask for an address that is no machine of one's own
    document = document.with_name("linted.json")
    document.write_text(json.dumps(told))
    rules = document.with_name("rules.json")
    rules.write_text(json.dumps({"extends": ["spectral:oas"]}))
    tools = TOOLS / "node_modules" / ".bin"
    spectral = [tools / "spectral", "lint", "--fail-severity=hint", "--ruleset", rules, document]
    redocly = [tools / "redocly", "lint", "--max-problems=500", "--extends=recommended", document]
    found = [subprocess.run(command, cwd=document.parent, env=quiet()).returncode for command in (spectral, redocly)]
    return any(found)


def called(address: str, document: Path, name: str, seeded: dict[str, Any], options: Namespace) -> bool:
    """Whether a caller with this key is answered in any way that the document does not say, or never well where it should be."""
    told = json.loads(document.read_text())
    opened = sorted(opens(name, told))
    document = document.with_name("with-links.json")
    document.write_text(json.dumps(linked(told)))
    count = sum(len(methods) for methods in told["paths"].values())
    print(f"\n== {name}: {count} operations × {options.examples} examples; walks among {len(opened)}", flush=True)
    document.with_name("schemathesis.toml").write_text(f"[phases.stateful]\nmax-steps = {STEPS}\n")
    chosen = [one for one in opened if options.only in ("", one)]
    every, first, walked = (
        [part for one in names for part in ("--include-operation-id", one)]
        for names in ([options.only] if options.only else [], chosen, [one for one in chosen if one != SHUTS_OUT])
    )
    found, answered = [], defaultdict[str, Counter[str]](Counter)
    for phases, included in (("examples", first), ("examples,coverage,fuzzing", every), ("stateful", walked)):
        is_first = included is first
        if (is_first and not chosen) or (phases == "stateful" and (name == "expired" or options.only)):
            continue
        command = [
            TOOLS / "py" / "bin" / "schemathesis", "run", document, "--url", address, "--checks", CHECKS, "--max-examples", str(options.examples),
            "--phases", phases, "--workers", "1", "--continue-on-failure", "--warnings", "off", "--seed", str(options.seed), "--generation-database", "none",
            "--suppress-health-check", "all", "--no-color", "--header", f"Authorization: Bearer {seeded['keys'][name]}", *included,
        ]  # fmt: skip
        given, answers = document.with_name("seeded.json"), document.with_name("answered.json")
        given.write_text(json.dumps(seeded))
        answers.unlink(missing_ok=True)
        hooks = {
            "SCHEMATHESIS_HOOKS": "check_api_hooks",
            "PYTHONPATH": str(ROOT / "deploy"),
            "CHECK_SEEDED": str(given),
            "CHECK_ANSWERED": str(answers),
            "CHECK_FIRST": str(int(is_first)),
        }
        found.append(subprocess.run(command, cwd=document.parent, env={**quiet(), **hooks}).returncode != 0)
        for operation, statuses in json.loads(answers.read_text()).items():
            answered[operation].update(statuses)
    well = {one: sum(n for status, n in answered[one].items() if status.startswith("2")) for one in chosen}
    never = [one for one in chosen if not well[one]]
    count = sum(map(bool, well.values()))
    print(
        f"\n{name}: {count} of the {len(chosen)} operations that it opens were answered 2xx, {sum(well.values())} times"
    )
    for one in never:
        print(f"- {one}: never ({dict(answered[one])}); {NOT_ANSWERED.get(one, 'WHY IS NOT KNOWN')}")
    return any(found) or not set(never) <= set(NOT_ANSWERED)


def opens(name: str, document: dict[str, Any]) -> set[str]:
    """The operations that a kind of key opens: a business's its own, an officer's those of the agency, one that only reads what reads there."""
    found = set()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            of_agency, one = path.startswith("/api/v1/agency/"), operation["operationId"]
            ours = {
                "owner": not of_agency,
                "officer": of_agency,
                "read-only": of_agency and method == "get",
                "expired": False,
            }
            if one in ANYBODYS or ours[name] or (one == "showKey" and name != "expired"):
                found.add(one)
    return found


def quiet() -> dict[str, str]:
    """The environment for tools that would otherwise tell their makers, or look for a newer one."""
    return {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
