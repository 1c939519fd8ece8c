"""Many applications in one call: each is taken or decided by itself, as if it had been asked for alone."""

import json
import uuid

import pytest
from django.db import InterfaceError, OperationalError

from balcao.businesses.actions.change_tokens import make_officers_token
from balcao.messaging.models import Delivery, Hook
from balcao.programmes.actions import decide, review
from tests.programmes.conftest import drawn, now_of
from tests.programmes.test_api import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(officer):
    return Caller(make_officers_token(officer, "ledger")[1])


def test_many_are_decided_and_one_that_cannot_be_stops_no_other(phase, applicant, agency):
    one, two, three = (applicant(phase, name) for name in ("one", "two", "three"))
    nobodys = str(uuid.uuid4())
    taken = agency.send("/agency/applications/take", {"ids": [str(one.pk), nobodys]}).json()["results"]
    assert [(r["id"], r["state"], r["refusal"] and r["refusal"]["code"]) for r in taken] == [
        (str(one.pk), "under_review", None), (nobodys, None, "not_found"),
    ]  # fmt: skip
    decisions = [
        {"id": str(one.pk), "eligible": True},
        {"id": str(two.pk), "eligible": False, "rules": ["nonsense"]},
        {"id": str(two.pk), "eligible": False},
        {"id": str(three.pk), "eligible": False, "rules": ["small"]},
        {"id": str(one.pk), "eligible": True},
    ]
    results = agency.send("/agency/applications/decide", {"decisions": decisions}).json()["results"]
    assert [r["state"] for r in results] == ["eligible", None, None, "ineligible", None]
    assert [r["refusal"] and r["refusal"]["code"] for r in results] == [None, "unknown", "refused", None, "moved"]
    assert results[1]["refusal"]["fields"][0]["at"] == "rules" and results[2]["refusal"]["detail"]
    assert [now_of(a).state for a in (one, two, three)] == ["eligible", "submitted", "ineligible"]


@pytest.mark.parametrize("path", ["take", "decide"])
def test_they_are_locked_in_one_order_whoever_asks_and_told_as_they_were_sent(
    path, new_phase, applicant, agency, monkeypatch
):
    sent = [applicant(phase, f"{name}{n}") for n, phase in enumerate((new_phase(), new_phase())) for name in "abc"]
    locked = []
    for module, name in ((review, "assign"), (decide, "decide")):
        real = getattr(module, name)

        def act(user, a, *arguments, real=real):
            locked.append((a.phase_id, a.pk))
            return real(user, a, *arguments)

        monkeypatch.setattr(module, name, act)
    nobodys = str(uuid.uuid4())
    for order in (sent, sent[::-1], sent[3:] + sent[:3]):
        locked.clear()
        ids = [str(a.pk) for a in order] + [nobodys]
        body = {"ids": ids} if path == "take" else {"decisions": [{"id": key, "eligible": True} for key in ids]}
        results = agency.send(f"/agency/applications/{path}", body).json()["results"]
        assert [one["id"] for one in results] == ids
        assert len(locked) == 6 and locked == sorted(locked, key=lambda pair: [str(part) for part in pair])


@pytest.mark.parametrize("body", [
    {}, {"decisions": []}, {"decisions": [{"eligible": True}]}, {"decisions": [{"id": "x", "eligible": True}]}, {"decisions": [{"id": str(uuid.uuid4())}]},
    {"decisions": [{"id": str(uuid.uuid4()), "eligible": True, "extra": 1}]}, {"decisions": [{"id": str(uuid.uuid4()), "eligible": True}] * 101},
])  # fmt: skip
def test_what_is_not_said_in_full_decides_none_of_them(body, phase, applicant, agency):
    sent = applicant(phase, "one")
    body = (
        {"decisions": [{"id": str(sent.pk), "eligible": True}, *body["decisions"]]} if body.get("decisions") else body
    )
    assert agency.send("/agency/applications/decide", body).status_code == 422
    assert now_of(sent).state == "submitted"


@pytest.mark.parametrize("failure", [OperationalError("lock timeout"), InterfaceError("connection is closed")])
def test_where_the_database_fails_on_the_way_what_is_done_is_told_and_the_rest_is_nobodys_fault(
    failure, phase, applicant, agency, monkeypatch
):
    sent = sorted((applicant(phase, name) for name in "abc"), key=lambda a: a.pk)
    real = decide.decide

    def failing(user, a, *arguments):
        real(user, a, *arguments)
        if a.pk == sent[1].pk:
            raise failure

    monkeypatch.setattr(decide, "decide", failing)
    body = {"decisions": [{"id": str(a.pk), "eligible": True} for a in sent[::-1]]}
    results = agency.send("/agency/applications/decide", body).json()["results"]
    assert [(r["state"], r["refusal"] and r["refusal"]["code"]) for r in results] == [
        (None, "busy"), (None, "busy"), ("eligible", None),
    ]  # fmt: skip
    assert "send it again" in results[0]["refusal"]["detail"]
    assert [now_of(a).state for a in sent] == ["eligible", "submitted", "submitted"]


def test_where_the_database_fails_amid_a_call_with_a_key_nothing_of_it_is_done(phase, applicant, agency, monkeypatch):
    sent = sorted((applicant(phase, name) for name in "ab"), key=lambda a: a.pk)
    real = decide.decide

    def failing(user, a, *arguments):
        if a.pk == sent[1].pk:
            raise OperationalError("lock timeout")
        real(user, a, *arguments)

    agency.client.raise_request_exception = False
    body = {"decisions": [{"id": str(a.pk), "eligible": True} for a in sent]}
    with monkeypatch.context() as broken:
        broken.setattr(decide, "decide", failing)
        assert agency.send("/agency/applications/decide", body, key="k").status_code == 500
    assert [now_of(a).state for a in sent] == ["submitted"] * 2
    again = agency.send("/agency/applications/decide", body, key="k").json()["results"]
    assert [one["state"] for one in again] == ["eligible"] * 2


def test_sent_again_under_its_key_it_is_done_once(phase, applicant, agency):
    sent = applicant(phase, "one")
    body = json.dumps({"decisions": [{"id": str(sent.pk), "eligible": True}]})
    path, headers = "/api/v1/agency/applications/decide", {"idempotency-key": "k"}
    answers = [agency.client.post(path, body, "application/json", headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json() and answers[1]["Idempotent-Replay"] == "true"
    old = agency.client.post(path.replace("/v1", ""), body, "application/json", headers=headers)
    assert old["Idempotent-Replay"] == "true" and old["Deprecation"]  # the same call by its old address


def test_hooks_name_what_the_api_fetches_and_tell_of_phases_and_draws(new_phase, applicant, officer, second, agency):
    Hook.objects.create(name="ledger", url="https://example.test/hook")
    phase = new_phase()
    sent = applicant(phase, "one")
    business = Hook.objects.create(name="till", url="https://example.test/till", business=sent.business_id)
    other = Hook.objects.create(name="other", url="https://example.test/other", business=uuid.uuid4())
    drawn(phase, officer, second)
    told = [d.payload for d in Delivery.objects.filter(hook__isnull=False, hook__business=None).order_by("made_at")]
    kinds = [one["type"] for one in told]
    assert kinds.count("phase.published") == kinds.count("draw.made") == 1
    moved = next(one["data"] for one in told if one["type"] == "application.moved" and one["data"]["to"] == "eligible")
    assert (moved["subject"], moved["phase"]) == (sent.reference, phase.slug)
    assert agency.get(f"/agency/applications/{moved['id']}").json()["reference"] == sent.reference
    own = [d.payload["type"] for d in Delivery.objects.filter(hook=business)]
    assert own and set(own) == {"application.moved"} and not Delivery.objects.filter(hook=other).exists()
