"""What anybody may ask for is bounded: what is sent where no file is taken, reports set for print, pictures of papers."""

import subprocess
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from balcao.businesses import viewing
from balcao.diagnoses import printing, views
from balcao.site.middleware import Bounded
from tests.people import csv_of
from tests.processes import HUNG


@pytest.mark.django_db
def test_a_file_is_not_even_read_where_none_is_taken(as_user, monkeypatch):
    taken = []
    monkeypatch.setattr("balcao.site.uploading.Careful.receive_data_chunk", lambda *part: taken.append(1))
    client = as_user()
    for address in ("/language/", "/accounts/login/"):
        answer = client.post(address, {"file": SimpleUploadedFile("a.csv", b"x" * 3_000_000)})
        assert answer.status_code == 413 and not taken, address


def test_the_views_that_take_files_are_known():
    """Every view that asks for a file of a request is in the list, and nothing else is."""
    from pathlib import Path

    source = Path(views.__file__).parents[1]
    found = [file for file in source.rglob("*.py") if file.name != "programs.py" and ("request.FILES.get" in (t := file.read_text()) or "UploadedFile" in t or "(request.POST, request.FILES)" in t)]  # fmt: skip
    assert len(found) == len(Bounded.TAKE_FILES), found


@pytest.mark.django_db
def test_a_report_is_set_for_print_once(bring, as_user, monkeypatch):
    from datetime import date

    set_for_print = []
    monkeypatch.setattr(printing, "as_pdf", lambda report: set_for_print.append(report) or b"%PDF-")
    upload = bring(None, None, csv_of(date(2026, 1, 1), 20))
    for language in ("en", "en", "pt", "en"):
        assert as_user(language=language).get(f"/imports/{upload.pk}/report.pdf").content == b"%PDF-"
    assert len(set_for_print) == 2, "once in each language"


def test_no_more_pictures_are_made_at_once_than_there_is_room_for(tmp_path, monkeypatch):
    go, running, most = threading.Event(), [], []
    full = threading.Semaphore(0)

    def run(*command, **more):
        running.append(1)
        most.append(len(running))
        full.release()
        go.wait(HUNG)
        running.pop()
        raise viewing.subprocess.TimeoutExpired("", 1)

    monkeypatch.setattr(viewing.subprocess, "run", run)
    monkeypatch.setattr(viewing, "MOST_SECONDS", HUNG)

    ended = []

    def ask():
        try:
            viewing.page_of(tmp_path, "image/png", 1)
        except (viewing.CannotShowError, viewing.BusyError) as error:
            ended.append(type(error).__name__)

    asking = [threading.Thread(target=ask) for _ in range(viewing.MOST_AT_ONCE)]
    for thread in asking:
        thread.start()
    for _ in range(viewing.MOST_AT_ONCE):
        assert full.acquire(timeout=HUNG)
    for _ in range(viewing.MOST_WAITING):
        assert viewing._IN_LINE.acquire(blocking=False)
    ask()  # nobody waits whose turn would be long in coming
    assert ended == ["BusyError"]
    go.set()
    for thread in asking:
        thread.join(HUNG)
    for _ in range(viewing.MOST_WAITING):
        viewing._IN_LINE.release()
    assert sorted(ended) == ["BusyError", "CannotShowError", "CannotShowError"] and max(most) == viewing.MOST_AT_ONCE


@pytest.mark.parametrize("how, told", [("open", 1), ("confined", 0)])
def test_pictures_made_by_what_the_kernel_does_not_confine_are_shown_and_the_log_says_so_once(
    how, told, tmp_path, monkeypatch, caplog
):
    answer = subprocess.CompletedProcess([], 0, f"3 {how}\n".encode() + b"\xff\xd8picture", b"")
    monkeypatch.setattr(viewing.subprocess, "run", lambda *command, **more: answer)
    viewing._tell_unconfined.cache_clear()
    with caplog.at_level("WARNING", "balcao.viewing"):
        for number in (1, 2):
            assert viewing.page_of(tmp_path, "image/png", number) == (b"\xff\xd8picture", 3)
    assert len([line for line in caplog.messages if "confines in part or not at all" in line]) == told


@pytest.mark.parametrize("whole", [True, False])
def test_a_process_that_draws_a_page_tells_how_it_is_confined(whole, tmp_path, monkeypatch, capfdbinary):
    monkeypatch.setattr(viewing, "confine", lambda reads, writes: whole)
    monkeypatch.setattr(viewing, "_draw", lambda *asked: (b"\xff\xd8", 2))
    monkeypatch.setattr(viewing.resource, "setrlimit", lambda *bound: None)
    monkeypatch.setattr(viewing.sys, "argv", ["viewing", str(tmp_path), "image/png", "1"])
    viewing.main()
    viewing.sys.stdout.flush()
    assert capfdbinary.readouterr().out == f"2 {'confined' if whole else 'open'}\n".encode() + b"\xff\xd8"
