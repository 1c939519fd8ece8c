"""Pages that belong to no domain: home, help, the design page, and what is said when something goes wrong."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST, require_safe

from balcao.accounts.actions.change_account import set_language as keep_language
from balcao.accounts.models import Role
from balcao.accounts.resume import unsent
from balcao.api import Refused, answer
from balcao.businesses.forms import TokenForm
from balcao.businesses.queries import my_businesses
from balcao.diagnoses.models import Import, Telling
from balcao.diagnoses.rights import NotBroughtHereError
from balcao.language import OWN_NAMES, language, say
from balcao.pages import own_address, render_once
from balcao.programmes.rights import InterestError
from balcao.site.today import DESKS, next_step

SOURCES = (
    "square", "loyverse", "toast", "shopify", "amazon", "stripe", "paypal", "sumup", "alipay", "wechat", "meituan", "jd", "sii",
    "saf-t", "till", "spreadsheet",
)  # fmt: skip
"""Where exports come from; how to get them is in the catalogues."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What Balcão is, and a place to drop a file; for whoever is signed in, what to do next."""
    if request.user.is_authenticated:
        page = {"next": next_step(request.user), "businesses": list(my_businesses(request.user)[:2])}
        return render(request, "site/today.html", page)
    return render_once(request, "home", "site/home.html")


@require_GET
def sample(request: HttpRequest) -> HttpResponse:
    """The report on a made-up shop."""
    known = Import.objects.filter(sample=True).values_list("pk", flat=True).first()
    if known is None:
        return refusal(request, "sample-missing", 503)
    return redirect("import", known)


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Where somebody's work lies: their business, or the agency's queue."""
    mine = list(my_businesses(request.user)[:2])
    if len(mine) == 1:
        return redirect("business", mine[0].pk)
    if mine:
        return redirect("businesses")
    return redirect(DESKS.get(request.user.role, "me" if request.user.of_agency else "businesses"))


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Choose a language; it is remembered here, and with the person."""
    chosen = request.POST.get("language", "")
    target = own_address(request, request.POST.get("next")) or "/"
    response = HttpResponseRedirect(target)
    if chosen in OWN_NAMES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            settings.LANGUAGE_COOKIE_AGE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            keep_language(request.user, chosen)
    return response


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, for how long, and who sees it."""
    return render(request, "site/privacy.html", {"parts": ("visit", "kept", "people", "see", "law", "machine")})


@require_GET
def export_help(request: HttpRequest) -> HttpResponse:
    """How to get an export out of each source."""
    return render(request, "site/export_help.html", {"sources": SOURCES})


@require_GET
def design(request: HttpRequest) -> HttpResponse:
    """Every piece of the design system, for those who build and judge it: in the demo, or signed in for the agency."""
    if not (settings.DEMO or getattr(request.user, "of_agency", False)):
        raise Http404
    form = TokenForm({"name": ""})
    form.is_valid()
    told = Telling.objects.filter(report__of_import__sample=True, language=language()).first()
    return render(request, "site/design.html", {"form": form, "told": told and told.content})


@login_required
def resume(request: HttpRequest) -> HttpResponse:
    """What somebody typed before their session ended, ready to be sent again."""
    typed = unsent(request)
    if not typed:
        return redirect("desk")
    return render(request, "site/form_expired.html", {"action": typed["path"], "fields": typed["fields"]})


@cache_control(max_age=86400, public=True)
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to install the site."""
    icons = [
        {"src": static(f"site/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size, purpose in ((192, "any"), (512, "any"), (512, "maskable"))
    ]
    facts = {
        "name": settings.AGENCY, "short_name": "Balcão", "description": say("home-lead"), "start_url": "/desk/",
        "scope": "/", "display": "standalone", "background_color": "#faf7f1", "theme_color": "#1d5c86", "icons": icons,
    }  # fmt: skip
    return JsonResponse(facts, content_type="application/manifest+json")


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be found; reports may not."""
    return HttpResponse(
        "User-agent: *\nDisallow: /imports/\nDisallow: /businesses/\n", content_type="text/plain; charset=utf-8"
    )


def refusal(request: HttpRequest, name: str, status: int, **more: object) -> HttpResponse:
    """Say what happened, what is kept and what to do, as a page or to a program, in the reader's language wherever it failed."""
    if not hasattr(request, "LANGUAGE_CODE"):
        request.LANGUAGE_CODE = get_language_from_request(request)
    with override(request.LANGUAGE_CODE):
        if request.path.startswith("/api/") or request.headers.get("Accept") == "application/json":
            told = say("refusal-in-one", what=say(name), do=say(name, "do"))
            return answer(request, Refused(status, name.replace("-", "_"), told))
        return render(request, "site/refusal.html", {"name": name, **more}, status=status)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no page of ours sends, or a proof in a session that was ended before it was given."""
    return refusal(request, "session-over" if isinstance(exception, SessionInterrupted) else "not-understood", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not theirs to do; of a visitor's report, or an application in which they have an interest, why not."""
    if isinstance(exception, InterestError):
        return refusal(request, "interest", 403, back="queue", others=exception.others.exists())
    if isinstance(exception, NotBroughtHereError):
        return refusal(request, "visit-not-brought", 403)
    user = getattr(request, "user", None)
    if getattr(user, "role", None) == Role.ADMINISTRATOR:  # whom the others are told to ask
        return refusal(request, "forbidden-administrator", 403)
    return refusal(request, "forbidden-agency" if getattr(user, "of_agency", False) else "forbidden", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is here, or nothing that the reader may know of."""
    expired = request.path.startswith("/imports/") and request.path != reverse("upload")
    return refusal(request, "report-gone" if expired else "not-found", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    return refusal(request, "broken", 500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The key of a form was too old: show again what was typed, with a new key.

    Only what was typed on a page of ours: what another site sends is refused, not offered to be sent once more.
    """
    came_from = urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "").netloc
    if request.FILES or not request.POST or came_from != request.get_host():
        return refusal(request, "form-expired", 403)
    fields = [(n, v) for n, values in request.POST.lists() for v in values if n != "csrfmiddlewaretoken"]
    return render(request, "site/form_expired.html", {"action": request.get_full_path(), "fields": fields}, status=403)
