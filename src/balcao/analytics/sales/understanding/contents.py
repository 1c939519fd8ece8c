"""What the cells of a column look like, from a bounded sample: dates, money, counts, identifiers, names, one of few words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from balcao.analytics.sales.cells import BLANKS
from balcao.analytics.sales.date_forms import Form, clock_of, form_of
from balcao.analytics.sales.understanding.cell_words import said, says_only
from balcao.analytics.sales.understanding.number_cells import Parsed, parse

Numbers = npt.NDArray[np.float64]

WORDS_LOOKED_AT = 60
"""Distinct cells of a column whose words are looked up."""
SEQUENCE_LOOKED_AT = 50
LONGEST_IDENTIFIER = 60
QUICK_LOCALES = ("en",)
"""Languages in which dates are looked for where the heading does not promise one."""

_MARKS = " \t\r\n`'\"\ufeff\u200e\u200f\u202a\u202c\u00a0"
_IDENTIFIER = re.compile(r"^(?:[A-Z]{1,4}[ .])?[#№]?\s?(?=[^\s]*\d)[\w#/.\-–:]+(?:[ /-]\d[\w/.-]*)?$")
_THREES = re.compile(r"^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$")


@dataclass
class Contents:
    """One column of the sample: `texts` by row, "" where the cell says nothing."""

    place: int
    heading: str
    texts: Sequence[str]
    promises_date: bool = False
    promises_clock: bool = False
    promises_id: bool = False
    mark: str | None = None
    """The decimal mark, once it is known; "," or "."."""
    languages: frozenset[str] = frozenset()
    """Languages that the table speaks."""
    left_out: frozenset[int] = frozenset()
    """Rows whose numbers do not count as evidence."""
    _words: dict[str, float] = field(default_factory=dict)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(t for t in self.texts if t)

    @cached_property
    def filled(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def distinct(self) -> int:
        return len(self.counts)

    @cached_property
    def fill(self) -> float:
        return self.filled / len(self.texts) if self.texts else 0.0

    def _share(self, test: "Sequence[str] | set[str]") -> float:
        return sum(self.counts[t] for t in test) / self.filled if self.filled else 0.0

    @cached_property
    def parsed(self) -> dict[str, "Parsed"]:
        found = {t: p for t in self.counts if (p := parse(t))}
        sides = {side: sum(self.counts[t] for t, p in found.items() if p.side == side) for side in ("CR", "DR")}
        if not any(sides.values()):
            return found
        goes_out = "DR" if sides["DR"] else "CR" if sides["CR"] < 0.5 * self.filled else ""
        return {t: replace(p, negative=p.negative or p.side == goes_out) if p.side else p for t, p in found.items()}

    @cached_property
    def numbers_share(self) -> float:
        return self._share(list(self.parsed))

    @cached_property
    def percents(self) -> float:
        return self._share([t for t in self.parsed if "%" in t])

    @cached_property
    def marked(self) -> float:
        """The share of cells with a currency beside the number."""
        return self._share([t for t, p in self.parsed.items() if p.mark])

    @cached_property
    def dates(self) -> float:
        return self._share([t for t in self.counts if self._form(t) == "date"])

    @cached_property
    def clocks(self) -> float:
        """The share of cells that are a time of day alone."""
        return self._share([t for t in self.counts if self._form(t) == "clock"])

    def _form(self, text: str) -> str | None:
        digits = sum(c.isdigit() for c in text)
        if digits < 3 or len(text) > 60:
            return None
        shape = re.sub(r"\d", "9", text)
        plain = not any(c.isalpha() for c in shape)
        if re.fullmatch(r"9+(\.9+)?", shape):
            if self.promises_id:  # 20261120000123 is the order's number, though it could be a moment
                return None
            if not self.promises_date:
                if not re.fullmatch(r"9{8}|9{14}", shape):
                    return None
                return (
                    "date"
                    if text[:2] in ("19", "20") and "01" <= text[4:6] <= "12" and "01" <= text[6:8] <= "31"
                    else None
                )
            if re.fullmatch(r"9{3,4}|9{6}", shape):
                return "clock" if self.promises_clock else None
        if self.promises_id and not self.promises_date and text[0].isalpha() and " " not in text:
            return None  # T20260313-0002 is a receipt
        form = form_of(shape) if plain or self.promises_date else form_of(shape, QUICK_LOCALES)
        if form is None:
            return None
        if form.special == "serial" and not 20000 < float(text) < 60000:
            return None
        if form.has_date:
            return "date" if _possible(form, text) else None
        return "clock" if clock_of(shape) else None

    @cached_property
    def clocked(self) -> bool:
        """Whether dates of this column carry a time of day."""
        if not self.promises_date and not self.dates:  # its words are in no calendar, whatever the language
            return False
        for text in list(self.counts)[:20]:
            form = form_of(re.sub(r"\d", "9", text))
            if form and form.has_date and form.has_clock:
                return True
        return False

    @cached_property
    def identifiers(self) -> float:
        return self._share([t for t in self.counts if len(t) <= LONGEST_IDENTIFIER and _IDENTIFIER.match(t)])

    @cached_property
    def texty(self) -> float:
        """The share of cells with letters that are no number, date or identifier."""
        return self._share(
            [t for t in self.counts if t not in self.parsed and any(c.isalpha() for c in t) and not self._form(t)]
        )

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers by row, NaN where they are none."""
        return np.array(
            [
                p.value(self.mark) if t and row not in self.left_out and (p := self.parsed.get(t)) else np.nan
                for row, t in enumerate(self.texts)
            ]
        )

    @cached_property
    def whole(self) -> float:
        """The share of numbers without decimals."""
        values = self.numbers[~np.isnan(self.numbers)]
        return float(np.mean(values == np.round(values))) if len(values) else 0.0

    @cached_property
    def middle(self) -> float:
        """The median of the numbers' sizes."""
        values = self.numbers[~np.isnan(self.numbers)]
        return float(np.median(np.abs(values))) if len(values) else 0.0

    @cached_property
    def decimals(self) -> float:
        """The share of cells written with one or two decimals."""
        return self._share([t for t, p in self.parsed.items() if p.decimals in (1, 2)])

    @cached_property
    def separated(self) -> float:
        """The share of cells with marks between thousands or before decimals."""
        return self._share([t for t, p in self.parsed.items() if p.separators])

    @cached_property
    def ambiguous(self) -> str | None:
        """The mark in cells all of whose groups have three digits, so that it parts thousands or decimals; None if clear."""
        marks = set()
        for _text, parsed in self.parsed.items():
            if not parsed.separators:
                continue
            if not (found := _THREES.match(parsed.body)):
                return None
            marks.add(found.group(1))
        return marks.pop() if len(marks) == 1 else None

    @cached_property
    def thousands(self) -> bool:
        """Whether a cell has the same mark twice, which only thousands have."""
        return any(max(p.body.count("."), p.body.count(",")) > 1 and not p.own_mark for p in self.parsed.values())

    @cached_property
    def sequence(self) -> bool:
        """Whether the cells count the rows: 1, 2, 3 … up, or down to 1."""
        values = self.numbers[:SEQUENCE_LOOKED_AT]
        if len(values) < 3 or np.isnan(values).any() or self.decimals or self.marked:
            return False
        steps = np.diff(values)
        if np.all(steps == 1):
            return bool(values[0] in (0, 1))
        return bool(np.all(steps == -1)) and bool(values[-1] in (0, 1) or values[0] == len(self.texts))

    @cached_property
    def runs(self) -> bool:
        """Whether the same text stands on several rows in a row."""
        return any(a and a == b for a, b in zip(self.texts, self.texts[1:], strict=False))

    @cached_property
    def unique(self) -> bool:
        return self.filled > 1 and self.distinct == self.filled

    def words(self, *concepts: str) -> float:
        """The share of cells whose words say any of these concepts."""
        key = "|".join(concepts)
        if key not in self._words:
            looked = self.counts.most_common(WORDS_LOOKED_AT)
            total = sum(n for _, n in looked)
            wanted = frozenset(concepts)
            self._words[key] = sum(n for t, n in looked if said(t, self.languages) & wanted) / total if total else 0.0
        return self._words[key]

    def only(self, *concepts: str) -> float:
        """The share of cells that as a whole are one phrase of these concepts."""
        wanted = frozenset(concepts)
        return self._share([t for t in self.counts if says_only(t, wanted)])

    def example(self, *concepts: str) -> str:
        """The commonest cell that says one of these concepts."""
        wanted = frozenset(concepts)
        return next((t for t, _ in self.counts.most_common(WORDS_LOOKED_AT) if said(t, self.languages) & wanted), "")


def _possible(form: Form, text: str) -> bool:
    """Whether what stands at the places of month and day can be one: 2026/18 is a number of an invoice."""
    for place, most in ((form.month, 12), (form.day, 31)):
        if isinstance(place, tuple) and not 1 <= int(text[place[0] : place[0] + place[1]]) <= most:
            return False
    return True


def tidy(cell: str | None) -> str:
    """What a cell says, without quoting around it; "" for blanks and words for nothing."""
    text = (cell or "").strip(_MARKS)
    return "" if text.lower() in BLANKS else text
