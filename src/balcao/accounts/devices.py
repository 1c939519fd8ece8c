"""Where somebody is signed in: each device, and the end of one or of all others, after showing again who it is that asks."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from balcao.accounts.proof import proven
from balcao.accounts.resume import signed_in
from balcao.language import say
from balcao.records import record
from balcao.typed import key


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def sessions(request: HttpRequest) -> HttpResponse:
    """All of them; a POST ends the one that it names or, without one, all but this."""
    found = sorted(UserSession.objects.purge_and_list(request.user), key=lambda one: one.created_at)
    if request.method == "POST":
        named = request.POST.get("session")
        with transaction.atomic():  # locked: each by the number that it has now, a proof may give it a new one
            held = UserSession.objects.select_for_update().filter(user=request.user).order_by("pk")
            ended = [one for one in held if not one.is_current() and (named is None or one.pk == key(named))]
            for one in ended:
                one.end()
        if ended:
            record.write("sessions.ended", request.user, subject=request.user.pk, count=len(ended))
            messages.success(request, say("sessions-ended"))
        return redirect("usersessions_list")
    return render(request, "usersessions/usersession_list.html", {"sessions": found})


def offer_end(request: HttpRequest) -> None:
    """After a change of how somebody signs in: the next page offers to end the other sessions, if there are any."""
    if len(UserSession.objects.purge_and_list(request.user)) > 1:
        messages.info(request, say("sessions-offer"), "sessions")
