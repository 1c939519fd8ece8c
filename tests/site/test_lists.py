"""Lists are cut by the database: one that has fifty times as many rows takes no more queries, and no more than a page."""

import gc
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balcao import sheets
from balcao.accounts.models import Role
from balcao.businesses.models import Invitation, Outlet, Token
from balcao.pages import ROWS
from balcao.programmes.models import Note, Phase
from tests.programmes.conftest import applicant, new_phase, officer, phase, second  # noqa: F401 - fixtures

MANY = ROWS + 10


def queries_of(client: Client, path: str) -> tuple[int, str]:
    """How many queries a page takes, and its text."""
    client.get(path)  # what is made once is made
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(taken), answer.content.decode()


@pytest.fixture
def proven(as_user, settings):
    """Signed in, and nothing asks for a proof again."""
    settings.DEMO = True
    return as_user


def _tokens(shop, count):
    Token.objects.bulk_create(
        Token(business=shop.business, name=f"row{n}", digest=f"{n:064}", scopes=["read"], user=shop.owner)
        for n in range(count)
    )


def _invitations(shop, count):
    until = timezone.now() + timedelta(days=1)
    Invitation.objects.bulk_create(
        Invitation(business=shop.business, role="staff", digest=f"{n:064}", made_by=shop.owner, expires_at=until)
        for n in range(count)
    )


def _outlets(shop, count):
    Outlet.objects.bulk_create(Outlet(business=shop.business, name=f"row{n}") for n in range(count))


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "make", "row"), [
    ("tokens/", _tokens, "/revoke/"), ("people/", _invitations, "/withdraw/"), ("", _outlets, ">row"),
])  # fmt: skip
def test_a_list_of_an_owner_takes_no_more_queries_for_more_rows(path, make, row, shop, proven):
    client, address = proven(shop.owner), f"/businesses/{shop.business.pk}/{path}"
    make(shop, 1)
    few, text = queries_of(client, address)
    for kind in (Token, Invitation):
        kind.objects.all().delete()
    Outlet.objects.filter(name__startswith="row").delete()
    make(shop, MANY)
    many, text = queries_of(client, address)
    assert many <= few + 1, "one more asks for the pages there are"
    assert 0 < text.count(row) <= ROWS and "?page=2" in text
    assert queries_of(client, f"{address}?page=2")[1].count(row) <= ROWS


@pytest.mark.django_db
def test_notes_of_an_application_are_paged_and_the_latest_are_seen_first(phase, applicant, officer, proven):  # noqa: F811
    application = applicant(phase, "harbour")
    client, path = proven(officer), f"/agency/applications/{application.pk}/"
    Note.objects.create(application=application, by=officer, text="row0")
    few, _ = queries_of(client, path)
    Note.objects.bulk_create(Note(application=application, by=officer, text=f"row{n}.") for n in range(1, MANY))
    many, text = queries_of(client, path)
    assert many <= few + 1 and f"row{MANY - 1}." in text and "row1." not in text
    assert "row1." in queries_of(client, f"{path}?page=1")[1]


@pytest.mark.django_db
def test_phases_that_wait_for_officers_take_no_query_each(phase, officer, second, make_user, proven):  # noqa: F811
    boss = make_user("boss", Role.ADMINISTRATOR)
    asked = {"officers": [officer.pk], "by": second.pk}
    Phase.objects.update(officers_asked=asked)
    few, text = queries_of(proven(boss), "/agency/officers/")
    assert "officer" in text
    for n in range(ROWS - 1):
        copy = Phase.objects.get(pk=phase.pk)
        copy.pk, copy.slug, copy._state.adding = None, f"copy-{n}", True
        copy.save()
        copy.officers.add(officer)
    many, text = queries_of(proven(boss), "/agency/officers/")
    assert many <= few and text.count("<form") > ROWS - 1


@pytest.mark.django_db
@pytest.mark.any_database  # and an answer that is closed unread ends the connection of a test in its transaction
def test_so_many_lists_are_made_at_once_and_the_next_is_told_to_come_again(shop, proven, monkeypatch, make_user):
    monkeypatch.setattr(sheets, "PATIENCE", 0)
    boss = proven(make_user("boss", Role.ADMINISTRATOR), "en")
    held = [sheets.Place() for _ in range(sheets.MOST_AT_ONCE)]
    for address in ("/agency/messages.csv", "/agency/messages.xlsx"):
        refused = boss.get(address)
        assert refused.status_code == 503 and "try again in a minute" in refused.content.decode()
    assert proven(shop.owner, "en").post(f"/businesses/{shop.business.pk}/export/").status_code == 503
    for one in held:
        one.close()
        one.close()  # twice is once
    for _ in range(sheets.MOST_AT_ONCE + 1):  # each leaves its place: read to its end, or not
        assert boss.get("/agency/messages.csv").getvalue()
        boss.get("/agency/messages.csv").close()
        assert boss.get("/agency/messages.xlsx").status_code == 200
    assert [sheets._free.acquire(blocking=False) for _ in range(sheets.MOST_AT_ONCE + 1)] == [
        True
    ] * sheets.MOST_AT_ONCE + [False]
    sheets._free.release(sheets.MOST_AT_ONCE)


@pytest.mark.django_db
def test_a_list_that_is_too_long_is_refused_in_words_and_leaves_its_place(
    proven, monkeypatch, make_user, settings, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    boss = proven(make_user("boss", Role.ADMINISTRATOR), "en")
    for name, most in (("MOST_ROWS", 0), ("MOST_BYTES", 10)):
        with monkeypatch.context() as patched:
            patched.setattr(sheets, name, most)
            refused = sheets_refused(["a", "b"], [["x" * 20, "y"], ["z", "z"]])
            assert refused == ("list-too-long", 413), name
            assert list(tmp_path.iterdir()) == [], "nothing of it is left"
    with monkeypatch.context() as patched:
        patched.setattr(sheets, "MOST_BYTES", 1)
        refused = boss.get("/agency/messages.xlsx")
        assert refused.status_code == 413 and "This list is too long" in refused.content.decode()
    response = boss.get("/agency/messages.xlsx")
    assert response.status_code == 200
    assert sheets._free.acquire(blocking=False) and sheets._free.acquire(blocking=False)
    sheets._free.release(2)


def sheets_refused(head: list[str], rows: list[list[str]]) -> tuple[str, int] | None:
    """With which word a workbook is refused."""
    try:
        sheets.sheet("xlsx", "list", head, rows)
    except sheets.NotTakenError as error:
        return error.name, error.status
    return None


def test_the_file_of_a_list_has_no_name_and_no_more_bytes_than_its_bound(tmp_path, settings, monkeypatch):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    with sheets.temporary() as out:
        assert list(tmp_path.iterdir()) == []
        out.write(b"12345678")
        with pytest.raises(sheets.NotTakenError):
            out.write(b"123")
        out.write(b"x")
        assert out.seek(0, 2) == 8, "it takes nothing any more"


def test_a_place_is_left_by_whoever_fails():
    with pytest.raises(ZeroDivisionError), sheets.Place():
        _ = 1 / 0
    assert sheets._free.acquire(blocking=False)
    sheets._free.release()


@pytest.mark.parametrize("most", range(400, 4800, 400))  # wherever it breaks off
def test_an_archive_that_is_too_long_says_so_once_and_not_again_when_it_is_thrown_away(
    most, tmp_path, settings, monkeypatch
):
    settings.FILE_UPLOAD_TEMP_DIR, late = tmp_path, []
    monkeypatch.setattr(sheets, "MOST_BYTES", most)
    monkeypatch.setattr("sys.unraisablehook", late.append)
    assert sheets_refused(["name"], [["x"]]) == ("list-too-long", 413)
    gc.collect()
    assert not late
