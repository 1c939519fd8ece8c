"""No spreadsheet runs what somebody wrote into a cell, whoever writes the file and wherever the spreadsheet parts cells."""

import csv

import duckdb
import pytest

from balcao.analytics.inert import inert, inert_sql, rows_as_csv, write_table

RUNS = [
    "=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "|calc", "%0A=1", "\t=1", "\r=1", "\n=1", "\tx", " =1", "　=1", "\u00a0=1",
    "\u200b=1", "\ufeff=1", "＝1+1", "＋1+1", "－1", "＠SUM(A1)", "｜x", "％x", " ＝1", "=cmd|'/c calc'!A1", "-", "-1+1", "=-1",
]  # fmt: skip
STANDS = ["", "tea", "1", "-1", "-1.50", "+853 6612", "12%", "-12,5 %", "a=b", "x;1+1;y", "’", "'=1", "½", "-1.000,00"]


@pytest.mark.parametrize("text", RUNS)
def test_what_could_run_has_an_apostrophe(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", STANDS)
def test_what_cannot_stands_as_it_is(text):
    assert inert(text) == text


@pytest.mark.parametrize("cell", [-5, -5.5, 0, None, True])
def test_a_number_that_we_write_stays_a_number(cell):
    assert inert(cell) is cell


@pytest.mark.parametrize("text", RUNS + STANDS)
def test_the_database_says_the_same(text):
    assert duckdb.execute(f"SELECT {inert_sql('cell')} FROM (SELECT ? AS cell)", [text]).fetchone() == (inert(text),)


def test_a_table_is_written_with_every_cell_quoted(tmp_path):
    con, target = duckdb.connect(), tmp_path / "it's.csv"
    con.execute(
        """CREATE TABLE t AS SELECT '=1' AS "=head", 'x;=1+1;y' AS "a""b", -5.5::DECIMAL(9, 2) AS n, DATE '2026-01-02' AS d, 'z' AS "'=HEAD" """
    )
    write_table(con, "SELECT * FROM t", target)
    head, row = target.read_text().splitlines()
    assert head == '''"'=head","a""b","n","d","'=HEAD (5)"'''
    assert row == '''"'=1","x;'=1+1;y","-5.50","2026-01-02","z"'''


def test_rows_are_written_with_every_cell_quoted():
    lines = list(rows_as_csv([["=a", "b"], ["x;=1+1;y", -3], [None, "two\r\nlines"]]))
    assert lines[:2] == ['"\'=a","b"\r\n', '"x;\'=1+1;y","-3"\r\n']
    assert list(csv.reader(lines))[1] == ["x;'=1+1;y", "-3"]


@pytest.mark.parametrize("text", ["Café x;=cmd|' /C calc'!A0;", "x; -1+1", ";@SUM(A1)", 'x;"=1'])
def test_no_semicolon_begins_a_cell_that_runs(text):
    """Where lists are parted by semicolons, a quoted cell that is not the first of its line is parted at them too."""
    line = next(rows_as_csv([["ref", text, "z"]]))
    cells = next(csv.reader([line], delimiter=";"))
    assert not any(cell.lstrip().lstrip('"').startswith(("=", "+", "-", "@", "|", "%")) for cell in cells)
