"""How long somebody stays signed in, what a browser keeps of it afterwards, and a new number for the session after each proof."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone

from balcao.accounts.models import User

STEPS = 30
"""Into how many steps the time is cut that somebody may do nothing: so exactly we remember when they were last here."""
WHO = "who"
"""What is signed in a cookie that outlives the session: whose browser it was last, so that what one typed is offered to no other."""

FORM_KEY = "form_key"
"""Where the key of somebody's forms stands in their session."""


class SessionStore(db.SessionStore):
    """Django's, but reading it is one statement that is written already: every page of who is signed in waits for it."""

    def load(self) -> dict[str, Any]:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [self.session_key, now],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found


class Numbered(SessionMiddleware):
    """Django's, but a number that opens nothing is left in the browser: another tab may have got its new one while this answer was made.

    A session that ended or got its new number meanwhile keeps nothing of this answer, which is told all the same: what it says is done is done.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        with suppress(SessionInterrupted):
            response = super().process_response(request, response)
        if request.session.is_empty() and not request.session.modified:
            response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return response


class Forms(CsrfViewMiddleware):
    """Django's, but the key of forms of who is signed in is that of their session: what was rendered for one person does nothing for another,
    whoever's session an answer that came late has put into the browser."""

    def _get_secret(self, request: HttpRequest) -> str | None:
        own: str | None = request.session.get(FORM_KEY) if SESSION_KEY in request.session else None
        return own or super()._get_secret(request)

    def _set_csrf_cookie(self, request: HttpRequest, response: HttpResponseBase) -> None:
        if SESSION_KEY in request.session and request.session.get(FORM_KEY) != request.META["CSRF_COOKIE"]:
            request.session[FORM_KEY] = request.META["CSRF_COOKIE"]  # else each page would write the whole session
        super()._set_csrf_cookie(request, response)


class Sessions:
    """Ends sessions that are too long or too idle, before anything is answered; a browser forgets the pages of one that ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        came_signed_in = request.user.is_authenticated
        if request.user.is_authenticated and not settings.DEMO and _is_over(request.user, request.session):
            logout(request)
        response = self.get_response(request)
        if _is_browsers(request) and last_here(request) != str(request.user.pk):
            response.set_signed_cookie(
                settings.WHO_COOKIE_NAME, request.user.pk, salt=WHO, max_age=settings.SESSION_COOKIE_AGE, secure=settings.HTTPS,
                httponly=True, samesite="Lax",
            )  # fmt: skip
        elif came_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'  # "cookies" would reach other hosts of the domain
        return response


def last_here(request: HttpRequest) -> str:
    """Who was last signed in with this browser, in the last SESSION_COOKIE_AGE; "" if nobody was."""
    longest = settings.SESSION_COOKIE_AGE
    return str(request.get_signed_cookie(settings.WHO_COOKIE_NAME, default="", salt=WHO, max_age=longest))


def browser(request: HttpRequest) -> str:
    """What tells this browser from others in which the same person was: its cookie, which is signed with the moment that it was given."""
    return request.COOKIES.get(settings.WHO_COOKIE_NAME, "")


def begin(session: SessionBase) -> None:
    """Somebody has just signed in: from now on the time runs. A visitor's session, in which a form may have waited, is shorter."""
    session.set_expiry(None)
    session["began"] = session["seen"] = time.time()


def renew(request: HttpRequest) -> None:
    """Somebody has proven again who they are: the session goes on under a new number, and the one before opens nothing.

    Raises SessionInterrupted where it was ended meanwhile, in another tab or from another device: it does not begin again.
    """
    before = request.session.session_key
    with transaction.atomic():
        device = (
            UserSession.objects.select_for_update().filter(session_key=before).first()
        )  # first, as whoever ends it does
        if Session.objects.select_for_update().filter(session_key=before).first() is None:
            raise SessionInterrupted("ended while its owner proved who they are")
        request.session.cycle_key()
        if device:
            device.session_key = request.session.session_key
            device.save(update_fields=["session_key"])


def bounds(user: User) -> tuple[timedelta, timedelta]:
    """How long somebody stays signed in: in all, and without doing anything."""
    if user.of_agency:
        return settings.AGENCY_SESSION, settings.AGENCY_IDLE
    return timedelta(seconds=settings.SESSION_COOKIE_AGE), settings.OTHERS_IDLE


def _is_browsers(request: HttpRequest) -> bool:
    """Whether the session is this person's: a program, which comes with a key, is no browser of theirs."""
    return request.user.is_authenticated and request.session.get(SESSION_KEY) == str(request.user.pk)


def _is_over(user: User, session: SessionBase) -> bool:
    longest, idle = (bound.total_seconds() for bound in bounds(user))
    now = time.time()
    began, seen = session.setdefault("began", now), session.setdefault("seen", now)
    if now - began > longest or now - seen > idle:
        return True
    if now - seen > idle / STEPS:
        session["seen"] = now
    return False
