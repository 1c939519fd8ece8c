"""What the database keeps secret is encrypted here, and nowhere else: by keys made from the secret key, which neither database nor backup holds.

A kept text names how it was encrypted (`a1` is AES-256-GCM with a random nonce of 96 bits) and by which secret key, so that
either can be changed while older texts are still read. The purpose is part of what is authenticated: what was kept for one
is not read for another.
"""

import base64
import binascii
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NOW = "a1"
"""How texts are encrypted today."""
FERNET = "gAAAA"
"""How every text that Fernet made begins: seeds of second factors were kept so, and are still read."""
LONGEST = 400
"""Characters of a column that keeps a secret of at most 160 bytes."""
NONCE = 12
SEEDS, HOOKS, DRAW = "seeds", "hooks", "draw"
"""Purposes: seeds of second factors, secrets of hooks, a draw's secret number."""


class UnreadableError(ValueError):
    """What was kept cannot be read: its secret key is not known here, or it was altered."""


def secret_keys() -> list[str]:
    """The secret key, and after it those that are still read."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


@lru_cache(maxsize=64)
def derived(purpose: str, secret: str) -> bytes:
    """A key of 256 bits for one purpose, made from a secret key (HKDF-SHA-256)."""
    return HKDF(hashes.SHA256(), 32, None, f"balcao.{purpose}".encode()).derive(secret.encode())


@lru_cache(maxsize=64)
def name_of(secret: str) -> str:
    """What a secret key is called where something is kept by it: 8 hex digits, from which nothing can be made."""
    return derived("name", secret)[:4].hex()


def encrypt(text: str, purpose: str) -> str:
    """A text as it is kept, by the secret key of today."""
    secret, nonce = settings.SECRET_KEY, os.urandom(NONCE)
    made = AESGCM(derived(f"encryption.{purpose}", secret)).encrypt(nonce, text.encode(), purpose.encode())
    return f"{NOW}.{name_of(secret)}.{base64.urlsafe_b64encode(nonce + made).decode()}"


def decrypt(kept: str, purpose: str) -> str:
    """The text that was kept. Raises UnreadableError."""
    if purpose == SEEDS and kept.startswith(FERNET):
        return _from_fernet(kept)
    how, _, rest = kept.partition(".")
    name, _, content = rest.partition(".")
    if how != NOW:
        raise UnreadableError("not encrypted here")
    for secret in secret_keys():
        if name_of(secret) == name:
            try:
                raw = base64.urlsafe_b64decode(content)
                key = AESGCM(derived(f"encryption.{purpose}", secret))
                return key.decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()
            except (InvalidTag, ValueError):
                raise UnreadableError("altered") from None
    raise UnreadableError(f"kept by secret key {name}, which is not known here")


def is_kept(text: object) -> bool:
    """Whether this is a text as `encrypt` makes them, or made them once."""
    return isinstance(text, str) and text.startswith((f"{NOW}.", FERNET))


def is_renewed(kept: str) -> bool:
    """Whether a text was kept in today's way and by today's secret key."""
    return kept.startswith(f"{NOW}.{name_of(settings.SECRET_KEY)}.")


def keyed(purpose: str, text: str, secret: str | None = None) -> str:
    """What stands for a text where it is only compared or marked: HMAC-SHA-256, 64 hex digits, by today's secret key or another."""
    made = hmac.HMAC(derived(purpose, secret or settings.SECRET_KEY), hashes.SHA256())
    made.update(text.encode())
    return made.finalize().hex()


def _from_fernet(kept: str) -> str:
    for secret in secret_keys():
        made = hmac.HMAC(secret.encode(), hashes.SHA256())
        made.update(b"balcao.accounts.seeds")
        try:
            return Fernet(base64.urlsafe_b64encode(made.finalize())).decrypt(kept.encode()).decode()
        except (InvalidToken, binascii.Error):
            continue
    raise UnreadableError("kept by a secret key that is not known here")
