"""A small made-up economy: shops with names in three languages, each with its own mix of troubles. All invented."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from balcao.analytics.economies import Economy
from balcao.analytics.simulation.books import FEES, Recipe, recipe
from balcao.analytics.simulation.kinds import KINDS

_FIRST = (
    ("祥", "Cheong"), ("順", "Son"), ("金", "Kam"), ("海", "Hoi"), ("福", "Fok"), ("新", "San"), ("永", "Veng"), ("明", "Meng"),
    ("德", "Tak"), ("南", "Nam"),
)  # fmt: skip
_SECOND = (("記", "Kei"), ("利", "Lei"), ("興", "Heng"), ("發", "Fat"), ("昌", "Cheong"), ("和", "Vo"))
_KIND_NAMES = {
    "cafe": ("咖啡", "Café", "Coffee", "5630"),
    "restaurant": ("餐廳", "Restaurante", "Restaurant", "5610"),
    "bakery": ("餅店", "Padaria", "Bakery", "4721"),
    "shop": ("商店", "Loja", "Store", "4719"),
}
DISTRICTS = ("se", "antonio", "fatima", "lourenco", "carmo", "xavier")
"""Codes of `businesses/districts.py`: Macao's, where most shops are."""


@dataclass(frozen=True)
class Shop:
    """A made-up business: its names, what it is, and the recipe of its books."""

    name_zh: str
    name_pt: str
    name_en: str
    sector: str
    district: str
    size: str
    registration_number: str
    recipe: Recipe


def shops(count: int, economy: Economy, start: date, days: int, seed: int = 1) -> Iterator[Shop]:
    """So many shops with books of `days` days from `start`; the same seed makes the same town."""
    rng = np.random.default_rng(seed)
    kinds = [kind for kind in KINDS if kind in _KIND_NAMES]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        (zh, roman), (zh2, roman2) = _FIRST[number % len(_FIRST)], _SECOND[number // len(_FIRST) % len(_SECOND)]
        zh_kind, pt_kind, en_kind, sector = _KIND_NAMES[kind]
        made = recipe(kind, economy, days, seed * 1000 + number, start)
        made = replace(made, level=made.level * rng.uniform(0.35, 0.75))
        yield Shop(
            f"{zh}{zh2}{zh_kind}", f"{pt_kind} {roman} {roman2}", f"{roman} {roman2} {en_kind}", sector,
            str(rng.choice(DISTRICTS)), str(rng.choice(["0", "1-3", "1-3", "4-9"])), f"DEMO-{10000 + number}",
            troubled(made, rng if number else None),
        )  # fmt: skip


def troubled(made: Recipe, rng: np.random.Generator | None = None) -> Recipe:
    """A shop as many are: dear cards, empty afternoons, a generous hand at the till, pairs that nobody offers; with `rng` some of these."""
    quiet = max(0.3, 0.35 * made.wage / (made.mean_price * (1 + made.kind.extra) * 0.7))
    popular = sorted(range(len(made.names)), key=lambda n: -made.weights[n])
    afternoon = [hour for hour in (15, 16, 17) if hour in made.hours]
    troubles = {
        "payments": {"Cash": 0.16, "Visa card": 0.52, "MPay": 0.19, "Alipay": 0.13},
        "discount_rates": {"Chan": 0.3},
        "thin": {(weekday, hour): quiet for weekday in (1, 2) for hour in afternoon},
        "attach": [(popular[0], popular[1], 0.42), (popular[2], popular[3], 0.38), (popular[4], popular[5], 0.12)],
    }
    if rng is not None:
        troubles = {name: trouble for name, trouble in troubles.items() if rng.random() < 0.55}
    if "payments" in troubles:
        troubles["fees"] = FEES
    return replace(made, **troubles)  # type: ignore[arg-type]
