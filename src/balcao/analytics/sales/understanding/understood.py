"""What a table was understood as: the result that the steps of understanding fill in."""

from dataclasses import dataclass, field

from balcao.analytics.sales.schema import Understood
from balcao.analytics.sales.understanding.candidates import Candidate
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.kind_of_table import KindOfTable
from balcao.analytics.sales.understanding.layout_of_sheet import Sheet
from balcao.analytics.sales.understanding.money import Money


@dataclass
class Understanding:
    """What a table is understood as.

    `roles`: of each role the columns that could play it, best first. `money`: how its columns of money relate. `amount`: the
    column chosen. `marks`: the decimal mark of columns that could be read both ways. `once`: the amount stands on every line of
    an order and counts once; `repeats`: it does, and nothing shows whether it counts once; `first_rows`: order-level cells stand on an order's first row only. `order_cells`: columns beside the
    amount (a discount, a tip, a refund) whose cells are the whole order's. `returned`: the column of pieces that came
    back. `total_refunded`: refunds are of the order's total, with its postage and tax, and so is the sale. `order_heads`: an order's first row sums up the rows below it. `ways`: the columns of ways of paying that make up the sale,
    where no column sums them up. `rate`: the column of a discount in hundredths or tenths, where nothing tells what was left;
    `rate_stays`: it tells what stays, as 100 % of most lines; `rate_plain`: its cells are bare numbers, in hundredths.
    `loose`: columns of money that nothing ties to the amount. `added`: columns of more money that came in, beside the one chosen.
    `two_sides`: each line is quantity × price, credited where it was sold and debited where it came back.
    """

    columns: list[Contents]
    meanings: dict[int, Meaning]
    roles: dict[str, list[int]]
    kind: KindOfTable
    money: Money
    amount: Candidate | None = None
    sheet: Sheet | None = None
    marks: dict[int, str] = field(default_factory=dict)
    decimal_comma: bool | None = None
    once: bool = False
    repeats: bool = False
    first_rows: bool = False
    order_total: int | None = None
    total_refunded: bool = False
    order_base: Candidate | None = None
    order_cells: frozenset[int] = frozenset()
    returned: int | None = None
    order_heads: bool = False
    ways: tuple[int, ...] = ()
    price_is_net: bool = False
    rate: int | None = None
    rate_stays: bool = False
    rate_plain: bool = False
    two_sides: bool = False
    understood: list[Understood] = field(default_factory=list)
    close: list[Candidate] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    added: tuple[int, ...] = ()
    languages: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
