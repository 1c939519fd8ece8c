"""Which items carry the menu, which only cost effort? Menu engineering after Kasavana and Smith (1982)."""

from collections import defaultdict

import numpy as np

from balcao.analytics.diagnosis.finding import Chart, Finding, NotEnough
from balcao.analytics.diagnosis.shop import Item, Shop
from balcao.analytics.diagnosis.statistics import binomial_lower_tail, discoveries, monthly

POPULAR = 0.70
"""An item is popular with at least this part of an equal share."""
LEAST_ITEMS = 5
"""A category with fewer is not a menu."""
LEAST_DOGS = 2
CAUTION = 0.5
"""Half of a dropped item's buyers are thought to take an average one of its category instead; the rest as before."""


def check(shop: Shop) -> Finding | NotEnough | None:
    """Value: half of the units of items that are neither popular nor profitable, sold at the category's mean margin."""
    menus = _menus(shop)
    if not menus:
        return NotEnough("menu_mix", "few_items", {"items": len(shop.items), "least": LEAST_ITEMS})
    classes: dict[str, list[Item]] = defaultdict(list)
    gains: dict[int, float] = {}
    judged: list[tuple[Item, float, float]] = []
    for menu in menus:
        units = sum(i.units for i in menu)
        mean = sum(i.margin for i in menu) / units
        for item in menu:
            p = binomial_lower_tail(int(item.units), int(units), POPULAR / len(menu))
            judged.append((item, p, mean))
    unpopular = discoveries(np.array([p for _, p, _ in judged]))
    for (item, _, mean), rare in zip(judged, unpopular, strict=True):
        each = item.margin / item.units
        name = ("dog" if rare else "workhorse") if each < mean else ("puzzle" if rare else "star")
        classes[name].append(item)
        if name == "dog":
            gains[item.id] = mean - each
    if len(classes["dog"]) < LEAST_DOGS:
        return None
    gain = shop.daily(
        "SELECT day, sum(quantity * CASE item "
        + " ".join(f"WHEN {i} THEN {g}" for i, g in gains.items())
        + f" END)::DOUBLE FROM sold WHERE item IN ({', '.join(map(str, gains))}) GROUP BY 1"
    )
    value = monthly(gain, CAUTION)
    if value.low <= 0:
        return None
    return Finding(
        "menu_mix",
        "dogs",
        {"dogs": len(classes["dog"]), "items": len(judged), "example": classes["dog"][0].name,
         "star": (classes["star"] or classes["workhorse"])[0].name},
        value,
        value.confidence,
        ("menu.mix",),
        {
            **{name: [i.name for i in classes[name][:12]] for name in ("star", "workhorse", "puzzle", "dog")},
            "counts": {name: len(items) for name, items in sorted(classes.items())},
            "profit_from": "cost" if "cost" in shop.has else "price",
            "assumption": "half of the buyers of a dropped item take an average item of its category",
        },
        Chart("bars", _rows(classes["dog"], classes["star"] or classes["workhorse"]), "money"),
    )  # fmt: skip


def _menus(shop: Shop) -> list[list[Item]]:
    """Items by category, new and negative ones left out; one menu of all where no category is large enough."""
    old = [i for i in shop.settled if i.units >= 1 and i.margin > 0]
    by_category: dict[str, list[Item]] = defaultdict(list)
    for item in old:
        by_category[item.category].append(item)
    menus = [menu for menu in by_category.values() if len(menu) >= LEAST_ITEMS]
    if not menus and len(old) >= LEAST_ITEMS:
        menus = [old]
    return menus


def _rows(dogs: list[Item], stars: list[Item]) -> list[dict[str, object]]:
    shown = [(i, False) for i in stars[:4]] + [(i, True) for i in dogs[:6]]
    return [{"x": item.name, "y": item.margin, "mark": mark} for item, mark in shown]
