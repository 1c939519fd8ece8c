"""Officers' programs: nothing is decided by a word that was not said, and nothing is hidden at the end of a list."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from balcao.businesses.actions.change_tokens import make_officers_token, make_token
from balcao.businesses.models import Document
from balcao.programmes.actions.apply import start
from balcao.programmes.actions.review import assign, note
from balcao.programmes.models import Application
from balcao.records.models import Entry
from tests.programmes.conftest import PDF, close, drawn, now_of
from tests.programmes.test_api import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(officer):
    return Caller(make_officers_token(officer, "ledger")[1])


@pytest.fixture
def program(shop):
    shop.business.sector, shop.business.size = "5610", "1-3"
    shop.business.save()
    return Caller(make_token(shop.owner, shop.business, "till", ["read", "apply"])[1])


@pytest.mark.parametrize("act, body, at", [
    ("decide", {"eligable": True, "words": "All in order"}, "eligable"),
    ("decide", {"words": "All in order"}, "eligible"),
    ("decide", {"eligible": "no", "words": "x"}, "eligible"),
    ("decide", {"eligible": False, "rules": ["nonsense"], "words": "x"}, "rules"),
    ("decide", [None], ""), ("decide", "x", ""), ("decide", None, ""),
    ("appeal", {"words": "looked again"}, "granted"),
    ("ask", {"text": "Which?", "documents": ["nonsense"]}, "documents"),
    ("note", {"text": ""}, "text"),
    ("points", {"points": {"nonsense": 3}}, "points"),
    ("take", [None], ""), ("take", None, ""), ("take", {"who": "me"}, "who"),
])  # fmt: skip
def test_what_is_not_said_in_the_words_of_the_document_changes_nothing(act, body, at, phase, applicant, agency):
    sent = applicant(phase, "good")
    page = f"/api/agency/applications/{sent.pk}/{act}"
    refused = agency.client.post(page, json.dumps(body), "application/json")
    assert refused.status_code == 422
    told = refused.json()
    assert told["code"] in ("invalid", "unknown") and told["detail"] and told["request"] == refused["X-Request-ID"]
    assert at in [field["at"] for field in told["fields"]] or (at == "" and told["fields"])
    assert now_of(sent).state == "submitted"


def test_a_step_that_an_award_does_not_have_is_refused_in_words(phase, applicant, officer, second, agency):
    one = applicant(phase, "one")
    drawn(phase, officer, second)
    owner = one.business.members.get(role="owner").user
    Caller(make_token(owner, one.business, "till", ["apply"])[1]).send(f"/applications/{one.pk}/accept")
    page = f"/agency/applications/{one.pk}"
    for act, more in (("step", {}), ("extend", {"until": "2099-01-01", "words": "why"})):
        refused = agency.send(f"{page}/{act}", {"code": "nothing", **more})
        assert refused.status_code == 422 and refused.json()["fields"][0]["at"] == "code"
    assert agency.send(f"{page}/step", {}).status_code == 422
    assert agency.send(f"{page}/step", {"code": "training"}).json()["steps"][0]["done_at"]


def test_a_list_has_no_hidden_end(phase, applicant, agency):
    first = applicant(phase, "shop0")
    kept = Application.objects.get(pk=first.pk)
    rows = [
        Application(
            reference=f"B27-{n:07d}", phase=phase, state="submitted", submitted_at=timezone.now(), state_at=timezone.now(),
            profile=kept.profile,
        )
        for n in range(1100)
    ]  # fmt: skip
    Application.objects.bulk_create(rows)
    listed = agency.get(f"/agency/queues/all?phase={phase.slug}&limit=500&offset=1000").json()
    assert listed["count"] == 1101 and len(listed["items"]) == 101
    got, cursor = [], ""
    while cursor is not None:
        page = agency.get(f"/agency/applications?limit=400&cursor={cursor}").json()
        assert page["count"] == 1101
        got, cursor = got + [row["id"] for row in page["items"]], page["next"]
    assert len(got) == len(set(got)) == 1101


@pytest.mark.parametrize("since", ["0.5", "1768608000", "yesterday", "2026-11", "26-11-01", "2026-11-01T25:00:00Z"])
def test_a_moment_is_written_with_its_day(phase, agency, since):
    answer = agency.get(f"/agency/applications?changed_since={since}")
    assert answer.status_code == 422 and answer.json()["fields"][0]["at"] == "changed_since"


def test_what_changed_since_is_asked_for_and_comes_with_the_profile(phase, applicant, officer, agency):
    quiet, busy = applicant(phase, "quiet"), applicant(phase, "busy")
    Entry.objects.update(at=timezone.now() - timedelta(days=2))
    Application.objects.update(state_at=timezone.now() - timedelta(days=2))
    since = (timezone.now() - timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    assert agency.get(f"/agency/applications?changed_since={since}").json()["count"] == 0
    note(officer, now_of(busy), "telephoned")
    changed = agency.get(f"/agency/applications?changed_since={since}&expand=profile").json()
    assert [row["reference"] for row in changed["items"]] == [busy.reference]
    assert changed["items"][0]["profile"]["sector"] == "5610" and changed["items"][0]["state"] == "submitted"
    whole = agency.get("/agency/applications").json()
    assert [row["reference"] for row in whole["items"]] == [quiet.reference, busy.reference] and whole["next"] is None
    assert agency.get("/agency/applications?cursor=nonsense").status_code == 422


@pytest.mark.parametrize("query", [
    "state=nonsense", "phase=none", "limit=0", "limit=100000", "offset=-1", "offset=99999999999999999999", "sort=x",
])  # fmt: skip
def test_a_list_is_not_asked_for_what_is_not_there(query, phase, applicant, agency):
    answer = agency.get(f"/agency/queues/all?{query}")
    assert answer.status_code == 422 and answer.json()["fields"][0]["at"] == query.split("=")[0]


def test_an_officers_program_reads_the_papers(phase, applicant, agency, make_user):
    sent, other = applicant(phase, "good"), applicant(phase, "other")
    paper = agency.get(f"/agency/applications/{sent.pk}").json()["documents"][0]
    content = agency.get(f"/agency/applications/{sent.pk}/documents/{paper['id']}")
    assert hashlib.sha256(b"".join(content.streaming_content)).hexdigest() == paper["sha256"]
    assert Entry.objects.filter(kind="document.read", subject=paper["id"]).exists()
    assert agency.get(f"/agency/applications/{other.pk}/documents/{paper['id']}").status_code == 404


@pytest.mark.parametrize("name", ["evil.html.pdf", "run.hta.jpg", "scan"])
def test_a_program_is_given_a_paper_as_the_page_gives_it(name, phase, applicant, agency, officer, as_user, settings):
    settings.DEMO = True  # no second factor
    sent = applicant(phase, "good")
    paper = sent.attached.get().document
    paper.name = name.rpartition(".")[0] or name
    paper.save()
    given = agency.get(f"/agency/applications/{sent.pk}/documents/{paper.pk}")
    assert given["Content-Disposition"] == f'attachment; filename="{paper.name}.pdf"'
    shown = as_user(officer).get(f"/documents/{paper.pk}/")
    for header in ("Content-Disposition", "Content-Type", "Content-Security-Policy", "X-Content-Type-Options"):
        assert given[header] == shown[header], header
    assert given["Content-Security-Policy"].endswith("sandbox") and given["X-Content-Type-Options"] == "nosniff"


def test_a_paper_is_told_as_a_file_and_read_again_only_if_it_is_another(phase, applicant, agency):
    sent = applicant(phase, "good")
    paper = agency.get(f"/agency/applications/{sent.pk}").json()["documents"][0]
    page = f"/agency/applications/{sent.pk}/documents/{paper['id']}"
    first = agency.get(page)
    path = "/api/v1/agency/applications/{application_id}/documents/{document_id}"
    told = agency.get("/openapi.json").json()["paths"][path]["get"]["responses"]["200"]
    assert list(told["content"]) == [first["Content-Type"]] == ["application/octet-stream"]
    assert "ETag" in told["headers"] and first["ETag"] == f'"{paper["sha256"]}"'
    known = agency.get(page, if_none_match=first["ETag"])
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", first["ETag"])
    assert agency.get(page, if_none_match='"another"').status_code == 200
    assert agency.get(page, if_match='"another"').json()["code"] == "changed_meanwhile"
    assert Entry.objects.filter(kind="document.read", subject=paper["id"]).count() == 4


def test_the_second_officers_program_sees_that_a_number_waits(phase, applicant, officer, second, agency):
    one = applicant(phase, "one")
    agency.send(f"/agency/applications/{one.pk}/decide", {"eligible": True})
    page = f"/agency/phases/{close(phase).slug}"
    assert agency.get(f"{page}/draw").status_code == 404
    agency.send(f"{page}/enter", {"round": "26/118", "value": "3 11"})
    waiting = Caller(make_officers_token(second, "x")[1]).get(f"{page}/draw").json()
    assert (waiting["entered_by"], waiting["round"], waiting["made_at"]) == ("officer", "26/118", None)
    assert agency.send(f"{page}/approve", {}).status_code == 422


def test_terms_are_written_whole_and_not_over_somebody_elses(phase, agency):
    page = f"/agency/phases/{phase.slug}"
    seen = agency.get(page)
    terms = seen.json()["terms"]
    for body in ({}, {**terms, "nonsense": 1}, {name: part for name, part in terms.items() if name != "rules"}):
        refused = agency.send(f"{page}/terms", body, "put")
        assert refused.status_code == 422 and refused.json()["fields"]
    agency.send(f"{page}/terms", {**terms, "places": 3}, "put")
    late = agency.client.put(
        f"/api{page}/terms",
        json.dumps({**terms, "places": 4}),
        "application/json",
        headers={"if-match": seen["X-Terms"]},
    )
    assert late.status_code == 412 and agency.get(page).json()["draft"]["places"] == 3
    fewer = agency.send(f"{page}/terms", {**terms, "places": 1}, "put").json()
    assert any("places" in problem for problem in fewer["problems"])
    assert agency.send(f"{page}/publish", {"why": "less money"}).status_code == 422


@pytest.mark.parametrize("answer", ["true", "on", "maybe", "sim", 1])
def test_an_answer_that_is_not_understood_is_refused_and_erases_nothing(answer, phase, program):
    page = f"/applications/{program.send('/applications', {'phase': phase.slug}).json()['id']}"
    program.send(f"{page}/answers", {"revision": 0, "answers": {"tax": True}}, "patch")
    assert program.get(page).json()["answers"] == {"tax": True}
    refused = program.send(f"{page}/answers", {"revision": 1, "answers": {"tax": answer}}, "patch")
    assert refused.status_code == 422 and refused.json()["fields"][0]["at"] == "answers.tax"
    for body in ({"revision": 1, "answers": {"nonsense": "x"}}, {"revision": 99, "answers": {"tax": True}}):
        assert program.send(f"{page}/answers", body, "patch").status_code == 422
    assert program.get(page).json()["answers"] == {"tax": True}
    back = program.send(f"{page}/answers", {"revision": 1, "answers": program.get(page).json()["answers"]}, "patch")
    assert back.status_code == 200
    program.send(f"{page}/answers", {"revision": 1, "answers": {"tax": False}}, "patch")
    assert program.get(page).json()["answers"] == {"tax": None}


def test_a_paper_that_nobody_asked_for_is_not_kept(phase, program, shop):
    page = f"/applications/{program.send('/applications', {'phase': phase.slug}).json()['id']}"
    refused = program.client.post(
        f"/api{page}/documents", {"file": SimpleUploadedFile("x.pdf", PDF), "needed": "nonsense"}
    )
    assert refused.status_code == 422 and refused.json()["fields"][0]["at"] == "needed"
    assert not Document.objects.exists()
    Application.objects.update(state="submitted", reference="B27-0000001", submitted_at=timezone.now())
    paper = {"file": SimpleUploadedFile("x.pdf", PDF), "needed": "licence"}
    assert program.client.post(f"/api{page}/documents", paper).status_code == 422 and not Document.objects.exists()


def test_beginning_again_is_told_apart_from_beginning(phase, program, shop):
    first = program.send("/applications", {"phase": phase.slug})
    again = program.send("/applications", {"phase": phase.slug})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first["Location"] == again["Location"] == f"/api/v1/applications/{first.json()['id']}"
    assert start(shop.owner, phase, shop.business).pk == Application.objects.get().pk


def test_taking_is_seen_in_the_queue(phase, applicant, officer, agency):
    one = applicant(phase, "one")
    assign(officer, one, officer)
    row = agency.get("/agency/queues/mine").json()["items"][0]
    assert row["officer"] == "officer" and row["changed_at"] >= row["state_at"]
