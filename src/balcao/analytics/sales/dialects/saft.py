"""Lines of documents from the audit file that Portugal's tax office prescribes: which letters say that a document was annulled."""

from balcao.analytics.sales.columns import tidy_heading
from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "saf-t",
        frozenset(tidy_heading(h) for h in ("InvoiceNo", "InvoiceStatus", "InvoiceDate", "InvoiceType")),
        {"sold_at": ("InvoiceDate",), "receipt": ("InvoiceNo",), "type": ("InvoiceType",), "status": ("InvoiceStatus",)},
        refunds=frozenset({"nc"}), refused="^(re|rc|rg|or|ne|pf|gr|gt|ga|gc|gd)$", states_closed=frozenset({"a"}),
    ),
)  # fmt: skip
