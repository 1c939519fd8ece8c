"""Who or when stands out: groups of receipts against the rest of the shop, within funnel limits."""

from dataclasses import dataclass

import numpy as np

from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import binomial_tail, discoveries

LEAST_EVENTS = 5
LEAST_TIMES = 1.5
"""How many times the others' rate a group must show."""
SPREAD = 1.25
"""Ordinary shops vary more than coins: rates of the others are widened by this before the test."""


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


def outliers(shop: Shop, table: str, groups: tuple[str, ...]) -> list[Outlier]:
    """Groups of `table` (columns receipt, event and each group) with too many events; most in excess first.

    Exact binomial against the rate of all others, all groups of a kind together under Benjamini-Hochberg.
    """
    found = []
    for by in groups:
        rows = [
            (str(g), int(n), int(e))
            for g, n, e in shop.con.execute(
                f"SELECT {by}, count(*), count(*) FILTER (event) FROM (SELECT {by}, receipt, bool_or(event) AS event"
                f" FROM {table} WHERE {by} IS NOT NULL GROUP BY ALL) GROUP BY 1 ORDER BY 1"
            ).fetchall()
        ]
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
