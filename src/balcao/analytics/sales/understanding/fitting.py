"""How well a column fits a role: what its heading promises, times what its cells allow; or what its cells show by themselves."""

import re
from collections.abc import Mapping

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning

PAYMENTS = ("cash", "card", "transfer_payment", "wallet", "voucher", "credit", "mixed")
CHANNELS = ("dine_in", "take_away", "delivery", "online")
STATES = ("done", "cancelled", "failed", "pending", "open", "draft", "refund", "part_refund", "void", "to_send")
TYPES = ("sale", "refund", "fee", "transfer", "memo", "void", "discount", "shipping", "income", "expense")
TOLD = {
    "payment_method": PAYMENTS,
    "channel": CHANNELS,
    "status": STATES,
    "type": TYPES,
    "direction": ("income", "expense"),
}
"""Roles whose cells are of few words, and the concepts that those say."""
MONEY = ("amount", "gross", "discount", "tax", "tip", "fee", "cost", "refund", "income", "expense", "unit_price")
UNPROMISED = {
    "sold_at": 0.45, "time": 0.4, "payment_method": 0.5, "direction": 0.6, "channel": 0.4, "status": 0.35, "type": 0.4,
    "item": 0.3, "amount": 0.33, "quantity": 0.12, "receipt": 0.15,
}  # fmt: skip
"""What a column is worth for a role that its heading does not promise, if its cells fit perfectly."""

MOST_PIECES = 20_000
"""A column whose middle number is larger does not count pieces."""
MOSTLY_NUMBERS = 0.75
"""The share of a column's cells from which a discount is money, and no code such as HELLO10."""
_CODE = re.compile(r"\d{2,3}")
"""What offices of taxes call kinds of documents."""
FEW_DOCUMENTS = 4
"""Different words up to which a column of them says which kind of document it is."""
WHOLLY_IDS = 0.9
"""The share of cells that look like numbers of documents."""
WHOLLY_SAID = 0.3
"""The share of cells that must wholly be a way of paying where the heading promises something else."""

TELLS_NOTHING = 0.95
"""What a column of types is worth that says the same on all rows, beside one that tells them apart."""
WITH_CLOCK = 1.06
"""How much better dates are that carry a time of day."""

ROLES = (
    "sold_at", "time", "zone", "receipt", "line_id", "item", "variant", "category", "quantity", "unit_price", "amount", "gross",
    "discount", "tax", "tip", "fee", "cost", "refund", "income", "expense", "payment_method", "channel", "staff", "customer",
    "outlet", "currency", "type", "status", "direction",
)  # fmt: skip


def score(role: str, column: Contents, meaning: Meaning, speaks: bool) -> float:
    """How well a column plays a role (0 to about 1.2). `speaks`: whether the table has headings with known words at all."""
    if column.filled == 0:
        return 0.0
    promised = meaning.roles.get(role, 0.0)
    if (
        role == "receipt"
        and meaning.concepts == {"sale"}
        and column.identifiers >= WHOLLY_IDS
        and not column.numbers_share
    ):
        promised = 0.6  # *Sale* over V-0311 is its number
    fits = _fits(role, column)
    other = max((w for r, w in meaning.roles.items() if r != role), default=0.0)
    unpromised = 0.0
    if not promised and role in UNPROMISED and (not meaning.roles or _weak(role, column, meaning)):
        unpromised = UNPROMISED[role] * (1.0 if not meaning.roles else 0.7)
        if role in TOLD and column.words(*TOLD[role]) < 0.6:
            unpromised = 0.0
        if role in ("type", "status") and column.only(*PAYMENTS) >= WHOLLY_SAID:
            unpromised = 0.0  # credit is a card there, and no note of credit
        if role == "payment_method" and column.words("yes", "no") > 0.9:
            unpromised = 0.0  # without its mark the Vietnamese word for a debt is *no*
        if role == "direction" and not (column.words("income") and column.words("expense")):
            unpromised = 0.0
        if role in ("item", "amount", "quantity", "receipt") and speaks and other > 0.5:
            unpromised = 0.0
        if role == "amount" and speaks and not column.marked and column.decimals < 0.5:
            unpromised = 0.0  # bare numbers under a heading that says nothing are not money
    if role == "amount" and meaning.roles.get("quantity", 0) >= 0.5 and column.whole == 1 and not column.marked:
        fits *= 0.7  # "items sold" over whole numbers
    if role == "direction" and promised >= 0.9 and column.words("income", "expense") > 0.3:
        fits = max(fits, 0.8)  # a heading that says in or out is believed though all goes out
    if role == "unit_price" and meaning.discount:
        fits *= 1.05 if meaning.discount == "with" else 0.9
    return max(promised, unpromised) * fits


def _weak(role: str, column: Contents, meaning: Meaning) -> bool:
    """Whether cells may overrule what the heading promises: cells of dates, of ways of paying or of in and out are plain."""
    if role == "status" and not (
        "state" in meaning.concepts and {"contact", "customer"} & meaning.concepts
    ):  # "State" over paid and failed is no address
        return column.fill > 0.9 and column.distinct <= 12 and column.words(*STATES) >= 0.8
    if role == "payment_method":  # cells that are nothing else: POS 2 is a till
        return column.only(*PAYMENTS) >= WHOLLY_SAID
    return role in ("sold_at", "time", "direction")


def _fits(role: str, column: Contents) -> float:
    if role in ("sold_at", "time"):
        share = column.dates if role == "sold_at" else column.clocks
        bonus = WITH_CLOCK if role == "sold_at" and column.clocked else 1.0
        return share * bonus if share >= 0.5 else (0.3 * share if role == "sold_at" else 0.0)
    if role in MONEY or role == "quantity":
        return _numbers(role, column)
    return _texts(role, column)


def _numbers(role: str, column: Contents) -> float:
    if column.numbers_share < 0.35 or column.dates > 0.5 or column.clocks > 0.6:
        return 0.0
    if column.percents > 0.5 or (role == "discount" and column.numbers_share < MOSTLY_NUMBERS):
        return 0.0
    fits = 0.4 + 0.6 * column.numbers_share
    longest = max((len(p.body) for p in column.parsed.values()), default=0)
    if (
        longest > 9
        and not column.decimals
        and not column.marked
        and not any(p.separators for p in column.parsed.values())
    ):
        fits *= 0.15  # ids of digits
    if column.sequence:
        fits *= 0.2
    if role == "quantity":
        if column.marked > 0.3 or column.middle > MOST_PIECES:
            return 0.0
        return fits * (0.5 if column.decimals > 0.8 and column.whole < 0.5 else 1.0)
    return fits


def _texts(role: str, column: Contents) -> float:
    texty = column.texty
    few = column.distinct <= max(3, 0.5 * column.filled) or column.distinct <= 12
    if role in ("receipt", "line_id"):
        if (
            column.dates > 0.5
            or column.clocks > 0.5
            or column.decimals > 0.3
            or column.marked > 0.3
            or column.percents > 0.3
        ):
            return 0.0
        if texty > 0.6 and any(" " in t for t in list(column.counts)[:20]) and column.identifiers < 0.3:
            return 0.35
        fits = 0.9 if column.fill > 0.5 else 0.5
        lengths = {len(t) for t in column.counts}
        few_words = column.distinct <= min(FEW_DOCUMENTS, 0.5 * column.filled) and (len(lengths) > 1 or lengths == {2})
        if few_words and not any(c.isdigit() for t in list(column.counts)[:20] for c in t):
            return 0.2  # invoice, receipt: which document it is, not its number
        if column.distinct <= 1 and column.filled > 3:
            return 0.2
        if role == "line_id":
            return fits if column.unique else 0.2
        if column.sequence and column.filled == len(column.texts):
            return fits * 0.75
        return fits * (1.08 if not column.unique and column.runs else 1.0)
    if role == "item":
        if column.dates > 0.5 or column.numbers_share > 0.7:
            return 0.05
        fits = 0.25 + 0.75 * min(1.0, texty + 0.4 * column.identifiers)
        if column.words(*PAYMENTS) > 0.7 or column.words("income", "expense") > 0.8:
            fits *= 0.4
        if column.only("meal") > 0.6:  # when people came, not what they had
            fits *= 0.2
        if column.filled > 10 and column.distinct <= 3:
            return fits * 0.75
        return fits * (0.97 + 0.03 * min(1.0, column.distinct / max(1, column.filled)))
    if role == "currency":
        short = sum(n for t, n in column.counts.items() if len(t) <= 4 and not any(c.isdigit() for c in t))
        return short / column.filled
    if role in ("customer", "staff", "outlet"):
        if column.dates > 0.5 or (column.decimals > 0.3 and column.whole < 1) or column.marked > 0.2:
            return 0.0
        if role == "customer" and column.words("yes", "no") > 0.7:
            return 0.0
        return 1.0
    if column.numbers_share > 0.8 and role not in ("variant", "category", "status"):
        return (
            0.6
            if role == "type" and 1 < column.distinct <= 12 and all(_CODE.fullmatch(t) for t in column.counts)
            else 0.0
        )
    if column.dates > 0.5:
        return 0.0
    if role in TOLD:
        share = column.words(*TOLD[role])
        if role == "direction":
            both = column.words("income") > 0 and column.words("expense") > 0
            if column.words(*PAYMENTS) >= 0.5:  # credit and debit are cards too
                return 0.0
            return share if share > 0.6 and (both or share > 0.9) and column.distinct <= 12 else 0.0
        if role in ("status", "type") and not few and share < 0.5:
            return 0.3
        others = max((column.words(*words) for other, words in TOLD.items() if other != role), default=0.0)
        tells = TELLS_NOTHING if role == "type" and column.distinct == 1 else 1.0
        return (0.55 + 0.6 * share - 0.25 * (others if share < others else 0)) * tells
    return 1.0 if few or role in ("variant",) else 0.85


def promise(meanings: Mapping[int, Meaning], place: int, role: str) -> float:
    """What a heading promises for a role."""
    return meanings[place].roles.get(role, 0.0)
