"""People of the agency need a second factor before they can do anything but set one up."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from balcao.language import say

OPEN = ("/accounts/", "/static/", "/language/", "/demo/", "/health", "/ready")
"""Where somebody without a second factor may still go."""


class SecondFactor:
    """Sends agency people without a second factor to where they set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.of_agency and not request.path.startswith(OPEN):
            from django.conf import settings

            if not settings.DEMO and not request.session.get("second_factor"):
                if not is_mfa_enabled(user):
                    if request.path.startswith("/api/"):
                        return JsonResponse({"detail": say("second-factor-needed")}, status=403)
                    return redirect("second_factor")
                request.session["second_factor"] = True
        return self.get_response(request)
