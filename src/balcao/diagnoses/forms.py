"""What is asked when a file is dropped or a period chosen."""

from typing import Any

from django import forms
from django.conf import settings

from balcao.language import later, say


class UploadForm(forms.Form):
    """A file, and the outlet it belongs to."""

    file = forms.FileField(error_messages={"required": later("upload-no-file"), "empty": later("refusal-empty_file")})
    outlet = forms.UUIDField(required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD:
            raise forms.ValidationError(say("upload-too-large", most=settings.MAX_UPLOAD))
        return file


class PeriodForm(forms.Form):
    """From a day to a day; empty means from the start and to the end."""

    first = forms.DateField(required=False, error_messages={"invalid": later("period-invalid")})
    last = forms.DateField(required=False, error_messages={"invalid": later("period-invalid")})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["first"] > given["last"]:
            raise forms.ValidationError(say("period-backwards"))
        return given
