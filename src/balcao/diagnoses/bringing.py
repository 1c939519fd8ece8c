"""A file that somebody brings: taken, refused in words, or brought again once they are signed in."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from balcao.businesses.rights import Right
from balcao.diagnoses.actions.receive_upload import receive_upload
from balcao.diagnoses.forms import UploadForm
from balcao.diagnoses.rights import look_at_outlet
from balcao.diagnoses.visits import remember
from balcao.language import say


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file; the answer is the page where it is read."""
    if request.method == "GET":
        return redirect("home")
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refuse_upload(request, next(iter(form.errors.values()))[0])
    outlet = None
    if form.cleaned_data["outlet"]:
        if not request.user.is_authenticated:
            return _signed_out(request, form.cleaned_data["outlet"])
        outlet = look_at_outlet(request.user, form.cleaned_data["outlet"], Right.WORK)
    file = form.cleaned_data["file"]
    try:
        kept, new = receive_upload(request.user, Path(file.temporary_file_path()), file.name, outlet)
    except ValidationError as error:
        return _refuse_upload(request, error.messages[0], getattr(error, "status", 422))
    remember(kept)
    if not new:
        messages.info(request, say("import-known"))
    page = reverse("import", args=[kept.pk])
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"page": page}, status=201, headers={"X-Page": page})
    return redirect(page)


def _signed_out(request: HttpRequest, outlet: UUID) -> HttpResponse:
    """The session of who brings a file for their outlet is over: they sign in, and are back where they bring it."""
    back = reverse("outlet", args=[outlet])
    if request.headers.get("Accept") == "application/json":
        page = f"{reverse('account_login')}?{urlencode({'next': back})}"
        return JsonResponse({"detail": say("upload-signed-out"), "sign_in": page}, status=401)
    messages.error(request, say("upload-signed-out"))
    return redirect_to_login(back)


def _refuse_upload(request: HttpRequest, sentence: str, status: int = 422) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"detail": sentence}, status=status)
    return render(request, "site/home.html", {"upload_error": sentence}, status=status)
