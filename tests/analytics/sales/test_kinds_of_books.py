"""Books of shops as people and programs keep them: each read wrong once, or refused."""

from datetime import date
from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError
from tests.analytics.sales.test_orders import figures, table


def days(lines) -> tuple[date, date]:
    return lines.connect().execute("SELECT min(day), max(day) FROM lines").fetchone()


def test_an_invoice_that_is_not_paid_yet_is_a_sale_however_its_number_and_its_clock_are_told(reader):
    rows = [(f"B-{n}", f"2026-11-{2 + n:02} 10:{n}5", f"Guest {n}", f"{100 * n}.00", "Pending" if n == 4 else "Paid", f"FR 2026/{n}") for n in range(1, 6)]  # fmt: skip
    bears = table(
        ["Numero", "Data", "Nome Cliente", "Total", "Estado Pagamento", "Referencia Fatura"],
        *((a, b[:10], *c) for a, b, *c in rows),
    )
    assert figures(reader(bears, "PT"))[0] == Decimal(1500)
    dated = table(
        ["Invoice Number", "Invoice Date", "Customer Name", "Total", "Payment Status"], *(r[:5] for r in rows)
    )
    assert figures(reader(dated, "GB"))[0] == Decimal(1500)
    ordered = table(["Order Number", "Order Date", "Customer Name", "Total", "Payment Status"], *(r[:5] for r in rows))
    assert figures(reader(ordered, "GB"))[0] == Decimal(1100)  # an order of a shop is not sent before it is paid


def test_documents_with_their_tax_and_their_customer_are_an_accountants_list(reader):
    rows = [(f"RE-{n}", f"0{n}.11.2026", f"Kunde {n}", f"{n * 100}.00", f"{n * 19}.00", f"{n * 119}.00", "Offen" if n == 2 else "Bezahlt") for n in range(1, 7)]  # fmt: skip
    file = table(["Belegnummer", "Belegdatum", "Kunde", "Netto", "USt", "Brutto", "Zahlstatus"], *rows)
    assert figures(reader(file, "PT"))[0] == Decimal(2100)


def test_a_cancellation_of_its_own_number_takes_its_sale_back(reader):
    rows = [("R1", "13.11.2026", "24.80", "Bezahlt", "Rechnung"), ("R2", "13.11.2026", "112.00", "Bezahlt", "Rechnung"),
            ("R3", "14.11.2026", "-24.80", "Storniert", "Storno"), ("R4", "16.11.2026", "58.50", "Bezahlt", "Rechnung")]  # fmt: skip
    file = table(["Rechnungsnummer", "Rechnungsdatum", "Betrag", "Status", "Belegart"], *rows)
    assert figures(reader(file, "PT"))[:2] == (Decimal("170.50"), Decimal("24.80"))


def test_a_refund_that_was_called_off_was_not_given(reader):
    rows = [(f"R{n}", f"2026-11-{n:02}", f"{10 * n}.00", "Completed", "Payment") for n in range(1, 7)]
    file = table(["Receipt", "Date", "Amount", "Status", "Type"], *rows, ("R9", "2026-11-08", "-20.00", "Cancelled", "Refund"))  # fmt: skip
    assert figures(reader(file, "GB"))[:2] == (Decimal(210), Decimal(0))


def test_of_two_days_that_of_the_sale_is_blank_where_nothing_was_sold(reader):
    rows = [("A", 2500, 5800, "2026-10-20", "2026-11-13"), ("B", 1200, 2980, "2026-10-22", "2026-11-14"), ("C", 800, "", "2026-10-22", ""),
            ("D", 3000, 8500, "2026-10-28", "2026-11-16"), ("E", 500, 1500, "2026-11-01", "2026-11-20")]  # fmt: skip
    lines = reader(table(["商品名", "仕入額", "販売額", "購入日", "販売日"], *rows), "JP")
    assert figures(lines)[0] == Decimal(18780) and days(lines) == (date(2026, 11, 13), date(2026, 11, 20))


def test_two_days_that_headings_promise_alike_are_asked_about_and_the_answer_is_followed(reader):
    rows = [(f"F{n}", f"0{n}/11/2026", f"{10 + n}/11/2026", f"{n}0.00") for n in range(1, 7)]
    file = table(["Folio", "Fecha documento", "Fecha pedido", "Total"], *rows)
    question = next(q for q in reader(file, "PE").reading.questions if q.about == "sold_at")
    assert [one.answer for one in question.candidates] == ["Fecha documento", "Fecha pedido"]
    lines = reader(file, "PE", columns={"sold_at": "Fecha pedido"})
    assert days(lines) == (date(2026, 11, 11), date(2026, 11, 16)) and not lines.reading.questions


@pytest.mark.parametrize("other", ["Due date", "Paid at", "Shipped at", "Updated at", "Settled at"])
def test_the_day_of_something_else_is_not_asked_about(reader, other):
    rows = [(f"F{n}", f"2026-11-0{n}", f"2026-11-1{n}", f"{n}0.00") for n in range(1, 7)]
    lines = reader(table(["Receipt", "Order date", other, "Total"], *rows), "GB")
    assert not [q for q in lines.reading.questions if q.about == "sold_at"]


def test_sales_that_are_what_was_sent_less_what_came_back_are_not_lessened_again(reader):
    rows = [("P1", "2026-11-13", 28, 378000, 30, 405000, 27000), ("P2", "2026-11-13", 12, 192000, 12, 192000, 0), ("P1", "2026-11-16", -5, -67500, 0, 0, 67500),
            ("P2", "2026-11-17", 19, 304000, 20, 320000, 16000)]  # fmt: skip
    file = table(["제품명", "매출일자", "매출부수", "매출금액", "출고부수", "출고금액", "반품금액"], *rows)
    assert figures(reader(file, "KR"))[0] == Decimal(806500)


def test_money_of_a_line_stands_before_the_total_of_the_invoice_that_is_told_again(reader):
    rows = [("I1", "2026-11-14", "230.00", "230.00", "0.00", "Beans", 4, "40.00", "160.00"), ("I1", "2026-11-14", "230.00", "230.00", "0.00", "Freight", 1, "40.00", "40.00"),
            ("I2", "2026-11-15", "414.00", "200.00", "214.00", "Beans", 10, "40.00", "360.00"), ("I3", "2026-11-21", "57.50", "57.50", "0.00", "Decaf", 1, "50.00", "50.00")]  # fmt: skip
    file = table(["InvoiceNumber", "InvoiceDate", "Total", "AmountPaid", "AmountDue", "Description", "Quantity", "UnitAmount", "LineAmount"], *rows)  # fmt: skip
    assert figures(reader(file, "NZ"))[0] == Decimal(610)


def test_the_type_that_differs_tells_what_a_document_is(reader):
    rows = [
        (
            "Privati",
            "Nota di credito" if n == 3 else "Fattura",
            f"2026/{n}",
            f"1{n}/11/2026",
            f"Cliente {n}",
            f"{n}00.00",
        )
        for n in range(1, 6)
    ]
    file = table(["Tipo fattura", "Tipo documento", "Numero fattura", "Data emissione", "Cliente", "Importo"], *rows)
    assert figures(reader(file, "PT"))[:2] == (Decimal(900), Decimal(300))


def test_a_statement_may_tell_only_when_it_settles_and_when_it_pays_in(reader):
    rows = [
        (
            f"2026-11-{12 + n}",
            400000 + n,
            -30000,
            370000 + n,
            f"2026-11-{16 + n}" if n < 3 else "",
            "입금완료" if n < 3 else "입금예정",
        )
        for n in range(5)
    ]
    lines = reader(table(["정산일", "주문금액", "중개이용료", "입금예정액", "입금일", "상태"], *rows), "KR")
    assert figures(lines)[0] == Decimal(2000010) and days(lines) == (date(2026, 11, 12), date(2026, 11, 16))


def test_a_clerk_is_no_item_and_a_number_of_each_row_is_its_receipt(reader):
    rows = [
        (n % 2, "Ana", f"2026-11-{14 + n}", 10231 + 7 * n, f"{80 + n}.00", f"{8 + n}.00", f"{88 + 2 * n}.00")
        for n in range(5)
    ]
    file = table(["Term_No.", "Service Clerk", "Time", "Sequence", "Total", "Surcharge", "Payment"], *rows)
    lines = reader(file, "MO")
    assert lines.connect().execute("SELECT count(DISTINCT receipt), any_value(staff) FROM lines").fetchone() == (
        5,
        "Ana",
    )


def test_what_is_spent_out_of_the_till_was_sold(reader):
    rows = [
        ("13/11/2026", "185.5", "412", "-23.4", "574.1"),
        ("14/11/2026", "240", "388.5", "0", "628.5"),
        ("16/11/2026", "98", "205", "-120", "183"),
    ]
    assert figures(reader(table(["Date", "Espèces", "CB", "Dépenses", "Total Jour"], *rows), "PT"))[0] == Decimal(
        "1529.00"
    )


def test_lines_below_an_orders_first_share_its_total(reader):
    rows = [("D5", "19/11/2026", "PAID", 89000, 0, "Truyện", 1, 89000), ("D4", "17/11/2026", "PAID", 600000, 0, "Bộ", 1, 200000), ("", "", "", "", "", "Sổ", 2, 100000),
            ("", "", "", "", "", "Bút", 1, 200000), ("D2", "14/11/2026", "PAID", 270000, 30000, "Từ điển", 1, 300000)]  # fmt: skip
    file = table(
        ["Mã đơn hàng", "Ngày đặt", "Trạng thái thanh toán", "Tổng tiền", "Giảm giá", "Sản phẩm", "Số lượng", "Giá"],
        *rows,
    )
    assert figures(reader(file, "VN"))[0] == Decimal(959000)


def test_refunds_of_an_orders_total_are_of_the_sale_with_its_postage_and_tax(reader):
    rows = [(231, "2026-11-14", "60.32", "6.00", "4.32", "0.00", "54.00", 2, "Beans", "18.00"), (231, "", "", "", "", "", "", 1, "Set", "18.00"), (233, "2026-11-18", "83.76", "6.00", "5.76", "18.00", "72.00", 4, "Beans", "18.00"),
            (234, "2026-11-20", "38.40", "6.00", "2.40", "38.40", "30.00", 1, "Dripper", "30.00")]  # fmt: skip
    rows[0] = (231, "2026-11-14", "64.32", *rows[0][3:])
    file = table(["Order ID", "Created at", "Total", "Shipping", "Taxes", "Amount Refunded", "Subtotal", "Lineitem quantity", "Lineitem name", "Lineitem price"], *rows)  # fmt: skip
    assert figures(reader(file, "US"))[:2] == (Decimal("130.08"), Decimal("56.40"))


def test_what_an_owner_paid_out_of_a_wallet_is_no_sale(reader):
    rows = [
        ("PAGASTE" if n in (2, 5) else "TE PAGÓ", f"Persona {n}", f"{n + 1}0.00", f"1{n}/11/2026 08:20:11")
        for n in range(8)
    ]
    file = table(["Tipo de Transacción", "Origen", "Monto", "Fecha de operación"], *rows)
    assert figures(reader(file, "PE"))[0] == Decimal(270)


def test_the_buyers_number_is_not_the_receipts(reader):
    buyers = ["900123456", "222222222", "901222333", "860111222", "860111222", "222222222"]
    rows = [(f"FV-{n}", f"Cliente {buyer}", buyer, f"1{n}/11/2026", f"{n + 1}000") for n, buyer in enumerate(buyers)]
    lines = reader(table(["Número", "Cliente", "Identificación", "Creación", "Total"], *rows), "PE")
    assert lines.connect().execute("SELECT count(DISTINCT receipt) FROM lines").fetchone() == (6,)


def test_hours_and_pay_of_people_are_no_sales(reader):
    rows = [("Wei", f"2026-11-1{n}", "09:00", "12:00", "3.00", f"{90 + n}.00") for n in range(5)]
    with pytest.raises(NotSalesError) as refused:
        reader(table(["Coach", "Date", "Clock In", "Clock Out", "Hours", "Pay"], *rows), "SG")
    assert refused.value.facts["kind"] == "time sheet"


def test_slips_that_a_card_company_bought_are_the_shops_sales(reader):
    rows = [
        (
            "매입",
            "취소" if n == 3 else "승인",
            f"2026111{n}",
            30011201 + n,
            f"{-32000 if n == 3 else 32000 + n}",
            -480 if n == 3 else 480,
            f"{-31520 if n == 3 else 31520 + n}",
            "정상",
        )
        for n in range(6)
    ]
    file = table(
        ["매입구분", "승인구분", "승인일자", "승인번호", "금액", "예정수수료", "입금예정액", "매입결과"], *rows
    )
    assert figures(reader(file, "KR"))[0] == Decimal(128012)


def test_discounts_that_a_platform_bears_are_not_the_sale(reader):
    rows = [
        (100 + n, "山核桃", 2, f"{130 + n}.00", f"2026/11/1{n} 20:15:02", "已完成", "4.00", f"{n}.00") for n in range(6)
    ]
    file = table(
        [
            "主订单编号",
            "选购商品",
            "商品数量",
            "订单应付金额",
            "订单提交时间",
            "订单状态",
            "平台实际承担优惠金额",
            "商家实际承担优惠金额",
        ],
        *rows,
    )
    assert figures(reader(file, "CN"))[0] == Decimal(795)


def test_what_the_seller_received_is_paid_out(reader):
    rows = [("Curso", f"HP{n}", f"1{n}/11/2026 09:20:11", "Completo", "197.00", 1, "176.81") for n in range(6)]
    file = table(
        [
            "Nome do Produto",
            "Transação",
            "Data de Venda",
            "Status",
            "Preço Total",
            "Quantidade de itens",
            "Valor que você recebeu convertido",
        ],
        *rows,
    )
    assert figures(reader(file, "PT"))[0] == Decimal(1182)


def test_a_summary_above_the_list_is_not_its_headings(reader):
    summary = "Rapport du mois\n\nRésumé,Ventes,Dépenses,Transactions\n,48500,12000,4\n\nVentes récentes\n"
    rows = [(f"T-{n}", f"2026-11-1{n}", f"0{n}:14", 4500 + n, "Espèces") for n in range(1, 8)]
    lines = reader(summary + table(["N° ticket", "Date", "Heure", "Montant (F)", "Paiement"], *rows), "PT")
    assert figures(lines)[0] == Decimal(31528) and lines.reading.rows == 7


def test_headings_that_come_again_below_a_few_rows_are_those_of_one_list(reader):
    heads = ["Receipt", "Date", "Total"]
    rows = [(f"T-{n}", f"2026-11-1{n}", 10 * n) for n in range(1, 9)]
    assert figures(reader(table(heads, *rows[:2]) + "\n" + table(heads, *rows[2:]), "GB"))[0] == Decimal(360)


def test_a_service_that_was_booked_is_of_the_day_on_which_it_was_kept(reader):
    rows = [
        (500 + n, f"2026-11-1{n}", "10:00", "completed", f"客人{n}", "針灸", 480, "陳醫師", f"2026-11-0{n} 12:10:05")
        for n in range(1, 7)
    ]
    heads = ["預約編號", "預約日期", "時間", "狀態", "客戶姓名", "服務", "服務金額", "醫師", "落單時間"]
    assert days(reader(table(heads, *rows), "HK")) == (date(2026, 11, 11), date(2026, 11, 16))
    sent = table([*heads, "配送地址", "運費"], *((*r, "台北", 60) for r in rows))
    assert days(reader(sent, "HK")) == (date(2026, 11, 1), date(2026, 11, 6))


@pytest.mark.parametrize("note, back", [("NC", 100), ("FT", 0), ("XQ", 0)])
def test_letters_of_numbers_say_what_a_document_is(reader, note, back):
    rows = [
        (f"2026-11-1{n}", f"{note if n == 3 else 'FR' if n % 2 else 'FT'} 2026/{n}", f"Cliente {n}", "100.00")
        for n in range(6)
    ]
    file = table(["Data", "Documento", "Cliente", "Total"], *rows)
    assert figures(reader(file, "PT"))[:2] == (Decimal(600 - 2 * back), Decimal(back))


def flagged(*numbers):
    """A bill a day of 100.00, 101.00 …; those that are told with a Y are refunds."""
    return table(["Bill No", "Date", "Total", "Is Refund"], *((number, f"2026-11-{11 + n}", f"{100 + n}.00", flag) for n, (number, flag) in enumerate(numbers)))  # fmt: skip


def test_a_flag_of_refunds_on_documents_of_their_own_takes_them_back(reader):
    lines = reader(flagged(("B-1", "N"), ("B-2", "N"), ("R-8", "Y"), ("B-3", "N"), ("R-9", "Y"), ("B-4", "N")), "SG")
    assert figures(lines)[:2] == (Decimal(409 - 206), Decimal(206))


@pytest.mark.parametrize("numbers", [
    [("B-1", "N"), ("B-2", "Y"), ("B-3", "N"), ("B-4", "Y"), ("B-5", "N")],
    [("7FKQ2Z", "N"), ("9XKA1B", "Y"), ("2KQZ8M", "N"), ("4MNB7C", "Y"), ("8LAB3D", "N")],
    [("A-1001", "N"), ("A-1002", "N"), ("B-2001", "Y"), ("A-1003", "N"), ("A-1004", "N")],
    [("20261111-1", "N"), ("20261112-1", "Y"), ("20261113-1", "N"), ("20261114-1", "Y"), ("20261115-1", "N")],
])  # fmt: skip
def test_a_flag_of_refunds_on_the_sales_own_rows_says_that_they_did_not_stand(reader, numbers):
    kept = sum(100 + n for n, (_, flag) in enumerate(numbers) if flag == "N")
    assert figures(reader(flagged(*numbers), "SG"))[:2] == (Decimal(kept), Decimal(0))


def test_cells_that_are_written_as_formulas_so_that_they_are_kept_are_read(reader):
    rows = [(f"=2026-11-1{n} 10:00:41", f"=GB0820A{n}", "信用卡", f"={1280 + n}", "=35") for n in range(6)]
    assert figures(reader(table(["訂單日期", "訂單編號", "付款方式", "交易金額", "手續費"], *rows), "TW"))[
        0
    ] == Decimal(7695)
    quoted = [(n, f'"=""{n + 1:02}/11/2026"""', f'"=""{n}50"""') for n in range(1, 6)]
    assert figures(reader(table(["Recibo", "Data", "Total"], *quoted), "PT"))[0] == Decimal(1750)


def test_a_state_that_differs_is_looked_at_before_those_that_are_the_same_on_all_rows(reader):
    rows = [
        (n, 50, "出荷確定済", "有効", f"2026/05/1{n} 09:12:00", "1" if n == 3 else "0", "煎茶", 1, 1000)
        for n in range(1, 7)
    ]
    file = table(
        [
            "伝票番号",
            "受注状態区分",
            "受注状態",
            "受注キャンセル",
            "受注日",
            "キャンセル区分",
            "商品名",
            "受注数",
            "小計金額",
        ],
        *rows,
    )
    assert figures(reader(file, "JP"))[0] == Decimal(5000)


@pytest.mark.parametrize("state, code", [("Paid", "no_amount_column"), ("Cancelled", "no_sales")])
def test_a_turnover_of_nothing_is_refused(reader, state, code):
    rows = [(f"2026-11-1{n}", "Tea", n, "0.00", "Paid") for n in range(1, 6)] + [
        ("2026-11-17", "Tea", 2, "3.00", state)
    ]
    rows = rows if state == "Cancelled" else rows[:-1]
    with pytest.raises(NotSalesError) as refused:
        reader(table(["Date", "Item", "Qty", "Price", "Status"], *rows), "GB")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "country, letters", [("US", "NC PA NC PA"), ("PT", "AV FA PO"), ("HK", "CN PA"), ("GB", "CN POS POS")]
)
def test_letters_of_branches_and_states_are_no_credit_notes(reader, country, letters):
    series = letters.split()
    rows = [(f"{series[n % len(series)]}-{1001 + n}", f"2026-11-1{n}", "100.00") for n in range(6)]
    assert figures(reader(table(["Receipt", "Date", "Total"], *rows), country))[:2] == (Decimal(600), Decimal(0))


def test_a_reversal_of_a_sale_that_was_closed_too_takes_nothing_more_back(reader):
    rows = [(1, "2026-11-11", "24.80", "Cancelled", "Sale"), (2, "2026-11-11", "112.00", "Completed", "Sale"), (3, "2026-11-12", "-24.80", "Cancelled", "Cancellation"),
            (4, "2026-11-13", "58.50", "Completed", "Sale"), (5, "2026-11-14", "8.50", "Completed", "Sale")]  # fmt: skip
    assert figures(reader(table(["Receipt", "Date", "Amount", "Status", "Type"], *rows), "GB"))[0] == Decimal(179)


@pytest.mark.parametrize("number", ["Booking ref", "Quote No", "Payment ID", "Ticket No", "Receipt"])
def test_what_waits_for_its_payment_and_is_no_invoice_is_asked_about(reader, number):
    rows = [
        (f"B{n}", f"2026-11-1{n}", f"Guest {n}", 5 * n, 100 + n, "Pending" if n == 3 else "Confirmed")
        for n in range(1, 8)
    ]
    lines = reader(table([number, "Date", "Customer", "VAT", "Total", "Status"], *rows), "GB")
    assert "rows:Pending" in {q.about for q in lines.reading.questions} and figures(lines)[0] == Decimal(625)


def test_purchases_with_a_fee_on_top_are_no_statement_of_sales(reader):
    rows = [("Purchase", f"2026-11-1{n}", 100 + n, 3, 103 + n) for n in range(1, 7)]
    with pytest.raises(NotSalesError):
        reader(table(["Type", "Date", "Amount", "Fee", "Payout"], *rows), "GB")


def test_a_freelancers_list_of_work_is_no_time_sheet(reader):
    rows = [("Web", f"Task {n}", f"2026-11-1{n}", n, 45, 45 * n) for n in range(1, 7)]
    assert figures(reader(table(["Project", "Task", "Date", "Hours", "Hourly rate", "Total"], *rows), "GB"))[
        0
    ] == Decimal(945)


SHOP = ["Receipt", "Date", "Time", "Amount", "Payment"]
SOLD = [(f"R{n}", f"2026-11-1{n}", "10:15", f"{10 * n}.00", "Cash") for n in range(1, 9)]


@pytest.mark.parametrize(
    "below", ["Prepared by,Manager,Date,Signature\n", "Cash,Card,Total\n300,60,360\n", "Payment,Total\nCash,360\n"]
)
def test_a_blank_row_below_the_headings_and_words_below_the_list_change_nothing(reader, below):
    heads, *rows = table(SHOP, *SOLD).splitlines(keepends=True)
    assert figures(reader(heads + "\n" + "".join(rows) + "\n" + below, "GB"))[0] == Decimal(360)


def test_a_short_week_above_a_long_one_is_not_a_summary(reader):
    weeks = (
        [("2026-11-01", 10, 20, 30), ("2026-11-02", 11, 20, 31)],
        [(f"2026-11-0{n}", 10 + n, 20, 30 + n) for n in range(3, 10)],
    )
    text = (
        table(["Date", "Cash", "Card", "Total"], *weeks[0])
        + "\n"
        + table(["Date", "Cash", "Card", "Total sales"], *weeks[1])
    )
    assert figures(reader(text, "GB"))[0] == Decimal(61 + 252)


@pytest.mark.parametrize("day, first", [("取貨日期", 1), ("到期日", 1), ("預約日期", 11)])
def test_only_an_appointment_that_was_kept_is_the_day_of_what_was_booked(reader, day, first):
    rows = [
        (500 + n, f"2026-11-0{n} 12:10:05", f"2026-11-1{n}", "10:00", "陳小姐", "completed", "蛋糕", 480)
        for n in range(1, 7)
    ]
    lines = reader(table(["訂單編號", "落單時間", day, "時間", "店員", "狀態", "服務", "金額"], *rows), "HK")
    assert days(lines)[0] == date(2026, 11, first)


@pytest.mark.parametrize("other", ["Warranty date", "Reminder date", "Date (UTC)"])
def test_days_of_things_that_nobody_knows_are_not_asked_about(reader, other):
    rows = [(f"R{n}", f"2026-11-1{n}", f"2026-11-{n + (1 if 'UTC' in other else 20):02}", 10 * n) for n in range(1, 8)]
    rows = [(a, b, b if "UTC" in other else c, d) for a, b, c, d in rows]
    assert not reader(table(["Receipt", "Date", other, "Total"], *rows), "GB").reading.questions


def test_bills_that_are_paid_in_two_ways_are_one_bill(reader):
    rows = [(n // 2, f"2026-11-1{n // 2}", "Cash" if n % 2 else "Card", 10 + n, f"X{77 * n}") for n in range(8)]
    lines = reader(table(["No.", "Date", "Method", "Amount", "Reference"], *rows), "GB")
    assert lines.connect().execute("SELECT count(DISTINCT receipt) FROM lines").fetchone() == (4,)


def test_a_number_of_rows_in_a_list_of_days_is_no_receipt(reader):
    rows = [(5 + 3 * n, f"2026-11-1{n}", 100 + n) for n in range(8)]
    assert reader(table(["Line ID", "Date", "Sales"], *rows), "GB").reading.kind == "daily totals"


def test_what_customers_have_not_paid_is_asked_about_though_a_fee_is_quoted(reader):
    rows = [
        (f"T{n}", f"2026-11-1{n}", 100 + n, 3, 97 + n, "Awaiting payment" if n in (2, 3) else "Paid")
        for n in range(1, 9)
    ]
    lines = reader(table(["Transaction ID", "Date", "Amount", "Fee", "Net payout", "Status"], *rows), "GB")
    assert figures(lines)[0] == Decimal(631) and "rows:Awaiting payment" in {q.about for q in lines.reading.questions}


@pytest.mark.parametrize("last", ["Email status", "Membership status"])
def test_states_of_other_things_are_not_looked_at_because_others_are_the_same_on_all_rows(reader, last):
    rows = [
        (n, f"2026-11-1{n}", "Completed", "New", "None", "Failed" if n == 4 else "Sent", 10 * n) for n in range(1, 9)
    ]
    file = table(["Order", "Date", "Order status", "Item status", "Refund status", last, "Amount"], *rows)
    assert figures(reader(file, "GB"))[0] == Decimal(360)


def test_a_payment_that_sums_up_its_sale_and_its_fee_is_no_sale(reader):
    rows = []
    for n, (sold, fee) in enumerate([(8900, 1409), (3990, 599), (12000, 1800)], 1):
        kinds = [("Montant", sold), ("Commission", -fee), ("Paiement", sold - fee)]
        rows += [(f"DEC{n}", kind, f"2026-11-1{n}", f"{cents / 100:.2f}") for kind, cents in kinds]
    lines = reader(table(["Numéro de commande", "Type", "Date de commande", "Montant"], *rows), "PT")
    assert figures(lines)[0] == Decimal("248.90") and lines.reading.rejected["total row"] == 3
