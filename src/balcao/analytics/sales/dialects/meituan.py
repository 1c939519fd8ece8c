"""Meituan's account bill."""

from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "meituan",
        frozenset({"交易成功时间", "交易类型", "订单标题", "收/支", "实付金额"}),
        {
            "sold_at": ("交易成功时间",), "receipt": ("交易单号",), "item": ("订单标题",), "amount": ("实付金额",),
            "type": ("交易类型",), "payment_method": ("支付方式",),
        },
        drop=frozenset({"gross", "line_id"}), zone="Asia/Shanghai", currency="CNY",
    ),
)  # fmt: skip
