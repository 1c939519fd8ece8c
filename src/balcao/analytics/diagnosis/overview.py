"""A shop in a few figures, before anything is concluded: what an owner recognises and can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from balcao.analytics.diagnosis.shop import Shop


@dataclass(frozen=True)
class Overview:
    """Figures over the whole period. Money in minor units, or units sold where the export has no amounts (`priced`).

    `weekday` (Monday 0), `hour` and `item` are the strongest ones, None where the export cannot tell; `weeks` are the
    sums of whole weeks by their first day.
    """

    priced: bool
    net: float
    per_day: float
    per_receipt: float | None
    weekday: int | None
    hour: int | None
    item: str | None
    weeks: Sequence[tuple[date, float]]


def overview(shop: Shop) -> Overview:
    """The figures of a shop; a slip of a refund lessens the sales and is no receipt of its own."""
    receipts = shop.one("SELECT count(*) FROM visits WHERE sells")[0] if "receipt" in shop.has else 0
    net = float(shop.revenue.sum())
    weekday = None
    if shop.days >= 14:
        means = [float(shop.revenue[shop.weekday == day].mean()) for day in range(7)]
        weekday = int(np.argmax(means))
    hour = None
    if "clock" in shop.has:
        rows = shop.rows(f"SELECT hour FROM sold GROUP BY 1 ORDER BY sum({shop.measure}) DESC, 1 LIMIT 1")
        hour = int(str(rows[0][0]))
    weeks = shop.days // 7
    start = shop.days - weeks * 7
    sums = shop.revenue[start:].reshape(-1, 7).sum(axis=1)
    return Overview(
        "amount" in shop.has,
        net,
        net / shop.days_open,
        net / receipts if receipts else None,
        weekday,
        hour,
        shop.items[0].name if shop.items else None,
        [(shop.dates[start + 7 * n], float(total)) for n, total in enumerate(sums)],
    )
