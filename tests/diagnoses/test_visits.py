"""A visitor's report: the address lets anybody read it, and only the browser that brought the file change what became of it."""

from datetime import date
from uuid import RFC_4122

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from balcao.diagnoses.models import Import, State, secret_number
from tests.people import csv_of, work

pytestmark = pytest.mark.django_db

WRITES = {
    "correct/": {"currency": "HKD"},
    "answer/": {"about": "amount", "answer": "Net sales"},
    "forget/": {"about": "amount"},
    "cancel/": {},
    "retry/": {},
    "undo/": {},
    "erase/": {},
    "keep/": {"name": "Mine"},
}
"""Whatever changes an import, with something that would be taken."""


def brought_by(client) -> Import:
    """A file that this browser drops, read."""
    content = csv_of(date(2026, 1, 1), 40) + "total,,,,1.00,Wong Siu Ming,\n"
    client.post("/imports/", {"file": SimpleUploadedFile("sales.csv", content.encode())})
    work()
    return Import.objects.get()


def facts(upload: Import) -> dict:
    return Import.objects.filter(pk=upload.pk).values().get()


@pytest.mark.parametrize("signed_in", [False, True])
def test_whoever_has_only_the_link_reads_and_changes_nothing(signed_in, as_user, shop):
    upload = brought_by(as_user())
    stranger, page = as_user(shop.owner if signed_in else None), f"/imports/{upload.pk}/"
    text = stranger.get(page).content.decode()
    assert "All 160" in text or "160 rows" in text
    assert f'action="{page}' not in text and f'href="{page}keep/' not in text and f'href="{page}rejects' not in text
    assert "take the browser that brought the file" in text
    before = facts(upload)
    for path, form in WRITES.items():
        answer = stranger.post(f"{page}{path}", form)
        assert answer.status_code == (403 if signed_in or path != "keep/" else 302), path
        assert signed_in or path == "keep/" or "browser that brought this file" in answer.content.decode(), path
    assert stranger.get(f"{page}rejects.csv").status_code == 403  # the rows as they came, with names
    assert facts(upload) == before


def test_the_browser_that_brought_it_corrects_and_erases_also_after_its_page_was_read_by_another(as_user):
    client = as_user()
    upload = brought_by(client)
    page = f"/imports/{upload.pk}/"
    as_user().get(page)
    text = client.get(page).content.decode()
    assert f'action="{page}correct/"' in text and f'action="{page}erase/"' in text and f'href="{page}keep/"' in text
    assert f'action="{page}correct/"' not in as_user().get(page).content.decode()  # nor after the page lay in memory
    client.post(f"{page}correct/", {"currency": "HKD"})
    work()
    upload.refresh_from_db()
    assert (upload.state, upload.currency) == (State.DONE, "HKD")
    assert client.get(f"{page}rejects.csv").status_code == 200
    client.post(f"{page}erase/")
    assert not Import.objects.exists()


def test_signing_in_keeps_what_the_browser_brought(as_user, shop):
    client = as_user()
    upload = brought_by(client)
    client.force_login(shop.owner, "allauth.account.auth_backends.AuthenticationBackend")
    client.post(f"/imports/{upload.pk}/keep/", {"outlet": shop.outlet.pk})
    upload.refresh_from_db()
    assert upload.outlet == shop.outlet


def test_while_a_file_is_read_only_its_browser_is_offered_to_cancel(as_user):
    client = as_user()
    client.post("/imports/", {"file": SimpleUploadedFile("sales.csv", csv_of(date(2026, 1, 1), 2).encode())})
    page = f"/imports/{Import.objects.get().pk}/"
    assert f"{page}cancel/" in client.get(page).content.decode()
    assert f"{page}cancel/" not in as_user().get(page).content.decode()


def test_a_visitors_session_lives_as_long_as_the_report(as_user):
    client = as_user()
    brought_by(client)
    assert client.session.get_expiry_age() == 24 * 3600


def test_the_number_of_a_visitors_report_has_128_random_bits():
    seen = [secret_number() for _ in range(400)]
    assert {one.variant for one in seen} != {RFC_4122} and len({one.bytes[6] >> 4 for one in seen}) == 16
    assert Import._meta.pk.default is secret_number
    for bit in range(128):
        assert 80 < sum(one.int >> bit & 1 for one in seen) < 320, bit
