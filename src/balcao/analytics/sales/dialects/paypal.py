"""PayPal's activity: fees negative; what leaves the account is a refund only where the type says so."""

from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "paypal",
        frozenset({"timezone", "type", "status", "gross", "fee", "net", "transaction id"}),
        {"amount": ("Gross",), "item": ("Item Title", "Subject"), "customer": ("From Email Address",)},
        drop=frozenset({"gross", "quantity"}),
        refused=r"deposit|withdrawal|transfer|currency conversion|hold|funding|payout|invoice sent|cash back|debit card transaction|reserve|^fee|chargeback fee|bill to buyer",
        only_refunds_leave=True,
    ),
)
