"""Looks at the settings before anything starts: a wrong one is named, with what it may be. No value of a secret is shown."""

import re
import sys
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from balcao.analytics.economies import codes
from balcao.site import options
from balcao.site.guard import is_local
from balcao.site.options import Option

YES = ("yes", "true", "on", "1", "y")
YES_OR_NO = (*YES, "no", "false", "off", "0", "n")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LEAST_KEY = 32
"""Characters of a secret key that nobody guesses."""
SECRETS = ("SECRET", "KEY", "DATABASE", "MAIL")
"""Parts of names of settings whose value is not shown."""

_NUMBERS = (
    options.MAX_UPLOAD, options.MAIL_TIMEOUT, options.KEEP_YEARS, options.HOURLY_VISITS, options.HOURLY_FILES,
    options.HOURLY_PAPERS, options.HOURLY_BUSINESSES, options.HOURLY_BYTES,
)  # fmt: skip


def _scheme(*schemes: str) -> Callable[[str], bool]:
    return lambda text: (
        not text or (urlsplit(text).scheme in schemes and bool(urlsplit(text).netloc or urlsplit(text).path))
    )


_HOST = r"(\.?[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])"


def _hosts(text: str) -> bool:
    return all(re.fullmatch(_HOST, name.strip()) for name in text.split(","))


FORMS: list[tuple[Option, Callable[[str], bool], str]] = [
    *((option, lambda text: text.lower() in YES_OR_NO, "yes or no") for option in (options.HTTPS, options.DEMO)),
    *((option, lambda text: bool(re.fullmatch("[0-9]{1,15}", text)), "a whole number, such as 200000000") for option in _NUMBERS),
    (options.HOSTS, _hosts, "names without https:// or a path, separated by commas, such as balcao.example.org"),
    (options.HOOK_HOSTS, lambda text: not text or all(re.fullmatch(rf"\*|(http://)?{_HOST}(:[0-9]{{1,5}})?", one.strip()) for one in text.split(",")), "*, or hosts separated by commas, each with its port where that is not 443, such as ledger.example.org:8443"),
    (options.PLAIN, lambda text: not text or _hosts(text), "names of hosts, separated by commas"),
    (options.ADDRESS, _scheme("http", "https"), "an address with https://"),
    (options.SMS_URL, _scheme("http", "https"), "an address with https://"),
    (options.OIDC_SERVER, _scheme("https", "http"), "an address with https://"),
    (options.S3_ENDPOINT, _scheme("https", "http"), "an address with https://"),
    (options.DATABASE, _scheme("postgres", "postgresql", "sqlite"), "postgres://user:password@host/name, with # / @ of a password percent-encoded"),
    (options.MAIL, _scheme("smtp", "smtp+tls", "smtp+ssl", "smtps", "filemail", "consolemail", "memorymail", "dummymail"), "smtp+tls://user:password@host:587"),
    (options.LANGUAGE, lambda text: text in ("", "zh-hant", "pt-pt", "en"), "zh-hant, pt-pt or en"),
    (options.LOG_LEVEL, lambda text: text in LEVELS, ", ".join(LEVELS)),
    (options.CLAMD, lambda text: not text or bool(re.fullmatch(r"/.+|.+:[0-9]{1,5}", text)), "a path such as /run/clamav/clamd.ctl, or host:port"),
    (options.SECRET_KEY, lambda text: not text or len(text) >= LEAST_KEY, f"at least {LEAST_KEY} characters"),
    (options.OLD_SECRET_KEYS, lambda text: not text or min(map(len, text.split(","))) >= LEAST_KEY, f"keys of at least {LEAST_KEY} characters, separated by commas"),
]  # fmt: skip
"""What each setting may be, and how that is said."""

TOGETHER = (
    (options.SMS_URL, options.SMS_KEY),
    (options.OIDC_SERVER, options.OIDC_CLIENT),
    (options.OIDC_SERVER, options.OIDC_SECRET),
)
"""The second is needed where the first is given."""


def _plain(given: Mapping[str, str]) -> list[str]:
    """The settings by which something would go without TLS beyond this machine, to a host that is not named for it."""
    may = {name.strip().strip("[]").casefold() for name in given.get(options.PLAIN.name, "").split(",")}

    def is_open(host: str) -> bool:
        return bool(host) and not host.startswith("/") and not is_local(host) and host.strip("[]").casefold() not in may

    found = []
    for option in (options.ADDRESS, options.SMS_URL, options.OIDC_SERVER, options.S3_ENDPOINT, options.MAIL):
        parts = urlsplit(given.get(option.name, ""))
        if parts.scheme in ("http", "smtp") and is_open(parts.hostname or ""):
            found.append((option, parts.hostname, "https://" if parts.scheme == "http" else "smtp+tls://"))
    database = urlsplit(given.get(options.DATABASE.name, ""))
    asked = parse_qs(database.query)
    host = asked.get("host", [unquote(database.hostname or "")])[-1]
    if database.scheme != "sqlite" and is_open(host) and asked.get("sslmode", [""])[-1] != "verify-full":
        found.append((options.DATABASE, host, "?sslmode=verify-full"))
    flags = {option: given.get(option.name, option.default).lower() in YES for option in (options.HTTPS, options.DEMO)}
    if not any(flags.values()):
        names = [name.strip() for name in given.get(options.HOSTS.name, options.HOSTS.default).split(",")]
        found += [(options.HTTPS, name, "yes") for name in names if is_open(name)]
    return [
        f"{option.name}: {host} is beyond this machine, so it needs {needs}; or name it in {options.PLAIN.name}"
        for option, host, needs in found
    ]


def wrong(environment: Mapping[str, str]) -> list[str]:
    """Every setting that cannot be, a line each."""
    known = {option.name for option in options.OPTIONS}
    given = {name: text for name, text in environment.items() if name.startswith("BALCAO_")}
    found = [f"{name}: there is no such setting" for name in sorted(set(given) - known - {"BALCAO_DEBUG"})]
    for option, may_be, said in FORMS:
        text = given.get(option.name)
        if text is not None and not may_be(text):
            shown = "…" if any(part in option.name for part in SECRETS) else text
            found.append(f"{option.name}={shown}: it may be {said}")
    code = given.get(options.ECONOMY.name, options.ECONOMY.default).upper()
    if code not in codes() and not given.get(options.ECONOMY_FILE.name):
        found.append(
            f"{options.ECONOMY.name}={code}: it may be {', '.join(sorted(codes()))}, or describe it in {options.ECONOMY_FILE.name}"
        )
    for first, second in TOGETHER:
        if given.get(first.name) and not given.get(second.name):
            found.append(f"{second.name}: it is needed beside {first.name}")
    return found or _plain(given)


def refuse_wrong_settings(environment: Mapping[str, str]) -> None:
    """End with code 2 and a line for each setting that cannot be."""
    if found := wrong(environment):
        print("\n".join(["Nothing was started. Settings to be mended:", *found]), file=sys.stderr)
        raise SystemExit(2)
