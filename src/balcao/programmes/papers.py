"""How a paper is given back."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import FileResponse

from balcao import store
from balcao.businesses.actions.keep_document import MEDIA
from balcao.businesses.models import Document


def given_back(document: Document) -> FileResponse:
    """A paper as a download, under the ending of what it is: what somebody brought is never shown as a page of ours."""
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as work:
        content = store.get(document.key, Path(work)).open("rb")
        answer = FileResponse(content, as_attachment=True, filename=f"{document.name}.{MEDIA[document.media]}")
    answer["Content-Type"] = "application/octet-stream"
    answer["Content-Security-Policy"] = "sandbox"
    return answer
