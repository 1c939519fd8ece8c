"""A draw whose secret number was lost with the secret key: it is made all the same, and nobody could have chosen its outcome."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from balcao.analytics.draw import verify
from balcao.encryption import DRAW, encrypt
from balcao.messaging.models import Delivery, Hook, Message
from balcao.programmes.actions.change_phase import end_officer, save_terms
from balcao.programmes.actions.decide import decide
from balcao.programmes.actions.renew_number import ask_number, confirm_number, is_lost
from balcao.programmes.actions.settle import approve_draw, enter_beacon
from balcao.programmes.models import Draw, Interest, Phase
from balcao.records.models import Entry
from tests.people import work
from tests.programmes.conftest import close, now_of

WHY = "The disk with the key was lost."


pytestmark = pytest.mark.usefixtures("without_second_factor")


@pytest.fixture
def key(settings) -> str:
    """The key by which the phase was published."""
    return settings.SECRET_KEY


@pytest.fixture
def lost(key, phase, applicant, officer, settings):
    """A closed phase with everything decided, its public number known, and its key gone."""
    for name in ("one", "two", "three"):
        decide(officer, applicant(phase, name), True)
    work()
    found = close(phase)
    settings.SECRET_KEY = "another" * 8
    return found


def soon():
    return timezone.now() + timedelta(days=3)


def again(phase: Phase) -> Phase:
    return Phase.objects.get(pk=phase.pk)


def later(phase: Phase) -> None:
    """The new public number has come."""
    phase.take(phase.terms.model_copy(update={"beacon_at": timezone.now() - timedelta(minutes=1)}))
    phase.save()


def renewed(phase: Phase, officer, second) -> Phase:
    ask_number(officer, phase, soon(), WHY)
    confirm_number(second, phase, again(phase).number_asked["at"])
    return again(phase)


def test_a_draw_whose_number_is_lost_is_not_made_and_says_why(lost, officer, second):
    assert is_lost(lost)
    with pytest.raises(ValidationError):
        enter_beacon(officer, lost, "26/118", "3 11 19")
    Draw.objects.create(
        phase=lost, source="s", round="r", value="3 11 19", entered_by=officer, entered_at=timezone.now()
    )
    with pytest.raises(ValidationError):
        approve_draw(second, lost, "3 11 19")
    assert Draw.objects.get().record in ("", None) and again(lost).settled_at is None


def test_a_number_that_can_be_read_is_never_replaced(key, lost, officer, second, settings):
    with pytest.raises(ValidationError):
        confirm_number(second, lost, "")  # nobody has asked
    ask_number(officer, lost, soon(), WHY)
    settings.SECRET_KEY_FALLBACKS = [key]  # it was found
    assert not is_lost(again(lost))
    for act in (
        lambda: confirm_number(second, lost, again(lost).number_asked["at"]),
        lambda: ask_number(officer, lost, soon(), WHY),
    ):
        with pytest.raises(ValidationError):
            act()
    assert again(lost).commitment == lost.commitment and again(lost).number


def test_two_officers_fix_another_number_and_the_draw_verifies(lost, officer, second, client):
    before = lost.commitment
    Draw.objects.create(
        phase=lost, source="s", round="r", value="3 11 19", entered_by=officer, entered_at=timezone.now()
    )
    found = renewed(lost, officer, second)
    assert found.commitment != before and [one["commitment"] for one in found.earlier_commitments] == [before]
    assert not Draw.objects.exists()  # what was entered belonged to the number before
    assert found.version == lost.version + 1 and found.versions.latest("number").why["words"] == WHY
    told = Entry.objects.get(kind="draw.number_renewed")
    assert (told.who_id, told.facts["asked_by"]) == (second.pk, officer.pk)
    assert (told.facts["before"], told.facts["commitment"]) == (before, found.commitment)
    assert found.number not in str(list(Entry.objects.values())) and found.number not in str(
        list(Phase.objects.values())
    )
    work()
    assert Message.objects.filter(code="number-renewed").count() == 6  # owner and manager of three businesses
    for page in (reverse("phase", args=[lost.slug]), reverse("draw", args=[lost.slug])):
        content = client.get(page).content.decode()
        assert before in content and found.commitment in content
    with pytest.raises(ValidationError):
        enter_beacon(officer, found, "26/119", "7 7 7")  # it is not known yet
    later(found)
    enter_beacon(officer, found, "26/119", "7 7 7")
    made = approve_draw(second, found, "7 7 7")
    verify(made.record)
    assert found.commitment in made.record and before not in made.record


def test_no_draw_is_made_with_a_number_that_is_not_the_published_one(key, lost, officer, second, settings):
    settings.SECRET_KEY = key
    enter_beacon(officer, lost, "26/118", "3 11 19")
    Phase.objects.filter(pk=lost.pk).update(nonce=encrypt("ab" * 32, DRAW))  # by whoever writes the database
    with pytest.raises(ValidationError, match="雜湊值不符"):
        approve_draw(second, lost, "3 11 19")
    with pytest.raises(ValidationError):
        ask_number(officer, again(lost), soon(), WHY)  # nor does another take its place unseen
    assert Draw.objects.get().record == "" and again(lost).settled_at is None


def test_who_has_an_interest_meanwhile_has_asked_for_no_number(lost, officer, second):
    ask_number(officer, lost, soon(), WHY)
    Interest.objects.create(application=lost.applications.first(), user=officer)
    with pytest.raises(ValidationError):
        confirm_number(second, lost, again(lost).number_asked["at"])
    assert again(lost).commitment == lost.commitment and not again(lost).earlier_commitments


def test_programs_are_told_of_another_number_and_read_the_earlier_commitment(lost, officer, second, client):
    Hook.objects.create(name="news", url="https://example.test/", events=["phase.published"])
    found = renewed(lost, officer, second)
    told = Delivery.objects.get(channel="hook").payload
    assert (told["type"], told["data"]) == ("phase.published", {"subject": lost.slug, "version": found.version})
    read = client.get(f"/api/phases/{lost.slug}").json()
    assert read["commitment"] == found.commitment
    assert [one["commitment"] for one in read["earlier_commitments"]] == [lost.commitment]
    assert read["earlier_commitments"][0]["until"]


def test_the_public_number_comes_after_the_new_commitment(lost, officer, second):
    past = timezone.now() - timedelta(minutes=1)
    for moment in (None, past, lost.closes_at):  # what the terms say has passed
        with pytest.raises(ValidationError):
            ask_number(officer, lost, moment, WHY)
    ask_number(officer, lost, soon(), WHY)
    asked = again(lost)
    asked.number_asked = {**asked.number_asked, "beacon_at": past.isoformat()}  # the second was slow
    asked.save()
    with pytest.raises(ValidationError):
        confirm_number(second, asked, asked.number_asked["at"])
    assert again(lost).commitment == lost.commitment


def test_one_officer_alone_fixes_nothing(lost, officer, second, make_user):
    ask_number(officer, lost, soon(), WHY)
    asked = again(lost)
    with pytest.raises(ValidationError):
        confirm_number(officer, lost, asked.number_asked["at"])
    with pytest.raises(ValidationError):
        confirm_number(second, lost, "2020-01-01T00:00:00")  # not what the officer asked
    with pytest.raises(PermissionDenied):
        confirm_number(make_user("somebody"), lost, asked.number_asked["at"])
    with pytest.raises(ValidationError):
        ask_number(officer, lost, soon(), " ")
    end_officer(None, officer, "")
    with pytest.raises(ValidationError):
        confirm_number(second, lost, asked.number_asked["at"])
    assert again(lost).commitment == lost.commitment


def test_a_change_that_is_being_written_keeps_the_new_moment(lost, officer, second):
    save_terms(officer, lost, lost.terms.model_copy(update={"places": 3}))
    found = renewed(lost, officer, second)
    assert found.draft["places"] == 3 and found.draft["beacon_at"] == found.document["beacon_at"]


def test_officers_do_it_on_the_page(lost, officer, second, as_user):
    desk, act = reverse("phase_desk", args=[lost.slug]), reverse("phase_act", args=[lost.slug, "number"])
    page = as_user(officer).get(desk)
    assert page.status_code == 200, page.headers
    page = page.content.decode()
    assert "The draw needs a new secret number" in page and "can no longer be read" in page
    moment = timezone.localtime(soon()).strftime("%Y-%m-%dT%H:%M")
    as_user(officer).post(act, {"beacon_at": "nonsense", "why": WHY})
    assert again(lost).number_asked is None
    as_user(officer).post(act, {"beacon_at": moment, "why": WHY})
    assert 'name="seen"' not in as_user(officer).get(desk).content.decode()
    page = as_user(second).get(desk).content.decode()
    asked = again(lost).number_asked["at"]
    assert asked in page and WHY in page and "Fix a new number" in page
    assert "everybody whose application goes on, or may by an appeal, is told" in page
    as_user(second).post(act, {"seen": asked})
    found = again(lost)
    assert (
        found.commitment != lost.commitment
        and timezone.localtime(found.terms.beacon_at).strftime("%Y-%m-%dT%H:%M") == moment
    )
    assert "The draw needs a new secret number" not in as_user(second).get(desk).content.decode()


def test_what_is_asked_can_be_taken_back(lost, officer, as_user):
    ask_number(officer, lost, soon(), WHY)
    as_user(officer).post(reverse("phase_act", args=[lost.slug, "number"]), {"drop": "yes"})
    assert again(lost).number_asked is None and Entry.objects.filter(kind="draw.number_dropped").exists()
    assert [str(now_of(a).state) for a in lost.applications.all()] == ["eligible"] * 3
