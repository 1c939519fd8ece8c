"""Files become one history: what they share counts once, whatever the order, and names stay behind."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as some

from balcao.analytics.sales.history import compare, merge, period, pseudonymise, totals
from balcao.analytics.sales.schema import connect, quote

Line = tuple[int, str, str, int]
"""Day of March, receipt, item, amount."""
LINES = some.lists(
    some.tuples(some.integers(1, 5), some.sampled_from("AB"), some.sampled_from(["tea", "bun"]), some.integers(1, 3)),
    min_size=1,
    max_size=12,
)


def write(lines: list[Line], file: Path, staff: str = "Chan") -> Path:
    """Sale lines as the reader writes them, with the columns that a history looks at."""
    values = ", ".join(f"({day}, '{receipt}', '{item}', {amount})" for day, receipt, item, amount in lines)
    with connect() as con:
        con.execute(
            f"""COPY (SELECT make_timestamp(2026, 3, day::BIGINT, 9, 0, 0) AS sold_at, make_date(2026, 3, day::BIGINT) AS day, receipt,
            item, item AS item_key, NULL::VARCHAR AS variant, 'sale' AS kind, 1::DECIMAL(18,3) AS quantity, amount::BIGINT AS amount,
            {quote(staff)} AS staff, 'C' || receipt AS customer FROM (VALUES {values}) v(day, receipt, item, amount))
            TO '{file}' (FORMAT parquet)"""
        )
    return file


def read(file: Path) -> Counter[Line]:
    with connect({"lines": file}) as con:
        return Counter(con.execute("SELECT day(day), receipt, item, amount FROM lines").fetchall())


@settings(deadline=None, max_examples=60)
@given(some.lists(LINES, min_size=1, max_size=3), some.randoms())
def test_of_each_line_a_history_holds_as_many_as_the_file_with_most_of_it(files, chance):
    with TemporaryDirectory() as folder:
        paths = [write(lines, Path(folder) / f"{n}.parquet") for n, lines in enumerate(files)]
        expected: Counter[Line] = Counter()
        for lines in files:
            expected |= Counter(lines)
        chance.shuffle(paths)
        merge(paths, Path(folder) / "all.parquet")
        assert read(Path(folder) / "all.parquet") == expected
        merge([*paths, paths[0]], Path(folder) / "again.parquet")  # a file brought twice adds nothing
        assert read(Path(folder) / "again.parquet") == expected


@settings(deadline=None, max_examples=40)
@given(LINES, LINES)
def test_what_is_known_of_a_file_is_what_merging_does_not_add(old, new):
    with TemporaryDirectory() as folder:
        first, second = write(old, Path(folder) / "a.parquet"), write(new, Path(folder) / "b.parquet")
        found = compare([first], second)
        count = merge([first, second], Path(folder) / "all.parquet")
        assert found.lines == len(new) and count == len(old) + len(new) - found.same
        assert found.days == len({line[0] for line in old} & {line[0] for line in new})


def test_a_period_cuts_by_business_day(tmp_path):
    from datetime import date

    file = write([(1, "A", "tea", 1), (2, "A", "tea", 2), (3, "B", "bun", 3)], tmp_path / "a.parquet")
    assert merge([file], tmp_path / "cut.parquet", None, date(2026, 3, 2), date(2026, 3, 2)) == 1
    assert period(tmp_path / "cut.parquet") == (1, date(2026, 3, 2), date(2026, 3, 2))
    assert totals(file) == {"lines": 3, "net": 6, "receipts": 2, "days_open": 3}


def test_names_become_pseudonyms_and_staff_can_be_named_again(tmp_path):
    file = write([(1, "A", "tea", 1), (2, "B", "tea", 2)], tmp_path / "a.parquet", staff="O'Neill 陳")
    staff = pseudonymise(file, tmp_path / "b.parquet", lambda name: f"code-{len(name)}")
    assert staff == {"code-9": "O'Neill 陳"}
    merge([tmp_path / "b.parquet"], tmp_path / "c.parquet", staff)
    with connect({"lines": tmp_path / "c.parquet"}) as con:
        assert con.execute("SELECT DISTINCT staff, customer FROM lines").fetchall() == [("O'Neill 陳", "code-2")]


def test_the_same_money_in_other_lines_is_the_same_sales_told_another_way(tmp_path):
    items = [(day, "A", item, amount) for day in range(1, 6) for item, amount in (("tea", 10), ("bun", 20))]
    payments = [(day, "P", "payment", 30) for day in range(1, 6)]
    other = [(day, "P", "payment", 7 + day) for day in range(1, 6)]
    first = write(items, tmp_path / "a.parquet")
    assert compare([first], write(payments, tmp_path / "b.parquet")).told_twice
    assert not compare([first], write(other, tmp_path / "c.parquet")).told_twice
    assert not compare([first], write(items[:4], tmp_path / "d.parquet")).told_twice


def test_receipts_that_are_known_on_other_days_or_with_other_money_are_the_same_sales(tmp_path):
    sold = [(1 + n, f"R{n}", "tea", 10 + n) for n in range(12)]
    first = write(sold, tmp_path / "a.parquet")
    paid = [
        (day + (3 if n % 3 == 0 else 0), receipt, item, money) for n, (day, receipt, item, money) in enumerate(sold)
    ]
    gross = [(day, receipt, item, money + 2) for day, receipt, item, money in sold]
    later = [(20 + n, f"R{30 + n}", "tea", 5) for n in range(5)]
    for name, lines, moved in (
        ("days", paid + later, 4),
        ("money", gross, 12),
        ("same", sold + later, 0),
        ("new", later, 0),
    ):
        found = compare([first], write(lines, tmp_path / f"{name}.parquet"))
        assert (found.moved, found.told_twice) == (moved, moved > 0), name


def test_numbers_that_are_used_again_are_of_other_sales(tmp_path):
    first = write([(1 + n, f"R{n}", "tea", 10 + n) for n in range(12)], tmp_path / "a.parquet")
    again = [(12 + n, f"R{n}", "tea", 10 + (7 * n) % 11) for n in range(12)]
    changed = [(1 + n, f"R{n}", "tea", 10 + n + (n == 3)) for n in range(12)]  # an order was changed since
    for name, lines in (("again", again), ("changed", changed)):
        assert compare([first], write(lines, tmp_path / f"{name}.parquet")).moved == 0, name
