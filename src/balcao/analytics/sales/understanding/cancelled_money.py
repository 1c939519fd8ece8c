"""Money that was cancelled of a day's or of a sale's: refunded, counted only, or never in the total."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.money import Money

MONEY_MARK = re.compile(r"[$€£¥￥฿₩₫額额]|\b(val|value|amt|valor|eur|mop|hkd|usd)\b", re.IGNORECASE)
"""What in a heading says that its numbers are money."""
MOST_CANCELLED, ALWAYS_FEW = 0.1, 2
"""The share of a day's receipts, and the number, up to which what was cancelled may be a count."""
FEW_CANCELLED, SMALL_MONEY = 5, 0.02
"""Up to which whole number, and share of the usual total, what was cancelled is counted and no money."""


def take_cancelled_money(roles: dict[str, list[int]], columns: Sequence[Contents], meanings: Mapping[int, Meaning], money: Money,
                     void: Sequence[int]) -> None:  # fmt: skip
    """Money that was cancelled of a sale is refunded, unless it counts what was cancelled, or the sale has none of it any more."""
    place = roles["amount"][0]
    of = columns[place]
    void = [p for p in void if not _counts_what_was_cancelled(columns[p], of, columns, meanings)]
    day = next(iter(roles.get("sold_at", [])), None)
    single = {"receipt", "customer", "item", "time", "staff"} & roles.keys() or day is None or columns[day].clocked
    total = np.nan_to_num(of.numbers)
    stated = any(  # the file says what was left
        np.all(np.abs(np.nan_to_num(c.numbers) + np.abs(np.nan_to_num(columns[p].numbers)) - total) <= 0.011)
        for p in void for c in columns if c.place not in (place, p) and c.numbers_share > 0.9
    )  # fmt: skip
    taken_in = set() if single or stated else {r.target for r in money.relations if r.kind == "across"}
    if (
        any(r.kind == "sum" and {r.base, r.target} & taken_in and place in (r.base, r.target) for r in money.relations)
        or place in taken_in
    ):
        back = [p for p in void if "refund" in meanings[p].concepts]
        if len(back) == 1:  # and what went back is told beside it
            roles["refund"] = back
            for candidate in money.candidates:
                if candidate.place == place:
                    candidate.less.append(("refund", back[0]))
        return  # what was paid in each way is the total: it was cancelled before
    taken = {p for r in money.relations if r.kind == "sum" and r.target == place for p in r.parts}
    told = {p for r in money.relations if r.kind == "sum" and r.base == place for p in r.parts}
    sums = [
        p for p in void
        if p not in taken and not (of.decimals > 0.5 and columns[p].whole == 1 and not columns[p].decimals)
        and np.any(np.nan_to_num(columns[p].numbers) < np.nan_to_num(of.numbers)) and not np.any(columns[p].numbers > of.numbers)
    ]  # fmt: skip
    sums = [p for p in sums if p in told] or sums
    if len(sums) == 1:
        roles["refund"] = sums


def _counts_what_was_cancelled(column: Contents, of: Contents, columns: Sequence[Contents],
                               meanings: Mapping[int, Meaning]) -> bool:  # fmt: skip
    """Whether whole numbers are too small to be money: no more than the day's receipts, and less than one of them came to."""
    void, total = np.abs(np.nan_to_num(column.numbers)), np.abs(np.nan_to_num(of.numbers))
    told = "money" in meanings[column.place].concepts or MONEY_MARK.search(column.heading)
    if column.whole < 1 or column.marked or column.decimals > 0.5 or told:
        return False
    sold = total > 0
    for receipts in columns:
        count = np.nan_to_num(receipts.numbers)
        if "orders" in meanings[receipts.place].roles and np.all(count[sold] > 0) and np.all(void[sold] <= count[sold]):
            few = np.all((void[sold] <= MOST_CANCELLED * count[sold]) | (void[sold] <= ALWAYS_FEW))
            return bool(few and np.all(void[sold] < total[sold] / count[sold]))
    return bool(sold.any() and np.max(void) <= FEW_CANCELLED and np.max(void) < SMALL_MONEY * np.median(total[sold]))
