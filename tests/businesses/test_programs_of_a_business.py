"""Keys end by themselves and may only read; a business's programs are told of what is the business's, and of nothing else."""

import json
import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from balcao.accounts.models import Role, Spent
from balcao.accounts.quota import count_call
from balcao.businesses.actions.change_hooks import make_hook, remove_hook, try_hook
from balcao.businesses.actions.change_people import remove_member
from balcao.businesses.actions.change_tokens import make_officers_token, make_token
from balcao.businesses.actions.erase_business import erase_business
from balcao.businesses.models import Member, Token
from balcao.diagnoses.actions.diagnose_history import queue_report
from balcao.messaging.actions.change_hooks import make_hook as make_agencys
from balcao.messaging.models import Delivery, Hook
from balcao.messaging.outside import NotOutsideError, post_outside
from balcao.messaging.tell import emit_many
from tests.people import csv_of, work

MINUTE = timedelta(minutes=1)


def caller(made) -> Client:
    return Client(headers={"authorization": f"Bearer {made[1]}", "accept-language": "en"})


def told(hook) -> list[dict]:
    return [one.payload for one in Delivery.objects.filter(hook=hook).order_by("made_at")]


# Keys


@pytest.mark.django_db
def test_a_key_opens_nothing_once_its_days_are_over(shop, make_user):
    officer = make_user("officer", Role.OFFICER)
    made = make_token(shop.owner, shop.business, "till", ["read"], 30), make_officers_token(officer, "desk", 30)
    for (token, _), program in zip(made, map(caller, made), strict=True):
        answer = program.get("/api/v1/key")
        assert answer.status_code == 200
        assert answer.json()["expires_at"][:10] == (timezone.now() + timedelta(days=30)).date().isoformat()
        Token.objects.filter(pk=token.pk).update(expires_at=timezone.now())
        assert program.get("/api/v1/key").status_code == 401
    endless = caller(make_token(shop.owner, shop.business, "till", ["read"]))
    assert endless.get("/api/v1/key").json()["expires_at"] is None


@pytest.mark.django_db
def test_an_officers_key_that_reads_changes_nothing(make_user):
    officer = make_user("officer", Role.OFFICER)
    reads, acts = (make_officers_token(officer, "x", read_only=only) for only in (True, False))
    document = Client().get("/api/v1/openapi.json").json()
    gone = "00000000-0000-4000-8000-000000000000"
    for path, methods in document["paths"].items():
        if not path.startswith("/api/v1/agency/"):
            continue
        for name in ("application_id", "document_id"):
            path = path.replace(f"{{{name}}}", gone)
        path = path.replace("{slug}", "none").replace("{queue}", "all")
        for method in methods:
            status = [
                caller(made).generic(method.upper(), path, "{}", "application/json").status_code
                for made in (reads, acts)
            ]
            assert status[1] in (200, 404, 422) and status[0] == (status[1] if method == "get" else 403), (method, path)
    assert caller(reads).get("/api/v1/outlets").status_code == 403


@pytest.mark.django_db
def test_an_owner_makes_no_officers_key_and_an_officer_chooses_what_it_may(shop, make_user, as_user, settings):
    for scope in ("review", "review_read"):
        with pytest.raises(PermissionDenied):
            make_token(shop.owner, shop.business, "x", [scope])
    settings.DEMO = True
    browser = as_user(make_user("officer", Role.OFFICER))
    assert "balcao_" not in browser.post("/agency/tokens/", {"name": "x"}).content.decode()  # what it may is said
    page = browser.post("/agency/tokens/", {"name": "x", "scopes": "review_read", "days": "90"}).content.decode()
    made = Token.objects.get()
    assert "balcao_" in page and made.scopes == ["review_read"] and "read what an officer may" in page
    assert made.expires_at.date() == (timezone.now() + timedelta(days=90)).date()


# Limits


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the tests' SQLite lies in memory, where threads share one lock"
)
@pytest.mark.django_db(transaction=True)
def test_however_many_call_at_once_no_more_are_counted():
    counted = []

    def call():
        for _ in range(10):
            counted.append(count_call("address:192.0.2.1", 25, MINUTE)[0])
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(counted) == 60 and sum(counted) == 25


@pytest.mark.django_db
def test_a_minute_begins_with_its_first_call(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("balcao.accounts.quota._now", lambda: now)
    assert [count_call("key:1", 2, MINUTE) for _ in range(3)] == [(True, 1, 60), (True, 0, 60), (False, 0, 60)]
    assert count_call("key:2", 2, MINUTE)[0] and "key:1" not in Spent.objects.first().key
    now += timedelta(seconds=59)
    assert count_call("key:1", 2, MINUTE) == (False, 0, 1)
    now += timedelta(seconds=1)
    assert count_call("key:1", 2, MINUTE) == (True, 1, 60)


# Programs that are told


@pytest.mark.django_db
def test_a_businesss_program_is_told_when_its_files_were_read(shop, make_business, make_user, bring):
    other = make_business("other")
    own, theirs = (make_hook(o.owner, o.business, "till", "https://till.example/") for o in (shop, other))
    agencys = make_agencys(make_user("admin", Role.ADMINISTRATOR), "ledger", "https://ledger.example/")
    upload = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    bad = bring(shop.owner, shop.outlet, "Dear Sir,\nno sales today\n", "letter.csv")
    report = queue_report(shop.outlet, date(2020, 1, 1), date(2020, 1, 2))
    work()
    got = {one["type"]: one["data"] for one in told(own)}
    where = {"outlet": str(shop.outlet.pk)}
    assert got["import.done"] == {"subject": str(upload.pk), "id": str(upload.pk), **where}
    assert got["import.refused"] == {"subject": str(bad.pk), "id": str(bad.pk), "code": bad.refusal["code"], **where}
    assert got["report.empty"] == {"subject": str(report.pk), "id": str(report.pk), **where}
    assert told(theirs) == [] and told(agencys) == []
    bring(None, None, csv_of(date(2026, 1, 1), 40))  # a visitor's file is nobody's
    assert len(told(own)) == 3


@pytest.mark.django_db
def test_a_program_is_told_of_what_was_chosen(shop, make_business):
    one, all_ = (
        make_hook(shop.owner, shop.business, "x", "https://till.example/", events) for events in (["report.ready"], [])
    )
    others = make_business("other").business
    emit_many("import.done", [(n, shop.business.pk, {}) for n in range(2)] + [("not ours", others.pk, {})])
    assert told(one) == [] and [each["data"]["subject"] for each in told(all_)] == ["0", "1"]
    many = [(n, shop.business.pk if n == 7 else others.pk, {}) for n in range(300)]
    emit_many("report.ready", many)
    assert [each["data"]["subject"] for each in told(one)] == ["7"]


@pytest.mark.django_db
@pytest.mark.parametrize("url", [
    "http://till.example/", "https://till.example:8443/", "https://127.0.0.1/", "http://ledger.inside/", "https://localhost/", "x", "ftp://till.example/",
])  # fmt: skip
def test_what_the_operator_allows_the_agency_is_not_allowed_to_a_business(url, shop, settings):
    settings.HOOK_HOSTS = ["*", "127.0.0.1", "ledger.inside", "localhost"]
    with pytest.raises(ValidationError):
        make_hook(shop.owner, shop.business, "x", url)
    with pytest.raises((NotOutsideError, ValueError)):
        post_outside(url, b"", {}, 1, ours=False)
    assert not Hook.objects.exists()


@pytest.mark.django_db
def test_programs_are_an_owners_and_end_with_the_right_and_the_business(shop, make_user):
    for who in (shop.manager, shop.staff, make_user("stranger"), make_user("admin", Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            make_hook(who, shop.business, "x", "https://till.example/")
    second = make_user("second")
    Member.objects.create(business=shop.business, user=second, role="owner")
    own, theirs = (make_hook(who, shop.business, "x", "https://till.example/") for who in (shop.owner, second))
    remove_member(shop.owner, Member.objects.get(user=second))
    assert list(Hook.objects.all()) == [own] and theirs.pk != own.pk
    erase_business(shop.owner, shop.business)
    assert not Hook.objects.exists()


@pytest.mark.django_db
def test_programs_are_so_many_and_a_trial_goes_once_a_minute(shop):
    hooks = [make_hook(shop.owner, shop.business, f"{n}", "https://till.example/") for n in range(5)]
    with pytest.raises(ValidationError):
        make_hook(shop.owner, shop.business, "x", "https://till.example/")
    try_hook(shop.owner, shop.business, hooks[0])
    with pytest.raises(ValidationError):
        try_hook(shop.owner, shop.business, hooks[0])
    assert [one["type"] for one in told(hooks[0])] == ["hook.tried"]
    with pytest.raises(ValidationError):
        try_hook(shop.owner, shop.business, hooks[1])  # the same host
    assert told(hooks[1]) == []
    remove_hook(shop.owner, shop.business, hooks[4])
    make_hook(shop.owner, shop.business, "x", "https://till.example/")


@pytest.mark.django_db
def test_a_host_is_tried_once_a_minute_by_a_person_and_by_a_business_however_often_it_is_added(
    shop, make_business, make_user, monkeypatch
):
    now = timezone.now()
    monkeypatch.setattr("balcao.accounts.quota._now", lambda: now)
    second, other = make_user("second"), make_business("other").business
    Member.objects.create(business=shop.business, user=second, role="owner")
    Member.objects.create(business=other, user=shop.owner, role="owner")

    def knock(who, business, url="https://victim.example/"):
        hook = make_hook(who, business, "x", url)
        try:
            try_hook(who, business, hook)
            return bool(told(hook))
        except ValidationError:
            return False
        finally:
            remove_hook(who, business, hook)

    assert [knock(shop.owner, shop.business) for _ in range(3)] == [True, False, False]
    assert not knock(shop.owner, shop.business, "https://VICTIM.example./other?x=1")
    assert not knock(second, shop.business) and not knock(shop.owner, other)
    assert knock(shop.owner, shop.business, "https://till.example/")
    now += MINUTE
    assert knock(second, shop.business)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_an_owner_adds_tries_and_removes_a_program_on_the_page(language, shop, as_user):
    browser, page = as_user(shop.owner, language), f"/businesses/{shop.business.pk}/hooks/"
    wrong = browser.post(page, {"name": "till", "url": "https://10.0.0.1/"})
    assert 'class="error"' in wrong.content.decode() and not Hook.objects.exists()
    made = browser.post(
        page, {"name": "till", "url": "https://till.example/x", "events": ["import.done"]}
    ).content.decode()
    hook = Hook.objects.get()
    assert hook.signing_secret in made and (hook.events, hook.business) == (["import.done"], shop.business.pk)
    assert browser.post(f"{page}{hook.pk}/try/").status_code == 302 and json.dumps(told(hook)).count("hook.tried") == 1
    shown = browser.get(page).content.decode()
    assert "till.example" in shown and hook.signing_secret not in shown
    browser.post(f"{page}{hook.pk}/remove/")
    assert not Hook.objects.exists()
