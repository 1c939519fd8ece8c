"""What stands in the way of terms, of a draft and of an answer: each refusal by itself, and nothing where nothing does."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from balcao.accounts.models import Role
from balcao.businesses.actions.keep_document import keep_document
from balcao.programmes.actions import apply, change_phase, review
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.forms import answer_in_words, as_typed, field_of
from balcao.programmes.models import Application, Attached, Phase
from balcao.programmes.problems import problems
from balcao.programmes.terms import Condition, Criterion, Funder, Needed, Question, Rule, StepPlan, Stratum, Texts
from balcao.programmes.writing.parts import NAMES
from tests.programmes.conftest import PDF, now_of, owner_of, t, terms

YES = Condition(field="registered_here", test="yes")
HALF = Texts.model_validate({"zh-Hant": "一", "en": "half"})


def question(code: str = "q", **more: object) -> Question:
    return Question(**{"code": code, "kind": "yes_no", "text": t("?"), **more})


def plan(code: str, after: str = "", **more: object) -> StepPlan:
    return StepPlan(**{"code": code, "name": t(code), "days": 3, "after": after, **more})


def kept(code: str, places: int) -> Stratum:
    return Stratum(code=code, name=t(code), places=places, when=YES)


NOW = timezone.now()
GRID = Criterion(code="g", name=t("g"), most=3)
LICENCE = Needed(code="d", name=t("d"))
TOWN = Funder(name=t("Town"), share=60)
STANDS = [
    ({}, []), ({"opens_at": None}, ["dates"]), ({"closes_at": None}, ["dates"]), ({"decides_on": None}, ["dates"]),
    ({"closes_at": NOW - timedelta(days=1)}, ["closes-order", "window-past"]),
    ({"opens_at": NOW + timedelta(days=30)}, ["closes-order"]),
    ({"decides_on": (NOW + timedelta(days=2)).date()}, ["decides-order"]),
    ({"places": 0}, ["places"]), ({"places": 1}, []),
    ({"steps": []}, ["steps"]), ({"steps": [plan("a", required=False)]}, ["steps"]),
    ({"steps": [plan("a"), plan("b", "a")]}, []), ({"steps": [plan("b", "a"), plan("a")]}, ["step-after"]), ({"steps": [plan("a", "a")]}, ["step-after"]),
    ({"steps": [plan("a"), plan("a")]}, ["code-twice"]), ({"questions": [question(), question()]}, ["code-twice"]),
    ({"documents": [LICENCE, LICENCE]}, ["code-twice"]), ({"method": "score", "grid": [GRID, GRID]}, ["code-twice"]),
    ({"rules": [Rule(code="r", when=YES, reason=t("r"))] * 2}, ["code-twice"]), ({"method": "strata", "strata": [kept("a", 1), kept("a", 1)]}, ["code-twice"]),
    ({"rules": [Rule(code="q", when=YES, reason=t("r"))], "questions": [question("q")]}, []),
    ({"rules": [Rule(code="r", when=Condition(field="gone", test="yes"), reason=t("r"))]}, ["rule-broken"]),
    ({"questions": [question(kind="choice", choices=[t("one")])]}, ["choices"]), ({"questions": [question(kind="choice", choices=[t("a"), t("b")])]}, []),
    ({"funders": [TOWN]}, ["funders"]), ({"funders": [TOWN, Funder(name=t("State"), share=40)]}, []),
    ({"budget": 3_599_999}, ["budget"]), ({"budget": 3_600_000}, []),
    ({"beacon_source": HALF}, ["text"]), ({"beacon_at": None}, ["beacon"]), ({"beacon_at": NOW + timedelta(days=19)}, ["beacon-early"]),
    ({"beacon_at": None, "method": "first_come"}, []), ({"method": "strata"}, ["strata"]),
    ({"method": "strata", "strata": [kept("a", 3)]}, ["strata-places"]), ({"method": "strata", "strata": [kept("a", 2)]}, []),
    ({"method": "strata", "strata": [kept("remainder", 1)]}, ["strata-places"]), ({"method": "score"}, ["grid"]), ({"method": "score", "grid": [GRID]}, []),
    ({"name": HALF}, ["text"]), ({"about": Texts()}, ["text"]), ({"benefits": HALF}, ["text"]),
    ({"rules": [Rule(code="r", when=YES, reason=HALF)]}, ["text"]), ({"questions": [question(text=HALF)]}, ["text"]),
    ({"documents": [Needed(code="d", name=HALF)]}, ["text"]), ({"steps": [plan("a", name=HALF)]}, ["text"]),
    ({"method": "score", "grid": [Criterion(code="g", name=HALF, most=3)]}, ["text"]), ({"funders": [Funder(name=HALF, share=100)]}, ["text"]),
    ({"method": "strata", "strata": [Stratum(code="s", name=HALF, places=1, when=YES)]}, ["text"]),
    ({"questions": [question(kind="choice", choices=[t("a"), HALF])]}, ["text"]),
]  # fmt: skip
"""What an officer writes, beside terms in which nothing is wrong (two places of 18,000.00 each), and what is said of it."""
BEGINS = {
    "dates": "Still to be set", "closes-order": "The closing has to", "decides-order": "The day by which", "window-past": "The closing lies",
    "code-twice": "The short name", "rule-broken": "This cannot be checked", "choices": "At least two choices", "step-after": "This follows",
    "steps": "An award needs", "funders": "The shares", "budget": "All places together", "places": "At least one place", "beacon": "For a draw",
    "beacon-early": "The public number", "strata": "Say for whom", "strata-places": "More places are kept", "grid": "A choice by score", "text": "Not written in",
}  # fmt: skip


@pytest.mark.parametrize("changes, said", STANDS, ids=lambda one: None)
def test_everything_that_stands_in_the_way_of_terms_is_said_and_nothing_else(changes, said):
    with override("en"):
        found = problems(terms(**changes), NOW)
    told = [next(name for name, begin in BEGINS.items() if one.startswith(begin)) for one in found]
    assert sorted(told) == sorted(said), found
    assert all(one.part in NAMES for one in found)


ONLY_CHINESE = Texts.model_validate({"zh-Hant": "牌照"})
LACKING = [
    ({"about": Texts.model_validate({"en": "About"})}, ("欠中文、葡文：介紹", "Falta o texto em chinês, português: Sobre a fase", "Not written in Chinese, Portuguese: About"), ("texts", "", "about_0")),
    ({"documents": [LICENCE, Needed(code="documents_de278ea7", name=ONLY_CHINESE)]},
     ("欠葡文、英文：第 2 份文件「牌照」", "Falta o texto em português, inglês: documento 2 («牌照»)", "Not written in Portuguese, English: paper 2 (“牌照”)"), ("papers", "documents-1", "name_1")),
    ({"rules": [Rule(code="rules_68c96c21", when=YES, reason=Texts())]},
     ("欠中文、葡文、英文：第 1 個條件的原因", "Falta o texto em chinês, português, inglês: razão da condição 1", "Not written in Chinese, Portuguese, English: the reason of condition 1"), ("who", "rules-0", "reason_0")),
    ({"questions": [question(kind="choice", choices=[t("a"), HALF])]},
     ("欠葡文：第 1 條問題「?（中）」的選項", "Falta o texto em português: opções da pergunta 1 («? (pt)»)", "Not written in Portuguese: the choices of question 1 (“?”)"), ("papers", "questions-0", "choices_1")),
]  # fmt: skip
"""Terms that lack a text, what is said of it in three languages, and where it is mended."""


@pytest.mark.parametrize("changes, said, place", LACKING, ids=lambda one: None)
def test_a_text_that_is_missing_is_named_as_on_the_form_with_its_languages_and_its_place(changes, said, place):
    for name, sentence in zip(("zh-hant", "pt-pt", "en"), said, strict=True):
        with override(name):
            [found] = problems(terms(**changes))
            assert found == sentence and (found.part, found.row, found.field) == place


def test_of_two_dates_that_contradict_each_other_both_are_said():
    zone = timezone.get_default_timezone()
    opens, closes = datetime(2027, 3, 8, 9, tzinfo=zone), datetime(2027, 3, 20, 18, tzinfo=zone)
    given = {"opens_at": opens, "closes_at": closes, "beacon_at": closes + timedelta(days=1)}
    with override("en"):
        assert problems(terms(**given, decides_on=closes.date())) == [
            "The day by which places are given has to come after the day of closing: it is 20 March 2027, and the closing 20 March 2027 18:00."
        ]
        early = {**given, "closes_at": opens - timedelta(hours=1), "decides_on": date(2027, 4, 1)}
        assert problems(terms(**early)) == [
            "The closing has to come after the opening: it closes 8 March 2027 08:00 and opens 8 March 2027 09:00."
        ]


@pytest.mark.django_db
def test_what_is_missing_leads_to_where_it_is_mended(officer, as_user, without_second_factor):
    phase = change_phase.make_phase(officer, make_measure(officer, t("Support")), t("Phase 1"))
    change_phase.save_terms(
        officer, phase, terms(documents=[LICENCE, Needed(code="documents_de278ea7", name=ONLY_CHINESE)])
    )
    client, edit = as_user(officer), f"/agency/phases/{phase.slug}/edit/papers/"
    page = client.get(f"/agency/phases/{phase.slug}/").content.decode()
    assert f'href="{edit}?row=documents-1#id_documents-1-name_1"' in page and "de278ea7" not in page
    form = client.get(f"{edit}?row=documents-1").content.decode()
    assert re.search(r'<details class="card" id="documents-1" open>.*?id="id_documents-1-name_1"', form, re.DOTALL)
    assert re.search(r'<details class="card" id="documents-0">', form)


@pytest.mark.parametrize("kind, typed, kept, shown, words", [
    ("declaration", "yes", True, True, "yes"), ("declaration", "no", None, "", "–"), ("declaration", "on", None, "", "–"),
    ("yes_no", "yes", True, "yes", "yes"), ("yes_no", "no", False, "no", "no"), ("yes_no", "maybe", None, "", "–"),
    ("text", "  Loja  ", "Loja", "Loja", "Loja"), ("long_text", "a\nb", "a\nb", "a\nb", "a\nb"),
    ("number", "12,500", 12500, "12500", "12500"), ("number", "2.5", 2.5, "2.5", "2.5"), ("number", "0", 0, "0", "0"),
    ("money", "1,234.50", 123450, "1234.50", "MOP\u00a01,234.50"), ("date", "2026-03-01", "2026-03-01", "2026-03-01", "2026-03-01"),
    ("choice", "1", 1, "1", "second"), ("choice", "0", 0, "0", "first"), ("text", "   ", None, "", "–"),
])  # fmt: skip
def test_an_answer_is_kept_shown_again_and_read_out_as_it_was_meant(kind, typed, kept, shown, words):
    asked = question(kind=kind, choices=[t("first"), t("second")] if kind == "choice" else [])
    with override("en"):
        assert apply.read_answer(asked, typed) == kept and type(apply.read_answer(asked, typed)) is type(kept)
        assert as_typed(asked, kept) == shown
        assert answer_in_words(asked, kept).removesuffix(" (en)") == words
        html = str(field_of(asked).widget.render("q", as_typed(asked, kept)))
    assert ("checked" in html) is (kind in ("declaration", "yes_no", "choice") and kept is not None)


@pytest.mark.parametrize("kind, typed", [
    ("number", "many"), ("number", "1e9"), ("money", "twelve"), ("date", "31/02/2026"), ("choice", "2"), ("choice", "-1"), ("choice", "second"),
    ("text", "x" * 5001), ("yes_no", "y" * 5001),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_words_and_what_was_there_stays(kind, typed):
    asked = question(kind=kind, choices=[t("first"), t("second")])
    with override("en"), pytest.raises(ValidationError) as refusal:
        apply.read_answer(asked, typed)
    assert refusal.value.messages[0].endswith((".", "?"))


def test_a_choice_that_is_no_more_is_no_choice():
    assert answer_in_words(question(kind="choice", choices=[t("only")]), 1) == "–"


# drafts


@pytest.mark.django_db
def test_a_draft_is_begun_only_while_the_phase_is_open_by_whoever_works_there(new_phase, make_business, officer):
    shop, other = make_business("shop"), make_business("other")
    now = timezone.now()
    coming = {"opens_at": now + timedelta(days=1)}
    for changes, state in ((coming, ""), ({}, "draft"), ({}, "cancelled")):
        phase = new_phase(**changes)
        Phase.objects.filter(pk=phase.pk).update(**({"state": state} if state else {}))
        with pytest.raises(ValidationError):
            apply.start(shop.owner, Phase.objects.get(pk=phase.pk), shop.business)
    phase = new_phase()
    for stranger in (other.owner, officer):
        with pytest.raises(PermissionDenied):
            apply.start(stranger, phase, shop.business)
    assert not Application.objects.exists()
    draft = apply.start(shop.staff, phase, shop.business, shop.outlet)
    assert draft.outlet is None and apply.start(shop.owner, phase, shop.business) == draft


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["none", "another's"])
def test_a_phase_for_outlets_asks_for_an_outlet_of_the_business(whose, new_phase, make_business):
    shop, other = make_business("shop"), make_business("other")
    with pytest.raises(ValidationError):
        outlet = None if whose == "none" else other.outlet
        apply.start(shop.owner, new_phase(unit="outlet"), shop.business, outlet)
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_two_who_begin_at_the_same_moment_have_one_draft(phase, make_business, monkeypatch):
    """The other's draft is not there when it is looked for, and is when it is made."""
    shop = make_business("shop")
    theirs = apply.start(shop.staff, phase, shop.business)
    looks = iter([Application.objects.none(), Application.objects.all(), *[Application.objects.none()] * 2])
    monkeypatch.setattr(type(phase.applications), "filter", lambda self, **wanted: next(looks).filter(**wanted))
    assert apply.start(shop.owner, phase, shop.business) == theirs
    with pytest.raises(ValidationError):
        apply.start(shop.owner, phase, shop.business)
    assert Application.objects.count() == 1


@pytest.mark.django_db
def test_a_paper_is_the_business_own_and_one_that_is_asked_for(phase, applicant, make_business, tmp_path):
    draft, other = applicant(phase, "shop", send=False), make_business("other")
    owner = owner_of(draft)
    Attached.objects.all().delete()

    def paper(user, business, name):
        (tmp_path / name).write_bytes(PDF + name.encode())
        return keep_document(user, business, tmp_path / name, "a.pdf", "licence")

    own, foreign = paper(owner, draft.business, "own"), paper(other.owner, other.business, "foreign")
    for needed, document in (("licence", foreign), ("passport", own)):
        with pytest.raises(ValidationError):
            apply.attach(owner, draft, needed, document)
    with pytest.raises(PermissionDenied):
        apply.attach(other.owner, draft, "licence", foreign)
    assert not Attached.objects.exists()
    for _ in range(2):
        apply.attach(owner, draft, "licence", own)
    assert Attached.objects.count() == 1
    Application.objects.filter(pk=draft.pk).update(
        state="information_requested", reference="R-1", submitted_at=timezone.now()
    )
    apply.attach(owner, now_of(draft), "licence", paper(owner, draft.business, "second"))
    with pytest.raises(ValidationError):
        apply.detach(owner, now_of(draft), Attached.objects.first())
    assert Attached.objects.count() == 2


# officers


@pytest.mark.django_db
def test_whoever_reviews_is_of_the_phase_and_without_an_interest(phase, applicant, officer, second, make_user):
    application = now_of(applicant(phase, "shop"))
    stranger = make_user("stranger", Role.OFFICER)
    with pytest.raises(PermissionDenied):
        review.assign(officer, application, stranger)
    with pytest.raises(PermissionDenied):
        review.declare_conflict(stranger, application, "mine")
    with pytest.raises(ValidationError):
        review.declare_conflict(second, application, "  ")
    with pytest.raises(ValidationError):
        review.ask(officer, application, "  ", ["nothing that is asked for"])
    review.note(officer, application, "   ")
    review.assign(officer, application, second)
    review.declare_conflict(second, now_of(application), "my brother's")
    assert now_of(application).assigned_to is None and not application.notes.exists()
    with pytest.raises(ValidationError):
        review.assign(officer, now_of(application), second)
    review.assign(officer, now_of(application), None)
    assert now_of(application).state == "under_review"


@pytest.mark.django_db
@pytest.mark.parametrize("state, position, points, score", [
    ("submitted", None, {"plan": 10}, 10), ("under_review", None, {"plan": 0}, 0), ("eligible", None, {"plan": 3}, 3),
    ("eligible", 1, {"plan": 3}, None), ("ineligible", None, {"plan": 3}, None), ("selected", None, {"plan": 3}, None),
    ("under_review", None, {"plan": 11}, None), ("under_review", None, {"plan": -1}, None), ("under_review", None, {"other": 1}, None),
    ("under_review", None, {"by_rule": 1}, None),
])  # fmt: skip
def test_points_are_given_within_the_grid_and_until_the_order_is_made(
    state, position, points, score, new_phase, applicant, officer
):
    by_rule = Criterion(code="by_rule", name=t("Here"), most=5, when=YES)
    phase = new_phase(method="score", grid=[Criterion(code="plan", name=t("Plan"), most=10), by_rule])
    application = applicant(phase, "shop")
    Application.objects.filter(pk=application.pk).update(state=state, position=position, points={}, score=None)
    if score is None:
        with pytest.raises(ValidationError):
            review.give_points(officer, now_of(application), points)
        assert (now_of(application).points, now_of(application).score) == ({}, None)
    else:
        assert review.give_points(officer, now_of(application), points) == now_of(application).score == score
        assert now_of(application).state == ("eligible" if state == "eligible" else "under_review")


@pytest.mark.django_db
def test_who_works_on_a_phase_is_somebody_and_an_officer_and_wanted_by_one_of_it(phase, officer, second, make_user):
    gone, boss = make_user("gone", Role.OFFICER, is_active=False), make_user("boss", Role.ADMINISTRATOR)
    stranger, adviser = make_user("stranger", Role.OFFICER), make_user("adviser", Role.ADVISER)
    with pytest.raises(ValidationError):
        change_phase.set_officers(officer, phase, [])
    for wrong in (gone, adviser, boss):
        with pytest.raises(PermissionDenied):
            change_phase.set_officers(officer, phase, [officer, wrong])
    for who in (stranger, adviser):
        with pytest.raises(PermissionDenied):
            change_phase.set_officers(who, phase, [who])
        with pytest.raises(PermissionDenied):
            change_phase.drop_officers_asked(who, phase)
    with pytest.raises(PermissionDenied):
        change_phase.set_officers(boss, phase, [stranger])
    assert set(phase.officers.all()) == {officer, second}
    assert not change_phase.set_officers(officer, phase, [officer, stranger])
    change_phase.drop_officers_asked(boss, phase)
    assert not change_phase.set_officers(second, phase, [officer, stranger]), "what was dropped is asked anew"
    assert change_phase.set_officers(boss, phase, [officer, stranger])
    assert set(phase.officers.all()) == {officer, stranger}


@pytest.mark.django_db
def test_terms_are_saved_and_published_only_where_there_is_something_to(phase, officer, second):
    with pytest.raises(ValidationError):
        change_phase.publish(officer, phase)
    change_phase.save_terms(officer, phase, phase.terms.model_copy(update={"places": 3}))
    with pytest.raises(ValidationError):
        change_phase.publish(second, phase)  # and not why
    change_phase.drop_change(second, phase)
    phase.refresh_from_db()
    assert phase.draft is None and phase.draft_by == [] and phase.places == 2
    with pytest.raises(ValidationError):
        change_phase.publish(second, phase, "more places")
    Phase.objects.filter(pk=phase.pk).update(state="cancelled")
    with pytest.raises(ValidationError):
        change_phase.save_terms(officer, phase, phase.terms)
    with pytest.raises(ValidationError):
        change_phase.publish(second, phase, "again")
