"""The programs in docs/examples really run, against a real server: over a line that breaks, and with a worker that tells them."""

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import pytest

from balcao.messaging import send
from tests.people import csv_of
from tests.processes import HUNG, ROOT, site, wait_until

EXAMPLES = ROOT / "docs" / "examples"
TILL = """
import json, sys
from datetime import timedelta
from django.utils import timezone
from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_tokens import make_token
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business
owner = User.objects.create_user("owner@example.test", language="en")
outlet = register_business(owner, Business(name_en="Harbour"))
print(json.dumps({"key": make_token(owner, outlet.business, "till", ["upload", "read"])[1]}))
"""
AGENCY = """
import json, sys
from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_tokens import make_officers_token
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business
from balcao.messaging.actions.change_hooks import make_hook
from balcao.programmes.actions import apply
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.actions.change_phase import make_phase, publish, save_terms
from balcao.programmes.actions.submit import submit
from balcao.programmes.models import Phase
from tests.programmes.conftest import t, terms
officer, second = (User.objects.create_user(f"{n}@example.test", role=Role.OFFICER) for n in ("officer", "second"))
phase = make_phase(officer, make_measure(officer, t("Support")), t("Support, phase 1"))
phase.officers.add(second)
save_terms(officer, phase, terms(documents=[]))
publish(officer, phase)
for n in range(3):
    owner = User.objects.create_user(f"owner{n}@example.test")
    outlet = register_business(owner, Business(name_en=f"Shop {n}", sector="5610", size="1-3"))
    draft = apply.start(owner, Phase.objects.get(), outlet.business)
    apply.save(owner, draft, 0, {"tax": "yes"})
    submit(owner, draft)
admin = User.objects.create_user("admin@example.test", role=Role.ADMINISTRATOR)
hook = make_hook(admin, "ledger", sys.argv[1], ["application.moved"])
read_only = make_officers_token(officer, "copy", 30, read_only=True)[1]
print(json.dumps({"key": make_officers_token(officer, "desk")[1], "read": read_only, "secret": hook.signing_secret}))
"""


class Cutting:
    """A line to the site on which the first answer to an upload is lost: it was taken, and the till does not know."""

    def __init__(self, port: int) -> None:
        self.to, self.cut = port, 1
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.door.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            near, _ = self.door.accept()
            threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        far = socket.create_connection(("127.0.0.1", self.to))
        asked = b""
        while b"\r\n\r\n" not in asked:
            asked += near.recv(65536)
        head, _, rest = asked.partition(b"\r\n\r\n")
        length = int((re.search(rb"content-length: *(\d+)", head, re.I) or [0, b"0"])[1])
        while len(rest) < length:
            rest += near.recv(65536)
        far.sendall(head + b"\r\n\r\n" + rest)
        answer = b""
        while piece := far.recv(65536):  # urllib asks for a connection of its own each time
            answer += piece
        if head.startswith(b"POST") and self.cut:
            self.cut -= 1
            answer = answer[:20]
        near.sendall(answer)
        near.close()
        far.close()


def run(program: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / program), *arguments]
    more = {**os.environ, "PAUSE": "0.2", **environment}
    return subprocess.run(command, env=more, capture_output=True, text=True, timeout=HUNG)


@pytest.mark.xdist_group("processes")
def test_a_till_brings_its_sales_over_a_line_that_breaks_and_reads_what_they_say(tmp_path):
    sales = tmp_path / "sales-2026-03-31.csv"
    sales.write_text(csv_of(date(2026, 1, 1), 90))
    with site(tmp_path / "site") as made:
        key = json.loads(made.python(TILL))["key"]
        made.start_web()
        made.start_worker()
        line = Cutting(made.port)
        told = run("till.py", line.address, str(sales), BALCAO_KEY=key)
        assert told.returncode == 0, told.stderr
        assert line.cut == 0 and "once more" in told.stderr
        assert re.search(r"^import [0-9a-f-]{36}: done$", told.stdout, re.M) and " net on 90 days" in told.stdout
        again = run("till.py", made.address, str(sales), BALCAO_KEY=key)
        assert again.stdout.splitlines()[0] == told.stdout.splitlines()[0]  # a second time it is the same import
        wrong = run("till.py", made.address, str(sales), BALCAO_KEY="balcao_wrong")
        assert wrong.returncode != 0 and "no_key" in wrong.stderr
        empty = tmp_path / "empty.csv"
        empty.write_text("Dear Sir,\nno sales today\n")
        refused = run("till.py", made.address, str(empty), BALCAO_KEY=key)
        assert refused.returncode != 0 and ": refused" in refused.stdout and refused.stderr.strip()


@pytest.mark.xdist_group("processes")
def test_an_agencys_program_lists_decides_and_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with site(tmp_path / "site", BALCAO_HOOK_HOSTS=f"http://localhost:{port}") as made:
        seeded = json.loads(made.python(AGENCY, f"http://localhost:{port}/hook"))
        made.start_web()
        listed = run("agency.py", made.address, "list", BALCAO_KEY=seeded["read"])
        rows = [line.split() for line in listed.stdout.splitlines()]
        assert listed.returncode == 0 and [row[2] for row in rows] == ["submitted"] * 3, listed.stderr
        reference, key = rows[0][1], rows[0][3]
        denied = run("agency.py", made.address, "decide", key, "no", "x", BALCAO_KEY=seeded["read"])
        assert denied.returncode != 0 and "forbidden" in denied.stderr
        log = (tmp_path / "told").open("wb")
        command = [sys.executable, str(EXAMPLES / "agency.py"), made.address, "listen", str(port)]
        listener = subprocess.Popen(command, env={**os.environ, "BALCAO_SECRET": seeded["secret"]}, stdout=log)
        try:
            for _ in range(2):  # sent again it is decided once
                decided = run("agency.py", made.address, "decide", key, "yes", BALCAO_KEY=seeded["key"])
            assert decided.stdout.strip() in ("eligible", ""), decided.stderr
            made.start_worker()
            wait_until(lambda: b"find_eligible" in (tmp_path / "told").read_bytes())
        finally:
            listener.kill()
            listener.wait()
        events = [line.split(" ", 1) for line in (tmp_path / "told").read_text().splitlines()]
        moved = [json.loads(data) for kind, data in events if kind == "application.moved"]
        last = next(one for one in moved if one["to"] == "eligible")
        assert (last["id"], last["subject"], last["from"]) == (key, reference, "under_review")
        changed = run("agency.py", made.address, "list", rows[-1][0], BALCAO_KEY=seeded["read"]).stdout.splitlines()
        assert changed[-1].split()[1:3] == [reference, "eligible"]


VECTOR = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
"""What the Standard Webhooks libraries are tested with."""
SECRET, BODY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'


def test_the_agencys_program_verifies_as_the_libraries_of_standard_webhooks_do():
    found = importlib.util.spec_from_file_location("agency_example", EXAMPLES / "agency.py")
    agency = importlib.util.module_from_spec(found)
    found.loader.exec_module(agency)
    then = 1614265330
    assert agency.verify(SECRET, VECTOR, BODY, then) == {"test": 2432232314}
    several = {**VECTOR, "webhook-signature": f"v1,AAAA v1a,x {VECTOR['webhook-signature']}"}
    assert agency.verify(SECRET, several, BODY, then)
    for headers, body, now in (
        (VECTOR, BODY + b" ", then), (VECTOR, BODY, then + 301), (VECTOR, BODY, then - 301),
        ({**VECTOR, "webhook-id": "msg_other"}, BODY, then), ({**VECTOR, "webhook-signature": "v1,AAAA"}, BODY, then),
    ):  # fmt: skip
        with pytest.raises(ValueError):
            agency.verify(SECRET, headers, body, now)


def test_the_site_signs_as_the_libraries_of_standard_webhooks_do(monkeypatch):
    monkeypatch.setattr(send.timezone, "now", lambda: datetime.fromtimestamp(1614265330, UTC))
    assert send.signed(SECRET, VECTOR["webhook-id"], BODY).items() >= VECTOR.items()
