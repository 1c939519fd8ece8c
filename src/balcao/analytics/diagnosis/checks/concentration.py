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
    amount = shop.measure
    source = "lines LEFT JOIN items USING (item_key)" if "item" in shop.has else "lines"
    columns = {
        "item": ("items.name", "item"), "customer": ("customer", "customer"), "channel": ("channel", "channel"),
        "weekday": ("isodow(day) - 1", ""), "hour": ("hour(local_at)", "clock"),
    }  # fmt: skip
    total = shop.one(f"SELECT sum({amount})::DOUBLE FROM {source} WHERE kind <> 'void'")[0]
    if total <= 0:
        return None
    shares: dict[str, tuple[str, float, int]] = {}
    for by, (sql, need) in columns.items():
        if need and need not in shop.has:
            continue
        row = shop.con.execute(
            f"SELECT ({sql})::VARCHAR AS part, sum({amount})::DOUBLE AS money, count(*) OVER () AS parts FROM {source}"
            " WHERE kind <> 'void' AND part IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
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
    part, share, parts = shares[by]
    money = shop.daily(
        f"SELECT day, sum({amount})::DOUBLE FROM {source} WHERE kind <> 'void' AND ({columns[by][0]})::VARCHAR = {quote(str(part))} GROUP BY 1"
    )
    value = monthly(money, shop.margin * SHOCK) if "amount" in shop.has else None
    return Finding(
        "concentration",
        by,
        {"part": part, "share": share, "parts": parts},
        value,
        "low",
        ("sales.spread",),
        {
            "top_shares": {b: {"part": p, "share": round(s, 4)} for b, (p, s, _) in shares.items()},
            "assumption": "a setback costs a tenth of what depends on it",
        },
        Chart(
            "bars",
            _rows(shop, source, columns[by][0], amount, part, total),
            "share",
            _NAMES.get(by, "text"),
        ),
    )


def _rows(shop: Shop, source: str, sql: str, amount: str, part: str, total: float) -> list[dict[str, object]]:
    rows = shop.con.execute(
        f"SELECT ({sql})::VARCHAR AS part, sum({amount})::DOUBLE AS money FROM {source} WHERE kind <> 'void' AND part IS NOT NULL"
        " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 6"
    ).fetchall()
    return [{"x": name, "y": money / total, "mark": name == part} for name, money in rows]
