"""People of the agency need a second factor before they can do anything but set one up, and in each session again."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from balcao.language import say

OPEN = ("/accounts/", "/static/", "/language/", "/demo/", "/health", "/ready")
"""Where somebody without a second factor may still go."""


class SecondFactor:
    """Sends agency people to where they set up, or show, their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.of_agency or settings.DEMO or request.path.startswith(OPEN):
            return self.get_response(request)
        if any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": say("second-factor-needed")}, status=403)
        if not is_mfa_enabled(user):
            return redirect("second_factor")
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
