### What the programme says to people.

message-submitted = We have your application { $reference } in “{ $phase }”. You can follow it, and download the receipt, on its page.
    .subject = We have your application { $reference }
    .occasion = An application was sent
message-asked = To decide about { $reference } in “{ $phase }” we need something from you by { DATE($until) }. { $text }
    .subject = A question about { $reference }, by { DATE($until) }
    .occasion = The applicant is asked for something
asked-papers = Please add: { $papers }.
asked-words = The officer writes: “
    .end = ”
message-eligible = Your application { $reference } in “{ $phase }” meets all conditions. Places are given once the phase is decided; its page says when.
    .subject = { $reference } meets all conditions
    .occasion = Found eligible
message-ineligible = Your application { $reference } in “{ $phase }” does not meet the conditions. The reason: { $why } If you see it otherwise, you can appeal { $days ->
        [0] until { MOMENT($until) }, on the page of { $reference }
        [one] within one day
       *[other] within { $days } days
    }. With or without an award, the reports on your own sales stay open to you here, free of charge.
    .subject = Decision on { $reference }
    .occasion = Found not eligible
message-appeal-granted = Your appeal about { $reference } was granted. The application is looked at again. { $why }
    .subject = Your appeal about { $reference } was granted
    .occasion = An appeal was granted
message-appeal-refused = Your appeal about { $reference } was not granted. { $why }
    .subject = Your appeal about { $reference }
    .occasion = An appeal was not granted
message-selected = A place in “{ $phase }” is yours. Take it by { DATE($until) } on the page of { $reference }; after that it goes to the next on the list.
    .subject = A place is yours: take it by { DATE($until) }
    .occasion = A place is offered
message-waitlisted = Your application { $reference } in “{ $phase }” is number { $number } on the waiting list. When a place comes free, the next on the list gets it. Anybody can check how the order was made. With or without an award, the reports on your own sales stay open to you here, free of charge.
    .subject = Number { $number } on the waiting list: { $reference }
    .occasion = On the waiting list
message-awarded = The award of “{ $phase }” is yours. The page of { $reference } shows each step and by when it is due.
    .subject = Your award: what happens next
    .occasion = An award begins
message-lapsed = { $reference } in “{ $phase }” has lapsed. { $why }
    .subject = { $reference } has lapsed
    .occasion = A place or award has lapsed
message-withdrawn = You have withdrawn { $reference } in “{ $phase }”. Nothing more is asked of you.
    .subject = { $reference } is withdrawn
    .occasion = An application was withdrawn
message-completed = All steps of { $reference } in “{ $phase }” are done. Thank you for seeing it through.
    .subject = { $reference } is complete
    .occasion = An award is complete
message-list-ended = All places of “{ $phase }” are taken for good, and { $reference } got none. You can apply again in the next phase; your papers are kept for it.
    .subject = The waiting list of { $reference } has ended
    .occasion = The waiting list has ended
message-terms-changed = The conditions of “{ $phase }” have changed: { $why } Your application stays as it is.
    .subject = Changed conditions: { $phase }
    .occasion = The conditions have changed
message-number-renewed = The secret number for the draw of “{ $phase }” was lost and has been replaced: { $why } The page of the phase shows the fingerprints of both. Your application stays as it is.
    .subject = The draw of “{ $phase }” has a new number
    .occasion = The draw has a new secret number
message-extended = You have until { DATE($until) } for: { $step }. { $why }
    .subject = More time: until { DATE($until) }
    .occasion = More time for a step
message-will-lapse = This step of { $reference } is overdue: { $step }. If it is not done by { DATE($until) }, the award lapses and goes to the next. Write to us if something keeps you from it.
    .subject = { $reference } lapses after { DATE($until) }
    .occasion = A step is overdue, and the award will lapse
message-reminder-due = { $days ->
        [one] One day left
       *[other] { $days } days left
    } (until { DATE($until) }) in “{ $phase }”: { $what }.{ $more ->
        [0] { "" }
       *[other] { " " }{ $more } more on the page.
    }
    .subject = { $days ->
        [one] One day left: { $what }
       *[other] { $days } days left: { $what }
    }
    .occasion = Reminder: days before
message-reminder-due-today = Today is the last day in “{ $phase }”: { $what }.
    .subject = Today: { $what }
    .occasion = Reminder: on the last day
message-reminder-overdue = This was due on { DATE($until) } in “{ $phase }”: { $what }. It can still be done today.
    .subject = Overdue: { $what }
    .occasion = Reminder: overdue
message-not-sent = Your application in “{ $phase }” could not be taken as it was sent: { $why } Your draft is kept.
    .subject = Your application is not sent yet
    .occasion = An application could not be taken as it was sent
message-ineligible-again = Your application { $reference } in “{ $phase }” does not meet the conditions. The reason: { $why } You have appealed once already, so this decision is final. With or without an award, the reports on your own sales stay open to you here, free of charge.
    .subject = Decision on { $reference }
    .occasion = Found not eligible again, after an appeal
message-phase-cancelled = The agency has taken back “{ $phase }”, for which you had begun an application. Nothing was sent; your business and its papers stay as they are.
    .subject = { $phase } was taken back
    .occasion = A phase was taken back
message-reopened = A step of your award “{ $phase }” is open again: { $step }. The page of { $reference } shows by when it is due.
    .subject = A step is open again: { $reference }
    .occasion = A step is open again
