"""Awards seen through: dates, reminders at most one a day in working hours, lapse with notice, and the next in order."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from balcao.messaging.models import Message
from balcao.programmes.actions import answer, places, review, see_through
from balcao.programmes.actions.remind import remind, working_day
from balcao.programmes.models import Application, Award, Step
from tests.people import work
from tests.programmes.conftest import drawn, now_of, owner_of

pytestmark = pytest.mark.django_db


def at(day, hour):
    """A moment of a day in the economy's zone."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Asia/Macau"))


def weekday(day):
    """The day, or the next on which people work."""
    while not working_day(day):
        day += timedelta(days=1)
    return day


def told(code, application):
    """The one message of a kind to the owner of an application's business."""
    return Message.objects.get(code=code, user=owner_of(application))


@pytest.fixture
def awarded(phase, applicant, officer, second):
    """Four businesses, two places, one of them taken."""
    for n in range(4):
        applicant(phase, f"shop{n}")
    phase = drawn(phase, officer, second)
    first = phase.applications.get(position=1)
    answer.accept(owner_of(first), first)
    return Award.objects.get()


def test_steps_are_dated_from_the_award_and_from_the_step_before(awarded, officer):
    today = timezone.localdate()
    assert list(awarded.steps.order_by("place").values_list("code", "due_on")) == [
        ("training", today + timedelta(days=30)),
        ("deploy", None),
    ]
    see_through.do_own_step(owner_of(awarded.application), awarded, "training")
    assert awarded.steps.get(code="deploy").due_on == today + timedelta(days=60)
    see_through.confirm_step(officer, awarded, "deploy")
    assert now_of(awarded.application).state == "completed"
    assert told("completed", awarded.application)


def test_another_domain_says_that_a_step_is_done(awarded):
    for _ in range(2):
        see_through.do_step(awarded, "training", None)
    assert awarded.steps.get(code="training").done_at and now_of(awarded.application).state == "awarded"


def test_a_step_of_somebody_else_is_not_ones_own_to_confirm(awarded, phase):
    terms = awarded.application.phase.terms
    terms.steps[0].by = "agency"
    awarded.application.phase.take(terms)
    awarded.application.phase.save()
    with pytest.raises(ValidationError):
        see_through.do_own_step(owner_of(awarded.application), Award.objects.get(), "training")


def test_reminders_go_out_in_working_hours_at_most_one_a_day_to_a_person(awarded):
    day = weekday(timezone.localdate() + timedelta(days=10))
    Step.objects.filter(code="training").update(due_on=day + timedelta(days=3))
    selected = Application.objects.get(state="selected")
    Application.objects.filter(pk=selected.pk).update(accept_by=at(day + timedelta(days=1), 23))
    owner = owner_of(awarded.application)
    for hour in (7, 20):
        assert remind(at(day, hour)) == 0
    assert remind(at(day, 10)) == 4  # owner and manager of each business
    assert remind(at(day, 15)) == 0
    reminded = Message.objects.get(user=owner, code__startswith="reminder")
    assert reminded.code == "reminder-due" and reminded.facts["days"] == 3
    saturday = day + timedelta(days=(5 - day.weekday()) % 7)
    assert remind(at(saturday, 10)) == 0


def test_a_question_of_ours_is_reminded_of_too(phase, applicant, officer):
    application = now_of(applicant(phase, "harbour"))
    review.ask(officer, application, "Which?", [])
    day = weekday(timezone.localdate() + timedelta(days=6))
    application.inquiries[-1]["until"] = day.isoformat()
    Application.objects.filter(pk=application.pk).update(inquiries=application.inquiries)
    assert remind(at(day, 9)) == 2
    assert told("reminder-due-today", application).because == application.reference


def test_a_place_that_nobody_takes_lapses_and_the_next_gets_it(awarded):
    phase = awarded.application.phase
    selected, following = phase.applications.get(state="selected"), phase.applications.get(position=3)
    with pytest.raises(ValidationError):
        Application.objects.filter(pk=selected.pk).update(accept_by=timezone.now() - timedelta(minutes=1))
        answer.accept(owner_of(selected), now_of(selected))
    assert places.lapse_unaccepted(timezone.now()) == 1
    assert places.lapse_unaccepted(timezone.now()) == 0
    assert now_of(selected).state == "lapsed" and now_of(following).state == "selected"
    assert told("lapsed", selected).facts["why"]["en"] == "The place was not taken in time."


def test_an_award_lapses_only_after_notice_and_the_next_gets_the_place(awarded):
    phase = awarded.application.phase
    today = timezone.localdate()
    Step.objects.filter(code="training").update(due_on=today - timedelta(days=1))
    now = timezone.now()
    assert see_through.lapse_overdue(now) == 0
    assert see_through.announce_lapses(now) == 1 and see_through.announce_lapses(now) == 0
    assert told("will-lapse", awarded.application).facts["until"] == (today + timedelta(days=7)).isoformat()
    assert see_through.lapse_overdue(now + timedelta(days=7)) == 0
    assert see_through.lapse_overdue(now + timedelta(days=8)) == 1
    assert now_of(awarded.application).state == "lapsed" and Award.objects.get().ended_at
    assert phase.applications.get(position=3).state == "selected"


def test_more_time_takes_the_notice_back_and_says_why(awarded, officer):
    today = timezone.localdate()
    Step.objects.filter(code="training").update(due_on=today - timedelta(days=1))
    see_through.announce_lapses(timezone.now())
    with pytest.raises(ValidationError):
        see_through.extend(officer, awarded, "training", today + timedelta(days=20), " ")
    with pytest.raises(ValidationError):
        see_through.extend(officer, awarded, "training", today, "too early")
    see_through.extend(officer, awarded, "training", today + timedelta(days=20), "the epidemic")
    step = awarded.steps.get(code="training")
    assert step.due_on == today + timedelta(days=20) and step.warned_on is None
    assert see_through.lapse_overdue(timezone.now() + timedelta(days=9)) == 0
    assert told("extended", awarded.application).facts["why"] == "the epidemic"


def test_what_waits_for_the_agency_never_lapses(awarded):
    terms = awarded.application.phase.terms
    terms.steps[0].by = "agency"
    awarded.application.phase.take(terms)
    awarded.application.phase.save()
    Step.objects.filter(code="training").update(due_on=timezone.localdate() - timedelta(days=30))
    assert see_through.announce_lapses(timezone.now()) == 0


def test_the_waiting_list_is_ended_and_everybody_on_it_is_told(awarded, officer):
    from balcao.programmes.actions.settle import end_list

    assert end_list(officer, awarded.application.phase) == 2
    work()
    assert Message.objects.filter(code="list-ended").count() == 4
    with pytest.raises(ValidationError):
        end_list(officer, awarded.application.phase)
    answer.withdraw(owner_of(awarded.application), now_of(awarded.application))
    assert not Application.objects.filter(state="waitlisted").exists()
