"""Signing in: by code, with a second factor, through a national identity provider; and locked out after guessing."""

import json
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from balcao.accounts import recovery
from balcao.accounts.models import Role, User
from tests.accounts.conftest import code_in
from tests.processes import get, wait_until


def ask_for_code(client, address) -> None:
    client.post("/accounts/login/code/", {"email": address}, headers={"accept-language": "en"})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_signs_in(ana, client, mailoutbox):
    ask_for_code(client, ana.email)
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert signed_in(client) and mailoutbox[-1].to == [ana.email]


def test_the_message_speaks_the_persons_language(ana, client, mailoutbox):
    User.objects.update(language="pt-pt")
    ask_for_code(client, ana.email)
    assert "O seu código" in mailoutbox[-1].body and "é o seu código" in mailoutbox[-1].subject


def test_an_unknown_address_is_not_told_from_a_known_one(ana, client, mailoutbox):
    known = client.post("/accounts/login/code/", {"email": ana.email})
    unknown = Client().post("/accounts/login/code/", {"email": "nobody@example.test"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "no account" in mailoutbox[-1].body or "沒有帳戶" in mailoutbox[-1].body


def test_three_wrong_codes_lock_out_even_the_right_one(ana, client, mailoutbox):
    ask_for_code(client, ana.email)
    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert not signed_in(client)


def test_codes_are_not_sent_without_end(ana, mailoutbox):
    for _ in range(40):
        ask_for_code(Client(), ana.email)
    assert len(mailoutbox) < 25


def test_there_are_no_passwords(ana, client):
    ana.set_password("a password")
    ana.save()
    text = client.get("/accounts/login/").content.decode()
    assert 'type="password"' not in text
    for path in ("/accounts/password/reset/", "/accounts/password/change/", "/accounts/password/set/"):
        assert client.get(path).status_code in (302, 404)


def totp(user) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def test_who_has_an_authenticator_app_is_asked_for_it(ana, client, mailoutbox):
    totp(ana)
    ask_for_code(client, ana.email)
    response = client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert not signed_in(client) and response["Location"] == "/accounts/2fa/authenticate/"
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not signed_in(client)


def test_a_recovery_code_opens_once(ana, client, mailoutbox):
    totp(ana)
    code = recovery.make(ana)[0]
    for opens in (True, False):
        browser = Client()
        cache.clear()
        ask_for_code(browser, ana.email)
        browser.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
        browser.post("/accounts/2fa/authenticate/", {"code": code.lower()})
        assert signed_in(browser) is opens
    assert recovery.left(ana) == 9


@pytest.mark.parametrize("role, demanded", [(Role.PERSON, False), (Role.OFFICER, True)])
def test_a_passkey_is_demanded_of_the_agency_and_a_lost_one_locks_no_owner_out(role, demanded, ana):
    User.objects.update(role=role)
    ana.refresh_from_db()
    Authenticator.objects.create(user=ana, type=Authenticator.Type.WEBAUTHN, data={"name": "phone", "credential": {}})
    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    assert get_adapter().is_mfa_enabled(ana, types) is demanded


def test_devices_are_listed_and_the_others_signed_out(ana, client, mailoutbox):
    browsers = [Client(), Client()]
    for browser in browsers:
        cache.clear()
        ask_for_code(browser, ana.email)
        browser.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
        browser.get("/businesses/")
    assert browsers[0].get("/accounts/sessions/").content.decode().count("127.0.0.1") == 2
    browsers[0].post("/accounts/sessions/")
    assert browsers[0].get("/businesses/").status_code == 200
    assert browsers[1].get("/businesses/").status_code == 302


@pytest.fixture
def provider():
    """A real OpenID Connect server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    claims = json.dumps({"sub": "citizen-7", "email": "lei@example.test", "email_verified": True, "name": "Lei Sok I"})
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--user-claims", claims],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    wait_until(lambda: get(f"{address}/.well-known/openid-configuration")[0] == 200)
    yield address
    process.kill()
    process.wait()


class Stay(urllib.request.HTTPRedirectHandler):
    """Shows where a redirect leads instead of following it."""

    def redirect_request(self, *arguments):
        return None


def through(provider, client, citizen="citizen-7"):
    """Sign in through the provider as its person does; returns the site's last answer."""
    start = client.post("/accounts/oidc/national/login/")
    assert start.status_code == 302 and start["Location"].startswith(provider)
    assert "code_challenge=" in start["Location"]
    form = urllib.parse.urlencode({"sub": citizen}).encode()
    try:
        urllib.request.build_opener(Stay).open(start["Location"], form)
        raise AssertionError("the provider did not send back")
    except urllib.error.HTTPError as sent:
        back = urllib.parse.urlsplit(sent.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


@pytest.fixture
def national(provider, settings):
    """The site with the provider set up."""
    app = {"provider_id": "national", "name": "Cartão", "client_id": "balcao", "secret": "s",
           "settings": {"server_url": provider, "oauth_pkce_enabled": True}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC = True
    return provider


def test_a_national_identity_signs_up_and_in(national, client):
    assert "Cartão" in client.get("/accounts/login/").content.decode()
    through(national, client)
    assert signed_in(client)
    user = User.objects.get()
    assert (user.email, user.name) == ("lei@example.test", "Lei Sok I")
    again = Client()
    through(national, again)
    assert signed_in(again) and User.objects.count() == 1


def test_a_national_identity_does_not_take_over_an_account_with_the_same_address(national, client, make_user):
    user = User.objects.create_user("lei@example.test")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    through(national, client)
    assert not signed_in(client)


def test_an_officer_who_came_without_the_second_factor_is_asked_for_it(ana, client, as_user):
    User.objects.update(role=Role.OFFICER)
    browser = as_user(ana)
    assert browser.get("/agency/")["Location"] == "/accounts/second-factor/"
    totp(ana)
    assert browser.get("/agency/")["Location"].startswith("/accounts/reauthenticate/?next=%2Fagency%2F")


def addresses(patterns=None, before="", space=False):
    """Every address of the site, with its blanks filled, and its name; those in a namespace have none of ours."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns, route, space or one.namespace is not None)
            continue
        for kind, blank in (
            ("uuid(str)?", "00000000-0000-4000-8000-000000000000"),
            ("int", "1"),
            ("sheet", "csv"),
            (r"\w+", "x"),
        ):
            route = re.sub(rf"<{kind}:\w+>", blank, route)
        yield "/" + re.sub(r"\(\?P<\w+>[^)]*\)", "x", route), "" if space else one.name


SIGNING_IN = {
    "account_login", "account_logout", "account_inactive", "account_request_login_code", "account_confirm_login_code",
    "account_reauthenticate", "prove", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_login_webauthn",
    "second_factor", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes",
    "set_language", "health", "ready",
}  # fmt: skip


@pytest.mark.any_database
@pytest.mark.parametrize("has_one", [False, True])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_without_the_second_factor_no_address_answers_but_those_to_sign_in_and_set_it_up(role, has_one, ana, as_user):
    User.objects.update(role=role)
    if has_one:
        totp(ana)
    to = "/accounts/reauthenticate/?next=" if has_one else "/accounts/second-factor/"
    walked, opened = set(), set()
    for address, name in addresses():
        client = as_user(ana)
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            if answer.status_code == 403 and address.startswith("/api/"):
                continue
            if answer.status_code != 302 or not answer["Location"].startswith(to):
                opened.add(name)
        walked.add(name)
    assert len(walked) > 100 and walked >= SIGNING_IN
    assert opened <= SIGNING_IN, opened - SIGNING_IN


def test_an_administrator_without_the_second_factor_gives_nobody_a_role(ana, make_user, as_user):
    User.objects.filter(pk=ana.pk).update(role=Role.ADMINISTRATOR)
    other = make_user("other")
    client = as_user(ana)
    assert client.get("/accounts/people/")["Location"] == "/accounts/second-factor/"
    client.post(f"/accounts/people/{other.pk}/role/", {"role": "officer"})
    other.refresh_from_db()
    assert other.role == Role.PERSON


def test_who_has_a_second_factor_sets_up_no_other_and_sees_no_codes_before_it_is_shown(ana, as_user):
    User.objects.update(role=Role.ADMINISTRATOR)
    totp(ana)
    recovery.make(ana)
    client = as_user(ana)
    for path in ("2fa/webauthn/add/", "2fa/recovery-codes/", "2fa/totp/activate/"):
        answer = client.get(f"/accounts/{path}", follow=True)
        assert "<li><code>" not in answer.content.decode() and "creation_options" not in answer.content.decode(), path
    before = Authenticator.objects.get(type="recovery_codes").data
    assert (
        "/2fa/reauthenticate/"
        in client.post("/accounts/2fa/recovery-codes/generate/", follow=True).redirect_chain[-1][0]
    )
    assert Authenticator.objects.get(type="recovery_codes").data == before


def test_an_officer_who_showed_the_second_factor_comes_in(ana, client, mailoutbox):
    User.objects.update(role=Role.OFFICER)
    secret = totp(ana)
    ask_for_code(client, ana.email)
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/agency/").status_code == 200
    assert client.get("/agency/").status_code == 200  # and stays


def test_a_second_factor_is_set_up_and_gives_recovery_codes(ana, as_user):

    client = as_user(ana)
    text = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', text)[1]
    assert "data:image/svg+xml" in text
    answer = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert answer.status_code == 200 and 'id="code_error"' in answer.content.decode()
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert Authenticator.objects.filter(user=ana, type="totp").exists()
    for path in ("/accounts/2fa/", "/accounts/me/"):
        assert client.get(path).status_code == 200


def test_the_address_is_changed_only_once_its_code_is_entered(ana, as_user, mailoutbox):
    client = as_user(ana)
    assert client.get("/accounts/email/").status_code == 200
    client.post("/accounts/email/", {"email": "new@example.test", "action_add": "yes"})
    ana.refresh_from_db()
    assert ana.email == "ana@example.test" and mailoutbox[-1].to == ["new@example.test"]
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    ana.refresh_from_db()
    assert ana.email == "new@example.test"


@pytest.mark.parametrize(
    ("language", "again"), [("en", "Is it you?"), ("pt", "Confirme que"), ("zh", "請確認是你本人")]
)
def test_passkeys_are_listed_renamed_and_removed_in_ones_own_language(language, again, ana, as_user):
    passkey = Authenticator.objects.create(
        user=ana, type=Authenticator.Type.WEBAUTHN, data={"name": "my phone", "credential": {}}
    )
    secret = generate_totp_secret()
    TOTP.activate(ana, secret)
    client = as_user(ana, language)
    for path in (f"webauthn/keys/{passkey.pk}/remove/", "reauthenticate/"):
        answer = client.get(f"/accounts/2fa/{path}", follow=True)
        assert answer.status_code == 200 and again in answer.content.decode(), path
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))
    assert client.post("/accounts/2fa/reauthenticate/", {"code": code}).status_code == 302
    listed = client.get("/accounts/2fa/webauthn/").content.decode()
    assert "my phone" in listed
    assert "my phone" in client.get(f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/").content.decode()
    client.post(f"/accounts/2fa/webauthn/keys/{passkey.pk}/edit/", {"name": "my old phone"})
    assert "my old phone" in client.get("/accounts/2fa/webauthn/").content.decode()
    client.post(f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/")
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()
