### The report around the findings: on screen, on paper and in the terminal.

report-title = What your sales say
report-period = { $days ->
        [one] One open day
       *[other] { NUMBER($days) } open days
    } from { DATE($from) } to { DATE($to) }
headline = { $count ->
        [one] One thing to do, worth about { MONEY($mid) } a month
       *[other] { $count } things to do, worth about { MONEY($mid) } a month together
    }
headline-range = Between { MONEY($low) } and { MONEY($high) }, counted cautiously.
headline-unvalued = { $count ->
        [one] One thing worth knowing
       *[other] { $count } things worth knowing
    }
headline-open = Answer one question first: your figures hang on it
headline-open-more = The findings below use the column that we took. They may be others after your answer.
headline-unpriced = Your export has no amounts, so we cannot say what they are worth in money.
headline-nothing = Nothing stands out
headline-nothing-more = We ran { $checks } checks on { $lines ->
        [one] one sale line
       *[other] { NUMBER($lines) } sale lines
    }. None found something worth your time.
headline-few = Too few sales to judge yet
headline-few-more = Keep this file and bring more days later: below is what would be enough.

value = About { MONEY($mid) } a month
value-range = between { MONEY($low) } and { MONEY($high) }
value-none = Not valued in money
certainty-open = How sure: only once you have answered the question about your file
certainty = How sure: { $word }
do-label = Do this
how-label = How we know
figures-label = Show the figures
more-label = { $count ->
        [one] One more finding
       *[other] { $count } more findings
    }
chart-source = Your sales, { DATE($from) } to { DATE($to) }

overview-title = Your shop in figures
overview-net = Sales after refunds
overview-day = On an open day
overview-receipt = A visit
overview-weekday = Best weekday
overview-hour = Busiest hour
overview-item = Best seller
overview-units = Units sold
overview-hours = { HOUR($hour) } to { HOUR($next) }
overview-chart = { $priced ->
        [yes] Sales week by week
       *[no] Units sold week by week
    }

missing-title = What we could not judge
missing-checks = Not judged: { $checks }.
reading-title = How we read your file
reading-used = { $used ->
        [one] One row used
       *[other] { NUMBER($used) } rows used
    } of { NUMBER($rows) }.
reading-all = { $rows ->
        [one] The one row was used.
       *[other] All { NUMBER($rows) } rows were used.
    }
reading-rejected = Not used, with the reason:
reading-columns = What we took each column for:
reading-kept = Amounts are in { $currency }, dates read as { $order }.
reading-kept-unpriced = Dates are read as { $order }.
reading-clock = Times are those of { $place }.
reading-wrong = Is something wrong here? Run it again and say what it should be: the date order, the currency, or which column is which.
footer = Made by Balcão on this machine. Your file was read here and sent nowhere.
footer-method = Values are per month of 30.4 days, with 80% intervals, after a cautious assumption that each finding states.

missing-no_amount = Your export has no prices or amounts.
    .would-need = Export the sales with their amounts: in most tills the report is called “items sold” or “sales by item”.
missing-no_clock = Your export has dates but no time of day.
    .would-need = Export with date and time; if a spreadsheet saved the file, take it from the till again.
missing-no_item = Your export does not say what was sold.
    .would-need = Export “items” or “receipts by item” instead of payments.
missing-order_amount = Your export tells what an order came to, but not what each item on it did.
    .would-need = Export the lines of your orders, each with its own price or amount.
missing-no_receipt = Your export does not say which lines belong to one visit.
    .would-need = Export with the receipt or order number.
missing-no_discount = Your export has no discounts.
    .would-need = Add the discount column to the export, if your till records discounts.
missing-no_payment_method = Your export does not say how people paid.
    .would-need = Add the payment method, or bring your payment service's own statement.
missing-no_customer = Your export does not tell customers apart.
    .would-need = A loyalty number or customer column would do; leave it out if you prefer.
missing-few_days = You have { $days ->
        [one] one open day
       *[other] { $days } open days
    } of sales.
    .would-need = With { $least } we can tell your weekdays apart.
missing-few_lines = You have { $lines ->
        [one] one sale line
       *[other] { NUMBER($lines) } sale lines
    }.
    .would-need = With { $least } a pattern can be told from chance.
missing-few_weeks = You have { $weeks ->
        [one] one week
       *[other] { $weeks } weeks
    } of sales.
    .would-need = With { $least } weeks we can compare.
missing-few_items = No category has { $least } items that are old enough to judge.
    .would-need = A menu of { $least } items or more, sold for at least four weeks.
missing-few_baskets = { $baskets ->
        [0] No visit holds two different items.
        [one] Only one visit holds two different items.
       *[other] Only { $baskets } visits hold two different items.
    }
    .would-need = With { $least } such visits we can say what goes together.
missing-few_customers = { $customers ->
        [0] No known customer has had 60 days to come back.
        [one] Only one known customer has had 60 days to come back.
       *[other] Only { $customers } known customers have had 60 days to come back.
    }
    .would-need = With { $least } we can say how many return.
missing-other_currency = Your sales are in { $currency }, but wages here are paid in another currency.
    .would-need = Choose the economy where the shop is.
missing-no_wage_floor = We do not know the lowest wage that is paid here.
    .would-need = The agency that runs this can enter it, with its source.
missing-no_fees = Neither your export nor anybody we know says what each way of being paid costs here.
    .would-need = Bring an export with the fees, such as your payment service's own statement.

note-date_order_assumed = All dates could be read with day or month first. We took the order that is usual here; say so if it is the other.
note-hours_destroyed = The hours are damaged, probably by a spreadsheet. Days were kept, hours left out.
note-ids_destroyed = The receipt numbers were turned into numbers like 5E+17 by a spreadsheet and cannot be used.
note-receipts_by_day = Receipt numbers start again each day, so we joined them with the date.
note-receipts_by_time = There are no receipt numbers. Lines of the same second were taken as one visit.
note-foreign_currency = The amounts are in another currency than this economy's.
note-wide_sheet = Each column is an item, so we took the cells as quantities.
note-sheet_of_money = The cells hold sums of money, so we took them as amounts, not as quantities.
note-amount_once_an_order = The total of an order stands on each of its lines; we counted it once an order.
note-all_pending = Nearly every row says that it is not paid yet; we took them as sales all the same.
note-on_account = Invoices that are not paid yet are counted as sales.
note-one_amount_dwarfs = One amount is larger than all others together many times over. Look whether it is a slip.
