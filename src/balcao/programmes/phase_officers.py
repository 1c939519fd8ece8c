"""The administrators' page of who works on phases: to confirm what an officer asks, and to help a phase that nobody is left for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from balcao.accounts.models import Role, User
from balcao.accounts.resume import signed_in
from balcao.accounts.rights import require_role
from balcao.language import say, words
from balcao.pages import in_pages
from balcao.programmes import desk
from balcao.programmes.actions import change_phase
from balcao.programmes.models import Phase
from balcao.programmes.problems import advice
from balcao.typed import key


@signed_in
@require_GET
def phase_officers(request: HttpRequest) -> HttpResponse:
    """The phases that wait for an administrator."""
    require_role(request.user, Role.ADMINISTRATOR)
    page = in_pages(request, desk.in_need_of_officers())
    known, waiting = desk.people_asked(page), []
    for phase in page:
        asked = phase.officers_asked or {}
        wanted = sorted((known[key] for key in asked.get("officers", ()) if key in known), key=lambda one: one.name)
        waiting.append(
            (
                phase,
                wanted,
                known.get(asked.get("by") or 0),
                words().listed([str(one) for one in phase.named]),
                advice(phase.terms, len(wanted)),
            )
        )
    officers = User.objects.filter(role=Role.OFFICER, is_active=True).order_by("name", "email")
    return render(
        request,
        "programmes/phase_officers.html",
        {"waiting": waiting, "officers": officers, "page": page, "any": Phase.objects.exists()},
    )


@signed_in
@require_POST
def give_officers(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm the officers that were asked for, or give new ones to a phase that has none."""
    require_role(request.user, Role.ADMINISTRATOR)
    phase = get_object_or_404(Phase, slug=slug)
    chosen = User.objects.filter(pk__in=[key(given) or 0 for given in request.POST.getlist("officer")])
    if "drop" in request.POST:
        change_phase.drop_officers_asked(request.user, phase)
        return redirect("phase_officers")
    try:
        change_phase.set_officers(request.user, phase, list(chosen.filter(role=Role.OFFICER, is_active=True)))
        messages.success(request, say("phase-officers-set"))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("phase_officers")
