"""One's own account, and for administrators everybody's role."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao.accounts.actions.administer import set_role
from balcao.accounts.actions.change_account import erase_account, set_name, set_phone
from balcao.accounts.models import Role, User
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
            set_phone(request.user, request.POST.get("phone", request.user.phone))
            messages.success(request, say("saved"))
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


@signed_in
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, for administrators."""
    if request.user.role != Role.ADMINISTRATOR:
        raise PermissionDenied
    found = User.objects.order_by("-joined_at", "pk")
    search = request.GET.get("q", "").strip()
    if search:
        found = found.filter(email__icontains=search) | found.filter(name__icontains=search)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"page": page, "search": search, "roles": Role.values})


@signed_in
@require_POST
def change_role(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give somebody another role."""
    if request.user.role != Role.ADMINISTRATOR:
        raise PermissionDenied
    user = get_object_or_404(User, pk=user_id)
    try:
        set_role(request.user, user, request.POST.get("role", ""))
        messages.success(request, say("saved"))
    except (ValidationError, ValueError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else say("broken"))
    return redirect("people")
