"""Pages of officers: the queues, and many of one at once."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao import typed
from balcao.accounts.models import Role
from balcao.accounts.quota import spend
from balcao.accounts.resume import signed_in
from balcao.accounts.rights import require_role
from balcao.language import say
from balcao.pages import own_address
from balcao.programmes import desk, listed
from balcao.programmes.actions import decide, review
from balcao.programmes.models import Application, SavedList
from balcao.programmes.profiles import name_of
from balcao.programmes.rights import reviewed
from balcao.programmes.second import of_phases
from balcao.programmes.states import State
from balcao.records.record import rows_taken
from balcao.sheets import sheet

_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@signed_in
@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, what is due first first."""
    require_role(request.user, Role.OFFICER)
    chosen = listed.chosen(request)
    second = of_phases(request.user, chosen["phase"])
    counts = desk.counts(request.user, chosen["phase"], len(second))
    elsewhere = desk.first_with_work(counts)
    if request.GET.get("queue") not in desk.QUEUES:  # opened without saying which: where there is work
        chosen["queue"] = elsewhere
    if request.method == "POST":
        _save_list(request, chosen)
        return redirect(f"{request.path}?{urlencode(chosen)}")
    found = listed.whole(request.user, chosen)
    page = desk.ByKey(found, 50).get_page(request.GET.get("page"))
    phases = desk.phases(request.user)
    for one in page:
        one.phase = next(phase for phase in phases if phase.pk == one.phase_id)  # read once, not for each row
    return render(request, "programmes/queue.html", {
        "page": page, "chosen": chosen, "query": listed.query(chosen), "here": listed.query(chosen, page=page.number if page.number > 1 else ""), "counts": counts,
        "second": second if chosen["queue"] == "second" else [], "elsewhere": elsewhere if counts[elsewhere] and elsewhere != chosen["queue"] else "",
        "queues": desk.QUEUES, "phases": phases, "states": [s for s in State if s != State.DRAFT],
        "saved": list(request.user.saved_lists.order_by("name")),
    })  # fmt: skip


def _save_list(request: HttpRequest, chosen: dict[str, str]) -> None:
    if forget := typed.key(request.POST.get("forget")):
        request.user.saved_lists.filter(pk=forget).delete()
    elif name := request.POST.get("name", "").strip()[:60]:
        query = listed.query(chosen)[:500]
        SavedList.objects.update_or_create(officer=request.user, name=name, defaults={"query": query})
        messages.success(request, say("saved-list", name=name))


@signed_in
@require_GET
def queue_sheet(request: HttpRequest, form: str) -> HttpResponseBase:
    """The queue for a spreadsheet. That it was taken away is in the record."""
    require_role(request.user, Role.OFFICER)
    chosen = listed.chosen(request)
    found = listed.whole(request.user, chosen)
    count = found.count()  # a filter that finds nothing may be any text, and is not written down
    told = {key: chosen[key] for key in ("queue", "phase", "state") if chosen[key] and count}
    spend("lists", request.user)
    rows_taken(request.user, "applications", form, count, searched=bool(chosen["q"]), **told)
    head = (
        "reference",
        "phase",
        "business",
        "sector",
        "size",
        "district",
        "state",
        "submitted",
        "due",
        "officer",
        "score",
        "position",
    )
    rows = (
        (
            a.reference, a.phase.slug, name_of(a.profile), a.profile.get("sector"), a.profile.get("size"),
            a.profile.get("district"), a.state, a.submitted_at, a.due_at, str(a.assigned_to or ""), a.score, a.position,
        )
        for a in found.select_related("phase").iterator(2000)
    )  # fmt: skip
    return sheet(form, "applications", head, rows)


@signed_in
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Take, or find eligible, all that are chosen; those that need a look of their own stay as they are."""
    require_role(request.user, Role.OFFICER)
    keys = [key for key in request.POST.getlist("application") if _UUID.fullmatch(key)][:500]
    chosen = list(reviewed(request.user).filter(pk__in=keys).select_related("phase", "business", "assigned_to"))
    do = request.POST.get("do")
    left: list[Application] = []
    if do == "eligible":
        bulk = decide.find_many_eligible(request.user, chosen)
        done, left = bulk.decided, bulk.left
        if bulk.proposed:
            messages.success(request, say("bulk-proposed", count=bulk.proposed))
    elif do == "take":
        done = 0
        for found in chosen:
            try:
                review.assign(request.user, found, request.user)
                done += 1
            except ValidationError:
                left.append(found)
    else:
        raise Http404
    if done or not left:
        messages.success(request, say("bulk-done", count=done))
    if left:
        messages.error(request, say("bulk-left", count=len(left)))
    return redirect(own_address(request, request.POST.get("back")) or "queue")
