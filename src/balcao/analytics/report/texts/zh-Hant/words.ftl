### 單詞：付款方式、光顧方式、時段、檢查項目、欄位。

method-cash = 現金
method-card = 銀行卡
method-alipay = 支付寶
method-wechat = 微信支付
method-octopus = 八達通
method-fps = 轉數快
method-mpay = MPay
method-simple_pay = 聚易用
method-delivery = 外賣平台
method-voucher = 禮券
method-transfer = 銀行轉賬
method-wallet = 電子錢包
method-mixed = 多種混合

channel-dine_in = 堂食
channel-take_away = 外帶
channel-delivery = 外賣
channel-online = 網上

daypart-morning = 早上
daypart-lunch = 午市
daypart-afternoon = 下午
daypart-evening = 晚市

confidence-high = 高
confidence-medium = 中
confidence-low = 低，值得留意

check-trend = 生意升跌
check-quiet_hours = 淡靜時段
check-menu_mix = 餐牌組合
check-long_tail = 少人買的商品
check-pairs = 一起買的商品
check-prices = 售價
check-discounts = 折扣
check-refunds = 退款
check-payments = 收款成本
check-receipts = 每張單金額
check-sell_out = 提早賣完
check-planning = 備貨預算
check-concentration = 依賴程度
check-customers = 回頭客

role-sold_at = 銷售時間
role-zone = 時區
role-receipt = 單號
role-item = 商品
role-variant = 規格
role-category = 類別
role-quantity = 數量
role-unit_price = 單價
role-amount = 金額
role-gross = 折扣前金額
role-discount = 折扣
role-tax = 稅
role-tip = 小費
role-fee = 手續費
role-cost = 成本
role-refund = 退款金額
role-payment_method = 付款方式
role-channel = 光顧方式
role-staff = 員工
role-customer = 客人
role-outlet = 門店
role-currency = 貨幣
role-date = 日期
role-time = 時間
role-line_id = 行號
role-income = 收入
role-expense = 支出
role-type = 類型
role-status = 狀態
role-direction = 收入或支出

counts-sale = 算銷售
counts-refund = 算退款
counts-out = 不算
amount_of-lines = 每行各自的金額
amount_of-orders = 整張單的總額

order-dmy = 日、月、年
order-mdy = 月、日、年
order-ymd = 年、月、日

reason-no_date = 沒有日期
reason-no_amount = 沒有金額
reason-total_row = 合計行
reason-repeated_header = 重複的標題行
reason-exact_copy = 完全相同的複本
reason-other_currency = 其他貨幣
reason-not_a_sale = 不是銷售
reason-closed_or_cancelled = 已關閉或取消
reason-not_paid_yet = 尚未付款
