"""Which rows count: asked where a word decides and nobody knows it, told on the next reading, and each answer comes to what it promised."""

from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError, Question
from tests.analytics.sales.test_orders import figures, table

ORDERS = ["Order", "Date", "Customer", "Total", "Status"]


def orders(*states):
    """An order a day: 10.00, 11.00, 12.00 and so on."""
    return table(ORDERS, *((1001 + n, f"2026-11-{1 + n:02}", f"Customer {n}", f"{10 + n}.00", state) for n, state in enumerate(states)))  # fmt: skip


def promised(question: Question) -> dict[str, Decimal]:
    return {one.answer: Decimal(one.net) / 100 for one in question.candidates}


def asked(lines) -> dict[str, Question]:
    return {question.about: question for question in lines.reading.questions}


def test_what_is_not_paid_yet_is_left_out_and_asked_about(reader):
    file = orders("Paid", "Paid", "Pending", "Paid")
    lines = reader(file, "GB")
    question = asked(lines)["rows:Pending"]
    assert (question.taken, question.rows) == ("out", 1)
    assert promised(question) == {"out": Decimal("34.00"), "sale": Decimal("46.00")}
    assert figures(reader(file, "GB", rows={"Pending": "sale"}))[0] == Decimal("46.00")


def test_a_word_that_nobody_knows_counts_and_is_asked_about_beside_words_of_what_does_not_count(reader):
    file = orders("Paid", "Paid", "Quux", "Cancelled", "Paid")
    question = asked(reader(file, "GB"))["rows:Quux"]
    assert question.taken == "sale" and promised(question) == {"sale": Decimal("47.00"), "out": Decimal("35.00")}
    assert figures(reader(file, "GB", rows={"Quux": "out"}))[0] == Decimal("35.00")
    assert not asked(reader(orders("Paid", "Quux", "Paid"), "GB"))  # nothing there says that any row could not count


def test_what_was_told_is_asked_no_more_and_other_words_still_are(reader):
    file = orders("Paid", "Pending", "Quux", "Cancelled", "Paid", "Paid")
    lines = reader(file, "GB", rows={"Pending": "sale"})
    assert asked(lines).keys() == {"rows:Quux"} and lines.reading.rows_told == {"Pending": "sale"}


def test_little_money_is_not_asked_about(reader):
    rows = [(n, f"2026-11-{1 + n % 28:02}", "A", "100.00", "Paid") for n in range(60)]
    assert not asked(reader(table(ORDERS, *rows, (99, "2026-11-28", "B", "50.00", "Pending")), "GB"))


def test_codes_of_documents_are_asked_about_and_can_be_refunds(reader):
    rows = [(1, "2026-11-02", "A", 33, "100.00"), (2, "2026-11-03", "B", 33, "80.00"), (3, "2026-11-04", "B", 61, "30.00"), (4, "2026-11-05", "C", 33, "50.00"),
            (5, "2026-11-06", "C", 33, "20.00")]  # fmt: skip
    file = table(["Folio", "Fecha", "Cliente", "Tipo", "Total"], *rows)
    question = asked(reader(file, "PE"))["rows:61"]
    assert promised(question) == {"sale": Decimal(280), "refund": Decimal(220), "out": Decimal(250)}
    assert figures(reader(file, "PE", rows={"61": "refund"}))[:2] == (Decimal(220), Decimal(30))


INVOICED = [
    ("2026-11-02", "FT 1", "Fatura", "Ana", "123.00"), ("2026-11-02", "FT 2", "Fatura", "Beta", "246.00"),
    ("2026-11-05", "RC 1", "Recibo", "Ana", "123.00"), ("2026-11-06", "FT 3", "Fatura", "Carlos", "61.50"),
    ("2026-11-09", "RC 2", "Recibo", "Beta", "246.00"),
]  # fmt: skip


def test_the_receipt_of_an_invoice_tells_its_sale_again(reader):
    headings = ["Data", "Documento", "Tipo", "Cliente", "Total"]
    lines = reader(table(headings, *INVOICED), "PT")
    assert figures(lines)[0] == Decimal("430.50")
    assert promised(asked(lines)["rows:Recibo"]) == {"out": Decimal("430.50"), "sale": Decimal("799.50")}
    other = [
        *INVOICED[:2],
        ("2026-11-05", "RC 1", "Recibo", "Ana", "123.00"),
        ("2026-11-09", "RC 2", "Recibo", "Dina", "88.00"),
    ]
    assert figures(reader(table(headings, *other), "PT"))[0] == Decimal("580.00")  # not each was told before


def test_money_that_is_the_same_on_all_rows_of_orders_is_asked_about(reader):
    rows = [(1, "2026-11-02", "Tea", 1, "30.00"), (1, "2026-11-02", "Cake", 2, "30.00"), (2, "2026-11-02", "Tea", 1, "12.00"), (3, "2026-11-03", "Soup", 1, "55.00"),
            (3, "2026-11-03", "Tea", 3, "55.00"), (4, "2026-11-04", "Cake", 2, "18.00")]  # fmt: skip
    file = table(["Order", "Date", "Item", "Qty", "Amount"], *rows)
    question = asked(reader(file, "GB"))["amount_of"]
    assert promised(question) == {"lines": Decimal(200), "orders": Decimal(115)}
    assert figures(reader(file, "GB", amount_of="orders"))[0] == Decimal(115)
    assert figures(reader(file, "GB", amount_of="lines"))[0] == Decimal(200)


def test_lines_of_different_money_are_not_asked_whose_it_is(reader):
    rows = [(1, "2026-11-02", "Tea", 1, "30.00"), (1, "2026-11-02", "Cake", 2, "31.00"), (2, "2026-11-02", "Tea", 1, "12.00"), (3, "2026-11-03", "Soup", 1, "55.00"),
            (3, "2026-11-03", "Tea", 3, "55.00")]  # fmt: skip
    assert "amount_of" not in asked(reader(table(["Order", "Date", "Item", "Qty", "Amount"], *rows), "GB"))


# What types say


def test_a_word_of_spending_among_others_is_left_out_and_asked_about(reader):
    kind = "SEGURO"
    rows = [(f"FT {n}", f"2026-11-{n:02}", "Ana", kind if n in (2, 4) else "PARTICULAR", "100.00") for n in range(1, 7)]
    file = table(["Fatura", "Data", "Paciente", "Tipo", "Total"], *rows)
    question = asked(reader(file, "PT"))[f"rows:{kind}"]
    assert question.taken == "out" and promised(question) == {"out": Decimal(400), "sale": Decimal(600)}
    assert figures(reader(file, "PT", rows={kind: "sale"}))[0] == Decimal(600)


def test_what_most_rows_are_called_is_what_is_sold(reader):
    rows = [(n, f"2026-11-{n:02}", "Ana", "Del Giro", "100.00") for n in range(1, 7)]
    assert figures(reader(table(["Folio", "Fecha", "Cliente", "Tipo Venta", "Total"], *rows), "PE"))[0] == Decimal(600)


def test_what_leaves_under_another_type_is_no_refund(reader):
    rows = [("1", "2026-11-01", "Pagamento", "50.00"), ("2", "2026-11-02", "Pagamento", "20.00"), ("3", "2026-11-03", "Transferência", "-60.00"),
            ("1", "2026-11-04", "Devolução", "-8.00"), ("5", "2026-11-05", "Pagamento", "30.00"), ("6", "2026-11-05", "Pagamento", "10.00")]  # fmt: skip
    found = figures(reader(table(["Recibo", "Data", "Tipo", "Valor"], *rows), "PT"))
    assert found[:2] == (Decimal(102), Decimal(8))


def test_purchases_in_a_list_with_issued_invoices_are_left_out(reader):
    rows = [(f"FV {n}", f"2026-11-{n:02}", "Mila", "100.00", "Wystawiona" if n % 2 else "Zakupowa") for n in range(1, 8)]  # fmt: skip
    assert figures(reader(table(["Numer", "Data", "Kontrahent", "Brutto", "Typ"], *rows), "PT"))[0] == Decimal(400)


def test_a_category_that_tells_kinds_of_entries_is_a_type(reader):
    rows = [("GrabFood", "Payment", "A1", "2026-11-01 10:00", "24.50"), ("GrabFood", "Payment", "A2", "2026-11-01 12:00", "58.00"), ("GrabFood", "Advertisement", "", "2026-11-02 09:00", "-20.00"),
            ("GrabFood", "Payment", "A4", "2026-11-02 13:00", "16.90"), ("GrabFood", "Payment", "A5", "2026-11-03 13:00", "33.80"), ("GrabFood", "Payment", "A6", "2026-11-04 13:00", "10.00")]  # fmt: skip
    found = figures(reader(table(["Type", "Category", "Order ID", "Created On", "Amount"], *rows), "MY"))
    assert found == (Decimal("143.20"), 0, 5)


def test_a_cancellation_with_a_row_of_its_own_takes_its_sale_back(reader):
    rows = [("30112045", "2026-11-11", "승인", "47000"), ("30148820", "2026-11-12", "승인", "210000"), ("30148820", "2026-11-12", "취소", "210000"), ("30148931", "2026-11-12", "승인", "201000"),
            ("77120563", "2026-11-13", "승인", "39500")]  # fmt: skip
    found = figures(reader(table(["승인번호", "거래일자", "승인구분", "승인금액"], *rows), "KR"))
    assert found[:2] == (Decimal(287500), Decimal(210000))


def test_a_cancelled_order_that_stands_once_takes_nothing_back(reader):
    assert figures(reader(orders("Paid", "Cancelled", "Paid"), "GB"))[:2] == (Decimal(22), 0)


def test_a_cancellation_below_zero_is_a_refund_of_its_sale(reader):
    rows = [("S1", "2026-11-01", "Venda", "139.90"), ("S2", "2026-11-02", "Venda", "21.00"), ("S1", "2026-11-04", "Cancelamento", "-39.90"), ("S3", "2026-11-05", "Venda", "64.50")]  # fmt: skip
    found = figures(reader(table(["NSU", "Data", "Tipo", "Valor"], *rows), "PT"))
    assert found[:2] == (Decimal("185.50"), Decimal("39.90"))


def test_what_a_card_service_will_pay_out_was_paid_by_the_customer(reader):
    rows = [("1", "2026-11-01", "89.90", "-1.07", "Pago"), ("2", "2026-11-02", "154.00", "-4.60", "A receber"), ("3", "2026-11-03", "62.50", "-0.74", "Cancelado"), ("4", "2026-11-04", "47.30", "-0.56", "Pago")]  # fmt: skip
    headings = ["STONE ID", "DATA DA VENDA", "VALOR BRUTO", "DESCONTO DE MDR", "ÚLTIMO STATUS"]
    assert figures(reader(table(headings, *rows), "PT"))[0] == Decimal("291.20")


# How columns fit together


def test_money_converted_into_one_currency_is_used_whatever_its_heading(reader):
    rows = [("2026-11-14", "12:40", "TL", "1628.00", "1628.00"), ("2026-11-14", "19:05", "GBP", "95.00", "5339.00"), ("2026-11-15", "11:20", "TL", "340.00", "340.00"),
            ("2026-11-15", "19:45", "EUR", "110.00", "5362.50"), ("2026-11-16", "13:15", "TL", "2327.00", "2327.00")]  # fmt: skip
    lines = reader(table(["Tarih", "Saat", "ParaBirimi", "Toplam", "ToplamTL"], *rows), "GB")
    assert figures(lines)[0] == Decimal("14996.50") and lines.reading.currency == "TRY"


def test_two_columns_of_money_that_differ_in_no_currency_are_no_conversion(reader):
    rows = [("2026-11-14", "12:40", "EUR", "100.00", "100.00"), ("2026-11-14", "19:05", "GBP", "95.00", "95.00"), ("2026-11-15", "11:20", "EUR", "40.00", "40.00")]  # fmt: skip
    lines = reader(table(["Date", "Time", "Currency", "Total", "Paid"], *rows), "PT")
    assert figures(lines)[0] == Decimal(140) and lines.reading.other_currencies == {"GBP": (1, 9500)}


def test_codes_of_coupons_are_no_discounts(reader):
    rows = [(1, "2026-11-01", "Buzo", 1, "38.90", "", "63.90"), (1, "2026-11-01", "Gorro", 2, "12.50", "", ""), (2, "2026-11-02", "Campera", 1, "87.80", "HOLA10", "87.80"), (3, "2026-11-03", "Jean", 1, "54.00", "5MIL", "85.30"),
            (3, "2026-11-03", "Cinto", 1, "31.30", "", ""), (4, "2026-11-04", "Gorro", 1, "12.50", "", "12.50")]  # fmt: skip
    headings = [
        "Número de orden",
        "Fecha",
        "Producto",
        "Cantidad",
        "Precio del producto",
        "Cupón de descuento",
        "Subtotal",
    ]
    assert figures(reader(table(headings, *rows), "PE"))[0] == Decimal("249.50")


def test_one_order_of_several_pieces_tells_a_price_where_all_orders_agree(reader):
    rows = [(1, "2026-10-13", "Óleo", "49.90", 1, "74.80"), (1, "", "Pente", "24.90", 1, ""), (2, "2026-10-14", "Balm", "39.95", 2, "79.90"), (3, "2026-10-15", "Kit", "129.90", 1, "214.70"), (3, "", "Óleo", "49.90", 1, ""),
            (3, "", "Xampu", "34.90", 1, ""), (4, "2026-10-18", "Xampu", "34.90", 1, "34.90")]  # fmt: skip
    headings = ["Pedido", "Data", "Produto", "Valor do Produto", "Quantidade Comprada", "Subtotal"]
    assert figures(reader(table(headings, *rows), "PT"))[0] == Decimal("404.30")


def test_a_row_that_sums_its_receipt_up_is_told_by_its_type(reader):
    rows = [("2026-09-22", 4471, "Sale", 3, "52.00"), ("2026-09-22", 4471, "Sale Line", 1, "39.00"), ("2026-09-22", 4471, "Sale Line", 2, "13.00"), ("2026-09-22", 4471, "Payment", "", ""),
            ("2026-09-22", 4472, "Sale", 1, "80.10"), ("2026-09-22", 4472, "Sale Line", 1, "80.10"), ("2026-09-22", 4472, "Payment", "", "")]  # fmt: skip
    found = figures(reader(table(["Date", "Receipt Number", "Line Type", "Quantity", "Total"], *rows), "GB"))
    assert found == (Decimal("132.10"), 0, 2)


def test_guests_pay_for_the_night_on_which_they_come(reader):
    rows = [(f"BK-{n}", "Ana", f"2026-09-{10 + n}", f"2026-09-{12 + n}", "2", "230") for n in range(6)]
    lines = reader(table(["ID", "Guest", "CheckIn", "CheckOut", "Nights", "Amount"], *rows), "GB")
    assert lines.connect().execute("SELECT min(day)::VARCHAR, max(day)::VARCHAR FROM lines").fetchone() == ("2026-09-10", "2026-09-15")  # fmt: skip


def test_the_series_of_documents_is_not_their_number(reader):
    rows = [("14/09/2026", "B001", 4411, "59.00"), ("14/09/2026", "B001", 4412, "35.40"), ("15/09/2026", "F001", 812, "472.00"), ("16/09/2026", "B001", 4413, "118.00"), ("17/09/2026", "F001", 813, "1180.00")]  # fmt: skip
    assert (
        figures(
            reader(
                table(["Fecha de emisión", "Serie del CDP", "Nro CP o Doc. Nro Inicial (Rango)", "Total"], *rows), "PE"
            )
        )[2]
        == 5
    )


def test_names_of_branches_are_no_states(reader):
    rows = [(f"INV-{n}", f"2026-03-{10 + n}", "CN Quận 1" if n % 2 else "CN Thủ Đức", "150000", "CANCELLED" if n == 3 else "PAID") for n in range(6)]  # fmt: skip
    assert figures(reader(table(["Mã Hóa Đơn", "Ngày Giao Dịch", "Chi Nhánh", "Thực Thu", "Trạng Thái"], *rows), "VN"))[0] == Decimal(750000)  # fmt: skip


def test_chiles_register_of_sales_takes_credit_notes_off_and_holds_what_is_exempt(reader):
    headings = ["Nro", "Tipo Doc", "Tipo Venta", "Rut cliente", "Razon Social", "Folio", "Fecha Docto", "Monto Exento", "Monto Neto", "Monto IVA", "Monto total"]  # fmt: skip
    rows = [(1, 33, "Del Giro", "77111222-3", "AROMOS", 1201, "14/09/2026", 0, 250000, 47500, 297500), (2, 34, "Del Giro", "65333444-5", "CAMINO", 310, "16/09/2026", 180000, 0, 0, 180000),
            (3, 61, "Del Giro", "76222333-4", "VIEJO", 88, "18/09/2026", 0, 84034, 15966, 100000), (4, 33, "Del Giro", "76222333-4", "VIEJO", 1202, "24/09/2026", 0, 84034, 15966, 100000)]  # fmt: skip
    assert figures(reader(table(headings, *rows), "CL"))[:2] == (Decimal(477500), Decimal(100000))


def test_guests_who_left_have_paid(reader):
    rows = [(f"RE{n}", "王先生", f"2026-09-{4 + n:02}", f"2026-09-{6 + n:02}", "456", "已取消" if n == 3 else "已退房", f"2026-09-{4 + n:02} 09:12:05") for n in range(6)]  # fmt: skip
    lines = reader(table(["订单号", "客人姓名", "入住日期", "退房日期", "总金额", "状态", "创建时间"], *rows), "CN")
    assert figures(lines)[0] == Decimal(2280)


def test_the_number_of_a_platform_that_few_rows_have_is_no_receipt(reader):
    rows = [(8840 + n, f"2026-11-{n:02} 12:{n:02}", "100", "PedidosYa" if n == 4 else "", "PY-8844" if n == 4 else "") for n in range(1, 9)]  # fmt: skip
    assert figures(reader(table(["Id", "Fecha", "Total", "Origen", "Id. Origen"], *rows), "PE")) == (Decimal(800), 0, 8)


def test_an_invoice_with_a_day_of_payment_for_those_that_were_paid_counts(reader):
    rows = [(f"{20 + n}/2026", f"2026-11-{n:02}", "Bruni Carla", "60.00", "Non pagata" if n == 4 else "Pagata", "" if n == 4 else f"2026-11-{n:02}") for n in range(1, 7)]  # fmt: skip
    lines = reader(table(["Numero Fattura", "Data", "Paziente", "Totale", "Stato Pagamento", "Data Pagamento"], *rows), "PT")  # fmt: skip
    assert figures(lines)[0] == Decimal(360) and "on_account" in lines.reading.notes


@pytest.mark.parametrize(("headings", "right"), [(["订单号", "消费金额", "实收金额", "收银时间"], "408.00"), (["单号", "原金额", "折后金额", "时间"], "408.00")])  # fmt: skip
def test_what_was_received_after_a_discount_is_the_sale(headings, right, reader):
    rows = [("SY1", "128.00", "115.20", "2026-05-09 10:21:33"), ("SY2", "46.00", "46.00", "2026-05-09 12:02:10"), ("SY3", "68.00", "68.00", "2026-05-10 11:11:08"), ("SY4", "198.00", "178.80", "2026-05-12 19:20:00")]  # fmt: skip
    assert figures(reader(table(headings, *rows), "CN"))[0] == Decimal(right)


# What careful readers tried


@pytest.mark.parametrize(
    ("headings", "beside"),
    [
        (
            ["Date", "Order", "Currency", "Subtotal", "Total"],
            ["100", "125", "50", "92", "60"],
        ),  # postage is free at home
        (["Date", "Order", "Currency", "Subtotal", "Total"], ["100", "120", "50", "96", "60"]),  # a tax abroad
    ],
)
def test_what_is_added_abroad_is_no_conversion(headings, beside, reader):
    sums = [("EUR", "100"), ("USD", "100"), ("EUR", "50"), ("GBP", "80"), ("EUR", "60")]
    rows = [(f"2026-11-{n:02}", n, code, own, other) for n, ((code, own), other) in enumerate(zip(sums, beside, strict=True), 1)]  # fmt: skip
    lines = reader(table(headings, *rows), "PT")
    assert figures(lines)[0] == Decimal(210) and set(lines.reading.other_currencies) == {"USD", "GBP"}


def test_an_attempt_that_failed_takes_nothing_back(reader):
    rows = [("O1", "2026-11-01 10:00", "100.00", "succeeded"), ("O2", "2026-11-01 11:00", "30.00", "succeeded"), ("O2", "2026-11-01 11:05", "30.00", "failed"), ("O3", "2026-11-02 10:00", "43.00", "succeeded")]  # fmt: skip
    found = figures(reader(table(["Order ID", "Created", "Amount", "Status"], *rows), "GB"))
    assert found[:2] == (Decimal(173), 0)


def test_a_cancellation_above_its_sale_counts_where_the_newest_stands_first(reader):
    rows = [("77120563", "2026-11-13 10:00", "승인", "39500"), ("30148931", "2026-11-12 19:17", "승인", "201000"), ("30148820", "2026-11-12 19:16", "취소", "210000"), ("30148820", "2026-11-12 19:14", "승인", "210000"), ("30112045", "2026-11-11 18:22", "승인", "47000")]  # fmt: skip
    found = figures(reader(table(["승인번호", "거래일자", "승인구분", "승인금액"], *rows), "KR"))
    assert found[:2] == (Decimal(287500), Decimal(210000))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Lunch", "Dinner"), ("New", "Renewal"), ("訂金", "尾款"), ("Acompte", "Solde"), ("Alojamento", "Extensão"), ("Invoice", "Invoice B")],
)  # fmt: skip
def test_two_things_of_one_price_that_a_customer_bought_are_two_sales(first, second, reader):
    rows = [(n, f"2026-11-{n:02}", who, kind, money) for n, (who, kind, money) in enumerate(
        [("Ana", first, "20.00"), ("Bob", first, "30.00"), ("Ana", second, "20.00"), ("Bob", second, "30.00"), ("Eva", first, "9.00")], 1)]  # fmt: skip
    lines = reader(table(["No", "Date", "Customer", "Type", "Total"], *rows), "GB")
    assert figures(lines)[0] == Decimal(109)


@pytest.mark.parametrize(("before", "after"), [("Quote", "Invoice"), ("Orçamento", "Fatura"), ("Proforma", "Factura")])
def test_an_offer_that_became_an_invoice_counts_once_as_the_invoice(before, after, reader):
    rows = [(n, f"2026-11-{n:02}", who, kind, money) for n, (who, kind, money) in enumerate(
        [("Ana", before, "20.00"), ("Bob", before, "30.00"), ("Ana", after, "20.00"), ("Bob", after, "30.00"), ("Eva", after, "9.00")], 1)]  # fmt: skip
    assert figures(reader(table(["No", "Date", "Customer", "Type", "Total"], *rows), "PT"))[0] == Decimal(59)


def test_a_refund_of_a_whole_sale_is_no_document_told_twice(reader):
    rows = [(n, f"2026-11-{n:02}", who, kind, money) for n, (who, kind, money) in enumerate(
        [("Ana", "Factura", "20.00"), ("Bob", "Factura", "30.00"), ("Ana", "Nota de crédito", "20.00"), ("Bob", "Nota de crédito", "30.00"), ("Eva", "Factura", "9.00")], 1)]  # fmt: skip
    found = figures(reader(table(["Nro", "Fecha", "Cliente", "Tipo", "Total"], *rows), "PE"))
    assert found[:2] == (Decimal(9), Decimal(50))


def test_what_a_shop_spends_is_left_out_though_no_type_says_sale(reader):
    rows = [(n, f"2026-11-{n:02}", "A", kind, money) for n, (kind, money) in enumerate(
        [("Retail", "500"), ("Rent", "300"), ("Retail", "450"), ("Electricity", "60"), ("Retail", "480")], 1)]  # fmt: skip
    lines = reader(table(["Invoice", "Date", "Customer", "Type", "Amount"], *rows), "GB")
    assert figures(lines)[0] == Decimal(1430) and asked(lines).keys() == {"rows:Rent", "rows:Electricity"}


def test_an_adult_and_two_children_are_three_tickets(reader):
    rows = [("2026-11-01", 1, "Adult", 1, "20.00"), ("2026-11-01", 1, "Child", 1, "10.00"), ("2026-11-01", 1, "Child", 1, "10.00"), ("2026-11-02", 2, "Adult", 1, "20.00"), ("2026-11-02", 2, "Child", 2, "20.00"),
            ("2026-11-03", 3, "Adult", 2, "40.00")]  # fmt: skip
    assert figures(reader(table(["Date", "Receipt Number", "Ticket Type", "Quantity", "Total"], *rows), "GB"))[0] == Decimal(120)  # fmt: skip


def test_what_a_school_is_paid_for_is_not_a_fee_that_it_pays(reader):
    rows = [(n, f"2026-11-{n:02}", kind, money) for n, (kind, money) in enumerate(
        [("Tuition fee", "300"), ("Registration fee", "20"), ("Exam fee", "40"), ("Tuition fee", "400")], 1)]  # fmt: skip
    assert figures(reader(table(["Ref", "Date", "Category", "Amount"], *rows), "GB"))[0] == Decimal(760)


def test_blanks_and_capitals_around_a_word_make_no_other_word(reader):
    file = orders("Paid", "Quux", "Cancelled", '"quux "', "Paid", "Paid", "Paid")
    question = asked(reader(file, "GB"))["rows:Quux"]
    assert question.rows == 2 and promised(question) == {"sale": Decimal(79), "out": Decimal(55)}
    assert figures(reader(file, "GB", rows={"QUUX": "out"}))[0] == Decimal(55)


@pytest.mark.parametrize("text", ["\x0bZork", "Zork\x1c", "Zo\x85rk", "Zo\u202erk", "Zo\u2028"])
def test_a_word_with_marks_that_nobody_sees_is_read_and_not_asked_about(text, reader):
    lines = reader(orders("Paid", "Paid", "Paid", text, "Refunded"), "GB")
    assert figures(lines)[0] == Decimal(46) and not asked(lines)


def test_a_state_of_how_goods_are_sent_is_neither_asked_nor_told(reader):
    rows = [(n, f"2026-11-{n:02}", "10.00", "Pending" if n < 4 else "Shipped", "Paid" if n != 6 else "Cancelled") for n in range(1, 8)]  # fmt: skip
    file = table(["Order", "Date", "Total", "Shipping status", "Payment status"], *rows)
    told = reader(file, "GB", rows={"Pending": "out"})
    assert not asked(reader(file, "GB")) and figures(told)[0] == Decimal(60) and told.reading.rows_told == {}


def test_the_order_of_dates_is_asked_before_rows_are(reader):
    rows = [(n, f"0{1 + n % 9}/0{2 + n % 7}/2026", "10.00", state) for n, state in enumerate(["Paid", "Paid", "Quux", "Zork", "Blorb", "Cancelled", "Paid", "Paid"])]  # fmt: skip
    lines = reader(table(["Order", "Date", "Total", "Status"], *rows), "GB")
    assert "date_order" in asked(lines) and len(lines.reading.questions) == 3


def test_orders_of_different_pieces_that_all_repeat_their_money_are_counted_once_and_say_nothing_of_items(reader):
    rows = [(order, f"2026-11-{1 + order % 28:02}", item, n, f"{20 + order}.00") for order in range(1, 13) for item, n in (("Tea", 1), ("Cake", 2))]  # fmt: skip
    lines = reader(table(["Order", "Date", "Item", "Qty", "Amount"], *rows), "GB")
    assert figures(lines)[0] == Decimal(sum(range(21, 33))) and "order_amount" in lines.has and not asked(lines)


def test_a_web_shop_that_once_sold_at_night_keeps_the_days_of_the_calendar(reader):
    rows = [("1", "2026-11-13 20:31", "10"), ("2", "2026-11-14 09:02", "10"), ("3", "2026-11-16 11:47", "10"), ("4", "2026-11-19 01:08", "10")]  # fmt: skip
    lines = reader(table(["Receipt", "Date", "Total"], *rows), "US")
    assert lines.connect().execute("SELECT max(day)::VARCHAR FROM lines").fetchone() == ("2026-11-19",)


def test_prices_that_are_not_understood_are_refused_and_no_turnover_of_nothing(reader):
    rows = [(f"15{n}_1", f"2026-11-{n:02}", "Kurti", 1, 300 + n, 299 + n) for n in range(1, 7)]
    headings = ["Sub Order No", "Order Date", "Product Name", "Quantity", "Supplier Listed Price", "Supplier Discounted Price"]  # fmt: skip
    with pytest.raises(NotSalesError):
        reader(table(headings, *rows), "GB")


def test_which_of_two_prices_was_asked_is_asked(reader):
    rows = [(f"O{n}", f"2026-11-{n:02}", "Mug", 2 + n % 3, f"{5 + n}.00", f"{10 + 2 * n}.00") for n in range(1, 7)]
    file = table(["Order Number", "Order Date", "Product Name", "Quantity", "Shop Price", "Web Price"], *rows)
    lines = reader(file, "US")
    question = asked(lines)["unit_price"]
    sums = {name: sum(Decimal(row[3]) * Decimal(row[place]) for row in rows) for name, place in (("Shop Price", 4), ("Web Price", 5))}  # fmt: skip
    assert promised(question) == sums and figures(lines)[0] == sums[question.taken]
    for name, total in sums.items():
        assert figures(reader(file, "US", columns={"unit_price": name}))[0] == total


@pytest.mark.parametrize(
    ("before", "after"), [("原價", "特價"), ("定价", "优惠价"), ("Original Price", "Sale Price"), ("Price", "Promo price"), ("Preço", "Preço promocional"), ("Precio original", "Precio")]
)  # fmt: skip
def test_of_a_price_before_and_one_after_a_discount_the_second_was_asked(before, after, reader):
    rows = [(f"O{n}", f"2026-11-{n:02}", "Cup", 2 + n % 3, f"{10 + n}.00", f"{8 + n}.00") for n in range(1, 7)]
    lines = reader(table(["Order", "Date", "Item", "Quantity", before, after], *rows), "TW")
    assert figures(lines)[0] == sum(Decimal(row[3]) * Decimal(row[5]) for row in rows) and "unit_price" not in asked(
        lines
    )


def test_moves_of_goods_without_money_are_no_sales(reader):
    rows = [(f"2026-11-{n:02}", f"T{n}", kind, "Kopi") for n, kind in enumerate(["Penerimaan", "Transfer", "Transfer", "Pengeluaran", "Penerimaan", "Opname"], 1)]  # fmt: skip
    with pytest.raises(NotSalesError):
        reader(table(["Tanggal", "No Transaksi", "Tipe", "Keterangan"], *rows), "ID")


def test_a_cancellation_below_zero_under_a_number_of_its_own_takes_its_sale_back(reader):
    rows = [("2026-03-14 10:22", "TX-1", "売上", "プレーン", 1, 600, 600), ("2026-03-14 11:05", "TX-2", "売上", "チョコ", 2, 350, 700), ("2026-03-14 11:09", "TX-3", "取消", "チョコ", -2, 350, -700), ("2026-03-14 13:40", "TX-4", "売上", "プレーン", 5, 120, 600)]  # fmt: skip
    found = figures(reader(table(["会計日時", "取引ID", "種別", "商品名", "数量", "単価", "金額"], *rows), "JP"))
    assert found[:2] == (Decimal(1200), Decimal(700))


def test_a_discount_of_the_order_comes_off_once_where_taxes_make_up_the_total(reader):
    rows = [("A1", "2026-03-13", "Hub", 1, "39.99", "39.99", "69.97", "5.60", "0.00", "0.00", "75.57"), ("A1", "2026-03-13", "Cable", 2, "14.99", "29.98", "69.97", "5.60", "0.00", "0.00", "75.57"), ("A2", "2026-03-14", "Lamp", 1, "54.00", "54.00", "54.00", "4.32", "6.95", "5.00", "60.27"),
            ("A4", "2026-03-16", "Stand", 2, "32.00", "64.00", "91.00", "7.28", "0.00", "10.00", "88.28"), ("A4", "2026-03-16", "Cleaner", 3, "9.00", "27.00", "91.00", "7.28", "0.00", "10.00", "88.28"), ("A5", "2026-03-18", "Webcam", 1, "49.00", "49.00", "49.00", "3.92", "6.95", "0.00", "59.87")]  # fmt: skip
    headings = ["Order Number", "Order Date", "Product Name", "Quantity", "Unit Price", "Total Price", "Subtotal", "Tax", "Shipping", "Discount", "Order Total"]  # fmt: skip
    assert figures(reader(table(headings, *rows), "US"))[0] == Decimal("248.97")


def test_what_the_till_began_and_ended_with_is_no_sale(reader):
    rows = [("01.03.2026", "Anfangsbestand", "", "38,50", "Kassenbestand"), ("04.03.2026", "Getränke", "64", "102,50", "Bar"), ("08.03.2026", "Getränke", "20", "45,00", "PayPal"), ("31.03.2026", "Endbestand", "", "186,00", "Kassenbestand")]  # fmt: skip
    file = table(
        ["Datum", "Artikel", "Menge", "Brutto", "Zahlungsart"], *[tuple(f'"{c}"' for c in row) for row in rows]
    )
    assert figures(reader(file, "PT"))[0] == Decimal("147.50")
