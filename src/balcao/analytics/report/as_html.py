"""The report as one HTML file that needs nothing else: styles and charts inside, no script."""

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from balcao.analytics.report.charts import COLOURS
from balcao.analytics.report.report import Report


def as_html(report: Report) -> str:
    """The page."""
    return _environment().get_template("report.html").render(report=report)


@lru_cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["screen"] = screen
    return environment


def screen(svg: str) -> Markup:
    """A chart whose colours follow the page's tokens, light or dark, told by its own label alone; its texts were escaped when it was drawn."""
    for colour, token in COLOURS.items():
        svg = svg.replace(colour, f"var(--{token})")
    svg = re.sub(r' (aria-)?role(description)?="(graphics-)?[a-z -]*(container|symbol|object|document)"', "", svg)
    return Markup(re.sub(r' (width|height)="[\d.]+"(?=[^>]*viewBox)', "", svg, count=2))
