"""Shopify's orders: order-level cells are filled on an order's first line only."""

from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "shopify",
        frozenset({"name", "lineitem quantity", "lineitem name", "lineitem price"}),
        {
            "sold_at": ("Created at", "Paid at"), "refund": ("Refunded Amount",), "currency": ("Currency",), "receipt": ("Name",), "item": ("Lineitem name",),
            "quantity": ("Lineitem quantity",), "unit_price": ("Lineitem price",), "discount": ("Lineitem discount",),
            "status": ("Financial Status",), "customer": ("Email",), "payment_method": ("Payment Method",),
            "outlet": ("Location",),
        },
        drop=frozenset({"amount", "gross", "tax", "tip", "fee", "type", "cost"}),
        receipt_cells_once=True, order_goods="Subtotal", order_total="Total",
    ),
)  # fmt: skip
