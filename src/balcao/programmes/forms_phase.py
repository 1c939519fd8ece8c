"""The form that begins a phase."""

from typing import Any

from django import forms

from balcao.language import language, later, say
from balcao.programmes.models import Measure
from balcao.programmes.terms import Texts
from balcao.programmes.writing.texts import TextsField


class _Measures(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.names.in_language(language())


class MeasureForm(forms.Form):
    """What a measure is called, in all languages, and what it was called when the page was read."""

    name = TextsField(label=later("write-name"), most=120)
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_name(self) -> Texts:
        return _whole(self.cleaned_data["name"])

    def clean_seen(self) -> Texts:
        try:
            return Texts.model_validate_json(self.cleaned_data["seen"])
        except ValueError:
            raise forms.ValidationError(say("moved-meanwhile")) from None


def _whole(name: Texts) -> Texts:
    if not name.whole:
        raise forms.ValidationError(say("measure-name-whole"))
    return name


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
        named = given.get("new_measure")
        if not given.get("measure") and named is not None and not named.whole:
            self.add_error("new_measure", say("measure-name-whole" if named else "write-measure-needed"))
        if not given.get("name"):
            self.add_error("name", say("write-name-needed"))
        return given
