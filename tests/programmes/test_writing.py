"""The form in which officers write a phase: figures as people type them, and what is wrong said where one is looking."""

import re

import pytest

from balcao.programmes.actions.change_phase import make_measure, make_phase, save_terms, written
from balcao.programmes.models import Phase
from balcao.programmes.terms import Condition, Question, Rule
from tests.programmes.conftest import now_of, owner_of, t, terms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.DEMO = True


@pytest.fixture
def draft(officer):
    found = make_phase(officer, make_measure(officer, t("Support")), t("Support"))
    money = Question(code="turnover", kind="money", text=t("Turnover"))
    save_terms(officer, found, terms(questions=[money]))
    return found


def posted(client, phase, part, **given):
    """A part of the form sent as it stands, but for what is given."""
    page = client.get(f"/agency/phases/{phase.slug}/edit/{part}/").content.decode()
    fields = dict(re.findall(r'<input type="(?:text|datetime-local|date|hidden)" name="([^"]+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)"[^>]*checked', page))
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    return client.post(f"/agency/phases/{phase.slug}/edit/{part}/", {**fields, "seen": seen, **given})


def value_of(phase):
    return written(Phase.objects.get(pk=phase.pk)).value


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [("en", "12,500", 1_250_000), ("zh", "MOP 18,000.50", 1_800_050), ("pt", "12.500,50", 1_250_050), ("pt", "0", 0)],
)
def test_money_is_typed_as_people_type_it_and_comes_back_the_same(language, typed, value, draft, officer, as_user):
    client = as_user(officer, language)
    assert posted(client, draft, "window", value=typed).status_code == 302
    assert value_of(draft) == value
    assert posted(client, draft, "window").status_code == 302
    assert value_of(draft) == value


@pytest.mark.parametrize("typed", ["-5", "USD 5", "1.005", "many"])
def test_what_is_no_amount_is_refused_and_what_was_there_stays(typed, draft, officer, as_user):
    answer = posted(as_user(officer), draft, "window", value=typed)
    assert answer.status_code == 422 and value_of(draft) == 1_800_000
    assert f'value="{typed}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "places"), [("1,500", 1500), (" 200 ", 200), ("２００", 200), ("-1", None), ("1.5", None), ("²", None)]
)
def test_counts_are_typed_as_people_type_them(typed, places, draft, officer, as_user):
    answer = posted(as_user(officer), draft, "window", places=typed)
    assert answer.status_code == (302 if places else 422)
    assert written(Phase.objects.get(pk=draft.pk)).places == (places or 2)


@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_the_currency_stands_at_every_field_for_money(language, draft, officer, as_user, applicant, new_phase):
    page = as_user(officer, language).get(f"/agency/phases/{draft.slug}/edit/window/").content.decode()
    labels = dict(re.findall(r'<label for="id_(value|budget)">([^<]*)</label>', page))
    assert len(labels) == 2 and all("MOP" in label for label in labels.values())
    rules = as_user(officer, language).get(f"/agency/phases/{draft.slug}/edit/who/").content.decode()
    assert re.search(r"Turnover[^<]*MOP[^<]*</option>", rules)
    open_ = new_phase(questions=[Question(code="turnover", kind="money", text=t("Turnover"))])
    application = applicant(open_, "harbour", send=False)
    form = as_user(owner_of(application), language).get(f"/applications/{application.pk}/").content.decode()
    assert re.search(r'<label for="id_turnover">[^<]*MOP', form)


def test_an_applicants_amount_below_zero_is_refused_in_words_at_the_top(new_phase, applicant, as_user):
    phase = new_phase(questions=[Question(code="turnover", kind="money", text=t("Turnover"))])
    application = applicant(phase, "harbour", send=False)
    page = f"/applications/{application.pk}/"
    answer = as_user(owner_of(application)).post(page, {"revision": application.revision, "turnover": "-5"})
    told = answer.content.decode()
    assert answer.status_code == 422 and now_of(application).answers.get("turnover") is None
    assert told.index('id="errors" autofocus') < told.index('<h2 id="questions"')
    assert 'href="#id_turnover"' in told and "An amount is 0 or more." in told


def test_what_is_refused_deep_in_a_list_is_told_at_the_top_and_its_fold_is_open(draft, officer, as_user):
    rules = [
        Rule(code="small", when=Condition(field="people_at_most", test="at_most", value=99), reason=t("Only small."))
    ]
    save_terms(officer, Phase.objects.get(pk=draft.pk), terms(rules=rules))
    answer = posted(as_user(officer), draft, "who", **{
        "rules-0-when-what_0": "people_at_most:at_most", "rules-0-when-value_0": "many", "rules-0-reason_en": "Only small.",
    })  # fmt: skip
    told = answer.content.decode()
    assert answer.status_code == 422
    summary = told[told.index('id="errors" autofocus') :].split("</ul>")[0]
    anchor = re.search(r'href="#([^"]+)"', summary)[1]
    assert f'id="{anchor}"' in told and re.search(
        r'<details class="card" open>(?:(?!</details>).)*' + anchor, told, re.S
    )


def test_every_line_of_a_summary_leads_to_a_field_that_is_there(draft, officer, as_user):
    answer = posted(
        as_user(officer), draft, "award", **{"steps-0-days": "-3", "steps-1-days": "x", "steps-0-by": "nobody"}
    )
    told = answer.content.decode()
    anchors = re.findall(r'<li><a href="#([^"]+)"', told)
    assert answer.status_code == 422 and len(anchors) >= 3
    assert all(f'id="{anchor}"' in told for anchor in anchors)
