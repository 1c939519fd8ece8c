"""Every page opens for those it is for, in each language, and says nothing that has no words."""

import json
import re
import time
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from balcao.accounts.models import Role
from balcao.businesses.actions.assign_adviser import assign_adviser
from balcao.businesses.actions.change_consent import give_consent
from balcao.businesses.actions.change_people import invite
from balcao.diagnoses.actions.diagnose_history import queue_report
from balcao.site.views import SOURCES
from tests.people import csv_of, work

LANGUAGES = {"en": "en", "pt": "pt", "zh": "zh-Hant"}
PUBLIC = [
    "/",
    "/privacy/",
    "/help/export/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/login/code/",
]


def opened(client, path, language):
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    text = response.content.decode()
    assert f'<html lang="{LANGUAGES[language]}">' in text, path
    assert "{{" not in text and "{%" not in text and "<c-" not in text, path
    assert "None" not in re.sub(r"<[^>]*>", " ", text), path
    return text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_opens(path, language, as_user):
    opened(as_user(language=language), path, language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_design_page_opens_in_the_demo_and_for_the_agency_only(language, shop, as_user, make_user, settings):
    settings.DEMO = True
    opened(as_user(language=language), "/design/", language)
    settings.DEMO = False
    assert as_user().get("/design/").status_code == as_user(shop.owner).get("/design/").status_code == 404
    client = as_user(make_user("lead", Role.POLICY_LEAD), language)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()
    opened(client, "/design/", language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_owner_opens(language, shop, bring, as_user, make_user):
    upload = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    bring(shop.owner, shop.outlet, csv_of(date(2026, 2, 1), 40), "february.csv")
    report = queue_report(shop.outlet, date(2026, 2, 1), date(2026, 2, 28))
    work()
    adviser = make_user("Ana", Role.ADVISER)
    assign_adviser(make_user("Chan", Role.OFFICER), shop.business, adviser)
    give_consent(shop.owner, shop.business, "adviser")
    invite(shop.owner, shop.business, "staff")
    client, home = as_user(shop.owner, language), f"/businesses/{shop.business.pk}/"
    pages = [
        "/accounts/me/", "/accounts/me/erase/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/email/", "/businesses/",
        "/businesses/new/", home, *(home + part for part in (
            "profile/", "outlets/new/", f"outlets/{shop.outlet.pk}/", "people/", "consents/", "accesses/", "tokens/", "export/", "erase/")),
        f"/outlets/{shop.outlet.pk}/", f"/imports/{upload.pk}/", f"/reports/{report.pk}/",
    ]  # fmt: skip
    for path in pages:
        opened(client, path, language)
    assert "compare" not in opened(client, f"/reports/{report.pk}/", language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role, paths", [
    (Role.ADVISER, ["/agency/", "/accounts/second-factor/"]), (Role.OFFICER, ["/agency/", "/agency/businesses/"]),
    (Role.ADMINISTRATOR, ["/accounts/people/", "/agency/businesses/"]),
])  # fmt: skip
def test_every_page_of_the_agency_opens(role, paths, language, shop, make_user, as_user, settings):
    settings.DEMO = True
    give_consent(shop.owner, shop.business, "officer")
    client = as_user(make_user("of-agency", role), language)
    for path in paths:
        opened(client, path, language)


@pytest.mark.django_db
def test_there_is_help_for_every_source_that_the_reader_knows(as_user):
    from balcao.analytics.sales.dialects import DIALECTS

    text = as_user().get("/help/export/").content.decode()
    for dialect in DIALECTS:
        source = dialect.name.split()[0].replace("generic", "till")
        assert source in SOURCES and f'id="{source}"' in text, dialect.name


@pytest.mark.django_db
def test_the_language_follows_the_browser_then_the_person_then_the_choice(shop, as_user):
    assert 'lang="pt"' in as_user(language="pt").get("/").content.decode()
    client = as_user(shop.owner, "zh")
    del client.cookies["language"]
    assert 'lang="en"' in client.get("/privacy/").content.decode()  # kept with the person
    client.post("/language/", {"language": "pt-pt", "next": "/privacy/"})
    assert 'lang="pt"' in client.get("/privacy/").content.decode()
    shop.owner.refresh_from_db()
    assert shop.owner.language == "pt-pt"


@pytest.mark.django_db
def test_choosing_a_language_leads_nowhere_else(as_user):
    assert as_user().post("/language/", {"language": "en", "next": "https://elsewhere.test/"})["Location"] == "/"


@pytest.mark.django_db
def test_pages_of_somebody_signed_in_are_not_kept_by_the_browser(shop, as_user):
    client = as_user(shop.owner)
    assert client.get(f"/businesses/{shop.business.pk}/")["Cache-Control"] == "no-store"
    client.logout()
    assert client.get(f"/businesses/{shop.business.pk}/").status_code == 302


@pytest.mark.django_db
def test_every_page_carries_the_headers_of_safety(as_user):
    response = as_user().get("/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff" and response["X-Frame-Options"] == "DENY"
    text = response.content.decode()
    assert " style=" not in text and "<style" not in text and " onclick" not in text
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", text))


@pytest.mark.django_db
def test_what_was_typed_survives_an_expired_session(shop, as_user):
    path = f"/businesses/{shop.business.pk}/profile/"
    client = as_user()
    response = client.post(path, {"name_en": "Harbour Café", "district": "carmo"})
    assert response.status_code == 302 and response["Location"] == "/accounts/login/?next=/resume/"
    client.force_login(shop.owner, "allauth.account.auth_backends.AuthenticationBackend")
    text = client.get("/resume/").content.decode()
    assert f'action="{path}"' in text and 'value="Harbour Café"' in text and 'value="carmo"' in text
    assert client.post(path, {"name_en": "Harbour Café", "district": "carmo"}).status_code == 302
    shop.business.refresh_from_db()
    assert shop.business.district == "carmo"


@pytest.mark.django_db
def test_a_form_whose_key_is_old_shows_again_what_was_typed(shop):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(shop.owner, "allauth.account.auth_backends.AuthenticationBackend")
    page, ours = f"/businesses/{shop.business.pk}/profile/", {"origin": "http://testserver"}
    response = client.post(page, {"name_en": "Harbour Café"}, headers=ours)
    assert response.status_code == 403
    assert 'value="Harbour Café"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "origin", [{"origin": "https://elsewhere.test"}, {"referer": "https://elsewhere.test/testserver"}, {}]
)
def test_what_another_site_sends_is_refused_and_not_offered_to_be_sent_again(origin, shop):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(shop.owner, "allauth.account.auth_backends.AuthenticationBackend")
    response = client.post(
        f"/businesses/{shop.business.pk}/consents/", {"to": "officer", "give": "yes"}, headers=origin
    )
    assert response.status_code == 403
    text = response.content.decode()
    assert 'name="give"' not in text and 'value="officer"' not in text


@pytest.mark.django_db
def test_a_program_is_told_what_a_person_is_told(client):
    response = client.get(
        "/imports/00000000-0000-0000-0000-000000000000/",
        headers={"accept": "application/json", "accept-language": "en"},
    )
    assert response.status_code == 404
    assert response.json()["detail"].startswith("This report is not here any more. Reports without an account")
    chinese = client.get("/nowhere/", headers={"accept": "application/json", "accept-language": "zh-HK"}).json()
    assert chinese["detail"].startswith("這裏沒有內容。網址可能有誤")


@pytest.mark.django_db
def test_a_phone_can_install_the_site(as_user):
    from django.contrib.staticfiles import finders

    response = as_user().get("/manifest.webmanifest")
    facts = response.json()
    assert response["Content-Type"] == "application/manifest+json" and facts["display"] == "standalone"
    for icon in facts["icons"]:
        file = finders.find(icon["src"].removeprefix("/static/"))
        size = int(icon["sizes"].split("x")[0])
        head = Path(file).read_bytes()[:24]
        assert int.from_bytes(head[16:20], "big") == int.from_bytes(head[20:24], "big") == size
    assert {"192x192", "512x512"} == {icon["sizes"] for icon in facts["icons"]}


@pytest.mark.django_db
@pytest.mark.parametrize("role, desk", [
    (Role.PERSON, "/businesses/"), (Role.SUPPLIER, "/businesses/"), (Role.ADVISER, "/agency/"), (Role.OFFICER, "/agency/applications/"),
    (Role.POLICY_LEAD, "/accounts/me/"), (Role.ADMINISTRATOR, "/accounts/people/"),
])  # fmt: skip
def test_everybody_lands_where_their_work_lies(role, desk, make_user, as_user, settings):
    settings.DEMO = True
    client = as_user(make_user("somebody", role))
    assert client.get("/desk/")["Location"] == desk
    assert client.get(desk).status_code == 200


@pytest.mark.django_db
def test_an_owner_of_one_business_lands_there_and_of_two_may_choose(shop, make_business, as_user):
    client = as_user(shop.owner)
    assert client.get("/desk/")["Location"] == f"/businesses/{shop.business.pk}/"
    client.post("/businesses/new/", {"name": "Second"})
    assert client.get("/desk/")["Location"] == "/businesses/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("text", ["caf\x00é", "\ud800", "x" * 5000], ids=["nul", "half a character", "long"])
def test_text_that_no_record_takes_is_refused_in_words_or_kept_never_our_fault(
    text, shop, make_user, as_user, settings
):
    settings.DEMO = True
    typed = text.encode("utf-8", "surrogatepass")
    officer, owner = as_user(make_user("officer", Role.OFFICER)), as_user(shop.owner)
    business = f"/businesses/{shop.business.pk}/"
    officer.raise_request_exception = owner.raise_request_exception = False
    answers = [officer.get("/agency/businesses/", {"q": typed}), officer.get("/agency/applications/", {"q": typed})]
    answers += [owner.get(f"{business}accesses/", {"q": typed}), owner.get("/programmes/x/draw/", {"ref": typed})]
    for path, field in (("profile/", "name_en"), ("outlets/new/", "name"), ("people/", "name"), ("tokens/", "name")):
        body = f"{field}={quote(typed)}"
        answers.append(owner.post(business + path, body, content_type="application/x-www-form-urlencoded"))
    body = f'{{"name": {json.dumps(text)}}}'
    answers.append(owner.post("/api/applications", body, content_type="application/json"))
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    refused = [answer.content.decode() for answer in answers if answer.status_code == 400]
    assert all("cannot be kept" in page for page in refused)


@pytest.mark.django_db
def test_what_no_page_of_ours_sends_is_refused_in_words(shop, as_user):
    flood = "&".join(f"f{n}=1" for n in range(2000))
    path = f"/businesses/{shop.business.pk}/profile/"
    for client in (as_user(), as_user(shop.owner)):
        client.raise_request_exception = False
        answer = client.post(path, flood, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400 and "make sense" in answer.content.decode()
        answer = client.get("/", headers={"host": "elsewhere.test"})
        assert answer.status_code == 400 and "make sense" in answer.content.decode()
