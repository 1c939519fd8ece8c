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


def test_a_table_of_sizes_and_prices_has_no_dates(reader):
    with pytest.raises(NotSalesError) as refusal:
        reader("Item,Size,Price\nTea,3/4,10.50\nBun,12 kg,5.25\nSoup,45,12.10\n")
    assert refusal.value.code != "no_year"
