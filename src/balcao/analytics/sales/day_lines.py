"""Reports in which the day stands on a line of its own, above the lines it holds for."""

import re
from collections.abc import Sequence

from balcao.analytics.sales.date_forms import form_of

DAY = "day (line above)"
"""The heading of the column that is added."""

LONGEST_MOMENT = 40
"""Letters of a cell that are looked at for its day."""
_CLOCK = re.compile(r"[T ]*\d{1,2}[:h]\d{2}.*$")
_LABEL = re.compile(r"^[^\d:：]{1,24}[:：]\s*")
_INSIDE = re.compile(r"\d{1,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,4}日?")


def without_clock(cell: str) -> str:
    """What a cell says of the day, without a time of day behind it."""
    return _CLOCK.sub("", cell[:LONGEST_MOMENT]).strip()


def is_date(cell: str) -> bool:
    """Whether a cell is a date and nothing else."""
    text = cell.strip()
    if (
        not 6 <= len(text) <= 45
        or not any(c.isdigit() for c in text)
        or (re.fullmatch(r"[\d.,]+", text) and text.count(".") != 2)
    ):
        return False
    form = form_of(re.sub(r"\d", "9", text))
    return bool(form and form.has_date and not form.special)


def day_of(row: Sequence[str]) -> str:
    """The day that a line says if it says nothing else; "" if it says more or none."""
    cells = [v.strip() for v in row if v.strip()]
    if (
        len(cells) == 2
        and not any(c.isdigit() for c in cells[0])
        and is_date(cells[1])
        and cells[0].endswith((":", "："))
    ):
        return cells[1]
    if len(cells) != 1:
        return ""
    text = cells[0]
    for candidate in (text, _LABEL.sub("", text)):
        if is_date(candidate):
            return candidate
    inside = _INSIDE.search(text)
    letters = sum(c.isalpha() for c in _INSIDE.sub("", text))
    return inside.group() if inside and letters <= 14 and is_date(inside.group()) else ""
