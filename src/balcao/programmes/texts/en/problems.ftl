### What stands in the way of publishing a phase.

problem-why = Say what changes and why. Applicants read it.
problem-window-open = The phase is open: its opening can no longer move, and its closing only later.
problem-selection-open = The phase is open: how places are given can no longer change.
problem-fewer-places = The phase is open: places can be added, not taken away.
problem-window-over = The phase is closed: its window can no longer change.
problem-places-given = The places were given: their number can no longer change.
problem-text = Not written in { $languages }: { $field }
problem-row = { $row } (“{ $text }”)
problem-choices-of = the choices of { $row }
problem-row-rules = condition { $number }
problem-reason-of = the reason of { $row }
problem-row-documents = paper { $number }
problem-row-questions = question { $number }
problem-row-steps = step { $number }
problem-row-funders = who pays, { $number }
problem-row-strata = group { $number }
problem-row-grid = line { $number } of the points
language-zh-Hant = Chinese
language-pt = Portuguese
language-en = English
problem-dates = Still to be set: { $names }
problem-closes-order = The closing has to come after the opening: it closes { MOMENT($closes) } and opens { MOMENT($opens) }.
problem-decides-order = The day by which places are given has to come after the day of closing: it is { DATE($decides) }, and the closing { MOMENT($closes) }.
problem-window-past = The closing lies in the past: { MOMENT($closes) }.
problem-code-twice = The short name “{ $code }” is there twice.
problem-rule-broken = This cannot be checked, for what it asks about does not exist, or its value does not fit: { $row }
problem-choices = At least two choices are needed: { $row }
problem-step-after = This follows a step that does not come before it: { $row }
problem-steps = An award needs at least one step that is required.
problem-funders = The shares of those who pay must add up to 100. Now they make { $sum }.
problem-budget = All places together cost { MONEY($cost) }, more than the budget of { MONEY($budget) }.
problem-places = At least one place is needed.
problem-beacon = For a draw, say from when the public number is known.
problem-beacon-early = The public number must come after closing, else somebody could know it before: it is known from { MOMENT($beacon) }, and the closing is { MOMENT($closes) }.
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
advice-appeal-days = Places are given only after the { $days ->
        [one] day to appeal is
       *[other] { $days } days to appeal are
    } over. The day by which they are to be given comes before that: one refusal is enough to miss it.
