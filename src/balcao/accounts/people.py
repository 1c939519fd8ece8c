"""Everybody, for administrators: roles, who may come in, and who has lost the way."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao.accounts.actions import administer
from balcao.accounts.models import Role, User
from balcao.accounts.proof import proven
from balcao.accounts.resume import signed_in
from balcao.accounts.rights import require_role
from balcao.language import say, words
from balcao.pages import sent_back
from balcao.records import record

ACTS: dict[str, Callable[[User, User], None]] = {
    "block": administer.block,
    "unblock": administer.unblock,
    "sign-out": administer.end_sessions,
}
"""What an administrator does with somebody, by the last part of its address."""


@signed_in
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody."""
    require_role(request.user, Role.ADMINISTRATOR)
    found = User.objects.order_by("-joined_at", "pk")
    search = request.GET.get("q", "").strip()
    if search:
        found = found.filter(email__icontains=search) | found.filter(name__icontains=search)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    record.write("list.seen", request.user, subject="people", rows=len(page), searched=bool(search))
    staff = [role for role in Role.values if role not in (Role.PERSON, Role.SUPPLIER)]
    return render(
        request, "accounts/people.html", {"page": page, "search": search, "roles": Role.values, "staff": staff}
    )


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: the role, and what else an administrator can do."""
    require_role(request.user, Role.ADMINISTRATOR)
    user = get_object_or_404(User, pk=user_id)
    if request.method == "POST" and (act := ACTS.get(request.POST.get("act", ""))):
        _told_how(request, lambda: act(request.user, user), say(f"person-did-{request.POST['act']}", who=str(user)))
        return redirect("person", user.pk)
    return render(request, "accounts/person.html", _person_page(user))


def _person_page(user: User) -> dict[str, Any]:
    return {"person": user, "factors": user.authenticator_set.exists(), "ways": administer.ways_to_recognise(user)}


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def forget_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take off a second factor that somebody has lost, and say how they were recognised."""
    require_role(request.user, Role.ADMINISTRATOR)
    user = get_object_or_404(User, pk=user_id)
    if request.method == "GET":  # where a form that was sent back is loaded again
        return redirect("person", user.pk)
    try:
        administer.forget_second_factor(request.user, user, request.POST.get("recognised", ""))
    except ValidationError as error:
        page = {**_person_page(user), **sent_back(request, "forget", error)}
        return render(request, "accounts/person.html", page, status=422)
    messages.success(request, say("person-did-forget-factor", who=str(user)))
    return redirect("person", user.pk)


@signed_in
@require_POST
@proven
def change_role(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give somebody another role."""
    require_role(request.user, Role.ADMINISTRATOR)
    user = get_object_or_404(User, pk=user_id)
    role = request.POST.get("role", "")
    if role in Role.values:
        _told_how(
            request,
            lambda: administer.set_role(request.user, user, role),
            say("person-role-set", who=str(user), role=words().word("person-role", role)),
        )
    return redirect("people")


@signed_in
@require_POST
@proven
def add(request: HttpRequest) -> HttpResponse:
    """Make an account for somebody of the agency, who signs in by a code sent to the address."""
    require_role(request.user, Role.ADMINISTRATOR)
    email, role = request.POST.get("email", ""), request.POST.get("role", "")
    if role in Role.values:
        _told_how(
            request, lambda: administer.add_person(request.user, email, role), say("person-added", email=email.strip())
        )
    return redirect("people")


def _told_how(request: HttpRequest, change: Callable[[], object], said: str) -> None:
    """Do it, and say how it went."""
    try:
        change()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, said)
