"""The staged export: every cell as text in Parquet, with the columns that may play each role."""

from dataclasses import dataclass, field

import duckdb

from balcao.analytics.economies import Economy
from balcao.analytics.sales.cells import filled, is_untidy, text_of
from balcao.analytics.sales.columns import roles_by_content, roles_by_heading, tidy_heading
from balcao.analytics.sales.dialects import recognise
from balcao.analytics.sales.dialects.dialect import Dialect
from balcao.analytics.sales.schema import NotSalesError, Overrules, Reading

SAMPLE = 20_000
"""Rows from which to tell whether a column repeats itself."""


@dataclass
class Table:
    """One staged export and everything known about it so far.

    `cells` is the view with the columns c0, c1, … and `source` the one that has those derived from them too; `untidy` remembers
    which columns need trimming.
    """

    con: duckdb.DuckDBPyConnection
    headers: list[str]
    roles: dict[str, list[int]]
    dialect: Dialect
    economy: Economy
    overrules: Overrules
    reading: Reading
    cells: str = "raw"
    source: str = "raw"
    untidy: dict[str, bool] = field(default_factory=dict)
    spreads: dict[str, tuple[int, ...]] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    layers: int = 0

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
        self.layers += 1
        self.derived |= columns.keys()
        added = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        self.con.execute(
            f"CREATE TEMP VIEW layer{self.layers} AS SELECT {self.source}.*, {added} FROM {self.source} {joins}"
        )
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


def assign_roles(
    headers: list[str], header_found: bool, sample: list[list[str]], overrules: Overrules
) -> tuple[Dialect, dict[str, list[int]]]:
    """Recognise the dialect and say which columns may play which role; the caller's word comes first.

    Raises NotSalesError("unknown_column") when an overruled heading is not in the file.
    """
    dialect = recognise(headers)
    by_heading = roles_by_heading(headers) if header_found else roles_by_content(sample, len(headers))
    roles = {role: places for role, places in by_heading.items() if role not in dialect.drop}
    positions = {tidy_heading(h): n for n, h in reversed(list(enumerate(headers)))}
    for role, names in dialect.columns.items():
        places = [positions[tidy] for name in names if (tidy := tidy_heading(name)) in positions]
        if places:
            roles[role] = places + [p for p in roles.get(role, []) if p not in places]
    for role, name in overrules.columns.items():
        if tidy_heading(name) not in positions:
            raise NotSalesError("unknown_column", column=name)
        roles[role] = [positions[tidy_heading(name)]]
    return dialect, roles
