"""Somebody's own orders: what a web shop or a marketplace gives those who bought from it, which are no sales."""

from collections.abc import Mapping, Sequence

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning

FEWEST_ORDERS = 4
"""Orders from which on where they went tells who placed them."""
MOST_ADDRESSES = 0.4
"""Addresses for each order up to which all went to one household or firm; a shop's customers live each elsewhere."""
SELLING = frozenset({"sale", "payout", "tip", "profit"})
"""Concepts of the columns of who sells."""


def are_own_orders(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]]
) -> bool:
    """Whether orders are those of the one who keeps the list: sent to hardly any address, of many articles, and nobody is told as their buyer."""
    said = {c.place: meanings[c.place].concepts for c in columns}
    if not {"receipt", "item"} <= roles.keys() or columns[roles["receipt"][0]].distinct < FEWEST_ORDERS:
        return False
    if any(SELLING & said[c.place] and c.numbers_share > 0.5 for c in columns):
        return False
    named = [c for c in columns if "customer" in said[c.place] and "shipping" not in said[c.place]]
    if any(c.distinct > 1 for c in named):
        return False
    sent = [c for c in columns if {"contact", "shipping"} <= said[c.place] and any(map(_is_address, c.counts))]
    orders = columns[roles["receipt"][0]].distinct
    return bool(sent) and all(c.filled >= FEWEST_ORDERS and c.distinct <= MOST_ADDRESSES * orders for c in sent)


def _is_address(text: str) -> bool:
    """A street and its number."""
    return " " in text and any(c.isdigit() for c in text) and any(c.isalpha() for c in text)
