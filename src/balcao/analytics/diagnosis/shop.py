"""A shop's sale lines, opened for the checks: compact tables in DuckDB and the figures that several checks need."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import duckdb
import numpy as np

from balcao.analytics.diagnosis.statistics import Array
from balcao.analytics.economies import Economy, minor_digits
from balcao.analytics.sales.schema import SaleLines

LEAST_DAYS = 28
"""Open days for weekly patterns."""
LEAST_DAYS_AT_ALL = 14
"""Open days for anything else."""
LEAST_LINES = 300
NEW = 28
"""Days: items first sold later are too young to be judged."""
FOOD_COST = 0.30
"""The share of the price that goods cost where the export has no cost."""
COST_KNOWN = 0.5
"""The share of revenue with a cost from which the shop's own margin is used."""


@dataclass(frozen=True)
class Item:
    """An item with its sums over the whole period; money in minor units."""

    id: int
    name: str
    category: str
    units: float
    revenue: float
    margin: float
    first: date


@dataclass
class Shop:
    """`entries` holds one row a line, `sold` is the same without voids, `visits` one row a receipt (its net amount), `items`
    one row a thing: the last two where the export knows them. `lines` is the view of all columns. Days are business days.
    """

    con: duckdb.DuckDBPyConnection
    has: frozenset[str]
    economy: Economy
    currency: str
    zone: str
    first: date
    last: date
    lines: int
    days_open: int

    @property
    def days(self) -> int:
        """Calendar days from the first to the last sale."""
        return (self.last - self.first).days + 1

    @property
    def local_money(self) -> bool:
        """Whether wage floors and tariffs of the economy are in the shop's currency."""
        return self.currency == self.economy.currency

    @cached_property
    def settled(self) -> list[Item]:
        """Items old enough to be judged: first sold NEW days before the end, where the period is long enough to tell."""
        if self.days < 2 * NEW:
            return self.items
        return [i for i in self.items if (self.last - i.first).days >= NEW]

    @cached_property
    def minor(self) -> int:
        """Minor units in one unit of the currency."""
        return int(10 ** minor_digits(self.currency))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """All rows of a small result."""
        return self.con.execute(sql).fetchall()

    def one(self, sql: str) -> tuple[float, ...]:
        """One row of numbers; null becomes 0."""
        row = self.con.execute(sql).fetchone()
        return tuple(float(v) if v is not None else 0.0 for v in row or ())

    def daily(self, sql: str) -> Array:
        """The second column on each calendar day (first column), zero on days without a row. Shape (days,)."""
        found = self.con.execute(sql).fetchnumpy()
        names = list(found)
        out = np.zeros(self.days)
        if len(found[names[0]]):
            offsets = (found[names[0]].astype("datetime64[D]") - np.datetime64(self.first)).astype(int)
            np.add.at(out, offsets, np.ma.filled(np.ma.asarray(found[names[1]], dtype=float), 0.0))
        return out

    @cached_property
    def dates(self) -> list[date]:
        """All calendar days of the period."""
        return [self.first + timedelta(n) for n in range(self.days)]

    @cached_property
    def weekday(self) -> Array:
        """Monday 0 to Sunday 6 for each calendar day."""
        return np.asarray((np.arange(self.days) + self.first.weekday()) % 7, dtype=np.float64)

    @cached_property
    def measure(self) -> str:
        """SQL for how much was sold: money, or units where there are no prices."""
        return "amount" if "amount" in self.has else "quantity"

    @cached_property
    def revenue(self) -> Array:
        """Net sales on each calendar day (minor units, or units without prices)."""
        return self.daily(f"SELECT day, sum({self.measure})::DOUBLE FROM sold GROUP BY 1")

    @cached_property
    def margin(self) -> float:
        """The share of revenue left after the goods: the shop's own where costs are known, else the default."""
        if "cost" in self.has:
            known, cost, total = self.one(
                "SELECT sum(amount) FILTER (cost IS NOT NULL), sum(cost) FILTER (cost IS NOT NULL), sum(amount)"
                " FROM lines WHERE kind = 'sale'"
            )
            if total > 0 and known > COST_KNOWN * total and 0 < cost < known:
                return 1 - cost / known
        return 1 - FOOD_COST

    @cached_property
    def items(self) -> list[Item]:
        """Every named item, best seller first."""
        if "item" not in self.has:
            return []
        margin = self.margin if "amount" in self.has else 0.0
        rows = self.con.execute(
            "SELECT id, name, coalesce(category, ''), units::DOUBLE, coalesce(revenue, 0)::DOUBLE, margin_share, first"
            " FROM items ORDER BY coalesce(revenue, units) DESC, id"
        ).fetchall()
        return [Item(i, n, c, u, r, r * (margin if m is None else m), f) for i, n, c, u, r, m, f in rows]


def open_shop(lines: SaleLines, economy: Economy) -> Shop:
    """Load sale lines into compact tables: entries (sold without voids), visits and items."""
    con, has = lines.connect(), lines.has
    if "order_amount" in has:  # what an item brought in is not known
        has -= {"item"}
    if "item" in has:
        con.execute(
            """CREATE TEMP TABLE items AS SELECT CAST(row_number() OVER (ORDER BY item_key) AS INTEGER) AS id, * FROM (
            SELECT item_key, max_by(item, ROW(times, item)) AS name, max_by(category, ROW(times, category)) AS category,
            sum(units) AS units, sum(money) AS revenue, min(first) AS first,
            CASE WHEN sum(costed) > 0.5 * sum(money) AND sum(money) > 0 THEN 1 - sum(cost) / nullif(sum(costed), 0) END AS margin_share
            FROM (SELECT item_key, item, category, count(*) AS times, sum(quantity) AS units, sum(amount) AS money,
                min(day) AS first, sum(amount) FILTER (cost IS NOT NULL) AS costed, sum(cost) AS cost
                FROM lines WHERE kind <> 'void' AND item_key IS NOT NULL GROUP BY ALL)
            GROUP BY item_key HAVING sum(units) > 0)"""
        )
    _open_entries(con, has)
    if "receipt" in has:
        con.execute(
            """CREATE TEMP TABLE visits AS SELECT receipt, min(day) AS day, min(minute) AS minute,
            sum(amount)::DOUBLE AS amount, sum(quantity)::DOUBLE AS units, min(staff) AS staff, min(channel) AS channel,
            bool_or(refund OR void) AS returned, bool_and(void) AS void, bool_or(NOT refund AND NOT void) AS sells, coalesce(bool_or(discount > 0), false) AS discounted
            FROM entries WHERE receipt IS NOT NULL GROUP BY receipt"""
        )
    row = con.execute(
        "SELECT min(day), max(day), sum(n)::BIGINT, coalesce(nullif(count(*) FILTER (sells), 0), count(*))"
        " FROM (SELECT day, count(*) AS n, bool_or(NOT refund) AS sells FROM sold GROUP BY day)"
    ).fetchone()
    assert row is not None
    reading = lines.reading
    return Shop(con, has, economy, reading.currency, reading.time_zone, row[0], row[1], row[2], row[3])


def _open_entries(con: duckdb.DuckDBPyConnection, has: frozenset[str]) -> None:
    """One compact row a line: receipts hashed, items by id, people and channels as enumerations, minutes from midnight."""
    names = {}
    for column in ("staff", "channel"):
        names[column] = "NULL::VARCHAR"
        if column in has:
            con.execute(
                f"CREATE TYPE {column}_name AS ENUM (SELECT DISTINCT {column} FROM lines WHERE {column} IS NOT NULL ORDER BY 1)"
            )
            names[column] = f"{column}::{column}_name"
    clock, receipt, item = "clock" in has, "receipt" in has, "item" in has
    con.execute(
        f"""CREATE TEMP TABLE entries AS SELECT day,
        {"CAST(hour(local_at) AS TINYINT)" if clock else "NULL::TINYINT"} AS hour,
        {"CAST(datediff('minute', day::TIMESTAMP, local_at) AS SMALLINT)" if clock else "NULL::SMALLINT"} AS minute,
        {"CASE WHEN receipt IS NOT NULL THEN hash(receipt) END" if receipt else "NULL::UBIGINT"} AS receipt,
        {"items.id" if item else "NULL::INTEGER"} AS item, CAST(quantity AS FLOAT) AS quantity, amount,
        {"discount" if "discount" in has else "NULL::BIGINT"} AS discount,
        {names["staff"]} AS staff, {names["channel"]} AS channel, kind = 'refund' AS refund, kind = 'void' AS void
        FROM lines {"LEFT JOIN items USING (item_key)" if item else ""}"""
    )
    con.execute("CREATE TEMP VIEW sold AS SELECT * EXCLUDE (void) FROM entries WHERE NOT void")
