"""Loyverse's receipts and receipts by item; the headings follow the account's language."""

from balcao.analytics.sales.dialects.dialect import Dialect

_RECEIPT = ("Receipt number", "收據號碼", "Número de recibo")
_COLUMNS = {
    "amount": ("Net sales", "淨銷售額", "Ventas netas"), "receipt": _RECEIPT,
    "sold_at": ("Date", "日期", "Fecha"), "type": ("Receipt type", "收據類型", "Tipo de recibo"),
    "item": ("Item", "商品", "Artículo"), "category": ("Category", "類別", "Categoria"),
    "outlet": ("Store", "商店", "POS"), "channel": ("Dining option",),
}  # fmt: skip
_DROP = frozenset({"gross", "date", "time", "unit_price"})

DIALECTS = (
    Dialect("loyverse", frozenset({"receipt number", "receipt type", "net sales", "item"}), _COLUMNS, _DROP),
    Dialect("loyverse", frozenset({"收據號碼", "收據類型", "淨銷售額", "商品"}), _COLUMNS, _DROP),
    Dialect("loyverse", frozenset({"número de recibo", "tipo de recibo", "ventas netas"}), _COLUMNS, _DROP),
    Dialect(
        "loyverse receipts",
        frozenset({"receipt number", "receipt type", "net sales", "payment type"}),
        _COLUMNS,
        _DROP | {"item", "unit_price", "quantity"},
    ),
)
