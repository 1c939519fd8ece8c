"""Kinds of shop to make up: what they sell, when, to how many. Invented, with proportions seen in real exports."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`menu`: category to items and their price in the economy's currency; `hours`: opening hours with their weight.

    `receipts`: on a usual day; `extra`: items on a receipt beyond the first, on average; `weekdays`: Monday to
    Sunday, 0 is closed; `season`: how far the year swings; `spread`: day-to-day noise.
    """

    name: str
    menu: Mapping[str, Mapping[str, float]]
    hours: Mapping[int, float]
    receipts: float
    extra: float
    weekdays: tuple[float, ...]
    channels: Mapping[str, float]
    season: float = 0.06
    spread: float = 0.08


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "cafe",
            {
                "Coffee": {"Latte": 32, "Americano": 26, "Cappuccino": 32, "Mocha": 36, "Espresso": 22, "Flat White": 34},
                "Tea": {"Milk Tea": 22, "Lemon Tea": 20, "Jasmine Tea": 18, "Earl Grey": 20, "Yuenyeung": 24},
                "Food": {"Pork Chop Bun": 38, "Egg Tart": 12, "Toast": 18, "Sandwich": 34, "Noodles": 42, "Cake": 30},
            },
            {8: 3, 9: 4, 10: 3, 11: 3, 12: 5, 13: 5, 14: 4, 15: 4, 16: 4, 17: 3, 18: 3, 19: 2},
            95, 0.8, (0.9, 0.9, 0.95, 1.0, 1.1, 1.25, 1.15), {"Dine in": 0.62, "Take away": 0.38},
        ),
        Kind(
            "restaurant",
            {
                "Starters": {"Codfish Cakes": 48, "Green Soup": 38, "Garlic Prawns": 88, "Olives": 28, "Clams": 92},
                "Mains": {"African Chicken": 138, "Minchi": 78, "Grilled Sardines": 98, "Duck Rice": 118,
                          "Curry Crab": 228, "Beef Stew": 128, "Bacalhau": 148},
                "Drinks": {"House Wine": 48, "Beer": 32, "Soda": 20, "Coffee": 22, "Sparkling Water": 26},
            },
            {12: 5, 13: 5, 14: 3, 18: 3, 19: 6, 20: 6, 21: 4},
            60, 2.4, (0, 0.85, 0.9, 0.95, 1.15, 1.3, 1.2), {"Dine in": 0.9, "Take away": 0.1},
        ),
        Kind(
            "bakery",
            {
                "Bread": {"Sourdough": 45, "Baguette": 28, "Pineapple Bun": 10, "Milk Loaf": 32, "Rye": 48, "Raisin Roll": 14},
                "Pastry": {"Croissant": 20, "Egg Tart": 11, "Almond Biscuit": 25, "Serradura": 28, "Danish": 22},
            },
            {7: 3, 8: 6, 9: 5, 10: 4, 11: 4, 12: 4, 13: 3, 14: 3, 15: 3, 16: 4, 17: 4, 18: 2},
            150, 0.7, (0.95, 0.95, 0.95, 1.0, 1.05, 1.2, 1.1), {"Take away": 1.0},
        ),
        Kind(
            "shop",
            {
                "Gifts": {"Magnet": 15, "Tile Coaster": 48, "Postcard": 8, "Tote Bag": 88, "Mug": 68},
                "Food gifts": {"Almond Cookies": 58, "Peanut Candy": 46, "Egg Rolls": 62, "Beef Jerky": 98, "Tea Tin": 120},
            },
            {10: 3, 11: 4, 12: 4, 13: 4, 14: 5, 15: 6, 16: 6, 17: 5, 18: 5, 19: 4},
            70, 1.1, (0.9, 0.9, 0.9, 0.95, 1.1, 1.3, 1.25), {"Counter": 1.0},
        ),
    )
}  # fmt: skip
