"""What the desk and the doors say before something goes wrong: whom to assign, when places are given, which papers count,
how many officers are needed, who can publish."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from balcao.businesses.actions.keep_document import keep_document
from balcao.programmes import desk
from balcao.programmes.actions import answer, apply, change_phase, decide, review, settle
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.actions.move import MovedAlready
from balcao.programmes.models import Application, Phase
from balcao.programmes.problems import advice
from balcao.programmes.states import State
from balcao.programmes.terms import Needed
from tests.programmes.conftest import PDF, close, drawn, now_of, owner_of, t, terms
from tests.programmes.test_acts import better

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
TO_DECIDE = ("submitted", "under_review", "information_requested")


@pytest.mark.parametrize("state", [state.value for state in State if state != "draft"])
def test_only_what_is_to_be_decided_is_given_to_an_officer(state, phase, applicant, officer, second, as_user):
    application = applicant(phase, "harbour")
    Application.objects.filter(pk=application.pk).update(state=state)
    page = f"/agency/applications/{application.pk}/"
    offered = as_user(officer).get(page).content.decode()
    if state in TO_DECIDE:
        review.assign(officer, now_of(application), second)
        assert now_of(application).assigned_to == second and f"{page}assign/" in offered
    else:
        with pytest.raises(MovedAlready):
            review.assign(officer, now_of(application), second)
        assert now_of(application).assigned_to is None and f"{page}assign/" not in offered


def test_an_appeal_that_waits_is_given_to_an_officer(phase, applicant, officer, second):
    application = applicant(phase, "harbour")
    decide.decide(officer, now_of(application), False, words="no")
    Application.objects.update(assigned_to=None)
    answer.appeal(owner_of(application), now_of(application), "yes")
    review.assign(second, now_of(application), second)
    decide.decide_appeal(second, now_of(application), False, "no")
    with pytest.raises(MovedAlready):
        review.assign(second, now_of(application), officer)


@pytest.mark.parametrize("method", ["draw", "first_come"])
def test_places_wait_until_nobody_can_appeal_any_more(method, new_phase, applicant, officer, second, as_user):
    phase = new_phase(method=method, appeal_days=10)
    one, other = applicant(phase, "harbour"), applicant(phase, "shore")
    decide.decide(officer, now_of(one), True)
    decide.decide(officer, now_of(other), False, words="no")
    phase, now = close(phase), timezone.now()
    give = (
        (lambda: settle.enter_beacon(officer, phase, "1", "3"))
        if method == "draw"
        else (lambda: settle.settle(officer, phase))
    )
    Application.objects.filter(pk=other.pk).update(state_at=now - timedelta(days=9, hours=23))
    with pytest.raises(ValidationError):
        give()
    assert (
        "One business that was refused can still appeal"
        in as_user(officer).get(f"/agency/phases/{phase.slug}/").content.decode()
    )
    answer.appeal(owner_of(other), now_of(other), "look again")
    with pytest.raises(ValidationError):
        give()
    decide.decide_appeal(second, now_of(other), False, "no")
    give()  # an appeal is made once, so nobody waits for another


def test_days_that_are_over_or_a_business_that_is_gone_hold_up_nothing(phase, applicant, officer):
    application = applicant(phase, "harbour")
    decide.decide(officer, now_of(application), False, words="no")
    phase = close(phase)
    assert settle.in_the_way(phase) == []
    Application.objects.update(state_at=timezone.now(), business=None)
    assert settle.in_the_way(phase) == []


def test_ending_the_list_says_what_it_cuts_off(phase, applicant, officer, second, as_user):
    for name in ("harbour", "shore", "cape"):
        applicant(phase, name)
    phase = drawn(phase, officer, second)
    page = f"/agency/phases/{phase.slug}/"
    assert "still appeal" not in as_user(officer).get(page).content.decode()
    last = phase.applications.get(position=3)
    decide.revoke(officer, now_of(last), words="closed down")
    assert "One business that was refused can still appeal" in as_user(officer).get(page).content.decode()
    answer.appeal(owner_of(last), now_of(last), "open again")
    assert "One application or appeal is not decided yet" in as_user(officer).get(page).content.decode()
    settle.end_list(officer, phase)


def brought(application, tmp_path, name):
    """A new licence of the business."""
    file = tmp_path / name
    file.write_bytes(PDF + name.encode())
    return keep_document(owner_of(application), application.business, file, f"{name}.pdf", "licence")


def test_a_paper_that_was_there_before_the_asking_is_no_answer(phase, applicant, officer, as_user, tmp_path):
    application = now_of(applicant(phase, "harbour"))
    owner, before = owner_of(application), application.attached.get()
    review.ask(officer, application, "", ["licence"])
    application = now_of(application)
    page = as_user(owner).get(f"/applications/{application.pk}/").content.decode()
    assert "✓" not in page and "there before we asked" in page
    with pytest.raises(ValidationError):
        apply.attach(owner, application, "licence", before.document)
    with pytest.raises(ValidationError):
        answer.answer(owner, application, "")
    newer = brought(application, tmp_path, "newer")
    for _ in range(2):  # a double click brings it once
        apply.attach(owner, application, "licence", newer)
    assert "✓" in as_user(owner).get(f"/applications/{application.pk}/").content.decode()
    answer.answer(owner, application, "")
    assert now_of(application).state == "under_review"
    review.ask(officer, now_of(application), "", ["licence"])
    with pytest.raises(ValidationError):
        answer.answer(owner, now_of(application), "")


def test_each_paper_that_was_asked_for_is_brought_or_explained(new_phase, applicant, officer, as_user, tmp_path):
    phase = new_phase(documents=[Needed(code="licence", name=t("Licence")), Needed(code="lease", name=t("Lease"))])
    application = now_of(applicant(phase, "harbour"))
    owner = owner_of(application)
    review.ask(officer, application, "", ["licence", "lease"])
    apply.attach(owner, now_of(application), "licence", brought(application, tmp_path, "newer"))
    with pytest.raises(ValidationError) as refused:
        answer.answer(owner, now_of(application), "")
    assert "Lease" in refused.value.messages[0] and "Licence" not in refused.value.messages[0]
    seen = as_user(officer).get(f"/agency/applications/{application.pk}/").content.decode()
    assert "not brought since it was asked for" in seen
    answer.answer(owner, now_of(application), "the lease is being renewed")
    assert now_of(application).state == "under_review"


def test_a_paper_that_nobody_asked_for_is_no_answer(new_phase, applicant, officer, tmp_path):
    phase = new_phase(documents=[Needed(code="licence", name=t("Licence")), Needed(code="lease", name=t("Lease"))])
    application = now_of(applicant(phase, "harbour"))
    review.ask(officer, application, "", ["lease"])
    apply.attach(owner_of(application), now_of(application), "licence", brought(application, tmp_path, "newer"))
    with pytest.raises(ValidationError):
        answer.answer(owner_of(application), now_of(application), "")


@pytest.mark.parametrize(
    ("four_eyes", "officers", "missing"), [(True, 2, 3), (True, 3, 0), (False, 1, 2), (False, 2, 0)]
)
def test_appeals_need_an_officer_who_did_not_refuse(four_eyes, officers, missing):
    with override("en"):
        found = advice(terms(four_eyes=four_eyes), officers)
    assert [f"at least {missing}" in one for one in found] == ([True] if missing else [])


def test_a_day_of_decision_within_the_days_to_appeal_is_told():
    now = timezone.now()
    soon = terms(closes_at=now + timedelta(days=20), decides_on=(now + timedelta(days=30)).date(), appeal_days=15)
    assert len(advice(soon, 2)) == 1 and advice(soon.model_copy(update={"appeal_days": 8}), 2) == []


def test_the_desk_and_the_officers_page_say_that_appeals_need_a_third(new_phase, officer, second, make_user, as_user):
    phase = new_phase(four_eyes=True, opens_at=timezone.now() + timedelta(days=1))
    seen = as_user(officer).get(f"/agency/phases/{phase.slug}/").content.decode()
    assert "at least 3 are needed" in seen
    Phase.objects.filter(pk=phase.pk).update(officers_asked={"officers": [officer.pk, second.pk], "by": officer.pk})
    seen = as_user(make_user("admin", "administrator")).get("/agency/officers/").content.decode()
    assert "at least 3 are needed" in seen
    phase.officers.add(make_user("third", "officer"))
    assert "at least 3" not in as_user(officer).get(f"/agency/phases/{phase.slug}/").content.decode()


def test_a_draft_of_a_phase_says_so_before_it_is_published(officer, second, as_user):
    phase = change_phase.make_phase(officer, make_measure(officer, t("Support")), t("Support"))
    phase.officers.add(second)
    change_phase.save_terms(officer, phase, terms(four_eyes=True))
    seen = as_user(officer).get(f"/agency/phases/{phase.slug}/").content.decode()
    assert "at least 3 are needed" in seen and "publish/" in seen


def test_the_desk_says_who_can_publish_a_guarded_change(phase, officer, second, as_user):
    change_phase.save_terms(officer, phase, better(phase, value=2_000_000))
    page, button = f"/agency/phases/{phase.slug}/", '<button class="button primary">Publish</button>'
    author, other = as_user(officer).get(page).content.decode(), as_user(second).get(page).content.decode()
    assert button not in author and "another officer publishes it: second" in author
    assert button in other and "Everything is there." in other


def test_the_desk_says_that_nobody_is_left_who_could_publish(new_phase, officer, second, as_user):
    phase = new_phase(method="first_come")
    change_phase.save_terms(officer, phase, better(phase, value=2_000_000))
    phase.officers.remove(second)
    assert "the phase has no other officer" in as_user(officer).get(f"/agency/phases/{phase.slug}/").content.decode()


def test_the_desk_says_beforehand_what_publishing_would_refuse(phase, officer, as_user):
    change_phase.save_terms(officer, phase, better(phase, value=1))
    seen = as_user(officer).get(f"/agency/phases/{phase.slug}/").content.decode()
    assert "This would be worse for them: Worth of one award" in seen and ">Publish</button>" not in seen


def test_an_officers_queue_of_ones_own_holds_what_is_to_be_decided(phase, applicant, officer):
    application = applicant(phase, "harbour")
    review.assign(officer, now_of(application), officer)
    assert [a.pk for a in desk.queue(officer, "mine")] == [application.pk]
