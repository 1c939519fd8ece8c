"""What stands, holds: acts by stale pages, by the wrong person, twice, too late; and what was sent stays as it was sent."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_people import accept_invitation, invite, remove_member
from balcao.businesses.models import Document, Member, Outlet
from balcao.messaging.models import Delivery, Message
from balcao.programmes.actions import (
    answer,
    apply,
    change_phase,
    decide,
    places,
    receive,
    remind,
    review,
    see_through,
    settle,
)
from balcao.programmes.actions.move import MovedAlready
from balcao.programmes.models import Application, Attached, Award, Phase, Sending, Step
from balcao.programmes.rights import look_at_review, reviewed
from balcao.programmes.terms import StepPlan
from balcao.records.models import Entry
from tests.people import work
from tests.programmes.conftest import close, drawn, now_of, owner_of, t, terms

pytestmark = pytest.mark.django_db


def codes_told(application):
    """What an owner was told, in order."""
    found = Message.objects.filter(user=owner_of(application), because=application.reference).order_by("made_at", "id")
    return list(found.values_list("code", flat=True))


# an act is not another act


@pytest.mark.parametrize("state", ["submitted", "eligible", "ineligible", "selected", "withdrawn", "lapsed"])
def test_an_answer_that_nobody_asked_for_moves_nothing(state, phase, applicant, officer):
    application = now_of(applicant(phase, "harbour"))
    Application.objects.filter(pk=application.pk).update(state=state)
    with pytest.raises(MovedAlready):
        answer.answer(owner_of(application), now_of(application), "please")
    assert now_of(application).state == state


def test_a_page_that_is_a_minute_old_does_not_turn_a_decision_round(
    phase, applicant, officer, second, as_user, settings
):
    settings.DEMO = True  # without a second factor
    application = now_of(applicant(phase, "harbour"))
    decide.decide(officer, application, True)
    late = as_user(second).post(
        f"/agency/applications/{application.pk}/decide/", {"eligible": "no", "words": "no"}, follow=True
    )
    assert now_of(application).state == "eligible" and "Nothing was changed" in late.content.decode()
    assert "ineligible" not in codes_told(now_of(application))
    as_user(second).post(f"/agency/applications/{application.pk}/revoke/", {"words": "a mistake"})
    assert now_of(application).state == "ineligible"


# the same again


def test_an_award_that_was_given_back_goes_on_and_everybody_is_told_again(phase, applicant, officer, second):
    applications = [applicant(phase, f"shop{n}") for n in range(2)]
    drawn(phase, officer, second)
    first = now_of(applications[0])
    answer.accept(owner_of(first), first)
    see_through.do_own_step(owner_of(first), Award.objects.get(application=first), "training")
    decide.revoke(officer, now_of(first), words="closed down")
    assert Award.objects.get(application=first).ended_at
    answer.appeal(owner_of(first), now_of(first), "we are open")
    decide.decide_appeal(second, now_of(first), True, "so it is")
    assert now_of(first).due_at > timezone.now()
    decide.decide(officer, now_of(first), True)
    assert now_of(first).state == "selected"
    answer.accept(owner_of(first), now_of(first))
    award = Award.objects.get(application=first)
    assert award.ended_at is None and award.steps.get(code="training").done_at
    assert award.steps.get(code="deploy").due_on == timezone.localdate() + timedelta(days=60)
    assert codes_told(now_of(first)).count("selected") == 1  # the first is told by the task of the draw
    assert codes_told(now_of(first)).count("awarded") == 2


def test_after_the_list_is_ended_a_free_place_is_offered_and_else_it_ends(phase, applicant, officer, second):
    applications = [applicant(phase, f"shop{n}") for n in range(4)]
    refused = now_of(applications[3])
    decide.decide(officer, refused, False, words="no")
    answer.appeal(owner_of(refused), now_of(refused), "look again")
    for application in applications[:3]:
        decide.decide(officer, now_of(application), True)
    Application.objects.filter(pk=refused.pk).update(due_at=None)
    drawn(phase, officer, second, decide_all=False)
    settle.end_list(officer, Phase.objects.get(pk=phase.pk))
    Application.objects.filter(pk=refused.pk).update(due_at=timezone.now())
    decide.decide_appeal(second, now_of(refused), True, "yes")
    decide.decide(officer, now_of(refused), True)
    assert now_of(refused).state == "lapsed" and "list-ended" in codes_told(now_of(refused))


# what was sent is frozen


def test_what_was_sent_is_frozen_before_a_worker_looks_at_it(phase, applicant, officer):
    draft = applicant(phase, "harbour", send=False)
    owner, attached = owner_of(draft), Attached.objects.get(application=draft)
    assert receive.receive(owner, draft.pk, False)
    acts = (
        lambda: apply.save(owner, now_of(draft), 9, {"tax": ""}),
        lambda: apply.detach(owner, now_of(draft), attached),
        lambda: apply.attach(owner, now_of(draft), "licence", attached.document),
        lambda: apply.discard(owner, now_of(draft)),
        lambda: change_phase.cancel(officer, phase),
    )
    for act in acts:
        with pytest.raises(ValidationError):
            act()
    assert now_of(draft).answers["tax"] is True and Sending.objects.filter(pk=draft.pk).exists()
    receive.send(draft.pk)
    assert now_of(draft).state == "submitted"


def test_a_paper_is_not_taken_out_by_a_page_that_is_old(phase, applicant):
    draft = applicant(phase, "harbour", send=False)
    old, attached = now_of(draft), Attached.objects.get(application=draft)
    receive.receive(owner_of(draft), draft.pk, False)
    receive.send(draft.pk)
    with pytest.raises(ValidationError):
        apply.detach(owner_of(old), old, attached)
    assert Attached.objects.filter(pk=attached.pk).exists()


def test_a_paper_that_has_expired_is_missing(phase, applicant):
    draft = applicant(phase, "harbour", send=False)
    Document.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    receive.receive(owner_of(draft), draft.pk, True)
    with pytest.raises(ValidationError, match="Licence"):
        receive.send(draft.pk)
    assert now_of(draft).state == "draft"


def test_points_of_two_officers_with_old_pages_are_all_kept(new_phase, applicant, officer, second):
    from balcao.programmes.terms import Criterion
    from tests.programmes.conftest import t

    grid = [Criterion(code=code, name=t(code), most=10) for code in ("plan", "need")]
    application = applicant(new_phase(method="score", grid=grid), "harbour")
    one, other = now_of(application), now_of(application)
    review.give_points(officer, one, {"plan": 4})
    assert review.give_points(second, other, {"need": 5}) == 9
    assert now_of(application).points == {"plan": 4, "need": 5}


# who may not


def test_leaving_the_business_does_not_end_an_interest(phase, applicant, officer, second, make_user):
    application = now_of(applicant(phase, "harbour"))
    owner = owner_of(application)
    _, secret = invite(owner, application.business, "owner")
    accept_invitation(second, secret)
    remove_member(owner, application.business.members.get(user=second))
    for act in (
        lambda: decide.decide(second, now_of(application), True),
        lambda: review.assign(second, now_of(application), second),
        lambda: review.assign(officer, now_of(application), second),
        lambda: review.note(second, now_of(application), "mine"),
    ):
        with pytest.raises(ValidationError):
            act()
    with pytest.raises(PermissionDenied):
        look_at_review(second, application.pk)
    assert not reviewed(second).exists() and reviewed(officer).count() == 1
    decide.decide(officer, now_of(application), True)
    phase = close(Phase.objects.get(pk=phase.pk))
    with pytest.raises(ValidationError):
        settle.enter_beacon(second, phase, "7", "1 2")


@pytest.mark.parametrize("how", ["made", "sent", "brought a paper"])
def test_whoever_had_a_hand_in_an_application_does_not_decide_it(how, phase, applicant, officer):
    application = now_of(applicant(phase, "harbour"))
    if how == "made":
        Application.objects.filter(pk=application.pk).update(made_by=officer)
    elif how == "sent":
        Application.objects.filter(pk=application.pk).update(submitted_by=officer)
    else:
        Document.objects.update(brought_by=officer)
    with pytest.raises(ValidationError):
        decide.decide(officer, now_of(application), True)


def test_whoever_refused_decides_no_appeal_nor_whoever_proposed_it(new_phase, applicant, officer, second, make_user):
    phase = new_phase(four_eyes=True)
    third = make_user("third", Role.OFFICER)
    phase.officers.add(third)
    application = now_of(applicant(phase, "harbour"))
    decide.decide(officer, application, False, words="no")
    decide.decide(second, now_of(application), False, words="no")
    answer.appeal(owner_of(application), now_of(application), "look again")
    for who in (officer, second):
        with pytest.raises(ValidationError):
            decide.decide_appeal(who, now_of(application), True, "yes")
    decide.decide_appeal(third, now_of(application), True, "yes")
    assert now_of(application).state == "under_review"


def test_what_was_answered_anew_is_decided_anew(new_phase, applicant, officer, second):
    application = now_of(applicant(new_phase(four_eyes=True), "harbour"))
    decide.decide(officer, application, True)
    review.ask(second, now_of(application), "And this?", [])
    answer.answer(owner_of(application), now_of(application), "That.")
    assert not decide.decide(second, now_of(application), True)
    assert now_of(application).state == "under_review"


def test_an_appeal_is_not_granted_past_another_application_of_the_business(phase, applicant, officer, second):
    refused = now_of(applicant(phase, "harbour"))
    owner = owner_of(refused)
    decide.decide(officer, refused, False, words="no")
    answer.appeal(owner, now_of(refused), "look again")
    Application.objects.create(
        phase=phase,
        business=refused.business,
        state="under_review",
        reference="B26-OTHER22",
        submitted_at=timezone.now(),
    )
    with pytest.raises(ValidationError, match="另有申請"):
        decide.decide_appeal(second, now_of(refused), True, "yes")


def test_only_a_drawn_phase_is_drawn(new_phase, applicant, officer, second):
    phase = new_phase(method="first_come")
    decide.decide(officer, now_of(applicant(phase, "harbour")), True)
    with pytest.raises(ValidationError):
        settle.enter_beacon(officer, close(phase), "7", "1 2 3")


# awards


def test_a_step_that_was_taken_back_is_announced_anew_before_it_lapses(phase, applicant, officer, second):
    applicant(phase, "harbour")
    phase = drawn(phase, officer, second)
    selected = phase.applications.get()
    answer.accept(owner_of(selected), selected)
    award = Award.objects.get()
    today, now = timezone.localdate(), timezone.now()
    Step.objects.filter(code="training").update(due_on=today - timedelta(days=1))
    assert see_through.announce_lapses(now) == 1
    see_through.confirm_step(officer, award, "training")
    see_through.undo_step(officer, award, "training")
    assert see_through.lapse_overdue(now + timedelta(days=30)) == 0
    assert see_through.announce_lapses(now + timedelta(days=30)) == 1
    assert see_through.lapse_overdue(now + timedelta(days=60)) == 1


def test_a_completed_award_runs_again_when_a_step_is_taken_back_and_can_be_revoked(phase, applicant, officer, second):
    applicant(phase, "harbour")
    selected = drawn(phase, officer, second).applications.get()
    answer.accept(owner_of(selected), selected)
    award = Award.objects.get()
    for code in ("training", "deploy"):
        see_through.do_own_step(owner_of(selected), award, code)
    assert now_of(selected).state == "completed"
    see_through.undo_step(officer, award, "deploy")
    assert now_of(selected).state == "awarded" and Award.objects.get().ended_at is None
    see_through.confirm_step(officer, award, "deploy")
    assert now_of(selected).state == "completed" and codes_told(now_of(selected)).count("completed") == 2
    decide.revoke(officer, now_of(selected), words="the invoices were forged")
    assert now_of(selected).state == "ineligible"


def test_a_step_that_the_terms_dropped_neither_follows_nor_has_its_turn(
    new_phase, applicant, officer, second, as_user, settings
):
    settings.DEMO = True  # without a second factor
    plans = [
        StepPlan(code="training", name=t("Training"), days=10),
        StepPlan(code="old", name=t("Old step"), days=5),
        StepPlan(code="deploy", name=t("Start using it"), days=30, after="training"),
    ]
    phase = new_phase(steps=plans)
    applicant(phase, "harbour")
    selected = drawn(phase, officer, second).applications.get()
    answer.accept(owner_of(selected), selected)
    held = now_of(selected).phase
    held.take(held.terms.model_copy(update={"steps": [plans[0], plans[2]]}))
    held.save()
    award = Award.objects.get()
    assert see_through.current_step(award).code == "training"
    told = {step.code: step.then and step.then.code for step, _ in see_through.with_what_follows(award)}
    assert told == {"training": "deploy", "deploy": "training"}
    pages = (as_user(owner_of(selected)), f"/applications/{selected.pk}/"), (as_user(officer), "/agency/awards/")
    for client, page in (*pages, (as_user(officer), f"/agency/applications/{selected.pk}/")):
        assert "Old step" not in client.get(page).content.decode()
    see_through.reckon_awards.call(str(held.pk))
    assert award.steps.get(code="old").due_on is None and award.steps.get(code="training").due_on


def test_a_step_that_the_terms_dropped_is_asked_of_nobody(phase, applicant, officer, second):
    applicant(phase, "harbour")
    phase = drawn(phase, officer, second)
    selected = phase.applications.get()
    answer.accept(owner_of(selected), selected)
    phase.take(phase.terms.model_copy(update={"steps": phase.terms.steps[1:]}))
    phase.save()
    Step.objects.update(due_on=timezone.localdate() - timedelta(days=9))
    step = Step.objects.get(code="training")
    plan = places.plan_of(step)
    assert (plan.required, plan.by, plan.name.en) == (False, "agency", "Training")
    assert see_through.announce_lapses(timezone.now()) == 1  # the other one
    with pytest.raises(ValidationError):
        see_through.do_own_step(owner_of(selected), Award.objects.get(), "training")


# phases


def test_old_pages_write_no_terms_into_what_was_published_meanwhile(new_phase, officer, second):
    phase = new_phase()
    stale = Phase.objects.get(pk=phase.pk)
    stale.state = Phase.State.DRAFT  # as a page saw it that was opened before the publishing
    change_phase.save_terms(officer, stale, terms(places=7))
    now = Phase.objects.get(pk=phase.pk)
    assert now.places == 2 and now.version == 1 and now.draft["places"] == 7


def better(phase, **changes):
    return phase.terms.model_copy(update=changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": 1_000_000},
        {"accept_days": 3},
        {"review_days": 90},
        {"sectors": ["5610"]},
        {"rules": []},
        {"value": 2_000_000, "four_eyes": True},
        {"steps": []},
    ],
)
def test_once_open_terms_change_for_the_better_and_what_guards_decisions_by_two(changes, phase, officer, second):
    change_phase.save_terms(officer, phase, better(phase, **changes))
    with pytest.raises(ValidationError):
        change_phase.publish(officer, phase, "a reason")
    for_the_better = "rules" in changes or "four_eyes" in changes
    if for_the_better:
        change_phase.publish(second, phase, "a reason")
        assert Phase.objects.get(pk=phase.pk).version == 2
    else:
        with pytest.raises(ValidationError):
            change_phase.publish(second, phase, "a reason")


def test_who_was_refused_is_told_of_new_terms_as_long_as_an_appeal_waits_or_can_be_made(
    phase, applicant, officer, second
):
    may, waits, late, answered, gone = (applicant(phase, name) for name in ("may", "waits", "late", "answered", "gone"))
    for one in (may, waits, late, answered):
        decide.decide(officer, one, False, ["small"])
    for one in (waits, answered):
        answer.appeal(owner_of(one), now_of(one), "Please look again.")
    decide.decide_appeal(second, now_of(answered), False, "It is as it was.")
    answer.withdraw(owner_of(gone), now_of(gone))
    over = timezone.now() - timedelta(days=phase.terms.appeal_days, minutes=1)
    Application.objects.filter(pk__in=[late.pk, answered.pk]).update(state_at=over)
    change_phase.save_terms(officer, phase, better(phase, rules=[]))
    change_phase.publish(second, phase, "a reason")
    work()
    told = Message.objects.filter(code="terms-changed")
    assert set(told.values_list("business", flat=True)) == {may.business_id, waits.business_id}


def test_a_rule_or_a_paper_is_not_added_while_people_apply(phase, officer, second):
    from balcao.programmes.terms import Condition, Needed, Question, Rule
    from tests.programmes.conftest import t

    rule = Rule(code="old", when=Condition(field="years_registered", test="at_least", value=5), reason=t("Too new."))
    needed = Needed(code="lease", name=t("Lease"))
    question = Question(code="tax", kind="text", text=t("No tax debt"))
    for changes in (
        {"rules": [*phase.terms.rules, rule]},
        {"documents": [*phase.terms.documents, needed]},
        {"questions": [question]},
    ):
        change_phase.save_terms(officer, phase, better(phase, **changes))
        with pytest.raises(ValidationError, match="不利"):
            change_phase.publish(second, phase, "a reason")


def test_a_code_never_names_another_part(phase, officer, second):
    from balcao.programmes.terms import Needed
    from tests.programmes.conftest import t

    change_phase.save_terms(officer, phase, better(phase, documents=[]))
    change_phase.publish(second, phase, "no paper is needed")
    again = [Needed(code="licence", name=t("Something else"), required=False)]
    phase = Phase.objects.get(pk=phase.pk)
    change_phase.save_terms(officer, phase, better(phase, documents=again))
    with pytest.raises(ValidationError, match="licence"):
        change_phase.publish(second, phase, "another")


def test_the_officers_of_an_open_phase_change_with_a_second_person(phase, officer, second, make_user):
    straw, admin = make_user("straw", Role.OFFICER), make_user("admin", Role.ADMINISTRATOR)
    assert not change_phase.set_officers(officer, phase, [officer, straw])
    assert set(phase.officers.all()) == {officer, second}
    with pytest.raises(PermissionDenied):
        change_phase.set_officers(straw, phase, [officer, straw])
    assert not change_phase.set_officers(officer, phase, [officer, straw])  # twice by the same is once
    assert change_phase.set_officers(second, phase, [officer, straw])
    assert set(phase.officers.all()) == {officer, straw}
    with pytest.raises(PermissionDenied):
        change_phase.set_officers(admin, phase, [second])
    User.objects.filter(pk__in=[officer.pk, straw.pk]).update(role=Role.PERSON)
    assert change_phase.set_officers(admin, phase, [second])
    assert set(phase.officers.all()) == {second}


def test_a_phase_for_outlets_has_a_draft_for_each_and_asks_which(new_phase, make_business):
    phase, owned = new_phase(unit="outlet"), make_business("harbour")
    one = owned.business.outlets.first()
    two = owned.business.outlets.create(name="Two")
    with pytest.raises(ValidationError):
        apply.start(owned.owner, phase, owned.business)
    first, second = (apply.start(owned.owner, phase, owned.business, outlet) for outlet in (one, two))
    assert (first.outlet, second.outlet) == (one, two) and first.pk != second.pk
    assert apply.start(owned.owner, phase, owned.business, two).pk == second.pk


def test_what_officers_write_is_told_to_the_applicant_and_to_nobody_else(phase, applicant, officer):
    from balcao.messaging.models import Hook

    Hook.objects.create(name="ledger", url="https://example.test/hook")
    application = now_of(applicant(phase, "harbour"))
    decide.decide(officer, application, False, words="SECRET-WORDS")
    assert not Entry.objects.filter(facts__icontains="SECRET-WORDS").exists()
    assert not any("SECRET-WORDS" in str(d.payload) for d in Delivery.objects.filter(channel="hook"))
    told = Message.objects.get(code="ineligible", user=owner_of(application))
    assert told.facts["why"]["en"] == "SECRET-WORDS"


@pytest.mark.parametrize(
    ("since", "opens", "years"),
    [
        (date(2021, 6, 1), date(2026, 6, 1), 5),
        (date(2021, 6, 1), date(2026, 5, 31), 4 + 364 / 365),
        (date(2016, 6, 1), date(2026, 6, 1), 10),
        (date(2024, 2, 29), date(2026, 3, 1), 2),
        (date(2024, 2, 29), date(2028, 2, 29), 4),
        (date(2025, 6, 1), date(2026, 6, 1), 1),
    ],
)
def test_years_are_whole_on_the_anniversary(since, opens, years):
    from balcao.programmes.facts import years_between

    assert years_between(since, opens) == pytest.approx(years) and (years != 5 or years_between(since, opens) == 5)


def test_a_list_that_is_ended_is_told_by_a_task(phase, applicant, officer, second):
    for n in range(4):
        applicant(phase, f"shop{n}")
    drawn(phase, officer, second)
    assert settle.end_list(officer, phase) == 2
    assert not Message.objects.filter(code="list-ended").exists()
    assert phase.applications.filter(state="waitlisted").count() == 2, "nobody's request ends 55,000"
    work()
    assert phase.applications.filter(state="lapsed").count() == 2
    assert Message.objects.filter(code="list-ended").count() == 4


def rows_of(phase, applicant, count, state, **columns):
    """Applications in a state, copied from one that was sent."""
    first = applicant(phase, "row0")
    for n in range(1, count):
        copy = now_of(first)
        copy.pk, copy.reference, copy.position = None, f"B26-ROW{n:04}", None
        copy._state.adding = True
        copy.id = uuid4()
        copy.save(force_insert=True)
    for position, application in enumerate(phase.applications.order_by("reference"), 1):
        Application.objects.filter(pk=application.pk).update(state=state, position=position, **columns)
    return list(phase.applications.all())


@pytest.mark.parametrize("name", ["places", "announcements", "reminders"])
def test_duties_ask_as_often_for_fifty_rows_as_for_five(name, new_phase, applicant):
    counts = []
    for count in (5, 50):
        with transaction.atomic():
            phase, now = new_phase(places=100), timezone.now()
            Phase.objects.filter(pk=phase.pk).update(settled_at=now)
            late = now - timedelta(minutes=1)
            found = rows_of(phase, applicant, count, "selected" if name == "places" else "awarded", accept_by=late)
            if name != "places":
                day = timezone.localdate()
                for one in found:
                    award = Award.objects.create(application=one, value=1)
                    due = day - timedelta(days=1) if name == "announcements" else day
                    Step.objects.create(award=award, place=0, code="training", due_on=due)
            with CaptureQueriesContext(connection) as asked:
                if name == "places":
                    assert places.lapse_unaccepted(now) == count
                elif name == "announcements":
                    assert see_through.announce_lapses(now) == count
                else:
                    assert len(list(remind.due_on_days(timezone.localdate()))) == count
            counts.append(len([q for q in asked if "SAVEPOINT" not in q["sql"]]))
            transaction.set_rollback(True)
    assert counts[1] <= counts[0] + 5, counts  # rows are written some hundred values at a time


def sent_by_many(phase, applicant, count):
    """Drafts of so many businesses, all sent and none submitted: made from one that could be."""
    model = applicant(phase, "model", send=False)
    Member.objects.exclude(role="owner").delete()
    paper = model.attached.get()
    drafts = [model]
    for n in range(count - 1):
        owner = User.objects.create_user(f"{n}@example.test", language="en")
        business = now_of(model).business
        business.pk = uuid4()
        business.registration_number = f"model {n}"
        business.save(force_insert=True)
        business.members.create(user=owner, role="owner")
        draft = now_of(model)
        draft.pk, draft.business = uuid4(), business
        draft.save(force_insert=True)
        Attached.objects.create(application=draft, document=paper.document, needed=paper.needed)
        drafts.append(draft)
    for draft in drafts:
        assert receive.receive(owner_of(draft), draft.pk, False)
    return drafts


def test_fifty_that_wait_are_submitted_with_the_statements_of_one(phase, applicant, monkeypatch):
    monkeypatch.setattr(receive, "TOGETHER", 100)
    counts = []
    for count in (1, 50):
        with transaction.atomic():
            drafts = sent_by_many(phase, applicant, count)
            with CaptureQueriesContext(connection) as asked:
                receive.send_waiting.func()
            assert not Sending.objects.exists()
            assert all(now_of(draft).state == "submitted" for draft in drafts)
            told = Message.objects.filter(code="submitted").values_list("because", flat=True)
            assert len(told) == len(set(told)) == count
            # a change of state is one statement sent once for each
            counts.append(len([q for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
            transaction.set_rollback(True)
    assert counts[0] <= 32 and counts[1] <= counts[0] + 5, counts


def test_a_sending_in_a_rush_takes_three_statements_however_many_wait(phase, applicant, as_user):
    drafts = sent_by_many(phase, applicant, 51)
    client, page = as_user(owner_of(drafts[0])), f"/applications/{drafts[0].pk}/send/"
    caches["pages"].set("busy", True, 600)  # asked once a second
    client.post(page)
    for others in (50, 1):
        Sending.objects.filter(pk__in=[one.pk for one in (drafts[0], *drafts[1 + others :])]).delete()
        with CaptureQueriesContext(connection) as asked:
            assert client.post(page).status_code == 202
        assert Sending.objects.count() == others + 1
        told = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(told) == 3, told  # their session, themselves, and that it was sent


def test_one_that_is_refused_keeps_none_of_those_beside_it(phase, applicant):
    drafts = sent_by_many(phase, applicant, 6)
    drafts[2].attached.all().delete()
    Member.objects.filter(business=drafts[3].business).update(role="staff")
    receive.send_waiting.func()
    assert [now_of(d).state for d in drafts] == ["submitted"] * 2 + ["draft"] * 2 + ["submitted"] * 2
    assert "Licence" in Message.objects.get(code="not-sent", user=owner_of(drafts[2])).facts["why"]
    assert not Sending.objects.exists()


def test_of_one_business_what_was_sent_first_counts_for_the_limit_of_the_next(new_phase, applicant):
    phase = new_phase(most_applications=1)
    first = applicant(phase, "harbour", send=False)
    second = now_of(first)
    second.pk, second.outlet = uuid4(), Outlet.objects.create(business=first.business, name="other")
    second.save(force_insert=True)
    Attached.objects.create(application=second, document=first.attached.get().document, needed="licence")
    for draft in (second, first):
        assert receive.receive(owner_of(first), draft.pk, True)
    receive.send_waiting.func()
    assert [now_of(second).state, now_of(first).state] == ["submitted", "draft"]
    assert Message.objects.filter(code="not-sent", user=owner_of(first)).exists() and not Sending.objects.exists()


def test_who_manages_two_businesses_is_reminded_of_both_in_one(phase, applicant, officer, monkeypatch):
    first, second = now_of(applicant(phase, "one")), now_of(applicant(phase, "two"))
    owner = owner_of(first)
    second.business.members.filter(role="owner").update(user=owner)
    monkeypatch.setattr(remind, "working_day", lambda day: True)
    day = timezone.localdate()
    for application, days in ((first, 3), (second, 1)):
        review.ask(officer, now_of(application), "Which?", [])
        asked = [{**now_of(application).inquiries[-1], "until": (day + timedelta(days=days)).isoformat()}]
        Application.objects.filter(pk=application.pk).update(inquiries=asked)
    remind.remind(timezone.localtime().replace(hour=10))
    told = Message.objects.get(user=owner, code__startswith="reminder")
    assert (told.facts["days"], told.facts["more"], told.because) == (1, 1, now_of(second).reference)


def test_an_administrator_helps_a_phase_that_nobody_is_left_for(phase, officer, second, make_user, as_user, settings):
    settings.DEMO = True
    admin, new = as_user(make_user("admin", Role.ADMINISTRATOR)), make_user("new", Role.OFFICER)
    assert phase.terms.name.en not in admin.get("/agency/officers/").content.decode()
    assert as_user(officer).get("/agency/officers/").status_code == 403
    User.objects.filter(pk__in=[officer.pk, second.pk]).update(role=Role.PERSON)
    assert phase.terms.name.en in admin.get("/agency/officers/").content.decode()
    admin.post(f"/agency/officers/{phase.slug}/", {"officer": [new.pk, "²", "x"]})
    assert list(phase.officers.all()) == [new]


def test_the_ends_of_a_list_are_no_moves_of_places_and_the_page_of_a_draw_is_paged(
    phase, applicant, officer, second, client
):
    for n in range(5):
        applicant(phase, f"shop{n}")
    phase = drawn(phase, officer, second)
    first = phase.applications.get(position=1)
    answer.withdraw(owner_of(first), first)
    settle.end_list(officer, phase)
    assert [moved.state for moved in phase.places_moved.order_by("id")] == ["withdrawn", "selected"]
    page = client.get(reverse("draw", args=[phase.slug]), {"page": "99"}, headers={"accept-language": "en"})
    text = page.content.decode().partition("<table")[2]
    assert page.status_code == 200 and first.reference in text and text.count("<tr>") == 3


@pytest.mark.parametrize(
    ("given", "blank"),
    [
        ({"a": 1, "b": 1, "c": 20, "d": 30}, {"a", "b", "c"}),  # two blanks that sum to two are one and one
        ({"a": 4, "b": 4, "c": 20, "d": 30}, {"a", "b", "c"}),
        ({"a": 1, "b": 3, "c": 20, "d": 30}, {"a", "b"}),
        ({"a": 3, "b": 9, "c": 20}, {"a", "b"}),
        ({"a": 9, "b": 20}, set()),
    ],
)
def test_blank_cells_of_published_figures_cannot_be_worked_out(given, blank):
    from collections import Counter

    from balcao.programmes.queries import protected

    rows = protected(Counter(dict.fromkeys(given, 40)), Counter(given))
    assert {code for code, _, awards in rows if awards is None} == blank


def test_a_list_that_is_taken_away_is_in_the_record(phase, applicant, officer, as_user, settings):
    settings.DEMO = True
    applicant(phase, "harbour")
    as_user(officer).get(f"/agency/applications.csv?queue=all&phase={phase.slug}&q=harbour")
    entry = Entry.objects.get(kind="list.taken")
    assert (entry.who, entry.subject) == (officer, "applications")
    assert entry.facts["rows"] == 1 and entry.facts["searched"] is True and "harbour" not in str(entry.facts)
