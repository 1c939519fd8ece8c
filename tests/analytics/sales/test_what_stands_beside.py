"""What stands beside the sale in small made-up files, and was once taken for it; their sums are worked out by hand."""

from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError

READ = {
    "what was handed over and given back, items across": (
        "HK", "186", 6,
        "日期,單號,凍檸茶,菠蘿油,葡撻,小計,收,找\n"
        "02/03/2026,001,18.0,,9.0,27.0,50.0,23.0\n"
        "02/03/2026,002,18.0,12.0,,30.0,100.0,70.0\n"
        "03/03/2026,003,,24.0,18.0,42.0,50.0,8.0\n"
        "03/03/2026,004,36.0,,,36.0,40.0,4.0\n"
        "04/03/2026,005,18.0,12.0,9.0,39.0,50.0,11.0\n"
        "15/03/2026,006,,12.0,,12.0,20.0,8.0\n",
    ),
    "what was handed over and given back, pieces across": (
        "HK", "186", 6,
        "日期,時間,凍檸茶,菠蘿油,葡撻,小計,收,找\n"
        "02/03/2026,10:01,1,,1,27,50,23\n"
        "02/03/2026,11:12,1,1,,30,100,70\n"
        "03/03/2026,09:30,,2,2,42,50,8\n"
        "03/03/2026,12:05,2,,,36,40,4\n"
        "04/03/2026,15:40,1,1,1,39,50,11\n"
        "15/03/2026,10:20,,1,,12,20,8\n",
    ),
    "times of day with a point beside thousands with one": (
        "ID", "71430", 3,
        "No Struk;Tanggal;Jam;Produk;Jml;Harga Satuan;Jumlah Harga\n"
        "1;02/03/2026;12.57;Kopi;3;16.905;50.715\n"
        "2;02/03/2026;14.12;Nasi;2;8.605;17.210\n"
        "3;20/03/2026;17.57;Mie;1;3.505;3.505\n",
    ),
    "an order that waits for its payment, in a table that speaks two languages": (
        "PT", "56.1", 3,
        "Referencia;Cliente;Total;Pago;Estado;Fecha\n"
        "1001;Ana García;10,00 €;Tarjeta;Entregado;2026-03-03 11:13:38\n"
        "1004;Eva Gil;43,50 €;Transferencia;Entregado;2026-03-13 15:01:05\n"
        "1007;Marta Ruiz;35,20 €;Transferencia;En espera de pago por transferencia;2026-03-14 19:09:24\n"
        "1010;Luis Pérez;2,60 €;Tarjeta;Entregado;2026-03-15 16:04:07\n",
    ),
    "a discount that the subtotal is already without, as the total shows": (
        "US", "93", 4,
        "Date,Order,Subtotal,Shipping,Tax,Total,Discount amount\n"
        "2026-03-02,1,18.00,2.00,1.80,21.80,2.00\n"
        "2026-03-13,2,20.00,2.00,2.00,24.00,0.00\n"
        "2026-03-14,3,45.00,0.00,4.50,49.50,5.00\n"
        "2026-03-15,4,10.00,2.00,1.00,13.00,0.00\n",
    ),
    "what is due, out of what was handed over": (
        "PH", "395", 4,
        "OR No.,Date,Cashier,Items,Amount Due,Tendered,Change\n"
        "1,03/13/2026,Ana,2,120.00,200.00,80.00\n"
        "2,03/13/2026,Ben,1,75.00,75.00,0.00\n"
        "3,03/14/2026,Ana,3,150.00,500.00,350.00\n"
        "4,03/15/2026,Ben,1,50.00,100.00,50.00\n",
    ),
    "an order that is unpaid and has no day on which it was paid": (
        "PT", "160", 3,
        "Numer zamówienia,Data zakupu,Kupujący,Wartość,Waluta,Status zamówienia,Data płatności\n"
        "1,2026-03-03,Anna,50.00,EUR,Wysłane,2026-03-03\n"
        "2,2026-03-13,Jan,70.00,EUR,Wysłane,2026-03-13\n"
        "3,2026-03-14,Ewa,90.00,EUR,Nieopłacone,\n"
        "4,2026-03-15,Ola,40.00,EUR,Wysłane,2026-03-16\n",
    ),
    "the purchases of customers who gave tips": (
        "AU", "108", 0,
        "Transaction Date,Card Type,Purchase Amount,Tip Amount,Total Amount\n"
        "13/03/2026 10:02,EFTPOS,20.00,2.00,22.00\n"
        "13/03/2026 11:40,Visa,35.00,0.00,35.00\n"
        "14/03/2026 12:15,Visa,41.00,5.00,46.00\n"
        "15/03/2026 09:30,EFTPOS,12.00,1.00,13.00\n",
    ),
    "the tax in each day's total": (
        "PT", "1130", 0,
        "Data;Total do dia;IVA incluído\n"
        "02/03/2026;226,00;26,00\n"
        "03/03/2026;339,00;39,00\n"
        "14/03/2026;113,00;13,00\n"
        "15/03/2026;452,00;52,00\n",
    ),
}  # fmt: skip
"""What it is: where, the net in major units (tax in it taken off where a column tells it), its receipts, and the file."""

OWN_ORDERS = {
    "a marketplace's list of what somebody bought, with two addresses": (
        "Website,Order ID,Order Date,Unit Price,Unit Price Tax,Shipping Charge,Total Owed,Quantity,Payment Instrument Type,Order Status,Ship Date,"
        "Shipping Address,Billing Address,Carrier Name & Tracking Number,Product Name\n"
        "Shop.example,112-1,2026-03-02,9.99,0.82,0,10.81,1,Visa - 1234,Closed,2026-03-03,Jo Field 12 Main St Austin,Jo Field 12 Main St Austin,USPS(94),Cable\n"
        "Shop.example,112-2,2026-03-05,24.50,2.02,0,26.52,1,Visa - 1234,Closed,2026-03-06,Jo Field 12 Main St Austin,Jo Field 12 Main St Austin,USPS(95),Lamp\n"
        "Shop.example,112-3,2026-03-09,31.00,2.56,0,33.56,1,Visa - 1234,Closed,2026-03-10,Jo Field 12 Main St Austin,Jo Field 12 Main St Austin,USPS(96),Paper\n"
        "Shop.example,112-4,2026-03-11,6.00,0.50,0,6.50,1,Visa - 1234,Closed,2026-03-12,Max Field 7 Oak Ave Austin,Jo Field 12 Main St Austin,USPS(97),Tape\n"
        "Shop.example,112-5,2026-03-14,6.00,0.50,0,6.50,1,Visa - 1234,Closed,2026-03-15,Jo Field 12 Main St Austin,Jo Field 12 Main St Austin,USPS(98),Tape\n"
    ),
    "many sellers, and one customer who ordered": (
        "Order Date,Order ID,Title,Seller,Purchase Price Per Unit,Quantity,Ordering Customer Email,Shipment Date,Shipping Address Name,"
        "Shipping Address Street 1,Item Subtotal,Item Subtotal Tax,Item Total\n"
        "2026-03-02,112-1,USB cable,AnkerDirect,$9.99,1,me@example.com,2026-03-03,Jo Field,12 MAIN ST,$9.99,$0.82,$10.81\n"
        "2026-03-05,112-2,Desk lamp,LampCo,$24.50,1,me@example.com,2026-03-06,Jo Field,12 MAIN ST,$24.50,$2.02,$26.52\n"
        "2026-03-09,112-3,Paper,PaperCo,$31.00,1,me@example.com,2026-03-10,Jo Field,12 MAIN ST,$31.00,$2.56,$33.56\n"
        "2026-03-11,112-4,Tape,PaperCo,$6.00,1,me@example.com,2026-03-12,Jo Field,12 MAIN ST,$6.00,$0.50,$6.50\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_stands_beside_the_sale_is_not_the_sale(reader, name):
    place, net, receipts, text = READ[name]
    lines = reader(text, place)
    found, numbers = (
        lines.connect()
        .execute("SELECT sum(amount), count(DISTINCT receipt) FILTER (receipt IS NOT NULL) FROM lines")
        .fetchone()
    )
    assert Decimal(int(found)) / 10**lines.reading.minor_digits == Decimal(net)
    assert numbers == receipts or not receipts
    assert "amount" not in {question.about for question in lines.reading.questions}


@pytest.mark.parametrize("name", OWN_ORDERS)
def test_what_somebody_ordered_is_refused_as_purchases(reader, name):
    with pytest.raises(NotSalesError) as refusal:
        reader(OWN_ORDERS[name], "US")
    assert refusal.value.facts["kind"] == "purchases"


def test_orders_with_a_page_each_and_no_buyer_are_asked_about(reader):
    """Nothing else shows whose they are: 3.72 + 2.40 + 6.00 with tax, 10.10 without."""
    lines = reader(
        "Order ID,Item description,Order time,Price,Price tax,Shipping cost,Order total,Order detail URL\n"
        "PO-1,Stickers,2026-03-02,£3.10,£0.62,£0.00,£3.72,https://shop.example/o1\nPO-2,Ties,2026-03-13,£2.00,£0.40,£0.00,£2.40,https://shop.example/o2\n"
        "PO-3,Case,2026-03-14,£5.00,£1.00,£0.00,£6.00,https://shop.example/o3\n",
        "GB",
    )
    [question] = [question for question in lines.reading.questions if question.about == "kind"]
    assert [candidate.answer for candidate in question.candidates] == ["sale lines", "purchases"]


def test_a_shop_two_of_whose_orders_went_to_one_address_still_sells(reader):
    lines = reader(
        "Order ID,Order Date,SKU,Product Name,Quantity,Item Total,Shipping Address\n"
        "1,2026-03-02,A,Cable,1,9.99,12 Main St Austin\n2,2026-03-13,B,Lamp,1,24.50,7 Oak Ave Austin\n"
        "3,2026-03-14,A,Cable,2,19.98,9 Elm St Austin\n4,2026-03-15,C,Tape,1,6.00,12 Main St Austin\n",
        "US",
    )
    assert lines.connect().execute("SELECT sum(amount) FROM lines").fetchone() == (6047,)


@pytest.mark.parametrize(
    ("written", "days"), [("03/{:02}/2026", ("2026-03-02", "2026-03-04")), ("{:02}/03/2026", ("2026-03-02", "2026-03-04"))]
)  # fmt: skip
@pytest.mark.parametrize("place", ["CA", "GB"])
def test_what_never_changes_while_shops_are_open_is_the_month(reader, written, days, place):
    """Several sales a day on three days: nobody sells on the third of each month alone."""
    rows = [f"{written.format(day)} {hour}:05,{day}{hour},12.00" for day in (2, 3, 4) for hour in (10, 12, 16)]
    lines = reader("\n".join(["Date,Receipt,Total", *rows]), place)
    assert lines.connect().execute("SELECT min(day)::VARCHAR, max(day)::VARCHAR FROM lines").fetchone() == days
    assert [question.about for question in lines.reading.questions] == ["date_order"]


def test_the_first_of_each_month_is_no_month_that_stays(reader):
    rows = [f"01/{month:02}/2026,{month},120.00" for month in (2, 3, 4)]
    lines = reader("\n".join(["Date,Invoice,Total", *rows]), "GB")
    assert lines.connect().execute("SELECT min(day)::VARCHAR, max(day)::VARCHAR FROM lines").fetchone() == (
        "2026-02-01",
        "2026-04-01",
    )
