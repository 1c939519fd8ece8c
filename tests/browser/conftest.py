"""A real browser (Debian's Chromium, driven by Playwright) against real processes. Without one these tests skip and say so."""

import email
import re
import shutil
from collections.abc import Callable, Iterator
from email import policy
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.conftest import SHARED
from tests.processes import HUNG, Site, get, site, wait_until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
expect.set_options(timeout=1000 * HUNG)
LOCALES = {"en": "en-GB", "pt": "pt-PT", "zh-Hant": "zh-HK"}


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with web and worker, and its sample read."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    with site(tmp_path_factory.mktemp("browser"), sample=True, DJANGO_SETTINGS_MODULE="tests.slow_hands") as made:
        made.start_web()
        made.start_worker()
        wait_until(lambda: get(f"{made.address}/sample/")[0] == 200 and "<article" in get(f"{made.address}/sample/")[1])
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of all tests of a process: Playwright cannot be started twice in one."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[
            "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        ])  # fmt: skip
        yield opened
        opened.close()


@pytest.fixture
def device(browser: Browser, running: Site) -> Iterator[Callable[..., Page]]:
    """A page on a new phone, in a language; every message of its console is an error of the test."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def new(language: str = "en", passkeys: bool = False, **more: object) -> Page:
        more.setdefault("viewport", {"width": 360, "height": 740})
        context = browser.new_context(base_url=running.address, locale=LOCALES[language], accept_downloads=True, **more)  # type: ignore[arg-type]
        context.set_default_timeout(1000 * HUNG)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if passkeys:
            session = context.new_cdp_session(page)
            session.send("WebAuthn.enable")
            session.send("WebAuthn.addVirtualAuthenticator", {"options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }})  # fmt: skip
        return page

    yield new
    for context in opened:
        context.close()
    assert not [error for error in errors if "404" not in error], errors


@pytest.fixture
def cafe(tmp_path: Path) -> Path:
    """A made-up café's four months."""
    from balcao.analytics.economies import economy
    from balcao.analytics.simulation.books import books, recipe, write_export

    made = tmp_path / "cafe.csv"
    write_export(books(recipe("cafe", economy("MO"), 120, 3)), made)
    return made


@pytest.fixture
def sales(request: pytest.FixtureRequest) -> Path:
    """The pizzeria's year where it is on this machine, else the café's months."""
    real = SHARED / "data/pizzeria-2015.csv.gz"
    return real if real.is_file() else request.getfixturevalue("cafe")


def _inspected(page: Page) -> list[dict[str, Any]]:
    """What axe finds; a page that goes away while it is looked at, because the next one comes, is not the one meant."""
    for _ in range(5):
        page.wait_for_load_state()
        try:
            found: list[dict[str, Any]] = Axe().run(page).response["violations"]
            return found
        except Error:
            page.wait_for_function("document.readyState === 'complete'")
    raise AssertionError(f"{page.url} never stood still")


def accessible(page: Page) -> None:
    """axe finds nothing on the page, and it does not scroll sideways."""
    found = _inspected(page)
    told = [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary'][:160]}"
        for one in found
        for node in one["nodes"][:2]
    ]
    assert told == [], f"{page.url}\n" + "\n".join(told)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{page.url} scrolls sideways by {width}"


READ: set[tuple[Path, str]] = set()
"""Codes that a test has taken out of a message."""


def code_sent_to(running: Site, address: str) -> str:
    """The code in the message to an address that was not read before; a worker sends it soon after it was asked for."""

    def found() -> list[str]:
        codes = []
        for file in sorted((running.home / "mail").glob("*"), key=lambda f: f.stat().st_mtime_ns):
            for part in file.read_bytes().split(b"-" * 79):
                message = email.message_from_bytes(part.strip(), policy=policy.default)
                if address in str(message["to"]):
                    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", message.get_content(), re.M)
                    codes += [code[1]] if code and (running.home, code[1]) not in READ else []
        return codes

    wait_until(lambda: len(found()) > 0)
    code = found()[-1]
    READ.add((running.home, code))
    return code
