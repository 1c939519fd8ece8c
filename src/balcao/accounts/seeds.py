"""Seeds of second factors lie encrypted in the database and in backups (`balcao/encryption.py`)."""

import base64
import logging
import secrets

from balcao.encryption import FERNET, SEEDS, UnreadableError, decrypt, encrypt

MARK = FERNET
"""For the migration that hid the first seeds."""

log = logging.getLogger("balcao.accounts")


def hidden(seed: str) -> str:
    """A seed as it is kept."""
    return encrypt(seed, SEEDS)


def shown(kept: str) -> str:
    """The seed. One that cannot be read is lost: instead there is one that no code fits, and the log says so."""
    try:
        return decrypt(kept, SEEDS)
    except UnreadableError as error:
        log.error("second factor unreadable", extra={"why": str(error)})
        return base64.b32encode(secrets.token_bytes(20)).decode()
