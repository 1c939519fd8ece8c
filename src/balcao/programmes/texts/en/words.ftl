### The programme: states, refusals, reasons.

application-draft = draft
application-submitted = submitted
application-under_review = under review
application-information_requested = information requested
application-eligible = eligible
application-ineligible = not eligible
application-selected = selected
application-waitlisted = on the waiting list
application-awarded = awarded
application-completed = completed
application-lapsed = lapsed
application-withdrawn = withdrawn
moved-already = Nothing was changed: the application is now “{ $state }”. Somebody else was faster; look at it again.
moved-meanwhile = Nothing was changed: somebody else changed this at the same moment. Look at it again.
rule-own-sectors = Only the kinds of business named for this phase can apply.
rule-own-most = { $most ->
        [one] A business can apply once in this phase.
       *[other] A business can apply { $most } times in this phase.
    }
rule-refuses = { $reason } If that is not so, correct your profile or your answers. You can also send the application and ask for a decision.
phase-cancelled-already = This phase was cancelled; it can no longer be changed.
nothing-to-publish = There is no change to publish.
phase-has-applications = Businesses have applied in this phase, so it cannot be cancelled any more.
phase-needs-officer = Somebody must work on the phase. Choose at least one officer.
phase-not-open = This phase is not open. Your draft is kept.
phase-over = This phase closed before your application reached us. Your draft is kept, and you can use it in the next phase.
conflict-stands = You have an interest in this application, so others decide about it.
conflict-why = Say in a few words what your interest is.
draft-sent-already = This application was sent already and is no longer a draft. Nothing was changed.
answer-missing = Not answered yet: { $text }
document-missing = Still missing: { $name }
profile-missing = Still missing in the profile: { $name }
answer-empty = Write an answer.
appeal-not-open = There is nothing to appeal against, or the appeal was made already.
appeal-late = The days for an appeal are over.
appeal-empty = Say in a few words why the decision should be looked at again.
accept-late = The time to take this place is over. It goes to the next on the list.
ask-empty = Say what you need to know, or choose a paper.
points-late = The order is fixed, or the application is decided; points cannot be changed any more.
points-wrong = Points lie between nought and the most of each line.
decide-why = Give a reason. The applicant reads it.
settled-already = The places of this phase were given already.
settle-not-closed = The phase is not closed yet.
settle-undecided = { $count ->
        [one] One application is not decided yet.
       *[other] { $count } applications are not decided yet.
    }
settle-appeals = { $count ->
        [one] One appeal is not answered yet.
       *[other] { $count } appeals are not answered yet.
    }
settle-beacon = The public number is only known from { MOMENT($at) } on.
settle-by-draw = The places of this phase are drawn.
beacon-empty = Enter the public number first.
settle-number-lost = The secret number of the draw can no longer be read. Two officers choose a new one first (above).
settle-number-another = The secret number of the draw is not the one that was published: its hash is another. No draw is made with it. Whoever runs the site looks at why and brings the number back from a backup.
number-not-lost = The secret number of this draw is there, so it stays.
number-beacon-after = The public number has to become known after the new secret number is fixed, and after applications close. Choose a later moment.
number-second-officer = You asked for the new number, so another officer confirms it.
number-asked = Asked. Another officer of the phase confirms it.
number-renewed = A new number is fixed. Everybody who has applied is told.
number-lost-title = The draw needs a new secret number
number-lost = The site’s secret key was lost, and with it the number that was fixed when this phase was published. If the key can be brought back, nothing else is needed. Otherwise two officers fix a new number, and the draw waits for a public number that nobody knows yet.
number-wanted = A colleague asks for a new secret number. The public number would then be that of { MOMENT($at) }.
number-other = Another officer of the phase confirms it.
number-confirm = Fix a new number
number-ask = Ask for a new number
number-earlier = Until { MOMENT($until) } this fingerprint stood here. Its number was lost before the draw:
draw-second-officer = You entered the number, so another officer approves it.
draw-value-differs = This is not the number that your colleague entered. Look it up once more, both of you; nothing was drawn.
list-not-open = There is no waiting list to end.
award-over = This award has ended, or the step is done already. Nothing was changed.
step-not-yours = Somebody else says when this step is done.
extend-later = Choose a day later than the present one, and in the future.
due-answer = answer our question
due-accept = take your place
reason-not_accepted = The place was not taken in time.
reason-list_ended = All places of this phase are taken for good.
reason-after_the_draw = Found eligible after the draw, and so the last of the waiting list.
reason-step_late = A step was not done in time, although we had announced it.
record-application-begun = An application was begun
record-application-discarded = A draft was thrown away
record-application-moved = Application { $subject }: { $to }
record-application-assigned = Application { $subject }: given to an officer
record-application-noted = Application { $subject }: an officer wrote a note
record-application-conflict = Application { $subject }: an officer declared an interest and no longer decides
record-application-points = Application { $subject }: points were given
record-application-proposed = Application { $subject }: a first officer has decided, a second follows
record-application-appealed = Application { $subject }: appeal
record-application-appeal_decided = Application { $subject }: appeal answered
record-application-knocked = Somebody without the right tried to open application { $subject }, and was refused
record-document-kept = A document was stored
record-document-erased = A document was thrown away
record-document-read = A document was opened
record-award-step = Award { $subject }: a step was done
record-award-step_undone = Award { $subject }: a step was taken back
record-award-extended = Award { $subject }: more time until { DATE($until) }
record-award-lapse_announced = Award { $subject }: a lapse was announced
looked-application = application
settle-sending = Applications that were sent are still being checked; that takes a few minutes.
reason-back_in_order = Found eligible again. Its place in the order is the one that was drawn.
api-no-question = “{ $code }” is no question of this phase. Nothing was kept.
api-no-answer = “{ $code }” is not answered so: it asks for { $kind }. Nothing was kept.
api-revision = This revision has not been: the latest is { $seen }.
api-cursor = This cursor is none of ours. Begin anew without it.
api-not-done-yet = The database failed on the way, and this was not done. It is not the fault of what was sent: send it again in a minute.
record-application-proposal_dropped = Application { $subject }: a first decision was taken back or turned down
settle-appeal-days = { $count ->
        [one] One business that was refused can still appeal, until { MOMENT($until) }. Places are given after that; whoever won an appeal later would come last.
       *[other] { $count } businesses that were refused can still appeal, until { MOMENT($until) } at the latest. Places are given after that; whoever won an appeal later would come last.
    }
answer-papers = Still missing: { $papers }. Add it, or say that you cannot, and why.
record-application-conflict_lifted = Application { $subject }: a declaration of interest was corrected by a second officer
