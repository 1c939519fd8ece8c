"""What the rows of an order say together, and what codes, counts and states beside the money do not say."""

import contextlib
from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError
from balcao.analytics.sales.understanding import line_money


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


INVOICES = [("41", "02/06/2026", "Padaria Sol", "387.20", "Paga"), ("42", "03/06/2026", "Laura Gil", "55.00", "Paga"), ("43", "09/06/2026", "Bar Novo", "121.00", "Anulada"),
            ("44", "16/06/2026", "Clínica do Rio", "1391.50", "Pendente"), ("45", "25/06/2026", "Hotel Porto", "943.80", "Vencida")]  # fmt: skip


@pytest.mark.parametrize("number", ["Nº Fatura", "Invoice No", "Nº Factura", "發票號碼"])
def test_an_invoice_that_is_not_paid_yet_is_a_sale(reader, number):
    names = {"Nº Fatura": ("Data", "Cliente", "Total", "Estado"), "Invoice No": ("Date", "Customer", "Total", "Status"),
             "Nº Factura": ("Fecha", "Cliente", "Total", "Estado"), "發票號碼": ("日期", "客戶", "總額", "狀態")}  # fmt: skip
    lines = reader(table([number, *names[number]], *INVOICES), "PT")
    assert figures(lines) == (Decimal("2777.50"), 0, 4)
    assert "on_account" in lines.reading.notes  # and the report says so


@pytest.mark.parametrize("heading", ["付款狀態", "Estado do pagamento", "Payment status"])
def test_an_order_whose_payment_is_open_is_no_sale_yet(reader, heading):
    unpaid, paid = {
        "付款狀態": ("未付款", "已付款"),
        "Estado do pagamento": ("Por pagar", "Pago"),
        "Payment status": ("Unpaid", "Paid"),
    }[heading]
    headings = {"付款狀態": ("訂單號碼", "訂單日期", "商品名稱", "訂單總額"), "Estado do pagamento": ("Encomenda", "Data", "Produto", "Total"),
                "Payment status": ("Order", "Date", "Product", "Total")}[heading]  # fmt: skip
    rows = [
        (f"A{n}", f"2026-11-{n + 10}", "Ring", f"{m}.00", paid if m != 580 else unpaid)
        for n, m in enumerate((225, 580, 328, 127, 465))
    ]
    assert figures(reader(table([*headings, heading], *rows))) == (1145, 0, 4)


def test_of_an_order_that_was_called_off_what_was_kept_is_a_sale(reader):
    headings = ["Booking ID", "Paid at", "Amount", "Refund amount", "Status"]
    rows = [("p1", "2026-11-03 09:12", "66.00", "0.00", "Used"), ("p2", "2026-11-04 20:41", "88.00", "-88.00", "Cancelled"),
            ("p3", "2026-11-06 08:55", "70.00", "-33.00", "Cancelled"), ("p4", "2026-11-07 12:10", "22.00", "0.00", "Used")]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[0] == 66 + 70 - 33 + 22


def test_the_tax_of_a_fee_is_not_in_the_sale(reader):
    headings = ["정산번호", "정산일", "매출액", "수수료", "부가세", "정산금액"]
    rows = [(f"S{n}", f"2026-11-{n + 10}", s, f, round(f / 10), s - f - round(f / 10)) for n, (s, f) in
            enumerate([(412000, 40788), (287500, 28463), (538900, 53351), (701200, 69419), (864300, 85566)])]  # fmt: skip
    lines = reader(table(headings, *rows), "KR")
    assert figures(lines)[0] == 2803900
    assert "tax" not in lines.has


def test_money_that_was_cancelled_is_told_from_how_often_it_was(reader):
    headings = ["品名", "日期", "訂購量", "單價", "銷售金額", "取消數量", "取消金額", "實銷金額"]
    rows = [("茶", "2026-11-05", 52, 45, 2340, 2, 90, 2250), ("奶茶", "2026-11-05", 20, 50, 1000, 0, 0, 1000), ("茶", "2026-11-06", 70, 45, 3150, 1, 45, 3105),
            ("蛋糕", "2026-11-06", 5, 68, 340, 1, 68, 272)]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[0] == 6627


def test_a_type_that_says_how_it_was_ordered_takes_nothing_out(reader):
    headings = ["Data/Hora", "Valor", "Tipo", "Forma Pagamento", "Status"]
    rows = [("22/05/2026 19:10", "74.90", "delivery", "PIX", "entregue"), ("22/05/2026 20:01", "41.50", "retirada", "Dinheiro", "entregue"),
            ("23/05/2026 21:12", "133.00", "delivery", "PIX", "entregue"), ("24/05/2026 22:05", "39.00", "retirada", "Débito", "entregue")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "PT"))[0] == Decimal("288.40")


def test_the_total_of_a_ticket_without_a_number_stands_on_all_its_lines(reader):
    headings = ["Fecha", "Hora", "Mesa", "Total", "Articulo", "Cantidad", "Precio unitario"]
    tickets = [("13/4/2026", "14:05", "12", [("Paella", 2, 16), ("Agua", 1, 2.5), ("Flan", 2, 3.5)]), ("13/4/2026", "14:40", "3", [("Burger", 1, 12), ("Caña", 2, 3)]),
               ("14/4/2026", "21:15", "7", [("Chuletón", 1, 62), ("Rioja", 1, 33)]), ("15/4/2026", "11:20", "Barra", [("Café", 3, 1.6)])]  # fmt: skip
    rows = [
        (day, time, where, f"{sum(n * p for _, n, p in lines):.2f}", item, n, f"{p:.2f}")
        for day, time, where, lines in tickets
        for item, n, p in lines
    ]
    assert figures(reader(table(headings, *rows), "PT"))[0] == Decimal("159.30")


def test_the_series_of_documents_is_no_receipt(reader):
    headings = ["Fecha", "Hora", "Serie Doc.", "Num Doc.", "Producto", "Total"]
    rows = [("14/05/2026", "13:10:05", "B001", "00001201", "Ceviche", "86.00"), ("14/05/2026", "13:42:31", "F001", "00000318", "Lomo", "236.00"), ("14/05/2026", "20:05:12", "B001", "00001202", "Arroz", "54.50"),
            ("15/05/2026", "14:26:44", "B001", "00001204", "Ceviche", "41.00"), ("17/05/2026", "21:01:19", "B001", "00001205", "Lomo", "128.90")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "PT"))[2] == 5


def test_money_that_came_in_and_is_taken_back_is_a_refund(reader):
    headings = ["Belegnummer", "Datum", "Typ", "Brutto", "Status"]
    rows = [("RE-14", "02.06.2026", "Einnahme", "1428,00", "Gebucht"), ("Hosting", "03.06.2026", "Ausgabe", "14,88", "Gebucht"), ("RE-15", "08.06.2026", "Einnahme", "571,20", "Gebucht"),
            ("RE-15", "09.06.2026", "Einnahme", "-571,20", "Stornobuchung"), ("RE-16", "09.06.2026", "Einnahme", "523,60", "Gebucht")]  # fmt: skip
    text = table(headings, *([f'"{cell}"' for cell in row] for row in rows))
    assert figures(reader(text, "PT"))[:2] == (Decimal("1951.60"), Decimal("571.20"))


def test_a_discount_of_the_order_is_known_by_its_total(reader):
    headings = ["주문번호", "주문일시", "상품명", "수량", "단가", "상품금액", "할인", "배송비", "최종금액"]
    rows = [("S1", "2026-11-03 10:12", "코트", 1, 89000, 89000, 5000, 0, 102000), ("S1", "2026-11-03 10:12", "머플러", 2, 9000, 18000, 5000, 0, 102000),
            ("S2", "2026-11-04 11:03", "데님", 1, 45000, 45000, 0, 3000, 48000), ("S3", "2026-11-08 19:20", "가디건", 1, 129000, 129000, 10000, 0, 119000)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "KR"))[0] == 89000 + 18000 + 45000 + 129000 - 15000


def test_eight_of_ten_parts_are_a_rate_and_no_money(reader):
    headings = ["零售单号", "品名", "吊牌价", "折扣", "单价", "数量", "金额", "销售日期"]
    rows = [("L1", "针织衫", "399.00", 8, "319.20", 1, "319.20", "2026-11-02"), ("L2", "丝巾", "129.00", 10, "129.00", 2, "258.00", "2026-11-02"),
            ("L3", "大衣", "1899.00", 7.5, "1424.25", 1, "1424.25", "2026-11-03"), ("L4", "直筒裤", "459.00", 8, "367.20", 1, "367.20", "2026-11-04")]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[0] == Decimal("2368.65")


def test_when_the_money_is_paid_out_says_nothing_of_the_sale(reader):
    headings = ["Transaction Date", "Type", "Order", "Payout Status", "Amount", "Fee", "Net"]
    rows = [
        (
            f"2026-06-{n + 10} 11:15:48",
            "charge",
            f"#{n}",
            "paid" if n < 3 else "pending",
            f"{m}.00",
            "3.00",
            f"{m - 3}.00",
        )
        for n, m in enumerate((428, 215, 599, 88))
    ]
    assert figures(reader(table(headings, *rows))) == (1330, 0, 4)


def test_what_is_still_owed_of_a_sale_makes_it_no_less(reader):
    headings = ["Bill No", "Date", "Weight (kg)", "Rate", "Amount", "Cash paid", "Balance", "Status"]
    rows = [("B1", "2026-05-13", 82.5, 118, "9735.00", "9735.00", "0.00", "Paid"), ("B2", "2026-05-15", 121, 115, "13915.00", "10000.00", "3915.00", "Pending"),
            ("B3", "2026-05-18", 51, 120, "6120.00", "6120.00", "0.00", "Paid"), ("B4", "2026-05-20", 208, 112, "23296.00", "20296.00", "3000.00", "Pending")]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[0] == 53066


def test_what_is_less_than_quantity_by_price_on_some_lines_only_is_after_discount(reader):
    headings = ["訂單編號", "項目", "單價", "數量", "費用", "結帳時間", "折扣後費用"]
    rows = [("5012", "洗澡", 700, 1, 700, "2026/11/03 12:05", 700), ("5012", "護毛膜", 200, 1, 200, "2026/11/03 12:05", 160), ("5018", "剪毛", 1300, 1, 1300, "2026/11/04 13:10", 1170),
            ("5018", "雞肉條", 150, 3, 450, "2026/11/04 13:10", 405), ("5021", "洗澡", 1000, 2, 2000, "2026/11/05 17:20", 2000)]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[0] == 4435


def test_many_who_sold_and_one_who_bought_may_be_purchases(reader):
    headings = ["Mã hóa đơn", "Ngày", "Người bán", "Người mua", "Số tiền"]
    rows = [
        (f"CN{n}", f"1{n}/11/2026", who, "Quán Cà phê Mây", 312500 + n)
        for n, who in enumerate(["Điện lực", "Cấp nước", "VNPT", "Sữa Hạnh Phúc", "Bao bì"])
    ]
    lines = reader(table(headings, *rows), "VN")
    assert [(one.about, one.candidates[1].answer) for one in lines.reading.questions] == [("kind", "purchases")]


def test_a_discount_that_only_cancelled_rows_have_is_no_trouble(reader, recwarn):
    headings = ["Order", "Date", "Item", "Price", "Discount", "Amount", "Status"]
    rows = [("1", "2026-05-10", "Tea", "10.00", "", "10.00", "Paid"), ("2", "2026-05-11", "Bun", "5.00", "2.00", "3.00", "Cancelled"),
            ("3", "2026-05-11", "Tea", "10.00", "", "10.00", "Paid"), ("4", "2026-05-12", "Set", "30.00", "", "30.00", "Paid")]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[0] == 50
    assert not [w for w in recwarn if issubclass(w.category, RuntimeWarning)]


def test_many_columns_of_numbers_are_tried_together_only_a_few_at_a_time(reader):
    """Thirty quantities, prices and totals are 27,000 ways to make up an order."""
    headings = [
        "Order",
        "Date",
        *(f"Qty {n}" for n in range(30)),
        *(f"Price {n}" for n in range(30)),
        *(f"Total {n}" for n in range(30)),
    ]
    rows = [(f"A{r // 2}", "2026-05-10", *(1 + (r * n) % 5 for n in range(30)), *(f"{3 + (r + n) % 7}.50" for n in range(30)),
             *(f"{40 + (r // 2 + n) % 9}.00" for n in range(30))) for r in range(600)]  # fmt: skip
    tried = []
    with pytest.MonkeyPatch.context() as patch:
        made = line_money._make_up
        patch.setattr(line_money, "_make_up", lambda *columns: tried.append(1) or made(*columns))
        with contextlib.suppress(NotSalesError):
            reader(table(headings, *rows))
    assert len(tried) <= line_money.MOST_TRIED**3


def test_what_was_paid_in_part_is_a_sale_and_a_cancelled_line_with_its_twin_is_nothing(reader):
    headings = ["Order", "Date", "Item", "Amount", "Payment status"]
    rows = [("1", "2026-11-02", "Tea", "30.00", "Paid"), ("2", "2026-11-02", "Set", "120.00", "Partially paid"), ("3", "2026-11-03", "Bun", "12.00", "Voided"),
            ("3", "2026-11-03", "Bun", "-12.00", "Voided"), ("3", "2026-11-03", "Tea", "28.00", "Paid")]  # fmt: skip
    assert figures(reader(table(headings, *rows)))[:2] == (178, 0)


def test_a_discount_told_for_the_piece_and_for_the_line_comes_off_once(reader):
    headings = ["Order", "Date", "Item", "Qty", "Price", "Shop discount each", "Shop discount"]
    rows = [
        ("1", "2026-11-02", "Tea", 2, "10.00", "1.00", "2.00"),
        ("2", "2026-11-03", "Bun", 3, "5.00", "0.50", "1.50"),
        ("3", "2026-11-04", "Set", 1, "30.00", "0.00", "0.00"),
    ]
    assert figures(reader(table(headings, *rows)))[0] == Decimal("61.50")


def test_lines_with_clocks_of_their_own_are_one_receipt(reader):
    headings = ["Transaction ID", "Receipt No", "Time", "Item", "Amount"]
    rows = [("T1", "R1", "2026-11-02 10:00:01", "Tea", "3.00"), ("T2", "R1", "2026-11-02 10:00:09", "Bun", "2.00"), ("T3", "R2", "2026-11-02 10:05:00", "Tea", "3.00"),
            ("T4", "R3", "2026-11-03 11:00:00", "Tea", "3.00"), ("T5", "R3", "2026-11-03 11:00:07", "Set", "9.00")]  # fmt: skip
    assert figures(reader(table(headings, *rows))) == (20, 0, 3)


def test_net_of_a_tax_that_not_all_lines_bear_is_no_discount(reader):
    headings = ["Receipt", "Date", "Item", "Qty", "Price", "Total", "Net"]
    rows = [
        (n, f"2026-11-{n + 10}", "Tea", q, f"{p}.00", f"{q * p}.00", f"{q * p if n % 2 else q * p / 1.2:.2f}")
        for n, (q, p) in enumerate([(2, 12), (1, 30), (3, 6), (2, 24), (1, 60)])
    ]
    lines = reader(table(headings, *rows), "GB")
    assert figures(lines)[0] == 180 or [one.about for one in lines.reading.questions] == ["amount"]


def test_a_file_of_nothing_but_voids_is_refused(reader):
    with pytest.raises(NotSalesError, match="no_sales"):
        reader(
            table(
                ["Date", "Order", "Status", "Amount"],
                ("2026-11-02", "1", "Void", "30.00"),
                ("2026-11-03", "2", "Void", "12.00"),
            )
        )


def test_each_line_of_a_discounted_order_tells_its_part_of_the_discount(reader):
    """A line that says nothing of it would look as if it had been sold below its price."""
    headings = ["Order ID", "Date", "Item", "Qty", "Price", "Order discount"]
    rows = [(o, f"2026-11-{day}", item, n, f"{p}.00", f"{d}.00") for o, day, item, n, p, d in
            [("A", 11, "Ring", 1, 60, 9), ("A", 11, "Bag", 2, 15, 9), ("B", 12, "Ring", 1, 60, 6), ("B", 12, "Cap", 1, 20, 6), ("C", 13, "Bag", 1, 15, 0), ("C", 13, "Cap", 2, 20, 0)]]  # fmt: skip
    lines = reader(table(headings, *rows))
    assert figures(lines)[0] == 210
    told = (
        lines.connect()
        .execute("SELECT receipt, count(*) FILTER (discount > 0), sum(discount) FROM lines GROUP BY 1 ORDER BY 1")
        .fetchall()
    )
    assert told == [("A", 2, 900), ("B", 2, 600), ("C", 0, 0)]


def test_what_was_cancelled_without_a_number_stays_cancelled(reader):
    rows = [("2026-11-02", "1", "Tea", "30.00", "Completed"), ("2026-11-02", "2", "Bun", "12.00", "Completed"), ("2026-11-03", "", "Set", "-50.00", "Void"),
            ("2026-11-03", "", "Set", "-40.00", "Cancelled"), ("2026-11-04", "3", "Tea", "28.00", "Completed")]  # fmt: skip
    assert figures(reader(table(["Date", "Order", "Item", "Amount", "Status"], *rows)))[:2] == (70, 0)


def test_a_column_of_states_that_speaks_of_something_else_makes_no_order_unpaid(reader):
    """Here most payouts were cancelled, whatever that means; the orders stand."""
    rows = [(f"2026-11-{n + 10}", f"A{n}", f"{m}.00", "Completed", state) for n, (m, state) in
            enumerate([(30, "Cancelled"), (12, "Unpaid"), (28, "Cancelled"), (40, "Cancelled"), (15, "Cancelled")])]  # fmt: skip
    assert figures(reader(table(["Date", "Order", "Amount", "Status", "Supplier payment status"], *rows)))[0] == 125
