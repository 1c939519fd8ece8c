"""What the rows of an order say together, and what codes, counts and states beside the money do not say."""

from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError


def table(headings, *rows):
    return "\n".join(",".join(map(str, row)) for row in [headings, *rows]) + "\n"


def figures(lines):
    """Net and refunds in major units, and receipts."""
    net, back, receipts = (
        lines.connect()
        .execute("SELECT sum(amount), -sum(amount) FILTER (kind = 'refund'), count(DISTINCT receipt) FILTER (kind <> 'void') FROM lines")
        .fetchone()
    )  # fmt: skip
    unit = 10**lines.reading.minor_digits
    return Decimal(int(net or 0)) / unit, Decimal(int(back or 0)) / unit, receipts


LINES = [  # order, piece, price, how many
    ("1001", "Soap", "9.90", 2), ("1001", "Brush", "4.50", 1), ("1002", "Soap", "9.90", 1), ("1003", "Towel", "12.00", 3),
    ("1003", "Soap", "9.90", 2), ("1004", "Brush", "4.50", 4), ("1005", "Towel", "12.00", 1),
]  # fmt: skip


def goods():
    sums = {}
    for order, _, price, n in LINES:
        sums[order] = sums.get(order, Decimal(0)) + Decimal(price) * n
    return sums


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize(
    "headings",
    [
        ["Pedido", "Data", "Produto", "Valor do produto", "Quantidade", "Subtotal"],
        ["訂單編號", "訂單日期", "商品名稱", "商品金額", "數量", "商品總價"],
        ["Order", "Date", "Product", "Product value", "Qty", "Order subtotal"],
    ],
)
def test_money_that_makes_up_an_order_with_its_quantity_is_a_price_whatever_it_is_called(reader, headings, repeated):
    rows, seen = [], set()
    for order, piece, price, n in LINES:
        first = order not in seen
        seen.add(order)
        told = goods()[order] if first or repeated else ""
        rows.append((order, f"2026-05-{10 + len(seen)}", piece, price, n, told))
    assert figures(reader(table(headings, *rows)))[0] == sum(goods().values())


def test_of_two_prices_the_one_that_makes_up_the_orders_was_asked(reader):
    headings = ["訂單編號", "訂單日期", "商品名稱", "商品原價", "商品活動價格", "數量", "商品總價"]
    rows = [
        (order, "2026-05-11", piece, Decimal(price) + 3, price, n, goods()[order]) for order, piece, price, n in LINES
    ]
    assert figures(reader(table(headings, *rows)))[0] == sum(goods().values())


def test_all_discounts_beside_a_price_come_off(reader):
    headings = ["Order no", "Date", "Item price", "Shop discount", "Shop voucher discount"]
    rows = [
        (f"A{n}", f"2026-05-{n + 10}", f"{p}.50", d, v)
        for n, (p, d, v) in enumerate([(20, -2, 0), (30, 0, -5), (15, -1, -3), (44, 0, 0)])
    ]
    assert figures(reader(table(headings, *rows)))[0] == Decimal("100.00")


def test_what_counts_pieces_beside_a_price_is_no_discount(reader):
    headings = ["Date", "Ticket", "Article", "Quantité", "Prix de vente", "Remise", "Offerts"]
    rows = [("2026-05-10", 1, "Pinte", 2, "6.00", "0.00", 0), ("2026-05-10", 2, "Planche", 1, "14.50", "0.00", 0),
            ("2026-05-11", 3, "Pinte", 2, "0.00", "0.00", 2), ("2026-05-12", 4, "Jus", 3, "3.50", "0.00", 0)]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[0] == Decimal("37.00")


def test_how_many_were_cancelled_of_a_day_is_no_state_and_no_money(reader):
    headings = ["Date", "Tickets", "Annulations", "CA TTC", "Espèces", "Carte"]
    rows = [(f"2026-05-{n + 10}", t, a, f"{s}.50", f"{s - c}.50", f"{c}.00")
            for n, (t, a, s, c) in enumerate([(64, 1, 422, 272), (81, 0, 604, 400), (47, 2, 254, 164), (75, 1, 443, 300)])]  # fmt: skip
    net, back, _ = figures(reader(table(headings, *rows)))
    assert (net, back) == (Decimal("1725.00"), 0)


@pytest.mark.parametrize("heading", ["매출", "營業額", "Faturação", "Takings"])
def test_round_takings_beside_a_rate_with_decimals_are_money(reader, heading):
    rows = [(f"2026-02-{n + 2:02}", m, f"{h}.5", v, f"{r}.2") for n, (m, h, v, r) in
            enumerate([(184000, 92, 38, 41), (201500, 101, 44, 45), (96000, 50, 21, 22), (330000, 160, 66, 71)])]  # fmt: skip
    days = {"매출": "날짜", "營業額": "日期", "Faturação": "Data", "Takings": "Date"}
    assert figures(reader(table([days[heading], heading, "이용시간", "이용건수", "가동률"], *rows), "KR"))[0] == 811500


def test_the_code_of_a_voucher_numbers_no_receipts(reader):
    headings = ["Gutschein-Code", "Bestellnummer", "Bestelldatum", "Vorname", "Nachname", "Bestellsumme"]
    rows = [(code, 10231 + n, f"2026-09-{n + 11}", "Eva", name, f"{20 + n}.90")
            for n, (code, name) in enumerate([("HERBST10", "Adam"), ("HERBST10", "Braun"), ("VIP20", "Conrad"), ("HERBST10", "Adam"), ("VIP20", "Ernst")])]  # fmt: skip
    lines = reader(table(headings, *rows))
    assert figures(lines)[2] == 5
    assert "item" not in lines.has  # the customers' names are no goods


def test_money_that_goes_back_bears_the_number_of_its_order(reader):
    headings = ["交易號", "商戶訂單號", "交易類型", "交易時間", "交易金額"]
    rows = [(20261117 * 1000 + n, order, kind, f"2026/11/17 1{n}:41:20", m) for n, (order, kind, m) in
            enumerate([("TS1", "支付", "88.00"), ("TS2", "支付", "240.00"), ("TS3", "支付", "65.50"), ("TS2", "退款", "-60.00"), ("TS4", "支付", "39.90")])]  # fmt: skip
    assert figures(reader(table(headings, *rows), "HK")) == (Decimal("373.40"), Decimal("60.00"), 4)


def test_a_cancelled_row_that_takes_back_part_of_a_sale_that_stood_is_a_refund(reader):
    headings = ["주문번호", "상품명", "결제일", "정산상태", "판매금액"]
    rows = [("4401", "들깨", "2026.11.02", "일반정산", "34830"), ("4402", "참기름", "2026.11.03", "일반정산", "33300"),
            ("4401", "들깨", "2026.11.04", "정산 후 취소", "-11610"), ("4403", "세트", "2026.11.05", "빠른정산", "71000")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "KR"))[:2] == (127520, 11610)


def test_a_cancelled_sale_and_its_reversal_are_nothing(reader):
    headings = ["Order", "Item", "Date", "Status", "Amount"]
    rows = [("1", "Tea", "2026-11-02", "Completed", "30.00"), ("2", "Bun", "2026-11-02", "Cancelled", "12.00"),
            ("2", "Bun", "2026-11-02", "Cancelled", "-12.00"), ("3", "Tea", "2026-11-03", "Completed", "28.00")]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[:2] == (58, 0)


ROWS_OPEN = [("A1", "2026-10-15", "69.12", "69.12", "Paid"), ("A2", "2026-10-15", "23.22", "23.22", "Paid"),
             ("A3", "2026-10-16", "41.04", "0.00", "Open"), ("A4", "2026-10-17", "97.20", "97.20", "Paid")]  # fmt: skip


def test_an_open_order_of_which_nothing_was_paid_is_no_sale_yet(reader):
    lines = reader(
        table(["Order ID", "Order Date", "Order Total", "Payments Total", "Order Payment State"], *ROWS_OPEN)
    )
    assert figures(lines) == (Decimal("189.54"), 0, 3)
    assert lines.reading.rejected == {"not paid yet": 1}


def test_an_open_invoice_with_what_is_owed_beside_it_is_a_sale(reader):
    rows = [(*row[:4], f"{float(row[2]) - float(row[3]):.2f}", row[4]) for row in ROWS_OPEN]
    lines = reader(table(["Invoice", "Date", "Invoice total", "Amount paid", "Balance due", "Status"], *rows))
    assert figures(lines) == (Decimal("230.58"), 0, 4)


def test_where_a_platform_tells_the_shops_own_discount_the_others_are_not(reader):
    headings = ["訂單編號", "訂單日期", "商品單價", "賣場優惠券", "平台優惠券", "優惠券"]
    rows = [(f"B{n}", f"2026-11-{n + 10}", g, s, p, v) for n, (g, s, p, v) in
            enumerate([(835, 30, 12, 0), (1290, 0, 0, 60), (1988, 50, 25, 0), (1196, 0, 0, 99), (400, 20, 0, 0)])]  # fmt: skip
    found = figures(reader(table(headings, *rows), "TW"))[0]
    assert found == 5709 - 100


def test_what_customers_paid_after_a_voucher_of_others_is_not_the_sale(reader):
    headings = ["orderNumber", "createTime", "itemName", "unitPrice", "sellerDiscountTotal", "paidPrice", "status"]
    rows = [(f"88{n}", f"2026-10-{n + 10}", "Paste", f"{p}.00", f"{-d}.00", f"{p - d - v}.00", "delivered") for n, (p, d, v) in
            enumerate([(89, 0, 0), (459, 30, 45), (459, 30, 0), (1890, 100, 150), (79, 0, 0), (89, 9, 0)])]  # fmt: skip
    assert figures(reader(table(headings, *rows), "TH"))[0] == 3065 - 169


def test_what_was_paid_out_is_not_silently_left_out(reader):
    rows = [
        ("4401", "Tea", "2026-11-02", 34830),
        ("4402", "Bun", "2026-11-03", 33300),
        ("4403", "Set", "2026-11-05", 71000),
    ]
    with pytest.raises(NotSalesError, match="no_amount_column"):
        reader(table(["Order", "Item", "Date", "Settlement amount"], *rows), "KR")
