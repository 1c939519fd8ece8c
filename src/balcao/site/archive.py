"""A backup: the database as of one moment and every file that it names, in one tar that either kind of database can take back.

The rows are text (JSON lines, one file a table), so a backup of SQLite restores into PostgreSQL and the other way round.
Every table and file carries its SHA-256; restoring reads all of it back and compares.
"""

import fcntl
import hashlib
import io
import json
import os
import re
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from balcao import __version__, store
from balcao.messaging.models import LETTER
from balcao.records.clock import now
from balcao.site.models import Duty

LEFT_OUT = {"sessions.session", "site.beat", "site.duty", "site.write", "accounts.spent", "contenttypes.contenttype", "auth.permission", "auth.group",
            "usersessions.usersession", "messaging.silence"}  # fmt: skip
"""Tables that make themselves anew: people sign in again after a restore."""
PASSING = {"messaging.delivery": LETTER}
"""Rows of other tables that are of use for minutes only, and hold what no copy should: codes to sign in."""
FORMAT = 1
MEMBERS = re.compile(
    rf"manifest\.json|tables/[a-z_]+\.[a-z_]+\.jsonl|files/(?:{'|'.join(store.KINDS)})/[0-9a-f]{{2}}/[0-9a-f]{{32}}"
)
"""The names that a backup's members have; whatever else a tar holds is not ours."""
BUSY = "Another backup is being made. Try again when it has ended."
LOCK = 0xBA1CA0
"""PostgreSQL's number of the lock that a backup holds."""


class Table(BaseModel):
    """What a backup's list says of a table."""

    model_config = ConfigDict(extra="forbid", strict=True)
    rows: int
    sha256: str


class Manifest(BaseModel):
    """The list of a backup: what it holds, and what made it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    format: int
    version: str
    made_at: str
    migrations: list[str]
    tables: dict[str, Table]
    files: dict[str, str]


class _Exact(DjangoJSONEncoder):
    """Django's encoder cuts moments to milliseconds; a backup keeps them whole."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class ArchiveError(Exception):
    """A backup that cannot be made or taken back; its text says why and what to do."""


def tables(known: Any = apps) -> list[type[models.Model]]:
    """Every table that is kept, those that others point to first; `known`: the apps of this version, or as they were."""
    kept = [
        m for m in known.get_models() if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in LEFT_OUT
    ]
    return serializers.sort_dependencies([(None, kept)], allow_cycles=True)


@contextmanager
def _moment(work: Path) -> Iterator[str]:
    """The alias of a database that stands still: a copy of SQLite, or one snapshot of PostgreSQL."""
    default = connections["default"]
    if default.vendor == "sqlite":
        copy = work / "copy.sqlite3"
        default.ensure_connection()
        with sqlite3.connect(copy) as target:
            default.connection.backup(target, pages=2000, sleep=0.01)
        target.close()
        connections.databases["moment"] = {**default.settings_dict, "NAME": str(copy), "OPTIONS": {}}
        try:
            yield "moment"
        finally:
            connections["moment"].close()
            del connections.databases["moment"]
            del connections["moment"]
        return
    with transaction.atomic():
        with default.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield "default"


@contextmanager
def _alone() -> Iterator[None]:
    """One backup at a time: the first to end would let files go that the other still reads. Whoever is killed lets go at once."""
    default = connections["default"]
    if default.vendor == "sqlite":
        with (settings.HOME / "backup.lock").open("w") as mine:
            try:
                fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise ArchiveError(BUSY) from None
            yield
        return
    with default.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise ArchiveError(BUSY)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def backup(target: Path) -> dict[str, Any]:
    """Write a backup while the site runs, for its owner only to read; returns what it holds. No file is deleted meanwhile.

    Raises ArchiveError: there are no tables, another backup is under way, or the file cannot be written.
    """
    if Duty._meta.db_table not in connections["default"].introspection.table_names():
        raise ArchiveError("This database has no tables of Balcão. Are the settings of the site loaded?")
    half = target.with_name(f".{target.name}.part")
    with _alone():
        try:
            return _kept(target, half)
        except OSError as error:
            raise ArchiveError(f"{target} could not be written: {error.strerror or error}.") from error


def _kept(target: Path, half: Path) -> dict[str, Any]:
    Duty.objects.update_or_create(name="backup", defaults={"begun_at": now()})
    try:
        half.unlink(missing_ok=True)
        with (
            TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder,
            os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
            tarfile.open(fileobj=out, mode="w") as archive,
        ):
            manifest = _write(archive, Path(folder))
        half.replace(target)
        return manifest
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        Duty.objects.filter(name="backup").delete()


def _write(archive: tarfile.TarFile, work: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "format": FORMAT, "version": __version__, "made_at": timezone.now().isoformat(), "tables": {}, "files": {},
    }  # fmt: skip
    with _moment(work) as alias:
        manifest["migrations"] = sorted(map("/".join, MigrationRecorder(connections[alias]).applied_migrations()))
        for model in tables():
            rows = work / "rows.jsonl"
            manifest["tables"][model._meta.label_lower] = dump(model, alias, rows)
            archive.add(rows, f"tables/{model._meta.label_lower}.jsonl")
        keys = sorted(store.named(alias))
    for key in keys:
        path = store.get(key, work)
        manifest["files"][key] = digest_of(path.open("rb"))
        archive.add(path, f"files/{key}")
        if path.parent == work:
            path.unlink()
    content = json.dumps(manifest, indent=1).encode()
    about = tarfile.TarInfo("manifest.json")
    about.size = len(content)
    archive.addfile(about, io.BytesIO(content))
    return manifest


def dump(model: type[models.Model], alias: str, rows: Path, passing: bool = False) -> dict[str, Any]:
    """Write a table as JSON lines in the order of its key; returns its count and checksum.

    Names within JSON are sorted: PostgreSQL keeps them in an order of its own. `passing`: also rows that no backup holds.
    """
    found = model._default_manager.using(alias).order_by("pk")
    if not passing and (these := PASSING.get(model._meta.label_lower)):
        found = found.exclude(these)
    with rows.open("w", encoding="utf-8") as out:
        serializers.serialize("jsonl", found.iterator(2000), stream=out, cls=_Exact, sort_keys=True)
    return {"rows": found.count(), "sha256": digest_of(rows.open("rb"))}


def digest_of(content: IO[bytes]) -> str:
    """The SHA-256 of what is read, which is closed then."""
    with content:
        return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
