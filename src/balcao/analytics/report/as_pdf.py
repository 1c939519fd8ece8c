"""The report as PDF, set by typst with the fonts that Balcão carries, so that it looks the same on every machine."""

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
    return bytes(typst.compile(template, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=inputs))
