"""What administrators do on the page of people and by the command; and one mailbox is one account."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from balcao.accounts.addresses import normal
from balcao.accounts.models import Role, User
from balcao.cli import main
from balcao.records.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(settings):
    settings.DEMO = True  # so that the administrator gets past the second factor
    cache.clear()


@pytest.fixture
def boss(make_user):
    return make_user("boss", Role.ADMINISTRATOR)


def told() -> list[tuple]:
    return list(
        Entry.objects.exclude(kind="list.seen").order_by("id").values_list("kind", "who__name", "subject", "facts")
    )


def test_an_administrator_blocks_lets_in_and_signs_out(boss, make_user, as_user):
    user = make_user("user")
    theirs, page = as_user(user), f"/accounts/people/{user.pk}/"
    client = as_user(boss)
    assert theirs.get("/businesses/").status_code == 200
    client.post(page, {"act": "sign-out"})
    assert theirs.get("/businesses/").status_code == 302
    client.post(page, {"act": "block"})
    text = client.get(page).content.decode()
    assert (
        "blocked" in text and "Let in again" in text and "blocked" in client.get("/accounts/people/").content.decode()
    )
    client.post(page, {"act": "unblock"})
    user.refresh_from_db()
    assert user.is_active
    of = str(user.pk)
    assert told() == [
        ("sessions.ended", "boss", of, {}), ("account.blocked", "boss", of, {}), ("sessions.ended", "boss", of, {}),
        ("account.unblocked", "boss", of, {}),
    ]  # fmt: skip


def test_the_last_administrator_is_told_why_not(boss, as_user):
    text = as_user(boss).post(f"/accounts/people/{boss.pk}/", {"act": "block"}, follow=True).content.decode()
    assert "There must be an administrator" in text
    boss.refresh_from_db()
    assert boss.is_active


def test_nobody_else_administers(boss, make_user, as_user, shop):
    for role in (Role.PERSON, Role.ADVISER, Role.OFFICER, Role.POLICY_LEAD):
        client = as_user(make_user(role, role))
        for path, form in {
            f"/accounts/people/{boss.pk}/": {"act": "block"},
            f"/accounts/people/{boss.pk}/role/": {"role": "person"},
            "/accounts/people/add/": {"email": "me@example.test", "role": "administrator"},
        }.items():
            assert client.post(path, form).status_code == 403
        assert client.get(f"/accounts/people/{boss.pk}/").status_code == 403
    assert told() == [("business.registered", "harbour-owner", "", {})]


def test_somebody_of_the_agency_is_added_and_signs_in_by_a_code(boss, as_user, mailoutbox):
    as_user(boss).post("/accounts/people/add/", {"email": "New.Officer@Example.test", "role": "officer"})
    user = User.objects.get(email="new.officer@example.test")
    assert user.role == Role.OFFICER
    Client().post("/accounts/login/code/", {"email": "new.officer@example.test"})
    assert mailoutbox[-1].to == ["new.officer@example.test"]
    of = str(user.pk)
    assert told() == [
        ("account.made", "boss", of, {}), ("account.role", "boss", of, {"before": "person", "after": "officer"}),
    ]  # fmt: skip


def factor(user) -> None:
    TOTP.activate(user, generate_totp_secret())


def test_a_lost_second_factor_is_forgotten_on_the_page(boss, make_user, as_user):
    user = make_user("lost", Role.OFFICER, wrong_codes=7)
    factor(user)
    client, page = as_user(boss), f"/accounts/people/{user.pk}/"
    for unsaid in ("", "machine", "somehow"):
        refused = client.post(f"{page}forget-factor/", {"recognised": unsaid})
        shown = refused.content.decode()
        assert refused.status_code == 422 and '<details class="ask" open>' in shown and 'class="error"' in shown
    assert client.get(f"{page}forget-factor/")["Location"] == page
    assert Authenticator.objects.filter(user=user).exists() and told() == []
    assert "How were they recognised?" in client.get(page).content.decode()
    client.post(f"{page}forget-factor/", {"recognised": "in-person"})
    user.refresh_from_db()
    assert not Authenticator.objects.filter(user=user).exists() and user.wrong_codes == 0
    assert [kind for kind, *_ in told()] == ["factor.forgotten", "sessions.ended"]
    assert told()[0] == ("factor.forgotten", "boss", str(user.pk), {"factors": 1, "recognised": "in-person"})


def test_who_lost_a_second_factor_and_every_other_administrator_are_told(boss, make_user, as_user, mailoutbox):
    user, other = make_user("lost", Role.OFFICER), make_user("second-boss", Role.ADMINISTRATOR)
    User.objects.filter(pk=other.pk).update(language="pt-pt")
    factor(user)
    as_user(boss).post(f"/accounts/people/{user.pk}/forget-factor/", {"recognised": "call-back"})
    told = {mail.to[0]: mail.body for mail in mailoutbox}
    assert set(told) == {user.email, other.email}
    assert "took off your second factor" in told[user.email] and "sign in by a code" in told[user.email]
    assert "retirou o segundo fator" in told[other.email] and str(user) in told[other.email]


@pytest.mark.parametrize(("role", "ways"), [(Role.OFFICER, ("in-person", "call-back")), (None, ("in-person", "video"))])
def test_the_ways_of_recognising_are_those_of_the_manual(role, ways, boss, make_user, as_user):
    """docs/operating.md: colleagues not by video, owners not by calling back."""
    user = make_user("lost", role) if role else make_user("lost")
    factor(user)
    client, page = as_user(boss), f"/accounts/people/{user.pk}/"
    shown = client.get(page).content.decode()
    assert [way for way in ("in-person", "video", "call-back") if f'value="{way}"' in shown] == [
        way for way in ("in-person", "video", "call-back") if way in ways
    ]
    (other,) = {"video", "call-back"} - set(ways)
    assert client.post(f"{page}forget-factor/", {"recognised": other}).status_code == 422
    assert Authenticator.objects.filter(user=user).exists()


def test_who_is_added_for_the_agency_is_told_where_to_sign_in(boss, as_user, mailoutbox):
    for _ in range(2):
        as_user(boss).post("/accounts/people/add/", {"email": "new@agency.example", "role": "officer"})
    (letter,) = mailoutbox
    assert letter.to == ["new@agency.example"] and "/accounts/login/" in letter.body


def test_nobody_takes_off_their_own_second_factor_as_lost(boss, as_user):
    factor(boss)
    client = as_user(boss)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session.save()
    client.post(f"/accounts/people/{boss.pk}/forget-factor/", {"recognised": "in-person"})
    assert (
        Authenticator.objects.filter(user=boss).exists()
        and "forget-factor" not in client.get(f"/accounts/people/{boss.pk}/").content.decode()
    )


def test_a_lost_second_factor_of_the_only_administrator_is_forgotten_by_the_command(
    boss, capsys, monkeypatch, make_user
):
    monkeypatch.setattr("balcao.commands.administrator.start", lambda: None)
    factor(boss)
    assert main(["administrator", boss.email, "--reset-second-factor"]) == 0
    assert not Authenticator.objects.exists()
    assert told()[0] == ("factor.forgotten", None, str(boss.pk), {"factors": 1, "recognised": "machine"})
    factor(make_user("other"))
    assert main(["administrator", "other@example.test", "--reset-second-factor"]) == 2
    assert Authenticator.objects.exists() and "no administrator" in capsys.readouterr().err


def test_the_command_makes_an_administrator_and_the_record_tells_it(capsys, monkeypatch):
    monkeypatch.setattr("balcao.commands.administrator.start", lambda: None)
    assert main(["administrator", "First@Agency.example"]) == 0
    user = User.objects.get(email="first@agency.example")
    assert EmailAddress.objects.get(user=user).verified and user.role == Role.ADMINISTRATOR
    assert [kind for kind, *_ in told()] == ["account.made", "account.role"]
    assert main(["administrator", "nonsense"]) == 2


def test_whoever_reads_the_list_of_people_is_in_the_record_without_what_they_sought(boss, as_user):
    as_user(boss).get("/accounts/people/?q=secret")
    entry = Entry.objects.get(kind="list.seen")
    assert (entry.who, entry.subject, entry.facts) == (boss, "people", {"rows": 0, "searched": True})


# Addresses


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ana@Example.MO ", "ana@example.mo"),
        ("ſam@x.example", "sam@x.example"),
        ("ａｎａ@x.example", "ana@x.example"),
        ("ana@exampłe.mo", "ana@xn--exampe-7db.mo"),
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example"),
        ("ana@商店.example", "ana@xn--czrs0t.example"),
        ("ana+till@x.example", "ana+till@x.example"),
    ],
)
def test_an_address_has_one_form(given, kept):
    assert normal(given) == kept
    assert normal(kept) == kept


@pytest.mark.parametrize(
    "odd",
    [
        "mallory@x.example\u200b",
        "mal\u200dlory@x.example",
        "mallory@x\u00ad.example",
        "mallory@х.example\u202e",
        "mаllory@x.example",  # a Cyrillic а
        "mallory@exаmple.mo",  # here, too
        "mallory@x.example\x00",
        "no address",
        "@x.example",
    ],
)
def test_an_address_that_deceives_the_eye_is_refused(odd):
    with pytest.raises(ValidationError):
        normal(odd)


def test_two_spellings_of_an_address_are_one_account(client, mailoutbox):
    user = User.objects.create_user("sam@x.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for spelt in ("ſam@x.example", "sam@x.example\u200b", "SAM@x.example"):
        Client().post("/accounts/signup/", {"email": spelt})
    assert list(User.objects.all()) == [user]
    Client().post("/accounts/login/code/", {"email": "ſam@x.example"}, headers={"accept-language": "en"})
    assert mailoutbox[-1].to == ["sam@x.example"] and "no account" not in mailoutbox[-1].body
    with pytest.raises(ValidationError):
        User.objects.create_user("sаm@x.example")


def test_addresses_from_before_get_the_form_in_which_they_are_looked_up_where_nobody_has_it():
    from importlib import import_module

    from django.apps import apps

    for n, email in enumerate(("ana@exampłe.mo", "ſam@x.example", "sam@x.example", "bo@x.example\u200b")):
        user = User.objects.create_user(f"user{n}@x.example")
        User.objects.filter(pk=user.pk).update(email=email)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    import_module("balcao.accounts.migrations.0004_addresses_normal").fold(apps, None)
    kept = ["ana@xn--exampe-7db.mo", "ſam@x.example", "sam@x.example", "bo@x.example\u200b"]
    assert list(User.objects.order_by("pk").values_list("email", flat=True)) == kept
    assert list(EmailAddress.objects.order_by("pk").values_list("email", flat=True)) == kept


@pytest.mark.django_db
def test_whoever_stands_before_a_second_factor_that_was_taken_off_is_not_sent_round(make_user, client, settings):
    from allauth.account.internal.constants import LoginStageKey
    from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
    from allauth.account.models import Login
    from allauth.mfa.stages import AuthenticateStage

    user = make_user("officer", Role.OFFICER)
    login = Login(user=user)
    login.state["stages"] = {key.value: {"handled": True} for key in LoginStageKey} | {"current": AuthenticateStage.key}
    session = client.session
    session[LOGIN_SESSION_KEY] = login.serialize()
    session.save()
    answers = [client.get(path) for path in ("/accounts/2fa/authenticate/", "/accounts/login/")]
    assert answers[0].status_code == 302 and answers[1].status_code == 200
