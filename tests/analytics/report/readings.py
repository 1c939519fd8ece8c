"""Readings as the reader could make them, put together by hand: for what only shows and uses them."""

from balcao.analytics.sales.schema import Candidate, Evidence, Question, Reading, Understood


def doubtful(**more: object) -> Reading:
    """A file whose rows have mostly no date, with a second candidate for the amount, another currency, and a wrong total."""
    facts: dict[str, object] = {
        "time_zone": "Asia/Macau", "currency": "MOP", "rows": 6523, "used": 2005, "kind": "receipts",
        "rejected": {"no date": 4518}, "rejected_money": {"no date": 1_234_500},
        "headers": ["Date", "Total", "Net Sales", "Qty", "Price"],
        "columns": {"sold_at": ["Date"], "amount": ["Total"], "quantity": ["Qty"], "unit_price": ["Price"]},
        "understood": [
            Understood("amount", ("Total",), (Evidence("heading", {"words": ["total"]}), Evidence("money", {"share": 1.0})),
                       0.04, "Net Sales", (Evidence("product", {"quantity": "Qty", "price": "Price", "share": 0.98}),)),
            Understood("sold_at", ("Date",), (Evidence("dates", {"share": 0.307}), Evidence("only"))),
        ],
        "questions": [amount_or_net()],
        "other_currencies": {"USD": (1, 800)}, "control": (1_600_000, 1_550_000),
    }  # fmt: skip
    return Reading(**{**facts, **more})  # type: ignore[arg-type]


def amount_or_net(taken: str = "Total", other: str = "Net Sales") -> Question:
    """Which of two columns is the amount."""
    return Question("amount", taken, (
        Candidate(taken, (Evidence("heading", {"words": ["total"]}),), 1500),
        Candidate(other, (Evidence("product", {"quantity": "Qty", "price": "Price", "share": 0.98}),), 13000),
    ))  # fmt: skip
