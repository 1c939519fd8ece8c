"""The record: written once, sealed into a chain that shows what is missing or altered, and read by the owner."""

import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from balcao.businesses.actions.change_consent import give_consent
from balcao.businesses.actions.erase_business import erase_business
from balcao.cli import main
from balcao.records import record
from balcao.records.models import Entry
from balcao.records.record import verify
from tests.processes import HUNG, ROOT, SCRIPT, site, wait_until
from tests.stopping import point

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(shop):
    """Thirty sealed entries, and two that are not sealed yet."""
    Entry.objects.all().delete()  # that the shop was brought here
    for number in range(30):
        record.write("application.submitted", shop.owner, shop.business.pk, f"R-{number}", place=number)
    record.seal(timezone.now())
    for number in (30, 31):
        record.write("application.submitted", None, None, f"R-{number}")


def test_the_chain_holds(written):
    found = verify()
    assert (found.sealed, found.waiting, found.wrong) == (30, 2, None)
    record.seal(timezone.now())
    assert verify().sealed == 32 and record.head()[0] == 32


@pytest.mark.parametrize(
    "change",
    [
        {"at": timezone.now() - timedelta(days=1)},
        {"who": None},
        {"role": "officer"},
        {"business": None},
        {"kind": "application.withdrawn"},
        {"subject": "R-99"},
        {"facts": {"place": 99}},
        {"facts": {}},
        {"digest": "0" * 64},
        {"number": 77},
    ],
)
def test_an_altered_entry_is_found(change, written):
    Entry.objects.filter(number=12).update(**change)
    assert verify().wrong == 12


def test_a_removed_entry_is_found(written):
    Entry.objects.filter(number=12).delete()
    assert (verify().wrong, verify().how) == (12, "missing")


def test_a_removed_end_is_found_by_a_head_that_was_told_before(written, capsys, monkeypatch):
    monkeypatch.setattr("balcao.commands.log.start", lambda: None)
    assert main(["log", "head"]) == 0
    head = capsys.readouterr().out.strip()
    assert main(["log", "verify", "--head", head]) == 0
    assert "30 entries" in capsys.readouterr().out
    Entry.objects.filter(number__gte=25).delete()
    assert main(["log", "verify"]) == 1  # what was the last is no head that the site has marked
    assert "mark" in capsys.readouterr().err
    assert main(["log", "verify", "--head", head]) == 1
    assert re.search("Entry 25 is missing", capsys.readouterr().err)
    assert main(["log", "verify", "--head", "nonsense"]) == 2


def test_nothing_is_written_of_what_was_not_kept(shop):
    with pytest.raises(RuntimeError), transaction.atomic():
        record.write("application.submitted", shop.owner, shop.business.pk, "R-1")
        raise RuntimeError
    assert not Entry.objects.filter(subject="R-1").exists()


def test_erasing_a_business_erases_what_entries_say_and_the_chain_holds(shop):
    give_consent(shop.owner, shop.business, "officer")
    record.write("application.submitted", shop.owner, shop.business.pk, "R-1", secret="a reason")
    record.seal(timezone.now())
    key = shop.business.pk
    erase_business(shop.owner, shop.business)
    record.seal(timezone.now())
    assert not Entry.objects.filter(business=key, facts__isnull=False).exclude(kind="business.erased").exists()
    found = verify()
    assert found.wrong is None and found.erased >= 2


def test_the_owner_reads_what_was_done_in_their_language(shop, as_user):
    give_consent(shop.owner, shop.business, "officer")
    for language, words in {
        "en": "Permission given: officers",
        "pt": "Autorização dada",
        "zh": "給予允許：專員",
    }.items():
        page = as_user(shop.owner, language).get(f"/businesses/{shop.business.pk}/accesses/?all").content.decode()
        assert words in page
    sheet = as_user(shop.owner).get(f"/businesses/{shop.business.pk}/accesses.xlsx?all")
    assert sheet.getvalue()[:2] == b"PK"


def test_every_kind_of_entry_that_owners_can_read_has_a_sentence():
    from pathlib import Path

    from balcao.language import catalogue

    source = "".join(path.read_text() for path in (Path(__file__).parents[2] / "src/balcao").rglob("*.py"))
    kinds = set(re.findall(r'record\.(?:write|entry)\(\s*"([a-z_.]+)"', source))
    others = (
        "phase",
        "measure",
        "draw",
        "hook",
        "account",
        "address",
        "session",
        "sessions",
        "code",
        "factor",
        "identity",
        "list",
    )
    owners = {kind for kind in kinds if kind.split(".")[0] not in others}
    assert len(owners) > 20
    for language in ("en", "pt", "zh-Hant"):
        words = catalogue(language, "MOP")
        for kind in owners:
            assert words._bundle.has_message(f"record-{kind.replace('.', '-')}"), (language, kind)


@pytest.mark.parametrize("which", [{"number": 12}, {}])
def test_facts_that_are_gone_count_only_for_businesses_that_were_erased(which, written):
    Entry.objects.filter(**which).update(facts=None, salt="")
    found = verify()
    assert (found.wrong, found.sealed) == (which.get("number", 1), which.get("number", 1) - 1)
    assert "not erased" in found.how


def make_anew() -> None:
    """What whoever writes the database can do: change an entry, and compute the chain anew."""
    Entry.objects.filter(number=12).update(kind="application.withdrawn")
    digest = record.START
    for one in Entry.objects.filter(number__isnull=False).order_by("number"):
        digest = record.link(digest, one.number, one)
        Entry.objects.filter(pk=one.pk).update(digest=digest)


@pytest.mark.parametrize("hidden", [False, True])
def test_a_chain_that_was_made_anew_bears_no_mark_of_the_site_and_gets_none(
    hidden, written, capsys, monkeypatch, settings, caplog
):
    monkeypatch.setattr("balcao.commands.log.start", lambda: None)
    assert verify().genuine and main(["log", "verify"]) == 0
    make_anew()
    if hidden:
        Entry.objects.update(seal="")
    assert verify().wrong is None and not verify().genuine
    assert main(["log", "verify"]) == 1
    assert "does not bear the mark" in capsys.readouterr().err
    record.write("application.submitted", None, None, "R-99")
    record.seal(timezone.now())  # the worker goes on, and lends it no mark
    assert not verify().genuine and "record not genuine" in caplog.text


def test_after_the_key_was_changed_the_head_is_accepted_by_hand(written, monkeypatch, settings):
    monkeypatch.setattr("balcao.commands.log.start", lambda: None)
    settings.SECRET_KEY = "another"
    assert main(["log", "verify"]) == 1
    assert main(["log", "accept"]) == 0
    assert main(["log", "verify"]) == 0
    record.seal(timezone.now())
    assert verify().genuine and Entry.objects.filter(kind="record.accepted").exists()
    Entry.objects.filter(number=12).update(kind="application.withdrawn")
    assert main(["log", "accept"]) == 1


SEAL = """
from django.utils import timezone
from balcao.records import record
print(record.seal(timezone.now()), *record.head())
"""


@pytest.mark.xdist_group("processes")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="an embedded database has one writer at a time")
def test_two_who_seal_at_the_same_time_give_no_place_twice(tmp_path):
    """One is slow; meanwhile an entry comes that was begun before those it seals, and another worker's turn."""
    write = "from balcao.records import record\none = record.entry('list.taken', None)\none.id = {}\none.save(force_insert=True)"
    with site(tmp_path) as made, point("after balcao.records.record.link") as here:
        made.python("from balcao.records import record\nrecord.write('list.taken', None)\nrecord.seal(None)")
        made.python(write.format(1002))
        slow = subprocess.Popen(
            [sys.executable, "-c", SCRIPT + SEAL], env={**made.environment, **here.environment}, cwd=ROOT,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        here.reached()
        made.python(write.format(1001))
        other = made.start_python(SEAL)
        waits = "from django.db import connection\nc = connection.cursor()\nc.execute(\"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'\")\nprint(c.fetchone()[0])"
        wait_until(lambda: made.python(waits).strip() == "1")
        here.lines[0].close()
        told, _ = slow.communicate(timeout=HUNG)
        assert other.wait(HUNG) == 0
        sealed, number, digest = told.split()
        assert (sealed, slow.returncode) == ("1", 0)
        check = f"from balcao.records.record import verify\nfound = verify(({number}, '{digest}'))\nprint(found.sealed, found.waiting, found.wrong)"
        count = made.python("from balcao.records.models import Entry\nprint(Entry.objects.filter(number=None).count())")
        assert count.strip() == "0" and made.python(check).split() == [str(int(number) + 1), "0", "None"]
