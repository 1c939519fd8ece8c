"""WeChat Pay: merchant trade bills 2014 to 2021 (a backtick before every value) and the account bill."""

from balcao.analytics.sales.dialects.dialect import Dialect

_TRADE = {
    "sold_at": ("交易时间",), "receipt": ("微信订单号",), "amount": ("应结订单金额", "总金额"), "refund": ("退款金额",),
    "status": ("交易状态",), "item": ("商品名称",), "fee": ("手续费",), "customer": ("用户标识",), "currency": ("货币种类",),
}  # fmt: skip
_DROP = frozenset({"type", "gross", "outlet", "discount", "line_id", "variant"})

DIALECTS = (
    *(
        Dialect(
            "wechat merchant", frozenset({"交易时间", "微信订单号", "交易状态", total}),
            _TRADE, _DROP, "Asia/Shanghai", "CNY", undated="total row",
            states_refund=frozenset({"REFUND", "退款", "转入退款"}),
        )
        for total in ("总金额", "应结订单金额")
    ),
    Dialect(
        "wechat fund flow",
        frozenset({"记账时间", "资金流水单号", "收支类型", "收支金额"}),
        {
            "sold_at": ("记账时间",), "receipt": ("微信支付业务单号",), "amount": ("收支金额(元)",), "type": ("业务类型",),
            "direction": ("收支类型",), "line_id": ("资金流水单号",),
        },
        zone="Asia/Shanghai", currency="CNY", undated="total row",
    ),
    Dialect(
        "wechat",
        frozenset({"交易时间", "交易类型", "交易对方", "收/支", "当前状态"}),
        {
            "sold_at": ("交易时间",), "receipt": ("交易单号",), "item": ("商品",), "amount": ("金额(元)",),
            "payment_method": ("支付方式",), "status": ("当前状态",), "customer": ("交易对方",), "type": ("交易类型",),
        },
        drop=frozenset({"line_id"}), zone="Asia/Shanghai", currency="CNY",
        refused="零钱提现|零钱充值|零钱通|红包|理财通|信用卡还款",
    ),
)  # fmt: skip
