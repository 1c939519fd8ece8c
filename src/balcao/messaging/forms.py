"""What is asked about a program that shall be told."""

from typing import Any

from django import forms

from balcao.language import later, say
from balcao.messaging.events import choices


class HookForm(forms.Form):
    """Its name, its address, and of what it is told."""

    name = forms.CharField(max_length=60, required=False, label=later("hook-name"))
    url = forms.CharField(
        max_length=300,
        label=later("hook-url"),
        widget=forms.URLInput,
        error_messages={"required": later("hook-url-wrong")},
    )
    events = forms.MultipleChoiceField(
        label=later("hook-events"),
        help_text=later("hook-events-help"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, of_business: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(event, say(f"event-{event.replace('.', '-')}")) for event in choices(of_business)]
        self.fields["events"].choices = named
