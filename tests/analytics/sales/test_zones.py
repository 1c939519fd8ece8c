"""Wall clocks and UTC as SQL agree with the time-zone database, also around the nights when clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest

from balcao.analytics.sales.zones import from_utc, to_utc

FIRST = datetime(2024, 3, 1)
HALF_HOURS = [FIRST + timedelta(minutes=30 * n) for n in range(2 * 24 * 420)]


def computed(sql: str) -> list[datetime]:
    con = duckdb.connect()
    con.execute("CREATE TABLE times AS SELECT unnest($times) AS t", {"times": HALF_HOURS})
    return [row[0] for row in con.execute(f"SELECT {sql} FROM times ORDER BY t").fetchall()]


def bounds():
    return HALF_HOURS[0], HALF_HOURS[-1]


@pytest.mark.parametrize("zone", ["Asia/Macau", "Europe/London", "America/New_York", "Australia/Sydney", "UTC"])
def test_utc_becomes_wall_clock(zone):
    expected = [t.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for t in HALF_HOURS]
    assert computed(from_utc("t", zone, bounds)) == expected


@pytest.mark.parametrize("zone", ["Asia/Macau", "Europe/London", "America/New_York", "Australia/Sydney", "UTC"])
def test_wall_clock_becomes_utc_and_a_double_hour_is_its_first(zone):
    expected = [t.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None) for t in HALF_HOURS]
    assert computed(to_utc("t", zone, bounds)) == expected


def test_a_zone_without_changes_is_one_shift():
    assert from_utc("t", "Asia/Macau", bounds) == "(t + to_minutes(480))"
