"""Processes really killed in the middle of sending an application, of a draw, of an award, and of the post: all or nothing, and nothing twice."""

import random
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from tests.processes import ROOT, site, wait_until

pytestmark = pytest.mark.xdist_group("killed programme")
SEED = """
from datetime import date
from balcao.accounts.models import Role, User
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business
from balcao.programmes.actions import apply
from balcao.programmes.actions.change_phase import make_measure, make_phase, publish, save_terms
from balcao.programmes.models import Phase
from tests.programmes.conftest import t, terms
officers = [User.objects.create_user(f"officer{n}@example.test", role=Role.OFFICER) for n in (1, 2)]
phase = make_phase(officers[0], make_measure(officers[0], t("Support")), t("Support"))
phase.officers.add(officers[1])
save_terms(officers[0], phase, terms(documents=[], places=10))
publish(officers[0], phase)
phase = Phase.objects.get(pk=phase.pk)
for n in range(40):
    owner = User.objects.create_user(f"owner{n}@example.test")
    outlet = register_business(owner, Business(name_en=f"Shop {n}", sector="5610", size="1-3"))
    draft = apply.start(owner, phase, outlet.business)
    apply.save(owner, draft, 0, {"tax": "yes"})
"""
SEND = """
from balcao.programmes.actions.submit import submit
from balcao.programmes.models import Application
for draft in Application.objects.filter(state="draft").select_related("phase", "business").order_by("made_at"):
    submit(draft.made_by, draft)
"""
DECIDE = """
from balcao.accounts.models import User
from balcao.programmes.actions.decide import decide
from balcao.programmes.models import Application, Phase
from tests.programmes.conftest import close
officer = User.objects.get(email="officer1@example.test")
for application in Application.objects.filter(state="submitted").select_related("phase"):
    decide(officer, application, True)
close(Phase.objects.get())
"""
DRAW = """
from django.core.exceptions import ValidationError
from balcao.accounts.models import User
from balcao.programmes.actions.settle import approve_draw, enter_beacon
from balcao.programmes.models import Phase
officers = [User.objects.get(email=f"officer{n}@example.test") for n in (1, 2)]
try:
    enter_beacon(officers[0], Phase.objects.get(), "1", "3 11 19")
    approve_draw(officers[1], Phase.objects.get(), "3 11 19")
except ValidationError:
    pass
"""
ACCEPT = """
from balcao.programmes.actions.answer import accept
from balcao.programmes.models import Application
for application in Application.objects.filter(state="selected").select_related("phase", "business"):
    accept(application.made_by, application)
"""
HOLDS = """
from collections import Counter
from django.utils import timezone
from balcao.analytics.draw import verify
from balcao.messaging.models import Message
from balcao.programmes.models import Application, Award, Draw, Mark, Phase
from balcao.records import record
from balcao.records.models import Entry
states = Counter(Application.objects.values_list("state", flat=True))
for application in Application.objects.exclude(state="draft"):
    moved = Entry.objects.filter(kind="application.moved", subject=application.reference, facts__to="submitted").count()
    told = Message.objects.filter(because=application.reference, code="submitted").count()
    assert (moved, told) == (1, 1), (application.reference, moved, told)
phase, draw = Phase.objects.get(), Draw.objects.exclude(record="").first()
placed = Application.objects.exclude(position=None).count()
assert bool(draw) == bool(phase.settled_at) == bool(placed), (draw, phase.settled_at, placed)
if draw:
    assert placed == 40 and len(verify(draw.record)["order"]) == 40
    assert states["selected"] + states["awarded"] == 10 and states["waitlisted"] == 30, states
assert Award.objects.count() == states["awarded"]
assert all(award.steps.count() == 2 for award in Award.objects.all())
record.seal(timezone.now())
assert record.verify().wrong is None
print(dict(states))
"""


def killed_at_random(made, script: str, moments: int, seed: int) -> None:
    """Run a script so often, killed -9 somewhere in it each time; then once to its end. After each what must hold is looked at."""
    head = 'import os; os.environ["DJANGO_SETTINGS_MODULE"] = "balcao.site.settings"; import django; django.setup()\nprint("ready", flush=True)\n'
    chance = random.Random(seed)
    for _ in range(moments):
        process = subprocess.Popen(
            [sys.executable, "-c", head + script], env=made.environment, cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.35))
        process.send_signal(signal.SIGKILL)
        process.wait()
        made.python(HOLDS)
    made.python(script)
    made.python(HOLDS)


def test_killed_while_sending_drawing_and_awarding(tmp_path):
    with site(tmp_path) as made:
        made.python(SEED)
        killed_at_random(made, SEND, 5, 1)
        made.python(DECIDE)
        killed_at_random(made, DRAW, 5, 2)
        killed_at_random(made, ACCEPT, 5, 3)
        assert "'awarded': 10" in made.python(HOLDS)


class Letters(threading.Thread):
    """A mail server that keeps the Message-ID of each letter that it took."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.taken: list[str] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    def run(self) -> None:
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        file, identity, data = client.makefile("rb"), "", False
        client.sendall(b"220 here\r\n")
        try:
            for line in file:
                if data:
                    if line.lower().startswith(b"message-id:"):
                        identity = line.split(b":", 1)[1].strip().decode()
                    if line == b".\r\n":
                        data = False
                        self.taken.append(identity)
                        client.sendall(b"250 taken\r\n")
                elif line.upper().startswith(b"DATA"):
                    data = True
                    client.sendall(b"354 go on\r\n")
                elif line.upper().startswith(b"QUIT"):
                    client.sendall(b"221 bye\r\n")
                    return
                else:
                    client.sendall(b"250 fine\r\n")
        except OSError:
            pass


def test_a_worker_killed_while_sending_loses_no_letter_and_repeats_none_unrecognised(tmp_path):
    letters = Letters()
    letters.start()
    with site(tmp_path, BALCAO_MAIL=f"smtp://127.0.0.1:{letters.port}") as made:
        made.python(SEED)
        made.python(SEND)
        chance = random.Random(4)
        for _ in range(4):
            made.start_worker()
            seen = len(letters.taken)
            wait_until(lambda seen=seen: len(letters.taken) > seen or len(set(letters.taken)) >= 40, 30)
            time.sleep(chance.uniform(0, 0.1))
            made.kill(made.worker)
            # the claim of the killed one is due at once, not after two minutes
            made.python(
                "from django.utils import timezone\nfrom balcao.messaging.models import Delivery\nDelivery.objects.filter(state='sending').update(due_at=timezone.now())\nfrom django_tasks_db.models import DBTaskResult\nDBTaskResult.objects.filter(status='RUNNING').update(status='READY', started_at=None)"
            )
        made.start_worker()
        left = "from balcao.messaging.models import Delivery\nprint(Delivery.objects.exclude(state='sent').count())"
        wait_until(lambda: made.python(left).strip() == "0", 60)
        known = set(
            made.python(
                "from balcao.messaging.models import Delivery\nprint(*Delivery.objects.values_list('pk', flat=True))"
            ).split()
        )
    assert {identity.strip("<>").split("@")[0] for identity in letters.taken} == known and len(known) == 40
    assert len(letters.taken) - 40 <= 4  # at most the one under way at each kill came again, under its own Message-ID
