"""Codes: mailed ones that no stranger uses up, those of an app for their own half minute, and recovery codes that nobody finds again."""

import time
from types import SimpleNamespace

import pytest
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib import messages
from django.core import signing
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.translation import override

from balcao.accounts import recovery
from balcao.accounts.actions.administer import set_role
from balcao.accounts.adapter import AccountAdapter, MFAAdapter
from balcao.accounts.models import Role, User
from balcao.accounts.sessions import last_here
from balcao.businesses.actions.change_tokens import make_token
from balcao.language import say
from balcao.records.models import Entry
from balcao.site import settings as ours
from tests.accounts.conftest import code_in

pytestmark = pytest.mark.django_db


def ask(client, address):
    return client.post("/accounts/login/code/", {"email": address}, headers={"accept-language": "en"})


def enter(client, code) -> bool:
    client.post("/accounts/login/code/confirm/", {"code": code})
    return "_auth_user_id" in client.session


# By mail


def test_a_stranger_who_asks_without_end_keeps_nobody_from_their_code(ana, mailoutbox):
    own = Client(REMOTE_ADDR="192.0.2.7")
    ask(own, ana.email)
    assert enter(own, code_in(mailoutbox[-1]))
    own.post("/accounts/logout/")
    waiting = Client(REMOTE_ADDR="192.0.2.9")
    ask(waiting, ana.email)
    sent = code_in(mailoutbox[-1])
    for network in range(60):
        for _ in range(4):
            ask(Client(REMOTE_ADDR=f"198.51.100.{network}"), ana.email)
    assert len(mailoutbox) < 35  # nor is the mailbox flooded
    before = len(mailoutbox)
    ask(own, ana.email)
    assert len(mailoutbox) == before + 1  # a browser where she was before is counted by itself
    assert enter(own, code_in(mailoutbox[-1]))
    assert enter(waiting, sent)  # and what was sent before is good


def test_a_stranger_of_one_network_takes_nothing_from_another(ana, mailoutbox):
    for _ in range(10):
        ask(Client(REMOTE_ADDR="2001:db8:1:1::5"), ana.email)
    assert len(mailoutbox) == 3
    new = Client(REMOTE_ADDR="192.0.2.7")
    ask(new, ana.email)
    assert enter(new, code_in(mailoutbox[-1]))


def test_the_cookie_of_somebody_else_opens_no_count_of_ones_own(ana, make_user, as_user, mailoutbox):
    other = as_user(make_user("other"))
    other.get("/accounts/me/")
    other.post("/accounts/logout/")
    for _ in range(10):
        same = Client()
        same.cookies["who"] = other.cookies["who"].value
        ask(same, ana.email)
    assert len(mailoutbox) == 3
    forged = Client()
    forged.cookies["who"] = f"{ana.pk}:forged"
    ask(forged, ana.email)
    assert len(mailoutbox) == 3


def test_who_is_signed_in_is_sent_a_proof_whatever_strangers_ask_for(ana, as_user, mailoutbox):
    client = as_user(ana)
    for network in range(60):
        ask(Client(REMOTE_ADDR=f"198.51.100.{network}"), ana.email)
    before = len(mailoutbox)
    client.post("/accounts/prove/", {"send": "yes"})
    assert len(mailoutbox) == before + 1


def test_a_program_is_no_browser_of_its_owner(shop):
    _, secret = make_token(shop.owner, shop.business, "till", ["read"])
    program = Client(headers={"authorization": f"Bearer {secret}"})
    answer = program.get("/api/key")
    assert answer.status_code == 200 and not answer.cookies and not program.cookies


def test_what_one_of_ones_browsers_asked_for_is_taken_from_none_of_the_others(ana, as_user, mailoutbox, monkeypatch):
    cookies = []
    for age in (20, 10):  # they were given their cookies at two moments
        own, moment = as_user(ana), time.time() - age
        with monkeypatch.context() as then:
            then.setattr(signing.time, "time", lambda moment=moment: moment)
            own.get("/accounts/me/")
        cookies.append(own.cookies["who"].value)
    for _ in range(10):
        taken = Client(REMOTE_ADDR="198.51.100.7")
        taken.cookies["who"] = cookies[0]
        ask(taken, ana.email)
    assert len(mailoutbox) == 3
    another = Client()
    another.cookies["who"] = cookies[1]
    ask(another, ana.email)
    assert len(mailoutbox) == 4 and enter(another, code_in(mailoutbox[-1]))
    as_user(ana).post("/accounts/prove/", {"send": "yes"})
    assert len(mailoutbox) == 5


def test_a_browser_of_ones_own_is_sent_no_more_than_a_dozen_codes_an_hour(ana, as_user, mailoutbox, monkeypatch):
    own, now = as_user(ana), time.time()
    own.get("/accounts/me/")
    cookie = own.cookies["who"].value
    for minute in range(30):
        monkeypatch.setattr(ratelimit.time, "time", lambda minute=minute: now + 61 * minute)
        new = Client(REMOTE_ADDR="198.51.100.7")
        new.cookies["who"] = cookie
        ask(new, ana.email)
    assert len(mailoutbox) == 12


def test_the_mark_of_an_own_browser_ends_with_the_longest_session(ana, as_user, settings, monkeypatch):
    own = as_user(ana)
    own.get("/accounts/me/")
    request = RequestFactory().get("/")
    request.COOKIES["who"] = own.cookies["who"].value
    assert last_here(request) == str(ana.pk)
    later = time.time() + settings.SESSION_COOKIE_AGE + 60
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert last_here(request) == ""


@pytest.mark.parametrize("page", ["/accounts/signup/", "/accounts/signup/passkey/"])
@pytest.mark.parametrize("known", [True, False])
def test_nobody_is_flooded_by_the_pages_where_somebody_begins(ana, known, page, mailoutbox, monkeypatch):
    address, now = ana.email if known else "newcomer@example.test", time.time()
    for n in range(60):  # every 11 seconds, from one network after another
        monkeypatch.setattr(ratelimit.time, "time", lambda n=n: now + 11 * n)
        Client(REMOTE_ADDR=f"198.51.100.{n}").post(page, {"email": address})
    assert len(mailoutbox) == 30


def test_no_network_is_sent_more_than_three_a_minute_where_somebody_begins(mailoutbox):
    for _ in range(10):
        Client().post("/accounts/signup/", {"email": "newcomer@example.test"})
    assert len(mailoutbox) == 3


def test_a_stranger_who_names_a_newcomer_does_not_keep_them_from_their_code(mailoutbox):
    Client(REMOTE_ADDR="198.51.100.1").post("/accounts/signup/", {"email": "newcomer@example.test"})
    new = Client(REMOTE_ADDR="192.0.2.7")
    answer = new.post("/accounts/signup/", {"email": "newcomer@example.test"})
    assert answer.status_code == 302 and len(mailoutbox) == 2


def test_who_is_signed_in_floods_nobody_by_naming_an_address(ana, as_user, mailoutbox, monkeypatch):
    client, now = as_user(ana), time.time()
    for n in range(40):
        monkeypatch.setattr(ratelimit.time, "time", lambda n=n: now + 11 * n)
        client.post("/accounts/email/", {"email": "victim@example.test", "action_add": "yes"})
    assert 3 <= len([mail for mail in mailoutbox if mail.to == ["victim@example.test"]]) <= 30


def test_the_third_wrong_code_says_so_and_leads_back(ana, client, mailoutbox):
    ask(client, ana.email)
    for _ in range(2):
        text = client.post(
            "/accounts/login/code/confirm/", {"code": "WRONG1"}, headers={"accept-language": "en"}
        ).content.decode()
        assert "not right" in text and "opens nothing any more" not in text
    answer = client.post(
        "/accounts/login/code/confirm/", {"code": "WRONG1"}, headers={"accept-language": "en"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/accounts/login/code/"
    assert "opens nothing any more" in answer.content.decode()


@pytest.mark.parametrize("at, error, told", [
    ("account_confirm_login_code", {"message": AccountAdapter.error_messages["too_many_login_attempts"]}, "code-used-up"),
    ("account_confirm_login_code", {"message": AccountAdapter.error_messages["rate_limited"]}, "account-too_many_login_attempts"),
    ("account_email_verification_sent", {"message_template": "account/messages/email_confirmation_failed.txt"}, "address-of-another"),
    ("account_email", {"message_template": "account/messages/cannot_delete_primary_email.txt"}, "address-is-needed"),
    ("account_email", {"message_template": "account/messages/unverified_primary_email.txt"}, "address-not-confirmed"),
    ("mfa_activate_totp", {"message": MFAAdapter.error_messages["unverified_email"]}, "address-not-confirmed"),
    ("openid_connect_callback", {"message_template": "socialaccount/messages/account_connected_other.txt"}, "identity-of-another"),
    ("mfa_login_webauthn", {"message": MFAAdapter.error_messages["incorrect_code"]}, "passkey-not-taken"),
    ("mfa_reauthenticate_webauthn", {"message": "Enter a valid JSON."}, "passkey-not-taken"),
    ("account_email", {"message": "something new"}, "account-not-done"),
    ("account_email", {"message_template": "something/new.txt"}, "account-not-done"),
])  # fmt: skip
def test_what_went_wrong_is_told_as_it_is(at, error, told, monkeypatch):
    said, request = [], RequestFactory().get("/")
    request.resolver_match = SimpleNamespace(url_name=at)
    monkeypatch.setattr("balcao.accounts.adapter.messages.error", lambda request, sentence: said.append(sentence))
    with override("zh-hant"):
        AccountAdapter().add_message(request, messages.ERROR, **error)
        AccountAdapter().add_message(request, messages.SUCCESS, **error)
        assert said == [say(told)]


def test_a_passkey_that_is_not_taken_is_no_code_that_is_used_up(ana, as_user):
    Authenticator.objects.create(user=ana, type="webauthn", data={"name": "phone", "credential": {}})
    client, page = as_user(ana), "/accounts/2fa/webauthn/reauthenticate/"
    answer = client.post(page, {"credential": "[]"}, follow=True)
    assert "passkey was not recognised" in answer.content.decode()


# Of an app


@pytest.mark.parametrize(
    ("language", "told", "set_up"),
    [
        ("en", "This code is not right. Enter the one that your authenticator app shows now, or a recovery code", "let the phone set its clock"),
        ("pt-pt", "Este código não está certo. Escreva o que a aplicação de autenticação mostra agora, ou", "deixe o telemóvel acertar a hora"),
        ("zh-hant", "驗證碼不正確。請輸入驗證器應用程式現時顯示的驗證碼，或未用過的備用碼。", "請把手機時間設為自動"),
    ],
)  # fmt: skip
def test_a_wrong_code_of_an_app_says_what_to_do_and_names_no_mail(language, told, set_up, ana, as_user, mailoutbox):
    client = as_user(ana)
    client.cookies["language"] = language
    client.get("/accounts/2fa/totp/activate/")
    assert set_up in client.post("/accounts/2fa/totp/activate/", {"code": "WRONG1"}).content.decode()
    TOTP.activate(ana, generate_totp_secret())
    client = Client()
    client.cookies["language"] = language
    ask(client, ana.email)
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert told in client.post("/accounts/2fa/authenticate/", {"code": "WRONG1"}).content.decode()


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "This passkey was not recognised here. Try once more, or in another way."), ("pt-pt", "Tente outra vez, ou de outra forma."),
     ("zh-hant", "請再試一次，或改用其他方式。")],
)  # fmt: skip
@pytest.mark.parametrize("credential", ["none", "{}", '{"id": "x"}'])
def test_a_wrong_passkey_at_the_second_step_says_what_to_do(credential, language, told, ana, mailoutbox):
    TOTP.activate(ana, generate_totp_secret())
    client = Client()
    client.cookies["language"] = language
    ask(client, ana.email)
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    page = client.post("/accounts/2fa/authenticate/", {"credential": credential}).content.decode()
    assert told in page and "_auth_user_id" not in client.session


def test_an_apps_code_opens_in_its_own_half_minute_and_in_no_other(ana, as_user, settings):
    settings.MFA_TOTP_TOLERANCE = ours.MFA_TOTP_TOLERANCE
    secret = generate_totp_secret()
    TOTP.activate(ana, secret)
    (now,) = yield_hotp_counters_from_time()
    for counter in (now - 1, now + 2):
        code = format_hotp_value(hotp_value(secret, counter))
        assert as_user(ana).post("/accounts/2fa/reauthenticate/", {"code": code}).status_code == 200


# For the day when the phone is gone


def test_recovery_codes_are_shown_once_and_kept_as_hashes(ana, as_user):
    TOTP.activate(ana, generate_totp_secret())
    client = as_user(ana)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": session["account_authentication_methods"][0]["at"], "reauthenticated": True}
    ]
    session.save()
    assert client.get("/accounts/2fa/recovery-codes/generate/").status_code == 302 and recovery.left(ana) == 0
    made = client.post("/accounts/2fa/recovery-codes/generate/")
    text = made.content.decode()
    codes = [part.split("</code>")[0] for part in text.split("<li><code>")[1:]]
    assert len(set(codes)) == 10 and made["Cache-Control"] == "no-store" and 'href="/desk/"' in text
    kept = str(Authenticator.objects.get(type="recovery_codes").data)
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]
    again = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert codes[0] not in again and "10 codes are left" in again and 'href="/desk/"' in again
    assert codes[0] not in str(list(Entry.objects.values())) and codes[0] not in str(dict(client.session))
    client.post("/accounts/2fa/recovery-codes/generate/")
    ana.refresh_from_db()
    assert recovery.used(ana, codes[0]) is None  # the old ones open nothing


def test_two_sets_of_one_code_have_different_hashes():
    one, two = recovery.hashed(["BCDFGHJKLM"]), recovery.hashed(["BCDFGHJKLM"])
    assert one["salt"] != two["salt"] and one["hashes"] != two["hashes"] and len(one["salt"]) == 32


@pytest.fixture
def codes_from_before(ana, make_user):
    """Codes of which allauth kept the seed, encrypted; the third is used. Somebody else has some, too."""
    RecoveryCodes.activate(make_user("other"))
    before = RecoveryCodes.activate(ana)
    codes = before.get_unused_codes()
    assert before.validate_code(codes[3])
    return codes


def test_codes_of_which_the_seed_was_kept_are_hashed_in_time_and_those_unused_still_open(ana, codes_from_before):
    assert recovery.left(ana) == 9
    hashed = 0
    while recovery.hash_next(timezone.now()):
        hashed += 1
    kept = Authenticator.objects.get(user=ana).data
    assert hashed == 2 and "seed" not in str(list(Authenticator.objects.values())) and len(kept["hashes"]) == 9
    assert recovery.used(ana, codes_from_before[3]) is None and recovery.used(ana, codes_from_before[4]) is not None
    assert recovery.used(ana, codes_from_before[4]) is None and recovery.left(ana) == 8


def test_until_then_they_open_once_and_nothing_that_was_used_comes_back(ana, codes_from_before, monkeypatch):
    assert recovery.used(ana, codes_from_before[3]) is None and recovery.used(ana, "12345678") is None
    real = recovery._without_seed

    def meanwhile(data):
        monkeypatch.setattr(recovery, "_without_seed", real)
        assert recovery.used(ana, codes_from_before[0]) is not None
        return real(data)

    Authenticator.objects.exclude(user=ana).delete()
    monkeypatch.setattr(recovery, "_without_seed", meanwhile)
    recovery.hash_next(timezone.now())
    assert recovery.left(ana) == 8 and recovery.used(ana, codes_from_before[0]) is None


def test_a_seed_that_cannot_be_read_just_now_is_skipped_and_kept(ana, codes_from_before, make_user, settings, caplog):
    """Neither are codes made of it that nobody has, nor does it keep others from being hashed."""
    known, settings.SECRET_KEY = settings.SECRET_KEY, "of another"
    later = make_user("later")
    RecoveryCodes.activate(later)
    kept = Authenticator.objects.get(user=ana).data
    assert recovery.left(ana) == 0 and recovery.used(ana, codes_from_before[0]) is None
    assert [recovery.hash_next(timezone.now()) for _ in range(2)] == [1, 0]
    assert "hashes" in Authenticator.objects.get(user=later).data
    assert Authenticator.objects.get(user=ana).data == kept
    assert [entry.people for entry in caplog.records if entry.message == "recovery codes unreadable"] == [2]
    settings.SECRET_KEY = known
    assert recovery.left(ana) == 9
    while recovery.hash_next(timezone.now()):
        pass
    assert recovery.used(ana, codes_from_before[0]) is not None and recovery.left(ana) == 8


@pytest.mark.parametrize("factor, left", [("webauthn", 0), ("totp", 10)])
def test_codes_made_without_a_second_factor_are_forgotten_with_the_role(factor, left, ana, make_user):
    """An officer's passkey is asked for: codes from when it was not, which a mailed code made, do not stand for it."""
    if factor == "totp":
        TOTP.activate(ana, generate_totp_secret())
    else:
        Authenticator.objects.create(user=ana, type="webauthn", data={"name": "phone", "credential": {}})
    admin = make_user("admin", Role.ADMINISTRATOR)
    codes = recovery.make(ana)
    set_role(admin, ana, Role.OFFICER)
    assert recovery.left(ana) == left and bool(recovery.used(ana, codes[0])) is bool(left)
    told = Entry.objects.filter(kind="factor.removed").values_list("facts__factor", flat=True)
    assert list(told) == ([] if left else ["recovery_codes"])


def test_who_has_no_second_factor_makes_no_recovery_codes(ana, as_user):
    assert as_user(ana).post("/accounts/2fa/recovery-codes/generate/")["Location"] == "/accounts/2fa/recovery-codes/"
    assert not Authenticator.objects.exists() and User.objects.count() == 1


def proven_by_factor(client) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session.save()


def test_recovery_codes_go_when_the_app_goes(ana, as_user):
    TOTP.activate(ana, generate_totp_secret())
    Authenticator.objects.create(user=ana, type="webauthn", data={"name": "phone", "credential": {}})
    codes = recovery.make(ana)
    client = as_user(ana)
    proven_by_factor(client)
    page = client.get("/accounts/2fa/totp/deactivate/").content.decode()
    assert "Your recovery codes no longer work then." in page
    client.post("/accounts/2fa/totp/deactivate/")
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"webauthn"}
    assert recovery.used(ana, codes[0]) is None
    assert list(Entry.objects.filter(kind="factor.removed").values_list("facts__factor", flat=True)) == [
        "totp",
        "recovery_codes",
    ]


def test_who_proves_by_a_mailed_code_makes_no_codes_that_open_more_later(ana, as_user):
    Authenticator.objects.create(user=ana, type="webauthn", data={"name": "phone", "credential": {}})
    client = as_user(ana)
    assert client.post("/accounts/2fa/recovery-codes/generate/")["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/accounts/2fa/recovery-codes/")["Location"] == "/accounts/2fa/"
    assert "recovery-codes" not in client.get("/accounts/2fa/").content.decode()
    assert not Authenticator.objects.filter(type="recovery_codes").exists()


@pytest.mark.django_db(transaction=True)  # allauth tells it once it is committed
def test_codes_from_before_do_not_open_the_second_factor_that_comes_after_them(ana, as_user):
    Authenticator.objects.create(user=ana, type="webauthn", data={"name": "phone", "credential": {}})
    recovery.make(ana)  # as was let once
    client = as_user(ana)
    text = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = text.split('class="secret">')[1].split("<")[0]
    now = list(yield_hotp_counters_from_time())[1]
    client.post("/accounts/2fa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, now))})
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"webauthn", "totp"}
