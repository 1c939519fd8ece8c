"""Which currency the amounts are in: a column of codes, marks beside the numbers, the heading, the economy; and other ones."""

import re
from collections import Counter

from babel.core import get_global

from balcao.analytics.sales.numbers import find_number
from balcao.analytics.sales.schema import quote
from balcao.analytics.sales.table import Table

_SIGNS = {
    "HKD": r"HK\$|HKD|港幣|港币", "MOP": r"MOP|澳門幣|澳门币|葡幣", "EUR": "€|EUR", "GBP": "£|GBP", "TWD": r"NT\$|TWD|NTD|新台幣",
    "USD": r"US\$|USD", "AUD": r"A\$|AUD", "SGD": r"S\$|SGD", "CNY": "RMB|CNY|人民币|人民幣", "JPY": "JPY|円", "KRW": "₩|KRW|원",
    "BRL": r"R\$|BRL", "VND": "₫|VND|VNĐ", "THB": "฿|THB|บาท", "PHP": "₱|PHP", "INR": "₹|INR|RS[.]?$|RUPEES", "IDR": r"^RP|IDR", "MYR": r"^RM|MYR",
    "PLN": "ZŁ|PLN", "TRY": "₺|TRY|TL$", "PEN": r"S/|PEN", "NGN": "₦|NGN", "CHF": "CHF|FR[.]", "MXN": r"MXN|MX\$", "CAD": r"C\$|CAD", "NZD": r"NZ\$|NZD",
}  # fmt: skip
"""Marks beside amounts, and the currency each means; a bare $, ¥ or 元 is the economy's."""


MOST_CURRENCIES = 20
"""Currencies up to which it is looked for a column that is converted into one of them."""
ALIKE, ONE_RATE, FAR = 0.0001, 0.03, 2.0
"""By how much a sum may differ from itself, a rate change within a file, and how far a rate must be from one to be no tax."""
_BARE = ("", "$", "¥", "￥", "元")


def find_currency(table: Table) -> dict[str, str]:
    """Fix the reading's currency; returns what to derive: currency_code and other_currency, or nothing if there is one only."""
    reading, wanted = table.reading, table.overrules.currency
    if column := table.column("currency"):
        written = f"upper({table.filled(column)})"
        code = _code(written)
        found = table.con.execute(
            f"SELECT {code} AS code FROM {table.cells} WHERE code IS NOT NULL AND length(code) = 3"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()
        if found:
            reading.currency = wanted or found[0]
            reading.columns["currency"] = table.named("currency")
            if home := _converted(table, code):
                reading.currency = home
                return {}
            return {"currency_code": code, "other_currency": f"coalesce({code} <> {quote(reading.currency)}, false)"}
    cells = [c for role in ("amount", "income", "gross", "unit_price") for c in table.candidates(role)]
    if cells and table.any(f"try_cast({cells[0]} AS DOUBLE) IS NULL"):
        signs = f"upper(trim(translate({cells[0]}, '0123456789.,()-+', '')))"
        counts: Counter[str] = Counter()
        bare = 0
        for sign, n in table.con.execute(
            f"SELECT {signs}, count(*) FROM {table.cells} GROUP BY 1 LIMIT 1000"
        ).fetchall():
            name = next((name for name, pattern in _SIGNS.items() if sign and re.search(pattern, sign)), None)
            if name:
                counts[name] += n
            elif sign is not None and sign in _BARE:
                bare += n
        if counts:
            most, n = counts.most_common(1)[0]
            home = table.dialect.currency or table.economy.currency
            reading.currency = wanted or (home if bare > n else most)  # amounts without a mark are the shop's own money
            if len(counts) == 1 and reading.currency in counts and bare <= n:
                return {}
            code = _code(signs, quote(reading.currency))
            return {"currency_code": code, "other_currency": f"{code} <> {quote(reading.currency)}"}
    reading.currency = wanted or _in_heading(table, cells) or table.dialect.currency or table.economy.currency
    return {}


def _converted(table: Table, code: str) -> str | None:
    """The currency into which another column of money is converted: the same as the amount there, and by one rate in every other currency.

    A tax or a discount is a rate too: the heading must name that currency, or each rate be far from one. That column becomes the
    amount; money beside it that is not converted is left alone.
    """
    amount = table.column("amount")
    codes = table.con.execute(
        f"SELECT {code} AS code, count(*) FROM {table.cells} WHERE code IS NOT NULL GROUP BY 1"
    ).fetchall()
    if amount is None or not 2 <= len(codes) <= MOST_CURRENCIES or "amount" in table.overrules.columns:
        return None
    for candidate in table.understanding.money.candidates:
        other = f"c{candidate.place}"
        if other == amount:
            continue
        one, two = (find_number(table, column) for column in (amount, other))
        rates = table.con.execute(
            f"SELECT {code} AS code, min({two} / {one}), max({two} / {one}) FROM {table.cells}"
            f" WHERE {one} <> 0 AND {two} <> 0 AND code IS NOT NULL GROUP BY 1"
        ).fetchall()
        home = [name for name, least, most in rates if least >= 1 - ALIKE and most <= 1 + ALIKE]
        abroad = [(float(least), float(most)) for name, least, most in rates if name not in home]
        if len(home) != 1 or len(rates) != len(codes):
            continue
        named = _names(table.headers[candidate.place], str(home[0]))
        told = all(
            most <= (1 + ONE_RATE) * least and (named or most < 1 / FAR or least > FAR) for least, most in abroad
        )
        if told:
            table.roles["amount"] = [candidate.place]
            for role in ("gross", "unit_price", "discount", "tax", "tip", "fee", "refund"):
                table.settle(role, None)
            return str(home[0])
    return None


def _names(heading: str, code: str) -> bool:
    """Whether a heading names a currency, by its code or its mark."""
    return bool(re.search(rf"(?:{_SIGNS.get(code, code)}|{code})", heading.upper()))


def _code(written: str, otherwise: str | None = None) -> str:
    tests = (f"WHEN regexp_matches({written}, {quote(s.upper())}) THEN {quote(name)}" for name, s in _SIGNS.items())
    return f"CASE {' '.join(tests)} ELSE {otherwise or written} END"


def _in_heading(table: Table, cells: list[str]) -> str | None:
    """A currency's code or mark in the heading of the amount, as in Total (BRL)."""
    for column in cells[:1]:
        heading = table.headers[int(column[1:])]
        known = frozenset(get_global("all_currencies"))
        for word in re.findall(r"\b[A-Z]{3}\b", heading):
            if word in known and word not in ("ALL", "TOP", "LEK", "NET", "TOT"):
                return str(word)
        mark = re.search(r"[(（\[]([^)）\]]{1,8})[)）\]]", heading)
        if mark:
            return next((name for name, s in _SIGNS.items() if re.search(s, mark.group(1).upper())), None)
    return None
