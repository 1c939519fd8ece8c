"""What a sale line is, what the reader found out, and how it refuses. No reading happens here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

ROLES = (
    "sold_at", "date", "time", "zone", "receipt", "line_id", "item", "variant", "category", "quantity", "unit_price",
    "amount", "gross", "discount", "tax", "tip", "fee", "cost", "refund", "income", "expense", "payment_method", "channel",
    "staff", "customer", "outlet", "currency", "type", "status", "direction",
)  # fmt: skip
"""What a column of an export can mean."""

KINDS = (
    "sale lines", "receipts", "orders", "payments", "payouts", "daily totals", "monthly totals", "cash book", "wide sheet",
    "transposed sheet", "day report",
)  # fmt: skip
"""What kinds of table hold sales: orders have continuation rows; a wide sheet has items across, a transposed one days; in a
day report the day stands on a line of its own."""

NOT_SALES = (
    "stock count", "purchases", "expenses", "price list", "customer list", "time sheet", "payroll", "bank statement", "journal",
    "summary",
)  # fmt: skip
"""Kinds of table that are not sales; each is refused by its name."""

REASONS = (
    "no date", "no amount", "total row", "repeated header", "exact copy", "other currency", "not a sale",
    "closed or cancelled", "not paid yet",
)  # fmt: skip
"""Why a row is not used; every row of the input is used or has exactly one of these."""


COUNTS_AS = ("sale", "refund", "out")
"""What rows that say a word can count as; *out* is left out."""

AMOUNT_OF = ("lines", "orders")
"""Whose the money is that stands on every row of an order: each line's own, or the whole order's, told again and again."""

_ROWS = "rows:"


def about_rows(text: str) -> str:
    """What a question about rows of this text is called."""
    return _ROWS + text


def rows_asked(about: str) -> str | None:
    """The text of whose rows a question is; None if it is about something else."""
    return about.removeprefix(_ROWS) if about.startswith(_ROWS) else None


class NotSalesError(Exception):
    """The file cannot be read as sales.

    `code` names the sentence for the reader (see the message catalogues); `facts` fills its blanks.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        return _refused, (self.code, self.facts)


def _refused(code: str, facts: Mapping[str, object]) -> NotSalesError:
    """The refusal as another process told it."""
    return NotSalesError(code, **facts)


@dataclass(frozen=True)
class Overrules:
    """What the caller knows better than the reader; None or empty means: work it out."""

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None
    currency: str | None = None
    zone: str | None = None
    kind: str | None = None
    rows: Mapping[str, str] = field(default_factory=dict)  # a text of a type or a state to what its rows count as
    amount_of: str | None = None  # whose money repeats on an order's rows


@dataclass(frozen=True)
class Evidence:
    """One reason to believe something of a column: a code that the catalogues put in words, and what fills its blanks."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Understood:
    """Why a column plays a role: its headings, the evidence, how much better it is than the next best (0 to 1), and that one."""

    role: str
    columns: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    margin: float = 1.0
    runner_up: str | None = None
    runner_up_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """One answer to a question: a heading or a kind, why it could be right, and what the net total (minor units) would be."""

    answer: str
    evidence: tuple[Evidence, ...] = ()
    net: int | None = None


@dataclass(frozen=True)
class Question:
    """What the reader is not sure of: `about` a role, "kind", "date_order", "amount_of" or, after "rows:", a text of types or states;
    what it took; what else it could be; and of how many rows of which column it is, where not of all."""

    about: str
    taken: str
    candidates: tuple[Candidate, ...]
    rows: int = 0
    column: str = ""


@dataclass
class Reading:
    """What the reader understood of a file."""

    dialect: str = "generic"
    encoding: str = "utf-8"
    delimiter: str | None = None
    header_row: int | None = None
    date_order: str = "ymd"
    date_order_known: bool = True
    time_zone: str = "UTC"
    currency: str = ""
    minor_digits: int = 2
    columns: dict[str, list[str]] = field(default_factory=dict)
    headers: list[str] = field(default_factory=list)
    rows: int = 0
    used: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    kind: str = "sale lines"
    parts: tuple[str, ...] = ()  # sheets or files that were read, where there were several; and those that were not
    other_parts: tuple[str, ...] = ()
    understood: list[Understood] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    other_currencies: dict[str, tuple[int, int]] = field(default_factory=dict)  # code: rows, net in its minor units
    rejected_money: dict[str, int] = field(default_factory=dict)  # reason: minor units that were left out with its rows
    rows_told: dict[str, str] = field(
        default_factory=dict
    )  # text of rows, where there: what the caller said they count as
    control: tuple[int, int] | None = None  # what a totals row of the file says, and what we found; minor units

    def as_dict(self) -> dict[str, object]:
        """The `read` object of `balcao diagnose --json`."""
        keys = ("dialect", "encoding", "delimiter", "header_row", "date_order", "date_order_known", "time_zone",
                "currency", "columns", "rows", "used", "rejected", "notes", "kind")  # fmt: skip
        return {key: getattr(self, key) for key in keys}


@dataclass
class SaleLines:
    """Sale lines on disk: `lines` is Parquet with the columns below, `rejects` a CSV or None.

    sold_at (UTC), local_at, day (the business day), receipt, item, item_key, variant, category, quantity,
    unit_price, amount, discount, tax, tip, fee, cost (minor units), payment_method, payment_text, channel, staff,
    customer, outlet, kind (sale, refund, void). Columns that the export lacks are null throughout. `has` names those that it has, and
    "clock", "amount", "receipt"; "order_amount" where the money is the orders' and says nothing of their items.
    """

    lines: Path
    rejects: Path | None
    reading: Reading
    has: frozenset[str]

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with the view `lines` over the Parquet file."""
        return connect({"lines": self.lines})


PARQUET = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1000, ROW_GROUP_SIZE 61440"
"""How we write Parquet: small groups, and no dictionary for what has thousands of values in one, is a fifth faster."""


def connect(views: Mapping[str, Path] | None = None, memory: str = "700MB") -> duckdb.DuckDBPyConnection:
    """A quiet DuckDB connection with bounded memory and the given Parquet files as views."""
    con = duckdb.connect(config={"memory_limit": memory, "autoinstall_known_extensions": "false"})
    con.execute("SET TimeZone='UTC'; SET enable_progress_bar=false; SET preserve_insertion_order=false")
    for name, path in (views or {}).items():
        con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quote(str(path))})")
    return con


def quote(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted(texts: Sequence[str]) -> str:
    """A comma-separated list of SQL string literals."""
    return ", ".join(quote(t) for t in texts)
