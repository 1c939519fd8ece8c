"""Places, one rule of theirs at a time: how many are free, who is next, until when, what an award becomes, and what lapses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from balcao.messaging.models import Message
from balcao.programmes.actions import places
from balcao.programmes.models import Application, Award, Draw, Phase, Step
from balcao.programmes.states import State
from balcao.programmes.terms import StepPlan
from tests.programmes.conftest import now_of, owner_of, t

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(new_phase, applicant):
    """A phase whose places are given, and applications in the states that a test says, in that order of the draw."""

    def make(*states: str, draws: bool = True, **changes: object) -> tuple[Phase, list[Application]]:
        steps = changes.pop("steps", None)
        phase = new_phase(documents=[], questions=[], rules=[], **changes)
        if steps is not None:  # as a later version may leave them
            phase.take(phase.terms.model_copy(update={"steps": steps}))
            phase.save()
        made = [applicant(phase, f"{phase.slug[-3:]}{n}") for n in range(len(states))]
        for position, (application, state) in enumerate(zip(made, states, strict=True), 1):
            Application.objects.filter(pk=application.pk).update(state=state, position=position if draws else None)
        Phase.objects.filter(pk=phase.pk).update(settled_at=timezone.now())
        return Phase.objects.get(pk=phase.pk), [now_of(application) for application in made]

    return make


def states(applications: list[Application]) -> list[str]:
    return [now_of(application).state for application in applications]


def told(application: Application) -> list[str]:
    found = Message.objects.filter(user=owner_of(application), because=application.reference).exclude(code="submitted")
    return sorted(found.values_list("code", flat=True))


def test_a_place_is_held_by_who_is_offered_it_has_it_or_has_used_it(settled):
    phase, _ = settled(
        "selected", "awarded", "completed", "eligible", "waitlisted", "lapsed", "withdrawn", "ineligible", places=9
    )
    assert places.free_places(phase) == 6


@pytest.mark.parametrize("changes, reserve, after", [
    ({}, 0, ["awarded", "lapsed", "selected", "waitlisted"]),
    ({"settled_at": None}, 0, ["awarded", "lapsed", "waitlisted", "waitlisted"]),
    ({"list_ended_at": datetime(2026, 1, 1, tzinfo=UTC)}, 0, ["awarded", "lapsed", "waitlisted", "waitlisted"]),
    ({"places": 1}, 0, ["awarded", "lapsed", "waitlisted", "waitlisted"]),
    ({"places": 9}, 0, ["awarded", "lapsed", "selected", "selected"]),
    ({}, 1, ["awarded", "lapsed", "selected", "waitlisted"]),
    ({"places": 3}, 1, ["awarded", "lapsed", "selected", "selected"]),
    ({"places": 0}, 0, ["awarded", "lapsed", "waitlisted", "waitlisted"]),
])  # fmt: skip
def test_a_free_place_goes_to_the_next_while_there_is_a_list(changes, reserve, after, settled, officer):
    phase, made = settled("awarded", "lapsed", "waitlisted", "waitlisted", reserve=reserve)
    Phase.objects.filter(pk=phase.pk).update(**changes)
    with transaction.atomic():
        places.fill_places(Phase.objects.get(pk=phase.pk), officer)
    assert states(made) == after
    for application in made:
        offered = now_of(application).state == "selected"
        assert told(application) == (["selected"] if offered else []) and bool(now_of(application).accept_by) is offered


def test_the_reserve_reaches_so_far_in_the_order_and_whoever_came_late_is_on_it(settled, officer):
    phase, made = settled("lapsed", "lapsed", "waitlisted", "waitlisted", "waitlisted", places=2, reserve=1)
    Application.objects.filter(pk=made[4].pk).update(reason={"code": "after_the_draw"})
    with transaction.atomic():
        places.fill_places(phase, officer)
    assert states(made) == [
        "lapsed",
        "lapsed",
        "selected",
        "waitlisted",
        "selected",
    ]  # of positions 3, 4 and 5; 2 + 1 = 3


@pytest.mark.parametrize("now, until", [
    (datetime(2026, 3, 1, 15, 59, tzinfo=UTC), datetime(2026, 3, 15, 15, 59, 59, tzinfo=UTC)),
    (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), datetime(2026, 3, 16, 15, 59, 59, tzinfo=UTC)),
])  # fmt: skip
def test_a_place_may_be_taken_until_the_end_of_a_day_here(now, until, settled):
    """Macao is eight hours before UTC: at 16:00 UTC its next day begins. The terms say 14 days."""
    assert places.accept_until(settled()[0], now) == until


@pytest.mark.parametrize("position, code, number", [(2, "back_in_order", 1), (None, "after_the_draw", 2)])
def test_found_eligible_after_the_draw_one_waits_where_one_was_or_last(position, code, number, settled, officer):
    _, made = settled("awarded", "eligible", "waitlisted", places=1)
    Application.objects.filter(pk=made[1].pk).update(position=position)
    with transaction.atomic():
        places.join_list(now_of(made[1]), officer)
    joined = now_of(made[1])
    assert (joined.state, joined.position, joined.reason["code"]) == ("waitlisted", position or 4, code)
    message = Message.objects.get(user=owner_of(joined), code="waitlisted")
    assert message.facts["number"] == number == places.number_on_list(joined)


@pytest.mark.parametrize("ended, count, state, said", [
    (False, 2, "selected", ["selected"]), (True, 2, "selected", ["selected"]), (True, 1, "lapsed", ["list-ended"]),
])  # fmt: skip
def test_with_a_free_place_it_is_offered_and_with_none_an_ended_list_takes_nobody(
    ended, count, state, said, settled, officer
):
    phase, made = settled("awarded", "eligible", places=count, draws=False)
    Phase.objects.filter(pk=phase.pk).update(list_ended_at=timezone.now() if ended else None)
    application = now_of(made[1])
    with transaction.atomic():
        places.join_list(application, officer)
    assert application.state == now_of(application).state == state and told(application) == said


@pytest.mark.parametrize("position", [2, None])
def test_a_place_given_after_the_list_ended_is_told_on_the_page_of_the_draw(position, settled, officer, client):
    phase, made = settled("awarded", "eligible", "withdrawn", places=2)
    Application.objects.filter(pk=made[1].pk).update(position=position)
    Phase.objects.filter(pk=phase.pk).update(list_ended_at=timezone.now())
    Draw.objects.create(phase=phase, record="{}", approved_at=timezone.now())
    with transaction.atomic():
        places.join_list(now_of(made[1]), officer)
    assert list(phase.places_moved.values_list("reference", "state")) == [(made[1].reference, "selected")]
    assert now_of(made[1]).position == position or now_of(made[1]).position == 4
    page = client.get(f"/programmes/{phase.slug}/draw/", headers={"accept-language": "en"}).content.decode()
    assert (
        made[1].reference in page.split("Since the draw")[1] and "eligible" not in page.split("Since the draw")[1][:300]
    )
    places.lapse_many(
        phase, [now_of(made[1])], State.SELECTED, None, {"code": "not_accepted"}
    )  # and that it is free again
    assert list(phase.places_moved.order_by("id").values_list("state", flat=True)) == ["selected", "lapsed"]


def step(code: str, days: int, after: str = "", required: bool = True) -> StepPlan:
    return StepPlan(code=code, name=t(code), days=days, after=after, required=required)


def dates(award: Award) -> dict[str, int | None]:
    """In how many days each step is due, in the order of the terms."""
    today = timezone.localdate()
    rows = award.steps.order_by("place").values_list("code", "due_on")
    return {code: due and (due - today).days for code, due in rows}


def test_an_award_has_the_steps_of_the_terms_each_dated_when_its_turn_comes(settled):
    plans = [
        step("first", 10),
        step("then", 20, "first"),
        step("last", 5, "then"),
        step("own", 0),
        step("odd", 3, "nothing"),
    ]
    _, made = settled("selected", steps=plans, value=700)
    with transaction.atomic():
        award = places.award(made[0], None)
    assert award.value == 700 and award.ended_at is None
    assert dates(award) == {"first": 10, "then": None, "last": None, "own": 0, "odd": 3}
    Step.objects.filter(award=award, code="first").update(done_at=timezone.now())
    places.reckon(award, now_of(made[0]), None)
    assert dates(award) == {"first": 10, "then": 20, "last": None, "own": 0, "odd": 3}
    assert states(made) == ["awarded"] and told(made[0]) == ["awarded"]


@pytest.mark.parametrize("before, value", [(500, 700), (900, 900), (700, 700)])
def test_an_award_that_is_given_back_goes_on_and_promises_no_less(before, value, settled):
    _, made = settled("selected", steps=[step("a", 10), step("b", 20), step("new", 5)], value=700)
    ended = Award.objects.create(application=made[0], value=before, ended_at=timezone.now())
    old, done = date(2020, 1, 1), timezone.now()
    Step.objects.create(award=ended, place=0, code="a", due_on=old, done_at=done)
    Step.objects.create(award=ended, place=1, code="b", due_on=old, warned_on=old)
    with transaction.atomic():
        award = places.award(made[0], None)
    kept = Award.objects.get()
    assert kept == award == ended and kept.value == value and kept.ended_at is None
    assert [(s.code, s.due_on == old, s.done_at, s.warned_on) for s in kept.steps.order_by("place")] == [
        ("a", True, done, None), ("b", False, None, None), ("new", False, None, None),
    ]  # fmt: skip
    assert dates(kept)["b"] == 20 and dates(kept)["new"] == 5


@pytest.mark.parametrize("plans, done, state", [
    ([], [], "completed"), ([("a", True)], [], "awarded"), ([("a", True)], ["a"], "completed"),
    ([("a", False)], [], "completed"), ([("a", True), ("b", False)], ["b"], "awarded"), ([("a", True), ("b", True)], ["a"], "awarded"),
])  # fmt: skip
def test_an_award_is_complete_when_nothing_more_is_asked(plans, done, state, settled):
    _, made = settled("selected", steps=[step(code, 5, required=required) for code, required in plans])
    with transaction.atomic():
        award = places.award(made[0], None)
        if done:
            award.steps.filter(code__in=done).update(done_at=timezone.now())
            places.reckon(award, now_of(made[0]), None)
    award.refresh_from_db()
    assert states(made) == [state] and (award.ended_at is not None) is (state == "completed")
    assert told(made[0]) == (["awarded", "completed"] if state == "completed" else ["awarded"])


def test_a_step_that_no_terms_have_any_more_is_asked_of_nobody_by_its_last_name(settled, officer):
    phase, made = settled("awarded", steps=[step("kept", 5)])
    award = Award.objects.create(application=made[0], value=1)
    for number, name in ((8, "old name"), (9, "last name")):
        gone = phase.terms.model_copy(update={"steps": [step("gone", 5).model_copy(update={"name": t(name)})]})
        phase.versions.create(number=number, document=gone.as_json())
    asked, dropped, unknown = (
        places.plan_of(Step(award=award, place=0, code=code)) for code in ("kept", "gone", "unheard")
    )
    assert (asked.by, asked.required, asked.days) == ("applicant", True, 5)
    assert (dropped.name, dropped.by, dropped.required) == (t("last name"), "agency", False)
    assert (unknown.name.en, unknown.by, unknown.required, unknown.days) == ("unheard", "agency", False, 0)


@pytest.mark.parametrize("part", [1, 2, 200])
def test_places_that_nobody_took_lapse_part_by_part_and_go_to_the_next(part, settled, monkeypatch):
    monkeypatch.setattr(places, "PART", part)
    now = timezone.now()
    _, made = settled(
        "selected", "selected", "selected", "selected", "waitlisted", "waitlisted", "waitlisted", places=4
    )
    for application, late in zip(made, (-60, -1, 0, 60), strict=False):
        Application.objects.filter(pk=application.pk).update(accept_by=now + timedelta(seconds=late))
    _, others = settled("selected", "waitlisted", places=1)
    Application.objects.filter(pk=others[0].pk).update(accept_by=now - timedelta(days=1))
    assert places.lapse_unaccepted(now) == 3
    assert states(made) == ["lapsed", "lapsed", "selected", "selected", "selected", "selected", "waitlisted"]
    assert states(others) == ["lapsed", "selected"]
    assert [told(application) for application in made[:2]] == [["lapsed"], ["lapsed"]] and told(made[2]) == []
    assert now_of(made[0]).reason == {"code": "not_accepted"} and now_of(made[4]).accept_by > now + timedelta(days=13)
    why = Message.objects.get(user=owner_of(made[0]), code="lapsed").facts["why"]
    assert set(why) == {"zh-Hant", "pt", "en"} and all(why.values())
    assert places.lapse_unaccepted(now) == 0


def test_what_lapses_ends_its_award_and_nobody_elses(settled, officer):
    phase, made = settled("awarded", "awarded")
    first, other = (Award.objects.create(application=application, value=1) for application in made)
    with transaction.atomic():
        places.lapse(made[0], officer, {"words": "closed down"})
    first.refresh_from_db()
    other.refresh_from_db()
    assert first.ended_at and not other.ended_at and states(made) == ["lapsed", "awarded"]
    assert told(made[0]) == ["lapsed"] and told(made[1]) == []
    places.lapse_many(phase, [], State.AWARDED, officer, {"code": "list_ended"})  # nobody: nothing happens
    assert states(made) == ["lapsed", "awarded"]
