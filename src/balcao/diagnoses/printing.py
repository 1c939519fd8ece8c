"""Reports set for print, remembered for a while: it takes half a second of processor, and anybody may ask for the sample's."""

import hashlib
import json

from django.core.cache import caches
from django.http import HttpResponse

from balcao.analytics.report.as_pdf import as_pdf
from balcao.diagnoses import queries
from balcao.diagnoses.asking import with_open_questions
from balcao.diagnoses.models import Report
from balcao.diagnoses.telling import as_report
from balcao.language import language

KEPT = 3600
"""Seconds for which a process remembers one."""


def printed(report: Report) -> HttpResponse:
    """The report in the reader's language, as a PDF to keep."""
    told = with_open_questions(report.of_import, queries.telling(report, language()))
    key = f"pdf-{hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()}"
    content = caches["pages"].get(key)
    if content is None:
        content = as_pdf(as_report(told))
        caches["pages"].set(key, content, KEPT)
    name = f"balcao-{report.first:%Y-%m-%d}-{report.last:%Y-%m-%d}.pdf"
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})
