### The record: what happened, in words.

record-look = looked at: { $what }
record-consent-given = Permission given: { $subject ->
        [adviser] the adviser
        [officer] officers
       *[other] published sums
    }
record-consent-withdrawn = Permission withdrawn: { $subject ->
        [adviser] the adviser
        [officer] officers
       *[other] published sums
    }
record-adviser-assigned = An adviser was assigned
record-adviser-ended = The adviser no longer looks after the business
record-member-joined = Joined as { $role }
record-member-changed = A member is now { $role }
record-member-removed = A member left or was removed
record-business-erased = The business was erased
record-message-made = Message sent
record-hook-made = A program was added
record-hook-removed = A program was removed
record-invitation-made = Somebody was invited as { $role }
record-invitation-withdrawn = An invitation was withdrawn
record-token-made = A key for a program was made
record-token-revoked = A key for a program was revoked
record-business-registered = The business was brought here
record-profile-changed = The profile was changed
record-outlet-saved = An outlet was added or changed
record-monthly-changed = The monthly update was switched on or off
record-export-taken = Everything about the business was downloaded
