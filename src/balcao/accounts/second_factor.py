"""People of the agency need a second factor before they can do anything but set one up, and in each session again."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login, get_pending_stage
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from balcao.language import say

OPEN = frozenset({
    "account_login", "account_logout", "account_inactive", "account_request_login_code", "account_confirm_login_code",
    "account_reauthenticate", "prove", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
    "second_factor", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes",
    "set_language", "health", "ready",
})  # fmt: skip
"""The addresses, by name, where somebody without a second factor may still go: to sign in or out, to show the second
factor, and to set it up. allauth asks whoever has one to show it before another is set up or recovery codes are seen."""


class SecondFactor:
    """Sends agency people to where they set up, or show, their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        _forget_a_stage_that_is_gone(request)
        if not user.is_authenticated or not user.of_agency or settings.DEMO or _is_open(request.path_info):
            return self.get_response(request)
        if any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": say("second-factor-needed")}, status=403)
        if not is_mfa_enabled(user):
            return redirect("second_factor")
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


def _forget_a_stage_that_is_gone(request: HttpRequest) -> None:
    """Whoever stands before a second factor that an administrator has taken off signs in anew, and is not sent round."""
    if LOGIN_SESSION_KEY not in request.session:
        return
    stage = get_pending_stage(request)
    if stage is not None and stage.key == AuthenticateStage.key and not is_mfa_enabled(stage.login.user):
        clear_login(request)


def _is_open(path: str) -> bool:
    if path.startswith(settings.STATIC_URL):
        return True
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return not found.namespaces and found.url_name in OPEN  # names of the API stand in a namespace
