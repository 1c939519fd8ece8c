"""The API: upload, status, diagnosis, history, with tokens and scopes."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balcao.businesses.actions.change_tokens import make_token, revoke_token
from balcao.businesses.models import Token
from tests.people import csv_of, work


@pytest.fixture
def call(shop):
    """Calls the API with a token of the given scopes."""

    def calling(method: str, path: str, scopes=("read", "upload"), **more):
        _, secret = make_token(shop.owner, shop.business, "till", list(scopes))
        return getattr(Client(), method)(f"/api{path}", headers={"authorization": f"Bearer {secret}"}, **more)

    return calling


def sales(days=40):
    return SimpleUploadedFile("sales.csv", csv_of(date(2026, 1, 1), days).encode())


@pytest.mark.django_db
def test_a_program_brings_a_file_follows_it_and_reads_the_diagnosis(shop, call):
    outlet = call("get", "/outlets").json()[0]["id"]
    made = call("post", "/imports", data={"file": sales(), "outlet": outlet})
    assert made.status_code == 201 and made.json()["state"] == "waiting"
    page = f"/imports/{made.json()['id']}"
    assert call("get", f"{page}/diagnosis").status_code == 409
    work()
    status = call("get", page).json()
    assert (status["state"], status["lines"], status["first"]) == ("done", 160, "2026-01-01")
    told = call("get", f"{page}/diagnosis?language=pt").json()
    assert told["totals"]["lines"] == 160 and told["read"]["rows"] == 160
    history = call("get", f"/outlets/{outlet}/history").json()
    assert history["months"] == {"2026-01": True, "2026-02": True} and len(history["imports"]) == 1


@pytest.mark.django_db
def test_the_same_file_again_is_the_same_import(shop, call):
    first = call("post", "/imports", data={"file": sales(), "outlet": shop.outlet.pk})
    again = call("post", "/imports", data={"file": sales(), "outlet": shop.outlet.pk})
    assert (first.status_code, again.status_code) == (201, 200) and first.json()["id"] == again.json()["id"]


@pytest.mark.django_db
def test_a_period_is_asked_for_and_read(shop, call):
    call("post", "/imports", data={"file": sales(80), "outlet": shop.outlet.pk})
    work()
    asked = call("post", f"/outlets/{shop.outlet.pk}/reports?first=2026-02-01&last=2026-02-28")
    assert asked.status_code == 202
    work()
    report = call("get", f"/reports/{asked.json()['id']}?language=zh-Hant").json()
    assert (
        report["state"] == "ready"
        and report["figures"]["period"]["from"] == "2026-02-01"
        and report["before"]["days_open"] == 28
    )


@pytest.mark.django_db
def test_a_refusal_is_told_in_words(shop, call):
    made = call(
        "post", "/imports", data={"file": SimpleUploadedFile("x.csv", b"%PDF-1.4 nothing"), "outlet": shop.outlet.pk}
    )
    work()
    status = call("get", f"/imports/{made.json()['id']}").json()
    assert status["state"] == "refused" and "PDF" in status["refusal"]


@pytest.mark.django_db
@pytest.mark.parametrize("method, path, scopes", [
    ("post", "/imports", ["read"]), ("get", "/outlets", ["upload"]), ("post", "/outlets/{outlet}/reports", ["upload"]),
])  # fmt: skip
def test_a_token_does_only_what_its_scopes_say(method, path, scopes, shop, call):
    more = {"data": {"file": sales(), "outlet": shop.outlet.pk}} if path == "/imports" else {}
    assert call(method, path.format(outlet=shop.outlet.pk), scopes, **more).status_code == 403


@pytest.mark.django_db
def test_without_a_good_token_nothing_answers(shop):
    token, secret = make_token(shop.owner, shop.business, "till", ["read"])
    headers = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/outlets").status_code == 401
    assert Client().get("/api/outlets", headers={"authorization": "Bearer balcao_wrong"}).status_code == 401
    assert Client().get("/api/outlets", headers=headers).status_code == 200
    revoke_token(shop.owner, token)
    assert Client().get("/api/outlets", headers=headers).status_code == 401


@pytest.mark.django_db
def test_a_token_loses_its_power_with_its_owner(shop, make_user):
    from balcao.businesses.models import Member

    _, secret = make_token(shop.owner, shop.business, "till", ["read"])
    Member.objects.create(business=shop.business, user=make_user("successor"), role="owner")
    Member.objects.filter(user=shop.owner).delete()
    assert Client().get("/api/outlets", headers={"authorization": f"Bearer {secret}"}).status_code == 404


@pytest.mark.django_db
def test_the_secret_of_a_token_is_not_kept_and_shown_once(shop, as_user):
    client, page = as_user(shop.owner), f"/businesses/{shop.business.pk}/tokens/"
    text = client.post(page, {"name": "till", "scopes": ["upload"]}).content.decode()
    assert "balcao_" in text and "balcao_" not in client.get(page).content.decode()
    assert "balcao_" not in str(list(Token.objects.values()))


@pytest.mark.django_db
def test_the_document_describes_every_route():
    document = Client().get("/api/openapi.json").json()
    assert len(document["paths"]) >= 22
    for path, methods in document["paths"].items():
        for method, facts in methods.items():
            assert facts["summary"] and facts["responses"], (method, path)
