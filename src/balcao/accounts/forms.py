"""Forms at the door. Codes of a second factor are counted by person in the database: each five wrong ones in a row close it for longer."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.forms import AddEmailForm as AddEmail
from allauth.account.forms import RequestLoginCodeForm as LoginCode
from allauth.account.forms import SignupForm as Signup
from allauth.core import context, ratelimit
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount.forms import SignupForm as NationalSignup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts import recovery, refusals
from balcao.accounts.addresses import as_kept
from balcao.accounts.codes import may_ask
from balcao.accounts.models import User
from balcao.language import later, say
from balcao.records import record

TRIES = 5
"""Wrong codes after which none is taken for a while."""
FIRST, LONGEST = timedelta(minutes=5), timedelta(days=1)


class Counted(forms.BaseAuthenticateForm):
    """Takes one code at a time of a person, and none while they are locked out. A code that was right is never right again."""

    def clean_code(self) -> str:
        with transaction.atomic():
            user = User.objects.select_for_update().get(pk=self.user.pk)
            try:
                return self._judged(user)
            except ValidationError as error:
                refusal = error
        raise refusal  # outside, so that the count is kept

    def _judged(self, user: User) -> str:
        now = timezone.now()
        if user.locked_until and user.locked_until > now:
            raise ValidationError(say("factor-locked", until=user.locked_until))
        try:
            if found := recovery.used(user, self.cleaned_data["code"]):
                self.authenticator = found
                User.objects.filter(pk=user.pk).update(wrong_codes=0, locked_until=None)
                return str(self.cleaned_data["code"])
            code: str = super().clean_code()
            if not cache.add(f"code-used:{user.pk}:{code.strip()}", True, _valid_for()):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError as error:
            if error.code == "incorrect_code":
                _count(user)
            raise
        User.objects.filter(pk=user.pk).update(wrong_codes=0, locked_until=None)
        return code


class AuthenticateForm(Counted, forms.AuthenticateForm):
    """At sign-in."""


class ReauthenticateForm(Counted, forms.ReauthenticateForm):
    """Again, before something that matters."""


class Shown:
    """Takes a passkey. One that cannot be read, or is none of theirs, is refused with what to do."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        told = later("passkey-not-taken")
        self.fields["credential"].error_messages |= {"invalid": told, "required": told}  # type: ignore[attr-defined]

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except (LookupError, TypeError, ValueError) as unread:
            raise ValidationError(say("passkey-not-taken")) from unread
        except ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise ValidationError(say("passkey-not-taken")) from error
        return found


class AuthenticateByPasskeyForm(Shown, webauthn.AuthenticateWebAuthnForm):
    """At sign-in, as the second step."""


class LoginByPasskeyForm(Shown, webauthn.LoginWebAuthnForm):
    """At sign-in, alone."""


class ReauthenticateByPasskeyForm(Shown, webauthn.ReauthenticateWebAuthnForm):
    """Again, before something that matters."""


class RequestLoginCodeForm(LoginCode):
    """Where somebody asks for a code: the address is looked up in its normal form."""

    def clean_email(self) -> str:
        address = self.cleaned_data["email"] = as_kept(self.cleaned_data["email"])
        _count_mail(address)
        found = str(super().clean_email())
        if self._user is None:
            refusals.note("code-unknown")
        return found


class Mailed:
    """A form that has a mail sent to an address that somebody typed: it is counted as codes are, whatever the mail will say."""

    def clean_email(self) -> str:
        address = str(super().clean_email())  # type: ignore[misc]
        _count_mail(address)
        return address


class SignupForm(Mailed, Signup):
    """Where somebody begins, with a code or a passkey."""


class NationalSignupForm(Mailed, NationalSignup):
    """Where somebody begins whom the identity provider knows."""


class AddEmailForm(Mailed, AddEmail):
    """Where somebody who is signed in names another address."""


def _count_mail(address: str) -> None:
    """Count a mail to an address. Raises ValidationError if it is one too many."""
    if not may_ask(context.request, address):
        refusals.note("code-limit")
        raise account_adapter().validation_error("too_many_login_attempts")


def count_asked_again(address: str) -> None:
    """Count a code that is sent again as one that is asked for. Raises ValidationError if it is one too many."""
    if not ratelimit.consume(context.request, action="request_login_code", key=address):
        raise account_adapter().validation_error("too_many_login_attempts")
    _count_mail(address)


def _count(user: User) -> None:
    wrong = user.wrong_codes + 1
    until = user.locked_until
    if wrong % TRIES == 0:
        wait = min(FIRST * 2 ** min(wrong // TRIES - 1, 10), LONGEST)
        until = timezone.now() + wait
        record.write("factor.locked", user, subject=user.pk, wrong=wrong, minutes=wait // timedelta(minutes=1))
    User.objects.filter(pk=user.pk).update(wrong_codes=wrong, locked_until=until)


def _valid_for() -> int:
    """Seconds in which an app's code opens, with the steps before and after that are taken."""
    return int(app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1))
