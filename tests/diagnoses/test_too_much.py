"""Files of strangers are opened in a process of its own: what is too much for it is the file's fault, and the worker lives."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from balcao import apart, confined
from balcao.analytics.sales.schema import NotSalesError
from balcao.apart import Apart, Bounds, FailedError, OverranError
from balcao.diagnoses.actions import read_import as reading
from balcao.diagnoses.models import Import, State
from tests.diagnoses import apart_work
from tests.people import csv_of, work
from tests.processes import HUNG, ROOT, wait_until

SALES = csv_of(date(2026, 1, 1), 40)


@pytest.fixture
def process():
    made = Apart(Bounds(processor=1))
    yield made
    made.close()


def is_there(process: int) -> bool:
    """Whether a process runs; one that is dead and not yet buried does not."""
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("function, what", [
    (apart_work.want_memory, "memory"), (apart_work.spin, "processor"), (apart_work.die, "death"),
])  # fmt: skip
def test_what_is_too_much_ends_the_process_and_not_who_asked(function, what, process):
    with pytest.raises(OverranError) as error:
        process.run(function)
    assert error.value.what == what
    assert process.run(apart_work.number) != os.getpid(), "another takes its place"


def test_where_the_machine_bounds_processors_itself_files_are_opened_all_the_same():
    """A bound of the machine's (`LimitCPU=`, `ulimit -t`) cannot be raised, and need not be."""
    script = (
        "import os, resource; resource.setrlimit(resource.RLIMIT_CPU, (3600, 3600))\n"
        "from balcao.apart import Apart; from tests.diagnoses import apart_work\n"
        "print(Apart().run(apart_work.number) != os.getpid())"
    )
    around = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=around, capture_output=True, text=True)
    assert found.stdout == "True\n", found.stderr


def test_what_takes_too_long_is_ended_with_whatever_it_started(process):
    hung = []
    process.bounds = Bounds(seconds=0)
    with pytest.raises(OverranError) as error:
        process.run(apart_work.hang)
    assert error.value.what == "time"
    process.bounds = Bounds()

    def stop(number: int, part: float) -> None:
        hung.append(number)
        raise reading.StoppedError

    with pytest.raises(reading.StoppedError):
        process.run(apart_work.hang, note=stop)
    wait_until(lambda: not is_there(hung[0]))


def test_a_refusal_or_a_slip_of_ours_is_told_and_the_process_goes_on(process):
    first = process.run(apart_work.number)
    with pytest.raises(NotSalesError) as refusal:
        process.run(apart_work.refuse)
    assert (refusal.value.code, refusal.value.facts) == ("no_date_column", {"columns": ["Item", "Total"]})
    with pytest.raises(FailedError) as slip:
        process.run(apart_work.slip)
    assert "in slip" in str(slip.value) and "KeyError: 'ours'" in str(slip.value)
    assert process.run(apart_work.number) == first


def test_where_no_process_can_be_begun_it_is_our_failure(process, monkeypatch):
    def full(*arguments, **more):
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    with monkeypatch.context() as patch:
        patch.setattr(apart.subprocess, "Popen", full)
        with pytest.raises(FailedError):
            process.run(apart_work.number)
    assert process.run(apart_work.number) != os.getpid()


@pytest.mark.parametrize("program", ["import time; time.sleep(3600)", "raise SystemExit"])
def test_a_process_that_hangs_or_dies_in_its_start_holds_nobody(program, process, monkeypatch):
    real, begun = apart.subprocess.Popen, []

    def begin(command, **more):
        begun.append(real([sys.executable, "-c", program], **more))
        return begun[-1]

    with monkeypatch.context() as patch:
        patch.setattr(apart, "START", 0 if "sleep" in program else HUNG)
        patch.setattr(apart.subprocess, "Popen", begin)
        with pytest.raises(FailedError):
            process.run(apart_work.number)
    assert begun[0].poll() is not None, "it is ended"
    assert process.run(apart_work.number) != os.getpid()


def test_it_knows_no_secret_of_the_site(process, monkeypatch):
    monkeypatch.setenv("BALCAO_SECRET_KEY", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    told = process.run(apart_work.environment)
    assert "PATH" in told and not [name for name in told if name.startswith(("BALCAO", "AWS", "DJANGO"))]


@pytest.fixture
def folders(tmp_path):
    """A process that may read one folder and write in its own, beside a secret."""
    for name in ("store", "home"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    made = Apart(reads=[tmp_path / "store"], work=tmp_path / "work")
    with made.folder("piece-") as own:
        (own / "file").write_text("work")
        yield made, tmp_path, own
    made.close()


def test_the_kernel_leaves_it_its_folders_and_neither_secrets_nor_sockets(folders):
    process, place, own = folders
    asked = (place / "store", own, place / "home")
    assert [process.run(apart_work.look, one / "file") for one in asked] == ["store", "work", "PermissionError"]
    assert process.run(apart_work.look, place / "store" / ".." / "home" / "file") == "PermissionError"
    told = process.run(apart_work.reach_out)
    assert "done" not in told and len(told) == 5
    assert process.run(apart_work.write_in, own, place / "home" / "file") == ["done", "refused", "refused"]
    assert process.run(apart_work.write_in, place / "store", place / "home" / "file") == ["refused"] * 3
    assert (place / "store" / "file").read_text() == "store"


def test_it_changes_no_file_and_no_process_of_others_without_opening_them(folders):
    process, place, _ = folders
    other = subprocess.Popen(["sleep", "60"])
    try:
        assert process.run(apart_work.meddle, place / "home" / "file", other.pid) == ["itself"]
    finally:
        other.kill()
        other.wait()
    assert (place / "home" / "file").read_text() == "home"


def test_no_process_comes_into_the_folder_of_another_and_each_takes_its_own_away(folders):
    first, place, own = folders
    second = Apart(work=place / "work")
    with second.folder("piece-") as others:
        (others / "file").write_text("of the other")
        assert first.run(apart_work.look, others / "file") == "PermissionError"
        assert first.run(apart_work.write_in, others, place / "home" / "file") == ["refused"] * 3
        assert first.run(apart_work.write_in, place / "work", place / "home" / "file") == ["refused"] * 3
        assert second.run(apart_work.write_in, others, place / "home" / "file")[0] == "done"
        assert first.run(apart_work.write_in, own.parent, place / "home" / "file")[0] == "done"
    assert list((place / "work").glob("*/*")) and not others.exists(), "the process lives, its piece of work is over"
    second.close()
    assert list((place / "work").iterdir()) == [own.parent]


def test_a_process_that_dies_leaves_no_folder_and_one_whose_folder_was_swept_has_another(tmp_path):
    process = Apart(work=tmp_path / "work")
    with pytest.raises(OverranError), process.folder("piece-"):
        process.run(apart_work.die)
    assert not list((tmp_path / "work").iterdir())
    with process.folder("piece-"):
        before = process.run(apart_work.number)
    shutil.rmtree(tmp_path / "work")
    with process.folder("piece-") as own:
        assert process.run(apart_work.write_in, own, tmp_path / "file")[0] == "done"
        assert process.run(apart_work.number) != before
    process.close()


def test_the_process_that_takes_the_place_of_another_has_a_new_folder_and_never_the_old_one(tmp_path, monkeypatch):
    """Whatever the one before left behind, or started, does not come near it."""
    monkeypatch.setattr(apart, "CALLS", 2)
    process, owns, numbers = Apart(work=tmp_path / "work"), [], []
    for _ in range(4):
        with process.folder("piece-") as piece:
            owns.append(piece.parent)
            numbers += [process.run(apart_work.number) for _ in range(3)]
    assert len(set(owns)) == 4 and [numbers.count(one) for one in dict.fromkeys(numbers)] == [3] * 4
    with process.folder("piece-") as piece:
        os.kill(process.run(apart_work.number), signal.SIGKILL)
        process._process.wait()
        for _ in range(2):
            with pytest.raises(OverranError) as error:
                process.run(apart_work.number)
            assert error.value.what == "death", "this piece of work is in the old one's folder"
    with process.folder("piece-") as another:
        assert another.parent != piece.parent and process.run(apart_work.number)
    process.close()
    assert not list((tmp_path / "work").iterdir())


def test_nothing_that_it_starts_leaves_the_group_with_which_it_is_ended(folders):
    assert folders[0].run(apart_work.leave) == ["refused"] * 3


@pytest.mark.parametrize("where", ["the piece of work", "its own folder"])
def test_folders_deeper_than_any_path_is_long_are_taken_away(where, tmp_path):
    process = Apart(work=tmp_path / "work")
    with process.folder("piece-") as piece:
        process.run(apart_work.dig, piece if where == "the piece of work" else piece.parent)
    assert not piece.exists()
    process.close()
    assert not list((tmp_path / "work").iterdir())


@pytest.mark.parametrize("version, whole", [(0, False), (2, False), (3, True), (7, True)])
def test_a_kernel_that_cannot_keep_files_from_being_emptied_does_not_confine_whole(version, whole):
    class Kernel:
        def syscall(self, number, *arguments):
            asked = number == confined._CREATE and arguments[0] is None
            return version if asked else os.open(os.devnull, os.O_RDONLY) if number == confined._CREATE else 0

    assert confined._folders(Kernel(), [], []) is whole


def test_what_it_answers_is_what_was_promised_and_never_code(process):
    with pytest.raises(FailedError, match="does not promise"):
        process.run(apart_work.lie)
    assert isinstance(process.run(apart_work.send_code), str)  # told as text; nothing of it ran
    source = (Path(apart.__file__)).read_text()
    assert "pickle" not in source and ".recv()" not in source.split("def main")[0]


def test_a_file_that_it_tells_is_a_plain_one_of_its_own(tmp_path):
    work, outside = tmp_path / "work", tmp_path / "secret"
    work.mkdir()
    outside.write_text("x")
    (work / "link").symlink_to(outside)
    (work / "folder").mkdir()
    (work / "plain").write_text("x")
    assert apart.plain_file(work / "plain", work) == work / "plain"
    for path in (work / "link", work / "folder", work / "missing", outside, work / ".." / "secret"):
        with pytest.raises(FailedError):
            apart.plain_file(path, work)


@pytest.mark.django_db
@pytest.mark.parametrize("function, tries", [(apart_work.want_memory, 1), (apart_work.die, 2)])
def test_the_file_is_refused_in_words_and_the_next_one_is_read(function, tries, bring, as_user, monkeypatch, settings):
    monkeypatch.setattr(reading, "read_file", function)
    monkeypatch.setattr(reading, "BACKOFF", reading.BACKOFF * 0)
    upload = bring(None, None, SALES)
    work()
    upload.refresh_from_db()
    assert (upload.state, upload.tries) == (State.REFUSED, tries)
    told = {language: as_user(language=language).get(f"/imports/{upload.pk}/").content.decode() for language in ("en", "pt", "zh")}  # fmt: skip
    assert "within the limits" in told["en"] and "dentro dos limites" in told["pt"] and "容許的記憶體" in told["zh"]
    assert not list((settings.HOME / "work").iterdir())
    monkeypatch.undo()
    assert bring(None, None, SALES).state == State.DONE


@pytest.mark.django_db
def test_a_number_of_thousands_of_digits_is_refused_and_not_called_our_fault(bring):
    line = '{"date": "2026-03-01", "item": "Tea", "total": %s}\n'
    upload = bring(None, None, (line % "10" + line % ("9" * 6000)), "sales.jsonl")
    assert (upload.state, upload.tries, upload.refusal["code"]) == (State.REFUSED, 1, "broken_json")


@pytest.mark.django_db
def test_files_of_strangers_and_of_owners_wait_apart(shop, bring):
    from django_tasks_db.models import DBTaskResult

    bring(None, None, SALES, read=False)
    upload = bring(shop.owner, shop.outlet, SALES, read=False)
    assert list(DBTaskResult.objects.order_by("enqueued_at").values_list("queue_name", flat=True)) == ["visitors", "files"]  # fmt: skip
    assert Import.objects.get(pk=upload.pk).state == State.WAITING


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_workbook_that_names_a_file_of_the_machine_is_told_nothing_of_it(member, tmp_path):
    """XML that declares an external entity, in each part of a workbook that holds text."""
    import zipfile

    from openpyxl import Workbook

    from balcao.analytics.sales.workbook import BrokenWorkbookError, sheets

    secret, plain, hostile = tmp_path / "secret", tmp_path / "plain.xlsx", tmp_path / "hostile.xlsx"
    secret.write_text("TOPSECRET")
    book = Workbook()
    book.active.append(["date", "HERE", "total"])
    book.save(plain)
    entity = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "file://{secret}">]>'
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(hostile, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == member:
                start, root, rest = text.decode().partition("<sst" if "shared" in name else "<worksheet")
                text = (start + entity + root + rest.replace("HERE", "&leak;")).encode()
                if "worksheet" in name:
                    inline = '<row r="9"><c r="A9" t="inlineStr"><is><t>&leak;</t></is></c></row></sheetData>'
                    text = text.replace(b"</sheetData>", inline.encode())
                assert b"&leak;" in text
            target.writestr(name, text)
    folder = tmp_path / "out"
    folder.mkdir()
    try:
        told = "".join(path.read_text() for _, path, _ in sheets(hostile, folder))
    except BrokenWorkbookError:
        return
    assert "TOPSECRET" not in told and "date" in told
