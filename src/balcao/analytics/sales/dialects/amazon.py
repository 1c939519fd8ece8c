"""Amazon's orders: what is called the item's price is the line's, for all its pieces, before what a promotion gave."""

from balcao.analytics.sales.columns import tidy_heading
from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "amazon",
        frozenset(tidy_heading(h) for h in ("amazon-order-id", "purchase-date", "order-status", "item-price", "quantity")),
        {
            "sold_at": ("purchase-date",), "receipt": ("amazon-order-id",), "item": ("product-name",), "quantity": ("quantity",), "gross": ("item-price",),
            "discount": ("item-promotion-discount",), "currency": ("currency",), "status": ("order-status",), "channel": ("sales-channel",),
        },
        drop=frozenset({"amount", "unit_price", "outlet", "type", "fee", "tip", "refund"}),
    ),
)  # fmt: skip
