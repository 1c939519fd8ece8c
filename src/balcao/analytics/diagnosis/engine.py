"""Runs every check on a shop and ranks what they find. A check is a function in `checks/`; this list is the only register."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from balcao.analytics.diagnosis.checks import (
    concentration,
    customers,
    discounts,
    long_tail,
    menu_mix,
    pairs,
    payments,
    planning,
    prices,
    quiet_hours,
    receipts,
    refunds,
    sell_out,
    trend,
)
from balcao.analytics.diagnosis.finding import Finding, NotEnough
from balcao.analytics.diagnosis.overview import Overview, overview
from balcao.analytics.diagnosis.shop import LEAST_DAYS, LEAST_DAYS_AT_ALL, LEAST_LINES, Shop, open_shop
from balcao.analytics.diagnosis.statistics import MONTH
from balcao.analytics.economies import Economy
from balcao.analytics.sales.schema import SaleLines

Check = Callable[[Shop], Finding | NotEnough | None]


@dataclass(frozen=True)
class Rule:
    """A check, what it needs of the export, and whether it needs weeks of history."""

    run: Check
    requires: tuple[str, ...]
    weekly: bool = False


CHECKS: dict[str, Rule] = {
    "trend": Rule(trend.check, (), weekly=True),
    "quiet_hours": Rule(quiet_hours.check, ("amount", "clock"), weekly=True),
    "menu_mix": Rule(menu_mix.check, ("item", "amount")),
    "long_tail": Rule(long_tail.check, ("item", "amount", "receipt")),
    "pairs": Rule(pairs.check, ("item", "receipt")),
    "prices": Rule(prices.check, ("item", "amount")),
    "discounts": Rule(discounts.check, ("amount", "discount", "receipt")),
    "refunds": Rule(refunds.check, ("amount", "receipt")),
    "payments": Rule(payments.check, ("amount", "payment_method")),
    "receipts": Rule(receipts.check, ("amount", "receipt"), weekly=True),
    "sell_out": Rule(sell_out.check, ("item", "clock"), weekly=True),
    "planning": Rule(planning.check, ("item",), weekly=True),
    "concentration": Rule(concentration.check, ()),
    "customers": Rule(customers.check, ("customer",)),
}


MATERIAL = 0.001
"""The part of a month's net sales below which a value is not worth an owner's minute."""


@dataclass(frozen=True)
class Totals:
    """Sums over the lines that are used; money in minor units."""

    lines: int
    receipts: int
    quantity: Decimal
    revenue: int
    refunds: int


@dataclass(frozen=True)
class Diagnosis:
    """Everything that a shop's sale lines say."""

    first: date
    last: date
    days_open: int
    totals: Totals
    findings: list[Finding]
    not_enough: list[NotEnough]
    overview: Overview
    seconds: float


def diagnose(lines: SaleLines, economy: Economy, progress: Callable[[str], None] = lambda step: None) -> Diagnosis:
    """Run all checks on sale lines; findings come ranked. `progress` is told the name of each check."""
    started = time.perf_counter()
    shop = open_shop(lines, economy)
    try:
        findings: list[Finding] = []
        missing: list[NotEnough] = []
        month = float(shop.revenue.mean()) * MONTH
        for name, rule in CHECKS.items():
            progress(name)
            result = _lacking(shop, name, rule) or rule.run(shop)
            if isinstance(result, Finding):
                if result.value is None or result.value.mid >= MATERIAL * month:
                    findings.append(result)
            elif result is not None:
                missing.append(result)
        findings.sort(key=lambda finding: finding.rank)
        totals = _totals(shop)
        figures = overview(shop)
        seconds = time.perf_counter() - started
        return Diagnosis(shop.first, shop.last, shop.days_open, totals, findings, missing, figures, seconds)
    finally:
        shop.con.close()


def _lacking(shop: Shop, name: str, rule: Rule) -> NotEnough | None:
    for column in rule.requires:
        if column not in shop.has:
            orders = column == "item" and "order_amount" in shop.has
            return NotEnough(name, "order_amount" if orders else f"no_{column}")
    least = LEAST_DAYS if rule.weekly else LEAST_DAYS_AT_ALL
    if shop.days_open < least:
        return NotEnough(name, "few_days", {"days": shop.days_open, "least": least})
    if shop.lines < LEAST_LINES:
        return NotEnough(name, "few_lines", {"lines": shop.lines, "least": LEAST_LINES})
    return None


def _totals(shop: Shop) -> Totals:
    receipts = shop.one("SELECT count(*) FROM visits WHERE NOT void")[0] if "receipt" in shop.has else 0
    row = shop.con.execute(
        "SELECT count(*), sum(quantity), sum(amount) FILTER (kind <> 'refund'), -sum(amount) FILTER (kind = 'refund') FROM lines"
    ).fetchone()
    assert row is not None
    return Totals(row[0], int(receipts), row[1], int(row[2] or 0), int(row[3] or 0))
