"""What is not kept is erased: visitors' uploads after a day, files that were read (and what of them was not used) after a week, halves of uploads."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db.models import Q

from balcao import store
from balcao.diagnoses.models import CORRECTION, READ_AGAIN, UNDER_WAY, Import, Report, State
from balcao.folders import is_held, remove

log = logging.getLogger("balcao.expire")

PART = 500
"""Imports erased, or emptied, in one go."""
HALF = timedelta(hours=2)
"""No upload and no reading takes this long."""


def erase_expired(now: datetime) -> int:
    """Erase what has had its time, a part of it at a time; returns how many imports it was."""
    gone = list(Import.objects.filter(expires_at__lte=now).values_list("pk", "source", "lines", "rejects")[:PART])
    keys = [key for _, *row in gone for key in row if key]
    Import.objects.filter(pk__in=[pk for pk, *_ in gone]).delete()
    ended = Q(finished_at__lte=now - CORRECTION) & ~Q(state__in=UNDER_WAY)
    kept = Import.objects.filter(ended, outlet__isnull=False).exclude(source="", rejects="")
    read = list(kept.values_list("pk", "source", "rejects")[:PART])
    keys += [key for _, *row in read for key in row if key]
    Import.objects.filter(pk__in=[pk for pk, *_ in read]).update(source="", rejects="")
    Import.objects.filter(
        outlet__isnull=False,
        state__in=[State.REFUSED, State.FAILED, State.CANCELLED],
        finished_at__lte=now - CORRECTION,
    ).delete()
    periods = Report.objects.filter(outlet__isnull=False, made_at__lte=now - READ_AGAIN)
    periods.exclude(asked_first=None, asked_last=None).delete()
    for key in keys:
        store.delete(key)
    Session.objects.filter(expire_date__lte=now).delete()
    return max(len(gone), len(read))


def sweep_uploads(folder: Path, now: datetime) -> None:
    """Forget uploads that were broken off, and what a killed worker left behind. What cannot be taken away keeps nothing else from it."""
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            if path.lstat().st_mtime < (now - HALF).timestamp() and not is_held(path):
                remove(path)
        except FileNotFoundError:
            pass
        except OSError:
            log.exception("not swept", extra={"path": path.name})
