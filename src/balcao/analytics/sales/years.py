"""Days that are written without their year: no day of sale, and not a table without dates either."""

import re

from balcao.analytics.sales.date_forms import form_of
from balcao.analytics.sales.schema import NotSalesError
from balcao.analytics.sales.table import Table

_CLOCK = re.compile(r"[\sT,]*\b\d{1,2}\s?[:：時时點点h]\s?\d\d.*$")
"""The time of day behind a day."""
FIRST_YEAR = 15
"""What is less is no year of two digits in which anything here was sold."""
SAYS_DATE = 0.8
"""How sure a heading must be that its column holds dates."""
MOST_LACK_YEAR = 0.8
"""The share of a column's cells that must be days without a year."""


def without_year(table: Table) -> NotSalesError | None:
    """What to say of a table in which days stand without their year, as "5 Oct" or 10月5日; None where there are none.

    Numbers alone (5/10) are days only under a heading that says so. Jan-26, Feb-26 are months of a year.
    """
    for column in table.understanding.columns:
        texts = [text for text in column.texts if text]
        said = table.understanding.meanings[column.place].roles
        dated = max(said.get(role, 0.0) for role in ("sold_at", "date")) >= SAYS_DATE
        days = [text for text in texts if _is_day(text, dated)]
        if texts and len(days) >= MOST_LACK_YEAR * len(texts) and _go_on_within_a_month(days):
            return NotSalesError("no_year", column=table.headers[column.place])
    return None


def _go_on_within_a_month(days: list[str]) -> bool:
    """Whether different days of one month are among them, one of them early: what stands beside a month is no year then."""
    numbers = [[int(number) for number in re.findall(r"\d+", _CLOCK.sub("", text))] for text in days]
    months: dict[str, set[int]] = {}
    for text, found in zip(days, numbers, strict=True):
        if len(found) == 1:
            months.setdefault(re.sub(r"[\d\s]+", "", _CLOCK.sub("", text)).casefold(), set()).add(found[0])
    if months:
        return any(len(found) > 1 for found in months.values()) and min(map(min, months.values())) < FIRST_YEAR
    pairs = {(found[0], found[1]) for found in numbers if len(found) == 2}
    sides = [{pair[n] for pair in pairs} for n in (0, 1)]
    return len(pairs) > 1 and not any(len(side) == 1 and min(side) > 12 for side in sides)


def _is_day(text: str, dated: bool) -> bool:
    """Whether a text is a day and a month without a year; of numbers alone only if `dated`."""
    clean = _CLOCK.sub("", text.strip())
    if any(int(number) > 59 for number in re.findall(r"\d+", text)) or (
        not dated and re.fullmatch(r"[\d\s./,-]+", clean)
    ):
        return False
    if (whole := form_of(re.sub(r"\d", "9", text.strip()))) and whole.has_date:
        return False
    day = re.sub(r"\d", "9", clean)
    if day.isdigit():
        return False
    forms = (form_of(year) for year in (f"{day}/9999", f"{day} 9999", f"9999年{day}", f"{day}.9999", f"{day}-9999"))
    return any(form and form.has_date and not isinstance(form.day, int) for form in forms)
