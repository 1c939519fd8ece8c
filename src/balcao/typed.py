"""What people type, read in one way: numbers, money, days, counts, keys, telephones and accounts, with bounds, or refused in words.

The point and the comma mean different things in different languages. What has one meaning is read; "12,500" is twelve
thousand five hundred in English and Chinese, and in Portuguese the reader is asked to write it unmistakably.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

import phonenumbers
from babel.numbers import get_currency_symbol
from django.core.exceptions import ValidationError
from stdnum import iban
from stdnum.au import abn
from stdnum.cn import uscc
from stdnum.kr import brn
from stdnum.pt import nif
from stdnum.sg import uen
from stdnum.tw import ubn

from balcao.analytics.economies import minor_digits
from balcao.language import language, say

DIGITS: Final = 13
"""Digits before the decimal mark: what is longer is no figure of a business."""
AFTER: Final = 6
"""Digits after it."""
DECIMAL_MARK: Final = {"pt": ","}
"""The mark that languages write before decimals; others write the point."""

REGISTRATIONS: Final = {"AU": abn, "CN": uscc, "KR": brn, "PT": nif, "SG": uen, "TW": ubn}
"""Economies whose number of a business has one form, with check digits."""
IBAN_ONLY: Final = ("PT",)
"""Economies in which every account has an IBAN (SEPA)."""

_REFERENCE = re.compile(r"[^\W_](?:[^\W_]|[ .,:;()/#&'\-])*")
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{RIGHT SINGLE QUOTATION MARK}": "'"})
_LONGEST = 60
_NUMBER = re.compile(r"([+-]?)([1-9]\d{0,2}(?:([ ,.'])\d{3})(?:\3\d{3})*|\d+)(?:([.,])(\d+))?")


def number(text: str) -> Decimal:
    """A number as people write it. Raises ValidationError for what is none, has two meanings, or is out of bounds."""
    plain = _plain(text)
    found = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        raise ValidationError(say("typed-number"))
    sign, whole, group, mark, decimals = found.groups()
    if group is not None and group == mark:
        raise ValidationError(say("typed-number"))
    if _two_meanings(whole, group, mark, decimals):
        raise ValidationError(say("typed-two-meanings", text=plain, thousands=re.sub(r"\D", "", plain)))
    digits = re.sub(r"\D", "", whole)
    if len(digits) > DIGITS or len(decimals or "") > AFTER:
        raise ValidationError(say("typed-bounds"))
    return Decimal(f"{sign}{digits}.{decimals or 0}")


def _plain(text: str) -> str:
    """The text in the signs that the patterns know; "" where a raised or circled digit would pass for a plain one."""
    if any(unicodedata.category(sign) == "No" for sign in text[:500]):
        return ""
    return " ".join(unicodedata.normalize("NFKC", text[:500]).translate(_SIGNS).split())


def _two_meanings(whole: str, group: str | None, mark: str | None, decimals: str | None) -> bool:
    """Whether a mark may part thousands or decimals for this reader: "12,500" in Portuguese, "1,2500" in English.

    Where the mark before decimals is not the reader's own, one or two digits after it are decimals; more are asked about.
    """
    own = DECIMAL_MARK.get(language(), ".")
    if group is not None:
        return mark is None and group == own and whole.count(group) == 1
    return mark is not None and mark != own and len(decimals or "") > 2


def money(text: str, currency: str) -> int:
    """Money of a currency in its minor units, with or without its code or sign.

    Raises ValidationError as `number`, for less than nothing, for parts of a minor unit, and for another currency.
    """
    plain, digits = _plain(text), minor_digits(currency)
    bare = plain
    for sign in _signs(currency):
        if plain.upper().startswith(sign):
            bare = plain[len(sign) :].strip()
            break
        if plain.upper().endswith(sign):
            bare = plain[: -len(sign)].strip()
            break
    if re.search(r"[^\W\d_]|[$€£¥₩₫฿₱]", bare):
        raise ValidationError(say("typed-currency", currency=currency))
    found = number(bare)
    if found < 0:
        raise ValidationError(say("typed-below-zero"))
    minor = found.scaleb(digits)
    if minor != minor.to_integral_value():
        raise ValidationError(say("typed-decimals", digits=digits))
    return int(minor)


def _signs(currency: str) -> list[str]:
    """How people write a currency, the longest first."""
    known = {
        "MOP": ["MOP$", "$", "元", "圓", "PATACAS", "蚊"], "HKD": ["HK$", "$", "元", "圓"], "TWD": ["NT$", "$", "元"],
        "CNY": ["¥", "元"], "JPY": ["¥", "円"], "EUR": ["€", "EUROS"], "GBP": ["£"], "USD": ["US$", "$"],
    }  # fmt: skip
    found = [currency, *known.get(currency, [get_currency_symbol(currency, "en"), "$"])]
    return sorted(found, key=len, reverse=True)


def shown(found: Decimal | float, digits: int | None = None) -> str:
    """A number as this reader writes it, with so many decimals if it is money: `number` reads exactly it again."""
    plain = Decimal(str(found))
    text = f"{plain:.{digits}f}" if digits is not None else f"{plain:f}"
    whole, _, decimals = text.partition(".")
    if digits is None and len(decimals) == 3:
        decimals += "0"  # three would be thousands to some
    return f"{whole}{DECIMAL_MARK.get(language(), '.')}{decimals}" if decimals else whole


def count(text: str, least: int = 0, most: int = 10**9) -> int:
    """A whole number within bounds. Raises ValidationError, which names them, for anything else."""
    try:
        found = number(text)
    except ValidationError:
        raise ValidationError(say("typed-count", least=least, most=most)) from None
    if found != found.to_integral_value() or not least <= found <= most:
        raise ValidationError(say("typed-count", least=least, most=most))
    return int(found)


def day(text: str) -> date:
    """A day as a browser sends it, YYYY-MM-DD. Raises ValidationError."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise ValidationError(say("date-wrong"))


def telephone(text: str, economy: str) -> str:
    """A telephone number as it was written: one that can be dialled in the economy, or from anywhere with + and its country.

    "" stays "". Raises ValidationError.
    """
    plain = _plain(text)
    if not plain:
        return _nothing(text, "typed-telephone")
    try:
        found = phonenumbers.parse(plain, economy)
    except phonenumbers.NumberParseException:
        raise ValidationError(say("typed-telephone")) from None
    if len(plain) > 40 or re.search(r"[^0-9+().\-/ ]", plain) or not phonenumbers.is_possible_number(found):
        raise ValidationError(say("typed-telephone"))
    return plain


def registration_number(text: str, economy: str) -> str:
    """A business's number in the register, as it was written. Where the economy's form is known its check digits have to be right.

    Elsewhere: letters, digits and signs between them, at most 40. "" stays "". Raises ValidationError.
    """
    plain = _plain(text)
    if not plain:
        return _nothing(text, "typed-registration")
    form = REGISTRATIONS.get(economy)
    if form is not None and not form.is_valid(plain):
        raise ValidationError(say("typed-registration-digits"))
    if len(plain) > 40 or not _REFERENCE.fullmatch(plain) or not any(sign.isdigit() for sign in plain):
        raise ValidationError(say("typed-registration"))
    return plain


def bank_account(text: str, economy: str) -> str:
    """A bank account, as it was written, with or without the bank's name. What looks like an IBAN has to be one.

    Where money is paid to IBANs alone (`IBAN_ONLY`) nothing else is taken; elsewhere letters, digits and signs between them, with at
    least five digits, at most 60. "" stays "". Raises ValidationError.
    """
    plain = _plain(text)
    if not plain:
        return _nothing(text, "typed-account")
    bare = re.sub(r"[\s.\-]", "", plain).upper()
    looks_like = re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,}", bare) is not None
    if (looks_like or economy in IBAN_ONLY) and not iban.is_valid(bare):
        raise ValidationError(say("typed-iban"))
    if len(plain) > 60 or not _REFERENCE.fullmatch(plain) or sum(sign.isdigit() for sign in plain) < 5:
        raise ValidationError(say("typed-account"))
    return plain


def _nothing(text: str, refusal: str) -> str:
    """ "" for nothing; what only looks like nothing (blanks aside) is refused."""
    if text.strip():
        raise ValidationError(say(refusal))
    return ""


def key(text: str | None) -> int | None:
    """The number of a row as our own pages send it, or None for anything else."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,18}", text) else None


def uuid(text: str | None) -> UUID | None:
    """The key of a row whose keys are UUIDs, as our own pages send it, or None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
