"""Cells for spreadsheets: whatever somebody wrote, no spreadsheet runs it as a formula. Every CSV and XLSX is written with these."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

_SIGNS = "=+\\-@|%＝＋－＠｜％"
_BLANKS = "\\s\\x00-\\x1f\\x{a0}\\x{2000}-\\x{200f}\\x{2028}\\x{2029}\\x{2060}\\x{3000}\\x{feff}"
"""What a spreadsheet may skip before it looks for a sign: blanks of every width, and marks that nobody sees."""
DANGEROUS = f"^([{_BLANKS}]*[{_SIGNS}]|[\\t\\r\\n])"
"""What begins so may be a formula, in the words of RE2; a cell is one only by itself, so every cell is quoted."""
NUMBER = r"^\s*[-+]?\d[\d.,\s]*%?\s*$"
"""What begins with a sign and is a number all the same."""

_IS_DANGEROUS = re.compile(re.sub(r"\\x\{(\w+)\}", lambda found: chr(int(found[1], 16)), DANGEROUS))
INNER = f'(;[\\s"]*)([{_SIGNS}])'
"""Where a spreadsheet that parts cells at semicolons would begin another one with a sign."""
_INNER, _APART = re.compile(INNER), r"\1'\2"
_IS_NUMBER = re.compile(NUMBER, re.ASCII)


def inert(cell: Any) -> Any:
    """The cell, with an apostrophe before a text that could be a formula; numbers are not touched."""
    if not isinstance(cell, str):
        return cell
    if _IS_DANGEROUS.match(cell) and not _IS_NUMBER.match(cell):
        cell = f"'{cell}"
    return _INNER.sub(r"\1'\2", cell)


def inert_sql(column: str) -> str:
    """SQL (DuckDB): the same for a column of texts."""
    inner = f"regexp_replace({column}, {_quoted(INNER)}, {_quoted(_APART)}, 'g')"
    dangerous = f"regexp_matches({column}, {_quoted(DANGEROUS)}) AND NOT regexp_matches({column}, {_quoted(NUMBER)})"
    return f"CASE WHEN {dangerous} THEN {_quoted(chr(39))} || {inner} ELSE {inner} END"


def write_table(con: Any, query: str, target: Path) -> None:
    """Write what a query of DuckDB finds as CSV: every cell quoted, every text inert, its headings too."""
    columns = con.execute(f"DESCRIBE {query}").fetchall()
    cells = ", ".join(
        f"{inert_sql(_name(name)) if kind == 'VARCHAR' else _name(name)} AS {_name(heading)}"
        for (name, kind, *_), heading in zip(columns, _headings([column[0] for column in columns]), strict=True)
    )
    con.execute(
        f"COPY (SELECT {cells} FROM ({query})) TO {_quoted(str(target))} (FORMAT csv, HEADER true, FORCE_QUOTE *)"
    )


def rows_as_csv(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Rows as lines of CSV, each as it is asked for: every cell quoted, every text inert."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    for row in rows:
        yield writer.writerow([inert(cell) for cell in row])


class _Echo:
    def write(self, line: str) -> str:
        return line


def _headings(names: Sequence[str]) -> list[str]:
    """Headings that are inert, and still told from one another."""
    found: list[str] = []
    for name in names:
        made = str(inert(name.replace("\n", " ")))
        found.append(made if made.lower() not in {n.lower() for n in found} else f"{made} ({len(found) + 1})")
    return found


def _name(name: str) -> str:
    return f'"{name.replace(chr(34), chr(34) * 2)}"'


def _quoted(text: str) -> str:
    return "'{}'".format(text.replace("'", "''"))
