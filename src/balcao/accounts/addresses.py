"""One mailbox, one form of its address: what looks alike is the same account, or is refused."""

import re
import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from balcao.language import say

LONGEST = 254
_TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA", "LATIN"}, {"CJK", "BOPOMOFO", "LATIN"}, {"CJK", "HANGUL", "LATIN"})
"""Scripts that one word of an address may mix, as its readers do."""


def normal(address: str) -> str:
    """The form in which an address is kept and compared. Raises ValidationError for one that deceives the eye.

    Width and case are folded (NFKC); the domain is told in ASCII, as mail servers have it (IDNA, UTS 46), so that
    whoever reads it sees that it is foreign. What cannot be seen, and words that mix scripts, are refused.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address.strip()).casefold())
    name, _, domain = folded.rpartition("@")
    seen = all(unicodedata.category(character)[0] in "LMNPS" for character in folded)
    if not seen or not name or any(_mixed(word) for word in re.split(r"[@.\-_+]", folded)):
        raise ValidationError(say("address-odd"), code="address-odd")
    try:
        told = f"{name}@{idna.encode(domain, uts46=True).decode() if not domain.isascii() else domain}"
        validate_email(told)
    except (idna.IDNAError, ValidationError):
        raise ValidationError(say("address-odd"), code="address-odd") from None
    if not told.isascii() or len(told) > LONGEST:
        raise ValidationError(say("address-odd"), code="address-odd")
    return told


def as_kept(address: str) -> str:
    """An address to be looked up: its normal form, or as it came if it has none and so belongs to nobody."""
    try:
        return normal(address)
    except ValidationError:
        return address


def _mixed(word: str) -> bool:
    scripts = {unicodedata.name(character, "?").split()[0] for character in word if character.isalpha()}
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)
