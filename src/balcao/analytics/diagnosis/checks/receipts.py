"""How much is a visit worth? Mean and spread of receipts by daypart and channel, and where visits are small."""

from math import erfc, sqrt

import numpy as np

from balcao.analytics.diagnosis.finding import Chart, Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import MONTH, Array, discoveries, interval, resamples
from balcao.analytics.sales.schema import quote

DAYPARTS = (("morning", 4, 11), ("lunch", 11, 15), ("afternoon", 15, 18), ("evening", 18, 28))
LEAST_SHARE = 0.08
LEAST_GAP = 0.12
CAUTION = 0.25
"""A quarter of the gap is thought to be closed."""


def check(shop: Shop) -> Finding | None:
    """Value: a quarter of the gap to the other visits' mean, for each visit of the weaker part, times margin."""
    parts = "CASE " + " ".join(f"WHEN minute < {end * 60} THEN '{name}'" for name, _, end in DAYPARTS) + " END"
    shop.con.execute(f"CREATE OR REPLACE TEMP VIEW paid AS SELECT *, {parts} AS daypart FROM visits WHERE amount > 0")
    count, mean, median, deviation, units = shop.one(
        "SELECT count(*), avg(amount), median(amount), stddev(amount), avg(units) FROM paid"
    )
    index = resamples(shop.days)
    tried, p_values = [], []
    for by in [by for by, need in (("daypart", "clock"), ("channel", "channel")) if need in shop.has]:
        groups = _by_day(shop, by)
        amounts, visits = (sum(sums[n] for sums in groups.values()) for n in (0, 1))
        for group, (own_amounts, own_visits) in sorted(groups.items()):
            rest_amounts, rest_visits = amounts - own_amounts, visits - own_visits
            if min(own_visits.sum(), rest_visits.sum()) < LEAST_SHARE * count:
                continue
            with np.errstate(invalid="ignore", divide="ignore"):
                gaps = rest_amounts[index].sum(axis=1) / rest_visits[index].sum(axis=1)
                gaps -= own_amounts[index].sum(axis=1) / own_visits[index].sum(axis=1)
            gap = float(rest_amounts.sum() / rest_visits.sum() - own_amounts.sum() / own_visits.sum())
            spread = float(np.nanstd(gaps)) or 1.0
            tried.append((by, group, gap, gaps, own_visits))
            p_values.append(0.5 * erfc(gap / spread / sqrt(2)))
    kept = [
        t
        for t, holds in zip(tried, discoveries(np.array(p_values), 0.02), strict=True)
        if holds and t[2] > LEAST_GAP * mean
    ]
    if not kept:
        return None
    by, group, gap, gaps, visits = max(kept, key=lambda t: t[2] * t[4].sum())
    factor = MONTH * shop.margin * CAUTION
    value = interval(
        gap * float(visits.mean()) * factor, np.nan_to_num(gaps) * visits[index].mean(axis=1) * factor, shop.days
    )
    return Finding(
        "receipts",
        by,
        {"group": group, "mean": (mean - 0.0), "own": shop.one(f"SELECT avg(amount) FROM paid WHERE {by} = {quote(str(group))}")[0],
         "units": shop.one(f"SELECT avg(units) FROM paid WHERE {by} = {quote(str(group))}")[0]},
        value,
        "medium" if value.confidence == "high" else value.confidence,
        ("menu.upsell",),
        {
            "mean": round(mean / shop.minor, 2), "median": round(median / shop.minor, 2),
            "deviation": round(deviation / shop.minor, 2), "items_a_receipt": round(units, 2),
            "gap": round(gap / shop.minor, 2),
            "assumption": "a quarter of the gap to the other visits can be closed",
        },
        Chart("bars", _rows(shop, by, str(group)), "money", "daypart" if by == "daypart" else "channel"),
    )  # fmt: skip


def _by_day(shop: Shop, by: str) -> dict[str, tuple[Array, Array]]:
    """Money and visits on each calendar day, for each part of the day or channel."""
    found = shop.con.execute(
        f"SELECT {by}::VARCHAR AS part, (day - DATE '{shop.first}')::INT AS day, sum(amount) AS amount, count(*)::DOUBLE AS visits"
        f" FROM paid WHERE {by} IS NOT NULL GROUP BY ALL"
    ).fetchnumpy()
    groups = {}
    for part in set(found["part"]):
        own = found["part"] == part
        amounts, visits = np.zeros(shop.days), np.zeros(shop.days)
        amounts[found["day"][own]], visits[found["day"][own]] = found["amount"][own], found["visits"][own]
        groups[str(part)] = (amounts, visits)
    return groups


def _rows(shop: Shop, by: str, group: str) -> list[dict[str, object]]:
    rows = shop.con.execute(
        f"SELECT {by}, avg(amount) FROM paid WHERE {by} IS NOT NULL GROUP BY 1 HAVING count(*) > 20 ORDER BY min(day), 1"
    ).fetchall()
    order = [name for name, *_ in DAYPARTS]
    rows.sort(key=lambda r: (order.index(r[0]) if r[0] in order else 9, str(r[0])))
    return [{"x": name, "y": value, "mark": name == group} for name, value in rows[:8]]
