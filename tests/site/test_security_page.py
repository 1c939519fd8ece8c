"""The page on security says what is so: its counts are its table's, the tests it names are there, and its figures are the code's."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from allauth.account import app_settings as account
from allauth.mfa import app_settings as mfa
from django.conf import settings
from django.urls import reverse

from balcao import apart, sheets
from balcao.accounts import codes, forms, proof, recovery
from balcao.accounts.national import tokens
from balcao.analytics.sales import opening, workbook
from balcao.businesses import keys, viewing
from balcao.businesses.actions import change_people, change_tokens, keep_document
from balcao.diagnoses import models, printing
from balcao.diagnoses.actions import diagnose_history, receive_upload
from balcao.messaging import send
from balcao.site import options

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security.md").read_text()
STATES = ("satisfied", "partly", "not", "not applicable")
SECTIONS = [5, 4, 7, 4, 4, 8, 6, 4, 2, 7, 7, 3, 4, 3, 4, 5]
"""How many sections chapters 1 to 16 of the standard have; chapter 17 is one line."""
CONNECTS = re.compile(
    r"^\s*(?:import|from) (?:urllib\.request|http\.client|smtplib|ftplib|fsspec|requests|httpx|aiohttp)\b", re.M
)

FIGURES = {
    "10 minutes, once": (settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT, 600),
    "20 a minute for a network |": (account.RATE_LIMITS["request_login_code"], "20/m/ip"),
    "for an address three codes a minute from a network": (account.RATE_LIMITS[codes.NETWORK], "3/m/key"),
    "three, and 12 an hour, from each browser where its owner was in the last 30 days": (
        account.RATE_LIMITS[codes.OWN],
        "3/m/key,12/h/key",
    ),
    "three codes a minute, 12 an hour, of its own": (account.RATE_LIMITS[codes.PROOF], "3/m/key,12/h/key"),
    "30 an hour for all strangers": (account.RATE_LIMITS[codes.STRANGERS], "30/h/key"),
    "| three tries; for an address": (settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS, 3),
    "| three tries; three codes a minute, 12 an hour": ((proof.TRIES, proof.OPEN_FOR), (3, 600)),
    "10 tries a minute for a network": (mfa.RATE_LIMITS["webauthn_login"], "10/m/ip"),
    "10 recovery codes (10 of 20 letters": ((recovery.COUNT, recovery.LENGTH, len(recovery.ALPHABET)), (10, 10, 20)),
    "scrypt (N 16384, r 8, p 5)": (recovery.COST, {"n": 16384, "r": 8, "p": 5}),
    "the fifth wrong code in a row locks for 5 minutes": ((forms.TRIES, forms.FIRST), (5, timedelta(minutes=5))),
    "a day at most": (forms.LONGEST, timedelta(days=1)),
    "15 minutes after the last one": (settings.ACCOUNT_REAUTHENTICATION_TIMEOUT, 900),
    "once, in its own 30 seconds": (settings.MFA_TOTP_TOLERANCE, 0),
    "one that is no older than an hour": (tokens.MOST_AGE, 3600),
    "after 365 days without use": (change_tokens.ASLEEP, timedelta(days=365)),
    "600 calls a minute; 120": ((keys.WITH_KEY, keys.WITHOUT), (600, 120)),
    "once, within 7 days": (change_people.OPEN_FOR, timedelta(days=7)),
    "| 128 bits, 24 hours |": (models.VISIT, timedelta(hours=24)),
    "file 7 days": (models.CORRECTION, timedelta(days=7)),
    "| people of the agency | 12 hours |": (settings.AGENCY_SESSION, timedelta(hours=12)),
    "| 12 hours | 30 minutes |": (settings.AGENCY_IDLE, timedelta(minutes=30)),
    "| everybody else | 30 days": (settings.SESSION_COOKIE_AGE, 30 * 86400),
    "| 30 days | 14 days |": (settings.OTHERS_IDLE, timedelta(days=14)),
    "| 200 MB (`BALCAO_MAX_UPLOAD`) |": (options.MAX_UPLOAD.default, "200000000"),
    "| 3 GiB, 300 times": ((opening.MAX_UNPACKED, opening.MAX_RATIO), (3 * 2**30, 300)),
    "above 64 MiB; the 60 largest members": ((opening.RATIO_FROM, opening.MOST_MEMBERS), (64 * 2**20, 60)),
    "60 sheets, 20 million blank cells": ((workbook.MOST_SHEETS, workbook.MOST_BLANK), (60, 20_000_000)),
    "15 MB, 200 for a business": ((keep_document.MOST, keep_document.MOST_DOCUMENTS), (15_000_000, 200)),
    "2.5 GB, 240 seconds of processor, 900 in all": (apart.Bounds(), apart.Bounds(2_500_000_000, 240, 900)),
    "1.5 GB, 120 seconds of processor": ((workbook.MOST_MEMORY, workbook.MOST_SECONDS), (1_500_000_000, 120)),
    "two at once in a web process, 6 seconds": ((viewing.MOST_AT_ONCE, viewing.MOST_SECONDS), (2, 6)),
    "ten of an outlet may wait": (diagnose_history.MOST_WAITING, 10),
    "1,000 files of strangers waiting": (receive_upload.MOST_VISITORS, 1000),
    "kept an hour in memory": (printing.KEPT, 3600),
    "two at once in a process, one more waits 3 seconds": ((sheets.MOST_AT_ONCE, sheets.PATIENCE), (2, 3)),
    "files of 2 GB and 1,048,575 rows": ((sheets.MOST_BYTES, sheets.MOST_ROWS), (2_000_000_000, 1_048_575)),
    "a try waits 15 seconds": ((send.TIMEOUT, options.MAIL_TIMEOUT.default), (15, "15")),
}  # fmt: skip
"""What the page says, what the code has, and what that must be."""


def rows() -> list[tuple[str, str]]:
    """Each section of the table with its state."""
    return re.findall(r"^\| V([0-9.]+) [^|]*\| ([a-z ]+) \| [^|]+ \|$", PAGE, re.M)


def test_every_section_of_the_standard_has_one_state():
    chapters = [f"{chapter}.{n + 1}" for chapter, most in enumerate(SECTIONS, 1) for n in range(most)]
    assert [section for section, _ in rows()] == [*chapters, "17"]
    assert {state for _, state in rows()} <= set(STATES)


def test_the_counts_at_the_top_are_those_of_the_table_and_of_the_command():
    told = {state: int(count) for state, count in re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", PAGE, re.M)}
    found = [state for _, state in rows()]
    assert told == {state: found.count(state) for state in STATES}
    command = re.search(r"^```\n(grep .*)\n```$", PAGE, re.M)
    assert command
    lines = subprocess.run(["sh", "-c", command[1]], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    counted = (line.split(maxsplit=1) for line in lines.splitlines())
    assert {state.strip(): int(count) for count, state in counted} == {state: n for state, n in told.items() if n}


def test_every_test_that_the_page_names_is_there():
    code = "\n".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 50
    assert named <= set(re.findall(r"^\s*def (test_\w+)\(", code, re.M)), "a test was renamed or is gone"


def test_the_figures_of_the_page_are_those_of_the_code():
    assert [figure for figure in FIGURES if figure not in PAGE] == []
    assert {figure: found for figure, (found, told) in FIGURES.items() if found != told} == {}


def test_whatever_connects_is_named_in_the_page():
    source = ROOT / "src/balcao"
    connects = [str(file.relative_to(source)) for file in source.rglob("*.py") if CONNECTS.search(file.read_text())]
    assert len(connects) == 6
    assert [file for file in connects if f"`{file}`" not in PAGE] == []


def test_the_log_of_the_proxy_holds_no_address_that_is_a_secret():
    proxy = (ROOT / "deploy/nginx.conf").read_text()
    kept = [re.compile(pattern) for pattern in re.findall(r"^    ~(\^\S+)\s+\"\$1", proxy, re.M)]
    assert len(kept) == 2

    def logged(address: str) -> str:
        return next(found[1] for pattern in kept if (found := pattern.match(address)))

    number = UUID(int=7)
    assert logged(reverse("invitation", args=["SECRET"])) == "/businesses/invitation/"
    assert logged(reverse("import", args=[number])) == logged(reverse("import_pdf", args=[number])) == "/imports/"
    assert logged(reverse("report", args=[number])) == "/reports/"
    assert logged("/agency/businesses/?q=somebody") == "/agency/businesses/"
