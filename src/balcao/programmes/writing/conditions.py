"""A condition as rows that people can fill in: what, how, and with which value; and back."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balcao import typed
from balcao.analytics.economies import minor_digits
from balcao.language import colon, here, language, later, say
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
            (f"{field.code}:{test}", field_word(field.code) + colon() + say(f"test-{test}"))
            for test in TESTS[field.kind]
        ]
    for question in terms.questions:
        kind, name = KINDS_OF_ANSWERS[question.kind], question.text.in_language(language()) or question.code
        name = name[:60]
        if question.kind == "money":
            name = say("money-label", label=name, currency=here().currency)
        found += [(f"answer.{question.code}:{test}", name + colon() + say(f"test-{test}")) for test in TESTS[kind]]
    for needed in terms.documents:
        name = needed.name.in_language(language()) or needed.code
        found.append((f"document.{needed.code}:yes", name[:60] + colon() + say("test-handed-in")))
    return found


class ConditionForm(forms.Form):
    """A condition of up to three rows, all or any of which must hold."""

    join = forms.ChoiceField(
        required=False, choices=lambda: [("all", say("join-all")), ("any", say("join-any")), ("none", say("join-none"))], label=later("join-label")
    )  # fmt: skip

    def __init__(self, *args: Any, terms: Terms, when: Condition | None = None, **kwargs: Any) -> None:
        self.kept = when if when is not None and as_rows(when, terms) is None else None
        join, rows = as_rows(when, terms) or ("all", []) if when else ("all", [])
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

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for n in range(ROWS):
            try:
                if what := given.get(f"what_{n}"):
                    self._row(what, given.get(f"value_{n}") or "")
            except ValidationError as error:
                self.add_error(f"value_{n}", error)
        return given

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
        return Condition(field=field, test=test, value=read_value(field, test, value, is_money(field, self.terms)))


def is_money(field: str, terms: Terms) -> bool:
    """Whether a field is an answer in money: its rule is written in the currency, and kept in minor units."""
    return any(field == f"answer.{question.code}" and question.kind == "money" for question in terms.questions)


def read_value(field: str, test: str, text: str, money: bool = False) -> Any:
    """The value of a row as its test needs it, money in minor units. Raises ValidationError in the writer's language."""
    if test in ("yes", "no", "given"):
        return None
    if test in ("in", "not_in"):
        codes = _codes_of(field, text)
        unknown = [word for word, code in codes if code is None]
        if unknown or not codes:
            raise ValidationError(say("value-unknown", words=", ".join(unknown) or "–"))
        return [code for _, code in codes]
    if test in ("at_least", "at_most"):
        if money:
            return typed.money(text, here().currency)
        number = typed.number(text)
        return int(number) if number == number.to_integral_value() else float(number)
    return typed.day(text).isoformat()


def _codes_of(field: str, text: str) -> list[tuple[str, str | None]]:
    """The words of a list, each with its code. Words hold commas themselves ("Café, bar"): the longest that is one is meant."""
    parts = re.split(r"([,、;；，])", text)  # words at even places, and what stands between them
    found: list[tuple[str, str | None]] = []
    place = 0
    while place < len(parts):
        longest = ((end, "".join(parts[place:end])) for end in range(len(parts), place, -2))
        known = ((end, word.strip(), code_of(field, FIELDS[field].choices, word)) for end, word in longest)
        end, word, code = next((one for one in known if one[2]), (place + 1, parts[place].strip(), None))
        found += [(word, code)] if word else []
        place = end + 1
    return found


def show_value(field: str, value: Any, money: bool = False) -> str:
    """A value as it is written in a row."""
    if money and isinstance(value, int):
        digits = minor_digits(here().currency)
        return typed.shown(Decimal(value).scaleb(-digits), digits)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return typed.shown(value)
    if isinstance(value, list):
        return ", ".join(word_of(field, code) for code in value)
    return "" if value is None else str(value)


def as_rows(when: Condition, terms: Terms) -> tuple[str, list[tuple[str, str]]] | None:
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
    return join, [
        (f"{part.field}:{part.test}", show_value(part.field or "", part.value, is_money(part.field or "", terms)))
        for part in parts
    ]
