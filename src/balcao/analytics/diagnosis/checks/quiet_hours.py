"""Which open hours do not pay? Margin of an open hour against the wage of one person at the economy's floor."""

from math import erfc, sqrt

import numpy as np

from balcao.analytics.diagnosis.finding import Chart, Finding, NotEnough
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import Array, binomial_lower_tail, discoveries, monthly

LEAST_RUN = 2
"""Hours in a row: nobody closes for one hour."""
LEAST_TIMES = 4
"""How often a slot must have been open to be judged."""
PEOPLE = 1
BREAK = 0.15
"""An hour sold in fewer of the weeks is a break, not an open hour; it must be surely fewer, at SURE."""
SURE = 0.10


def check(shop: Shop) -> Finding | NotEnough | None:
    """Value: wages saved less the margin lost, taking that nobody who came then would come at another time."""
    if not shop.local_money:
        return NotEnough("quiet_hours", "other_currency", {"currency": shop.currency})
    floor = shop.economy.wage
    if floor is None:
        return NotEnough("quiet_hours", "no_wage_floor")
    margin, is_open = _margin_by_slot(shop)
    wage = floor.an_hour * shop.minor * PEOPLE
    slots = [(w, h) for w in range(7) for h in range(28) if is_open[shop.weekday == w, h].sum() >= LEAST_TIMES]
    if not slots:
        return None
    p_values = np.array([_loss_p(margin[:, h][is_open[:, h] & (shop.weekday == w)], wage) for w, h in slots])
    losing = {slot for slot, found in zip(slots, discoveries(p_values), strict=True) if found}
    quiet = _runs(losing)
    if not quiet:
        return None
    loss = np.zeros(shop.days)
    for weekday, hour in quiet:
        chosen = is_open[:, hour] & (shop.weekday == weekday)
        loss[chosen] += wage - margin[chosen, hour]
    value = monthly(loss)
    if value.mid <= 0 or value.low <= 0:
        return None
    hours = sum(1 for _ in quiet)
    weekday, start, end = _longest(quiet)
    return Finding(
        "quiet_hours",
        "losing",
        {
            "weekday": weekday,
            "from": start % 24,
            "to": (end + 1) % 24,
            "hours": hours,
            "wage": floor.an_hour * shop.minor,
            "wage_source": floor.cited,
        },
        value,
        value.confidence,
        ("demand.staffing",),
        {
            "hours_of_week": [[w, h % 24] for w, h in sorted(quiet)],
            "wage_an_hour": floor.an_hour * PEOPLE,
            "wage_floor": floor.as_evidence(),
            "margin_share": round(shop.margin, 3),
            "assumption": "one person at the wage floor; nobody who came in these hours comes at another time",
        },
        Chart("heat", _rows(shop, margin, is_open, quiet), "money", "hour"),
    )


def _margin_by_slot(shop: Shop) -> tuple[Array, "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"]:
    """Margin of each day and hour (shape (days, 28), hours counted from midnight) and whether the shop was open then.

    A shop is open from its first to its last hour with a sale, except in hours in which it hardly ever sells on that
    weekday (a break); an hour inside that span in half of the weeks counts as open in all of them.
    """
    rows = shop.con.execute(
        f"SELECT (day - DATE '{shop.first}')::INT AS d, CAST(floor(minute / 60) AS INT) AS h, sum(amount)::DOUBLE AS a"
        " FROM sold WHERE minute BETWEEN 0 AND 1679 GROUP BY 1, 2"
    ).fetchnumpy()
    sales = np.zeros((shop.days, 28))
    sales[rows["d"], rows["h"]] = rows["a"]
    traded = np.zeros((shop.days, 28), dtype=bool)
    traded[rows["d"], rows["h"]] = True
    hours = np.arange(28)
    any_sale = traded.any(axis=1)
    first = np.where(any_sale, traded.argmax(axis=1), 99)
    last = np.where(any_sale, 27 - traded[:, ::-1].argmax(axis=1), -1)
    is_open = (hours >= first[:, None]) & (hours <= last[:, None])
    for weekday in range(7):
        days = (shop.weekday == weekday) & any_sale
        if days.any():
            usual = is_open[days].mean(axis=0) >= 0.5
            is_open[days] |= usual
            times = [binomial_lower_tail(int(k), int(days.sum()), BREAK) for k in traded[days].sum(axis=0)]
            is_open[days] &= (is_open[days].mean(axis=0) >= 0.3) & (np.array(times) >= SURE)
    return sales * shop.margin, is_open


def _loss_p(margins: Array, wage: float) -> float:
    """One-sided p that the mean margin of a slot reaches the wage (normal approximation with a t-like guard)."""
    count = len(margins)
    error = max(float(margins.std(ddof=1)), 0.05 * wage) / sqrt(count)
    score = (wage - float(margins.mean())) / error
    return 0.5 * erfc(score / sqrt(2) * (1 - 1 / (4 * count)))


def _runs(losing: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Slots that lose in runs of at least LEAST_RUN hours on the same weekday."""
    kept = set()
    for weekday, hour in losing:
        start = hour
        while (weekday, start - 1) in losing:
            start -= 1
        end = hour
        while (weekday, end + 1) in losing:
            end += 1
        if end - start + 1 >= LEAST_RUN:
            kept.add((weekday, hour))
    return kept


def _longest(quiet: set[tuple[int, int]]) -> tuple[int, int, int]:
    best = (0, 0, -1)
    for weekday, hour in sorted(quiet):
        end = hour
        while (weekday, end + 1) in quiet:
            end += 1
        if end - hour > best[2] - best[1]:
            best = (weekday, hour, end)
    return best


def _rows(shop: Shop, margin: Array, is_open: object, quiet: set[tuple[int, int]]) -> list[dict[str, object]]:
    opened = np.asarray(is_open)
    rows: list[dict[str, object]] = []
    for weekday in range(7):
        for hour in range(28):
            days = opened[:, hour] & (shop.weekday == weekday)
            if days.sum() >= LEAST_TIMES:
                mean = float(margin[days, hour].mean())
                rows.append(
                    {"x": hour % 24, "row": weekday, "y": mean, "order": hour, "mark": (weekday, hour) in quiet}
                )
    return rows
