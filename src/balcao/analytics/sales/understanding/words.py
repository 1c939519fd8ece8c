"""What headings say: a heading is cut into the words it is made of, each with its concept.

The words are data (`lexicon.py`); those of cells are looked up in `cell_words.py`. What concepts mean together is said in `headings.py`.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_uppercase

from balcao.analytics.sales.understanding.cell_words import EVERYWHERE
from balcao.analytics.sales.understanding.lexicon import (
    SHORTEST_START,
    Atoms,
    Lexicon,
    atoms,
    fold,
    lexicon,
)

LONGEST_HEADING = 160
"""Letters of a heading that are looked at."""


SHORTEST_PART = 3
"""Letters of the shortest part into which a compound is cut."""


JOINTS = ("", "s", "es", "n", "en", "e", "-")
"""What may stand between the parts of a compound."""


@dataclass(frozen=True)
class Word:
    """A word of a heading and the concept it says; `sure` is less than 1 where it was only guessed from a part."""

    text: str
    concept: str
    sure: float = 1.0


_PERCENTAGE = re.compile(r"(?<!\d)\d{1,3}(?:[.,]\d{1,3})?\s?%")
"""A rate that is given, as in VAT (5%), says nothing about the column."""


_BRACKETS = re.compile(r"[(（\[【][^(（\[【)）\]】]{0,80}[)）\]】]")


SAID_ASIDE = frozenset(
    {"with", "without", "tax", "before", "after", "currency", "gross", "net", "note", "rate", "discount"}
)
"""Concepts that count when they are said in brackets behind a heading."""


SPOKEN, OWN_WORDS = 0.7, 0.1
"""What a language covers of a table's headings for the table to speak it: of the best language's letters; and without English."""


_LABELLED = re.compile(r"^(?P<stem>.{0,160}\S)[ _-](?P<label>[A-Za-z])$", re.DOTALL)


@dataclass(frozen=True)
class Cutter:
    """Cuts the headings of one table; words of the languages that the table speaks count more."""

    weights: Mapping[str, float]
    spoken: frozenset[str] = frozenset()
    """The languages that the table speaks."""

    def words(self, heading: str) -> list[Word]:
        """The words of a heading in order, those without a known meaning left out."""
        heading = _PERCENTAGE.sub(" ", heading[:LONGEST_HEADING])
        main, inside = without_brackets(heading), " ".join(_BRACKETS.findall(heading))
        words = _cut(atoms(main), lexicon(), self.weights)[0]
        if not any(w.concept != "stop" for w in words):
            return _cut(atoms(heading), lexicon(), self.weights)[0]
        aside = _cut(atoms(inside), lexicon(), self.weights)[0] if inside else []
        return [*words, *(w for w in aside if w.concept in SAID_ASIDE)]

    def known(self, heading: str) -> float:
        """The share of a heading's letters that known words cover."""
        parts = atoms(heading[:LONGEST_HEADING])
        letters = sum(len(a) for a in parts if not a.isdigit())
        return _cut(parts, lexicon(), self.weights)[1] / letters if letters else 0.0


def without_brackets(heading: str) -> str:
    """A heading without what stands in brackets."""
    return _BRACKETS.sub(" ", heading[:LONGEST_HEADING])


def without_labels(headings: Sequence[str]) -> list[str]:
    """Headings without the letters of a series, as in Value A and Value B: alone, B would be an abbreviation in some language."""
    found = [_LABELLED.match(heading) for heading in headings]
    letters: dict[str, list[str]] = {}
    for match in found:
        if match:
            letters.setdefault(fold(match["stem"]), []).append(match["label"].upper())
    series = {
        stem
        for stem, told in letters.items()
        if len(told) > 1 and "".join(sorted(told)) in ascii_uppercase[: len(told)]
    }
    return [
        match["stem"] if match and fold(match["stem"]) in series else heading
        for match, heading in zip(found, headings, strict=True)
    ]


def cutter_for(headings: Iterable[str]) -> Cutter:
    """A cutter that weighs each language by how much of these headings it covers."""
    known = lexicon()
    covered: dict[str, set[tuple[int, int]]] = {}
    letters: dict[tuple[int, int], int] = {}
    for n, heading in enumerate(headings):
        parts = atoms(heading[:LONGEST_HEADING])
        letters.update({(n, place): len(part) for place, part in enumerate(parts)})
        for start in range(len(parts)):
            for end in range(start + 1, min(len(parts), start + known.longest) + 1):
                for language in known.headings.get(" ".join(parts[start:end])) or ():
                    covered.setdefault(language, set()).update((n, place) for place in range(start, end))
    sizes = {language: sum(letters[place] for place in places) for language, places in covered.items()}
    if not any(sizes.values()):
        return Cutter({})
    most = max(sizes.values())
    weights = {language: 0.5 + 0.5 * size / most for language, size in sizes.items()}
    return Cutter(weights, frozenset(_spoken(covered, letters, sizes)))


def _spoken(covered: Mapping[str, set[tuple[int, int]]], letters: Mapping[tuple[int, int], int],
            sizes: Mapping[str, int]) -> Iterator[str]:  # fmt: skip
    """The languages that a table speaks: those that cover most of its headings, unless English has all these words too."""
    most = max(sizes.values())
    english = covered[EVERYWHERE] if sizes.get(EVERYWHERE, 0) >= 0.95 * most else set()
    for language, places in covered.items():
        own = sum(letters[place] for place in places - english)
        if sizes[language] >= SPOKEN * most and (language == EVERYWHERE or own >= OWN_WORDS * most):
            yield language


def _cut(parts: Atoms, known: Lexicon, weights: Mapping[str, float]) -> tuple[list[Word], float]:
    """The cut that covers most, longer words first; and how many letters known words cover."""
    best: list[tuple[float, float, list[Word]]] = [(0.0, 0.0, [])]
    for end in range(1, len(parts) + 1):
        score, letters, words = best[end - 1]
        choice = (score, letters, words)
        for start in range(max(0, end - known.longest), end):
            found = known.headings.get(" ".join(parts[start:end]))
            if not found:
                continue
            concept, weight = _concept(found, weights)
            size = sum(len(a) for a in parts[start:end])
            before = best[start]
            worth = before[0] + weight * size**1.2
            if worth > choice[0]:
                text = ("" if len(parts[start]) == 1 and parts[start] > "\u0e00" else " ").join(parts[start:end])
                choice = (worth, before[1] + size, [*before[2], Word(text, concept)])
        last = parts[end - 1]
        if len(last) > 1 and last not in known.headings and not last.isdigit():
            guessed = _guess(last, known, weights)
            if guessed:
                worth = score + 0.5 * len(last)
                if worth > choice[0]:
                    choice = (worth, letters + 0.8 * len(last), [*words, *guessed])
        best.append(choice)
    return best[-1][2], best[-1][1]


def _concept(found: Mapping[str, str], weights: Mapping[str, float]) -> tuple[str, float]:
    votes: Counter[str] = Counter()
    for language, concept in found.items():
        votes[concept] = max(votes[concept], weights.get(language, 0.45))  # type: ignore[assignment]
    concept, weight = max(votes.items(), key=lambda vote: vote[1])
    return concept, float(weight)


def _guess(word: str, known: Lexicon, weights: Mapping[str, float]) -> list[Word]:
    """An unknown word as a plural, a compound, or an abbreviation of known ones."""
    for ending in ("s", "es", "en", "n", "i", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_PART:
            stem = word[: -len(ending)]
            if stem in known.headings:
                return [Word(stem, _concept(known.headings[stem], weights)[0], 0.95)]
    parts = _compound(word, known, weights)
    if parts:
        return parts
    if len(word) >= SHORTEST_START:
        place = bisect_left(known.starts, word)
        concepts: dict[str, float] = {}
        while place < len(known.starts) and known.starts[place].startswith(word):
            concept, weight = _concept(known.headings[known.starts[place]], weights)
            concepts[concept] = max(concepts.get(concept, 0.0), weight)
            place += 1
        ranked = sorted(concepts.items(), key=lambda c: -c[1])
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1] + 0.2):
            return [Word(word, ranked[0][0], 0.6)]
    return []


def _compound(word: str, known: Lexicon, weights: Mapping[str, float]) -> list[Word]:
    """A word cut whole into known ones, as German, Dutch, Turkish and headings without blanks do; empty if it cannot be."""
    if len(word) < 2 * SHORTEST_PART + 1:
        return []

    @cache
    def rest(start: int) -> tuple[Word, ...] | None:
        if start == len(word):
            return ()
        for end in range(len(word), start + SHORTEST_PART - 1, -1):
            found = known.headings.get(word[start:end])
            if found is None or (start == 0 and end == len(word)):
                continue
            concept, weight = _concept(found, weights)
            if weight < 0.6:
                continue
            for joint in JOINTS:
                after = end + len(joint)
                if word.startswith(joint, end) and (after == len(word) or len(word) - after >= 2):
                    if after == len(word) and joint not in ("", "s", "n", "e"):
                        continue
                    following = rest(after)
                    if following is not None:
                        return (Word(word[start:end], concept, 0.9), *following)
        return None

    return list(rest(0) or ())
