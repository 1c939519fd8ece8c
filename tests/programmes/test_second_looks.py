"""What careful readers found: two officers and what each wrote, awards given back, terms that shrink what is asked, lists."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from balcao.messaging.models import Message
from balcao.programmes import desk
from balcao.programmes.actions import answer, change_phase, decide, four_eyes, places, review, see_through, settle
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.actions.move import MovedAlready
from balcao.programmes.models import Application, Award, Phase, Step
from tests.people import work
from tests.programmes.conftest import close, drawn, now_of, owner_of
from tests.programmes.test_acts import better, codes_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def awarded(phase, applicant, officer, second):
    """One business with an award."""
    applicant(phase, "harbour")
    selected = drawn(phase, officer, second).applications.get()
    answer.accept(owner_of(selected), selected)
    return Award.objects.get()


def terms_of(phase, **changes):
    """The phase with changed terms, published by two."""
    phase.take(phase.terms.model_copy(update=changes))
    phase.save()


def test_the_applicant_reads_what_both_officers_wrote(new_phase, applicant, officer, second):
    application = now_of(applicant(new_phase(four_eyes=True), "harbour"))
    decide.decide(officer, application, False, words="The licence is another's.")
    assert not decide.decide(officer, now_of(application), False, words="The licence is another's.")
    assert decide.decide(second, now_of(application), False, rules=["small"])
    reason = now_of(application).reason
    assert (reason["rules"], reason["words"]) == (["small"], "The licence is another's.")
    told = Message.objects.get(code="ineligible", user=owner_of(application)).facts["why"]["en"]
    assert "Only small businesses." in told and "The licence is another's." in told


def test_a_second_officer_only_has_to_agree(new_phase, applicant, officer, second):
    application = now_of(applicant(new_phase(four_eyes=True), "harbour"))
    decide.decide(officer, application, False, words="no")
    assert decide.decide(second, now_of(application), False)
    assert now_of(application).reason["words"] == "no" and now_of(application).decided_by == [officer.pk, second.pk]


def test_whoever_agrees_agrees_to_what_they_have_read(new_phase, applicant, officer, second, as_user, settings):
    settings.DEMO = True
    application = now_of(applicant(new_phase(four_eyes=True), "harbour"))
    decide.decide(officer, application, False, words="No licence.")
    page = as_user(second)
    read = now_of(application).proposal["at"]
    assert read in page.get(f"/agency/applications/{application.pk}/").content.decode()
    four_eyes.drop_proposal(officer, now_of(application))
    decide.decide(officer, now_of(application), False, words="We do not like it.")
    agree = {"eligible": "no", "seen": read}
    page.post(f"/agency/applications/{application.pk}/decide/", agree)
    assert now_of(application).state == "under_review" and now_of(application).proposal["by"] == officer.pk
    with pytest.raises(ValidationError):
        decide.decide(second, now_of(application), False, seen=read)
    assert decide.decide(second, now_of(application), False, seen=now_of(application).proposal["at"])


def test_a_proposal_is_seen_turned_down_and_does_not_outlive_what_it_was_for(new_phase, applicant, officer, second):
    application = now_of(applicant(new_phase(four_eyes=True), "harbour"))
    for who in (officer, second):
        decide.decide(who, now_of(application), True)
    decide.revoke(officer, now_of(application), words="closed")
    assert [a.pk for a in desk.queue(second, "second")] == [application.pk]
    four_eyes.drop_proposal(second, now_of(application))
    assert not decide.revoke(second, now_of(application), words="something else")
    assert now_of(application).state == "eligible"
    answer.withdraw(owner_of(application), now_of(application))
    assert now_of(application).proposal is None and not desk.queue(officer, "second").exists()


def test_ending_an_award_takes_two_where_decisions_do(awarded, officer, second):
    terms_of(awarded.application.phase, four_eyes=True)
    assert not see_through.lapse_award(officer, Award.objects.get(), "closed down")
    assert now_of(awarded.application).state == "awarded"
    assert see_through.lapse_award(second, Award.objects.get(), "")
    assert now_of(awarded.application).reason["words"] == "closed down"


def test_a_complete_award_that_was_revoked_and_given_back_is_complete(awarded, officer, second):
    application, owner = awarded.application, owner_of(awarded.application)
    for code in ("training", "deploy"):
        see_through.do_own_step(owner, Award.objects.get(), code)
    decide.revoke(officer, now_of(application), words="forged")
    answer.appeal(owner, now_of(application), "they are not")
    decide.decide_appeal(second, now_of(application), True, "so it is")
    decide.decide(officer, now_of(application), True)
    answer.accept(owner, now_of(application))
    assert now_of(application).state == "completed" and Award.objects.get().ended_at


def test_what_is_asked_no_more_lapses_nothing(awarded):
    today, now = timezone.localdate(), timezone.now()
    Step.objects.filter(code="training").update(due_on=today - timedelta(days=1))
    assert see_through.announce_lapses(now) == 1
    terms_of(awarded.application.phase, steps=awarded.application.phase.terms.steps[1:])
    assert see_through.lapse_overdue(now + timedelta(days=30)) == 0
    assert now_of(awarded.application).state == "awarded"


def test_what_waited_for_a_step_that_is_gone_waits_no_more(awarded):
    phase = Phase.objects.get(pk=awarded.application.phase_id)
    terms_of(phase, steps=[phase.terms.steps[1].model_copy(update={"after": ""})])
    see_through.reckon_awards.func(str(phase.pk))
    assert Step.objects.get(code="deploy").due_on == timezone.localdate() + timedelta(days=60)
    see_through.do_own_step(owner_of(awarded.application), Award.objects.get(), "deploy")
    assert now_of(awarded.application).state == "completed"


def test_an_award_whose_last_open_step_is_dropped_is_complete(awarded):
    see_through.do_own_step(owner_of(awarded.application), Award.objects.get(), "training")
    phase = Phase.objects.get(pk=awarded.application.phase_id)
    terms_of(phase, steps=phase.terms.steps[:1])
    see_through.reckon_awards.func(str(phase.pk))
    assert now_of(awarded.application).state == "completed"


def test_a_step_that_there_is_not_is_refused_in_words(awarded, officer):
    for code in ("", "nonsense"):
        with pytest.raises(MovedAlready):
            see_through.confirm_step(officer, Award.objects.get(), code)


@pytest.mark.parametrize(
    ("before", "after", "taken"), [(0, 5, False), (5, 0, True), (5, 8, True), (8, 5, False), (0, 0, True)]
)
def test_the_waiting_list_reaches_no_less_far(before, after, taken, new_phase, officer, second):
    phase = new_phase(reserve=before)
    change_phase.save_terms(officer, phase, better(phase, reserve=after, about=phase.terms.name))
    if taken:
        change_phase.publish(second, phase, "a reason")
    else:
        with pytest.raises(ValidationError):
            change_phase.publish(second, phase, "a reason")


def test_more_time_moves_the_public_number_with_it(phase, officer):
    later = {
        "closes_at": phase.terms.closes_at + timedelta(days=10),
        "beacon_at": phase.terms.beacon_at + timedelta(days=10),
    }
    later["decides_on"] = phase.terms.decides_on + timedelta(days=10)
    change_phase.save_terms(officer, phase, better(phase, **later))
    change_phase.publish(officer, phase, "a storm")
    assert Phase.objects.get(pk=phase.pk).terms.beacon_at == later["beacon_at"]
    change_phase.save_terms(officer, phase, better(phase, beacon_at=later["beacon_at"] + timedelta(days=1)))
    with pytest.raises(ValidationError):
        change_phase.publish(officer, phase, "alone it does not move")


def test_nobody_publishes_what_they_have_not_seen(phase, officer, second):
    change_phase.save_terms(officer, phase, better(phase, value=2_000_000))
    seen = change_phase.fingerprint(change_phase.written(Phase.objects.get(pk=phase.pk)))
    change_phase.save_terms(officer, phase, better(phase, value=90_000_000))
    with pytest.raises(ValidationError):
        change_phase.publish(second, phase, "a reason", seen)
    assert Phase.objects.get(pk=phase.pk).version == 1


def test_whoever_comes_up_before_the_draw_is_told_is_told_once(phase, applicant, officer, second):
    for n in range(4):
        applicant(phase, f"shop{n}")
    phase = drawn(phase, officer, second)
    first, next_ = phase.applications.get(position=1), phase.applications.get(position=3)
    answer.withdraw(owner_of(first), first)
    assert now_of(next_).state == "selected"
    work()
    assert codes_told(now_of(next_)).count("selected") == 1


def test_an_interest_hides_the_award_too(awarded, officer, second):
    assert desk.awards(officer).count() == 1
    review.declare_conflict(officer, now_of(awarded.application), "a cousin")
    assert desk.awards(officer).count() == 0 and desk.awards(second).count() == 1
    phase = awarded.application.phase
    assert desk.try_rules(officer, phase, phase.terms, phase).count == 0


def test_after_the_one_appeal_no_other_is_promised(phase, applicant, officer, second):
    application = now_of(applicant(phase, "harbour"))
    decide.decide(officer, application, False, words="no")
    answer.appeal(owner_of(application), now_of(application), "look again")
    decide.decide_appeal(second, now_of(application), True, "yes")
    decide.decide(officer, now_of(application), False, words="no again")
    assert codes_told(now_of(application))[-1] == "ineligible-again"
    with pytest.raises(MovedAlready):
        answer.appeal(owner_of(application), now_of(application), "once more")


def test_a_phase_that_takes_two_officers_is_not_published_by_one_alone(officer):
    from tests.programmes.conftest import t, terms

    phase = change_phase.make_phase(officer, make_measure(officer, t("Support")), t("Support"))
    change_phase.save_terms(officer, phase, terms(four_eyes=True, method="first_come"))
    with pytest.raises(ValidationError):
        change_phase.publish(officer, phase)


def test_found_eligible_beyond_the_reserve_a_free_place_is_theirs(new_phase, applicant, officer, second):
    phase = new_phase(method="first_come", places=1, reserve=1)
    applications = [now_of(applicant(phase, f"shop{n}")) for n in range(4)]
    decide.decide(officer, applications[3], False, words="no")
    answer.appeal(owner_of(applications[3]), now_of(applications[3]), "look again")
    for application in applications[:3]:
        decide.decide(officer, application, True)
    Application.objects.filter(pk=applications[3].pk).update(due_at=None)
    settle.settle(officer, close(Phase.objects.get(pk=phase.pk)))
    for application in applications[:3]:
        answer.withdraw(owner_of(application), now_of(application))
    decide.decide_appeal(second, now_of(applications[3]), True, "yes")
    decide.decide(officer, now_of(applications[3]), True)
    assert now_of(applications[3]).state == "selected" and places.free_places(Phase.objects.get(pk=phase.pk)) == 0


def test_whoever_is_no_officer_any_more_leaves_nothing_behind(new_phase, applicant, officer, second, make_user):
    from balcao.accounts.actions.administer import set_role
    from balcao.accounts.models import Role

    phase, admin = new_phase(four_eyes=True), make_user("admin", Role.ADMINISTRATOR)
    application = now_of(applicant(phase, "harbour"))
    review.assign(officer, application, officer)
    decide.decide(officer, now_of(application), True)
    set_role(admin, officer, "person")
    assert now_of(application).assigned_to is None and now_of(application).proposal is None
    assert list(phase.officers.all()) == [second]


def test_a_reason_stays_though_its_rule_is_dropped(phase, applicant, officer):
    from balcao.programmes.reasons import told

    application = now_of(applicant(phase, "harbour"))
    decide.decide(officer, application, False, rules=["small"])
    assert "Only small businesses" in told(now_of(application).reason, better(phase, rules=[]))


def test_an_award_that_runs_again_is_told(awarded, officer):
    owner = owner_of(awarded.application)
    for code in ("training", "deploy"):
        see_through.do_own_step(owner, Award.objects.get(), code)
    see_through.undo_step(officer, Award.objects.get(), "deploy")
    assert codes_told(now_of(awarded.application))[-1] == "reopened"


def test_whoever_had_begun_is_told_that_a_phase_is_taken_back(phase, applicant, officer):
    draft = applicant(phase, "harbour", send=False)
    owner = owner_of(draft)
    change_phase.cancel(officer, phase)
    assert Message.objects.filter(user=owner, code="phase-cancelled").count() == 1


def test_places_by_score_wait_for_all_points(new_phase, applicant, officer, second):
    from balcao.programmes.terms import Criterion
    from tests.programmes.conftest import t

    phase = new_phase(method="score", grid=[Criterion(code="plan", name=t("Plan"), most=10)])
    for n in range(2):
        application = now_of(applicant(phase, f"shop{n}"))
        if n:
            review.give_points(officer, application, {"plan": 1})
        decide.decide(officer, now_of(application), True)
    with pytest.raises(ValidationError):
        settle.settle(officer, close(phase))


@pytest.mark.parametrize("language", ["en", "pt-pt", "zh-hant"])
@pytest.mark.parametrize("number", [1.125, 12.1255, 1250, 0.5, 1234567])
def test_a_number_that_was_kept_comes_back_from_its_field_as_it_was(language, number):
    from decimal import Decimal

    from django.utils.translation import override

    from balcao import typed

    with override(language):
        assert typed.number(typed.shown(number)) == Decimal(str(number))


def test_a_telling_that_failed_is_tried_again(phase, applicant, officer, second, monkeypatch):
    from django_tasks_db.models import DBTaskResult

    from balcao.site.queue import try_failed_again

    applicant(phase, "harbour")
    drawn(phase, officer, second)
    with monkeypatch.context() as broken:
        broken.setattr("balcao.programmes.actions.settle.told_each", lambda *given: 1 / 0)
        with pytest.raises(AssertionError):  # the test's worker says that a task has failed
            work()
    assert not Message.objects.filter(code="selected").exists()
    assert try_failed_again(timezone.now()) == 0
    assert try_failed_again(timezone.now() + timedelta(minutes=5)) == 1
    work()
    assert Message.objects.filter(code="selected").count() == 2 and DBTaskResult.objects.exists()


def test_a_first_no_is_not_told_to_whoever_is_found_eligible(new_phase, applicant, officer, second):
    application = now_of(applicant(new_phase(four_eyes=True), "harbour"))
    decide.decide(officer, application, False, words="SECRET-DOUBT")
    terms_of(Phase.objects.get(), four_eyes=False)
    assert decide.decide(second, now_of(application), True)
    assert now_of(application).reason is None and "ineligible" not in codes_told(now_of(application))
