"""A file that somebody drops becomes an import that waits to be read."""

import hashlib
import re
import unicodedata
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao import store
from balcao.accounts.quota import spend
from balcao.accounts.rights import Person
from balcao.businesses.models import Outlet, make_hash_key
from balcao.businesses.rights import Right, require
from balcao.diagnoses.actions.read_import import queue_reading
from balcao.diagnoses.models import FOREVER, UNDER_WAY, VISIT, Import, State
from balcao.language import language, say

MOST_VISITORS = 1000
"""Uploads without an account that may wait at one time."""


class TooLargeError(ValidationError):
    """The file is larger than we take."""

    status = 413


def receive_upload(
    user: Person, file: Path, name: str, outlet: Outlet | None, sample: bool = False
) -> tuple[Import, bool]:
    """Take a whole file (it is moved away) and queue its reading; returns the import and whether it is new.

    The same file brought twice to an outlet is the first import again. Raises ValidationError, told to the reader, for
    what we do not take.
    """
    size = file.stat().st_size
    if size > settings.MAX_UPLOAD:
        raise TooLargeError(say("upload-too-large", most=settings.MAX_UPLOAD))
    if outlet:
        require(user, outlet.business, Right.WORK)
    elif Import.objects.filter(outlet=None, state__in=UNDER_WAY).count() >= MOST_VISITORS:
        raise ValidationError(say("upload-busy"))
    if not sample:
        spend("files" if user.is_authenticated else "visits", user, size)
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if outlet:
        known = outlet.imports.filter(file_digest=digest, state__in=[*UNDER_WAY, State.DONE]).first()
        if known:
            return known, False
    key = store.new_key("sources")
    store.put(file, key)
    now: datetime = timezone.now()
    with transaction.atomic():
        upload = Import.objects.create(
            outlet=outlet,
            made_by=user if user.is_authenticated else None,
            expires_at=None if outlet else FOREVER if sample else now + VISIT,
            sample=sample,
            file_name=clean_name(name),
            file_size=size,
            file_digest=digest,
            source=key,
            language=language(),
            hash_key=outlet.business.hash_key if outlet else make_hash_key(),
        )
        queue_reading(upload)
    return upload, True


def clean_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no control or direction marks, at most 120 characters."""
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp"))
    return re.split(r"[/\\]", name)[-1].strip()[-120:] or "sales"
