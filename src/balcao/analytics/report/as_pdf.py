"""The report as PDF, set by typst with the fonts that Balcão carries, so that it looks the same on every machine; the machine's own serve only rarer scripts."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from balcao.analytics.report.charts import FONTS
from balcao.analytics.report.report import Report


def as_pdf(report: Report) -> bytes:
    """The document."""
    template = Path(__file__).parent / "report.typ"
    inputs = {"report": json.dumps(asdict(report), ensure_ascii=False)}
    return bytes(typst.compile(template, font_paths=[FONTS], sys_inputs=inputs))
