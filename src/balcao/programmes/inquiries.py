"""What officers ask an applicant after sending, one inquiry after another, each with what was answered and brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import override

from balcao.language import OURS, language, say, words
from balcao.programmes.models import Application, Attached
from balcao.programmes.states import State
from balcao.programmes.terms import Needed


@dataclass(frozen=True)
class Inquiry:
    """Something asked, in words or papers, or both; `papers`: each that was asked for, with what was brought before the next inquiry."""

    text: str
    at: datetime
    until: date
    answer: str
    answered_at: datetime | None
    papers: list[tuple[Needed, list[Attached]]]


def inquiries(application: Application) -> list[Inquiry]:
    """All that were asked, the oldest first."""
    asked = application.inquiries
    if not asked:
        return []
    attached = list(application.attached.select_related("document").order_by("at"))
    needed = {one.code: one for one in application.phase.terms.documents}
    begins = [datetime.fromisoformat(one["at"]) for one in asked]
    return [
        Inquiry(
            one["text"], at, date.fromisoformat(one["until"]), one.get("answer", ""),
            datetime.fromisoformat(one["answered_at"]) if "answered_at" in one else None,
            [
                (needed[code], [a for a in attached if a.needed == code and a.at >= at and (ends is None or a.at < ends)])
                for code in one["documents"] if code in needed
            ],
        )
        for one, at, ends in zip(asked, begins, [*begins[1:], None], strict=True)
    ]  # fmt: skip


def titles(application: Application, codes: Sequence[str]) -> list[str]:
    """The papers of these codes by the titles that the phase gives them, in the reader's language."""
    needed = {one.code: one.name.in_language(language()) for one in application.phase.terms.documents}
    return [needed.get(code) or code for code in codes]


def in_letter(application: Application, codes: Sequence[str], text: str) -> tuple[dict[str, str], dict[str, str]]:
    """What a letter says of an inquiry, in every language: the papers by their titles, and the officer's words as their own paragraph."""
    named, quoted = {}, {}
    for django_name, ours in OURS.items():
        with override(django_name):
            named[ours] = say("asked-papers", papers=words().listed(titles(application, codes))) if codes else ""
            quoted[ours] = f"{say('asked-words')}{text}{say('asked-words', 'end')}" if text else ""
    return named, quoted


def open_inquiry(application: Application) -> Inquiry | None:
    """What waits for its answer."""
    asked = inquiries(application) if application.state == State.INFORMATION_REQUESTED else []
    return asked[-1] if asked else None
