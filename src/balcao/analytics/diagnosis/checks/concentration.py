"""On what does the shop depend? The share of its top item, hour, weekday, channel and customer."""

from collections.abc import Mapping

from balcao.analytics.diagnosis.finding import Chart, Finding, Names
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import monthly
from balcao.analytics.sales.schema import quote

LIMITS = {"item": 0.30, "customer": 0.15, "channel": 0.60, "weekday": 0.35, "hour": 0.30}
"""The share from which one of many is a risk; a channel counts only if it is somebody else's platform."""
SHOCK = 0.10
"""The value of spreading: a tenth of the part is what a setback there would cost."""
_OWN = ("dine_in", "take_away")
_NAMES: Mapping[str, Names] = {"channel": "channel", "weekday": "weekday", "hour": "hour"}


def check(shop: Shop) -> Finding | None:
    """Value: the margin of a tenth of what depends on the one part, were it to fail."""
    total = float(shop.revenue.sum())
    if total <= 0:
        return None
    parts = {by: sql for by, (sql, need) in _parts(shop.measure).items() if not need or need in shop.has}
    shares: dict[str, tuple[str, float, int]] = {}
    for by, sql in parts.items():
        row = shop.con.execute(
            f"SELECT part::VARCHAR, sum(money), count(*) OVER () FROM ({sql}) WHERE part IS NOT NULL GROUP BY part ORDER BY 2 DESC, 1 LIMIT 1"
        ).fetchone()
        if row and row[2] >= 3:
            shares[by] = (row[0], row[1] / total, row[2])
    risky = {
        by: share - LIMITS[by]
        for by, (part, share, _) in shares.items()
        if share > LIMITS[by] and not (by == "channel" and part in _OWN)
    }
    if not risky:
        return None
    by = max(risky, key=lambda b: risky[b])
    part, share, number = shares[by]
    money = shop.daily(f"SELECT day, sum(money) FROM ({parts[by]}) WHERE part::VARCHAR = {quote(part)} GROUP BY 1")
    value = monthly(money, shop.margin * SHOCK) if "amount" in shop.has else None
    return Finding(
        "concentration",
        by,
        {"part": part, "share": share, "parts": number},
        value,
        "low",
        ("sales.spread",),
        {
            "top_shares": {b: {"part": p, "share": round(s, 4)} for b, (p, s, _) in shares.items()},
            "assumption": "a setback costs a tenth of what depends on it",
        },
        Chart(
            "bars",
            _rows(shop, parts[by], part, total),
            "share",
            _NAMES.get(by, "text"),
        ),
    )


def _parts(measure: str) -> dict[str, tuple[str, str]]:
    """For each way to divide sales: SQL for (day, part, money) of each line, and the column it needs."""
    sold, lines = f"{measure}::DOUBLE AS money FROM sold", f"{measure}::DOUBLE AS money FROM lines WHERE kind <> 'void'"
    return {
        "item": (f"SELECT day, items.name AS part, {sold} JOIN items ON items.id = sold.item", "item"),
        "customer": (f"SELECT day, customer AS part, {lines}", "customer"),
        "channel": (f"SELECT day, channel::VARCHAR AS part, {sold}", "channel"),
        "weekday": (f"SELECT day, isodow(day) - 1 AS part, {sold}", ""),
        "hour": (f"SELECT day, hour AS part, {sold}", "clock"),
    }


def _rows(shop: Shop, sql: str, part: str, total: float) -> list[dict[str, object]]:
    rows = shop.con.execute(
        f"SELECT part::VARCHAR, sum(money) FROM ({sql}) WHERE part IS NOT NULL GROUP BY part ORDER BY 2 DESC, 1 LIMIT 6"
    ).fetchall()
    return [{"x": name, "y": money / total, "mark": name == part} for name, money in rows]
