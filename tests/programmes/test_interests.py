"""Interests: what they hide, how a declaration is corrected, how long they last."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from balcao.businesses.actions.change_people import remove_member
from balcao.businesses.actions.erase_business import erase_business
from balcao.businesses.models import Member
from balcao.programmes.actions import answer, decide, review, settle
from balcao.programmes.actions.keep import erase_kept
from balcao.programmes.interests import has_interest, has_interest_in_phase
from balcao.programmes.models import Application, Award, Interest, Phase
from balcao.programmes.rights import look_at_review
from balcao.records.models import Entry
from balcao.records.record import verify
from tests.programmes.conftest import close, drawn, now_of, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def third(make_user, phase):
    found = make_user("third", "officer")
    phase.officers.add(found)
    return found


def joined(user, application):
    """Somebody is a member of an application's business for a while, as the record has it."""
    owner = owner_of(application)
    member = Member.objects.create(business=application.business, user=user, role="manager")
    remove_member(owner, member)


def test_looks_alike_names_nobody_from_whom_an_interest_or_another_phase_bars(
    phase, new_phase, applicant, officer, second, as_user, settings
):
    settings.DEMO = True
    one = applicant(phase, "harbour", bank_account="1234 5678")
    other = applicant(phase, "shore", bank_account="12345678")
    page = f"/agency/applications/{one.pk}/"
    assert other.reference in as_user(officer).get(page).content.decode()
    review.declare_conflict(officer, now_of(other), "my cousin's")
    seen = as_user(officer).get(page).content.decode()
    assert other.reference not in seen and "shore" not in seen
    assert other.reference in as_user(second).get(page).content.decode()
    Phase.objects.get(pk=phase.pk).officers.remove(second)
    elsewhere = new_phase()
    Phase.objects.filter(pk=elsewhere.pk).update(measure=phase.measure)
    again = applicant(elsewhere, "cape", bank_account="1234-5678")
    seen = as_user(second).get(f"/agency/applications/{again.pk}/").content.decode()
    assert again.reference in seen and other.reference not in seen and one.reference not in seen


def test_earlier_awards_name_none_from_which_an_interest_bars(
    phase, new_phase, applicant, officer, second, as_user, settings
):
    settings.DEMO = True
    applicant(phase, "harbour")
    past = drawn(phase, officer, second).applications.get()
    answer.accept(owner_of(past), past)
    later = applicant(new_phase(), "shore")
    Application.objects.filter(pk=later.pk).update(business=past.business_id)
    page = f"/agency/applications/{later.pk}/"
    assert past.reference in as_user(officer).get(page).content.decode()
    review.declare_conflict(officer, now_of(past), "my cousin's")
    assert past.reference not in as_user(officer).get(page).content.decode()


def test_a_declaration_is_corrected_by_a_second_officer_with_a_reason(phase, applicant, officer, second):
    application = now_of(applicant(phase, "harbour"))
    review.declare_conflict(officer, application, "the wrong row")
    conflict = application.conflicts.get()
    with pytest.raises(ValidationError):
        review.lift_conflict(officer, application, conflict.pk, "I say so myself")
    with pytest.raises(ValidationError):
        review.lift_conflict(second, application, conflict.pk, " ")
    assert has_interest(officer, application)
    review.lift_conflict(second, application, conflict.pk, "another shop of that name")
    assert not has_interest(officer, application) and look_at_review(officer, application.pk)
    assert Entry.objects.get(kind="application.conflict_lifted").facts == {"officer": officer.pk}
    with pytest.raises(ValidationError):
        review.lift_conflict(second, application, conflict.pk, "twice")
    review.declare_conflict(officer, application, "now truly")
    assert has_interest(officer, application) and application.conflicts.count() == 2
    decide.decide(second, application, True)
    assert verify().wrong is None


def test_correcting_a_declaration_ends_nothing_that_was_done(phase, applicant, officer, second):
    application = now_of(applicant(phase, "harbour"))
    joined(officer, application)
    with pytest.raises(PermissionDenied):
        look_at_review(officer, application.pk)
    review.declare_conflict(officer, application, "I worked there")
    review.lift_conflict(second, application, application.conflicts.get().pk, "declared twice")
    assert has_interest(officer, application)


@pytest.mark.parametrize(("days", "barred"), [(-1, False), (1, True)])
def test_what_was_withdrawn_before_the_closing_bars_nobody_from_the_draw(
    days, barred, phase, applicant, officer, second, third
):
    gone, stays = applicant(phase, "harbour"), applicant(phase, "shore")
    review.declare_conflict(officer, now_of(gone), "my cousin's")
    decide.decide(second, now_of(stays), True)
    if barred:
        decide.decide(second, now_of(gone), True)
    answer.withdraw(owner_of(gone), now_of(gone))
    phase = close(phase)
    Application.objects.filter(pk=gone.pk).update(state_at=phase.closes_at + timedelta(days=days))
    assert has_interest_in_phase(officer, phase) == barred
    if barred:
        with pytest.raises(ValidationError):
            settle.enter_beacon(officer, phase, "1", "3 11 19")
    else:
        settle.enter_beacon(officer, phase, "1", "3 11 19")
        settle.approve_draw(second, phase, "3 11 19")
        assert now_of(stays).state == "selected"


def test_an_interest_outlives_the_business_as_long_as_something_is_decided(
    phase, applicant, officer, second, third, settings
):
    erased, other = applicant(phase, "harbour"), applicant(phase, "shore")
    joined(officer, erased)
    for application in (erased, other):
        decide.decide(second, now_of(application), True)
    phase = close(phase)
    Application.objects.filter(pk=erased.pk).update(state_at=timezone.now())
    erase_business(owner_of(erased), now_of(erased).business)
    assert now_of(erased).business is None and has_interest(officer, now_of(erased))
    with pytest.raises(ValidationError):  # withdrawn after the closing, so it still bars
        settle.enter_beacon(officer, phase, "1", "3 11 19")
    settle.enter_beacon(second, phase, "1", "3 11 19")
    settle.approve_draw(third, phase, "3 11 19")
    erase_kept(timezone.now())
    assert Interest.objects.filter(user=officer).exists()
    settle.end_list(third, Phase.objects.get(pk=phase.pk))
    erase_kept(timezone.now())
    assert not Interest.objects.exists()


def test_an_award_of_an_erased_business_is_not_undone_by_its_former_member(phase, applicant, officer, second, settings):
    application = applicant(phase, "harbour")
    drawn(phase, officer, second)
    answer.accept(owner_of(application), now_of(application))
    Application.objects.filter(pk=application.pk).update(state="completed")
    joined(officer, now_of(application))
    erase_business(owner_of(application), now_of(application).business)
    with pytest.raises(ValidationError):
        decide.revoke(officer, now_of(application), words="forged")
    over = timezone.now() - timedelta(days=366 * (settings.KEEP_YEARS + 1))
    Award.objects.update(ended_at=over)
    erase_kept(timezone.now())
    assert not Interest.objects.exists()
