"""What a page says after an act: what was done, and how to take it back where that can be."""

import re
from pathlib import Path

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

import balcao
from balcao.messaging.models import Message
from balcao.messaging.send import text_of
from balcao.programmes.actions import answer, decide
from balcao.programmes.models import Award, Step
from balcao.site import demo
from tests.programmes.conftest import drawn, now_of, owner_of
from tests.programmes.test_twice import Forms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
SRC = Path(balcao.__file__).parent


def undone(client, page):
    """What the page says about the last act, after its "Undo" was pressed."""
    shown = client.get(page).content.decode()
    said = shown[shown.index('role="status"') : shown.index("</div>\n</div>")]
    assert ">Undo</button>" in said
    action, fields = Forms(said).found[0]
    assert (
        client.post(
            action, {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}
        ).status_code
        == 302
    )
    return re.sub(r"<[^>]+>|\s+", " ", said)


def test_what_was_taken_and_passed_on_is_given_back(phase, applicant, officer, second, as_user):
    application = applicant(phase, "harbour")
    client, page = as_user(officer), f"/agency/applications/{application.pk}/"
    client.post(f"{page}take/")
    assert "This application is yours now." in undone(client, page) and now_of(application).assigned_to is None
    client.post(f"{page}take/")
    client.get(page)
    client.post(f"{page}assign/", {"to": second.pk})
    assert "It is passed on." in undone(client, page) and now_of(application).assigned_to == officer


def test_a_first_decision_is_taken_back_before_anybody_is_told(new_phase, applicant, officer, as_user):
    application = applicant(new_phase(four_eyes=True), "harbour")
    client, page = as_user(officer), f"/agency/applications/{application.pk}/"
    client.post(f"{page}decide/", {"eligible": "no", "words": "forged"})
    undone(client, page)
    assert now_of(application).proposal is None and not Message.objects.filter(code="ineligible").exists()


def test_a_decision_that_was_told_is_not_undone(phase, applicant, officer, as_user):
    application = applicant(phase, "harbour")
    client, page = as_user(officer), f"/agency/applications/{application.pk}/"
    client.post(f"{page}decide/", {"eligible": "yes"})
    shown = client.get(page).content.decode()
    assert "Found eligible. The applicant is told what follows." in shown and ">Undo</button>" not in shown


def test_a_step_is_taken_back_and_done_again(phase, applicant, officer, second, as_user):
    applicant(phase, "harbour")
    application = drawn(phase, officer, second).applications.get()
    answer.accept(owner_of(application), application)
    client, page = as_user(officer), f"/agency/applications/{application.pk}/"
    client.post(f"{page}step/", {"code": "training"})
    undone(client, page)
    assert Step.objects.get(award=Award.objects.get(), code="training").done_at is None
    undone(client, page)
    assert Step.objects.get(award=Award.objects.get(), code="training").done_at


def test_a_paper_that_was_taken_out_is_put_back(phase, applicant, as_user):
    draft = applicant(phase, "harbour", send=False)
    client, page = as_user(owner_of(draft)), f"/applications/{draft.pk}/"
    client.post(reverse("application_paper_remove", args=[draft.pk, draft.attached.get().pk]))
    assert not draft.attached.exists()
    undone(client, page)
    assert draft.attached.count() == 1


@pytest.mark.parametrize("user", ["x", "\N{SUPERSCRIPT TWO}", "", "1e9", "9" * 40, "-1"])
def test_the_demo_signs_in_nobody_who_is_not_there(user, rf):
    with pytest.raises(Http404):
        demo.sign_in(rf.post("/demo/in/", {"user": user}))


def test_chinese_has_one_word_and_one_sign_for_one_thing():
    for path in sorted(SRC.rglob("texts/zh-Hant/*.ftl")):
        text = path.read_text()
        assert "公布" not in text, path
        assert "programmes" not in path.parts or "收據" not in text, path  # that is a receipt of money
        for line in text.splitlines():
            assert not re.search(r"[\u4e00-\u9fff」）}] ?: ?|: ?[\u4e00-\u9fff]", line.partition(" = ")[2]), (
                path,
                line,
            )


def test_no_page_writes_a_colon_of_one_language_into_all():
    found = [path for path in SRC.rglob("templates/**/*.html") if re.search(r"[%}]\}: [{<]", path.read_text())]
    assert found == []


@pytest.mark.parametrize("eligible", ["yes", "no"])
def test_the_second_officer_agrees_with_the_one_thing_that_the_page_puts_first(
    eligible, new_phase, applicant, officer, second, as_user
):
    application = applicant(new_phase(four_eyes=True), "harbour")
    page = f"/agency/applications/{application.pk}/"
    as_user(officer).post(f"{page}decide/", {"eligible": eligible, "words": "because"})
    client = as_user(second)
    shown = client.get(page).content.decode()
    assert shown.count("button primary") == 1
    agree = shown[: shown.index("</form>", shown.index("Agree: "))]
    action, fields = Forms(agree[agree.rindex("<form") :] + "</form>").found[0]
    client.post(action, {name: value for name, value in fields.items() if name not in ("csrfmiddlewaretoken", "next")})
    assert now_of(application).state == ("eligible" if eligible == "yes" else "ineligible")


def test_ending_an_award_is_proposed_by_its_name(awarded_by_two, officer, second, as_user):
    page = f"/agency/applications/{awarded_by_two.pk}/"
    as_user(officer).post(f"{page}lapse/", {"why": "closed down"})
    client = as_user(second)
    shown = client.get(page).content.decode()
    assert (
        "First decision, by officer: end the award" in re.sub(r"[\u2068\u2069]", "", shown)
        and "Agree: end the award" in shown
    )
    client.post(f"{page}lapse/", {"eligible": "no"})
    assert now_of(awarded_by_two).state == "lapsed"


@pytest.fixture
def awarded_by_two(phase, applicant, officer, second):
    applicant(phase, "harbour")
    application = drawn(phase, officer, second).applications.get()
    answer.accept(owner_of(application), application)
    held = application.phase
    held.take(held.terms.model_copy(update={"four_eyes": True}))
    held.save()
    return application


def card(client, application):
    """What the officer's page says under "Decision"; nothing where there is no such card."""
    main = client.get(f"/agency/applications/{application.pk}/").content.decode().split("<main")[1]
    return re.sub(r"<[^>]+>", "", main.split('id="decide">')[1].split("</section>")[0]) if 'id="decide"' in main else ""


def test_after_a_refusal_the_page_says_that_it_stands_and_until_when_it_can_be_appealed(
    phase, applicant, officer, as_user
):
    application, client = applicant(phase, "harbour"), as_user(officer)
    decide.decide(officer, application, False, words="forged")
    until = timezone.localtime(answer.appeal_until(now_of(application)))
    said = card(client, application)
    assert f"{until.day} {until:%B %Y}" in said and "another officer decides it" in said
    late = now_of(application)
    late.state_at -= timezone.timedelta(days=phase.terms.appeal_days + 1)
    late.save()
    assert "none came" in card(client, application)


def test_after_an_appeal_the_refusal_is_final(phase, applicant, officer, second, as_user):
    application, client = applicant(phase, "harbour"), as_user(officer)
    decide.decide(officer, application, False, words="forged")
    answer.appeal(owner_of(application), now_of(application), "It is not")
    decide.decide_appeal(second, now_of(application), False, "It is")
    assert "for good" in card(client, application)


def test_where_nothing_is_to_be_decided_there_is_no_empty_card(phase, applicant, officer, as_user):
    application = applicant(phase, "harbour")
    answer.withdraw(owner_of(application), application)
    page = as_user(officer).get(f"/agency/applications/{application.pk}/").content.decode()
    assert 'id="decide"' not in page and page.count("<section") == page.count("</section>")


@pytest.mark.parametrize("language", ["en", "pt-pt", "zh-hant"])
def test_the_letter_of_a_refusal_tells_the_last_day_of_the_appeal(language, phase, applicant, officer):
    application = applicant(phase, "harbour")
    decide.decide(officer, application, False, words="forged")
    until = timezone.localtime(answer.appeal_until(now_of(application)))
    message = Message.objects.filter(code="ineligible").first()
    with override(language):
        _, letter = text_of(message)
        message.facts = {**message.facts, "days": 15}
        del message.facts["until"]
        _, before = text_of(message)
    assert str(until.year) in letter and f"{until:%H:%M}" in letter
    assert "15" in before  # as it was told by letters that were sent earlier


def test_what_is_said_above_the_next_application_names_the_one_that_was_decided(phase, applicant, officer, as_user):
    first, last = applicant(phase, "harbour"), applicant(phase, "cape")
    client = as_user(officer)
    for act, fields, name in (("decide", {"eligible": "yes"}, "shore"), ("ask", {"text": "Which shop?"}, "pier")):
        went = client.post(f"/agency/applications/{first.pk}/{act}/?queue=all", {**fields, "next": "yes"}, follow=True)
        assert went.redirect_chain[-1][0].startswith(f"/agency/applications/{last.pk}/")
        said = re.search(r'role="status".*?</div>', went.content.decode(), re.S)[0]
        assert f"{first.reference} ({first.business.name_en}): " in said
        first, last = last, applicant(phase, name)
