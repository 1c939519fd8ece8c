"""How columns of numbers fit together: quantity × price, gross less discount, net and tax, parts and their sum, a balance.

Looked for in the sample; a relation that holds on nearly all rows picks between candidates. None is believed that would hold
whatever the numbers (all zero, all one).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb

import numpy as np

from balcao.analytics.sales.understanding.contents import Contents, Numbers
from balcao.analytics.sales.understanding.headings import Meaning

HOLDS = 0.9
"""The share of rows on which a relation must hold."""
FEWEST = 3
"""Rows in which all columns of a relation have numbers."""
LEAST_NUMBERS = 0.35
"""The share of cells that must be numbers; the others may be words where somebody wrote instead."""
MOST_COLUMNS = 24
MOST_TRIED = 400
"""Sets of parts that are tried between two totals."""
EITHER_WAY = ("fee", "tax", "shipping", "surcharge")
"""Parts that a statement may add or take: fees that customers pay, taxes and postage that the platform keeps."""
MOST_ASIDE = 2
"""Columns of a statement that may stand aside from its sum."""
MOST_WAYS = 7
"""Columns of ways of paying that are tried together."""
MOST_SIGNED, ROWS_SIGNED, FEWEST_SIGNED = 9, 40, 5
"""Parts that are tried together, the rows on which they are, and the fewest rows that show anything."""

SIGN = {
    "discount": -1,
    "refund": -1,
    "fee": -1,
    "tax": 1,
    "tip": 1,
    "shipping": 1,
    "surcharge": 1,
    "rate": -1,
    "adjustment": 1,
    "subsidy": -1,
}
"""What is added to a value (as it stands) or taken from it (its size)."""


@dataclass(frozen=True)
class Relation:
    """`target` follows from `base` and `parts` on `share` of the rows. `kind`: product, sum, across, paid, given, balance, spent.

    `contrary` are the parts of a sum that work the other way than what they are called: a service fee that customers pay is added,
    a tax that a platform withholds is taken.
    """

    kind: str
    target: int
    base: int
    parts: tuple[int, ...]
    share: float
    contrary: frozenset[int] = frozenset()


def by_place(columns: Sequence[Contents]) -> dict[int, Contents]:
    """Columns by where they stand."""
    return {c.place: c for c in columns}


def close(a: Numbers, b: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Where two columns agree but for rounding."""
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.abs(a - b) <= 0.011 + 0.002 * np.abs(b)
    return found


def _holds(target: Numbers, value: Numbers) -> float:
    both = ~np.isnan(target) & ~np.isnan(value)
    if both.sum() < min(FEWEST, len(target)) or not np.any(target[both]):
        return 0.0
    return float(close(target[both], value[both]).mean())


def products(columns: Sequence[Contents], counts: Iterable[int], prices: Iterable[int], amounts: Iterable[int],
             discounts: Iterable[int], rates: Iterable[int]) -> list[Relation]:  # fmt: skip
    """quantity × price = amount, also after a discount or a rate of discount, best first."""
    known = by_place(columns)
    found = []
    for q in counts:
        quantity = known[q].numbers
        for p in prices:
            if p == q:
                continue
            price = known[p].numbers
            product = quantity * price
            telling = ~np.isnan(product) & (np.abs(quantity) != 1) & (product != 0)
            if not telling.any():
                continue
            for a in amounts:
                if a in (p, q):
                    continue
                amount = known[a].numbers
                if not np.any(telling & ~np.isnan(amount)):
                    continue
                share = max(_holds(np.abs(amount), np.abs(product)), 0.0)
                parts: tuple[int, ...] = ()
                if share < HOLDS:
                    for d in discounts:
                        less = np.abs(np.nan_to_num(known[d].numbers))
                        after = _holds(np.abs(amount), np.abs(product) - less)
                        if d not in (a, p, q) and after > share and np.any(less):
                            share, parts = after, (d,)
                    for r in rates:
                        rate = np.nan_to_num(known[r].numbers)
                        after = _holds(np.abs(amount), np.abs(product) * (1 - rate / 100))
                        if r not in (a, p, q) and after > share and np.any(rate):
                            share, parts = after, (r,)
                if share >= 0.6:
                    found.append(Relation("product", a, q, (p, *parts), share))
    return sorted(found, key=lambda r: -r.share)


def sums(
    columns: Sequence[Contents], totals: Sequence[int], parts: Mapping[int, str], others: Sequence[int]
) -> list[Relation]:
    """One total follows from another and a few parts, each with its usual sign; the fewest parts that do.

    `others` are columns of numbers whose headings say nothing: parts only where all of them count as they stand.
    """
    known = by_place(columns)
    numbers = {p: np.nan_to_num(known[p].numbers) for p in parts if np.any(np.nan_to_num(known[p].numbers))}
    ways = [
        {p: SIGN[parts[p]] * v for p, v in numbers.items()},
        dict(numbers.items()),
        {p: SIGN[parts[p]] * np.abs(v) if SIGN[parts[p]] < 0 else v for p, v in numbers.items()},
    ]
    found = []
    for base in totals:
        for target in totals:
            if base == target:
                continue
            start, end = known[base].numbers, known[target].numbers
            if _holds(end, start) >= HOLDS:
                continue
            start = np.where(start == 0, np.nan, start)  # rows without it are of another kind: fees, transfers
            if np.isnan(start).mean() > 0.5:
                continue
            tries = ({p: v for p, v in way.items() if p not in (base, target)} for way in ways)
            tries = (
                {p: v for p, v in way.items() if np.nansum(v * np.sign(start)) * SIGN[parts[p]] > 0} for way in tries
            )
            relation = next((r for sized in tries if (r := _fewest(start, end, base, target, sized))), None)
            relation = relation or _all_as_they_stand(columns, start, end, base, target, [*parts, *others])
            relation = relation or _by_any_sign(start, end, base, target, numbers, parts)
            if relation:
                found.append(relation)
    return found


def _all_as_they_stand(columns: Sequence[Contents], start: Numbers, end: Numbers, base: int, target: int,
                       parts: Sequence[int]) -> Relation | None:  # fmt: skip
    """A total from which many columns are taken with their own signs, as statements of platforms write them."""
    chosen = [
        c for c in columns if c.place in parts and c.place not in (base, target) and np.any(np.nan_to_num(c.numbers))
    ]
    if len(chosen) < 2:
        return None
    sold = ~np.isnan(start)
    if np.nansum(np.abs(end[sold])) >= np.nansum(np.abs(start)):
        return None
    everything = start + sum(np.nan_to_num(c.numbers) for c in chosen)
    for size in range(0, min(MOST_ASIDE, len(chosen) - 2) + 1):
        for aside in combinations(chosen, size):  # what only tells of others, as a rate or what the platform gave
            share = _holds(end, everything - sum(np.nan_to_num(c.numbers) for c in aside))
            if share >= HOLDS:
                return Relation("sum", target, base, tuple(c.place for c in chosen if c not in aside), share)
    return None


def _fewest(start: Numbers, end: Numbers, base: int, target: int, sized: Mapping[int, Numbers]) -> Relation | None:
    tried = 0
    for size in range(1, len(sized) + 1):
        tried += comb(len(sized), size)
        if tried > MOST_TRIED:
            return None
        for chosen in combinations(sized, size):
            share = _holds(end, start + sum(sized[p] for p in chosen))
            if share >= HOLDS:
                return Relation("sum", target, base, chosen, share)
    return None


def _by_any_sign(start: Numbers, end: Numbers, base: int, target: int, numbers: Mapping[int, Numbers],
                 parts: Mapping[int, str]) -> Relation | None:  # fmt: skip
    """The fewest parts that make one total another, each by its usual sign however it is written; fees also added, as customers pay some."""
    places = [p for p in numbers if p not in (base, target)][:MOST_SIGNED]
    told = np.flatnonzero(~np.isnan(start) & ~np.isnan(end))[:ROWS_SIGNED]
    if len(told) < FEWEST_SIGNED or not places:
        return None
    gap = (end - start)[told]
    usual = [SIGN[parts[p]] * (1 if np.nansum(numbers[p]) > 0 else -1) for p in places]
    tried = [(0, sign, -sign) if parts[p] in EITHER_WAY else (0, sign) for p, sign in zip(places, usual, strict=True)]
    signs = np.array(list(product(*tried)))
    values = np.array([numbers[p][told] for p in places])
    holds = (np.abs(signs @ values - gap) <= 0.011 + 0.0001 * np.abs(gap)).mean(axis=1)
    fits = np.flatnonzero(holds >= HOLDS)
    if not len(fits):
        return None
    best = signs[
        fits[np.argmin(np.count_nonzero(signs[fits], axis=1) + 0.1 * (signs[fits] == -np.array(usual)).sum(axis=1))]
    ]
    chosen = tuple(p for p, sign in zip(places, best, strict=True) if sign)
    contrary = frozenset(p for p, sign, way in zip(places, best, usual, strict=True) if sign == -way)
    taken = any(parts[p] == "fee" and p not in contrary for p in chosen)
    if not chosen or (any(parts[p] != "fee" for p in contrary) and not taken):
        return None  # net and tax make gross; the other way round says nothing of fees
    share = _holds(end, start + sum(sign * numbers[p] for p, sign in zip(places, best, strict=True)))
    return Relation("sum", target, base, chosen, share, contrary) if share >= HOLDS else None


def several_of(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All of the places, then all but one and so on down to two."""
    for size in range(len(places[:MOST_WAYS]), 1, -1):
        yield from combinations(places[:MOST_WAYS], size)


def across(columns: Sequence[Contents], ways: Sequence[int], totals: Iterable[int]) -> Relation | None:
    """Several columns of ways of paying (or of items) that add up to a total; cash that was counted may stand beside them."""
    known, wanted = by_place(columns), list(totals)
    for chosen in several_of(ways):
        together = np.sum([np.nan_to_num(known[w].numbers) for w in chosen], axis=0)
        for total in wanted:
            if total not in chosen:
                share = _holds(known[total].numbers, together)
                if share >= HOLDS:
                    return Relation("across", total, chosen[0], tuple(chosen[1:]), share)
    return None


def components(columns: Sequence[Contents], parts: Sequence[int], totals: Iterable[int]) -> list[Relation]:
    """A total that two other columns of money add up to, as services and goods do."""
    known = by_place(columns)
    found = []
    for total in totals:
        target = known[total].numbers
        for a, b in combinations([p for p in parts if p != total], 2):
            one, other = np.nan_to_num(known[a].numbers), np.nan_to_num(known[b].numbers)
            both = np.count_nonzero(one) >= 2 and np.count_nonzero(other) >= 2
            if both and (share := _holds(target, one + other)) >= HOLDS:
                found.append(Relation("components", total, a, (b,), share))
    return found


def differences(columns: Sequence[Contents], firsts: Iterable[int], seconds: Iterable[int], totals: Iterable[int], kind: str,
                sign: int) -> list[Relation]:  # fmt: skip
    """total = first + sign × second: what is paid and what is owed, or what is given less the change."""
    known = by_place(columns)
    found = []
    for a in firsts:
        for b in seconds:
            part = np.nan_to_num(known[b].numbers)
            if not np.any(part):
                continue
            value = known[a].numbers + sign * np.abs(part)
            for total in totals:
                if total not in (a, b) and (share := _holds(known[total].numbers, value)) >= HOLDS:
                    found.append(Relation(kind, total, a, (b,), share))
    return found


def running_balance(columns: Sequence[Contents], candidates: Iterable[int], flows: Sequence[int]) -> list[Relation]:
    """Columns that add up what other columns say, row after row, in either direction of time."""
    known = by_place(columns)
    found = []
    for b in candidates:
        level = known[b].numbers
        if np.isnan(level).sum() > 0.1 * len(level) or len(level) < 4:
            continue
        steps = np.diff(level)
        if not np.any(steps):
            continue
        for size in (1, 2):
            for chosen in combinations([f for f in flows if f != b], size):
                values = [np.nan_to_num(known[f].numbers) for f in chosen]
                flow = values[0] if size == 1 else np.abs(values[0]) - np.abs(values[1])
                for sign in (1, -1) if size == 2 else (1,):
                    forward = float(close(steps, sign * flow[1:]).mean())
                    backward = float(close(-steps, sign * flow[:-1]).mean())
                    if max(forward, backward) >= HOLDS and np.count_nonzero(flow) >= FEWEST:
                        found.append(Relation("balance", b, chosen[0], chosen[1:], max(forward, backward)))
    return found


def numeric(columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> list[Contents]:
    """The columns that hold numbers at all, the ones whose headings speak of something first."""
    holding = [c for c in columns if c.numbers_share >= LEAST_NUMBERS and c.filled and c.dates < 0.5 and not c.sequence]
    if len(holding) > MOST_COLUMNS:
        holding = [c for c in holding if np.any(np.nan_to_num(c.numbers))]
    return sorted(holding, key=lambda c: -max(meanings[c.place].roles.values(), default=0))[:MOST_COLUMNS]
