"""Which imports and reports somebody may see. It stands on the rights of businesses and adds visitors' uploads."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from balcao.accounts.rights import Person
from balcao.businesses.actions.look import record_look
from balcao.businesses.models import Outlet
from balcao.businesses.rights import Right, businesses
from balcao.diagnoses.models import Import, Report, State
from balcao.diagnoses.visits import brought


class NotBroughtHereError(PermissionDenied):
    """Somebody has the address of a visitor's report, which lets them read it, and not the session that brought the file."""


def imports(user: Person, right: Right) -> QuerySet[Import]:
    """A visitor's upload is anybody's to see who knows its address, until it expires, and the browser's that brought it to change; the
    sample is everybody's to see."""
    visitors = Q(expires_at__gt=timezone.now())  # those of an outlet do not expire
    if right is not Right.SEE:
        visitors &= Q(sample=False, pk__in=brought())
    if not user.is_authenticated:
        return Import.objects.filter(visitors)
    own = Q(outlet__business__in=businesses(user, right))
    return Import.objects.filter(own | visitors).select_related("outlet__business")


def visitors_mark(import_id: UUID) -> str | None:
    """All that the page of a report depends on which is anybody's to see, in one small query; None if there is none."""
    seen = imports(AnonymousUser(), Right.SEE).filter(pk=import_id, state=State.DONE)
    marks = list(seen.values_list("finished_at", "source", "sample", "columns", "date_order", "kind"))
    return f"import {import_id} {marks[0]}" if marks else None


def look_at_import(user: Person, import_id: UUID | str, right: Right, what: str = "diagnosis") -> Import:
    """The import, if somebody may do this with it, else Http404; looks by others are recorded.

    Raises NotBroughtHereError for a visitor's that they may read only.
    """
    found = imports(user, right).filter(pk=import_id).first()
    if found is None:
        if imports(user, Right.SEE).filter(pk=import_id, outlet=None, sample=False).exists():
            raise NotBroughtHereError(f"{right.name.lower()} {import_id}")
        raise Http404
    if found.outlet:
        record_look(user, found.outlet.business, what)
    return found


def require_import(user: Person, upload: Import, right: Right) -> None:
    """Raise PermissionDenied unless somebody may do this with the import."""
    if not imports(user, right).filter(pk=upload.pk).exists():
        raise PermissionDenied(f"{right.name.lower()} {upload.pk}")


def look_at_outlet(user: Person, outlet_id: UUID | str, right: Right, what: str = "history") -> Outlet:
    """The outlet, if somebody may do this with its business, else Http404; looks by others are recorded."""
    found = Outlet.objects.filter(pk=outlet_id, business__in=businesses(user, right)).select_related("business").first()
    if found is None:
        raise Http404
    record_look(user, found.business, what)
    return found


def look_at_report(user: Person, report_id: UUID | str) -> Report:
    """A report on a history."""
    found = (
        Report.objects.filter(pk=report_id, outlet__business__in=businesses(user, Right.SEE))
        .select_related("outlet__business")
        .first()
    )
    if found is None:
        raise Http404
    record_look(user, found.outlet.business, "history")
    return found
