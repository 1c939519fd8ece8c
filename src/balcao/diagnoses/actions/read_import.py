"""The worker's main task: a waiting import is read, diagnosed, told in every language, and finished in one write.

Whatever happens on the way, the import afterwards is either whole or as it was: files lie under new keys until the
last transaction names them, and only the latest attempt may finish. The file itself is opened in a process of its own:
what is too much for that is refused, and the worker lives.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from balcao import store
from balcao.analytics.sales.schema import NotSalesError, Overrules, Reading, SaleLines
from balcao.apart import OverranError, plain_file
from balcao.diagnoses.memory import Recalled, read_knowing
from balcao.diagnoses.models import UNDER_WAY, Import, Report, State, Telling
from balcao.diagnoses.reading import Stored, apart, compare_file, read_file, tell_file
from balcao.language import folders_of_texts, here
from balcao.messaging.tell import emit

log = logging.getLogger("balcao.imports")

TRIES = 4
"""The failure of ours after which we give up."""
WORKERS = 12
"""The death of a worker over it after which we give up: seldom the file's fault, since it is opened in a process of its own."""
DEATHS = 2
"""The death of the process that opens it, for a reason that we do not know, that is taken for the file's fault."""
ANEW = {"tries": 0, "failures": 0, "deaths": 0}
"""What of an import is counted, each by itself, since somebody asked for it."""
BACKOFF = timedelta(seconds=10)
"""The wait before the second try; each later one is four times as long."""
SAID = ("columns", "date_order", "currency", "kind")
"""Fields of an import of what its people said."""
PACE = 0.25
"""Seconds between two notes on progress."""


class StoppedError(Exception):
    """Somebody cancelled the import, or another worker has taken it over."""


@dataclass(frozen=True)
class _Result:
    lines: SaleLines
    stored: Stored
    recalled: Recalled


def queue_reading(upload: Import, run_after: datetime | None = None) -> None:
    """Let a worker read it. Files of strangers wait by themselves: however many there are, no owner waits for them."""
    queue = "files" if upload.outlet_id else "visitors"
    read_import.using(queue_name=queue, run_after=run_after).enqueue(str(upload.pk))


@task(queue_name="files")
def read_import(import_id: str) -> None:
    """Read a waiting import; does nothing if it is finished, cancelled or gone."""
    upload = _begin(import_id)
    if upload is None:
        return
    started = time.monotonic()
    try:
        with apart().folder("import-") as work:
            _finish(upload, _read(upload, work), work)
        log.info("import read", extra={"import": import_id, "seconds": round(time.monotonic() - started, 2)})
    except StoppedError:
        log.info("import stopped", extra={"import": import_id})
    except NotSalesError as refusal:
        facts = {name: str(fact) for name, fact in refusal.facts.items()}
        headings = refusal.facts.get("columns", ())
        kept = {"headings": list(headings)} if isinstance(headings, list | tuple) else {}
        _end(upload, State.REFUSED, refusal={"code": refusal.code, "facts": facts, **kept})
    except OverranError as overran:
        log.warning("import too much", extra={"import": import_id, "what": overran.what})
        if overran.what == "death" and upload.deaths + 1 < DEATHS:
            _try_again(upload, deaths=upload.deaths + 1)
        else:
            _end(upload, State.REFUSED, refusal={"code": "too_much", "facts": {}})
    except Exception as error:
        log.exception("import failed", extra={"import": import_id, "failure": type(error).__name__})
        if upload.failures + 1 < TRIES:
            _try_again(upload, failures=upload.failures + 1)
        else:
            _end(upload, State.FAILED)


def _begin(import_id: str) -> Import | None:
    """Take the import: from now on only this attempt may finish it."""
    mine = Import.objects.filter(pk=import_id, state__in=UNDER_WAY)
    begun = mine.update(state=State.READING, attempt=F("attempt") + 1, tries=F("tries") + 1, step="opening", part=0)
    if not begun:
        return None
    upload = Import.objects.select_related("outlet__business").get(pk=import_id)
    if upload.tries - upload.failures - upload.deaths > WORKERS:
        _end(upload, State.FAILED)
        return None
    return upload


def _mine(upload: Import) -> QuerySet[Import]:
    return Import.objects.filter(pk=upload.pk, state=State.READING, attempt=upload.attempt)


def _progress(upload: Import) -> Callable[[str, float], None]:
    noted = 0.0

    def note(step: str, part: float) -> None:
        nonlocal noted
        now = time.monotonic()
        if now - noted < PACE:
            return
        noted = now
        if not _mine(upload).update(step=step, part=part):
            raise StoppedError

    return note


def _read(upload: Import, work: Path) -> _Result:
    note = _progress(upload)
    economy, process = here(), apart()
    file = store.get(upload.source, work)
    readings = iter(range(2))

    def read_once(overrules: Overrules) -> SaleLines:
        folder = work / f"reading-{next(readings)}"
        folder.mkdir()
        lines: SaleLines = process.run(read_file, file, economy, folder, overrules, note=note)
        return lines

    lines, recalled = read_knowing(upload, read_once)
    given = upload.file_name, lines, upload.hash_key, economy, folders_of_texts(), work
    stored: Stored = process.run(tell_file, *given, note=note)
    for path in (stored.lines, lines.rejects):
        if path:
            plain_file(path, work)
    return _Result(lines, stored, recalled)


def _finish(upload: Import, result: _Result, work: Path) -> None:
    """Files into the store, then everything in one transaction.

    Two files of one outlet may be ready at the same moment: whichever comes second is compared with the first as well.
    """
    key, rejects = store.new_key("lines"), ""
    store.put(result.stored.lines, key)
    if result.lines.rejects:
        rejects = store.new_key("rejects")
        store.put(result.lines.rejects, rejects)
    while not _finished(upload, result, work, lines=key, rejects=rejects):
        pass


def _finished(upload: Import, result: _Result, work: Path, **keys: str) -> bool:
    """Compare the file with the outlet's others and write it down, unless those have become others meanwhile."""
    others = _counted(upload)
    earlier = [store.get(other.lines, work) for other in others]
    told, staff = result.stored.told, result.stored.staff
    overlap, (count, first, last) = apart().run(compare_file, earlier, store.get(keys["lines"], work))
    reading = result.lines.reading
    with transaction.atomic():
        if not _mine(upload).select_for_update().exists():
            raise StoppedError
        if upload.outlet:
            outlet = type(upload.outlet).objects.select_for_update().get(pk=upload.outlet.pk)
            if [other.lines for other in _counted(upload)] != [other.lines for other in others]:
                return False
            outlet.staff_names |= staff
            outlet.save(update_fields=["staff_names"])
        foreign = any(other.reading["currency"] != reading.currency for other in others)
        _mine(upload).update(
            state=State.DONE,
            step="",
            part=1,
            finished_at=timezone.now(),
            reading={**_kept(reading), "said": {field: getattr(upload, field) for field in SAID}},
            recalled=result.recalled,
            has=sorted(result.lines.has),
            count=count,
            first=first,
            last=last,
            overlap={
                "lines": overlap.lines, "same": overlap.same, "days": overlap.days,
                "told_twice": overlap.told_twice, "moved": overlap.moved, "other_currency": foreign,
            },
            apart=overlap.told_twice or foreign,
            refusal=None,
            staff_names={} if upload.outlet else staff,
            **keys,
        )  # fmt: skip
        Report.objects.filter(of_import=upload).delete()
        report = Report.objects.create(
            of_import=upload, state=Report.State.READY, first=first, last=last, figures=told.figures
        )
        Telling.objects.bulk_create(
            Telling(report=report, language=language, content=content) for language, content in told.languages.items()
        )
        _tell(upload, State.DONE)
        if upload.outlet and earlier:
            from balcao.diagnoses.actions.diagnose_history import queue_report

            queue_report(upload.outlet, None, None)
    return True


def _counted(upload: Import) -> list[Import]:
    """The other files of the outlet's history, in the order in which they came."""
    if upload.outlet is None:
        return []
    others = upload.outlet.imports.filter(state=State.DONE, apart=False).exclude(pk=upload.pk)
    return list(others.order_by("made_at", "pk"))


def _kept(reading: Reading) -> dict[str, object]:
    """What of a reading is asked for later: of its evidence, which quotes the file, nothing."""
    questions = [
        {
            "about": question.about,
            "taken": question.taken,
            **({"rows": question.rows} if question.rows else {}),
            "candidates": [{"answer": one.answer, "net": one.net} for one in question.candidates],
        }
        for question in reading.questions
    ]
    headers, digits = reading.headers, reading.minor_digits
    return {**reading.as_dict(), "headers": headers, "minor_digits": digits, "questions": questions}


@transaction.atomic
def _end(upload: Import, state: str, **facts: Any) -> None:
    if _mine(upload).update(state=state, step="", finished_at=timezone.now(), **facts):
        _tell(upload, state, **{"code": facts["refusal"]["code"]} if state == State.REFUSED else {})


def _tell(upload: Import, state: str, **facts: str) -> None:
    """Let the business's programs know what became of it."""
    if upload.outlet:
        where = {"id": str(upload.pk), "outlet": str(upload.outlet_id)}
        emit(f"import.{state}", upload.pk, upload.outlet.business_id, **where, **facts)


@transaction.atomic
def _try_again(upload: Import, **counted: int) -> None:
    """Let it be begun once more, later each time, with what was `counted` of it."""
    if _mine(upload).update(state=State.WAITING, step="again", **counted):
        queue_reading(upload, timezone.now() + BACKOFF * 4 ** (sum(counted.values()) - 1))
