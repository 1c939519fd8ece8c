"""Taking a backup back: looked at before anything is changed, taken into the tables of the version that made it, then brought up to date."""

import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Self

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.core.serializers import jsonl
from django.core.serializers.base import DeserializationError
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from pydantic import ValidationError as NotOfTheForm

from balcao import __version__, store
from balcao.accounts.models import User
from balcao.site.archive import FORMAT, MEMBERS, ArchiveError, Manifest, digest_of, dump, tables

UNTOUCHED = "Nothing was changed."
UNFIT = (DeserializationError, ValidationError, IntegrityError, DataError, ValueError, TypeError, LookupError, AttributeError, RecursionError)  # fmt: skip
"""What rows raise that no backup of ours holds."""
NO_TAR = (ValueError, ArithmeticError, RecursionError, MemoryError)
"""What the library raises, beside its own errors, of a tar whose headers are no headers."""
BEFORE_HEADERS = (*tarfile.GNU_TYPES, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
LONGEST_HEADER = 10_000
"""Bytes of what may stand before a header in a member of its own: a long name, a great size. It is read as one."""
LONGEST_LIST = 500_000_000
"""Bytes of a list: it is read as one, and names each file with a hundred."""


def restore(source: Path, prepare: Callable[[], None]) -> Manifest:
    """Take a backup into an empty deployment and verify it; returns its list. Raises ArchiveError, which says what was changed: mostly nothing.

    `prepare` makes the present tables. A backup of an earlier version is taken into tables as they were, in a database that has none.
    """
    if User._meta.db_table in connection.introspection.table_names() and User.objects.exists():
        raise ArchiveError("This deployment has people already. Restore into an empty database and folder.")
    try:
        with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
            work = Path(folder)
            return _take(work, _unpacked(source, work), prepare)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveError(
            f"This backup is damaged, packed once more, not whole or not there ({error}). {UNTOUCHED}"
        ) from error


def _unpacked(source: Path, work: Path) -> Manifest:
    """The list of a backup, whose members lie in a folder now."""
    try:
        with tarfile.open(source, "r:", tarinfo=_Header) as archive:
            members = _members(archive)
            manifest = _list_of(archive, members)
            _unpack(archive, members, work)
            return manifest
    except NO_TAR as error:
        raise tarfile.TarError(type(error).__name__) from error


class _Header(tarfile.TarInfo):
    """A header that is not followed where it promises another that is longer than any of ours."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        made = super().frombuf(buf, encoding, errors)
        if made.size < 0 or (made.type in BEFORE_HEADERS and made.size > LONGEST_HEADER):
            raise ArchiveError(
                f"This is no backup of {__version__}: it holds a header of {made.size:,} bytes. {UNTOUCHED}"
            )
        return made


def _members(archive: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    """What the tar holds, by name: plain files only, each once. Nothing is unpacked, and no member is longer than it is in the tar."""
    found: dict[str, tarfile.TarInfo] = {}
    for member in archive:
        ours = member.isreg() and not member.issparse() and MEMBERS.fullmatch(member.name)
        if not ours or member.name in found:
            raise ArchiveError(f"This is no backup of {__version__}: it holds {member.name!r}. {UNTOUCHED}")
        found[member.name] = member
    return found


def _list_of(archive: tarfile.TarFile, members: dict[str, tarfile.TarInfo]) -> Manifest:
    """Its list, if that and the members are of each other."""
    content = archive.extractfile(members["manifest.json"]) if "manifest.json" in members else None
    if content is None or members["manifest.json"].size > LONGEST_LIST:
        raise ArchiveError(f"This backup has no list of what it holds. {UNTOUCHED}")
    with content:
        told = content.read()
    try:
        manifest = Manifest.model_validate_json(told)
    except NotOfTheForm as error:
        at = ".".join(map(str, error.errors()[0]["loc"])) or "manifest.json"
        raise ArchiveError(
            f"The list of this backup is not of the form that ours have (at {at}). {UNTOUCHED}"
        ) from None
    listed = {f"tables/{name}.jsonl" for name in manifest.tables} | {f"files/{key}" for key in manifest.files}
    if manifest.format != FORMAT or set(members) != listed | {"manifest.json"}:
        raise ArchiveError(f"This backup does not hold what its list says. {UNTOUCHED}")
    return manifest


def _unpack(archive: tarfile.TarFile, members: dict[str, tarfile.TarInfo], folder: Path) -> None:
    """Write what the list names under its own names, if there is room for it.

    `extractall` is safe only with a filter, which Debian 12's Python does not have.
    """
    needed, free = sum(member.size for member in members.values()), shutil.disk_usage(folder).free
    if needed > free:
        raise ArchiveError(
            f"This backup needs {needed:,} bytes in {settings.FILE_UPLOAD_TEMP_DIR}, where {free:,} are free. {UNTOUCHED}"
        )
    for name, member in members.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = archive.extractfile(member)
        assert content is not None
        with content, path.open("xb") as out:
            shutil.copyfileobj(content, out)


def _take(folder: Path, manifest: Manifest, prepare: Callable[[], None]) -> Manifest:
    for key, digest in manifest.files.items():
        if digest_of((folder / "files" / key).open("rb")) != digest:
            raise ArchiveError(f"The file {key} of this backup is damaged. {UNTOUCHED}")
    known = _tables_of(manifest, prepare)
    earlier = known is not apps
    if not earlier and {model._meta.label_lower for model in tables()} != set(manifest.tables):
        raise ArchiveError(f"This backup does not hold every table. {UNTOUCHED}")
    with transaction.atomic():
        _take_rows(folder, manifest, known)
        if not earlier:
            _take_files(folder, manifest)
    if earlier:
        try:
            prepare()
            _take_files(folder, manifest)
        except (ArchiveError, OSError) as error:
            raise ArchiveError(
                f"The rows are there, the files are not ({error}). Empty the database and the store, and restore again."
            ) from error
    for key, digest in manifest.files.items():
        if digest_of(store.get(key, folder).open("rb")) != digest:
            raise ArchiveError(f"The file {key} could not be stored whole. Check the store, and restore again.")
    return manifest


def _tables_of(manifest: Manifest, prepare: Callable[[], None]) -> Any:
    """Make the tables that the backup is of; returns the apps as they were then."""
    executor = MigrationExecutor(connection)
    ours = {f"{app}/{name}": (app, name) for app, name in executor.loader.graph.nodes}
    theirs, there = set(manifest.migrations), {"/".join(one) for one in executor.loader.applied_migrations}
    if theirs == set(ours):
        prepare()
        return apps
    if not theirs <= set(ours):
        raise ArchiveError(
            f"This backup is of version {manifest.version}, whose tables differ from those of {__version__} and are none that came before. "
            f"Install {manifest.version}, restore, then upgrade. {UNTOUCHED}"
        )
    if not there <= theirs:
        raise ArchiveError(
            f"This backup is of an earlier version ({manifest.version}), and the database has the tables of {__version__} already. "
            f"Restore into a database without tables. {UNTOUCHED}"
        )
    then = {ours[name] for name in theirs}
    graph = executor.loader.graph
    last = sorted(one for one in then if not any(child.key in then for child in graph.node_map[one].children))
    executor.migrate(last)  # only the last of each: Django takes an earlier one for a wish to go back
    return MigrationExecutor(connection).loader.project_state(last).apps


class _Rows(jsonl.Deserializer):
    """Rows of one table as it was, and of no other."""

    def __init__(self, rows: IO[str], model: type[models.Model]) -> None:
        super().__init__(rows)
        self._model = model

    def _get_model_from_node(self, label: str) -> type[models.Model]:
        if label != self._model._meta.label_lower:
            raise DeserializationError("a row of another table")
        return self._model


def _take_rows(folder: Path, manifest: Manifest, known: Any) -> None:
    try:
        made_here = known.get_model("diagnoses", "Import"), known.get_model("django_tasks_database", "DBTaskResult")
    except LookupError:
        raise ArchiveError(f"This backup is of a version without tables. {UNTOUCHED}") from None
    made_here[0].objects.filter(sample=True).delete()
    made_here[1].objects.all().delete()
    kept = [model for model in tables(known) if model._meta.label_lower in manifest.tables]
    if len(kept) != len(manifest.tables):
        raise ArchiveError(f"This backup holds tables that there are not. {UNTOUCHED}")
    for model in kept:
        name = model._meta.label_lower
        try:
            with (folder / "tables" / f"{name}.jsonl").open(encoding="utf-8") as rows:
                for row in _Rows(rows, model):
                    row.save()
        except UNFIT as error:
            raise ArchiveError(f"The table {name} of this backup holds what is no row of it ({type(error).__name__}). {UNTOUCHED}") from error  # fmt: skip
    for model in kept:
        name = model._meta.label_lower
        if dump(model, "default", folder / "again.jsonl", passing=True) != manifest.tables[name].model_dump():
            raise ArchiveError(f"The table {name} differs from the backup after restoring. {UNTOUCHED}")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)


def _take_files(folder: Path, manifest: Manifest) -> None:
    if store.named() != set(manifest.files):
        raise ArchiveError(f"The rows of this backup name other files than it holds. {UNTOUCHED}")
    for key in manifest.files:
        store.put(folder / "files" / key, key)
