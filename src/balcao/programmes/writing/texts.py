"""A text in three languages as a form's field, and codes of choices as words."""

from typing import Any

from django import forms

from balcao.language import OURS, OWN_NAMES, say, words
from balcao.programmes.terms import Texts, visible

LANGUAGES = tuple((ours, OWN_NAMES[name]) for name, ours in OURS.items())


class TextsInput(forms.MultiWidget):
    """Three inputs, each with its language before it."""

    template_name = "programmes/widgets/texts.html"
    use_fieldset = True

    def __init__(self, rows: int = 0, attrs: dict[str, Any] | None = None) -> None:
        def one(ours: str, name: str) -> forms.Widget:
            own = {"lang": ours, "aria-label": name, "title": name}
            return forms.Textarea(attrs={**own, "rows": rows}) if rows else forms.TextInput(attrs=own)

        super().__init__({ours: one(ours, name) for ours, name in LANGUAGES}, attrs)

    def decompress(self, value: Any) -> list[str]:
        texts = value.model_dump(by_alias=True) if isinstance(value, Texts) else value or {}
        return [texts.get(ours, "") for ours, _ in LANGUAGES]


class TextsField(forms.MultiValueField):
    """Gives a `Texts`; what is missing is said when the phase is published, not while it is written. What nobody sees is missing."""

    def __init__(self, rows: int = 0, most: int = 300, **options: Any) -> None:
        fields = [forms.CharField(required=False, max_length=most if not rows else 5000) for _ in LANGUAGES]
        super().__init__(fields, require_all_fields=False, required=False, widget=TextsInput(rows), **options)

    def compress(self, data: list[str]) -> Texts:
        return Texts.model_validate(
            {
                ours: text if visible(text) else ""
                for (ours, _), text in zip(LANGUAGES, data or ["", "", ""], strict=True)
            }
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return any(data or []) if not initial else super().has_changed(initial, data)


def word_of(kind: str, code: str) -> str:
    """The word for a code in the reader's language."""
    return words().word(kind, code.replace("+", "plus") if kind == "size" else code)


def field_word(field: str) -> str:
    """What a field of a rule is called."""
    return say(f"field-{field}")
