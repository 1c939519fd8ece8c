"""Fields for figures that officers type, read by `typed`: money of the economy, counts, both within bounds."""

from decimal import Decimal
from typing import Any

from django import forms

from balcao import typed
from balcao.analytics.economies import minor_digits
from balcao.language import here, say


class MoneyField(forms.CharField):
    """Money in the economy's currency, which its label names, never less than nothing; kept in minor units, nothing typed is none."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        bound = super().get_bound_field(form, field_name)
        bound.label = say("money-label", label=str(bound.label), currency=here().currency)
        return bound

    def prepare_value(self, value: Any) -> Any:
        digits = minor_digits(here().currency)
        return typed.shown(Decimal(value).scaleb(-digits), digits) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        text = str(super().clean(value))
        return typed.money(text, here().currency) if text else 0


class CountField(forms.CharField):
    """A whole number within bounds; None where nothing is typed and nothing need be."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most = least, most

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return typed.count(text, self.least, self.most) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed("" if initial is None else str(initial), data)
