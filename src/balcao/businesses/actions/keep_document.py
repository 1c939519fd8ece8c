"""The papers of a business: brought once, told by their content what they are, used again, thrown away."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from balcao import store
from balcao.accounts.models import User
from balcao.accounts.quota import spend
from balcao.businesses.models import Business, Document
from balcao.businesses.opening import BusyError, NotOpenedError, opens
from balcao.businesses.rights import Right, require
from balcao.businesses.scan import InfectedError, ScannerAwayError, scan
from balcao.language import say
from balcao.records import record

log = logging.getLogger("balcao.businesses")

MOST = 15_000_000
"""Bytes of one document."""
MOST_DOCUMENTS = 200
"""Documents of one business."""
MEDIA = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic"}
"""What is taken, with the ending under which it is given back."""
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True)
class Examined:
    """What a paper was found to be."""

    media: str
    size: int
    digest: str


def examine(user: User, file: Path) -> Examined:
    """What a paper is: by its content, whatever its name ends in, opened as a whole, and scanned where there is a scanner.

    It takes a while, so call it outside transactions. It is counted before it is opened, whatever comes of it. Raises
    ValidationError, told to the reader, for what we do not take; its code is "busy" where only the moment was wrong.
    """
    size = file.stat().st_size
    if size > MOST:
        raise ValidationError(say("document-too-large", most=MOST))
    spend("papers", user, size)
    with file.open("rb") as content:
        media = media_of(content.read(1024))
        content.seek(0)
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if media is None:
        raise ValidationError(say("document-unknown"))
    try:
        if not opens(file, media):
            raise ValidationError(say("document-broken", found=MEDIA[media].upper()))
        scan(file)
    except BusyError:
        raise ValidationError(say("document-busy"), code="busy") from None
    except NotOpenedError as away:
        log.error("paper not opened", extra={"why": str(away)[-500:]})
        raise ValidationError(say("document-not-opened"), code="busy") from None
    except InfectedError as infected:
        log.error("paper refused by the scanner", extra={"digest": digest, "known_as": str(infected)[:100]})
        raise ValidationError(say("document-infected")) from None
    except ScannerAwayError as away:
        log.error("scanner away", extra={"why": str(away)})
        raise ValidationError(say("document-unscanned"), code="busy") from None
    return Examined(media, size, digest)


def keep_document(
    user: User, business: Business, file: Path, name: str, kind: str, expires_on: date | None = None,
    examined: Examined | None = None,
) -> Document:  # fmt: skip
    """Take a whole file (it is moved away), `examined` before or now. Raises ValidationError, told to the reader."""
    require(user, business, Right.WORK)
    found = examined or examine(user, file)
    media, size, digest = found.media, found.size, found.digest
    known = business.documents.filter(digest=digest, kind=kind, expires_on=expires_on).first()
    if known:
        return known
    if business.documents.count() >= MOST_DOCUMENTS:
        raise ValidationError(say("documents-too-many", most=MOST_DOCUMENTS))
    key = store.new_key("documents")
    store.put(file, key)
    with transaction.atomic():
        document = Document.objects.create(
            business=business, kind=kind, name=Path(name).stem[-100:] or kind, media=media, size=size, digest=digest,
            key=key, expires_on=expires_on, brought_by=user,
        )  # fmt: skip
        record.write("document.kept", user, business.pk, document.pk, what=kind)
    return document


def media_of(head: bytes) -> str | None:
    """What a file is by its first bytes, whatever its name says; None for what we do not take."""
    if head.lstrip()[:5] == b"%PDF-":
        return "application/pdf"
    if head[:3] == b"\xff\xd8\xff":
        return "image/jpeg"
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return "image/png"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "image/heic"
    return None


@transaction.atomic
def throw_away(user: User, document: Document) -> None:
    """Delete a document. Raises ValidationError while an application holds it."""
    require(user, document.business, Right.WORK)
    key = document.pk
    try:
        document.delete()
    except ProtectedError:
        raise ValidationError(say("document-in-use")) from None
    record.write("document.erased", user, document.business_id, key)
