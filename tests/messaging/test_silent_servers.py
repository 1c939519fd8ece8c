"""A mail server, or a program, that takes the call and never says a word: pages, files and everybody else's post go on."""

import queue as queues
import socket
import threading
import urllib.error
import uuid
from contextlib import nullcontext
from datetime import date, timedelta
from email.message import Message

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from balcao.accounts.models import Role
from balcao.messaging import hooks, send
from balcao.messaging.actions.change_hooks import make_hook, send_again
from balcao.messaging.models import LETTER, Delivery, Hook, Silence
from balcao.messaging.samples import SAMPLES
from balcao.messaging.send import give_up, queue_post, send_hooks, send_post
from balcao.messaging.tell import Saying, emit, tell
from balcao.site import queue
from balcao.site.archive import dump
from tests.people import csv_of
from tests.processes import HUNG, get, site, wait_until

CODE = next(iter(SAMPLES))
SMTP = "django.core.mail.backends.smtp.EmailBackend"
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
STATE = """
from django_tasks_db.models import DBTaskResult
from balcao.messaging.models import Delivery
tasks = DBTaskResult.objects.filter(task_path__endswith="send_post", status__in=["READY", "RUNNING"])
print(tasks.count(), *Delivery.objects.values_list("state", "tries"))
"""
LATER = """
from datetime import timedelta
from django.db.models import F
from balcao.messaging.models import Delivery
Delivery.objects.update(made_at=F("made_at") - timedelta(minutes=2))
"""


class Silent(threading.Thread):
    """A server that accepts and never answers. `calls` hears of each that came."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.calls: queues.Queue[socket.socket] = queues.Queue()
        self.start()

    def run(self) -> None:
        while True:
            try:
                self.calls.put(self.server.accept()[0])
            except OSError:
                return


@pytest.fixture
def silent():
    server = Silent()
    yield server
    server.server.close()


def say_to(*users) -> None:
    tell([Saying(user, CODE, user.email, "/desk/", "R-1", facts=SAMPLES[CODE]) for user in users])


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """The clock of whoever sends stands, ten minutes on: no silence ends because this machine was slow."""

    class Still:
        at = timezone.now() + timedelta(minutes=10)
        now = staticmethod(lambda: Still.at)

    monkeypatch.setattr(send, "timezone", Still)
    return Still


@pytest.fixture
def hung(silent, settings):
    """The site's mail server is silent."""
    settings.EMAIL_BACKEND, settings.MAIL_BACKEND = "balcao.messaging.letters.Letters", SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", silent.port, 0.2
    return silent


@pytest.mark.django_db
def test_a_silent_mail_server_is_tried_once_and_then_left_alone_longer_each_time(hung, still, make_user):
    say_to(make_user("ana"), make_user("bo"), make_user("wong"))
    waits = []
    for calls in range(1, 6):
        send_post.func()
        assert hung.calls.qsize() == calls, "one try for all of them"
        send_post.func()
        assert hung.calls.qsize() == calls, "and none while it is left alone"
        waits.append((Silence.objects.get().until - still.at).total_seconds())
        Silence.objects.update(until=still.at)
    assert waits == [5, 15, 60, 60, 60], "somebody waits for a code: it is asked every minute at least"
    assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting"}


@pytest.mark.django_db
def test_all_that_waited_goes_once_the_server_answers_and_letters_go_first(hung, make_user, settings):
    say_to(make_user("ana"), make_user("bo"))
    send_post.func()
    mail.send_mail("Code", "ABCD-EFGH", None, ["somebody@example.test"])
    assert not mail.outbox, "nobody who asks for a page waits for the mail server"
    settings.MAIL_BACKEND = LOCMEM
    send_post.func()
    assert not mail.outbox, "it is left alone"
    Silence.objects.update(until=timezone.now())
    send_post.func()
    assert [one.to[0].split("@")[0] for one in mail.outbox] == ["somebody", "bo", "ana"]  # ana's was tried before
    assert mail.outbox[0].body == "ABCD-EFGH" and mail.outbox[0].extra_headers["Auto-Submitted"]
    assert not Silence.objects.exists() and not Delivery.objects.filter(LETTER).exists()


@pytest.mark.django_db
def test_a_silent_program_holds_up_no_mail_and_no_other_program(silent, make_user, settings, monkeypatch):
    monkeypatch.setattr("balcao.messaging.send.TIMEOUT", 0.2)
    settings.HOOK_HOSTS = [f"http://{name}:{silent.port}" for name in ("127.0.0.1", "localhost")]
    admin = make_user("admin", Role.ADMINISTRATOR)
    hooks = [make_hook(admin, host, f"{host}/") for host in settings.HOOK_HOSTS]
    for _ in range(3):
        emit("application.moved", "R-1")
    say_to(make_user("ana"))
    queue_post(timezone.now())
    assert set(DBTaskResult.objects.values_list("queue_name", flat=True)) == {"post", "hooks"}, "each in its own line"
    send_post.func()
    assert silent.calls.qsize() == 0 and len(mail.outbox) == 1
    send_hooks.func()
    assert silent.calls.qsize() == 2
    assert {silence.server for silence in Silence.objects.all()} == {hook.server for hook in hooks}


@pytest.mark.django_db
def test_a_program_that_drips_its_answer_is_left_alone_like_a_silent_one(make_user, settings, monkeypatch):
    monkeypatch.setattr("balcao.messaging.send.TIMEOUT", 1)
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.HOOK_HOSTS = [f"http://127.0.0.1:{server.getsockname()[1]}"]

        def drip():
            line, _ = server.accept()
            with line:
                line.sendall(b"HTTP/1.1 200 OK\r\nX-Word: ")
                while not ended.wait(0.05):
                    line.sendall(b"a")

        thread = threading.Thread(target=drip)
        thread.start()
        hook = make_hook(make_user("admin", Role.ADMINISTRATOR), "one", f"http://127.0.0.1:{server.getsockname()[1]}/")
        emit("application.moved", "R-1")
        send_hooks.func()
        assert Silence.objects.get().server == hook.server
        assert list(Delivery.objects.values_list("state", "error")) == [("waiting", "no-answer")]
        ended.set()
        thread.join()


@pytest.fixture
def programs(monkeypatch, still):
    """Other people's programs: what each takes of seconds, and whether it fails; `order` is in which they were told."""

    class Programs:
        def __init__(self) -> None:
            self.seconds: dict[str, float] = {}
            self.refusing: set[str] = set()
            self.order: list[str] = []
            self.clock = 0.0

        def post(self, url, *arguments, **more):
            self.order.append(url)
            self.clock += self.seconds.get(url, 0)
            if url in self.refusing:
                raise urllib.error.HTTPError(url, 500, "", Message(), None)

    made = Programs()
    monkeypatch.setattr(send, "post_outside", made.post)
    monkeypatch.setattr(send, "monotonic", lambda: made.clock, raising=False)
    return made


def _due(url: str, business=None, times: int = 1, minutes: int = 0) -> Hook:
    hook = Hook.objects.create(name=url, url=url, business=business)
    at = timezone.now() - timedelta(minutes=minutes)
    for _ in range(times):
        Delivery.objects.create(channel="hook", hook=hook, payload={"type": "x"}, due_at=at)
    return hook


@pytest.mark.django_db
def test_the_agencys_programs_are_told_before_those_of_businesses(programs):
    _due("https://a.example/", uuid.UUID(int=9), minutes=5)
    _due("https://b.example/", uuid.UUID(int=1), minutes=4)
    _due("https://agency.example/", minutes=1)
    send_hooks.func()
    assert programs.order == ["https://agency.example/", "https://a.example/", "https://b.example/"]


@pytest.mark.django_db
@pytest.mark.parametrize("refusing", [False, True])
def test_a_businesss_program_that_answers_slowly_waits_apart_like_a_silent_one(refusing, programs, still):
    slow, quick, agencys = "https://slow.example/", "https://quick.example/", "https://agency.example/"
    programs.seconds = {slow: 14, quick: 1, agencys: 14}
    programs.refusing = {slow} if refusing else set()
    hook = _due(slow, uuid.UUID(int=1), times=3, minutes=5)
    _due(quick, uuid.UUID(int=2), times=2)
    _due(agencys, times=2)
    waits = []
    for told in range(1, 4):
        send_hooks.func()
        assert programs.order.count(slow) == told, "one, and the rest waits"
        silence = Silence.objects.get()
        assert silence.server == hook.server
        waits.append((silence.until - still.at).total_seconds())
        Silence.objects.update(until=still.at)
    assert waits == [5, 15, 60] and programs.order.count(quick) == programs.order.count(agencys) == 2
    assert Delivery.objects.filter(hook=hook, state="sent").count() == (0 if refusing else 3)


@pytest.mark.django_db
def test_a_program_that_answers_in_time_again_is_left_alone_no_more(programs, still):
    url = "https://slow.example/"
    programs.seconds = {url: 14}
    hook = _due(url, uuid.UUID(int=1), times=3)
    send_hooks.func()
    Silence.objects.update(until=still.at)
    programs.seconds = {}
    send_hooks.func()
    assert len(programs.order) == 3, "all that waited goes at once"
    still.at += timedelta(hours=1)
    hook.deliveries.update(state="waiting", due_at=still.at)
    send_hooks.func()
    assert not Silence.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "quick", ["https://one.example/quick", "https://one.example/slow"], ids=["another", "the same"]
)
def test_quick_answers_of_a_server_do_not_let_its_slow_ones_hold_the_line(quick, programs, still):
    """Whether another program there is quick, or the same each second time."""
    slow, business, waits = "https://one.example/slow", uuid.UUID(int=1), []
    for _ in range(4):
        for url, takes in ((quick, 0.1), (slow, 14)):
            programs.seconds = {url: takes}
            assert send.send(_due(url, business).deliveries.get().pk)
        waits.append((Silence.objects.get().until - still.at).total_seconds())
        still.at = Silence.objects.get().until
    assert waits == [5, 15, 60, 300]
    still.at, programs.seconds = still.at + timedelta(hours=1), {}
    send.send(_due(quick, business).deliveries.get().pk)
    assert Silence.objects.get().tries == 3, "a step in half an hour"


@pytest.mark.django_db
def test_a_program_that_is_removed_and_added_again_is_left_alone_as_before(programs, still):
    ours, others = uuid.UUID(int=1), uuid.UUID(int=2)
    programs.seconds = dict.fromkeys(
        ["https://slow.example/a", "https://SLOW.example:443/b", "https://slow.example/c"], 14
    )
    first = _due("https://slow.example/a", ours)
    send_hooks.func()
    hooks.remove(None, [first])
    _due("https://SLOW.example:443/b", ours)
    _due("https://slow.example/c", others)
    send_hooks.func()
    assert programs.order == ["https://slow.example/a", "https://slow.example/c"]
    Silence.objects.update(until=still.at)
    send_hooks.func()
    silence = Silence.objects.get(server=f"{ours} slow.example:443")
    assert programs.order[2:] == ["https://SLOW.example:443/b"] and (silence.until - still.at).total_seconds() == 15
    give_up(still.at + timedelta(days=2))
    assert not Silence.objects.exists()


@pytest.mark.django_db
def test_an_administrator_sends_nothing_of_a_businesss_again(make_user):
    admin = make_user("admin", Role.ADMINISTRATOR)
    for business, state in ((uuid.UUID(int=1), "failed"), (None, "waiting")):
        delivery = _due("https://till.example/", business).deliveries.get()
        Delivery.objects.filter(pk=delivery.pk).update(state="failed")
        with nullcontext() if business is None else pytest.raises(PermissionDenied):
            send_again(admin, delivery)
        assert Delivery.objects.get(pk=delivery.pk).state == state


@pytest.mark.django_db
def test_whose_claim_was_taken_over_says_nothing_of_it_any_more(hung, make_user):
    say_to(make_user("ana"))
    slow = Delivery.objects.get()
    Delivery.objects.update(state="sending", tries=2, due_at=timezone.now() + timedelta(minutes=2))
    slow.tries = 1
    send._not_sent(slow, TimeoutError())
    assert Delivery.objects.get().state == "sending", "another is at it"


@pytest.mark.django_db
def test_tasks_do_not_pile_up_while_the_server_is_silent(hung, make_user):
    say_to(make_user("ana"))
    for _ in range(5):
        queue_post(timezone.now())
        mail.send_mail("Code", "ABCD-EFGH", None, ["somebody@example.test"])
    assert DBTaskResult.objects.count() == 1
    assert set(DBTaskResult.objects.values_list("queue_name", flat=True)) == {"post"}, "not the queue of files"


@pytest.mark.django_db
def test_a_letter_is_kept_no_longer_than_it_is_of_use_and_is_in_no_backup(hung, make_user, tmp_path):
    say_to(make_user("ana"))
    mail.send_mail("Code", "ABCD-EFGH", None, ["somebody@example.test"])
    assert dump(Delivery, "default", tmp_path / "rows")["rows"] == 1
    assert "ABCD-EFGH" not in (tmp_path / "rows").read_text()
    later = timezone.now() + timedelta(minutes=16)
    give_up(later)
    assert not Delivery.objects.filter(LETTER).exists()
    message = Delivery.objects.get()
    assert message.state == "waiting"
    give_up(later + timedelta(days=1))
    message.refresh_from_db()
    assert message.state == "failed"
    send_again(make_user("admin", Role.ADMINISTRATOR), message)
    message.refresh_from_db()
    assert message.state == "waiting" and message.until > timezone.now()


@pytest.mark.django_db
def test_those_who_watch_are_told_what_waits_and_since_when(hung, make_user, client):
    queue.beat("worker")
    say_to(make_user("ana"))
    mail.send_mail("Code", "ABCD-EFGH", None, ["somebody@example.test"])
    assert client.get("/ready").json()["post"] == {}, "nothing waits for long yet"
    since = timezone.now() - timedelta(minutes=5)
    Delivery.objects.update(made_at=since)
    answer = client.get("/ready")
    told = answer.json()["post"]
    assert answer.status_code == 200 and set(told) == {"letter", "email"}
    assert told["letter"]["waiting"] == 1 and told["letter"]["since"][:19] == since.isoformat()[:19]
    text = client.get("/metrics").content.decode()
    assert 'balcao_post_length{kind="letter"} 1.0' in text
    assert float(text.split('balcao_post_age_seconds{kind="email"} ')[1].split()[0]) >= 300


@pytest.mark.xdist_group("silent")
def test_the_whole_site_goes_on_beside_a_silent_mail_server(silent, tmp_path):
    """With one process for files, and a limit so long that whatever waited for the mail server would hang this test."""
    with site(tmp_path, BALCAO_MAIL=f"smtp://127.0.0.1:{silent.port}", BALCAO_MAIL_TIMEOUT="3600") as made:
        made.start_web()
        made.start_worker()
        for n in range(10):
            assert made.ask_for_code(f"person{n}@example.test").endswith("/accounts/login/code/confirm/")
        held = silent.calls.get(timeout=HUNG)
        page = made.upload(csv_of(date(2025, 1, 1), 300).encode())
        wait_until(lambda: "1,200" in get(made.address + page)[1])
        tasks, deliveries = made.python(STATE).split(maxsplit=1)
        assert int(tasks) <= 2 and deliveries.count("waiting") == 9 and silent.calls.empty()
        made.python(LATER)
        status, text = get(f"{made.address}/ready")
        assert status == 200 and '"letter": {"waiting": 10' in text
        held.close()


@pytest.mark.django_db
def test_whoever_waits_for_a_code_is_told_that_the_mail_does_not_go_out(hung, make_user, client, settings):
    make_user("ana")
    client.cookies["language"] = "en"
    client.post("/accounts/login/code/", {"email": "ana@example.test"})
    page = "/accounts/login/code/confirm/"
    assert "does not go out" not in client.get(page).content.decode()
    send_post.func()
    assert "does not go out" in client.get(page).content.decode()
    settings.MAIL_BACKEND = LOCMEM
    Silence.objects.update(until=timezone.now())
    send_post.func()
    assert "does not go out" not in client.get(page).content.decode()
