"""A condition as rows that people can fill in: what, how, and with which value; and back."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balcao.language import language, later, say
from balcao.programmes.fields import FIELDS, KINDS_OF_ANSWERS, TESTS
from balcao.programmes.terms import Condition, Terms
from balcao.programmes.writing.texts import code_of, field_word, word_of

ROWS = 3
"""Conditions that a rule can be written with; deeper ones are kept as they are."""


def choices(terms: Terms) -> list[tuple[str, str]]:
    """Everything that a row can ask: each field with each test that fits it."""
    found = [("", "–")]
    for field in FIELDS.values():
        found += [
            (f"{field.code}:{test}", f"{field_word(field.code)}: {say(f'test-{test}')}") for test in TESTS[field.kind]
        ]
    for question in terms.questions:
        kind, name = KINDS_OF_ANSWERS[question.kind], question.text.in_language(language()) or question.code
        found += [(f"answer.{question.code}:{test}", f"{name[:60]}: {say(f'test-{test}')}") for test in TESTS[kind]]
    for needed in terms.documents:
        name = needed.name.in_language(language()) or needed.code
        found.append((f"document.{needed.code}:yes", f"{name[:60]}: {say('test-handed-in')}"))
    return found


class ConditionForm(forms.Form):
    """A condition of up to three rows, all or any of which must hold."""

    join = forms.ChoiceField(
        required=False, choices=lambda: [("all", say("join-all")), ("any", say("join-any")), ("none", say("join-none"))], label=later("join-label")
    )  # fmt: skip

    def __init__(self, *args: Any, terms: Terms, when: Condition | None = None, **kwargs: Any) -> None:
        self.kept = when if when is not None and as_rows(when) is None else None
        join, rows = as_rows(when) or ("all", []) if when else ("all", [])
        given = {"join": join}
        for n, (what, value) in enumerate(rows):
            given |= {f"what_{n}": what, f"value_{n}": value}
        super().__init__(*args, initial={**given, **kwargs.pop("initial", {})}, **kwargs)
        self.terms = terms
        options = choices(terms)
        for n in range(ROWS):
            self.fields[f"what_{n}"] = forms.ChoiceField(
                required=False, choices=options, label=say("condition-what", number=n + 1)
            )
            self.fields[f"value_{n}"] = forms.CharField(
                required=False, max_length=300, label=say("condition-value", number=n + 1)
            )

    def condition(self) -> Condition | None:
        """What was written, or None for nothing."""
        if self.kept is not None:
            return self.kept
        given = self.cleaned_data
        parts = [self._row(given[f"what_{n}"], given[f"value_{n}"]) for n in range(ROWS) if given.get(f"what_{n}")]
        if not parts:
            return None
        if given["join"] == "none":
            return Condition.model_validate(
                {"not": {"any": [part.model_dump(by_alias=True, exclude_none=True) for part in parts]}}
            )
        if len(parts) == 1:
            return parts[0]
        return Condition(any=parts) if given["join"] == "any" else Condition(all=parts)

    def _row(self, what: str, value: str) -> Condition:
        field, _, test = what.rpartition(":")
        return Condition(field=field, test=test, value=read_value(field, test, value))


def read_value(field: str, test: str, text: str) -> Any:
    """The value of a row as its test needs it. Raises ValidationError in the writer's language."""
    if test in ("yes", "no", "given"):
        return None
    if test in ("in", "not_in"):
        codes = [
            (word, code_of(field, FIELDS[field].choices, word))
            for word in text.replace("、", ",").split(",")
            if word.strip()
        ]
        unknown = [word.strip() for word, code in codes if code is None]
        if unknown or not codes:
            raise ValidationError(say("value-unknown", words=", ".join(unknown) or "–"))
        return [code for _, code in codes]
    try:
        if test in ("at_least", "at_most"):
            number = float(text.replace(",", "."))
            return int(number) if number == int(number) else number
        return date.fromisoformat(text.strip()).isoformat()
    except (ValueError, OverflowError):
        raise ValidationError(say("value-date" if test.startswith("on_or") else "value-number")) from None


def show_value(field: str, value: Any) -> str:
    """A value as it is written in a row."""
    if isinstance(value, list):
        return ", ".join(word_of(field, code) for code in value)
    return "" if value is None else str(value)


def as_rows(when: Condition) -> tuple[str, list[tuple[str, str]]] | None:
    """A condition as its join and rows; None if it is deeper than rows can show."""
    join, parts = "all", [when]
    if when.all is not None:
        parts = when.all
    elif when.any is not None:
        join, parts = "any", when.any
    elif when.no is not None:
        join, parts = "none", when.no.any if when.no.any is not None else [when.no]
    if len(parts) > ROWS or any(part.field is None for part in parts):
        return None
    return join, [(f"{part.field}:{part.test}", show_value(part.field or "", part.value)) for part in parts]
