"""Pages about programs that are told of a business."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from balcao.accounts.proof import proven
from balcao.accounts.resume import signed_in
from balcao.businesses.actions.change_hooks import make_hook, remove_hook, try_hook
from balcao.businesses.actions.look import look
from balcao.businesses.rights import Right
from balcao.language import say
from balcao.messaging.forms import HookForm
from balcao.messaging.hooks import programs
from balcao.messaging.models import Hook
from balcao.messaging.outside import lets_any
from balcao.messaging.views import tried


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def hooks(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Programs that are told, of a till's vendor for example."""
    found = look(request.user, business_id, Right.OWN, "tokens")
    made, form = None, HookForm(request.POST or None, of_business=True)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = make_hook(request.user, found, given["name"], given["url"].strip(), given["events"])
            form = HookForm(of_business=True)
        except ValidationError as refused:
            form.add_error("url", refused)
    page = {"business": found, "hooks": programs(found.pk), "made": made, "form": form, "may_go": lets_any(False)}
    return render(request, "businesses/hooks.html", page)


@signed_in
@require_POST
def hook_remove(request: HttpRequest, business_id: UUID, hook_id: int) -> HttpResponse:
    """Tell it nothing any more."""
    found = look(request.user, business_id, Right.OWN, "tokens")
    remove_hook(request.user, found, get_object_or_404(Hook, pk=hook_id, business=found.pk))
    messages.success(request, say("hook-removed"))
    return redirect("business_hooks", found.pk)


@signed_in
@require_POST
def hook_try(request: HttpRequest, business_id: UUID, hook_id: int) -> HttpResponse:
    """Send it a trial."""
    found = look(request.user, business_id, Right.OWN, "tokens")
    hook = get_object_or_404(Hook, pk=hook_id, business=found.pk)
    tried(request, lambda: try_hook(request.user, found, hook))
    return redirect("business_hooks", found.pk)
