"""A measure is named in all languages, named anew by who works on it, and named wherever a phase stands alone."""

import json
import re
from datetime import timedelta
from html import unescape

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from balcao.accounts.models import Role
from balcao.messaging.models import Message
from balcao.messaging.send import text_of
from balcao.programmes.actions.change_measure import make_measure, rename
from balcao.programmes.actions.change_phase import make_phase
from balcao.programmes.models import Draw, Measure, Phase
from balcao.programmes.receipt import receipt
from balcao.programmes.terms import Texts
from balcao.records.models import Entry
from tests.programmes.conftest import drawn, t
from tests.site.test_pages import LANGUAGES, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


@pytest.fixture
def phase(new_phase):
    """A phase whose own name does not say its measure, which has had its name for a day."""
    made = new_phase(name=t("Phase 1"))
    Measure.objects.update(made_at=timezone.now() - timedelta(days=1))
    return made


def names(texts: Texts, field: str = "name") -> dict[str, str]:
    return {f"{field}_{ours}": text for ours, text in texts.model_dump(by_alias=True).items()}


def submitted() -> Message:
    return Message.objects.filter(code="submitted").first()


def page_of(measure: Measure) -> str:
    return f"/agency/measures/{measure.pk}/"


@pytest.mark.parametrize(
    "name", [Texts(en="Support"), Texts.model_validate({"zh-Hant": "支援", "pt": "Apoio"}), Texts()]
)
def test_a_measure_is_named_in_all_languages(name, officer, as_user):
    with pytest.raises(ValidationError):
        make_measure(officer, name)
    typed = {**names(name, "new_measure"), **names(t("Phase 1"))}
    page = as_user(officer, "en").post("/agency/phases/new/", typed).content.decode()
    assert ("Write the name in all three languages" if name else "Choose a measure, or name a new one") in page
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    "nothing", ["\u200b", "\u200e\u202e\u2069", "\u3164", "\u2800 \u00a0", "\u0301", "\ufeff\u00ad"]
)
def test_a_name_of_which_nothing_is_seen_is_none(nothing, phase, officer, as_user):
    client, measure = as_user(officer, "en"), phase.measure
    bare = t("Digital help").model_copy(update={"pt": nothing})
    for act in (lambda: make_measure(officer, bare), lambda: rename(officer, measure, bare, measure.names)):
        with pytest.raises(ValidationError):
            act()
    refused = client.post(page_of(measure), {"seen": measure.names.model_dump_json(), **names(bare)})
    assert refused.status_code == 422 and "in all three languages" in refused.content.decode()
    given = {**names(bare, "new_measure"), **dict.fromkeys(names(bare), nothing)}
    text = client.post("/agency/phases/new/", given).content.decode()
    assert "in all three languages" in text and "Give it a name in at least one language" in text
    assert Measure.objects.get().names == t("Digital support") and not Measure.objects.get().earlier_names


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_measure_opens(language, phase, officer, as_user):
    rename(officer, phase.measure, t("Digital help"), phase.measure.names)
    opened(as_user(officer, language), page_of(phase.measure), language)


def test_an_officer_of_a_phase_names_its_measure_anew(phase, officer, as_user):
    client, measure = as_user(officer, "en"), phase.measure
    make_phase(officer, measure, t("Phase 2"))  # which is of it, too
    assert page_of(measure) in client.get(f"/agency/phases/{phase.slug}/").content.decode()
    seen = {"seen": measure.names.model_dump_json()}
    refused = client.post(page_of(measure), {**seen, "name_en": "Only English"})
    assert refused.status_code == 422 and "in all three languages" in refused.content.decode()
    assert client.post(page_of(measure), {**seen, **names(t("Digital help"))})["Location"] == page_of(measure)
    text = client.get(page_of(measure)).content.decode()
    assert "<h1>Digital help</h1>" in text and "<li>Digital support<small>until" in text
    entry = Entry.objects.get(kind="measure.renamed")
    assert (entry.who, entry.subject) == (officer, str(measure.pk))
    assert (entry.facts["before"]["en"], entry.facts["after"]["en"]) == ("Digital support", "Digital help")
    late = client.post(page_of(measure), {**seen, **names(t("Mine"))})
    assert late.status_code == 422 and Measure.objects.get().names.en == "Digital help"


def test_after_a_colleague_was_faster_the_form_is_saved_once_it_was_looked_at(phase, officer, second, as_user):
    client, measure = as_user(officer, "en"), phase.measure
    given = {"seen": measure.names.model_dump_json(), **names(t("Mine"))}
    rename(second, measure, t("Theirs"), measure.names)
    late = client.post(page_of(measure), given)
    text = late.content.decode()
    assert late.status_code == 422 and "<h1>Theirs</h1>" in text and "somebody else changed this" in text
    assert 'value="Mine"' in text
    seen = unescape(re.search(r'name="seen" value="([^"]*)"', text)[1])
    assert client.post(page_of(measure), {**given, "seen": seen}).status_code == 302
    assert Measure.objects.get().names == t("Mine")


def test_a_form_that_was_sent_twice_is_told_as_done_once(phase, officer, as_user):
    client, measure = as_user(officer, "en"), phase.measure
    given = {"seen": measure.names.model_dump_json(), **names(t("Digital help"))}
    assert [client.post(page_of(measure), given).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.filter(kind="measure.renamed").count() == len(Measure.objects.get().earlier_names) == 1


def test_the_same_name_again_is_no_renaming(phase, officer):
    rename(officer, phase.measure, phase.measure.names, phase.measure.names)
    assert not Measure.objects.get().earlier and not Entry.objects.filter(kind="measure.renamed").exists()


def test_who_works_on_no_phase_of_it_does_not_name_it(phase, make_user, as_user):
    stranger = make_user("stranger", Role.OFFICER)
    assert as_user(stranger).get(page_of(phase.measure)).status_code == 404
    with pytest.raises(PermissionDenied):
        rename(stranger, phase.measure, t("Theirs"), phase.measure.names)


def test_a_draft_of_ones_own_gives_nobody_the_name_of_what_others_published(phase, make_user, as_user):
    measure, stranger = phase.measure, make_user("stranger", Role.OFFICER)
    draft = make_phase(stranger, measure, t("Mine"))
    client = as_user(stranger)
    assert client.get(page_of(measure)).status_code == 404
    given = {"seen": measure.names.model_dump_json(), **names(t("Theirs"))}
    assert client.post(page_of(measure), given).status_code == 404
    with pytest.raises(PermissionDenied):
        rename(stranger, measure, t("Theirs"), measure.names)
    for page in ("/agency/phases/", f"/agency/phases/{draft.slug}/"):
        text = client.get(page).content.decode()
        assert "Digital support" in text and page_of(measure) not in text, page


def test_before_anything_is_published_the_officers_of_its_drafts_name_a_measure(officer, second, make_user):
    measure = make_measure(officer, t("Digital support"))
    rename(second, measure, t("Digital help"), measure.names)  # which has no phase yet
    make_phase(officer, measure, t("Phase 1"))
    with pytest.raises(PermissionDenied):
        rename(second, measure, t("Mine"), t("Digital help"))
    rename(officer, measure, t("Support"), t("Digital help"))
    assert Measure.objects.get().names == t("Support")


def test_what_was_published_under_the_name_before_says_so(phase, officer, client):
    rename(officer, phase.measure, t("Digital help"), phase.measure.names)
    text = client.get(f"/programmes/{phase.slug}/", headers={"accept-language": "en"}).content.decode()
    assert (
        '<p class="soft above">Digital help</p>' in text and "This measure was called “Digital support” until" in text
    )


def called(measure: Measure, *held: tuple[str, float]) -> list[str]:
    """The earlier names that are told of a measure that had these, each for so many minutes, the last up to now."""
    at = measure.made_at = timezone.now() - timedelta(days=1)
    measure.earlier_names = []
    for name, minutes in held:
        at += timedelta(minutes=minutes)
        measure.earlier_names.append({"name": t(name).model_dump(by_alias=True), "until": at.isoformat()})
    measure.save()
    told = Measure.objects.get().earlier
    assert [until for _, until in told] == sorted((until for _, until in told), reverse=True)
    return [name.en for name, _ in told]


def test_of_earlier_names_the_last_few_are_told_and_none_that_was_put_right(phase, client):
    measure, now = phase.measure, "Digital support"
    assert called(measure, ("Aid", 60), ("Help", 60)) == ["Help", "Aid"]
    assert called(measure, (now, 60), ("Digtial support", 2)) == []  # a slip, put right
    assert called(measure, ("Digtial support", 4), ("Aid", 60)) == ["Aid"]
    assert called(measure, ("Aid", 60), (now, 60), ("Aid", 60)) == ["Aid"]
    assert called(measure, *((f"Name {n}", 5) for n in range(100))) == [f"Name {n}" for n in range(99, 94, -1)]
    Phase.objects.update(published_at=measure.made_at)
    for page in ("", "draw/"):
        assert client.get(f"/programmes/{phase.slug}/{page}").content.decode().count("Name ") == 5


def test_a_name_that_changed_in_one_language_is_told_in_that_language(phase, officer, as_user):
    measure = phase.measure
    rename(officer, measure, measure.names.model_copy(update={"pt": "Apoio digital"}), measure.names)
    page = f"/programmes/{phase.slug}/"
    assert "This measure was called" not in as_user(language="en").get(page).content.decode()
    assert "Esta medida chamou-se «Digital support (pt)»" in as_user(language="pt").get(page).content.decode()


def test_the_page_of_a_draw_tells_the_name_that_its_record_bears(phase, applicant, officer, second, client):
    for n in range(3):
        applicant(phase, f"cafe{n}")
    drawn(phase, officer, second)
    rename(officer, phase.measure, t("Digital help"), phase.measure.names)
    text = client.get(f"/programmes/{phase.slug}/draw/", headers={"accept-language": "en"}).content.decode()
    assert "Digital support" in json.loads(Draw.objects.get().record)["phase"]
    assert '<p class="soft above">Digital help</p>' in text
    assert "This measure was called “Digital support” until" in text


def test_a_name_from_before_a_phase_was_published_is_not_told_there(phase, officer, client):
    measure = phase.measure
    rename(officer, measure, t("Digital help"), measure.names)
    phase.published_at = Measure.objects.get().earlier[0][1]
    phase.save()
    assert "was called" not in client.get(f"/programmes/{phase.slug}/").content.decode()


def test_letters_name_the_measure_once(phase, applicant):
    applicant(phase, "cafe")
    with override("zh-hant"):
        text = text_of(submitted())[1]
    assert "「Digital support（中） · Phase 1（中）」" in text and text.count("Digital support") == 1


def test_letters_name_no_measure_that_the_phase_names_itself(new_phase, applicant):
    applicant(
        new_phase(name=Texts.model_validate({"zh-Hant": "Digital support（中）第一期", "pt": "Fase 1", "en": "P"})),
        "cafe",
    )
    assert submitted().facts["phase"] == {
        "zh-Hant": "Digital support（中）第一期", "pt": "Digital support (pt) · Fase 1", "en": "Digital support · P",
    }  # fmt: skip


def test_the_receipt_names_the_measure(phase, applicant):
    told = pypdfium2.PdfDocument(receipt(applicant(phase, "cafe"), []))[0].get_textpage().get_text_range()
    assert "Digital support" in told and "Phase 1" in told


def test_the_applicants_pages_name_the_measure(phase, applicant, as_user):
    draft = applicant(phase, "cafe", send=False)
    client = as_user(draft.made_by, "en")
    above = '<p class="soft above">Digital support</p>'
    for page in (f"/applications/{draft.pk}/", f"/applications/{draft.pk}/send/", f"/programmes/{phase.slug}/apply/"):
        assert above in client.get(page).content.decode(), page
    assert "<small>Digital support · " in client.get("/applications/").content.decode()


def test_the_draws_record_names_the_measure(phase, applicant, officer, second, client):
    for n in range(3):
        applicant(phase, f"cafe{n}")
    drawn(phase, officer, second)
    assert json.loads(Draw.objects.get().record)["phase"] == "Digital support · Phase 1"
    page = client.get(f"/programmes/{phase.slug}/draw/", headers={"accept-language": "en"}).content.decode()
    assert '<p class="soft above">Digital support</p>' in page


def test_the_api_tells_the_measure_of_a_phase(phase, client):
    told = client.get(f"/api/v1/phases/{phase.slug}").json()["measure"]
    assert told == {
        "id": str(phase.measure_id),
        "name": {"zh-Hant": "Digital support（中）", "pt": "Digital support (pt)", "en": "Digital support"},
    }
