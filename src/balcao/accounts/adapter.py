"""How allauth fits in here: messages in the reader's language, and people made without a password."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from requests import RequestException

from balcao.accounts.addresses import as_kept, normal
from balcao.accounts.letters import Letter
from balcao.accounts.models import User
from balcao.accounts.proof import has_proof, must_show_factor
from balcao.accounts.seeds import hidden, shown
from balcao.language import say

NOTICE = "account/email/notice"
"""The letter that tells of a change of an account."""
PASSKEYS = ("mfa_login_webauthn", "mfa_reauthenticate_webauthn")
"""Where a passkey is shown: what is wrong there is no code."""
BY_TEMPLATE = {
    "account/messages/email_confirmation_failed.txt": "address-of-another",
    "account/messages/cannot_delete_primary_email.txt": "address-is-needed",
    "account/messages/unverified_primary_email.txt": "address-not-confirmed",
    "socialaccount/messages/account_connected_other.txt": "identity-of-another",
}
"""What went wrong, by the text with which allauth would tell it."""


class AccountAdapter(DefaultAccountAdapter):
    """Codes by mail, in the language of who gets them."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        to = context["user"].email if "user" in context and context["user"].pk else email
        kept = User.objects.filter(email__iexact=to).values_list("language", flat=True).first()
        with override(kept or get_language()):
            super().send_mail(template_prefix, email, context)

    def render_mail(self, template_prefix: str, *args: Any, **more: Any) -> EmailMessage:
        """What is no code stays worth reading when the mail server was away for a while."""
        mail = super().render_mail(template_prefix, *args, **more)
        if template_prefix == NOTICE:
            mail.of_use = Letter.of_use
        return mail

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """That an account was changed, told in our words to the address that it had before."""
        what = template_prefix.rsplit("/", 1)[-1]
        super().send_notification_mail(NOTICE, user, {**(context or {}), "user": user, "what": what}, email)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user = super().save_user(request, user, form, commit=False)
        user.language = get_language() or settings.LANGUAGE_CODE
        user.set_unusable_password()
        if commit:
            user.save()
        return user

    def clean_email(self, email: str) -> str:
        """An address in its normal form, wherever somebody enters one of their own."""
        return normal(super().clean_email(email))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict[str, Any] | None = None, extra_tags: str = "", message: str | None = None,
    ) -> None:  # fmt: skip
        """What went wrong where allauth leads away from a form, in our words; of all else the page that follows speaks."""
        if level == messages.ERROR:
            passkey = getattr(request.resolver_match, "url_name", "") in PASSKEYS
            messages.error(request, say(_why(self, message_template, str(message), passkey)))

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The second factor or, for those who need not show one, first a mailed code."""
        by_code = {"id": "prove", "description": say("prove-title"), "url": reverse("prove")}
        found = super().get_reauthentication_methods(user)
        return [by_code, *found] if user.is_authenticated and not must_show_factor(user) else found

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """allauth asks nothing of whoever has no second factor; here they prove it by a mailed code."""
        if settings.DEMO or has_proof(context.request):
            return False
        if not must_show_factor(context.request.user):
            raise ReauthenticationRequired
        return super().is_reauthentication_required(app=app, **more)

    error_messages = DefaultAccountAdapter.error_messages

    def validation_error(self, code: str, *args: Any) -> Any:
        error = super().validation_error(code, *args)
        if code in ("incorrect_code", "too_many_login_attempts"):
            error.message = say(f"account-{code}")
        return error


def _why(adapter: AccountAdapter, template: str | None, message: str, passkey: bool) -> str:
    """The sentence that is true of an error of allauth's, which gives a text of its own or the name of one."""
    if template:
        return BY_TEMPLATE.get(template, "account-not-done")
    waits = say("account-too_many_login_attempts"), str(adapter.error_messages["rate_limited"])
    if message in waits:
        return "account-too_many_login_attempts"
    if passkey:
        return "passkey-not-taken"
    if message == str(adapter.error_messages["too_many_login_attempts"]):
        return "code-used-up"
    unconfirmed = message == str(DefaultMFAAdapter.error_messages["unverified_email"])
    return "address-not-confirmed" if unconfirmed else "account-not-done"


def provider_away(request: HttpRequest) -> HttpResponse:
    """The identity provider does not answer, or not as it should: said in words, with the other ways to sign in."""
    return render(request, "socialaccount/authentication_error.html", {"away": True}, status=503)


class SocialAdapter(DefaultSocialAccountAdapter):
    """People who come from a national identity provider."""

    def get_requests_session(self) -> Any:
        """Where it asks the provider, no redirect is followed: whatever it needs to know stands in the metadata."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def generate_state_param(self, state: dict[str, Any]) -> str:
        return secrets.token_urlsafe(32)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        if isinstance(exception, RequestException):
            raise ImmediateHttpResponse(provider_away(request))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user = super().populate_user(request, sociallogin, data)
        user.email = as_kept(user.email or "")
        user.name = " ".join(filter(None, (data.get("first_name"), data.get("last_name")))) or data.get("name") or ""
        user.language = get_language() or settings.LANGUAGE_CODE
        return user


class MFAAdapter(DefaultMFAAdapter):
    """When a second factor is demanded, how its seed is kept, and what a passkey is called until its owner names it."""

    def encrypt(self, text: str) -> str:
        return hidden(text)

    def decrypt(self, encrypted_text: str) -> str:
        return shown(encrypted_text)

    def validation_error(self, code: str, *args: Any) -> Any:
        """A code or a passkey that is not taken, with what to do about it."""
        error = super().validation_error(code, *args)
        if code == "incorrect_code":
            at = getattr(context.request.resolver_match, "url_name", None) or ""
            setting_up = "app" if at == "mfa_activate_totp" else None
            error.message = say("passkey-not-taken") if "webauthn" in at else say("factor-incorrect", setting_up)
        return error

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return say("passkey-own")

    def is_mfa_enabled(self, user: User, types: Any = None) -> bool:
        """At sign-in, a person who has only passkeys may also come by a code: a lost phone locks no owner out.

        Who has set up an authenticator app is asked for it, and so is everybody of the agency.
        """
        at_sign_in = types is not None and set(types) == {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
        if at_sign_in and not user.of_agency:
            types = [Authenticator.Type.TOTP]
        return super().is_mfa_enabled(user, types)
