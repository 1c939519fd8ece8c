"""Where files lie: a folder, or an S3-compatible store. Keys are ours, never a name that somebody gave.

A file is written whole before a row names it, and never changed. Files that no row names are swept (`sweep`), so
deleting a row is all that erasing takes. Each domain says which keys its rows name (`named_by`).
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import fsspec
from django.conf import settings
from fsspec.asyn import sync
from fsspec.implementations.local import LocalFileSystem

YOUNG = timedelta(hours=1)
"""A file younger than this may be one that a row is about to name."""
KINDS = ("sources", "lines", "rejects", "documents")
"""The folders of the store."""

WAITS = {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 0}}
"""How long a store that does not answer is waited for, each of so many times:"""
TRIES = 2
REACH = 4
"""Seconds in which the store must say whether it is there."""
_KEY = re.compile(rf"(?:{'|'.join(KINDS)})/[0-9a-f]{{2}}/[0-9a-f]{{32}}")
_HALF = re.compile(rf"{_KEY.pattern}\.\d+\.part")

_NAMERS: list[Callable[[str], Iterable[str]]] = []


class WrongKeyError(ValueError):
    """A key that `new_key` never made: no file of ours lies there, whatever a row or a backup says."""


def is_key(key: str) -> bool:
    """Whether this is a key as `new_key` makes them."""
    return _KEY.fullmatch(key) is not None


def _ours(key: str) -> str:
    if not is_key(key):
        raise WrongKeyError(f"{key!r} is no key of this store")
    return key


def named_by(namer: Callable[[str], Iterable[str]]) -> None:
    """Let a domain say which keys its rows name, in the database of the given alias."""
    _NAMERS.append(namer)


@lru_cache
def _store() -> tuple[fsspec.AbstractFileSystem, str]:
    if not settings.FILES.startswith("s3:"):
        system, root = fsspec.core.url_to_fs(settings.FILES)
        return system, root
    options: dict[str, Any] = {"config_kwargs": WAITS}
    if settings.S3_ENDPOINT:
        options["client_kwargs"] = {"endpoint_url": settings.S3_ENDPOINT}
    system, root = fsspec.core.url_to_fs(settings.FILES, **options)
    system.retries = TRIES
    return system, root


def new_key(kind: str) -> str:
    """A key that nothing has yet; `kind` is one of KINDS."""
    name = uuid4().hex
    return f"{kind}/{name[:2]}/{name}"


def put(file: Path, key: str) -> None:
    """Move a file into the store: there it is whole or not at all."""
    system, root = _store()
    target = f"{root}/{_ours(key)}"
    if isinstance(system, LocalFileSystem):
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        half = f"{target}.{os.getpid()}.part"
        try:
            shutil.move(file, half)
            os.replace(half, target)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise
    else:
        system.put_file(str(file), target)
        file.unlink()


def get(key: str, work: Path) -> Path:
    """The file as a local path: the file itself, to be read only, or a copy in the folder `work`."""
    system, root = _store()
    if isinstance(system, LocalFileSystem):
        path = Path(f"{root}/{_ours(key)}")
        if not path.is_file():
            raise FileNotFoundError(key)
        return path
    copy = work / key.replace("/", "-")
    system.get_file(f"{root}/{_ours(key)}", str(copy))
    return copy


def delete(key: str) -> None:
    """Remove a file, or the half of one that never became whole; one that is gone is gone."""
    system, root = _store()
    if not _HALF.fullmatch(key):
        _ours(key)
    with suppress(FileNotFoundError):
        system.rm_file(f"{root}/{key}")


def listed() -> Iterator[tuple[str, datetime]]:
    """Every file: its key, and when it was written (UTC)."""
    system, root = _store()
    system.invalidate_cache()
    for kind in KINDS:
        try:
            found = system.find(f"{root}/{kind}", detail=True)
        except FileNotFoundError:
            continue
        for path, facts in found.items():
            when = facts.get("LastModified") or datetime.fromtimestamp(facts["mtime"]).astimezone()
            yield path.removeprefix(root).lstrip("/"), when


def named(alias: str = "default") -> set[str]:
    """Every key that a row names, in a database."""
    return {key for namer in _NAMERS for key in namer(alias) if key}


def sweep(now: datetime) -> int:
    """Delete files of ours that no row names and that are not young; returns how many."""
    old = [key for key, when in listed() if when < now - YOUNG and (is_key(key) or _HALF.fullmatch(key))]
    kept = named() if old else set()
    gone = [key for key in old if key not in kept]
    for key in gone:
        delete(key)
    return len(gone)


def reachable() -> bool:
    """Whether the store can be written to."""
    system, root = _store()
    if isinstance(system, LocalFileSystem):
        Path(root).mkdir(parents=True, exist_ok=True)
        return os.access(root, os.W_OK)
    return bool(sync(system.loop, system._exists, root.split("/")[0], timeout=REACH))
