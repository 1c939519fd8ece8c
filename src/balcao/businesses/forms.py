"""What a business is asked about itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from balcao.businesses.actions.change_tokens import DAYS
from balcao.businesses.districts import DISTRICTS
from balcao.businesses.models import Business, Member, Outlet, Size
from balcao.businesses.sectors import SECTORS
from balcao.language import language, later, say, words
from balcao.typed import bank_account, registration_number, telephone

READ = {"phone": telephone, "registration_number": registration_number, "bank_account": bank_account}
"""Columns of a business with a form of their own."""


class NameForm(forms.Form):
    """The one thing that a new business must say: its name."""

    name = forms.CharField(max_length=120, label=later("business-name"), help_text=later("business-name-help"))

    def names(self) -> dict[str, str]:
        """The name as the column of the reader's language, or of the script in which it is written."""
        name = self.cleaned_data["name"].strip()
        if any("\u4e00" <= character <= "\u9fff" for character in name):
            return {"name_zh": name}
        return {"name_pt" if language() == "pt" else "name_en": name}


def _sectors() -> list[tuple[str, str]]:
    return [("", say("choose"))] + [(code, words().word("sector", code)) for code in SECTORS]


def _sizes() -> list[tuple[str, str]]:
    return [("", say("choose"))] + [(size, words().word("size", size.replace("+", "plus"))) for size in Size.values]


class ProfileForm(forms.ModelForm):
    """The profile; only a name is needed."""

    sector = forms.ChoiceField(required=False, choices=_sectors, label=later("business-sector"))
    size = forms.ChoiceField(required=False, choices=_sizes, label=later("business-size"))

    class Meta:
        model = Business
        fields = (
            "name_zh", "name_pt", "name_en", "sector", "size", "district", "address", "phone", "registration_number",
            "registered_on", "registered_here", "bank_account",
        )  # fmt: skip
        labels = {
            name: later(f"business-{name}")
            for name in (
                "name_zh", "name_pt", "name_en", "district", "address", "phone", "registration_number", "registered_on",
                "registered_here", "bank_account",
            )
        }  # fmt: skip
        help_texts = {
            "registration_number": later("business-registration_number-help"),
            "bank_account": later("business-bank_account-help"),
        }
        widgets = {"registered_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = DISTRICTS.get(settings.ECONOMY)
        if known:
            choices = [("", say("choose"))] + [(code, words().word("district", code)) for code in known]
            if self.instance.district and self.instance.district not in known:
                choices.append((self.instance.district, self.instance.district))
            self.fields["district"] = forms.ChoiceField(required=False, choices=choices, label=say("business-district"))
        yes_no = [("unknown", say("choose")), ("true", say("yes")), ("false", say("no"))]
        self.fields["registered_here"].widget.choices = yes_no

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, read in READ.items():
            if name in self.changed_data and name in given:  # what was kept before is not asked for again
                try:
                    given[name] = read(given[name], settings.ECONOMY)
                except ValidationError as wrong:
                    self.add_error(name, wrong)
        if (registered := given.get("registered_on")) and registered > timezone.localdate():
            self.add_error("registered_on", say("business-registered-later"))
        if not (given.get("name_zh") or given.get("name_pt") or given.get("name_en")):
            self.add_error("name_zh", say("business-needs-name"))
        return given


class OutletForm(forms.ModelForm):
    """A place of sale."""

    class Meta:
        model = Outlet
        fields = ("name", "address")
        labels = {"name": later("outlet-name"), "address": later("outlet-address")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class InvitationForm(forms.Form):
    """As what somebody is invited."""

    role = forms.ChoiceField(
        label=later("invite-role"),
        choices=lambda: [(role, words().word("member-choice", role)) for role in ("staff", "manager", "owner")],
        initial=Member.Role.STAFF,
        widget=forms.RadioSelect,
    )


class TokenForm(forms.Form):
    """What a program is called and may do."""

    name = forms.CharField(max_length=60, label=later("token-name"))
    scopes = forms.MultipleChoiceField(
        label=later("token-scopes"),
        choices=lambda: [(scope, words().word("scope", scope)) for scope in ("upload", "read", "apply")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": later("token-needs-scope")},
    )
    days = forms.TypedChoiceField(
        label=later("token-ends"),
        choices=lambda: [(days, say("token-days", days=days)) for days in DAYS] + [("", say("token-endless"))],
        coerce=int,
        empty_value=None,
        required=False,
        initial=365,
    )


class OfficersTokenForm(TokenForm):
    """The same for an officer's own program: it may all that the officer may, or only read."""

    scopes = forms.ChoiceField(
        label=later("token-scopes"),
        choices=lambda: [(scope, words().word("scope", scope)) for scope in ("review_read", "review")],
        initial="review_read",
        widget=forms.RadioSelect,
    )
