"""What a table tells by itself: by its sums, by rows that are crossed out, and where money is left that nothing explains it asks."""

from decimal import Decimal

import pytest

from tests.analytics.sales.test_goods_accounts_and_rates import net


def asked(lines, about: str) -> list[str]:
    return [
        candidate.answer
        for question in lines.reading.questions
        if question.about == about
        for candidate in question.candidates
    ]


PAID_OUT = {  # headings; the words for a sale, for an adjustment downward, for what was delivered and what was cancelled
    "id": ("Tanggal,Nomor Pesanan,Jenis Transaksi,Harga Kotor,Promo Ditanggung Merchant,Komisi (20%),PPN Komisi,Pendapatan Bersih,Status",
           "Penjualan", "Selesai", "Dibatalkan"),
    "en": ("Date,Order number,Type,Gross price,Merchant promotion,Commission (20%),VAT on commission,Net earnings,Status",
           "Order", "Completed", "Cancelled"),
}  # fmt: skip


@pytest.mark.parametrize("language", PAID_OUT)
def test_what_a_service_takes_its_fee_of_is_the_sale_though_it_is_called_a_price(language, reader):
    head, sale, done, gone = PAID_OUT[language]
    orders = [(80, 0, done), (150, 10, done), (60, 0, gone), (240, 30, done), (75, 0, done), (90, 5, done)]
    rows = []
    for n, (price, promo, state) in enumerate(orders):
        fee, tax = -Decimal("0.2") * (price - promo), -Decimal("0.02") * (price - promo)
        paid = price - promo + fee + tax if state == done else 0
        rows.append(f"2026-03-0{n + 2},F-10{n},{sale},{price}.00,{-promo}.00,{fee:.2f},{tax:.2f},{paid:.2f},{state}")
    assert net(reader("\n".join([head, *rows]))) == 80 + 140 + 210 + 75 + 85


STATEMENTS = {  # headings; paid by a customer, given back, what somebody else pays, and drawn to the bank
    "de": ("Datum;Typ;Status;Brutto;Gebühr;Netto;Transaktionscode;Artikelbezeichnung;Anzahl",
           "Website-Zahlung", "Rückzahlung", "Handyzahlung", "Abbuchung – Bankkonto", "Abgeschlossen"),
    "nl": ("Datum;Type;Status;Bruto;Fee;Net;Transactiereferentie;Item Title;Hoeveelheid",
           "Betaling via Express Checkout", "Restitutie van betaling", "Vooraf goedgekeurde betaling", "Opname van tegoed", "Voltooid"),
}  # fmt: skip


@pytest.mark.parametrize("language", STATEMENTS)
def test_what_is_paid_from_an_account_that_calls_refunds_refunds_is_none(language, reader):
    head, paid, back, spent, drawn, done = STATEMENTS[language]
    moves = [
        (paid, "40,00", "-1,50"),
        (spent, "-95,00", "0,00"),
        (paid, "130,00", "-4,00"),
        (back, "-30,00", "1,00"),
        (drawn, "-60,00", "0,00"),
        (paid, "25,00", "-1,00"),
    ]
    rows = [
        f"0{n + 2}.03.2026;{kind};{done};{money};{fee};{money};TX{n}0{n};Shawl;1"
        for n, (kind, money, fee) in enumerate(moves)
    ]
    assert net(reader("\n".join([head, *rows]))) == 40 + 130 - 30 + 25


@pytest.mark.parametrize(("sold", "credit"), [("FT 2026A/{}", "NC 2026A/{}"), ("FS 2026/{}", "NC 2026/{}")])
def test_the_series_of_a_credit_note_is_known_though_a_year_and_a_series_follow_it(sold, credit, reader):
    notes = [
        (sold, "40,00", "7,48"),
        (sold, "246,00", "46,00"),
        (credit, "36,90", "6,90"),
        (sold, "61,50", "11,50"),
        (sold, "12,30", "2,30"),
    ]
    rows = [
        f"0{n + 2}-03-2026;{series.format(n + 7)};Cliente {n};{total};{tax}"
        for n, (series, total, tax) in enumerate(notes)
    ]
    lines = reader("\n".join(["Data;Documento;Cliente;Total;IVA", *rows]))
    assert net(lines) in (322.90, 262.52)  # with the tax, or without


def test_which_document_a_row_is_is_known_whatever_the_heading_of_its_words(reader):
    documents = [
        ("FatturaVendita", 100),
        ("FatturaAcquisto", 312),
        ("FatturaVendita", 64),
        ("NotaCredito", 20),
        ("FatturaVendita", 430),
        ("FatturaAcquisto", 90),
    ]
    rows = [
        f"0{n + 1}/03/2026;{kind};{n + 100}/A;Cliente {n};{money},00;22;{money * 22 // 100},00;{money + money * 22 // 100},00"
        for n, (kind, money) in enumerate(documents)
    ]
    lines = reader("\n".join(["Data;Documento;Numero;Anagrafica;Imponibile;Aliquota;Imposta;Totale", *rows]))
    assert net(lines) == 100 + 64 - 20 + 430


@pytest.mark.parametrize(
    ("heading", "yes", "no", "gone"),
    [("Paid in full?", "Y", "N", "CANCELLED"), ("Pago?", "S", "N", "ANULADO"), ("備註", "", "", "取消")],
)
def test_a_row_is_crossed_out_wherever_there_was_room_to_write_it(heading, yes, no, gone, reader):
    cakes = [(68, yes), (75, yes), (320, no), (36, gone), (840, yes), (52, yes)]
    rows = [
        f"{n + 1},2026-03-0{n + 2},Customer {n},Cake {n},1,{money},{money},{said}"
        for n, (money, said) in enumerate(cakes)
    ]
    assert (
        net(reader("\n".join([f"No.,Date,Customer,Item,Qty,Unit price,Total,{heading}", *rows])))
        == 68 + 75 + 320 + 840 + 52
    )


def test_most_rows_of_a_column_of_what_was_given_back_say_nothing_however_they_say_it(reader):
    orders = [
        ("30.00", "无售后或售后取消"),
        ("45.00", "无售后或售后取消"),
        ("99.00", "退款成功"),
        ("28.00", "无售后或售后取消"),
        ("61.00", "无售后或售后取消"),
    ]
    rows = [
        f"毛巾,26091{n}-009,已收货,{money},2026-03-0{n + 2} 10:00:00,{after}" for n, (money, after) in enumerate(orders)
    ]
    assert (
        net(reader("\n".join(["商品,订单号,订单状态,商家实收金额(元),订单成交时间,售后状态", *rows])))
        == 30 + 45 + 28 + 61
    )


def test_credit_is_a_card_among_cards_and_no_note_of_credit(reader):
    head = "Datum;Transaktions-ID;Status;Verarbeitet als;Betrag"
    rows = [
        f"0{n + 2}.03.2026, 10:1{n};TE{n}A{n};Erfolgreich;{card};{money},00"
        for n, (card, money) in enumerate([("CREDIT", 16), ("DEBIT", 27), ("CREDIT", 36), ("", 9), ("CREDIT", 65)])
    ]
    assert net(reader("\n".join([head, *rows]))) == 16 + 27 + 36 + 9 + 65


def test_what_came_in_by_several_ways_side_by_side_came_in(reader):
    head = "Date,Description,Cash in,Card in,Expense,Balance"
    rows = ["2026-03-02,Daily takings,425.00,780.50,,625.00", "2026-03-02,Vegetables,,,118.00,507.00", "2026-03-03,Daily takings,399.00,812.00,,906.00",
            "2026-03-03,Electricity,,,241.00,665.00", "2026-03-04,Daily takings,510.00,904.25,,1175.00", "2026-03-05,Daily takings,447.00,1120.00,,1622.00"]  # fmt: skip
    assert net(reader("\n".join([head, *rows]))) == 5397.75  # 1,781.00 in cash and 3,616.75 by card


def test_what_was_cancelled_before_the_tills_were_counted_is_not_taken_off_again(reader):
    head = "Date;Nb tickets;CA TTC;CA HT;TVA 10%;Espèces;CB;Titres-resto;Chèque;Annulations"
    days = [("220,00", "200,00", "20,00", "100,00", "90,00", "20,00", "10,00", "0,00"), ("330,00", "300,00", "30,00", "130,00", "160,00", "30,00", "10,00", "14,50"),
            ("110,00", "100,00", "10,00", "40,00", "60,00", "10,00", "0,00", "9,00"), ("440,00", "400,00", "40,00", "240,00", "160,00", "30,00", "10,00", "0,00")]  # fmt: skip
    rows = [f"0{n + 2}/03/2026;{20 + n};{';'.join(day)}" for n, day in enumerate(days)]
    lines = reader("\n".join([head, *rows]))
    assert net(lines) in (1000, 1100) and "receipt" not in lines.has  # without the tax


def test_how_many_receipts_a_day_had_is_no_receipt(reader):
    head = "Data;Z;Numerário;Multibanco;Total;N.º talões"
    rows = [
        f"{n + 14}/03/2026;09{n + 15};{cash},00;{card},00;{cash + card},00;{count}"
        for n, (cash, card, count) in enumerate([(310, 980, 51), (140, 1120, 57), (205, 890, 44), (188, 1302, 63)])
    ]
    lines = reader("\n".join([head, *rows]))
    assert net(lines) == 310 + 140 + 205 + 188 + 980 + 1120 + 890 + 1302 and "receipt" not in lines.has


SHOPIFY = "Name,Email,Financial Status,Created at,Currency,Subtotal,Shipping,Taxes,Total,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount"


@pytest.mark.parametrize(("given_back", "total"), [("26.20", 26 + 60 + 31), ("18.00", 18 + 50 + 24)])
def test_refunds_are_taken_off_what_they_are_of(given_back, total, reader):
    """With postage and tax in the refund they are in the sale too; else neither."""
    rows = [f"#1001,a@x.example,refunded,2026-03-02 10:00:00 +0000,GBP,18.00,5.00,3.20,26.20,1,Tote,18.00,{given_back}",
            "#1002,b@x.example,paid,2026-03-03 10:00:00 +0000,GBP,50.00,5.00,5.00,60.00,2,Mug,25.00,0.00",
            "#1003,c@x.example,paid,2026-03-04 10:00:00 +0000,GBP,24.00,5.00,2.00,31.00,3,Bar,8.00,0.00"]  # fmt: skip
    assert net(reader("\n".join([SHOPIFY, *rows]))) == total - int(float(given_back))


def test_the_box_is_the_shops_as_the_dish_is(reader):
    head = "订单编号,下单时间,订单状态,商品原价总额,打包费,商家活动支出,平台活动补贴,用户实付,平台佣金,商家应收款"
    orders = [(48, 2, 10, 3), (76, 3, 15, 0), (92, 4, 18, 5), (58, 2, 8, 2), (33, 1, 0, 0)]
    rows = [
        f"300{n}99220,2026-03-0{n + 2} 11:40:00,已完成,{goods}.00,{box}.00,{-shop}.00,{service}.00,{goods + box - shop - service}.00,-2.00,{goods + box - shop - 2}.00"
        for n, (goods, box, shop, service) in enumerate(orders)
    ]
    assert net(reader("\n".join([head, *rows]))) == 307 + 12 - 51


def test_money_that_nothing_explains_is_asked_about(reader):
    """Work and goods side by side, and no column that sums them up: which of them is the sale is not ours to say."""
    head = "Datum;Kundin;Leistung;Mitarbeiterin;Preis €;Produkte €;Trinkgeld €"
    rows = ["07.03.2026;Lang;Schneiden;Sina;42,00;;3,00", "07.03.2026;Weiss;Maschine;Sina;18,00;12,50;2,00", "08.03.2026;Pohl;Strähnen;Sina;96,00;;5,00",
            "14.03.2026;Lang;Föhnen;Sina;28,00;19,90;", "15.03.2026;Voigt;Dauerwelle;Sina;110,00;;10,00"]  # fmt: skip
    assert set(asked(reader("\n".join([head, *rows])), "amount")) == {"Preis €", "Produkte €"}


@pytest.mark.parametrize("parts", ["Lunch,Dinner", "Rate 5%,Rate 23%", "Shop,Web"])
def test_the_parts_of_a_total_are_no_question(parts, reader):
    rows = [
        f"2026-03-0{n + 2},{one}.50,{other}.25,{one + other}.75"
        for n, (one, other) in enumerate([(300, 800), (420, 910), (380, 760), (510, 1200)])
    ]
    lines = reader("\n".join([f"Date,{parts},Total sales", *rows]))
    assert net(lines) == 5283.00 and not asked(lines, "amount")


def test_a_discount_of_a_piece_is_in_the_price_that_was_asked(reader):
    head = (
        "Mã đơn hàng,Ngày đặt hàng,Tên sản phẩm,Giá gốc,Người bán trợ giá,Giá ưu đãi,Số lượng,Tổng giá bán (sản phẩm)"
    )
    lines = [(55, 10, 2), (150, 30, 1), (220, 31, 1), (65, 0, 1), (55, 10, 5), (310, 11, 1)]
    rows = [
        f"2610A{n},2026-03-0{n + 1} 10:00,Hàng {n},{price}000,{off}000,{price - off}000,{pieces},{(price - off) * pieces}000"
        for n, (price, off, pieces) in enumerate(lines)
    ]
    assert net(reader("\n".join([head, *rows]))) == (90 + 120 + 189 + 65 + 225 + 299) * 1000


def test_what_the_service_asks_for_itself_is_not_the_shops(reader):
    head = "DATA,N° DO PEDIDO,STATUS,VALOR DOS ITENS (R$),INCENTIVO PROMOCIONAL DO IFOOD (R$),INCENTIVO PROMOCIONAL DA LOJA (R$),TAXA DE SERVIÇO (R$),TOTAL PAGO PELO CLIENTE (R$),COMISSÃO DO IFOOD (R$),VALOR LÍQUIDO (R$)"
    orders = [(68, 5, 0), (112, 0, 12), (40, 0, 4), (154, 10, 0), (88, 8, 8), (70, 0, 0)]
    rows = [
        f"{n + 2:02}/03/2026 19:02,26091184{n},CONCLUIDO,{goods}.00,{service}.00,{-shop}.00,0.99,{goods - service - shop + 0.99:.2f},{-goods * 0.2:.2f},{goods - shop - goods * 0.2:.2f}"
        for n, (goods, service, shop) in enumerate(orders)
    ]
    assert net(reader("\n".join([head, *rows]))) == 532 - 24
