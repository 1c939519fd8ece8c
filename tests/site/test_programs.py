"""What every program may rely on: a write is done once and never answered for somebody who may no longer ask, refusals
have one shape, limits are told, and the document says all of it."""

import json
import threading
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.businesses import opening
from balcao.businesses.actions import keep_document
from balcao.businesses.actions.change_tokens import make_officers_token, make_token, revoke_token
from balcao.businesses.actions.erase_business import erase_business
from balcao.businesses.models import Member, Token
from balcao.diagnoses.models import Import
from balcao.messaging.events import EVENTS
from balcao.programmes.demo.seed import PDF
from balcao.programmes.models import Application, Note, Phase
from balcao.site.models import Write
from tests.processes import HUNG, site
from tests.programmes.conftest import applicant, new_phase, officer, phase, second  # noqa: F401 - fixtures
from tests.stopping import point

pytestmark = pytest.mark.django_db
BOUNDARY = "multipart/form-data; boundary="


@pytest.fixture(autouse=True)
def nobody_has_called():
    cache.clear()
    yield
    cache.clear()


class Program:
    def __init__(self, made):
        self.token, secret = made
        self.client = Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})

    def send(self, path, body, key, method="post", **more):
        headers = {"idempotency-key": key, **more}
        return getattr(self.client, method)(f"/api{path}", json.dumps(body), "application/json", headers=headers)

    def upload(self, outlet, content, key, name="sales.csv", boundary="x"):
        parts = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="outlet"\r\n\r\n{outlet}\r\n--{boundary}\r\n'
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--{boundary}--\r\n'
        )
        headers = {"idempotency-key": key}
        return self.client.post("/api/imports", parts.encode(), BOUNDARY + boundary, headers=headers)


@pytest.fixture
def till(shop):
    return Program(make_token(shop.owner, shop.business, "till", ["read", "upload", "apply"]))


@pytest.fixture
def reviewed(phase, applicant, officer):  # noqa: F811
    """An officer's program, and the address of an application's notes."""
    sent = applicant(phase, "applicant")
    return Program(make_officers_token(officer, "ledger")), f"/agency/applications/{sent.pk}/note", sent


def test_a_key_that_was_revoked_reads_nothing_that_was_kept(reviewed, officer):  # noqa: F811
    program, page, _ = reviewed
    assert program.send(page, {"text": "x"}, "k").status_code == 200
    again = program.send(page, {"text": "x"}, "k")
    assert again["Idempotent-Replay"] == "true" and "no-store" in again["Cache-Control"] and Note.objects.count() == 1
    revoke_token(officer, program.token)
    assert program.send(page, {"text": "x"}, "k").status_code == 401
    assert not Write.objects.exists()


@pytest.mark.parametrize("change", ["deactivated", "no officer of it", "no officer"])
def test_who_may_no_longer_see_it_is_not_told_the_first_answer(change, reviewed, officer):  # noqa: F811
    program, page, sent = reviewed
    assert program.send(page, {"text": "x"}, "k").status_code == 200
    if change == "deactivated":
        User.objects.filter(pk=officer.pk).update(is_active=False)
    elif change == "no officer":
        User.objects.filter(pk=officer.pk).update(role=Role.PERSON)
    else:
        Phase.objects.get(pk=sent.phase_id).officers.remove(officer)
    again = program.send(page, {"text": "x"}, "k")
    assert again.status_code in (401, 403, 422) and sent.reference not in again.content.decode()


def test_an_officer_who_has_an_interest_meanwhile_is_not_told_the_first_answer(reviewed):
    program, page, sent = reviewed
    assert program.send(page, {"text": "x"}, "k").status_code == 200
    declare = page.replace("/note", "/conflict")
    assert program.send(declare, {"words": "My sister."}, "i").status_code == 204
    again = program.send(page, {"text": "x"}, "k")
    assert again.status_code == 422 and again.json()["code"] == "write_key_rights"
    assert sent.reference not in again.content.decode()
    assert program.send(declare, {"words": "My sister."}, "i")["Idempotent-Replay"] == "true"  # that it was declared


def test_who_left_the_business_is_not_told_the_first_answer(shop, till, phase, make_user):  # noqa: F811
    assert till.send("/applications", {"phase": phase.slug}, "k").status_code == 201
    Member.objects.create(business=shop.business, user=make_user("successor"), role="owner")
    Member.objects.filter(user=shop.owner).delete()
    assert till.send("/applications", {"phase": phase.slug}, "k").status_code == 422


def test_what_was_answered_goes_with_the_business(reviewed):
    program, page, sent = reviewed
    program.send(page, {"text": "x"}, "k")
    assert Write.objects.get().business_id == sent.business_id
    erase_business(sent.business.members.get(role="owner").user, sent.business)
    assert not Write.objects.exists()


def test_nothing_is_kept_for_a_call_that_never_ran(till, shop, monkeypatch):
    calls = [
        (Client(), "/api/imports", {}, 401), (Client(headers={"authorization": "Bearer balcao_wrong"}), "/api/imports", {}, 401),
        (till.client, f"/api/agency/phases/{shop.business.pk}/publish", {}, 403), (till.client, "/api/outlets", {}, 405),
        (till.client, "/api/nothing", {}, 404), (till.client, "/api/applications", {"phas": "x"}, 422),
        (till.client, "/api/applications", {"phase": "none"}, 404), (till.client, "/api/imports", {}, 422),
    ]  # fmt: skip
    for client, path, body, status in calls:
        answer = client.post(path, json.dumps(body), "application/json", headers={"idempotency-key": "k"})
        assert (answer.status_code, Write.objects.count()) == (status, 0), path
        assert answer.json()["code"] and answer.json()["request"] == answer["X-Request-ID"]
    assert till.client.post("/api/applications", "{", "application/json").json()["code"] == "not_json"


def test_a_call_over_the_limit_is_worth_repeating(till, shop, monkeypatch):
    monkeypatch.setattr("balcao.businesses.keys.WITH_KEY", 0)
    refused = till.send(f"/outlets/{shop.outlet.pk}/reports", {}, "k")
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0 and refused.json()["code"] == "too_many"
    monkeypatch.setattr("balcao.businesses.keys.WITH_KEY", 600)
    made = till.send(f"/outlets/{shop.outlet.pk}/reports", {}, "k")
    assert made.status_code == 202 and not made.has_header("Idempotent-Replay")
    assert (made["RateLimit-Limit"], made["RateLimit-Remaining"]) == ("600", "599")


def test_a_key_that_a_killed_process_left_is_free_at_once(till, phase):  # noqa: F811
    till.send("/applications", {"phase": phase.slug}, "k")
    Application.objects.all().delete()  # what it did went with it
    Write.objects.update(status=None, answer="", place="")
    again = till.send("/applications", {"phase": phase.slug}, "k")
    assert again.status_code == 201 and not again.has_header("Idempotent-Replay")
    assert till.send("/applications", {"phase": phase.slug}, "k")["Idempotent-Replay"] == "true"
    assert Application.objects.count() == 1


SEED = """
from django.core.cache import cache
from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_tokens import make_officers_token
from balcao.programmes.models import Application
from tests.programmes.test_killed import SEED, SEND
exec(SEED); exec(SEND)
print(make_officers_token(User.objects.get(email="officer1@example.test"), "ledger")[1], Application.objects.first().pk)
"""


def _note(address, key, secret):
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json", "Idempotency-Key": "k"}
    request = urllib.request.Request(
        f"{address}/api/agency/applications/{key}/note", b'{"text": "seen"}', headers, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=HUNG) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@pytest.mark.xdist_group("killed programs")
@pytest.mark.parametrize("where", ["before balcao.site.programs._keep", "after balcao.programmes.actions.review.note"])
def test_a_write_whose_process_is_killed_before_it_answers_is_done_once_when_it_is_sent_again(tmp_path, where):
    """However slow the first one is, the second does not run beside it."""
    with site(tmp_path) as made, point(where) as here:
        secret, key = made.python(SEED).split()[-2:]
        made.start_web(**here.environment)
        answers = []
        first = threading.Thread(target=lambda: answers.append(_note(made.address, key, secret)))
        first.start()
        here.reached()
        made.kill(made.web)
        first.join()
        made.start_web()
        assert answers == [0] and [_note(made.address, key, secret) for _ in range(2)] == [200, 200]
        count = "from balcao.programmes.models import Note\nprint(Note.objects.count())"
        assert made.python(count).split() == ["1"]


@pytest.mark.xdist_group("killed programs")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="an embedded database has one writer at a time")
def test_a_slow_write_is_never_done_beside_itself(tmp_path):
    with site(tmp_path) as made, point("before balcao.site.programs._keep") as here:
        secret, key = made.python(SEED).split()[-2:]
        made.start_web(processes=2, **here.environment)
        answers = []
        first = threading.Thread(target=lambda: answers.append(_note(made.address, key, secret)))
        first.start()
        here.reached()
        assert _note(made.address, key, secret) == 409, "for as long as the first is at work"
        here.lines[0].close()
        first.join()
        count = "from balcao.programmes.models import Note\nprint(Note.objects.count())"
        assert answers == [200] and made.python(count).split() == ["1"]


def test_our_fault_frees_the_key(till, phase, monkeypatch):  # noqa: F811
    def broken(*arguments):
        raise RuntimeError

    till.client.raise_request_exception = False
    monkeypatch.setattr("balcao.programmes.actions.apply.start", broken)
    assert till.send("/applications", {"phase": phase.slug}, "k").status_code == 500
    monkeypatch.undo()
    assert till.send("/applications", {"phase": phase.slug}, "k").status_code == 201


def test_another_file_of_the_same_length_is_another_request(till, shop):
    first = till.upload(shop.outlet.pk, "Date,Amount\n2026-01-01,1\n", "k")
    other = till.upload(shop.outlet.pk, "Date,Amount\n2026-01-01,2\n", "k")
    assert (first.status_code, other.status_code) == (201, 422) and other.json()["code"] == "write_key_other"
    same = till.upload(shop.outlet.pk, "Date,Amount\n2026-01-01,1\n", "k", boundary="a-longer-boundary")
    assert (same.status_code, same.json()["id"]) == (201, first.json()["id"]) and same["Idempotent-Replay"] == "true"
    assert same["Location"] == f"/api/v1/imports/{first.json()['id']}"
    assert till.upload(shop.outlet.pk, "Date,Amount\n2026-01-01,1\n", "k", name="x.csv").status_code == 422
    assert Import.objects.count() == 1


def _paper(till, draft, needed, key, content=PDF):
    file = SimpleUploadedFile("a.pdf", content, "application/pdf")
    headers = {"idempotency-key": key} if key else {}
    return till.client.post(
        f"/api/v1/applications/{draft}/documents", {"needed": needed, "file": file}, headers=headers
    )


@pytest.mark.parametrize("key", ["k", ""])
def test_a_paper_is_opened_before_the_transaction_of_its_write_and_once_for_a_key(key, till, phase, monkeypatch):  # noqa: F811
    draft = till.send("/applications", {"phase": phase.slug}, "begin").json()["id"]
    outside, real = len(connection.savepoint_ids), keep_document.opens
    opened = []

    def opens(*arguments):
        opened.append(len(connection.savepoint_ids) - outside)
        return real(*arguments)

    monkeypatch.setattr(keep_document, "opens", opens)
    needed = phase.terms.documents[0].code
    first = _paper(till, draft, needed, key)
    assert first.status_code == 201 and opened == [0]
    if key:
        again = _paper(till, draft, needed, key)
        assert (again.json(), again["Idempotent-Replay"], opened) == (first.json(), "true", [0])
        other = _paper(till, draft, needed, key, PDF + b"%")
        assert (other.json()["code"], opened) == ("write_key_other", [0])


def test_a_paper_that_came_at_a_wrong_moment_is_taken_under_the_same_key_later(till, phase, monkeypatch):  # noqa: F811
    draft = till.send("/applications", {"phase": phase.slug}, "begin").json()["id"]
    needed = phase.terms.documents[0].code
    with monkeypatch.context() as patch:
        patch.setattr(opening, "PATIENCE", 0.01)
        with opening._TURN:
            busy = _paper(till, draft, needed, "k")
    assert (busy.status_code, busy.json()["code"], busy["Retry-After"]) == (409, "busy", "30")
    assert _paper(till, draft, needed, "k").status_code == 201


def test_an_upload_that_was_cut_can_be_sent_again_under_its_key(till, shop):
    whole = f'--x\r\nContent-Disposition: form-data; name="outlet"\r\n\r\n{shop.outlet.pk}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nDate,Amou'
    cut = till.client.post("/api/imports", whole.encode(), BOUNDARY + "x", headers={"idempotency-key": "k"})
    assert cut.status_code == 422 and cut.json()["fields"][0]["at"] == "file"
    assert till.upload(shop.outlet.pk, "Date,Amount\n2026-01-01,1\n", "k").status_code == 201


def test_a_refusal_of_what_was_asked_is_the_answer_again(till, phase):  # noqa: F811
    Phase.objects.update(closes_at=timezone.now() - timedelta(days=3), opens_at=timezone.now() - timedelta(days=9))
    changed = Phase.objects.get(pk=phase.pk)
    terms = changed.terms.model_copy(update={"closes_at": changed.closes_at, "opens_at": changed.opens_at})
    changed.take(terms)
    changed.save()
    refused = [till.send("/applications", {"phase": phase.slug}, "k") for _ in range(2)]
    assert [answer.status_code for answer in refused] == [422, 422] and refused[0].json()["code"] == "refused"
    assert refused[1]["Idempotent-Replay"] == "true" and refused[1].json() == refused[0].json()


def test_who_knocks_with_wrong_keys_is_told_to_wait(monkeypatch):
    monkeypatch.setattr("balcao.businesses.keys.WITHOUT", 3)
    client = Client(headers={"authorization": "Bearer balcao_wrong"})
    answers = [client.get("/api/outlets", headers={"x-forwarded-for": f"10.0.0.{n}"}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert answers[0]["WWW-Authenticate"].startswith("Bearer") and "密鑰" in answers[0].json()["detail"]


def test_a_public_call_with_a_key_counts_as_the_keys(till, phase, monkeypatch):  # noqa: F811
    monkeypatch.setattr("balcao.businesses.keys.WITHOUT", 1)
    assert [Client().get("/api/phases").status_code for _ in range(2)] == [200, 429]
    assert till.client.get("/api/phases").status_code == 200
    wrong = Client(headers={"authorization": "Bearer balcao_wrong"})
    assert wrong.get("/api/phases").status_code == 429


def test_a_head_and_a_known_read_carry_nothing(till, phase):  # noqa: F811
    seen = till.client.get(f"/api/phases/{phase.slug}")
    head = till.client.head(f"/api/phases/{phase.slug}")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", seen["ETag"])
    assert seen["ETag"].startswith('W/"') and seen["Cache-Control"] == "no-store"
    assert Client().get(f"/api/phases/{phase.slug}")["Cache-Control"] == "no-cache"
    assert {"Authorization", "Accept-Language"} <= set(seen["Vary"].replace(" ", "").split(","))
    outlets = till.client.get("/api/outlets")
    assert outlets["Cache-Control"] == "no-store"
    assert till.client.get("/api/outlets", headers={"if-none-match": outlets["ETag"]}).status_code == 304


def test_a_read_that_holds_for_another_content_is_refused_as_everything_is(till, phase):  # noqa: F811
    for path in ("/api/outlets", f"/api/phases/{phase.slug}"):
        refused = till.client.get(path, headers={"if-match": '"another"'})
        assert refused.status_code == 412 and refused.json()["code"] == "changed_meanwhile"
        assert refused.json()["request"] == refused["X-Request-ID"] and refused["Content-Type"] == "application/json"
        assert till.client.head(path, headers={"if-match": '"another"'}).content == b""
        undated = till.client.get(path, headers={"if-unmodified-since": "Wed, 30 Jun 2027 00:00:00 GMT"})
        assert undated.status_code == 200


def test_pages_of_other_sites_read_what_is_public_and_nothing_else(till, phase):  # noqa: F811
    for path in (f"/api/phases/{phase.slug}", "/api/phases", "/api/openapi.json"):
        assert Client().get(path)["Access-Control-Allow-Origin"] == "*"
    for path in ("/api/outlets", "/api/key", "/api/nothing"):
        assert not till.client.get(path).has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize("kind", ["application/json", BOUNDARY + "x"])
def test_a_connection_that_breaks_is_no_fault_of_ours(kind, till):
    class Broken:
        def read(self, *size):
            raise OSError("gone")

        readline = read

    till.client.raise_request_exception = False
    path = "/api/applications" if "json" in kind else "/api/imports"
    cut = till.client.generic(
        "POST", path, b"x" * 99, kind, headers={"idempotency-key": "k"}, **{"wsgi.input": Broken()}
    )
    assert (cut.status_code, cut.json()["code"]) == (400, "cut") and not Write.objects.exists()


def test_a_program_reads_what_its_key_is_for(till, shop):
    told = till.client.get("/api/key").json()
    assert (told["business"], told["scopes"], told["name"]) == (
        str(shop.business.pk),
        ["apply", "read", "upload"],
        "till",
    )
    assert Token.objects.get().used_at


def test_the_document_says_what_is_refused_and_how():
    document = Client().get("/api/openapi.json").json()
    ids = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids)) and all(name.isalpha() and len(name) < 25 for name in ids)
    assert document["servers"] and {tag["name"] for tag in document["tags"]} == {
        "key",
        "diagnoses",
        "programme",
        "agency",
        "events",
    }
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            refusals = set(operation["responses"])
            assert {"404", "405", "422", "429", "default"} <= refusals, (method, path)
            open_to_all = {} in operation["security"]
            assert open_to_all == path.startswith("/api/v1/phases") and ({"401", "403"} <= refusals) != open_to_all
            names = {parameter["name"] for parameter in operation["parameters"]}
            assert ("Idempotency-Key" in names) == (method != "get") and ("If-None-Match" in names) == (method == "get")
            assert operation["description"] and operation["tags"]
    schemas = document["components"]["schemas"]
    assert schemas["Decision"]["required"] == ["eligible"] and schemas["Decision"]["additionalProperties"] is False
    assert set(schemas["AppealDecision"]["required"]) == {"granted", "words"}
    assert set(schemas["ImportOut"]["properties"]["state"]["enum"]) == {
        "waiting", "reading", "done", "refused", "failed", "cancelled", "undone",
    }  # fmt: skip
    assert set(schemas["ReportOut"]["properties"]["state"]["enum"]) == {"waiting", "ready", "empty", "failed"}
    assert {"waitlisted", "lapsed"} <= set(schemas["State"]["enum"]) and len(schemas["State"]["enum"]) == 12
    assert schemas["ApplicationOut"]["properties"]["state"]["$ref"] == "#/components/schemas/State"
    assert schemas["PhaseOut"]["properties"]["terms"]["$ref"] == "#/components/schemas/Terms" and "Totals" in schemas
    assert set(document["webhooks"]) == set(EVENTS) and not any("__" in name for name in schemas)


def test_every_reference_of_the_document_leads_somewhere():
    document = Client().get("/api/openapi.json").json()

    def walk(part):
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield part["$ref"]
            for value in part.values():
                yield from walk(value)
        elif isinstance(part, list):
            for value in part:
                yield from walk(value)

    for reference in set(walk(document)):
        found = document
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
