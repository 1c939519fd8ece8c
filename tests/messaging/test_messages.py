"""Messages: said once, kept with what they tell, sent and tried again, never lost."""

import base64
import hashlib
import hmac
import json
import re
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

import balcao
from balcao.accounts.models import Role
from balcao.messaging.actions.change_hooks import make_hook
from balcao.messaging.models import Delivery, Message, Silence
from balcao.messaging.samples import SAMPLES
from balcao.messaging.send import BACKOFF, CLAIM, give_up, queue_post, send, send_post
from balcao.messaging.tell import Saying, emit, tell
from tests.people import work

pytestmark = pytest.mark.django_db

CODE = next(iter(SAMPLES), None)
SRC = Path(balcao.__file__).parent


def saying(user, key="occasion", **more):
    return Saying(user, CODE, key, "/desk/", "R-1", facts=SAMPLES[CODE], **more)


@pytest.fixture
def program(settings):
    """A program that listens: `answers` are the states it gives, `got` what it was told."""

    class Listener(BaseHTTPRequestHandler):
        got, answers = [], []

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(self.answers.pop(0) if self.answers else 200)
            self.send_header("Location", "http://localhost:1/")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Listener.url = f"http://127.0.0.1:{server.server_port}/"
    settings.HOOK_HOSTS = [f"http://127.0.0.1:{server.server_port}"]
    yield Listener
    server.shutdown()


def test_a_message_is_in_the_inbox_at_once_and_mailed_in_the_persons_language(make_user, as_user, mailoutbox):
    for name, language in (("ana", "pt-pt"), ("wong", "zh-hant"), ("bo", "en")):
        user = make_user(name)
        user.language = language
        user.save()
        assert tell([saying(user, name)]) == 1
        page = as_user(user).get("/messages/").content.decode()
        assert "/desk/" in page
    queue_post(timezone.now())
    work()
    assert len(mailoutbox) == 3 and len({mail.subject for mail in mailoutbox}) == 3
    assert all(mail.extra_headers["Message-ID"] for mail in mailoutbox)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_said_twice_it_is_said_once(make_user, mailoutbox):
    user = make_user("ana")
    assert tell([saying(user), saying(user)]) == 1
    assert tell([saying(user)]) == 0
    send_post.func()
    send_post.func()
    assert len(mailoutbox) == 1


def test_a_message_is_not_said_if_what_it_tells_is_not_kept(make_user):
    user = make_user("ana")
    with pytest.raises(RuntimeError), transaction.atomic():
        tell([saying(user)])
        raise RuntimeError
    assert not Message.objects.exists() and not Delivery.objects.exists()


def test_two_senders_send_once(make_user, mailoutbox):
    tell([saying(make_user("ana"))])
    delivery = Delivery.objects.get()
    assert send(delivery.pk) and not send(delivery.pk)
    assert len(mailoutbox) == 1


def test_a_claim_whose_sender_died_is_taken_over(make_user, mailoutbox):
    tell([saying(make_user("ana"))])
    now = timezone.now()
    Delivery.objects.update(state="sending", tries=1, due_at=now + CLAIM)
    assert not send(Delivery.objects.get().pk)
    Delivery.objects.update(due_at=now - timedelta(seconds=1))
    assert send(Delivery.objects.get().pk) and len(mailoutbox) == 1


def test_a_mail_server_that_is_gone_is_tried_again_and_given_up_after_long(make_user, settings, as_user):
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    tell([saying(make_user("ana"))])
    for tries in range(1, 10):
        send_post.func()
        assert (Delivery.objects.get().state, Delivery.objects.get().tries) == ("waiting", tries)
        Silence.objects.update(until=timezone.now())
    give_up(timezone.now() + timedelta(days=2))
    delivery = Delivery.objects.get()
    assert delivery.state == "failed" and "refused" in delivery.error.lower()
    settings.DEMO = True
    assert as_user(make_user("officer", Role.OFFICER)).get("/agency/messages/").status_code == 403
    admin = as_user(make_user("admin", Role.ADMINISTRATOR))
    assert "given up" in admin.get("/agency/messages/").content.decode()
    admin.post(f"/agency/deliveries/{delivery.pk}/again/")
    assert Delivery.objects.get().state == "waiting"
    assert "ana@example.test" in admin.get("/agency/messages.csv").getvalue().decode()


def test_a_program_is_told_signed_and_again_until_it_answers(make_user, program):
    hook = make_hook(make_user("admin", Role.ADMINISTRATOR), "ledger", program.url)
    emit("application.moved", "R-1", phase="P")
    program.answers[:] = [500, 302]
    key = Delivery.objects.get().pk
    for _ in range(2):
        assert not send(key)
        wait = Delivery.objects.get().due_at - timezone.now()
        assert BACKOFF[0] / 2 < wait <= BACKOFF[1] and not Silence.objects.exists()  # it answered: only this one waits
        Delivery.objects.update(due_at=timezone.now())
    assert send(key) and len(program.got) == 3
    headers, body = program.got[-1]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(hook.signing_secret.removeprefix("whsec_"))  # as the specification's own libraries do
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert hook.signing_secret.startswith("whsec_") and len(key) == 32
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert len({headers["webhook-id"] for headers, _ in program.got}) == 1
    assert json.loads(body)["data"] == {"subject": "R-1", "phase": "P"}


def test_sms_goes_to_who_has_a_telephone(make_user, program, settings):
    settings.SMS_URL, settings.SMS_KEY = program.url, "secret"
    tell([saying(make_user("ana", phone="+85366123456"), "1"), saying(make_user("bo"), "2")])
    send_post.func()
    assert [json.loads(body)["to"] for _, body in program.got] == ["+85366123456"]


def test_a_telephone_is_ones_own_to_give(make_user, as_user, settings):
    user = make_user("ana")
    assert "phone" not in as_user(user).get("/accounts/me/").content.decode()
    settings.SMS_URL = "http://localhost:1/"
    as_user(user).post("/accounts/me/", {"name": "Ana", "phone": "+853 6612-3456"})
    user.refresh_from_db()
    assert user.phone == "+85366123456"
    told = as_user(user).post("/accounts/me/", {"name": "Ana", "phone": "call me"}, follow=True).content.decode()
    assert "not a telephone number" in told


def test_hooks_are_the_administrators(make_user, as_user, settings):
    settings.DEMO = True
    admin = as_user(make_user("admin", Role.ADMINISTRATOR))
    assert "https://" in admin.post("/agency/hooks/", {"name": "x", "url": "ftp://x"}).content.decode()
    made = admin.post("/agency/hooks/", {"name": "ledger", "url": "https://ledger.example/hook"}).content.decode()
    assert 'class="secret"' in made and "ledger.example" in made
    assert as_user(make_user("officer", Role.OFFICER)).get("/agency/hooks/").status_code == 403


@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_every_message_reads_in_every_language(language, make_user, as_user, settings):
    settings.DEMO = True
    page = as_user(make_user("officer", Role.OFFICER), language).get("/agency/messages/samples/")
    assert page.status_code == 200
    headings = re.findall(r'<h2 id="([\w-]+)">([^<]+)</h2>', page.content.decode())
    assert [code for code, _ in headings] == list(SAMPLES)
    assert not [words for code, words in headings if words == code or "-" in words or words.islower()]
    assert len({words for _, words in headings}) == len(SAMPLES)


def test_every_message_that_is_said_has_a_sample():
    written = {
        code
        for file in SRC.rglob("texts/en/*.ftl")
        for code in re.findall(r"(?m)^message-([\w-]+) =", file.read_text())
    }
    assert written - {"foot"} == set(SAMPLES)


@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_where_hooks_may_go_nowhere_the_pages_say_so_and_offer_no_form(language, shop, make_user, as_user, settings):
    settings.DEMO = True
    admin, owner = as_user(make_user("admin", Role.ADMINISTRATOR), language), as_user(shop.owner, language)
    own, forms = f"/businesses/{shop.business.pk}/hooks/", {}
    for hosts in ([], ["ledger.example"], ["*"]):
        settings.HOOK_HOSTS = hosts
        forms[tuple(hosts)] = tuple(
            'id="id_url"' in client.get(page).content.decode()
            for client, page in ((admin, "/agency/hooks/"), (owner, own))
        )
    assert forms == {(): (False, False), ("ledger.example",): (True, False), ("*",): (True, True)}
    settings.HOOK_HOSTS = []
    assert (
        "BALCAO_HOOK_HOSTS" in admin.get("/agency/hooks/").content.decode()
        and 'class="notice attention"' in owner.get(own).content.decode()
    )
