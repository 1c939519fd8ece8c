"""Stripe's balance transactions and itemised reports: times are UTC, fees positive, payouts and disputes not sales."""

from balcao.analytics.sales.dialects.dialect import Dialect

_SALES = frozenset({"charge", "payment", "refund", "payment_refund", "partial_capture_reversal"})
_REFUNDS = frozenset({"refund", "payment_refund", "partial_capture_reversal"})

DIALECTS = (
    Dialect(
        "stripe",
        frozenset({"balance transaction id", "gross", "fee", "net", "reporting category"}),
        {
            "sold_at": ("created_utc", "created"), "amount": ("gross",), "fee": ("fee",), "currency": ("currency",),
            "type": ("reporting_category",), "line_id": ("balance_transaction_id",), "receipt": ("charge_id",),
        },
        drop=frozenset({"item", "category", "gross", "receipt"}),
        zone="UTC", sales=_SALES, refunds=_REFUNDS,
    ),
    Dialect(
        "stripe",
        frozenset({"id", "type", "amount", "fee", "net", "currency", "created"}),
        {"sold_at": ("Created (UTC)",), "amount": ("Amount",), "line_id": ("id",), "type": ("Type",)},
        drop=frozenset({"item", "category", "gross", "receipt"}),
        zone="UTC", sales=_SALES, refunds=_REFUNDS,
    ),
)  # fmt: skip
