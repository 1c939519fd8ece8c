"""Seeds of second factors lie encrypted in the database and in backups, by a key made from the secret key, which neither holds."""

import base64
import hmac
import logging
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

log = logging.getLogger("balcao.accounts")

MARK = "gAAAA"
"""How every text that Fernet made begins; no seed does."""


def hidden(seed: str) -> str:
    """A seed as it is kept."""
    return _box().encrypt(seed.encode()).decode()


def shown(kept: str) -> str:
    """The seed. One that was hidden by another secret key is lost: instead there is one that no code fits, and the log says so."""
    if not kept.startswith(MARK):
        return kept  # from before seeds were hidden
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        log.error("second factor unreadable: the secret key was changed")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _box() -> Fernet:
    key = hmac.digest(settings.SECRET_KEY.encode(), b"balcao.accounts.seeds", "sha256")
    return Fernet(base64.urlsafe_b64encode(key))
