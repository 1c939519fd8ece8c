"""The one door to a business for reading: it checks the right, and writes down who looked unless they belong to it."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from balcao.accounts.rights import Person
from balcao.businesses.models import Business
from balcao.businesses.rights import Right, businesses, is_member
from balcao.records import record
from balcao.records.models import Entry

ONE_LOOK = timedelta(minutes=30)
"""Pages seen within this time are one look at the same thing."""


def look(user: Person, business: UUID | str, right: Right, what: str) -> Business:
    """The business, if somebody may do this with it; else Http404, as if there were none."""
    found = businesses(user, right).filter(pk=business).first()
    if found is None:
        raise Http404
    record_look(user, found, what)
    return found


def record_look(user: Person, business: Business, what: str) -> None:
    """Write into the record that somebody who is not a member looked at `what`."""
    if is_member(user, business):
        return
    since = timezone.now() - ONE_LOOK
    seen = Entry.objects.filter(business=business.pk, at__gte=since, who=user, kind="look", subject=what)
    if not seen.exists():
        record.write("look", user, business.pk, what)
