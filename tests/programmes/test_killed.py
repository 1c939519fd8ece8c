"""Processes really killed at every point of sending an application, of a draw, of an award, and of the post: all or nothing, and nothing twice."""

import socket
import threading

import pytest

from tests.processes import HUNG, site, wait_until
from tests.stopping import point

pytestmark = pytest.mark.xdist_group("killed programme")
SEED = """
from datetime import date
from balcao.accounts.models import Role, User
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business
from balcao.programmes.actions import apply
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.actions.change_phase import make_phase, publish, save_terms
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
SENDING = [
    "before balcao.programmes.actions.submit.move_many",
    "after balcao.programmes.actions.submit.move_many 7",
    "before balcao.programmes.actions.submit.mark 8",
    "after balcao.programmes.actions.submit.to_members 9",
    "before balcao.programmes.actions.submit.managed 10",
]
DRAWING = [
    "after balcao.programmes.actions.settle.enter_beacon",
    "after balcao.programmes.actions.settle.draw",
    "before balcao.programmes.actions.settle.move_many 2",
    "before django_tasks_db.backend.DatabaseBackend.enqueue",
    "after balcao.programmes.actions.settle.approve_draw",
]
ACCEPTING = [
    "before balcao.programmes.actions.answer.award",
    "after balcao.programmes.actions.places.move 2",
    "before balcao.programmes.models.Step.objects.bulk_create 3",
    "after balcao.programmes.actions.places.to_members",
]
"""Points at which what is done is half done, or done and not yet said to be; a number is which call of the function."""
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


def killed_at(made, points: list[str], script: str) -> None:
    """Run a script once for each point, killed -9 there; then to its end. The next one first looks at what must hold."""
    for name in points:
        with point(name) as here:
            process = made.start_python(HOLDS + script, **here.environment)
            here.reached()
            made.kill(process)
    made.python(HOLDS + script + HOLDS)


def test_killed_while_sending_drawing_and_awarding(tmp_path):
    with site(tmp_path) as made:
        made.python(SEED)
        killed_at(made, SENDING, SEND)
        made.python(DECIDE)
        killed_at(made, DRAWING, DRAW)
        killed_at(made, ACCEPTING, ACCEPT)
        assert "'awarded': 10" in made.python(HOLDS)


class Letters(threading.Thread):
    """A mail server that keeps the Message-ID of each letter that it took.

    Told to `hold` the next "greeting" or "letter", it keeps back its answer and lets the test know (`holding`).
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.taken: list[str] = []
        self.hold = ""
        self.holding = threading.Semaphore(0)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    def run(self) -> None:
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        file, identity, data = client.makefile("rb"), "", False
        try:
            self.answer(client, "greeting", b"220 here")
            for line in file:
                if data:
                    if line.lower().startswith(b"message-id:"):
                        identity = line.split(b":", 1)[1].strip().decode()
                    if line == b".\r\n":
                        data = False
                        self.taken.append(identity)
                        self.answer(client, "letter", b"250 taken")
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

    def answer(self, client: socket.socket, moment: str, words: bytes) -> None:
        if self.hold == moment:
            self.hold = ""
            self.holding.release()
            client.recv(1)  # until the sender is dead
        client.sendall(words + b"\r\n")


FREED = """
from django.utils import timezone
from balcao.messaging.models import Delivery
from django_tasks_db.models import DBTaskResult
Delivery.objects.filter(state="sending").update(due_at=timezone.now())
DBTaskResult.objects.filter(status="RUNNING").update(status="READY", started_at=None)
"""
"""The claims of one that was killed are due at once, not after two minutes."""


def test_a_worker_killed_while_sending_loses_no_letter_and_repeats_none_unrecognised(tmp_path):
    letters = Letters()
    letters.start()
    server = {"BALCAO_MAIL": f"smtp://127.0.0.1:{letters.port}", "BALCAO_MAIL_TIMEOUT": "3600"}
    with site(tmp_path, **server) as made:
        made.python(SEED + SEND)
        for held in ("greeting", "letter"):
            letters.hold = held
            made.start_worker()
            assert letters.holding.acquire(timeout=HUNG)
            made.kill(made.worker)
            made.python(FREED)
        with point("after balcao.messaging.send._email 5") as here:
            made.start_worker(**here.environment)
            here.reached()
            made.kill(made.worker)
        made.python(FREED)
        made.start_worker()
        left = "from balcao.messaging.models import Delivery\nprint(Delivery.objects.exclude(state='sent').count())"
        wait_until(lambda: made.python(left).strip() == "0")
        known = made.python("from balcao.messaging.models import Delivery\nprint(*Delivery.objects.values_list('pk', flat=True))").split()  # fmt: skip
    assert {identity.strip("<>").split("@")[0] for identity in letters.taken} == set(known) and len(known) == 40
    assert len(letters.taken) == 42  # the two whose sender died after they were taken came again, under their own ID
