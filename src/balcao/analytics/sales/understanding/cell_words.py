"""What cells say: their words, each with its concepts; and whether a heading names a currency."""

import re
from collections.abc import Sequence
from functools import lru_cache

from balcao.analytics.sales.understanding.lexicon import REMEMBERED, atoms, lexicon

LONGEST_CELL, LONGEST_NAME = 120, 160
"""Letters of a cell, and of a heading that may name a currency, that are looked at."""


EVERYWHERE = "en"
"""The language whose words stand in exports of all languages."""


LOCAL = frozenset({"spending", "takings", "other_income"})
"""Concepts whose words are goods in another language: latte is what an Italian shop spends on."""


def _too_short(atom: str) -> bool:
    """Whether an atom is too short to mean something inside a longer cell."""
    return atom.isdigit() or (len(atom) == 1 and atom < "\u0e00")


def said(cell: str, languages: frozenset[str]) -> frozenset[str]:
    """The concepts that a cell's words say, longer words first: "not paid" is not "paid".

    `languages` are those that the table speaks. A word of another language counts if its script is its own, or if it is at least
    half of what the cell says: without its marks the Vietnamese word for a card is *the*.
    """
    return _said(cell[:LONGEST_CELL], languages)


@lru_cache(REMEMBERED)
def _said(cell: str, languages: frozenset[str]) -> frozenset[str]:
    known, parts = lexicon(), atoms(cell)
    letters = sum(len(a) for a in parts)
    best: list[tuple[int, frozenset[str]]] = [(0, frozenset())]
    for end in range(1, len(parts) + 1):
        choice = best[end - 1]
        for start in range(max(0, end - known.longest_cell), end):
            phrase = " ".join(parts[start:end])
            found = known.cells.get(phrase)
            if not found or (end - start < len(parts) and end - start == 1 and (_too_short(parts[start]))):
                continue
            size = sum(len(a) for a in parts[start:end])
            plain = not phrase.isascii() or 2 * size >= letters
            concepts = {c for c, spoken in found.items() if _counts(c, spoken, languages, plain)}
            worth = best[start][0] + size + 2 * (end - start - 1)
            if concepts and worth > choice[0]:
                choice = (worth, best[start][1].union(concepts))
        best.append(choice)
    return best[-1][1]


def _counts(concept: str, spoken: Sequence[str], languages: frozenset[str], plain: bool) -> bool:
    """Whether a phrase of the languages `spoken` says its concept in a table of `languages`; `plain`: it can be no other word."""
    if not languages.isdisjoint(spoken):
        return True
    if concept in LOCAL and languages:
        return False
    return plain or EVERYWHERE in spoken


@lru_cache(REMEMBERED)
def says_only(cell: str, concepts: frozenset[str]) -> bool:
    """Whether a whole cell is one phrase of these concepts."""
    found = lexicon().cells.get(" ".join(atoms(cell[:LONGEST_CELL])))
    return bool(found and found.keys() & concepts)


_MONEY_IN_BRACKETS = re.compile(
    r"[(（\[]\s?(?:[$€£¥￥₩₫₹₱฿₺]|rm|rp|rs\.?|r\$|nt\$|hk\$|us\$|mop\$?|元|円|圓|원|บาท|đ|vnd|tl|zł|kr|[a-z]{3})\s?[)）\]]",
    re.IGNORECASE,
)


_MONEY_AT_THE_END = re.compile(r"\w\s(?:[€£¥￥₩₫₹₱฿₺]|[a-z]{0,3}\$)\s*$", re.IGNORECASE)


def names_currency(heading: str) -> bool:
    """Whether a heading says in brackets, or by a sign at its end, which currency its numbers are in."""
    heading = heading[:LONGEST_NAME]
    found = _MONEY_IN_BRACKETS.search(heading)
    if not found:
        return bool(_MONEY_AT_THE_END.search(heading))
    inside = found.group().strip("()（）[] ").lower()
    return (
        len(inside) != 3
        or not inside.isalpha()
        or says_only(inside, frozenset({"currency"}))
        or inside in ("vnd", "mop", "brl", "eur", "usd", "hkd")
    )
