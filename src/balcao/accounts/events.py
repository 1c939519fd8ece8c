"""What happens at the door, written into the record as facts: who came in and how, wrong codes, second factors, addresses.

allauth tells it by signals; all of them are bound here, and nowhere else is anything done by a signal.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from balcao.accounts import recovery
from balcao.accounts.actions.change_account import forget_unconfirmed
from balcao.accounts.devices import offer_end
from balcao.accounts.models import User
from balcao.accounts.sessions import begin, renew
from balcao.records import record


def bind() -> None:
    """Listen, once, when the site starts."""
    account.user_signed_up.connect(_signed_up)
    account.authentication_step_completed.connect(_proven)
    account.user_logged_in.connect(_came_in)
    user_logged_out.connect(_went_out)
    account.login_code_rejected.connect(_wrong_code)
    account.email_verification_code_rejected.connect(_wrong_code)
    account.email_changed.connect(_address_changed)
    mfa.authentication_failed.connect(_wrong_factor)
    mfa.authenticator_added.connect(_factor_added)
    mfa.authenticator_removed.connect(_factor_removed)
    social.social_account_added.connect(_identity_added)


def _signed_up(request: HttpRequest, user: User, **more: Any) -> None:
    record.write("account.made", user, subject=user.pk)
    forget_unconfirmed(timezone.now())


def _came_in(request: HttpRequest, user: User, **more: Any) -> None:
    if not get_authentication_records(request, user):
        record_authentication(request, user, "code")  # who signs up enters a code, of which allauth keeps no note
    begin(request.session)
    ways = [one["method"] for one in get_authentication_records(request, user)]
    record.write("session.begun", user, subject=user.pk, ways=" ".join(dict.fromkeys(ways)))


def _proven(request: HttpRequest, reauthenticated: bool = False, **more: Any) -> None:
    if reauthenticated:
        renew(request)


def _went_out(request: HttpRequest, user: User | None, **more: Any) -> None:
    if user is not None:
        record.write("session.ended", user, subject=user.pk)


def _wrong_code(request: HttpRequest, user: User | None, last_attempt: bool, **more: Any) -> None:
    if user is not None:
        record.write("code.wrong", user, subject=user.pk, at="sign-in", last=last_attempt)


def _wrong_factor(user: User, authenticator: Authenticator, **more: Any) -> None:
    record.write("factor.wrong", user, subject=user.pk, factor=str(authenticator.type))


def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    record.write("factor.added", user, subject=user.pk, factor=str(authenticator.type))
    if authenticator.type == Authenticator.Type.TOTP and not user.of_agency:
        recovery.forget(user)  # made before codes were for those alone who show a second factor
    if authenticator.type != Authenticator.Type.RECOVERY_CODES and user == request.user:
        # whoever has just set it up has just shown it, and is not asked for the same code once more
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
        offer_end(request)


def _factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    record.write("factor.removed", user, subject=user.pk, factor=str(authenticator.type))
    if authenticator.type == Authenticator.Type.TOTP:
        recovery.forget(user)
    if user == request.user and authenticator.type != Authenticator.Type.RECOVERY_CODES:
        offer_end(request)


def _address_changed(
    request: HttpRequest, user: User, from_email_address: Any = None, to_email_address: Any = None, **more: Any
) -> None:
    if from_email_address is not None:  # else it is the first, entered at sign-up
        record.write("address.changed", user, subject=user.pk)
        if user == request.user:
            offer_end(request)


def _identity_added(request: HttpRequest, sociallogin: Any, **more: Any) -> None:
    record.write("identity.added", sociallogin.user, subject=sociallogin.user.pk)
    if sociallogin.user == request.user:
        offer_end(request)
