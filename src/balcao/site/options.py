"""Every setting of a deployment: its name, what it is for, and what happens without it.

Read from the environment, or from a file of that name in the folder of credentials that systemd or a container gives
(`CREDENTIALS_DIRECTORY`): there secrets stand in no environment, and encrypted on the disk.
"""

import json
import os
import secrets
from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

import environ

from balcao.analytics.economies import EconomyFileError, economy


def _credentials() -> dict[str, str]:
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    files = sorted(Path(folder).glob("BALCAO_*")) if folder else []
    return {file.name: file.read_text().rstrip("\n") for file in files}


GIVEN: MutableMapping[str, str] = ChainMap(os.environ, _credentials())
"""The environment and, where it is silent, the folder of credentials."""


class _Given(environ.Env):
    ENVIRON = GIVEN


_env = _Given()


@dataclass(frozen=True)
class Option:
    """One setting. `default` is what counts where the environment is silent."""

    name: str
    default: str
    about: str

    def text(self) -> str:
        """The setting as written."""
        return str(_env.str(self.name, default=self.default))

    def flag(self) -> bool:
        """The setting as yes or no."""
        return bool(_env.bool(self.name, default=self.default == "yes"))

    def number(self) -> int:
        """The setting as a whole number."""
        return int(_env.int(self.name, default=int(self.default)))

    def listed(self) -> list[str]:
        """The setting as words separated by commas."""
        return [word.strip() for word in self.text().split(",") if word.strip()]


HOME = Option("BALCAO_HOME", "var", "Folder for the embedded database, files and uploads under way.")
SECRET_KEY = Option(
    "BALCAO_SECRET_KEY", "", "Signs sessions and links. Without it one is made and kept in BALCAO_HOME."
)
OLD_SECRET_KEYS = Option(
    "BALCAO_OLD_SECRET_KEYS",
    "",
    "Keys that came before BALCAO_SECRET_KEY, separated by commas: still read (balcao key).",
)
HOSTS = Option("BALCAO_HOSTS", "localhost,127.0.0.1", "Names under which the site answers, separated by commas.")
HTTPS = Option("BALCAO_HTTPS", "no", "Whether TLS is in front: secure cookies, HSTS, links with https.")
ADDRESS = Option(
    "BALCAO_ADDRESS",
    "",
    "The site's address as messages link to it; without it http(s):// and the first of BALCAO_HOSTS.",
)
DATABASE = Option("BALCAO_DATABASE", "", "postgres://user:password@host/name; without it SQLite in BALCAO_HOME.")
FILES = Option(
    "BALCAO_FILES", "", "Where sale lines lie: a folder, or s3://bucket/prefix; without it BALCAO_HOME/files."
)
S3_ENDPOINT = Option(
    "BALCAO_S3_ENDPOINT", "", "Address of an S3-compatible store that is not Amazon's; keys as AWS_* variables."
)
ECONOMY = Option("BALCAO_ECONOMY", "MO", "Code of the economy served: its currency, time zone and wage floor.")
ECONOMY_FILE = Option(
    "BALCAO_ECONOMY_FILE",
    "",
    "TOML file in which the agency enters or overrules facts of its economy: wage floor, tariffs, holidays (below).",
)
LANGUAGE = Option(
    "BALCAO_LANGUAGE",
    "",
    "Language where a reader asks for none: zh-hant, pt-pt or en; without it the economy's first of these, else English.",
)
AGENCY = Option("BALCAO_AGENCY", "Balcão", "Name of the agency, on every page and message.")
CONTACT = Option("BALCAO_CONTACT", "", "E-mail address that people may write to.")
MAIL = Option(
    "BALCAO_MAIL", "", "smtp+tls://user:password@host:587; without it messages are files in BALCAO_HOME/mail."
)
MAIL_TIMEOUT = Option("BALCAO_MAIL_TIMEOUT", "15", "Seconds after which a mail server that does not answer is left.")
MAIL_FROM = Option("BALCAO_MAIL_FROM", "balcao@localhost", "Sender of messages.")
SMS_URL = Option("BALCAO_SMS", "", "Address of a gateway that gets each SMS as signed JSON (docs/operating.md).")
SMS_KEY = Option("BALCAO_SMS_KEY", "", "Secret with which what is sent to the SMS gateway is signed.")
HOOK_HOSTS = Option(
    "BALCAO_HOOK_HOSTS",
    "",
    "Where hooks may go, separated by commas: host or host:port, http://host:port without TLS, * any public host on port 443; without it nowhere.",
)
PLAIN = Option(
    "BALCAO_WITHOUT_TLS",
    "",
    "Hosts beyond this machine that do without TLS, separated by commas: names of the site, and of what it connects to.",
)
CLAMD = Option(
    "BALCAO_CLAMD",
    "",
    "Address of a ClamAV daemon (/run/clamav/clamd.ctl or host:port) that looks at each paper first.",
)
MAX_UPLOAD = Option("BALCAO_MAX_UPLOAD", "200000000", "Largest upload in bytes.")
HOURLY_VISITS = Option(
    "BALCAO_HOURLY_VISITS", "60", "Files that one address may bring in an hour without an account; 0 is without bound."
)
HOURLY_FILES = Option(
    "BALCAO_HOURLY_FILES",
    "200",
    "Files that a person may bring in an hour; all people of one address ten times as many.",
)
HOURLY_PAPERS = Option("BALCAO_HOURLY_PAPERS", "100", "Papers that a person may hand in in an hour; likewise.")
HOURLY_BUSINESSES = Option("BALCAO_HOURLY_BUSINESSES", "10", "Businesses that a person may make in an hour; likewise.")
HOURLY_LISTS = Option(
    "BALCAO_HOURLY_LISTS", "60", "Lists and exports that a person may take away in an hour; likewise."
)
HOURLY_BYTES = Option(
    "BALCAO_HOURLY_BYTES",
    "4000000000",
    "Bytes that these files, and these papers, may have together; without an account a quarter.",
)
OIDC_SERVER = Option(
    "BALCAO_OIDC_SERVER", "", "Address of a national identity provider (OpenID Connect); without it none."
)
OIDC_NAME = Option("BALCAO_OIDC_NAME", "ID", "What people call that provider.")
OIDC_CLIENT = Option("BALCAO_OIDC_CLIENT", "", "Client number at that provider.")
OIDC_SECRET = Option("BALCAO_OIDC_SECRET", "", "Client secret at that provider.")
METRICS_KEY = Option("BALCAO_METRICS_KEY", "", "Bearer key for /metrics; without it only this machine may read them.")
KEEP_YEARS = Option(
    "BALCAO_KEEP_YEARS", "5", "Years for which the law makes you keep an award after its business is erased."
)
LOG_LEVEL = Option("BALCAO_LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING, ERROR.")
DEMO = Option("BALCAO_DEMO", "no", "Demo: sign-in as anybody with one click. Refused on a public host.")

KEY_FILE, OLD_KEYS_FILE = "secret-key", "secret-keys-old"
"""Files of BALCAO_HOME."""

OPTIONS = tuple(value for value in list(globals().values()) if isinstance(value, Option))


def secret_keys(home: Path) -> list[str]:
    """The key given, or the one kept in `home`, made at the first start and readable by its owner only; then the older ones."""
    if own := SECRET_KEY.text():
        return [own, *OLD_SECRET_KEYS.listed()]
    kept = home / KEY_FILE
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        made = _written(home, secrets.token_urlsafe(50))
        try:
            kept.hardlink_to(made)  # whoever is first wins; two processes starting together agree
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return [kept.read_text(), *old_keys(home)]


def old_keys(home: Path) -> list[str]:
    """Keys that were used before the one in `home`, the latest first."""
    try:
        found: list[str] = json.loads((home / OLD_KEYS_FILE).read_text())
    except FileNotFoundError:
        return []
    return found


def change_key(home: Path) -> None:
    """A new key in `home`; the one before it stays readable."""
    keys = secret_keys(home)
    keep_old(home, keys)
    _written(home, secrets.token_urlsafe(50)).replace(home / KEY_FILE)


def keep_old(home: Path, keys: list[str]) -> None:
    """Write which older keys are still read."""
    _written(home, json.dumps(keys)).replace(home / OLD_KEYS_FILE)


def _written(home: Path, text: str) -> Path:
    """A new file of the owner's only, whole on the disk before anything takes its place."""
    made = home / f".secret-key-{secrets.token_hex(4)}"
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    return made


def first_language(code: str, own: Path | None) -> str:
    """The first language of an economy that the site speaks; English where it speaks none."""
    try:
        spoken = economy(code, own).languages
    except (EconomyFileError, KeyError):
        return "en"  # what is wrong is told where the economy is asked for its zone
    ours = {"zh-Hant": "zh-hant", "pt": "pt-pt", "en": "en"}
    return next((ours[form] for tag in spoken for form in (tag, tag.split("-")[0]) if form in ours), "en")
