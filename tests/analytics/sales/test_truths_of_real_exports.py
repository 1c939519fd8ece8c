"""What is known of real shops' books must come out of them, to the cent."""

import csv
import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from balcao.analytics.sales.schema import SaleLines


def sums(lines: SaleLines) -> dict[str, tuple[int, int, Decimal, Decimal]]:
    """kind: lines, receipts, quantity, amount."""
    rows = (
        lines.connect()
        .execute("SELECT kind, count(*), count(DISTINCT receipt), sum(quantity), sum(amount) FROM lines GROUP BY kind")
        .fetchall()
    )
    return {
        kind: (n, receipts, quantity, Decimal(int(amount or 0)) / 100) for kind, n, receipts, quantity, amount in rows
    }


def one(lines: SaleLines, sql: str) -> object:
    row = lines.connect().execute(sql).fetchone()
    assert row is not None
    return row[0]


def test_the_pizzeria_to_the_cent(shared, reader):
    lines = reader(shared / "data/pizzeria-2015.csv.gz", "US")
    assert sums(lines) == {"sale": (48620, 21350, Decimal("49574"), Decimal("817860.05"))}
    assert lines.reading.columns["sold_at"] == ["date", "time"]
    assert lines.reading.rejected == {}
    assert {"variant", "category", "clock"} <= lines.has


def test_the_bakery_without_prices(shared, reader):
    lines = reader(shared / "data/bakery-edinburgh.csv.gz", "GB")
    assert sums(lines)["sale"][:2] == (21293, 9531)
    assert lines.reading.rejected == {}  # 1,653 equal lines are second units
    assert "amount" not in lines.has and "quantity" not in lines.has
    assert one(lines, "SELECT count(*) FROM lines WHERE item IS NULL") == 786
    assert str(one(lines, "SELECT min(day) FROM lines")) == "2016-10-30"


def test_the_takeaway_is_day_first_and_newest_first(shared, reader):
    lines = reader(shared / "data/takeaway-london.csv.gz", "US")  # an economy that would guess month first
    assert lines.reading.date_order == "dmy" and lines.reading.date_order_known
    assert sums(lines) == {"sale": (74818, 13397, Decimal("93041"), Decimal("446517.45"))}
    assert str(one(lines, "SELECT max(day) FROM lines")) == "2019-08-03"


def test_the_damaged_cafe_loses_nothing_that_can_be_recovered(shared, reader):
    file = shared / "data/cafe-dirty.csv.gz"
    lines = reader(file, "US")
    reading = lines.reading
    assert reading.rows == 10_002
    assert reading.used + sum(reading.rejected.values()) == reading.rows
    assert reading.rejected["exact copy"] == 2
    assert reading.rejected["no date"] == 460
    dated, undated, copies = recovered_by_hand(file)
    assert dated + undated == Decimal("88968.00")
    assert sums(lines)["sale"][3] == dated - copies
    assert reading.rejected["no amount"] == 39


def recovered_by_hand(file: Path) -> tuple[Decimal, Decimal, Decimal]:
    """What the café's totals sum to, given or quantity × price: of dated rows, of undated rows, of exact copies."""

    def number(text: str | None) -> Decimal | None:
        return Decimal(text) if text and text.replace(".", "").isdigit() else None

    dated = undated = copies = Decimal(0)
    seen: set[tuple[str, ...]] = set()
    with gzip.open(file, "rt") as handle:
        for row in csv.DictReader(handle):
            quantity, price, spent = (number(row[c]) for c in ("Quantity", "Price Per Unit", "Total Spent"))
            if spent is None and quantity is not None and price is not None:
                spent = quantity * price
            amount = spent or Decimal(0)
            if row["Transaction Date"][:4].isdigit():
                dated += amount
            else:
                undated += amount
            cells = tuple(row.values())
            copies += amount if cells in seen else 0
            seen.add(cells)
    return dated, undated, copies


@pytest.mark.parametrize(("file", "used"), [("receipts", 4083), ("receipts-by-item", 7513)])
def test_loyverse_agrees_with_its_own_summary(shared, reader, file, used):
    lines = reader(shared / f"data/loyverse-cafe/{file}-2023-08-01-2026-05-20.csv.gz", "GB")
    found = sums(lines)
    assert sum(amount for *_, amount in found.values()) == Decimal("33758.50")
    assert found["refund"][1] == 34 and found["refund"][3] == Decimal("-281.52")
    assert lines.reading.used == used
    assert list(lines.reading.rejected) == ["closed or cancelled"]


def test_loyverse_cost_of_zero_means_not_entered(shared, reader):
    lines = reader(shared / "data/loyverse-cafe/receipts-by-item-2023-08-01-2026-05-20.csv.gz", "GB")
    assert one(lines, "SELECT count(*) FROM lines WHERE cost = 0") == 0
    assert 0.70 < one(lines, "SELECT avg((cost IS NULL)::INT) FROM lines") < 0.78


def test_square_items_with_line_breaks_refunds_and_voids(shared, reader):
    lines = reader(shared / "data/square-restaurant/items-2023-11-01-2023-12-01.csv.gz", "US")
    found = sums(lines)
    assert lines.reading.rows == lines.reading.used == 3452
    assert found["void"][0] == 222 and found["void"][3] == 0
    assert found["refund"][0] == 9 and found["refund"][3] == Decimal("-140.25")
    assert found["sale"][3] + found["refund"][3] == Decimal("36961.71")
    assert one(lines, "SELECT count(DISTINCT receipt) FROM lines") == 647
    gross = one(
        lines, "SELECT sum(amount) + sum(CASE WHEN kind = 'refund' THEN -discount ELSE discount END) FROM lines"
    )
    assert Decimal(int(gross)) / 100 == Decimal("37321.43")
    assert lines.reading.time_zone == "America/Los_Angeles"


def test_toast_ids_were_destroyed_and_orders_restart_daily(shared, reader):
    lines = reader(shared / "data/toast-burger/ItemSelectionDetails_2021_01_01-2021_01_31.csv.gz", "US")
    assert {"ids_destroyed", "receipts_by_day"} <= set(lines.reading.notes)
    assert lines.reading.columns["receipt"] == ["Order #"]
    assert sums(lines)["void"][0] == 16
    assert one(lines, "SELECT max(n) FROM (SELECT count(DISTINCT day) AS n FROM lines GROUP BY receipt)") == 1


def test_toast_orders_are_counted(shared, reader):
    lines = reader(shared / "data/toast-burger/OrderDetails_2021_01_01-2021_03_31.csv.gz", "US")
    assert lines.reading.rows == lines.reading.used + sum(lines.reading.rejected.values()) == 3_101


def test_the_coffee_machine_reads_alike_from_every_spreadsheet(shared, reader):
    folder = shared / "data/coffee-machine"
    truth = reader(folder / "index_1.iso-ms.csv.gz", "PT")
    # the spreadsheets rounded to the second before they cut to the minute
    minutes = "SELECT list(date_trunc('minute', local_at + INTERVAL 500 MILLISECOND) ORDER BY local_at) FROM lines"
    for name in ("us-mdy-bom", "ymd-slash"):
        other = reader(folder / f"index_1.{name}.csv.gz", "PT")
        assert other.reading.used == 3636
        assert one(other, minutes) == one(truth, minutes)
        assert sums(other)["sale"][3] == sums(truth)["sale"][3] == Decimal("115431.58")
    days = "SELECT list(day ORDER BY day) FROM lines"
    destroyed = reader(folder / "index_1.time-destroyed.csv.gz", "PT")
    assert "hours_destroyed" in destroyed.reading.notes and "clock" not in destroyed.has
    assert one(destroyed, days) == one(truth, "SELECT list(CAST(local_at AS DATE) ORDER BY local_at) FROM lines")
    assert reader(folder / "index_2.us-mdy.csv.gz", "PT").reading.rejected == {"no date": 1}


def test_the_gift_seller_in_parquet(shared, reader):
    lines = reader(shared / "data/online-retail.parquet", "GB")
    assert lines.reading.rows == lines.reading.used == 541_909
    assert one(lines, "SELECT count(DISTINCT receipt) FROM lines") == 25_900
    assert one(lines, "SELECT count(*) FROM lines WHERE receipt LIKE 'C%' AND kind = 'refund'") == 9_288
    assert one(lines, "SELECT count(*) FROM lines WHERE customer IS NULL") == 135_080
    assert one(lines, "SELECT count(*) FROM lines WHERE unit_price = 0") >= 2_515
