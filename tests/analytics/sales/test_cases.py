"""The cases on which a reader failed once, and heading rows of real exports in many languages, against truths computed elsewhere."""

import csv
import io
import json
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from balcao.analytics.economies import codes, economy
from balcao.analytics.sales.reading import read
from balcao.analytics.sales.schema import NotSalesError, SaleLines

CASES = (
    "paypal.csv", "etsy_orders.csv", "shopify_carry.csv", "order_time.csv", "stripe_payments.csv", "mo_till.csv", "pt_till.csv",
    "vending.csv", "cashbook.csv", "transposed.csv",
)  # fmt: skip

LIKE_THE_EURO_AREA = ("BR", "ES", "FR", "DE", "IT", "NL", "PL")
"""Countries that we have no economy of; they write dates and decimals as Portugal does."""

LEAST_RIGHT = 0.95
CENT, THOUSANDTH = Decimal("0.011"), Decimal("0.001")

DATES = {
    "Jul-25-26": ("US", ("Jul-14-26", "Jul-31-26"), False),
    "25 Jul 2026, 12:30": ("GB", ("14 Jul 2026, 12:30", "31 Jul 2026, 12:30"), True),
    "7/25/2026, 12:30:00 PM": ("US", ("7/14/2026, 12:30:00 PM", "7/31/2026, 12:30:00 PM"), True),
    "25.07.2026, 12:30": ("PT", ("14.07.2026, 12:30", "31.07.2026, 12:30"), True),
    "25/07/2026 12h30": ("PT", ("14/07/2026 12h30", "31/07/2026 12h30"), True),
    "25 de julho de 2026": ("PT", ("14 de julho de 2026", "31 de julho de 2026"), False),
    "2026/7/25 下午 12:30": ("TW", ("2026/7/14 下午 12:30", "2026/7/31 下午 12:30"), True),
    "2026年7月25日(土)": ("JP", ("2026年7月14日(火)", "2026年7月31日(金)"), False),
    "115/07/25": ("TW", ("115/07/14", "115/07/31"), False),
}
"""Each line of dates.txt: where it is written so, the 14th and the 31st of that month in the same way, and whether it has a time."""


def totals(lines: SaleLines) -> dict[str, object]:
    """What the lines sum to, in major units."""
    row = (
        lines.connect()
        .execute(
            "SELECT sum(amount), sum(amount) FILTER (kind <> 'refund'), -sum(amount) FILTER (kind = 'refund'), sum(quantity),"
            " count(DISTINCT receipt) FILTER (kind <> 'void'), min(day) FILTER (kind <> 'void'), max(day) FILTER (kind <> 'void') FROM lines"
        )
        .fetchone()
    )
    assert row is not None
    unit = 10**lines.reading.minor_digits
    net, revenue, refunds = (Decimal(int(x or 0)) / unit for x in row[:3])
    return {
        "net": net, "revenue": revenue, "refunds": refunds, "quantity": row[3], "receipts": row[4],
        "first": str(row[5]), "last": str(row[6]), "used": lines.reading.used, "currency": lines.reading.currency,
    }  # fmt: skip


def agrees(name: str, found: object, truth: object) -> bool:
    """Whether a figure is the truth, or one of those that are as defensible."""
    listed = truth if isinstance(truth, list) else [truth]
    if name in ("net", "revenue", "refunds", "quantity"):
        return any(Decimal(str(found)) == Decimal(str(t)) for t in listed)
    return found in listed


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_read_right(shared, reader, name):
    truth = json.loads((shared / "cases" / "cases.json").read_text("utf-8"))[name]
    found = totals(reader(shared / "cases" / name, truth["economy"]))
    asked = {key: value for key, value in truth.items() if key not in ("economy", "why")}
    differs = {key: (found[key], value) for key, value in asked.items() if not agrees(key, found[key], value)}
    assert not differs, f"{differs}: {truth['why']}"


def test_every_case_and_every_date_is_tried_here(shared):
    assert set(json.loads((shared / "cases" / "cases.json").read_text("utf-8"))) == set(CASES)
    assert set((shared / "cases" / "dates.txt").read_text("utf-8").splitlines()) == DATES.keys()


def dated(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [["Date", "Item", "Total"], *([cell, "Tea", "10.00"] for cell in cells)]
    )
    return out.getvalue()


@pytest.mark.parametrize("text", DATES)
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "in a column"])
def test_a_way_of_writing_a_date_is_read(reader, text, alone):
    where, others, timed = DATES[text]
    lines = reader(dated([text] if alone else [text, *others]), where)
    found = lines.connect().execute("SELECT day, local_at FROM lines ORDER BY day").fetchall()
    days = [date(2026, 7, d) for d in ([25] if alone else [14, 25, 31])]
    assert [day for day, _ in found] == days
    if timed:
        assert [at for _, at in found] == [datetime(day.year, day.month, day.day, 12, 30) for day in days]


def written(table: dict) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=table.get("delimiter") or ",", lineterminator="\n")
    writer.writerows([*table.get("preamble", []), table["header"], *table["rows"]])
    return out.getvalue()


def place_of(table: dict) -> str:
    country = {"UK": "GB"}.get(table.get("country", ""), table.get("country", "") or "GB")
    return country if country in codes() else "PT" if country in LIKE_THE_EURO_AREA else "GB"


def verdict(table: dict, folder: Path) -> tuple[str, str]:
    """right, asked, refused or WRONG, and why."""
    folder.mkdir()
    file, truth = folder / "export.csv", table["truth"]
    file.write_text(written(table), "utf-8")
    try:
        lines = read(file, economy(place_of(table)), folder)
    except NotSalesError as refusal:
        return ("refused" if truth["sales"] else "right"), f"{refusal.code} {refusal.facts.get('kind', '')}"
    asked = {question.about for question in lines.reading.questions}
    found = totals(lines)
    if not truth["sales"]:
        return ("asked" if asked else "WRONG"), f"took for sales: {found}"
    differs = differences(table, truth, found)
    if not differs or (table.get("ambiguous") and len(differs) == 1):
        return "right", ""
    return ("asked" if differs.keys() <= asked else "WRONG"), "; ".join(differs.values())


def differences(table: dict, truth: dict, found: dict) -> dict[str, str]:
    """The roles that a reading got wrong, and by how much."""

    def off(name: str, truths: list[object], within: Decimal) -> bool:
        return not any(abs(Decimal(str(found[name])) - Decimal(str(t))) < within for t in truths)

    differs: dict[str, str] = {}
    sheet = table.get("layout")
    if truth.get("net") is not None and off("net", [truth["net"], *table.get("net_also_ok", {}).values()], CENT):
        differs["amount"] = f"net {found['net']} for {truth['net']}"
    elif truth.get("refunds") is not None and table.get("refund_column") and off("refunds", [truth["refunds"]], CENT):
        differs["refund"] = f"refunds {found['refunds']} for {truth['refunds']}"
    if (
        sheet
        and truth.get("net") is None
        and truth.get("quantity") is not None
        and off("quantity", [truth["quantity"]], THOUSANDTH)
    ):
        differs["quantity"] = f"quantity {found['quantity']} for {truth['quantity']}"
    if truth.get("receipts") is not None and not sheet and found["receipts"] != truth["receipts"]:
        differs["receipt"] = f"receipts {found['receipts']} for {truth['receipts']}"
    for end in () if table.get("ambiguous") else ("first", "last"):
        if truth.get(end) and found[end] != truth[end]:
            differs["sold_at"] = f"{end} {found[end]} for {truth[end]}"
    return differs


def test_headings_of_real_exports_in_seventeen_languages(shared, tmp_path):
    texts = (shared / "cases" / "headings.jsonl").read_text("utf-8").splitlines()
    tables = [json.loads(text) for text in texts if text.strip()]
    verdicts = {table["id"]: verdict(table, tmp_path / str(n)) for n, table in enumerate(tables)}
    counts = Counter(what for what, _ in verdicts.values())
    for name, (what, why) in verdicts.items():
        if what != "right":
            print(f"{what:8} {name:36} {why}")
    assert len(verdicts) == len(tables) >= 100
    assert counts["WRONG"] == 0
    assert counts["right"] >= LEAST_RIGHT * len(tables), counts
