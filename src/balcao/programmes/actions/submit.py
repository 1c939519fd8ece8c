"""A draft is sent: within the window, whole, once; one, or as many as wait, in the same statements."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.language import say
from balcao.programmes.actions.move import MovedAlready, move_many
from balcao.programmes.duplicates import folded, mark
from balcao.programmes.facts import Known, known_of_many
from balcao.programmes.messages import occasion, to_members
from balcao.programmes.missing import missing
from balcao.programmes.models import Application, Phase
from balcao.programmes.rights import managed
from balcao.programmes.rules import Judge, Judged, refused
from balcao.programmes.states import Act, State
from balcao.records import record

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that nobody takes for each other."""


class Sent(NamedTuple):
    """That somebody sends a draft: when, and whether they want a decision though a rule is not met. `language`: in which they read."""

    user: User
    application: Application
    anyway: bool
    at: datetime | None
    language: str


Came: TypeAlias = Application | ValidationError | PermissionDenied
"""What came of a sending: the application as it is then, or what stood in its way."""


def submit(user: User, application: Application, anyway: bool = False, at: datetime | None = None) -> Application:
    """Send a draft. Sent twice it is sent once: the first sending is returned.

    Raises ValidationError with what is missing; with a rule that is not met, unless the owner wants a decision `anyway`;
    and when the window is closed. Nothing is lost then: the draft stays. `at`: when it was sent, if that was before now.
    """
    sent = Sent(user, application, anyway, at, get_language() or settings.LANGUAGE_CODE)
    came = submit_many([sent])[application.pk]
    if isinstance(came, Exception):
        raise came
    return came


def submit_many(sent: Sequence[Sent]) -> dict[UUID, Came]:
    """Send drafts of different businesses, all in one transaction; returns what came of each: one that is refused keeps no other.

    One business sends one application at a time, so that limits hold; the caller sees to it that no two here are of one.
    """
    may = managed((one.user, one.application) for one in sent)
    came: dict[UUID, Came] = {
        one.application.pk: PermissionDenied(f"manage application {one.application.pk}")
        for one in sent
        if (one.user.pk, one.application.pk) not in may
    }
    asked = {one.application.pk: one for one in sent if one.application.pk not in came}
    with transaction.atomic():
        own = {one.application.business_id for one in asked.values()}
        businesses = {one.pk: one for one in Business.objects.select_for_update().filter(pk__in=own).order_by("pk")}
        # nobody writes an answer or takes a paper out between the judgement and the sending
        drafts = {one.pk: one for one in Application.objects.select_for_update().filter(pk__in=asked).order_by("pk")}
        waiting: dict[UUID, list[Application]] = {}
        for key in asked:
            if key not in drafts:
                came[key] = MovedAlready(say("moved-meanwhile"))
            elif drafts[key].state != State.DRAFT:
                came[key] = drafts[key]
            else:
                drafts[key].business = businesses.get(drafts[key].business_id)
                waiting.setdefault(drafts[key].phase_id, []).append(drafts[key])
        for phase in Phase.objects.filter(pk__in=waiting):
            came |= _submit_in(phase, waiting[phase.pk], asked)
    return came


def _submit_in(phase: Phase, drafts: list[Application], asked: Mapping[UUID, Sent]) -> dict[UUID, Came]:
    """Judge the drafts of one phase, which the caller has locked, and submit those in whose way nothing stands."""
    came: dict[UUID, Came] = {}
    passed: list[Application] = []
    for draft in drafts:
        draft.phase = phase
    known, judge = known_of_many(phase, drafts), Judge(phase.terms)
    for draft in drafts:
        sent = asked[draft.pk]
        try:
            with override(sent.language):
                _judge(draft, sent.user, sent.anyway, sent.at or record.now(), known[draft.pk], judge)
            passed.append(draft)
            came[draft.pk] = draft
        except ValidationError as error:
            came[draft.pk] = error
    if passed:
        move_many(passed, Act.SUBMIT, State.DRAFT, [asked[draft.pk].user for draft in passed], columns=COLUMNS)
        mark(passed)
        to_members(passed, "submitted", occasion(passed[0]))
    return came


COLUMNS = (
    "reference", "search", "submitted_at", "submitted_by", "version", "profile", "judged", "stratum", "due_at",
)  # fmt: skip
"""What an application gets when it is submitted."""


def _judge(draft: Application, user: User, anyway: bool, at: datetime, known: Known, judge: Judge) -> None:
    """Give a draft what it gets when it is submitted. Raises ValidationError with what stands in its way."""
    phase, terms = draft.phase, draft.phase.terms
    window = phase.window(at)
    if window != "open":
        raise ValidationError(say("phase-over" if window == "closed" else "phase-not-open"))
    judged = judge.judge(known.facts)
    wrong = missing(terms, draft, known.papers, known.facts, judge)
    if wrong:
        raise ValidationError(list(wrong))
    if known.past["applications_in_phase"] >= terms.most_applications or (refused(judged) and not anyway):
        raise ValidationError([said(one) for one in refused(judged)])
    draft.profile = known.profile
    draft.reference = new_reference(at)
    draft.search = search_text(draft.reference, draft.profile)
    draft.submitted_at, draft.submitted_by, draft.version = at, user, phase.version
    draft.judged, draft.stratum = kept(judged, phase, at), judge.stratum(known.facts)
    draft.due_at = at + timedelta(days=terms.review_days)


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
