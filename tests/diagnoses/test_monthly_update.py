"""The monthly update: for those who want it, once, at local office hours, in their language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from balcao.businesses.models import Business
from balcao.diagnoses.actions.monthly_update import queue_monthly_updates, tell_month
from balcao.messaging.models import Delivery, Message
from balcao.messaging.send import send_post
from tests.people import csv_of, work

MACAU = ZoneInfo("Asia/Macau")


@pytest.mark.django_db
def test_it_goes_once_a_month_to_owners_and_managers_in_their_language(shop, bring, as_user, mailoutbox):
    bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    Business.objects.update(monthly_update=True)
    shop.manager.language = "pt-pt"
    shop.manager.save()
    for hour in (8, 10, 11, 20):
        queue_monthly_updates(datetime(2026, 3, 3, hour, tzinfo=MACAU))
        work()
        send_post.func()
    assert {mail.to[0] for mail in mailoutbox} == {shop.owner.email, shop.manager.email} and len(mailoutbox) == 2
    told = {mail.to[0]: mail for mail in mailoutbox}
    assert "the sales of harbour.\n\nWe have your sales until 9 February 2026." in told[shop.owner.email].body
    assert "Temos as suas vendas até" in told[shop.manager.email].body
    assert f"/businesses/{shop.business.pk}/" in told[shop.owner.email].body
    queue_monthly_updates(datetime(2026, 4, 2, 10, tzinfo=MACAU))
    work()
    send_post.func()
    assert len(mailoutbox) == 4
    inbox = as_user(shop.owner).get("/messages/").content.decode()
    assert "harbour: your sales this month" in inbox and "<p>We have your sales until 9 February 2026." in inbox
    assert "Temos as suas vendas" in as_user(shop.owner, "pt").get("/messages/").content.decode()


@pytest.mark.django_db
def test_a_worker_that_died_in_it_tells_nobody_twice_and_nothing_long_goes_by_sms(shop, settings):
    settings.SMS_URL = "https://sms.example/"
    shop.owner.phone = "+85366000000"
    shop.owner.save()
    Business.objects.update(monthly_update=True)
    for _ in range(2):
        tell_month.func(str(shop.business.pk), "2026-03-01")
    assert Message.objects.filter(code="month").count() == 2
    assert set(Delivery.objects.values_list("channel", flat=True)) == {"email"}


@pytest.mark.django_db
def test_nobody_gets_it_who_did_not_ask(shop, mailoutbox):
    queue_monthly_updates(datetime(2026, 3, 3, 10, tzinfo=MACAU))
    work()
    assert mailoutbox == []
