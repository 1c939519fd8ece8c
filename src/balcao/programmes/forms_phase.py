"""The form that begins a phase."""

from typing import Any

from django import forms

from balcao.language import language, later, say
from balcao.programmes.models import Measure
from balcao.programmes.writing.texts import TextsField


class _Measures(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.names.in_language(language())


class NewPhaseForm(forms.Form):
    """A measure, or the name of a new one, and what the phase is called."""

    measure = _Measures(
        Measure.objects.order_by("-made_at"),
        required=False,
        label=later("write-measure"),
        empty_label=later("write-measure-new"),
    )
    new_measure = TextsField(label=later("write-measure-name"), most=120)
    name = TextsField(label=later("write-name"), most=120)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("measure") and not given.get("new_measure"):
            self.add_error("new_measure", say("write-measure-needed"))
        if not given.get("name"):
            self.add_error("name", say("write-name-needed"))
        return given
