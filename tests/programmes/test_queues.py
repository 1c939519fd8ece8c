"""Officers find their work: the queue opens where there is some, duties of a second officer stand in it, and an interest is told as one."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.programmes import desk
from balcao.programmes.actions import answer, change_phase, decide, renew_number, review, settle
from balcao.programmes.models import Application, Interest, Phase
from balcao.programmes.rights import InterestError, look_at_review
from balcao.programmes.second import of_phases
from tests.programmes.conftest import close, now_of, owner_of
from tests.programmes.test_acts import better

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


def test_an_officer_with_an_interest_reads_who_decides_and_goes_back(
    phase, applicant, officer, second, make_user, as_user
):
    application, third = now_of(applicant(phase, "harbour")), make_user("third", Role.OFFICER)
    phase.officers.add(third)
    User.objects.filter(pk=third.pk).update(name="")
    review.declare_conflict(officer, application, "my cousin's")
    answered = as_user(officer).get(f"/agency/applications/{application.pk}/")
    shown = answered.content.decode()
    assert answered.status_code == 403 and "You have an interest in this application" in shown
    assert "Another officer of this phase decides it, one without an interest." in shown
    assert 'class="button primary" href="/agency/applications/"' in shown
    assert "owner of the business" not in shown and application.reference not in shown
    assert third.email not in shown
    for colleague in (second, third):  # the page tells nobody whether colleagues have an interest
        review.declare_conflict(colleague, application, "mine, too")
        again = as_user(officer).get(f"/agency/applications/{application.pk}/").content.decode()
        assert words_of(again) == words_of(shown)
    phase.officers.remove(second, third)
    alone = as_user(officer).get(f"/agency/applications/{application.pk}/").content.decode()
    assert "Nobody else works on this phase." in alone


def words_of(page):
    """What a page says, without its head, forms and foot."""
    return page.split("<main")[1].split("</main>")[0]


def test_a_draft_is_told_as_nothing_and_not_as_an_interest(phase, applicant, officer, second, as_user):
    draft, client = applicant(phase, "harbour", send=False), as_user(officer)
    page, nothing = f"/agency/applications/{draft.pk}/", f"/agency/applications/{uuid4()}/"
    assert [client.get(address).status_code for address in (page, nothing)] == [404, 404]
    Interest.objects.create(application=draft, user=officer)
    assert client.get(page).status_code == 404
    assert words_of(client.get(page).content.decode()) == words_of(client.get(nothing).content.decode())


def test_no_names_are_looked_up_where_none_are_told(phase, applicant, officer, second):
    application = now_of(applicant(phase, "harbour"))
    review.declare_conflict(officer, application, "my cousin's")
    with CaptureQueriesContext(connection) as asked, pytest.raises(InterestError):
        look_at_review(officer, application.pk)
    assert not [one for one in asked if 'FROM "accounts_user"' in one["sql"]]


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
    assert [(one.what, one.who) for one in of_phases(second)] == [("terms", [officer])] and of_phases(officer) == []
    change_phase.publish(second, phase, "more")
    decide.decide(officer, now_of(applicant(Phase.objects.get(pk=phase.pk), "harbour")), True)
    closed = close(Phase.objects.get(pk=phase.pk))
    settle.enter_beacon(officer, closed, "26/118", "3 11 19")
    assert [one.what for one in of_phases(second)] == ["draw"] and of_phases(officer) == []
    settle.approve_draw(second, closed, "3 11 19")
    assert of_phases(second) == []


def test_a_draw_waits_for_a_second_officer_only_while_nothing_stands_in_its_way(phase, applicant, officer, second):
    made = [applicant(phase, name) for name in ("harbour", "shore")]
    for one in made:
        decide.decide(officer, now_of(one), True)
    closed = close(Phase.objects.get(pk=phase.pk))
    settle.enter_beacon(officer, closed, "26/118", "3 11 19")
    decide.revoke(officer, now_of(made[0]), words="closed down")  # days to appeal run from now
    assert of_phases(second) == []
    with pytest.raises(ValidationError):
        settle.approve_draw(second, closed, "3 11 19")
    Application.objects.filter(pk=made[0].pk).update(state_at=timezone.now() - timedelta(days=99))
    assert [one.what for one in of_phases(second)] == ["draw"]
    Interest.objects.create(application=made[1], user=second)
    assert of_phases(second) == []


@pytest.mark.parametrize("why", ["", "found", "interest", "interest of the first", "left", "slow"])
def test_a_new_number_waits_for_who_can_confirm_it(why, phase, applicant, officer, second, settings):
    application = applicant(phase, "harbour")
    decide.decide(officer, now_of(application), True)
    closed, key = close(Phase.objects.get(pk=phase.pk)), settings.SECRET_KEY
    settings.SECRET_KEY = "another" * 8
    renew_number.ask_number(officer, closed, timezone.now() + timedelta(days=3), "lost")
    asked = Phase.objects.get(pk=phase.pk)
    if why == "found":
        settings.SECRET_KEY_FALLBACKS = [key]
    elif why.startswith("interest"):
        Interest.objects.create(application=application, user=second if why == "interest" else officer)
    elif why == "left":
        asked.officers.remove(officer)
    elif why == "slow":
        past = (timezone.now() - timedelta(minutes=1)).isoformat()
        Phase.objects.filter(pk=phase.pk).update(number_asked={**asked.number_asked, "beacon_at": past})
    assert [one.what for one in of_phases(second)] == ([] if why else ["number"]) and of_phases(officer) == []
    if why:
        with pytest.raises(ValidationError):
            renew_number.confirm_number(second, asked, asked.number_asked["at"])
    else:
        renew_number.confirm_number(second, asked, asked.number_asked["at"])
        assert of_phases(second) == []


def test_a_change_that_several_wrote_names_them_all(phase, officer, second, make_user, as_user):
    third = make_user("third", Role.OFFICER)
    phase.officers.add(third)
    change_phase.save_terms(second, phase, better(phase, value=2_000_000))
    change_phase.save_terms(officer, phase, better(phase, value=2_100_000))
    (one,) = of_phases(third)
    assert set(one.who) == {officer, second} and of_phases(officer) == []
    shown = as_user(third).get("/agency/applications/?queue=second").content.decode()
    shown = shown.replace("\u2068", "").replace("\u2069", "")
    assert "officer, second changed the conditions; another officer publishes them." in shown


@pytest.mark.parametrize("page", ["/", "/agency/applications/"])
def test_what_waits_takes_no_more_queries_for_more_phases(page, new_phase, officer, second, as_user):
    client, taken = as_user(second), []
    client.get(page)  # the first page keeps the key of forms
    for more in (1, 4):
        for _ in range(more):
            phase = new_phase()
            change_phase.save_terms(officer, phase, better(phase, value=2_000_000))
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(page).content.decode()
        taken.append(len(asked))
        assert len(of_phases(second)) == len(taken) * 4 - 3 and "For a second officer" in shown
    assert taken[0] == taken[1]


@pytest.fixture
def four(phase, applicant):
    """Four applications, sent one after the other, and due in the same order."""
    now, sent = timezone.now(), [applicant(phase, f"cafe{n}") for n in range(4)]
    for n, one in enumerate(sent):
        at = now - timedelta(hours=9 - n)
        Application.objects.filter(pk=one.pk).update(submitted_at=at, due_at=at + timedelta(days=15))
    return [now_of(one) for one in sent]


def listed_beside(page) -> list[str]:
    """References in the left pane, in its order; the one that is shown has a star."""
    pane = page.content.decode().split('<aside class="following"')[1].split("</aside>")[0]
    told = re.findall(r"<li( aria-current)?.*?(B\d\d-\w{7})", pane)
    return [reference + ("*" if here else "") for here, reference in told]


def test_who_comes_from_all_goes_on_through_all(four, officer, as_user):
    client, (first, second, third, last) = as_user(officer, "en"), four
    query = f"?queue=all&amp;phase={first.phase.slug}"
    assert (
        f'href="/agency/applications/{third.pk}/{query}"'
        in client.get(f"/agency/applications/?queue=all&phase={first.phase.slug}").content.decode()
    )
    page = client.get(f"/agency/applications/{third.pk}/", {"queue": "all", "phase": first.phase.slug})
    assert listed_beside(page) == [last.reference, f"{third.reference}*", second.reference, first.reference]
    text = page.content.decode()
    assert (
        f'href="/agency/applications/{query}">‹' in text
        and f'href="/agency/applications/{second.pk}/{query}" data-key="j"' in text
    )
    told = client.post(
        f"/agency/applications/{third.pk}/decide/?queue=all&phase={first.phase.slug}",
        {"eligible": "yes", "next": "yes"},
    )
    assert told["Location"] == f"/agency/applications/{second.pk}/?queue=all&phase={first.phase.slug}"


def test_every_form_of_the_page_keeps_the_list(four, officer, as_user):
    text = as_user(officer).get(f"/agency/applications/{four[0].pk}/?queue=unassigned").content.decode()
    acts = re.findall(rf'action="(/agency/applications/{four[0].pk}/\w+/[^"]*)"', text)
    assert len(acts) > 4 and all(one.endswith("/?queue=unassigned") for one in acts)
    told = as_user(officer).post(f"/agency/applications/{four[0].pk}/note/?queue=unassigned", {"text": "Seen."})
    assert told["Location"] == f"/agency/applications/{four[0].pk}/?queue=unassigned"


def test_after_an_appeal_the_next_of_the_list_is_opened(four, officer, second, as_user):
    for one in four[:3]:
        decide.decide(officer, one, False, words="closed")
        answer.appeal(owner_of(one), now_of(one), "Look again.")
    for n, one in enumerate(four[:3]):  # as they came
        Application.objects.filter(pk=one.pk).update(due_at=timezone.now() + timedelta(days=n + 1))
    client, page = as_user(second), f"/agency/applications/{four[1].pk}/"
    text = client.get(f"{page}?queue=appeals").content.decode()
    form = re.search(rf'<form method="post" action="({page}appeal/[^"]*)">(.*?)</form>', text, re.DOTALL)
    assert form[1] == f"{page}appeal/?queue=appeals" and 'name="next" value="yes"' in form[2]
    empty = client.post(form[1], {"next": "yes", "granted": "no", "words": ""})
    assert empty.status_code == 422
    told = client.post(form[1], {"next": "yes", "granted": "no", "words": "It is closed."})
    assert told["Location"] == f"/agency/applications/{four[2].pk}/?queue=appeals"


def test_what_is_taken_back_keeps_the_list(four, officer, as_user):
    client, page, of = as_user(officer), f"/agency/applications/{four[0].pk}/", "?queue=all&q=caf%C3%A9%3F&page=1"
    told = client.post(f"{page}take/{of}")
    assert told["Location"] == page + of
    text = client.get(told["Location"]).content.decode()
    (toast,) = re.findall(r'<form method="post" action="([^"]+)">(?:(?!</form>).)*name="to" value=""[^<]*<button', text)
    assert toast.replace("&amp;", "&") == f"{page}assign/{of}"
    assert client.post(f"{page}assign/{of}", {"to": ""})["Location"] == page + of


def test_a_page_of_a_list_is_kept_and_what_is_decided_is_passed_over(four, officer, as_user):
    client, (first, second, third, _) = as_user(officer), four
    decide.decide(officer, second, True)
    page = client.get(f"/agency/applications/{first.pk}/", {"queue": "unassigned", "page": 2})
    assert listed_beside(page)[:2] == [f"{first.reference}*", third.reference]
    assert "?queue=unassigned&amp;page=2" in page.content.decode()
    told = client.post(f"/agency/applications/{third.pk}/decide/?queue=all", {"eligible": "yes", "next": "yes"})
    assert told["Location"] == f"/agency/applications/{first.pk}/?queue=all"


def test_without_a_list_it_is_ones_own_queue(four, officer, as_user):
    review.assign(officer, four[1], officer)
    assert listed_beside(as_user(officer).get(f"/agency/applications/{four[1].pk}/")) == [f"{four[1].reference}*"]
    page = as_user(officer).get(f"/agency/applications/{four[0].pk}/")
    assert (
        listed_beside(page) == [four[1].reference]
        and f'href="/agency/applications/{four[1].pk}/"' in page.content.decode()
    )


def test_what_a_search_finds_on_one_page_is_looked_for_once(phase, applicant, officer, as_user):
    for name in ("harbour", "shore"):
        applicant(phase, name)
    client, page = as_user(officer), "/agency/applications/?queue=all&q=harbour"
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(page).content.decode()
    assert "harbour" in shown and "shore" not in shown
    assert len([one for one in asked if "LIKE" in one["sql"]]) == 2  # its key, and its row by that


def test_a_page_is_as_long_as_it_was_and_the_whole_is_counted(phase, applicant):
    for n in range(5):
        applicant(phase, f"shop{n}")
    found = Application.objects.order_by("-submitted_at", "id")
    for size in (2, 4, 5, 6):
        pages, plain = desk.ByKey(found, size), Paginator(found, size)
        assert (pages.count, pages.num_pages) == (plain.count, plain.num_pages) == (5, -(-5 // size))
        for number in plain.page_range:
            assert list(pages.page(number)) == list(plain.page(number))
    assert desk.ByKey(found.none(), 2).get_page(1).object_list == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="an embedded database keeps in an index its keys alone")
def test_names_are_searched_in_an_index_alone(phase, officer):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    keys = desk.queue(officer, "all", search="harbour").values("pk")
    assert "Index Only Scan using applications_sent" in keys.explain(), keys.explain()
