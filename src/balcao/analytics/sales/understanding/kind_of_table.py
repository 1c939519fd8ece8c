"""What kind of table it is: one that holds sales, and which; or one that does not, and what it is instead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from balcao.analytics.sales.schema import Evidence
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.doubts import find_doubt
from balcao.analytics.sales.understanding.fitting import CHANNELS, MONEY
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.lexicon import fold
from balcao.analytics.sales.understanding.money import Money
from balcao.analytics.sales.understanding.own_orders import are_own_orders

SPENT = 0.6
"""The share of rows that name what shops spend on from which a list is one of spending."""
CLOCKED_IN = 3
"""Columns of hours (in, out, and how many) that tell of people at work, whatever stands beside them."""
PAID_TO_STAFF = 3
"""Columns of wages and what comes off them from which a table is one of what staff are paid."""
MOVED = 0.5
"""The share of rows that name why goods left the store from which a table without money is one of stock."""
_ACCOUNT = re.compile(
    r"科目|勘定|계정|rubrica|cont\w* contab|cuenta contable|\baccount\b(?! (?:no|id|number))|compte (?:comptable|general)|sachkonto|\bkonto\b|conto (?:contabile|di)|grootboek|"
    r"hesap (?:adi|kodu)|ชื่อบัญชี|tai khoan ke toan|\bakun\b"
)
"""Folded words of a heading of the accounts of a book."""
BOOKED = 0.9
"""The share of rows that wholly name takings, spending and the like from which a column is one of accounts, whatever stands beside it."""
MANY_CONTACTS = 4
"""Columns of addresses, telephones and the like from which a list of people is one of customers, unless it tells of orders."""
ORDERLY = frozenset({"item", "shipping", "channel"})


@dataclass(frozen=True)
class KindOfTable:
    """`kind` is one of schema.KINDS or, where `sales` is false, of schema.NOT_SALES; `doubt` is another kind that it could be."""

    kind: str
    sales: bool = True
    evidence: tuple[Evidence, ...] = ()
    doubt: str | None = None
    doubt_evidence: tuple[Evidence, ...] = ()


def kind_of(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]], money: Money
) -> KindOfTable:
    """The kind of a table whose roles are assigned."""
    concepts: dict[str, list[int]] = {}
    for column in columns:
        for concept in meanings[column.place].concepts:
            concepts.setdefault(concept, []).append(column.place)
    return (
        _not_sales(columns, meanings, roles, money, concepts)
        or _spending(columns, meanings, roles)
        or _with_doubt(_sales_kind(columns, meanings, roles, concepts), columns, meanings, roles, money)
    )


def _with_doubt(kind: str, columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]],
                money: Money) -> KindOfTable:  # fmt: skip
    doubt, evidence = find_doubt(kind, columns, meanings, roles, money)
    return KindOfTable(kind, doubt=doubt, doubt_evidence=evidence)


def _not_sales(columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]], money: Money,
               concepts: Mapping[str, list[int]]) -> KindOfTable | None:  # fmt: skip
    bests = [meanings[c.place].best for c in columns]
    dated = "sold_at" in roles
    sells = bool({"sale", "customer", "payment", "tip"} & concepts.keys()) or "receipt" in roles
    stock = bests.count("stock")
    clocked_in = bests.count("hours") >= CLOCKED_IN and not any(
        "item" in meanings[p].concepts for p in roles.get("item", [])[:1]
    )
    sold_by_the_hour = bool({"sale", "customer"} & concepts.keys())
    paid_to_staff = bests.count("salary") >= PAID_TO_STAFF and not {"quantity", "unit_price"} & roles.keys()
    if (
        "hours" in bests
        and bests.count("hours") + bests.count("salary") >= 2
        and ("item" not in roles or clocked_in)
        and not {"receipt", "payment_method"} & roles.keys()
        and not money.tenders
        and not sold_by_the_hour
    ):
        return KindOfTable("time sheet", False)
    if paid_to_staff and not ({"receipt", "sale", "tip", "income"} & {*roles, *concepts} or "customer" in concepts):
        return KindOfTable("payroll", False)
    if stock and ("amount" not in roles or not dated or not sells):
        if not dated and "unit_price" in roles and stock == 1:
            return KindOfTable("price list", False)
        return KindOfTable("stock count", False)
    sold = any(columns[p].numbers_share > 0.5 for p in concepts.get("sale", []))
    buyers = any(columns[p].distinct > 1 for p in concepts.get("customer", []))
    several = any(meanings[c.place].best == "supplier" and c.distinct > 1 for c in columns)  # a shop that sells is one
    if several and not sold and not buyers and not {"tip", "shipping", "channel"} & concepts.keys():
        return KindOfTable("purchases", False)
    if are_own_orders(columns, meanings, roles):
        return KindOfTable("purchases", False)
    own = {"sale", "customer", "tip", "cost", "fee"} & concepts.keys() or {"cost", "payment_method"} & roles.keys()
    handled = {"channel", "status"} <= roles.keys()  # orders that a platform handles
    if "purchase" in concepts and not own and not handled:
        return KindOfTable("purchases", False)
    if (
        "cost" in roles
        and "amount" not in roles
        and "unit_price" not in roles
        and "income" not in roles
        and not money.candidates
    ):
        return KindOfTable("purchases", False)
    for role in ("type", "direction", "category", "status"):
        for place in roles.get(role, [])[:1]:
            if columns[place].words("stock_move") > 0.6:
                return KindOfTable("stock count", False)
    if not ({*MONEY} & roles.keys() or money.candidates) and any(_left_unsold(c, meanings[c.place]) for c in columns):
        return KindOfTable("stock count", False)
    if {"income", "expense"} <= roles.keys():
        comes, goes = (np.nan_to_num(columns[roles[role][0]].numbers) for role in ("income", "expense"))
        if (
            float(np.mean((comes != 0) & (np.abs(comes - goes) <= 0.011))) > 0.6
        ):  # each row books one account against another
            return KindOfTable("journal", False)
    if (money.balance or "balance" in bests) and not sold:
        flows = {"income", "expense"} & roles.keys()
        signed = "amount" in roles and "payment_method" not in roles and "fee" not in roles
        bank = "bank" in concepts or (signed and _goes_both_ways(columns[roles["amount"][0]]))
        if (
            (flows or signed)
            and not {"receipt", "quantity", "unit_price", "customer_id", "tax"} & roles.keys()
            and bank
        ):
            return KindOfTable("bank statement", False)
    money_or_pieces = {"amount", "quantity", "unit_price", "gross", "income", "receipt", "refund"} & roles.keys()
    if "customer" in roles and not money_or_pieces and {"contact", "points"} & set(bests):
        return KindOfTable("customer list", False)
    named = {"amount", "quantity", "receipt", "gross", "unit_price", "income"} & roles.keys() or "item" in concepts
    if bests.count("contact") >= 2 and not named:
        return KindOfTable("customer list", False)
    if (
        bests.count("contact") >= MANY_CONTACTS
        and not concepts.keys() & ORDERLY
        and not {"payment_method", "tax", "discount", "unit_price"} & roles.keys()
    ):
        return KindOfTable("customer list", False)
    prices = sum(meanings[c.place].best == "unit_price" for c in columns)
    named_once = any(columns[p].unique for p in roles.get("item", [])[:1])
    if (
        prices > 1
        and named_once
        and "quantity" not in roles
        and ("cost" in roles or stock)
        and not {"customer", "payment_method"} & roles.keys()
    ):
        return KindOfTable("price list", False)
    if dated:
        priced = "amount" not in roles or meanings[roles["amount"][0]].best == "unit_price"
        sale = {"quantity", "receipt", "customer", "payment_method", "staff", "gross"} & roles.keys()
        if "unit_price" in roles and priced and not sale:
            several = sum(meanings[c.place].best == "unit_price" for c in columns) > 1
            return KindOfTable("price list", False) if several or "currency" in roles else None
        return None
    if "customer" in roles and not {"amount", "quantity", "receipt"} & roles.keys():
        return KindOfTable("customer list", False)
    if "unit_price" in roles and "receipt" not in roles:
        return KindOfTable("price list", False)
    return KindOfTable("summary", False) if {"amount", "quantity", "item"} & roles.keys() else None


def _left_unsold(column: Contents, meaning: Meaning) -> bool:
    """Whether a column says of most rows why goods left the store, and is none of items, places or ways of ordering."""
    named = {"item", "category", "channel", "outlet", "variant", "customer", "staff"} & {
        r for r, w in meaning.roles.items() if w >= 0.5
    }
    return not named and column.only("unsold") * column.fill >= MOVED and not column.words(*CHANNELS)


def _goes_both_ways(column: Contents) -> bool:
    """Whether much of the money goes out: a statement rather than a list of sales with a few refunds."""
    values = column.numbers[~np.isnan(column.numbers)]
    return bool(len(values)) and float(np.mean(values < 0)) > 0.25


def _spending(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]]
) -> KindOfTable | None:
    """A list of what was spent: by its expense column, its rows' words, or amounts that are all negative."""
    if "expense" in roles and not {"income", "amount", "unit_price", "gross"} & roles.keys():
        return KindOfTable("expenses", False)
    for place in roles.get("direction", [])[:1]:
        if columns[place].words("income") == 0 and columns[place].words("expense") > 0.9:
            return KindOfTable("expenses", False)
    if "amount" in roles and "direction" not in roles and "type" not in roles:
        values = columns[roles["amount"][0]].numbers
        values = values[~np.isnan(values)]
        if len(values) and np.all(values <= 0) and np.any(values < 0):
            return KindOfTable("expenses", False)
    if "fee" in roles and "amount" in roles and _paid_out_less(columns, meanings, roles["amount"][0]):
        return None  # what a service took of sales
    for column in columns:
        if column.texty < 0.5 or not column.filled:
            continue
        share, sold = column.words("spending"), column.words("takings")
        grouping = column.place in [p for role in ("type", "category", "direction") for p in roles.get(role, [])[:1]]
        alone = not {"receipt", "quantity", "direction", "customer", "unit_price"} & roles.keys()
        book = "income" in roles and columns[roles["income"][0]].fill < 0.4
        sure = grouping and (alone or share > 0.7) and "income" not in roles
        if share >= SPENT and share > 2 * sold and (sure or book):
            return KindOfTable(
                "expenses", False, (Evidence("spending", {"share": share, "example": column.example("spending")}),)
            )
    return None


def _paid_out_less(columns: Sequence[Contents], meanings: Mapping[int, Meaning], amount: int) -> bool:
    """Whether a column of what was paid out is everywhere less than what was sold, and nowhere more."""
    sold = columns[amount].numbers
    for column in columns:
        both = ~np.isnan(sold) & ~np.isnan(column.numbers) & (sold > 0)
        if "payout" in meanings[column.place].concepts and column.numbers_share > 0.9 and both.sum() > 1:
            return bool(np.all(column.numbers[both] <= sold[both]) and np.any(column.numbers[both] < sold[both]))
    return False


def _sales_kind(
    columns: Sequence[Contents],
    meanings: Mapping[int, Meaning],
    roles: Mapping[str, Sequence[int]],
    concepts: Mapping[str, list[int]],
) -> str:
    if "income" in roles and ("expense" in roles or "balance" in concepts):
        return "cash book"
    if "direction" in roles and not {"receipt", "quantity"} & roles.keys():
        return "cash book"
    if "payout" in concepts and "fee" in roles and "item" not in roles:
        return "payouts" if not _timed(columns, roles) else "payments"
    if "fee" in roles and not {"item", "quantity"} & roles.keys():
        return "payments"
    if _one_a_day(columns, meanings, roles):
        return "daily totals"
    if _takings_and_spending(columns, roles):
        return "cash book"
    if "receipt" in roles:
        receipts = columns[roles["receipt"][0]]
        if ("item" in roles or "quantity" in roles) and not receipts.unique:
            blank = any(columns[p].fill < 0.8 for p in roles.get("amount", [])[:1])
            return "orders" if blank else "sale lines"
        return "receipts" if "unit_price" not in roles else "sale lines"
    return "sale lines" if "item" in roles else "receipts"


def _takings_and_spending(columns: Sequence[Contents], roles: Mapping[str, Sequence[int]]) -> bool:
    """Whether the rows of a plain list say takings, and others what is spent: a cash book in one column."""
    if {"receipt", "quantity", "unit_price"} & roles.keys() or "amount" not in roles:
        return False
    texts = [columns[p] for role in ("item", "category", "type") for p in roles.get(role, [])[:1]]
    for column in texts:
        booked = column.only("takings", "spending", "other_income", "transfer") * column.fill
        if (
            column.words("takings")
            and column.words("spending")
            and booked >= BOOKED
            and _ACCOUNT.search(fold(column.heading))
        ):
            return True
    if {"customer", "tax", "tip"} & roles.keys():
        return False
    return any(
        c.words("takings") >= 0.3 and c.words("spending", "expense") > 0 and c.words("takings") < 1 for c in texts
    )


def _timed(columns: Sequence[Contents], roles: Mapping[str, Sequence[int]]) -> bool:
    return "time" in roles or any(columns[p].clocked for p in roles.get("sold_at", [])[:1])


def _one_a_day(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]]
) -> bool:
    """Whether each day has one row: its total, with nothing that belongs to a single sale."""
    if {"item", "customer", "staff", "unit_price", "payment_method"} & roles.keys() or _timed(columns, roles):
        return False
    for place in roles.get("receipt", [])[:1]:
        if columns[place].numbers_share < 1 or columns[place].sequence or "id" in meanings[place].concepts:
            return False
    dates = columns[roles["sold_at"][0]] if roles.get("sold_at") else None
    return bool(dates and dates.filled >= 2 and dates.distinct == dates.filled)
