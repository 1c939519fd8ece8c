"""Days without a year are no days of sale, and the refusal says just that."""

import pytest

from balcao.analytics.sales.schema import NotSalesError


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("日期", ["10/05", "10/06", "10/17"]),
        ("日期", ["10月5日", "10月6日", "10月17日"]),
        ("Date", ["5 Oct", "6 Oct", "17 Oct"]),
        ("Data", ["5 de outubro", "6 de outubro", "17 de outubro"]),
        ("Data/Hora", ["05-10 12:30", "06-10 13:00", "17-10 09:15"]),
        ("Datum", ["05.10", "06.10", "17.10"]),
    ],
)
def test_dates_without_a_year_are_refused_as_such(reader, heading, days):
    rows = "".join(f"{day},Tea,{n}.50\n" for n, day in enumerate(days * 3, 11))
    with pytest.raises(NotSalesError) as refusal:
        reader(f"{heading},Item,Total\n{rows}")
    assert (refusal.value.code, refusal.value.facts) == ("no_year", {"column": heading})


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Size", ["3/4", "12 kg", "45"]),
        ("Table", ["3-4", "1-2", "5-6"]),
        ("Page", ["1/12", "2/12", "3/12"]),
        ("Lote", ["12/24", "11/24", "10/24"]),
        ("Month", ["Jan-26", "Feb-26", "Mar-26"]),
        ("Date", ["Oct-25", "Nov-25", "Jan-26"]),
        ("Mês", ["jan/26", "fev/26", "mar/26"]),
        ("Period", ["01/26", "02/26", "03/26"]),
    ],
)
def test_sizes_and_months_are_no_days_without_a_year(reader, heading, cells):
    with pytest.raises(NotSalesError) as refusal:
        reader(f"Item,{heading},Price\nTea,{cells[0]},10.50\nBun,{cells[1]},5.25\nSoup,{cells[2]},12.10\n")
    assert refusal.value.code != "no_year"
