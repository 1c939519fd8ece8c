"""The pages of applicants, officers and the public, in each language."""

import re
from copy import copy
from datetime import date, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from balcao.analytics.draw import verify
from balcao.businesses.models import Business
from balcao.programmes.actions import answer, decide
from balcao.programmes.actions.change_phase import written
from balcao.programmes.actions.settle import approve_draw, enter_beacon
from balcao.programmes.models import Application, Phase
from tests.programmes.conftest import PDF, close, drawn, now_of, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]
LANGUAGES = ["en", "pt", "zh"]


@pytest.mark.parametrize(("language", "coming", "made"), [
    ("en", "This draw has not been made", "Now that all three are public"), ("pt", "Este sorteio ainda não se fez", "Agora que as três são públicas"), ("zh", "抽籤尚未進行", "現在三者都已公開"),
])  # fmt: skip
def test_a_draw_is_not_told_as_made_before_it_is(language, coming, made, phase, applicant, officer, second, as_user):
    """Open, closed, and with the public number entered it is still to come; the fingerprint alone is there."""
    applicant(phase, "cape")
    visitor, page = as_user(None, language), f"/programmes/{phase.slug}/draw/"

    def told() -> tuple[bool, bool]:
        shown = visitor.get(page).content.decode()
        assert phase.commitment in shown
        return coming in shown, made in shown

    assert told() == (True, False)
    for application in phase.applications.all():
        decide.decide(officer, application, True)
    closed = close(phase)
    enter_beacon(officer, closed, "26/118", "3 11 19")
    assert told() == (True, False)
    approve_draw(second, closed, "3 11 19")
    assert told() == (False, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_owner_applies_and_follows_to_the_end_of_the_award(language, phase, applicant, officer, second, as_user):
    draft = applicant(phase, "harbour", send=False)
    owner = as_user(owner_of(draft), language)
    page = f"/applications/{draft.pk}/"
    for path in ("/programmes/", f"/programmes/{phase.slug}/", f"/programmes/{phase.slug}/draw/", f"/programmes/{phase.slug}/apply/",
                 "/programmes/feed.xml", "/applications/", page, f"{page}send/", f"{page}discard/"):  # fmt: skip
        assert owner.get(path).status_code == 200, path
    assert owner.post(f"{page}send/").status_code == 302
    reference = now_of(draft).reference
    assert re.fullmatch(r"B\d\d-[2-9A-HJ-NP-Z]{7}", reference)
    assert owner.get(f"{page}receipt.pdf").content[:5] == b"%PDF-"
    agency = as_user(officer, language)
    review = f"/agency/applications/{draft.pk}/"
    for path in ("/agency/applications/?queue=unassigned", review, f"{page}"):
        assert reference in (owner if path == page else agency).get(path).content.decode(), path
    agency.post(f"{review}take/")
    agency.post(f"{review}ask/", {"text": "Which till?", "document": "licence"})
    assert "Which till?" in owner.get(page).content.decode()
    owner.post(f"{page}answer/", {"text": "A blue one", "without": "yes"})
    assert "A blue one" in agency.get(review).content.decode()
    agency.post(f"{review}note/", {"text": "looks fine"})
    agency.post(f"{review}decide/", {"eligible": "yes"})
    assert now_of(draft).state == "eligible"
    desk = f"/agency/phases/{phase.slug}/"
    close(phase)
    assert agency.get(desk).status_code == 200
    agency.post(f"{desk}enter/", {"round": "1", "value": "3 11 19"})
    other = as_user(second, language)
    assert other.get(desk).status_code == 200
    other.post(f"{desk}approve/", {"value": "3 11 19"})
    assert now_of(draft).state == "selected"
    public = owner.get(f"/programmes/{phase.slug}/draw/?ref={reference.lower()}").content.decode()
    assert reference in public
    verify(owner.get(f"/programmes/{phase.slug}/draw.json").content)
    owner.post(f"{page}accept/")
    assert now_of(draft).state == "awarded"
    owner.post(f"{page}step/", {"code": "training"})
    agency.post(
        f"{review}extend/",
        {"code": "deploy", "until": (timezone.localdate() + timedelta(days=90)).isoformat(), "why": "holidays"},
    )
    for path in ("/agency/awards/", "/agency/awards/?late", review, desk):
        assert agency.get(path).status_code == 200, path
    agency.post(f"{review}step/", {"code": "deploy"})
    assert now_of(draft).state == "completed"
    assert owner.get(page).status_code == 200 and owner.get("/messages/").status_code == 200
    assert owner.get(f"/programmes/{phase.slug}/").status_code == 200
    for name in ("applications", "awards"):
        for form in ("csv", "xlsx"):
            assert agency.get(f"/agency/{name}.{form}?queue=all").getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_writes_a_phase_in_parts_and_publishes_it(language, officer, second, as_user, phase, applicant):
    applicant(phase, "harbour")
    client = as_user(officer, language)
    assert client.get("/agency/phases/new/").status_code == 200
    answered = client.post("/agency/phases/new/", {"new_measure_zh-Hant": "智慧餐飲", "new_measure_pt": "Restauração", "new_measure_en": "Smart catering", "name_zh-Hant": "智慧餐飲", "name_pt": "Restauração", "name_en": "Smart catering 2026"})  # fmt: skip
    assert answered.status_code == 302, answered.content.decode()[:2000]
    made = Phase.objects.latest("made_at")
    assert made.slug == "smart-catering-2026"
    edit, desk = f"/agency/phases/{made.slug}/edit/", f"/agency/phases/{made.slug}/"

    def save(part, **given):
        page = client.get(f"{edit}{part}/")
        assert page.status_code == 200
        seen = re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]
        answer = client.post(f"{edit}{part}/", {"seen": seen, **given})
        assert answer.status_code == 302, re.findall(r'class="error"[^>]*>([^<]*)', answer.content.decode())

    def three(name, text):
        return {f"{name}_{language}": f"{text} ({language})" for language in ("zh-Hant", "pt", "en")}

    now = timezone.localtime()
    save("texts", **three("name", "Smart catering"), **three("benefits", "Equipment"), **three("about", "About"))
    save(
        "window", opens_at=f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}", closes_at=f"{now + timedelta(days=9):%Y-%m-%dT%H:%M}",
        decides_on=f"{now + timedelta(days=20):%Y-%m-%d}", places="50", reserve="0", value="50000.00", budget="4800000",
        unit="outlet", most_applications="3", review_days="10", answer_days="7", accept_days="14", appeal_days="15", lapse_days="7",
    )  # fmt: skip
    save("who", sectors=["5610"], **{"rules-0-when-join": "any", "rules-0-when-what_0": "years_registered:at_least", "rules-0-when-value_0": "1",
         "rules-0-when-what_1": "district:in", "rules-0-when-district_1": ["cotai", "se"]}, **three("rules-0-reason", "A year"))  # fmt: skip
    save("papers", **three("documents-0-name", "Licence"), **{"documents-0-required": "on"}, **three("questions-0-text", "No debt"),
         **{"questions-0-kind": "declaration", "questions-0-required": "on"})  # fmt: skip
    save("award", **three("steps-0-name", "Training"), **{"steps-0-days": "30", "steps-0-by": "applicant", "steps-0-required": "on"},
         **three("funders-0-name", "Fund"), **{"funders-0-share": "100"})  # fmt: skip
    save(
        "choice",
        method="draw",
        **three("beacon_source", "Mark Six"),
        beacon_at=f"{now + timedelta(days=10):%Y-%m-%dT%H:%M}",
    )
    made.refresh_from_db()
    terms = written(Phase.objects.get(pk=made.pk))
    rule = terms.rules[0].when
    assert rule.any and rule.any[1].value == ["cotai", "se"] and terms.value == 5_000_000 and terms.unit == "outlet"
    assert client.get(f"{edit}who/").status_code == 200
    assert client.get(f"{desk}preview/").status_code == 200
    client.post(f"{desk}publish/")
    assert Phase.objects.get(pk=made.pk).state == "draft"  # a draw takes two officers
    made.officers.add(second)
    client.post(f"{desk}publish/")
    made = Phase.objects.get(pk=made.pk)
    assert made.state == "published" and len(made.commitment) == 64, client.get(desk).content.decode()
    assert client.get(f"{desk}trial/?against={phase.slug}").status_code == 200
    assert as_user(None, language).get(f"/programmes/{made.slug}/").status_code == 200
    save("texts", **three("name", "Smart catering new"), **three("benefits", "Equipment"), **three("about", "About"))
    client.post(f"{desk}publish/", {"why": "a better name"})
    assert Phase.objects.get(pk=made.pk).version == 2
    client.post(f"{desk}copy/")
    assert Phase.objects.filter(slug="smart-catering-2026-2", state="draft").exists()
    client.post("/agency/phases/smart-catering-2026-2/cancel/")
    assert not Phase.objects.filter(slug="smart-catering-2026-2").exists()
    assert client.get("/agency/phases/").status_code == 200


def test_two_devices_edit_one_draft_and_nothing_is_overwritten_unseen(phase, applicant, as_user):
    draft = applicant(phase, "harbour", send=False)
    phone, computer = as_user(owner_of(draft)), as_user(owner_of(draft))
    save, revision = f"/applications/{draft.pk}/save/", draft.revision
    first = phone.post(save, {"revision": revision, "tax": ""})
    assert first.json() == {"revision": revision + 1, "theirs": {}}
    second = computer.post(save, {"revision": revision, "tax": "yes"})
    assert second.status_code == 409 and second.json() == {"revision": revision + 1, "theirs": {"tax": ""}}
    again = computer.post(save, {"revision": revision + 1, "tax": "yes"})
    assert again.status_code == 200 and Application.objects.get(pk=draft.pk).answers["tax"] is True


def tells(monkeypatch, moment):
    """The database's clock says so, asked by itself and within a statement."""
    monkeypatch.setattr("balcao.records.clock.now", lambda: moment)
    monkeypatch.setattr("balcao.records.clock.in_statement", lambda: ("%s", [moment]))


def test_sent_in_the_last_second_and_one_second_late(phase, applicant, as_user, monkeypatch):
    drafts = [applicant(phase, f"shop{n}", send=False) for n in range(3)]
    last = phase.terms.last_moment
    for moment, draft, sent in ((last - timedelta(seconds=1), drafts[0], True), (last, drafts[1], False)):
        tells(monkeypatch, moment)
        answered = as_user(owner_of(draft)).post(f"/applications/{draft.pk}/send/")
        assert answered.status_code == (302 if sent else 422)
        assert Application.objects.get(pk=draft.pk).state == ("submitted" if sent else "draft")


def test_a_clock_set_back_opens_nothing_again(phase, applicant, as_user):
    from balcao.records.models import Entry

    draft = applicant(phase, "shop", send=False)
    Entry.objects.create(kind="phase.settled", at=phase.terms.last_moment, facts_digest="0" * 64)
    assert as_user(owner_of(draft)).post(f"/applications/{draft.pk}/send/").status_code == 422


def test_sent_twice_it_is_sent_once(phase, applicant, as_user):
    draft = applicant(phase, "harbour", send=False)
    client = as_user(owner_of(draft))
    client.post(f"/applications/{draft.pk}/send/")
    reference = now_of(draft).reference
    client.post(f"/applications/{draft.pk}/send/")
    assert now_of(draft).reference == reference and Application.objects.count() == 1
    client.post(f"/programmes/{phase.slug}/apply/")
    again = Application.objects.get(state="draft")
    assert client.post(f"/applications/{again.pk}/send/").status_code == 422


def test_a_rule_that_is_not_met_is_told_and_a_decision_can_be_asked_for(phase, applicant, officer, second, as_user):
    draft = applicant(phase, "harbour", send=False, sector="4711")
    client = as_user(owner_of(draft))
    refused = client.post(f"/applications/{draft.pk}/send/")
    assert refused.status_code == 422 and "Only the kinds of business" in refused.content.decode()
    client.post(f"/applications/{draft.pk}/send/", {"anyway": "yes"})
    sent = now_of(draft)
    assert (
        sent.state == "submitted" and sent.judged["rules"]["own_sectors"] == "not_met" and sent.judged["version"] == 1
    )
    as_user(officer).post(f"/agency/applications/{draft.pk}/decide/", {"eligible": "no", "rule": "own_sectors"})
    page = client.get(f"/applications/{draft.pk}/").content.decode()
    assert "Only the kinds of business" in page and "Appeal" in page
    client.post(f"/applications/{draft.pk}/appeal/", {"text": "we are a café"})
    answer = {"granted": "yes", "words": "so it is"}
    as_user(officer).post(f"/agency/applications/{draft.pk}/appeal/", answer)
    assert now_of(draft).state == "ineligible"  # whoever refused decides no appeal
    as_user(second).post(f"/agency/applications/{draft.pk}/appeal/", answer)
    assert now_of(draft).state == "under_review" and now_of(draft).due_at


def test_a_paper_is_what_its_content_says_and_is_never_shown_as_a_page(
    phase, applicant, as_user, officer, make_business
):
    draft = applicant(phase, "harbour", send=False)
    client, page = as_user(owner_of(draft)), f"/applications/{draft.pk}/"
    html = SimpleUploadedFile("licence.pdf", b"<html><script>alert(1)</script>", "application/pdf")
    told = client.post(f"{page}papers/licence/", {"file": html}, follow=True).content.decode()
    assert "none of PDF, JPEG, PNG or HEIC" in told and draft.attached.count() == 1
    client.post(f"{page}papers/licence/", {"file": SimpleUploadedFile("licence.PDF", PDF + b"2", "text/html")})
    assert draft.attached.count() == 2
    document = draft.attached.last().document
    got = client.get(f"/documents/{document.pk}/")
    assert got["Content-Disposition"].startswith("attachment") and got["Content-Type"] == "application/octet-stream"
    assert got.getvalue() == PDF + b"2"
    assert as_user(officer).get(f"/documents/{document.pk}/").status_code == 404  # a draft is nobody else's
    assert as_user(make_business("other").owner).get(f"/documents/{document.pk}/").status_code == 404
    client.post(f"{page}send/")
    assert as_user(officer).get(f"/documents/{document.pk}/").status_code == 200


def test_an_officer_sees_a_paper_as_a_picture_made_anew(phase, applicant, as_user, officer, tmp_path):
    import io

    from PIL import Image

    application = applicant(phase, "harbour", send=False)
    for kind, name in (("PDF", "a.pdf"), ("PNG", "a.png"), ("JPEG", "a.jpg")):
        out = io.BytesIO()
        Image.new("RGB", (300, 400), "white").save(out, kind)
        as_user(owner_of(application)).post(f"/applications/{application.pk}/papers/licence/", {"file": SimpleUploadedFile(name, out.getvalue())})  # fmt: skip
    as_user(owner_of(application)).post(f"/applications/{application.pk}/send/")
    shown = [as_user(officer).get(f"/documents/{one.document_id}/1.jpg") for one in application.attached.order_by("at")]
    assert [answer.status_code for answer in shown] == [200] * 4
    assert all(answer.content[:2] == b"\xff\xd8" for answer in shown)


def test_knocking_at_anothers_application_is_refused_and_recorded(phase, applicant, make_business, as_user):
    from balcao.records.models import Entry

    application, stranger = applicant(phase, "harbour"), make_business("other").owner
    assert as_user(stranger).get(f"/applications/{application.pk}/").status_code == 404
    entry = Entry.objects.get(kind="application.knocked")
    assert (entry.who, entry.business, entry.subject) == (stranger, application.business_id, application.reference)
    page = as_user(owner_of(application)).get(f"/businesses/{application.business_id}/accesses/?all").content.decode()
    assert "was refused" in page
    for _ in range(5):
        as_user(stranger).get(f"/applications/{application.pk}/")
    assert Entry.objects.filter(kind="application.knocked").count() == 1, "nobody fills another's record"
    as_user(make_business("third").owner).get(f"/applications/{application.pk}/")
    Entry.objects.filter(kind="application.knocked").update(at=timezone.now() - timedelta(hours=1))
    as_user(stranger).get(f"/applications/{application.pk}/")
    assert Entry.objects.filter(kind="application.knocked").count() == 3


def test_an_officer_with_an_interest_neither_sees_nor_decides(phase, applicant, officer, second, as_user):
    application = applicant(phase, "harbour")
    client, review = as_user(officer), f"/agency/applications/{application.pk}/"
    client.post(f"{review}conflict/", {"why": "my cousin's shop"})
    for act, given in (("decide", {"eligible": "yes"}), ("ask", {"text": "?"}), ("take", {})):
        client.post(f"{review}{act}/", given)
    assert now_of(application).state == "submitted"
    assert client.get(review).status_code == 403
    assert application.reference not in client.get("/agency/applications/?queue=all").content.decode()
    assert "my cousin" in as_user(second).get(review).content.decode()


def test_four_eyes_need_two_officers(new_phase, applicant, officer, second, as_user):
    application = applicant(new_phase(four_eyes=True), "harbour")
    review = f"/agency/applications/{application.pk}/decide/"
    for _ in range(2):
        as_user(officer).post(review, {"eligible": "yes"})
        assert now_of(application).state == "under_review"
    assert application.reference in as_user(second).get("/agency/applications/?queue=second").content.decode()
    as_user(second).post(review, {"eligible": "yes"})
    assert now_of(application).state == "eligible"


def test_the_clock_stands_while_the_applicant_is_asked(phase, applicant, officer):
    from balcao.programmes.actions import review

    application = now_of(applicant(phase, "harbour"))
    due = application.due_at
    review.ask(officer, application, "Which?", [])
    asked = now_of(application)
    assert asked.due_at is None and asked.clock_left > 0
    Application.objects.filter(pk=asked.pk).update(state_at=timezone.now() - timedelta(days=5))
    answer.answer(owner_of(asked), now_of(asked), "This")
    assert now_of(application).due_at >= due


def test_bulk_finds_eligible_only_those_that_meet_every_condition(phase, applicant, officer, as_user, make_user):
    good = [applicant(phase, f"shop{n}") for n in range(3)]
    bad = applicant(phase, "bad")
    bad.profile["sector"] = "4711"
    bad.save()
    keys = [str(a.pk) for a in (*good, bad)]
    page = (
        as_user(officer)
        .post("/agency/applications/bulk/", {"application": keys, "do": "eligible"}, follow=True)
        .content.decode()
    )
    assert {now_of(a).state for a in good} == {"eligible"} and now_of(bad).state == "submitted"
    assert "3 done" in page and "One needs a look" in page


def test_duplicates_are_shown_with_why(phase, applicant, officer, as_user):
    first = applicant(phase, "one", bank_account="0123 4567", phone="6612 3456")
    second = applicant(phase, "two", bank_account="01234567", phone="+1 6612-3456")
    page = as_user(officer).get(f"/agency/applications/{second.pk}/").content.decode()
    assert first.reference in page and "same bank account" in page and "same telephone" not in page


def test_that_another_is_alike_is_told_where_its_name_is_not(new_phase, applicant, officer, as_user):
    """Whoever decides on money hears of the same bank account in a phase that is not theirs, and nothing more of it."""
    first = applicant(new_phase(), "one", bank_account="0123 4567")
    here = new_phase()
    second = applicant(here, "two", bank_account="01234567")
    Phase.objects.filter(pk=here.pk).update(measure=first.phase.measure)
    first.phase.officers.remove(officer)
    page = as_user(officer).get(f"/agency/applications/{second.pk}/").content.decode()
    assert "same bank account" in page and first.reference not in page and str(first.pk) not in page


def test_rules_are_tried_against_applications_that_there_are(phase, applicant, officer, as_user):
    from balcao.programmes.actions.change_phase import save_terms
    from balcao.programmes.terms import Condition, Rule
    from tests.programmes.conftest import t

    applicant(phase, "small")
    applicant(phase, "large", size="10-49")
    rule = Rule(
        code="tiny", when=Condition(field="people_at_most", test="at_most", value=3), reason=t("Only the smallest.")
    )
    save_terms(officer, phase, phase.terms.model_copy(update={"rules": [*phase.terms.rules, rule]}))
    page = as_user(officer).get(f"/agency/phases/{phase.slug}/trial/").content.decode()
    assert "would refuse 1 of 2" in page and "Only the smallest." in page


def test_a_rule_whose_field_is_gone_refuses_nobody_and_officers_see_it(phase, applicant, officer, as_user):
    from balcao.programmes.terms import Condition, Rule
    from tests.programmes.conftest import t

    gone = Rule(code="gone", when=Condition(field="answer.old", test="yes"), reason=t("An old question."))
    phase.take(phase.terms.model_copy(update={"rules": [gone]}))
    phase.save()
    application = applicant(Phase.objects.get(pk=phase.pk), "harbour")
    assert application.judged["rules"]["gone"] == "broken"
    assert "cannot be checked" in as_user(officer).get(f"/agency/applications/{application.pk}/").content.decode()
    desk = as_user(officer).get(f"/agency/phases/{phase.slug}/").content.decode()
    assert "does not fit: condition 1 (“An old question.”)" in desk
    assert decide.decide(officer, now_of(application), True)


def test_published_figures_hide_what_is_under_five(phase, applicant, officer, second):
    from balcao.programmes.queries import figures

    for n in range(7):
        applicant(phase, f"shop{n}", sector="5610" if n < 6 else "5630")
    drawn(phase, officer, second)
    made = figures(Phase.objects.get(pk=phase.pk))
    assert all(asked >= 5 for _, asked, _ in made["by_sector"])
    assert made["applications"] == 7


def test_saved_filters_are_ones_own(phase, applicant, officer, second, as_user):
    applicant(phase, "harbour")
    client = as_user(officer)
    client.post("/agency/applications/?queue=all&state=submitted", {"name": "fresh"})
    assert "fresh" in client.get("/agency/applications/").content.decode()
    assert "fresh" not in as_user(second).get("/agency/applications/").content.decode()


def test_erasing_a_business_empties_its_applications_and_frees_its_place(phase, applicant, officer, second):
    from balcao.businesses.actions.erase_business import erase_business, what_is_kept
    from balcao.businesses.models import Document
    from balcao.programmes.models import Award
    from balcao.records.models import Entry

    everybody = [applicant(phase, f"shop{n}") for n in range(4)]
    phase = drawn(phase, officer, second)
    by_position = {now_of(a).position: a for a in everybody}
    winner, loser = by_position[1], by_position[4]
    answer.accept(owner_of(winner), now_of(winner))
    assert what_is_kept(winner.business) and not what_is_kept(loser.business)
    for application in (winner, loser):
        erase_business(owner_of(application), application.business)
    kept, emptied = now_of(winner), now_of(loser)
    assert kept.state == emptied.state == "withdrawn" and kept.business is None
    assert (
        kept.profile["sector"] == "5610" and kept.attached.count() == 1 and Award.objects.get(application=kept).ended_at
    )
    assert emptied.profile == {} and emptied.answers == {} and emptied.attached.count() == 0
    assert now_of(by_position[3]).state == "selected"
    (moved,) = (
        phase.places_moved.all()
    )  # of who was erased nothing is told to everybody, as the record has forgotten it
    assert (moved.reference, moved.state) == (now_of(by_position[3]).reference, "selected")
    entry = Entry.objects.filter(subject=moved.reference, kind="application.moved").latest("id")
    assert entry.at == moved.at
    assert Document.objects.filter(business=None).count() == 1
    verify(phase.draw.record)

    from balcao.programmes.actions.keep import erase_kept

    Award.objects.update(ended_at=timezone.now() - timedelta(days=365 * 7))
    assert erase_kept(timezone.now()) == 1 and now_of(winner).profile == {}
    assert not Document.objects.filter(business=None).exists()


def test_the_export_holds_applications_and_papers(phase, applicant, as_user):
    import io
    import zipfile

    application = applicant(phase, "harbour")
    got = as_user(owner_of(application)).post(f"/businesses/{application.business_id}/export/")
    names = zipfile.ZipFile(io.BytesIO(got.getvalue())).namelist()
    assert "applications.json" in names and any(name.startswith("documents/licence-") for name in names)
    assert as_user(owner_of(application)).get(f"/businesses/{application.business_id}/documents/").status_code == 200


def test_when_many_send_at_once_each_counts_from_its_own_moment(phase, applicant, as_user, monkeypatch):
    from balcao.messaging.models import Message
    from balcao.programmes.actions.receive import queue_sendings
    from balcao.programmes.models import Sending
    from tests.people import work

    monkeypatch.setattr("balcao.programmes.actions.receive.AT_ONCE", 0)
    drafts = [applicant(phase, f"shop{n}", send=False) for n in range(4)]
    drafts[3].attached.all().delete()
    for draft in drafts:
        client = as_user(owner_of(draft))
        for _ in range(2):
            assert client.post(f"/applications/{draft.pk}/send/").status_code == 202
        assert "We have your application" in client.get(f"/applications/{draft.pk}/").content.decode()
    moments = dict(Sending.objects.values_list("application", "at"))
    assert len(moments) == 4 and not Application.objects.exclude(state="draft").exists()
    closed = phase.terms.last_moment + timedelta(minutes=5)
    tells(monkeypatch, closed)
    queue_sendings(closed)
    work()
    assert not Sending.objects.exists()
    for draft in drafts[:3]:
        assert (now_of(draft).state, now_of(draft).submitted_at) == ("submitted", moments[draft.pk])
    assert now_of(drafts[3]).state == "draft"
    assert "Still missing" in Message.objects.filter(code="not-sent", user=owner_of(drafts[3])).get().facts["why"]


def test_what_was_sent_when_the_process_died_is_submitted_by_a_worker(phase, applicant):
    from balcao.programmes.actions.receive import queue_sendings, receive
    from tests.people import work

    draft = applicant(phase, "harbour", send=False)
    assert receive(owner_of(draft), draft.pk, False)
    queue_sendings(timezone.now() + timedelta(seconds=10))
    work()
    assert now_of(draft).state == "submitted"


def test_the_moves_since_the_draw_are_shown_and_the_draw_itself_is_none(phase, applicant, officer, second):
    for n in range(4):
        applicant(phase, f"shop{n}")
    phase = drawn(phase, officer, second)
    assert not phase.places_moved.exists()
    first, third = phase.applications.get(position=1), phase.applications.get(position=3)
    answer.accept(owner_of(first), first)
    assert not phase.places_moved.exists()
    answer.withdraw(owner_of(first), now_of(first))
    moves = list(phase.places_moved.order_by("id").values_list("reference", "state"))
    assert moves == [(first.reference, "withdrawn"), (third.reference, "selected")]
    phase.places_moved.all().delete()
    import_module("balcao.programmes.migrations.0006_places_moved").fill(apps, None)  # of draws that were made before
    assert list(phase.places_moved.order_by("id").values_list("reference", "state")) == moves


def test_what_no_button_sends_is_refused_in_words(phase, applicant, officer, as_user):
    application = applicant(phase, "harbour")
    agency, owner = as_user(officer), as_user(owner_of(application))
    review = f"/agency/applications/{application.pk}/"
    for client, path, given in (
        (owner, f"/applications/{application.pk}/step/", {"code": "training"}),
        *((agency, f"{review}{act}/", {"code": "x", "why": "y"}) for act in ("step", "unstep", "extend", "lapse")),
        (agency, "/agency/applications/", {"forget": "x"}),
        (agency, "/agency/applications/bulk/", {"do": "take", "application": ["x" * 36, "-" * 36]}),
        (agency, "/agency/tokens/", {"revoke": "x"}),
    ):
        assert client.post(path, given).status_code in (200, 302, 422), path
    assert agency.post(f"{review}assign/", {"to": "x"}).status_code == 404
    assert now_of(application).state == "submitted"


def test_one_sending_that_fails_does_not_stop_the_others(phase, applicant, monkeypatch):
    from balcao.programmes.actions import receive
    from balcao.programmes.models import Sending

    drafts = [applicant(phase, f"shop{n}", send=False) for n in range(3)]
    for draft in drafts:
        receive.receive(owner_of(draft), draft.pk, False)
    real = receive.submit_many

    def submit(sent):
        if drafts[0].pk in [one.application.pk for one in sent]:
            raise RuntimeError("a fault of ours")
        return real(sent)

    monkeypatch.setattr(receive, "submit_many", submit)
    receive.send_waiting.func()
    assert [now_of(draft).state for draft in drafts] == ["draft", "submitted", "submitted"]
    assert Sending.objects.get().pk == drafts[0].pk
    monkeypatch.setattr(receive, "submit_many", real)
    receive.send_waiting.func()
    assert now_of(drafts[0]).state == "submitted"


def test_hooks_hear_of_a_draw(phase, applicant, officer, second):
    from balcao.messaging.models import Delivery, Hook

    for n in range(3):
        applicant(phase, f"shop{n}")
    Hook.objects.create(name="ledger", url="http://localhost:1/")
    drawn(phase, officer, second)
    told = Delivery.objects.filter(channel="hook", payload__data__to__in=["selected", "waitlisted"])
    assert {d.payload["data"]["to"] for d in told} == {"selected", "waitlisted"} and told.count() == 3


def test_no_phase_that_is_over_falls_off_the_end_of_the_list(new_phase, client):
    now = timezone.now()
    coming = new_phase(opens_at=now + timedelta(days=1))
    open_ = new_phase()
    over = close(new_phase())
    copies = []
    for n in range(204):
        one = copy(over)
        one.pk, one.slug, one.closes_at = uuid4(), f"over-{n}", over.closes_at - timedelta(days=n + 1)
        copies.append(one)
    Phase.objects.bulk_create(copies)
    wanted = [open_.slug, coming.slug, over.slug, *(one.slug for one in copies)]
    found, page = [], {"items": True}
    while page["items"]:
        page = client.get(f"/api/v1/phases?limit=100&offset={len(found)}").json()
        found += [one["slug"] for one in page["items"]]
        assert page["count"] == len(wanted)
    assert found == wanted
    first, last = (client.get(f"/programmes/?page={n}").content.decode() for n in (1, 5))
    assert (
        f"/programmes/{open_.slug}/" in first
        and "/programmes/over-48/" in first
        and "/programmes/over-49/" not in first
    )
    assert "/programmes/over-203/" in last and "?page=4" in last
    assert client.get("/programmes/feed.xml").content.count(b"<entry>") == 50


def test_the_demos_draw_was_committed_to_before_its_phase_opened(make_business, officer, second):
    from balcao.programmes.demo.seed import seed

    for name in "abcd":
        make_business(name)
    Business.objects.update(sector="5610", size="1-3", registered_on=date(2019, 5, 1), registered_here=True)
    seed([officer, second], list(Business.objects.order_by("name_en")))
    past = Phase.objects.get(draw__approved_at__isnull=False)
    moments = [
        past.committed_at,
        past.opens_at,
        past.closes_at,
        past.terms.beacon_at,
        past.draw.entered_at,
        past.draw.approved_at,
        past.settled_at,
    ]
    assert moments == sorted(moments)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phase_says_of_which_measure_it_is(language, phase, applicant, as_user):
    application = applicant(phase, "cape")
    measure = {"en": "Second measure", "pt": "Segunda medida", "zh": "第二項措施"}
    phase.measure.name = {"zh-Hant": measure["zh"], "pt": measure["pt"], "en": measure["en"]}
    phase.measure.save()
    public, own = as_user(None, language), as_user(owner_of(application), language)
    for client, page in (
        (public, f"/programmes/{phase.slug}/"), (public, "/programmes/"), (public, f"/programmes/{phase.slug}/draw/"),
        (own, f"/applications/{application.pk}/"),
    ):  # fmt: skip
        assert measure[language] in client.get(page).content.decode(), page


def test_a_cancelled_phase_promises_no_draw(phase, as_user):
    Phase.objects.filter(pk=phase.pk).update(state="cancelled")
    shown = as_user(None).get(f"/programmes/{phase.slug}/draw/").content.decode()
    assert "cancelled" in shown.lower() and "has not been made" not in shown
