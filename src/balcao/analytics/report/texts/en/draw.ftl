### The draw: what `balcao draw` says.

draw-right = This record is right: { $selected ->
        [one] one place
       *[other] { $selected } places
    } drawn among { $entrants } in “{ $phase }”. Every hash, ticket and position was computed again.
draw-wrong-unreadable = This is not the record of a draw: it is not JSON. Take the file from the draw's page again.
draw-wrong-key_missing = The record lacks “{ $key }”.
draw-wrong-key_unknown = The record has something that no record has: “{ $key }”.
draw-wrong-version = This is a record of version { $version }; only version 1 is known here.
draw-wrong-shape = A part of the record is not of the kind that it must be.
draw-wrong-nonce = The nonce is not 64 hex digits in lower case.
draw-wrong-ref = “{ $ref }” cannot be a reference: it is empty, or has blanks at its ends or signs that do not print.
draw-wrong-ref_twice = The reference “{ $ref }” is there twice.
draw-wrong-places = The number of places cannot be: { $places }. It must be whole, not negative, and at least what is kept for strata.
draw-wrong-stratum = A stratum cannot be called “{ $name }”.
draw-wrong-stratum_twice = The stratum “{ $name }” is there twice.
draw-wrong-entrants_unsorted = The entrants are not in order.
draw-wrong-entrants_sha256 = The hash of the entrants is wrong: somebody was added, removed or changed.
draw-wrong-commitment = The nonce is not the one that was committed to.
draw-wrong-seed = The seed is wrong: it does not follow from entrants, nonce and public randomness.
draw-wrong-order = The order is wrong from position { $place } on.
draw-wrong-selected = The list of the selected is wrong from position { $place } on.
draw-wrong-seal = The record was changed after it was made.
draw-wrong-no_file = { $file } cannot be read: { $why }.
draw-wrong-entrants_not_text = { $file } is not a text file: it needs one reference a line.
