"""JD Pay's account bill: amounts carry notes such as 68.50(已全额退款)."""

from balcao.analytics.sales.dialects.dialect import Dialect

DIALECTS = (
    Dialect(
        "jd",
        frozenset({"交易时间", "商户名称", "交易说明", "收/支", "交易状态"}),
        {
            "sold_at": ("交易时间",), "receipt": ("交易订单号",), "item": ("交易说明",), "amount": ("金额",),
            "payment_method": ("收/付款方式",), "category": ("交易分类",), "status": ("交易状态",),
        },
        drop=frozenset({"line_id", "type"}), zone="Asia/Shanghai", currency="CNY",
    ),
)  # fmt: skip
