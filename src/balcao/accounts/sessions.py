"""How long somebody stays signed in: people of the agency, who see what belongs to others, for a day's work and not while they are away."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

STEP = 60
"""How exactly we remember when somebody was last here, in seconds."""
WHO = "who"
"""A signed cookie that outlives the session: whose browser it was last, so that what one typed is offered to no other."""


class Sessions:
    """Ends sessions of the agency's people that are too long or too idle, before anything is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.of_agency and not settings.DEMO and _is_over(request.session):
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated and last_here(request) != str(request.user.pk):
            response.set_signed_cookie(
                WHO, request.user.pk, salt=WHO, max_age=settings.SESSION_COOKIE_AGE, secure=settings.HTTPS,
                httponly=True, samesite="Lax",
            )  # fmt: skip
        return response


def last_here(request: HttpRequest) -> str:
    """Who was last signed in with this browser; "" if nobody was."""
    return str(request.get_signed_cookie(WHO, default="", salt=WHO))


def _is_over(session: SessionBase) -> bool:
    now = time.time()
    began, seen = session.setdefault("began", now), session.setdefault("seen", now)
    if now - began > settings.AGENCY_SESSION.total_seconds() or now - seen > settings.AGENCY_IDLE.total_seconds():
        return True
    if now - seen > STEP:
        session["seen"] = now
    return False
