"""Forms of applicants and officers sent by the browser alone: what is kept, what comes back, and where one stands afterwards."""

import pytest

from balcao.businesses.models import Business
from balcao.programmes.models import Application
from balcao.programmes.terms import Question
from tests.programmes.conftest import close, now_of, owner_of, t

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


def test_with_several_businesses_one_is_chosen_and_nobody_elses_begins(phase, make_business, make_user, as_user):
    from balcao.businesses.actions.register_business import register_business

    owner, other = make_user("many"), make_business("other")
    first, second = (register_business(owner, Business(name_en=name)).business for name in ("Harbour", "Hill"))
    client, address = as_user(owner), f"/programmes/{phase.slug}/apply/"
    page = client.get(address).content.decode()
    assert "Harbour" in page and "Hill" in page
    for wrong in ("", "x", f"{other.business.pk}:"):
        assert client.post(address, {"for": wrong}).status_code == 200 and not Application.objects.exists()
    assert client.post(address, {"for": f"{second.pk}:"}).status_code == 302
    assert Application.objects.get().business == second and first.applications.count() == 0
    close(phase)
    assert client.get(address).status_code == 302


def test_a_draft_is_kept_and_looked_over_by_buttons_alone(new_phase, applicant, as_user):
    asked = Question(code="people", kind="number", text=t("How many?"))
    phase = new_phase(questions=[asked])
    draft = applicant(phase, "harbour", send=False)
    client, address = as_user(owner_of(draft)), f"/applications/{draft.pk}/"
    revision = now_of(draft).revision
    kept = client.post(address, {"revision": revision, "people": "4"})
    assert kept.status_code == 302 and kept["Location"] == address and now_of(draft).answers["people"] == 4
    wrong = client.post(address, {"revision": now_of(draft).revision, "people": "four"})
    assert (
        wrong.status_code == 422 and 'value="four"' in wrong.content.decode() and now_of(draft).answers["people"] == 4
    )
    on = client.post(address, {"revision": now_of(draft).revision, "people": "5", "then": "send"})
    assert on["Location"] == f"{address}send/" and now_of(draft).answers["people"] == 5
    assert client.post(f"{address}send/", {"anyway": "yes"}).status_code == 302
    sent = now_of(draft)
    assert sent.state == "submitted"
    client.post(address, {"revision": sent.revision, "people": "9"})
    assert client.post(f"{address}save/", {"revision": sent.revision, "people": "9"}).status_code == 409
    assert now_of(draft).answers["people"] == 5  # what was sent stays as it was sent


def test_officers_take_many_and_keep_a_view(phase, applicant, officer, second, as_user):
    found = [applicant(phase, f"shop{n}") for n in range(3)]
    client = as_user(officer)
    page = client.post("/agency/applications/bulk/", {"do": "take", "application": [a.pk for a in found]}, follow=True)
    assert "3 done" in page.content.decode() and {now_of(a).assigned_to for a in found} == {officer}
    assert client.post("/agency/applications/bulk/", {"do": "erase", "application": [found[0].pk]}).status_code == 404
    view = "/agency/applications/?queue=all&q=shop1"
    assert client.post(view, {"name": "Only one"}).status_code == 302
    kept = officer.saved_lists.get()
    assert kept.name == "Only one" and "q=shop1" in kept.query and "Only one" in client.get(view).content.decode()
    as_user(second).post(view, {"forget": kept.pk})
    assert officer.saved_lists.count() == 1  # nobody forgets another's
    client.post(view, {"forget": kept.pk})
    assert not officer.saved_lists.exists()
