"""What rules say of facts, against tables written by hand: three values, limits that count, and rules that are broken."""

from datetime import date

import pytest

from balcao.programmes.fields import FIELDS, MOST_PEOPLE
from balcao.programmes.rules import Judge, Outcome, refused
from balcao.programmes.terms import Condition, Criterion, Needed, Question, Rule, Stratum
from tests.programmes.conftest import t, terms

YES, NO, WHO_KNOWS = (Condition(field=name, test="yes") for name in ("answer.yes", "answer.no", "answer.nobody"))
FACTS = {"answer.yes": True, "answer.no": False, "answer.nobody": None}
ASKED = [Question(code=name, kind="yes_no", text=t(name)) for name in ("yes", "no", "nobody")]
NOT_THERE = Condition(field="answer.gone", test="yes")


def outcome(condition: Condition, facts: dict, **changes: object) -> str:
    """What a phase whose only rule this is says."""
    given = {"sectors": [], "questions": ASKED, **changes}
    judge = Judge(terms(rules=[Rule(code="one", when=condition, reason=t("no"))], **given))
    (found,) = (one for one in judge.judge(facts) if one.code == "one")
    assert judge.meets(condition, facts) is (found.outcome == "met")
    return found.outcome.value


@pytest.mark.parametrize("parts, of_all, of_any", [
    ("Y", "met", "met"), ("N", "not_met", "not_met"), ("?", "unknown", "unknown"),
    ("YY", "met", "met"), ("YN", "not_met", "met"), ("NY", "not_met", "met"), ("NN", "not_met", "not_met"),
    ("Y?", "unknown", "met"), ("?Y", "unknown", "met"), ("N?", "not_met", "unknown"), ("?N", "not_met", "unknown"),
    ("??", "unknown", "unknown"), ("", "met", "not_met"), ("YX", "broken", "broken"), ("NX", "broken", "broken"),
])  # fmt: skip
def test_what_is_not_known_decides_only_where_it_must(parts, of_all, of_any):
    """Kleene's tables. Y, N, ?: a part that is met, not met, not known; X: one that asks what the phase does not have."""
    known = {"Y": YES, "N": NO, "?": WHO_KNOWS, "X": NOT_THERE}
    inner = [known[letter] for letter in parts]
    turned = {"met": "not_met", "not_met": "met", "unknown": "unknown", "broken": "broken"}
    for whole, said in ((Condition(all=inner), of_all), (Condition(any=inner), of_any)):
        assert outcome(whole, FACTS) == said
        assert outcome(Condition(no=whole), FACTS) == turned[said]


@pytest.mark.parametrize("field, test, value, met, not_met", [
    ("sector", "in", ["5610", "5630"], ["5610", "5630"], ["4711", "561"]),
    ("sector", "not_in", ["5610", "5630"], ["4711"], ["5610", "5630"]),
    ("size", "in", ["1-3"], ["1-3"], ["4-9", "0"]),
    ("district", "in", ["se"], ["se"], ["nt"]),
    ("people_at_most", "at_most", 99, [0, 99], [100, 10**9]),
    ("years_registered", "at_least", 2, [2, 3], [1, 0]),
    ("outlets", "at_least", 1, [1], [0]), ("awards", "at_most", 0, [0], [1]),
    ("awards_in_measure", "at_most", 1.5, [1], [2]), ("awards_of_outlet", "at_most", 0, [0], [1]),
    ("applications_in_measure", "at_most", 0, [0], [1]),
    ("registered_on", "on_or_before", "2024-01-31", [date(2024, 1, 31), date(2000, 1, 1)], [date(2024, 2, 1)]),
    ("registered_on", "on_or_after", "2024-01-31", [date(2024, 1, 31), date(2025, 1, 1)], [date(2024, 1, 30)]),
    ("registered_here", "yes", None, [True], [False]), ("registered_here", "no", None, [False], [True]),
    ("registration_number", "given", None, ["12345"], []), ("bank_account", "given", None, ["1"], []),
    ("answer.tax", "yes", None, [True], [False]), ("answer.sure", "no", None, [False], [True]),
    ("answer.words", "given", None, ["x"], []), ("answer.story", "given", None, ["x"], []),
    ("answer.count", "at_least", 3, [3], [2]), ("answer.cost", "at_most", 100, [100], [101]),
    ("answer.day", "on_or_after", "2026-01-01", [date(2026, 1, 1)], [date(2025, 12, 31)]),
    ("answer.which", "at_most", 1, [0, 1], [2]),
    ("document.licence", "yes", None, [True], [False]),
])  # fmt: skip
def test_each_test_of_each_field_at_its_limit(field, test, value, met, not_met):
    """The limit itself counts: "at most 99 people" takes in 99, "on or before the 31st" the 31st."""
    asked = {"tax": "declaration", "sure": "yes_no", "words": "text", "story": "long_text", "count": "number", "cost": "money", "day": "date", "which": "choice"}  # fmt: skip
    questions = [Question(code=code, kind=kind, text=t(code)) for code, kind in asked.items()]
    condition, papers = Condition(field=field, test=test, value=value), [Needed(code="licence", name=t("Licence"))]
    said = {
        fact: outcome(condition, {field: fact}, questions=questions, documents=papers)
        for fact in (*met, *not_met, None, "")
    }
    assert said == {**dict.fromkeys(met, "met"), **dict.fromkeys(not_met, "not_met"), None: "unknown", "": "unknown"}
    assert outcome(condition, {}, questions=questions, documents=papers) == "unknown"
    whole = terms(rules=[Rule(code="one", when=condition, reason=t("no"))], questions=questions, documents=papers)
    assert Judge(whole).broken() == []


BROKEN = [
    Condition(field="answer.gone", test="yes"), Condition(field="document.gone", test="yes"), Condition(field="gone", test="yes"),
    Condition(field="answer.yes", test="at_most", value=3), Condition(field="answer.yes"), Condition(test="yes"), Condition(),
    Condition(field="people_at_most", test="at_most", value="many"), Condition(field="people_at_most", test="at_most"),
    Condition(field="registered_on", test="on_or_after", value="soon"), Condition(field="registered_on", test="on_or_after", value=3),
    Condition(field="size", test="in", value=3), Condition(field="document.yes", test="yes"), Condition(field="answer.", test="yes"),
]  # fmt: skip
"""The field or test is gone, or the value is nothing that it can be compared with."""
ALL_FACTS = {**FACTS, "people_at_most": 3, "registered_on": date(2024, 1, 1), "size": "1-3", "gone": True, "": True, "answer.gone": True}  # fmt: skip


@pytest.mark.parametrize("condition", BROKEN, ids=lambda one: f"{one.field} {one.test} {one.value}")
def test_a_broken_rule_refuses_nobody_and_is_named_to_officers(condition):
    assert outcome(condition, ALL_FACTS) == "broken"
    nested = Condition(no=Condition(all=[YES, Condition(any=[NO, condition])]))
    sound = Stratum(code="sound", name=t("s"), places=1, when=YES)
    made = terms(
        sectors=[], questions=ASKED,
        rules=[Rule(code="bad", when=condition, reason=t("no")), Rule(code="good", when=YES, reason=t("no"))],
        strata=[sound, sound.model_copy(update={"code": "nested", "when": nested})],
        grid=[Criterion(code="by_hand", name=t("x"), most=3), Criterion(code="bad_line", name=t("x"), most=3, when=condition), Criterion(code="line", name=t("x"), most=3, when=YES)],
    )  # fmt: skip
    judge = Judge(made)
    assert judge.broken() == ["bad", "nested", "bad_line"]
    assert [one.code for one in refused(judge.judge(ALL_FACTS))] == []
    assert judge.stratum(ALL_FACTS) == "sound"


def test_what_is_made_of_sound_parts_is_sound():
    whole = Condition(any=[Condition(all=[YES, NO]), Condition(no=Condition(any=[NO, YES]))])
    made = terms(sectors=[], questions=ASKED, rules=[Rule(code="whole", when=whole, reason=t("no"))])
    assert Judge(made).broken() == []


@pytest.mark.parametrize("value", [[], "5610", None])
def test_a_list_of_nothing_to_choose_from_is_broken_though_it_could_be_compared(value):
    made = terms(
        sectors=[], rules=[Rule(code="bad", when=Condition(field="sector", test="in", value=value), reason=t("no"))]
    )
    assert Judge(made).broken() == ["bad"]


@pytest.mark.parametrize("value, sound", [(True, False), (3, True), (2.5, True), ("3", False)])
def test_a_number_is_compared_with_a_number(value, sound):
    rule = Rule(code="bad", when=Condition(field="outlets", test="at_least", value=value), reason=t("no"))
    assert Judge(terms(sectors=[], rules=[rule])).broken() == ([] if sound else ["bad"])


def test_the_first_stratum_that_certainly_fits_is_the_one():
    def stratum(code: str, when: Condition) -> Stratum:
        return Stratum(code=code, name=t(code), places=1, when=when)

    judge = Judge(terms(questions=ASKED, strata=[stratum("a", WHO_KNOWS), stratum("b", YES), stratum("c", YES)]))
    assert judge.stratum(FACTS) == "b" and judge.stratum({}) == ""


@pytest.mark.parametrize("most, before, said", [(1, 0, "met"), (1, 1, "not_met"), (3, 2, "met"), (3, 3, "not_met")])
def test_a_phase_takes_so_many_applications_of_a_business(most, before, said):
    """`before`: those that the business has in the phase beside this one."""
    judged = Judge(terms(sectors=[], rules=[], most_applications=most)).judge({"applications_in_phase": before})
    assert [(one.code, one.outcome) for one in judged] == [("own_most", said)]
    assert judged[0].reason.whole and (
        most == 1 or all(str(most) in text for text in (judged[0].reason.zh, judged[0].reason.en))
    )


def test_a_phase_for_some_sectors_asks_for_them_first_and_every_rule_after():
    own = Rule(code="own", when=YES, reason=t("no"))
    judge = Judge(terms(sectors=["5610"], questions=ASKED, rules=[own]))
    judged = judge.judge({**FACTS, "sector": "4711", "applications_in_phase": 0})
    assert [(one.code, one.outcome) for one in judged] == [
        ("own_sectors", "not_met"),
        ("own_most", "met"),
        ("own", "met"),
    ]
    assert judged[0].reason.whole and judged[0].reason != judged[1].reason and judged[2].reason == t("no")
    assert [one.code for one in refused(judged)] == ["own_sectors"]
    assert judge.judge({"sector": "5610"})[0].outcome is Outcome.MET
    assert judge.judge({})[0].outcome is Outcome.UNKNOWN and refused(judge.judge({})) == []


@pytest.mark.parametrize("size, most", [("0", 0), ("1-3", 3), ("4-9", 9), ("10-49", 49), ("50-99", 99)])
def test_a_size_means_at_most_so_many_people(size, most):
    assert MOST_PEOPLE[size] == most and size in FIELDS["size"].choices
    assert MOST_PEOPLE["100+"] >= 10**9 and set(MOST_PEOPLE) == set(FIELDS["size"].choices)


def test_what_is_chosen_in_a_rule_is_what_a_profile_can_hold():
    assert "5610" in FIELDS["sector"].choices and {"carmo", "se"} <= set(FIELDS["district"].choices)
    assert [name for name, field in FIELDS.items() if field.kind != "choice" and field.choices] == []
