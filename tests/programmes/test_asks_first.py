"""What cannot be taken back says first what will happen; what was refused is shown again as it was typed, where it was."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from balcao.programmes.actions import answer, change_phase, decide, review, see_through, settle
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.models import Award, Phase, Step
from tests.programmes.conftest import close, drawn, now_of, owner_of, t, terms
from tests.programmes.test_acts import better

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


class Folds(HTMLParser):
    """Of each form that changes something: the last part of its address, and the text of the open or shut fold around it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.asked: dict[str, str] = {}
        self.bare: set[str] = set()
        self.opened: set[str] = set()
        self._folds: list[dict[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "details":
            self._folds.append({"asks": given.get("class") == "ask", "open": "open" in given, "acts": [], "text": ""})
        if tag == "form" and given.get("method") == "post":
            act = (given.get("action") or "").rstrip("/").split("/")[-1]
            if self._folds:
                self._folds[-1]["acts"].append(act)
                self.opened |= {act} if self._folds[-1]["open"] else set()
            if not (self._folds and self._folds[-1]["asks"]):
                self.bare.add(act)

    def handle_data(self, data):
        for fold in self._folds:
            fold["text"] += data

    def handle_endtag(self, tag):
        if tag == "details":
            fold = self._folds.pop()
            self.asked |= {act: self.asked.get(act, "") + fold["text"] for act in fold["acts"] if fold["asks"]}


def asked(client, page, act):
    """What is said before an act; the page offers it in no other way."""
    folds = Folds(client.get(page).content.decode().replace("\u2068", "").replace("\u2069", ""))
    assert act not in folds.bare and "Cancel" in folds.asked[act]
    return folds.asked[act]


def test_publishing_says_what_it_makes_public_and_whom_it_tells(officer, second, applicant, as_user):
    phase = change_phase.make_phase(officer, make_measure(officer, t("Support")), t("Support"))
    phase.officers.add(second)
    change_phase.save_terms(officer, phase, terms(places=7))
    client, page = as_user(officer), f"/agency/phases/{phase.slug}/"
    assert "7 places, open from" in asked(client, page, "publish")
    client.post(f"{page}publish/")
    for name in ("harbour", "shore"):
        applicant(Phase.objects.get(pk=phase.pk), name)
    change_phase.save_terms(officer, Phase.objects.get(pk=phase.pk), better(phase, about=t("Better words")))
    said = asked(client, page, "publish")
    assert "2 applicants are told" in said and "What changes, and why" in said
    assert "is lost" in asked(client, page, "drop")


def test_a_change_without_a_reason_comes_back_open(phase, officer, as_user):
    change_phase.save_terms(officer, phase, better(phase, about=t("Better words")))
    answered = as_user(officer).post(f"/agency/phases/{phase.slug}/publish/", {"why": " "})
    assert answered.status_code == 422
    page = answered.content.decode()
    assert "publish" in Folds(page).opened and "Say what changes and why." in page
    assert as_user(officer).get(f"/agency/phases/{phase.slug}/publish/")["Location"] == f"/agency/phases/{phase.slug}/"


def test_giving_places_says_how_many_get_one(new_phase, applicant, officer, second, as_user):
    phase = new_phase(method="first_come", places=2)
    for n in range(3):
        decide.decide(officer, now_of(applicant(phase, f"shop{n}")), True)
    close(Phase.objects.get(pk=phase.pk))
    client, page = as_user(officer), f"/agency/phases/{phase.slug}/"
    said = asked(client, page, "settle")
    assert "2 businesses are offered a place" in said and "one goes on the waiting list" in said
    for _ in range(2):
        client.post(f"{page}settle/")
    assert phase.applications.filter(state="selected").count() == 2
    assert "waits is told" in asked(client, page, "end")


def test_the_draw_says_how_many_get_a_place_and_keeps_a_number_that_differs(phase, applicant, officer, second, as_user):
    decide.decide(officer, now_of(applicant(phase, "harbour")), True)
    phase = close(phase)
    settle.enter_beacon(officer, phase, "26/118", "3 11 19")
    client, page = as_user(second), f"/agency/phases/{phase.slug}/"
    assert "One business is offered a place" in asked(client, page, "approve")
    shown = client.post(f"{page}approve/", {"value": "3 11 91"}).content.decode()
    assert "approve" in Folds(shown).opened and 'value="3 11 91"' in shown


@pytest.fixture
def awarded(phase, applicant, officer, second):
    applicant(phase, "harbour")
    application = drawn(phase, officer, second).applications.get()
    answer.accept(owner_of(application), application)
    return now_of(application)


def test_a_steps_being_done_says_what_comes_next(awarded, officer, as_user):
    due = timezone.localdate() + timedelta(days=60)
    owner, agency = as_user(owner_of(awarded)), as_user(officer)
    page, desk = f"/applications/{awarded.pk}/", f"/agency/applications/{awarded.pk}/"
    for client, where in ((owner, page), (agency, desk)):
        said = asked(client, where, "step")
        assert f"Next comes: Start using it, by {due.day} " in said
    see_through.confirm_step(officer, Award.objects.get(), "training")
    assert "It is the last step" in asked(owner, page, "step") and "It is the last step" in asked(agency, desk, "step")
    assert "cannot take it back yourself" in asked(owner, page, "step")
    for _ in range(2):
        owner.post(f"{page}step/", {"code": "deploy"})
    assert now_of(awarded).state == "completed" and Step.objects.exclude(done_at=None).count() == 2


@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_a_place_is_taken_after_reading_what_one_agrees_to(language, phase, applicant, officer, second, as_user):
    applicant(phase, "harbour")
    application = drawn(phase, officer, second).applications.get()
    client, page = as_user(owner_of(application), language), f"/applications/{application.pk}/"
    shown = client.get(page).content.decode()
    assert f'href="{page}accept/"' in shown and f'action="{page}accept/"' not in shown
    terms = client.get(f"{page}accept/").content.decode()
    named = {"en": "Training", "pt": "Training (pt)", "zh": "Training（中）"}[language]
    assert named in terms and "18" in terms and f'href="{page}"' in terms and f'action="{page}accept/"' in terms
    assert str((timezone.localdate() + timedelta(days=30)).year) in terms
    assert now_of(application).state == "selected"
    for _ in range(2):
        client.post(f"{page}accept/")
    assert now_of(application).state == "awarded" and Award.objects.count() == 1
    assert client.get(f"{page}accept/")["Location"] == page


def test_a_place_that_is_taken_again_says_what_was_done_and_promised(awarded, officer, second, as_user):
    see_through.do_own_step(owner_of(awarded), Award.objects.get(), "training")
    Award.objects.update(value=2_500_000)
    decide.revoke(officer, now_of(awarded), words="closed")
    answer.appeal(owner_of(awarded), now_of(awarded), "it is not")
    decide.decide_appeal(second, now_of(awarded), True, "so it is")
    decide.decide(officer, now_of(awarded), True)
    shown = as_user(owner_of(awarded)).get(f"/applications/{awarded.pk}/accept/").content.decode()
    assert "25,000" in shown and "Training" not in shown.split("<main")[1] and "Start using it" in shown


def test_after_an_appeal_was_granted_its_owner_reads_when_and_by_when(phase, applicant, officer, second, as_user):
    application = now_of(applicant(phase, "harbour"))
    decide.decide(officer, application, False, words="no licence")
    answer.appeal(owner_of(application), now_of(application), "here it is")
    decide.decide_appeal(second, now_of(application), True, "The licence is there.")
    shown = as_user(owner_of(application)).get(f"/applications/{application.pk}/").content.decode()
    shown = shown.replace("\u2068", "").replace("\u2069", "")
    today, due = timezone.localdate(), timezone.localdate(now_of(application).due_at)
    assert "Your appeal of" in shown and f"was accepted on {today.day} " in shown and "The licence is there." in shown
    assert f"You will hear from us by {due.day} " in shown and "appeal answered" in shown


REFUSED = [
    ("decide", {"eligible": "no", "words": " ", "rule": []}, "decide"),
    ("ask", {"text": " "}, "ask"),
    ("conflict", {"why": " "}, "conflict"),
]


@pytest.mark.parametrize(("act", "given", "fold"), REFUSED)
def test_a_refused_form_stays_open_with_why(act, given, fold, phase, applicant, officer, as_user):
    page = f"/agency/applications/{applicant(phase, 'harbour').pk}/"
    client = as_user(officer)
    before = Folds(client.get(page).content.decode())
    answered = client.post(f"{page}{act}/", given)
    assert answered.status_code == 422 and fold not in before.opened
    shown = answered.content.decode()
    assert fold in Folds(shown).opened and '<p class="error" tabindex="-1" autofocus>' in shown
    assert client.get(f"{page}{act}/")["Location"] == page


def test_what_was_typed_and_ticked_is_still_there(awarded, officer, as_user):
    page, day = f"/agency/applications/{awarded.pk}/", timezone.localdate().isoformat()
    shown = as_user(officer).post(f"{page}extend/", {"code": "training", "until": day, "why": "holidays <b>"})
    text = shown.content.decode()
    assert shown.status_code == 422 and "extend" in Folds(text).opened
    assert f'value="{day}"' in text and 'value="holidays &lt;b&gt;"' in text
    shown = as_user(officer).post(f"{page}revoke/", {"eligible": "no", "rule": "nonsense", "words": "because of that"})
    assert ">because of that</textarea>" in shown.content.decode() and "revoke" in Folds(shown.content.decode()).opened


def test_boxes_stay_as_they_were_ticked(phase, applicant, officer, as_user):
    page = f"/agency/applications/{applicant(phase, 'harbour').pk}/"
    shown = as_user(officer).post(f"{page}decide/", {"eligible": "no", "rule": ["small", "nonsense"]}).content.decode()
    assert 'name="rule" value="small" checked' in shown


def test_an_applicants_answer_and_appeal_stay_as_typed(phase, applicant, officer, as_user):
    application = now_of(applicant(phase, "harbour"))
    decide.decide(officer, application, False, words="no")
    phase.applications.update(state_at=timezone.now() - timedelta(days=100))
    page = f"/applications/{application.pk}/"
    answered = as_user(owner_of(application)).post(f"{page}appeal/", {"text": "But I have it"})
    assert answered.status_code == 422 and "The days for an appeal are over." in answered.content.decode()
    second_one = now_of(applicant(phase, "shore"))
    review.ask(officer, second_one, "Which?", ["licence"])
    answered = as_user(owner_of(second_one)).post(f"/applications/{second_one.pk}/answer/", {"text": " "})
    shown = answered.content.decode()
    assert answered.status_code == 422 and '<p class="error" tabindex="-1" autofocus>' in shown
