### Officers' pages: phases, queues, reviews, awards.

nav-queue = To decide
nav-awards = Awards
nav-phase-list = Phases
phase-list-title = Phases
phase-first = You work on no phase yet
phase-first-do = Make one, or ask a colleague to add you to theirs.
phase-new = New phase
phase-new-lead = A phase belongs to a measure, which can have one every year. Everything else is written step by step, and nothing is public before you publish it.
phase-parts = What it says and asks
phase-public = public page
phase-write = Write and publish
phase-change = A change that is not published yet
phase-problems = { $count ->
        [one] One thing is missing before this can be published:
       *[other] { $count } things are missing before this can be published:
    }
phase-ready = Everything is there.
phase-why = What changes, and why
phase-preview = Preview
phase-publish = Publish
phase-drop = Forget this change
phase-published = Published.
phase-copied = Copied. Set the new dates.
phase-dropped = The change is forgotten. What is published stays as it is.
phase-officers = Who works on it
phase-officers-lead = They see the applications and decide.
phase-copy = Copy for the next phase
phase-cancel = Cancel this phase
window-draft = being written
window-closed = closed
window-cancelled = cancelled
part-texts = Name and texts
    .lead = What it is called, and what it gives, in three languages.
part-window = Window and places
    .lead = When, how many, how much, and how fast things go.
part-who = Who can apply
    .lead = Kinds of business, and the conditions that each must meet.
part-papers = Papers and questions
    .lead = What applicants hand in and answer. Ask little: the profile is there already.
part-award = The award
    .lead = What happens after a place is taken, step by step, and who pays.
part-choice = How places are given
    .lead = By a draw that anybody can check, in the order of arrival, or by points.
rows-rules = Conditions
    .lead = All of them must be met. The reason is what applicants read who do not meet one.
rows-documents = Papers
    .lead = Each can be a photo or a PDF.
rows-questions = Questions
    .lead = Statements to be confirmed, or things to be filled in.
rows-steps = Steps
    .lead = Days count from the award, or from the step before.
rows-funders = Who pays
    .lead = Shares add up to 100. Leave empty if it need not be said.
rows-strata = Places kept for groups
    .lead = Only for a draw with groups. The first that fits counts.
rows-grid = Points
    .lead = Only for a choice by points. With a condition the points are given by themselves, else by officers.
row-new = Add one
write-name = Name
write-benefits = What it gives, in one sentence
write-benefits-help = Owners read this first: “training, a diagnosis visit, and a free solution”.
write-about = About
write-opens_at = Opens
write-closes_at = Closes
write-closes_at-help = What is sent while this minute runs still counts.
write-decides_on = Places are given by
write-places = Places
write-reserve = How far the waiting list reaches
write-reserve-help = 0 means: to its end.
write-value = Worth of one award
write-budget = Budget
write-unit = One application is for
write-unit-business = a business
write-unit-outlet = one outlet
write-most_applications = Applications of one business, at most
write-review_days = Days for a decision
write-answer_days = Days for an applicant to answer
write-accept_days = Days to take a place
write-appeal_days = Days to appeal
write-lapse_days = Days between the announcement of a lapse and the lapse
write-four_eyes = Every decision needs a second officer
write-sectors = Kinds of business
write-sectors-help = None ticked means: all kinds.
write-method = Places are given
write-method-draw = by a draw
write-method-strata = by a draw, with places kept for groups
write-method-first_come = in the order of arrival
write-method-score = by points
write-beacon_source = Where the public number comes from
write-beacon_source-help = Something that many people see and nobody controls: a lottery, a published beacon.
write-beacon_at = It is known from
write-reason = Reason
write-reason-help = “Only businesses registered for at least a year can apply.”
write-paper = Paper
write-help = Help
write-required = Required
write-expires = Has a date until which it is valid
write-question = Question or statement
write-kind = Answered by
write-choices = Choices
write-choices-help = One a line, in the same order in each language.
write-step = Step
write-days = Days
write-after = After
write-after-award = the award
write-by = Waits for
write-funder = Who
write-share = Share in percent
write-stratum = Group
write-criterion = For
write-most = Points at most
write-remove = Take this out
write-impossible = This cannot be: { $why }
write-measure = Measure
write-measure-new = a new one
write-measure-name = Name of the new measure
write-measure-needed = Choose a measure, or name a new one.
write-name-needed = Give it a name in at least one language.
measure-lead = The name of a line of support: it stands above each of its phases, in letters and on receipts.
measure-rename = Change its name
measure-name-whole = Write the name in all three languages.
measure-renamed = Renamed. Letters and receipts name it so from now on; those already sent stay as they are.
measure-history = Earlier names
measure-until = until { MOMENT($until) }
kind-declaration = a tick (a statement)
kind-yes_no = yes or no
kind-text = a line
kind-long_text = some lines
kind-number = a number
kind-money = an amount
kind-date = a date
kind-choice = a choice
by-applicant = the applicant
by-agency = us
by-supplier = the supplier
condition-title = Condition
condition-deep = This condition is deeper than can be shown here, and is kept as it is.
condition-what = What ({ $number })
condition-value = Value ({ $number })
join-label = If there are several
join-all = all must hold
join-any = one is enough
join-none = none may hold
field-sector = Kind of business
field-size = Size
field-people_at_most = People employed
field-district = District
field-registered_on = Registered
field-years_registered = Years registered at opening
field-registered_here = Registered in this economy
field-registration_number = Registration number
field-bank_account = Bank account
field-outlets = Outlets
field-awards_in_measure = Earlier awards in this measure
field-awards_of_outlet = Earlier awards for the same outlet
field-awards = Earlier awards in all measures
field-applications_in_phase = Other applications in this phase
field-applications_in_measure = Other applications in this measure
test-in = is one of
test-not_in = is none of
test-at_least = at least
test-at_most = at most
test-on_or_before = on or before
test-on_or_after = on or after
test-yes = yes
test-no = no
test-given = is given
test-handed-in = is handed in
value-choose = Choose from the list.
limit-people = { $people ->
        [0] nobody
        [one] 1 person
       *[other] { $people } people
    }
save-and-on = Save and go on
save-and-add = Save, and add another
trial-title = Try the conditions
trial-lead = Before publishing: whom would they refuse among applications that there are?
trial-against = Applications of
trial-against-name = Among the applications of “{ $name }”
trial-button = Try
trial-result = These conditions would refuse { $refused } of { $count }
trial-unknown = { $count } more could not be judged, because something is not filled in.
trial-rule = Condition
trial-who = Here they are
trial-kept = Nothing was changed.
settle-title = Giving the places
settle-was = Places were given { MOMENT($at) }.
settle-what = Everything is decided. The order follows from what was published.
settle-button = Give the places
settle-done = The places are given, and everybody is told.
beacon-enter = Look up the public number at { $source } and enter it exactly as it was published. A second officer then looks it up and draws.
beacon-waits = Entered: { $value }. It waits for a second officer.
beacon-round = Which one (number, date)
beacon-value = Public number
beacon-button = Enter it
beacon-entered = Entered. Now a second officer looks it up and draws.
draw-approve = { $who } has entered the public number of { $source } ({ $round }). Look it up yourself and enter it: if both agree, the draw is made at once, published, and everybody is told.
draw-button = Draw
draw-done = Drawn and published. Everybody is told.
list-end = End the waiting list
list-end-what = When no more places will come: whoever still waits is told.
list-ended = { $count ->
        [one] The list is ended; one business was told.
       *[other] The list is ended; { $count } businesses were told.
    }
queue-title = Applications
queue-mine = Mine
queue-unassigned = Nobody's
queue-waiting = Waiting for applicant
queue-overdue = Overdue
queue-appeals = Appeals
queue-second = For a second officer
queue-decided = Decided
queue-all = All
queue-search = Reference or name
queue-due = Decide by
queue-officer = Officer
queue-empty = Nothing waits here
filter-all-phases = all phases
filter-all-states = all states
bulk-take = Take the chosen
bulk-eligible = Find the chosen eligible
bulk-what = Only those that meet every condition are found eligible; the others stay for a look of their own.
bulk-done = { $count ->
        [one] One done.
       *[other] { $count } done.
    }
bulk-left = { $count ->
        [one] One needs a look of its own, and was not changed.
       *[other] { $count } need a look of their own, and were not changed.
    }
saved-lists = Saved filters
saved-name = Name
saved-keep = Save this filter
saved-forget = Forget
awards-title = Awards
awards-all = All
awards-late = Overdue
awards-step = Waits for
awards-empty = No awards here
awards-empty-do = An award begins when a business takes its place.
waits-officer-applicant = waits for the applicant
waits-officer-agency = waits for us
waits-officer-supplier = waits for the supplier
keys-title = Keys
keys-list = e eligible · n not eligible · a ask · m note · j next
review-left = { $days ->
        [0] decide today
        [one] one day left
       *[other] { $days } days left
    }
review-score = { $score ->
        [one] one point
       *[other] { $score } points
    }
review-rules = Conditions
review-judged = Judged by version { $version } of the conditions.
review-earlier = Earlier awards
review-answers = Answers
review-more = Assign, declare an interest
outcome-met = met
outcome-not_met = not met
outcome-unknown = not known
outcome-broken = cannot be checked
duplicates-title = May be from the same person
duplicate-unnamed = One that you may not look at
duplicate-score = { PERCENT($score) } alike
mark-owner = same owner
mark-bank = same bank account
mark-registration = same registration number
mark-phone = same telephone
mark-address = same address
decide-title = Decision
decide-eligible = Eligible
decide-ineligible = Not eligible
decide-rules = For these reasons
decide-words = In words; the applicant reads it
decided-first = Your decision is kept. It counts once a second officer has made the same.
proposal-line = First decision, by { $who }: { $to ->
        [eligible] eligible
        [lapsed] end the award
       *[other] not eligible
    }.
proposal-own = It is yours, so another officer makes the second.
take = Take it
ask-title = Ask the applicant
ask-text = What do you need to know?
ask-documents = Papers to hand in again
ask-button = Ask; { $days ->
        [one] one day to answer
       *[other] { $days } days to answer
    }
points-title = Points
points-most = at most { $most }
refusal-stands = Found not eligible; the applicant has been told why. It can be changed by an appeal alone: they may make one until { MOMENT($until) }, and another officer decides it.
refusal-unappealed = Found not eligible, for good: the time for an appeal ended on { MOMENT($until) }, and none came.
refusal-final = Found not eligible, for good: the one appeal that there is has been made.
appeal-of-applicant = The applicant appeals:
appeal-grant = Grant it
appeal-refuse = Do not grant it
award-title = Award
step-confirm = Done
step-undo = take back
step-warned = lapse announced { DATE($on) }
extend-title = More time
extend-until = Until
extend-button = Give more time
lapse-title = End this award
lapse-what = Its place goes to the next in order. This cannot be taken back.
lapse-button = End it
notes-title = Notes for colleagues
note-label = The applicant does not read this
conflict-label = I have an interest: why
conflict-button = Declare it
conflict-line = { $who } has declared an interest: { $why }
conflict-in-phase = You have an interest in an application of this phase, so others give its places.
conflict-theirs = This officer has an interest in the application. Choose another.
decide-rule-unknown = One of these reasons is no rule of this phase. Nothing was changed.
decide-revoke = Not eligible after all
decide-revoke-what = It was found eligible before. Its place goes to the next on the list, an award ends, and the applicant is told why and can appeal.
appeal-other-officer = You took part in the refusal, so another officer decides the appeal. If there is none, add one to the phase.
appeal-other-application = The business has another application under way in this phase. It can be withdrawn first; then the appeal can be granted.
settle-no-draw = The places of this phase are not drawn.
publish-second-officer = You wrote this change of conditions, and the window is open: another officer of the phase has to publish it.
phase-officers-asked = Kept. Another officer of this phase, or an administrator, has to confirm it.
phase-officers-wanted = { $who } asks that these people work on the phase from now on:
phase-officers-other = You asked for it, so somebody else confirms it.
phase-officers-confirm = Confirm these officers
bulk-proposed = { $count ->
    [one] One is proposed as eligible; a second officer decides.
   *[other] { $count } are proposed as eligible; a second officer decides.
    }
phase-officers-title = Officers of phases
phase-officers-what = Phases of which no officer is left, and phases whose officers ask for a change.
phase-officers-none = Nobody who works on it is left. Choose who does from now on.
phase-officers-empty = Every phase has its officers.
phases-no-one = There is no phase yet
phases-no-one-do = An officer makes the first one. Here you will see phases that need officers.
phase-cancel-what = It is taken off the public pages, with drafts that somebody has begun. This cannot be undone.
phase-officers-now = Now: { $names }
proposal-second = If you decide the same, it counts, and the applicant reads this reason with what you add.
proposal-drop = Turn this down
proposal-take-back = Take it back
review-business = The business
settle-points =
    { $count ->
        [one] One eligible application has no points yet in a line of the grid.
       *[other] { $count } eligible applications have no points yet in a line of the grid.
    }
list-undecided = { $count ->
        [one] One application or appeal is not decided yet. Once the list is ended it gets a place only if one is free.
       *[other] { $count } applications or appeals are not decided yet. Once the list is ended they get a place only if one is free.
    }
list-appeal-days = { $count ->
        [one] One business that was refused can still appeal, until { MOMENT($until) }.
       *[other] { $count } businesses that were refused can still appeal, until { MOMENT($until) } at the latest.
    }
conflict-lift = Correct this declaration
conflict-lift-what = If it was declared by mistake, another officer corrects it here and says why. Whatever else ties them to the application (such as having belonged to the business) stays.
conflict-lift-label = Why it is no interest
conflict-lift-why = Say why it is no interest.
conflict-lifted-line = { $who } had declared an interest ({ $why }); { $by } corrected it: { $because }
phase-ready-other = Everything is there. You wrote this change and the window is open, so another officer publishes it: { $names }.
phase-ready-nobody = Everything is there. Somebody who did not write this change has to publish it, and the phase has no other officer: add one under “Who works on it”.
done-take = This application is yours now.
done-assign-nobody = It waits for whoever takes it.
done-assign = It is passed on.
done-of = { $reference } ({ $name }): { $said }
done-ask = The applicant is asked. Until they answer, the time for the decision stands still.
done-note = The note is kept. Only colleagues read it.
done-conflict = Your interest is declared. Others look after this application.
done-lift = The declaration is corrected.
done-points = The points are kept.
done-eligible = Found eligible. The applicant is told what follows.
done-ineligible = Found not eligible. The applicant is told why, and until when they can appeal.
done-revoke = Found not eligible after all, and the applicant is told.
done-appeal = The appeal is answered, and the applicant is told.
done-step = This step is done.
done-unstep = This step is open again.
done-extend = More time is given, and the applicant is told.
done-lapse = The award has ended, and the applicant is told.
done-drop = The first decision is dropped. The application stays as it was.
saved-list = The filter “{ $name }” is kept.
part-saved = “{ $part }” is saved. Nothing is public before you publish it.
phase-officers-set = Who works on the phase is changed.
proposal-agree = { $to ->
        [eligible] Agree: eligible
        [lapsed] Agree: end the award
       *[other] Agree: not eligible
    }
conflict-title = Declare an interest
publish-what = { $places ->
        [one] One place
       *[other] { $places } places
    }, open from { MOMENT($opens) } to { MOMENT($closes) }. Everybody can read it at once. Once the window opens, conditions change only in favour of those who apply; once somebody has applied, the phase can no longer be cancelled.
publish-what-change = The new conditions hold at once. { $count ->
        [0] Nobody has an application that goes on, so nobody is written to.
        [one] One applicant is told, and reads the reason that you give.
       *[other] { $count } applicants are told, and read the reason that you give.
    } This cannot be taken back.
phase-drop-what = What was written for this change is lost. What is published stays as it is.
settle-gives = { $offered ->
        [0] Nobody is offered a place
        [one] One business is offered a place
       *[other] { $offered } businesses are offered a place
    }, { $waiting ->
        [0] and nobody has to wait
        [one] and one goes on the waiting list
       *[other] and { $waiting } go on the waiting list
    }. All of them are told at once. This is done once, and cannot be taken back.
number-confirm-what = The new number holds from then on, its fingerprint stands on the public page, and everybody whose application goes on, or may by an appeal, is told. This cannot be taken back.
step-confirm-last = It is the last step. The award is complete then, and the business is told.
step-confirm-what = The business sees at once that it is done.
second-officers = { $who } asks for other officers; a second person confirms it.
second-number = { $who } asks for a new secret number; a second officer confirms it.
second-draw = { $who } has entered the public number; a second officer looks it up and draws.
second-terms = { $who } changed the conditions; another officer publishes them.
interest = You have an interest in this application
    .do = So you neither see it nor decide about it, and nothing was changed.
interest-others = Another officer of this phase decides it, one without an interest. If you declared yours by mistake, that officer can correct it. If there is none, one has to be added to the phase.
interest-nobody = Nobody else works on this phase. Another officer has to be added to it.
interest-back = Back to the applications
