"""Pages kept in memory: each answer has its own form key, unpacks to the plain page, and is never shared with who signed in."""

import gzip
import re
from datetime import date

import pytest

from tests.people import csv_of, work


def keys(text: str) -> set[str]:
    return set(re.findall(r'csrfmiddlewaretoken" value="(\w+)"', text))


@pytest.mark.django_db
def test_a_page_from_memory_unpacks_to_the_same_with_new_form_keys(as_user):
    seen = set()
    for _ in range(3):
        packed = as_user().get("/", headers={"accept-encoding": "gzip"})
        text = gzip.decompress(packed.content).decode()
        plain = as_user().get("/").content.decode()
        assert re.sub(r'value="\w{64}"', "", text) == re.sub(r'value="\w{64}"', "", plain)
        assert len(keys(text)) == 1 and not keys(text) & seen
        seen |= keys(text)


@pytest.mark.django_db
def test_a_form_from_memory_is_accepted(as_user):
    from django.test import Client

    Client().get("/")
    client = Client(enforce_csrf_checks=True)
    text = client.get("/").content.decode()
    answer = client.post("/language/", {"language": "en", "csrfmiddlewaretoken": keys(text).pop()})
    assert answer.status_code == 302 and answer["Location"] == "/"


@pytest.mark.django_db
def test_whoever_signed_in_gets_their_own_page_and_visitors_do_not(shop, as_user):
    as_user().get("/")
    assert "/accounts/me/" in as_user(shop.owner).get("/").content.decode()
    assert "/accounts/me/" not in as_user().get("/").content.decode()


@pytest.mark.django_db
def test_a_report_from_memory_changes_with_the_report_and_goes_with_it(as_user, bring):
    upload = bring(None, None, csv_of(date(2026, 1, 1), 40))
    client, page = as_user(brought=upload), f"/imports/{upload.pk}/"
    assert "HKD" not in client.get(page).content.decode().split('id="reading"')[1].split("<form")[0]
    client.post(f"{page}correct/", {"currency": "HKD"})
    work()
    assert "HKD" in client.get(page).content.decode().split('id="reading"')[1].split("<form")[0]
    client.post(f"{page}erase/")
    assert client.get(page).status_code == 404


@pytest.mark.django_db
def test_a_kept_report_is_closed_at_once_though_it_lies_in_memory(as_user, bring, shop):
    upload = bring(None, None, csv_of(date(2026, 1, 1), 40))
    page = f"/imports/{upload.pk}/"
    assert as_user().get(page).status_code == 200
    as_user(shop.owner, brought=upload).post(f"{page}keep/", {"outlet": shop.outlet.pk})
    assert as_user().get(page).status_code == 404
