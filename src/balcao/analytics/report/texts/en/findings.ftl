### What each check concludes. One message a finding: its value is the title; so-what and do speak to the owner;
### chart is the sentence that the chart proves, reading how to read it, how the method and the cautious assumption.

trend-up_weeks = Sales rose by { PERCENT($percent) } in the last eight weeks
    .so-what = This is more than the usual ups and downs of your weekdays and holidays. More guests with the same hands means longer waits.
    .do = Check that your busiest hours have enough people and stock for the new level, before guests notice.
    .chart = The last eight weeks are higher than the eight before
    .reading = Each point is one week of sales. The last eight are in colour.
    .how = We compare the last 8 weeks with the 8 before, after evening out weekdays and public holidays.

trend-down_weeks = Sales fell by { PERCENT($percent) } in the last eight weeks
    .so-what = This is more than the usual ups and downs of your weekdays and holidays. If it goes on, you lose this margin every month.
    .do = Ask ten regulars this week what changed for them. Look at what changed eight weeks ago: opening hours, prices, a dish, a neighbour.
    .chart = The last eight weeks are lower than the eight before
    .reading = Each point is one week of sales. The last eight are in colour.
    .how = We compare the last 8 weeks with the 8 before, after evening out weekdays and public holidays. We count half of the lost margin as winnable again.

trend-up_year = Sales are { PERCENT($percent) } above the same weeks a year ago
    .so-what = The season is the same, so this is real growth.
    .do = Plan staff and stock from these weeks, not from last year's.
    .chart = The last eight weeks are higher than a year ago
    .reading = Each point is one week of sales. The last eight are in colour.
    .how = We compare the last 8 weeks with the same 8 weeks a year ago, after evening out weekdays and public holidays.

trend-down_year = Sales are { PERCENT($percent) } below the same weeks a year ago
    .so-what = The season is the same, so this is not just a quiet month. Each month you earn less than a year ago.
    .do = Compare the two periods item by item: what did people buy then that they do not buy now? Start with the largest drop.
    .chart = The last eight weeks are lower than a year ago
    .reading = Each point is one week of sales. The last eight are in colour.
    .how = We compare the last 8 weeks with the same 8 weeks a year ago, after evening out weekdays and public holidays. We count half of the lost margin as winnable again.

quiet_hours-losing = { WEEKDAY($weekday) } { HOUR($from) } to { HOUR($to) } costs more than it earns
    .so-what = { $hours ->
        [one] One hour of your week brings
       *[other] { $hours } hours of your week bring
    } in less, after the cost of the goods, than one person's wage.
    .do = Close or thin out these hours for four weeks, or use them for work that has to be done anyway. Then look again.
    .chart = The marked hours earn less than one wage
    .reading = Each square is an hour of the week; darker earns more. Marked squares earn less than one person costs.
    .how = What is left of each open hour's sales after goods, against one person at the wage floor of { PRICE($wage) } an hour ({ $wage_source }). Only runs of two hours or more count, and we take it that nobody who came then would come at another time.

menu_mix-dogs = { $dogs ->
        [one] One item sells little and earns little
       *[other] { $dogs } items sell little and earn little
    }, such as { $example }
    .so-what = They take up room on the menu, in the fridge and in the head. { $star } shows what your customers want.
    .do = Take two of them off this month, or raise their price. Put what sells in their place.
    .chart = What the weak items earn, next to your strongest
    .reading = Each bar is what an item earned after goods in the whole period. The coloured ones are neither popular nor profitable.
    .how = Menu engineering (Kasavana and Smith, 1982): an item is popular with at least 70% of an equal share of sales, and profitable above the average margin of its category. Without costs we use prices. We take it that half of its buyers choose an average item instead.

long_tail-many = { $items } of your { $of } items bring only { PERCENT($share) } of sales
    .so-what = Each still has to be counted, ordered, prepared and thrown away. { $receipts ->
        [0] Nobody came for these alone.
        [one] Only one visit was for these alone.
       *[other] Only { $receipts } visits were for these alone.
    }
    .do = Go through the list below. Keep what you need for a regular; drop the rest at the next reprint of the menu.
    .chart = The best of the items that hardly sell
    .reading = Each bar is what an item brought in over the whole period.
    .how = The smallest set of items that together bring at most 2% of sales; new items are left out. Each costs five to fifteen minutes of work a week at the wage floor of { PRICE($wage) } an hour ({ $wage_source }); we subtract the margin of visits that bought nothing else.

pairs-attach = { PERCENT($rate) } of those who buy { $first } add { $second }; it could be { PERCENT($best) }
    .so-what = The two are bought together more often than chance explains, so people like them together. Your better pairs reach { PERCENT($best) }.
    .do = Offer { $second } with every { $first } for two weeks: one sentence at the counter, or as a set on the menu.
    .chart = How often the second item is added to the first
    .reading = Each bar is a pair that people buy together. The coloured one has room to grow.
    .how = Pairs on at least 0.5% of receipts and clearly above chance (exact test). We count half of the gap to the better quarter of your pairs, times the margin.

prices-below = { $lines ->
        [one] One sale was
       *[other] { $lines } sales were
    } below the usual price of the week, most with { $example }
    .so-what = That is { PERCENT($share) } of your sales given away without a discount being recorded.
    .do = Fix the prices in the till so that nobody has to key them. Record discounts as discounts.
    .chart = Where sales below the usual price cost most
    .reading = Each bar is the money missing, item by item, over the whole period.
    .how = For each item, size and way of selling we take the price of most sales in a week, and leave out price changes and recorded discounts. We count half of what is missing.

discounts-by_staff = { $group } gives discounts on { PERCENT($rate) } of receipts, the others on { PERCENT($rest) }
    .so-what = There may be a good reason. If not, the difference is your margin.
    .do = Ask first. Then agree on who may give how much, and let the till ask for a reason.
    .chart = Share of receipts with a discount
    .reading = Each bar is one person at the till.
    .how = Each person against all others (exact test, with room for ordinary differences). We count half of what goes beyond the others' rate.

discounts-by_hour = Around { HOUR($group) }, { PERCENT($rate) } of receipts have a discount; otherwise { PERCENT($rest) }
    .so-what = Discounts gather in this hour. If it is not a happy hour that you planned, it is your margin.
    .do = Look at who works then and what the discount is for. Make it a planned offer or stop it.
    .chart = Share of receipts with a discount, by hour
    .reading = Each bar is an hour of the day.
    .how = Each hour against all others (exact test, with room for ordinary differences). We count half of what goes beyond the others' rate.

discounts-by_item = { $group } is discounted on { PERCENT($rate) } of receipts, other items on { PERCENT($rest) }
    .so-what = What is nearly always discounted has the wrong price, or the wrong discount.
    .do = Decide what it should cost, and set that price.
    .chart = Share of receipts with a discount, by item
    .reading = Each bar is one item.
    .how = Each item against all others (exact test, with room for ordinary differences). We count half of what goes beyond the others' rate.

refunds-by_staff = { $group } refunds { PERCENT($rate) } of receipts, the others { PERCENT($rest) }
    .so-what = There may be a good reason, such as being the one who handles complaints. It is worth a look.
    .do = Go through the last ten refunds together. Let a second person confirm refunds from now on.
    .chart = Share of receipts refunded or voided
    .reading = Each bar is one person at the till.
    .how = Each person against all others (exact test, with room for ordinary differences). We count half of what goes beyond the others' rate.

refunds-by_hour = Around { HOUR($group) }, { PERCENT($rate) } of receipts are refunded; otherwise { PERCENT($rest) }
    .so-what = Refunds gather in this hour. Often it is rushed orders; sometimes it is the till being closed.
    .do = Look at the refunds of the last two weeks in this hour and what they have in common.
    .chart = Share of receipts refunded or voided, by hour
    .reading = Each bar is an hour of the day.
    .how = Each hour against all others (exact test, with room for ordinary differences). We count half of what goes beyond the others' rate.

payments-fees = { METHOD($method) } costs you { RATE($rate) }, { METHOD($cheapest) } only { RATE($cheapest_rate) }
    .so-what = Your customers already use both. Each payment that moves saves you the difference.
    .do = Put the { METHOD($cheapest) } code where people pay, before the card machine. Ask your card service for its price for small shops.
    .chart = What each way of being paid costs
    .reading = Each bar is the part of a payment that the service keeps.
    .how = Where the fees come from: { METHOD($method) } – { $source ->
        [export] your export
       *[other] { $source }
    }; { METHOD($cheapest) } – { $cheapest_source ->
        [export] your export
       *[other] { $cheapest_source }
    }. { $unknown ->
        [0] { "" }
        [one] One way of being paid is left out, because we do not know its fee.
       *[other] { $unknown } ways of being paid are left out, because we do not know their fees.
    } We count half of the fees above the cheapest way that your customers already use.

payments-cash = { PERCENT($cash) } of your sales are in cash
    .so-what = Cash has to be counted, carried and kept safe, and visitors may walk on when they cannot pay their way.
    .do = Accept one electronic wallet. Start with the one your customers ask for.
    .chart = How your customers pay
    .reading = Each bar is the money paid in one way over the whole period.
    .how = Shares of sales by payment method, as your export names them.

receipts-daypart = A visit { DAYPART($group) } is worth { MONEY($own) }; on average it is { MONEY($mean) }
    .so-what = People come, but take less. A small extra on these visits adds up.
    .do = Make one small offer for this time of day, such as a drink with a snack, and say it at the counter.
    .chart = What a visit is worth, by time of day
    .reading = Each bar is the mean of all receipts in that part of the day.
    .how = Mean receipt of this part of the day against the others, tested day by day. We count a quarter of the gap, times the margin.

receipts-channel = A visit by { CHANNEL($group) } is worth { MONEY($own) }; on average it is { MONEY($mean) }
    .so-what = People order, but take less. A small extra on these orders adds up.
    .do = Add one set or side that suits this way of ordering, and show it first.
    .chart = What a visit is worth, by way of ordering
    .reading = Each bar is the mean of all receipts of one kind.
    .how = Mean receipt of this way of ordering against the others, tested day by day. We count a quarter of the gap, times the margin.

sell_out-early = { $item } runs out early on { $days ->
        [one] one of your { $strong } busy days
       *[other] { $days } of your { $strong } busy days
    }
    .so-what = On these days the last one is sold long before you close, though people usually buy it until late. Who comes after that leaves with less, or leaves.
    .do = Make or order more of it on busy days, starting with the next one. Stop when some is left at closing.
    .chart = Busy days on which an item was sold out early
    .reading = Each bar is the share of busy days with an unusually early last sale.
    .how = On quieter days we see how an item's sales spread over the day. A busy day counts when a last sale so early would happen by chance less than once in twenty. Half of those who found it gone are taken to have bought something else.

planning-forecast = Preparing by weekday, not by last week, wastes less: most to gain with { $example }
    .so-what = Whoever prepares what sold a week ago throws away after a good day and runs short after a bad one. { $items ->
        [one] One of your items sells
       *[other] { $items } of your items sell
    } enough for this to matter.
    .do = Before you prepare tomorrow, look at the last eight of the same weekday and take a little more than the middle one. Note what is left over.
    .chart = What better planning would have saved in eight weeks
    .reading = Each bar is one item.
    .how = For the past 8 weeks: cost of making last week's quantity against the best quantity from the last 8 same weekdays (newsvendor rule). Too few costs the margin, too many the goods. We count only a quarter, as if three quarters were made to order.

concentration-item = { PERCENT($share) } of your sales hang on one item: { $part }
    .so-what = If its price, its supply or the fashion changes, it hits you at once.
    .do = Pick one other item with a good margin and put it beside { $part } for a month.
    .chart = The share of your top items
    .reading = Each bar is an item's share of sales.
    .how = Share of sales of the largest among several. The value is the margin of a tenth of what depends on it.

concentration-customer = { PERCENT($share) } of your sales come from one customer
    .so-what = If this customer leaves, so does this part of your income.
    .do = Agree on the next months in writing, and look for a second one like it.
    .chart = The share of your largest customers
    .reading = Each bar is one customer's share of sales.
    .how = Share of sales of the largest among several. The value is the margin of a tenth of what depends on it.

concentration-channel = { PERCENT($share) } of your sales come through { CHANNEL($part) }
    .so-what = Whoever runs that channel sets its fees and its rules.
    .do = Give people a reason to order from you directly: a card in each bag with your own number or code.
    .chart = The share of each way of ordering
    .reading = Each bar is a channel's share of sales.
    .how = Share of sales of the largest among several. The value is the margin of a tenth of what depends on it.

concentration-weekday = { PERCENT($share) } of your sales fall on { WEEKDAY($part) }
    .so-what = One rainy { WEEKDAY($part) } costs you a large part of the week.
    .do = Try one reason to come on the day before or after, for a month.
    .chart = The share of each weekday
    .reading = Each bar is a weekday's share of sales.
    .how = Share of sales of the largest among several. The value is the margin of a tenth of what depends on it.

concentration-hour = { PERCENT($share) } of your sales fall in one hour, from { HOUR($part) }
    .so-what = Everything has to go right in this hour, and people in a queue leave.
    .do = Prepare what can be prepared before it, and offer ordering ahead.
    .chart = The share of your busiest hours
    .reading = Each bar is an hour's share of sales.
    .how = Share of sales of the largest among several. The value is the margin of a tenth of what depends on it.

customers-few_return = Only { PERCENT($rate) } of your known customers came a second time
    .so-what = { $customers } customers had at least two months to come back. Those who did took about { $gap ->
        [one] one day
       *[other] { $gap } days
    } between visits.
    .do = Ask every new customer back: a stamp card, or a message after two weeks.
    .chart = How often your customers came
    .reading = Each bar counts the customers with that many visits.
    .how = Customers with an id who had 60 days to come back. We count one more visit from one in ten of those who came once, times the margin.
