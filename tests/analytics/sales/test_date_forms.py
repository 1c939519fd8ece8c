"""Ways of writing a moment in many languages and what they mean, each read from a small file; and texts that are no dates."""

import csv
import io
from datetime import date, datetime

import pytest

from balcao.analytics.sales.schema import NotSalesError

D, T = date(2026, 7, 25), datetime(2026, 7, 25, 14, 30)
"""What most of the texts below mean: that day, or that day at half past two in the afternoon."""

WRITTEN = [
    # international and machines
    ("2026-07-25", "MO", D), ("2026-07-25 14:30", "MO", T), ("2026-07-25T14:30:00", "MO", T), ("20260725", "MO", D),
    ("202607251430", "MO", T), ("20260725143000", "MO", T), ("20260725 14:30", "MO", T),
    ("2026-07-25T06:30:00Z", "MO", T), ("2026-07-25T14:30:00+08:00", "MO", T), ("2026-07-25 14:30:00 +0800", "MO", T),
    ("2026-07-25 2:30 PM", "MO", T), ("2026-07-25 02:30:00 PM", "US", T),
    ("2026-07-25 06:30:00 UTC", "MO", T), ("2026-07-25 14:30:00.123", "MO", datetime(2026, 7, 25, 14, 30, 0, 123000)),
    ("Sat, 25 Jul 2026 14:30:00 +0800", "MO", T), ("Sat, 25 Jul 2026 06:30:00 GMT", "MO", T),
    ("Sat Jul 25 2026 14:30:00 GMT+0800 (Hong Kong Standard Time)", "MO", T), ("1784961000", "MO", T), ("1784961000000", "MO", T),
    # English
    ("25/07/2026", "GB", D), ("07/25/2026", "US", D), ("7/25/26", "US", D), ("25-Jul-2026", "GB", D), ("25 July 2026", "GB", D),
    ("July 25, 2026", "US", D), ("Jul 25, 2026, 2:30 PM", "US", T), ("Saturday, July 25, 2026", "US", D), ("25th July 2026", "GB", D),
    ("7/25/2026 2:30 p.m.", "US", T), ("25/07/26 14:30", "GB", T), ("Jul-25-26", "US", D),
    # Chinese
    ("2026年7月25日", "MO", D), ("2026年07月25日 14:30", "MO", T), ("2026年7月25日 下午2:30", "MO", T), ("2026/7/25 下午 02:30:00", "TW", T),
    ("2026年7月25日 14時30分", "HK", T), ("2026年7月25日14时30分", "CN", T), ("2026年7月25日星期六", "MO", D), ("民國115年7月25日", "TW", D),
    ("115/07/25", "TW", D), ("115.07.25", "TW", D), ("2026-07-25 星期六", "CN", D),
    # Portuguese
    ("25 de julho de 2026", "PT", D), ("25/jul/2026", "PT", D), ("25/07/2026 14h30", "PT", T), ("25/07/2026 às 14:30", "PT", T),
    ("sábado, 25 de julho de 2026", "PT", D), ("25-07-2026 14:30:00", "PT", T),
    # Spanish
    ("25 de julio de 2026", "MX", D), ("25/jul./2026", "MX", D), ("25/07/2026 02:30 p. m.", "MX", T), ("sábado 25 de julio de 2026", "PE", D),
    # French
    ("25 juillet 2026", "PT", D), ("25 juil. 2026 14:30", "PT", T), ("25/07/2026 à 14h30", "PT", T), ("samedi 25 juillet 2026", "PT", D),
    # German
    ("25.07.2026", "PT", D), ("25.07.2026, 14:30 Uhr", "PT", T), ("25. Juli 2026", "PT", D), ("Sa., 25.07.2026", "PT", D),
    # Italian
    ("25 luglio 2026", "PT", D), ("25/07/2026 ore 14:30", "PT", T), ("25 lug 2026", "PT", D),
    # Japanese
    ("2026年7月25日(土)", "JP", D), ("2026年7月25日 14時30分", "JP", T), ("2026/07/25 午後2:30", "JP", T), ("令和8年7月25日", "JP", D),
    # Korean
    ("2026년 7월 25일", "KR", D), ("2026. 7. 25.", "KR", D), ("2026. 7. 25. 오후 2:30", "KR", T), ("2026-07-25 (토)", "KR", D),
    # Indonesian and Malay
    ("25 Juli 2026", "ID", D), ("25 Agustus 2026", "ID", date(2026, 8, 25)), ("25 Julai 2026", "MY", D), ("25 Ogos 2026", "MY", date(2026, 8, 25)),
    # Thai
    ("25/07/2569", "TH", D), ("25 กรกฎาคม 2569", "TH", D), ("25 ก.ค. 2569 14:30 น.", "TH", T),
    # Vietnamese
    ("25 tháng 7 năm 2026", "VN", D), ("ngày 25 tháng 7 năm 2026", "VN", D), ("14:30 25/07/2026", "VN", T),
    # Turkish, Dutch, Polish
    ("25 Temmuz 2026", "PT", D), ("25 Tem 2026 14:30", "PT", T), ("25 juli 2026", "PT", D), ("25 mrt. 2026", "PT", date(2026, 3, 25)),
    ("za 25 juli 2026 14:30", "PT", T), ("25 lipca 2026", "PT", D), ("25 lip 2026", "PT", D), ("25 sierpnia 2026", "PT", date(2026, 8, 25)),
]  # fmt: skip
"""A text, where it is written so, and the day or the moment (on the shop's clock) that it means."""

NO_DATES = [
    "Table 4", "M8/3", "2026/18", "Latte", "7Up 33 cl", "Vinho 2019", "No. 12", "A-2026-07", "12.50", "MOP 25.07", "1,234.50", "-3",
    "853 2833 1234", "+351 912 345 678", "31/02/2026", "2026-13-45", "32 July 2026", "25:61", "3/4", "May", "March pump", "50% off",
    "20260725001", "10.0.0.12", "Set A/B/C",
]  # fmt: skip


def table(cells: list[str], heading: str = "Date") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [[heading, "Item", "Total"], *([cell, "Tea", "10.00"] for cell in cells)]
    )
    return out.getvalue()


@pytest.mark.parametrize(("text", "where", "means"), WRITTEN, ids=[text for text, *_ in WRITTEN])
def test_a_moment_as_people_write_it(reader, text, where, means):
    lines = reader(table([text]), where)
    day, at = lines.connect().execute("SELECT day, local_at FROM lines").fetchall()[0]
    if isinstance(means, datetime):
        assert at == means
    else:
        assert day == means


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_left_out_of_a_column_of_dates(reader, text):
    lines = reader(table([*(f"{day}/07/2026" for day in (14, 15, 16, 17, 18)), text]), "PT")
    days = lines.connect().execute("SELECT min(day), max(day) FROM lines").fetchall()
    assert days == [(date(2026, 7, 14), date(2026, 7, 18))]
    assert lines.reading.rejected == {"no date": 1}


@pytest.mark.parametrize("text", NO_DATES)
def test_a_column_of_what_is_no_date_is_no_date(reader, text):
    with pytest.raises(NotSalesError):
        reader(table([text] * 4))


def test_ways_of_writing_that_differ_within_a_column_are_all_read(reader):
    lines = reader(table(["25/07/2026", "26.07.2026", "27 de julho de 2026", "2026-07-28", "29/07/2026 14:30"]), "PT")
    found = lines.connect().execute("SELECT day FROM lines ORDER BY day").fetchall()
    assert found == [(date(2026, 7, day),) for day in (25, 26, 27, 28, 29)]


def test_midnight_and_noon_are_told_apart(reader):
    lines = reader(table(["7/25/2026 12:05 AM", "7/25/2026 12:05 PM", "7/25/2026 11:05 PM"]), "US")
    found = lines.connect().execute("SELECT local_at FROM lines ORDER BY 1").fetchall()
    assert found == [(datetime(2026, 7, 25, hour, 5),) for hour in (0, 12, 23)]


def test_in_chinese_half_past_twelve_at_noon_and_in_the_small_hours(reader):
    lines = reader(table(["2026/7/25 上午 12:30", "2026/7/25 下午 12:30", "2026/7/25 晚上 8:30"]), "TW")
    found = lines.connect().execute("SELECT local_at FROM lines ORDER BY 1").fetchall()
    assert found == [(datetime(2026, 7, 25, hour, 30),) for hour in (0, 12, 20)]
