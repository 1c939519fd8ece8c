"""Two officers for what takes a right away or gives one, where the phase asks for it: the first proposes, the second makes it count."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.language import say
from balcao.programmes.actions.lock import lock
from balcao.programmes.interests import has_interest
from balcao.programmes.models import Application
from balcao.programmes.rights import phase_officers, require_reviewer
from balcao.programmes.states import ACTS, Act
from balcao.records import record


def agreed(user: User, application: Application, act: Act, reason: dict[str, Any] | None) -> bool:
    """Whether an act counts: at once, or as the second of two; else it is kept as a proposal. The caller has locked it."""
    if not application.phase.terms.four_eyes or is_second(user, application, act):
        return True
    to = ACTS[act].ends.value
    application.proposal = {"to": to, "reason": reason, "by": user.pk, "at": timezone.now().isoformat()}
    application.save(update_fields=["proposal", "judged"])
    record.write("application.proposed", user, application.business_id, application.reference, to=to)
    return False


def is_second(user: User, application: Application, act: Act) -> bool:
    """Whether another officer, who still works on the phase and has no interest, has proposed the same."""
    proposal = application.proposal or {}
    if proposal.get("to") != ACTS[act].ends or proposal.get("by") in (None, user.pk):
        return False
    first = phase_officers(application.phase).filter(pk=proposal["by"]).first()
    return first is not None and not has_interest(first, application)


def require_seen(application: Application, seen: str | None) -> None:
    """Raise ValidationError if another proposal stands than the one of the moment `seen`; None is whoever agrees to none. The caller has locked it."""
    if seen and (application.proposal or {}).get("at") != seen:
        raise ValidationError(say("moved-meanwhile"))


def both_reasons(application: Application, act: Act, reason: dict[str, Any] | None) -> dict[str, Any] | None:
    """The reason that the applicant reads: what the first officer wrote who proposed the same, and what the second adds."""
    proposal = application.proposal or {}
    first = proposal.get("reason") if proposal.get("to") == ACTS[act].ends else None
    if not first or not reason:
        return reason or first
    words = dict.fromkeys(text for text in (first.get("words", ""), reason.get("words", "")) if text)
    rules = dict.fromkeys([*first.get("rules", ()), *reason.get("rules", ())])
    texts = {**first.get("texts", {}), **reason.get("texts", {})}
    return {**first, **reason, "rules": list(rules), "texts": texts, "words": "\n".join(words)}


@transaction.atomic
def drop_proposal(user: User, application: Application) -> None:
    """Take back what one proposed, or turn down what another did: the application stays as it is."""
    require_reviewer(user, application)
    lock(application)
    if not application.proposal:
        raise ValidationError(say("moved-meanwhile"))
    to = application.proposal.get("to", "")
    application.proposal = None
    application.save(update_fields=["proposal"])
    record.write("application.proposal_dropped", user, application.business_id, application.reference, to=to)
