"""Pages of messages: the inbox, and for the agency what was sent, how it reads, and who else is told."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao.accounts.models import Role
from balcao.accounts.quota import spend
from balcao.accounts.resume import signed_in
from balcao.accounts.rights import require_role
from balcao.language import OWN_NAMES, say
from balcao.messaging import queries
from balcao.messaging.actions.change_hooks import make_hook, remove_hook, send_again, try_hook
from balcao.messaging.forms import HookForm
from balcao.messaging.models import Delivery, Hook, Message
from balcao.messaging.outside import lets_any
from balcao.messaging.samples import SAMPLES
from balcao.messaging.send import text_of
from balcao.records.record import rows_taken
from balcao.sheets import sheet


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What was said to me."""
    page = Paginator(queries.inbox(request.user), 30).get_page(request.GET.get("page"))
    read = [(one, *text_of(one)) for one in page]
    answer = render(request, "messaging/inbox.html", {"page": page, "read": read})
    queries.mark_read(request.user, timezone.now())
    return answer


@signed_in
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """What was sent to whom, and why."""
    search = request.GET.get("q", "").strip()
    page = Paginator(queries.sent(request.user, search), 50).get_page(request.GET.get("page"))
    return render(request, "messaging/sent.html", {"page": page, "search": search})


@signed_in
@require_GET
def sent_sheet(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same for a spreadsheet."""
    search = request.GET.get("q", "").strip()
    found = queries.sent(request.user, search)
    spend("lists", request.user)
    rows_taken(request.user, "messages", form, found.count(), searched=bool(search))
    rows = (
        (one.made_at, one.user.email, one.code, one.because, "; ".join(f"{d.channel} {d.state}" for d in one.deliveries.all()))
        for one in found.iterator(1000)
    )  # fmt: skip
    return sheet(form, "messages", ("at", "to", "message", "because", "deliveries"), rows)


@signed_in
@require_POST
def again(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Try once more what was given up."""
    send_again(request.user, get_object_or_404(Delivery, pk=delivery_id))
    messages.success(request, say("delivery-again"))
    return redirect("sent")


@signed_in
@require_GET
def samples(request: HttpRequest) -> HttpResponse:
    """Every message as it reads in each language."""
    require_role(request.user, Role.OFFICER, Role.ADMINISTRATOR)
    told = []
    for code, facts in SAMPLES.items():
        texts = []
        for language, name in OWN_NAMES.items():
            with override(language):
                texts.append((name, *text_of(Message(code=code, facts=facts))))
        told.append((code, say(f"message-{code}", "occasion"), texts))
    return render(request, "messaging/samples.html", {"told": told})


@signed_in
@require_http_methods(["GET", "POST"])
def hooks(request: HttpRequest) -> HttpResponse:
    """Programs that are told when something happens."""
    require_role(request.user, Role.ADMINISTRATOR)
    made, form = None, HookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = make_hook(request.user, given["name"], given["url"].strip(), given["events"])
            form = HookForm()
        except ValidationError as refused:
            form.add_error("url", refused)
    page = {"hooks": queries.hooks(request.user), "made": made, "form": form, "may_go": lets_any()}
    return render(request, "messaging/hooks.html", page)


@signed_in
@require_POST
def hook_remove(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Tell it nothing any more."""
    require_role(request.user, Role.ADMINISTRATOR)
    remove_hook(request.user, get_object_or_404(Hook, pk=hook_id, business=None))
    messages.success(request, say("hook-removed"))
    return redirect("hooks")


@signed_in
@require_POST
def hook_try(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Send it a trial."""
    require_role(request.user, Role.ADMINISTRATOR)
    hook = get_object_or_404(Hook, pk=hook_id, business=None)
    tried(request, lambda: try_hook(request.user, hook))
    return redirect("hooks")


def tried(request: HttpRequest, attempt: Callable[[], None]) -> None:
    """Say that a trial is on its way, or why not."""
    try:
        attempt()
        messages.success(request, say("hook-tried"))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
