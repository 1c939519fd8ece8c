"""What officers write in rows, and programs in JSON, means what was meant: in every language, there and back, or it is refused."""

from datetime import date
from itertools import product

import pytest
from django.utils.translation import override

from balcao.api import Refused
from balcao.programmes.answers_api import read_typed
from balcao.programmes.rules import Judge
from balcao.programmes.terms import Condition, Needed, Question
from balcao.programmes.writing.conditions import ConditionForm, as_rows
from tests.programmes.conftest import t, terms

LANGUAGES = ["en", "pt-pt", "zh-hant"]
ASKED = terms(
    questions=[Question(code="cost", kind="money", text=t("Cost")), Question(code="sure", kind="yes_no", text=t("Sure"))],
    documents=[Needed(code="licence", name=t("Licence"))],
)  # fmt: skip
FEW = Condition(field="people_at_most", test="at_most", value=9)
OLD = Condition(field="registered_on", test="on_or_before", value="2024-01-31")
FOOD = Condition(field="sector", test="in", value=["5610", "5630"])
CHEAP = Condition(field="answer.cost", test="at_most", value=1_250_050)
PAPER = Condition(field="document.licence", test="yes")
YEARS = Condition(field="years_registered", test="at_least", value=2.5)
WRITTEN = [
    FEW, OLD, FOOD, CHEAP, PAPER, YEARS, Condition(all=[FEW, OLD, FOOD]), Condition(any=[CHEAP, PAPER]),
    Condition(no=FEW), Condition(no=Condition(any=[FOOD, YEARS, PAPER])), Condition(field="answer.sure", test="no"),
    Condition(field="sector", test="not_in", value=["4711"]), Condition(field="bank_account", test="given"),
]  # fmt: skip
"""Conditions that rows can show."""
DEEP = [
    Condition(all=[FEW, Condition(any=[OLD, FOOD])]), Condition(any=[FEW, OLD, FOOD, CHEAP]), Condition(no=Condition(all=[FEW, OLD])),
]  # fmt: skip
"""And some that they cannot."""
FACTS = [
    {"people_at_most": people, "registered_on": day, "sector": sector, "answer.cost": cost, "document.licence": paper,
     "years_registered": years, "answer.sure": paper, "bank_account": sector or None}
    for people, day, sector, cost, paper, years in product(
        (9, 10, None), (date(2024, 1, 31), date(2024, 2, 1)), ("5610", "4711", ""), (1_250_050, 1_250_051), (True, False), (2, 3))
]  # fmt: skip


def again(condition: Condition) -> Condition | None:
    """What a form that shows a condition sends back when nobody touches it."""
    form = ConditionForm(terms=ASKED, when=condition)
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = ConditionForm(
        {name: "" if value is None else value for name, value in shown.items()}, terms=ASKED, when=condition
    )
    assert sent.is_valid(), sent.errors
    return sent.condition()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(len(WRITTEN)))
def test_a_rule_that_is_opened_and_saved_asks_the_same(number, language):
    with override(language):
        assert as_rows(WRITTEN[number]) is not None
        saved = again(WRITTEN[number])
    judge = Judge(ASKED)
    assert saved and [judge._outcome(saved, facts) for facts in FACTS] == [judge._outcome(WRITTEN[number], facts) for facts in FACTS]  # fmt: skip


@pytest.mark.parametrize("number", range(len(DEEP)))
def test_a_rule_that_rows_cannot_show_stays_as_it_is(number):
    assert as_rows(DEEP[number]) is None and again(DEEP[number]) == DEEP[number]


def test_a_row_that_asks_nothing_is_no_rule():
    form = ConditionForm({"join": "any"}, terms=ASKED)
    assert form.is_valid() and form.condition() is None


@pytest.mark.parametrize("what, value", [
    ("sector:in", {"sector_0": ["restaurants of the moon"]}), ("sector:in", {}), ("sector:in", {"value_0": "5610"}), ("size:not_in", {"size_0": ["1-3", "many"]}),
    ("district:in", {"sector_0": ["5610"]}), ("people_at_most:at_most", {"most_0": "8"}), ("people_at_most:at_most", {"value_0": "99"}),
    ("outlets:at_least", {"value_0": "many"}), ("outlets:at_most", {}), ("registered_on:on_or_after", {"value_0": "soon"}), ("registered_on:on_or_before", {}),
])  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_means_nothing_is_refused_in_the_writers_language(what, value, language):
    with override(language):
        form = ConditionForm({"join": "all", "what_0": what, **value}, terms=ASKED)
        assert [said.strip() for errors in form.errors.values() for said in errors] != []


@pytest.mark.parametrize("what, name, value, kept", [
    ("size:in", "size", ["1-3", "4-9"], {"field": "size", "test": "in", "value": ["1-3", "4-9"]}),
    ("district:not_in", "district", ["cotai"], {"field": "district", "test": "not_in", "value": ["cotai"]}),
    ("people_at_most:at_most", "most", "9", {"field": "people_at_most", "test": "at_most", "value": 9}),
    ("people_at_most:at_least", "least", "10", {"field": "people_at_most", "test": "at_least", "value": 10}),
])  # fmt: skip
def test_what_the_profile_lists_is_chosen_and_kept_as_it_always_was(what, name, value, kept):
    form = ConditionForm({"join": "all", "what_0": what, f"{name}_0": value}, terms=ASKED)
    assert form.is_valid() and form.condition().model_dump(exclude_none=True) == kept


def test_a_list_has_the_words_of_the_profile_and_of_people_only_where_their_classes_end():
    with override("zh-hant"):
        form = ConditionForm(terms=ASKED)
        assert [word for _, word in form.fields["size_0"].choices] == [
            "沒有",
            "1 至 3 人",
            "4 至 9 人",
            "10 至 49 人",
            "50 至 99 人",
            "100 人或以上",
        ]
        assert [value for value, _ in form.fields["most_0"].choices] == ["", "0", "3", "9", "49", "99"]
        assert [value for value, _ in form.fields["least_0"].choices] == ["", "1", "4", "10", "50", "100"]


BESIDE = [
    Condition(field="people_at_most", test="at_most", value=20), Condition(field="district", test="in", value=["sha-tin", "cotai"]),
]  # fmt: skip
"""Conditions of published phases with what no list has here."""


@pytest.mark.parametrize("number", range(len(BESIDE)))
def test_what_a_published_condition_has_beside_the_list_stays(number):
    assert again(BESIDE[number]) == BESIDE[number]


KINDS = {kind: Question(code=kind, kind=kind, text=t(kind)) for kind in ("declaration", "yes_no", "text", "long_text", "number", "money", "date")}  # fmt: skip
KINDS["choice"] = Question(code="choice", kind="choice", text=t("which"), choices=[t("first"), t("second")])


@pytest.mark.parametrize("kind, value, typed", [
    ("declaration", True, "yes"), ("declaration", False, ""), ("declaration", "yes", "yes"), ("yes_no", False, "no"), ("yes_no", "no", "no"),
    ("yes_no", None, ""), ("text", "Loja", "Loja"), ("long_text", "", ""), ("number", 12, "12"), ("number", 2.5, "2.5"), ("number", "3", "3"),
    ("money", 123450, "1234.50"), ("date", "2026-03-01", "2026-03-01"), ("choice", 1, "1"), ("choice", "0", "0"), ("number", 0.125, "0.1250"),
])  # fmt: skip
def test_a_programs_value_is_what_a_person_would_type(kind, value, typed):
    with override("en"):
        assert read_typed(KINDS, {kind: value}) == {kind: typed}


@pytest.mark.parametrize("kind, value", [
    ("declaration", 1), ("declaration", "on"), ("declaration", []), ("yes_no", "maybe"), ("yes_no", 0), ("text", 3), ("text", True), ("long_text", {}),
    ("number", True), ("number", "many"), ("number", float("inf")), ("number", 10**40), ("money", 1.5), ("money", True), ("date", 20260301),
    ("date", "2026-02-30"), ("choice", 2), ("choice", -1), ("choice", True), ("choice", 0.5), ("gone", "x"),
])  # fmt: skip
def test_what_answers_no_question_is_named_and_nothing_of_the_rest_is_kept(kind, value):
    with override("en"), pytest.raises(Refused) as refusal:
        read_typed(KINDS, {"yes_no": True, kind: value})
    assert [(field, code) for field, code, _ in refusal.value.fields] == [(f"answers.{kind}", "unknown" if kind == "gone" else "not_an_answer")]  # fmt: skip
