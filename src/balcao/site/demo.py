"""Demo only: sign in as anybody with one click. The addresses exist only where BALCAO_DEMO is on, which no public host allows."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from balcao import typed
from balcao.accounts.models import Role, User


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Some of each kind."""
    of_agency = User.objects.exclude(role=Role.PERSON).order_by("role", "pk")
    members = User.objects.filter(role=Role.PERSON, memberships__isnull=False).prefetch_related("memberships__business")
    page = {"of_agency": of_agency, "members": members.order_by("pk").distinct()[:12]}
    return render(request, "site/demo.html", page)


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Be this person from now on."""
    user = get_object_or_404(User, pk=typed.key(request.POST.get("user")) or 0)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("desk")
