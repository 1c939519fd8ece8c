"""Alipay: the merchant's business detail and ledger, and the account bill with its direction column 收/支."""

from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "alipay merchant",
        frozenset({"支付宝交易号", "业务类型", "商家实收"}),
        {
            "sold_at": ("完成时间", "创建时间"), "receipt": ("支付宝交易号",), "type": ("业务类型",), "item": ("商品名称",),
            "amount": ("商家实收（元）",), "fee": ("服务费（元）",), "customer": ("对方账户",), "outlet": ("门店名称",),
            "staff": ("操作员",),
        },
        drop=frozenset({"gross", "discount", "line_id"}), zone="Asia/Shanghai", currency="CNY",
    ),
    Dialect(
        "alipay ledger",
        frozenset({"账务流水号", "业务流水号", "收入金额"}),
        {
            "sold_at": ("发生时间",), "line_id": ("账务流水号",), "receipt": ("业务流水号",), "item": ("商品名称",),
            "amount": ("收入金额（+元）",), "type": ("业务类型",), "customer": ("对方账号",), "refund": ("支出金额（-元）",),
        },
        zone="Asia/Shanghai", currency="CNY",
    ),
    Dialect(
        "alipay",
        frozenset({"交易时间", "交易分类", "收/支", "交易状态", "商品说明"}),
        {
            "sold_at": ("交易时间",), "receipt": ("交易订单号",), "item": ("商品说明",), "amount": ("金额",),
            "type": ("交易分类",), "payment_method": ("收/付款方式",), "customer": ("交易对方",),
        },
        drop=frozenset({"line_id", "category"}), zone="Asia/Shanghai", currency="CNY",
    ),
)  # fmt: skip
