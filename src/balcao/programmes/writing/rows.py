"""Lists within the terms (rules, papers, questions, steps, funders, strata, points) as rows of small forms."""

import secrets
from typing import Any

from django import forms
from django.http import QueryDict

from balcao.language import language, later, say
from balcao.programmes.terms import Criterion, Funder, Needed, Part, Question, Rule, StepPlan, Stratum, Terms, Texts
from balcao.programmes.writing.conditions import ConditionForm
from balcao.programmes.writing.figures import CountField
from balcao.programmes.writing.texts import TextsField

KINDS = ("declaration", "yes_no", "text", "long_text", "number", "money", "date", "choice")


class Row(forms.Form):
    """One row. `remove` takes it out; a new row that says nothing is none."""

    condition_of: str | None = None

    def __init__(self, *args: Any, terms: Terms, part: Part | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=dict(part) if part else {}, **kwargs)
        self.part = part
        self.when: ConditionForm | None = None
        if self.condition_of is not None:
            self.when = ConditionForm(
                self.data or None, prefix=f"{self.prefix}-when", terms=terms, when=getattr(part, "when", None)
            )
        if part is not None:
            self.fields["remove"] = forms.BooleanField(required=False, label=say("write-remove"))
        self.prepare(terms)

    def prepare(self, terms: Terms) -> None:
        """What depends on the rest of the terms."""

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.when is None or self.when.is_valid()])

    @property
    def gone(self) -> bool:
        return bool(self.cleaned_data.get("remove"))

    def made(self, code: str) -> Part | None:
        """The part, or None if nothing was written."""
        raise NotImplementedError


class RuleRow(Row):
    condition_of = "rule"
    reason = TextsField(label=later("write-reason"), help_text=later("write-reason-help"))

    def made(self, code: str) -> Part | None:
        condition = self.when.condition() if self.when else None
        return Rule(code=code, when=condition, reason=self.cleaned_data.get("reason") or Texts()) if condition else None


class NeededRow(Row):
    name = TextsField(label=later("write-paper"))
    help = TextsField(label=later("write-help"))
    required = forms.BooleanField(label=later("write-required"), required=False, initial=True)
    expires = forms.BooleanField(label=later("write-expires"), required=False)

    def made(self, code: str) -> Part | None:
        given = {name: self.cleaned_data[name] for name in ("name", "help", "required", "expires")}
        return Needed(code=code, **given) if given["name"] else None


class QuestionRow(Row):
    text = TextsField(label=later("write-question"))
    help = TextsField(label=later("write-help"))
    kind = forms.ChoiceField(label=later("write-kind"), choices=lambda: [(kind, say(f"kind-{kind}")) for kind in KINDS])
    required = forms.BooleanField(label=later("write-required"), required=False, initial=True)
    choices = TextsField(label=later("write-choices"), rows=3, help_text=later("write-choices-help"))

    def prepare(self, terms: Terms) -> None:
        given = getattr(self.part, "choices", [])
        self.initial["choices"] = {
            alias: "\n".join(getattr(choice, name) for choice in given) for name, alias in (("zh", "zh-Hant"), ("pt", "pt"), ("en", "en"))
        }  # fmt: skip

    def made(self, code: str) -> Part | None:
        given = self.cleaned_data
        lines = [[line.strip() for line in text.splitlines() if line.strip()] for text in (given["choices"].zh, given["choices"].pt, given["choices"].en)]  # fmt: skip
        count = max(map(len, lines), default=0)
        cells = [[line[n] if n < len(line) else "" for line in lines] for n in range(count)]
        choices = [{"zh-Hant": zh, "pt": pt, "en": en} for zh, pt, en in cells] if given["kind"] == "choice" else []
        if not given["text"]:
            return None
        return Question(
            code=code,
            kind=given["kind"],
            text=given["text"],
            help=given["help"],
            required=given["required"],
            choices=choices,
        )


class StepRow(Row):
    name = TextsField(label=later("write-step"))
    help = TextsField(label=later("write-help"))
    days = CountField(label=later("write-days"), least=0, most=3650, initial=30)
    after = forms.ChoiceField(label=later("write-after"), required=False)
    by = forms.ChoiceField(
        label=later("write-by"), choices=lambda: [(by, say(f"by-{by}")) for by in ("applicant", "agency", "supplier")]
    )
    required = forms.BooleanField(label=later("write-required"), required=False, initial=True)

    def prepare(self, terms: Terms) -> None:
        steps = [
            (step.code, step.name.in_language(language()) or step.code) for step in terms.steps if step is not self.part
        ]
        self.fields["after"].choices = [("", say("write-after-award")), *steps]

    def made(self, code: str) -> Part | None:
        given = {name: self.cleaned_data[name] for name in ("name", "help", "days", "after", "by", "required")}
        return StepPlan(code=code, **given) if given["name"] else None


class FunderRow(Row):
    name = TextsField(label=later("write-funder"))
    share = CountField(label=later("write-share"), least=0, most=100, required=False)

    def made(self, code: str) -> Part | None:
        given = self.cleaned_data
        return Funder(name=given["name"], share=given["share"] or 0) if given["name"] else None


class StratumRow(Row):
    condition_of = "stratum"
    name = TextsField(label=later("write-stratum"))
    places = CountField(label=later("write-places"), least=0, required=False)

    def made(self, code: str) -> Part | None:
        given, condition = self.cleaned_data, self.when.condition() if self.when else None
        if not given.get("name") or condition is None:
            return None
        return Stratum(code=code, name=given["name"], places=given["places"] or 0, when=condition)


class CriterionRow(Row):
    condition_of = "criterion"
    name = TextsField(label=later("write-criterion"))
    most = CountField(label=later("write-most"), least=1, most=1000, required=False)

    def made(self, code: str) -> Part | None:
        given, condition = self.cleaned_data, self.when.condition() if self.when else None
        return (
            Criterion(code=code, name=given["name"], most=given["most"] or 1, when=condition)
            if given.get("name")
            else None
        )


ROWS: dict[str, type[Row]] = {
    "rules": RuleRow, "documents": NeededRow, "questions": QuestionRow, "steps": StepRow, "funders": FunderRow,
    "strata": StratumRow, "grid": CriterionRow,
}  # fmt: skip


class Rows:
    """The rows of one list: those that there are, and one more to be filled in."""

    def __init__(self, name: str, terms: Terms, posted: QueryDict | None) -> None:
        self.name = name
        parts: list[Any] = list(getattr(terms, name))
        self.rows = [
            ROWS[name](posted, prefix=f"{name}-{n}", terms=terms, part=part, empty_permitted=part is None, use_required_attribute=False)
            for n, part in enumerate([*parts, None])
        ]  # fmt: skip

    def __iter__(self) -> Any:
        return iter(self.rows)

    def is_valid(self) -> bool:
        """Whether every row can be taken; a row says itself what is wrong with it."""
        each = [row.is_valid() for row in self.rows]  # all of them, not only as far as the first that is wrong
        return all(each)

    def written(self) -> list[Part]:
        """The parts as written, without those that were taken out; new ones get a code that nothing ever had."""
        found = []
        for row in self.rows:
            if row.gone:
                continue
            code = getattr(row.part, "code", None) or new_code(self.name)
            part = row.made(code) if row.cleaned_data or row.when else None
            if part is not None:
                found.append(part)
        return found


def new_code(name: str) -> str:
    """A code for a new part. It is drawn, not counted: what was taken out leaves answers and papers under its code."""
    return f"{name}_{secrets.token_hex(4)}"
