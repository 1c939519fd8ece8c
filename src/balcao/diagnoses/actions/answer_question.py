"""What the reader asked is answered with one tap; the answer is kept for the outlet's next file, and can be forgotten."""

from django.core.exceptions import ValidationError
from django.db import transaction

from balcao.accounts.rights import Person
from balcao.analytics.sales.schema import KINDS
from balcao.businesses.rights import Right
from balcao.diagnoses import memory
from balcao.diagnoses.actions.change_import import read_again
from balcao.diagnoses.models import Import, State
from balcao.diagnoses.rights import require_import
from balcao.language import say


@transaction.atomic
def answer_question(user: Person, upload: Import, about: str, answer: str) -> bool:
    """Settle a question; the file is read again unless the answer is the one that was taken. Returns whether it is.

    Raises ValidationError when nothing like this was asked, or when the file is no longer there to be read again.
    """
    found = _answerable(user, upload)
    right = _is_taken(found, about, answer)
    if not right and not found.source:
        raise ValidationError(say("import-source-gone"))
    before = memory.said(found)
    _say(found, about, answer)
    memory.learn(user, found, before, memory.said(found))
    if right:
        found.save(update_fields=["columns", "date_order", "kind"])
        return False
    return read_again(found, columns=found.columns, date_order=found.date_order, kind=found.kind)


@transaction.atomic
def forget_answer(user: Person, upload: Import, about: str) -> bool:
    """As if it had not been said; what others said no longer holds for this outlet. Returns whether the file is read again."""
    found = _answerable(user, upload)
    if not memory.is_asked(about):
        raise ValidationError(say("answer-unknown"))
    before = memory.said(found)
    _say(found, about, "")
    if found.outlet_id and about not in before and found.recalled.get(about, {}).get("learned"):
        memory.refuse(user, found, about)
    elif found.outlet_id:
        memory.forget(found, about)
    found.recalled = {known: one for known, one in found.recalled.items() if known != about}
    found.save(update_fields=["columns", "date_order", "kind", "recalled"])
    return bool(found.source) and read_again(found)


def _answerable(user: Person, upload: Import) -> Import:
    """The import as it is now, locked; raises ValidationError while it cannot be answered about."""
    require_import(user, upload, Right.WORK)
    found = Import.objects.select_for_update().get(pk=upload.pk)
    if found.sample or found.state not in (State.DONE, State.REFUSED):
        raise ValidationError(say("answer-not-now"))
    return found


def _is_taken(found: Import, about: str, answer: str) -> bool:
    """Whether the reading took this answer; raises ValidationError for what nobody asked."""
    if found.state == State.REFUSED:
        if about == "kind" and answer in KINDS and (found.refusal or {}).get("code") == "not_sales":
            return False
        raise ValidationError(say("answer-unknown"))
    if about in (said := memory.said(found)) and memory.could_be(
        found, about, answer
    ):  # said before, perhaps in another tab
        return bool(said[about] == answer)
    questions = (found.reading or {}).get("questions", ())
    asked = next((one for one in questions if one["about"] == about and memory.is_asked(about)), None)
    if asked and answer in (asked["taken"], *(one["answer"] for one in asked["candidates"])):
        return bool(answer == asked["taken"])
    raise ValidationError(say("answer-unknown"))


def _say(found: Import, about: str, answer: str) -> None:
    if about == "kind":
        found.kind = answer
    elif about == "date_order":
        found.date_order = answer
    else:
        others = {role: heading for role, heading in found.columns.items() if role != about}
        found.columns = {**others, about: answer} if answer else others
