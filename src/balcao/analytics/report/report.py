"""A diagnosis in words: everything that the HTML page, the PDF, the terminal and the JSON show, in one language."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from balcao.analytics.diagnosis.engine import CHECKS, Diagnosis
from balcao.analytics.diagnosis.finding import Chart, Finding, NotEnough
from balcao.analytics.diagnosis.overview import Overview
from balcao.analytics.report.charts import draw, figures
from balcao.analytics.report.texts import Catalogue, shortened
from balcao.analytics.report.understanding import Understanding, say_understanding
from balcao.analytics.sales.schema import ROLES, Question, Reading

FAR = 0.1
"""The part of the total by which it may be another after an answer before findings are sure of nothing."""
FIRST = 5
"""Findings shown at once."""


@dataclass(frozen=True)
class Drawing:
    """A chart with the sentence it proves, how to read it, where it comes from, and its figures."""

    title: str
    reading: str
    source: str
    svg: str
    figures: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """A finding in words."""

    check: str
    title: str
    so_what: str
    do: str
    value: str
    range: str | None
    certainty: str
    confidence: str
    how: str
    drawing: Drawing | None
    listed: Sequence[str] = ()


@dataclass(frozen=True)
class Missing:
    """What could not be judged for one reason, and what would change that."""

    text: str
    checks: str


@dataclass(frozen=True)
class Report:
    """The whole report; `first` are the findings shown at once, `rest` those behind "more"."""

    language: str
    file: str
    period: str
    headline: str
    headline_more: str
    first: Sequence[Told]
    rest: Sequence[Told]
    overview: Sequence[tuple[str, str]]
    weeks: Drawing | None
    missing: Sequence[Missing]
    understood: str
    rejected: Sequence[tuple[str, str]]
    columns: Sequence[tuple[str, str]]
    labels: dict[str, str] = field(default_factory=dict)
    reading: Understanding | None = None  # None where several files were read


_LABELS = (
    "report-title", "do-label", "how-label", "figures-label", "overview-title", "missing-title", "reading-title",
    "reading-rejected", "reading-columns", "reading-wrong", "footer", "footer-method", "asked-taken",
)  # fmt: skip


def tell(finding: Finding, catalogue: Catalogue, source: str = "", charts: bool = False) -> Told:
    """A finding in the catalogue's language; with `charts` also drawn."""
    name = f"{finding.check}-{finding.variant}"
    facts = {key: shortened(fact) for key, fact in finding.facts.items()}

    def said(attribute: str | None = None) -> str:
        text = catalogue.say(name, attribute, facts)
        return text[:1].upper() + text[1:]

    value, span = catalogue.say("value-none"), None
    if finding.value:
        value = catalogue.say("value", mid=finding.value.mid)
        span = catalogue.say("value-range", low=finding.value.low, high=finding.value.high)
    drawing = None
    if charts and finding.chart:
        drawing = _drawing(finding.chart, catalogue, said("chart"), said("reading"), source)
    listed = finding.evidence.get("items", ()) if finding.check == "long_tail" else ()
    return Told(
        finding.check, said(), said("so-what"), said("do"), value, span,
        catalogue.say("certainty", word=catalogue.word("confidence", finding.confidence)), finding.confidence,
        said("how"), drawing, [str(item) for item in listed] if isinstance(listed, list) else (),
    )  # fmt: skip


def _drawing(chart: Chart, catalogue: Catalogue, title: str, reading: str, source: str) -> Drawing:
    return Drawing(title, reading, source, draw(chart, catalogue, f"{title}. {reading}"), figures(chart, catalogue))


def tell_missing(missing: NotEnough, catalogue: Catalogue) -> tuple[str, str]:
    """Why a check could not run, and what it would need, in words."""
    name = f"missing-{missing.reason}"
    return catalogue.say(name, None, missing.facts), catalogue.say(name, "would-need", missing.facts)


def write_report(file: str, reading: Reading, diagnosis: Diagnosis, catalogue: Catalogue, charts: bool) -> Report:
    """The report on a diagnosis; `charts` says whether to draw."""
    say = catalogue.say
    span = {"from": diagnosis.first, "to": diagnosis.last}
    source = say("chart-source", None, span)
    told = [tell(finding, catalogue, source, charts) for finding in diagnosis.findings]
    headline, more = _headline(diagnosis, catalogue)
    if told and hangs_on_an_answer(reading.questions):  # nothing is sure, nor first, before it is given
        told = [replace(one, certainty=say("certainty-open"), confidence="low") for one in told]
        headline, more = say("headline-open"), say("headline-open-more")
    weeks = None
    if charts and len(diagnosis.overview.weeks) >= 4:
        rows = [{"x": day.isoformat(), "y": total, "mark": False} for day, total in diagnosis.overview.weeks]
        priced = diagnosis.overview.priced
        title = say("overview-chart", priced="yes" if priced else "no")
        weeks = _drawing(Chart("line", rows, "money" if priced else "count", "date"), catalogue, title, source, source)
    return Report(
        catalogue.language,
        file,
        say("report-period", None, span, days=diagnosis.days_open),
        headline,
        more,
        told[:FIRST],
        told[FIRST:],
        _overview(diagnosis.overview, catalogue),
        weeks,
        _missing(diagnosis.not_enough, catalogue),
        _understood(reading, diagnosis.overview, catalogue),
        [(catalogue.word("reason", reason), catalogue.number(n)) for reason, n in reading.rejected.items()],
        [(catalogue.word("role", role), " + ".join(names)) for role, names in reading.columns.items() if names],
        {label: say(label) for label in _LABELS} | {"more-label": say("more-label", count=len(told[FIRST:]))},
        say_understanding(reading, diagnosis.totals.revenue - diagnosis.totals.refunds, catalogue),
    )


def hangs_on_an_answer(questions: Sequence[Question]) -> bool:
    """Whether a question about the money is open of which an answer would give another total by far."""
    return any(
        abs(other.net - taken.net) > FAR * abs(taken.net)
        for question in questions if question.about in ROLES
        for taken in question.candidates if taken.answer == question.taken and taken.net is not None
        for other in question.candidates if other.net is not None
    )  # fmt: skip


def _headline(diagnosis: Diagnosis, catalogue: Catalogue) -> tuple[str, str]:
    first = diagnosis.findings[:FIRST]
    valued = [f.value for f in first if f.value]
    if valued:
        low, mid, high = (sum(getattr(v, part) for v in valued) for part in ("low", "mid", "high"))
        return catalogue.say("headline", count=len(valued), mid=mid), catalogue.say(
            "headline-range", low=low, high=high
        )
    if first:
        more = "" if diagnosis.overview.priced else catalogue.say("headline-unpriced")
        return catalogue.say("headline-unvalued", count=len(first)), more
    run = len(CHECKS) - len(diagnosis.not_enough)
    if any(m.reason in ("few_days", "few_lines") for m in diagnosis.not_enough) and run < len(CHECKS) / 2:
        return catalogue.say("headline-few"), catalogue.say("headline-few-more")
    more = catalogue.say("headline-nothing-more", checks=run, lines=diagnosis.totals.lines)
    return catalogue.say("headline-nothing"), more


def _overview(figures: Overview, catalogue: Catalogue) -> list[tuple[str, str]]:
    say = catalogue.say
    form = catalogue.whole_money if figures.priced else lambda n: catalogue.number(round(n))
    shown = [
        (say("overview-net" if figures.priced else "overview-units"), form(figures.net)),
        (say("overview-day"), form(figures.per_day)),
    ]
    if figures.per_receipt is not None:
        visit = (
            catalogue.money(figures.per_receipt) if figures.priced else catalogue.number(round(figures.per_receipt, 1))
        )
        shown.append((say("overview-receipt"), visit))
    if figures.weekday is not None:
        day = catalogue.weekday(figures.weekday)
        shown.append((say("overview-weekday"), day[:1].upper() + day[1:]))
    if figures.hour is not None:
        hours = say("overview-hours", hour=figures.hour, next=figures.hour + 1)
        shown.append((say("overview-hour"), hours[:1].upper() + hours[1:]))
    if figures.item is not None:
        shown.append((say("overview-item"), figures.item))
    return shown


def _missing(missing: Sequence[NotEnough], catalogue: Catalogue) -> list[Missing]:
    """Grouped by reason, so that one missing column is one paragraph."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in missing:
        groups[tell_missing(one, catalogue)].append(catalogue.word("check", one.check))
    return [
        Missing(catalogue.joined((reason, need)), catalogue.say("missing-checks", checks=catalogue.listed(checks)))
        for (reason, need), checks in groups.items()
    ]


def _understood(reading: Reading, figures: Overview, catalogue: Catalogue) -> str:
    say, order = catalogue.say, catalogue.word("order", reading.date_order)
    if reading.used == reading.rows:
        used = say("reading-all", rows=reading.rows)
    else:
        used = say("reading-used", used=reading.used, rows=reading.rows)
    kept = say("reading-kept" if figures.priced else "reading-kept-unpriced", currency=reading.currency, order=order)
    clock = [say("reading-clock", place=catalogue.place(reading.time_zone))] if figures.hour is not None else []
    return catalogue.joined([used, kept, *clock, *(say(f"note-{note}") for note in dict.fromkeys(reading.notes))])
