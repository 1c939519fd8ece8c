"""What counts as sold, refunded, cancelled or given, on tables that nobody had met: each truth is worked out by hand beside its rows."""

from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError
from tests.analytics.sales.test_orders import figures, table


def days(*amounts, start=1):
    return [(f"2026-11-{start + n:02}", *row) for n, row in enumerate(amounts)]


# How many were cancelled, and how much


@pytest.mark.parametrize("voids", ["作廢", "取消單數", "作廢單數"])
def test_cancelled_bills_are_counted_and_no_money(voids, reader):
    rows = days((20, 0, 2000), (21, 1, 2075), (22, 0, 2150), (23, 2, 2225))
    assert figures(reader(table(["日期", "單數", voids, "營業額"], *rows)))[:2] == (8450, 0)


def test_cancelled_money_comes_off_the_days_sales(reader):
    rows = days((20, 0, 2000), (21, 95, 2075), (22, 0, 2150), (23, 130, 2225))
    found = figures(reader(table(["Date", "Orders", "Void amount", "Sales"], *rows), "US"))
    assert found[:2] == (8450 - 225, 225)


# Cancelled since: by when or why


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Void reason", "Wrong item"),
        ("Voided at", "2026-11-03T10:02:00"),
        ("Motivo de anulação", "Erro"),
        ("作廢原因", "打錯"),
    ],
)
def test_a_row_that_tells_when_or_why_it_was_cancelled_is_no_sale(heading, cell, reader):
    rows = [("1", "2026-11-02", "12.50", ""), ("2", "2026-11-02", "8.00", ""), ("3", "2026-11-03", "15.90", cell), ("4", "2026-11-03", "22.00", ""),
            ("5", "2026-11-04", "6.40", "")]  # fmt: skip
    assert figures(reader(table(["Receipt", "Date", "Total", heading], *rows), "PT"))[0] == Decimal("48.90")


def test_a_reason_beside_a_state_that_says_completed_cancels_nothing(reader):
    """The state speaks; a reason may be told of one line of the order."""
    rows = [("1", "2026-11-02", "12.50", "Completed", ""), ("2", "2026-11-02", "8.00", "Completed", "Changed mind"),
            ("3", "2026-11-03", "15.90", "Cancelled", "Wrong item"), ("4", "2026-11-03", "22.00", "Completed", "")]  # fmt: skip
    found = figures(reader(table(["Receipt", "Date", "Total", "Status", "Cancel reason"], *rows), "US"))
    assert found[0] == Decimal("42.50")


# Paid, done, owed


def test_what_was_done_is_sold_though_its_payment_is_open(reader):
    headings = ["ID", "Date", "Service", "Price", "Status", "Payment Status"]
    rows = [("1", "2026-05-06", "Cut", "28", "Completed", "Paid"), ("2", "2026-05-07", "Cut", "28", "Cancelled", "Unpaid"),
            ("3", "2026-05-08", "Colour", "140", "Completed", "Pending"), ("4", "2026-05-09", "Trim", "12", "No Show", "Unpaid")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "GB"))[0] == 168


def test_what_a_service_took_its_fee_of_was_paid_though_it_pays_out_later(reader):
    headings = ["Data della transazione", "Tipo", "Ordine", "Stato del pagamento", "Importo", "Commissione", "Netto"]
    rows = [("13/03/2026 10:12", "Addebito", "#1", "Pagato", "30.00", "0.75", "29.25"), ("14/03/2026 18:40", "Addebito", "#2", "Pagato", "124.90", "2.56", "122.34"),
            ("16/03/2026 09:00", "Rimborso", "#1", "Pagato", "-5.00", "0.00", "-5.00"), ("18/03/2026 07:31", "Addebito", "#3", "In attesa", "48.00", "1.07", "46.93")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "PT"))[:2] == (Decimal("197.90"), 5)


def test_orders_with_an_advance_are_sales_and_what_is_owed_is_said(reader):
    headings = ["Fecha", "Cliente", "Producto", "Cantidad", "Total (S/)", "Adelanto (S/)", "Saldo (S/)", "Estado"]
    rows = [("03/03/2026", "A", "Taza", 1, "35.00", "35.00", "0.00", "Entregado"), ("05/03/2026", "B", "Polo", 3, "105.00", "50.00", "55.00", "Pendiente"),
            ("26/03/2026", "C", "Caja", 1, "1250.00", "600.00", "650.00", "Pendiente")]  # fmt: skip
    lines = reader(table(headings, *rows), "PE")
    assert figures(lines)[0] == 1390
    assert "on_account" in lines.reading.notes


def test_sent_invoices_with_their_due_date_count_before_they_are_paid(reader):
    headings = ["ContactName", "InvoiceNumber", "InvoiceDate", "DueDate", "Total", "InvoiceAmountPaid", "InvoiceAmountDue", "Sent", "Status"]  # fmt: skip
    rows = [("Yoga", "INV-1", "13/02/2026", "27/02/2026", "4200.00", "4200.00", "0.00", "Sent", "Paid"),
            ("Dance", "INV-2", "19/02/2026", "05/03/2026", "2700.00", "0.00", "2700.00", "Sent", "Awaiting Payment"),
            ("Choir", "INV-3", "20/02/2026", "06/03/2026", "600.00", "0.00", "0.00", "Sent", "Voided")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "HK"))[0] == 6900


# Refunds


def test_a_flag_of_refunds_is_no_money(reader):
    headings = ["Order Number", "Purchase Date", "Item Name", "Sale Price ($)", "Refunded?", "Partial Refund ($)", "Fully Refunded?"]  # fmt: skip
    rows = [("1", "2026-02-01", "Pack", "15.0", 0, "0.0", 0), ("2", "2026-02-03", "Course", "89.0", 0, "0.0", 0), ("3", "2026-02-07", "Pack", "12.0", 1, "0.0", 1),
            ("4", "2026-02-11", "Course", "89.0", 1, "20.0", 0)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "US")) == (173, 32, 4)


def test_refunds_with_their_tax_are_set_against_sales_with_theirs(reader):
    headings = ["Numero", "Date", "Sous-total", "TVA", "Pourboire", "Total", "Rembourse"]
    rows = [("R-1", "03/03/2026 12:04:11", "20.00", "2.00", "0.00", "22.00", "0.00"), ("R-2", "13/03/2026 12:31:50", "45.00", "4.50", "5.00", "54.50", "0.00"),
            ("R-3", "14/03/2026 19:45:03", "60.00", "6.00", "0.00", "66.00", "11.00"), ("R-4", "16/03/2026 20:55:12", "30.00", "3.00", "0.00", "33.00", "33.00")]  # fmt: skip
    net = Decimal("22.00") + Decimal("49.50") + 66 + 33 - 44
    assert figures(reader(table(headings, *rows), "PT"))[:2] == (net, 44)


# Discounts


@pytest.mark.parametrize(("cell", "left"), [("10%", "0.9"), ("9折", "0.9"), ("85折", "0.85"), ("15 %", "0.85")])
def test_a_rate_comes_off_quantity_times_price(cell, left, reader):
    headings = ["日期", "單號", "品名", "數量", "單價", "折扣"]
    rows = [("2026-11-02", "1", "奶茶", 1, 180, ""), ("2026-11-02", "2", "凍檸茶", 2, 200, cell), ("2026-11-03", "3", "菠蘿包", 1, 90, ""), ("2026-11-03", "4", "餐蛋麵", 2, 380, cell)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "TW"))[0] == 270 + 1160 * Decimal(left)


def test_of_two_prices_that_a_rate_joins_the_one_that_was_asked_counts(reader):
    headings = ["日期", "單號", "品名", "數量", "原價", "折扣", "售價"]
    rows = [("2026-11-02", "1", "奶茶", 1, 180, 10, 180), ("2026-11-02", "2", "凍檸茶", 2, 200, 9, 180), ("2026-11-03", "3", "菠蘿包", 1, 90, 8, 72), ("2026-11-03", "4", "餐蛋麵", 2, 380, 7, 266)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "TW"))[0] == 180 + 360 + 72 + 532


def test_without_pieces_the_price_after_the_discount_is_the_sale(reader):
    rows = [(f"2026-11-0{n}", str(n), "Massage", "100.00", f"{off}.00", f"{100 - off}.00") for n, off in enumerate([0, 10, 20, 30, 0], 1)]  # fmt: skip
    headings = ["Date", "Order", "Treatment", "List price", "Discount", "Price"]
    assert figures(reader(table(headings, *rows), "US"))[0] == 440


@pytest.mark.parametrize("twice", [("Discount gross", "Discount net"), ("Rabatt", "Rabatt netto")])
def test_a_discount_told_with_and_without_its_tax_comes_off_once(twice, reader):
    rows = [("2026-11-01", "1", "Latte", 1, "12.50", "1.00", "0.83"), ("2026-11-02", "2", "Soup", 2, "22.00", "0.00", "0.00"), ("2026-11-03", "3", "Cake", 2, "6.40", "1.00", "0.83")]  # fmt: skip
    headings = ["Date", "Receipt", "Item", "Qty", "Unit price", *twice]
    assert figures(reader(table(headings, *rows), "US"))[0] == Decimal("67.30")


def test_where_the_platforms_voucher_is_named_discounts_on_goods_are_the_shops(reader):
    headings = ["訂單編號", "訂單日期", "商品原價", "商品折扣", "賣場優惠券", "平台優惠券"]
    rows = [("Q0", "2026-11-01", 500, 0, 10, 0), ("Q1", "2026-11-01", 320, 30, 0, 0), ("Q2", "2026-11-02", 636, 0, 0, 25), ("Q3", "2026-11-03", 880, 20, 15, 0)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "TW"))[0] == 2336 - 75


def test_a_discount_repeated_on_an_orders_lines_comes_off_once_though_its_total_holds_service(reader):
    headings = [
        "Pedido",
        "Fecha",
        "Artículo",
        "Cantidad",
        "Precio unitario",
        "Promoción",
        "Cargo por servicio",
        "Total pedido",
    ]
    rows = [("A", "2026-11-01", "Sopa", 1, "3.50", "0.00", "3.29", "36.19"), ("A", "2026-11-01", "Bitoque", 3, "9.80", "0.00", "3.29", "36.19"),
            ("B", "2026-11-02", "Café", 2, "0.90", "1.00", "0.32", "2.47"), ("B", "2026-11-02", "Nata", 1, "1.35", "1.00", "0.32", "2.47")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "PE"))[0] == Decimal("35.05")  # 32.90, and 3.15 less 1.00


# What belongs to whom


@pytest.mark.parametrize("blank", ["", " ", "-"])
def test_a_cancelled_orders_lines_are_cancelled_though_only_its_first_row_says_so(blank, reader):
    headings = ["Order", "Date", "Status", "Item", "Qty", "Total"]
    rows = [("5001", "2026-11-01", "Completed", "Tea", 1, "3.40"), (blank, "2026-11-01", blank, "Bun", 1, "2.50"), ("5002", "2026-11-01", "Cancelled", "Soup", 1, "6.50"),
            (blank, "2026-11-01", blank, "Cake", 1, "4.10"), ("5003", "2026-11-02", "Completed", "Tea", 1, "3.40")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "US")) == (Decimal("9.30"), 0, 2)


def test_every_till_counts_its_own_receipts(reader):
    headings = ["Till", "Receipt", "Date", "Time", "Item", "Total"]
    rows = [("A", 1, "2026-11-01", "11:02", "Tea", "1.00"), ("B", 1, "2026-11-01", "11:40", "Bun", "2.00"), ("B", 1, "2026-11-01", "11:40", "Soup", "3.00"),
            ("A", 2, "2026-11-01", "12:18", "Soup", "3.00"), ("B", 2, "2026-11-01", "12:40", "Tea", "1.00")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "US")) == (10, 0, 4)


def test_of_two_columns_of_currencies_the_sales_own_is_read(reader):
    headings = [
        "Transaction Date",
        "Order",
        "Amount",
        "Fee",
        "Net",
        "Presentment Amount",
        "Presentment Currency",
        "Currency",
    ]
    rows = [("2026-02-03", "#1", "56.50", "1.94", "54.56", "56.50", "CAD", "CAD"), ("2026-02-04", "#2", "135.60", "4.23", "131.37", "98.90", "USD", "CAD"),
            ("2026-02-05", "#3", "22.60", "0.61", "21.99", "22.60", "CAD", "CAD")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "CA"))[0] == Decimal("214.70")


def test_which_document_it_is_is_no_number(reader):
    headings = ["ID", "Fecha", "Doc", "Neto", "IVA", "Total"]
    rows = [("V-1", "2026-03-03", "Boleta", 16807, 3193, 20000), ("V-2", "2026-03-03", "Factura", 75630, 14370, 90000), ("V-3", "2026-03-05", "Boleta", 8403, 1597, 10000),
            ("V-4", "2026-03-06", "Boleta", 25210, 4790, 30000)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "CL"))[2] == 4


# Sums that the file makes itself


def test_ways_of_paying_side_by_side_are_the_days_sales(reader):
    rows = [*days((820, 1200, 300), (900, 1300, 200), (1000, 900, 250)), ("合計", 2720, 3400, 750)]
    lines = reader(table(["日期", "現金", "刷卡", "MPay"], *rows))
    assert figures(lines)[0] == 6870
    assert lines.reading.columns["amount"] == ["現金", "刷卡", "MPay"]


def test_cash_before_and_after_is_no_sale(reader):
    rows = days(("12500.00", "84200.00", "13100.00", "84200.00"), ("13100.00", "84200.00", "9800.00", "91200.00"), ("9800.00", "91200.00", "11050.50", "88700.00"))  # fmt: skip
    with pytest.raises(NotSalesError):
        reader(table(["Date", "Opening Cash", "Opening Bank", "Closing Cash", "Closing Bank"], *rows))


def test_the_sums_of_days_below_the_receipts_count_nothing_twice(reader):
    rows = [("17-03-2026 09:15:52", "47,00", "A/0377"), ("17-03-2026 13:40:11", "1080,00", "A/0378"), ("21-03-2026 12:58:30", "152,50", "A/0412"),
            ("17-03-2026", "1127,00", "2"), ("21-03-2026", "152,50", "1")]  # fmt: skip
    lines = reader(table(["Data", "Importo", "Numero"], *[(a, f'"{b}"', c) for a, b, c in rows]), "PT")
    assert figures(lines)[0] == Decimal("1279.50")
    assert lines.reading.rejected == {"total row": 2}


# Days


def test_a_bars_night_belongs_to_the_evening_before(reader):
    rows = [
        ("2026-11-01 21:10", "Beer", 5),
        ("2026-11-02 00:40", "Beer", 5),
        ("2026-11-02 20:05", "Rum", 7),
        ("2026-11-03 01:15", "Rum", 7),
        ("2026-11-03 19:00", "Beer", 5),
    ]
    lines = reader(table(["Date", "Item", "Total"], *rows), "PT")
    assert lines.connect().execute("SELECT day::VARCHAR, sum(amount) FROM lines GROUP BY 1 ORDER BY 1").fetchall() == [
        ("2026-11-01", 1000), ("2026-11-02", 1400), ("2026-11-03", 500)]  # fmt: skip


def test_a_machines_days_are_those_of_the_calendar(reader):
    rows = [
        ("2026-11-01 07:55", "Cola", 5),
        ("2026-11-01 18:20", "Gum", 5),
        ("2026-11-02 00:05", "Cola", 5),
        ("2026-11-02 03:10", "Cola", 5),
        ("2026-11-02 05:30", "Gum", 5),
    ]
    lines = reader(table(["SaleDateTime", "Item", "Total"], *rows), "PT")
    assert lines.connect().execute("SELECT day::VARCHAR, sum(amount) FROM lines GROUP BY 1 ORDER BY 1").fetchall() == [
        ("2026-11-01", 1000), ("2026-11-02", 1500)]  # fmt: skip


# What looks like a sign and is none

TEN = ["12.50", "8.00", "15.90", "22.00", "6.40", "30.00", "18.20", "9.90", "27.00", "15.40"]
"""Together 165.30."""


def ten(*more):
    """Ten sales on ten days, each with its further cells."""
    return [
        (str(500 + n), f"2026-11-{n + 1:02}", amount, *(column[n] for column in more)) for n, amount in enumerate(TEN)
    ]


def some(rest, **cells):
    """A column of ten cells: `cells` by place, as _3="x", the others `rest`."""
    return [cells.get(f"_{n}", rest) for n in range(10)]


@pytest.mark.parametrize(
    ("state", "payment"), [("Confirmed", "Pending"), ("Processing", "Unpaid"), ("已確認", "未付款"), ("Confirmada", "Pendente"), ("受注確定", "入金待ち")]
)  # fmt: skip
def test_an_order_that_is_only_confirmed_is_no_sale_before_it_is_paid(state, payment, reader):
    rows = ten(some("Completed", _3=state, _6=state), some("Paid", _3=payment, _6=payment))
    lines = reader(table(["Order", "Date", "Total", "Order status", "Payment status"], *rows), "US")
    assert figures(lines)[0] == Decimal("125.10")


@pytest.mark.parametrize(
    "heading",
    [
        "Free cancellation until",
        "Cancellation deadline",
        "Cancellation policy",
        "免費取消期限",
        "Membership cancel date",
    ],
)
def test_a_deadline_of_cancelling_cancels_nothing(heading, reader):
    rows = ten(some("", _2="2026-12-01", _5="2026-12-02"))
    assert figures(reader(table(["Booking", "Date", "Total", heading], *rows), "US"))[0] == Decimal("165.30")


@pytest.mark.parametrize("heading", ["Void note", "Void reason", "作廢備註"])
def test_a_days_note_of_a_void_leaves_the_day(heading, reader):
    rows = [(f"2026-11-{n + 1:02}", 40 + n, 800 + 7 * n, "2 voids" if n in (2, 5) else "") for n in range(10)]
    assert figures(reader(table(["Date", "Orders", "Sales", heading], *rows), "US"))[0] == 8315


def test_what_was_partly_refunded_for_a_reason_is_a_sale_and_a_refund(reader):
    rows = ten(some("0.00", _2="4.00", _6="4.00"), some("", _2="Out of stock", _6="Out of stock"))
    found = figures(reader(table(["Order", "Date", "Total", "Refunded amount", "Cancel reason"], *rows), "US"))
    assert found[:2] == (Decimal("157.30"), 8)


def test_a_row_that_takes_a_sale_back_may_tell_why(reader):
    rows = [
        *ten(some("")),
        ("510", "2026-11-11", "-15.90", "Wrong item"),
        ("511", "2026-11-11", "-18.20", "Wrong item"),
    ]
    found = figures(reader(table(["Receipt", "Date", "Total", "Void reason"], *rows), "US"))
    assert found[:2] == (Decimal("131.20"), Decimal("34.10"))


def test_a_days_refunds_may_be_one(reader):
    rows = [(f"2026-11-{n + 1:02}", 30 + n, f"{600 + 20 * n}.00", int(n in (3, 7))) for n in range(10)]
    assert figures(reader(table(["Date", "Orders", "Sales", "Refunds"], *rows), "US"))[0] in (6900, 6898)


@pytest.mark.parametrize("unpaid", ["未付款", "待付款"])
def test_a_fee_that_is_computed_before_shows_no_payment(unpaid, reader):
    rows = ten([f"{float(a) * 0.03:.2f}" for a in TEN], some("已付款", _3=unpaid, _6=unpaid))
    lines = reader(table(["訂單編號", "訂單日期", "交易金額", "手續費", "付款狀態"], *rows), "TW")
    assert figures(lines)[0] == Decimal("125.10")


def test_one_part_paid_web_order_makes_the_others_no_sales(reader):
    rows = [(f"#{n}", f"2026-11-{n + 1:02} 10:{n:02}", "Ann", a, rest, state) for n, (a, rest, state) in enumerate(
        [("12.50", "0.00", "paid"), ("8.00", "0.00", "paid"), ("22.00", "22.00", "pending"), ("6.40", "3.00", "partially_paid"), ("30.00", "0.00", "paid"), ("9.90", "0.00", "paid")])]  # fmt: skip
    headings = ["Order", "Created at", "Customer", "Total", "Outstanding balance", "Financial status"]
    assert figures(reader(table(headings, *rows), "US"))[0] == Decimal("66.80")


@pytest.mark.parametrize("blank", ["", "-"])
def test_sales_without_a_number_are_none_of_the_order_above(blank, reader):
    rows = [("401", "2026-11-01", "Completed", "A", "3.00"), (blank, "2026-11-01", blank, "B", "4.00"), (blank, "2026-11-02", blank, "C", "5.00"),
            ("402", "2026-11-02", "Cancelled", "A", "3.00"), (blank, "2026-11-03", blank, "B", "4.00"), ("403", "2026-11-03", "Completed", "C", "5.00")]  # fmt: skip
    assert figures(reader(table(["Receipt", "Date", "Status", "Item", "Total"], *rows), "US"))[0] == 21


def test_a_bill_that_was_entered_at_two_terminals_is_one(reader):
    headings = ["Bill", "Date", "Time", "Terminal", "Item", "Qty", "Total"]
    rows = [(str(200 + n // 3), "2026-11-01", f"{11 + n // 3}:{n % 3 * 17 + 5:02}", "ABA"[n % 3], f"Item {n % 4}", 1, "5.00") for n in range(12)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "US")) == (60, 0, 4)


@pytest.mark.parametrize("codes", [["DHKBAE", "EEDCEE", "LFBKFL", "GJDCDH", "EBJEAE"], ["I", "II", "III", "IV", "V"], ["AA", "AB", "AC", "AD", "AE"]])  # fmt: skip
def test_numbers_may_be_letters(codes, reader):
    rows = [
        (code, f"2026-11-0{n + 1}", item, 1, "5.00")
        for n, code in enumerate(codes)
        for item in ("Soup", "Beer", "Cake")
    ]
    assert figures(reader(table(["Booking", "Date", "Item", "Qty", "Total"], *rows), "US")) == (75, 0, 5)


@pytest.mark.parametrize("heading", ["Seller order ID", "Cashier receipt no", "店員單號", "N.º pedido vendedor"])
def test_an_orders_number_may_name_who_sold_it(heading, reader):
    rows = [(f"2026-11-0{n // 2 + 1}", 700 + n // 2, item, 1, "5.00") for n, item in enumerate(["Soup", "Beer"] * 5)]
    assert figures(reader(table(["Date", heading, "Item", "Qty", "Total"], *rows), "PT"))[2] == 5


def test_shops_of_one_price_sell_without_a_time_too(reader):
    rows = [(f"2026-11-0{n + 1}{clock}", 300 + 10 * n + m, who, "Yoga", "15.00")
            for n in range(5) for m, (clock, who) in enumerate([(" 11:10", "Ann"), ("", "Bob")])]  # fmt: skip
    assert figures(reader(table(["Date", "Receipt", "Client", "Class", "Price"], *rows), "US"))[0] == 150


def test_hundredths_of_which_most_stay_are_what_is_paid(reader):
    rows = [
        ("2026-11-02", str(n), "奶茶", 1, 100, cell) for n, cell in enumerate(["100%", "90%", "100%", "100%", "90%"])
    ]
    assert figures(reader(table(["日期", "單號", "品名", "數量", "單價", "折扣"], *rows), "TW"))[0] == 480


def test_a_coupon_comes_off_beside_a_rate(reader):
    rows = [("2026-11-02", str(n), "Tea", 2, "10.00", rate, coupon) for n, (rate, coupon) in enumerate([("0%", "1.00"), ("10%", "0.00"), ("0%", "0.00"), ("0%", "1.00")])]  # fmt: skip
    headings = ["Date", "Receipt", "Item", "Qty", "Price", "Discount %", "Coupon"]
    assert figures(reader(table(headings, *rows), "US"))[0] == 76


@pytest.mark.parametrize("heading", ["Rabattiert netto", "Disc. net", "Montant remisé net"])
def test_what_is_left_after_a_discount_is_the_sale(heading, reader):
    rows = [(f"2026-11-0{n + 1}", str(n), f"{g:.2f}", f"{d:.2f}", f"{g - d:.2f}") for n, (g, d) in enumerate([(13.5, 1), (8, 0), (15.9, 0), (23, 1), (6.4, 0), (31, 0)])]  # fmt: skip
    gross, discount = ("Brutto", "Rabatt") if heading.startswith("Rab") else ("Brut", "Remise") if heading.startswith("Mon") else ("Gross", "Discount")  # fmt: skip
    assert figures(reader(table(["Date", "Beleg", gross, discount, heading], *rows), "US"))[0] == Decimal("95.80")


def test_sums_of_ways_of_paying_hold_no_counts(reader):
    rows = days((520, 800, 31), (610, 790, 28), (480, 905, 36))
    with pytest.raises(NotSalesError):
        reader(table(["Date", "Cash", "Card", "Card transactions"], *rows), "US")


def test_what_is_called_credit_or_cash_is_a_way_of_paying(reader):
    rows = [("2026-01-01", "Cola", "Credit", 1, "3.50", "3.50"), ("2026-01-01", "Chips", "Credit", 2, "1.50", "3.00"), ("2026-01-03", "Cola", "Cash", 1, "3.50", "3.50")]  # fmt: skip
    assert figures(reader(table(["TransDate", "Product", "Type", "Qty", "Price", "LineTotal"], *rows), "US"))[:2] == (
        10,
        0,
    )


def test_what_makes_a_balance_grow_comes_in(reader):
    rows = [("2026-03-13", "Counter sales", 8420, 0, 14920), ("2026-03-13", "Milk supplier", 0, 2150, 12770), ("2026-03-14", "Counter sales", 9175, 0, 21945),
            ("2026-03-14", "Boxes", 0, 640, 21305), ("2026-03-15", "Counter sales", 11260, 0, 32565), ("2026-03-16", "Electricity bill", 0, 3890, 28675)]  # fmt: skip
    found = figures(reader(table(["Date", "Particulars", "Receipt", "Payment", "Balance"], *rows), "GB"))
    assert found[0] == 28855


def test_an_orders_paid_total_counts_once_where_its_lines_make_up_the_goods(reader):
    headings = [
        "訂單編號",
        "訂單成立日期",
        "商品總價",
        "買家支付運費",
        "買家總支付金額",
        "賣場優惠券",
        "商品名稱",
        "商品活動價格",
        "數量",
    ]
    rows = [("A1", "2026-05-13 20:15", 500, 60, 560, 0, "袋", 250, 2), ("A2", "2026-05-14 09:02", 1090, 0, 1040, 50, "瓶", 790, 1),
            ("A2", "2026-05-14 09:02", 1090, 0, 1040, 50, "套", 100, 3), ("A3", "2026-05-18 23:31", 250, 38, 288, 0, "袋", 250, 1)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "TW"))[0] in (
        1790,
        1888,
    )  # the goods, or with what their sending cost


def test_what_is_more_than_all_money_is_no_discount(reader):
    headings = ["Date", "Commande", "Remise (km)", "Tarif", "Commission du service"]
    rows = [(f"2026-03-0{n}", str(n), 3000 + 1000 * n, 1000 + 100 * n, -100) for n in range(2, 7)]
    assert figures(reader(table(headings, *rows), "PT"))[0] == 7000


def test_a_sheet_of_goods_may_tell_why_some_were_thrown_away(reader):
    rows = [(f"2026-11-0{n}", 5 + n, 7, 9, "打翻" if n == 3 else "") for n in range(1, 7)]
    assert reader(table(["日期", "奶茶", "凍檸茶", "菠蘿包", "作廢備註"], *rows), "TW").reading.rejected == {}


# What a source or a service takes


def test_amazons_item_price_is_the_lines(reader):
    headings = ["amazon-order-id", "purchase-date", "order-status", "sales-channel", "product-name", "quantity", "currency", "item-price", "item-tax", "item-promotion-discount"]  # fmt: skip
    rows = [("203-1", "2026-01-10T08:01:12+00:00", "Shipped", "Amazon.co.uk", "Brush", 1, "GBP", "8.99", "1.50", ""),
            ("203-1", "2026-01-10T08:01:12+00:00", "Shipped", "Amazon.co.uk", "Wraps", 2, "GBP", "23.98", "4.00", ""),
            ("202-4", "2026-01-12T22:59:59+00:00", "Shipped", "Amazon.co.uk", "Wraps", 1, "GBP", "11.99", "2.00", "1.20"),
            ("026-2", "2026-01-13T19:44:00+00:00", "Cancelled", "Amazon.co.uk", "Dish", 0, "GBP", "", "", "")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "GB")) == (Decimal("43.76"), 0, 2)


def test_fees_that_were_withheld_among_what_was_paid_are_no_refund(reader):
    headings = ["Datum", "Betaalmethode", "Bedrag", "ID", "Omschrijving", "Teruggestort bedrag"]
    rows = [("2026-03-13 16:30:18", "ideal", "55.00", "tr_a1", "Bestelling 2201", ""), ("2026-03-14 10:47:26", "paypal", "29.95", "tr_b2", "Bestelling 2202", ""),
            ("2026-03-15 21:03:37", "creditcard", "67.90", "tr_d4", "Bestelling 2204", "20.00"), ("2026-03-19 06:00:00", "", "-4.87", "", "Withheld fees 123", "")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "PT"))[:2] == (Decimal("132.85"), 20)


def test_what_was_spent_in_cash_and_by_bank_is_no_sale(reader):
    rows = [("2026-11-01", "Rent", 1200, 0), ("2026-11-02", "Flour", 80, 0), ("2026-11-03", "Electricity", 0, 310), ("2026-11-04", "Milk", 45, 0)]  # fmt: skip
    with pytest.raises(NotSalesError):
        reader(table(["Date", "Description", "Cash", "Bank"], *rows), "US")
