"""A made-up shop's books: sale lines with seasons, weekdays, holidays, baskets, staff and payments, from one seed."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from balcao.analytics.economies import Economy, minor_digits
from balcao.analytics.sales.names import channel_code, fold, payment_code
from balcao.analytics.sales.schema import PARQUET, Reading, SaleLines, connect, quote
from balcao.analytics.simulation.kinds import KINDS, Kind

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PAYMENTS = {"Cash": 0.28, "Alipay": 0.30, "WeChat Pay": 0.24, "MPay": 0.18}
STAFF = {"Ana": 0.3, "Ben": 0.28, "Chan": 0.24, "Dina": 0.18}
DISCOUNT_RATE, DISCOUNT_DEPTH, REFUND_RATE = 0.02, 0.10, 0.004
REGULARS = 700
KNOWN = 0.5
"""The share of receipts with a customer id."""
WAGE = 35.0
"""An hour's, made up like the prices: for an economy whose wage floor nobody has told us."""
FEES = {"Visa card": 0.018, "Alipay": 0.008, "WeChat Pay": 0.008, "MPay": 0.008}
"""The share that each payment costs in a shop whose export has fees: made up, for no economy's tariffs."""


@dataclass
class Recipe:
    """Everything that decides a shop's books; problems change it before or the books after. Weights sum to one."""

    kind: Kind
    economy: Economy
    start: date
    days: int
    seed: int
    names: list[str]
    categories: list[str]
    prices: Ints
    weights: Floats
    expected: Floats
    """Receipts on each day as season and weekday would have them."""
    level: Floats
    """The same with the luck of the day: what the books are filled from."""
    hours: dict[int, float]
    payments: dict[str, float]
    fees: dict[str, float] = field(default_factory=dict)
    """The share of the amount that a way of paying costs; the export has them if there are any."""
    steady: bool = False
    """No chance in how much is sold: standing orders."""
    item_noise: float = 0.0
    """Day-to-day spread of each item's share."""
    small_visits: tuple[int, int, float] | None = None
    """From hour, to hour, and items beyond the first in between."""
    thin: dict[tuple[int, int], float] = field(default_factory=dict)
    """(weekday, hour) to the receipts expected in it, whatever the level."""
    attach: list[tuple[int, int, float]] = field(default_factory=list)
    """item, second item, chance that the second is added to a receipt with the first."""
    regulars: int = REGULARS
    discount_rates: dict[str, float] = field(default_factory=dict)
    refund_rates: dict[str, float] = field(default_factory=dict)

    @property
    def mean_price(self) -> float:
        """Of a line, in minor units."""
        return float(self.prices @ self.weights)

    @property
    def wage(self) -> float:
        """Of one person and hour, in minor units."""
        floor = self.economy.wage_floor
        return (WAGE if floor is None else floor) * float(10 ** minor_digits(self.economy.currency))

    @property
    def weekday(self) -> Ints:
        """Monday 0 to Sunday 6 for each day."""
        return (np.arange(self.days) + self.start.weekday()) % 7


def recipe(
    kind: str, economy: Economy, days: int, seed: int, start: date = date(2025, 1, 6), steady: bool = False
) -> Recipe:
    """A shop without problems: every item popular enough, every hour paying, the same customers coming back."""
    shape, rng = KINDS[kind], np.random.default_rng(seed)
    names = [item for items in shape.menu.values() for item in items]
    categories = [category for category, items in shape.menu.items() for _ in items]
    scale = 10 ** minor_digits(economy.currency)
    prices = np.array([round(p * scale) for items in shape.menu.values() for p in items.values()])
    weights = rng.uniform(0.88, 1.15, len(names))
    weekday = (np.arange(days) + start.weekday()) % 7
    level = shape.receipts * np.array(shape.weekdays)[weekday]
    dates = [start + timedelta(n) for n in range(days)]
    yearly = np.array([d.timetuple().tm_yday for d in dates]) / 365.25
    expected = level = level * (1 + shape.season * np.sin(2 * np.pi * (yearly + rng.uniform())))
    if not steady:
        public = economy.holidays_between(dates[0], dates[-1])
        level = level * np.array([1.25 if d in public else 1.0 for d in dates])
        noise = np.zeros(days)
        shocks = rng.normal(0, shape.spread, days)
        for n in range(1, days):
            noise[n] = 0.3 * noise[n - 1] + shocks[n]
        level = level * np.exp(noise)
    return Recipe(
        shape, economy, start, days, seed, names, categories, prices, weights / weights.sum(), expected, level,
        dict(shape.hours), dict(PAYMENTS), steady=steady,
    )  # fmt: skip


@dataclass
class Books:
    """Columns of equal length, one entry a line; `kind` is sale or refund. Money in minor units."""

    recipe: Recipe
    day: Ints
    minute: Ints
    receipt: Ints
    item: Ints
    quantity: Ints
    amount: Ints
    discount: Ints
    payment: NDArray[np.str_]
    channel: NDArray[np.str_]
    staff: NDArray[np.str_]
    customer: Ints
    refund: NDArray[np.bool_]

    def keep(self, chosen: NDArray[np.bool_] | Ints) -> "Books":
        """The chosen lines, in their order or the given one."""
        columns = {name: getattr(self, name)[chosen] for name in COLUMNS}
        return replace(self, **columns)


COLUMNS = (
    "day", "minute", "receipt", "item", "quantity", "amount", "discount", "payment", "channel", "staff", "customer", "refund",
)  # fmt: skip


def books(made: Recipe) -> Books:
    """Fill a shop's books: receipts by day and hour, baskets, payments, discounts and refunds."""
    rng = np.random.default_rng(made.seed + 1)
    day, minute = _visits(made, rng)
    count = len(day)
    extra = np.full(count, made.kind.extra)
    if made.small_visits:
        start, end, fewer = made.small_visits
        extra[(minute >= start * 60) & (minute < end * 60)] = fewer
    size = 1 + (np.full(count, round(made.kind.extra)) if made.steady else rng.poisson(extra))
    receipt = np.repeat(np.arange(count), size)
    item = _items(made, rng, day[receipt])
    for first, second, chance in made.attach:
        having = np.unique(receipt[item == first])
        added = having[rng.random(len(having)) < chance]
        receipt, item = np.concatenate([receipt, added]), np.concatenate([item, np.full(len(added), second)])
    order = np.argsort(receipt, kind="stable")
    receipt, item = receipt[order], item[order]
    staff = rng.choice(list(STAFF), p=list(STAFF.values()), size=count)
    customer = np.where(rng.random(count) < KNOWN, rng.integers(0, made.regulars, count), -1)
    rates = np.array([made.discount_rates.get(name, DISCOUNT_RATE) for name in staff])
    cut = np.where(rng.random(count) < rates, DISCOUNT_DEPTH, 0.0)
    full = made.prices[item]
    discount = np.round(full * cut[receipt]).astype(np.int64)
    lines = Books(
        made, day[receipt], minute[receipt], receipt, item, np.ones(len(item), dtype=np.int64), full - discount, discount,
        rng.choice(list(made.payments), p=list(made.payments.values()), size=count)[receipt],
        rng.choice(list(made.kind.channels), p=list(made.kind.channels.values()), size=count)[receipt],
        staff[receipt], customer[receipt], np.zeros(len(item), dtype=bool),
    )  # fmt: skip
    returned = rng.random(count) < np.array([made.refund_rates.get(name, REFUND_RATE) for name in staff])
    back = lines.keep(returned[receipt])
    back = replace(
        back,
        quantity=-back.quantity,
        amount=-back.amount,
        receipt=back.receipt + count,
        refund=np.ones(len(back.day), dtype=bool),
    )
    for name in COLUMNS:
        setattr(lines, name, np.concatenate([getattr(lines, name), getattr(back, name)]))
    return lines


def _visits(made: Recipe, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Day and minute of each receipt."""
    per_day = np.round(made.level).astype(np.int64) if made.steady else rng.poisson(made.level)
    day = np.repeat(np.arange(made.days), per_day)
    hours, weights = np.array(list(made.hours)), np.array(list(made.hours.values()), dtype=float)
    hour = rng.choice(hours, p=weights / weights.sum(), size=len(day))
    for (weekday, slot), expected in made.thin.items():
        keep = ~((made.weekday[day] == weekday) & (hour == slot))
        chosen = np.flatnonzero(made.weekday == weekday)
        times = rng.poisson(expected, len(chosen))
        day = np.concatenate([day[keep], np.repeat(chosen, times)])
        hour = np.concatenate([hour[keep], np.full(times.sum(), slot)])
    minute = hour * 60 + rng.integers(0, 60, len(day))
    order = np.lexsort((minute, day))
    return day[order], minute[order]


def _items(made: Recipe, rng: np.random.Generator, day: Ints) -> Ints:
    """The item of each line, by weight; with item_noise the weights differ from day to day."""
    count = len(made.names)
    if made.steady:
        spread = np.concatenate([[0.0], made.weights.cumsum()])
        item = np.empty(len(day), dtype=np.int64)
        for number in np.unique(day):
            own = np.flatnonzero(day == number)
            evenly = (np.arange(len(own)) + 0.5) / len(own)
            item[own] = rng.permutation(np.minimum(np.searchsorted(spread, evenly, side="right") - 1, count - 1))
        return item
    if not made.item_noise:
        return rng.choice(count, p=made.weights, size=len(day))
    daily = made.weights * np.exp(rng.normal(0, made.item_noise, (made.days, count)))
    edges = (daily / daily.sum(axis=1, keepdims=True)).cumsum(axis=1)
    return np.asarray(np.minimum((rng.random(len(day))[:, None] > edges[day]).sum(axis=1), count - 1))


def as_sale_lines(filled: Books, work: Path) -> SaleLines:
    """Write the books as sale lines, as the reader would, into the folder `work`."""
    made = filled.recipe
    con = connect()
    target = work / "lines.parquet"
    _register(con, filled)
    con.execute(
        f"""COPY (SELECT moment AT TIME ZONE {quote(made.economy.zone)} AT TIME ZONE 'UTC' AS sold_at, moment AS local_at,
        CAST(moment - INTERVAL 4 HOUR AS DATE) AS day, receipt::VARCHAR AS receipt, i.item, i.item_key, NULL::VARCHAR AS variant,
        i.category, quantity::DECIMAL(18,3) AS quantity, i.price AS unit_price, amount, discount, NULL::BIGINT AS tax,
        NULL::BIGINT AS tip, CAST(round(amount * f.share) AS BIGINT) AS fee, NULL::BIGINT AS cost, p.code AS payment_method, payment AS payment_text,
        c.code AS channel, staff, CASE WHEN customer >= 0 THEN 'C' || customer END AS customer, NULL::VARCHAR AS outlet,
        CASE WHEN refund THEN 'refund' ELSE 'sale' END AS kind
        FROM books JOIN names i ON i.id = books.item JOIN codes p ON p.text = payment JOIN codes c ON c.text = channel
        LEFT JOIN fees f ON f.text = payment) TO {quote(str(target))} ({PARQUET})"""
    )
    con.close()
    count = len(filled.day)
    reading = Reading("simulated", time_zone=made.economy.zone, currency=made.economy.currency, rows=count, used=count,
                      minor_digits=minor_digits(made.economy.currency))  # fmt: skip
    has = {
        "clock",
        "amount",
        "receipt",
        "item",
        "category",
        "quantity",
        "discount",
        "payment_method",
        "channel",
        "staff",
        "customer",
    }
    return SaleLines(target, None, reading, frozenset(has | ({"fee"} if made.fees else set())))


def write_export(filled: Books, target: Path) -> None:
    """Write the books as a shop would export them: CSV, newest first; with fees if the recipe has any."""
    con = connect()
    _register(con, filled)
    digits = minor_digits(filled.recipe.economy.currency)
    fee = (
        f""", printf('%.{digits}f', coalesce(round(amount * f.share), 0) / {10**digits}) AS "Fees\""""
        if filled.recipe.fees
        else ""
    )
    con.execute(
        f"""COPY (SELECT strftime(moment, '%d/%m/%Y %H:%M') AS "Date", 10000 + receipt AS "Receipt number",
        CASE WHEN refund THEN 'Refund' ELSE 'Sale' END AS "Type", i.item AS "Item", i.category AS "Category",
        quantity AS "Quantity", printf('%.{digits}f', amount / {10**digits}) AS "Net sales",
        printf('%.{digits}f', discount / {10**digits}) AS "Discounts", payment AS "Payment method", channel AS "Dining option",
        staff AS "Cashier name"{fee} FROM books JOIN names i ON i.id = books.item LEFT JOIN fees f ON f.text = payment ORDER BY moment DESC, receipt DESC)
        TO {quote(str(target))} (FORMAT csv, HEADER true)"""
    )
    con.close()


def _register(con: duckdb.DuckDBPyConnection, filled: Books) -> None:
    """The tables books, names and codes."""
    made = filled.recipe
    start = np.datetime64(made.start, "m")
    columns = {name: getattr(filled, name) for name in COLUMNS if name not in ("day", "minute")}
    columns["moment"] = (start + filled.day * 1440 + filled.minute).astype("datetime64[us]")
    for name in ("payment", "channel", "staff"):
        columns[name] = columns[name].astype(object)
    con.register("columns_", columns)
    con.execute("CREATE TEMP TABLE books AS SELECT * FROM columns_")
    con.execute("CREATE TEMP TABLE names (id BIGINT, item VARCHAR, item_key VARCHAR, category VARCHAR, price BIGINT)")
    con.executemany(
        "INSERT INTO names VALUES (?, ?, ?, ?, ?)",
        [
            (n, name, fold(name), category, int(price))
            for n, (name, category, price) in enumerate(zip(made.names, made.categories, made.prices, strict=True))
        ],
    )
    con.execute("CREATE TEMP TABLE codes (text VARCHAR, code VARCHAR)")
    texts = {p: payment_code(p) for p in made.payments} | {c: channel_code(c) for c in made.kind.channels}
    con.executemany("INSERT INTO codes VALUES (?, ?)", list(texts.items()))
    con.execute("CREATE TEMP TABLE fees (text VARCHAR, share DOUBLE)")
    if made.fees:
        con.executemany("INSERT INTO fees VALUES (?, ?)", list(made.fees.items()))
