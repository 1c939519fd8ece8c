"""Problems of known size, planted in a made-up shop, and what each is truly worth a month.

Each truth applies the same cautious assumption as the check of the same name, to what was planted and not to what was
found. `plant` changes the recipe, or the books after they are filled.
"""

from collections.abc import Callable
from dataclasses import replace
from math import exp

import numpy as np

from balcao.analytics.diagnosis.shop import FOOD_COST
from balcao.analytics.diagnosis.statistics import MONTH
from balcao.analytics.simulation.books import (
    DISCOUNT_DEPTH,
    DISCOUNT_RATE,
    FEES,
    REFUND_RATE,
    STAFF,
    Books,
    Recipe,
    books,
)

MARGIN = 1 - FOOD_COST
Planted = tuple[Books, float]
"""The books and the true value a month in minor units."""
NEED_A_WAGE = ("quiet_hours", "long_tail")
"""Problems whose worth hangs on the economy's wage floor."""


def _month(made: Recipe) -> float:
    """Receipts expected in a month."""
    return float(made.expected.mean()) * MONTH


def _lines(made: Recipe) -> float:
    return _month(made) * (1 + made.kind.extra)


def _receipt(made: Recipe) -> float:
    """Expected money on a receipt."""
    return made.mean_price * (1 + made.kind.extra) * (1 - DISCOUNT_RATE * DISCOUNT_DEPTH)


def trend(made: Recipe) -> Planted:
    """Sales a quarter lower for the last eight weeks."""
    level = made.level.copy()
    level[-56:] *= 0.75
    after = slice(-56, None)
    before = slice(-56 - 364, -364) if made.days >= 420 else slice(-112, -56)
    lost = float(made.expected[before].mean() - 0.75 * made.expected[after].mean())
    return books(replace(made, level=level)), lost * MONTH * _receipt(made) * MARGIN * 0.5


def quiet_hours(made: Recipe) -> Planted:
    """Hardly anybody comes in the three weakest hours in a row within the day, Monday to Thursday."""
    first, last = min(made.hours), max(made.hours)
    runs = [h for h in made.hours if {h + 1, h + 2} <= made.hours.keys() and first < h and h + 2 < last]
    start = min(runs, key=lambda h: made.hours[h] + made.hours[h + 1] + made.hours[h + 2])
    wage = made.wage
    margin = _receipt(made) * MARGIN
    expected = min(0.35, 0.35 * wage / margin)
    open_days = [w for w in range(4) if made.kind.weekdays[w] > 0]
    changed = replace(made, thin={(w, h): expected for w in open_days for h in range(start, start + 3)})
    return books(changed), (wage - expected * margin) * len(changed.thin) / 7 * MONTH


def menu_mix(made: Recipe) -> Planted:
    """Six cheap items that few want, in the first category."""
    category = made.categories[0]
    inside = np.array([c == category for c in made.categories])
    price = int(made.prices[inside].mean() * 0.5)
    share = float(made.weights[inside].mean()) * 0.25
    changed = _with_items(made, [f"Special {n + 1}" for n in range(6)], category, price, share)
    inside = np.array([c == category for c in changed.categories])
    mean = float(changed.prices[inside] @ changed.weights[inside] / changed.weights[inside].sum()) * MARGIN
    dogs = changed.weights[-6:] * _lines(changed)
    gain = float((dogs * (mean - changed.prices[-6:] * MARGIN)).sum())
    return books(changed), gain * 0.5


def long_tail(made: Recipe) -> Planted:
    """So many rarities that their care costs four thousandths of sales, while they bring three thousandths."""
    effort = 10 / 60 * made.wage * MONTH / 7
    count = max(18, round(0.004 * _month(made) * _receipt(made) / effort))
    names = [f"Rarity {n + 1}" for n in range(count)]
    changed = _with_items(made, names, made.categories[-1], int(made.mean_price), 0.003 / count)
    tail = float(changed.weights[-count:].sum())
    alone = tail * exp(made.kind.extra * (tail - 1)) * made.mean_price * _month(made) * MARGIN
    return books(changed), count * effort - alone


def _with_items(made: Recipe, names: list[str], category: str, price: int, share: float) -> Recipe:
    weights = np.concatenate([made.weights * (1 - share * len(names)), np.full(len(names), share)])
    return replace(
        made, names=made.names + names, categories=made.categories + [category] * len(names),
        prices=np.concatenate([made.prices, np.full(len(names), price)]), weights=weights,
    )  # fmt: skip


def pairs(made: Recipe) -> Planted:
    """Three pairs often sold together and one that could be, but is not offered."""
    order = np.argsort(-made.weights)
    attach = [(int(order[2 * n]), int(order[2 * n + 1]), rate) for n, rate in enumerate((0.45, 0.40, 0.42, 0.15))]

    def chance(weight: float) -> float:
        return (1 - weight) * exp(-made.kind.extra * weight)

    receipts, rates, gains = _month(made), [], []
    for first, second, rate in attach:
        a, b = made.weights[first], made.weights[second]
        has_a, has_b = 1 - chance(a), 1 - chance(b)
        both = 1 - chance(a) - chance(b) + chance(a + b)
        added = rate * (has_a - both)
        rates += [
            (first, second, (both + added) / has_a, has_a),
            (second, first, (both + added) / (has_b + added), has_b + added),
        ]
    best = float(np.percentile([r for *_, r, _ in rates], 75))
    for _, second, rate, has in rates:
        gains.append(max(0.0, best - rate) * has * receipts * float(made.prices[second]) * MARGIN * 0.5)
    return books(replace(made, attach=attach)), max(gains) * (1 - DISCOUNT_RATE * DISCOUNT_DEPTH)


def prices(made: Recipe) -> Planted:
    """One line in twelve of four items keyed a quarter too low."""
    filled = books(made)
    rng = np.random.default_rng(made.seed + 2)
    low = np.isin(filled.item, np.argsort(-made.weights)[:4]) & (rng.random(len(filled.item)) < 1 / 12) & ~filled.refund
    low &= filled.discount == 0
    full = filled.amount.copy()
    filled.amount = np.where(low, np.round(full * 0.75).astype(np.int64), full)
    return filled, float((full - filled.amount).sum()) / made.days * MONTH * 0.5


def discounts(made: Recipe) -> Planted:
    """One person gives discounts ten times as often as the others."""
    name, rate = "Chan", 10 * DISCOUNT_RATE
    excess = (
        (rate - DISCOUNT_RATE) * STAFF[name] * _month(made) * made.mean_price * (1 + made.kind.extra) * DISCOUNT_DEPTH
    )
    return books(replace(made, discount_rates={name: rate})), excess * 0.5


def refunds(made: Recipe) -> Planted:
    """One person refunds ten times as often as the others."""
    name, rate = "Ben", 10 * REFUND_RATE
    return books(replace(made, refund_rates={name: rate})), (rate - REFUND_RATE) * STAFF[name] * _month(
        made
    ) * _receipt(made) * 0.5


def payments(made: Recipe) -> Planted:
    """Half pay by card, which the export shows to cost ten thousandths more than the wallets that the others use."""
    changed = replace(made, payments={"Cash": 0.2, "Visa card": 0.45, "Alipay": 0.2, "MPay": 0.15}, fees=FEES)
    return books(changed), (FEES["Visa card"] - FEES["Alipay"]) * 0.45 * _month(made) * _receipt(made) * 0.5


def receipts(made: Recipe) -> Planted:
    """In the afternoon, or at lunch where the shop is closed then, visitors take a single item."""
    start, end = (15, 18) if made.hours.keys() & {15, 16, 17} else (11, 15)
    changed = replace(made, small_visits=(start, end, made.kind.extra * 0.1))
    share = sum(w for h, w in made.hours.items() if start <= h < end) / sum(made.hours.values())
    gap = made.kind.extra * 0.9 * made.mean_price * (1 - DISCOUNT_RATE * DISCOUNT_DEPTH)
    return books(changed), gap * share * _month(made) * MARGIN * 0.25


def sell_out(made: Recipe) -> Planted:
    """The best seller is made in a fixed number that is enough from Monday to Thursday only."""
    weights = made.weights.copy()
    best = int(np.argmax(weights))
    weights[best] *= 2.5
    filled = books(replace(made, weights=weights / weights.sum()))
    chosen = np.flatnonzero((filled.item == best) & ~filled.refund)
    chosen = chosen[np.lexsort((filled.minute[chosen], filled.day[chosen]))]
    _, starts, counts = np.unique(filled.day[chosen], return_index=True, return_counts=True)
    position = np.arange(len(chosen)) - np.repeat(starts, counts)
    strong = made.weekday[filled.day[chosen]] >= 4
    gone = chosen[strong & (position >= 0.6 * np.median(counts[made.weekday[filled.day[chosen][starts]] >= 4]))]
    lost = float(len(gone)) * float(made.prices[best])
    kept = np.ones(len(filled.day), dtype=bool)
    kept[gone] = False
    return filled.keep(kept), lost / made.days * MONTH * MARGIN * 0.5


def planning(made: Recipe) -> Planted:
    """What sells differs a lot from day to day, so that last week's quantity is a poor guide."""
    changed = replace(made, item_noise=0.45)
    rng = np.random.default_rng(5)
    per_day = made.kind.receipts * (1 + made.kind.extra)
    saving = 0.0
    for weight, price in sorted(zip(made.weights, made.prices, strict=True), key=lambda wp: -wp[0] * wp[1])[:20]:
        rate = weight * per_day * np.exp(rng.normal(0, 0.45, 60_000)) / exp(0.45**2 / 2)
        demand = rng.poisson(rate * np.exp(rng.normal(0, made.kind.spread, 60_000))).astype(float).reshape(-1, 10)
        now, last, planned = demand[:, 0], demand[:, 1], np.quantile(demand[:, 1:9], MARGIN, axis=1)

        def cost(quantity: np.ndarray[tuple[int], np.dtype[np.float64]], now: object = now) -> float:
            gap = np.asarray(now) - quantity
            return float(np.where(gap > 0, gap * MARGIN, -gap * FOOD_COST).mean())

        saving += (cost(last) - cost(planned)) * float(price)
    open_share = np.mean([w > 0 for w in made.kind.weekdays])
    return books(changed), saving * MONTH * float(open_share) * 0.25


def concentration(made: Recipe) -> Planted:
    """Two fifths of sales hang on one item."""
    best = int(np.argmax(made.prices))
    others = float(made.prices @ made.weights - made.prices[best] * made.weights[best])
    weights = made.weights.copy()
    weights[best] = 0.42 / 0.58 * others / float(made.prices[best])
    changed = replace(made, weights=weights / weights.sum())
    return books(changed), 0.42 * _receipt(changed) * _month(changed) * MARGIN * 0.10


def customers(made: Recipe) -> Planted:
    """Almost every known customer comes only once."""
    filled = books(replace(made, regulars=10**7))
    known = (filled.customer >= 0) & ~filled.refund
    return filled, float(filled.amount[known].sum()) / made.days * MONTH * MARGIN * 0.10


PROBLEMS: dict[str, Callable[[Recipe], Planted]] = {
    function.__name__: function
    for function in (
        trend, quiet_hours, menu_mix, long_tail, pairs, prices, discounts, refunds, payments, receipts, sell_out, planning,
        concentration, customers,
    )
}  # fmt: skip
