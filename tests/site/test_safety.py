"""What a deployment closes by itself: files, cookies, headers; and who takes lists away."""

import os
import stat
import subprocess
import sys
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from balcao.accounts.actions.change_account import forget_unconfirmed
from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_tokens import make_token
from balcao.records.models import Entry
from tests.people import csv_of

SHOW = """
from balcao.commands.start import start
start()
from django.conf import settings as s
from pathlib import Path
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_HTTPONLY, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.NINJA_NUM_PROXIES)
print(s.LANGUAGE_COOKIE_NAME, s.WHO_COOKIE_NAME)
Path(s.HOME / "made").write_text("x")
from balcao.commands.prepare import prepare
prepare(sample=False)
"""


def test_only_the_owner_reads_what_is_written_and_cookies_are_the_hosts(tmp_path):
    env = {**os.environ, "BALCAO_HOME": str(tmp_path / "home"), "BALCAO_HTTPS": "yes", "BALCAO_DATABASE": ""}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    made = subprocess.run([sys.executable, "-c", SHOW], env=env, capture_output=True, text=True, check=True)
    assert made.stdout.split()[:5] == ["__Host-sessionid", "__Host-csrftoken", "True", "True", "1"]
    assert made.stdout.split()[5:7] == ["__Host-language", "__Host-who"]
    modes = {
        name: stat.S_IMODE((tmp_path / "home" / name).stat().st_mode)
        for name in ("", "made", "balcao.sqlite3", "static")
    }
    assert modes == {"": 0o700, "made": 0o600, "balcao.sqlite3": 0o600, "static": 0o700}


@pytest.mark.django_db
def test_nobody_is_somebody_before_the_code_is_entered(make_user):
    now = timezone.now()
    old = {"joined_at": now - timedelta(days=1, minutes=1)}
    gone, known, came, young = (
        make_user("gone", **old), make_user("known", **old), make_user("came", **old, last_login=now), make_user("young"),
    )  # fmt: skip
    for user in (gone, known, came, young):
        EmailAddress.objects.create(user=user, email=user.email, verified=user == known)
    made_by_the_demo = make_user("demo", **old)
    forget_unconfirmed(now)
    assert set(User.objects.all()) == {known, came, young, made_by_the_demo}
    assert Entry.objects.get(kind="account.forgotten").subject == str(gone.pk)


@pytest.mark.django_db
def test_a_sign_up_forgets_those_who_never_came(make_user, settings):
    gone = make_user("gone", joined_at=timezone.now() - timedelta(days=2))
    EmailAddress.objects.create(user=gone, email=gone.email, verified=False)
    Client().post("/accounts/signup/", {"email": "new@example.test"})
    assert [user.email for user in User.objects.all()] == ["new@example.test"]


@pytest.mark.django_db
def test_lists_that_are_taken_away_are_in_the_record_with_their_rows(shop, make_user, as_user, settings):
    settings.DEMO = True
    officer, boss = make_user("officer", Role.OFFICER), make_user("boss", Role.ADMINISTRATOR)
    as_user(officer).get("/agency/businesses.csv?q=harbour")
    as_user(boss).get("/agency/messages.csv")
    taken = Entry.objects.filter(kind="list.taken").order_by("id").values_list("who__name", "subject", "facts")
    assert list(taken) == [
        ("officer", "businesses", {"form": "csv", "rows": 1, "searched": True}),
        ("boss", "messages", {"form": "csv", "rows": 0, "searched": False}),
    ]


@pytest.mark.django_db
def test_a_program_without_tls_is_refused_and_not_sent_on(settings):
    settings.SECURE_SSL_REDIRECT = True
    refused = Client().get("/api/phases", headers={"authorization": "Bearer balcao_x"})
    assert refused.status_code == 403 and refused.json()["code"] == "https_only" and "Location" not in refused
    assert Client().get("/phases/")["Location"] == "https://testserver/phases/"
    assert Client().get("/api/phases", secure=True).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/robots.txt", "/health", "/metrics", "/ready", "/nothing", "/api/phases", "/manifest.webmanifest"]
)
def test_every_text_says_how_it_is_written(path):
    kind = Client().get(path)["Content-Type"]
    assert "charset=utf-8" in kind or kind in ("application/json", "application/manifest+json"), kind


@pytest.mark.django_db
def test_a_stricter_policy_of_an_answer_leaves_beside_the_whole_one(settings):
    from django.http import HttpResponse

    from balcao.site.middleware import Observed

    def answer(request):
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    request = type("Request", (), {"path": "/x", "method": "GET"})()
    told = Observed(answer)(request)["Content-Security-Policy"].split("; ")
    whole = {"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"}
    assert told[-1] == "sandbox" and whole <= set(told)
    assert whole <= set(Client().get("/")["Content-Security-Policy"].split("; "))
    for path, kept in {
        "/robots.txt": "no-store",
        "/": "no-store",
        "/health": "no-store",
        "/api/phases": "no-cache",
    }.items():
        assert Client().get(path)["Cache-Control"] == kept, path


@pytest.mark.django_db
def test_what_is_private_is_kept_by_no_browser(shop, bring, as_user):
    visit = bring(None, None, csv_of(date(2026, 1, 1), 40))
    for path in ("", "report.pdf", "progress/"):
        assert as_user().get(f"/imports/{visit.pk}/{path}")["Cache-Control"] == "no-store", path
    _, secret = make_token(shop.owner, shop.business, "till", ["read"])
    for path in ("/api/key", "/api/outlets"):
        answer = Client().get(path, headers={"authorization": f"Bearer {secret}"})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store"), path
