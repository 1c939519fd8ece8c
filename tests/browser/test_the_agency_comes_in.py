"""The agency's people come in by the door of a production site: no demo, the second factor demanded, everything in a browser."""

import base64
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import accessible, code_sent_to
from tests.processes import Site

pytestmark = pytest.mark.xdist_group("browser")


class AuthenticatorApp:
    """Somebody's telephone: RFC 6238 codes. A code opens once; the next one is taken too, for a clock that is fast."""

    def __init__(self, secret: str) -> None:
        self.key = base64.b32decode(secret)
        self.step = self.spent = 0

    def shown(self) -> str:
        """The code of this half minute, or the next one if that has opened already."""
        self.step = max(int(time.time()) // 30, self.spent + 1)
        digest = hmac.digest(self.key, struct.pack(">Q", self.step), "sha1")
        (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
        return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"

    def code(self) -> str:
        """A code that opens, and then no more."""
        code = self.shown()
        self.spent = self.step
        return code


def go_on(page: Page, code: str) -> None:
    """Type a code and send it."""
    page.locator("#id_code").fill(code)
    page.locator("main form:has(#id_code) button.primary").click()


def sign_in(page: Page, running: Site, address: str) -> None:
    """By a code sent to the address."""
    page.goto("/accounts/login/")
    page.locator("#email").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    page.locator("#id_code").wait_for()
    go_on(page, code_sent_to(running, address))
    page.wait_for_url(lambda url: "/login/code/" not in url)


def set_up_second_factor(page: Page, path: str) -> AuthenticatorApp:
    """The way on which the site sends somebody of the agency who has no second factor, until `path` opens."""
    page.goto(path)
    page.wait_for_url("**/accounts/second-factor/")
    accessible(page)
    page.get_by_role("link", name="Authenticator app").click()
    app = AuthenticatorApp(page.locator("code.secret").inner_text())
    accessible(page)
    go_on(page, app.code())  # and it is not asked for again
    page.wait_for_url("**/accounts/2fa/")
    accessible(page)
    page.get_by_role("button", name="Make new codes").click()
    expect(page.locator("main li code")).to_have_count(10)
    accessible(page)
    page.goto(path)
    return app


def test_an_administrator_and_an_officer_come_in_and_come_again(device, running):
    running.balcao("administrator", "first@agency.example")
    desk = {"width": 1280, "height": 800}
    officer = device("en", viewport=desk)
    officer.goto("/accounts/signup/")
    officer.locator("#id_email").fill("officer@agency.example")
    officer.get_by_role("button", name="Go on without a passkey").click()
    officer.locator("#id_code").wait_for()
    go_on(officer, code_sent_to(running, "officer@agency.example"))
    officer.wait_for_url("**/businesses/")

    administrator = device("en", viewport=desk)
    sign_in(administrator, running, "first@agency.example")
    set_up_second_factor(administrator, "/agency/businesses/")
    administrator.wait_for_url("**/agency/businesses/")
    expect(administrator.locator("h1")).to_have_text("All businesses")
    administrator.goto("/accounts/people/?q=officer@agency.example")
    administrator.get_by_label("Role of officer@agency.example").select_option("officer")
    administrator.get_by_role("button", name="Save").click()
    expect(administrator.locator(".toast.good")).to_be_visible()

    app = set_up_second_factor(officer, "/agency/")
    officer.wait_for_url(re.compile(r":\d+/agency/$"))
    expect(officer.locator("h1")).to_have_text("Businesses that let you in")
    officer.goto("/accounts/me/")
    officer.get_by_role("button", name="Sign out").click()
    officer.wait_for_url(re.compile(r":\d+/$"))

    sign_in(officer, running, "officer@agency.example")
    officer.wait_for_url("**/accounts/2fa/authenticate/**")
    accessible(officer)
    go_on(officer, app.code())
    officer.wait_for_url("**/agency/applications/**")
    officer.goto("/agency/")
    expect(officer.locator("h1")).to_have_text("Businesses that let you in")
