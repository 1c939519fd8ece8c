"""What people do with an import after they dropped it: cancel, try again, correct, keep, undo, bring back, erase."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.rights import Person
from balcao.analytics.sales.schema import ROLES
from balcao.businesses.models import Outlet
from balcao.businesses.rights import Right, require
from balcao.diagnoses import memory
from balcao.diagnoses.actions.diagnose_history import queue_report
from balcao.diagnoses.actions.read_import import ANEW, queue_reading
from balcao.diagnoses.models import UNDER_WAY, Import, State
from balcao.diagnoses.rights import require_import
from balcao.language import say


@transaction.atomic
def cancel_import(user: Person, upload: Import) -> None:
    """Stop reading; the worker notices at its next step. A file that was read before stands as it was, and so does what was said of it."""
    require_import(user, upload, Right.WORK)
    found = Import.objects.select_for_update().get(pk=upload.pk)
    if not found.under_way:
        return
    found.finished_at = timezone.now()
    before = (found.reading or {}).get("said") if found.lines else None
    if before is None:
        found.state = State.CANCELLED
        return found.save(update_fields=["state", "finished_at"])
    said = memory.said(found)
    found.state, found.step, found.part = State.DONE, "", 1
    for field, value in before.items():
        setattr(found, field, value)
    found.save(update_fields=["state", "step", "part", "finished_at", *before])
    memory.learn(user, found, said, memory.said(found))
    _again(found)


@transaction.atomic
def retry_import(user: Person, upload: Import) -> None:
    """Read again what failed or was cancelled."""
    require_import(user, upload, Right.WORK)
    again = Import.objects.filter(pk=upload.pk, state__in=[State.FAILED, State.CANCELLED]).exclude(source="")
    if again.update(state=State.WAITING, step="", part=0, finished_at=None, **ANEW):
        queue_reading(upload)


@transaction.atomic
def correct_import(
    user: Person, upload: Import, columns: Mapping[str, str], date_order: str = "", currency: str = ""
) -> None:
    """Read again with what the reader got wrong. Raises ValidationError for what cannot be, or when the file is no longer there."""
    require_import(user, upload, Right.WORK)
    if date_order and date_order not in memory.ORDERS:
        raise ValidationError(say("correct-unknown-order", known=", ".join(memory.ORDERS)))
    if currency and not memory.is_currency(currency):
        raise ValidationError(say("correct-unknown-currency"))
    if not upload.source:
        raise ValidationError(say("import-source-gone"))
    before = memory.said(upload)
    others = {about: answer for about, answer in upload.columns.items() if about not in ROLES}
    upload.columns = {**others, **{role: heading for role, heading in columns.items() if role in ROLES}}
    upload.date_order, upload.currency = date_order, currency
    if read_again(upload, columns=upload.columns, date_order=date_order, currency=currency):
        memory.learn(user, upload, before, memory.said(upload))


def read_again(upload: Import, **overruled: object) -> bool:
    """Queue another reading of a file, for those who have asked about rights already; False if it is being read or is gone."""
    changed = (
        Import.objects.filter(pk=upload.pk, state__in=[State.DONE, State.REFUSED], sample=False)
        .exclude(source="")
        .update(state=State.WAITING, step="", part=0, finished_at=None, **ANEW, **overruled)
    )
    if changed:
        queue_reading(upload)
    return bool(changed)


@transaction.atomic
def keep_import(user: Person, upload: Import, outlet: Outlet) -> Import:
    """A visitor's upload becomes part of an outlet's history. Names were hashed with the upload's own key: it is read again if the business has another."""
    require_import(user, upload, Right.WORK)
    require(user, outlet.business, Right.WORK)
    same = outlet.imports.filter(file_digest=upload.file_digest, state__in=[*UNDER_WAY, State.DONE]).first()
    if same:
        return same
    taken = Import.objects.filter(pk=upload.pk, outlet=None, sample=False)
    if upload.hash_key == outlet.business.hash_key and upload.state == State.DONE:
        if taken.filter(state=State.DONE).update(outlet=outlet, expires_at=None, made_by=user, staff_names={}):
            _remember_staff(upload, outlet)
            _remember_answers(user, upload, outlet)
    elif taken.update(
        outlet=outlet, expires_at=None, made_by=user, hash_key=outlet.business.hash_key,
        state=State.WAITING, step="", part=0, **ANEW,
    ):  # fmt: skip
        _remember_answers(user, upload, outlet)
        queue_reading(upload)
    return upload


def _remember_answers(user: Person, upload: Import, outlet: Outlet) -> None:
    """What was said of a file before it was kept holds for the outlet's next one."""
    kept = Import.objects.get(pk=upload.pk)
    kept.outlet = outlet
    memory.learn(user, kept, {}, memory.said(kept))


def _remember_staff(upload: Import, outlet: Outlet) -> None:
    held = Outlet.objects.select_for_update().get(pk=outlet.pk)
    held.staff_names |= upload.staff_names
    held.save(update_fields=["staff_names"])


@transaction.atomic
def undo_import(user: Person, upload: Import) -> None:
    """Take a whole import out of the history; it can be brought back."""
    require_import(user, upload, Right.MANAGE)
    if Import.objects.filter(pk=upload.pk, outlet__isnull=False, state=State.DONE).update(state=State.UNDONE):
        _again(upload)


@transaction.atomic
def bring_back_import(user: Person, upload: Import) -> None:
    """Undo the undoing."""
    require_import(user, upload, Right.MANAGE)
    if Import.objects.filter(pk=upload.pk, state=State.UNDONE).exclude(lines="").update(state=State.DONE):
        _again(upload)


@transaction.atomic
def count_import(user: Person, upload: Import, counted: bool) -> None:
    """Whether an import that looked like the same sales told another way is counted after all."""
    require_import(user, upload, Right.MANAGE)
    if Import.objects.filter(pk=upload.pk, state=State.DONE, apart=counted).update(apart=not counted):
        _again(upload)


@transaction.atomic
def erase_import(user: Person, upload: Import) -> None:
    """Delete an import and its lines for good; the store is swept afterwards."""
    require_import(user, upload, Right.MANAGE if upload.outlet else Right.WORK)
    if upload.sample:
        return
    outlet = upload.outlet
    upload.delete()
    if outlet:
        queue_report(outlet, None, None)


def _again(upload: Import) -> None:
    if upload.outlet:
        queue_report(upload.outlet, None, None)
