"""Whatever people do in whatever order: no undefined state, never more places than there are, never two awards."""

from copy import copy
from itertools import count
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balcao.analytics.draw import verify
from balcao.messaging.models import Message
from balcao.programmes.actions import answer, apply, decide, places, review, see_through, settle, submit
from balcao.programmes.actions.move import MovedAlready, move
from balcao.programmes.models import Application, Award, Draw, Phase
from balcao.programmes.states import ACTS, HOLDS_PLACE, IN_REVIEW, LIVE, OVER, Act, State
from balcao.records import record
from balcao.records.models import Entry
from tests.people import undone, work
from tests.programmes.conftest import close, drawn, now_of, owner_of, terms

pytestmark = pytest.mark.django_db


BY_HAND = {
    "submit": ("draft", "submitted"),
    "take_up": ("submitted", "under_review"),
    "ask": ("under_review", "information_requested"),
    "answer": ("information_requested", "under_review"),
    "find_eligible": ("under_review", "eligible"),
    "find_ineligible": ("under_review information_requested", "ineligible"),
    "revoke": ("eligible selected waitlisted awarded completed", "ineligible"),
    "grant_appeal": ("ineligible", "under_review"),
    "offer_place": ("eligible waitlisted", "selected"),
    "put_on_list": ("eligible", "waitlisted"),
    "accept": ("selected", "awarded"),
    "complete": ("awarded", "completed"),
    "reopen": ("completed", "awarded"),
    "lapse": ("eligible selected waitlisted awarded", "lapsed"),
    "withdraw": ("submitted under_review information_requested eligible selected waitlisted awarded", "withdrawn"),
}
"""Each act as the rules of the programme have it: from which states, and to which. Written by hand, not from the code."""


@pytest.mark.parametrize("act", list(Act))
def test_each_act_is_possible_just_in_its_states_and_recorded(act, phase, applicant, officer):
    """With every state in turn; the business, its phase and its application are made once."""
    key = applicant(phase, "harbour").pk
    starts, ends = BY_HAND[act]
    for before in State:
        with undone():
            Application.objects.filter(pk=key).update(state=before)
            application = now_of(Application(pk=key))
            if before in starts.split():
                move(application, act, officer, {"words": "because", "code": "not_accepted"})
                assert now_of(application).state == ends, before
                entry = Entry.objects.filter(kind="application.moved").latest("id")
                assert (entry.facts["act"], entry.facts["from"], entry.facts["to"]) == (act, before, ends)
                assert (entry.who, entry.facts["reason"]) == (officer, {"code": "not_accepted"})  # no words of officers
            else:
                with pytest.raises(MovedAlready):
                    move(application, act, officer)
                assert now_of(application).state == before


def test_the_groups_of_states_are_those_of_the_programme():
    """Written by hand, like the table above: who takes a place, who waits for the agency, who is through, who counts."""
    assert set(HOLDS_PLACE) == {"selected", "awarded", "completed"}
    assert set(IN_REVIEW) == {"submitted", "under_review", "information_requested"}
    assert set(OVER) == {"ineligible", "withdrawn", "lapsed", "completed"}
    assert set(LIVE) == {*IN_REVIEW, *HOLDS_PLACE, "eligible", "waitlisted"}
    assert set(State) == {"draft", "withdrawn", "ineligible", "lapsed", *LIVE}


def test_the_table_of_acts_in_the_manual_is_that_of_the_code():
    page = (Path(__file__).parents[2] / "docs" / "methods" / "states.md").read_text()
    for act, (starts, ends) in BY_HAND.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{act}`"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[1].replace("`", "").split(", ") == starts.split() and cells[2].strip("`") == ends
        assert cells[3] == ACTS[act].by


def test_two_officers_deciding_at_once_decide_once(phase, applicant, officer, second):
    application = applicant(phase, "harbour")
    seen_by_first, seen_by_second = now_of(application), now_of(application)
    decide.decide(officer, seen_by_first, True)
    with pytest.raises(MovedAlready):
        decide.decide(second, seen_by_second, True)
    assert Entry.objects.filter(kind="application.moved", facts__to="eligible").count() == 1


ACTIONS = st.tuples(
    st.sampled_from(
        ["submit", "take", "ask", "answer", "eligible", "ineligible", "revoke", "appeal", "grant", "withdraw", "close", "enter",
         "approve", "accept", "step", "lapse", "accept late", "end list", "undo step"]
    ),
    st.integers(0, 4),
    st.sampled_from(["fresh", "fresh", "stale", "twice"]),
)  # fmt: skip
"""What somebody does to which application: with a page that is new, one that was opened at the beginning, or by two clicks."""


@pytest.mark.any_database
@given(st.integers(0, 4), st.lists(ACTIONS, min_size=5, max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_actions_breaks_what_must_hold(world, stage, sequence):
    with transaction.atomic():
        keys, officer, second, phase_key = world
        reach(stage, *world)
        opened = [now_of(Application(pk=key)) for key in keys], Phase.objects.get(pk=phase_key)
        for name, number, page in sequence:
            for _ in range(2 if page == "twice" else 1):
                application, phase = now_of(Application(pk=keys[number])), Phase.objects.get(pk=phase_key)
                if page == "stale":
                    application, phase = copy(opened[0][number]), copy(opened[1])
                try:
                    with transaction.atomic():
                        do(name, application, phase, officer, second)
                except (ValidationError, PermissionDenied):
                    pass
                holds(phase_key)
        for key in keys:  # the whole way of each, act by act
            told_of(Application.objects.filter(pk=key).first())
        transaction.set_rollback(True)


@pytest.fixture
def world(phase, applicant, officer, second):
    """Five businesses with a draft each, two places."""
    return [applicant(phase, f"shop{n}", send=False).pk for n in range(5)], officer, second, phase.pk


def reach(stage, keys, officer, second, phase_key):
    """The world some way on: sent, decided, drawn, or with an award."""
    applications = [Application.objects.select_related("phase", "business").get(pk=key) for key in keys]
    for application in applications if stage >= 1 else ():
        submit.submit(owner_of(application), application)
    if stage >= 3:
        phase = drawn(Phase.objects.get(pk=phase_key), officer, second)
        if stage == 4:
            first = phase.applications.get(position=1)
            answer.accept(owner_of(first), first)
    elif stage == 2:
        for key in keys[:4]:
            decide.decide(officer, Application.objects.select_related("phase").get(pk=key), True)


def do(name, application, phase, officer, second):
    owner = owner_of(application)
    if name == "submit":
        submit.submit(owner, application)
    elif name == "take":
        review.assign(officer, application, officer)
    elif name == "ask":
        review.ask(officer, application, "Which?", [])
    elif name == "answer":
        answer.answer(owner, application, "This.")
    elif name == "eligible":
        decide.decide(officer, application, True)
    elif name == "ineligible":
        decide.decide(second, application, False, words="no")
    elif name == "revoke":
        decide.revoke(second, application, words="no")
    elif name == "appeal":
        answer.appeal(owner, application, "Please look again")
    elif name == "grant":
        decide.decide_appeal(officer, application, True, "yes")
    elif name == "withdraw":
        answer.withdraw(owner, application)
    elif name == "close":
        close(phase)
    elif name == "enter":
        settle.enter_beacon(officer, phase, "7", "1 2 3")
    elif name == "approve":
        settle.approve_draw(second, phase, "1 2 3")
    elif name == "accept":
        answer.accept(owner, application)
    elif name in ("step", "undo step", "lapse"):
        award = Award.objects.filter(application=application).first()
        if award and name == "step":
            step = see_through.current_step(award)
            see_through.confirm_step(officer, award, step.code if step else "deploy")
        elif award and name == "undo step":
            see_through.undo_step(officer, award, "training")
        elif award:
            see_through.lapse_award(officer, award, "closed down")
    elif name == "accept late":
        phase.applications.filter(state="selected").update(accept_by=timezone.now())
        places.lapse_unaccepted(timezone.now())
    elif name == "end list":
        settle.end_list(officer, phase)


def holds(phase_key):
    phase = Phase.objects.get(pk=phase_key)
    applications = list(phase.applications.all())
    assert {a.state for a in applications} <= set(State)
    assert sum(a.state in HOLDS_PLACE for a in applications) <= phase.places
    for a in applications:
        award = Award.objects.filter(application=a).first()
        assert (a.state in ("awarded", "completed")) <= (award is not None)
        if award and a.state != "awarded":
            assert award.ended_at is not None
        if a.state in ("selected", "waitlisted", "awarded", "completed"):
            assert a.position is not None and a.reference
    if phase.settled_at and not phase.list_ended_at:
        waiting = [a.position for a in applications if a.state == "waitlisted"]
        free = phase.places - sum(a.state in HOLDS_PLACE for a in applications)
        assert free == 0 or not waiting  # a free place never waits while somebody does
    made = Draw.objects.filter(phase=phase).exclude(record="").first()
    if made:
        verify(made.record)


def told_of(application):
    """What the record tells of an application is a way through the table written by hand, each act by whom it is for."""
    state, refused_by = "draft", None
    for entry in Entry.objects.filter(kind="application.moved", subject=application.reference or "-").order_by("id"):
        starts, ends = BY_HAND[entry.facts["act"]]
        assert entry.facts["from"] == state and state in starts.split() and entry.facts["to"] == ends
        if entry.facts["act"] in ("answer", "accept", "withdraw", "submit"):
            assert entry.role == "person"
        if entry.facts["act"] == "grant_appeal":
            assert entry.who_id != refused_by
        refused_by = entry.who_id if ends == "ineligible" else refused_by
        state = ends
    assert state == application.state


def test_the_places_go_in_the_order_of_the_draw_and_a_free_one_to_the_next(phase, applicant, officer, second):
    everybody = [applicant(phase, f"shop{n}") for n in range(6)]
    phase = drawn(phase, officer, second)
    drew = verify(phase.draw.record)
    by_reference = {now_of(a).reference: a for a in everybody}
    work()
    work()
    told = Message.objects.filter(code__in=["selected", "waitlisted"]).filter(user__memberships__role="owner")
    told = told.values_list("because", "code", "facts__number")
    assert sorted(told) == sorted(
        [(ref, "selected", None) for ref in drew["selected"]]
        + [(ref, "waitlisted", n) for n, ref in enumerate(drew["order"][2:], 1)]
    )
    assert [by_reference[ref] for ref in drew["selected"]] == list(
        phase.applications.filter(state="selected").order_by("position")
    )
    first, next_ = by_reference[drew["order"][0]], by_reference[drew["order"][2]]
    answer.withdraw(owner_of(first), now_of(first))
    assert now_of(next_).state == "selected" and now_of(next_).accept_by
    assert verify(phase.draw.record) == drew
    answer.accept(owner_of(next_), now_of(next_))
    assert Award.objects.filter(application=next_).exists()


def test_found_ineligible_after_the_draw_the_list_moves_on_and_the_draw_stays(phase, applicant, officer, second):
    for n in range(4):
        applicant(phase, f"shop{n}")
    phase = drawn(phase, officer, second)
    before = phase.draw.record
    taken = phase.applications.get(position=1)
    decide.revoke(officer, taken, words="closed down")
    phase.refresh_from_db()
    assert now_of(taken).state == "ineligible" and phase.applications.get(position=3).state == "selected"
    assert Draw.objects.get(phase=phase).record == before
    answer.appeal(owner_of(taken), now_of(taken), "we are open")
    decide.decide_appeal(second, now_of(taken), True, "so it is")
    decide.decide(officer, now_of(taken), True)
    assert (now_of(taken).state, now_of(taken).position) == ("waitlisted", 1)  # as it was drawn


def test_nobody_draws_alone_and_never_twice(phase, applicant, officer, second):
    applicant(phase, "shop")
    decide.decide(officer, phase.applications.get(), True)
    with pytest.raises(ValidationError):
        settle.enter_beacon(officer, phase, "7", "1 2 3")  # not closed
    phase = close(phase)
    settle.enter_beacon(officer, phase, "7", "1 2 3")
    with pytest.raises(ValidationError):
        settle.approve_draw(officer, phase, "1 2 3")
    with pytest.raises(ValidationError):
        settle.approve_draw(second, phase, "1 2 4")
    settle.approve_draw(second, phase, "1 2 3")
    with pytest.raises(ValidationError):
        settle.approve_draw(second, phase, "1 2 3")
    with pytest.raises(ValidationError):
        settle.enter_beacon(officer, phase, "8", "9")


def test_undecided_applications_stand_in_the_way_of_the_draw(phase, applicant, officer):
    applicant(phase, "shop")
    with pytest.raises(ValidationError, match=r"未有決定|not decided|decidir"):
        settle.enter_beacon(officer, close(phase), "7", "1 2 3")


def test_strata_keep_their_places(new_phase, applicant, officer, second):
    from balcao.programmes.terms import Condition, Stratum
    from tests.programmes.conftest import t

    micro = Stratum(
        code="micro", name=t("Smallest"), places=1, when=Condition(field="size", test="in", value=["0", "1-3"])
    )
    phase = new_phase(method="strata", strata=[micro], places=2)
    for n in range(6):
        applicant(phase, f"shop{n}", size="1-3" if n == 0 else "10-49")
    phase = drawn(phase, officer, second)
    assert phase.applications.get(stratum="micro").state == "selected"
    assert verify(phase.draw.record)["strata"] == [{"name": "micro", "places": 1}]


def test_first_come_and_score_need_no_draw(new_phase, applicant, officer, second):
    from balcao.programmes.terms import Criterion
    from tests.programmes.conftest import t

    number = count()
    for changes in (
        {"method": "first_come"},
        {"method": "score", "grid": [Criterion(code="plan", name=t("Plan"), most=10)]},
    ):
        phase = new_phase(**changes)
        applications = [applicant(phase, f"shop{next(number)}") for _ in range(4)]
        for points, application in enumerate(applications):
            if phase.method == "score":
                review.give_points(officer, now_of(application), {"plan": points})
            decide.decide(officer, now_of(application), True)
        settle.settle(officer, close(phase))
        wanted = applications if phase.method == "first_come" else applications[::-1]
        assert list(phase.applications.order_by("position")) == wanted


def test_the_chain_of_the_record_holds_after_all_this(phase, applicant, officer, second):
    for n in range(4):
        applicant(phase, f"shop{n}")
    drawn(phase, officer, second)
    record.seal(timezone.now())
    assert record.verify().wrong is None


def test_a_draft_is_thrown_away_and_what_is_sent_is_not(phase, applicant):
    draft = applicant(phase, "harbour", send=False)
    apply.discard(owner_of(draft), draft)
    assert not Application.objects.filter(pk=draft.pk).exists()
    sent = applicant(phase, "other")
    with pytest.raises(ValidationError):
        apply.discard(owner_of(sent), sent)
    assert terms().places == 2
