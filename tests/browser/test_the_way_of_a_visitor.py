"""The whole way in a real browser, in each language: drop, read, correct, sign up with a passkey, keep, sign in on another
device, add a file, export, erase; axe on every page.
"""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from balcao.analytics.report.texts import Catalogue
from tests.browser.conftest import accessible, code_sent_to
from tests.people import csv_of
from tests.processes import HUNG

pytestmark = pytest.mark.xdist_group("browser")
LANGUAGES = ["en", "pt", "zh-Hant"]


def words(language: str) -> Catalogue:
    import balcao

    folders = sorted(Path(balcao.__path__[0]).glob("*/texts"))
    return Catalogue(language, "MOP", 2, folders)


def drop(page: Page, file: Path) -> None:
    """Choose a file; with script it is sent at once."""
    page.locator("input[type=file]").set_input_files(str(file))
    page.wait_for_url(re.compile("/imports/[0-9a-f-]+/"), wait_until="commit")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_first_visit_to_erasing_everything(language, device, running, sales, tmp_path):
    say = words(language).say
    address = f"owner-{language.lower()}@example.test"
    phone = device(language, passkeys=True)
    phone.goto("/")
    expect(phone.locator("h1")).to_have_text(say("home-title"))
    accessible(phone)

    drop(phone, sales)
    expect(phone.locator(".finding").first).to_be_visible()
    report = phone.url
    accessible(phone)

    phone.locator("details.card summary").click()
    accessible(phone)
    role = phone.locator("select[id^=column-]").last
    kind_of_goods = role.locator("option", has_text=re.compile("category", re.IGNORECASE))  # in both files
    role.select_option(label=kind_of_goods.inner_text())
    phone.get_by_role("button", name=say("correct-button")).click()
    expect(phone.locator("h2#reading")).to_be_visible()

    phone.get_by_role("link", name=say("keep-button"), exact=True).click()
    accessible(phone)
    phone.get_by_role("link", name=say("sign-up-title")).click()
    accessible(phone)
    phone.locator("#id_email").fill(address)
    phone.get_by_role("button", name=say("sign-up-passkey")).click()
    phone.locator("#id_code").wait_for()
    accessible(phone)
    phone.locator("#id_code").fill(code_sent_to(running, address))
    phone.get_by_role("button", name=say("go-on")).click()
    phone.locator("#mfa_webauthn_signup").wait_for()
    accessible(phone)
    phone.locator("#mfa_webauthn_signup").click()
    phone.wait_for_url(re.compile("/keep/"))
    accessible(phone)
    phone.locator("#id_name").fill("Loja do Porto")
    phone.get_by_role("button", name=say("keep-button"), exact=True).click()
    expect(phone.locator("h2#reading")).to_be_visible()
    assert phone.url == report
    accessible(phone)

    other = device(language, viewport={"width": 1280, "height": 800})
    other.goto("/accounts/login/")
    accessible(other)
    other.locator("#email").fill(address)
    other.get_by_role("button", name=say("sign-in-send-code")).click()
    other.locator("#id_code").wait_for()
    other.locator("#id_code").fill("WRONG1")
    other.get_by_role("button", name=say("go-on")).click()
    expect(other.locator("#code_error")).to_be_visible()
    accessible(other)
    other.locator("#id_code").fill(code_sent_to(running, address))
    other.get_by_role("button", name=say("go-on")).click()
    other.wait_for_url(re.compile("/businesses/[0-9a-f-]+/"))
    business = other.url
    accessible(other)

    other.get_by_role("link", name=say("outlet-unnamed")).click()
    accessible(other)
    more = tmp_path / "more.csv"
    more.write_text(csv_of(date(2015, 12, 1), 60))
    drop(other, more)
    expect(other.locator("h2#reading")).to_be_visible()
    accessible(other)
    other.goto(business)
    for link in ("profile-title", "members-title", "consents-title", "accesses-title", "tokens-title"):
        other.get_by_role("link", name=say(link), exact=True).click()
        accessible(other)
        other.goto(business)

    other.get_by_role("link", name=say("export-title"), exact=True).click()
    accessible(other)
    with other.expect_download() as download:
        other.get_by_role("button", name=say("export-button")).click()
    kept = tmp_path / "export.zip"
    download.value.save_as(kept)
    with zipfile.ZipFile(kept) as archive:
        assert len([name for name in archive.namelist() if name.endswith(".parquet")]) == 2

    other.goto(business + "erase/")
    accessible(other)
    other.locator("#name").fill("Loja do Porto")
    other.get_by_role("button", name=say("erase-button")).click()
    other.wait_for_url("**/businesses/")
    accessible(other)
    phone.goto(report)
    expect(phone.locator("h1")).to_have_text(say("report-gone"))


def test_the_passkey_opens_the_account_again(device, running):
    page = device("en", passkeys=True)
    page.goto("/accounts/signup/")
    page.locator("#id_email").fill("passkey@example.test")
    page.get_by_role("button", name="Go on with a passkey").click()
    page.locator("#id_code").wait_for()
    page.locator("#id_code").fill(code_sent_to(running, "passkey@example.test"))
    page.get_by_role("button", name="Go on").click()
    page.locator("#mfa_webauthn_signup").click()
    page.wait_for_url("**/businesses/")
    page.goto("/accounts/2fa/webauthn/")
    accessible(page)
    page.goto("/accounts/2fa/webauthn/reauthenticate/?next=/accounts/me/")
    accessible(page)
    page.locator("#mfa_webauthn_reauthenticate").click()
    page.wait_for_url(re.compile(r":\d+/accounts/me/$"))
    accessible(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    page.go_back()
    expect(page.locator("h1")).not_to_have_text("Your account")  # the back button shows nothing of the account
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/businesses/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_main_path_needs_no_script(language, device, running, cafe):
    say = words(language).say
    page = device(language, java_script_enabled=False)
    page.goto("/")
    page.locator("input[type=file]").set_input_files(str(cafe))
    page.get_by_role("button", name=say("upload-button")).click()
    expect(page.locator(".finding").first).to_be_visible()
    page.get_by_role("link", name=say("keep-button"), exact=True).click()
    page.get_by_role("link", name=say("sign-up-title")).click()
    address = f"plain-{language.lower()}@example.test"
    page.locator("#id_email").fill(address)
    page.get_by_role("button", name=say("sign-up-code")).click()
    page.locator("#id_code").fill(code_sent_to(running, address))
    page.get_by_role("button", name=say("go-on")).click()
    page.locator("#id_name").fill("Sem Script")
    page.get_by_role("button", name=say("keep-button"), exact=True).click()
    expect(page.locator(".finding").first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/sample/", "/privacy/", "/help/export/", "/nowhere/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_are_accessible_in_light_and_dark(path, scheme, device):
    page = device("en", color_scheme=scheme)
    page.goto(path)
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()
    accessible(page)


@pytest.mark.parametrize("path", ["/", "/sample/", "/help/export/", "/accounts/login/"])
def test_no_page_weighs_more_than_100_kb(path, device):
    page = device("zh-Hant")
    weights: list[int] = []
    page.on("requestfinished", lambda request: weights.append(request.sizes()["responseBodySize"]))
    page.goto(path, wait_until="networkidle")
    assert 0 < sum(weights) < 100_000, sum(weights)


def test_a_file_that_is_no_sale_is_explained_and_another_can_be_dropped(device, tmp_path):
    page = device("en")
    page.goto("/")
    photo = tmp_path / "sales.csv"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"x" * 2000)
    drop(page, photo)
    expect(page.locator("h1")).to_have_text("We could not read this as sales")
    accessible(page)
    good = tmp_path / "good.csv"
    good.write_text(csv_of(date(2026, 1, 1), 40))
    drop(page, good)
    expect(page.locator("h2#reading")).to_be_visible()


def test_an_empty_file_is_refused_as_an_error_is(browser, running, tmp_path):
    context = browser.new_context(base_url=running.address, locale="en-GB", viewport={"width": 360, "height": 740})
    context.set_default_timeout(1000 * HUNG)
    page = context.new_page()
    (tmp_path / "empty.csv").write_bytes(b"")
    page.goto("/")
    page.locator("input[type=file]").set_input_files(str(tmp_path / "empty.csv"))
    said = page.locator("[data-said]")
    expect(said).to_have_text(words("en").say("refusal-empty_file"))
    expect(said).to_have_class("notice danger")
    expect(said).to_be_focused()
    accessible(page)
    context.close()


def test_a_passkey_that_the_browser_does_not_give_is_told_with_what_to_do(browser, running):
    context = browser.new_context(base_url=running.address, locale="en-GB", viewport={"width": 360, "height": 740})
    context.set_default_timeout(1000 * HUNG)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )
    page.locator("#passkey_login").click()
    said = page.locator("[data-passkey-unread]")
    expect(said).to_have_text("No passkey was read. Try once more, or in another way.")
    expect(said).to_be_focused()
    accessible(page)
    context.close()


def test_a_second_press_sends_nothing_twice(device, running):
    page = device("en", passkeys=True)
    page.goto("/accounts/signup/")
    page.locator("#id_email").fill("double@example.test")
    page.get_by_role("button", name="Go on without a passkey").dblclick()
    page.locator("#id_code").wait_for()
    page.locator("#id_code").fill(code_sent_to(running, "double@example.test"))
    page.get_by_role("button", name="Go on").dblclick()
    page.wait_for_url("**/businesses/")
    page.goto("/businesses/new/")
    page.locator("#id_name").fill("Twice")
    page.get_by_role("button", name="Go on").dblclick()
    page.wait_for_url(re.compile("/businesses/[0-9a-f-]+/"))
    page.goto("/businesses/")
    expect(page.get_by_role("link", name="Twice")).to_have_count(1)
