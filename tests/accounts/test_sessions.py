"""Sessions: how long at most, a new number after each proof, the end of others, signing out and what a browser then keeps."""

import re
import time
from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from balcao.accounts.models import Role, User
from balcao.accounts.sessions import renew
from balcao.records.models import Entry
from tests.accounts.conftest import code_in
from tests.people import csv_of

pytestmark = pytest.mark.django_db
DAY = 86400


def enter(user, mailoutbox) -> Client:
    """A browser in which somebody signs in as they do."""
    client = Client()
    client.post("/accounts/login/code/", {"email": user.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" in client.session
    client.get("/accounts/me/")
    return client


def earlier(client, began=0.0, seen=0.0, proof=0.0) -> None:
    """As if it had begun, been used and been proven so many seconds ago."""
    session = client.session
    session["began"], session["seen"] = time.time() - began, time.time() - seen
    for one in session["account_authentication_methods"]:
        one["at"] -= proof
    session.modified = True
    session.save()


def is_in(client) -> bool:
    return client.get("/accounts/me/").status_code == 200


def test_an_owners_thirty_days_are_absolute_whatever_is_kept_in_the_session_meanwhile(ana, mailoutbox):
    client = enter(ana, mailoutbox)
    earlier(client, began=30 * DAY - 60, seen=60)
    assert is_in(client)
    session = client.session
    session["something"] = "kept"
    session.save()
    earlier(client, began=30 * DAY + 1, seen=60)
    assert not is_in(client) and "_auth_user_id" not in client.session


def test_an_owner_who_does_nothing_for_a_fortnight_signs_in_again(ana, mailoutbox):
    client = enter(ana, mailoutbox)
    earlier(client, began=20 * DAY, seen=14 * DAY - 60)
    assert is_in(client)
    earlier(client, began=20 * DAY, seen=14 * DAY + 1)
    assert not is_in(client)


def test_being_there_counts_as_being_seen(ana, mailoutbox):
    client = enter(ana, mailoutbox)
    earlier(client, began=10 * DAY, seen=10 * DAY)
    assert is_in(client)
    assert time.time() - client.session["seen"] < 60 and time.time() - client.session["began"] > 9 * DAY


def test_signing_in_begins_the_time_anew(ana, client, mailoutbox):
    session = client.session
    session["began"] = session["seen"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/accounts/login/code/", {"email": ana.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert is_in(client)


def test_a_proof_gives_the_session_a_new_number_and_the_old_one_opens_nothing(ana, mailoutbox):
    client = enter(ana, mailoutbox)
    earlier(client, seen=60, proof=3600)
    before, since = client.session.session_key, UserSession.objects.get().created_at
    client.post("/accounts/prove/", {"send": "yes"})
    client.post("/accounts/prove/", {"code": code_in(mailoutbox[-1])})
    after = client.session.session_key
    assert after != before and is_in(client) and not SessionStore().exists(before)
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)
    kept = UserSession.objects.get()
    assert (kept.session_key, kept.created_at) == (after, since)


def test_a_form_that_was_rendered_for_one_person_does_nothing_for_another(ana, make_user):
    """As if an answer to another tab of this browser, in which ana was signed in, had come late."""
    ben, ours = make_user("ben"), {"origin": "http://testserver", "accept-language": "en"}
    browsers = {user: Client(enforce_csrf_checks=True, headers=ours) for user in (ana, ben)}
    keys = {}
    for user, browser in browsers.items():
        browser.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        keys[user] = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get("/accounts/me/").content.decode())[1]
    browser = browsers[ben]
    browser.cookies["sessionid"] = browsers[ana].cookies["sessionid"].value
    answer = browser.post("/accounts/me/", {"name": "Ben", "csrfmiddlewaretoken": keys[ben]})
    ana.refresh_from_db()
    assert (answer.status_code, ana.name) == (403, "ana")
    page = answer.content.decode()
    assert "You are signed in as ana@example.test." in page
    keys = set(re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page))
    assert browser.post("/accounts/me/", {"name": "Ana", "csrfmiddlewaretoken": keys.pop()}).status_code == 302


def test_a_proof_begins_no_session_again_that_was_ended_meanwhile(ana, mailoutbox, monkeypatch):
    client = enter(ana, mailoutbox)
    earlier(client, seen=60, proof=3600)
    other_tab = Client()
    other_tab.cookies["sessionid"] = client.session.session_key
    monkeypatch.setattr("balcao.accounts.proof._is_right", lambda *asked: other_tab.post("/accounts/logout/"))
    answer = client.post("/accounts/prove/", {"code": "ANY"}, headers={"accept-language": "en"})
    assert answer.status_code == 400 and "You were signed out meanwhile" in answer.content.decode()
    assert "sessionid" not in answer.cookies and not Session.objects.exists()


def test_an_answer_to_an_old_number_leaves_the_new_one_in_the_browser(ana, mailoutbox):
    client = enter(ana, mailoutbox)
    client.cookies["sessionid"] = "0" * 32
    answer = client.get("/accounts/me/")
    assert answer.status_code == 302 and "sessionid" not in answer.cookies


def test_ending_other_sessions_asks_who_it_is_and_then_ends_one_or_all(ana, mailoutbox):
    first, second, third = (enter(ana, mailoutbox) for _ in range(3))
    earlier(first, seen=60, proof=3600)
    assert first.post("/accounts/sessions/")["Location"].startswith("/accounts/prove/")
    assert is_in(second)
    earlier(first, seen=60, proof=-3600)
    one = UserSession.objects.get(session_key=second.session.session_key)
    first.post("/accounts/sessions/", {"session": one.pk})
    assert (is_in(first), is_in(second), is_in(third)) == (True, False, True)
    mine = UserSession.objects.get(session_key=first.session.session_key)
    first.post("/accounts/sessions/", {"session": mine.pk})
    first.post("/accounts/sessions/", {"session": "nonsense"})
    assert is_in(first) and is_in(third)
    first.post("/accounts/sessions/")
    assert is_in(first) and not is_in(third)
    assert list(Entry.objects.filter(kind="sessions.ended").values_list("facts__count", flat=True)) == [1, 1]


def test_nobody_ends_anothers_session(ana, make_user, as_user, mailoutbox):
    theirs = enter(ana, mailoutbox)
    as_user(make_user("other")).post("/accounts/sessions/", {"session": UserSession.objects.get(user=ana).pk})
    assert is_in(theirs)


def test_after_a_change_of_how_one_signs_in_the_others_can_be_ended_at_once(ana, mailoutbox):
    first, second = enter(ana, mailoutbox), enter(ana, mailoutbox)
    text = first.get("/accounts/me/").content.decode()
    assert 'action="/accounts/sessions/"' not in text
    first.post("/accounts/email/", {"email": "new@example.test", "action_add": "yes"})
    first.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    text = first.get("/accounts/me/").content.decode()
    assert 'action="/accounts/sessions/"' in text
    first.post("/accounts/sessions/")
    assert is_in(first) and not is_in(second)


def test_who_is_signed_in_nowhere_else_is_offered_nothing(ana, mailoutbox):
    client = enter(ana, mailoutbox)
    client.post("/accounts/email/", {"email": "new@example.test", "action_add": "yes"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert 'action="/accounts/sessions/"' not in client.get("/accounts/me/").content.decode()


@pytest.mark.any_database
@pytest.mark.parametrize("role", [Role.PERSON, Role.OFFICER, Role.ADMINISTRATOR])
def test_whoever_is_signed_in_can_sign_out_on_every_page(role, shop, bring, as_user, settings):
    settings.DEMO = True
    User.objects.filter(pk=shop.owner.pk).update(role=role)
    shop.owner.refresh_from_db()
    upload = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    client = as_user(shop.owner)
    for path in (
        "/",
        "/accounts/me/",
        f"/businesses/{shop.business.pk}/",
        f"/imports/{upload.pk}/",
        "/nowhere/",
        "/inbox/",
    ):
        text = client.get(path, follow=True).content.decode()
        assert re.search(r'<form method="post" action="/accounts/logout/" data-sign-out>', text), path
    assert "data-sign-out" not in as_user().get("/").content.decode()


def test_a_browser_forgets_its_pages_when_the_session_ends(ana, mailoutbox):
    client = enter(ana, mailoutbox)
    assert "Clear-Site-Data" not in client.get("/accounts/me/")
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/")
    client = enter(ana, mailoutbox)
    earlier(client, began=30 * DAY + 1, seen=60)
    assert client.get("/accounts/me/")["Clear-Site-Data"] == '"cache", "storage"'


def test_cookies_are_this_hosts_where_there_is_https(ana, mailoutbox, settings):
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = True
    settings.WHO_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME = "__Host-who", "__Host-language"
    client = enter(ana, mailoutbox)
    client.post("/accounts/me/", {"name": "Ana"})
    client.post("/language/", {"language": "pt-pt"})
    for name in ("__Host-who", "__Host-language"):
        made = client.cookies[name]
        assert made["secure"] and made["httponly"] and made["path"] == "/" and not made["domain"], name
        assert made["samesite"] == "Lax", name
    assert set(client.cookies) == {"__Host-who", "__Host-language", "sessionid", "csrftoken"}
    assert 'class="notice toast good"' in client.get("/accounts/me/").content.decode()


def test_the_bounds_are_those_that_the_page_on_security_tells():
    assert (settings.SESSION_COOKIE_AGE, settings.OTHERS_IDLE.days) == (30 * DAY, 14)


def test_a_page_that_is_read_again_writes_no_session(ana, mailoutbox):
    client = enter(ana, mailoutbox)
    client.get("/accounts/me/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/accounts/me/").status_code == 200
    assert not [one["sql"] for one in asked if one["sql"].startswith(("UPDATE", "INSERT"))]


@pytest.mark.parametrize("other", ["ended", "renumbered"])
def test_what_was_done_in_a_session_that_ended_meanwhile_is_told_as_done(other, ana, mailoutbox, monkeypatch):
    client = enter(ana, mailoutbox)
    told = messages.success

    def meanwhile(request, text):
        rows = Session.objects.filter(session_key=request.session.session_key)
        rows.delete() if other == "ended" else rows.update(session_key="0" * 32)
        told(request, text)

    monkeypatch.setattr("django.contrib.messages.success", meanwhile)
    answer = client.post("/accounts/me/", {"name": "Ana Changed", "language": "en"})
    ana.refresh_from_db()
    assert (answer.status_code, ana.name) == (302, "Ana Changed")
    assert "sessionid" not in answer.cookies


def test_a_proof_amid_the_end_of_all_others_saves_no_session_from_it(ana, mailoutbox, monkeypatch):
    first, second = enter(ana, mailoutbox), enter(ana, mailoutbox)
    listed = UserSession.objects.purge_and_list

    def list_and_prove(user):
        found = listed(user)
        request = RequestFactory().get("/")
        request.session = SessionStore(second.session.session_key)
        renew(request)
        second.cookies["sessionid"] = request.session.session_key
        return found

    monkeypatch.setattr(type(UserSession.objects), "purge_and_list", lambda self, user: list_and_prove(user))
    first.post("/accounts/sessions/")
    monkeypatch.undo()
    assert is_in(first) and not is_in(second)
