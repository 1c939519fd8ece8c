"""What a browser without an account has brought: only the session that brought a visitor's file may change what became of it.

Whoever is given the address may read it. The mark stands in the session, on the server; who signs in keeps it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from balcao.diagnoses.models import VISIT, Import

BROUGHT = "brought"
"""Where the mark stands in a session."""
MOST = 50
"""Files of which a session remembers that it brought them, the latest."""

_session: ContextVar[SessionBase | None] = ContextVar("visit", default=None)


class Visits:
    """Lets rights know in whose session something is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with visiting(request.session):
            return self.get_response(request)


@contextmanager
def visiting(session: SessionBase) -> Iterator[None]:
    """Whatever is done inside is asked for in this session."""
    token = _session.set(session)
    try:
        yield
    finally:
        _session.reset(token)


def remember(upload: Import) -> None:
    """Note in the session that it brought this file; without anybody signed in it lives as long as the file does."""
    session = _session.get()
    if session is None or upload.outlet_id is not None:
        return
    session[BROUGHT] = [*session.get(BROUGHT, ()), str(upload.pk)][-MOST:]
    if "_auth_user_id" not in session:
        session.set_expiry(int(VISIT.total_seconds()))


def brought() -> frozenset[UUID]:
    """The files that this session brought; none where there is no session, as for a program."""
    session = _session.get()
    return frozenset(UUID(one) for one in session.get(BROUGHT, ())) if session is not None else frozenset()
