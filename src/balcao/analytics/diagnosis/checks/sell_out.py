"""What runs out too early? Items whose last sale on strong days comes sooner than their own weak days explain."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from balcao.analytics.diagnosis.finding import Chart, Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import Array, binomial_tail, discoveries, monthly

Bools = NDArray[np.bool_]

TOP_ITEMS = 60
LEAST_DAYS = 20
LEAST_SALES = 5
"""A day on average: rarer items say nothing by being absent."""
LEAST_LINES = 20
"""On a day, for it to have a course."""
EARLY = 0.05
"""How unlikely an early last sale must be on one day to count as sold out."""
LATEST = 0.85
"""Of the day's business: a last sale after this is no loss."""
CAUTION = 0.5
"""Half of the customers who found nothing are thought to have bought something else."""


def check(shop: Shop) -> Finding | None:
    """Value: half of the units lost between the last sale and closing, times the item's margin.

    Time is counted by the day's own business: how much of all else that was sold that day was sold before. An item's sales
    of a day lie independently along its usual profile F in that time, taken from the shop's weaker days. Then the last of n sales
    falls before f with probability F(f)**n (survival of the sale rate); days on which the shop is strong, with a
    probability under EARLY, are counted and tested against chance.
    """
    shop.con.execute(
        f"""CREATE OR REPLACE TEMP TABLE along AS
        WITH minutes AS (SELECT day, minute, count(*) AS n FROM sold WHERE NOT refund GROUP BY ALL),
        clock AS (SELECT day, minute, sum(n) OVER before AS passed, sum(n) OVER (PARTITION BY day) AS whole
            FROM minutes WINDOW before AS (PARTITION BY day ORDER BY minute)),
        top AS (SELECT item FROM sold WHERE item IS NOT NULL AND NOT refund GROUP BY item
            HAVING count(DISTINCT day) >= {LEAST_DAYS} AND count(*) >= {LEAST_SALES} * count(DISTINCT day) ORDER BY count(*) DESC LIMIT {TOP_ITEMS}),
        own AS (SELECT item, day, minute, count(*) AS n FROM sold WHERE NOT refund AND item IN (SELECT item FROM top) GROUP BY ALL),
        course AS (SELECT *, sum(n) OVER (PARTITION BY item, day ORDER BY minute) AS own_passed, sum(n) OVER (PARTITION BY item, day) AS own_whole
            FROM own)
        SELECT item, day, least(99, floor(100 * (passed - own_passed) / (whole - own_whole)))::INT AS along, sum(n) AS n
        FROM course JOIN clock USING (day, minute) WHERE whole - own_whole > {LEAST_LINES} GROUP BY ALL"""
    )
    data = shop.con.execute("SELECT item, day, along, n FROM along ORDER BY item, day, along").fetchnumpy()
    if not len(data["item"]):
        return None
    receipts = shop.daily("SELECT day, count(*)::DOUBLE FROM sold WHERE NOT refund GROUP BY 1")
    is_strong = receipts > np.median(receipts[receipts > 0])
    results = []
    for item in np.unique(data["item"]):
        own = data["item"] == item
        results.append(
            (
                int(item),
                *_early_days(data["day"][own], data["along"][own], data["n"][own].astype(float), is_strong, shop.first),
            )
        )
    p_values = np.array([p for _, p, *_ in results])
    kept = [r for r, holds in zip(results, discoveries(p_values, 0.02), strict=True) if holds and len(r[2]) >= 5]
    if not kept:
        return None
    items = {i.id: i for i in shop.items}
    lost = np.zeros(shop.days)
    by_item: dict[int, float] = {}
    priced = "amount" in shop.has
    for item, _, days, units, _ in kept:
        each = items[item].margin / items[item].units if priced else 1.0
        offsets = (days - np.datetime64(shop.first, "D")).astype(int)
        np.add.at(lost, offsets, units * each)
        by_item[item] = float(units.sum() * each)
    worst = max(by_item, key=lambda i: by_item[i])
    chosen = next(r for r in kept if r[0] == worst)
    value = monthly(lost, CAUTION) if priced else None
    if value and value.low <= 0:
        return None
    return Finding(
        "sell_out",
        "early",
        {"item": items[worst].name, "days": len(chosen[2]), "strong": chosen[4], "items": len(kept)},
        value,
        "medium" if value and value.confidence == "high" else value.confidence if value else "medium",
        ("demand.forecast",),
        {
            "items": [
                {"item": items[i].name, "days_sold_out": len(d), "strong_days": s, "units_lost": round(float(u.sum()), 1)}
                for i, _, d, u, s in sorted(kept, key=lambda r: -by_item[r[0]])[:10]
            ],
            "assumption": "half of those who found it gone bought something else",
        },
        Chart("bars", [{"x": items[i].name, "y": len(d) / max(s, 1), "mark": i == worst}
                       for i, _, d, _, s in sorted(kept, key=lambda r: -by_item[r[0]])[:8]], "share"),
    )  # fmt: skip


Days = NDArray[np.datetime64]


def _early_days(day: Days, along: Array, n: Array, is_strong: Bools, first: date) -> tuple[float, Days, Array, int]:
    """p of so many early last sales on strong days, the days, units lost on each, and the number of strong days."""
    days: Days
    days, where = np.unique(day.astype("datetime64[D]"), return_inverse=True)
    position = along.astype(int)
    totals = np.bincount(where, weights=n).astype(np.float64)
    latest = np.zeros(len(days), dtype=int)
    np.maximum.at(latest, where, position)
    strong = is_strong[(days - np.datetime64(first, "D")).astype(int)]
    usual, chance = ~strong, np.ones(len(days))
    for _ in range(2):  # the second time without weak days that look sold out themselves
        inside = usual[where]
        profile = np.bincount(position[inside], weights=n[inside], minlength=100)
        if strong.sum() < 5 or profile.sum() < 50:
            return 1.0, days[:0], totals[:0], int(strong.sum())
        reached = ((profile.cumsum() - profile / 2 + 0.5) / (profile.sum() + 0.5))[latest]
        chance = reached**totals
        usual = ~strong & (chance >= EARLY)
    early = (chance < EARLY) & (latest < LATEST * 100)
    # after n events in order, (n - 1) / F is the unbiased estimate of how many would have come
    lost = np.maximum((totals - 1) / np.maximum(reached, 0.2) - totals, 0)
    p = binomial_tail(int((early & strong).sum()), int(strong.sum()), EARLY * 1.5)
    return p, days[early], lost[early], int(strong.sum())
