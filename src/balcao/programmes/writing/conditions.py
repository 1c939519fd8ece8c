"""A condition as rows that people can fill in: what, how, and with which value; and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from balcao import typed
from balcao.analytics.economies import minor_digits
from balcao.businesses.districts import DISTRICTS
from balcao.language import colon, here, language, later, say
from balcao.programmes.fields import FIELDS, KINDS_OF_ANSWERS, MOST_PEOPLE, TESTS
from balcao.programmes.terms import Condition, Terms
from balcao.programmes.writing.texts import field_word, word_of

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


@dataclass(frozen=True)
class Listed:
    """What is chosen from a list, not typed: the name of its field in a row, what it is the value of, and the values."""

    name: str
    field: str
    tests: tuple[str, ...]
    values: tuple[Any, ...]

    @property
    def many(self) -> bool:
        return self.field != "people_at_most"

    def word(self, value: Any) -> str:
        """A value as it is read in the list."""
        return word_of(self.field, value) if self.many else say("limit-people", people=value)

    def form_field(self, kept: Any) -> forms.Field:
        """The field to choose in. What a condition that there is has beside the list (`kept`) can stay."""
        beside = [one for one in (kept if isinstance(kept, list) else [kept]) if one is not None]
        values = [*self.values, *(one for one in beside if one not in self.values)]
        options = [(str(value), self.word(value)) for value in values]
        label = field_word(self.field)
        if self.many:
            widget = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(required=False, choices=options, widget=widget, label=label)
        label += colon() + say(f"test-{self.tests[0]}")
        return forms.ChoiceField(required=False, choices=[("", say("choose")), *options], label=label)


def lists() -> tuple[Listed, ...]:
    """Everything that is chosen from a list. Owners give their people in size classes: only where these end says anything."""
    districts = DISTRICTS.get(settings.ECONOMY, FIELDS["district"].choices)
    most = tuple(MOST_PEOPLE.values())[:-1]
    return (
        Listed("sector", "sector", ("in", "not_in"), FIELDS["sector"].choices),
        Listed("size", "size", ("in", "not_in"), FIELDS["size"].choices),
        Listed("district", "district", ("in", "not_in"), tuple(districts)),
        Listed("most", "people_at_most", ("at_most",), most),
        Listed("least", "people_at_most", ("at_least",), tuple(people + 1 for people in most)),
    )


def list_of(what: str) -> Listed | None:
    """The list from which the value of a row is chosen, or None if it is typed, or there is none."""
    field, _, test = what.rpartition(":")
    return next((one for one in lists() if one.field == field and test in one.tests), None)


class ConditionForm(forms.Form):
    """A condition of up to three rows, all or any of which must hold. Of a row's values only the one that its `what` needs counts."""

    join = forms.ChoiceField(
        required=False, choices=lambda: [("all", say("join-all")), ("any", say("join-any")), ("none", say("join-none"))], label=later("join-label")
    )  # fmt: skip

    def __init__(self, *args: Any, terms: Terms, when: Condition | None = None, **kwargs: Any) -> None:
        self.kept = when if when is not None and as_rows(when) is None else None
        join, rows = as_rows(when) or ("all", []) if when else ("all", [])
        super().__init__(*args, initial={"join": join, **kwargs.pop("initial", {})}, **kwargs)
        self.terms = terms
        options = choices(terms)
        for n in range(ROWS):
            what, value = rows[n] if n < len(rows) else ("", None)
            chosen = list_of(what)
            self.fields[f"what_{n}"] = forms.ChoiceField(
                required=False, choices=options, label=say("condition-what", number=n + 1), initial=what
            )
            for one in lists():
                field = one.form_field(value if one == chosen else None)
                field.initial = value if one == chosen else None
                self.fields[f"{one.name}_{n}"] = field
            typed_in = show_value(value, is_money(what.rpartition(":")[0], terms)) if chosen is None else ""
            self.fields[f"value_{n}"] = forms.CharField(
                required=False, max_length=300, label=say("condition-value", number=n + 1), initial=typed_in
            )

    def rows(self) -> Iterable[Iterable[tuple[str, forms.BoundField]]]:
        """The fields of each row, with what the page shows them by."""
        names = ["what", *(one.name for one in lists()), "value"]
        return [[(name, self[f"{name}_{n}"]) for name in names] for n in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for n in range(ROWS):
            what = given.get(f"what_{n}")
            chosen = list_of(what) if what else None
            try:
                if what:
                    self._row(n, given)
            except ValidationError as error:
                name = f"{chosen.name if chosen else 'value'}_{n}"
                if name not in self.errors:
                    self.add_error(name, error)
        return given

    def condition(self) -> Condition | None:
        """What was written, or None for nothing."""
        if self.kept is not None:
            return self.kept
        given = self.cleaned_data
        parts = [self._row(n, given) for n in range(ROWS) if given.get(f"what_{n}")]
        if not parts:
            return None
        if given["join"] == "none":
            return Condition.model_validate(
                {"not": {"any": [part.model_dump(by_alias=True, exclude_none=True) for part in parts]}}
            )
        if len(parts) == 1:
            return parts[0]
        return Condition(any=parts) if given["join"] == "any" else Condition(all=parts)

    def _row(self, n: int, given: dict[str, Any]) -> Condition:
        what = given[f"what_{n}"]
        field, _, test = what.rpartition(":")
        chosen = list_of(what)
        if chosen is None:
            value = read_value(test, given.get(f"value_{n}") or "", is_money(field, self.terms))
        else:
            value = given.get(f"{chosen.name}_{n}")
            if not value:
                raise ValidationError(say("value-choose"))
            value = value if chosen.many else read_value(test, value)
        return Condition(field=field, test=test, value=value)


def is_money(field: str, terms: Terms) -> bool:
    """Whether a field is an answer in money: its rule is written in the currency, and kept in minor units."""
    return any(field == f"answer.{question.code}" and question.kind == "money" for question in terms.questions)


def read_value(test: str, text: str, money: bool = False) -> Any:
    """The value that was typed in a row as its test needs it, money in minor units. Raises ValidationError in the writer's language."""
    if test in ("yes", "no", "given"):
        return None
    if test in ("at_least", "at_most"):
        if money:
            return typed.money(text, here().currency)
        number = typed.number(text)
        return int(number) if number == number.to_integral_value() else float(number)
    return typed.day(text).isoformat()


def show_value(value: Any, money: bool = False) -> str:
    """A value as it is written in a row."""
    if money and isinstance(value, int):
        digits = minor_digits(here().currency)
        return typed.shown(Decimal(value).scaleb(-digits), digits)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return typed.shown(value)
    return "" if value is None else str(value)


def as_rows(when: Condition) -> tuple[str, list[tuple[str, Any]]] | None:
    """A condition as its join and rows, each with what it asks and the value; None if it is deeper than rows can show."""
    join, parts = "all", [when]
    if when.all is not None:
        parts = when.all
    elif when.any is not None:
        join, parts = "any", when.any
    elif when.no is not None:
        join, parts = "none", when.no.any if when.no.any is not None else [when.no]
    if len(parts) > ROWS or any(part.field is None for part in parts):
        return None
    return join, [(f"{part.field}:{part.test}", part.value) for part in parts]
