"""Several files of sale lines become one history: nothing is counted twice, and people's names stay behind.

A line that two files share is one line; a second identical line within one file is a second unit. So of each distinct
line a history holds as many as the file that has most of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from balcao.analytics.sales.schema import PARQUET, connect, quote, quoted

LINE = "sold_at, receipt, item_key, variant, kind, quantity, amount"
"""What makes two lines the same sale."""

COMMON_DAYS = 3
"""Days that two files must share before we say that they tell the same sales in two ways."""
SAME_TOTAL = 0.01
"""The part by which a day's totals may differ when two files tell the same day."""
SAME_DAYS = 0.8
"""The part of common days whose totals must agree."""
OTHER_LINES = 0.2
"""The part of lines in common below which two files are not the same export."""


FEWEST_RECEIPTS = 5
"""Receipts in common that show that two files number the same sales."""
SAME_RECEIPTS = 0.9
"""The part of them whose money, or whose day, must be the same: numbers that are used again are of other sales."""
OTHER_DAYS = 0.05
"""The part of them on other days from which another column of days was read."""
OTHER_MONEY = 0.5
"""The part of them with other money from which another column of money was read."""


@dataclass(frozen=True)
class Overlap:
    """How a new file stands to a history: `same` of its `lines` are known; `days` are common.

    `told_twice`: the lines differ but the days' totals agree, as when items and payments of one shop are exported; or receipts
    that are known stand on other days, or have other money (`moved` of them), as when another column is read.
    """

    lines: int
    same: int
    days: int
    told_twice: bool
    moved: int = 0


def compare(earlier: Sequence[Path], new: Path) -> Overlap:
    """What of a new file an earlier history already has."""
    with connect({"fresh": new}) as con:
        lines = _one(con, "SELECT count(*) FROM fresh")
        if not earlier:
            return Overlap(lines, 0, 0, False)
        con.execute(f"CREATE VIEW known AS SELECT * FROM ({_union(earlier)})")
        con.execute(
            "CREATE TEMP TABLE common AS SELECT DISTINCT day FROM fresh INTERSECT SELECT DISTINCT day FROM known"
        )
        days = _one(con, "SELECT count(*) FROM common")
        if not days:
            return Overlap(lines, 0, 0, False)
        counted = f"SELECT {LINE}, count(*) AS n FROM {{0}} SEMI JOIN common USING (day) GROUP BY ALL"
        most = f"SELECT {LINE}, max(n) AS n FROM (SELECT {LINE}, file, count(*) AS n FROM known SEMI JOIN common USING (day) GROUP BY ALL) GROUP BY ALL"
        equal = " AND ".join(f"a.{c} IS NOT DISTINCT FROM b.{c}" for c in LINE.split(", "))
        same = _one(
            con,
            f"SELECT coalesce(sum(least(a.n, b.n)), 0)::BIGINT FROM ({counted.format('fresh')}) a JOIN ({most}) b ON {equal}",
        )
        there = _one(con, "SELECT count(*) FROM fresh SEMI JOIN common USING (day)")
        agreeing = _one(
            con,
            f"""SELECT count(*) FROM (SELECT day, sum(amount) AS total FROM fresh SEMI JOIN common USING (day) GROUP BY 1) a
            JOIN (SELECT day, max(total) AS total, min(total) AS least FROM
                (SELECT day, file, sum(amount) AS total FROM known SEMI JOIN common USING (day) GROUP BY 1, 2) GROUP BY 1) b
            USING (day) WHERE a.total <> 0 AND least(abs(a.total - b.total), abs(a.total - b.least)) <= {SAME_TOTAL} * abs(a.total)""",
        )
        told_twice = days >= COMMON_DAYS and same < OTHER_LINES * there and agreeing >= SAME_DAYS * days
        moved = 0 if told_twice else _moved(con)
        return Overlap(lines, same, days, told_twice or moved > 0, moved)


def _moved(con: duckdb.DuckDBPyConnection) -> int:
    """Receipts of the view `fresh` that `known` has on other days with the same money, or on the same days with other money; 0 if the numbers
    may just be used again, or few differ, as orders that were changed since.
    """
    told = "SELECT receipt, min(day) AS day, sum(amount) AS money FROM {0} WHERE receipt IS NOT NULL GROUP BY receipt"
    earlier = told.format("known").replace("receipt, min", "receipt, file, min") + ", file"
    receipts, alike, days, money = con.execute(
        "SELECT count(*), count(*) FILTER (here AND paid), count(*) FILTER (paid AND NOT here), count(*) FILTER (here AND NOT paid) FROM"
        f" (SELECT bool_or(a.day = b.day) AS here, bool_or(a.money = b.money) AS paid FROM ({told.format('fresh')}) a"
        f" JOIN ({earlier}) b USING (receipt) GROUP BY receipt)"
    ).fetchall()[0]
    if receipts < FEWEST_RECEIPTS:
        return 0
    if days > OTHER_DAYS * receipts and alike + days >= SAME_RECEIPTS * receipts:
        return int(days)
    return int(money) if money > OTHER_MONEY * receipts and alike + money >= SAME_RECEIPTS * receipts else 0


def merge(
    files: Sequence[Path],
    target: Path,
    names: Mapping[str, str] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> int:
    """Write the history of `files` between two business days as Parquet; returns its lines.

    Earlier files come first: of equal lines theirs stay. `names` turns pseudonyms of staff back into what the shop calls them.
    """
    within = ["TRUE"]
    if first:
        within.append(f"day >= {quote(first.isoformat())}")
    if last:
        within.append(f"day <= {quote(last.isoformat())}")
    with connect() as con:
        con.execute("CREATE TEMP TABLE names (code VARCHAR, name VARCHAR)")
        if names:
            con.executemany("INSERT INTO names VALUES (?, ?)", list(names.items()))
        known = f"SELECT * FROM ({_union(files)}) WHERE {' AND '.join(within)}"
        if len(files) > 1:
            known = f"""SELECT * EXCLUDE (nth) FROM (SELECT *, row_number() OVER (PARTITION BY file, {LINE}) AS nth FROM ({known}))
                QUALIFY row_number() OVER (PARTITION BY nth, {LINE} ORDER BY file) = 1"""
        con.execute(
            f"""COPY (SELECT known.* EXCLUDE (file) REPLACE (coalesce(names.name, known.staff) AS staff)
            FROM ({known}) AS known LEFT JOIN names ON names.code = known.staff) TO {quote(str(target))} ({PARQUET})"""
        )
        return _one(con, f"SELECT count(*) FROM read_parquet({quote(str(target))})")


def pseudonymise(lines: Path, target: Path, pseudonym: Callable[[str], str]) -> dict[str, str]:
    """Write the lines with staff and customers replaced by their pseudonyms; returns those of staff, with their names."""
    with connect({"lines": lines}) as con:
        staff: dict[str, str] = {}
        for column in ("staff", "customer"):
            con.execute(f"CREATE TEMP TABLE {column}_codes (name VARCHAR, code VARCHAR)")
            names = [
                n for (n,) in con.execute(f"SELECT DISTINCT {column} FROM lines WHERE {column} IS NOT NULL").fetchall()
            ]
            codes = {name: pseudonym(name) for name in names}
            if codes:
                values = ", ".join(f"({quoted(pair)})" for pair in codes.items())
                con.execute(f"INSERT INTO {column}_codes VALUES {values}")
            if column == "staff":
                staff = {code: name for name, code in codes.items()}
        con.execute(
            f"""COPY (SELECT lines.* REPLACE (staff_codes.code AS staff, customer_codes.code AS customer) FROM lines
            LEFT JOIN staff_codes ON staff_codes.name = lines.staff
            LEFT JOIN customer_codes ON customer_codes.name = lines.customer) TO {quote(str(target))} ({PARQUET})"""
        )
        return staff


def period(lines: Path) -> tuple[int, date, date]:
    """How many lines a file has, and its first and last business day."""
    with connect({"lines": lines}) as con:
        row = con.execute("SELECT count(*), min(day), max(day) FROM lines").fetchone()
        assert row is not None
        return row[0], row[1], row[2]


def totals(lines: Path) -> dict[str, int]:
    """Net sales (minor units), receipts and open days of a file of lines."""
    with connect({"lines": lines}) as con:
        row = con.execute(
            "SELECT count(*), coalesce(sum(amount), 0)::BIGINT, count(DISTINCT receipt) FILTER (kind <> 'void'),"
            " count(DISTINCT day) FROM lines"
        ).fetchone()
        assert row is not None
        return dict(zip(("lines", "net", "receipts", "days_open"), row, strict=True))


def _union(files: Sequence[Path]) -> str:
    parts = (f"SELECT *, {n} AS file FROM read_parquet({quote(str(path))})" for n, path in enumerate(files))
    return " UNION ALL BY NAME ".join(parts)


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(sql).fetchone()
    assert row is not None
    return int(row[0])
