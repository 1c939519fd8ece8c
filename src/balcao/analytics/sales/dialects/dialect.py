"""What a dialect is: how to recognise one source's export and what its columns and words mean. Data, little code."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Dialect:
    """One source's export.

    `needs`: headings that must all be there (compared as `tidy_heading` folds them). `columns`: role to headings, best
    first; roles not named fall back to the general vocabulary unless `only` is set. `zone`: of the times, if the
    source fixes it. `sales`, `refunds`: values of the type column that count; with `sales` any other type is not a
    sale. `fee_sign`: -1 where fees are written negative. `payment`: role-free payment columns that hold amounts.
    """

    name: str
    needs: frozenset[str]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    zone: str | None = None
    currency: str | None = None
    sales: frozenset[str] = frozenset()
    refunds: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    tenders: Mapping[str, str] = field(default_factory=dict)
    receipt_cells_once: bool = False
