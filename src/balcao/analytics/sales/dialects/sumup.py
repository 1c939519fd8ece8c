"""SumUp's sales report: a line's price is for its whole quantity."""

from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "sumup",
        frozenset({"account", "transaction id", "receipt number", "quantity", "transaction refunded"}),
        {"amount": ("Price (Gross)",), "receipt": ("Receipt Number", "Transaction ID")},
        drop=frozenset({"unit_price"}),
    ),
)
