### Single words: payment methods, ways of ordering, parts of the day, checks, columns.

method-cash = cash
method-card = card
method-alipay = Alipay
method-wechat = WeChat Pay
method-octopus = Octopus
method-fps = FPS
method-mpay = MPay
method-simple_pay = Simple Pay
method-delivery = delivery platform
method-voucher = vouchers
method-transfer = bank transfer
method-wallet = e-wallet
method-mixed = several at once

channel-dine_in = dine in
channel-take_away = take-away
channel-delivery = delivery
channel-online = online

daypart-morning = in the morning
daypart-lunch = at lunchtime
daypart-afternoon = in the afternoon
daypart-evening = in the evening

confidence-high = clear
confidence-medium = likely
confidence-low = worth watching

check-trend = growth
check-quiet_hours = quiet hours
check-menu_mix = menu mix
check-long_tail = items hardly sold
check-pairs = what is bought together
check-prices = prices
check-discounts = discounts
check-refunds = refunds
check-payments = cost of being paid
check-receipts = what a visit is worth
check-sell_out = selling out
check-planning = planning
check-concentration = dependence
check-customers = customers who return

role-sold_at = When sold
role-zone = Time zone
role-receipt = Receipt
role-item = Item
role-variant = Variant
role-category = Category
role-quantity = Quantity
role-unit_price = Unit price
role-amount = Amount
role-gross = Amount before discount
role-discount = Discount
role-tax = Tax
role-tip = Tip
role-fee = Payment fee
role-cost = Cost
role-refund = Refunded amount
role-payment_method = Payment method
role-channel = Way of ordering
role-staff = Staff
role-customer = Customer
role-outlet = Outlet
role-currency = Currency
role-date = Date
role-time = Time
role-line_id = Line number
role-income = Money in
role-expense = Money out
role-type = Type
role-status = State
role-direction = In or out

counts-sale = they are sales
counts-refund = they are refunds
counts-out = left out
amount_of-lines = Each row's own
amount_of-orders = The whole order's

order-dmy = day, month, year
order-mdy = month, day, year
order-ymd = year, month, day

reason-no_date = no date
reason-no_amount = no amount
reason-total_row = total row
reason-repeated_header = repeated heading
reason-exact_copy = exact copy
reason-other_currency = other currency
reason-not_a_sale = not a sale
reason-closed_or_cancelled = closed or cancelled
reason-not_paid_yet = not paid yet
