"""What a dialect is: how to recognise one source's export and what its columns and words mean. Data, little code."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Dialect:
    """One source's export.

    `needs`: headings that must all be there (compared as `tidy_heading` folds them). `columns`: role to headings, best
    first; roles not named fall back to the general vocabulary, except those in `drop`. `zone`: in which the times are
    written, if the source fixes it. `sales`, `refunds`: values of the type column that count; with `sales` any other
    type is not a sale, nor is one that matches `refused`; `only_refunds_leave`: a negative
    amount is a refund only if the type says so, else not a sale. `tenders`: payment columns that hold amounts, and their code.
    `states_refund`: states of rows that are refunds of their own; `states_closed`: codes of what was annulled. `order_goods`: the column that holds an order's goods after
    discount, over whose lines it is spread; `order_total`: the one with postage and tax too, which is spread where refunds are of it. `receipt_cells_once`: cells of the receipt are filled on its first line only. `undated`: why a row without a date
    is not used, where it is known.
    """

    name: str
    needs: frozenset[str]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    zone: str | None = None
    currency: str | None = None
    sales: frozenset[str] = frozenset()
    refunds: frozenset[str] = frozenset()
    refused: str | None = None
    only_refunds_leave: bool = False
    tenders: Mapping[str, str] = field(default_factory=dict)
    states_refund: frozenset[str] = frozenset()
    states_closed: frozenset[str] = frozenset()
    order_goods: str | None = None
    order_total: str | None = None
    receipt_cells_once: bool = False
    undated: str | None = None
