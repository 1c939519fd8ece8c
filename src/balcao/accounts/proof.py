"""Before something that cannot be taken back, somebody proves that it is still them: by their second factor or, without one, by a mailed code.

Having signed in within the last quarter of an hour is proof. The demo, where anybody is anybody, asks for none.
"""

import secrets
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from balcao.accounts.codes import PROOF
from balcao.accounts.models import User
from balcao.accounts.resume import signed_in
from balcao.language import say
from balcao.records import record

TRIES = 3
OPEN_FOR = 600
"""Seconds for which a mailed code opens."""

proven = reauthentication_required(allow_get=True, app="balcao.accounts")
"""For views whose POST does something that cannot be taken back: whoever proves it meanwhile goes on where they were."""


def must_show_factor(user: User) -> bool:
    """Whether only the second factor proves it: for people of the agency, and for whoever has set up an authenticator app.

    An owner's passkey is a way in beside mailed codes, often on one of several devices: it proves it, and so does a code.
    """
    return is_mfa_enabled(user) if user.of_agency else is_mfa_enabled(user, [Authenticator.Type.TOTP])


def has_proof(request: HttpRequest) -> bool:
    """Whether somebody has shown lately who they are, by the strongest way that they have."""
    user = request.user
    factor = must_show_factor(user)
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, user)
    shown = ("mfa",) if factor else ("mfa", "code")  # when somebody showed the provider who they are, it need not say
    return any(one["at"] > since and one["method"] in shown for one in records)


@signed_in
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """By a mailed code, for those who have no second factor; others show that."""
    if must_show_factor(request.user):
        return redirect("account_reauthenticate")
    sent, error = request.session.get("proof"), ""
    if request.method == "POST" and "send" in request.POST:
        if ratelimit.consume(request, action=PROOF, key=request.user.email):
            sent = _send(request, request.user)
        else:
            error = say("account-too_many_login_attempts")
    elif request.method == "POST":
        if _is_right(request, sent):
            record_authentication(request, request.user, method="code", reauthenticated=True)
            return resume_request(request) or redirect("desk")
        sent, error = request.session.get("proof"), say("account-incorrect_code")
    next_page = request.POST.get("next") or request.GET.get("next", "")
    return render(request, "accounts/prove.html", {"sent": sent, "error": error, "next": next_page})


def _send(request: HttpRequest, user: User) -> dict[str, Any]:
    code = get_adapter().generate_login_code()
    get_adapter().send_mail("account/email/login_code", user.email, {"request": request, "code": code})
    request.session["proof"] = {"code": code, "until": time.time() + OPEN_FOR, "tries": TRIES}
    return dict(request.session["proof"])


def _is_right(request: HttpRequest, sent: dict[str, Any] | None) -> bool:
    if not sent or sent["until"] < time.time():
        request.session.pop("proof", None)
        return False
    given = request.POST.get("code", "").replace("-", "").replace(" ", "").upper()
    if secrets.compare_digest(given.encode(), sent["code"].replace("-", "").upper().encode()):
        request.session.pop("proof")
        return True
    record.write("code.wrong", request.user, subject=request.user.pk, at="proof")
    left = sent["tries"] - 1
    if left:
        request.session["proof"] = {**sent, "tries": left}
    else:
        request.session.pop("proof")
    return False
