"""Square's item detail and transactions exports, 2018 to 2026: match by name, the order varies by year."""

from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "square items",
        frozenset({"item", "qty", "net sales", "gross sales", "event type", "transaction id"}),
        {
            "amount": ("Net Sales",), "receipt": ("Transaction ID",), "variant": ("Price Point Name",),
            "type": ("Event Type",), "outlet": ("Location",), "channel": ("Dining Option",), "customer": ("Customer ID",),
            "staff": ("Employee",),
        },
        drop=frozenset({"gross", "payment_method", "line_id"}),
    ),
    Dialect(
        "square transactions",
        frozenset({"total collected", "net sales", "card", "cash", "fees", "event type"}),
        {
            "amount": ("Net Sales",), "receipt": ("Transaction ID",), "type": ("Event Type",), "fee": ("Fees",),
            "staff": ("Staff Name",), "outlet": ("Location",), "channel": ("Dining Option",),
            "customer": ("Customer ID",), "status": ("Transaction Status",),
        },
        drop=frozenset({"item", "gross", "payment_method", "unit_price"}),
        tenders={"Card": "card", "Cash": "cash", "Square Gift Card": "voucher", "Other Tender": "other"},
    ),
)  # fmt: skip
