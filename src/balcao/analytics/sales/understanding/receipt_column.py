"""Which of several columns of numbers is the receipt's: not the line's, the customer's, or that of the book of receipts."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from balcao.analytics.sales.day_lines import without_clock
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning

BARE = 0.6
"""What a heading of a number promises that says nothing of orders or receipts."""


def settle_receipt(roles: dict[str, list[int]], columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> None:
    """Put the receipt's column first among those that could be it, and the line's own number where it belongs."""
    repeated = [
        p for p in roles["receipt"]
        if not columns[p].unique and columns[p].fill > 0.9 and not {"tender", "discount"} & meanings[p].concepts  # a voucher's code
    ]  # fmt: skip
    first = roles["receipt"][0]
    single = [p for p in roles["receipt"] if columns[p].unique and meanings[p].roles.get("receipt", 0) >= 0.8]
    promised = meanings[first].roles.get("receipt", 0.0)
    scarce = columns[first].fill < (1 if columns[first].unique else 0.5) or "customer" in meanings[first].concepts
    bare = (
        promised <= BARE and "quantity" not in roles and _comes_again(columns[first])
    )  # another's number, as the buyer's
    if "item" not in roles and (scarce or bare):
        others = [
            c.place
            for c in columns
            if c.unique and c.fill == 1 and meanings[c.place].roles.get("receipt", 0) >= 0.6 and not c.dates
        ]
        if others and first not in others and not _given_back(columns[first], roles, columns):
            roles["receipt"] = [first := others[0], *(p for p in roles["receipt"] if p != others[0])]
            if roles.get("line_id", [])[:1] == [first]:
                roles.pop("line_id")
    if (
        single
        and not columns[first].unique
        and _is_a_series(columns[first], roles, columns)
        and not _given_back(columns[first], roles, columns)
    ):
        first = single[0]
        roles["receipt"] = [first, *(p for p in roles["receipt"] if p != first)]
    orders = [p for p in repeated if "order" in meanings[p].concepts and columns[p].distinct > 0.5 * columns[p].filled]
    back = {p for p in orders if _given_back(columns[p], roles, columns)}
    orders = orders if "order" not in meanings[first].concepts else [p for p in orders if p in back]
    if columns[first].unique and orders:
        roles["receipt"] = orders + [
            p for p in roles["receipt"] if p not in orders
        ]  # a refund has its own number, and its order's
    if (
        columns[first].unique
        and repeated
        and "item" in roles
        and columns[repeated[0]].runs
        and not _is_a_series(columns[repeated[0]], roles, columns)
    ) and meanings[repeated[0]].roles.get("receipt", 0) >= 0.6:
        roles["receipt"] = repeated + [p for p in roles["receipt"] if p not in repeated]
        roles.setdefault("line_id", [first])


def _comes_again(number: Contents) -> bool:
    """Whether a number comes again after another one: the rows of one bill stand together."""
    texts = [text for text in number.texts if text]
    changes = 1 + sum(one != other for one, other in pairwise(texts))
    return bool(texts) and changes > number.distinct


def _given_back(order: Contents, roles: Mapping[str, Sequence[int]], columns: Sequence[Contents]) -> bool:
    """Whether rows that take money back bear the number of an order that stands on a row of its own."""
    place = roles.get("amount", [None])[0]
    if place is None:
        return False
    money = np.nan_to_num(columns[place].numbers)
    sold = {text for text, value in zip(order.texts, money, strict=True) if text and value > 0}
    return any(text in sold for text, value in zip(order.texts, money, strict=True) if value < 0)


def _is_a_series(number: Contents, roles: Mapping[str, Sequence[int]], columns: Sequence[Contents]) -> bool:
    """Whether no two rows with the same number are of one moment, and some are of several days: the book of receipts, not the receipt."""
    texts = [columns[p].texts for role in ("sold_at", "time") for p in roles.get(role, [])[:1]]
    moments = list(zip(number.texts, *texts, strict=True))
    days = {(text, without_clock(day)) for text, day, *_ in moments} if texts else set()
    return bool(texts) and len(set(moments)) == len(moments) and len(days) > len({text for text, _ in days})
