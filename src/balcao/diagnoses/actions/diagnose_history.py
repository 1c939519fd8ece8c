"""The diagnosis of an outlet's history over a period, with the period before beside it."""

import logging
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks import task

from balcao import store
from balcao.accounts.rights import Person
from balcao.analytics.report.texts import Catalogue
from balcao.analytics.sales.schema import Reading
from balcao.businesses.models import Outlet
from balcao.businesses.rights import Right, require
from balcao.diagnoses.models import Import, Report, Telling
from balcao.diagnoses.queries import counted, state_of
from balcao.diagnoses.reading import Period, apart, tell_history
from balcao.language import catalogue, folders_of_texts, here, say
from balcao.messaging.tell import emit

log = logging.getLogger("balcao.histories")

MOST_WAITING = 10
"""Reports of one outlet that may wait to be made at one time."""
EVERY_FILE = ("clock", "amount", "receipt", "quantity")
"""What a history has only if each of its files has it."""


def ask_for_report(user: Person, outlet: Outlet, first: date | None, last: date | None) -> Report:
    """The report on a period (None: from the start, to the end), made in the background if there is none yet.

    Raises ValidationError while many of the outlet's wait: whoever may see may ask, but not for work without end.
    """
    require(user, outlet.business, Right.SEE)
    waiting = outlet.reports.filter(state="waiting")
    if waiting.count() >= MOST_WAITING and not waiting.filter(asked_first=first, asked_last=last).exists():
        raise ValidationError(say("reports-busy"), code="busy")
    return queue_report(outlet, first, last)


@transaction.atomic
def queue_report(outlet: Outlet, first: date | None, last: date | None) -> Report:
    """The same, for those who have asked about rights already. Asked twice, it is made once."""
    mark = state_of(outlet)
    report = outlet.reports.filter(asked_first=first, asked_last=last, history=mark).exclude(state="failed").first()
    if report is None:
        report = Report.objects.create(outlet=outlet, asked_first=first, asked_last=last, history=mark)
        diagnose_history.enqueue(str(report.pk))
    return report


@task(queue_name="files")
def diagnose_history(report_id: str) -> None:
    """Make a report that waits; does nothing if it is made or gone."""
    report = Report.objects.filter(pk=report_id, state="waiting").select_related("outlet__business").first()
    if report is None:
        return
    try:
        with apart().folder("history-") as work:
            _diagnose(report, work)
    except Exception:
        log.exception("history failed", extra={"report": report_id})
        _end(report, "failed")


def _diagnose(report: Report, work: Path) -> None:
    outlet = report.outlet
    imports = counted(outlet)
    files = [store.get(upload.lines, work) for upload in imports]
    asked = report.asked_first, report.asked_last
    reading, has = (_reading(imports), _has(imports)) if imports else (Reading(), frozenset())
    found: Period | None = apart().run(
        tell_history, str(outlet.name or outlet.business), files, outlet.staff_names, asked, (reading, has), here(),
        folders_of_texts(), work,
    )  # fmt: skip
    if found is None:
        _end(report, "empty")
        return
    told, before = found.told, found.before
    for language, content in told.languages.items():
        words = catalogue(language, reading.currency)
        content["understood"] = words.say("history-understood", files=len(imports), lines=found.lines)
        content["rejected"], content["columns"], content["reading"] = [], [], None
        if before:
            content["before"] = _compared(words, found.totals, before)
    with transaction.atomic():
        made = Report.objects.filter(pk=report.pk, state="waiting").update(
            state="ready", first=found.first, last=found.last, figures=told.figures, before=before
        )
        if made:
            if report.asked_first is None and report.asked_last is None:  # it stands in the place of those before it
                outlet.reports.filter(asked_first=None, asked_last=None).exclude(pk=report.pk).exclude(
                    state="waiting"
                ).delete()
            Telling.objects.bulk_create(
                Telling(report=report, language=language, content=content)
                for language, content in told.languages.items()
            )
            _tell(report, "ready")


@transaction.atomic
def _end(report: Report, state: str) -> None:
    if Report.objects.filter(pk=report.pk, state="waiting").update(state=state):
        _tell(report, state)


def _tell(report: Report, state: str) -> None:
    """Let the business's programs know what became of it."""
    outlet = report.outlet
    emit(f"report.{state}", report.pk, outlet.business_id, id=str(report.pk), outlet=str(outlet.pk))


def _reading(imports: list[Import]) -> Reading:
    """What is known of the files together; the latest speaks for what they share."""
    kept = imports[-1].reading or {}
    return Reading(
        time_zone=kept["time_zone"],
        currency=kept["currency"],
        minor_digits=kept["minor_digits"],
        kind=kept.get("kind", "sale lines"),
        rows=sum(upload.reading["rows"] for upload in imports),
        used=sum(upload.reading["used"] for upload in imports),
    )


def _has(imports: list[Import]) -> frozenset[str]:
    each = [set(upload.has) for upload in imports]
    return frozenset(set.union(*each) - (set(EVERY_FILE) - set.intersection(*each)))


def _compared(words: Catalogue, now: dict[str, int], before: dict[str, Any]) -> list[dict[str, str]]:
    """Rows of: what, now, before, change."""
    rows = []
    for name in ("net", "receipts", "per_day", "days_open"):
        new, old = (t["net"] / max(1, t["days_open"]) if name == "per_day" else t[name] for t in (now, before))
        form = words.whole_money if name in ("net", "per_day") else words.number
        change = words.say("change", share=abs(new / old - 1), way="more" if new >= old else "less") if old else ""
        rows.append({"name": words.say(f"compare-{name}"), "now": form(new), "before": form(old), "change": change})
    return rows
