"""Counts that nobody pushes out, codes that are counted by person, proof before what cannot be taken back, sessions that end."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.db import connection
from django.test import Client

from balcao.accounts.models import Role, User
from balcao.businesses.models import Business, Token
from balcao.records.models import Entry
from tests.accounts.conftest import code_in

pytestmark = pytest.mark.django_db


def later(client, seconds) -> None:
    """As if this session's proofs, beginning and last sight were so long ago."""
    session = client.session
    for one in session.get("account_authentication_methods", []):
        one["at"] -= seconds
    for name in ("began", "seen"):
        if name in session:
            session[name] -= seconds
    session["account_authentication_methods"] = session.get("account_authentication_methods", [])
    session.save()


def kinds() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("kind", flat=True))


# Counts


def test_counts_are_pushed_out_by_nothing_but_their_time():
    cache.set("allauth:rl:first", 5, 600)
    for n in range(700):
        cache.set(f"throttle_anon_{n}", [n], 60)
    assert cache.get("allauth:rl:first") == 5
    assert cache.add("allauth:rl:first", 1, 600) is False and cache.add("once", 1, 600) is True


def test_a_count_whose_time_is_over_is_gone_and_can_be_added_again():
    cache.set("old", 1, -5)
    assert cache.get("old") is None
    cache.set("old", 1, -5)
    assert cache.add("old", 2, 60) is True and cache.get("old") == 2
    assert cache.touch("old", 90) is True and cache.touch("never", 90) is False
    cache.set("older", 1, -5)
    cache._swept = -1e9
    cache.set("newer", 1, 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM counts")
        assert cursor.fetchone()[0] == 2


def test_reads_of_the_api_give_no_more_codes(ana, mailoutbox):
    for _ in range(4):
        Client().post("/accounts/login/code/", {"email": ana.email})
    sent = len(mailoutbox)
    for n in range(400):
        Client(REMOTE_ADDR=f"10.0.{n // 200}.{n % 200}").get("/api/nothing")
        cache.set(f"throttle_anon_{n}", [n], 60)
    Client().post("/accounts/login/code/", {"email": ana.email})
    assert len(mailoutbox) == sent


def test_a_caller_of_the_api_is_who_is_connected_and_a_network_of_ipv6_is_one_caller():
    def answers(**more):
        return [
            Client(**{name: told(n) for name, told in more.items()}).get("/api/phases").status_code for n in range(125)
        ]

    assert answers(HTTP_X_FORWARDED_FOR=lambda n: f"198.51.100.{n}")[-1] == 429
    cache.clear()
    assert answers(REMOTE_ADDR=lambda n: f"2001:db8:1:1::{n:x}")[-1] == 429
    cache.clear()
    assert answers(REMOTE_ADDR=lambda n: f"2001:db8:1:{n:x}::1")[-1] == 200


# Codes of the second factor


def totp(user) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def right(secret) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def test_five_wrong_codes_lock_the_person_whatever_becomes_of_the_counts(ana, as_user):
    secret = totp(ana)
    browser = as_user(ana)
    for _ in range(5):
        browser.post("/accounts/2fa/reauthenticate/", {"code": "000000"})
        cache.clear()
    answer = as_user(ana).post("/accounts/2fa/reauthenticate/", {"code": right(secret)})
    assert answer.status_code == 200 and "Too many wrong codes" in answer.content.decode()
    ana.refresh_from_db()
    assert ana.wrong_codes == 5 and ana.locked_until is not None
    assert kinds()[-2:] == ["factor.wrong", "factor.locked"]
    assert Entry.objects.get(kind="factor.locked").facts == {"wrong": 5, "minutes": 5}
    User.objects.update(locked_until=None)
    cache.clear()
    assert as_user(ana).post("/accounts/2fa/reauthenticate/", {"code": right(secret)}).status_code == 302
    ana.refresh_from_db()
    assert (ana.wrong_codes, ana.locked_until) == (0, None)


def test_a_code_that_was_right_is_not_right_again(ana, as_user):
    secret = totp(ana)
    code = right(secret)
    first, second = (as_user(ana).post("/accounts/2fa/reauthenticate/", {"code": code}) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 200)


def test_each_five_more_wrong_codes_lock_for_twice_as_long(ana, as_user):
    totp(ana)
    User.objects.update(wrong_codes=14)
    as_user(ana).post("/accounts/2fa/reauthenticate/", {"code": "000000"})
    assert Entry.objects.get(kind="factor.locked").facts == {"wrong": 15, "minutes": 20}
    User.objects.update(wrong_codes=499, locked_until=None)
    as_user(ana).post("/accounts/2fa/reauthenticate/", {"code": "000000"})
    assert Entry.objects.filter(kind="factor.locked").latest("id").facts == {"wrong": 500, "minutes": 1440}


# Proof


def test_two_hours_after_signing_in_nothing_is_done_that_cannot_be_taken_back(shop, as_user):
    EmailAddress.objects.create(user=shop.owner, email=shop.owner.email, verified=True, primary=True)
    client, home = as_user(shop.owner), f"/businesses/{shop.business.pk}/"
    later(client, 7200)
    for path, form in {
        f"{home}erase/": {"name": "harbour"},
        f"{home}export/": {},
        f"{home}tokens/": {"name": "till", "scopes": ["read"]},
        "/accounts/me/erase/": {},
        "/accounts/email/": {"email": "new@example.test", "action_add": "yes"},
    }.items():
        assert client.post(path, form)["Location"].startswith("/accounts/prove/?next="), path
    for path in ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"):
        assert client.get(path)["Location"].startswith("/accounts/prove/?next="), path
    assert Business.objects.exists() and not Token.objects.exists() and "export.taken" not in kinds()
    assert client.get(f"{home}tokens/").status_code == 200  # to look is free


def test_a_mailed_code_is_proof_and_what_was_begun_goes_on(shop, as_user, mailoutbox):
    client, page = as_user(shop.owner), f"/businesses/{shop.business.pk}/erase/"
    later(client, 7200)
    to = client.post(page, {"name": "harbour"})["Location"]
    assert shop.owner.email in client.get(to).content.decode() and not mailoutbox  # opening the page sends nothing
    client.post("/accounts/prove/", {"send": "yes", "next": page})
    assert mailoutbox[-1].to == [shop.owner.email]
    assert client.post("/accounts/prove/", {"code": "WRONG1", "next": page}).status_code == 200
    assert client.post("/accounts/prove/", {"code": code_in(mailoutbox[-1]), "next": page}).status_code == 302
    assert not Business.objects.exists()


def test_three_wrong_codes_end_the_proof(ana, as_user, mailoutbox):
    client = as_user(ana)
    later(client, 7200)
    client.post("/accounts/prove/", {"send": "yes"})
    for _ in range(3):
        client.post("/accounts/prove/", {"code": "WRONG1"})
    assert client.post("/accounts/prove/", {"code": code_in(mailoutbox[-1])}).status_code == 200
    assert client.post("/accounts/me/erase/")["Location"].startswith("/accounts/prove/")
    assert kinds().count("code.wrong") == 3


def test_who_has_a_second_factor_proves_by_it_and_not_by_a_code(ana, as_user):
    totp(ana)
    client = as_user(ana)
    assert client.get("/accounts/prove/")["Location"].startswith("/accounts/reauthenticate/")
    assert "/2fa/reauthenticate/" in client.post("/accounts/me/erase/")["Location"]


def test_the_old_address_is_told_of_the_new_one_in_its_persons_language(ana, as_user, mailoutbox):
    User.objects.update(language="pt-pt")
    client = as_user(ana)
    client.post("/accounts/email/", {"email": "new@example.test", "action_add": "yes"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    ana.refresh_from_db()
    assert ana.email == "new@example.test"
    told = [mail for mail in mailoutbox if mail.to == ["ana@example.test"]]
    assert len(told) == 1 and "outro endereço" in told[0].body and "new@" not in told[0].body
    assert "address.changed" in kinds() and "new@" not in str(list(Entry.objects.values()))


# Sessions


@pytest.fixture
def officer(ana, as_user):
    """An officer's browser, the second factor shown."""
    User.objects.update(role=Role.OFFICER)
    totp(ana)
    client = as_user(ana)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()
    assert client.get("/agency/").status_code == 200
    return client


def test_an_officer_is_signed_out_after_half_an_hour_of_nothing(officer):
    later(officer, 29 * 60)
    assert officer.get("/agency/").status_code == 200
    later(officer, 29 * 60)
    assert officer.get("/agency/").status_code == 200
    later(officer, 31 * 60)
    assert officer.get("/agency/")["Location"].startswith("/accounts/login/")


def test_an_officer_is_signed_out_after_a_days_work_however_busy(officer):
    for _ in range(25):
        later(officer, 29 * 60)
        answer = officer.get("/agency/")
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_an_owner_stays_signed_in(shop, as_user):
    client = as_user(shop.owner)
    client.get("/businesses/")
    later(client, 13 * 86400)
    assert client.get("/businesses/").status_code == 200


def test_what_somebody_typed_is_offered_to_nobody_else_in_the_same_browser(shop, as_user, make_user):
    for whose, offered in ((shop.owner, True), (make_user("other"), False)):
        client = as_user(shop.owner)
        client.get("/businesses/")
        client.cookies.pop("sessionid")  # the session ends; the browser stays
        client.post(f"/businesses/{shop.business.pk}/profile/", {"name_en": "typed by the owner"})
        kept = client.session["unsent"]
        client.force_login(whose, "allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["unsent"] = kept
        session.save()
        assert ("typed by the owner" in client.get("/resume/", follow=True).content.decode()) is offered


# The record


def test_coming_in_and_going_out_are_in_the_record(ana, client, mailoutbox):
    client.post("/accounts/login/code/", {"email": ana.email}, headers={"accept-language": "en"})
    client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    client.post("/accounts/logout/")
    told = list(Entry.objects.order_by("id").values_list("kind", "who", "subject", "facts"))
    who = (ana.pk, str(ana.pk))
    assert told == [
        ("code.wrong", *who, {"at": "sign-in", "last": False}),
        ("session.begun", *who, {"ways": "code"}),
        ("session.ended", *who, {}),
    ]


def test_who_has_just_signed_up_has_proved_it(client, mailoutbox):
    client.post("/accounts/signup/", {"email": "new@example.test"}, headers={"accept-language": "en"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert kinds() == ["account.made", "session.begun"]
    assert Entry.objects.get(kind="session.begun").facts == {"ways": "code"}
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    later(client, 1000)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/prove/")


@pytest.mark.django_db(transaction=True)  # allauth tells it once it is committed
def test_setting_up_a_second_factor_is_in_the_record_and_asks_for_no_other_code(ana, as_user):
    User.objects.update(role=Role.OFFICER)
    client = as_user(ana)
    text = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', text)[1]
    client.post("/accounts/2fa/totp/activate/", {"code": right(secret)})
    assert client.get("/agency/").status_code == 200
    assert Entry.objects.filter(kind="factor.added").first().facts == {"factor": "totp"}
    assert secret not in str(list(Entry.objects.values()))


# Seeds


def test_seeds_of_second_factors_are_not_readable_in_the_database_nor_by_another_key(ana, as_user, settings, caplog):
    from allauth.mfa.models import Authenticator

    from balcao.accounts import recovery

    secret = totp(ana)
    codes = recovery.make(ana)
    kept = Authenticator.objects.order_by("id").values_list("data", flat=True)
    assert secret not in str(list(kept)) and kept[0]["secret"].startswith("a1.") and "seed" not in kept[1]
    assert as_user(ana).post("/accounts/2fa/reauthenticate/", {"code": right(secret)}).status_code == 302
    assert as_user(ana).post("/accounts/2fa/reauthenticate/", {"code": codes[0]}).status_code == 302
    settings.SECRET_KEY = "another"
    assert Authenticator.objects.get(type="totp").wrap().validate_code(right(secret)) is False
    assert "second factor unreadable" in caplog.text


def test_seeds_from_before_are_hidden_by_the_upgrade_and_open_as_before(ana):
    from importlib import import_module

    from allauth.mfa.models import Authenticator
    from django.apps import apps

    secret = generate_totp_secret()
    Authenticator.objects.create(user=ana, type="totp", data={"secret": secret})
    Authenticator.objects.create(user=ana, type="webauthn", data={"name": "phone", "credential": {}})
    import_module("balcao.accounts.migrations.0003_seeds_hidden").hide(apps, None)
    assert secret not in str(list(Authenticator.objects.values()))
    assert Authenticator.objects.get(type="totp").wrap().validate_code(right(secret)) is True
    assert Authenticator.objects.get(type="webauthn").data == {"name": "phone", "credential": {}}


def test_a_form_that_waited_shortens_nobodys_session(client, ana, mailoutbox):
    client.post("/messages/", {"typed": "something"})
    assert client.session.get_expiry_age() <= 2 * 3600
    client.post("/accounts/login/code/", {"email": ana.email}, headers={"accept-language": "en"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" in client.session and client.session.get_expiry_age() > 29 * 86400


def test_a_form_that_waits_takes_nothing_from_the_session_of_a_visitor_and_waits_no_longer_than_told(client, ana):
    session = client.session
    session["brought"] = ["a-file"]
    session.set_expiry(24 * 3600)
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/messages/", {"typed": "something"})
    assert client.session["brought"] and client.session.get_expiry_age() > 23 * 3600
    for after, offered in ((2 * 3600 - 60, True), (2 * 3600 + 60, False)):
        other = Client(headers={"accept-language": "en"})
        other.post("/messages/", {"typed": "something"})
        kept = other.session["unsent"]
        kept["until"] -= after
        other.force_login(ana, "allauth.account.auth_backends.AuthenticationBackend")
        session = other.session
        session["unsent"] = kept
        session.save()
        assert ("something" in other.get("/resume/", follow=True).content.decode()) is offered
