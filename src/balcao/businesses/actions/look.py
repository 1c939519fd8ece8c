"""The one door to a business for reading: it checks the right, and writes down who looked unless they belong to it."""

from uuid import UUID

from django.http import Http404

from balcao.accounts.rights import Person
from balcao.businesses.models import Business
from balcao.businesses.rights import Right, businesses, is_member
from balcao.records import record


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
    record.write_once("look", user, business.pk, what)
