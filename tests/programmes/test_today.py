"""Whoever is signed in finds on `/` the one thing to do next, and in the head the way to their work."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from balcao.accounts.models import Role
from balcao.businesses.actions.change_consent import give_consent
from balcao.programmes.actions import answer, review, see_through
from balcao.programmes.models import Application, Step
from balcao.programmes.terms import StepPlan
from tests.people import csv_of
from tests.programmes.conftest import drawn, now_of, owner_of, t

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


def next_of(client):
    """The heading of what comes next, and where its one button leads."""
    page = client.get("/").content.decode()
    card = page.split('<section class="card next-step">')[1].split("</section>")[0]
    assert page.count("button primary") - page.count('type="submit" class="button primary"') == 1
    return card.split("<h2>")[1].split("</h2>")[0], card.split('href="')[1].split('"')[0], card


def test_a_visitor_still_finds_a_place_for_a_file(as_user):
    page = as_user().get("/").content.decode()
    assert "data-drop" in page and "next-step" not in page and ">My business<" not in page


def test_somebody_without_a_business_names_it_first_and_may_bring_a_file(make_user, as_user):
    client = as_user(make_user("new"))
    assert next_of(client)[:2] == ("Tell us about your business", "/businesses/new/")
    assert "data-drop" in client.get("/").content.decode()


def test_an_owner_goes_from_sales_to_an_open_phase_and_from_what_is_due_to_the_rest(
    shop,
    bring,
    applicant,
    new_phase,
    officer,
    second,
    as_user,
):
    client, home = as_user(shop.owner), f"/businesses/{shop.business.pk}/"
    assert 'href="/desk/"' in client.get("/").content.decode() and next_of(client)[:2] == ("Bring a sales export", home)
    assert 'href="/desk/" aria-current="true"' in client.get(home).content.decode()
    bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    assert next_of(client)[:2] == ("See what your sales say", home)
    phase = new_phase()
    title, link, card = next_of(client)
    assert (title, link) == (phase.terms.name.en, f"/programmes/{phase.slug}/") and "days left" in card
    draft = applicant(phase, "draft", send=False)
    assert next_of(as_user(owner_of(draft)))[:2] == ("Finish your application", f"/applications/{draft.pk}/")
    sent = applicant(phase, "asked")
    review.ask(officer, now_of(sent), "Which till?", [])
    title, link, card = next_of(as_user(owner_of(sent)))
    assert (title, link) == ("Answer our question", f"/applications/{sent.pk}/") and "days left" in card
    answer.answer(owner_of(sent), now_of(sent), "A blue one")
    assert next_of(as_user(owner_of(sent)))[0] == "Bring a sales export"


def test_a_place_and_then_each_step_is_what_comes_next(phase, applicant, officer, second, as_user):
    applicant(phase, "cape")
    application = drawn(phase, officer, second).applications.get()
    client, page = as_user(owner_of(application)), f"/applications/{application.pk}/"
    assert next_of(client)[:2] == ("Take your place", page)
    answer.accept(owner_of(application), application)
    assert next_of(client)[:2] == ("Training", page)
    application.award.steps.filter(code="training").update(due_on=timezone.localdate() - timedelta(days=2))
    assert "This was due on" in next_of(client)[2]
    manager = application.business.members.get(role="staff").user
    assert next_of(as_user(manager))[0] == "Bring a sales export"  # of staff nothing of an award is asked


def test_a_step_of_theirs_is_told_whatever_else_of_the_award_is_due_before(
    new_phase, applicant, officer, second, as_user
):
    plans = [
        StepPlan(code="visit", name=t("Visit"), days=5, by="agency"),
        StepPlan(code="gone", name=t("Old step"), days=5),
        StepPlan(code="survey", name=t("Survey"), days=5, required=False),
        StepPlan(code="training", name=t("Training"), days=10),
    ]
    phase = new_phase(steps=plans)
    applicant(phase, "cape")
    application = drawn(phase, officer, second).applications.get()
    answer.accept(owner_of(application), application)
    application = now_of(application)
    application.phase.take(application.phase.terms.model_copy(update={"steps": [plans[0], *plans[2:]]}))
    application.phase.save()
    for code, days in (("visit", 9), ("gone", 8), ("survey", 7), ("training", 2)):
        Step.objects.filter(code=code).update(due_on=timezone.localdate() - timedelta(days=days))
    assert see_through.announce_lapses(timezone.now()) == 1  # of the training
    client, page = as_user(owner_of(application)), f"/applications/{application.pk}/"
    title, link, card = next_of(client)
    assert (title, link) == ("Training", page) and "This was due on" in card
    assert 'name="code" value="training"' in client.get(page).content.decode()  # where it leads it can be said


@pytest.mark.parametrize(("minutes", "offered"), [(1, True), (-1, False)])
def test_a_place_whose_time_is_over_is_offered_nowhere(minutes, offered, phase, applicant, officer, second, as_user):
    applicant(phase, "cape")
    application = drawn(phase, officer, second).applications.get()
    until = timezone.now() + timedelta(minutes=minutes)
    Application.objects.update(accept_by=until)
    client, page = as_user(owner_of(application)), f"/applications/{application.pk}/"
    assert (next_of(client)[0] == "Take your place") == offered
    shown, button = client.get(page).content.decode(), f'href="{page}accept/"'
    assert (button in shown) == offered and ("The time to take this place is over" in shown) != offered
    asked = client.get(f"{page}accept/")
    assert (asked.status_code == 200) == offered and (offered or asked["Location"] == page)


def test_the_agencys_people_are_led_to_their_work(phase, applicant, officer, shop, make_user, as_user):
    client = as_user(officer)
    assert next_of(client)[:2] == ("Nothing waits here", "/agency/phases/")
    applicant(phase, "cape")
    title, link, card = next_of(client)
    assert (title, link) == ("Work waits for you", "/agency/applications/?queue=unassigned") and "Nobody" in card
    give_consent(shop.owner, shop.business, "adviser")
    assert next_of(as_user(make_user("ana", Role.ADVISER)))[1] == "/agency/"
    assert next_of(as_user(make_user("lead", Role.POLICY_LEAD)))[1] == "/accounts/me/"
    admin = as_user(make_user("admin", Role.ADMINISTRATOR))
    assert next_of(admin)[1] == "/accounts/people/"
    phase.officers.clear()
    assert next_of(admin)[1] == "/agency/officers/"


@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_it_reads_in_every_language(language, phase, applicant, officer, shop, as_user):
    application = applicant(phase, "cape")
    for user in (shop.owner, officer, owner_of(application)):
        page = as_user(user, language).get("/")
        assert page.status_code == 200 and "None" not in page.content.decode().split("<main")[1]
    assert Application.objects.count() == 1


def test_an_officer_of_no_phase_is_led_to_the_first(officer, as_user):
    client, new = as_user(officer), "/agency/phases/new/"
    assert next_of(client)[:2] == ("You work on no phase yet", new)
    for page in ("/agency/phases/", "/agency/applications/", "/agency/awards/"):
        shown = client.get(page).content.decode()
        assert "You work on no phase yet" in shown and shown.count(f'href="{new}"') == 1


def test_no_phase_is_not_called_every_phase(officer, make_user, as_user, request):
    page, client = "/agency/officers/", as_user(make_user("admin", Role.ADMINISTRATOR))
    shown = client.get(page).content.decode()
    assert "There is no phase yet" in shown and "Every phase has its officers" not in shown
    request.getfixturevalue("phase")
    assert "Every phase has its officers" in client.get(page).content.decode()
