"""A backup of a running site restores into an empty folder with equal checksums of every figure."""

import fcntl
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from balcao import store
from balcao.accounts.models import User
from balcao.site import archive, restoring
from balcao.site.archive import ArchiveError
from balcao.site.restoring import restore
from tests.processes import environment

pytestmark = pytest.mark.xdist_group("backup")  # one deployment is saved for all of them
MACHINES = Path("/usr/bin/python3")
"""The machine's own Python, which may be older than the one that runs the tests: Debian 12 has 3.11.2."""

SEED = """
import os, sys
from datetime import date
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "balcao.site.settings"
import django; django.setup()
from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.businesses.actions.register_business import register_business
from balcao.diagnoses.actions.receive_upload import receive_upload
from tests.people import csv_of, work
user = User.objects.create_user("owner@example.test", name="Owner")
outlet = register_business(user, Business(name_zh="海港", name_en="Harbour"))
for n in range(2):
    file = Path(sys.argv[1]) / f"sales{n}.csv"
    file.write_text(csv_of(date(2026, 1 + n, 1), 40))
    receive_upload(user, file, file.name, outlet)
    work()
User.objects.create_user("moment@example.test", joined_at="2026-01-01T00:00:00.000456+00:00")
"""
CHECKSUMS = """
import os, json, hashlib
from pathlib import Path
from tempfile import mkdtemp
os.environ["DJANGO_SETTINGS_MODULE"] = "balcao.site.settings"
import django; django.setup()
from balcao import store
from balcao import store
from balcao.site.archive import dump, tables
work = Path(mkdtemp())
sums = {m._meta.label_lower: dump(m, "default", work / "rows") for m in tables()}
files = {key: hashlib.sha256(store.get(key, work).read_bytes()).hexdigest() for key in sorted(store.named())}
print(json.dumps([sums, files], sort_keys=True))
"""


def balcao(home: Path, *arguments: str, interpreter: str = sys.executable) -> subprocess.CompletedProcess[str]:
    around = environment(home)
    around["PYTHONPATH"] += os.pathsep + sysconfig.get_path("purelib")
    return subprocess.run([interpreter, "-m", "balcao", *arguments], env=around, capture_output=True, text=True)


def python(home: Path, script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    result = subprocess.run(command, env=environment(home), capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> tuple[Path, Path]:
    """A deployment with two imports, and its backup."""
    home = tmp_path_factory.mktemp("home")
    assert balcao(home, "prepare").returncode == 0
    python(home, SEED, str(home))
    file = home / "backup.tar"
    result = balcao(home, "backup", str(file))
    assert result.returncode == 0 and result.stdout.startswith("Saved: "), result.stderr
    return home, file


def why_not(interpreter: Path) -> str:
    """Why this Python cannot run what is installed for ours; empty if it can."""
    if not interpreter.exists():
        return f"{interpreter} is not on this machine"
    command = [interpreter, "-c", "import sysconfig; print(sysconfig.get_config_var('SOABI'))"]
    theirs = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    ours = sysconfig.get_config_var("SOABI")
    return "" if theirs == ours else f"{interpreter} takes libraries of {theirs}; these are of {ours}"


@pytest.mark.parametrize("interpreter", [sys.executable, str(MACHINES)], ids=["ours", "the machine's"])
def test_a_backup_restores_with_equal_checksums_of_every_figure(interpreter, saved, tmp_path):
    if reason := why_not(Path(interpreter)):
        pytest.skip(reason)
    home, file = saved
    result = balcao(tmp_path, "restore", str(file), interpreter=interpreter)
    assert result.returncode == 0 and "Restored and verified" in result.stdout, result.stderr
    before, after = python(home, CHECKSUMS), python(tmp_path, CHECKSUMS)
    assert before == after and "diagnoses.import" in before and "lines/" in before


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "", **more: dict[str, str]) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.size = kind, target, 2 if kind == tarfile.REGTYPE else 0
    made.pax_headers = more.get("headers", {})
    return made


LINES = "files/lines/ab/" + 32 * "a"


@pytest.mark.django_db
@pytest.mark.parametrize("bad", [
    [member("../outside")], [member("/tmp/outside")], [member("files/lines/../../../outside")], [member("files/x/ab/1")],
    [member(LINES, tarfile.SYMTYPE, "../outside")], [member(LINES, tarfile.LNKTYPE, "manifest.json")],
    [member("files/lines", tarfile.SYMTYPE, "/tmp"), member(LINES)], [member(LINES, tarfile.FIFOTYPE)],
    [member(LINES, tarfile.DIRTYPE)], [member("tables/site.beat.jsonl/")], [member(LINES), member(LINES)],
    [member(LINES, headers={"GNU.sparse.major": "0", "GNU.sparse.size": "99999999999", "GNU.sparse.map": "0,2"})],
    [member(LINES)],
], ids=lambda bad: " ".join(one.name for one in bad))  # fmt: skip
def test_only_what_a_backup_holds_is_taken_out_of_a_tar(bad, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "deep" / "work"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(parents=True)
    file = tmp_path / "bad.tar"
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as made:
        for one in bad:
            made.addfile(one, io.BytesIO(b"{}"))
    with pytest.raises(ArchiveError, match="Nothing was changed"):
        restore(file, lambda: None)
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == [file]


EARLIER = Path(__file__).parent / "backups/before-acts-by-name.tar.gz"
"""Made by the version before `programmes/0002`: a shop with a file that was read, a paper, and an application found eligible."""
UPGRADED = """
import os, json
os.environ["DJANGO_SETTINGS_MODULE"] = "balcao.site.settings"
import django; django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse
from balcao import store
from balcao.businesses.models import Business
from balcao.diagnoses.models import Import
from balcao.programmes.models import Application
from balcao.records.record import verify
executor = MigrationExecutor(connection)
one = Application.objects.get()
told = verify()
print(json.dumps({
    "left": len(executor.migration_plan(executor.loader.graph.leaf_nodes())), "state": one.state, "answers": one.answers,
    "places": one.phase.terms.places, "business": Business.objects.get().name_en, "import": Import.objects.get(sample=False).state,
    "files": len(store.named()), "inquiries": one.inquiries, "sealed": told.sealed, "wrong": told.wrong,
    "page": Client(headers={"host": "localhost"}).get(reverse("phase", args=[one.phase.slug])).status_code,
}))
"""


def test_a_backup_of_an_earlier_version_is_restored_and_brought_up_to_date(tmp_path):
    asked = {"text": "Which till?", "documents": [], "by": 2, "until": "2026-12-01", "at": "2026-11-20T10:00:00+00:00"}
    file = tmp_path / "earlier.tar"
    with tarfile.open(EARLIER) as kept, tarfile.open(file, "w") as made:
        members = {one.name: kept.extractfile(one).read() for one in kept.getmembers() if one.isfile()}
        table = members["tables/programmes.application.jsonl"]
        members["tables/programmes.application.jsonl"] = new = table.replace(
            b'"asked": null', b'"asked": ' + json.dumps(asked, sort_keys=True, separators=(",", ": ")).encode()
        )
        manifest = members["manifest.json"]
        members["manifest.json"] = manifest.replace(*(hashlib.sha256(t).hexdigest().encode() for t in (table, new)))
        for name, content in members.items():
            one = tarfile.TarInfo(name)
            one.size = len(content)
            made.addfile(one, io.BytesIO(content))
    home = tmp_path / "home"
    result = balcao(home, "restore", str(file))
    assert result.returncode == 0 and "Restored and verified" in result.stdout, result.stderr
    assert json.loads(python(home, UPGRADED)) == {
        "left": 0, "state": "eligible", "answers": {"tax": True}, "places": 2, "business": "Harbour", "import": "done", "files": 3,
        "inquiries": [asked], "sealed": 10, "wrong": None, "page": 200,
    }  # fmt: skip


def test_a_backup_of_an_earlier_version_is_refused_where_the_present_tables_are(saved, tmp_path):
    home, file = tmp_path / "home", tmp_path / "earlier.tar"
    file.write_bytes(gzip.decompress(EARLIER.read_bytes()))
    assert balcao(home, "prepare").returncode == 0
    result = balcao(home, "restore", str(file))
    assert result.returncode == 2 and "without tables" in result.stderr and "Traceback" not in result.stderr


@pytest.mark.any_database
def test_a_backup_of_an_earlier_version_brings_no_tables_that_make_themselves_anew(tmp_path):
    row = b'{"model": "sessions.session", "pk": "x", "fields": {"session_data": "x", "expire_date": "2099-01-01T00:00:00Z"}}\n'
    bad = tmp_path / "bad.tar"
    with tarfile.open(EARLIER) as good, tarfile.open(bad, "w") as made:
        for one in [*good.getmembers(), tarfile.TarInfo("tables/sessions.session.jsonl")]:
            content = row if one.name == "tables/sessions.session.jsonl" else good.extractfile(one).read()
            if one.name == "manifest.json":
                told = json.loads(content)
                told["tables"]["sessions.session"] = {"rows": 1, "sha256": hashlib.sha256(row).hexdigest()}
                content = json.dumps(told).encode()
            one.size = len(content)
            made.addfile(one, io.BytesIO(content))
    result = balcao(tmp_path / "home", "restore", str(bad))
    assert result.returncode == 2 and "holds tables that there are not" in result.stderr, result.stderr


def changed(good: Path, bad: Path, manifest: Callable[[dict[str, Any]], object], rows: bytes | None = None) -> None:
    """A copy of a backup whose list, and perhaps a table, says something else."""
    with tarfile.open(good) as source, tarfile.open(bad, "w") as made:
        for one in source.getmembers():
            content = source.extractfile(one).read()
            if one.name == "manifest.json":
                told = json.loads(content)
                content = json.dumps(told if (other := manifest(told)) is None else other).encode()
            elif rows is not None and one.name == "tables/accounts.user.jsonl":
                content = rows
            one.size = len(content)
            made.addfile(one, io.BytesIO(content))


LISTS = {
    "no object": lambda told: [1], "nothing": lambda told: {}, "tables are a list": lambda told: told.update(tables=[]),
    "a table without rows": lambda told: told["tables"].update({"accounts.user": {}}), "files are words": lambda told: told.update(files="x"),
    "no migrations": lambda told: told.pop("migrations") and None, "another format": lambda told: told.update(format=2),
    "format as a word": lambda told: told.update(format="1"), "something more": lambda told: told.update(more=1),
    "a migration nobody knows": lambda told: told["migrations"].append("programmes/9999_later"),
    "no migration at all": lambda told: told["migrations"].clear(), "a table is missing": lambda told: told["tables"].pop("accounts.user") and None,
    "other rows": lambda told: told["tables"]["accounts.user"].update(rows=99),
}  # fmt: skip
ROWS = {
    "no JSON": b"{", "a list": b"[]\n", "a word": b'"x"\n', "no model": b"{}\n", "no such model": b'{"model": "x.y", "pk": 1, "fields": {}}\n',
    "no such field": b'{"model": "accounts.user", "pk": 1, "fields": {"x": 1}}\n', "a name that is a list": b'{"model": "accounts.user", "pk": "x", "fields": []}\n',
    "no text": b"\xff\xfe\n", "deep": b"[" * 100_000 + b"\n", "a row of another table": b'{"model": "sessions.session", "pk": "x", "fields": {"session_data": "x", "expire_date": "2099-01-01T00:00:00Z"}}\n',
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("said", [*LISTS, *ROWS])
def test_a_malformed_backup_is_refused_in_words_and_changes_nothing(said, saved, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    changed(saved[1], tmp_path / "bad.tar", LISTS.get(said, lambda told: None), ROWS.get(said))
    with pytest.raises(ArchiveError, match="Nothing was changed"):
        restore(tmp_path / "bad.tar", lambda: None)
    assert not User.objects.exists() and [path.name for path in tmp_path.iterdir()] == ["bad.tar"]


@pytest.mark.django_db
def test_a_row_of_a_table_that_no_backup_holds_is_not_smuggled_in_by_another(saved, tmp_path, settings):
    """The rows of the list are all there, and one more that makes a session."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    with tarfile.open(saved[1]) as good:
        rows = good.extractfile("tables/accounts.user.jsonl").read()
    changed(saved[1], tmp_path / "bad.tar", lambda told: None, ROWS["a row of another table"] + rows)
    with pytest.raises(ArchiveError, match="holds what is no row of it"):
        restore(tmp_path / "bad.tar", lambda: None)
    assert not Session.objects.exists()


def header(kind: bytes = tarfile.REGTYPE, size: int = 0, name: str = "manifest.json") -> bytes:
    """A header of 512 bytes that says any size, as the GNU form writes great and negative ones."""
    made = bytearray(member(name, kind).tobuf(tarfile.USTAR_FORMAT)[:512])
    made[124:136] = (b"\x80" if size >= 0 else b"\xff") + (size % 256**11).to_bytes(11, "big")
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made)
    return bytes(made)


def pax(**told: str) -> bytes:
    """A header before the next, of two digits' length for each line."""
    lines = b""
    for name, value in told.items():
        line = f" {name.replace('__', '.')}={value}\n".encode()
        lines += b"%d%s" % (len(line) + 2, line)
    return header(tarfile.XHDTYPE, len(lines)) + lines.ljust(512, b"\0")


TARS = {
    "a size beyond all": header(size=2**80), "a size below none": header(size=-512), "a pax size beyond all": pax(size=str(10**30)) + header(),
    "a pax size below none": pax(size="-512") + header(), "thousands of headers in a row": pax(path="manifest.json") * 3000 + header(),
    "thousands of long names": (header(tarfile.GNUTYPE_LONGNAME, 5) + b"abcd".ljust(512, b"\0")) * 3000 + header(),
    "nonsense of holes": pax(GNU__sparse__map="0,x,y", GNU__sparse__size="5") + header(), "holes without a map": header(tarfile.GNUTYPE_SPARSE),
    "holes of another form": pax(GNU__sparse__major="1", GNU__sparse__minor="0", GNU__sparse__name="manifest.json") + header(),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("said", TARS)
def test_a_tar_whose_headers_are_no_headers_is_refused_in_words(said, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    (tmp_path / "bad.tar").write_bytes(TARS[said] + bytes(1024))
    with pytest.raises(ArchiveError, match="Nothing was changed"):
        restore(tmp_path / "bad.tar", lambda: pytest.fail("made tables"))
    assert [path.name for path in tmp_path.iterdir()] == ["bad.tar"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE])
def test_a_name_of_gigabytes_is_not_read(kind, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR, size = tmp_path, 50_000_000
    with (tmp_path / "bad.tar").open("wb") as made:  # a hole: it takes no room
        made.write(header(kind, size))
        made.truncate(size + 2048)
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError, match=r"header of 50,000,000 bytes\. Nothing was changed"):
            restore(tmp_path / "bad.tar", lambda: None)
        assert tracemalloc.get_traced_memory()[1] < size / 10
    finally:
        tracemalloc.stop()


@pytest.mark.django_db
def test_nothing_is_unpacked_that_the_list_does_not_name(saved, tmp_path, settings, monkeypatch):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    shutil.copy(saved[1], tmp_path / "bad.tar")
    with tarfile.open(tmp_path / "bad.tar", "a") as made:
        made.addfile(member(LINES), io.BytesIO(b"{}"))
    monkeypatch.setattr(restoring.shutil, "copyfileobj", lambda *pair: pytest.fail("unpacked"))
    with pytest.raises(ArchiveError, match="does not hold what its list says"):
        restore(tmp_path / "bad.tar", lambda: None)


@pytest.mark.django_db
def test_what_is_packed_once_more_is_not_unpacked(saved, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    (tmp_path / "bad.tar").write_bytes(gzip.compress(saved[1].read_bytes()))
    with pytest.raises(ArchiveError, match="packed once more"):
        restore(tmp_path / "bad.tar", lambda: None)


@pytest.mark.django_db
def test_where_there_is_no_room_nothing_is_unpacked_and_it_says_how_much_is_needed(
    saved, tmp_path, settings, monkeypatch
):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    with tarfile.open(saved[1]) as made:
        needed = sum(one.size for one in made.getmembers())
    monkeypatch.setattr(
        restoring.shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10**12, 10**12, needed - 1)
    )
    with pytest.raises(
        ArchiveError, match=f"needs {needed:,} bytes .* where {needed - 1:,} are free. Nothing was changed"
    ):
        restore(saved[1], lambda: None)
    assert not list(tmp_path.iterdir())


@contextmanager
def under_way(home: Path) -> Iterator[None]:
    """Another process is at a backup of this deployment."""
    if url := environment(home).get("BALCAO_DATABASE"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SELECT pg_advisory_lock(%s)", [archive.LOCK])
            yield
    else:
        with (home / "backup.lock").open("w") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            yield


def test_of_two_backups_at_once_the_second_is_refused_in_words(saved, tmp_path):
    home, second = saved[0], tmp_path / "second.tar"
    with under_way(home):
        refused = balcao(home, "backup", str(second))
    assert refused.returncode == 2 and archive.BUSY in refused.stderr and not second.exists()
    assert balcao(home, "backup", str(second)).returncode == 0 and second.exists()


@pytest.mark.any_database
def test_a_backup_that_cannot_be_made_says_why(saved, tmp_path):
    for home, file, why in (
        (saved[0], tmp_path / "nowhere" / "x.tar", "could not be written"),
        (tmp_path / "other", tmp_path / "x.tar", "Are the settings of the site loaded?"),
    ):
        result = balcao(home, "backup", str(file))
        assert result.returncode == 2 and why in result.stderr and "Traceback" not in result.stderr, result.stderr


def test_a_backup_is_its_owners_to_read(saved):
    assert saved[1].stat().st_mode & 0o777 == 0o600


def test_a_row_that_names_what_lies_outside_is_not_restored(saved, tmp_path):
    bad, home = tmp_path / "bad.tar", tmp_path / "home"
    with tarfile.open(saved[1]) as good, tarfile.open(bad, "w") as made:
        manifest = json.load(good.extractfile("manifest.json"))
        for one in good.getmembers():
            content = good.extractfile(one).read()
            if one.name == "tables/diagnoses.import.jsonl":
                rows = [json.loads(row) for row in content.splitlines()]
                rows[0]["fields"]["source"] = "../secret-key"
                exact = {"sort_keys": True, "ensure_ascii": False, "separators": (",", ": ")}  # as ours writes them
                content = "".join(json.dumps(row, **exact) + "\n" for row in rows).encode()
                manifest["tables"]["diagnoses.import"]["sha256"] = hashlib.sha256(content).hexdigest()
            if one.name != "manifest.json":
                one.size = len(content)
                made.addfile(one, io.BytesIO(content))
        told = json.dumps(manifest).encode()
        last = tarfile.TarInfo("manifest.json")
        last.size = len(told)
        made.addfile(last, io.BytesIO(told))
    result = balcao(home, "restore", str(bad))
    assert result.returncode == 2 and "name other files" in result.stderr, result.stderr
    assert balcao(home, "restore", str(saved[1])).returncode == 0


@pytest.mark.parametrize("key", [
    "../secret-key", "lines/../../secret-key", "/etc/passwd", "lines/ab/" + 31 * "a", "lines/ab/" + 32 * "a" + "/..", "x/ab/" + 32 * "a",
    "lines/ab/" + 32 * "A", "lines/ab/" + 32 * "a" + "\n", "",
])  # fmt: skip
def test_the_store_takes_only_keys_that_it_makes(key, tmp_path, settings):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ValueError):
        store.put(tmp_path / "file", key)
    with pytest.raises(ValueError):
        store.get(key, tmp_path)
    with pytest.raises(ValueError):
        store.delete(key)
    assert (tmp_path / "file").exists() and store.is_key(store.new_key("lines"))


def test_a_restored_site_goes_on(saved, tmp_path):
    balcao(tmp_path, "restore", str(saved[1]))
    more = (
        SEED.replace("owner@", "next@")
        .replace("moment@", "later@")
        .replace("Harbour", "Next")
        .replace("海港", "下一間")
    )
    python(tmp_path, more, str(tmp_path))  # new rows take new numbers


def test_a_backup_is_not_restored_over_people(saved):
    result = balcao(saved[0], "restore", str(saved[1]))
    assert result.returncode == 2 and "has people already" in result.stderr


@pytest.mark.any_database
@pytest.mark.parametrize("harm", ["cut off", "one byte", "not a backup"])
def test_a_damaged_backup_is_refused_and_changes_nothing(harm, saved, tmp_path):
    bad = tmp_path / "bad.tar"
    shutil.copy(saved[1], bad)
    with tarfile.open(bad) as made:
        member = next(m for m in made.getmembers() if m.name.startswith("files/lines/"))
    if harm == "cut off":
        os.truncate(bad, bad.stat().st_size // 2)
    elif harm == "one byte":
        with bad.open("r+b") as content:
            content.seek(member.offset_data + 50)
            byte = content.read(1)
            content.seek(member.offset_data + 50)
            content.write(bytes([byte[0] ^ 1]))
    else:
        bad.write_text("hello")
    home = tmp_path / "home"
    result = balcao(home, "restore", str(bad))
    assert result.returncode == 2 and "Traceback" not in result.stderr, result.stderr
    assert balcao(home, "restore", str(saved[1])).returncode == 0  # it is still empty


@pytest.mark.skipif("BALCAO_DATABASE" not in os.environ, reason="PostgreSQL does not run here: `make test` starts one")
def test_a_backup_of_one_kind_of_database_restores_into_the_other(saved, tmp_path, monkeypatch):
    there, back, file = tmp_path / "sqlite", tmp_path / "postgres", tmp_path / "again.tar"
    figures = python(saved[0], CHECKSUMS)
    with monkeypatch.context() as sqlite:
        sqlite.delenv("BALCAO_DATABASE")
        assert balcao(there, "restore", str(saved[1])).returncode == 0
        assert python(there, CHECKSUMS) == figures and (there / "balcao.sqlite3").exists()
        assert balcao(there, "backup", str(file)).returncode == 0
    assert balcao(back, "restore", str(file)).returncode == 0
    assert python(back, CHECKSUMS) == figures and not (back / "balcao.sqlite3").exists()
