"""Goods that wait are sold, accounts say what money is for, parts of a type name a fee, and bare discounts are what taxes and totals show."""

import pytest

from balcao.analytics.diagnosis.engine import diagnose
from balcao.analytics.economies import economy
from balcao.analytics.sales.schema import NotSalesError

WAITING = {  # for the goods, for the money
    "en": ("Awaiting shipment", "Awaiting payment"), "zh": ("待發貨", "待付款"), "ja": ("発送待ち", "入金待ち"), "ko": ("발송대기", "입금대기"),
    "pt": ("A aguardar envio", "A aguardar pagamento"), "es": ("Pendiente de envío", "Pendiente de pago"),
    "fr": ("En attente d'expédition", "En attente de paiement"), "it": ("In attesa di spedizione", "In attesa di pagamento"),
    "de": ("Wartet auf Versand", "Wartet auf Zahlung"), "nl": ("Wacht op verzending", "Wacht op betaling"),
    "pl": ("Oczekuje na wysyłkę", "Oczekuje na płatność"), "tr": ("Kargo bekliyor", "Ödeme bekliyor"),
    "th": ("รอจัดส่ง", "รอชำระเงิน"), "vi": ("Chờ giao hàng", "Chờ thanh toán"), "id": ("Menunggu pengiriman", "Menunggu pembayaran"),
}  # fmt: skip
HEADINGS = {
    "en": "Date,Order No.,Item,Qty,Total,Order status", "zh": "日期,訂單編號,商品名稱,數量,金額,訂單狀態", "ja": "注文日,注文番号,商品名,数量,金額,注文状況",
    "ko": "주문일,주문번호,상품명,수량,결제금액,주문상태", "pt": "Data,N.º encomenda,Artigo,Qtd,Total,Estado da encomenda",
    "es": "Fecha,N.º pedido,Artículo,Cantidad,Total,Estado del pedido", "fr": "Date,N° commande,Article,Quantité,Total,Statut commande",
    "it": "Data,N. ordine,Articolo,Quantità,Totale,Stato ordine", "de": "Datum,Bestellnummer,Artikel,Menge,Gesamt,Bestellstatus",
    "nl": "Datum,Bestelnummer,Artikel,Aantal,Totaal,Bestelstatus", "pl": "Data,Nr zamówienia,Produkt,Ilość,Wartość,Status zamówienia",
    "tr": "Tarih,Sipariş No,Ürün,Adet,Tutar,Sipariş durumu", "th": "วันที่,เลขที่คำสั่งซื้อ,สินค้า,จำนวน,ยอดรวม,สถานะคำสั่งซื้อ",
    "vi": "Ngày,Mã đơn hàng,Sản phẩm,Số lượng,Tổng tiền,Trạng thái đơn hàng", "id": "Tanggal,No. Pesanan,Produk,Jumlah,Total,Status pesanan",
}  # fmt: skip
DONE = {
    "en": "Delivered", "zh": "已送達", "ja": "配達完了", "ko": "배송완료", "pt": "Entregue", "es": "Entregado", "fr": "Livrée", "it": "Consegnato",
    "de": "Zugestellt", "nl": "Bezorgd", "pl": "Dostarczone", "tr": "Teslim edildi", "th": "จัดส่งสำเร็จ", "vi": "Đã giao hàng", "id": "Selesai",
}  # fmt: skip


def net(lines) -> float:
    with lines.connect() as con:
        digits = 10**lines.reading.minor_digits
        return con.execute("SELECT coalesce(sum(amount), 0) FROM lines").fetchone()[0] / digits


@pytest.mark.parametrize("language", WAITING)
def test_goods_that_wait_to_be_sent_are_sold_and_money_that_is_waited_for_is_not(language, reader):
    goods, money = WAITING[language]
    done = DONE[language]
    states = [done, done, goods, done, money, done, goods, done, done, done]
    rows = [f"2026-03-{n + 1:02},A{n + 100},Honey {n % 3},1,{100 + n},{state}" for n, state in enumerate(states)]
    lines = reader("\n".join([HEADINGS[language], *rows]) + "\n", "PT" if language in ("pt", "es", "it") else "MO")
    assert net(lines) == sum(range(100, 110)) - 104


@pytest.mark.parametrize(("headings", "takings", "spent"), [
    ("取引日,取引先,勘定科目,税区分,金額,決済口座", "売上高", ("仕入高", "水道光熱費", "地代家賃")),
    ("日期,往來對象,會計科目,稅別,金額,帳戶", "銷售收入", ("租金", "水電費", "電話費")),
    ("Data,Entidade,Rubrica,IVA,Valor,Conta bancária", "Vendas", ("Rendas", "Eletricidade", "Salários")),
])  # fmt: skip
def test_of_a_list_of_accounts_only_what_was_sold_counts(headings, takings, spent, reader):
    rows, told = [], 0
    for n in range(12):
        account = takings if n % 2 else spent[n // 2 % 3]
        rows.append(f"2026-04-{n + 1:02},Firm {n % 4},{account},x,{1000 + 10 * n},Bank")
        told += (1000 + 10 * n) * (n % 2)
    assert net(reader("\n".join([headings, *rows]) + "\n")) == told


def test_a_part_of_a_type_that_names_a_fee_is_a_fee_of_that_sale(reader):
    rows = []
    for n in range(8):
        order = f"{n + 1:02} May 2026,{{}},P{n},{{}},9{n}"
        rows += [order.format("Orders-Sales", 100 + n), order.format("Orders-Platform Fees", -5), order.format("Orders-Platform Fees", -2)]  # fmt: skip
    rows += ["09 May 2026,Refunds-Claims,P3,-103,93", "09 May 2026,Refunds-Platform Fees,P3,5,93"]
    lines = reader("Transaction Date,Transaction Type,Details,Amount,Order No.\n" + "\n".join(rows) + "\n", "PH")
    assert net(lines) == sum(range(100, 108)) - 103


def invoices(discounts, worth, told):
    """Lines of five invoices, two each; `worth` is a line's money from quantity, price and discount, `told` writes a line."""
    lines = []
    for n in range(5):
        pair = [(2 + n, 40.0 + n, discounts[2 * n]), (3, 25.0 + 2 * n, discounts[2 * n + 1])]
        total = sum(round(1.13 * worth(*one), 2) for one in pair)
        lines += [told(n, *one, worth(*one), total) for one in pair]
    return "\n".join(lines) + "\n"


OFF = [10, 0, 5, 0, 0, 20, 0, 10, 5, 0]
RATE = lambda quantity, price, off: quantity * price * (1 - off / 100)  # noqa: E731
MONEY = lambda quantity, price, off: quantity * price - off  # noqa: E731


@pytest.mark.parametrize("worth", [RATE, MONEY])
def test_a_bare_discount_is_what_the_tax_of_its_line_shows(worth, reader):
    def told(n, quantity, price, off, base, total):
        return f"S-{n},2026-09-{n + 1:02},Loaf {quantity},{quantity},{price:.2f},{off or ''},{0.13 * base:.2f}"

    text = "InvoiceNumber,InvoiceDate,Description,Quantity,UnitAmount,Discount,TaxAmount\n" + invoices(OFF, worth, told)
    expected = sum(worth(q, p, off) for n in range(5) for q, p, off in ((2 + n, 40.0 + n, OFF[2 * n]), (3, 25.0 + 2 * n, OFF[2 * n + 1])))  # fmt: skip
    assert net(reader(text, "CA")) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("worth", [RATE, MONEY])
def test_a_bare_discount_is_what_its_orders_total_shows(worth, reader):
    def told(n, quantity, price, off, base, total):
        whole = sum(worth(*one) for one in ((2 + n, 40.0 + n, OFF[2 * n]), (3, 25.0 + 2 * n, OFF[2 * n + 1])))
        return f"S-{n},2026-09-{n + 1:02},Loaf {quantity},{quantity},{price:.2f},{off or ''},{whole:.2f}"

    text = "Order,Date,Item,Quantity,Unit price,Discount,Order total\n" + invoices(OFF, worth, told)
    expected = sum(worth(q, p, off) for n in range(5) for q, p, off in ((2 + n, 40.0 + n, OFF[2 * n]), (3, 25.0 + 2 * n, OFF[2 * n + 1])))  # fmt: skip
    assert net(reader(text, "GB")) == pytest.approx(expected, abs=0.02)


def test_what_left_the_store_for_other_reasons_is_no_sale(reader):
    reasons = ["ใช้ในร้าน", "ใช้ในร้าน", "ย้ายสาขา", "หมดอายุ", "ใช้ในร้าน", "ใช้ในร้าน"]
    rows = [f"2026-07-{n + 1:02},IS-{n:04},นมสด,{n + 2},{why}" for n, why in enumerate(reasons)]
    with pytest.raises(NotSalesError):
        reader("วันที่,เลขที่เอกสาร,สินค้า,จำนวน,เหตุผล\n" + "\n".join(rows) + "\n", "TH")


def test_a_receipt_of_which_all_was_voided_is_none(reader):
    rows = [
        f"2026-04-{n // 2 + 1:02} 12:{n:02},R{n // 2},Soup,1,10.00,{'true' if n > 7 else 'false'}" for n in range(10)
    ]
    lines = reader("Date,Check #,Item,Qty,Amount,Void?\n" + "\n".join(rows) + "\n", "US")
    assert diagnose(lines, economy("US")).totals.receipts == 4


def test_a_column_of_no_is_no_way_of_paying(reader):
    rows = [f"2026-04-{n + 1:02},R{n},Soup,1{n}.00,No" for n in range(8)]
    lines = reader("Date,Receipt,Item,Amount,WHT included in Amount\n" + "\n".join(rows) + "\n", "PH")
    assert "payment_method" not in lines.reading.columns


@pytest.mark.parametrize(("heading", "text"), [
    ("Payment status", "Pending pickup"), ("Payment status", "Pending - on delivery"), ("Payment status", "Pending collection"),
    ("Order status", "Pending pickup - unpaid"), ("Order status", "Pending delivery (unpaid)"),
    ("Order status", "Pending delivery (cash on delivery)"), ("Order status", "Pending delivery (COD)"),
    ("Order status", "Awaiting bank wire; unshipped"), ("Order status", "Pending, unfulfilled"),
])  # fmt: skip
def test_what_also_speaks_of_money_waits_for_money(heading, text, reader):
    rows = [f"2026-03-{n + 1:02},A{n + 100},Honey {n % 3},1,{100 + n},{text if n == 4 else 'Paid'}" for n in range(10)]
    lines = reader(f"Date,Order No.,Item,Qty,Total,{heading}\n" + "\n".join(rows) + "\n", "GB")
    assert net(lines) == sum(range(100, 110)) - 104


@pytest.mark.parametrize("kind", [
    "Sale - Card fee incl.", "Sale - incl. service fee", "Sale (no-fee)", "Fee-free sale", "Sale w/ service fee", "Sale|fee 2%", "Order - fee paid",
    "Invoice - late fee", "Payment - Net of fees", "銷售-含手續費", "Venda - com taxa",
])  # fmt: skip
def test_a_sale_that_mentions_a_fee_is_a_sale(kind, reader):
    rows = [f"2026-03-{n + 1:02},A{n + 100},Honey {n % 3},{100 + n},{'Sale' if n % 4 else kind}" for n in range(16)]
    assert net(reader("Date,Receipt,Item,Amount,Type\n" + "\n".join(rows) + "\n", "GB")) == sum(range(100, 116))


@pytest.mark.parametrize("refund", ["Refund - less fee", "退款-手續費"])
def test_a_refund_that_mentions_a_fee_is_a_refund(refund, reader):
    rows = [f"2026-03-{n + 1:02},A{n + 100},Honey {n % 3},{100 + n if n != 7 else -50},{'Sale' if n != 7 else refund}" for n in range(16)]  # fmt: skip
    assert (
        net(reader("Date,Receipt,Item,Amount,Type\n" + "\n".join(rows) + "\n", "GB")) == sum(range(100, 116)) - 107 - 50
    )


@pytest.mark.parametrize("word", ["Write-off", "Out of date", "Own use"])
def test_one_cell_of_a_word_of_stock_refuses_no_sales(word, reader):
    rows = [f"2026-03-{n % 28 + 1:02},A{n + 100},Honey {n % 3},1,10,{word if n == 3 else ''}" for n in range(60)]
    lines = reader("Date,Receipt,Item,Qty,Total,Type\n" + "\n".join(rows) + "\n", "GB")
    assert net(lines) in (600, 590)


@pytest.mark.parametrize(("headings", "here", "away"), [
    ("日期,單號,品項,數量,金額,用餐方式", "店內使用", "外帶"), ("日付,伝票番号,商品名,数量,金額,区分", "店内使用", "持ち帰り"),
    ("วันที่,เลขที่บิล,สินค้า,จำนวน,ยอดรวม,ช่องทาง", "ใช้ในร้าน", "กลับบ้าน"), ("Date,Receipt,Item,Qty,Total,Category", "Own use", "Gift"),
])  # fmt: skip
def test_how_and_for_what_it_was_bought_is_no_move_of_stock(headings, here, away, reader):
    rows = [f"2026-03-{n + 1:02},A{n + 100},Honey {n % 3},1,{10 + n},{away if n % 4 == 0 else here}" for n in range(20)]
    assert net(reader(headings + "\n" + "\n".join(rows) + "\n")) == sum(range(10, 30))


@pytest.mark.parametrize(("headings", "names"), [
    ("Date,Receipt,Customer,Item,Amount", ["Electricity", "Water", "Rent", "Telephone", "Sales", "Internet"]),
    ("Date,Invoice,Client,Category,Amount", ["Rent", "Sales"]), ("Data,Fatura,Cliente,Rubrica,Valor", ["Rendas", "Vendas", "Seguros"]),
])  # fmt: skip
def test_who_sells_what_others_spend_on_keeps_receipts_and_customers(headings, names, reader):
    rows = [f"2026-03-{n % 28 + 1:02},A{n + 100},Client {n % 9},{names[n % len(names)]},{100 + n}" for n in range(40)]
    assert net(reader(headings + "\n" + "\n".join(rows) + "\n", "GB")) == sum(range(100, 140))


@pytest.mark.parametrize("first_only", [False, True])
def test_a_bare_rate_that_an_order_has_on_all_its_lines_comes_off_once(first_only, reader):
    rows, told = [], 0.0
    for n in range(20):
        off = (10, 0, 5, 0)[n % 4]
        for line in range(2):
            cut = off if not (first_only and line) else 0
            money = (1 + n % 3) * (20.0 + line) * (1 - cut / 100)
            told += money
            rows.append(
                f"S-{n},2026-09-{n + 1:02},Loaf {line},{1 + n % 3},{20 + line}.00,{cut or ''},{0.13 * money:.2f}"
            )
    text = "Order,Date,Item,Quantity,Unit price,Discount,Tax\n" + "\n".join(rows) + "\n"
    assert net(reader(text, "GB")) == pytest.approx(told, abs=0.05)
