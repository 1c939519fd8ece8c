### Imports, histories and reports.

footer-site = Read by Balcão on the agency's own machines. Your file was sent nowhere else.
print = Print
try-again = Try again
reading-now = We are reading your file
reading-stay = You can leave this page; the reading goes on.
progress-waiting = Waiting for its turn
progress-again = That did not work. We try again by ourselves in a moment.
refused-title = We could not read this as sales
refused-kept = Nothing of it is used, and it is erased by itself.
refused-do = Export again, then bring the new file here.
failed-what = We tried several times and did not get through. It is our fault, not your file's. Nothing was counted. You can try again now or later.
cancelled-what = You stopped the reading. Nothing was counted.
erase-file = Erase this file
erase-now = Erase the file and this report now
import-state-waiting = waiting
import-state-reading = being read
import-state-done = read
import-state-refused = not readable
import-state-failed = did not work
import-state-cancelled = stopped
import-state-undone = taken out
import-known = You have brought this file before. Here is its report; nothing was counted twice.
import-kept = Kept. It is now part of your history.
import-erased = The file, its lines and its report are erased.
import-undone = The file is taken out of your history.
import-source-gone = The file itself was erased, seven days after it was read. Bring it again to correct its reading. Nothing was changed.
import-is-undone = This file is taken out of your history. Its lines are not counted.
import-more = More for this file
import-undo = Take it out of the history
import-bring-back = Put it back into the history
import-count = These are other sales: count them
import-set-apart = These are the same sales: do not count them
import-apart = not counted
import-file = File
import-period = Period
import-lines = Sale lines
import-state = State
import-known-lines = { NUMBER($same) } known before
from-to = { DATE($first) } to { DATE($last) }
overlap-same = { $same ->
        [one] One of the lines read ({ NUMBER($lines) }) was in your history already and is
       *[other] { NUMBER($same) } of { NUMBER($lines) } lines were in your history already and are
    } not counted twice.
overlap-twice = { $days ->
        [one] One day of this file is
       *[other] { $days } days of this file are
    } in your history with the same totals but other lines, as when one shop is exported in two ways. So it is not counted. If these are other sales, say so below.
overlap-moved = { $moved ->
        [one] One receipt of this file is
       *[other] { NUMBER($moved) } receipts of this file are
    } in your history on another day or with another amount, as when another column was read. So this file is not counted. Answer the same for the earlier file, or undo it and count this one below.
overlap-currency = The amounts are in another currency than your history, so the file is kept but not counted. If that is wrong, correct the currency below.
rejects-reason = Why it was not counted
rejects-download = Download these rows
report-pdf = Save as PDF
sample-note = This is a made-up café, to show what a report is like.
sample-own = Bring your own file
keep-offer = This report is erased on { MOMENT($until) }. With an account it stays, and the next month is added to it.
keep-button = Keep it
keep-title = Keep this report
keep-lead = For which business is it? From now on only its members see it.
keep-where = For
keep-new = For another business
keep-what = We keep the sale lines and reports. You can erase all of it at any time.
correct-title = Correct how we read it
correct-lead = Change only what is wrong. The file is then read again.
correct-order = Dates are written as
correct-currency = Currency
correct-as-read = as we read it
correct-none = – none –
correct-button = Read again
correct-unknown-order = Dates can be written as { $known }. Nothing was changed.
correct-unknown-currency = There is no such currency. Write its three letters, such as MOP. Nothing was changed.
history-title = Sales and files
history-span = Sales from { DATE($first) } to { DATE($last) }
history-gap = missing
history-next = Add a file
history-imports = Files
history-empty = No file yet
history-empty-do = Drop the first export above. Each later one is added to it, and nothing is counted twice.
history-understood = { $files ->
        [one] Made from one file
       *[other] Made from { $files } files
    } with { $lines ->
        [one] one sale line
       *[other] { NUMBER($lines) } sale lines
    }; what they share is counted once.
period-title = What does a period say?
period-first = From
period-last = To
period-help = Leave empty for everything. With a first day we compare it with as many days before.
period-button = Read it
period-backwards = The period ends before it begins. Turn the two dates round.
period-invalid = One of these is not a date. Write it as 2026-01-31.
report-making = We are working it out
report-empty = There are no sales in this period
report-empty-do = Choose another one, or bring the file for these days.
report-failed-do = Nothing is lost. Please try again.
compare-title = Against the days before
compare-now = This period
compare-before = Before
compare-change = Change
compare-net = Sales after refunds
compare-receipts = Visits
compare-per_day = On an open day
compare-days_open = Open days
change = { PERCENT($share) } { $way ->
        [more] more
       *[less] less
    }
no-diagnosis-yet = There is no diagnosis yet. Ask where the import is, and come back when it is done.
unknown-language = We do not speak this language. Known: { $known }.
message-month = Here is what we know about the sales of { $name }.
    .subject = { $name }: your sales this month
    .occasion = Each month, about the sales
monthly-nothing = You have not brought a sales export yet. With one you see within a minute what to change.
monthly-bring = We have your sales until { DATE($last) }. Bring the export of { MONTH($month) }, and we add it.
monthly-complete = Your sales of { MONTH($month) } are complete.
monthly-stop = You get this because the monthly update is on for your business. You can switch it off on its page.
no-diagnosis = There is no diagnosis: the file was not read to its end.
import-not-now = Nothing was done: as this import stands, there is nothing to read again.
reports-busy = Ten reports on this outlet are being made. Wait for one of them, then ask again.
