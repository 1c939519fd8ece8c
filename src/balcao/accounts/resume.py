"""A session that ends in the middle of a form loses nothing: what was typed waits until its author has signed in."""

import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from balcao.accounts.sessions import last_here

MOST = 100_000
"""Characters of a form that we keep."""

WAITS = 2 * 3600
"""Seconds for which it waits. A session that is begun for it lasts as long; one that was there, such as that of who brought a file, as
long as before; and whoever signs in meanwhile has one of the usual length (events.py)."""

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only for those who are signed in; others come back to the same page, or to what they had typed."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        fields = [(n, v) for n, values in request.POST.lists() for v in values if n != "csrfmiddlewaretoken"]
        if sum(len(name) + len(value) for name, value in fields) <= MOST:
            if request.session.is_empty():
                request.session.set_expiry(WAITS)
            request.session["unsent"] = {
                "path": request.get_full_path(), "fields": fields, "whose": last_here(request), "until": time.time() + WAITS,
            }  # fmt: skip
        return redirect_to_login(reverse("resume"))

    return wrapped


def unsent(request: HttpRequest) -> dict[str, Any] | None:
    """What the reader had typed before their session ended, once; what somebody else typed in this browser is thrown away."""
    kept = request.session.pop("unsent", None)
    waits = kept and kept.get("until", math.inf) > time.time()
    return kept if waits and kept.get("whose") in ("", str(request.user.pk)) else None
