"""Public pages: phases, their draws, a feed. And the one door to a document, which is public to nobody."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_GET

from balcao import store
from balcao.accounts.resume import signed_in
from balcao.businesses.viewing import BusyError, CannotShowError
from balcao.businesses.viewing import page_of as page_of_document
from balcao.language import colon, language, say
from balcao.pages import absolute, in_pages
from balcao.programmes import queries
from balcao.programmes.actions.places import number_on_list
from balcao.programmes.models import Draw, Phase
from balcao.programmes.papers import given_back
from balcao.programmes.rights import look_at_document
from balcao.programmes.states import State
from balcao.records import record

CHECKER = Path(__file__).parent / "static/programmes/check_draw.py"
"""The program of thirty lines with which anybody can check a draw."""
PARTS = ("entrants", "commitment", "seed", "order", "selected")
"""What a visitor's own browser checks of a draw."""
LATEST = 50
"""Phases that the feed tells of."""


@require_GET
def phases(request: HttpRequest) -> HttpResponse:
    """Open, coming and past phases."""
    open_, coming, over = queries.public_phases(record.now())
    return render(
        request, "programmes/phases.html", {"open": open_, "coming": coming, "closed": in_pages(request, over)}
    )


@require_GET
def phase(request: HttpRequest, slug: str) -> HttpResponse:
    """A phase: what it offers, who may apply, until when, and how places are given."""
    found = queries.public_phase(slug)
    return render(request, "programmes/phase.html", page_of(found))


def page_of(found: Phase) -> dict[str, object]:
    """What the public page of a phase shows; officers see the same as a preview."""
    window = found.window(record.now())
    figures = queries.figures(found) if window == "closed" else None
    return {
        "phase": found, "terms": found.terms, "window": window,
        "left": queries.days_left(found.closes_at, timezone.now()) if found.closes_at else None,
        "figures": figures,
        "figure_tables": [(kind, figures[f"by_{kind}"]) for kind in ("sector", "district")] if figures else [],
        "versions": list(found.versions.order_by("-number")) if found.version > 1 else [],
        "drawn": Draw.objects.filter(phase=found).exclude(record="").exists(),
    }  # fmt: skip


@require_GET
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """How the places were drawn: in plain words, checked in the visitor's own browser, and where a reference stands."""
    found = queries.public_phase(slug)
    if not found.terms.drawn:
        raise Http404
    made = Draw.objects.filter(phase=found).exclude(record="").defer("record").first()
    wanted = request.GET.get("ref", "").strip().upper()
    position = found.applications.filter(reference=wanted).exclude(position=None).first() if wanted else None
    page = {
        "phase": found, "terms": found.terms, "draw": made, "wanted": wanted, "found": position,
        "moves": Paginator(found.places_moved.order_by("id"), 100).get_page(request.GET.get("page")), "checker": CHECKER.read_text(), "parts": PARTS, "entrants": _count(found),
    }  # fmt: skip
    if position and position.position:
        waits = position.state == State.WAITLISTED
        page["number"] = number_on_list(position) if waits else position.position - found.places
    return render(request, "programmes/draw.html", page)


def _count(found: Phase) -> int:
    return found.applications.exclude(position=None).count()


@require_GET
def draw_record(request: HttpRequest, slug: str) -> HttpResponse:
    """The record of a draw, exactly as it was made."""
    made = Draw.objects.filter(phase=queries.public_phase(slug)).exclude(record="").first()
    if made is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{slug}-draw.json"'}
    return HttpResponse(made.record, content_type="application/json", headers=headers)


@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """Phases as an Atom feed, for those who want to hear of new ones."""
    made = Atom1Feed(
        title=settings.AGENCY + colon() + say("phases-title"), link=absolute(reverse("phases")), description=say("phases-lead"),
        language=language(), feed_url=absolute(reverse("phases_feed")),
    )  # fmt: skip
    open_, coming, over = queries.public_phases(record.now())
    for one in [*open_, *coming, *over[:LATEST]][:LATEST]:
        made.add_item(
            title=one.terms.name.in_language(language()), link=absolute(reverse("phase", args=[one.slug])),
            description=one.terms.about.in_language(language()), pubdate=one.published_at, unique_id=str(one.pk),
            updateddate=one.published_at,
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@signed_in
@require_GET
def document(request: HttpRequest, document_id: UUID) -> HttpResponseBase:
    """A paper, as a download."""
    return given_back(look_at_document(request.user, document_id))


@signed_in
@require_GET
def document_page(request: HttpRequest, document_id: UUID, number: int) -> HttpResponse:
    """A page of a paper as a picture that is made anew; the bytes that somebody brought stay where they are."""
    found = look_at_document(request.user, document_id)
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as work:
        try:
            picture, pages = page_of_document(
                store.get(found.key, Path(work)), found.media, max(1, number), found.digest
            )
        except CannotShowError:
            raise Http404 from None
        except BusyError:
            return HttpResponse(status=503, headers={"Retry-After": "3"})
    headers = {"X-Pages": str(pages), "Cache-Control": "no-store", "Content-Security-Policy": "sandbox"}
    return HttpResponse(picture, content_type="image/jpeg", headers=headers)
