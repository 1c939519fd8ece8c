### What stands in the way of publishing a phase.

problem-why = Say what changes and why. Applicants read it.
problem-window-open = The phase is open: its opening can no longer move, and its closing only later.
problem-selection-open = The phase is open: how places are given can no longer change.
problem-fewer-places = The phase is open: places can be added, not taken away.
problem-window-over = The phase is closed: its window can no longer change.
problem-places-given = The places were given: their number can no longer change.
problem-text = A text is missing in one of the three languages: { $part } ({ $text })
problem-dates = Opening, closing and the day of decision are needed.
problem-date-order = Closing comes after opening, and the decision after closing.
problem-window-past = The closing lies in the past.
problem-code-twice = The short name “{ $code }” is there twice.
problem-rule-broken = The rule “{ $code }” cannot be checked: what it asks about does not exist, or its value does not fit.
problem-choices = The question “{ $code }” needs at least two choices.
problem-step-after = The step “{ $code }” follows one that does not come before it.
problem-steps = An award needs at least one step that is required.
problem-funders = The shares of those who pay must add up to 100.
problem-budget = All places together cost more than the budget.
problem-places = At least one place is needed.
problem-beacon = A draw needs a source of a public number, in three languages, and the time from which it is known.
problem-beacon-early = The public number must come after closing, else somebody could know it before.
problem-strata = Say for whom places are kept.
problem-strata-places = More places are kept for groups than there are, or a group is called “remainder”.
problem-grid = A choice by score needs the grid of points.
problem-worse = The window has opened, and people rely on the conditions. This would be worse for them: { $part }
problem-code-used = “{ $code }” named something else before, under which answers may be kept. Give it a new code.
problem-one-officer = This phase needs two officers: one decides or draws, and another confirms it. Add a second under “Who works on it”.
advice-appeal-officers = { $deciding ->
        [1] Whoever refuses does not decide the appeal: at least { $needed } officers are needed. Add them before the first appeal.
       *[other] Two officers decide a refusal, and neither of them decides the appeal: at least { $needed } are needed. Add them before the first appeal.
    }
advice-appeal-days = Places are given only after the days to appeal ({ $days }) are over. The day by which they are to be given comes before that: one refusal is enough to miss it.
