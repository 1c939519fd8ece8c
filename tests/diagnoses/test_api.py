"""The API: upload, status, diagnosis, history, with tokens and scopes."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balcao.analytics.economies import economy
from balcao.analytics.simulation.books import recipe, write_export
from balcao.analytics.simulation.problems import PROBLEMS
from balcao.businesses.actions.change_tokens import make_token, revoke_token
from balcao.businesses.models import Token
from balcao.diagnoses.api_shapes import DiagnosisOut, FindingOut, Period, Totals, Undecided
from balcao.diagnoses.models import Import, Report, Telling
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


@pytest.fixture
def brought(shop, call):
    """An import that was read, and its address."""
    made = call("post", "/imports", data={"file": sales(), "outlet": shop.outlet.pk})
    work()
    return f"/imports/{made.json()['id']}"


def as_json(body):
    return {"data": json.dumps(body), "content_type": "application/json"}


@pytest.mark.django_db
@pytest.mark.parametrize("body, at", [
    ({"date_order": "xyz"}, "date_order"), ({"currency": "<b>"}, None), ({"currency": "XQZ"}, None), ({"currency": "xyzabc"}, "currency"),
    ({"columns": {"item": "No such heading"}}, "columns.item"), ({"columns": {"nonsense": "Item"}}, "columns"), ({"colums": {}}, "colums"),
    ([None], None), ("x", None), (3, None), (None, None),
])  # fmt: skip
def test_a_mistyped_correction_is_refused_and_the_diagnosis_stays(body, at, call, brought):
    refused = call("post", f"{brought}/correct", **as_json(body))
    assert refused.status_code == 422 and refused.json()["detail"] and refused.json()["code"]
    assert at is None or at in [field["at"] for field in refused.json()["fields"]]
    assert call("get", brought).json()["state"] == "done" and call("get", f"{brought}/diagnosis").status_code == 200


@pytest.mark.django_db
def test_a_correction_of_what_cannot_be_corrected_says_so_and_what_failed_is_read_again(call, brought):
    Import.objects.update(state="failed")
    for body in ({}, {"currency": "MOP"}):
        refused = call("post", f"{brought}/correct", **as_json(body))
        assert (refused.status_code, refused.json()["code"]) == (409, "not_now")
    assert call("post", f"{brought}/retry", data=b"", content_type="application/json").status_code == 202
    again = call("post", f"{brought}/retry", **as_json({}))
    assert (again.status_code, again.json()["code"]) == (409, "not_now")
    work()
    assert call("get", brought).json()["state"] == "done"
    corrected = call(
        "post", f"{brought}/correct", **as_json({"columns": {"item": "Item"}, "currency": "HKD", "date_order": "ymd"})
    )
    assert corrected.status_code == 202 and corrected.json()["state"] == "waiting"


@pytest.mark.django_db
def test_a_program_that_waits_for_a_diagnosis_knows_when_to_stop(shop, call):
    made = call("post", "/imports", data={"file": SimpleUploadedFile("x.csv", b"%PDF-1.4 x"), "outlet": shop.outlet.pk})
    page = f"/imports/{made.json()['id']}"
    waits = call("get", f"{page}/diagnosis")
    assert (waits.status_code, waits.json()["code"]) == (409, "not_yet") and waits["Retry-After"]
    work()
    over = call("get", f"{page}/diagnosis")
    assert (over.status_code, over.json()["code"]) == (404, "no_diagnosis") and "PDF" in over.json()["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("days", [
    "last=0", "first=0001-01-01", "first=9999-12-31", "first=2026-02-02&last=2026-02-01", "first=20260202", "last=2026-13-01", "first=1e3",
])  # fmt: skip
def test_a_period_that_cannot_be_is_refused_before_anything_is_made(days, shop, call, brought):
    before = Report.objects.count()
    refused = call("post", f"/outlets/{shop.outlet.pk}/reports?{days}")
    assert refused.status_code == 422 and refused.json()["fields"] and Report.objects.count() == before


@pytest.mark.django_db
def test_reports_are_not_asked_for_without_end(shop, call, brought, as_user):
    page, before = f"/outlets/{shop.outlet.pk}/reports", Report.objects.filter(outlet=shop.outlet).count()
    asked = [call("post", f"{page}?first=2026-01-{day:02}", ["read"]) for day in (*range(1, 16), 1)]
    assert [one.status_code for one in asked] == [202] * 10 + [409] * 5 + [202] and asked[0].json() == asked[-1].json()
    as_user(shop.owner).post(f"/outlets/{shop.outlet.pk}/diagnosis/", {"first": "2026-01-20"})
    assert Report.objects.filter(outlet=shop.outlet).count() == before + 10


@pytest.mark.django_db
def test_a_diagnosis_has_the_shape_that_the_document_tells(shop, call, bring, tmp_path):
    export = tmp_path / "cafe.csv"
    write_export(PROBLEMS["quiet_hours"](recipe("cafe", economy("MO"), 150, 1))[0], export)
    upload = bring(shop.owner, shop.outlet, export.read_bytes())
    asked = call("post", f"/outlets/{shop.outlet.pk}/reports?last=2099-12-31").json()["id"]
    work()
    for told in (
        call("get", f"/imports/{upload.pk}/diagnosis").json(),
        call("get", f"/reports/{asked}").json()["figures"],
    ):
        DiagnosisOut.model_validate(told)
        parts = [(DiagnosisOut, told), (Period, told["period"]), (Totals, told["totals"])]
        parts += [(FindingOut, one) for one in told["findings"]] + [(Undecided, one) for one in told["not_enough"]]
        assert told["findings"] and told["findings"][0]["value"]["per"] == "month"
        for shape, part in parts:
            assert set(part) == {field.alias or name for name, field in shape.model_fields.items()}, shape


@pytest.mark.django_db
def test_a_key_that_brings_files_sees_what_became_of_them(call, brought):
    assert call("get", brought, ["upload"]).json()["state"] == "done"
    assert call("get", f"{brought}/diagnosis", ["upload"]).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("asked, header, title", [
    ("", None, "en"), ("", "pt", "pt"), ("en", "pt", "en"), ("zh-hant", None, "zh-Hant"), ("pt-PT", None, "pt"), ("zh-Hant", "en", "zh-Hant"),
])  # fmt: skip
def test_the_diagnosis_speaks_the_language_that_is_asked_for(asked, header, title, shop, brought):
    _, secret = make_token(shop.owner, shop.business, "reader", ["read"])
    headers = {"authorization": f"Bearer {secret}", **({"accept-language": header} if header else {})}
    told = Client().get(f"/api{brought}/diagnosis?language={asked}", headers=headers).json()
    kept = Telling.objects.get(report__of_import__outlet=shop.outlet, language=title).content
    said = {one["role"]: one["evidence"] for one in told["read"]["understood"]}
    assert said == {one["role"]: one["evidence"] for one in kept["reading"]["columns"]} and said["item"]
    assert Client().get(f"/api{brought}/diagnosis?language=xx", headers=headers).status_code == 422
