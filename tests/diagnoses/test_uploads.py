"""A file that somebody drops: read, refused, corrected, cancelled, kept, erased; and what happens when things go wrong."""

import csv
import errno
import io
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from balcao import store
from balcao.analytics.sales.schema import connect
from balcao.apart import Apart, OverranError
from balcao.diagnoses.actions import read_import as reading
from balcao.diagnoses.actions.change_import import cancel_import, correct_import, erase_import, retry_import
from balcao.diagnoses.actions.expire import erase_expired, sweep_uploads
from balcao.diagnoses.models import FOREVER, Import, State
from balcao.diagnoses.visits import visiting
from tests.diagnoses import apart_work
from tests.people import csv_of, work

FIRST = date(2026, 1, 1)


def drop(client, content: str | bytes, name: str = "sales.csv", **more):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post("/imports/", {"file": file, **more})


@pytest.mark.django_db
def test_a_visitor_drops_a_file_and_reads_the_report(as_user):
    client = as_user()
    page = drop(client, csv_of(FIRST, 40))["Location"]
    assert 'http-equiv="refresh"' in client.get(page).content.decode()
    work()
    text = client.get(page).content.decode()
    assert "All 160 rows were used." in text and "erased on" in text
    assert as_user(language="zh").get(page).status_code == 200  # whoever has the link


@pytest.mark.django_db
def test_a_file_for_an_outlet_of_others_is_no_report_that_is_gone(shop, make_user, as_user):
    page = drop(as_user(make_user("stranger")), csv_of(FIRST, 40), outlet=shop.outlet.pk)
    assert page.status_code == 404 and "24 hours" not in page.content.decode()


@pytest.mark.django_db
def test_a_visitors_upload_is_erased_after_a_day_with_its_files(as_user, bring):
    upload = bring(None, None, csv_of(FIRST, 40))
    keys = [upload.source, upload.lines]
    later = timezone.now() + timedelta(hours=24, minutes=1)
    assert erase_expired(timezone.now()) == 0
    assert erase_expired(later) > 0
    assert not Import.objects.exists() and not set(keys) & {key for key, _ in store.listed()}
    response = as_user().get(f"/imports/{upload.pk}/")
    assert response.status_code == 404 and "24 hours" in response.content.decode()


@pytest.mark.django_db
def test_a_visitor_erases_the_report_at_once(as_user, bring):
    upload = bring(None, None, csv_of(FIRST, 40))
    assert as_user(brought=upload).post(f"/imports/{upload.pk}/erase/").status_code == 302
    assert not Import.objects.exists()


@pytest.mark.django_db
def test_the_file_itself_is_erased_after_a_week_and_the_lines_stay(shop, bring):
    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40) + "total,,,,1.00,Wong Siu Ming,\n")
    gone = {upload.source, upload.rejects}
    erase_expired(timezone.now() + timedelta(days=7, minutes=1))
    upload.refresh_from_db()
    assert upload.source == upload.rejects == "" and upload.state == State.DONE
    assert "" not in gone and not gone & {key for key, _ in store.listed()}
    assert upload.lines in {key for key, _ in store.listed()}


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_refused_before_it_is_read(as_user, settings):
    settings.MAX_UPLOAD = 1000
    response = drop(as_user(), csv_of(FIRST, 40))
    assert response.status_code == 422 and "larger than" in response.content.decode()
    response = as_user().post("/imports/", b"x" * 10, "application/octet-stream", CONTENT_LENGTH="1002000")
    assert response.status_code == 413
    assert not Import.objects.exists()


@pytest.mark.django_db
def test_a_full_disk_is_told_and_nothing_is_half_kept(as_user, monkeypatch):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, "put", full)
    client = as_user()
    client.raise_request_exception = False
    response = drop(client, csv_of(FIRST, 40))
    assert response.status_code == 507 and "no room" in response.content.decode()
    assert not Import.objects.exists()


@pytest.mark.django_db
def test_a_full_disk_in_the_worker_is_tried_again_and_then_told(as_user, bring, monkeypatch):
    upload = bring(None, None, csv_of(FIRST, 40), read=False)

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store, "put", full)
        for _ in range(reading.TRIES):
            reading.read_import.call(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == State.FAILED and upload.tries == reading.TRIES and not upload.lines
    assert "It is our fault" in as_user().get(f"/imports/{upload.pk}/").content.decode()
    as_user(brought=upload).post(f"/imports/{upload.pk}/retry/")
    work()
    upload.refresh_from_db()
    assert upload.state == State.DONE


@pytest.mark.django_db
@pytest.mark.parametrize(("dead", "state"), [(4, State.DONE), (12, State.FAILED)])
def test_a_file_is_read_though_worker_after_worker_was_killed_but_not_for_ever(dead, state, bring):
    upload = bring(None, None, csv_of(FIRST, 40), read=False)
    Import.objects.filter(pk=upload.pk).update(state=State.READING, tries=dead, attempt=dead)
    work()
    assert Import.objects.get(pk=upload.pk).state == state


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("workers", "ends", "state"),
    [
        (11, ["failure"] * 3, State.DONE),  # none of these uses up another's
        (11, ["death"] + ["failure"] * 3, State.DONE),
        (1, ["death"], State.DONE),
        (0, ["failure"] * 3 + ["death"], State.DONE),
        (11, ["failure"] * 4, State.FAILED),
        (11, ["death"] * 2, State.REFUSED),
    ],
)
def test_deaths_of_workers_failures_and_deaths_of_the_reader_are_counted_apart(
    workers, ends, state, bring, monkeypatch
):
    monkeypatch.setattr(reading, "BACKOFF", timedelta(0))
    upload = bring(None, None, csv_of(FIRST, 40), read=False)
    Import.objects.filter(pk=upload.pk).update(state=State.READING, tries=workers, attempt=workers)
    left, real = list(ends), reading._read

    def read(*arguments):
        if not left:
            return real(*arguments)
        raise {"failure": OSError("full"), "death": OverranError("death")}[left.pop(0)]

    monkeypatch.setattr(reading, "_read", read)
    work()
    assert Import.objects.get(pk=upload.pk).state == state and not left


@pytest.mark.django_db
def test_who_asks_again_begins_to_count_anew(shop, bring):
    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40), read=False)
    Import.objects.filter(pk=upload.pk).update(state=State.FAILED, tries=15, failures=4, deaths=1)
    retry_import(shop.owner, upload)
    upload.refresh_from_db()
    assert (upload.state, upload.tries, upload.failures, upload.deaths) == (State.WAITING, 0, 0, 0)


@pytest.mark.django_db
def test_retries_wait_longer_each_time(bring, monkeypatch):
    from django_tasks_db.models import DBTaskResult

    upload = bring(None, None, csv_of(FIRST, 40), read=False)
    monkeypatch.setattr(store, "put", lambda *a: 1 / 0)
    now = timezone.now()
    monkeypatch.setattr(reading.timezone, "now", lambda: now)
    waits = []
    for _ in range(reading.TRIES - 1):
        reading.read_import.call(str(upload.pk))
        waits.append(max(DBTaskResult.objects.values_list("run_after", flat=True).exclude(run_after__year=9999)) - now)
    assert [wait.total_seconds() for wait in waits] == [10, 40, 160]


@pytest.mark.django_db
def test_an_attempt_that_was_taken_over_changes_nothing(bring, monkeypatch):
    upload = bring(None, None, csv_of(FIRST, 40), read=False)
    real = reading._read

    def slow(mine, folder):
        result = real(mine, folder)
        Import.objects.filter(pk=upload.pk).update(attempt=mine.attempt + 1)  # another worker began
        return result

    monkeypatch.setattr(reading, "_read", slow)
    reading.read_import.call(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == State.READING and not upload.lines and not hasattr(upload, "report")


@pytest.mark.django_db
def test_cancelling_stops_the_reading(bring, monkeypatch):
    upload = bring(None, None, csv_of(FIRST, 40), read=False)
    real = reading._read

    def cancelled(mine, folder):
        result = real(mine, folder)
        with visiting({"brought": [str(upload.pk)]}):
            cancel_import(reading_visitor(), upload)
        return result

    monkeypatch.setattr(reading, "_read", cancelled)
    reading.read_import.call(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == State.CANCELLED and not upload.lines


def reading_visitor():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


@pytest.mark.django_db
def test_a_correction_reads_again_and_replaces_the_report(as_user, bring):
    upload = bring(None, None, csv_of(FIRST, 40))
    assert upload.reading["columns"]["item"] == ["Item"]
    client = as_user(brought=upload)
    client.post(
        f"/imports/{upload.pk}/correct/", {"column-item": "Cashier name", "date_order": "ymd", "currency": "HKD"}
    )
    work()
    upload.refresh_from_db()
    assert upload.state == State.DONE and upload.reading["columns"]["item"] == ["Cashier name"]
    assert upload.reading["currency"] == "HKD" and upload.report.figures["read"]["currency"] == "HKD"
    assert "HKD" in client.get(f"/imports/{upload.pk}/").content.decode()


@pytest.mark.django_db
def test_nonsense_in_a_correction_is_ignored(as_user, bring):
    upload = bring(None, None, csv_of(FIRST, 40))
    as_user(brought=upload).post(
        f"/imports/{upload.pk}/correct/", {"column-item": "no such", "date_order": "xyz", "currency": "ZZZ"}
    )
    work()
    upload.refresh_from_db()
    assert upload.state == State.DONE and upload.columns == {} and upload.currency == ""


@pytest.mark.django_db
def test_names_of_staff_and_customers_are_not_in_stored_lines(shop, bring, tmp_path):
    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40))
    with connect({"lines": store.get(upload.lines, tmp_path)}) as con:
        staff = [name for (name,) in con.execute("SELECT DISTINCT staff FROM lines").fetchall()]
        customers = [name for (name,) in con.execute("SELECT DISTINCT customer FROM lines").fetchall()]
    assert len(customers) == 5 and not any("Carlos" in name for name in customers)
    shop.outlet.refresh_from_db()
    assert shop.outlet.staff_names == {staff[0]: "Wong Siu Ming"}
    assert "Carlos" not in str(list(upload.report.tellings.values_list("content", flat=True)))


@pytest.mark.django_db
def test_a_visitor_signs_in_and_keeps_the_upload(shop, as_user, bring):
    upload = bring(None, None, csv_of(FIRST, 40))
    page = f"/imports/{upload.pk}/keep/"
    assert as_user().get(page)["Location"].startswith("/accounts/login/")
    client = as_user(shop.owner, brought=upload)
    client.post(page, {"outlet": shop.outlet.pk})
    work()
    upload.refresh_from_db()
    assert upload.outlet == shop.outlet and upload.state == State.DONE and upload.expires_at is None
    assert upload.hash_key == shop.business.hash_key
    assert as_user().get(f"/imports/{upload.pk}/").status_code == 404  # the link alone opens nothing any more


@pytest.mark.django_db
def test_keeping_for_a_new_business_takes_over_the_reading_as_it_is(make_user, as_user, bring):
    upload = bring(None, None, csv_of(FIRST, 40))
    user = make_user("new")
    as_user(user, brought=upload).post(f"/imports/{upload.pk}/keep/", {"name": "Pastelaria Lua"})
    upload.refresh_from_db()
    assert upload.state == State.DONE and upload.outlet.business.name_en == "Pastelaria Lua"
    assert upload.outlet.business.hash_key == upload.hash_key and list(upload.outlet.staff_names.values()) == [
        "Wong Siu Ming"
    ]


@pytest.mark.django_db
def test_the_sample_is_anybodys_to_see_and_nobodys_to_change(shop, as_user, bring):
    upload = bring(None, None, csv_of(FIRST, 40))
    Import.objects.filter(pk=upload.pk).update(sample=True, expires_at=FOREVER)
    client = as_user(shop.owner, brought=upload)
    assert client.get("/sample/", follow=True).status_code == 200
    for change in ("erase", "undo", "cancel", "correct", "keep"):
        client.post(f"/imports/{upload.pk}/{change}/", {"name": "Mine"})
    upload.refresh_from_db()
    assert upload.sample and upload.state == State.DONE and upload.outlet is None


@pytest.mark.django_db
def test_halves_of_uploads_are_swept_when_they_are_old(tmp_path):
    (tmp_path / "half.upload").write_text("half")
    (tmp_path / "import-x").mkdir()
    sweep_uploads(tmp_path, timezone.now())
    assert len(list(tmp_path.iterdir())) == 2
    sweep_uploads(tmp_path, timezone.now() + timedelta(hours=3))
    assert not list(tmp_path.iterdir())


def dug(folder, depth):
    """Folders in one another, made from the inside: no path is so long."""
    before = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    for _ in range(depth):
        os.mkdir("d" * 20)
        os.chdir("d" * 20)
    os.fchdir(before)
    os.close(before)


def test_folders_in_one_another_without_end_are_swept_and_what_cannot_be_keeps_nothing_else(tmp_path, monkeypatch):
    names = ["a", "b", "c"]
    for name in names:
        (tmp_path / name).mkdir()
    dug(tmp_path / "a", 1100)
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    real = os.rmdir

    def refuse(path, **more):
        if Path(path) == tmp_path / "b":
            raise PermissionError(path)
        real(path, **more)

    monkeypatch.setattr(os, "rmdir", refuse)
    sweep_uploads(tmp_path, timezone.now() + timedelta(hours=3))
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_the_sweep_leaves_the_folder_of_a_process_apart_however_long_it_rests(tmp_path):
    process = Apart(work=tmp_path)
    with process.folder("piece-"):
        before = process.run(apart_work.number)
    sweep_uploads(tmp_path, timezone.now() + timedelta(hours=3))
    with process.folder("piece-") as piece:
        sweep_uploads(tmp_path, timezone.now() + timedelta(hours=3))
        assert piece.is_dir() and process.run(apart_work.number) == before
    dead = list(tmp_path.iterdir())
    process.close()
    dead[0].mkdir()
    sweep_uploads(tmp_path, timezone.now() + timedelta(hours=3))
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_only_files_that_no_row_names_are_swept(shop, bring, tmp_path):
    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40))
    orphan = tmp_path / "orphan"
    orphan.write_text("x")
    key = store.new_key("lines")
    store.put(orphan, key)
    assert store.sweep(timezone.now()) == 0  # it is young: a row may be about to name it
    assert store.sweep(timezone.now() + timedelta(hours=2)) >= 1
    left = {key for key, _ in store.listed()}
    assert key not in left and {upload.lines, upload.source} <= left


@pytest.mark.django_db
def test_an_erased_import_is_gone_with_its_report(shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40))
    erase_import(shop.owner, upload)
    assert not shop.outlet.imports.exists()


@pytest.mark.django_db
def test_a_staff_member_may_bring_but_not_undo(shop, bring, as_user):
    upload = bring(shop.staff, shop.outlet, csv_of(FIRST, 40))
    assert as_user(shop.staff).post(f"/imports/{upload.pk}/undo/").status_code == 404
    assert as_user(shop.manager).post(f"/imports/{upload.pk}/undo/").status_code == 302


@pytest.mark.django_db
def test_a_correction_after_the_file_is_gone_says_so(shop, bring):
    from django.core.exceptions import ValidationError

    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40))
    upload.source = ""
    with pytest.raises(ValidationError):
        correct_import(shop.owner, upload, {})


@pytest.mark.django_db
def test_a_reading_that_began_before_a_correction_cannot_finish_after_it(bring, monkeypatch):
    from django.contrib.auth.models import AnonymousUser

    upload = bring(None, None, csv_of(FIRST, 40))
    monkeypatch.setattr("balcao.diagnoses.rights.brought", lambda: {upload.pk})
    correct_import(AnonymousUser(), upload, {}, currency="HKD")
    real = reading._read

    def overtaken(mine, folder):
        result = real(mine, folder)
        monkeypatch.setattr(reading, "_read", real)
        Import.objects.filter(pk=upload.pk).update(state=State.DONE)
        correct_import(AnonymousUser(), Import.objects.get(pk=upload.pk), {}, currency="EUR")
        return result

    monkeypatch.setattr(reading, "_read", overtaken)
    work()
    upload.refresh_from_db()
    assert upload.reading["currency"] == "EUR" and upload.report.figures["read"]["currency"] == "EUR"


@pytest.mark.django_db
def test_two_tabs_that_press_the_same_button_do_it_once(shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40))
    tabs = [as_user(shop.owner), as_user(shop.owner)]
    for button in ("undo", "undo", "bring-back", "bring-back"):
        for tab in tabs:
            assert tab.post(f"/imports/{upload.pk}/{button}/").status_code == 302
    upload.refresh_from_db()
    assert upload.state == State.DONE
    answers = [tab.post(f"/imports/{upload.pk}/erase/").status_code for tab in tabs]
    assert answers == [302, 404]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/imports/", "/api/imports"])
def test_a_disk_that_fills_up_while_a_file_arrives_is_told_and_leaves_no_half(path, shop, monkeypatch, settings):
    from django.core.files.uploadhandler import TemporaryFileUploadHandler

    from balcao.businesses.actions.change_tokens import make_token

    real = TemporaryFileUploadHandler.receive_data_chunk

    def fills_up(self, raw_data, start):
        if start > 100_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, raw_data, start)

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", fills_up)
    _, secret = make_token(shop.owner, shop.business, "till", ["upload"])
    client = Client(headers={"accept-language": "en", "authorization": f"Bearer {secret}"})
    before = set(settings.FILE_UPLOAD_TEMP_DIR.iterdir())
    file = SimpleUploadedFile("sales.csv", b"x" * 400_000)
    answer = client.post(path, {"outlet": shop.outlet.pk, "file": file} if "api" in path else {"file": file})
    assert answer.status_code == 507 and "no room" in answer.content.decode()
    assert set(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == before and not Import.objects.exists()


@pytest.mark.django_db
def test_rows_that_were_not_used_are_for_members_only(shop, bring, make_user, as_user, settings):
    from balcao.accounts.models import Role
    from balcao.businesses.actions.change_consent import give_consent

    settings.DEMO = True
    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40) + "total,,,,1.00,Wong Siu Ming,\n")
    give_consent(shop.owner, shop.business, "officer")
    officer, page = as_user(make_user("officer", Role.OFFICER)), f"/imports/{upload.pk}/"
    assert "rejects.csv" not in officer.get(page).content.decode()
    assert officer.get(f"{page}rejects.csv").status_code == 404
    assert "rejects.csv" in as_user(shop.staff).get(page).content.decode()
    assert b"Wong Siu Ming" in b"".join(as_user(shop.staff).get(f"{page}rejects.csv").streaming_content)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading", "reason"), [("en", "Why it was not counted", "total row"), ("pt", "Porque não conta", "linha de total"), ("zh", "沒有計算的原因", "合計行")])  # fmt: skip
def test_the_reasons_are_told_in_the_readers_language_and_numbers_stay_numbers(
    language, heading, reason, shop, bring, as_user
):
    upload = bring(shop.owner, shop.outlet, csv_of(FIRST, 40) + "total,,,,-1.00,=HYPERLINK(1),\n")
    answer = as_user(shop.owner, language).get(f"/imports/{upload.pk}/rejects.csv")
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    first, row = list(csv.reader(io.StringIO(told)))[:2]
    assert first[0] == heading and row[0] == reason and "-1.00" in row and "'=HYPERLINK(1)" in row


@pytest.mark.django_db
def test_a_business_that_is_not_named_is_asked_for_again_with_its_form_open(shop, bring, as_user):
    upload = bring(None, None, csv_of(date(2026, 1, 1), 40))
    client, page = as_user(shop.owner, brought=upload), f"/imports/{upload.pk}/keep/"
    assert "<details>" in client.get(page).content.decode()
    shown = client.post(page, {"name": ""}).content.decode()
    assert "<details open>" in shown and 'id="errors"' in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "sign_in"), [("en", "signed out"), ("pt", "sessão terminou"), ("zh", "登入時間已過")]
)
def test_a_file_for_ones_outlet_after_the_session_ended_leads_to_signing_in_and_back(language, sign_in, shop, as_user):
    stranger = as_user(None, language)
    given = {"outlet": str(shop.outlet.pk)}
    answer = drop(stranger, csv_of(FIRST, 3), **given)
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=")
    back = answer["Location"].split("next=")[1]
    assert str(shop.outlet.pk) in back and sign_in in stranger.get(answer["Location"]).content.decode()
    file = SimpleUploadedFile("sales.csv", csv_of(FIRST, 3).encode())
    told = stranger.post("/imports/", {"file": file, **given}, headers={"Accept": "application/json"})
    assert told.status_code == 401 and sign_in in told.json()["detail"]
    assert told.json()["sign_in"].startswith("/accounts/login/?next=") and str(shop.outlet.pk) in told.json()["sign_in"]
    assert not Import.objects.exists()
