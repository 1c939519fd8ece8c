"""A backup: the database as of one moment and every file that it names, in one tar that either kind of database can take back.

The rows are text (JSON lines, one file a table), so a backup of SQLite restores into PostgreSQL and the other way round.
Every table and file carries its SHA-256; restoring reads all of it back and compares.
"""

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from balcao import __version__, store
from balcao.messaging.models import LETTER
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


class _Exact(DjangoJSONEncoder):
    """Django's encoder cuts moments to milliseconds; a backup keeps them whole."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class ArchiveError(Exception):
    """A backup that cannot be made or taken back; its text says why and what to do."""


def tables() -> list[type[models.Model]]:
    """Every table that is kept, those that others point to first."""
    kept = [
        m for m in apps.get_models() if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in LEFT_OUT
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


def backup(target: Path) -> dict[str, Any]:
    """Write a backup while the site runs, for its owner only to read; returns what it holds. No file is deleted meanwhile."""
    Duty.objects.update_or_create(name="backup", defaults={"begun_at": timezone.now()})
    half = target.with_name(f".{target.name}.part")
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
        manifest["files"][key] = _digest(path.open("rb"))
        archive.add(path, f"files/{key}")
        if path.parent == work:
            path.unlink()
    content = json.dumps(manifest, indent=1).encode()
    about = tarfile.TarInfo("manifest.json")
    about.size = len(content)
    archive.addfile(about, io.BytesIO(content))
    return manifest


def dump(model: type[models.Model], alias: str, rows: Path) -> dict[str, Any]:
    """Write a table as JSON lines in the order of its key; returns its count and checksum.

    Names within JSON are sorted: PostgreSQL keeps them in an order of its own.
    """
    found = model._default_manager.using(alias).order_by("pk")
    if passing := PASSING.get(model._meta.label_lower):
        found = found.exclude(passing)
    with rows.open("w", encoding="utf-8") as out:
        serializers.serialize("jsonl", found.iterator(2000), stream=out, cls=_Exact, sort_keys=True)
    return {"rows": found.count(), "sha256": _digest(rows.open("rb"))}


def restore(source: Path) -> dict[str, Any]:
    """Take a backup into an empty deployment and verify it; returns its manifest. Raises ArchiveError, and then nothing is changed."""
    if apps.get_model("accounts", "User").objects.exists():
        raise ArchiveError("This deployment has people already. Restore into an empty database and folder.")
    try:
        with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder, tarfile.open(source) as archive:
            return _take(Path(folder), _unpack(archive, Path(folder)))
    except (tarfile.TarError, EOFError, json.JSONDecodeError, FileNotFoundError, FileExistsError) as error:
        raise ArchiveError(f"This backup is damaged or not whole ({error}). Nothing was changed.") from error


def _unpack(archive: tarfile.TarFile, folder: Path) -> set[str]:
    """Write the members under their own names, plain files only; returns these names.

    `extractall` is safe only with a filter, which Debian 12's Python does not have.
    """
    names = set()
    for member in archive:
        content = archive.extractfile(member) if member.isreg() and not member.issparse() else None
        if content is None or not MEMBERS.fullmatch(member.name):
            raise ArchiveError(f"This is no backup of {__version__}: it holds {member.name!r}. Nothing was changed.")
        path = folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with content, path.open("xb") as out:
            shutil.copyfileobj(content, out)
        names.add(member.name)
    return names


def _take(folder: Path, names: set[str]) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    known = sorted(map("/".join, MigrationRecorder(connections["default"]).applied_migrations()))
    if manifest["format"] != FORMAT or manifest["migrations"] != known:
        raise ArchiveError(
            f"This backup is of version {manifest['version']}, whose tables differ from {__version__}. "
            f"Install {manifest['version']}, restore, then upgrade. Nothing was changed."
        )
    told = {f"tables/{name}.jsonl" for name in manifest["tables"]} | {f"files/{key}" for key in manifest["files"]}
    if names != told | {"manifest.json"}:
        raise ArchiveError("This backup does not hold what its list says. Nothing was changed.")
    for key, digest in manifest["files"].items():
        if _digest((folder / "files" / key).open("rb")) != digest:
            raise ArchiveError(f"The file {key} of this backup is damaged. Nothing was changed.")
    with transaction.atomic():
        apps.get_model("diagnoses", "Import").objects.filter(sample=True).delete()
        apps.get_model("django_tasks_database", "DBTaskResult").objects.all().delete()
        for model in tables():
            name = model._meta.label_lower
            with (folder / "tables" / f"{name}.jsonl").open(encoding="utf-8") as rows:
                for row in serializers.deserialize("jsonl", rows):
                    row.save()
        if store.named() != set(manifest["files"]):
            raise ArchiveError("The rows of this backup name other files than it holds. Nothing was changed.")
        for model in tables():
            name = model._meta.label_lower
            if dump(model, "default", folder / "again.jsonl") != manifest["tables"][name]:
                raise ArchiveError(f"The table {name} differs from the backup after restoring. Nothing was changed.")
        with connections["default"].cursor() as cursor:
            for statement in connections["default"].ops.sequence_reset_sql(no_style(), tables()):
                cursor.execute(statement)
        for key in manifest["files"]:
            store.put(folder / "files" / key, key)
    for key, digest in manifest["files"].items():
        if _digest(store.get(key, folder).open("rb")) != digest:
            raise ArchiveError(f"The file {key} could not be stored whole. Check the store, and restore again.")
    return manifest


def _digest(content: IO[bytes]) -> str:
    with content:
        return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
