"""Who gave a discount, what was paid out, and which money is a part of another: told by sums where headings mislead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from balcao.analytics.sales.understanding.contents import Contents, Numbers
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.lexicon import fold
from balcao.analytics.sales.understanding.relations import LEAST_NUMBERS

MOST_TRIED = 8
"""Columns of each kind that are tried together."""
LEAST_ROWS = 3
"""Rows that must show a sum before it is believed."""
MOSTLY = 0.8
"""The share of rows on which a sum must hold."""
_GIVES = frozenset({"platform", "tender"})
"""Concepts of who gives, beside the shop, by a name of its own."""
_PLATFORM = re.compile(
    r"平[台臺]|platform|plataforma|plateforme|plattform|piattaforma|플랫폼|プラットフォーム|モール|แพลตฟอร์ม|san tmdt|marketplace|aggregat|agregador|官方"
)
"""Folded words of a heading that mean the platform itself, not a way of ordering."""
_PAID_FOR = re.compile(r"[補补][貼贴助]|subsid|subvenc|subvention|zuschuss|보조|補助")
"""Folded words of a heading of what somebody else paid."""


def _money(columns: Sequence[Contents]) -> list[Contents]:
    return [c for c in columns if c.numbers_share >= LEAST_NUMBERS and c.filled and not c.sequence]


def _same(a: Numbers, b: Numbers) -> npt.NDArray[np.bool_]:
    return np.abs(a - b) <= 0.011


def settle_givers(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """A discount (no subsidy) for a way of ordering is the shop's where no platform takes a fee; and so is a partner's beside one that a platform names as its own."""
    money = _money(columns)
    given = [c.place for c in money if meanings[c.place].best == "subsidy"]
    named = [
        c.place for c in money
        if c.place in given and (_GIVES & meanings[c.place].concepts or _PLATFORM.search(fold(c.heading)))
    ]  # fmt: skip
    headings = {c.place: c.heading for c in money}
    handled = any(meanings[c.place].best in ("fee", "payout") for c in money)
    for place in given:
        if (
            place not in named
            and not _PAID_FOR.search(fold(headings[place]))
            and "channel" in meanings[place].concepts
            and (named or not handled)
        ):
            meanings[place] = replace(
                meanings[place],
                roles={"discount": 0.96},
                concepts=meanings[place].concepts - {"channel"} | {"outlet"},
            )


def settle_payouts(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """What is called a refund and is on most rows the money beside it less its fee, was paid out: a credit to the shop."""
    money = _money(columns)
    fees = [c for c in money if meanings[c.place].roles.get("fee", 0) >= 0.5][:MOST_TRIED]
    sums = [c for c in money if meanings[c.place].roles.get("amount", 0) >= 0.4][:MOST_TRIED]
    for back in money:
        if meanings[back.place].best != "refund":
            continue
        for fee in fees:
            for whole in sums:
                charged = (np.nan_to_num(fee.numbers) != 0) & (np.nan_to_num(whole.numbers) != 0)
                told = charged & (np.abs(np.nan_to_num(back.numbers)) > 0)
                less = whole.numbers - np.abs(fee.numbers)
                if (
                    back is not whole
                    and told.sum() >= max(LEAST_ROWS, MOSTLY * charged.sum())
                    and float(_same(back.numbers, less)[told].mean()) >= MOSTLY
                ):
                    meanings[back.place] = replace(meanings[back.place], roles={"payout": 0.9})


def settle_balances_moved(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """What came in less what went out is, on each row, another sum of money less its fees: both tell what an account got, and the other what was sold."""
    money = _money(columns)
    fees = [c for c in money if meanings[c.place].best == "fee" and np.any(np.nan_to_num(c.numbers))][:MOST_TRIED]
    wholes = [c for c in money if {"amount", "gross"} & meanings[c.place].roles.keys()][:MOST_TRIED]
    comes = [c for c in money if meanings[c.place].best == "income"][:MOST_TRIED]
    goes = [c for c in money if meanings[c.place].best == "expense"][:MOST_TRIED]
    taken = sum((np.nan_to_num(c.numbers) for c in fees), np.zeros(1))
    for income in comes if fees else ():
        for expense in goes:
            moved = np.nan_to_num(income.numbers) - np.abs(np.nan_to_num(expense.numbers))
            for whole in (c for c in wholes if c not in (income, expense)):
                left = whole.numbers + (taken if np.sum(taken) < 0 else -taken)
                told = ~np.isnan(left)
                if told.sum() >= LEAST_ROWS and float(_same(moved, left)[told].mean()) >= MOSTLY:
                    for column in (income, expense):
                        meanings[column.place] = replace(meanings[column.place], roles={"payout": 0.9})
                    return


def settle_bases(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """Money without tax that, with the tax and a third column that is nowhere else counted, is the total, is a part of what was sold: the total is all."""
    money = _money(columns)
    taxes = [c for c in money if meanings[c.place].roles.get("tax", 0) >= 0.8][:MOST_TRIED]
    totals = [
        c for c in money if {"total"} & meanings[c.place].concepts and meanings[c.place].roles.get("amount", 0) >= 0.5
    ]
    bases = [
        c for c in money if "without" in meanings[c.place].concepts and meanings[c.place].roles.get("amount", 0) >= 0.5
    ]
    others = [
        c
        for c in money
        if not {"fee", "tip", "discount", "shipping", "refund", "payout", "tax", "surcharge"}
        & meanings[c.place].roles.keys()
        and not {"tax", "surcharge", "fee", "rate"} & meanings[c.place].concepts
    ]
    for total in totals[:MOST_TRIED]:
        for base in (b for b in bases[:MOST_TRIED] if b is not total):
            for tax in taxes:
                rest = total.numbers - base.numbers - tax.numbers
                told = ~np.isnan(rest)
                if told.sum() < LEAST_ROWS or np.all(np.abs(rest[told]) <= 0.011):
                    continue
                if any(
                    other not in (total, base, tax) and np.all(_same(rest, np.nan_to_num(other.numbers))[told])
                    for other in others
                ):
                    meanings[base.place] = replace(meanings[base.place], roles={})


def another_sum_of_money(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]]
) -> bool:
    """Whether what was taken for the price of a piece is called no price, and does not make the sale on lines of several pieces: another sum of money."""
    if not {"unit_price", "quantity", "amount"} <= roles.keys():
        return False
    price, quantity, amount = (columns[roles[role][0]].numbers for role in ("unit_price", "quantity", "amount"))
    if {"price", "before", "cost"} & meanings[roles["unit_price"][0]].concepts:
        return False
    if {"discount", "rate"} & roles.keys():
        return False
    several = (np.nan_to_num(quantity) > 1) & (np.nan_to_num(amount) > 0) & (np.nan_to_num(price) > 0)
    product = quantity * price
    return bool(several.sum() >= LEAST_ROWS) and float(np.mean(product[several] > 1.3 * amount[several])) >= MOSTLY
