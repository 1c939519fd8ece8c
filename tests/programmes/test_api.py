"""The programme for programs: public reads, an application from beginning to place, keys on writes, ETags, limits."""

import json
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.analytics.draw import verify
from balcao.businesses.actions.change_tokens import make_officers_token, make_token
from balcao.businesses.models import Token
from balcao.programmes.actions.receive import send_waiting
from balcao.programmes.models import Application
from balcao.site.models import Write
from balcao.site.programs import forget_writes
from tests.programmes.conftest import PDF, close, drawn, now_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(shop):
    """A program that acts for a business that could apply."""
    shop.business.sector, shop.business.size = "5610", "1-3"
    shop.business.save()
    _, secret = make_token(shop.owner, shop.business, "till", ["read", "apply"])
    return Caller(secret)


class Caller:
    def __init__(self, secret):
        self.client = Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})

    def get(self, path, **headers):
        return self.client.get(f"/api{path}", headers=headers)

    def send(self, path, body=None, method="post", key=None):
        headers = {"idempotency-key": key} if key else {}
        return getattr(self.client, method)(f"/api{path}", json.dumps(body or {}), "application/json", headers=headers)


def test_a_program_applies_from_beginning_to_the_place(phase, program, officer, second):
    begun = program.send("/applications", {"phase": phase.slug})
    assert begun.status_code == 201 and begun.json()["missing"]
    page = f"/applications/{begun.json()['id']}"
    saved = program.send(f"{page}/answers", {"revision": 0, "answers": {"tax": "yes"}}, "patch")
    assert saved.json() == {"revision": 1, "theirs": {}}
    assert program.send(f"{page}/answers", {"revision": 0, "answers": {"tax": ""}}, "patch").status_code == 409
    refused = program.send(f"{page}/send")
    assert refused.status_code == 422 and "Still missing" in refused.json()["detail"]
    paper = {"file": SimpleUploadedFile("licence.pdf", PDF), "needed": "licence"}
    assert program.client.post(f"/api{page}/documents", paper).status_code == 201
    sent = program.send(f"{page}/send").json()
    assert sent["state"] == "submitted" and sent["reference"] and sent["rules"]["own_sectors"] == "met"
    drawn(phase, officer, second)
    assert program.get(page).json()["state"] == "selected"
    taken = program.send(f"{page}/accept").json()
    assert taken["state"] == "awarded" and [step["code"] for step in taken["steps"]] == ["training", "deploy"]
    assert program.get("/applications").json()["count"] == 1
    assert program.send(f"{page}/withdraw").json()["state"] == "withdrawn"


def test_while_many_send_a_program_is_told_that_it_is_kept(phase, program, monkeypatch):
    monkeypatch.setattr("balcao.programmes.actions.receive.AT_ONCE", 0)
    page = f"/applications/{program.send('/applications', {'phase': phase.slug}).json()['id']}"
    program.send(f"{page}/answers", {"revision": 0, "answers": {"tax": "yes"}}, "patch")
    paper = {"file": SimpleUploadedFile("licence.pdf", PDF), "needed": "licence"}
    program.client.post(f"/api{page}/documents", paper)
    kept = [program.send(f"{page}/send") for _ in range(2)]
    assert [answer.status_code for answer in kept] == [202, 202]
    assert kept[0].json() == kept[1].json() and kept[0].json()["sent_at"]
    assert program.get(page).json()["state"] == "draft"
    send_waiting.func()
    sent = program.get(page).json()
    assert sent["state"] == "submitted"
    assert datetime.fromisoformat(sent["submitted_at"]) == datetime.fromisoformat(kept[0].json()["sent_at"])
    assert program.send(f"{page}/send").json()["reference"] == sent["reference"]


def test_anybody_reads_phases_figures_and_draws(phase, applicant, officer, second, client):
    for n in range(6):
        applicant(phase, f"shop{n}")
    drawn(phase, officer, second)
    listed = client.get("/api/phases?limit=1").json()
    assert listed["count"] == 1 and listed["items"][0]["terms"]["name"]["pt"].endswith("(pt)")
    assert "nonce" not in json.dumps(listed)
    assert client.get(f"/api/phases/{phase.slug}").json()["window"] == "closed"
    assert client.get(f"/api/phases/{phase.slug}/figures").json()["by_sector"] == [
        {"code": "5610", "applications": 6, "awards": 0}
    ]
    verify(client.get(f"/api/phases/{phase.slug}/draw").content)
    assert client.get("/api/phases/none").status_code == 404


def test_a_write_with_a_key_is_done_once(phase, program):
    first = program.send("/applications", {"phase": phase.slug}, key="k1")
    again = program.send("/applications", {"phase": phase.slug}, key="k1")
    assert (again.status_code, again.json()) == (201, first.json()) and again["Idempotent-Replay"] == "true"
    other = program.send("/applications", {"phase": "another"}, key="k1")
    assert other.status_code == 422 and Application.objects.count() == 1
    Write.objects.update(status=None, at=timezone.now())
    left = program.send("/applications", {"phase": phase.slug}, key="k1")  # by a process that is gone: it runs
    assert left.status_code == 200 and Application.objects.count() == 1
    assert program.send("/applications", {"phase": phase.slug}, key="k" * 300).status_code == 422
    forget_writes(timezone.now() + timedelta(days=3))
    assert not Write.objects.exists()


def test_what_has_not_changed_is_not_sent_again(phase, program, client):
    first = client.get(f"/api/phases/{phase.slug}")
    assert client.get(f"/api/phases/{phase.slug}", headers={"if-none-match": first["ETag"]}).status_code == 304
    begun = program.send("/applications", {"phase": phase.slug}).json()
    page = f"/applications/{begun['id']}"
    etag = program.get(page)["ETag"]
    program.send(f"{page}/answers", {"revision": 0, "answers": {"tax": "yes"}}, "patch")
    assert program.get(page, **{"if-none-match": etag}).status_code == 200


def test_a_token_does_only_what_its_scopes_allow(phase, shop, applicant):
    _, secret = make_token(shop.owner, shop.business, "reader", ["read"])
    reader = Caller(secret)
    assert reader.send("/applications", {"phase": phase.slug}).status_code == 403
    theirs = applicant(phase, "other")
    assert reader.get(f"/applications/{theirs.pk}").status_code == 404
    assert reader.send(f"/applications/{theirs.pk}/withdraw").status_code in (403, 404)
    assert now_of(theirs).state == "submitted"


def test_too_many_requests_are_told_to_wait(phase, client, monkeypatch):
    from django.core.cache import cache

    monkeypatch.setattr(
        "balcao.businesses.keys.MINUTE", timedelta(hours=1)
    )  # a slow machine does not send so many in a minute
    cache.clear()
    states = [client.get("/api/phases").status_code for _ in range(125)]
    assert states[0] == 200 and states[-1] == 429
    cache.clear()


@pytest.fixture
def agency(officer):
    return Caller(make_officers_token(officer, "ledger")[1])


def test_an_officers_program_reviews_and_draws(phase, applicant, officer, second, agency):
    good, bad = applicant(phase, "good"), applicant(phase, "bad")
    assert agency.get("/agency/queues/unassigned").json()["count"] == 2
    assert agency.get("/agency/queues/none").status_code == 404
    page = f"/agency/applications/{bad.pk}"
    assert agency.get(page).json()["rules"]["own_sectors"] == "met"
    assert agency.send(f"{page}/ask", {"text": "Which till?"}).json()["state"] == "information_requested"
    refused = agency.send(f"{page}/decide", {"eligible": False})
    assert refused.status_code == 422
    assert agency.send(f"{page}/decide", {"words": "closed"}).status_code == 422
    decided = agency.send(f"{page}/decide", {"eligible": False, "words": "closed"})
    assert decided.json()["state"] == "ineligible"
    assert agency.send(f"/agency/applications/{good.pk}/decide", {"eligible": True}).json()["state"] == "eligible"
    close(phase)
    draw = f"/agency/phases/{phase.slug}"
    assert agency.send(f"{draw}/enter", {"round": "1", "value": "3 11"}).status_code == 200
    assert agency.send(f"{draw}/approve", {"value": "3 11"}).status_code == 422
    colleague = Caller(make_officers_token(second, "ledger")[1])
    assert colleague.send(f"{draw}/approve", {"value": "3 11"}).json()["states"] == {"ineligible": 1, "selected": 1}
    assert agency.send(f"/agency/applications/{good.pk}/step", {"code": "training"}).status_code == 422


def test_an_officers_program_writes_a_phase_as_one_document(phase, agency, second):
    listed = agency.get("/agency/phases").json()["items"]
    terms = listed[0]["terms"]
    terms["places"] = 5
    written = agency.send(f"/agency/phases/{phase.slug}/terms", terms, "put").json()
    assert written["draft"]["places"] == 5 and written["terms"]["places"] == 2
    assert agency.send(f"/agency/phases/{phase.slug}/publish", {"why": "more money"}).status_code == 422  # it takes two
    colleague = Caller(make_officers_token(second, "ledger")[1])
    assert colleague.send(f"/agency/phases/{phase.slug}/publish", {"why": "more money"}).json()["version"] == 2
    assert agency.send(f"/agency/phases/{phase.slug}/terms", {"places": "many"}, "put").status_code == 422


def test_keys_of_officers_and_of_businesses_open_only_their_own(
    phase, program, agency, make_user, applicant, as_user, settings
):
    theirs = applicant(phase, "other")
    assert program.get("/agency/queues/all").status_code == 403
    assert agency.get("/applications").status_code == 403 and agency.get("/outlets").status_code == 403
    stranger = Caller(make_officers_token(make_user("stranger", Role.OFFICER), "x")[1])
    assert stranger.get(f"/agency/applications/{theirs.pk}").status_code == 404
    assert stranger.get("/agency/queues/all").json()["count"] == 0
    assert stranger.send(f"/agency/phases/{phase.slug}/publish").status_code == 404
    settings.DEMO = True
    officer = as_user(User.objects.get(email="stranger@example.test"))
    assert "balcao_" in officer.post("/agency/tokens/", {"name": "mine", "scopes": "review"}).content.decode()
    officer.post("/agency/tokens/", {"revoke": Token.objects.get(name="mine").pk})
    assert not Token.objects.filter(name="mine").exists()
