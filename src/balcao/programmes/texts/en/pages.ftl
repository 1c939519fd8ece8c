### The programme's pages for applicants and the public.

nav-phases = Support
nav-applications = Applications
phases-title = Support for your business
phases-lead = What is open now, what comes next, and how places were given.
phases-none = Nothing is open just now
phases-none-do = What your sales say, and what to do about it, is here every day.
phases-past = Past phases
phases-feed = Hear of new phases (feed)
phases-see = See what support there is
window-open = open
window-coming = soon
phase-line = { $places ->
        [one] One place
       *[other] { $places } places
    } · open until { MOMENT($until) }
phase-line-coming = { $places ->
        [one] One place
       *[other] { $places } places
    } · opens { MOMENT($from) }
phase-line-past = { $places ->
        [one] One place
       *[other] { $places } places
    } · closed { MOMENT($until) }
phase-cancelled = This phase was cancelled.
phase-opens = Opens { MOMENT($at) }
phase-meanwhile = Until then: see what your sales say. Your application will show what is in it for you.
phase-closed = Closed since { MOMENT($at) }
measure-was = This measure was called “{ $name }” until { MOMENT($until) }.
phase-decides = Places are given by { DATE($on) }.
phase-page = About this phase
phase-who = Who can apply
phase-sectors = Your business is one of these:
phase-unit-business = { $most ->
        [one] One application for each business
       *[other] At most { $most } applications for each business
    }
phase-unit-outlet = { $most ->
        [one] One application for each business, for one outlet
       *[other] At most { $most } applications for each business, one for an outlet
    }
phase-papers = What you need at hand
phase-steps = What happens if you get a place
phase-how = How places are given
phase-beacon = The public number comes from { $source } and is known from { MOMENT($at) } on. Nobody can choose it.
phase-commitment = Our part of the draw has been fixed since { MOMENT($at) }. This is its fingerprint:
phase-funders = Who pays
method-draw = If more businesses are eligible than there are places, the order is drawn, and anybody can check the draw.
method-strata = Some places are kept for groups; within each, and for the rest, the order is drawn, and anybody can check the draw.
method-first_come = Places go to eligible businesses in the order in which their applications arrived.
method-score = Places go to the eligible applications with the most points of this grid; equal points in the order of arrival.
stratum-line = { $places ->
        [one] One place: { $name }
       *[other] { $places } places: { $name }
    }
grid-line = For
grid-most = At most
fact-places = Places
fact-value = Worth
fact-window = Open
fact-decision = Decision by
fact-applications = Applications
fact-awards = Awards
amount = { PRICE($value) }
days-left = { $days ->
        [0] Today is the last day: until { MOMENT($until) }
        [one] One day left: until { MOMENT($until) }
       *[other] { $days } days left: until { MOMENT($until) }
    }
apply = Apply
apply-what = Three minutes, if your profile is filled in. You can stop and go on later, on any device.
not-required = not required
step-days = within { $days ->
        [one] a day
       *[other] { $days } days
    }
step-days-after = within { $days ->
        [one] a day
       *[other] { $days } days
    } of the step before
figures-title = Figures
figures-by-sector = Kind of business
figures-by-district = District
figures-rest = others
figures-few = under 5
figures-note = So that no business can be told apart, groups under five are put together or left out.
versions-title = Changes since publication
version-line = Version { $number }
preview-note = This is a preview. Nobody else sees it yet.
preview-back = Back to writing
applications-title = Your applications
applications-empty = No applications yet
begin-title = Apply
begin-lead = It is saved as you type. Nothing is sent before you say so.
begin-for = For which business?
begin-button = Begin
begin-no-business = First tell us about your business
worth-own = From your own sales
worth-phase = What this support gives you
worth-value = worth { PRICE($value) }
worth-none = We could say what your business has to gain, in money, if you brought your sales.
worth-bring = Bring a sales export
draft-lead = { $name }. It is saved as you type; you can go on later, on any device.
draft-step-fill = Fill in
draft-step-send = Look over and send
draft-theirs = On another device this was written meanwhile. We kept it, and show yours below. Save again to keep yours.
draft-business = Your business
draft-profile = Correct the profile
draft-questions = Questions
draft-saving = Saving…
draft-saved = Saved.
draft-unsaved = Not saved yet: there is no connection. What you typed stays here, and we go on trying.
draft-other = On another device this says:
draft-keep-mine = Keep what I typed
draft-take-theirs = Take that
draft-missing-title = What is still missing
draft-missing = { $count ->
        [one] One thing is missing still.
       *[other] { $count } things are missing still.
    }
draft-whole = Everything is there.
draft-on = Go on
draft-discard = Throw this draft away
discard-title = Throw this draft away?
discard-what = What you typed is gone then. Your papers stay with the business.
papers-title = Papers
papers-lead = A photo or a PDF. Each is kept with your business and used again next time.
paper-file = Take a photo or choose a file
paper-another = Add another page or file
paper-add = Add
paper-not-added = You chose this file, but it is not added yet. Press “Add” first.
paper-expires = Valid until
paper-until = valid until { DATE($until) }
paper-use = Use again: { $name }
paper-remove = Remove
paper-none = Choose a file first.
paper-kept = Added.
date-wrong = This is not a date. Nothing was kept.
answers-title = Your answers
send-title = Look over and send
send-refused = Not sent yet
send-complete = Fill in what is missing
send-anyway = Send it all the same: I want a decision.
send-what-happens = We look at it within { $days ->
        [one] a day
       *[other] { $days } days
    } and tell you. Places are given by { DATE($on) }.
send-button = Send the application
sent = We have your application. Its reference is { $reference }.
did-answer = We have your answer.
did-appeal = We have your appeal. You will hear from us.
did-withdraw = Withdrawn.
did-accept = The place is yours. See what comes next below.
did-discard = The draft is gone.
did-step = Done. See what comes next.
next-title = What happens next
next-submitted = We look at your application. Nothing is asked of you now.
next-under_review = We are looking at your application. Nothing is asked of you now.
next-eligible = Your application meets all conditions. Places are given by { DATE($on) }.
next-awarded = We are waiting for the next step.
next-completed = All done. Thank you for seeing it through.
next-lapsed = This has ended.
next-withdrawn = You have withdrawn this application.
next-answer = We need something from you by { DATE($until) }
next-answer-label = Your answer
next-answer-without = I cannot bring this; my answer says why
next-answer-button = Send the answer
inquiries-title = What was asked and answered
asked-at = Asked { MOMENT($at) }
answered-at = Answered { MOMENT($at) }
asked-unanswered = No answer yet
asked-brought = brought { MOMENT($at) }
asked-not-brought = not brought since it was asked for
next-accept = A place is yours. Take it by { MOMENT($until) }; after that it goes to the next on the list.
next-accept-button = Take the place
next-waiting = You are number { $number } on the waiting list. When a place comes free, the next on the list gets it, and we tell you.
next-ineligible = Your application does not meet the conditions:
appeal-label = If you see it otherwise, tell us why, by { MOMENT($until) }
appeal-button = Appeal
appeal-waits = Your appeal is being looked at.
appeal-was-granted = Your appeal was granted.
appeal-was-refused = Your appeal was not granted.
steps-title = Steps
step-done-button = This is done
step-done = done { MOMENT($at) }
step-later = comes later
due = due { DATE($on) }
waits-for-applicant = waits for you
waits-for-agency = waits for us
waits-for-supplier = waits for the supplier
falls-to-applicant = done by you
falls-to-agency = done by us
falls-to-supplier = done by the supplier
timeline-title = What has happened
withdraw-application = Withdraw
withdraw-title = Withdraw this application?
withdraw-what = A place that you hold goes to the next on the list. This cannot be taken back; you can apply again in the next phase.
receipt-title = Receipt of your application
receipt-download = Receipt (PDF)
receipt-phase = Phase
receipt-business = Business
receipt-sent = Sent
receipt-version = Version of the conditions
receipt-foot = This receipt says what reached us. It is no decision.
receipt-papers = The mark after a paper changes with every change of the file: with it you can show that a file is the one we got.
at-moment = { MOMENT($at) }
reference = Reference
state = State
draw-title = The draw
draw-lead = How the order among the eligible applications was made, so that nobody could choose it and anybody can check it.
draw-lead-before = How the order among the eligible applications will be made, so that nobody can choose it and anybody can check it.
draw-not-yet = This draw has not been made. It is made after the phase has closed ({ MOMENT($closes) }), every application is decided and the public number is known. Then everybody finds here who got a place, and can check it.
draw-see = See the draw
draw-how = How the draw works
draw-find = Where is my application?
draw-reference = Reference
draw-position-selected = Position { $position } in the draw: a place.
draw-position-waiting = Position { $position } in the draw: number { $number } on the waiting list.
draw-not-found = No application { $ref } took part in this draw.
draw-entrants = { $count ->
        [one] one entrant
       *[other] { $count } entrants
    }
draw-step-1 = Before opening we chose a secret number and published its fingerprint. So we could not change it later.
draw-step-2 = The phase closed, and each application was decided. That fixed the list of entrants.
draw-step-2-before = The phase closes, and each application is decided. That fixes the list of entrants.
draw-step-3 = After that, a public number was made by somebody else: { $source }. Nobody knew it before.
draw-step-3-before = After that, a public number is made by somebody else: { $source }. Nobody knows it before.
draw-step-4 = List, secret number and public number together give each application its ticket. Two officers took part. The lowest tickets got the places, the others wait in that order.
draw-step-4-before = List, secret number and public number together give each application its ticket. Two officers take part. The lowest tickets get the places, the others wait in that order.
draw-why = Whoever knows only one of the three parts knows nothing about the order. Now that all three are public, anybody can compute it again.
draw-why-before = Whoever knows only one of the three parts knows nothing about the order. Once the draw is made, all three are public, and anybody can compute it again.
draw-download = The record (JSON)
draw-program = A program of thirty lines that checks it
draw-program-lead = Save the record and this program, and run it with Python. It needs nothing else.
check-title = Check it yourself
check-lead = Your own device takes the published record and computes every ticket again. Nothing is sent anywhere.
check-button = Check the draw
check-running = Computing…
check-right = It is right: every part, and every position, came out the same.
check-wrong = Something differs from what was published. Save the record and write to us.
check-failed = The record could not be loaded. Try again, or save it and use the program below.
check-part-entrants = The list of entrants is whole and in order
check-part-commitment = The secret number is the one whose fingerprint was published
check-part-seed = List, secret number and public number give the published seed
check-part-order = Every position follows from the tickets
check-part-selected = The places went to the first in order
moves-title = Since the draw
moves-lead = The draw is never made again. A place that comes free goes to the next in order.
home-open-phase = Support that is open now
erase-kept-awards = { $count ->
        [one] An award was made to this business
       *[other] { $count } awards were made to this business
    }. The law makes us keep its application, papers and payments for { $years ->
        [one] one year
       *[other] { $years } years
    }; then they are erased, too. What still runs is withdrawn now, and a place goes to the next.
received-title = We have your application
received-lead = It counts from the moment at which you sent it. Many are being sent just now, so checking it takes a few minutes. You can close this page; we tell you, by message too.
received-look = Look again
apply-which-outlet = This phase is for outlets: say for which one you apply.
answer-long = At most { $most } characters, please. What was there before was kept.
answer-choice = Choose one of the answers.
appeal-once = Your appeal was granted once, and the application was looked at again. An appeal can be made once only.
draft-unread = Saved, but for what is marked.
paper-same = We had this paper already when we asked. Add another one, or say that you cannot, and why.
paper-before = there before we asked: { $name }
draft-kept = Your answers are kept. Nothing is sent yet.
paper-removed = The paper is taken out of the application. Your business still has it.
step-then-by = Next comes: { $step }, by { DATE($on) }.
step-then = Next comes: { $step }.
step-done-what = Say so once it is really done: you cannot take it back yourself.
step-done-last = It is the last step, and completes your award.
accept-title = Take this place?
accept-steps = What you agree to do, and by when
accept-lapse = If a step of yours is not done in time, we warn you first; { $days ->
        [one] a day
       *[other] { $days } days
    } later the award lapses, and the place goes to the next.
accept-next = Once you agree, the place is yours and the first days begin to count. You can still withdraw later.
accept-until = You can decide until { MOMENT($until) }; before you agree, nothing counts.
accept-terms = All conditions of this phase (version { $version })
accept-button = Agree and take the place
accept-not-now = Not now
appeal-accepted = Your appeal of { DATE($made) } was accepted on { DATE($at) }.
next-hear-by = You will hear from us by { DATE($on) }.
appeal-is-one = You can appeal once.
today-answer = Answer our question
today-accept = Take your place
today-draft = Finish your application
today-left = { $days ->
        [0] Today is the last day
        [one] One day left
       *[other] { $days } days left
    } (until { DATE($on) })
today-late = This was due on { DATE($on) }
missing-by-manager = The owner or a manager fills this in.
