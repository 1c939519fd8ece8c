"""What runs out too early? Items whose last sale on strong days comes sooner than their own weak days explain."""

import numpy as np
from numpy.typing import NDArray

from balcao.analytics.diagnosis.finding import Chart, Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import Array, binomial_tail, discoveries, monthly

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

TOP_ITEMS = 60
LEAST_DAYS = 20
LEAST_SALES = 5
"""A day on average: rarer items say nothing by being absent."""
SLOT = 15
"""Minutes of a day that are looked at together."""
SLOTS = 28 * 60 // SLOT
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
    everything = _counts(shop, "NOT refund", "")[0]
    receipts = everything.sum(axis=1)
    if not receipts.any():
        return None
    is_strong = receipts > np.median(receipts[receipts > 0])
    top = shop.rows(
        f"""SELECT item FROM sold WHERE item IS NOT NULL AND NOT refund GROUP BY item HAVING count(DISTINCT day) >= {LEAST_DAYS}
        AND count(*) >= {LEAST_SALES} * count(DISTINCT day) ORDER BY count(*) DESC, item LIMIT {TOP_ITEMS}"""
    )
    if not top:
        return None
    wanted = ", ".join(str(item) for (item,) in top)
    results = [
        (item, *_early_days(own, everything, is_strong))
        for item, own in sorted(_counts(shop, f"NOT refund AND item IN ({wanted})", "item").items())
    ]
    p_values = np.array([p for _, p, *_ in results])
    kept = [r for r, holds in zip(results, discoveries(p_values, 0.02), strict=True) if holds and len(r[2]) >= 5]
    if not kept:
        return None
    items = {i.id: i for i in shop.items}
    lost = np.zeros(shop.days)
    by_item: dict[int, float] = {}
    priced = "amount" in shop.has
    for item, _, early, units, _ in kept:
        each = items[item].margin / items[item].units if priced else 1.0
        lost[early] += units * each
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


def _counts(shop: Shop, where: str, by: str) -> dict[int, Array]:
    """Lines sold on each day (row) and in each slot of it (column), for each value of `by`, or all together under 0."""
    found = shop.con.execute(
        f"SELECT {by or 0} AS part, (day - DATE '{shop.first}')::INT AS day, (minute // {SLOT})::INT AS slot, count(*) AS n"
        f" FROM sold WHERE minute IS NOT NULL AND {where} GROUP BY ALL"
    ).fetchnumpy()
    parts: dict[int, Array] = {}
    for part in np.unique(found["part"]):
        own = found["part"] == part
        counts = np.zeros((shop.days, SLOTS))
        counts[found["day"][own], np.minimum(found["slot"][own], SLOTS - 1)] = found["n"][own]
        parts[int(part)] = counts
    return parts


def _early_days(own: Array, everything: Array, is_strong: Bools) -> tuple[float, Ints, Array, int]:
    """p of so many early last sales on strong days, the days, units lost on each, and the number of strong days."""
    others = everything - own
    whole = others.sum(axis=1)
    sold = own.sum(axis=1)
    known = np.flatnonzero((sold > 0) & (whole > LEAST_LINES))
    own, others, whole, sold, strong = own[known], others[known], whole[known], sold[known], is_strong[known]
    along = np.minimum(99, 100 * (others.cumsum(axis=1) - others / 2) / whole[:, None]).astype(int)
    last = SLOTS - 1 - (own[:, ::-1] > 0).argmax(axis=1)
    latest = along[np.arange(len(known)), last]
    usual, chance, reached = ~strong, np.ones(len(known)), np.ones(len(known))
    for _ in range(2):  # the second time without weak days that look sold out themselves
        profile = np.bincount(along[usual].ravel(), weights=own[usual].ravel(), minlength=100)
        if strong.sum() < 5 or profile.sum() < 50:
            return 1.0, known[:0], sold[:0], int(strong.sum())
        reached = ((profile.cumsum() - profile / 2 + 0.5) / (profile.sum() + 0.5))[latest]
        chance = reached**sold
        usual = ~strong & (chance >= EARLY)
    early = (chance < EARLY) & (latest < LATEST * 100)
    # after n events in order, (n - 1) / F is the unbiased estimate of how many would have come
    lost = np.maximum((sold - 1) / np.maximum(reached, 0.2) - sold, 0)
    p = binomial_tail(int((early & strong).sum()), int(strong.sum()), EARLY * 1.5)
    return p, known[early], lost[early], int(strong.sum())
