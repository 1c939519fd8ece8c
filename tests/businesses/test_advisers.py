"""Who looks after a business: given once, ended once, and only to advisers."""

import pytest

from balcao.accounts.models import Role
from balcao.businesses.models import Assignment
from balcao.records.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(make_user, as_user, settings):
    settings.DEMO = True
    return as_user(make_user("officer", Role.OFFICER))


def written(kind: str) -> int:
    return Entry.objects.filter(kind=kind).count()


def test_a_business_is_given_to_an_adviser_once_and_taken_back_once(agency, shop, make_user):
    adviser = make_user("ines", Role.ADVISER)
    for _ in range(2):
        assert (
            agency.post(f"/agency/businesses/{shop.business.pk}/adviser/", {"adviser": adviser.pk}).status_code == 302
        )
    given = Assignment.objects.get()
    assert (given.business, given.adviser, given.until) == (shop.business, adviser, None)
    assert written("adviser.assigned") == 1 and "ines" in agency.get("/agency/businesses/").content.decode()
    for _ in range(2):
        assert agency.post(f"/agency/assignments/{given.pk}/end/").status_code == 302
    given.refresh_from_db()
    assert given.until is not None and written("adviser.ended") == 1
    assert agency.post(f"/agency/businesses/{shop.business.pk}/adviser/", {"adviser": adviser.pk}).status_code == 302
    assert Assignment.objects.filter(until=None).count() == 1  # and may be given again


def test_nobody_else_is_given_a_business_and_nobody_else_gives_one(agency, shop, make_user, as_user):
    address = f"/agency/businesses/{shop.business.pk}/adviser/"
    adviser = make_user("ines", Role.ADVISER)
    for wrong in (make_user("other").pk, "x", "", 10**9):
        assert agency.post(address, {"adviser": wrong}).status_code == 404
    for person in (adviser, shop.owner):
        assert as_user(person).post(address, {"adviser": adviser.pk}).status_code in (403, 404)
    assert not Assignment.objects.exists() and not written("adviser.assigned")


def test_an_administrator_is_led_to_their_own_pages_and_not_told_to_ask_one(agency, make_user, as_user):
    admin = as_user(make_user("admin", Role.ADMINISTRATOR))
    opened = admin.get("/agency/")
    assert opened.status_code == 302 and admin.get(opened.headers["location"]).status_code == 200
    refused = admin.get("/agency/applications/")
    assert refused.status_code == 403
    told = refused.content.decode()
    assert "ask an administrator" not in told and "Your own pages are in the menu" in told
