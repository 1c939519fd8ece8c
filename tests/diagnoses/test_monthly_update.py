"""The monthly update: for those who want it, once, at local office hours, in their language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from balcao.businesses.models import Business
from balcao.diagnoses.actions.monthly_update import queue_monthly_updates
from tests.people import csv_of, work

MACAU = ZoneInfo("Asia/Macau")


@pytest.mark.django_db
def test_it_goes_once_a_month_to_owners_and_managers_in_their_language(shop, bring, mailoutbox):
    bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    Business.objects.update(monthly_update=True)
    shop.manager.language = "pt-pt"
    shop.manager.save()
    for hour in (8, 10, 11, 20):
        queue_monthly_updates(datetime(2026, 3, 3, hour, tzinfo=MACAU))
        work()
    assert {mail.to[0] for mail in mailoutbox} == {shop.owner.email, shop.manager.email} and len(mailoutbox) == 2
    told = {mail.to[0]: mail for mail in mailoutbox}
    assert "We have your sales until 9 February 2026." in told[shop.owner.email].body
    assert "Temos as suas vendas até" in told[shop.manager.email].body
    assert f"/businesses/{shop.business.pk}/" in told[shop.owner.email].body
    queue_monthly_updates(datetime(2026, 4, 2, 10, tzinfo=MACAU))
    work()
    assert len(mailoutbox) == 4


@pytest.mark.django_db
def test_nobody_gets_it_who_did_not_ask(shop, mailoutbox):
    queue_monthly_updates(datetime(2026, 3, 3, 10, tzinfo=MACAU))
    work()
    assert mailoutbox == []
