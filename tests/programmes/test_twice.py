"""Every form of an officer's pages, sent twice, sent from a page that is old, and sent by whoever may no longer."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.utils import timezone

from balcao.accounts.actions import administer
from balcao.accounts.actions.change_account import erase_account
from balcao.accounts.models import Role, User
from balcao.messaging.models import Message
from balcao.programmes.actions import answer, change_phase, decide, review, settle
from balcao.programmes.models import Application, Award, Conflict, Note, Phase, Step
from balcao.programmes.terms import Criterion
from balcao.records.models import Entry
from tests.programmes.conftest import close, drawn, now_of, owner_of, t
from tests.programmes.test_acts import better

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
OUTSIDE = ("/language/", "/accounts/logout/")


class Forms(HTMLParser):
    """The forms of a page that change something, filled in as somebody would: one for each of their buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self._form: tuple[str, dict, list] | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and given.get("method") == "post":
            self._form = (given.get("action", ""), {}, [])
        if self._form is None:
            return
        _, fields, buttons = self._form
        name, kind = given.get("name"), given.get("type", "text")
        if tag == "button":
            buttons.append({name: given.get("value", "")} if name else {})
        elif tag == "textarea" and name:
            fields[name] = ["because"]
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and (given.get("value") or "selected" in given):
            fields[self._select] = [given.get("value", "")]
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in given):
            later = (timezone.localdate() + timedelta(days=400)).isoformat()
            made = {"date": later, "number": given.get("max", "1")}.get(kind, "because")
            fields.setdefault(name, []).append(given.get("value") or ("" if kind == "hidden" else made))

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""
        if tag == "form" and self._form is not None:
            action, fields, buttons = self._form
            self.found += [(action, {**fields, **button}) for button in buttons or [{}] if action not in OUTSIDE]
            self._form = None


def forms_of(client, *pages):
    """The forms of some pages; one without an address goes to its own page."""
    found = [
        (action or page, fields) for page in pages for action, fields in Forms(client.get(page).content.decode()).found
    ]
    return [(action, {k: v for k, v in fields.items() if k != "csrfmiddlewaretoken"}) for action, fields in found]


def all_that_counts():
    """What a second click must not add to or change."""
    return (
        sorted(Application.objects.values_list("pk", "state", "proposal__to", "assigned_to", "position")),
        sorted(Step.objects.values_list("pk", "due_on", "done_by")),
        [model.objects.count() for model in (Award, Message, Note, Conflict, Phase)],
        sorted(Phase.objects.values_list("slug", "state", "version", "settled_at", "list_ended_at")),
        Entry.objects.filter(kind__in=("application.moved", "application.assigned", "draw.made", "phase.published")).count(),
    )  # fmt: skip


def submitted(world):
    world.applicant(world.phase, "harbour")


def taken_and_noted(world):
    review.note(world.officer, now_of(world.applicant(world.phase, "harbour")), "because of the licence")


def proposed(world):
    application = now_of(world.applicant(world.phase, "harbour"))
    decide.decide(world.second, application, False, words="no")


def eligible(world):
    application = world.applicant(world.phase, "harbour")
    for who in (world.officer, world.second):
        decide.decide(who, now_of(application), True)


def appealed(world):
    application = world.applicant(world.phase, "harbour")
    for who in (world.third, world.second):
        decide.decide(who, now_of(application), False, words="no")
    answer.appeal(owner_of(application), now_of(application), "yes")


def declared(world):
    application = world.applicant(world.phase, "harbour")
    review.declare_conflict(world.second, now_of(application), "my cousin's")


def awarded(world):
    eligible(world)
    application = drawn(world.phase, world.officer, world.second, decide_all=False).applications.get()
    answer.accept(owner_of(application), application)


def changed(world):
    world.applicant(world.phase, "harbour")
    phase = Phase.objects.get(pk=world.phase.pk)
    change_phase.save_terms(world.second, phase, better(phase, value=2_000_000))


def to_be_drawn(world):
    eligible(world)
    close(world.phase)


def entered(world):
    to_be_drawn(world)
    settle.enter_beacon(world.second, Phase.objects.get(pk=world.phase.pk), "because", "because")


STAGES = [submitted, taken_and_noted, proposed, eligible, appealed, declared, awarded, changed, to_be_drawn, entered]


@pytest.fixture
def world(new_phase, applicant, officer, second, make_user):
    class World:
        pass

    found = World()
    line = Criterion(code="need", name=t("Need"), most=10)
    found.phase = new_phase(four_eyes=True, grid=[line])
    found.applicant, found.officer, found.second = applicant, officer, second
    found.third = make_user("third", Role.OFFICER)
    found.phase.officers.add(found.third)
    return found


def pages(world):
    reviews = [f"/agency/applications/{pk}/" for pk in Application.objects.values_list("pk", flat=True)]
    return [*reviews, f"/agency/phases/{world.phase.slug}/", "/agency/applications/?queue=all"]


@pytest.mark.parametrize("stage", STAGES)
def test_each_form_of_an_officer_sent_twice_counts_once(stage, world, as_user):
    stage(world)
    client, walked = as_user(world.officer), 0
    for action, fields in forms_of(client, *pages(world)):
        with transaction.atomic():
            assert client.post(action, fields).status_code in (302, 404), action
            once = all_that_counts()
            assert client.post(action, fields).status_code in (302, 403, 404, 422), action
            assert all_that_counts() == once, (action, fields)
            transaction.set_rollback(True)
        walked += 1
    assert walked >= 8


@pytest.mark.parametrize("stage", [proposed, appealed, awarded, entered])
def test_old_pages_of_an_officer_move_nothing_that_another_has_decided(stage, world, as_user):
    stage(world)
    client = as_user(world.officer)
    forms = forms_of(client, *pages(world))
    application = Application.objects.get()
    Application.objects.update(state="withdrawn", state_at=timezone.now(), proposal=None)
    for action, fields in forms:
        with transaction.atomic():
            assert client.post(action, fields).status_code in (302, 403, 404, 422), action
            assert now_of(application).state == "withdrawn", (action, fields)
            transaction.set_rollback(True)


def blocked(world, admin):
    administer.block(admin, world.officer)


def demoted(world, admin):
    administer.set_role(admin, world.officer, Role.PERSON)


def erased(world, admin):
    erase_account(world.officer)


def taken_off(world, admin):
    world.phase.officers.remove(world.officer)


@pytest.mark.parametrize("end", [blocked, demoted, erased, taken_off])
@pytest.mark.parametrize("stage", [proposed, entered])
def test_open_pages_of_whoever_may_no_longer_change_nothing(stage, end, world, make_user, as_user):
    stage(world)
    client = as_user(world.officer)
    forms = forms_of(client, *pages(world))
    end(world, make_user("admin", Role.ADMINISTRATOR))
    before = all_that_counts()
    for action, fields in forms:
        answered = client.post(action, fields)
        assert answered.status_code in (302, 403, 404, 422), action
        assert all_that_counts() == before, (end.__name__, action, fields)
    assert client.get(pages(world)[0]).status_code in (302, 403, 404)
    assert end is not erased or not User.objects.filter(pk=world.officer.pk).exists()
