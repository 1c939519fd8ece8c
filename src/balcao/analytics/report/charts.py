"""Charts as SVG: Vega-Lite specifications, drawn by vl-convert. The sentence that a chart proves is written around it."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any

from balcao.analytics.diagnosis.finding import Chart
from balcao.analytics.report.texts import Catalogue

FONTS = Path(__file__).parent / "fonts"
FONT = "Noto Sans CJK TC"
INK, SOFT, GREY, LINE, ACCENT, WARM, GROUND = (
    "#26231f",
    "#6a6459",
    "#bdb6a9",
    "#ded7c9",
    "#1d5c86",
    "#b0690f",
    "#ffffff",
)
"""The only colours of a chart. On screen each becomes the token of the same name (see COLOURS)."""
COLOURS = {
    INK: "ink",
    SOFT: "ink-soft",
    GREY: "context",
    LINE: "line",
    ACCENT: "accent",
    WARM: "warm",
    GROUND: "surface",
}
WIDTH = 400
"""Of the whole drawing: legible on a phone of 360 px."""
SIZE = 14

Label = Callable[[object], str]


def figures(chart: Chart, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The rows of a chart in words: what, and how much."""
    name, value = _names(chart, catalogue), _values(chart, catalogue)
    if chart.kind == "heat":
        return [
            (f"{catalogue.short_weekday(row['row'])} {catalogue.hour(row['x'])}", value(row["y"]))
            for row in chart.rows
            if row["mark"]
        ]
    return [(name(row["x"]), value(row["y"])) for row in chart.rows]


def draw(chart: Chart, catalogue: Catalogue, alternative: str) -> str:
    """The chart as an SVG image with `alternative` as its text."""
    layers = {"bars": _bars, "line": _line, "heat": _heat}[chart.kind](chart, catalogue)
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": 2,
        "config": {
            "font": FONT,
            "aria": False,
            "view": {"stroke": None},
            "axis": {
                "labelColor": INK,
                "labelFontSize": SIZE,
                "domain": False,
                "ticks": False,
                "grid": False,
                "title": None,
            },
            "text": {"fontSize": SIZE, "color": INK},
        },
        **layers,
    }
    svg = str(_converter().vegalite_to_svg(specification))
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alternative)}" ', 1)


@lru_cache
def _converter() -> ModuleType:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _names(chart: Chart, catalogue: Catalogue) -> Label:
    def kept(code: object) -> str:
        return str(code)

    def capital(kind: str) -> Label:
        def word(code: object) -> str:
            text = catalogue.word(kind, code)
            return text[:1].upper() + text[1:]

        return word

    kinds: Mapping[str, Label] = {
        "text": kept, "date": catalogue.short_date, "hour": catalogue.hour, "weekday": catalogue.weekday,
        "method": capital("method"), "channel": capital("channel"), "daypart": capital("daypart"),
    }  # fmt: skip
    return kinds[chart.names]


def _values(chart: Chart, catalogue: Catalogue) -> Label:
    units: Mapping[str, Callable[[float], str]] = {
        "money": catalogue.money, "count": lambda n: catalogue.number(round(n)), "share": catalogue.percent,
    }  # fmt: skip
    form = units[chart.unit]
    return lambda value: form(float(str(value)))


def _rows(chart: Chart, catalogue: Catalogue) -> Sequence[dict[str, Any]]:
    name, value = _names(chart, catalogue), _values(chart, catalogue)
    return [
        {
            "n": n,
            "name": name(row["x"]),
            "y": float(str(row["y"])),
            "label": value(row["y"]),
            "mark": bool(row.get("mark")),
        }
        for n, row in enumerate(chart.rows)
    ]


def _colour(marked: str) -> dict[str, object]:
    return {"condition": {"test": "datum.mark", "value": marked}, "value": GREY}


def _bars(chart: Chart, catalogue: Catalogue) -> dict[str, object]:
    """Horizontal bars from zero, each with its name above it and its value at the end."""
    rows = _rows(chart, catalogue)
    longest = max((row["y"] for row in rows), default=1.0) or 1.0
    step = 46
    place = {"field": "n", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.1}}
    scale = {"domain": [0, longest * 1.32], "nice": False}
    return {
        "width": WIDTH - 8,
        "height": {"step": step},
        "data": {"values": rows},
        "encoding": {"y": place},
        "layer": [
            {
                "mark": {"type": "bar", "height": 16, "yOffset": 9, "cornerRadiusEnd": 2},
                "encoding": {
                    "x": {"field": "y", "type": "quantitative", "axis": None, "scale": scale},
                    "color": _colour(ACCENT),
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "yOffset": 9, "fontWeight": "bold"},
                "encoding": {"x": {"field": "y", "type": "quantitative"}, "text": {"field": "label"}},
            },
            {
                "mark": {"type": "text", "align": "left", "yOffset": -11, "limit": WIDTH - 12, "color": SOFT},
                "encoding": {"x": {"datum": 0, "type": "quantitative"}, "text": {"field": "name"}},
            },
        ],
    }


def _line(chart: Chart, catalogue: Catalogue) -> dict[str, object]:
    """A line from zero, the marked part in colour, with its ends labelled."""
    rows = _rows(chart, catalogue)
    first_marked = next((row["n"] for row in rows if row["mark"]), len(rows))
    marked = [row for row in rows if row["n"] >= first_marked]
    ends = [dict(row, side=side) for row, side in ((rows[0], "left"), (rows[-1], "right"))]
    across = {
        "field": "n",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, max(1, len(rows) - 1)], "nice": False},
    }
    top = max(row["y"] for row in rows) or 1.0
    up = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [0, top * 1.2], "nice": False}}
    layers: list[dict[str, object]] = [
        {"mark": {"type": "rule", "color": LINE}, "data": {"values": [{}]}, "encoding": {"y": {"datum": 0}}},
        {"mark": {"type": "line", "color": GREY, "strokeWidth": 2}, "encoding": {"x": across, "y": up}},
    ]
    if marked and first_marked:
        layers.append(
            {
                "mark": {"type": "line", "color": ACCENT, "strokeWidth": 3},
                "data": {"values": marked},
                "encoding": {"x": across, "y": up},
            }
        )
    for side in ("left", "right"):
        own = {"values": [row for row in ends if row["side"] == side]}
        layers.append(
            {"mark": {"type": "text", "align": side, "fontWeight": "bold"}, "data": own,
             "encoding": {"x": across, "y": {"datum": top * 1.14, "type": "quantitative"}, "text": {"field": "label"}}}
        )  # fmt: skip
        layers.append(
            {"mark": {"type": "text", "align": side, "dy": 14, "color": SOFT}, "data": own,
             "encoding": {"x": across, "y": {"datum": 0, "type": "quantitative"}, "text": {"field": "name"}}}
        )  # fmt: skip
    return {"width": WIDTH - 8, "height": 150, "data": {"values": rows}, "layer": layers}


def _heat(chart: Chart, catalogue: Catalogue) -> dict[str, object]:
    """Weekdays by hours: darker earns more, the marked squares framed."""
    orders = sorted({int(str(row["order"])) for row in chart.rows})
    days = sorted({int(str(row["row"])) for row in chart.rows})
    rows = [
        {
            "hour": str(int(str(row["order"])) % 24),
            "day": catalogue.short_weekday(row["row"]),
            "y": row["y"],
            "mark": row["mark"],
        }
        for row in chart.rows
    ]
    across = {
        "field": "hour", "type": "ordinal", "sort": [str(order % 24) for order in orders],
        "axis": {"labelAngle": 0, "labelOverlap": True, "orient": "top"}, "scale": {"paddingInner": 0.12},
    }  # fmt: skip
    down = {
        "field": "day",
        "type": "ordinal",
        "sort": [catalogue.short_weekday(day) for day in days],
        "scale": {"paddingInner": 0.12},
    }
    shade = {
        "field": "y",
        "type": "quantitative",
        "legend": None,
        "scale": {"range": ["#e9edf0", ACCENT], "domainMin": 0},
    }
    return {
        "width": WIDTH - 60,
        "height": {"step": 28},
        "data": {"values": rows},
        "encoding": {"x": across, "y": down},
        "layer": [
            {"mark": {"type": "rect", "cornerRadius": 2}, "encoding": {"color": shade}},
            {
                "transform": [{"filter": "datum.mark"}],
                "mark": {"type": "rect", "fillOpacity": 0, "stroke": WARM, "strokeWidth": 2.5, "cornerRadius": 2},
            },
        ],
    }
