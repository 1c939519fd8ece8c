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


def test_a_row_that_is_missing_from_a_day_is_told_with_the_days_together(reader):
    lost = TWO_DAYS.format(first="", second="").replace("2026-10-02,A4,咖啡,25.50\n", "")
    assert reader(HEAD + lost).reading.control == (9550, 7000)
    assert reader(HEAD + lost + ",總計,,95.50\n").reading.control == (9550, 7000)


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


def test_a_customer_who_is_called_total_buys(reader):
    rows = "".join(f"2026-10-{day:02},F{day},{'Total' if day % 3 else 'Galp'},{day}.50\n" for day in range(1, 9))
    assert reader("Date,Invoice,Customer,Amount\n" + rows).reading.rejected == {}
