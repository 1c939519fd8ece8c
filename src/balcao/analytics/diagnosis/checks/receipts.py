"""How much is a visit worth? Mean and spread of receipts by daypart and channel, and where visits are small."""

import numpy as np

from balcao.analytics.diagnosis.finding import Chart, Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import MONTH, discoveries, interval, resamples
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
    candidates = [(by, group) for by in (["daypart"] if "clock" in shop.has else []) + (["channel"] if "channel" in shop.has else [])
                  for (group,) in shop.con.execute(
                      f"SELECT {by} FROM paid WHERE {by} IS NOT NULL GROUP BY 1 HAVING count(*) >= {LEAST_SHARE * count} ORDER BY 1"
                  ).fetchall()]  # fmt: skip
    index = resamples(shop.days)
    tried, p_values = [], []
    for by, group in candidates:
        own = [
            shop.daily(f"SELECT day, {f} FROM paid WHERE {by} = {quote(str(group))} GROUP BY 1")
            for f in ("sum(amount)", "count(*)::DOUBLE")
        ]
        rest = [
            shop.daily(f"SELECT day, {f} FROM paid WHERE {by} <> {quote(str(group))} GROUP BY 1")
            for f in ("sum(amount)", "count(*)::DOUBLE")
        ]
        if rest[1].sum() < LEAST_SHARE * count:
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            gaps = (rest[0][index].sum(axis=1) / rest[1][index].sum(axis=1)) - (
                own[0][index].sum(axis=1) / own[1][index].sum(axis=1)
            )
        gap = rest[0].sum() / rest[1].sum() - own[0].sum() / own[1].sum()
        spread = float(np.nanstd(gaps)) or 1.0
        tried.append((by, group, gap, gaps, own[1]))
        p_values.append(0.5 * float(np.vectorize(_upper)(gap / spread)))
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


def _upper(score: float) -> float:
    from math import erfc, sqrt

    return erfc(score / sqrt(2))


def _rows(shop: Shop, by: str, group: str) -> list[dict[str, object]]:
    rows = shop.con.execute(
        f"SELECT {by}, avg(amount) FROM paid WHERE {by} IS NOT NULL GROUP BY 1 HAVING count(*) > 20 ORDER BY min(day), 1"
    ).fetchall()
    order = [name for name, *_ in DAYPARTS]
    rows.sort(key=lambda r: (order.index(r[0]) if r[0] in order else 9, str(r[0])))
    return [{"x": name, "y": value, "mark": name == group} for name, value in rows[:8]]
