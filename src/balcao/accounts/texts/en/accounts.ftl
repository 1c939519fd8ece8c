### People and their accounts.

save = Save
add = Add
edit = Change
manage = Manage
show = Show
switch-on = Switch on
switch-off = Switch off
keep-it = No, keep it
me-title = Your account
me-name = Your name
me-name-help = What other members and your adviser see.
me-sign-in = Ways to sign in
me-passkeys = Passkeys
me-passkeys-on = You can sign in with finger, face or PIN.
me-passkeys-off = Sign in with finger, face or PIN instead of a code.
me-totp = Authenticator app
me-totp-on = Asked for at every sign-in.
me-totp-off = Asks for six digits from an app at every sign-in.
me-recovery = Recovery codes
me-recovery-what = For the day you lose your phone.
me-sessions = Where you are signed in
me-sessions-what = See your devices, and sign out those you do not use.
me-email = E-mail address
account-incorrect_code = This code is not right. Look at the message once more.
account-too_many_login_attempts = Too many tries. Wait a few minutes, then ask for a new code.
passkey-not-taken = This passkey was not recognised here. Try once more, or in another way.
address-of-another = The address could not be taken: another account has it by now.
address-is-needed = This is the address of your account. Name another one first.
address-not-confirmed = First confirm your e-mail address with the code that we send there.
identity-of-another = This identity belongs to another account already. Nothing was changed.
account-not-done = That did not work, and nothing was changed.
account-erased = Your account is erased.
erase-account = Erase my account
erase-account-title = Erase your account?
erase-account-what = Your address, name and ways to sign in are erased now and cannot be brought back. Businesses that have another owner stay with them.
erase-account-owner = { $name } has no other owner. Erase the business first, or make somebody else its owner. Nothing was changed.
second-factor-title = One more step before you start
second-factor-lead = You can see what belongs to others, so a code by mail is not enough. Add a passkey or an authenticator app; it takes a minute.
second-factor-needed = Set up a second factor on the site first.
last-administrator = There must be an administrator. Make somebody else one first. Nothing was changed.
people-title = People
people-lead = Whoever has an account, and what the agency has made of them.
people-search = Name or address
person = Person
joined = Since
role-title = Role
role-of = Role of { $name }
person-role-person = no role in the agency
person-role-supplier = supplier
person-role-adviser = adviser
person-role-officer = officer
person-role-policy_lead = policy lead
person-role-administrator = administrator
session-this = this device
session-since = since { MOMENT($at) }, from { $ip }
sessions-end-others = Sign out all others
session-end = Sign this one out
sessions-ended = They are signed out.
sessions-offer = Your way to sign in has changed. Other devices are still signed in.
email-pending = We have sent a code to { $email }. Until it is entered, the old address counts.
email-new = New address
email-change = Change the address
recovery-lead = Each code lets you in once when your phone is gone. Print them, or keep them where only you can get at them.
recovery-left = { $left ->
        [one] One code is left.
       *[other] { $left } codes are left.
    }
recovery-new = Make new codes
recovery-old = The old codes will no longer work.
recovery-once = These codes are shown this once. Print them or write them down now.
recovery-kept = I have kept them
recovery-none = If you lose your phone, only recovery codes let you in by yourself. Make some now.
totp-off-title = Switch the authenticator app off?
totp-off = From then on a code by mail or a passkey is enough to sign in. Your recovery codes no longer work then.
me-phone = Telephone
me-phone-help = For short messages about your applications. Leave it empty for none.
phone-wrong = This is not a telephone number. Everything else is saved.
factor-locked = Too many wrong codes. None is taken until { MOMENT($until) }. If this was not you, tell the agency: somebody may be reading your mail.
prove-title = Is it you?
prove-lead = This step asks once more that it is you. We send a code to { $email }.
prove-send = Send me a code
prove-send-again = Send another code
prove-code = Code from the mail
notice-subject = Your account was changed
notice-lead = Something about your account was changed:
notice-email_changed = From now on another e-mail address counts. This one gets nothing more.
notice-totp_activated = An authenticator app was added.
notice-totp_deactivated = The authenticator app was taken off.
notice-webauthn_added = A passkey was added.
notice-webauthn_removed = A passkey was taken off.
notice-recovery_codes_generated = New recovery codes were made.
notice-not-you = If this was you, there is nothing to do. If not, tell { $agency } at once. { $contact }
person-blocked = blocked
person-locked = locked after wrong codes until { MOMENT($until) }
person-sign-out = Sign out everywhere
person-sign-out-what = Ends every session now.
person-forget = Forget second factor
person-forget-what = For whoever has lost it. They come in by a mailed code and set up another; be sure that it is them who ask.
person-forget-how = How were they recognised?
person-forget-how-needed = Say first how they were recognised; nobody forgets their own. Nothing was changed.
recognised-in-person = in person, by a document
recognised-video = by video, with a document
recognised-call-back = called back on the number that the agency knows
recognised-machine = on the machine
person-block = Block
person-block-what = No more signing in; sessions, invitations and keys end now and do not come back.
person-unblock = Let in again
person-unblock-what = They sign in as before. Keys and invitations are made anew.
person-add = Add somebody of the agency
person-add-help = They sign in by a code sent to this address, then set up a second factor.
address-odd = This address cannot be used: it holds characters that cannot be seen or that look like others. Type it anew. Nothing was changed.

quota-over = That is as much as we take from here within an hour, so this was not taken. Please go on in { $minutes ->
        [one] a minute
       *[other] { NUMBER($minutes) } minutes
    }.
me-saved = Your details are saved.
person-did-block = { $who } is blocked, and signed out everywhere.
person-did-unblock = { $who } can sign in again.
person-did-sign-out = { $who } is signed out everywhere.
person-did-forget-factor = The second factor of { $who } is forgotten. They set up another when they sign in.
person-role-set = { $who } is now: { $role }.
person-added = { $email } is added, and signs in with a code sent to that address.
browser-on = { $browser } on { $system }
browser-unknown = Unknown browser
browser-unknown-on = Unknown browser on { $system }
system-mac-or-ipad = Mac or iPad
letter-factor-forgotten = An administrator of { $agency } took off your second factor, and you were signed out everywhere. You sign in by a code sent to this address, and set up another.

    If you did not ask for it, tell { $agency } at once. { $contact }
    .subject = Your second factor was taken off
letter-factor-forgotten-of = { $by } took off the second factor of { $who }. Who gives somebody a way in anew gives them the account, so every administrator is told.

    If this is not right, end all sessions of { $who } on the page People, and talk to each other.
    .subject = A second factor was taken off
letter-added = You work with { $agency } here from now on. Sign in at { $address } with this e-mail address: a code is sent to it. Then you set up a second factor.

    If you know nothing of this, tell { $agency }. { $contact }
    .subject = You can sign in at { $agency }
