"""What a draft lacks is named, leads to the very field, and filling it in leads back."""

import html

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from balcao.businesses.models import Business
from balcao.programmes.actions.submit import submit
from balcao.programmes.facts import of_application, valid_papers
from balcao.programmes.missing import missing
from balcao.programmes.models import Application
from balcao.programmes.rules import Judge
from balcao.programmes.terms import Condition, Question, Rule
from tests.programmes.conftest import close, now_of, owner_of, t, terms

FEW = Condition(field="people_at_most", test="at_most", value=9)
OLD = Condition(field="years_registered", test="at_least", value=1)
HERE = Condition(field="registered_here", test="yes")
SURE = Condition(field="answer.sure", test="yes")


def lacking(draft):
    draft = now_of(draft)
    return missing(draft.phase.terms, draft, valid_papers(draft), of_application(draft))


@pytest.mark.parametrize(("when", "facts", "fields"), [
    (FEW, {}, ["people_at_most"]), (FEW, {"people_at_most": 3}, []), (FEW, {"people_at_most": 99}, []),
    (Condition(all=[FEW, OLD]), {}, ["people_at_most", "years_registered"]), (Condition(all=[FEW, OLD]), {"people_at_most": 99}, []),
    (Condition(any=[FEW, OLD]), {"people_at_most": 3}, []), (Condition(any=[FEW, OLD]), {"people_at_most": 99}, ["years_registered"]),
    (Condition(no=HERE), {}, ["registered_here"]), (Condition(all=[HERE, Condition(no=Condition(any=[FEW, OLD]))]), {"registered_here": True, "people_at_most": 99}, ["years_registered"]),
    (Condition(field="gone", test="yes"), {}, []),
])  # fmt: skip
def test_of_a_rule_that_waits_the_facts_are_named_that_decide(when, facts, fields):
    judge = Judge(terms(sectors=[], rules=[Rule(code="r", when=when, reason=t("r"))]))
    assert judge.unknown({"applications_in_phase": 0, **facts}) == fields


SAID = {"zh-hant": "商戶資料尚欠：僱員人數", "pt-pt": "Ainda falta no perfil: Pessoas ao serviço", "en": "Still missing in the profile: People employed"}  # fmt: skip


@pytest.mark.django_db
def test_a_fact_that_is_missing_is_named_and_leads_to_its_field_and_back(phase, applicant, as_user):
    draft = applicant(phase, "harbour", send=False, size="")
    page, profile = f"/applications/{draft.pk}/", f"/businesses/{draft.business_id}/profile/"
    for language, sentence in SAID.items():
        with override(language):
            assert lacking(draft) == [sentence]
    client = as_user(owner_of(draft))
    for at in (page, f"{page}send/"):
        link = f"{profile}?next={at}"
        shown = client.get(at).content.decode()
        assert f'<a href="{link}#id_size">{SAID["en"]}</a>' in shown
        form = client.get(link).content.decode()
        assert 'id="id_size"' in form and f'action="{link}"' in form
        saved = client.post(link, {"name_en": "Harbour", "sector": "5610", "size": "", "registered_here": "true"})
        assert saved.status_code == 302 and saved["Location"] == at
    refused = client.post(f"{page}send/")
    assert refused.status_code == 422 and f'?next={page}send/#id_size">' in refused.content.decode()
    Business.objects.filter(pk=draft.business_id).update(size="1-3")
    assert lacking(draft) == [] and 'id="missing"' not in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_saving_the_profile_leads_nowhere_else(address, shop, as_user):
    profile = f"/businesses/{shop.business.pk}/profile/"
    saved = as_user(shop.owner).post(f"{profile}?next={address}", {"name_en": "Shop", "registered_here": "unknown"})
    assert saved.status_code == 302 and saved["Location"] == f"/businesses/{shop.business.pk}/"


@pytest.mark.django_db
def test_what_is_missing_in_the_draft_leads_to_its_question_and_its_paper(new_phase, applicant, as_user):
    asked = [Question(code="tax", kind="declaration", text=t("No tax debt")), Question(code="sure", kind="yes_no", text=t("Sure"), required=False)]  # fmt: skip
    phase = new_phase(questions=asked, rules=[Rule(code="sure", when=SURE, reason=t("Only who is sure."))])
    draft = applicant(phase, "harbour", send=False)
    draft.attached.all().delete()
    type(draft).objects.filter(pk=draft.pk).update(answers={})
    with override("en"):
        assert [(one, one.place, one.in_profile) for one in lacking(draft)] == [
            ("Not answered yet: No tax debt", "id_tax", False), ("Not answered yet: Sure", "id_sure_0", False), ("Still missing: Licence", "paper-licence", False),
        ]  # fmt: skip
    page = f"/applications/{draft.pk}/"
    shown = as_user(owner_of(draft)).get(page).content.decode()
    for place in ("id_tax", "id_sure_0", "paper-licence"):
        assert f'href="#{place}"' in shown and f'id="{place}"' in shown
    assert f'href="{page}#id_tax"' in as_user(owner_of(draft)).get(f"{page}send/").content.decode()


def test_staff_are_not_led_to_the_profile_that_is_closed_to_them(phase, applicant, as_user):
    draft = applicant(phase, "cape", send=False)
    Business.objects.filter(pk=draft.business_id).update(size="")
    staff = draft.business.members.get(role="staff").user
    page = as_user(staff).get(f"/applications/{draft.pk}/").content.decode()
    assert "The owner or a manager fills this in." in page and f"/businesses/{draft.business_id}/profile/" not in page
    owner = as_user(owner_of(draft)).get(f"/applications/{draft.pk}/").content.decode()
    assert f"/businesses/{draft.business_id}/profile/" in owner and "fills this in" not in owner


def test_a_phase_that_is_over_is_said_though_something_is_missing(phase, applicant, as_user):
    draft = applicant(phase, "cape", send=False)
    Application.objects.filter(pk=draft.pk).update(answers={})
    close(phase)
    refused = as_user(owner_of(draft)).post(f"/applications/{draft.pk}/send/")
    shown = refused.content.decode()
    assert refused.status_code == 422 and "data-missing" in shown
    with override("en"), pytest.raises(ValidationError) as error:
        submit(owner_of(draft), now_of(draft))
    assert error.value.messages[0] in html.unescape(shown)
