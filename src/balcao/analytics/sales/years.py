"""Days that are written without their year: no day of sale, and not a table without dates either."""

import re

from balcao.analytics.sales.date_forms import form_of
from balcao.analytics.sales.schema import NotSalesError
from balcao.analytics.sales.table import Table

SAYS_DATE = 0.8
"""How sure a heading must be that its column holds dates."""
MOST_LACK_YEAR = 0.8
"""The share of a column's cells that must be days without a year."""


def without_year(table: Table) -> NotSalesError | None:
    """What to say of a table in which days stand without their year, as "5 Oct" or 10月5日; None where there are none."""
    for column in table.understanding.columns:
        texts = [text for text in column.texts if text]
        said = table.understanding.meanings[column.place].roles
        dated = max(said.get(role, 0.0) for role in ("sold_at", "date")) >= SAYS_DATE
        if texts and sum(_is_day(text, dated) for text in texts) >= MOST_LACK_YEAR * len(texts):
            return NotSalesError("no_year", column=table.headers[column.place])
    return None


def _is_day(text: str, decimals: bool) -> bool:
    """Whether a text is a day and a month without a year; 10.05 and 12,5 only with `decimals`."""
    if any(int(number) > 59 for number in re.findall(r"\d+", text)) or (
        not decimals and re.fullmatch(r"\d+[.,]\d+", text)
    ):
        return False
    shape = re.sub(r"\d", "9", text.strip())
    if (whole := form_of(shape)) and whole.has_date:
        return False
    day = re.sub(r"[\sT,]*\b9{1,2}\s?[:：時时點点h]\s?99.*$", "", shape)
    if day.isdigit():
        return False
    dated = (form_of(year) for year in (f"{day}/9999", f"{day} 9999", f"9999年{day}", f"{day}.9999", f"{day}-9999"))
    return any(form and form.has_date and not isinstance(form.day, int) for form in dated)
