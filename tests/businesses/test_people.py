"""Members and invitations, consents and looks, export and erasure."""

import csv
import io
import json
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from balcao import store
from balcao.accounts.models import Role, User
from balcao.businesses.actions import change_people
from balcao.businesses.actions.change_consent import give_consent
from balcao.businesses.actions.change_people import OPEN_FOR, invite
from balcao.businesses.models import Business, Consent, Invitation, Member
from balcao.diagnoses.models import Import, Report
from balcao.programmes.models import Application
from balcao.records.models import Entry
from tests.people import csv_of


@pytest.mark.django_db
def test_an_invitation_makes_its_first_user_a_member_and_nobody_after(shop, make_user, as_user):
    text = as_user(shop.owner).post(f"/businesses/{shop.business.pk}/people/", {"role": "manager"}).content.decode()
    link = re.search(r"/businesses/invitation/([\w-]+)/", text)
    assert link and "<svg" in text
    first, second = make_user("first"), make_user("second")
    assert as_user(first).get(link[0]).status_code == 200
    assert not Member.objects.filter(user=first).exists()  # opening it changes nothing
    as_user(first).post(link[0])
    assert Member.objects.get(user=first).role == "manager"
    response = as_user(second).post(link[0])
    assert response.status_code == 410 and not Member.objects.filter(user=second).exists()


@pytest.mark.django_db
def test_an_invitation_grows_old_and_can_be_withdrawn(shop, make_user, as_user):
    invitation, secret = invite(shop.owner, shop.business, "staff")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert as_user(make_user("late")).post(f"/businesses/invitation/{secret}/").status_code == 410
    invitation, secret = invite(shop.owner, shop.business, "staff")
    assert invitation.expires_at - invitation.made_at >= OPEN_FOR - timedelta(seconds=5)
    as_user(shop.owner).post(f"/businesses/{shop.business.pk}/invitations/{invitation.pk}/withdraw/")
    assert as_user(make_user("later")).get(f"/businesses/invitation/{secret}/").status_code == 410


@pytest.mark.django_db
def test_a_business_has_so_many_members_with_those_who_are_invited_and_one_more_is_refused_in_words(
    shop, as_user, monkeypatch
):
    monkeypatch.setattr(change_people, "MOST", 4)  # three are members
    Invitation.objects.create(
        business=shop.business, role="staff", digest="old", made_by=shop.owner, expires_at=timezone.now()
    )
    client, page = as_user(shop.owner), f"/businesses/{shop.business.pk}/people/"
    assert client.post(page, {"role": "staff"}).context["link"]
    answer = client.post(page, {"role": "staff"})
    assert "There can be 4 members" in answer.content.decode() and Invitation.objects.count() == 2
    Invitation.objects.latest("pk").delete()
    assert client.post(page, {"role": "staff"}).context["link"]


@pytest.mark.django_db
def test_the_secret_of_an_invitation_is_not_kept(shop):
    _, secret = invite(shop.owner, shop.business, "staff")
    assert secret not in str(list(Invitation.objects.values()))


@pytest.mark.django_db
def test_the_last_owner_can_neither_leave_nor_step_down(shop, as_user):
    client, home = as_user(shop.owner), f"/businesses/{shop.business.pk}/people/"
    me = Member.objects.get(user=shop.owner)
    client.post(f"{home}{me.pk}/remove/")
    client.post(f"{home}{me.pk}/role/", {"role": "staff"})
    me.refresh_from_db()
    assert me.role == "owner"
    manager = Member.objects.get(user=shop.manager)
    client.post(f"{home}{manager.pk}/role/", {"role": "owner"})
    client.post(f"{home}{me.pk}/remove/")
    assert not Member.objects.filter(pk=me.pk).exists()


@pytest.mark.django_db
def test_staff_can_leave_but_not_remove_others(shop, as_user):
    client, home = as_user(shop.staff), f"/businesses/{shop.business.pk}/people/"
    assert client.post(f"{home}{Member.objects.get(user=shop.manager).pk}/remove/").status_code == 404
    client.post(f"{home}{Member.objects.get(user=shop.staff).pk}/remove/")
    assert not Member.objects.filter(user=shop.staff).exists()


@pytest.mark.django_db
def test_a_consent_is_given_once_and_its_past_is_kept(shop, as_user):
    give_consent(shop.owner, shop.business, "officer")
    give_consent(shop.owner, shop.business, "officer")
    client = as_user(shop.owner)
    client.post(f"/businesses/{shop.business.pk}/consents/", {"to": "officer", "give": "no"})
    client.post(f"/businesses/{shop.business.pk}/consents/", {"to": "officer", "give": "yes"})
    kept = list(Consent.objects.order_by("given_at"))
    assert len(kept) == 2 and kept[0].withdrawn_by == shop.owner and kept[1].withdrawn_at is None


@pytest.mark.django_db
def test_looks_by_the_agency_are_recorded_once_a_visit_and_members_looks_never(shop, make_user, as_user, settings):
    settings.DEMO = True
    give_consent(shop.owner, shop.business, "officer")
    officer, page = make_user("officer", Role.OFFICER), f"/businesses/{shop.business.pk}/"
    for _ in range(3):
        as_user(officer).get(page)
        as_user(shop.manager).get(page)
    assert Entry.objects.get(kind="look").who == officer
    text = as_user(shop.owner).get(f"{page}accesses/").content.decode()
    assert "officer" in text and "overview" in text
    rows = list(csv.reader(io.StringIO(as_user(shop.owner).get(f"{page}accesses.csv").getvalue().decode("utf-8-sig"))))
    assert rows[1][1:] == ["officer", "officer", "looked at: overview"]


@pytest.mark.django_db
def test_the_export_holds_everything_in_open_formats(shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40) + "total,,,,4720.00,,\n")
    response = as_user(shop.owner).post(f"/businesses/{shop.business.pk}/export/")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert {"README.txt", "business.json", "imports.json", "reports.json", f"sale-lines/{upload.pk}.csv",
                f"sale-lines/{upload.pk}.parquet", f"rejects/{upload.pk}.csv", f"sources/{upload.pk}"} <= names  # fmt: skip
        facts = json.loads(archive.read("business.json"))
        assert {member["user__email"] for member in facts["members"]} == {
            u.email for u in (shop.owner, shop.manager, shop.staff)
        }
        lines = list(csv.DictReader(io.StringIO(archive.read(f"sale-lines/{upload.pk}.csv").decode())))
        assert len(lines) == 160 and sum(int(line["amount"]) for line in lines) == _cents(upload)
        assert "hash_key" not in archive.read("business.json").decode()


def _cents(upload) -> int:
    return round(float(upload.report.figures["totals"]["net"]) * 100)


@pytest.mark.django_db
def test_erasing_takes_everything_and_nothing_of_others(shop, make_business, bring, as_user):
    other = make_business("other")
    mine = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    theirs = bring(other.owner, other.outlet, csv_of(date(2026, 1, 1), 40))
    client, page = as_user(shop.owner), f"/businesses/{shop.business.pk}/erase/"
    assert client.post(page, {"name": "something else"}).status_code == 200
    assert Business.objects.count() == 2
    assert client.post(page, {"name": "harbour"}).status_code == 302
    assert list(Business.objects.all()) == [other.business]
    assert list(Import.objects.all()) == [theirs] and Report.objects.count() == 1
    store.sweep(timezone.now() + timedelta(hours=2))
    left = {key for key, _ in store.listed()}
    assert mine.lines not in left and mine.source not in left and theirs.lines in left


@pytest.mark.django_db
def test_erasing_an_account_waits_until_no_business_is_left_without_an_owner(shop, as_user):
    client = as_user(shop.owner)
    client.post("/accounts/me/erase/")
    assert User.objects.filter(pk=shop.owner.pk).exists()
    client.post(f"/businesses/{shop.business.pk}/erase/", {"name": "harbour"})
    client.post("/accounts/me/erase/")
    assert not User.objects.filter(pk=shop.owner.pk).exists()
    assert client.get("/businesses/").status_code == 302


@pytest.mark.django_db
def test_a_profile_needs_a_name_in_some_language(shop, as_user):
    client, page = as_user(shop.owner), f"/businesses/{shop.business.pk}/profile/"
    response = client.post(page, {"name_en": "", "district": "carmo"})
    assert response.status_code == 200 and "at least one language" in response.content.decode()
    assert 'value="carmo" selected' in response.content.decode()
    client.post(page, {"name_zh": "海港", "sector": "5610", "size": "1-3"})
    shop.business.refresh_from_db()
    assert (shop.business.name_zh, shop.business.name_en, shop.business.size) == ("海港", "", "1-3")
    assert "海港" in as_user(shop.owner, "pt").get(f"/businesses/{shop.business.pk}/").content.decode()


@pytest.mark.django_db
def test_formulas_in_names_are_not_run_by_a_spreadsheet(shop, make_user, as_user, settings):
    settings.DEMO = True
    Business.objects.filter(pk=shop.business.pk).update(name_en="=HYPERLINK(1)")
    text = as_user(make_user("officer", Role.OFFICER)).get("/agency/businesses.csv").getvalue().decode()
    assert "'=HYPERLINK(1)" in text
    Business.objects.filter(pk=shop.business.pk).update(name_en="x;=1+1;y", name_pt="＝1+1")
    officer = as_user(User.objects.get(email="officer@example.test"))
    text = officer.get("/agency/businesses.csv").getvalue().decode()
    assert '"x;\'=1+1;y"' in text and '"\'＝1+1"' in text
    book = load_workbook(io.BytesIO(officer.get("/agency/businesses.xlsx").getvalue()))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "'＝1+1" in [cell.value for cell in cells] and not any(cell.data_type == "f" for cell in cells)


@pytest.mark.django_db
def test_formulas_in_sales_are_not_run_from_an_export(shop, bring, as_user):
    bring(
        shop.owner,
        shop.outlet,
        "Date,Item,Total\n2026-03-01,=cmd|'/c calc'!A1,10\n2026-03-02,Tea,-4\n2026-03-03,Tea,12\n",
    )
    answer = as_user(shop.owner).post(f"/businesses/{shop.business.pk}/export/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    name = next(name for name in archive.namelist() if name.startswith("sale-lines/") and name.endswith(".csv"))
    text = archive.read(name).decode()
    assert "\"'=cmd|'/c calc'!A1\"" in text and ',"-400",' in text


@pytest.mark.django_db
def test_only_administrators_give_roles_and_one_always_remains(make_user, as_user, settings):
    settings.DEMO = True
    boss, other = make_user("boss", Role.ADMINISTRATOR), make_user("other")
    as_user(make_user("officer", Role.OFFICER)).post(f"/accounts/people/{other.pk}/role/", {"role": "administrator"})
    other.refresh_from_db()
    assert other.role == Role.PERSON
    client = as_user(boss)
    client.post(f"/accounts/people/{boss.pk}/role/", {"role": "person"})
    boss.refresh_from_db()
    assert boss.role == Role.ADMINISTRATOR
    client.post(f"/accounts/people/{other.pk}/role/", {"role": "administrator"})
    client.post(f"/accounts/people/{boss.pk}/role/", {"role": "person"})
    boss.refresh_from_db()
    assert boss.role == Role.PERSON


@pytest.mark.django_db
def test_a_district_is_as_long_as_an_application_takes_it(shop, as_user, settings):
    settings.ECONOMY = "PT"  # where districts are free text
    client, page = as_user(shop.owner), f"/businesses/{shop.business.pk}/profile/"
    answer = client.post(page, {"name_en": "Harbour", "district": "União das Freguesias de Cascais e Estoril"})
    assert answer.status_code == 200 and 'aria-invalid="true"' in answer.content.decode()
    assert client.post(page, {"name_en": "Harbour", "district": "Freguesia de Cascais e Estoril."}).status_code == 302
    shop.business.refresh_from_db()
    assert shop.business.district == "Freguesia de Cascais e Estoril."
    assert (
        Business._meta.get_field("district").max_length
        <= Application._meta.get_field("district").output_field.max_length
    )
