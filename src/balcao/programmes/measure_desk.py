"""The page on which officers name a measure anew."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from balcao.accounts.resume import signed_in
from balcao.language import say
from balcao.programmes.actions.change_measure import rename
from balcao.programmes.forms_phase import MeasureForm
from balcao.programmes.models import Measure
from balcao.programmes.rights import measures_of, phases_of


@signed_in
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """A measure's name, its phases in which the reader works, and the names that it had before."""
    found = get_object_or_404(measures_of(request.user), pk=measure_id)
    form = MeasureForm(request.POST or None, initial={"name": found.names, "seen": _as_seen(found)})
    if request.method == "POST" and form.is_valid():
        try:
            rename(request.user, found, form.cleaned_data["name"], form.cleaned_data["seen"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, say("measure-renamed"))
            return redirect("measure", found.pk)
    if (
        form.errors and "name" not in form.errors
    ):  # it moved, which is told: whoever saves again has seen the name of now
        found.refresh_from_db()
        form.data = {**request.POST.dict(), "seen": _as_seen(found)}
    page = {
        "measure": found,
        "form": form,
        "phases": phases_of(request.user).filter(measure=found).order_by("-made_at"),
    }
    return render(request, "programmes/measure.html", page, status=422 if request.method == "POST" else 200)


def _as_seen(found: Measure) -> str:
    """What a form says was read: the measure's name as it is."""
    return found.names.model_dump_json()
