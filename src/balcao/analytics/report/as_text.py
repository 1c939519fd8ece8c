"""The report in the terminal."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from unicodedata import east_asian_width

from balcao.analytics.report.report import Report, Told
from balcao.analytics.report.understanding import Understanding

WIDTH = 80


def as_text(report: Report) -> str:
    """The report as plain text, at most WIDTH columns wide."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    labels = report.labels
    yield from (f"{labels['report-title']} · {report.file}", report.period)
    if report.reading:
        yield from _reading(report.reading, labels)
    yield ""
    yield from _wrapped(report.headline)
    yield from _wrapped(report.headline_more)
    for number, told in enumerate([*report.first, *report.rest], 1):
        yield ""
        yield from _finding(number, told)
    yield from ("", labels["overview-title"])
    for name, value in report.overview:
        yield f"  {name}  {value}"
    if report.missing:
        yield from ("", labels["missing-title"])
        for missing in report.missing:
            yield from _wrapped(f"{missing.text} {missing.checks}", "  ")
    yield from ("", labels["reading-title"])
    yield from _wrapped(report.understood, "  ")
    for reason, count in report.rejected:
        yield f"    {count}  {reason}"


def _reading(reading: Understanding, labels: Mapping[str, str]) -> Iterator[str]:
    """The kind of table, and before any finding what stands in doubt, with the option that settles it."""
    yield from _wrapped(reading.kind)
    for line in reading.doubts:
        yield from ("", *_wrapped(line))
    if reading.asked:
        yield from ("", reading.asked_title)
    for asked in reading.asked:
        yield from _wrapped(asked.sentence, "  ")
        for choice in asked.choices:
            named = f"{choice.name}: {choice.net}" if choice.net else choice.name
            taken = f" ({labels['asked-taken']})" if choice.taken else ""
            yield from _wrapped(f"- {named}{taken}", "    ")
            yield from _wrapped(" · ".join(choice.evidence), "      ")
            if choice.option and not choice.taken:
                yield f"      {choice.option}"


def _finding(number: int, told: Told) -> Iterator[str]:
    yield from _wrapped(f"{number}. {told.title}")
    worth = told.value + (f" ({told.range})" if told.range else "")
    yield from _wrapped(f"{worth} · {told.certainty}", "   ")
    yield from _wrapped(told.so_what, "   ")
    yield from _wrapped(f"→ {told.do}", "   ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Lines of a text; wide characters, which have no blanks between them, count twice."""
    if not any(east_asian_width(c) in "WF" for c in text):
        return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
    lines, line, used = [], "", len(indent)
    for character in text:
        width = 2 if east_asian_width(character) in "WF" else 1
        if used + width > WIDTH and character not in "，。、；：？」）":
            lines.append(indent + line)
            line, used = "", len(indent)
        line += character
        used += width
    return [*lines, indent + line] if line else lines
