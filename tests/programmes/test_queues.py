"""Officers find their work: the queue opens where there is some, duties of a second officer stand in it, and an interest is told as one."""

import pytest

from balcao.accounts.models import Role
from balcao.programmes.actions import change_phase, decide, review, settle
from balcao.programmes.models import Phase
from balcao.programmes.second import of_phases
from tests.programmes.conftest import close, now_of
from tests.programmes.test_acts import better

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.DEMO = True


def test_an_officer_with_an_interest_reads_who_decides_and_goes_back(phase, applicant, officer, second, as_user):
    application = now_of(applicant(phase, "harbour"))
    review.declare_conflict(officer, application, "my cousin's")
    answered = as_user(officer).get(f"/agency/applications/{application.pk}/")
    shown = answered.content.decode().replace("\u2068", "").replace("\u2069", "")
    assert answered.status_code == 403 and "You have an interest in this application" in shown
    assert "It is decided by: second." in shown and 'class="button primary" href="/agency/applications/"' in shown
    assert "owner of the business" not in shown and application.reference not in shown
    phase.officers.remove(second)
    alone = as_user(officer).get(f"/agency/applications/{application.pk}/").content.decode()
    assert "Nobody else works on this phase." in alone


def test_the_agencys_people_are_not_sent_to_a_shops_owner(officer, shop, make_user, as_user):
    shown = as_user(officer).get("/accounts/people/")
    assert shown.status_code == 403 and "ask an administrator" in shown.content.decode()
    assert "ask the owner" in as_user(shop.owner).get("/accounts/people/").content.decode()


def test_the_queue_opens_where_there_is_work(phase, applicant, officer, second, as_user):
    client = as_user(officer)
    assert 'href="?queue=mine" aria-current="page"' in client.get("/agency/applications/").content.decode()
    application = applicant(phase, "harbour")
    shown = client.get("/agency/applications/").content.decode()
    assert 'href="?queue=unassigned" aria-current="page"' in shown and application.reference in shown
    empty = client.get("/agency/applications/?queue=mine").content.decode()
    assert 'class="button primary" href="?queue=unassigned"' in empty and 'aria-current="page">Mine' in empty
    review.assign(officer, now_of(application), officer)
    assert 'href="?queue=mine" aria-current="page"' in client.get("/agency/applications/").content.decode()


def test_what_a_phase_asks_of_a_second_officer_stands_in_their_queue(phase, officer, second, make_user, as_user):
    third = make_user("third", Role.OFFICER)
    assert not change_phase.set_officers(officer, phase, [officer, third])
    shown = as_user(second).get("/agency/applications/").content.decode()
    assert (
        'href="?queue=second" aria-current="page"' in shown and f'href="/agency/phases/{phase.slug}/#officers"' in shown
    )
    assert "asks for other officers" in shown and 'For a second officer <span class="count">1</span>' in shown
    own = as_user(officer).get("/agency/applications/?queue=second").content.decode()
    assert f"/agency/phases/{phase.slug}/#officers" not in own
    assert change_phase.set_officers(second, phase, [officer, third])
    assert "asks for other officers" not in as_user(third).get("/agency/applications/?queue=second").content.decode()


def test_every_duty_of_a_second_officer_in_a_phase_is_told(phase, applicant, officer, second, as_user):
    change_phase.save_terms(officer, phase, better(phase, value=2_000_000))
    assert [(one.what, one.who) for one in of_phases(second)] == [("terms", officer)] and of_phases(officer) == []
    change_phase.publish(second, phase, "more")
    decide.decide(officer, now_of(applicant(Phase.objects.get(pk=phase.pk), "harbour")), True)
    closed = close(Phase.objects.get(pk=phase.pk))
    settle.enter_beacon(officer, closed, "26/118", "3 11 19")
    assert [one.what for one in of_phases(second)] == ["draw"] and of_phases(officer) == []
    settle.approve_draw(second, closed, "3 11 19")
    assert of_phases(second) == []
