"""axe finds nothing on any page, of a shop or of the agency, in any language, light or dark, on a phone or a desk."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import CHROMIUM, accessible
from tests.processes import site, wait_until

pytestmark = pytest.mark.xdist_group("browser pages")
PHASE = "sme-digitalization-support-2026-phase-1"
SEED = """
from pathlib import Path
import sys
from balcao.commands.demo import seed
from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.businesses.actions.change_tokens import make_token
from balcao.businesses.actions.change_people import invite
from balcao.diagnoses.actions.receive_upload import receive_upload
from balcao.diagnoses.models import Import
from django.contrib.auth.models import AnonymousUser
from django_tasks_db.models import DBTaskResult
def make(name):
    file = Path(sys.argv[1]) / f"{name}.csv"
    file.write_text("Date,Item,Total\\n2026-03-01 09:00,Tea,10.00\\n")
    return file
seed(2)
owner = User.objects.get(email="owner1@example.test")
business = Business.objects.get(members__user=owner)
make_token(owner, business, "till", ["read"])
invite(owner, business, "staff")
photo = Path(sys.argv[1]) / "photo.csv"
photo.write_bytes(b"\\xff\\xd8\\xff" + b"x" * 500)
receive_upload(owner, photo, "photo.csv", business.outlets.first())
visit, _ = receive_upload(AnonymousUser(), make("visit"), "visit.csv", None)
for state in ("waiting", "reading", "failed", "cancelled"):
    upload, _ = receive_upload(AnonymousUser(), make(state), f"{state}.csv", None)
    Import.objects.filter(pk=upload.pk).update(state=state)
    DBTaskResult.objects.latest("enqueued_at").delete()
"""
ADDRESSES = """
from balcao.businesses.models import Business
from balcao.diagnoses.models import Import, Report
business = Business.objects.get(members__user__email="owner1@example.test")
print(business.pk, business.outlets.first().pk, Import.objects.get(file_name="photo.csv").pk,
      Import.objects.filter(outlet__business=business, state="done").first().pk, Report.objects.filter(outlet__business=business).first().pk)
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """The demo: people of every role, two shops, one file that is no sale."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    with site(tmp_path_factory.mktemp("pages"), BALCAO_DEMO="yes") as made:
        made.python(SEED, str(made.home))
        made.start_web()
        made.start_worker()
        left = "from balcao.diagnoses.models import Import, Report\nprint(Import.objects.filter(state__in=['waiting', 'reading']).exclude(file_name__in=['waiting.csv', 'reading.csv']).count() + Report.objects.filter(state='waiting').count())"
        wait_until(lambda: made.python(left).strip() == "0")
        yield made


def be(page: Page, who: str) -> None:
    """One click."""
    page.goto("/demo/")
    page.locator(f"button[aria-label^='{who}']").first.click()
    page.wait_for_url(lambda address: "/demo/" not in address)


def walk(page: Page, paths: list[str]) -> None:
    for path in paths:
        answer = page.goto(path)
        assert answer and answer.status == 200, path
        for summary in page.locator("details > summary").all():
            if summary.is_visible():
                summary.click()
        accessible(page)


@pytest.mark.parametrize(
    "language, scheme, width",
    [("en", "light", 360), ("pt", "dark", 360), ("zh-Hant", "light", 1280), ("en", "dark", 1280)],
)
def test_pages_of_a_shop(language, scheme, width, device, running):
    business, outlet, photo, upload, report = running.python(ADDRESSES).split()
    page = device(language, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto("/demo/")
    accessible(page)
    page.locator("button[aria-label*='owner 1)']").first.click()
    page.wait_for_url(lambda address: "/demo/" not in address)
    home = f"/businesses/{business}/"
    walk(page, [
        "/", home, "/businesses/", "/businesses/new/", *(home + part for part in (
            "profile/", "people/", "consents/", "accesses/", "tokens/", "export/", "erase/", "outlets/new/")),
        f"/outlets/{outlet}/", f"/imports/{photo}/", f"/imports/{upload}/", f"/reports/{report}/",
        "/programmes/", f"/programmes/{PHASE}/", f"/programmes/{PHASE}/draw/", "/applications/", "/messages/", home + "documents/", home + "hooks/",
        "/accounts/me/", "/accounts/me/erase/", "/accounts/sessions/", "/accounts/email/", "/accounts/logout/",
    ])  # fmt: skip
    page.goto(home + "people/")
    page.locator("form:has(input[type=radio]) button.primary").click()
    page.locator(".secret").wait_for()
    accessible(page)
    page.goto(home + "profile/")
    for name in ("name_zh", "name_pt", "name_en"):
        page.locator(f"#id_{name}").fill("")
    page.locator("main form button.primary").click()
    page.locator("#errors").wait_for()
    accessible(page)
    page.goto(f"/outlets/{outlet}/")
    for name, day in (("first", "2001-01-01"), ("last", "2001-02-01")):
        page.locator(f"#{name}").evaluate("(field, day) => { field.min = ''; field.value = day; }", day)
    page.locator("form[action$='/diagnosis/'] button").click()
    page.wait_for_url("**/reports/**")
    accessible(page)


@pytest.mark.parametrize("language, scheme, width", [("pt", "light", 360), ("zh-Hant", "dark", 1280)])
def test_pages_of_the_agency(language, scheme, width, device, running):
    page = device(language, color_scheme=scheme, viewport={"width": width, "height": 800})
    for who, paths in {
        "Ana Ribeiro": ["/", "/agency/"],
        "陳志明": [
            "/agency/",
            "/agency/businesses/",
            "/agency/businesses/?q=nothing-like-this",
            "/",
            "/agency/applications/?queue=all",
            "/agency/applications/?queue=mine",
            "/agency/applications/?queue=second",
            "/agency/applications/",
            "/agency/awards/",
            "/agency/phases/",
            "/agency/phases/new/",
            f"/agency/phases/{PHASE}/",
            f"/agency/phases/{PHASE}/trial/",
            "/agency/messages/samples/",
            *(
                f"/agency/phases/{PHASE}/edit/{part}/"
                for part in ("texts", "window", "who", "papers", "award", "choice")
            ),
        ],
        "Administrator": [
            "/",
            "/agency/messages/",
            "/agency/hooks/",
            "/accounts/people/",
            "/accounts/people/1/",
            "/accounts/prove/",
            "/agency/businesses/",
            "/accounts/second-factor/",
        ],
    }.items():
        be(page, who)
        walk(page, paths)
    be(page, "陳志明")
    page.goto(f"/agency/phases/{PHASE}/")
    walk(page, [page.locator("main a[href*='/agency/measures/']").first.get_attribute("href") or ""])
    be(page, "Ana Ribeiro")
    page.locator("main table a").first.click()
    page.wait_for_url(re.compile("/businesses/[0-9a-f-]+/"))
    accessible(page)


@pytest.mark.parametrize("language, scheme", [("en", "light"), ("pt", "dark"), ("zh-Hant", "light")])
def test_every_state_of_a_file(language, scheme, device, running):
    found = "from balcao.diagnoses.models import Import\nprint(*[i.pk for i in Import.objects.filter(outlet=None, sample=False)])"
    page = device(language, color_scheme=scheme)
    walk(page, [f"/imports/{key}/" for key in running.python(found).split()])


def test_an_authenticator_app_and_its_recovery_codes(device, running):
    page = device("en", passkeys=True)
    be(page, "Supplier Wong")
    page.goto("/accounts/2fa/totp/activate/")
    if "reauthenticate" not in page.url:
        accessible(page)
        page.locator("#id_code").fill("000000")
        page.locator("main form button.primary").click()
        page.locator("#code_error").wait_for()
        accessible(page)
