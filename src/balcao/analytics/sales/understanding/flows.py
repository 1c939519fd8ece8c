"""Two columns of a cash book, one for what came in and one for what went out, by their headings together."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from balcao.analytics.sales.understanding.cell_words import said, says_only
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.fitting import PAYMENTS
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.relations import close
from balcao.analytics.sales.understanding.words import without_brackets

LEAST = 2
"""Cells that each of the two must have."""
_WAYS = frozenset(PAYMENTS)
MOST_SIDES = 4
"""Columns that may be called income, or expense."""
MOST_WORDS = 6
"""Different words in a column that says in or out."""
LEAST_STEPS = 4
"""Rows of a running balance that show which column makes it grow."""
FEW = 100
"""Whole numbers whose middle one is below this may be pieces."""
_CAME_IN = frozenset({"income", "tender"})
MOSTLY = 0.9
"""The share of rows on which a column is the sum of others."""
TOTALS = 2
"""Rows that may have both: of totals, carried forward and at the end."""


def settle_flows(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """Let *In* and *Out*, *Receipts* and *Payments*, 入金 and 出金 mean income and expense, and a column that only says which, direction.

    Alone each of these words may mean something else: a number of receipts, a way of paying. Which of debit and credit comes in is
    told by the balance, or by the words of the rows. What the two leave is no sale.
    """
    for column in columns:
        _settle_words(column, meanings)
    if any(m.best == "expense" for m in meanings.values()):
        for place, meaning in meanings.items():
            if meaning.concepts >= _CAME_IN:  # what came in, by one way of paying
                meanings[place] = Meaning({"income": 0.9, "amount": 0.6}, meaning.concepts)
    numbered = any(m.roles.get("receipt", 0) >= 0.8 and columns[p].fill > 0.9 for p, m in meanings.items())
    sides = [[c for c in columns if _money(c) and _says(c, concept)][:MOST_SIDES] for concept in ("income", "expense")]
    for comes in sides[0]:
        for goes in sides[1]:
            if comes.place == goes.place:
                continue
            beside = any(m.best == "tender" for p, m in meanings.items() if p not in (comes.place, goes.place))
            if (numbered or beside) and all(says_only(_bare(c), _WAYS) for c in (comes, goes)):
                for card in (comes, goes):  # two kinds of cards
                    meanings[card.place] = Meaning({"tender": 0.8}, frozenset({"tender"}))
                return
            if _few(comes) and _few(goes) and any("item" in m.concepts for m in meanings.values()):
                continue  # pieces that came into the store and went out
            both = (np.nan_to_num(comes.numbers) != 0) & (np.nan_to_num(goes.numbers) != 0)
            daily = both.mean() > 0.5 and not np.allclose(np.nan_to_num(comes.numbers), np.nan_to_num(goes.numbers))
            if both.sum() <= max(TOTALS, 0.05 * len(both)) or daily:
                first, second = (
                    (goes, comes) if not daily and _turned(comes, goes, columns, meanings) else (comes, goes)
                )
                way = meanings[first.place].concepts & {"tender"}
                meanings[first.place] = Meaning({"income": 0.95, "amount": 0.6}, frozenset({"income", *way}))
                meanings[second.place] = Meaning({"expense": 0.95}, frozenset({"expense"}))
                _settle_rest(first, second, columns, meanings)
                return


def _settle_words(column: Contents, meanings: dict[int, Meaning]) -> None:
    """A column whose cells only say in or out, or only yes and no of a refund, means that whatever its heading."""
    comes, goes = column.only("income"), column.only("expense")
    if comes and goes and comes + goes > 0.9 and column.distinct <= MOST_WORDS and column.only(*PAYMENTS) < 0.5:
        meanings[column.place] = Meaning({"direction": 1.0}, frozenset({"direction"}))
    back = (
        "refund" in meanings[column.place].concepts
        and max(meanings[column.place].roles.get(r, 0) for r in ("refund", "status")) >= 0.8
    )
    asks = column.heading.strip().endswith(("?", "？"))
    if back and (column.words("yes", "no") > 0.9 or (asks and set(column.counts) == {"0", "1"})):
        meanings[column.place] = Meaning({"status": 0.9}, frozenset({"refund", "flag"}))


def settle_by_balance(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """Two columns of which one makes a running balance grow, and the other makes it shrink, are what came in and what went out."""
    balances = [
        c
        for c in columns
        if {"balance", "stock"} & meanings[c.place].roles.keys() and c.numbers_share > 0.9 and c.filled > LEAST_STEPS
    ]
    if not balances:
        return
    flows = [c for c in columns if _money(c) and c not in balances][:MOST_WORDS]
    sided = [(c, d) for c in flows for d in flows if c is not d and np.any(np.nan_to_num(d.numbers)[1:])]
    for balance in balances:
        steps = np.diff(balance.numbers)
        for comes, goes in sided:
            known = meanings[comes.place].roles.keys() | meanings[goes.place].roles.keys()
            moved = (np.nan_to_num(comes.numbers) - np.nan_to_num(goes.numbers))[1:]
            stock = "balance" not in meanings[balance.place].roles and not _money_moves(balance, comes, goes)
            if stock or float(close(steps, moved).mean()) <= 0.9:
                continue
            meanings[balance.place] = Meaning({"balance": 0.9}, frozenset({"balance"}))  # what is in the till, too
            if not {"income", "expense"} & known:
                meanings[comes.place] = Meaning({"income": 0.95, "amount": 0.6}, frozenset({"income"}))
                meanings[goes.place] = Meaning({"expense": 0.95}, frozenset({"expense"}))
                return


def _money_moves(balance: Contents, comes: Contents, goes: Contents) -> bool:
    """Whether a balance is one of money, where it is called a stock: its moves have decimals, or marks."""
    return any(c.decimals > 0.5 or c.marked > 0.5 for c in (balance, comes, goes))


def _turned(comes: Contents, goes: Contents, columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> bool:
    """Whether what is called debit comes in, as in accounts of cash."""
    flow = np.nan_to_num(comes.numbers) - np.nan_to_num(goes.numbers)
    for column in columns:
        if "balance" in meanings[column.place].roles and column.numbers_share > 0.8:
            steps = np.diff(column.numbers)
            return float(close(steps, -flow[1:]).mean()) > float(close(steps, flow[1:]).mean())
    sold = [
        {row for row, text in enumerate(c.texts) if text and said(text, c.languages) & {"takings", "sale"}} for c in columns if c.texty > 0.5
    ]  # fmt: skip
    rows = max(sold, key=len, default=set())
    return sum(bool(goes.texts[row]) for row in rows) > sum(bool(comes.texts[row]) for row in rows)


def _settle_rest(comes: Contents, goes: Contents, columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    left = np.nan_to_num(comes.numbers) - np.nan_to_num(goes.numbers)
    for column in columns:
        full = column.numbers_share > 0.9 and column.filled == len(column.texts)
        if full and column.place not in (comes.place, goes.place) and float(close(column.numbers, left).mean()) > 0.9:
            meanings[column.place] = Meaning({"profit": 0.9}, frozenset({"profit"}))


def _few(column: Contents) -> bool:
    """Whether a column looks like pieces rather than money."""
    return column.whole == 1 and not column.decimals and not column.marked and column.middle < FEW


def _money(column: Contents) -> bool:
    return column.filled >= LEAST and column.numbers_share > 0.9 and column.dates < 0.5


def _says(column: Contents, concept: str) -> bool:
    return says_only(_bare(column), frozenset({concept}))


def _bare(column: Contents) -> str:
    return without_brackets(column.heading).strip(" :：")


def are_two_sides(columns: Sequence[Contents], roles: Mapping[str, Sequence[int]]) -> bool:
    """Whether quantity × price is, on each line, what came in or what went out: lines of invoices and of notes of credit."""
    places = [roles.get(role, [None])[0] for role in ("quantity", "unit_price", "income", "expense")]
    if None in places or "receipt" not in roles:
        return False
    quantity, price, comes, goes = (np.abs(np.nan_to_num(columns[p].numbers)) for p in places if p is not None)
    told = (quantity * price > 0) & (comes + goes > 0)
    same = np.abs(quantity * price - comes - goes) <= 0.011 + 0.002 * (comes + goes)
    return bool((told & (goes > 0)).any() and (told & (comes > 0)).sum() >= LEAST and same[told].mean() >= 0.9)


def more_that_came_in(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]]
) -> tuple[int, ...]:
    """Of a cash book that tells what came in by several ways of paying side by side, the columns beside the one that was taken.

    None where a column of what came in names no way of paying, or one is the sum of others: then it may hold them.
    """
    first = next((roles[role][0] for role in ("income", "amount") if role in roles), None)
    if first is None or "expense" not in roles:
        return ()
    ways = [
        c for c in columns
        if meanings[c.place].best in _CAME_IN and "expense" not in meanings[c.place].concepts
        and _money(c) and np.any(np.nan_to_num(c.numbers) != 0)
    ]  # fmt: skip
    named = [
        "tender" in meanings[c.place].concepts or any(said(part, c.languages) & _WAYS for part in (c.heading, *c.heading.split()))
        for c in ways
    ]  # fmt: skip
    if first not in [c.place for c in ways] or not all(named):
        return ()
    for whole in (c for c in columns if _money(c)):
        parts = [np.nan_to_num(c.numbers) for c in ways if c is not whole]
        for size in range(2, len(parts) + 1):
            for some in combinations(parts[:MOST_SIDES], size):
                if float(close(np.nan_to_num(whole.numbers), np.sum(some, axis=0)).mean()) > MOSTLY:
                    return ()
    return tuple(c.place for c in ways if c.place != first)
