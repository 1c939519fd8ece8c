"""Pages of the agency's people: the businesses that let them in, and who looks after whom."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao.accounts.models import Role, User
from balcao.accounts.proof import proven
from balcao.accounts.quota import spend
from balcao.accounts.resume import signed_in
from balcao.accounts.rights import require_role
from balcao.businesses import queries
from balcao.businesses.actions.assign_adviser import assign_adviser, end_assignment
from balcao.businesses.actions.change_tokens import make_officers_token, revoke_token
from balcao.businesses.forms import OfficersTokenForm
from balcao.businesses.models import Assignment, Business
from balcao.language import say
from balcao.records.record import rows_taken
from balcao.sheets import sheet
from balcao.typed import key


@signed_in
@require_GET
def cared_for(request: HttpRequest) -> HttpResponse:
    """The businesses that consented, for advisers and officers; an administrator is led to the register of all."""
    if request.user.role == Role.ADMINISTRATOR:
        return redirect("register")
    require_role(request.user, Role.ADVISER, Role.OFFICER)
    page = Paginator(queries.cared_for(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "businesses/cared_for.html", {"page": page})


@signed_in
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """All businesses by name, and their advisers."""
    search = request.GET.get("q", "").strip()
    page = Paginator(queries.all_businesses(request.user, search), 50).get_page(request.GET.get("page"))
    advisers = User.objects.filter(role=Role.ADVISER, is_active=True).order_by("name", "email")
    return render(request, "businesses/register.html", {"page": page, "search": search, "advisers": advisers})


@signed_in
@require_GET
def register_sheet(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list for a spreadsheet."""
    search = request.GET.get("q", "").strip()
    found = queries.all_businesses(request.user, search)
    spend("lists", request.user)
    rows_taken(request.user, "businesses", form, found.count(), searched=bool(search))
    head = ("name_zh", "name_pt", "name_en", "sector", "size", "district", "registration_number", "advisers", "since")
    rows = (
        (
            one.name_zh, one.name_pt, one.name_en, one.sector, one.size, one.district, one.registration_number,
            "; ".join(str(a.adviser) for a in one.advisers), timezone.localdate(one.created_at),
        )
        for one in found.iterator(2000)
    )  # fmt: skip
    return sheet(form, "businesses", head, rows)


@signed_in
@require_POST
def assign(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Give a business to an adviser."""
    require_role(request.user, Role.OFFICER, Role.ADMINISTRATOR)
    business = get_object_or_404(Business, pk=business_id)
    adviser = User.objects.filter(pk=key(request.POST.get("adviser")), role=Role.ADVISER).first()
    if adviser is None:
        raise Http404
    assign_adviser(request.user, business, adviser)
    messages.success(request, say("assigned"))
    return redirect("register")


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def tokens(request: HttpRequest) -> HttpResponse:
    """Keys for an officer's own programs."""
    require_role(request.user, Role.OFFICER)
    secret = ""
    if request.method == "POST" and "revoke" in request.POST:
        if revoked := key(request.POST["revoke"]):
            revoke_token(request.user, get_object_or_404(request.user.tokens, pk=revoked, business=None))
            messages.success(request, say("token-revoked"))
        return redirect("agency_tokens")
    form = OfficersTokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _, secret = make_officers_token(request.user, given["name"], given["days"], given["scopes"] == "review_read")
        form = OfficersTokenForm()
    found = request.user.tokens.filter(business=None).order_by("-created_at")
    return render(request, "businesses/agency_tokens.html", {"tokens": found, "secret": secret, "form": form})


@signed_in
@require_POST
def end(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """The adviser no longer looks after the business."""
    if request.user.role not in (Role.OFFICER, Role.ADMINISTRATOR):
        raise PermissionDenied
    end_assignment(request.user, get_object_or_404(Assignment, pk=assignment_id))
    messages.success(request, say("assignment-ended"))
    return redirect("register")
