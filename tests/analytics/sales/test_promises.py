"""What the total would be under an answer is what it is after it, on made-up tables of many shapes."""

from random import Random

import pytest

from balcao.analytics.sales.schema import rows_asked
from tests.analytics.sales.test_orders import table

STATES = (
    ("Paid", "Paid", "Paid", "Pending", "Cancelled", "Quux"), ("Completed", "Completed", "Open", "Refunded", "Blorb", "Completed"),
    ("Paid", "Paid", "Awaiting payment", "Zork", "Refunded", "Paid"), ("Done", "Done", "On hold", "Failed", "Void", "Qwerty"),
)  # fmt: skip
PAYMENTS = ("Paid", "Unpaid", "Pending", "Xyzzy", "Paid")
TYPES = (
    ("Sale", "Sale", "Sale", "Refund", "Fnord"), ("33", "33", "33", "61", "39"), ("Retail", "Retail", "Rent", "Memo", "Refund"),
    ("Invoice", "Invoice", "Receipt", "Credit note", "Grue"),
)  # fmt: skip


def made(chance: Random) -> str:
    """A table of receipts or of lines, with some of: a second state, a type, money refunded beside, a discount, a fee."""
    lines = chance.random() < 0.5
    beside = [
        name for name in ("Discount", "Fee", "Refunded amount", "Payment status", "Type") if chance.random() < 0.4
    ]
    states, types, negative = chance.choice(STATES), chance.choice(TYPES), chance.random() < 0.5
    headings = ["Order", "Date", "Customer", *(["Item", "Qty"] if lines else []), "Total", "Status", *beside]
    rows = []
    for order in range(chance.randint(12, 25)):
        state, payment, kind = chance.choice(states), chance.choice(PAYMENTS), chance.choice(types)
        for _ in range(chance.randint(1, 3) if lines else 1):
            total = chance.choice((5.0, 8.0, 12.5, 20.0, 31.0))
            sign = -1 if negative and kind in ("Refund", "Credit note") else 1
            cells = {
                "Order": 1000 + order, "Date": f"2026-11-{1 + order:02} 1{order % 10}:05", "Customer": f"C{order % 7}", "Item": chance.choice(("Tea", "Cake", "Soup")),
                "Qty": chance.randint(1, 3), "Total": f"{sign * total:.2f}", "Status": state, "Payment status": payment, "Type": kind,
                "Discount": "0.50" if chance.random() < 0.3 else "0.00", "Fee": f"{total * 0.03:.2f}", "Refunded amount": f"{total:.2f}" if chance.random() < 0.1 else "0.00",
            }  # fmt: skip
            rows.append([cells[name] for name in headings])
    return table(headings, *rows)


@pytest.mark.parametrize("seed", range(60))
def test_an_answer_comes_to_what_it_promised(seed, reader):
    file = made(Random(seed))
    lines = reader(file, "GB")
    for question in lines.reading.questions:
        text = rows_asked(question.about)
        for one in question.candidates if text else ():
            after = reader(file, "GB", rows={text: one.answer})
            [net] = after.connect().execute("SELECT sum(amount)::BIGINT FROM lines").fetchone()
            assert net == one.net, (question.about, question.taken, one.answer)
