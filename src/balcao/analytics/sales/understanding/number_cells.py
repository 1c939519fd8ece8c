"""A cell taken apart as a number: its digits and marks, its sign, the currency beside it."""

import re
from dataclasses import dataclass

from balcao.analytics.sales.cells import TIMES
from balcao.analytics.sales.understanding.cell_words import says_only

_CURRENCY = r"(?:AU|NZ|US|CA|HK|NT|SG|A|C|S|R|MOP|MX|AR)\s?\$|[$€£¥￥₩₫₹₱฿₺₦₽៛₴₪]|[A-Z]{2,3}\$?|R\$|S/\.?|Rp\.?|kr\.?|zł|z[lł]\.?|Kč|Ft|元|円|圓|원|บาท|đ|đồng|Rs\.?|RM|TL|MOP\$?|NT\$|HK\$|lei|лв"


_NUMBER = re.compile(
    rf"^\(?\s*(?P<sign>[-+−–])?\s*(?P<mark>{_CURRENCY})?\s*(?P<sign2>[-+−–])?\s*(?P<body>\d{{1,3}}(?:[ \u00a0\u202f'’.,]\d{{2,3}})*[ \u00a0\u202f'’.,]\d{{3}}(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)"
    rf"(?P<rest>\s*(?:{_CURRENCY}|%|\D{{0,8}}))?\s*(?P<sign3>[-−–])?\)?(?:\s*[(（].*)?$"
)


_TIGHT = frozenset({"RM", "RP", "RS", "MOP", "HKD", "USD", "EUR", "BRL", "TWD", "NTD", "THB", "PHP"})
"""Currencies that people write right before a number without decimals."""


_CURRENCIES = frozenset({"currency"})


@dataclass(frozen=True)
class Parsed:
    """A cell taken apart as a number: its digits and marks, whether it is negative, the currency beside it, 1000 for *k*, and the side CR or DR."""

    body: str
    negative: bool
    mark: str
    times: int = 1
    side: str = ""

    @property
    def separators(self) -> str:
        return "".join(c for c in self.body if not c.isdigit())

    @property
    def own_mark(self) -> str | None:
        """The decimal mark that the cell itself shows, None if it has none or could be read both ways."""
        marks = [c for c in self.body if c in ".,"]
        if not marks:
            return None
        tail = len(self.body) - max(self.body.rfind("."), self.body.rfind(",")) - 1
        if len(set(marks)) == 2:
            return marks[-1]
        if len(marks) > 1:
            return None  # thousands only
        head = self.body[: self.body.find(marks[0])]
        return marks[0] if tail != 3 or len(head) > 3 or head in ("", "0") else None

    @property
    def decimals(self) -> int:
        own = self.own_mark
        return len(self.body) - self.body.rfind(own) - 1 if own else 0

    def value(self, mark: str | None) -> float:
        """The number, with `mark` as the decimal mark where the cell could be read both ways."""
        decimal = self.own_mark or (mark if mark and self.body.count(mark) == 1 else None)
        digits = re.sub(r"[^\d]", "", self.body)
        if decimal:
            whole, _, part = self.body.rpartition(decimal)
            digits = re.sub(r"[^\d]", "", whole) + "." + part
        return float(digits) * self.times * (-1 if self.negative else 1)


def parse(text: str) -> Parsed | None:
    """A cell as a number with its signs, or None."""
    if len(text) > 40 or not any(c.isdigit() for c in text):
        return None
    text = " ".join(text.split())  # runs of blanks would be tried in every way
    found = _NUMBER.match(text)
    if not found:
        return None
    rest = (found["rest"] or "").strip()
    if rest and not re.fullmatch(_CURRENCY + r"|%|\D{1,6}", rest):
        return None
    if re.search(r"[:/]", rest):
        return None
    negative = (text.startswith("(") and ")" in text) or any(
        found[s] and found[s] != "+" for s in ("sign", "sign2", "sign3")
    )
    if (found["mark"] or "").isalpha():
        apart = text[found.end("mark") : found.end("mark") + 1].isspace() or not found["body"].isdigit()
        zero = found["body"].isdigit() and found["body"].startswith("0") and len(found["body"]) > 1
        if zero or (found["sign2"] and not apart) or not says_only(found["mark"], _CURRENCIES):
            return None
        if not apart and found["mark"].upper() not in _TIGHT:
            return None
    side = rest.rstrip(").").upper()
    times = next((times for short, times in TIMES.items() if re.search(short, text)), 1)
    mark = found["mark"] or (rest if rest != "%" and re.fullmatch(_CURRENCY, rest) else "")
    return Parsed(found["body"], bool(negative), mark, times, side if side in ("CR", "DR") else "")


RATE = r"^-?\s*([0-9]+(?:[.,][0-9]+)?)\s?([%％折])$"
"""A cell that is a rate: *10%*, or what stays in tenths or hundredths, *9折*, *85折*."""


def is_rate(text: str) -> bool:
    """Whether a cell says a share of a price."""
    return bool(re.match(RATE, text))


def share_of(text: str) -> float:
    """The share that a cell of hundredths says, of 1."""
    found = re.match(RATE, text)
    return float(found[1].replace(",", ".")) / 100 if found else 0.0
