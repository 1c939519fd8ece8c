"""The register of sales of Chile's tax office: each document's total, with what is exempt; credit notes stand without a sign."""

from balcao.analytics.sales.columns import tidy_heading
from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "sii",
        frozenset(tidy_heading(h) for h in ("Tipo Doc", "Rut cliente", "Folio", "Fecha Docto", "Monto total")),
        {
            "sold_at": ("Fecha Docto",), "receipt": ("Folio",), "amount": ("Monto total",), "tax": ("Monto IVA",), "type": ("Tipo Doc",),
            "customer": ("Razon Social",),
        },
        drop=frozenset({"item", "gross", "fee", "status", "line_id", "quantity", "unit_price"}), currency="CLP", refunds=frozenset({"60", "61", "112"}),
        refused="^(50|52)$",
    ),
)  # fmt: skip
