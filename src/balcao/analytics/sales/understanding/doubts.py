"""What else a table of sales could be: said, and asked, where its rows hint at it and nothing shows a sale."""

from collections.abc import Mapping, Sequence

from balcao.analytics.sales.schema import Evidence
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.money import Money

FEW_SENT = 3
"""Orders that all go to one address, from which somebody may have bought them."""
SOME_SPENT = 0.2
"""The share of rows that name what shops spend on from which a list may be one of spending."""


def find_doubt(kind: str, columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]],
           money: Money) -> tuple[str | None, tuple[Evidence, ...]]:  # fmt: skip
    """Another kind that a table of sales could be: said where its rows hint at it and nothing shows a sale."""
    sold = any("sale" in meanings[c.place].concepts and c.numbers_share > 0.5 for c in columns) or money.tenders
    texts = [c for c in columns if c.texty > 0.5 and c.filled]
    spender = max(texts, key=lambda c: c.words("spending"), default=None)
    words = spender.words("spending") if spender else 0.0
    takings = max((c.words("takings") for c in texts), default=0.0)
    if any("yours" in meanings[c.place].concepts for c in columns):
        return "purchases", ()
    person = "staff" in roles and words < 0.3
    if (
        spender
        and words >= SOME_SPENT
        and takings < words
        and not sold
        and not person
        and not {"receipt", "channel", "tip"} & roles.keys()
    ):
        return "expenses", (Evidence("spending", {"share": words, "example": spender.example("spending")}),)
    if (
        kind == "cash book"
        and "income" in roles
        and not takings
        and not sold
        and words + _other_money(texts) >= SOME_SPENT
    ):
        return "bank statement", ()
    paid_out = sum("payout" in meanings[c.place].concepts for c in columns)
    goods = any("item" in meanings[p].concepts for p in roles.get("item", [])[:1])
    if (
        (paid_out > 1 or any("bank" in meanings[c.place].concepts for c in columns))
        and not goods
        and not {"quantity", "fee", "tax", "tip", "discount", "staff", "customer"} & roles.keys()
    ):
        return "bank statement", ()
    buyers = [c for c in columns if "customer" in meanings[c.place].roles and c.filled > 3]
    many = [
        c for c in columns
        if {"staff", "outlet"} & meanings[c.place].roles.keys() and c.filled > 3 and c.distinct > 0.8 * c.filled
    ]  # fmt: skip
    if many and buyers and all(c.distinct == 1 for c in buyers) and "item" not in roles:
        return "purchases", ()  # many who sold, and one who bought
    sent_to = [
        c for c in columns
        if {"contact", "shipping"} <= meanings[c.place].concepts and c.filled >= FEW_SENT and any(" " in t and any(x.isdigit() for x in t) for t in c.counts)
    ]  # fmt: skip
    if sent_to and all(c.distinct == 1 for c in sent_to):
        return "purchases", ()  # everything goes to one address
    linked = any(
        c.fill == 1 and c.unique and "order" in meanings[c.place].concepts and all(map(_is_link, c.counts))
        for c in columns
    )
    if linked and not buyers and "customer" not in roles:
        return "purchases", ()  # a shop's pages, for whoever ordered there
    sellers = [c for c in columns if meanings[c.place].best == "supplier"]
    if (
        sellers
        or sum("outlet" in meanings[c.place].roles and c.distinct > 0.6 * c.filled and c.filled > 3 for c in columns)
    ) and not {"tip", "channel", "fee"} & roles.keys():
        return "purchases", ()
    if "unit_price" in roles and not {"amount", "quantity"} & roles.keys() and not sold:
        return "price list", ()
    payer = roles.get("amount", [None])[0]
    if (
        payer is not None
        and "payment" in meanings[payer].concepts
        and "order" not in meanings[payer].concepts
        and not sold
    ) and (
        not {"item", "staff", "customer", "payment_method", "fee", "tax", "discount", "quantity_price"} & roles.keys()
        and "status" in roles
    ):
        return "purchases", ()
    return None, ()


def _is_link(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _other_money(texts: Sequence[Contents]) -> float:
    return max((c.words("other_income", "transfer") for c in texts), default=0.0)
