"""How much somebody may bring in an hour: by person and by address, in words, and nothing of it kept that could be known later."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balcao.accounts import quota
from balcao.accounts.models import Role, Spent
from balcao.accounts.quota import QuotaError, coming_from, forget_spent, spend
from balcao.businesses.actions.change_tokens import make_token
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.models import Business
from balcao.diagnoses.models import Import
from balcao.programmes.demo.seed import PDF
from balcao.records.models import Entry
from tests.people import csv_of

SALES = csv_of(date(2026, 1, 1), 2).encode()
NOW = datetime(2026, 5, 1, 9, 50, tzinfo=UTC)


@pytest.fixture(autouse=True)
def few(settings):
    settings.HOURLY = {"visits": (2, 10_000), "files": (2, 10_000), "papers": (2, 10_000), "businesses": (1, 0)}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """What time it is, which a test may change; no hour ends in the middle of one."""
    told = {"now": NOW}
    monkeypatch.setattr(quota, "_now", lambda: told["now"])
    return told


def bring(client, content=SALES, **headers):
    return client.post("/imports/", {"file": SimpleUploadedFile("sales.csv", content)}, **headers)


@pytest.mark.django_db
@pytest.mark.parametrize("language, words", [
    ("en", "go on in"), ("pt", "daqui a"), ("zh", "分鐘後再試"),
])  # fmt: skip
def test_a_visitor_brings_so_many_files_and_is_told_when_to_go_on(language, words, as_user):
    client = as_user(language=language)
    assert [bring(client).status_code for _ in range(3)] == [302, 302, 429]
    assert words in bring(client).content.decode() and Import.objects.count() == 2
    assert bring(client, REMOTE_ADDR="203.0.113.9").status_code == 302, "somebody else goes on"
    script = bring(client, headers={"accept": "application/json"})
    assert script.status_code == 429 and script.json()["detail"]


@pytest.mark.django_db
def test_an_hour_later_one_goes_on_and_what_was_counted_is_forgotten(clock, make_user):
    ana = make_user("ana")
    for _ in range(2):
        spend("files", ana)
    with pytest.raises(QuotaError, match="10 分鐘"):
        spend("files", ana)
    clock["now"] = NOW + timedelta(minutes=10)
    spend("files", ana)
    forget_spent(NOW + timedelta(minutes=70))
    assert Spent.objects.count() == 1
    forget_spent(NOW + timedelta(hours=3))
    assert not Spent.objects.exists()


@pytest.mark.django_db
def test_bytes_count_too_and_what_is_refused_counts_for_nothing(make_user):
    ana = make_user("ana")
    spend("files", ana, 6_000)
    with pytest.raises(QuotaError):
        spend("files", ana, 5_000)
    spend("files", ana, 4_000)


@pytest.mark.django_db
def test_many_accounts_of_one_address_are_bounded_together_and_an_office_is_not(make_user):
    people = [make_user(f"person{n}") for n in range(12)]
    with coming_from("2001:db8:1:2::1"):
        for one in people[:10]:
            spend("businesses", one)
    with coming_from("2001:db8:1:2:ffff::7"), pytest.raises(QuotaError):
        spend("businesses", people[10])
    with coming_from("2001:db8:1:3::1"):
        spend("businesses", people[10])


@pytest.mark.parametrize("address, known", [
    ("203.0.113.9", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("fe80::1%eth0", "fe80::/64"), ("unknown", ""), ("", ""),
])  # fmt: skip
def test_of_an_address_it_is_the_households_part_that_counts(address, known):
    assert quota.network(address) == known


@pytest.mark.django_db
def test_behind_a_proxy_it_is_the_address_that_the_proxy_tells(as_user, settings):
    client = as_user()
    told = {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}
    settings.HTTPS = True
    assert [bring(client, **told).status_code for _ in range(3)] == [302, 302, 429]
    told["HTTP_X_FORWARDED_FOR"] = "192.0.2.77, 203.0.113.9"
    assert bring(client, **told).status_code == 429, "what the visitor writes in front is nothing"
    told["HTTP_X_FORWARDED_FOR"] = "203.0.113.10"
    assert bring(client, **told).status_code == 302


@pytest.mark.django_db
def test_papers_businesses_and_programs_are_bounded_too(shop, as_user, tmp_path):
    Spent.objects.all().delete()
    for n in range(3):
        paper = tmp_path / f"{n}.pdf"
        paper.write_bytes(PDF + str(n).encode())
        if n == 2:
            with pytest.raises(QuotaError):
                keep_document(shop.owner, shop.business, paper, "a.pdf", "licence")
        else:
            keep_document(shop.owner, shop.business, paper, "a.pdf", "licence")
    client = as_user(shop.owner)
    answers = [client.post("/businesses/new/", {"name": f"Shop {n}"}) for n in range(2)]
    assert [answer.status_code for answer in answers] == [302, 429] and "go on in" in answers[1].content.decode()
    assert Business.objects.filter(name_en__startswith="Shop").count() == 1
    _, secret = make_token(shop.owner, shop.business, "till", ["upload"])
    program = Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})
    files = [csv_of(date(2026, 1, n), 1).encode() for n in (1, 2, 3)]
    told = [
        program.post("/api/imports", {"outlet": shop.outlet.pk, "file": SimpleUploadedFile("a.csv", f)}) for f in files
    ]
    assert [answer.status_code for answer in told] == [201, 201, 429] and "go on in" in told[2].json()["detail"]


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_refused_as_such(shop, settings):
    _, secret = make_token(shop.owner, shop.business, "till", ["upload"])
    program = Client(headers={"authorization": f"Bearer {secret}"})
    settings.MAX_UPLOAD = 10
    answer = program.post("/api/imports", {"outlet": shop.outlet.pk, "file": SimpleUploadedFile("a.csv", SALES)})
    assert answer.status_code == 413


@pytest.mark.django_db
def test_neither_person_nor_address_stands_in_the_table(make_user):
    with coming_from("203.0.113.9"):
        spend("files", make_user("ana"))
    marks = list(Spent.objects.values_list("key", flat=True))
    assert len(marks) == 2 and all(len(mark) == 64 for mark in marks)


@pytest.mark.django_db
def test_nought_is_without_bound(settings, make_user):
    settings.HOURLY = {"files": (0, 0)}
    ana = make_user("ana")
    for _ in range(20):
        spend("files", ana, 1_000_000)


@pytest.mark.django_db
@pytest.mark.parametrize("language, words", [("en", "next hour"), ("pt", "próxima hora"), ("zh", "下一個小時")])
def test_so_many_lists_are_taken_in_an_hour_and_then_it_is_said(language, words, settings, make_user, as_user):
    settings.HOURLY = {"lists": (2, 0)}
    settings.DEMO = True
    client = as_user(make_user("boss", Role.ADMINISTRATOR), language)
    answers = [client.get(f"/agency/{name}") for name in ("businesses.csv", "messages.csv", "businesses.xlsx")]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert words in answers[2].content.decode()
    assert Entry.objects.filter(kind="list.taken").count() == 2


@pytest.mark.django_db
def test_exports_of_a_business_count_as_lists(settings, shop, as_user):
    settings.HOURLY = {"lists": (1, 0)}
    client = as_user(shop.owner)
    home = f"/businesses/{shop.business.pk}/export/"
    assert [client.post(home).status_code for _ in range(2)] == [200, 429]


@pytest.mark.django_db
def test_a_call_is_counted_and_refused_by_one_statement_that_writes(clock):
    minute = timedelta(minutes=1)
    assert [quota.count_call("x", 2, minute) for _ in range(2)] == [(True, 1, 60), (True, 0, 60)]
    with CaptureQueriesContext(connection) as asked:
        assert quota.count_call("x", 2, minute) == (False, 0, 60)
    assert [one["sql"].split()[0] for one in asked].count("UPDATE") == 1
    clock["now"] += minute
    with CaptureQueriesContext(connection) as asked:
        assert quota.count_call("x", 2, minute) == (True, 1, 60)
    assert [one["sql"].split()[0] for one in asked].count("UPDATE") == 1
    assert quota.count_call("none", 0, minute)[0] is False
