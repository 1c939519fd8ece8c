"""Value that is stored is no sale, what staff are paid is none, and sums tell who gave a discount, what was paid out and what is a part."""

import pytest

from balcao.analytics.sales.schema import NotSalesError
from tests.analytics.sales.test_goods_accounts_and_rates import net

TYPES = {  # headings; sale, refund, and the sale of a card or of value on it
    "en": ("Date,Receipt no.,Type,Amount", "Sale", "Refund", "Gift card"),
    "zh": ("日期,單號,交易類別,金額", "付款", "退款", "增值"),
    "pt": ("Data,N.º recibo,Tipo,Valor", "Venda", "Devolução", "Carregamento de saldo"),
    "es": ("Fecha,N.º recibo,Tipo,Importe", "Venta", "Devolución", "Tarjeta regalo"),
    "fr": ("Date,N° ticket,Type,Montant", "Vente", "Remboursement", "Carte cadeau"),
    "de": ("Datum,Belegnummer,Typ,Betrag", "Verkauf", "Rückerstattung", "Gutscheinverkauf"),
    "ja": ("日付,伝票番号,取引種別,金額", "売上", "返金", "残高チャージ"),
    "ko": ("날짜,영수증번호,거래구분,금액", "판매", "환불", "선불충전"),
}


@pytest.mark.parametrize("language", TYPES)
def test_value_that_is_stored_is_no_sale_and_may_be_said_to_be_one(language, reader):
    head, sale, refund, stored = TYPES[language]
    days = [(sale, 40), (sale, 55), (stored, 300), (sale, 62), (refund, 15), (sale, 38), (stored, 200), (sale, 71)]
    rows = [f"2026-03-{n:02},R{n:03},{kind},{money}.00" for n, (kind, money) in enumerate(days, 2)]
    lines = reader("\n".join([head, *rows]))
    assert net(lines) == 40 + 55 + 62 - 15 + 38 + 71
    (question,) = [q for q in lines.reading.questions if q.about == f"rows:{stored}"]
    assert [c.answer for c in question.candidates][:2] == ["out", "sale"]


@pytest.mark.parametrize("card", ["Gift card", "Carte cadeau 60 €", "Gift Card $25"])
def test_a_gift_card_among_items_is_sold_when_it_is_spent(card, reader):
    items = [("Yoga mat", 48), (card, 60), ("Drop-in", 22), ("Drop-in", 22), ("Ten classes", 180), ("Towel", 9)]
    rows = [
        f'2026-03-{n:02};S{n:03};"{item}";1;{money}.00;{"Gift card" if item == "Towel" else "Visa"}'
        for n, (item, money) in enumerate(items, 2)
    ]
    lines = reader("\n".join(["Date;Sale ID;Item name;Quantity;Total;Payment method", *rows]))
    assert net(lines) == 48 + 22 + 22 + 180 + 9
    assert lines.reading.rejected == {"not a sale": 1}


def test_greeting_cards_are_goods(reader):
    items = [("Greeting card", 4), ("Gift wrap", 3), ("Card holder", 15), ("Gift box", 12), ("Postcard", 1)]
    rows = [f"2026-03-{n:02},S{n:03},{item},1,{money}.00" for n, (item, money) in enumerate(items, 2)]
    assert net(reader("\n".join(["Date,Receipt,Item,Qty,Total", *rows]))) == 35


PAYROLLS = {
    "en": ("Pay date,Name,Basic salary,Overtime pay,Bonus,Gross wages,Net wages", "2026-03-10,{n},9000,400,100,9500,9120"),
    "zh": ("發薪日期,姓名,底薪,加班費,強積金,實發工資", "2026-03-10,{n},9000,400,470,8930"),
    "pt": ("Data,Nome,Salário base,Horas extra,Subsídio de alimentação,Salário líquido", "2026-03-10,{n},1000,40,120,960"),
    "ko": ("지급일,성명,기본급,연장수당,국민연금,건강보험,실지급액", "2026-03-10,{n},2800000,150000,126000,105000,2719000"),
    "fr": ("Date,Nom,Salaire de base,Heures supplémentaires,Salaire brut,Salaire net", "2026-03-10,{n},1900,80,1980,1560"),
    "id": ("Tanggal,Nama,Gaji pokok,Upah lembur,Tunjangan jabatan,Gaji bersih", "2026-03-10,{n},4000000,150000,300000,4200000"),
}  # fmt: skip


@pytest.mark.parametrize("language", PAYROLLS)
def test_what_staff_are_paid_is_refused_by_its_name(language, reader):
    head, row = PAYROLLS[language]
    with pytest.raises(NotSalesError) as refused:
        reader("\n".join([head, *(row.format(n=name) for name in ("Ana", "Bo", "Chan", "Duarte", "Eva"))]))
    assert refused.value.facts["kind"] in ("payroll", "time sheet")


def test_attendance_with_a_note_is_a_time_sheet(reader):
    rows = [f"0{n}/03/2026,Sari,Pagi,06:55,15:02,8,1,hadir tepat waktu" for n in range(1, 7)]
    with pytest.raises(NotSalesError) as refused:
        reader("\n".join(["Tanggal,Nama,Shift,Jam Masuk,Jam Pulang,Total Jam,Lembur (jam),Keterangan", *rows]))
    assert refused.value.facts["kind"] == "time sheet"


def test_a_fee_that_is_not_paid_yet_takes_no_day_from_the_row_above(reader):
    table = """N.º Sócio;Nome;Modalidade;Valor;Data Pagamento;Modo;Estado;Recibo
112;Ana Torres;Musculação;35,00;02/03/2026;MB Way;Pago;R-401
118;Bruno Sá;CrossFit;60,00;02/03/2026;Débito direto;Pago;R-402
119;Carla Reis;Pilates;45,00;;Débito direto;Em atraso;
125;Diogo Paz;Musculação;35,00;05/03/2026;Numerário;Pago;R-403
131;Elsa Vaz;Natação;42,50;06/03/2026;Transferência;Pago;R-404
140;Filipe Cruz;CrossFit;60,00;;;Em atraso;"""
    lines = reader(table)
    assert net(lines) == 35 + 60 + 35 + 42.5


def test_a_partners_promotion_is_the_shops_beside_the_platforms(reader):
    table = """Código da encomenda;Data e hora;Estado;Produtos c/ IVA;Promoção paga pelo parceiro;Promoção paga pela Glovo;Comissão Glovo;Valor a transferir
P1;10/03/2026 12:31;Entregue;24,80;0,00;2,00;7,44;17,36
P2;10/03/2026 13:02;Entregue;31,50;6,30;0,00;7,56;17,64
P3;11/03/2026 12:12;Entregue;42,00;0,00;1,00;12,60;29,40
P4;13/03/2026 21:15;Entregue;18,20;1,80;0,00;4,92;11,48
P5;14/03/2026 19:55;Entregue;16,90;0,00;1,50;5,07;11,83"""
    assert net(reader(table)) == pytest.approx(24.8 + 31.5 - 6.3 + 42 + 18.2 - 1.8 + 16.9)


def test_an_offer_for_those_who_fetch_is_the_shops_where_no_platform_takes_a_fee(reader):
    table = """訂單號碼,下單日期,餐點內容,數量,原價,外賣自取優惠,實付金額,付款方式
OR1,12-03-2026,叉燒飯 x1; 凍檸茶 x1,2,$78,-$7.8,$70.2,AlipayHK
OR2,12-03-2026,海南雞飯 x2,2,$136,-$13.6,$122.4,信用卡
OR3,13-03-2026,叉燒飯 x1,1,$58,-$5.8,$52.2,信用卡
OR4,13-03-2026,例牌燒鵝 x6,6,$1188,-$118.8,$1069.2,信用卡
OR5,14-03-2026,滷水拼盤 x1,1,$98,$0,$98,AlipayHK"""
    assert net(reader(table)) == pytest.approx(70.2 + 122.4 + 52.2 + 1069.2 + 98)


def test_a_credit_that_is_the_money_less_its_fee_was_paid_out(reader):
    table = """Transaktionszeitpunkt;Transaktionstyp;Status;Order-ID;Betrag Transaktion;Gebühr;Gutschrift
02.03.2026 08:41;Zahlung;Erfolgreich;t-01;18.50;0.24;18.26
02.03.2026 10:16;Zahlung;Erfolgreich;t-03;42.00;0.55;41.45
05.03.2026 16:30;Zahlung;Erfolgreich;t-04;1250.00;16.25;1233.75
06.03.2026 09:05;Rückerstattung;Erfolgreich;t-05;-150.00;0.00;-150.00
14.03.2026 11:48;Zahlung;Erfolgreich;t-06;27.90;0.36;27.54"""
    assert net(reader(table)) == pytest.approx(18.5 + 42 + 1250 - 150 + 27.9)


def test_what_is_exempt_belongs_to_the_total(reader):
    table = """Fecha de emisión,Tipo CP/Doc.,Serie,Número,Base imponible gravada,Importe exonerado,IGV,Importe total
02/03/2026,03,B001,1201,100.00,0.00,18.00,118.00
02/03/2026,01,F001,311,1500.00,0.00,270.00,1770.00
05/03/2026,03,B001,1202,0.00,45.00,0.00,45.00
11/03/2026,07,FC01,22,-200.00,0.00,-36.00,-236.00
20/03/2026,01,F001,312,640.00,30.00,115.20,785.20"""
    with_tax = 118 + 1770 + 45 - 236 + 785.2
    assert net(reader(table)) in (pytest.approx(with_tax), pytest.approx(with_tax - 18 - 270 + 36 - 115.2))


def test_offers_and_refunds_that_are_told_with_tax_come_off_sales_with_tax(reader):
    table = """Order ID,Order Status,Order Date,Sales (excl. VAT),VAT on Sales,Sales (incl. VAT),Offers on items (incl. VAT),Refunds (incl. VAT),Marketplace Fee,Total payout
A1,Completed,16/03/2026,24.00,4.80,28.80,0.00,0.00,-7.20,21.60
A2,Completed,16/03/2026,45.00,9.00,54.00,-10.80,0.00,-10.80,32.40
A3,Completed,18/03/2026,20.00,4.00,24.00,0.00,-6.00,-4.80,13.20
A4,Completed,20/03/2026,50.00,10.00,60.00,-6.00,0.00,-13.50,40.50
A5,Completed,21/03/2026,15.50,3.10,18.60,0.00,0.00,-4.65,13.95"""
    assert net(reader(table)) == pytest.approx(28.8 + 54 - 10.8 + 24 - 6 + 60 - 6 + 18.6)


def test_pieces_that_came_back_are_worth_their_price(reader):
    table = """ID do pedido;Status do pedido;Data de criação do pedido;Nome do Produto;Preço acordado;Quantidade;Returned quantity;Subtotal do produto
A1;Concluído;2026-03-01;Capa celular;29.90;2;0;59.80
A2;Concluído;2026-03-02;Película vidro;19.90;1;0;19.90
A3;Concluído;2026-03-05;Cabo USB-C;22.50;4;2;90.00
A4;Enviado;2026-03-14;Suporte mesa;99.00;1;0;99.00"""
    assert net(reader(table)) == pytest.approx(59.8 + 19.9 + 90 - 45 + 99)


@pytest.mark.parametrize(("spent", "asks"), [(5, True), (1, False)])
def test_a_wallets_bill_that_mostly_tells_spending_is_asked_about(spent, asks, reader):
    head = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注"
    row = "2026-03-{n:02} 12:10:44,{kind},某人,a***@b.cn,{what},{way},{money}.00,余额,交易成功,20260320{n:02},A{n},"
    rows = [row.format(n=n, kind="餐饮美食", what="午餐", way="支出", money=30 + n) for n in range(1, spent + 1)]
    rows += [row.format(n=n, kind="商业服务", what="奶茶", way="收入", money=18 + n) for n in range(11, 14)]
    questions = reader("\n".join([head, *rows])).reading.questions
    assert any(q.about == "kind" for q in questions) == asks


def test_a_second_sum_of_money_is_no_price_of_a_piece(reader):
    rows = [(2, 40, 38), (1, 18, 18), (3, 60, 57), (1, 25, 23), (2, 36, 36), (1, 20, 19), (2, 50, 47)]
    table = [f"2026-10-0{n},R{n},奶茶,{q},{a},{b}" for n, (q, a, b) in enumerate(rows, 1)]
    lines = reader("\n".join(["日期,單號,貨品,數量,金額A,金額B", *table]))
    assert "unit_price" not in lines.reading.columns and net(lines) == 40 + 18 + 60 + 25 + 36 + 20 + 50


@pytest.mark.parametrize(("head", "row", "texts"), [
    ("開票日期,發票號碼,發票類型,金額", "2026-03-{n:02},A{n:03},{text},{money}.00", ["增值税专用发票", "增值税普通发票", "增值税电子发票"]),
    ("日付,伝票番号,商品名,数量,金額", "2026-03-{n:02},A{n:03},{text},1,{money}.00", ["チャージ", "ハイボール", "枝豆"]),
    ("날짜,영수증번호,상품명,수량,금액", "2026-03-{n:02},A{n:03},{text},1,{money}.00", ["충전", "세차", "커피"]),
    ("Date,Receipt,Service,Qty,Total", "2026-03-{n:02},A{n:03},{text},1,{money}.00", ["Top up", "Full set", "Removal"]),
    ("Data,Recibo,Artigo,Qtd,Total", "2026-03-{n:02},A{n:03},{text},1,{money}.00", ["Recarga", "Café", "Tosta"]),
])  # fmt: skip
def test_words_of_other_things_are_goods_and_invoices(head, row, texts, reader):
    rows = [row.format(n=n, text=texts[n % len(texts)], money=20 + n) for n in range(1, 10)]
    assert net(reader("\n".join([head, *rows]))) == sum(20 + n for n in range(1, 10))


def test_a_guesthouse_that_tells_who_came_and_went_is_no_time_sheet(reader):
    rows = [f"2026-03-{n:02},Room {n % 3},Guest {n},15:00,11:00,{80 + n}.00" for n in range(1, 10)]
    lines = reader("\n".join(["Date,Room,Guest,Check in time,Check out time,Amount", *rows]))
    assert net(lines) == sum(80 + n for n in range(1, 10))


@pytest.mark.parametrize("card", ["Gift card", "Coffret cadeau", "Geschenkkarte"])
def test_cards_with_pictures_are_goods_where_no_gift_card_pays(card, reader):
    rows = [
        f"2026-03-{n:02},S{n:03},{(card, 'Roses', 'Tulips', 'Vase')[n % 4]},1,{5 + n}.00,Visa" for n in range(1, 13)
    ]
    assert net(reader("\n".join(["Date,Receipt,Item,Qty,Total,Payment", *rows]))) == sum(5 + n for n in range(1, 13))


def test_a_day_book_tells_its_day_once_though_each_row_has_a_customer(reader):
    rows = [f"{f'2026-03-{n // 5 + 1:02}' if n % 5 == 0 else ''},客人{n},剪髮,1,{100 + n}" for n in range(30)]
    assert net(reader("\n".join(["日期,客人,服務,數量,金額", *rows]))) == sum(100 + n for n in range(30))


@pytest.mark.parametrize("taxes", [("CGST", "SGST"), ("GST", "PST"), ("TVA 5.5%", "TVA 20%")])
def test_two_taxes_make_no_part_of_a_total(taxes, reader):
    rows = [
        f"2026-03-{n:02},A{n:03},{100 + n}.00,{9 + n / 10:.2f},{5 + n / 10:.2f},{114 + n + n / 5:.2f}"
        for n in range(1, 10)
    ]
    head = f"Date,Invoice,Amount excl. tax,{taxes[0]},{taxes[1]},Total incl. tax"
    assert net(reader("\n".join([head, *rows]))) == pytest.approx(sum(100 + n for n in range(1, 10)))


def test_some_refunds_that_keep_the_commission_stay_refunds(reader):
    rows = [f"2026-03-{n % 28 + 1:02},O{n:03},50.00,5.00,{'45.00' if n % 10 == 0 else '0.00'}" for n in range(1, 51)]
    lines = reader("\n".join(["Date,Order ID,Amount,Commission,Refund", *rows]))
    assert net(lines) in (50 * 50, 50 * 50 - 5 * 45)
    with lines.connect() as con:
        kept = con.execute("SELECT sum(refund) FROM lines").fetchone()[0] if "refund" in lines.has else None
    assert net(lines) == 50 * 50 - 5 * 45 or kept == 5 * 4500


@pytest.mark.parametrize(("head", "row", "each"), [
    ("Datum,Kunde,Arbeitsbeginn,Arbeitsende,Pausenzeit,Stunden gesamt,Betrag", "0{n}.03.2026,Kunde {n},08:00,12:00,0,4,{m},00", None),
    ("日期,技師,上班時間,下班時間,工作時數,營業額", "2026-03-0{n},技師{n},10:00,19:00,9,{m}", True),
    ("Date,Stylist,Income,Base salary,Bonus,Net pay", "2026-03-0{n},Ann {n},{m},100,20,120", True),
])  # fmt: skip
def test_what_was_earned_beside_hours_and_wages_is_sold(head, row, each, reader):
    rows = [row.format(n=n, m=300 + n) for n in range(1, 10)]
    if each is None:
        head, rows = head.replace(",", ";"), [r.rsplit(",", 1)[0].replace(",", ";") + ",00" for r in rows]
    assert net(reader("\n".join([head, *rows]))) == sum(300 + n for n in range(1, 10))
