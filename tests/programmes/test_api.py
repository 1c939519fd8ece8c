"""The programme for programs: public reads, an application from beginning to place, keys on writes, ETags, limits."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from balcao.analytics.draw import verify
from balcao.businesses.actions.change_tokens import make_token
from balcao.programmes.models import Application
from balcao.site.models import Write
from balcao.site.programs import forget_writes
from tests.programmes.conftest import PDF, drawn, now_of

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
    Write.objects.update(status=None)
    assert program.send("/applications", {"phase": phase.slug}, key="k1").status_code == 409
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


def test_too_many_requests_are_told_to_wait(phase, client):
    from django.core.cache import cache

    cache.clear()
    states = [client.get("/api/phases").status_code for _ in range(125)]
    assert states[0] == 200 and states[-1] == 429
    cache.clear()
