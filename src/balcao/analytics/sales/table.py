"""The staged export: every cell as text in Parquet, with the columns that may play each role."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import duckdb

from balcao.analytics.economies import Economy
from balcao.analytics.sales.cells import filled, is_untidy, text_of
from balcao.analytics.sales.dialects.dialect import Dialect
from balcao.analytics.sales.schema import Overrules, Reading
from balcao.analytics.sales.understanding.contents import tidy
from balcao.analytics.sales.understanding.understood import Understanding

SAMPLE = 20_000
"""Rows from which to tell whether a column repeats itself."""
MOST_LOOKED_UP = 100_000
"""Distinct texts of a column whose words are looked up, the commonest first."""
FEW_ROWS = 10_000
"""Rows up to which what is derived is kept at once instead of being computed when it is read."""


@dataclass
class Table:
    """One staged export and everything known about it so far.

    `cells` is the view with the columns c0, c1, … and `source` the one that has those derived from them too; `untidy` remembers
    which columns need trimming; `undated` rows have no moment that can be; `told_twice` names the documents that others tell again. `roles` are the columns (by position) that could play each role, best first.
    """

    con: duckdb.DuckDBPyConnection
    headers: list[str]
    roles: dict[str, list[int]]
    dialect: Dialect
    economy: Economy
    overrules: Overrules
    reading: Reading
    understanding: Understanding
    cells: str = "raw"
    source: str = "raw"
    untidy: dict[str, bool] = field(default_factory=dict)
    spreads: dict[str, tuple[int, ...]] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    undated: int = 0
    told_twice: dict[str, str] = field(default_factory=dict)
    layers: int = 0
    forms: int = 0

    @property
    def decimal_comma(self) -> bool | None:
        """Whether decimals of this file have a comma; None if no cell shows it."""
        return self.understanding.decimal_comma

    def mark(self, column: str) -> str | None:
        """The decimal mark of a column whose cells could be read both ways."""
        return self.understanding.marks.get(int(column[1:]))

    def is_untidy(self, column: str) -> bool:
        """Whether any cell of the column needs trimming or says *unknown*; looked up once."""
        if column not in self.untidy:
            # few texts again and again are looked at once each; an id for each line is quicker looked at where it stands
            distinct = self.row(
                f"SELECT approx_count_distinct({column}) FROM (SELECT {column} FROM {self.cells} LIMIT {SAMPLE})"
            )
            cells = self.cells if distinct[0] > SAMPLE / 4 else f"(SELECT DISTINCT {column} FROM {self.cells})"
            self.untidy[column] = bool(
                self.row(f"SELECT coalesce(bool_or({is_untidy(column)}), false) FROM {cells}")[0]
            )
        return self.untidy[column]

    def spread(self, column: str) -> tuple[int, ...]:
        """How many cells are filled, about how many differ, the longest one's length, and how many hold E+; looked up once."""
        if column not in self.spreads:
            self.spreads[column] = self.row(
                f"SELECT count({column}), approx_count_distinct({column}), coalesce(max(length({column})), 0),"
                f" count(*) FILTER (contains({column}, 'E+')) FROM {self.cells}"
            )
        return self.spreads[column]

    def text(self, column: str) -> str:
        """SQL: what a cell says, null if nothing."""
        return text_of(column) if self.is_untidy(column) else column

    def filled(self, column: str) -> str:
        """SQL: what a cell says, null if nothing or a word for *unknown*."""
        return filled(column) if self.is_untidy(column) else column

    def derive(self, joins: str = "", **columns: str) -> None:
        """Add columns computed from the source's, each computed once however often it is used later."""
        self.derived |= columns.keys()
        added = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        self._lay(f"SELECT {self.source}.*, {added} FROM {self.source} {joins}")

    def supersede(self, name: str, new: str) -> None:
        """Let a derived column take the place of an earlier one."""
        self._lay(f"SELECT * EXCLUDE ({name}, {new}), {new} AS {name} FROM {self.source}")
        self.derived.discard(new)

    def told_of(self, text: str) -> str | None:
        """What the caller said that rows of a text of a type or a state count as, however it is written."""
        if not self.overrules.rows:
            return None
        said = {known.lower(): (known, answer) for known, answer in self.overrules.rows.items()}.get(tidy(text).lower())
        if said is None:
            return None
        self.reading.rows_told[said[0]] = said[1]
        return said[1]

    def _lay(self, query: str) -> None:
        """Make a query the source: of few rows as a table, as planning views upon views takes longer than the rows do."""
        self.layers += 1
        kind = "TABLE" if self.reading.rows <= FEW_ROWS else "VIEW"
        self.con.execute(f"CREATE TEMP {kind} layer{self.layers} AS {query}")
        self.source = f"layer{self.layers}"

    def column(self, role: str) -> str | None:
        """The SQL name of the best column for a role."""
        places = self.roles.get(role)
        return f"c{places[0]}" if places else None

    def candidates(self, role: str) -> list[str]:
        """The SQL names of all columns that may play a role, best first."""
        return [f"c{place}" for place in self.roles.get(role, [])]

    def settle(self, role: str, column: str | None) -> None:
        """Fix the column that plays a role after looking at its cells; None means that none does."""
        if column is None:
            self.roles.pop(role, None)
        else:
            self.roles[role] = [int(column[1:])]

    def named(self, role: str) -> list[str]:
        """The headings used for a role, for the reading report."""
        return [self.headers[place] for place in self.roles.get(role, [])[:1]]

    def row(self, sql: str) -> tuple[int, ...]:
        """The single row that a query yields."""
        row = self.con.execute(sql).fetchone()
        assert row is not None
        return row

    def any(self, condition: str) -> bool:
        """Whether an SQL condition holds on any row."""
        return bool(self.row(f"SELECT count(*) FROM (SELECT 1 FROM {self.source} WHERE {condition} LIMIT 1)")[0])

    def derive_once(self, name: str, condition: str) -> bool:
        """Add a column that is true where a costly condition holds, asked once of every row; returns whether it is anywhere."""
        rows = f"rows{self.layers}"
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE {rows} AS SELECT row_number AS marked FROM {self.source} WHERE {condition}"
        )
        found = bool(self.row(f"SELECT count(*) FROM {rows}")[0])
        if found:
            self.derive(f"LEFT JOIN {rows} ON {rows}.marked = {self.source}.row_number", **{name: "marked IS NOT NULL"})
        return found

    def derive_by_text(self, column: str, **columns: str) -> None:
        """Like derive, for SQL that depends on one column's text alone: looked at once for each distinct text."""
        words = f"words{self.layers}"
        computed = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        self.con.execute(
            f"CREATE TEMP TABLE {words} AS SELECT {column} AS text, {computed} FROM (SELECT DISTINCT {column} FROM {self.source})"
        )
        self.derive(
            f"LEFT JOIN {words} ON {words}.text = {self.source}.{column}",
            **{name: f"{words}.{name}" for name in columns},
        )

    def derive_by_words(self, column: str, names: Iterable[str], look: Callable[[str], tuple[bool, ...]]) -> None:
        """Add columns that are true where `look` says so of the cell's text; it is asked once for each distinct text."""
        words, wanted = f"said{self.layers}", list(names)
        texts = [
            t
            for (t,) in self.con.execute(
                f"SELECT {column} FROM {self.source} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT {MOST_LOOKED_UP}"
            ).fetchall()
        ]
        rows = [(t, *found) for t in texts if any(found := look(t))]
        if not rows:  # a join with nothing costs as much as one with something, on every line and in every later query
            return self.derive(**dict.fromkeys(wanted, "false"))
        self.con.execute(f"CREATE TEMP TABLE {words} (text VARCHAR, {', '.join(f'{n} BOOLEAN' for n in wanted)})")
        columns = list(zip(*rows, strict=True))
        marks = ", ".join(f"unnest($p{n})" for n in range(len(columns)))
        self.con.execute(f"INSERT INTO {words} SELECT {marks}", {f"p{n}": list(c) for n, c in enumerate(columns)})
        self.derive(
            f"LEFT JOIN {words} ON {words}.text = {self.source}.{column}",
            **{name: f"coalesce({words}.{name}, false)" for name in wanted},
        )
