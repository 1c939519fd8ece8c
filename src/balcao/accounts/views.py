"""One's own account."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from balcao.accounts.actions.change_account import erase_account, set_name, set_phone
from balcao.accounts.proof import proven
from balcao.accounts.resume import signed_in
from balcao.language import say


def no_passwords(request: HttpRequest) -> HttpResponse:
    """allauth has pages about passwords; here are none."""
    raise Http404


@signed_in
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Name, ways to sign in, devices."""
    if request.method == "POST":
        set_name(request.user, request.POST.get("name", ""))
        try:
            if (
                phone := request.POST.get("phone", request.user.phone)
            ) != request.user.phone:  # what was kept before is not judged anew
                set_phone(request.user, phone)
            messages.success(request, say("me-saved"))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return redirect("me")
    factors = Authenticator.objects.filter(user=request.user)
    kinds = set(factors.values_list("type", flat=True))
    return render(
        request,
        "accounts/me.html",
        {"passkeys": "webauthn" in kinds, "totp": "totp" in kinds, "sms": bool(settings.SMS_URL)},
    )


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def erase_me(request: HttpRequest) -> HttpResponse:
    """Delete one's account, after saying what that means."""
    if request.method == "POST":
        try:
            erase_account(request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("me")
        logout(request)
        messages.success(request, say("account-erased"))
        return redirect("home")
    return render(request, "accounts/erase_me.html")


@signed_in
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why the agency's people need one, and the two ways to it."""
    return render(request, "accounts/second_factor.html")
