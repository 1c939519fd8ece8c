"""What actions refuse, as programs read it. The root of the API asks here for one call, and acts on many for each of them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from balcao.api import Refused
from balcao.language import say
from balcao.programmes.actions.move import MovedAlready

ERRORS = (Refused, Http404, PermissionDenied, ValidationError)
"""What an action raises to say no."""


def as_refused(error: Exception) -> Refused:
    """The refusal that an error of `ERRORS` is."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, Http404):
        return Refused(404, "not_found", say("api-not-found"))
    if isinstance(error, PermissionDenied):
        return Refused(403, "forbidden", say("api-forbidden"))
    assert isinstance(error, ValidationError)
    detail = " ".join(error.messages)
    if getattr(error, "code", None) == "busy":
        return Refused(409, "busy", detail, headers={"Retry-After": "30"})
    status = getattr(error, "status", 422)  # 429 where it was too much for an hour, 413 where it is too large
    code = {413: "too_large", 429: "too_many"}.get(status, "refused")
    return Refused(status, "moved" if isinstance(error, MovedAlready) else code, detail)
