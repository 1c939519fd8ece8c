"""Workbooks of several sheets and archives of several files: what belongs together is read together, the rest is named."""

import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from balcao.analytics.sales.schema import NotSalesError

HEADINGS = ["Date", "Receipt", "Item", "Qty", "Amount"]


def month(number, rows=8):
    """Rows of a month that come to 8 × (10.50 + number)."""
    return [
        [f"2026-{number:02}-{n + 1:02}", f"{number}{n:03}", "Tea", 1, float(Decimal("10.50") + number)]
        for n in range(rows)
    ]


def workbook(sheets):
    """A workbook of named sheets, each a list of rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    return out.getvalue()


def archive(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def csv(rows, delimiter=","):
    return "\n".join(delimiter.join(map(str, row)) for row in rows) + "\n"


def net(lines):
    return Decimal(lines.connect().execute("SELECT sum(amount) FROM lines").fetchone()[0]) / 100


def test_sheets_of_the_same_headings_are_one_table(reader):
    lines = reader(
        workbook({"Jan": [HEADINGS, *month(1)], "Feb": [HEADINGS, *month(2)], "Mar": [HEADINGS, *month(3)]}),
        name="year.xlsx",
    )
    assert (net(lines), lines.reading.rows) == (8 * (Decimal("31.50") + 6), 24)
    assert (lines.reading.parts, lines.reading.other_parts) == (("Jan", "Feb", "Mar"), ())


def test_a_sheet_may_have_a_title_a_total_and_its_columns_in_another_order(reader):
    feb = [["Casa Lei"], [], HEADINGS, *month(2), ["Total", "", "", 8, 100.0]]
    jan = [[row[n] for n in (1, 0, 2, 4, 3)] for row in [HEADINGS, *month(1)]]
    lines = reader(workbook({"Jan": jan, "Feb": feb}), name="year.xlsx")
    assert net(lines) == 8 * (Decimal("11.50") + Decimal("12.50"))


def test_a_column_that_only_one_sheet_has_is_blank_in_the_others(reader):
    feb = [[*HEADINGS, "Payment method"], *([*row, "Cash"] for row in month(2))]
    lines = reader(workbook({"Jan": [HEADINGS, *month(1)], "Feb": feb}), name="year.xlsx")
    assert net(lines) == 8 * (Decimal("11.50") + Decimal("12.50"))
    assert lines.connect().execute("SELECT count(*) FROM lines WHERE payment_method = 'cash'").fetchone() == (8,)


def test_of_a_sheet_of_all_months_and_the_months_one_is_read(reader):
    months = {name: [HEADINGS, *month(n)] for n, name in ((1, "Jan"), (2, "Feb"))}
    lines = reader(workbook({**months, "All": [HEADINGS, *month(1), *month(2)]}), name="year.xlsx")
    assert net(lines) == 8 * (Decimal("11.50") + Decimal("12.50"))


def test_other_sheets_are_named_and_not_read(reader):
    stock = [["Item", "In stock", "Reorder level"], ["Tea", 40, 10], ["Bun", 12, 5]]
    lines = reader(workbook({"Stock": stock, "Sales": [HEADINGS, *month(1)]}), name="shop.xlsx")
    assert net(lines) == 8 * Decimal("11.50")
    assert (lines.reading.parts, lines.reading.other_parts) == (("Sales",), ("Stock",))


def test_the_sheet_of_sales_is_read_though_another_is_fuller(reader):
    prices = [
        ["Code", "Product", "Category", "Price"],
        *([f"P{n}", f"Dish {n}", "Kitchen", 12.5 + n] for n in range(60)),
    ]
    lines = reader(workbook({"Menu": prices, "Sales": [HEADINGS, *month(1)]}), name="shop.xlsx")
    assert (net(lines), lines.reading.other_parts) == (8 * Decimal("11.50"), ("Menu",))


def test_a_workbook_without_sales_is_refused_as_what_is_fullest_in_it(reader):
    prices = [
        ["Code", "Product", "Category", "Price"],
        *([f"P{n}", f"Dish {n}", "Kitchen", 12.5 + n] for n in range(60)),
    ]
    with pytest.raises(NotSalesError) as refusal:
        reader(workbook({"Menu": prices, "Notes": [["Remember"], ["to call"]]}), name="shop.xlsx")
    assert refusal.value.facts["kind"] in ("price list", "summary")


def test_files_of_an_archive_are_one_table(reader):
    files = {
        "2026-01.csv": csv([HEADINGS, *month(1)]),
        "2026-02.csv": csv([HEADINGS, *month(2)], ";"),
        "readme.txt": "Exported by the till",
    }
    lines = reader(archive(files), name="export.zip")
    assert net(lines) == 8 * (Decimal("11.50") + Decimal("12.50"))
    assert set(lines.reading.parts) == {"2026-01.csv", "2026-02.csv"}


def test_a_workbook_in_an_archive(reader):
    files = {"year.xlsx": workbook({"Jan": [HEADINGS, *month(1)], "Feb": [HEADINGS, *month(2)]})}
    assert net(reader(archive(files), name="export.zip")) == 8 * (Decimal("11.50") + Decimal("12.50"))


def test_a_copy_of_a_sheet_with_other_number_formats_counts_once(reader):
    copy = [[*row[:-1], f"MOP$ {row[-1]:,.2f}"] for row in month(1)]
    lines = reader(workbook({"Jan": [HEADINGS, *month(1)], "Sheet2": [["Printed"], HEADINGS, *copy]}), name="shop.xlsx")
    assert net(lines) == 8 * Decimal("11.50")


@pytest.mark.parametrize("name", ["Expenses", "Refunds", "Despesas", "進貨", "退款", "Budget", "Summary", "Total"])
def test_what_is_called_something_else_is_no_part_of_a_series(reader, name):
    lines = reader(workbook({"Jan": [HEADINGS, *month(1)], name: [HEADINGS, *month(2)[:4]]}), name="year.xlsx")
    assert (net(lines), lines.reading.other_parts) == (8 * Decimal("11.50"), (name,))


def test_sheets_that_tell_of_the_same_days_are_not_added(reader):
    february = month(2)
    lines = reader(
        workbook({"A": [HEADINGS, *month(1), *february], "B": [HEADINGS, *february, *month(3)[:2]]}), name="year.xlsx"
    )
    assert (net(lines), lines.reading.parts, lines.reading.other_parts) == (8 * (Decimal("23") + 1), ("A",), ("B",))
