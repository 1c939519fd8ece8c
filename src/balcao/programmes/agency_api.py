"""The API for officers' own programs: queues, applications, and what can be done about one. Rights are those of the pages."""

import base64
import binascii
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from ninja import Router, Status

from balcao.accounts.models import User
from balcao.api import NOTHING, Limit, Moment, Nothing, Offset, Refused, require_known, unknown
from balcao.businesses.keys import READ, Key
from balcao.language import say
from balcao.programmes import desk
from balcao.programmes.actions import decide, review, see_through
from balcao.programmes.agency_shapes import (
    AppealDecision,
    Ask,
    Changed,
    Decision,
    Interest,
    Lapse,
    MoreTime,
    NoteIn,
    PagedRow,
    Points,
    Queue,
    Revocation,
    StepDone,
    Whole,
)
from balcao.programmes.api import steps_of
from balcao.programmes.duplicates import duplicates
from balcao.programmes.inquiries import titles
from balcao.programmes.models import Application, Award
from balcao.programmes.papers import given_back
from balcao.programmes.rights import look_at_document, look_at_review, phases_of, reviewed
from balcao.programmes.rules import Judge
from balcao.programmes.states import State
from balcao.records import record
from balcao.records.models import Entry
from balcao.records.record import rows_taken

router = Router(tags=["agency"], auth=Key("review"))
ONE = "/applications/{uuid:application_id}"


def _row(a: Application, changed_at: datetime) -> dict[str, Any]:
    return {
        "id": a.pk, "reference": a.reference, "phase": a.phase.slug, "state": a.state, "state_at": a.state_at, "changed_at": changed_at,
        "submitted_at": a.submitted_at, "due_at": a.due_at, "officer": str(a.assigned_to or ""), "score": a.score, "position": a.position,
    }  # fmt: skip


def _rows(found: Iterable[Application]) -> list[dict[str, Any]]:
    """Rows with the moment at which anything was last written into the record about each."""
    rows = list(found)
    known = Entry.objects.filter(subject__in=[a.reference for a in rows]).values("subject").annotate(last=Max("at"))
    last = {row["subject"]: row["last"] for row in known}
    return [_row(a, last.get(a.reference, a.state_at)) for a in rows]


def _whole(user: User, a: Application) -> dict[str, Any]:
    papers = a.attached.select_related("document").order_by("needed", "at")
    asked = [{**one, "papers": titles(a, one["documents"])} for one in a.inquiries]
    return {
        **_rows([a])[0], "version": a.version, "profile": a.profile, "answers": a.answers, "rules": a.outcomes, "asked": asked[-1] if asked else None, "inquiries": asked,
        "appeal": a.appeal, "proposal": a.proposal, "reason": a.reason,
        "documents": [{"id": p.document_id, "needed": p.needed, "name": p.document.name, "sha256": p.document.digest} for p in papers],
        "duplicates": [{"reference": d.application.reference if d.named else None, "score": d.score, "kinds": d.kinds} for d in duplicates(user, a)],
        "steps": steps_of(a),
    }  # fmt: skip


def _known_phase(user: User, slug: str) -> None:
    if slug and not (mine := phases_of(user)).filter(slug=slug).exists():
        raise unknown("phase", list(mine.order_by("slug").values_list("slug", flat=True)))


@router.get("/queues/{queue}", response=PagedRow, operation_id="showQueue", summary="A queue", auth=READ)
def queue(
    request: HttpRequest, queue: Queue, phase: str = "", search: str = "", state: State | None = None,
    limit: Limit = 100, offset: Offset = 0,
) -> Any:  # fmt: skip
    """What is due first first. It moves while it is worked: to read all of it, ask for `/agency/applications`."""
    _known_phase(request.user, phase)
    found = desk.queue(request.user, queue.value, phase, search, state or "").select_related("phase")
    return {"items": _rows(found[offset : offset + limit]), "count": found.count()}


@router.get(
    "/applications",
    response=Changed,
    operation_id="listSentApplications",
    summary="Applications by when they last changed",
    auth=READ,
)
def listed(
    request: HttpRequest, phase: str = "", state: State | None = None, changed_since: Moment | None = None, cursor: str = "",
    expand: Literal["", "profile"] = "", limit: Limit = 100,
) -> Any:  # fmt: skip
    """The longest unchanged first, each once, until `next` is null; what changes meanwhile comes again at the end.

    To follow: ask with `changed_since` a minute before the last `changed_at` that you have. `expand=profile` adds profile, answers and rules.
    """
    _known_phase(request.user, phase)
    latest = Entry.objects.filter(subject=OuterRef("reference")).order_by("-id").values("at")[:1]
    found = reviewed(request.user).annotate(changed_at=Coalesce(Subquery(latest), F("state_at")))
    if phase:
        found = found.filter(phase__slug=phase)
    if state:
        found = found.filter(state=state)
    if changed_since and changed_since.year > 1970:  # before that nothing changed
        found = found.filter(
            changed_at__gte=min(changed_since.replace(tzinfo=changed_since.tzinfo or UTC), record.now())
        )
    total = found.count()
    if cursor:
        at, key = _read_cursor(cursor)
        found = found.filter(Q(changed_at__gt=at) | Q(changed_at=at, pk__gt=key))
    rows = list(found.select_related("phase", "assigned_to").order_by("changed_at", "pk")[: limit + 1])
    shown = rows[:limit]
    if expand:
        rows_taken(request.user, "applications", "api", len(shown), profile=True)
    more = {a.pk: {"profile": a.profile, "answers": a.answers, "rules": a.outcomes} for a in shown} if expand else {}
    items = [{**_row(a, a.changed_at), **more.get(a.pk, {})} for a in shown]
    return {"items": items, "count": total, "next": _cursor(shown[-1]) if len(rows) > limit else None}


def _cursor(a: Application) -> str:
    return base64.urlsafe_b64encode(f"{a.changed_at.isoformat()} {a.pk}".encode()).decode()


def _read_cursor(cursor: str) -> tuple[datetime, UUID]:
    try:
        at, key = base64.urlsafe_b64decode(cursor).decode().split()
        moment = datetime.fromisoformat(at)
        if not (moment.tzinfo and 1970 < moment.year < 2200):
            raise ValueError(at)
        return moment, UUID(key)
    except (binascii.Error, ValueError):
        detail = say("api-cursor")
        raise Refused(422, "invalid", detail, [("cursor", "unknown", detail)]) from None


@router.get(
    ONE,
    response=Whole,
    operation_id="showSentApplication",
    summary="An application with everything for its decision",
    auth=READ,
)
def show(request: HttpRequest, application_id: UUID) -> Any:
    return _whole(request.user, look_at_review(request.user, application_id))


@router.get(
    f"{ONE}/documents/{{uuid:document_id}}",
    response=bytes,
    operation_id="readPaper",
    summary="The content of a paper",
    auth=READ,
)
def paper(request: HttpRequest, application_id: UUID, document_id: UUID) -> HttpResponseBase:
    """The bytes as they were handed in; check them against `sha256`. The look is recorded."""
    found = look_at_review(request.user, application_id)
    if not found.attached.filter(document=document_id).exists():
        raise Http404
    document = look_at_document(request.user, document_id)
    mark = f'"{document.digest}"'
    answer: HttpResponseBase = get_conditional_response(request, etag=mark) or given_back(document)
    answer["ETag"] = mark
    return answer


def _do(request: HttpRequest, application_id: UUID, act: Callable[[User, Application], object]) -> Any:
    """Do something about an application of the officer's phases, and show it anew."""
    act(request.user, look_at_review(request.user, application_id))
    return _whole(request.user, look_at_review(request.user, application_id))


@router.post(f"{ONE}/take", response=Whole, operation_id="takeApplication", summary="Take it")
def take(request: HttpRequest, application_id: UUID, given: Nothing = NOTHING) -> Any:
    return _do(request, application_id, lambda user, a: review.assign(user, a, user))


@router.post(f"{ONE}/ask", response=Whole, operation_id="askApplicant", summary="Ask the applicant")
def ask(request: HttpRequest, application_id: UUID, given: Ask) -> Any:
    def act(user: User, a: Application) -> None:
        require_known("documents", given.documents, [needed.code for needed in a.phase.terms.documents])
        review.ask(user, a, given.text, given.documents)

    return _do(request, application_id, act)


@router.post(f"{ONE}/note", response=Whole, operation_id="noteApplication", summary="Write for colleagues")
def note(request: HttpRequest, application_id: UUID, given: NoteIn) -> Any:
    return _do(request, application_id, lambda user, a: review.note(user, a, given.text))


@router.post(f"{ONE}/conflict", response={204: None}, operation_id="declareInterest", summary="Declare an interest")
def conflict(request: HttpRequest, application_id: UUID, given: Interest) -> Any:
    """From then on others see it and decide."""
    review.declare_conflict(request.user, look_at_review(request.user, application_id), given.words)
    return Status(204, None)


@router.post(f"{ONE}/points", response=Whole, operation_id="givePoints", summary="Give points")
def points(request: HttpRequest, application_id: UUID, given: Points) -> Any:
    def act(user: User, a: Application) -> None:
        require_known("points", list(given.points), [line.code for line in a.phase.terms.grid if line.when is None])
        review.give_points(user, a, given.points)

    return _do(request, application_id, act)


@router.post(f"{ONE}/decide", response=Whole, operation_id="decideApplication", summary="Decide")
def decide_(request: HttpRequest, application_id: UUID, given: Decision) -> Any:
    """Eligible: only of what is submitted or under review. Not eligible: also of what waits for an answer. What was decided is not
    decided again: see `revoke`, and appeals."""

    def act(user: User, a: Application) -> None:
        require_rules(a, given.rules)
        decide.decide(user, a, given.eligible, given.rules, given.words)

    return _do(request, application_id, act)


@router.post(f"{ONE}/revoke", response=Whole, operation_id="revokeApplication", summary="Not eligible after all")
def revoke(request: HttpRequest, application_id: UUID, given: Revocation) -> Any:
    """Of what was found eligible before, whatever has become of it; a place that this frees goes to the next."""

    def act(user: User, a: Application) -> None:
        require_rules(a, given.rules)
        decide.revoke(user, a, given.rules, given.words)

    return _do(request, application_id, act)


def require_rules(a: Application, rules: list[str]) -> None:
    """Raise Refused for a code that is no rule of the application's phase."""
    require_known("rules", rules, [rule.code for rule in Judge(a.phase.terms).rules])


@router.post(f"{ONE}/appeal", response=Whole, operation_id="decideAppeal", summary="Decide an appeal")
def appeal(request: HttpRequest, application_id: UUID, given: AppealDecision) -> Any:
    return _do(request, application_id, lambda user, a: decide.decide_appeal(user, a, given.granted, given.words))


def _step(a: Application, code: str) -> Award:
    """The application's award. Raises Refused if it has no step of this code."""
    award = see_through.award_of(a)
    require_known("code", [code], list(award.steps.order_by("place").values_list("code", flat=True)))
    return award


@router.post(f"{ONE}/step", response=Whole, operation_id="confirmStep", summary="A step is done")
def step(request: HttpRequest, application_id: UUID, given: StepDone) -> Any:
    return _do(
        request, application_id, lambda user, a: see_through.confirm_step(user, _step(a, given.code), given.code)
    )


@router.post(f"{ONE}/extend", response=Whole, operation_id="extendStep", summary="Give more time for a step")
def extend(request: HttpRequest, application_id: UUID, given: MoreTime) -> Any:
    return _do(
        request, application_id,
        lambda user, a: see_through.extend(user, _step(a, given.code), given.code, given.until, given.words),
    )  # fmt: skip


@router.post(f"{ONE}/lapse", response=Whole, operation_id="lapseAward", summary="End an award")
def lapse(request: HttpRequest, application_id: UUID, given: Lapse) -> Any:
    return _do(
        request, application_id, lambda user, a: see_through.lapse_award(user, see_through.award_of(a), given.words)
    )
