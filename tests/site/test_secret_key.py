"""What the database keeps secret, the key by which it does, and the change of that key."""

import base64
import json
from importlib import import_module

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import Fernet
from django.apps import apps
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from balcao.accounts.seeds import hidden, shown
from balcao.cli import main
from balcao.encryption import (
    DRAW,
    HOOKS,
    SEEDS,
    UnreadableError,
    decrypt,
    derived,
    encrypt,
    is_renewed,
    keyed,
    name_of,
)
from balcao.messaging.models import Hook
from balcao.programmes.models import Mark, Phase
from balcao.records import record
from balcao.records.models import Entry
from balcao.site import options, renewal
from balcao.site.archive import dump, tables
from tests.programmes.conftest import applicant, new_phase, officer, phase, second  # noqa: F401

OLD, NEW = "the key of last year" * 3, "the key of this year" * 3


# Encryption


def test_what_is_kept_is_read_only_for_its_purpose_unaltered_and_by_its_key(settings):
    kept = encrypt("whsec_abc", HOOKS)
    assert "abc" not in kept and decrypt(kept, HOOKS) == "whsec_abc" and encrypt("whsec_abc", HOOKS) != kept
    raw = bytearray(base64.urlsafe_b64decode(kept.rpartition(".")[2]))
    for place in (0, 12, len(raw) - 1):
        other = bytes(raw[:place]) + bytes([raw[place] ^ 1]) + bytes(raw[place + 1 :])
        with pytest.raises(UnreadableError):
            decrypt(kept.rpartition(".")[0] + "." + base64.urlsafe_b64encode(other).decode(), HOOKS)
    for text, purpose in ((kept, DRAW), ("in clear", HOOKS), ("a1..", HOOKS), (kept[:-4], HOOKS), ("a1.x.é", HOOKS)):
        with pytest.raises(UnreadableError):
            decrypt(text, purpose)
    settings.SECRET_KEY = "another"
    with pytest.raises(UnreadableError):
        decrypt(kept, HOOKS)


def test_keys_are_derived_as_rfc_5869_has_it_and_none_is_another():
    """The expected bytes: HKDF of the RFC by hand, with HMAC of the standard library."""
    import hashlib
    import hmac

    pseudorandom = hmac.digest(b"\0" * 32, b"secret", hashlib.sha256)
    by_hand = hmac.digest(pseudorandom, b"balcao.encryption.draw\x01", hashlib.sha256)
    assert derived("encryption.draw", "secret") == by_hand
    assert keyed("marks", "x", "secret") == hmac.new(derived("marks", "secret"), b"x", hashlib.sha256).hexdigest()
    assert len({derived(f"encryption.{purpose}", "secret") for purpose in (SEEDS, HOOKS, DRAW)}) == 3


def test_a_seed_that_fernet_kept_is_read_by_the_key_of_today_or_an_older_one(settings):
    import hmac

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    key = hmac.digest(OLD.encode(), b"balcao.accounts.seeds", "sha256")
    kept = Fernet(base64.urlsafe_b64encode(key)).encrypt(b"SEED").decode()
    assert shown(kept) == "SEED" and not is_renewed(kept)
    settings.SECRET_KEY_FALLBACKS = []
    assert shown(kept) != "SEED"


# In the database


def test_hooks_secrets_and_a_draws_number_lie_in_no_table_and_no_backup(phase, tmp_path):  # noqa: F811
    hook = Hook.objects.create(name="till", url="https://example.org/")
    secrets = hook.signing_secret, phase.number
    assert secrets[0].startswith("whsec_") and len(secrets[1]) == 64
    rows = str([list(model._default_manager.values()) for model in apps.get_models() if model._meta.managed])
    for model in tables():
        dump(model, "default", tmp_path / model._meta.label)  # as a backup writes it
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert hook.secret.encode() in content
    for secret in secrets:
        assert secret not in rows and secret.encode() not in content


def test_what_lay_in_clear_is_encrypted_by_the_upgrade_and_is_the_same(phase, applicant, settings):  # noqa: F811
    import hashlib

    from balcao.programmes.duplicates import duplicates

    first, other = (applicant(phase, name, bank_account="12345", phone="66001122") for name in ("one", "two"))
    for mark in Mark.objects.exclude(kind="owner"):
        value = {"bank": "12345", "phone": "66001122"}[mark.kind]
        Mark.objects.filter(pk=mark.pk).update(digest=hashlib.sha256(f"{mark.kind}|{value}".encode()).hexdigest()[:32])
    owner = first.business.members.get(role="owner").user_id
    Mark.objects.filter(application=first, kind="owner").update(
        digest=hashlib.sha256(f"owner|user {owner}".encode()).hexdigest()[:32]
    )
    hook = Hook.objects.create(name="till", url="https://example.org/", secret="whsec_clear")
    number = "ab" * 32
    Phase.objects.update(nonce=number)
    import_module("balcao.programmes.migrations.0003_numbers_kept").keep(apps, None)
    import_module("balcao.messaging.migrations.0003_secrets_kept").keep(apps, None)
    assert Phase.objects.get().number == number and Hook.objects.get(pk=hook.pk).signing_secret == "whsec_clear"
    assert number not in Phase.objects.get().nonce and "clear" not in Hook.objects.get().secret
    digests = Mark.objects.values_list("digest", flat=True)
    assert {len(digest) for digest in digests} == {64}
    assert Mark.objects.get(application=first, kind="owner").digest == keyed("marks", f"owner|user {owner}")
    found = duplicates(first.phase.officers.first(), first)
    assert found[0].application == other and sorted(found[0].kinds) == ["bank", "phone"]


def test_marks_of_applications_alike_cannot_be_tried_out_without_the_key(phase, applicant, settings):  # noqa: F811
    import hashlib

    applicant(phase, "one", phone="66001122", bank_account="0123-45")
    kept = set(Mark.objects.values_list("digest", flat=True))
    for value in ("66001122", "012345"):
        for kind in ("phone", "bank"):
            tried = hashlib.sha256(f"{kind}|{value}".encode()).hexdigest()
            assert not {tried, tried[:32]} & kept


def test_the_mark_over_the_record_is_made_anew_by_the_upgrade_only_where_there_was_one(db, settings):
    import hashlib
    import hmac

    record.write("phase.made", None, None, "a")
    record.seal(timezone.now())
    last = Entry.objects.get()
    key = hmac.digest(settings.SECRET_KEY.encode(), b"balcao.records.head", "sha256")
    as_before = hmac.new(key, f"{last.number}:{last.digest}".encode(), hashlib.sha256).hexdigest()
    migration = import_module("balcao.records.migrations.0003_mark_anew")
    for seal, genuine in ((as_before, True), ("", False), ("0" * 64, False)):
        Entry.objects.update(seal=seal)
        migration.mark_anew(apps, None)
        assert record.is_genuine() is genuine


# The key is changed


@pytest.fixture
def kept(phase, applicant, make_user, settings):  # noqa: F811
    """Something of everything that is kept by the key of last year."""
    settings.SECRET_KEY = OLD
    person = make_user("ana")
    seed = generate_totp_secret()
    TOTP.activate(person, seed)
    hook = Hook.objects.create(name="till", url="https://example.org/")
    Phase.objects.update(nonce=encrypt("cd" * 32, DRAW))
    applications = [applicant(phase, name, phone="66001122") for name in ("one", "two")]
    record.seal(timezone.now())
    assert record.is_genuine()
    return person, seed, hook, hook.signing_secret, applications


def changed(settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]


@pytest.fixture(autouse=True)
def started(monkeypatch):
    monkeypatch.setattr("balcao.commands.key.start", lambda: None)


def test_the_key_is_changed_without_loss(kept, settings, as_user, client, capsys):
    from allauth.mfa.models import Authenticator

    from balcao.programmes.duplicates import duplicates

    person, seed, hook, secret, applications = kept
    browser, link = as_user(person), signing.dumps("a link")
    changed(settings)
    assert browser.get(reverse("me")).status_code == 200 and signing.loads(link) == "a link"  # both go on meanwhile
    assert renewal.by_old_keys() == 3
    assert main(["key", "renew"]) == 0
    assert "3 secrets" in capsys.readouterr().out
    settings.SECRET_KEY_FALLBACKS = []  # last year's key is gone
    assert renewal.by_old_keys() == 0
    assert shown(Authenticator.objects.get(user=person).data["secret"]) == seed
    assert Hook.objects.get(pk=hook.pk).signing_secret == secret
    assert Phase.objects.get().number == "cd" * 32
    assert duplicates(applications[0].phase.officers.first(), applications[0])[0].application == applications[1]
    owner = applications[0].business.members.get(role="owner").user_id
    assert Mark.objects.filter(kind="owner", digest=keyed("marks", f"owner|user {owner}")).exists()
    assert record.is_genuine() and Entry.objects.filter(kind="record.accepted").exists()


def test_what_is_sealed_between_a_change_of_key_and_its_renewal_is_marked(kept, settings, capsys):
    """A restarted worker seals every few seconds, and `renew` comes later."""
    changed(settings)
    record.write("phase.changed", None, subject="one")
    record.seal(timezone.now())
    assert record.is_genuine()
    assert main(["key", "renew"]) == 0


def test_renewing_is_repeated_without_harm(kept, settings):
    changed(settings)
    first = renewal.renew()
    before = [str(list(model.objects.values())) for model in (Hook, Phase, Mark)]
    assert first.texts == 3 and first.marks >= 4 and first.head
    again = renewal.renew()
    assert (again.texts, again.marks, again.unreadable, again.head_refused) == (0, 0, [], "")
    assert [str(list(model.objects.values())) for model in (Hook, Phase, Mark)] == before


def test_what_somebody_changes_meanwhile_is_not_written_over(kept, settings, monkeypatch):
    changed(settings)
    hook = kept[2]
    meanwhile = encrypt("whsec_other", HOOKS)

    def slow(text, purpose):
        Hook.objects.filter(pk=hook.pk).update(secret=meanwhile)
        return encrypt(text, purpose)

    monkeypatch.setattr(renewal, "encrypt", slow)
    renewal.renew()
    assert Hook.objects.get(pk=hook.pk).secret == meanwhile


def test_a_record_that_was_altered_gets_no_mark_by_a_change_of_key(kept, settings, capsys):
    changed(settings)
    Entry.objects.filter(number=1).update(kind="phase.other")
    assert main(["key", "renew"]) == 1
    assert "not marked: entry 1 is altered" in capsys.readouterr().err and not record.is_genuine()


def test_what_cannot_be_read_is_named_and_stays(kept, settings, capsys):
    settings.SECRET_KEY = NEW  # and nobody knows last year's
    hook = kept[2].secret
    assert main(["key", "renew"]) == 1
    told = capsys.readouterr()
    assert told.err.count("Cannot be read") == 3 and name_of(OLD) in told.err and OLD not in told.out + told.err
    assert Hook.objects.get().secret == hook and not Hook.objects.get().is_readable
    assert not Mark.objects.filter(digest=keyed("marks", "phone|66001122")).exists()  # nothing is made by a wrong key
    settings.SECRET_KEY_FALLBACKS = [OLD]
    assert main(["key", "renew"]) == 0
    assert Mark.objects.filter(digest=keyed("marks", "phone|66001122")).count() == 2


def test_a_hook_whose_secret_is_lost_is_sent_nothing_and_says_so(kept, settings, as_user, make_user, monkeypatch):
    from balcao.accounts.models import Role
    from balcao.messaging import send
    from balcao.messaging.models import Delivery
    from balcao.messaging.tell import emit_to

    settings.SECRET_KEY = NEW
    sent = []
    monkeypatch.setattr(send, "post_outside", lambda *given: sent.append(given))
    emit_to(kept[2], "hook.tried")
    delivery = Delivery.objects.filter(hook__isnull=False).latest("made_at")
    assert send.send(delivery.pk) is False and sent == []
    with override("en"):
        assert "can no longer be read" in Delivery.objects.get(pk=delivery.pk).trouble
    settings.DEMO = True  # without a second factor
    page = as_user(make_user("root", Role.ADMINISTRATOR)).get(reverse("hooks"))
    assert "can no longer be read" in page.content.decode()


def test_the_key_in_the_folder_is_changed_and_older_ones_forgotten_only_when_nothing_needs_them(
    kept, settings, tmp_path, monkeypatch, capsys
):
    settings.HOME = tmp_path
    (tmp_path / "secret-key").write_text(OLD)
    assert main(["key", "change"]) == 0
    now, *older = options.secret_keys(tmp_path)
    assert older == [OLD] and now != OLD and len(now) > 50
    assert {(tmp_path / name).stat().st_mode & 0o077 for name in (options.KEY_FILE, options.OLD_KEYS_FILE)} == {0}
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = now, older
    assert main(["key", "forget"]) == 1 and options.old_keys(tmp_path) == [OLD]
    assert main(["key", "renew"]) == 0
    assert main(["key", "forget"]) == 0 and options.secret_keys(tmp_path) == [now]
    assert main(["key", "state"]) == 0
    told = capsys.readouterr()
    assert name_of(now) in told.out and "older key, or in an older way: 0" in told.out
    assert not [key for key in (OLD, now) if key in told.out + told.err]


def test_a_key_that_the_operator_gives_is_changed_by_the_operator(tmp_path, monkeypatch, settings, db):
    monkeypatch.setenv("BALCAO_SECRET_KEY", NEW)
    monkeypatch.setenv("BALCAO_OLD_SECRET_KEYS", f"{OLD}, {OLD}x")
    settings.HOME = tmp_path
    assert options.secret_keys(tmp_path) == [NEW, OLD, f"{OLD}x"]
    assert main(["key", "change"]) == 2 and not list(tmp_path.iterdir())


def test_two_changes_one_after_the_other_keep_both_older_keys(tmp_path):
    first = options.secret_keys(tmp_path)[0]
    options.change_key(tmp_path)
    between = options.secret_keys(tmp_path)[0]
    options.change_key(tmp_path)
    assert options.secret_keys(tmp_path)[1:] == [between, first]
    assert json.loads((tmp_path / options.OLD_KEYS_FILE).read_text()) == [between, first]


def test_settings_may_come_as_credentials(tmp_path):
    import os
    import subprocess
    import sys

    (tmp_path / "BALCAO_SECRET_KEY").write_text(NEW + "\n")
    (tmp_path / "BALCAO_AGENCY").write_text("From a file")
    environment = {"PATH": os.environ["PATH"], "CREDENTIALS_DIRECTORY": str(tmp_path), "BALCAO_AGENCY": "From outside"}
    told = subprocess.run(
        [sys.executable, "-c", "from balcao.site import options as o; print(o.SECRET_KEY.text() + o.AGENCY.text())"],
        env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert told.strip() == NEW + "From outside"
    assert hidden("x") != "x"


def test_pseudonyms_of_new_businesses_have_128_bits_and_those_of_others_stay():
    import hmac

    from balcao.businesses.models import make_hash_key
    from balcao.diagnoses.reading import pseudonym

    assert len(pseudonym(make_hash_key(), "Wong")) == 32
    before = hmac.digest(b"ab" * 16, b"Wong", "sha256").hex()[:16]
    assert pseudonym("ab" * 16, "Wong") == before
