"""What is bought together? Pairs of items above chance, and the pair that is offered less than the shop's others."""

import numpy as np

from balcao.analytics.diagnosis.finding import Chart, Finding, NotEnough
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import MONTH, discoveries, interval, resamples, together_tail

TOP_ITEMS = 200
SUPPORT = 0.005
LIFT = 1.2
LEAST_TOGETHER = 10
LEAST_PAIRS = 100
"""Pairs of different items on one receipt, all counted."""
CERTAIN = 0.02
"""Largest corrected p of a pair: stricter than the common rate, since thousands of pairs are tried in every shop."""
CAUTION = 0.5
"""Half of the gap to the better pairs is thought to be closed."""


def check(shop: Shop) -> Finding | NotEnough | None:
    """Value: half the gap between a pair's attach rate and the upper quartile of the shop's pairs, times margin."""
    shop.con.execute(
        f"""CREATE OR REPLACE TEMP TABLE baskets AS SELECT receipt, item, min(day) AS day FROM sold
        WHERE item IN (SELECT item FROM sold WHERE item IS NOT NULL AND NOT refund GROUP BY item ORDER BY count(*) DESC, item LIMIT {TOP_ITEMS})
        AND NOT refund GROUP BY receipt, item"""
    )
    receipts = int(shop.one("SELECT count(*) FROM visits WHERE units > 0")[0])
    counts = {int(i): int(n) for i, n in shop.con.execute("SELECT item, count(*) FROM baskets GROUP BY 1").fetchall()}
    together = shop.con.execute(
        "SELECT a.item, b.item, count(*) AS n FROM baskets a JOIN baskets b ON a.receipt = b.receipt AND a.item < b.item"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    pairs = sum(n for *_, n in together)
    if pairs < LEAST_PAIRS:
        return NotEnough("pairs", "few_baskets", {"baskets": pairs, "least": LEAST_PAIRS})
    found = [row for row in together if row[2] >= max(LEAST_TOGETHER, SUPPORT * receipts)]
    p_values = np.ones(len(counts) * (len(counts) - 1) // 2)
    p_values[: len(found)] = [together_tail(n, counts[a], counts[b], receipts) for a, b, n in found]
    sure = discoveries(p_values, CERTAIN)[: len(found)]
    strong = []
    for (a, b, n), holds in zip(found, sure, strict=True):
        lift = n * receipts / (counts[a] * counts[b])
        if holds and lift > LIFT:
            strong += [(a, b, n, lift, n / counts[a]), (b, a, n, lift, n / counts[b])]
    if len(strong) < 4:
        return None
    best_rate = float(np.percentile([rate for *_, rate in strong], 75))
    items = {i.id: i for i in shop.items}
    priced = "amount" in shop.has

    def gain(pair: tuple[int, int, int, float, float]) -> float:
        """Money within reach, if the second item is liked well enough for the better rate to be possible."""
        anchor, other, _, _, rate = pair
        if counts[other] < best_rate * counts[anchor]:
            return 0.0
        each = items[other].margin / items[other].units if priced else 1.0
        return counts[anchor] * max(0.0, best_rate - rate) * each

    chosen = max(strong, key=gain)
    anchor, other, _, lift, rate = chosen
    if gain(chosen) <= 0:
        return None
    value = None
    if priced:
        each = items[other].margin / items[other].units
        sold = shop.daily(f"SELECT day, count(*)::DOUBLE FROM baskets WHERE item = {anchor} GROUP BY 1")
        both = shop.daily(
            f"SELECT a.day, count(*)::DOUBLE FROM baskets a JOIN baskets b USING (receipt) WHERE a.item = {anchor} AND b.item = {other} GROUP BY 1"
        )
        index = resamples(shop.days)
        missing = (best_rate * sold - both)[index].mean(axis=1)
        factor = MONTH * each * CAUTION
        value = interval(float((best_rate * sold - both).mean()) * factor, missing * factor, shop.days)
        if value.low <= 0:
            return None
    ranked = sorted(strong[::2], key=lambda s: -s[3])[:8]
    return Finding(
        "pairs",
        "attach",
        {"first": items[anchor].name, "second": items[other].name, "rate": rate, "best": best_rate, "lift": lift},
        value,
        value.confidence if value else "medium",
        ("menu.pairs",),
        {
            "pairs": [
                {"first": items[a].name, "second": items[b].name, "together": n, "lift": round(x, 2), "attach_rate": round(r, 4)}
                for a, b, n, x, r in ranked
            ],
            "attach_rate": round(rate, 4),
            "upper_quartile": round(best_rate, 4),
            "receipts": receipts,
            "assumption": "half of the gap to the shop's better pairs can be closed by offering it",
        },
        Chart(
            "bars",
            [{"x": f"{items[a].name} + {items[b].name}", "y": r, "mark": (a, b) == (anchor, other)}
             for a, b, _, _, r in sorted({chosen, *sorted(strong, key=lambda s: -s[4])[:5]}, key=lambda s: -s[4])],
            "share",
        ),
    )  # fmt: skip
