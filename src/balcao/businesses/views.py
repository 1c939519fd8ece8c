"""Pages of a business for its members. They only translate between HTTP and the actions."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balcao.accounts.proof import proven
from balcao.accounts.quota import QuotaError, spend
from balcao.accounts.resume import signed_in
from balcao.businesses import queries
from balcao.businesses.actions import change_business, change_tokens
from balcao.businesses.actions.change_consent import give_consent, withdraw_consent
from balcao.businesses.actions.erase_business import erase_business, what_is_kept
from balcao.businesses.actions.keep_document import throw_away
from balcao.businesses.actions.look import look
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.forms import NameForm, OutletForm, ProfileForm, TokenForm
from balcao.businesses.home import home_of
from balcao.businesses.models import Business, Consent, Outlet, Token
from balcao.businesses.people import told_how
from balcao.businesses.rights import Right
from balcao.language import say
from balcao.pages import in_pages, own_address
from balcao.records.queries import told
from balcao.sheets import sheet


@signed_in
@require_GET
def businesses(request: HttpRequest) -> HttpResponse:
    """Where somebody is a member."""
    return render(request, "businesses/list.html", {"businesses": list(queries.my_businesses(request.user))})


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Bring a business."""
    form, status = NameForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            outlet = register_business(request.user, Business(**form.names()))
            return redirect("business", outlet.business_id)
        except QuotaError as error:
            form.add_error(None, error)
            status = error.status
    return render(request, "businesses/new.html", {"form": form}, status=status)


@signed_in
@require_GET
def business(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """A business at a glance: what its sales say, and the next step."""
    found = look(request.user, business_id, Right.SEE, "overview")
    member = found.members.filter(user=request.user).first()
    page = {
        "business": found,
        "member": member,
        "may_work": member is not None,
        "may_manage": member is not None and member.role in Right.MANAGE.roles,
        "may_own": member is not None and member.role in Right.OWN.roles,
        "outlets": in_pages(request, found.outlets.order_by("created_at", "pk")),
        **home_of(request.user, found),
    }
    return render(request, "businesses/business.html", page)


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """What the business is. `next`: the page for which it is filled in, to which saving leads back."""
    found = look(request.user, business_id, Right.MANAGE, "profile")
    form = ProfileForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        change_business.change_profile(request.user, form.instance)
        messages.success(request, say("profile-saved"))
        return redirect(own_address(request, request.GET.get("next")) or reverse("business", args=[found.pk]))
    return render(request, "businesses/profile.html", {"business": found, "form": form})


@signed_in
@require_http_methods(["GET", "POST"])
def outlet_new(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Another place of sale."""
    found = look(request.user, business_id, Right.MANAGE, "profile")
    return _edit_outlet(request, Outlet(business=found))


@signed_in
@require_http_methods(["GET", "POST"])
def outlet_edit(request: HttpRequest, business_id: UUID, outlet_id: UUID) -> HttpResponse:
    """Name and address of a place of sale."""
    found = look(request.user, business_id, Right.MANAGE, "profile")
    return _edit_outlet(request, get_object_or_404(Outlet, pk=outlet_id, business=found))


def _edit_outlet(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    form = OutletForm(request.POST or None, instance=outlet)
    if request.method == "POST" and form.is_valid():
        change_business.save_outlet(request.user, form.instance)
        messages.success(request, say("outlet-saved"))
        return redirect("outlet", form.instance.pk)
    return render(
        request, "businesses/outlet.html", {"business": outlet.business, "form": form, "new": outlet._state.adding}
    )


@signed_in
@require_POST
def monthly(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Switch the monthly update on or off."""
    found = look(request.user, business_id, Right.MANAGE, "profile")
    wanted = request.POST.get("wanted") == "yes"
    change_business.set_monthly_update(request.user, found, wanted)
    messages.success(request, say("monthly-on" if wanted else "monthly-off"))
    return redirect("business", found.pk)


@signed_in
@require_GET
def documents(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """The papers that the business has handed in, to be used again."""
    found = look(request.user, business_id, Right.WORK, "documents")
    kept = list(found.documents.select_related("brought_by").order_by("-brought_at"))
    return render(
        request, "businesses/documents.html", {"business": found, "documents": kept, "today": timezone.localdate()}
    )


@signed_in
@require_POST
def document_remove(request: HttpRequest, business_id: UUID, document_id: UUID) -> HttpResponse:
    """Throw a paper away that nothing holds."""
    found = look(request.user, business_id, Right.WORK, "documents")
    document = get_object_or_404(found.documents, pk=document_id)
    told_how(request, lambda: throw_away(request.user, document), say("document-thrown"))
    return redirect("documents", found.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def consents(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Who sees what, since when; each switched with one tap."""
    found = look(request.user, business_id, Right.OWN, "consents")
    if request.method == "POST" and request.POST.get("to") in Consent.To.values:
        act = give_consent if request.POST.get("give") == "yes" else withdraw_consent
        act(request.user, found, request.POST["to"])
        messages.success(request, say("consent-given" if act is give_consent else "consent-withdrawn"))
        return redirect("consents", found.pk)
    advisers = found.assignments.filter(until=None).select_related("adviser")
    page = {"business": found, "consents": queries.consents(request.user, found).items(), "advisers": advisers}
    return render(request, "businesses/consents.html", page)


@signed_in
@require_GET
def accesses(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Who has looked, and with `all` everything that the record says about the business."""
    found = look(request.user, business_id, Right.OWN, "accesses")
    everything = "all" in request.GET
    page = Paginator(queries.accesses(request.user, found, everything), 50).get_page(request.GET.get("page"))
    return render(request, "businesses/accesses.html", {"business": found, "page": page, "everything": everything})


@signed_in
@require_GET
def accesses_sheet(request: HttpRequest, business_id: UUID, form: str) -> HttpResponseBase:
    """The record for a spreadsheet."""
    found = look(request.user, business_id, Right.OWN, "accesses")
    entries = queries.accesses(request.user, found, "all" in request.GET)
    rows = ((one.at, str(one.who or ""), one.role, told(one)) for one in entries.iterator(2000))
    return sheet(form, "record", ("at", "who", "role", "what"), rows)


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def tokens(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Keys for programs."""
    found = look(request.user, business_id, Right.OWN, "tokens")
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _, secret = change_tokens.make_token(
            request.user, found, form.cleaned_data["name"], form.cleaned_data["scopes"], form.cleaned_data["days"]
        )
        form = TokenForm()
    page = {
        "business": found,
        "form": form,
        "secret": secret,
        "tokens": in_pages(request, found.tokens.order_by("-created_at", "pk")),
    }
    return render(request, "businesses/tokens.html", page)


@signed_in
@require_POST
def token_revoke(request: HttpRequest, business_id: UUID, token_id: int) -> HttpResponse:
    """A key that shall open nothing any more."""
    found = look(request.user, business_id, Right.OWN, "tokens")
    change_tokens.revoke_token(request.user, get_object_or_404(Token, pk=token_id, business=found))
    messages.success(request, say("token-revoked"))
    return redirect("tokens", found.pk)


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def export(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Everything, as a zip of open formats."""
    from balcao.businesses.home import export_of

    found = look(request.user, business_id, Right.OWN, "export")
    if request.method == "GET":
        return render(request, "businesses/export.html", {"business": found})
    spend("lists", request.user)
    return FileResponse(export_of(request.user, found), as_attachment=True, filename="balcao-export.zip")


@signed_in
@require_http_methods(["GET", "POST"])
@proven
def erase(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Erase the business, after saying what that means and asking for its name."""
    found = look(request.user, business_id, Right.OWN, "erase")
    wrong = False
    if request.method == "POST":
        if (
            request.POST.get("name", "").strip() in (found.name_zh, found.name_pt, found.name_en)
            and request.POST["name"].strip()
        ):
            erase_business(request.user, found)
            messages.success(request, say("business-erased"))
            return redirect("businesses")
        wrong = True
    return render(request, "businesses/erase.html", {"business": found, "wrong": wrong, "kept": what_is_kept(found)})
