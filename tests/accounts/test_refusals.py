"""What is refused is counted by kind, hour and source, without an address and without end to nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from balcao.accounts import refusals
from balcao.accounts.models import Refusal

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, count in Refusal.objects.values_list("kind", "count"):
        found[kind] = found.get(kind, 0) + count
    return found


def test_each_kind_of_refusal_is_counted_wherever_it_is_made(ana, as_user, bring):
    as_user(ana).get("/accounts/people/")
    visit = bring(None, None, "date,amount\n2026-01-01,1.00\n", read=False)
    as_user().post(f"/imports/{visit.pk}/erase/")
    Client(enforce_csrf_checks=True).post("/accounts/login/code/", {"email": ana.email})
    Client().get("/api/outlets", headers={"authorization": "Bearer wrong"})
    Client().post("/accounts/login/code/", {"email": "nobody@example.test"})
    for _ in range(4):
        Client().post("/accounts/login/code/", {"email": ana.email})
    for _ in range(125):
        Client(REMOTE_ADDR="192.0.2.8").get("/api/phases")
    assert counts() == {"forbidden": 3, "no-key": 1, "code-unknown": 1, "code-limit": 1, "limit": 5}


def test_a_source_is_the_same_word_each_time_and_no_address(ana, settings):
    for _ in range(2):
        Client(REMOTE_ADDR="192.0.2.8").get("/api/outlets")
    Client(REMOTE_ADDR="192.0.2.9").get("/api/outlets")
    rows = dict(Refusal.objects.values_list("source", "count"))
    assert sorted(rows.values()) == [1, 2]
    assert not [one for one in rows if re.search(r"192[._-]?0[._-]?2", one) or not re.fullmatch("[0-9a-f]{16}", one)]
    settings.SECRET_KEY = "another"
    Client(REMOTE_ADDR="192.0.2.8").get("/api/outlets")
    assert Refusal.objects.count() == 3


def test_however_many_sources_there_are_the_table_stays_small(monkeypatch):
    monkeypatch.setattr(refusals, "MOST", 5)
    for n in range(20):
        Client(REMOTE_ADDR=f"192.0.2.{n}").get("/api/outlets")
    assert Refusal.objects.count() == 6 and counts() == {"no-key": 20}
    assert Refusal.objects.get(source="").count == 15


def test_counts_are_forgotten_after_ninety_days():
    now = timezone.now()
    for days in (89, 91):
        Refusal.objects.create(kind="forbidden", hour=now - timedelta(days=days), count=1)
    refusals.forget_refusals(now)
    assert Refusal.objects.count() == 1


def test_a_refusal_that_cannot_be_counted_is_answered_all_the_same(monkeypatch):
    from django.db import DatabaseError

    def full(*arguments):
        raise DatabaseError

    monkeypatch.setattr(refusals, "_counted", full)
    assert Client().get("/api/outlets").status_code == 401
