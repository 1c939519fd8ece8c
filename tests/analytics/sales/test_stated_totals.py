"""A total that a file states is told as what it is: of all rows, or of their parts."""

import pytest

HEAD = "日期,單號,品名,金額\n"
TWO_DAYS = (
    "2026-10-01,A1,奶茶,20.00\n2026-10-01,A2,多士,30.00\n{first},合計,,50.00\n"
    "2026-10-02,A3,奶茶,20.00\n2026-10-02,A4,咖啡,25.50\n{second},合計,,45.50\n"
)


@pytest.mark.parametrize(("first", "second"), [("2026-10-01", "2026-10-02"), ("", "")])
def test_totals_of_days_stand_together_for_all_rows(reader, first, second):
    lines = reader(HEAD + TWO_DAYS.format(first=first, second=second))
    assert lines.reading.rejected == {"total row": 2}
    assert lines.reading.control == (9550, 9550)


def test_the_total_of_the_days_totals_is_that_of_all(reader):
    lines = reader(HEAD + TWO_DAYS.format(first="", second="") + ",總計,,95.50\n")
    assert (lines.reading.rejected, lines.reading.control) == ({"total row": 3}, (9550, 9550))


THIRD = "2026-10-03,A5,奶茶,20.00\n2026-10-03,A6,咖啡,10.00\n,合計,,30.00\n"


def test_a_row_that_is_missing_from_a_day_is_told_with_the_days_together(reader):
    lost = TWO_DAYS.format(first="", second="").replace("2026-10-02,A4,咖啡,25.50\n", "") + THIRD
    assert reader(HEAD + lost).reading.control == (12550, 10000)
    assert reader(HEAD + lost + ",總計,,125.50\n").reading.control == (12550, 10000)


@pytest.mark.parametrize("sums", [(50, 50), (50, 50, 50), (30, 20, 50)])
def test_days_of_the_same_sum_are_not_one_total_of_all(reader, sums):
    rows = "".join(
        f"2026-10-{n:02},A{n},奶茶,{total - 10}.00\n2026-10-{n:02},B{n},多士,10.00\n,合計,,{total}.00\n"
        for n, total in enumerate(sums, 1)
    )
    assert reader(HEAD + rows).reading.control == (100 * sum(sums), 100 * sum(sums))


def test_days_of_which_the_last_goes_on_say_nothing_of_all(reader):
    lines = reader(HEAD + TWO_DAYS.format(first="", second="") + THIRD.rsplit(",合計", 1)[0])
    assert (lines.reading.rejected, lines.reading.control) == ({"total row": 2}, None)


def test_a_footer_with_tax_is_held_against_what_the_rows_are(reader):
    rows = "2026-10-01,A1,Tea,20.00\n2026-10-01,A2,Bun,15.00\n2026-10-02,A3,Soup,25.00\n2026-10-02,A4,Bun,30.00\nSubtotal,,,90.00\nGST,,,9.00\nTotal,,,99.00\n"
    assert reader("Date,Number,Item,Amount\n" + rows).reading.control == (9000, 9000)


def test_running_totals_are_not_added_up(reader):
    rows = TWO_DAYS.format(first="", second="").replace("45.50\n", "95.50\n")
    assert reader(HEAD + rows).reading.control == (9550, 9550)
    assert reader(HEAD + rows.replace("2026-10-02,A4,咖啡,25.50\n", "")).reading.control is None


def test_the_total_of_the_last_day_alone_is_none_of_all(reader):
    rows = TWO_DAYS.format(first="", second="").replace(",合計,,50.00\n", "", 1)
    assert reader(HEAD + rows).reading.control is None


def test_totals_that_fit_nothing_are_not_held_against_the_rows(reader):
    strange = TWO_DAYS.format(first="", second="").replace("合計,,50.00", "合計,,49.00").replace("45.50", "44.00")
    assert reader(HEAD + strange).reading.control is None


def test_one_total_in_the_middle_is_of_the_rows_above_it(reader):
    rows = "2026-10-01,A1,奶茶,20.00\n2026-10-01,A2,多士,30.00\n,合計,,50.00\n2026-10-02,A3,奶茶,20.00\n2026-10-02,A4,咖啡,25.50\n"
    lines = reader(HEAD + rows)
    assert (lines.reading.rejected, lines.reading.control) == ({"total row": 1}, None)
    assert reader(HEAD + ",合計,,95.50\n" + rows.replace(",合計,,50.00\n", "")).reading.control == (9550, 9550)


@pytest.mark.parametrize(
    "row", ["2026-10-01,,,Day total,,50.00", "2026-10-01,Total do dia,,,,50.00", "2026-10-01,,小計,,,50.00"]
)
def test_a_dated_row_that_says_total_and_names_no_item_is_no_sale(reader, row):
    rows = "2026-10-01,12:10,A1,Ana,Tea,20.00\n2026-10-01,12:30,A2,Rui,Bun,30.00\n" + row + "\n"
    rows += "2026-10-02,12:10,A3,Ana,Tea,20.00\n2026-10-02,12:45,A4,Rui,Soup,25.50\n"
    lines = reader("Date,Time,Receipt,Served by,Item,Amount\n" + rows)
    assert lines.reading.rejected == {"total row": 1}


NAMED = {
    "customer": "Date,Invoice,Customer,Amount",
    "customer and item": "Date,Invoice,Customer,Item,Amount",
    "brand and item": "Date,Invoice,Brand,Item,Amount",
    "station": "Date,Station,Amount",
    "brand": "Date,Item,Brand,Amount",
    "staff": "Date,Staff,Amount",
    "staff and number": "Date,Invoice,Item,Staff,Amount",
    "waiter": "Waiter,Date,Amount",
    "employee": "Date,Employee,Payment,Amount",
    "salesperson": "Salesperson,Date,Invoice,Amount",
}


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("name", ["Total", "Sum", "Soma"])
@pytest.mark.parametrize("often", [3, 12])
def test_a_firm_or_a_person_that_is_called_total_sells_and_buys(reader, kind, name, often):
    rows = [NAMED[kind]]
    for day in range(1, 13):
        firm, item = (name, "") if day % often == 0 else ("Galp", "Oil")
        cells = {"Date": f"2026-10-{day:02}", "Invoice": f"F{day}", "Item": item, "Amount": f"{day}.50"}
        rows.append(",".join(cells.get(name, firm) for name in NAMED[kind].split(",")))
    lines = reader("\n".join(rows) + "\n")
    assert (lines.reading.used, lines.reading.rejected) == (12, {})


@pytest.mark.parametrize(
    "text", ["Total 2026-10-01", "Total 01/10/2026", "合計（2筆）", "小計 10月1日", "Total: 1/10", "Total 01.10.2026"]
)
@pytest.mark.parametrize("column", ["Receipt", "Item"])
def test_a_total_that_names_its_day_or_its_count_is_one(reader, text, column):
    cells = {"Receipt": (text, ""), "Item": ("", text)}[column]
    rows = "2026-10-01,A1,Tea,20.00\n2026-10-01,A2,Bun,30.00\n" + f"2026-10-01,{','.join(cells)},50.00\n"
    rows += "2026-10-02,A3,Tea,20.00\n2026-10-02,A4,Soup,25.50\n"
    assert reader("Date,Receipt,Item,Amount\n" + rows).reading.rejected == {"total row": 1}


def test_one_total_at_the_end_of_a_long_file_is_found(reader):
    rows = (
        "".join(f"2025-{n % 12 + 1:02}-11,R{n},Tea,Ana,2.50\n" for n in range(4000)) + "2025-12-31,,,Total,10000.00\n"
    )
    lines = reader("Date,Receipt,Item,Served by,Amount\n" + rows)
    assert (lines.reading.rejected, lines.reading.control) == ({"total row": 1}, (1_000_000, 1_000_000))


@pytest.mark.parametrize("item", ["总共消费:28.16", "Total 28.16", "Total 2", "Sum of 3 teas"])
def test_an_item_that_names_a_sum_or_a_number_is_sold(reader, item):
    rows = (
        "2026-10-01,A1,Tea,20.00\n2026-10-01,A2,Bun,30.00\n2026-10-02,A3,Soup,20.00\n" + f"2026-10-02,A4,{item},28.16\n"
    )
    assert reader("Date,Receipt,Item,Amount\n" + rows).reading.rejected == {}


def test_totals_that_head_their_days_stand_together_as_well(reader):
    days = (
        ",合計,,50.00\n2026-10-01,A1,奶茶,20.00\n2026-10-01,A2,多士,30.00\n",
        ",合計,,45.50\n2026-10-02,A3,奶茶,20.00\n2026-10-02,A4,咖啡,25.50\n",
        ",合計,,30.00\n2026-10-03,A5,奶茶,20.00\n2026-10-03,A6,咖啡,10.00\n",
    )
    rows = "".join(days)
    lost = rows.replace("2026-10-02,A4,咖啡,25.50\n", "")
    assert reader(HEAD + rows).reading.control == (12550, 12550)
    assert reader(HEAD + lost).reading.control == (12550, 10000)
    assert reader(HEAD + ",總計,,125.50\n" + lost).reading.control == (12550, 10000)
