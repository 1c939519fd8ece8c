"""Show how a small export is understood: of each column the role, what it is worth for it, why, and what came next.

.venv/bin/python deploy/show_understanding.py FILE [ECONOMY]

Prints the tables of docs/methods/reading.md. `balcao diagnose FILE --json` tells the same of any file, without what columns are worth.
"""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from balcao.analytics.economies import economy
from balcao.analytics.report.texts import Catalogue
from balcao.analytics.report.understanding import say_evidence
from balcao.analytics.sales.layout import find_layout
from balcao.analytics.sales.reading import read
from balcao.analytics.sales.schema import Evidence, Reading
from balcao.analytics.sales.understanding.evidence import named
from balcao.analytics.sales.understanding.fitting import score
from balcao.analytics.sales.understanding.understand import understand
from balcao.analytics.sales.understanding.understood import Understanding

LEAST = 0.05
"""What another column must be worth for a role to be called the next best."""


@dataclass(frozen=True)
class Column:
    """A column of the export. `worth`: what it is worth for its role; `next_worth`: what the next best column is worth for it.

    Without a role, `role` is empty and `name` is what its heading means.
    """

    heading: str
    cells: list[str]
    role: str
    name: str
    worth: float
    evidence: list[str]
    next_heading: str
    next_worth: float


@dataclass(frozen=True)
class Shown:
    """An export: its columns as they stand in the file, what could be the sale, what is taken off it, and what came out."""

    reading: Reading
    columns: list[Column]
    candidates: list[tuple[str, float, list[str]]]
    taken_off: list[str]
    lines: int
    net: str
    refunds: str


def show(file: Path, code: str = "MO") -> Shown:
    """Understand a small UTF-8 file with a delimiter, all rows of which are looked at, and read it."""
    place = economy(code)
    layout = find_layout(file)
    with file.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle, delimiter=layout.delimiter))[layout.skip :]
    found = understand(layout.headers, rows, layout.header is not None, place.decimal_comma, {}, frozenset())
    with TemporaryDirectory() as folder:
        read_lines = read(file, place, Path(folder))
        reading = read_lines.reading
        with read_lines.connect() as con:
            query = "SELECT count(*), sum(amount), coalesce(-sum(amount) FILTER (kind = 'refund'), 0) FROM lines"
            lines, net, refunds = con.execute(query).fetchall()[0]
    words = Catalogue("en", reading.currency, reading.minor_digits)

    def say(evidence: list[Evidence]) -> list[str]:
        return say_evidence([named(one, found) for one in evidence], words)

    less = found.amount.less if found.amount else []
    return Shown(
        reading,
        [_column(found, n, reading, words) for n in range(len(layout.headers))],
        [(layout.headers[c.place], c.score, say(c.evidence)) for c in found.money.candidates],
        [f"{layout.headers[at]} ({words.word('role', role)})" for role, at in less],
        lines,
        f"{net / 10**reading.minor_digits:,.2f}",
        f"{refunds / 10**reading.minor_digits:,.2f}",
    )


def _column(found: Understanding, place: int, reading: Reading, words: Catalogue) -> Column:
    column, meaning = found.columns[place], found.meanings[place]
    role = next((role for role, places in found.roles.items() if places and places[0] == place), "")
    cells = [text for text in column.texts if text][:2]
    if not role:
        name = max(meaning.roles, key=lambda one: meaning.roles[one], default="unknown")
        return Column(column.heading, cells, "", name.replace("_", " "), 0.0, [], "", 0.0)
    if role == "amount":
        worth = {c.place: c.score for c in found.money.candidates}
    else:
        worth = {c.place: score(role, c, found.meanings[c.place], True) for c in found.columns}
    other = max((n for n in worth if n != place), key=lambda n: worth[n], default=None)
    behind = other is not None and worth[other] >= LEAST
    understood = next(one for one in reading.understood if one.role == role)
    return Column(
        column.heading,
        cells,
        role,
        words.word("role", role),
        worth.get(place, 1.0),
        say_evidence(understood.evidence, words),
        found.columns[other].heading if behind and other is not None else "",
        worth[other] if behind and other is not None else 0.0,
    )


def as_markdown(shown: Shown) -> str:
    """The tables of the page."""
    lines = ["| column | role | worth | evidence | runner-up |", "|---|---|---|---|---|"]
    for one in shown.columns:
        if one.role:
            behind = f"{one.next_heading} {one.next_worth:.2f}" if one.next_heading else "none"
            lines.append(f"| {one.heading} | {one.role} | {one.worth:.2f} | {'; '.join(one.evidence)} | {behind} |")
        else:
            lines.append(f"| {one.heading} | none ({one.name}) | | | |")
    lines += ["", "| could be the sale | score | evidence |", "|---|---|---|"]
    lines += [f"| {heading} | {score:.2f} | {'; '.join(evidence)} |" for heading, score, evidence in shown.candidates]
    reading = shown.reading
    left = ", ".join(f"{n} {reason}" for reason, n in reading.rejected.items()) or "none"
    lines += [
        "",
        f"Kind: {reading.kind}. Taken off: {', '.join(shown.taken_off) or 'nothing'}. Notes: {', '.join(reading.notes) or 'none'}.\n"
        f"Rows {reading.rows}, used {reading.used}, left out: {left}."
        f" Lines {shown.lines}, net {shown.net}, of it refunds {shown.refunds}. Questions: {len(reading.questions)}.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_markdown(show(Path(sys.argv[1]), *sys.argv[2:3])))
