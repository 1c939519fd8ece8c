"""Headings for comparison, and cells that are values rather than headings."""

import re
import unicodedata
from functools import lru_cache

from balcao.analytics.sales.understanding.words import Cutter

LONGEST, LONGEST_VALUE = 160, 80
"""Letters of a heading, and of a cell that could be a value, that are looked at."""
KNOWN = 0.5
"""The share of a cell's letters that known words must cover for it to look like a heading."""


@lru_cache(20_000)
def tidy_heading(text: str) -> str:
    """A heading for comparison: width, case, units in brackets and punctuation folded."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).strip().lower()
    text = re.sub(r"[\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    text = re.sub(r"[\(\[（][^(\[（)\]）]{0,80}[\)\]）]", " ", text)
    text = re.sub(r"[`'\"\u200e\u200f?:#_*-]+", " ", text)
    return re.sub(r"\s+", " ", text).strip()


@lru_cache(20_000)
def speaks(cell: str) -> bool:
    """Whether a cell could be a heading: most of its letters are words that headings have."""
    return (
        len(cell) <= 120
        and Cutter({}).known(cell) >= KNOWN
        and any(w.concept != "stop" for w in Cutter({}).words(cell))
    )


_VALUE = re.compile(
    r"^[`'\s]*[-(+]?\s*(?:[$€£¥￥₩₫₹₱฿₺]|mop|hkd|us\$|hk\$|mop\$|nt\$|rm|rp|r\$)?\s*-?\d[\d\s.,:/年月日T+-]*[)%]?\s*(?:[$€£¥元円원]|mop|eur)?\s*$",
    re.IGNORECASE,
)


def looks_like_value(text: str) -> bool:
    """Whether a cell looks like a number, a sum of money, a date or a time rather than a heading."""
    text = " ".join(text[: 2 * LONGEST_VALUE].split())  # runs of blanks would be tried in every way
    if len(text) > LONGEST_VALUE:
        return False
    return bool(_VALUE.match(text)) or bool(re.match(r"^[`'\s]*\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}", text))
