"""The pages of the door where a code is under way: whoever waits for one in vain begins anew, or has it sent again, which counts as asking does."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account import views
from allauth.account.internal.stagekit import stash_login
from allauth.account.stages import EmailVerificationStage, LoginByCodeStage
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from balcao.accounts.forms import count_asked_again
from balcao.language import say

WAITING = (LoginByCodeStage.key, EmailVerificationStage.key)
"""Where a code is waited for that may never come."""


class Anew:
    """A page where somebody begins: it opens also while a code is under way, and what was sent stays good until another is asked for."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> HttpResponse | None:
        if stage.key in WAITING:
            return None
        found: HttpResponse | None = super()._redirect_to_pending_stage(request, stage)  # type: ignore[misc]
        return found


class Login(Anew, views.LoginView):
    """Where somebody signs in."""


class RequestLoginCode(Anew, views.RequestLoginCodeView):
    """Where somebody asks for a code."""


class Signup(Anew, views.SignupView):
    """Where somebody begins."""


class SignupByPasskey(Anew, views.SignupByPasskeyView):
    """Where somebody begins with a passkey."""


class Again:
    """A page where a code is entered: another can be sent, as if it were asked for; only wrong ones count on."""

    request: HttpRequest
    stage: Any
    _process: Any
    passthrough_next_url: Callable[[str], str]

    def post(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if request.POST.get("action") == "resend" and not self._process.can_resend:  # an old page: no wrong code
            messages.error(request, say("code-sent-enough"))
            return redirect(self.passthrough_next_url(request.path))
        answer: HttpResponse = super().post(request, *args, **more)  # type: ignore[misc]
        return answer

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        here = redirect(self.passthrough_next_url(self.request.path))
        try:
            count_asked_again(self._process.state["email"])
        except ValidationError as error:
            messages.error(self.request, error.messages[0])
            return here
        self._process.generate_code()
        self._process.send()  # to whom no code is sent, what was sent before: that there is an account, or none
        self._process.record_resend()
        self._process.state["at"] = now = time.time()
        self._process.persist()
        if self.stage:  # its signing in ends 15 minutes after it began: it begins with the newest code
            self.stage.login.initiated_at = now
            stash_login(self.request, self.stage.login)
        messages.success(self.request, say("code-sent-again"))
        return here


class ConfirmLoginCode(Again, views.ConfirmLoginCodeView):
    """Where the code is entered with which somebody signs in."""


class ConfirmAddress(Again, views.ConfirmEmailVerificationCodeView):
    """Where the code is entered that shows that an address is somebody's."""
