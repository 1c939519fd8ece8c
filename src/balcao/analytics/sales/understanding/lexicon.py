"""The words of all languages, one file a language in `lexicon/`, each saying one concept; and how texts are compared with them."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

LEXICON = Path(__file__).parent.parent / "lexicon"


INDEX = LEXICON / "index.json"
FORM = 2
"""The form of the index: another one is not read."""


LONGEST = 12
"""Atoms of the longest phrase."""


SHORTEST_START = 3
"""Letters from which the start of a word stands for it, as abbreviations do."""


REMEMBERED = 20_000
"""Texts whose folded form or meaning is kept at once."""


Atoms = tuple[str, ...]


Entries = tuple[dict[str, dict[str, str]], dict[str, dict[str, list[str]]]]


Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases and what they mean, each unpacked from its line when it is first asked for: most never are."""

    def __init__(self, packed: dict[str, str], unpack: Callable[[str], Meaning]) -> None:
        self._packed, self._unpack = packed, unpack
        self._meanings: dict[str, Meaning] = {}

    def get(self, phrase: str) -> Meaning | None:
        """What a phrase means, None if it is not known."""
        found = self._meanings.get(phrase)
        if found is None and phrase in self._packed:
            found = self._meanings[phrase] = self._unpack(self._packed[phrase])
        return found

    def __getitem__(self, phrase: str) -> Meaning:
        found = self.get(phrase)
        if found is None:
            raise KeyError(phrase)
        return found

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)


@dataclass(frozen=True)
class Lexicon:
    """All languages together: of each phrase (its atoms with blanks between) the concept in each language that has it;
    and of each phrase of cells its concepts, with the languages that have them."""

    headings: Phrases[dict[str, str]]
    cells: Phrases[dict[str, list[str]]]
    starts: Sequence[str]
    longest: int
    longest_cell: int


_INVISIBLE = re.compile(r"[\u0307\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[A-Z]{2})|(?<=[A-Z])(?=[A-Z][a-z]{2})")


_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3005\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"


_ATOM = re.compile(rf"[{_UNSPACED}]|#|%|№|[^\W\d_{_UNSPACED}]+(?:['’][^\W\d_{_UNSPACED}]+)?|\d+")


_SPECIAL = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "’": "'"})


@cache
def _plain_letters() -> dict[int, str]:
    """Latin letters with marks, and the same without."""
    letters = dict(_SPECIAL)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            letters[code] = base.lower()
    return letters


@lru_cache(REMEMBERED)
def fold(text: str) -> str:
    """A text for comparison: width and case folded, accents of Latin letters dropped, invisible marks removed."""
    if text.isascii():
        return text.lower()
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _INVISIBLE.sub("", text.casefold()).translate(_plain_letters())


def atoms(text: str) -> Atoms:
    """What a heading is cut from: words of spaced scripts; single characters of Chinese, Japanese, Korean and Thai."""
    return tuple(_ATOM.findall(fold(_CAMEL.sub(" ", text))))


def _key(word: str) -> str:
    """The atoms of a folded word, with blanks between them."""
    if word.isascii() and word.replace(" ", "").isalpha():
        return word
    if word.isalpha() and "\u2e80" < word[0] < "\uac00":
        return " ".join(word)
    return " ".join(_ATOM.findall(word))


@cache
def lexicon() -> Lexicon:
    """All languages, once a process: from the index if it is of these files, else from the files."""
    packed = _indexed() or _packed()
    headings = Phrases(packed["headings"], _heading)
    cells = Phrases(packed["cells"], _cell)
    starts = sorted(key for key in headings if len(key) > SHORTEST_START and " " not in key and key.isascii())
    return Lexicon(headings, cells, starts, LONGEST, LONGEST)


def read_files() -> Entries:
    """The words of every file of the lexicon, by their keys."""
    headings: dict[str, dict[str, str]] = {}
    cells: dict[str, dict[str, list[str]]] = {}
    for file in _files():
        language, part = file.stem, ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                part = line
                continue
            concept, colon, words = line.partition(": ")
            if not colon:
                continue
            for word in fold(words).split(", "):
                key = _key(word)
                if part == "[headings]":
                    headings.setdefault(key, {}).setdefault(language, concept)
                elif language not in cells.setdefault(key, {}).setdefault(concept, []):
                    cells[key][concept].append(language)
    headings.pop("", None)
    cells.pop("", None)
    return headings, cells


def _files() -> list[Path]:
    return sorted(LEXICON.glob("*.txt"))


def digest() -> str:
    """What the files of the lexicon are, so that an index of other ones is not used."""
    return sha256(b"".join(file.read_bytes() for file in _files())).hexdigest()


def _indexed() -> dict[str, dict[str, str]] | None:
    """The index, None if there is none of this form and of these files."""
    try:
        index = json.loads(INDEX.read_bytes())
        known = index["form"] == FORM and index["digest"] == digest()
        return {part: index[part] for part in ("headings", "cells")} if known else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _packed() -> dict[str, dict[str, str]]:
    """Each phrase's meaning as one line, "en=amount pt=amount" or "cash=en,pt": read in a tenth of the time of nested tables."""
    headings, cells = read_files()
    return {
        "headings": {phrase: " ".join(f"{k}={v}" for k, v in found.items()) for phrase, found in headings.items()},
        "cells": {phrase: " ".join(f"{k}={','.join(v)}" for k, v in found.items()) for phrase, found in cells.items()},
    }


def _heading(line: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in line.split(" "))


def _cell(line: str) -> dict[str, list[str]]:
    return {concept: spoken.split(",") for concept, _, spoken in (pair.partition("=") for pair in line.split(" "))}


def write_index() -> None:
    """Write the index, from which the lexicon is loaded at once: `make lexicon`, after a change of its words."""
    told = {"form": FORM, "digest": digest(), **_packed()}
    INDEX.write_text(
        json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
    )
