### What a reading says of itself: the kind of table, what was left out, what we are not sure of, and why we believe what we do.

kind-sale_lines = sale lines
    .told = We read this as sale lines: each row is one item sold.
kind-receipts = receipts
    .told = We read this as receipts: each row is one receipt.
kind-orders = orders
    .told = We read this as orders: each row is one item, and the rows of an order belong together.
kind-payments = payments
    .told = We read this as payments: each row is one payment that you received.
kind-payouts = payouts
    .told = We read this as payouts: what a payment service collected for you and passed on.
kind-daily_totals = daily totals
    .told = We read this as daily totals: each row is a whole day.
kind-monthly_totals = monthly totals
    .told = We read this as monthly totals: each row is a whole month.
kind-cash_book = cash book
    .told = We read this as a cash book: only the money that came in from sales is counted.
kind-wide_sheet = sheet with items across
    .told = We read this as a sheet with items across: each column is an item.
kind-transposed_sheet = sheet with days across
    .told = We read this as a sheet with days across: each column is a day.
kind-day_report = report day by day
    .told = We read this as a report day by day: the date stands on a line of its own above its sales.

left-no_date = { $rows ->
        [one] one of { NUMBER($all) } rows has no date that can be used
       *[other] { NUMBER($rows) } of { NUMBER($all) } rows have no date that can be used
    }
left-no_amount = { $rows ->
        [one] one of { NUMBER($all) } rows has no amount
       *[other] { NUMBER($rows) } of { NUMBER($all) } rows have no amount
    }
left-exact_copy = { $rows ->
        [one] one of { NUMBER($all) } rows is an exact copy of another
       *[other] { NUMBER($rows) } of { NUMBER($all) } rows are exact copies of others
    }
left-other_currency = { $rows ->
        [one] one of { NUMBER($all) } rows is in another currency
       *[other] { NUMBER($rows) } of { NUMBER($all) } rows are in another currency
    }
left-not_a_sale = { $rows ->
        [one] one of { NUMBER($all) } rows is not a sale
       *[other] { NUMBER($rows) } of { NUMBER($all) } rows are not sales
    }
left-closed_or_cancelled = { $rows ->
        [one] one of { NUMBER($all) } rows was closed or cancelled
       *[other] { NUMBER($rows) } of { NUMBER($all) } rows were closed or cancelled
    }
left-not_paid_yet = { $rows ->
        [one] one of { NUMBER($all) } rows is not paid yet
       *[other] { NUMBER($rows) } of { NUMBER($all) } rows are not paid yet
    }
left-out = Not counted: { $main }.
left-also = Not counted either: { $reasons }.
left-reason = { $reason } ({ NUMBER($rows) })
left-worth = That is { $money }, or { PERCENT($share) } of the money in the file.
other-parts = { $count ->
        [one] Not read: { $others }, which has other columns, or tells of days that are in { $read } already. If it holds sales of its own, bring it as a file.
       *[other] Not read: { $others }, which have other columns, or tell of days that are in { $read } already. If they hold sales of their own, bring each as a file.
    }
part-name = “{ $name }”
more-parts = { NUMBER($count) } more
all-parts = Read together: { $read }.
other-currencies = Also in the file, in another currency and not counted: { $sums }.
currency-sum = { $money } ({ $rows ->
        [one] one row
       *[other] { NUMBER($rows) } rows
    })
control-agrees = The file's own total, { $stated }, is what its rows come to.
control-differs = The file's own total is { $stated }, but its rows come to { $found }: a difference of { $difference }. See whether rows are missing from the export.

asked-title = { $count ->
        [one] One thing we are not sure of
       *[other] { $count } things we are not sure of
    }
asked-taken = used here
asked-column = Which column is “{ $role }”?
asked-amount = Which column is what the customer paid for each sale?
asked-sold_at = Which column says when it was sold?
asked-date = Which column is the day of the sale?
asked-receipt = Which column is the number of the receipt?
asked-item = Which column says what was sold?
asked-quantity = Which column says how many were sold?
asked-kind = What is this table?
asked-date_order = In which order are the dates written? 05/01, say, could be 5 January or 1 May.
asked-rows = { $rows ->
        [one] In column “{ $column }” one row says “{ $text }”. Does it count?
       *[other] In column “{ $column }” { NUMBER($rows) } rows say “{ $text }”. Do they count?
    }
full-stop = .
told-rows = As you said, rows that say “{ $text }”: { $answer }.
asked-amount_of = All rows of an order show the same money. Is it each row's own, or the whole order's?
asked-decimal = Which sign comes before the decimals?
decimal-comma = comma
decimal-point = point

understood-next = Next best: “{ $heading }”
understood-next-because = Next best: “{ $heading }” ({ $reasons })

evidence-days = from { DATE($first) } to { DATE($last) }
evidence-heading = its heading says “{ $words }”
evidence-dates = { PERCENT($share) } of its cells are dates
evidence-clock = { PERCENT($share) } of its cells have a time of day
evidence-money = { PERCENT($share) } of its cells are sums of money
evidence-counts = { PERCENT($share) } of its cells are counts
evidence-identifiers = { PERCENT($share) } of its cells look like reference numbers
evidence-repeats = the same number comes back on several rows
evidence-unique = no two rows have the same one
evidence-product = “{ $quantity }” × “{ $price }” gives it on { PERCENT($share) } of rows
evidence-difference = “{ $a }” minus “{ $b }” gives it on { PERCENT($share) } of rows
evidence-sum = “{ $a }” plus “{ $b }” gives it on { PERCENT($share) } of rows
evidence-payments = { PERCENT($share) } of its cells are ways of paying, such as “{ $example }”
evidence-channels = { PERCENT($share) } of its cells are ways of ordering, such as “{ $example }”
evidence-states = { PERCENT($share) } of its cells say how far an order is, such as “{ $example }”
evidence-directions = { PERCENT($share) } of its cells say money in or money out, such as “{ $example }”
evidence-names = { PERCENT($share) } of its cells look like names
evidence-first_rows = filled on an order's first row only
evidence-whole_order = repeats on each line of an order
evidence-only = no other column fits
evidence-unexplained = we cannot tell from the figures how the two columns belong together
evidence-told = you said so
evidence-learned = businesses with the same headings said so
evidence-vendor = this is how { $name } exports it
evidence-rows_unpaid = this may mean that nothing was paid yet
evidence-rows_unknown = we do not know what this means
evidence-rows_arguable = this could be what you bought, or what was bought from you
evidence-rows_twice = for each there is a row “{ $other }” of the same customer and the same money
evidence-spending = { PERCENT($share) } of its rows look like spending, such as “{ $example }”
evidence-takings = { PERCENT($share) } of its rows look like takings, such as “{ $example }”
