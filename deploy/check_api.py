"""Holds the API to its document: linters read the document, and schemathesis calls a real server as four kinds of caller.

`make api-check` runs it, with PostgreSQL where there is one. Not in the gate: it takes an hour or two and needs npm.
"""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.processes import Site, get, wait_until  # noqa: E402

TOOLS = ROOT / ".local" / "api-check"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,negative_data_rejection,unsupported_method,ignored_auth"
)
"""All but one: what the schema allows and the rules of the matter refuse is refused, so `positive_data_acceptance` cannot hold."""
SEED = """
import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from django.conf import settings
from django.utils import timezone
from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_tokens import make_officers_token, make_token
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business, Token
from balcao.diagnoses.actions.diagnose_history import queue_report
from balcao.diagnoses.actions.receive_upload import receive_upload
from balcao.programmes.actions import answer, apply
from balcao.programmes.actions.change_phase import make_measure, make_phase, publish, save_terms
from balcao.programmes.actions.submit import submit
from balcao.programmes.models import Application, Attached, Phase
from tests.people import csv_of, work
from tests.programmes.conftest import PDF, drawn, now_of, t, terms

officers = [User.objects.create_user(f"officer{n}@example.test", name=f"Officer {n}", role=Role.OFFICER) for n in range(2)]
measure = make_measure(officers[0], t("Support"))
folder = Path(TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR).name)
folder.mkdir()
outlets = []
for n in range(6):
    owner = User.objects.create_user(f"owner{n}@example.test", name=f"Owner {n}")
    given = {"sector": "5610", "size": "1-3", "registered_on": date(2019, 5, 1), "registered_here": True}
    outlets.append((owner, register_business(owner, Business(name_en=f"Shop {n}", **given))))


def phase(number):
    made = make_phase(officers[0], measure, t(f"Support, phase {number}"))
    made.officers.add(officers[1])
    save_terms(officers[0], made, terms())
    publish(officers[0], made)
    return Phase.objects.get(pk=made.pk)


def apply_all(into, most):
    for owner, outlet in outlets[:most]:
        draft = apply.start(owner, into, outlet.business)
        apply.save(owner, draft, 0, {"tax": "yes"})
        paper = folder / str(draft.pk)
        paper.write_bytes(PDF + str(draft.pk).encode())
        apply.attach(owner, draft, "licence", keep_document(owner, outlet.business, paper, "licence.pdf", "licence"))
        submit(owner, draft)


past, present, coming = phase(1), phase(2), phase(3)
apply_all(past, 4)
drawn(past, *officers)
for one in past.applications.filter(state="selected"):
    answer.accept(one.business.members.get(role="owner").user, now_of(one))
apply_all(present, 6)
owner, outlet = outlets[0]
draft = apply.start(owner, coming, outlet.business)
sales = folder / "sales.csv"
sales.write_text(csv_of(date(2026, 1, 1), 40))
upload, _ = receive_upload(owner, sales, "sales.csv", outlet)
report = queue_report(outlet, None, None)
work()
own = outlet.business
make = lambda *scopes: make_token(owner, own, "check", scopes)[1]
ended, over = make_token(owner, own, "check", ["read"], 1)
Token.objects.filter(pk=ended.pk).update(expires_at=timezone.now() - timedelta(days=1))
mine = [str(one.pk) for one in Application.objects.filter(business=own)]
print(json.dumps({
    "keys": {"owner": make("upload", "read", "apply"), "officer": make_officers_token(officers[0], "check")[1],
             "read-only": make_officers_token(officers[0], "check", read_only=True)[1], "expired": over},
    "ids": {"outlet_id": [str(outlet.pk)], "import_id": [str(upload.pk)], "report_id": [str(report.pk)],
            "slug": list(Phase.objects.values_list("slug", flat=True)),
            "application_id": mine + [str(one.pk) for one in Application.objects.exclude(state="draft")],
            "document_id": [str(one.document_id) for one in Attached.objects.all()]},
}))
"""
SERVE = """
from argparse import Namespace
import sys
from balcao.businesses import keys
from balcao.commands.serve import run
keys.WITH_KEY = keys.WITHOUT = 10**9  # else most calls would meet the limit
run(Namespace(bind=f"127.0.0.1:{PORT}", processes=1, threads=4))
"""


def main() -> int:
    """Run all of it; what is not as the document says is printed, and the number of calls."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=300, help="for each operation and kind of key")
    parser.add_argument("--keys", default="owner,officer,read-only,expired")
    parser.add_argument("--only", default="", help="the id of one operation")
    parser.add_argument("--lint", action=BooleanOptionalAction, default=True, help="let linters read the document")
    options = parser.parse_args()
    lifted = {f"BALCAO_HOURLY_{name}": "0" for name in ("VISITS", "FILES", "PAPERS", "BUSINESSES", "BYTES")}
    with TemporaryDirectory() as folder, stopped(Site(Path(folder) / "site", **lifted)) as made:
        made.python(
            "from django.core.management import call_command; call_command('migrate', verbosity=0); call_command('collectstatic', interactive=False, verbosity=0)"
        )
        seeded = json.loads(made.python(SEED).splitlines()[-1])
        made.web = made.start_python(SERVE.replace("{PORT}", str(made.port)))
        wait_until(lambda: get(f"{made.address}/health")[0] == 200)
        document = Path(folder) / "openapi.json"
        document.write_bytes(urllib.request.urlopen(f"{made.address}/api/v1/openapi.json").read())
        results = [] if options.only or not options.lint else [linted(document)]
        results += [
            called(made.address, document, name, seeded, options.examples, options.only)
            for name in options.keys.split(",")
        ]
        return int(any(results))


@contextmanager
def stopped(made: Site) -> Iterator[Site]:
    """A site whose processes are gone at the end."""
    try:
        yield made
    finally:
        made.stop()


def linted(document: Path) -> bool:
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


def called(address: str, document: Path, name: str, seeded: dict, examples: int, only: str) -> bool:  # type: ignore[type-arg]
    """Whether a caller with this key is answered in any way that the document does not say."""
    operations = sum(len(methods) for methods in json.loads(document.read_text())["paths"].values())
    print(f"\n== {name}: {operations} operations × {examples} examples, and stateful", flush=True)
    command = [
        TOOLS / "py" / "bin" / "schemathesis", "run", document, "--url", address, "--checks", CHECKS, "--max-examples", str(examples),
        "--phases", "examples,coverage,fuzzing,stateful", "--workers", "2", "--continue-on-failure", "--warnings", "off", "--seed", "20261127",
        "--suppress-health-check", "all", "--no-color", "--header", f"Authorization: Bearer {seeded['keys'][name]}",
        *(["--include-operation-id", only] if only else []),
    ]  # fmt: skip
    hooks = {
        "SCHEMATHESIS_HOOKS": "check_api_hooks",
        "PYTHONPATH": str(ROOT / "deploy"),
        "CHECK_IDS": json.dumps(seeded["ids"]),
    }
    return subprocess.run(command, cwd=document.parent, env={**quiet(), **hooks}).returncode != 0


def quiet() -> dict[str, str]:
    """The environment for tools that would otherwise tell their makers, or look for a newer one."""
    return {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
