"""What the reader finds out by itself, shown on small files that a person can read."""

import gzip
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError

PLAIN = "Date,Time,Receipt,Item,Qty,Total\n2026-03-01,09:15,1,Latte,2,50.00\n2026-03-01,09:15,1,Bun,1,12.00\n2026-03-02,10:00,2,Latte,1,25.00\n"


def rows(lines, columns="item, quantity, amount", order="sold_at, item"):
    return lines.connect().execute(f"SELECT {columns} FROM lines ORDER BY {order}").fetchall()


def total(lines):
    row = lines.connect().execute("SELECT sum(amount) FROM lines").fetchone()
    return Decimal(int(row[0])) / 100


CHINESE = "日期,時間,單號,商品,數量,金額\n2026-03-01,09:15,A1,奶茶,2,50.00\n2026-03-01,09:15,A1,菠蘿包,1,12.00\n2026-03-02,10:00,A2,奶茶,1,25.00\n"
SIMPLIFIED = "日期,时间,单号,商品,数量,金额\n2026-03-01,09:15,A1,奶茶,2,50.00\n2026-03-01,09:15,A1,菠萝包,1,12.00\n2026-03-02,10:00,A2,奶茶,1,25.00\n"
PORTUGUESE = "Data;Hora;Recibo;Artigo;Quantidade;Total\n01/03/2026;09:15;1;Pão de ló;2;50,00\n01/03/2026;09:15;1;Café;1;12,00\n13/03/2026;10:00;2;Chá;1;25,00\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "big5", "big5"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (PORTUGUESE, "latin-1", "cp1252"),
    ],
)
def test_encodings(reader, text, encoding, found):
    lines = reader(text.encode(encoding))
    assert lines.reading.encoding == found
    assert lines.reading.used == 3 and total(lines) == Decimal("87.00")
    expected = "奶茶" if text in (CHINESE, SIMPLIFIED) else "Pão de ló"
    assert expected in {item for item, *_ in rows(lines)}


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("export/sales.csv", text)
    return out.getvalue()


@pytest.mark.parametrize("pack", [lambda t: gzip.compress(t.encode()), zipped])
def test_compression(reader, pack):
    assert total(reader(pack(PLAIN))) == Decimal("87.00")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(reader, delimiter):
    lines = reader(PLAIN.replace(",", delimiter))
    assert lines.reading.delimiter == delimiter and total(lines) == Decimal("87.00")


def test_preamble_footer_repeated_header_and_totals(reader):
    lines = reader(
        "My shop\nSales report;March\n\n" + "Date,Item,Qty,Total\n2026-03-01,Tea,1,10.00\n2026-03-02,Tea,1,10.00\n"
        "Date,Item,Qty,Total\n2026-03-03,Tea,2,20.00\nTotal,,4,40.00\nPrinted by the till\n"
    )
    assert lines.reading.header_row == 4
    assert lines.reading.used == 3 and total(lines) == Decimal("40.00")
    assert lines.reading.rejected == {"no date": 1, "repeated header": 1, "total row": 1}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1.234,50", "(10,00)", "3,5"), "1228.00"),
        (("1,234.50", "-10.00", "3.5"), "1228.00"),
        (("€ 1.234,50", "€ -10,00", "€ 3,50"), "1228.00"),
        (("MOP 1,234.50", "(MOP 10.00)", "MOP3.50"), "1228.00"),
        (("$1,234.50", "-$10.00", "$3.50"), "1228.00"),
        (("1 234,50 €", "-10,00 €", "3,50 €"), "1228.00"),
    ],
)
def test_money_as_people_write_it(reader, cells, expected):
    body = "".join(f"2026-03-0{n + 1};Tea;{cell}\n" for n, cell in enumerate(cells))
    lines = reader("Date;Item;Total\n" + body, "PT")
    assert total(lines) == Decimal(expected)
    assert [kind for (kind,) in rows(lines, "kind")] == ["sale", "refund", "sale"]


@pytest.mark.parametrize(
    ("dates", "economy", "order", "known", "first"),
    [
        (("03/04/2026", "13/04/2026"), "US", "dmy", True, date(2026, 4, 3)),
        (("03/04/2026", "04/13/2026"), "MO", "mdy", True, date(2026, 3, 4)),
        (("03/04/2026", "04/05/2026"), "MO", "dmy", False, date(2026, 4, 3)),
        (("03/04/2026", "04/05/2026"), "US", "mdy", False, date(2026, 3, 4)),
        (("2026年3月4日", "2026年3月14日"), "MO", "ymd", True, date(2026, 3, 4)),
        (("20260304", "20260314"), "MO", "ymd", True, date(2026, 3, 4)),
        (("04.03.26", "14.03.26"), "US", "dmy", True, date(2026, 3, 4)),
        (("4 Mar 2026", "14 Mar 2026"), "MO", "dmy", True, date(2026, 3, 4)),
    ],
)
def test_date_order_is_decided_over_the_whole_column(reader, dates, economy, order, known, first):
    lines = reader("Date,Item,Total\n" + "".join(f"{d},Tea,10\n" for d in dates), economy)
    assert rows(lines, "min(day)", "1") == [(first,)]
    assert lines.reading.date_order_known == known
    if not known:
        assert lines.reading.date_order == order and "date_order_assumed" in lines.reading.notes


def test_a_business_day_ends_at_four(reader):
    lines = reader("Date,Item,Total\n2026-03-02 01:30,Beer,10\n2026-03-02 04:00,Bun,5\n")
    assert rows(lines, "day") == [(date(2026, 3, 1),), (date(2026, 3, 2),)]


def test_utc_times_become_local_hours(reader):
    lines = reader("Created (UTC),Amount,Fee,Net,Currency,id,Type\n2026-03-01 04:30:00,10,1,9,mop,t1,charge\n")
    assert lines.reading.dialect == "stripe"
    assert rows(lines, "sold_at, local_at") == [(datetime(2026, 3, 1, 4, 30), datetime(2026, 3, 1, 12, 30))]


def test_offsets_are_respected(reader):
    lines = reader(
        "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem discount\n"
        "#1001,a@b.c,paid,MOP,2026-03-01 12:00:05 +0800,2,Mug,30.00,0.00\n#1001,,,,2026-03-01 12:00:05 +0800,1,Cap,15.00,5.00\n"
        "#1002,d@e.f,refunded,MOP,2026-03-02 12:00:05 +0800,1,Cap,15.00,0.00\n"
    )
    assert lines.reading.dialect == "shopify" and total(lines) == Decimal("70.00")
    assert rows(lines, "DISTINCT sold_at, customer", "1") == [(datetime(2026, 3, 1, 4, 0, 5), "a@b.c")]
    assert lines.reading.rejected == {"closed or cancelled": 1}


def test_a_wide_sheet(reader):
    lines = reader("Date,Latte,Bun,Tea\n2026-03-01,3,2,\n2026-03-02,1,0,4\n2026-03-03,0,0,0\n")
    assert (lines.reading.rows, lines.reading.used, lines.reading.rejected) == (3, 2, {"no amount": 1})
    assert sorted(rows(lines, "item, quantity")) == [("Bun", 2), ("Latte", 1), ("Latte", 3), ("Tea", 4)]
    assert "wide_sheet" in lines.reading.notes and "amount" not in lines.has


@pytest.mark.parametrize(
    "header",
    [
        "Date,Receipt,Item,Qty,Price,Total",
        "日期,單號,商品名稱,數量,單價,金額",
        "日期,单号,商品名称,数量,单价,金额",
        "Data,Recibo,Artigo,Quantidade,Preço,Total",
        "日付,レシート番号,商品名,数量,単価,売上金額",
        "Date,Facture,Désignation,Quantité,Prix unitaire,Montant TTC",
    ],
)
def test_columns_by_meaning_in_six_languages(reader, header):
    lines = reader(header + "\n2026-03-01,1,A,2,5.00,10.00\n2026-03-02,2,B,1,7.00,7.00\n")
    assert {"item", "quantity", "amount", "receipt"} <= lines.has
    assert list(lines.reading.columns) != [] and total(lines) == Decimal("17.00")


def test_refund_by_type_state_and_sign(reader):
    lines = reader(
        "Date,Type,Item,Qty,Total\n2026-03-01,Sale,Tea,1,10\n2026-03-01,Refund,Tea,1,10\n2026-03-02,退款,Tea,1,-4\n"
    )
    assert [(k, q, a) for k, q, a in rows(lines, "kind, quantity, amount", "sold_at, amount")] == [
        ("refund", -1, -1000), ("sale", 1, 1000), ("refund", -1, -400),
    ]  # fmt: skip


def test_cancelled_and_other_currencies_are_left_out_by_name(reader):
    lines = reader(
        "Date,Status,Item,Total\n2026-03-01,Paid,Tea,MOP 10\n2026-03-01,Cancelled,Tea,MOP 10\n2026-03-01,Paid,Tea,HK$10\n2026-03-01,Paid,Bun,MOP 2\n"
    )
    assert lines.reading.rejected == {"closed or cancelled": 1, "other currency": 1}
    assert lines.reading.currency == "MOP" and total(lines) == Decimal("12.00")


def test_spellings_are_folded_for_analysis_and_kept_as_written(reader):
    names = ["Latte", "LATTE ", "ｌａｔｔｅ", "latte  (SKU 0012)", "Latte #12", "Flat  White"]
    lines = reader("Date,Item,Total\n" + "".join(f"2026-03-01,{n},5\n" for n in names))
    assert {key for (key,) in rows(lines, "item_key")} == {"latte", "flat white"}
    assert {item for (item,) in rows(lines, "item")} == {n.strip() for n in names}


def test_payment_texts_become_codes_and_unknown_ones_are_kept(reader):
    texts = {"Cash": "cash", "現金": "cash", "VISA": "card", "支付寶": "alipay", "WeChat Pay": "wechat", "MPay": "mpay",
             "Multibanco": "card", "Numerário": "cash", "\"Cash, Sumup\"": "mixed", "IOU": "iou"}  # fmt: skip
    lines = reader("Date,Item,Total,Payment method\n" + "".join(f"2026-03-01,Tea,5,{t}\n" for t in texts))
    assert sorted({p for (p,) in rows(lines, "payment_method")}) == sorted(set(texts.values()))


def test_the_caller_can_overrule(reader):
    text = "When,What,How much\n03/04/2026,Tea,10\n04/05/2026,Bun,5\n"
    lines = reader(
        text, columns={"sold_at": "When", "item": "What", "amount": "How much"}, date_order="mdy", currency="HKD", zone="Asia/Tokyo"
    )  # fmt: skip
    assert (lines.reading.currency, lines.reading.time_zone) == ("HKD", "Asia/Tokyo")
    assert rows(lines, "day", "day") == [(date(2026, 3, 4),), (date(2026, 4, 5),)]
    with pytest.raises(NotSalesError) as refusal:
        reader(text, columns={"sold_at": "Whenever"})
    assert refusal.value.code == "unknown_column"


def test_json_lines(reader):
    text = '{"date": "2026-03-01", "item": "Tea", "total": 10.5}\n{"date": "2026-03-02", "item": "Bun", "total": 2}\n'
    assert total(reader(text, name="sales.jsonl")) == Decimal("12.50")


def test_a_workbook_with_real_dates(reader, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["Sales of March"])
    sheet.append(["Date", "Item", "Qty", "Total"])
    sheet.append([datetime(2026, 3, 1, 9, 30), "Tea", 1, 10.5])
    sheet.append([datetime(2026, 3, 2, 19, 0), "Bun", 2, 4])
    book.save(tmp_path / "sales.xlsx")
    lines = reader(tmp_path / "sales.xlsx")
    assert rows(lines, "local_at, amount") == [(datetime(2026, 3, 1, 9, 30), 1050), (datetime(2026, 3, 2, 19, 0), 400)]


def test_an_old_workbook(reader, tmp_path):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Sales")
    moment = xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM")
    for column, heading in enumerate(["Date", "Item", "Total"]):
        sheet.write(0, column, heading)
    for row, (at, item, total_) in enumerate(
        [(datetime(2026, 3, 1, 9, 30), "Tea", 10.5), (datetime(2026, 3, 2, 19), "Bun", 4)], 1
    ):
        sheet.write(row, 0, at, moment)
        sheet.write(row, 1, item)
        sheet.write(row, 2, total_)
    book.save(str(tmp_path / "sales.xls"))
    lines = reader(tmp_path / "sales.xls")
    assert rows(lines, "local_at, amount") == [(datetime(2026, 3, 1, 9, 30), 1050), (datetime(2026, 3, 2, 19, 0), 400)]


def test_an_open_document_sheet(reader):
    def cell(text: str, kind: str = "string", value: str = "") -> str:
        return f'<table:table-cell office:value-type="{kind}" {value}><text:p>{text}</text:p></table:table-cell>'

    table = "".join(
        f"<table:table-row>{''.join(cells)}</table:table-row>"
        for cells in (
            [cell("Date"), cell("Item"), cell("Total")],
            [
                cell("2026-03-01", "date", 'office:date-value="2026-03-01T09:30:00"'),
                cell("Chá"),
                cell("10,50", "float", 'office:value="10.5"'),
            ],
        )
    )
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="S">{table}</table:table></office:spreadsheet></office:body></office:document-content>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    lines = reader(out.getvalue(), name="sales.ods")
    assert rows(lines, "local_at, item, amount") == [(datetime(2026, 3, 1, 9, 30), "Chá", 1050)]


def test_the_sum_in_is_the_sum_out_whatever_the_order(reader):
    body = PLAIN.splitlines()
    backwards = "\n".join([body[0], *reversed(body[1:])]) + "\n"
    assert sorted(rows(reader(PLAIN))) == sorted(rows(reader(backwards)))


def test_rejected_rows_are_written_with_their_reason_and_cannot_run(reader):
    lines = reader("Date,Item,Total\n2026-03-01,Tea,10\n,=cmd|'/c calc'!A1,10\n,@SUM(A1),-3\n")
    assert lines.rejects is not None
    written = lines.rejects.read_text()
    assert "'=cmd" in written and "'@SUM" in written and '"-3"' in written
    assert written.count("no date") == 2
