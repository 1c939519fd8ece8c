"""The pages where a code is under way: another address, a code sent again, and what that counts."""

import time

import pytest
from django.test import Client
from django.utils import timezone

from balcao.accounts.models import User
from balcao.accounts.refusals import Refusal
from balcao.messaging.models import Silence
from tests.accounts.conftest import code_in

pytestmark = pytest.mark.django_db

CONFIRM = {"login/code": "/accounts/login/code/confirm/", "signup": "/accounts/confirm-email/"}
"""Where the code is entered that a page had sent."""


def begin(client, page, address):
    answer = client.post(f"/accounts/{page}/", {"email": address}, headers={"accept-language": "en"})
    assert answer["Location"].startswith(CONFIRM[page])


def again(client, page, **more):
    return client.post(CONFIRM[page], {"action": "resend", **more}, headers={"accept-language": "en"}, follow=True)


@pytest.mark.parametrize("page", CONFIRM)
@pytest.mark.parametrize("begins_at", ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/"])
@pytest.mark.parametrize("known", [True, False])
def test_who_waits_for_a_code_may_begin_anew(page, begins_at, known, ana, client, mailoutbox):
    begin(client, page, ana.email if known else "mistyped@example.test")
    text = client.get(CONFIRM[page] + "?next=/outlets/", headers={"accept-language": "en"}).content.decode()
    other = "/accounts/login/" if page == "login/code" else "/accounts/signup/"
    assert f'<a href="{other}?next=/outlets/">Use another address</a>' in text
    assert client.get(begins_at).status_code == 200
    begin(client, "login/code", ana.email)  # where the code follows to the address that is asked for now
    assert mailoutbox[-1].to == [ana.email]
    client.post(CONFIRM["login/code"], {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" in client.session


def test_what_was_sent_is_good_until_another_is_asked_for(ana, client, mailoutbox):
    begin(client, "login/code", ana.email)
    client.get("/accounts/login/")
    client.post(CONFIRM["login/code"], {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("page", CONFIRM)
def test_a_code_is_sent_again_and_only_the_newest_opens(page, ana, client, mailoutbox):
    begin(client, page, ana.email if page == "login/code" else "new@example.test")
    first = code_in(mailoutbox[-1])
    told = again(client, page, next="/businesses/")
    assert told.redirect_chain[-1][0] == CONFIRM[page] + "?next=%2Fbusinesses%2F"
    assert "We send again." in told.content.decode() and len(mailoutbox) == 2
    client.post(CONFIRM[page], {"code": first})
    assert "_auth_user_id" not in client.session
    client.post(CONFIRM[page], {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("page", CONFIRM)
def test_sending_again_tells_no_address_that_is_known_from_one_that_is_not(page, ana, mailoutbox):
    told = []
    for address in (ana.email, "nobody@example.test"):
        client = Client()
        begin(client, page, address)
        told.append(again(client, page).content.decode().replace(address, "…"))
    said = [text.split("<main")[1].split("csrfmiddlewaretoken")[0] for text in told]
    assert said[0] == said[1] and "We send again." in said[0]
    assert sorted(mail.to[0] for mail in mailoutbox) == [ana.email] * 2 + ["nobody@example.test"] * 2


@pytest.mark.parametrize("page", CONFIRM)
def test_sending_again_counts_as_asking_does(page, ana, mailoutbox):
    client = Client()
    begin(client, page, ana.email)
    for _ in range(2):
        again(client, page)
    assert len(mailoutbox) == 3
    begun = Client()
    refused = begun.post("/accounts/login/code/", {"email": ana.email}, headers={"accept-language": "en"})
    assert "Too many tries" in refused.content.decode() and len(mailoutbox) == 3  # three a minute for the network


@pytest.mark.parametrize("page", CONFIRM)
def test_one_too_many_is_refused_and_what_was_sent_stays_good(page, ana, mailoutbox):
    address = ana.email if page == "login/code" else "new@example.test"
    for _ in range(2):
        begin(Client(), "login/code", address)
    client = Client()
    begin(client, page, address)
    sent = code_in(mailoutbox[-1])
    told = again(client, page)
    assert "Too many tries" in told.content.decode() and len(mailoutbox) == 3
    assert Refusal.objects.filter(kind="code-limit").exists()
    client.post(CONFIRM[page], {"code": sent})
    assert "_auth_user_id" in client.session and User.objects.get(email=address)


@pytest.mark.parametrize("page", CONFIRM)
def test_wrong_codes_count_on_after_another_was_sent(page, ana, client, mailoutbox):
    begin(client, page, ana.email if page == "login/code" else "new@example.test")
    for _ in range(2):
        client.post(CONFIRM[page], {"code": "WRONG1"})
    again(client, page)
    client.post(CONFIRM[page], {"code": "WRONG1"})
    client.post(CONFIRM[page], {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", CONFIRM)
def test_a_code_sent_again_lives_from_when_it_was_sent(page, ana, client, mailoutbox, monkeypatch):
    begun, now = time.time(), [0.0]
    monkeypatch.setattr("time.time", lambda: begun + now[0])
    begin(client, page, ana.email if page == "login/code" else "new@example.test")
    for now[0] in (590.0, 1170.0):  # the last seconds of the code before
        assert "We send again." in again(client, page).content.decode()
    now[0] = 1750.0
    client.post(CONFIRM[page], {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("page", CONFIRM)
def test_what_was_sent_twice_again_ends_for_good(page, ana, client, mailoutbox, monkeypatch):
    begun, now = time.time(), [0.0]
    monkeypatch.setattr("time.time", lambda: begun + now[0])
    begin(client, page, ana.email if page == "login/code" else "new@example.test")
    for now[0] in (590.0, 1170.0):
        again(client, page)
    now[0] = 1800.0
    client.post(CONFIRM[page], {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", CONFIRM)
def test_sending_again_once_too_often_is_refused_and_is_no_wrong_code(page, ana, client, mailoutbox):
    address = ana.email if page == "login/code" else "new@example.test"
    begin(client, page, address)
    for _ in range(2):
        again(client, page)
    for _ in range(4):  # from a page of before
        told = again(client, page, next="/businesses/")
        assert told.redirect_chain == [(CONFIRM[page] + "?next=%2Fbusinesses%2F", 302)]
        assert "No more codes are sent here." in told.content.decode() and len(mailoutbox) == 3
    client.post(CONFIRM[page], {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("page", CONFIRM)
def test_while_mail_does_not_go_out_no_page_says_that_it_was_sent_again(page, ana, client):
    begin(client, page, ana.email)
    Silence.objects.create(channel="email", server="", until=timezone.now())
    text = again(client, page).content.decode()
    assert "Our mail does not go out just now." in text and "We send again. Only the newest code counts." in text
    assert "We have sent again" not in text
