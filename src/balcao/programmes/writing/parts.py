"""The six parts of a phase's terms, each a form with its lists of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from balcao.businesses.sectors import SECTORS
from balcao.language import later, say, words
from balcao.programmes.terms import Terms
from balcao.programmes.writing.figures import CountField, MoneyField
from balcao.programmes.writing.rows import ROWS, Rows
from balcao.programmes.writing.texts import TextsField

NAMES = ("texts", "window", "who", "papers", "award", "choice")


class MomentField(forms.DateTimeField):
    """A day and time of day in the economy's zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value: Any) -> Any:
        return timezone.localtime(value) if hasattr(value, "tzinfo") and value.tzinfo else value


def _number(name: str, least: int = 0, most: int = 1_000_000) -> CountField:
    return CountField(label=later(f"write-{name}"), least=least, most=most)


class TextsForm(forms.Form):
    """What the phase is called and says."""

    name = TextsField(label=later("write-name"), most=120)
    benefits = TextsField(label=later("write-benefits"), help_text=later("write-benefits-help"))
    about = TextsField(label=later("write-about"), rows=5)


class WindowForm(forms.Form):
    """When, how many, how much, and how fast."""

    opens_at = MomentField(label=later("write-opens_at"), required=False)
    closes_at = MomentField(label=later("write-closes_at"), required=False, help_text=later("write-closes_at-help"))
    decides_on = forms.DateField(
        label=later("write-decides_on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    places = _number("places")
    reserve = CountField(label=later("write-reserve"), help_text=later("write-reserve-help"))
    value = MoneyField(label=later("write-value"), required=False)
    budget = MoneyField(label=later("write-budget"), required=False)
    unit = forms.ChoiceField(
        label=later("write-unit"),
        choices=lambda: [(u, say(f"write-unit-{u}")) for u in ("business", "outlet")],
        widget=forms.RadioSelect,
    )
    most_applications = _number("most_applications", 1, 20)
    review_days = _number("review_days", 1, 365)
    answer_days = _number("answer_days", 1, 90)
    accept_days = _number("accept_days", 1, 180)
    appeal_days = _number("appeal_days", 1, 180)
    lapse_days = _number("lapse_days", 0, 365)
    four_eyes = forms.BooleanField(label=later("write-four_eyes"), required=False)


class WhoForm(forms.Form):
    """Which kinds of business."""

    sectors = forms.MultipleChoiceField(
        label=later("write-sectors"), help_text=later("write-sectors-help"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(code, words().word("sector", code)) for code in SECTORS],
    )  # fmt: skip


class ChoiceForm(forms.Form):
    """How places are given."""

    method = forms.ChoiceField(
        label=later("write-method"), widget=forms.RadioSelect,
        choices=lambda: [(m, say(f"write-method-{m}")) for m in ("draw", "strata", "first_come", "score")],
    )  # fmt: skip
    beacon_source = TextsField(label=later("write-beacon_source"), help_text=later("write-beacon_source-help"))
    beacon_at = MomentField(label=later("write-beacon_at"), required=False)


@dataclass
class Part:
    """One part: its form, and its lists of rows by the name that they have in the terms."""

    name: str
    form: forms.Form | None
    rows: list[Rows] = field(default_factory=list)

    def is_valid(self) -> bool:
        """Whether everything can be taken."""
        return all([self.form is None or self.form.is_valid(), *(rows.is_valid() for rows in self.rows)])

    @property
    def forms(self) -> list[forms.Form]:
        """Every form of the part, in the order of the page."""
        rows = [form for rows in self.rows for row in rows for form in (row.when, row) if form is not None]
        return [*([self.form] if self.form else []), *rows]

    def terms(self, terms: Terms) -> Terms:
        """The terms with this part as written. Raises ValidationError for what cannot be."""
        changes: dict[str, Any] = dict(self.form.cleaned_data) if self.form else {}
        for rows in self.rows:
            changes[rows.name] = rows.written()
        try:
            return Terms.model_validate({**dict(terms), **changes})
        except ValueError as error:
            raise ValidationError(say("write-impossible", why=str(error)[:200])) from error


FORMS: dict[str, tuple[Callable[..., forms.Form] | None, Sequence[str]]] = {
    "texts": (TextsForm, ()),
    "window": (WindowForm, ()),
    "who": (WhoForm, ("rules",)),
    "papers": (None, ("documents", "questions")),
    "award": (None, ("steps", "funders")),
    "choice": (ChoiceForm, ("strata", "grid")),
}


def part_of(name: str, terms: Terms, posted: QueryDict | None = None) -> Part:
    """A part of the terms as forms, filled with what is written so far or with what was posted."""
    made, lists = FORMS[name]
    initial = {key: getattr(terms, key) for key in Terms.model_fields}
    form = made(posted, initial=initial) if made else None
    return Part(name, form, [Rows(kind, terms, posted) for kind in lists if kind in ROWS])
