"""What platforms, tills and hand-kept books do to the money of a sale: who gave a discount, what is told twice, what a word means."""

from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError


def totals(lines):
    """Net and refunds in major units."""
    net, back = (
        lines.connect().execute("SELECT sum(amount), -sum(amount) FILTER (kind = 'refund') FROM lines").fetchone()
    )
    unit = 10**lines.reading.minor_digits
    return Decimal(int(net or 0)) / unit, Decimal(int(back or 0)) / unit


def table(headings, *rows, delimiter=","):
    return "\n".join(delimiter.join(map(str, row)) for row in [headings, *rows]) + "\n"


ORDERS = [
    (40, 0, 5, 6), (55, 5, 0, 8), (120, 12, 6, 18), (33, 0, 4, 5), (80, 8, 0, 12), (64, 0, 0, 9),
]  # fmt: skip
"""Goods, what the shop gave, what the platform gave, and the platform's commission."""


@pytest.mark.parametrize(
    "headings",
    [
        ["Order ID", "Order date", "Food value", "Discount funded by restaurant", "Discount funded by Foodpanda", "Customer paid", "Commission", "Payout"],
        ["訂單編號", "訂單日期", "食品金額", "商戶承擔優惠", "平台承擔優惠", "顧客實付", "佣金", "應付商戶金額"],
        ["Nº pedido", "Data do pedido", "Valor dos artigos", "Desconto da loja", "Desconto Uber", "Pago pelo cliente", "Comissão", "Valor a receber"],
    ],
)  # fmt: skip
def test_what_the_platform_gives_is_no_less_for_the_shop(reader, headings):
    rows = [
        (
            f"P{n}",
            f"2026-03-{n + 10}",
            f"{g}.00",
            f"{-s}.00",
            f"{-p}.00",
            f"{g - s - p}.00",
            f"{-f}.00",
            f"{g - s - f}.00",
        )
        for n, (g, s, p, f) in enumerate(ORDERS)
    ]
    assert totals(reader(table(headings, *rows))) == (sum(g - s for g, s, *_ in ORDERS), 0)


def test_a_discount_that_does_not_lessen_the_payout_is_the_platforms(reader):
    """Whatever the two are called."""
    headings = ["Order", "Date", "Goods", "Promotion A1", "Voucher", "Paid", "Fee", "Settlement"]
    rows = [
        (f"P{n}", f"2026-03-{n + 10}", f"{g}.00", f"{s}.00", f"{p}.00", f"{g - s - p}.00", f"{f}.00", f"{g - s - f}.00")
        for n, (g, s, p, f) in enumerate(ORDERS)
    ]
    assert totals(reader(table(headings, *rows))) == (sum(g - s for g, s, *_ in ORDERS), 0)


LINES = [
    ("A1", "Tea", 2, 20),
    ("A1", "Bun", 1, 12),
    ("A2", "Tea", 1, 20),
    ("A3", "Soup", 2, 32),
    ("A3", "Bun", 3, 12),
    ("A4", "Soup", 1, 32),
    ("A5", "Tea", 1, 20),
    ("A5", "Bun", 2, 12),
]
OFF, TIP = {"A1": 5, "A2": 0, "A3": 8, "A4": 2, "A5": 4}, {"A1": 3, "A2": 1, "A3": 4, "A4": 0, "A5": 2}


@pytest.mark.parametrize("every_line", [True, False])
def test_what_is_the_orders_comes_off_once_and_makes_no_line_a_refund(reader, every_line):
    rows, seen = [], set()
    for order, item, count, price in LINES:
        told = every_line or order not in seen
        seen.add(order)
        rows.append((order, f"2026-03-1{order[1]}", item, count, f"{price}.00", f"{count * price}.00",
                     f"-{OFF[order]}.00" if told else "", f"{TIP[order]}.00" if told else ""))  # fmt: skip
    lines = reader(
        table(["Order ID", "Date", "Item", "Qty", "Unit price", "Line total", "Order discount", "Tip"], *rows)
    )
    assert totals(lines) == (sum(c * p for *_, c, p in LINES) - sum(OFF.values()), 0)
    assert lines.connect().execute("SELECT sum(tip) FROM lines").fetchone() == (100 * sum(TIP.values()),)


def test_an_orders_first_row_that_sums_it_up_is_no_sale(reader):
    rows = [("A1", "2026-03-10", "", 3, "52.00"), ("A1", "2026-03-10", "Tea", 2, "40.00"), ("A1", "2026-03-10", "Bun", 1, "12.00"),
            ("A2", "2026-03-14", "Tea", 1, "20.00"), ("A3", "2026-03-15", "", 2, "44.00"), ("A3", "2026-03-15", "Soup", 1, "32.00"),
            ("A3", "2026-03-15", "Bun", 1, "12.00")]  # fmt: skip
    lines = reader(table(["Order number", "Sale date", "Item title", "Quantity", "Sold for"], *rows))
    assert totals(lines) == (116, 0)
    assert (lines.reading.rejected, lines.reading.control) == ({"total row": 2}, None)


def test_two_equal_lines_are_no_order_and_its_sum(reader):
    rows = [(f"A{n // 2}", f"2026-03-{n + 10}", "Tea", 1, "20.00") for n in range(8)]
    assert totals(reader(table(["Order number", "Sale date", "Item", "Quantity", "Amount"], *rows))) == (160, 0)


def test_a_refund_beside_its_sale_and_again_as_a_row_counts_once(reader):
    rows = [("#1", "2026-03-10", "Sale", "180.00", "0.00"), ("#2", "2026-03-11", "Sale", "45.00", "45.00"), ("#3", "2026-03-12", "Sale", "60.00", "15.00"),
            ("#2", "2026-03-13", "Refund", "-45.00", ""), ("#4", "2026-03-14", "Sale", "66.00", "0.00")]  # fmt: skip
    assert totals(reader(table(["Order", "Date", "Type", "Amount", "Refunded amount"], *rows))) == (291, 60)


def test_pieces_that_came_back_are_a_refund_of_their_price(reader):
    rows = [("P1", "02/04/2026", "Camiseta", 3, "17,95", "53,85", 0), ("P2", "13/04/2026", "Gorra", 4, "14,50", "58,00", 1),
            ("P3", "14/04/2026", "Sudadera", 1, "39,90", "39,90", 1), ("P4", "15/04/2026", "Gorra", 2, "14,50", "29,00", 0)]  # fmt: skip
    lines = reader(
        table(
            ["Pedido", "Fecha", "Producto", "Cantidad", "Precio unitario", "Importe", "Cantidad devuelta"],
            *rows,
            delimiter=";",
        ),
        "PT",
    )
    assert totals(lines) == (Decimal("126.35"), Decimal("54.40"))
    assert lines.connect().execute("SELECT sum(quantity) FROM lines").fetchone() == (8,)


@pytest.mark.parametrize(
    ("headings", "sale", "loan", "back", "rent"),
    [
        (["Date", "Details", "In", "Out"], "Shop takings", "Loan from Mum", "Refund to customer", "Rent"),
        (["Date", "Particulars", "Receipts", "Payments"], "Cash sales", "Capital introduced", "Customer refund", "Wages"),
        (["日付", "摘要", "入金", "出金"], "現金売上", "借入金 信用金庫", "売上返金", "家賃"),
        (["日期", "摘要", "進帳", "出帳"], "門市營業額", "股東貸款", "退款給客人", "租金"),
        (["Data", "Descrição", "Entradas", "Saídas"], "Vendas do dia", "Empréstimo do banco", "Devolução a cliente", "Renda"),
    ],
)  # fmt: skip
def test_the_two_columns_of_a_cash_book(reader, headings, sale, loan, back, rent):
    rows = [("2026-03-13", sale, "412.00", ""), ("2026-03-14", rent, "", "900.00"), ("2026-03-15", sale, "386.50", ""), ("2026-03-16", loan, "2000.00", ""),
            ("2026-03-17", back, "", "17.50"), ("2026-03-18", sale, "398.00", ""), ("", "", "3196.50", "917.50")]  # fmt: skip
    assert totals(reader(table(headings, *rows))) == (Decimal("1179.00"), Decimal("17.50"))


@pytest.mark.parametrize(
    ("cells", "net"),
    [
        (["40.00", "12.50", "12.50 CR", "31.00"], "71.00"), (["40.00", "12.50", "12.50-", "31.00"], "71.00"),
        (["25k", "1.5k", "800", "12k"], "39300"), (["1.2萬", "3萬", "5,800", "2萬"], "67800"),
        (["４，２００", "￥１，５００", "８００", "３００"], "6800"), (["AU $385.00", "AU $1,142.00", "AU $28.00", "AU $5.00"], "1560.00"),
    ],
)  # fmt: skip
def test_ways_of_writing_money(reader, cells, net):
    rows = [(f"R{n}", f"2026-03-{n + 13}", "Tea", f'"{cell}"') for n, cell in enumerate(cells)]
    assert totals(reader(table(["Receipt", "Date", "Item", "Amount"], *rows)))[0] == Decimal(net)


def test_decimal_commas_that_cut_numbers_in_two_are_put_together_or_refused(reader):
    rows = [
        "2026-03-13,701,Bica,2,0,85,1,70",
        "2026-03-14,702,Tosta mista,3,3,20,9,60",
        "2026-03-15,703,Sumo,4,2,75,11,00",
    ]
    lines = reader("Data,Talão,Artigo,Qtd,Preço,Total\n" + "\n".join(rows) + "\n", "PT")
    assert totals(lines)[0] == Decimal("22.30")
    with pytest.raises(NotSalesError) as refusal:
        reader(
            "Data,Artigo,Qtd,Total\n2026-03-13,Bica,10,20,30\n2026-03-14,Bica,11,21,31\n2026-03-15,Sumo,12,22,32\n",
            "PT",
        )
    assert refusal.value.code == "cut_numbers"


def test_columns_without_a_heading_are_no_cut_numbers(reader):
    lines = reader("Date,Item,Amount\n2026-03-13,Tea,20.00,x\n2026-03-14,Bun,12.00,y\n2026-03-15,Soup,32.00,z\n")
    assert totals(lines)[0] == 64


def test_takings_counted_after_refunds_beside_cash_that_was_counted(reader):
    headings = ["Fecha", "Ventas efectivo", "Ventas tarjeta", "Devoluciones", "Total ventas", "Efectivo contado"]
    rows = [("13/07/2026", 300, 200, 0, 500, 310), ("14/07/2026", 420, 310, 20, 710, 400), ("15/07/2026", 250, 180, 15, 415, 260), ("16/07/2026", 330, 260, 0, 590, 335)]  # fmt: skip
    money = [(day, *(f"${n}.50" if k in (0, 4) else f"${n}.00" for k, n in enumerate(rest))) for day, *rest in rows]
    stated = sum(Decimal(row[4].strip("$")) for row in money)
    lines = reader(
        table(
            headings,
            *[
                (d, a, b, c, f"${Decimal(a.strip('$')) + Decimal(b.strip('$')) - Decimal(c.strip('$'))}", f)
                for d, a, b, c, _, f in money
            ],
        )
    )
    net = sum(Decimal(a.strip("$")) + Decimal(b.strip("$")) - Decimal(c.strip("$")) for _, a, b, c, _, _ in money)
    assert totals(lines)[0] == net and stated


def test_a_price_that_is_taxed_as_a_whole_is_the_lines_money(reader):
    rows = [(n // 2, f"2026-03-{n + 10}", f"Dish {n % 3}", count, f"{price}.00", f"{price * 0.08:.2f}") for n, (count, price) in
            enumerate([(1, 17), (2, 9), (2, 32), (1, 14), (3, 66), (1, 22), (2, 26), (1, 11)])]  # fmt: skip
    assert totals(reader(table(["Order #", "Order date", "Menu item", "Qty", "Net price", "Tax"], *rows)))[0] == 197


@pytest.mark.parametrize(
    "state", ["Awaiting fulfillment", "待發貨", "Aguarda envio", "発送待ち", "배송준비중", "Do wysłania"]
)
def test_goods_that_wait_to_be_sent_are_sold(reader, state):
    rows = [(f"R{n}", f"2026-03-{n + 13}", state if n % 3 == 0 else "Completed", "20.00") for n in range(6)]
    assert totals(reader(table(["Order ID", "Order date", "Order status", "Total"], *rows)))[0] == 120


def test_an_invoice_that_is_not_paid_yet_is_a_sale_on_account(reader):
    rows = [
        (
            f"F{n}",
            f"{n + 13:02}/02/2026",
            "Hotel Segura",
            f"{n + 13:02}/03/2026",
            "100,00",
            ("Pendiente", "Cobrado")[n % 2],
        )
        for n in range(6)
    ]
    lines = reader(table(["Núm.", "Fecha", "Cliente", "Vencimiento", "Total", "Estado"], *rows, delimiter=";"), "PT")
    assert totals(lines)[0] == 600


def test_money_that_was_cancelled_of_a_sale_is_a_refund(reader):
    rows = [
        ("2026-11-16", "A1", "결제 완료", "26,000원", "0원"),
        ("2026-11-17", "A2", "부분 취소", "87,000원", "12,000원"),
        ("2026-11-18", "A3", "결제 완료", "18,000원", "0원"),
    ]
    assert totals(
        reader(
            table(
                ["결제 일시", "주문번호", "결제 상태", "결제 금액", "취소 금액"],
                *[(a, b, c, f'"{d}"', f'"{e}"') for a, b, c, d, e in rows],
            ),
            "KR",
        )
    ) == (119000, 12000)


def test_a_total_of_nothing_is_asked(reader):
    rows = [(f"2026-03-{n + 13}", f"Item {n}", n + 1, f"-{n}.50", f"{n + 2}.00") for n in range(5)]
    lines = reader(
        table(["Date", "Product", "Qty", "Value (RM)", "Note"], *rows[:4], ("2026-03-20", "Item 9", 1, "0.10", "3.00"))
    )
    assert "kind" in {question.about for question in lines.reading.questions}


def test_customers_with_what_they_spent_are_no_sales(reader):
    headings = [
        "Nombre",
        "Email",
        "Teléfono",
        "Dirección",
        "Ciudad",
        "País",
        "Total consumido",
        "Cantidad de compras",
        "Última compra",
    ]
    rows = [
        (
            f"Cliente {n}",
            f"c{n}@example.com",
            f"+5491{n}",
            f"Calle {n}",
            "Rosario",
            "AR",
            f"{n}00.00",
            n,
            f"2026-03-{n + 10}",
        )
        for n in range(1, 7)
    ]
    with pytest.raises(NotSalesError) as refusal:
        reader(table(headings, *rows))
    assert refusal.value.facts["kind"] == "customer list"


def test_discounts_of_lines_and_of_the_order_beside_each_other(reader):
    lines = [
        ("A1", "Tea", 2, 20, 0, 10),
        ("A1", "Bun", 1, 12, 2, 10),
        ("A2", "Tea", 1, 20, 5, 0),
        ("A3", "Soup", 3, 32, 0, 6),
        ("A3", "Bun", 2, 12, 4, 6),
    ]
    rows = [(o, f"2026-03-1{o[1]}", i, n, f"{p}.00", f"{d}.00", f"{off}.00") for o, i, n, p, d, off in lines]
    found = reader(
        table(
            ["Order number", "Order date", "Product", "Quantity", "Unit price", "Item discount", "Order discount"],
            *rows,
        )
    )
    assert totals(found) == (sum(n * p - d for _, _, n, p, d, _ in lines) - 16, 0)


def test_a_price_list_with_the_day_of_the_last_sale_is_no_sales(reader):
    rows = [
        (100 + n, f"Dish {n}", f"{n + 9}.50", f"{n + 10}.50", f"{n + 3}.85", n * 3, f"{n + 10}-10-2026")
        for n in range(8)
    ]
    with pytest.raises(NotSalesError):
        reader(
            table(["Código", "Descrição", "PVP 1", "PVP 2", "Preço de custo", "Stock actual", "Última venda"], *rows)
        )
