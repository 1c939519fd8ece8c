"""A draft is sent: within the window, whole, once."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.businesses.rights import Right
from balcao.language import say
from balcao.programmes.actions.lock import lock
from balcao.programmes.actions.move import move
from balcao.programmes.duplicates import folded, mark
from balcao.programmes.facts import facts_of, pasts, profile_of, valid_papers
from balcao.programmes.messages import occasion, to_members
from balcao.programmes.missing import missing
from balcao.programmes.models import Application, Phase
from balcao.programmes.rights import require_member
from balcao.programmes.rules import Judge, Judged, refused
from balcao.programmes.states import Act, State
from balcao.records import record

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that nobody takes for each other."""


def submit(user: User, application: Application, anyway: bool = False, at: datetime | None = None) -> Application:
    """Send a draft. Sent twice it is sent once: the first sending is returned.

    Raises ValidationError with what is missing; with a rule that is not met, unless the owner wants a decision `anyway`;
    and when the window is closed. Nothing is lost then: the draft stays. `at`: when it was sent, if that was before now.
    """
    require_member(user, application, Right.MANAGE)
    with transaction.atomic():
        if application.business_id:  # one business sends one application at a time, so that limits hold
            Business.objects.select_for_update().get(pk=application.business_id)
        draft = Application.objects.get(pk=application.pk)
        lock(draft)  # nobody writes an answer or takes a paper out between the judgement and the sending
        if draft.state != State.DRAFT:
            return draft
        now = at or record.now()
        window = draft.phase.window(now)
        if window != "open":
            raise ValidationError(say("phase-over" if window == "closed" else "phase-not-open"))
        terms = draft.phase.terms
        draft.profile = profile_of(draft.business)
        handed = valid_papers(draft)
        past = pasts(draft.phase, [draft])[draft.pk]
        facts = facts_of(draft.profile, draft.answers, handed, past, terms)
        judged = Judge(terms).judge(facts)
        wrong = missing(terms, draft, handed, facts)
        if wrong:
            raise ValidationError(list(wrong))
        if past["applications_in_phase"] >= terms.most_applications or (refused(judged) and not anyway):
            raise ValidationError([said(one) for one in refused(judged)])
        reference = new_reference(now)
        move(
            draft,
            Act.SUBMIT,
            user,
            reference=reference,
            search=search_text(reference, draft.profile),
            submitted_at=now,
            submitted_by=user,
            version=draft.phase.version,
            profile=draft.profile,
            judged=kept(judged, draft.phase, now),
            stratum=Judge(terms).stratum(facts),
            due_at=now + timedelta(days=terms.review_days),
        )
        mark(draft)
        to_members([draft], "submitted", occasion(draft))
    return draft


def said(one: Judged) -> str:
    """Why a rule refuses, in the reader's language."""
    return say("rule-refuses", reason=one.reason.model_dump(by_alias=True))


def kept(judged: list[Judged], phase: Phase, now: datetime) -> dict[str, object]:
    """What an application keeps of a judgement: each outcome, the version of the terms, and when."""
    return {"version": phase.version, "at": now.isoformat(), "rules": {one.code: one.outcome.value for one in judged}}


def search_text(reference: str, profile: dict[str, Any]) -> str:
    """What officers find an application by."""
    return " ".join(folded(part) for part in (reference, *(profile[f"name_{x}"] for x in ("zh", "pt", "en"))))[:400]


def new_reference(now: datetime) -> str:
    """A public reference: the year, and letters that nobody could choose (32^7, so that two are the same about never)."""
    return f"B{timezone.localtime(now):%y}-{''.join(secrets.choice(ALPHABET) for _ in range(7))}"
