"""Who or when stands out: groups of receipts against the rest of the shop, within funnel limits."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from balcao.analytics.diagnosis.finding import Chart
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import binomial_tail, discoveries

LEAST_EVENTS = 5
LEAST_TIMES = 1.5
"""How many times the others' rate a group must show."""
SPREAD = 1.25
"""Ordinary shops vary more than coins: rates of the others are widened by this before the test."""
LEAST_SHOWN = 20
"""Receipts of a group for its rate to be drawn."""


@dataclass(frozen=True)
class Outlier:
    """A group (of staff, hour or item) whose share of events stands out; `excess` events above the others' rate."""

    by: str
    group: str
    events: int
    receipts: int
    rate: float
    rest: float

    @property
    def excess(self) -> float:
        """The part of the group's events above the rest's rate."""
        return 1 - self.rest / self.rate


def visits_by(event: str, shop: Shop) -> dict[str, str]:
    """SQL that counts, for each person and each hour that the export knows, the receipts and those with the event."""
    kinds = {
        by: sql
        for by, sql, need in (("staff", "staff", "staff"), ("hour", "minute // 60 % 24", "clock"))
        if need in shop.has
    }
    return {
        by: f"SELECT part::VARCHAR, n, events FROM (SELECT {sql} AS part, count(*) AS n, count(*) FILTER ({event}) AS events"
        " FROM visits GROUP BY 1) WHERE part IS NOT NULL ORDER BY 1"
        for by, sql in kinds.items()
    }


def outliers(shop: Shop, counts: Mapping[str, str]) -> list[Outlier]:
    """Groups with too many events; most in excess first. `counts`: kind of group to SQL for (group, receipts, events).

    Exact binomial against the rate of all others, all groups of a kind together under Benjamini-Hochberg.
    """
    found = []
    for by, sql in counts.items():
        rows = [(str(g), int(n), int(e)) for g, n, e in shop.con.execute(sql).fetchall()]
        receipts, events = sum(n for _, n, _ in rows), sum(e for _, _, e in rows)
        if len(rows) < 2 or events < LEAST_EVENTS:
            continue
        tried = [
            (group, n, e, max((events - e + 0.5) / (receipts - n + 1), 1e-9)) for group, n, e in rows if receipts > n
        ]
        p_values = np.array([binomial_tail(e, n, min(0.99, rest * SPREAD)) for _, n, e, rest in tried])
        for (group, n, e, rest), holds in zip(tried, discoveries(p_values, 0.02), strict=True):
            if holds and e >= LEAST_EVENTS and e / n >= LEAST_TIMES * rest:
                found.append(Outlier(by, group, e, n, e / n, rest))
    return sorted(found, key=lambda o: -o.excess * o.events)


def evidence(found: list[Outlier]) -> list[dict[str, object]]:
    """The groups that stand out, for the record."""
    return [
        {"by": o.by, "group": o.group, "receipts": o.receipts, "rate": round(o.rate, 4), "others": round(o.rest, 4)}
        for o in found[:8]
    ]


def rates(shop: Shop, counts: Mapping[str, str], worst: Outlier) -> Chart:
    """The share of receipts with the event in each group of the worst one's kind."""
    rows = [
        (str(g), e / n)
        for g, n, e in shop.con.execute(counts[worst.by]).fetchall()
        if n >= LEAST_SHOWN or g == worst.group
    ]
    rows.sort(key=lambda row: -row[1])
    return Chart(
        "bars",
        [{"x": group, "y": rate, "mark": group == worst.group} for group, rate in rows[:8]],
        "share",
        "hour" if worst.by == "hour" else "text",
    )
