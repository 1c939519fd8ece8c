"""Reads about imports and reports. Whoever calls has looked through `rights.py` first."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from balcao import store
from balcao.analytics.economies import codes, economy
from balcao.businesses.models import Business, Outlet
from balcao.diagnoses.models import UNDER_WAY, Import, Report, State, Telling
from balcao.language import here

CORRECTABLE = (
    "sold_at", "date", "time", "receipt", "item", "category", "quantity", "unit_price", "amount", "discount", "fee",
    "payment_method", "channel", "staff", "customer",
)  # fmt: skip
"""Roles of columns that people may set, in the order in which they are asked."""


LONGEST_CELL = 1 << 24
"""Letters of a cell of the rows that were not used; it may be as long as a line of the file."""


def rejected_rows(upload: Import) -> Iterator[list[str]]:
    """The headings of a file and its rows that were not used, as they came; before each the code of the reason."""
    csv.field_size_limit(LONGEST_CELL)
    with (
        TemporaryDirectory() as work,
        store.get(upload.rejects, Path(work)).open(encoding="utf-8", newline="") as file,
    ):
        yield from csv.reader(file)


def telling(report: Report, language: str) -> dict[str, Any]:
    """The report in a language."""
    found = Telling.objects.filter(report=report, language=language).values_list("content", flat=True).first()
    return found if found is not None else Telling.objects.filter(report=report).values_list("content", flat=True)[0]


def months(imports: list[Import]) -> list[tuple[date, bool]]:
    """Each month from the first sale to the last, and whether the history has sales of it."""
    covered = [(i.first, i.last) for i in imports if i.state == State.DONE and not i.apart]
    if not covered:
        return []
    month, end = min(first for first, _ in covered).replace(day=1), max(last for _, last in covered)
    found = []
    while month <= end:
        after = (month + timedelta(32)).replace(day=1)
        found.append((month, any(first < after and last >= month for first, last in covered)))
        month = after
    return found


def counted(outlet: Outlet) -> list[Import]:
    """The imports that make up an outlet's history, in the order in which they came."""
    return list(outlet.imports.filter(state=State.DONE, apart=False).order_by("made_at", "pk"))


def state_of(outlet: Outlet) -> str:
    """Names the history as it is now: another import, correction or undoing makes it another."""
    rows = (
        outlet.imports.filter(state=State.DONE, apart=False).order_by("made_at", "pk").values_list("lines", flat=True)
    )
    return _named(rows)


def _named(lines: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(lines).encode()).hexdigest()


def latest_report(business: Business) -> Report | None:
    """The newest report that speaks for an outlet as it is now: of its history, else of its latest import."""
    lines: dict[UUID, list[str]] = {}
    done = Import.objects.filter(outlet__business=business, state=State.DONE, apart=False).order_by("made_at", "pk")
    for outlet, key in done.values_list("outlet", "lines"):
        lines.setdefault(outlet, []).append(key)
    now = {outlet: _named(keys) for outlet, keys in lines.items()}
    whole: dict[UUID | None, Report] = {}
    told = Report.objects.filter(outlet__in=now, history__in=now.values(), asked_first=None, asked_last=None)
    for report in told.filter(state="ready").order_by("pk"):
        if report.outlet_id and report.history == now[report.outlet_id]:
            whole.setdefault(report.outlet_id, report)
    alone = Report.objects.filter(of_import__in=done).exclude(of_import__outlet__in=list(whole))
    found = [*whole.values(), *alone.order_by("-made_at")[:1]]
    return max(found, key=lambda report: report.made_at, default=None)


def imports_of(outlet: Outlet) -> list[Import]:
    """An outlet's imports, latest first."""
    return list(outlet.imports.order_by("-made_at", "pk").defer("reading", "columns", "staff_names")[:500])


def under_way(business: Business) -> list[Import]:
    """What is being read."""
    return list(Import.objects.filter(outlet__business=business, state__in=UNDER_WAY).order_by("made_at"))


def currencies() -> list[str]:
    """Every currency that we know, in order."""
    return sorted({here().currency, *(economy(code).currency for code in codes())})


def keys(alias: str) -> Iterator[str]:
    """The files that imports name."""
    rows = Import.objects.using(alias).values_list("source", "lines", "rejects")
    return (key for row in rows.iterator(5000) for key in row)
