"""What would planning with a forecast save? Making last week's quantity against the best quantile of the forecast."""

import numpy as np

from balcao.analytics.diagnosis.finding import Chart, Finding, NotEnough
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import Array, monthly

TOP_ITEMS = 20
LEAST_UNITS = 3.0
"""A day on average: rarer items are made to order."""
TEST_DAYS = 56
MEMORY = 8
"""Weeks of the same weekday behind the forecast."""
LEAST_SAVING = 0.03
"""Of the items' revenue."""
MADE_AHEAD = 0.25
"""The part of these items thought to be made before they are ordered."""


def check(shop: Shop) -> Finding | NotEnough | None:
    """Value: the newsvendor cost saved over the past 8 weeks, for the quarter thought to be made ahead.

    Too few costs the margin, too many costs the goods; the best quantile of demand is margin / (margin + cost).
    Forecast: the last 8 same weekdays. Source: Arrow, Harris and Marschak (1951).
    """
    if "amount" not in shop.has:
        return NotEnough("planning", "no_amount")
    if shop.days < TEST_DAYS + 6 * 7:
        return NotEnough("planning", "few_weeks", {"weeks": shop.days // 7, "least": 14})
    chosen = [i for i in shop.items if i.units >= LEAST_UNITS * shop.days_open and i.revenue > 0][:TOP_ITEMS]
    if not chosen:
        return None
    saved = np.zeros(TEST_DAYS)
    revenue = 0.0
    by_item = []
    sold = _units(shop, [item.id for item in chosen])
    for item in chosen:
        units = sold[item.id]
        price = item.revenue / item.units
        under, over = item.margin / item.units, price - item.margin / item.units
        if under <= 0 or over <= 0:
            continue
        gain = _saving(units, shop.revenue > 0, under, over)
        saved += gain
        revenue += float(units[-TEST_DAYS:].sum()) * price
        by_item.append((item.name, float(gain.sum())))
    if revenue <= 0 or saved.sum() < LEAST_SAVING * revenue:
        return None
    value = monthly(saved, MADE_AHEAD)
    if value.low <= 0:
        return None
    by_item.sort(key=lambda pair: -pair[1])
    return Finding(
        "planning",
        "forecast",
        {"items": len(by_item), "example": by_item[0][0], "share": float(saved.sum()) / revenue},
        value,
        "medium" if value.confidence == "high" else value.confidence,
        ("demand.forecast",),
        {
            "items": [{"item": name, "saved_in_8_weeks": round(money / shop.minor, 2)} for name, money in by_item[:10]],
            "forecast": "quantile of the last 8 same weekdays",
            "assumption": "a quarter of these items is made before they are ordered",
            "goods_share": round(1 - shop.margin, 3),
        },
        Chart("bars", [{"x": n, "y": money, "mark": True} for n, money in by_item[:8] if money > 0], "money"),
    )


def _units(shop: Shop, items: list[int]) -> dict[int, Array]:
    """Units of each item on each calendar day."""
    found = shop.con.execute(
        f"SELECT item, (day - DATE '{shop.first}')::INT AS day, sum(quantity)::DOUBLE AS units FROM sold"
        f" WHERE NOT refund AND item IN ({', '.join(map(str, items))}) GROUP BY ALL"
    ).fetchnumpy()
    units = {item: np.zeros(shop.days) for item in items}
    for item, own in units.items():
        rows = found["item"] == item
        own[found["day"][rows]] = found["units"][rows]
    return units


def _saving(units: Array, is_open: object, under: float, over: float) -> Array:
    """Newsvendor cost of last week's quantity less that of the forecast's quantile on each of the last TEST_DAYS."""
    days = np.arange(len(units) - TEST_DAYS, len(units))
    past = days[:, None] - 7 * np.arange(1, MEMORY + 1)
    known = np.where((past >= 0) & np.asarray(is_open)[past], units[past], np.nan)
    tried = np.asarray(is_open)[days] & (np.isfinite(known).sum(axis=1) >= 4)
    known, demand = known[tried], units[days][tried]
    last = known[np.arange(len(known)), np.isfinite(known).argmax(axis=1)]
    out = np.zeros(TEST_DAYS)
    if len(known):
        quantile, whole = under / (under + over), np.isfinite(known).all(axis=1)
        planned = np.quantile(np.nan_to_num(known), quantile, axis=1)
        if not whole.all():
            planned[~whole] = np.nanquantile(known[~whole], quantile, axis=1)  # slow: a call for each row
        out[tried] = _cost(demand, last, under, over) - _cost(demand, planned, under, over)
    return out


def _cost(demand: Array, made: Array, under: float, over: float) -> Array:
    return under * np.maximum(0.0, demand - made) + over * np.maximum(0.0, made - demand)
