"""The form of an application, made from what the phase asks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from balcao.analytics.economies import minor_digits
from balcao.language import here, language, say
from balcao.programmes.models import Application
from balcao.programmes.terms import Question
from balcao.typed import shown


class ApplicationForm(forms.Form):
    """The questions of a phase with what was answered so far; or with what was just typed, and what is `wrong` with it."""

    def __init__(
        self, application: Application, typed: Mapping[str, Any] | None = None, wrong: Mapping[str, str] | None = None
    ) -> None:
        questions = application.phase.terms.questions
        kept = {q.code: as_typed(q, application.answers.get(q.code)) for q in questions}
        super().__init__(typed, initial=kept)
        for question in questions:
            self.fields[question.code] = field_of(question)
        for code, sentence in (wrong or {}).items():
            self.add_error(code, sentence)


def field_of(question: Question) -> forms.Field:
    """The field in which a question is answered. Whether it must be is checked when the application is sent."""
    ours = language()
    given: dict[str, Any] = {
        "label": question.text.in_language(ours),
        "help_text": question.help.in_language(ours),
        "required": False,
    }
    if question.kind == "declaration":
        return forms.BooleanField(**given, widget=forms.CheckboxInput(attrs={"value": "yes"}))
    if question.kind == "yes_no":
        return forms.ChoiceField(**given, choices=[("yes", say("yes")), ("no", say("no"))], widget=forms.RadioSelect)
    if question.kind == "choice":
        choices = [(str(n), choice.in_language(ours)) for n, choice in enumerate(question.choices)]
        return forms.ChoiceField(**given, choices=choices, widget=forms.RadioSelect)
    if question.kind == "date":
        return forms.CharField(**given, widget=forms.DateInput(attrs={"type": "date"}))
    if question.kind == "money":
        given["label"] = say("money-label", label=given["label"], currency=here().currency)
    if question.kind in ("number", "money"):
        return forms.CharField(**given, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    if question.kind == "long_text":
        return forms.CharField(**given, widget=forms.Textarea(attrs={"rows": 4}))
    return forms.CharField(**given)


def as_typed(question: Question, answer: Any) -> Any:
    """An answer as its field shows it."""
    if answer is None:
        return ""
    if question.kind == "declaration":
        return bool(answer)
    if question.kind == "yes_no":
        return "yes" if answer else "no"
    if question.kind == "money":
        digits = minor_digits(here().currency)
        return shown(Decimal(answer).scaleb(-digits), digits)
    if question.kind == "number":
        return shown(answer)
    return str(answer)


def answer_in_words(question: Question, answer: Any) -> str:
    """An answer as officers and receipts show it."""
    if answer is None or answer == "":
        return "–"
    if question.kind in ("declaration", "yes_no"):
        return say("yes" if answer else "no")
    if question.kind == "choice":
        return question.choices[answer].in_language(language()) if answer < len(question.choices) else "–"
    if question.kind == "money":
        return say("amount", value=answer)
    return str(answer)
