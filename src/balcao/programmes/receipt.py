"""The receipt of an application as PDF, set by typst with the fonts that Balcão carries."""

import json
from pathlib import Path

import typst
from django.conf import settings

from balcao.analytics.report.charts import FONTS
from balcao.language import language, say, words
from balcao.programmes.models import Application
from balcao.programmes.profiles import name_of


def receipt(application: Application, answers: list[tuple[str, str]]) -> bytes:
    """The document in the reader's language."""
    profile, terms = application.profile, application.phase.terms
    measure = application.phase.measure_in(language())
    facts = [
        *([(say("write-measure"), measure)] if measure else []),
        (say("receipt-phase"), terms.name.in_language(language())),
        (say("receipt-business"), name_of(profile)),
        (say("business-registration_number"), profile.get("registration_number") or "–"),
        (say("business-sector"), words().word("sector", profile["sector"]) if profile.get("sector") else "–"),
        (say("receipt-sent"), say("at-moment", at=application.submitted_at)),
        (say("receipt-version"), str(application.version)),
    ]
    names = {needed.code: needed.name.in_language(language()) for needed in terms.documents}
    papers = application.attached.select_related("document").order_by("at")
    content = {
        "title": say("receipt-title"), "reference": application.reference, "facts": facts, "answers": answers,
        "answers_title": say("answers-title"), "papers_title": say("papers-title"),
        "papers": [(names.get(one.needed, ""), f"{one.document.name} · {one.document.digest[:12]}") for one in papers],
        "papers_mark": say("receipt-papers"), "agency": settings.AGENCY,
        "foot": say("receipt-foot"), "language": {"zh-Hant": "zh", "pt": "pt", "en": "en"}[language()],
    }  # fmt: skip
    template = Path(__file__).parent / "receipt.typ"
    return bytes(
        typst.compile(template, font_paths=[FONTS], sys_inputs={"receipt": json.dumps(content, ensure_ascii=False)})
    )
