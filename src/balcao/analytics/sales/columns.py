"""What a column means, from its heading in English, Chinese, Portuguese, Japanese, French or Spanish, or its content."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "sold_at": (
        "datetime", "date time", "date and time", "sold at", "timestamp", "order date", "invoicedate", "invoice date",
        "transaction date", "created", "created at", "created utc", "created on", "date created", "payment date",
        "sale date", "opened", "交易时间", "交易時間", "交易创建时间", "交易成功时间", "交易日期时间", "下单时间", "下單時間", "订单时间",
        "訂單時間", "创建时间", "建立時間", "销售时间", "銷售時間", "發生時間", "发生时间", "记账时间", "日期时间", "日期時間",
        "結帳時間", "结账时间", "支付时间", "付款時間", "data e hora", "data hora", "data movimento", "data da venda",
        "data do pedido", "date et heure", "date de vente", "日時", "販売日時", "取引日時", "会計日時", "注文日時", "fecha y hora",
    ),
    "date": ("date", "day", "日期", "交易日期", "销售日期", "銷售日期", "营业日期", "營業日期", "記帳日期", "记账日期", "data", "dia",
             "jour", "日付", "取引日", "売上日", "fecha", "visit date", "calendar date", "business date"),
    "time": ("time", "hour", "时间", "時間", "交易时刻", "hora", "horas", "heure", "時刻", "取引時刻", "local time"),
    "zone": ("time zone", "timezone"),
    "receipt": (
        "receipt", "receipt number", "receipt no", "receipt id", "transaction id", "transaction", "order id",
        "check id", "order no", "order number", "order", "invoice", "invoiceno", "invoice no", "invoice number", "bill", "bill no", "ticket",
        "ticket number", "ticket id", "check", "订单号", "訂單號", "订单编号", "訂單編號", "交易订单号", "交易单号",
        "交易單號", "商户订单号", "商家订单号", "商户单号", "收據號碼", "收据号码", "单号", "單號", "流水号", "支付宝交易号", "微信订单号",
        "recibo", "número do recibo", "numero do recibo", "fatura", "nº fatura", "número da fatura", "pedido",
        "nº pedido", "talão", "ticket de caisse", "numéro de ticket", "facture", "commande", "伝票番号", "レシート番号",
        "会計id", "取引id", "注文番号", "número de recibo", "long order id", "payment id", "name order",
    ),
    "line_id": ("line id", "item selection id", "receipt line id", "balance transaction id", "linha id"),
    "item": (
        "item", "item name", "product", "product name", "description", "menu item", "lineitem name", "article", "goods",
        "dish", "name", "coffee name", "商品", "商品名称", "商品名稱", "商品说明", "品名", "品項", "菜品", "菜品名称", "菜名", "餐品", "项目",
        "項目", "订单标题", "交易说明", "产品", "產品", "artigo", "produto", "descrição", "descricao", "nome do artigo",
        "prato", "produit", "désignation", "libellé", "plat", "商品名", "メニュー", "品目", "artículo", "articulo",
    ),
    "variant": ("variant", "size", "price point name", "变体", "變體", "规格", "規格", "尺寸", "variante", "tamanho", "taille",
                "サイズ", "種類"),
    "category": ("category", "menu group", "department", "group", "类别", "類別", "分类", "分類", "商品分类", "商品分類",
                 "categoria", "família", "catégorie", "rayon", "カテゴリ", "カテゴリー", "部門", "reporting category"),
    "quantity": ("quantity", "qty", "count sold", "units", "lineitem quantity", "items sold", "数量", "數量", "件数", "件數",
                 "份数", "份數", "quantidade", "qtd", "qtd.", "qtde", "quant", "quant.", "quantité", "qté", "点数", "個数",
                 "cantidad"),
    "unit_price": ("unit price", "unitprice", "price", "price per unit", "product price", "lineitem price", "item price",
                   "单价", "單價", "价格", "價格", "售价", "售價", "preço", "preço unitário", "preco unitario", "preco",
                   "p. unit.", "prix", "prix unitaire", "pu", "単価", "precio"),
    "amount": (
        "net sales", "net price", "amount", "total", "net amount", "line total", "total price", "total spent", "sales",
        "revenue", "money", "total sale", "subtotal", "total amount", "net total sales", "price gross", "total collected",
        "sum", "value", "金额", "金額", "实付金额", "實付金額", "实收", "实收金额", "實收金額", "商家实收", "交易金额", "交易金額", "總額",
        "总额", "总金额", "總金額", "小计", "小計", "合计", "合計", "淨銷售額", "净销售额", "销售额", "銷售額", "应结订单金额",
        "收入金额", "支付金额", "付款金額", "valor", "montante", "montante bruto", "importe", "total líquido", "valor total",
        "vendas líquidas", "montant", "total ttc", "montant ttc", "売上", "売上金額", "売上高", "支払金額", "ventas netas",
    ),
    "gross": ("gross sales", "gross", "gross price", "订单金额", "訂單金額", "銷售總額", "销售总额", "vendas brutas", "ventas brutas",
              "total bruto", "ventes brutes"),
    "discount": ("discount", "discounts", "discount amount", "折扣", "优惠", "優惠", "优惠金额", "優惠金額", "商家优惠", "desconto",
                 "descontos", "remise", "割引", "値引", "descuentos"),
    "tax": ("tax", "taxes", "vat", "tax amount", "税", "稅", "税额", "稅額", "稅務", "iva", "imposto", "tva", "taxe", "税額",
            "消費税"),
    "tip": ("tip", "tips", "gratuity", "小费", "小費", "gorjeta", "pourboire", "チップ", "tip amount", "staff tip"),
    "fee": ("fee", "fees", "processing fee", "手续费", "手續費", "服务费", "服務費", "comissão", "taxa de serviço", "frais",
            "commission", "手数料", "grab fee"),
    "cost": ("cost", "cost of goods", "成本", "銷售成本", "销售成本", "custo", "coût", "原価", "costo de los bienes"),
    "refund": ("退款金额", "refund amount", "refunded amount"),
    "payment_method": (
        "payment method", "payment type", "payment", "tender", "cash type", "paid with", "card brand",
        "支付方式", "付款方式", "收付款方式", "結帳方式", "结账方式", "付款類型", "método de pagamento", "metodo de pagamento",
        "forma de pagamento", "pagamento", "meio de pagamento", "mode de paiement", "moyen de paiement", "paiement",
        "支払方法", "決済方法", "支払い方法",
    ),
    "channel": ("channel", "dining option", "dining options", "order channel", "service type", "order type",
                "location type", "sales channel", "dining mode", "渠道", "用餐方式", "就餐方式", "取餐方式", "canal",
                "tipo de serviço", "mode de service", "注文方法", "利用形態"),
    "staff": ("staff", "staff name", "employee", "server", "cashier", "cashier name", "operator", "waiter", "操作员", "操作員",
              "收銀員", "收银员", "收銀員名稱", "服务员", "服務員", "店員", "funcionário", "empregado", "operador", "caixa",
              "employé", "serveur", "caissier", "担当者", "スタッフ", "nombre del cajero"),
    "customer": ("customer", "customer id", "customerid", "customer name", "client", "member", "email", "card", "客户", "客戶",
                 "客戶名稱", "会员", "會員", "会员号", "用户标识", "对方账户", "交易对方", "cliente", "顧客", "会員番号"),
    "outlet": ("store", "store name", "location", "outlet", "branch", "shop", "pos", "门店", "門店", "门店名称", "店铺", "商店",
               "分店", "loja", "estabelecimento", "magasin", "boutique", "店舗", "tienda", "terminal"),
    "currency": ("currency", "currency code", "billing currency", "货币", "貨幣", "货币种类", "币种", "幣種", "币别", "moeda",
                 "devise", "通貨", "moneda"),
    "type": ("type", "event type", "receipt type", "transaction type", "交易类型", "交易類型", "业务类型", "收據類型", "tipo",
             "tipo de recibo", "種別", "取引種別", "type de vente"),
    "status": ("status", "state", "financial status", "result", "void", "voided", "交易状态", "交易狀態", "当前状态", "狀態", "状态",
               "订单状态", "estado", "situação", "statut", "état", "ステータス", "状態", "final order status", "order status"),
    "direction": ("收/支", "收支", "收支类型"),
}  # fmt: skip
"""Headings for each role, best first: where a table has several, the earlier one wins."""


@cache
def tidy_heading(text: str) -> str:
    """A heading for comparison: width, case, units in brackets and punctuation folded."""
    text = unicodedata.normalize("NFKC", text).strip().lower()
    text = re.sub(r"[\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    text = re.sub(r"[\(\[（][^)\]）]*[\)\]）]", " ", text)
    text = re.sub(r"[`'\"\u200e\u200f?:#_*-]+", " ", text)
    return re.sub(r"\s+", " ", text).strip()


_LOOKUP = {tidy_heading(name): (role, rank) for role, names in VOCABULARY.items() for rank, name in enumerate(names)}
_SQUEEZED = {name.replace(" ", ""): found for name, found in _LOOKUP.items()}


def meaning(heading: str) -> tuple[str, int] | None:
    """The role of a heading and its rank within the role, or None."""
    tidy = tidy_heading(heading)
    return _LOOKUP.get(tidy) or _SQUEEZED.get(tidy.replace(" ", ""))


_VALUE = re.compile(
    r"^[`'\s]*[-(+]?\s*(?:[$€£¥￥]|mop|hkd|us\$|hk\$|mop\$)?\s*-?\d[\d\s.,:/年月日T+-]*[)%]?\s*$", re.IGNORECASE
)


def looks_like_value(text: str) -> bool:
    """Whether a cell looks like a number, a sum of money, a date or a time rather than a heading."""
    return bool(_VALUE.match(text)) or bool(re.match(r"^[`'\s]*\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}", text))


def roles_by_heading(headers: Sequence[str]) -> dict[str, list[int]]:
    """Which columns (by position) could play each role, best first, from the headings alone."""
    found: dict[str, list[tuple[int, int]]] = {}
    for position, heading in enumerate(headers):
        if match := meaning(heading):
            found.setdefault(match[0], []).append((match[1], position))
    roles = {role: [position for _, position in sorted(places)] for role, places in found.items()}
    if "item" not in roles:
        taken = {position for places in roles.values() for position in places}
        for position, heading in enumerate(headers):
            if position not in taken and {"item", "product"} & set(tidy_heading(heading).split()):
                roles["item"] = [position]
                break
    return roles


_DATE_TIME = re.compile(r"^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?[ T]+\d{1,2}[:：]\d{2}")
_DATE = re.compile(r"^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?$")
_NUMBER = re.compile(r"^[-(]?\D{0,4}\d[\d.,]*\)?$")
_PAYMENT = re.compile(r"cash|card|visa|alipay|wechat|現金|现金|支付|dinheiro|cart", re.IGNORECASE)


def roles_by_content(sample: Sequence[Sequence[str]], width: int) -> dict[str, list[int]]:
    """Roles for a table without headings, from what its cells look like."""
    roles: dict[str, int] = {}
    texts: list[tuple[float, int]] = []
    for position in range(width):
        cells = [row[position].strip() for row in sample if position < len(row) and row[position].strip()]
        if not cells:
            continue

        def share(pattern: re.Pattern[str], cells: list[str] = cells) -> float:
            return sum(bool(pattern.search(c)) for c in cells) / len(cells)

        distinct = len(set(cells)) / len(cells)
        if share(_DATE_TIME) > 0.8:
            roles.setdefault("sold_at", position)
        elif share(_DATE) > 0.8:
            roles.setdefault("date", position)
        elif share(_NUMBER) > 0.9:
            roles.setdefault("amount", position)
        elif share(_PAYMENT) > 0.8 and distinct < 0.2:
            roles.setdefault("payment_method", position)
        else:
            texts.append((distinct, position))
    if texts:
        roles["item"] = min(texts)[1]
    return {role: [position] for role, position in roles.items()}
