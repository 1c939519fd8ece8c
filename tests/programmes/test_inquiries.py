"""All that an applicant was asked stays, with what was answered and brought: on both pages, at the API, in the export."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from balcao.businesses.actions.change_tokens import make_token
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.home import export_of
from balcao.messaging.models import Message
from balcao.messaging.send import text_of
from balcao.programmes.actions import answer, apply, review
from balcao.programmes.demo.seed import PDF
from balcao.programmes.inquiries import inquiries, open_inquiry
from balcao.programmes.models import Application
from balcao.programmes.terms import Needed
from tests.programmes.conftest import now_of, owner_of, t

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


def brought(application: Application, folder: Path, name: str, needed: str = "licence") -> None:
    """The owner adds a paper that was asked for."""
    file = folder / name
    file.write_bytes(PDF + name.encode())
    owner = owner_of(application)
    paper = keep_document(owner, application.business, file, f"{name}.pdf", needed)
    apply.attach(owner, now_of(application), needed, paper)


@pytest.fixture
def asked_twice(new_phase, applicant, officer, second, tmp_path):
    """Asked for a paper and answered, asked by another officer and answered in words."""
    phase = new_phase(documents=[Needed(code="licence", name=t("Licence")), Needed(code="lease", name=t("Lease"))])
    application = now_of(applicant(phase, "cape"))
    review.ask(officer, application, "The licence cannot be read.\nPlease scan it.", ["licence"])
    brought(application, tmp_path, "scan")
    answer.answer(owner_of(application), now_of(application), "Scanned anew")
    review.ask(second, now_of(application), "Whose is the lease?", ["lease", "licence"])
    brought(application, tmp_path, "lease", "lease")
    return now_of(application)


def test_a_second_inquiry_leaves_the_first_and_its_answer(asked_twice):
    first, last = inquiries(asked_twice)
    assert (first.text, first.answer) == ("The licence cannot be read.\nPlease scan it.", "Scanned anew")
    assert [[one.document.name for one in papers] for _, papers in first.papers] == [["scan"]]
    assert (last.text, last.answer, last.answered_at) == ("Whose is the lease?", "", None)
    assert {needed.code: [one.document.name for one in papers] for needed, papers in last.papers} == {
        "lease": ["lease"],
        "licence": [],
    }
    assert open_inquiry(asked_twice) == last
    answer.answer(owner_of(asked_twice), asked_twice, "My uncle's")
    assert open_inquiry(now_of(asked_twice)) is None
    assert [one.answer for one in inquiries(now_of(asked_twice))] == ["Scanned anew", "My uncle's"]


def test_both_are_read_by_officers_and_by_the_applicant(asked_twice, officer, second, as_user):
    for who, page in (
        (second, f"/agency/applications/{asked_twice.pk}/"),
        (owner_of(asked_twice), f"/applications/{asked_twice.pk}/"),
    ):
        shown = as_user(who).get(page).content.decode()
        said = ["The licence cannot be read.<br>Please scan it.", "scan", "Scanned anew", "Whose is the lease?"]
        assert [text for text in said if text not in shown] == []
        assert shown.count("Whose is the lease?") == 1  # what waits for its answer stands where it is answered


@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_it_reads_in_every_language(language, asked_twice, as_user):
    answer.answer(owner_of(asked_twice), asked_twice, "<b>Mine</b>")
    page = as_user(owner_of(asked_twice), language).get(f"/applications/{asked_twice.pk}/").content.decode()
    assert "None" not in page.split("<main")[1] and "&lt;b&gt;Mine" in page and "<b>Mine" not in page


def test_programs_and_the_export_have_all_of_it(asked_twice, client, officer):
    owner = owner_of(asked_twice)
    _, secret = make_token(owner, asked_twice.business, "till", ["read"])
    key = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    got = client.get(f"/api/v1/applications/{asked_twice.pk}", **key).json()
    assert [one["answer"] for one in got["inquiries"]] == ["Scanned anew", None]
    assert got["asked"] == got["inquiries"][-1] and "by" not in got["asked"]
    with zipfile.ZipFile(export_of(owner, asked_twice.business)) as archive:
        (row,) = json.loads(archive.read("applications.json"))
    assert [one["text"] for one in row["inquiries"]][1] == "Whose is the lease?"


def test_a_businesss_page_begins_with_what_waits(asked_twice, new_phase, applicant, shop, as_user):
    owner, page = owner_of(asked_twice), f"/businesses/{asked_twice.business_id}/"
    shown = as_user(owner).get(page).content.decode()
    main = shown.split("<main")[1]
    card = main.split("next-step")[1].split("</section>")[0]
    assert "Answer our question" in card and f"/applications/{asked_twice.pk}/" in card and "days left" in card
    assert main.index("next-step") < main.index("data-drop") and main.count("button primary") == 1
    answer.answer(owner, asked_twice, "Mine")
    other = new_phase(closes_at=timezone.now() + timedelta(days=3))
    draft = apply.start(owner, other, asked_twice.business)
    card = as_user(owner).get(page).content.decode().split("next-step")[1].split("</section>")[0]
    assert "Finish your application" in card and f"/applications/{draft.pk}/" in card
    assert "next-step" not in as_user(shop.owner).get(f"/businesses/{shop.business.pk}/").content.decode()


def test_an_answer_counts_for_the_inquiry_that_was_read(asked_twice, as_user):
    """A tab that still shows the first inquiry says nothing of the second."""
    client, page = as_user(owner_of(asked_twice)), f"/applications/{asked_twice.pk}/"
    first, last = (one["at"] for one in asked_twice.inquiries)
    assert f'name="seen" value="{last}"' in client.get(page).content.decode()
    client.post(f"{page}answer/", {"text": "Yes, the old one", "seen": first})
    assert open_inquiry(now_of(asked_twice)).answer == ""
    client.post(f"{page}answer/", {"text": "My uncle's", "seen": last})
    assert inquiries(now_of(asked_twice))[-1].answer == "My uncle's"


def test_who_asked_is_no_part_of_the_businesss_export(asked_twice):
    owner = owner_of(asked_twice)
    with zipfile.ZipFile(export_of(owner, asked_twice.business)) as archive:
        (row,) = json.loads(archive.read("applications.json"))
    assert all("by" not in one for one in row["inquiries"]) and all("by" in one for one in asked_twice.inquiries)


@pytest.fixture
def asked(new_phase, applicant, officer):
    """Asked for two papers, of which none is brought."""
    phase = new_phase(documents=[Needed(code="licence", name=t("Licence")), Needed(code="lease", name=t("Lease"))])
    application = now_of(applicant(phase, "cape"))
    review.ask(officer, application, "Anew, please.", ["licence", "lease"])
    return now_of(application)


def test_words_alone_do_not_answer_what_asked_for_papers(asked, as_user, tmp_path):
    owner, page = owner_of(asked), f"/applications/{asked.pk}/"
    refused = as_user(owner, "en").post(f"{page}answer/", {"text": "Here it is <now>."})
    told = refused.content.decode()
    assert refused.status_code == 422 and "Still missing: Licence, Lease." in told and "Here it is &lt;now&gt;." in told
    assert open_inquiry(now_of(asked))
    brought(asked, tmp_path, "scan")
    assert 'name="without"' not in as_user(owner).get(page).content.decode()
    assert as_user(owner).post(f"{page}answer/", {"text": "The lease follows."}).status_code == 302
    assert open_inquiry(now_of(asked)) is None


def test_what_is_refused_names_what_would_answer(asked, officer, as_user, tmp_path):
    owner, page = owner_of(asked), f"/applications/{asked.pk}/"
    ways = "Add it, or say that you cannot, and why."
    refused = as_user(owner, "en").post(f"{page}answer/", {"text": " "}).content.decode()
    assert f"Still missing: Licence, Lease. {ways}" in refused and "Write an answer" not in refused
    brought(asked, tmp_path, "scan")
    answer.answer(owner, now_of(asked), "The lease follows.")
    review.ask(officer, now_of(asked), "The scan is empty.", ["licence"])
    with override("en"), pytest.raises(ValidationError, match="Add another one, or say that you cannot, and why"):
        apply.attach(owner, now_of(asked), "licence", asked.attached.get(document__name="scan").document)
    answer.answer(owner, now_of(asked), "No other.", without=True)
    review.ask(officer, now_of(asked), "Why is that?", [])
    with override("en"), pytest.raises(ValidationError, match=r"Write an answer\.'"):
        answer.answer(owner, now_of(asked), " ")


def test_who_cannot_bring_a_paper_says_so_and_why(asked, as_user):
    owner, page = owner_of(asked), f"/applications/{asked.pk}/"
    assert 'name="without"' in as_user(owner).get(page).content.decode()
    empty = as_user(owner, "en").post(f"{page}answer/", {"text": " ", "without": "yes"})
    assert empty.status_code == 422 and 'name="without" value="yes" checked' in empty.content.decode()
    assert as_user(owner).post(f"{page}answer/", {"text": "It burned.", "without": "yes"}).status_code == 302
    assert inquiries(now_of(asked))[-1].answer == "It burned."


def test_a_program_is_refused_in_the_same_words(asked, client):
    _, secret = make_token(owner_of(asked), asked.business, "books", ["apply"])
    told = {
        "headers": {"authorization": f"Bearer {secret}", "accept-language": "en"},
        "content_type": "application/json",
    }
    page = f"/api/v1/applications/{asked.pk}/answer"
    refused = client.post(page, {"text": "Here."}, **told)
    assert refused.status_code == 422 and "Still missing: Licence, Lease." in refused.json()["detail"]
    assert client.post(page, {"text": "It burned.", "without_papers": True}, **told).status_code == 200


@pytest.mark.parametrize(
    ("language", "papers", "quoted"),
    [
        ("en", "Licence, Lease", "“Both are\ncut off.”"),
        ("pt-pt", "Licence (pt), Lease (pt)", "«Both are\ncut off.»"),
        ("zh-hant", "Licence（中）、Lease（中）", "「Both are\ncut off.」"),
    ],
)
@pytest.mark.parametrize("text", ["", "Both are\ncut off."])
def test_the_letter_names_each_paper_that_was_ticked(language, papers, quoted, text, new_phase, applicant, officer):
    phase = new_phase(documents=[Needed(code="licence", name=t("Licence")), Needed(code="lease", name=t("Lease"))])
    review.ask(officer, now_of(applicant(phase, "cape")), text, ["licence", "lease"])
    with override(language):
        _, letter = text_of(Message.objects.filter(code="asked").first())
    assert papers in letter and (quoted in letter) == bool(text)
    assert not letter.rstrip().endswith((":", "："))


def test_a_letter_in_words_alone_names_no_paper(phase, applicant, officer):
    review.ask(officer, now_of(applicant(phase, "cape")), "Whose is the lease?", [])
    with override("en"):
        _, letter = text_of(Message.objects.filter(code="asked").first())
    assert letter.endswith(".\n\nThe officer writes: “Whose is the lease?”")


def test_programs_read_the_papers_that_were_ticked_by_their_titles(asked_twice, client, officer):
    _, secret = make_token(owner_of(asked_twice), asked_twice.business, "till", ["read"])
    key = {"HTTP_AUTHORIZATION": f"Bearer {secret}", "HTTP_ACCEPT_LANGUAGE": "pt"}
    got = client.get(f"/api/v1/applications/{asked_twice.pk}", **key).json()
    assert got["asked"]["papers"] == ["Lease (pt)", "Licence (pt)"]
    assert next(one["papers"] for one in got["inquiries"]) == ["Licence (pt)"]


def test_what_was_brought_stands_in_no_bracket_of_another_writing(asked_twice, as_user):
    page = as_user(owner_of(asked_twice), "zh").get(f"/applications/{asked_twice.pk}/").content.decode()
    assert "收到)" not in page and "</a> · " in page.split('class="timeline inquiries"')[1]
