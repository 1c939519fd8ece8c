"""What a business takes away of its applications, what erasing it leaves, and for how long."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q

from balcao import store
from balcao.accounts.models import User
from balcao.businesses.actions.keep_document import MEDIA
from balcao.businesses.models import Business, Document
from balcao.language import say
from balcao.programmes.actions.answer import withdraw
from balcao.programmes.interests import forget_outlived, outlive
from balcao.programmes.models import Application, Attached, PlaceMoved
from balcao.programmes.states import Act, State, may

EMPTY: dict[str, Any] = {
    "answers": {},
    "stamps": {},
    "profile": {},
    "judged": None,
    "inquiries": [],
    "appeal": None,
    "reason": None,
    "proposal": None,
    "search": "",
}
"""An application of which only the reference, the states and the dates are left: the draw's record names it."""


def programmes_part(business: Business, archive: ZipFile) -> None:
    """Applications and their states as JSON, and every paper."""
    rows = business.applications.order_by("made_at").values(
        "reference", "phase__slug", "state", "state_at", "made_at", "submitted_at", "version", "answers", "profile", "judged",
        "inquiries", "reason", "appeal", "position", "award__value", "award__made_at", "award__ended_at",
    )  # fmt: skip
    kept = [
        {**row, "inquiries": [{k: v for k, v in one.items() if k != "by"} for one in row["inquiries"]]} for row in rows
    ]
    archive.writestr("applications.json", json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
    with TemporaryDirectory() as work:
        for document in business.documents.order_by("brought_at"):
            path = store.get(document.key, Path(work))
            archive.write(path, f"documents/{document.kind}-{document.digest[:12]}.{MEDIA[document.media]}")


def kept_after_erasing(business: Business) -> str:
    """What the law makes us keep, in words."""
    awarded = business.applications.filter(award__isnull=False).count()
    return say("erase-kept-awards", count=awarded, years=settings.KEEP_YEARS) if awarded else ""


def erase_part(user: User, business: Business) -> None:
    """Withdraw what runs, empty what was never awarded, and leave awards as they are, without their business."""
    outlive(business)
    business.applications.filter(state=State.DRAFT).delete()
    for application in business.applications.select_related("phase", "business").order_by("phase_id", "pk"):
        if may(Act.WITHDRAW, application.state):
            withdraw(user, application)
    PlaceMoved.objects.filter(reference__in=business.applications.values("reference")).delete()
    never = business.applications.filter(award=None)
    _empty(list(never))
    held = Document.objects.filter(business=business, uses__application__award__isnull=False)
    Document.objects.filter(pk__in=held.values("pk")).update(business=None)


def erase_kept(now: datetime) -> int:
    """Awards of erased businesses whose years are over are emptied; returns how many."""
    over = Q(business=None, award__ended_at__lt=now - timedelta(days=365.25 * settings.KEEP_YEARS)) & ~Q(profile={})
    found = list(Application.objects.filter(over)[:500])
    with transaction.atomic():
        _empty(found)
        Document.objects.filter(business=None, uses=None).delete()
        forget_outlived()
    return len(found)


def _empty(applications: list[Application]) -> None:
    keys = [application.pk for application in applications]
    Attached.objects.filter(application__in=keys).delete()
    for application in applications:
        application.notes.all().delete()
        application.marks.all().delete()
    Application.objects.filter(pk__in=keys).update(**EMPTY)


def keys(alias: str) -> list[str]:
    """The files that documents name."""
    return list(Document.objects.using(alias).values_list("key", flat=True))
