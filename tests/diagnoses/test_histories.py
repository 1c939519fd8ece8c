"""Several files are one history: what they share counts once, an import is undone as a whole, a period is compared."""

from datetime import date, timedelta

import pytest

from balcao.diagnoses.actions.diagnose_history import queue_report
from balcao.diagnoses.models import Import, Report, State
from balcao.diagnoses.queries import months
from tests.people import csv_of, work

JANUARY, MID_JANUARY = date(2026, 1, 1), date(2026, 1, 16)


def whole(outlet):
    """The figures of all that counts."""
    report = queue_report(outlet, None, None)
    work()
    report.refresh_from_db()
    return report.figures["totals"]


@pytest.mark.django_db
def test_the_same_file_twice_is_the_first_import_again(shop, bring, as_user):
    first = bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    assert bring(shop.owner, shop.outlet, csv_of(JANUARY, 40)).pk == first.pk
    assert shop.outlet.imports.count() == 1


@pytest.mark.django_db
def test_the_same_sales_in_another_file_add_nothing(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    before = whole(shop.outlet)
    again = bring(shop.owner, shop.outlet, csv_of(JANUARY, 40) + "\n", "again.csv")
    assert again.overlap["same"] == again.overlap["lines"] == 160 and not again.apart
    assert whole(shop.outlet) == before


@pytest.mark.django_db
def test_an_overlap_counts_once_and_the_rest_is_added(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 30))
    second = bring(shop.owner, shop.outlet, csv_of(MID_JANUARY, 40))
    assert second.overlap["same"] == 15 * 4
    assert whole(shop.outlet)["lines"] == (15 + 40) * 4


@pytest.mark.django_db
def test_undoing_takes_out_exactly_what_the_import_added_and_can_be_undone(shop, bring, as_user):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 30))
    before = whole(shop.outlet)
    second = bring(shop.owner, shop.outlet, csv_of(MID_JANUARY, 40))
    both = whole(shop.outlet)
    client = as_user(shop.owner)
    response = client.post(f"/imports/{second.pk}/undo/", follow=True)
    assert f"/imports/{second.pk}/bring-back/" in response.content.decode()  # the toast offers it
    assert whole(shop.outlet) == before
    client.post(f"/imports/{second.pk}/bring-back/")
    assert whole(shop.outlet) == both


@pytest.mark.django_db
def test_undoing_the_first_of_two_keeps_what_the_second_holds(shop, bring, as_user):
    first = bring(shop.owner, shop.outlet, csv_of(JANUARY, 30))
    bring(shop.owner, shop.outlet, csv_of(MID_JANUARY, 40))
    as_user(shop.owner).post(f"/imports/{first.pk}/undo/")
    assert whole(shop.outlet)["lines"] == 160


@pytest.mark.django_db
def test_sales_told_another_way_are_set_apart_until_somebody_says_otherwise(shop, bring, as_user):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    before = whole(shop.outlet)
    days = [(JANUARY.toordinal() + n, 32 + 12 + 32 + 42 + 4 * (n % 3) + 2) for n in range(40)]
    payments = "Date,Item,Net sales\n" + "".join(f"{date.fromordinal(day)},All,{total}.00\n" for day, total in days)
    other = bring(shop.owner, shop.outlet, payments, "payments.csv")
    assert other.overlap["told_twice"] and other.apart
    assert whole(shop.outlet) == before
    text = as_user(shop.owner).get(f"/imports/{other.pk}/").content.decode()
    assert "same totals but other lines" in text
    as_user(shop.owner).post(f"/imports/{other.pk}/count/")
    assert float(whole(shop.outlet)["net"]) == 2 * float(before["net"])


@pytest.mark.django_db
def test_another_till_on_the_same_days_is_added(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    second = bring(shop.owner, shop.outlet, "Date,Receipt number,Item,Net sales\n" + "".join(
        f"{date.fromordinal(JANUARY.toordinal() + n)} 12:00,B{n},Tea,{10 + n}.00\n" for n in range(40)
    ))  # fmt: skip
    assert not second.apart and whole(shop.outlet)["lines"] == 200


@pytest.mark.django_db
def test_another_currency_is_kept_but_not_counted(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    text = csv_of(date(2026, 3, 1), 40).replace("Net sales", "Net sales (HKD)")
    other = bring(shop.owner, shop.outlet, text)
    if other.reading["currency"] != "MOP":
        assert other.apart and other.overlap["other_currency"]


@pytest.mark.django_db
def test_a_period_is_compared_with_as_many_days_before(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 59))
    report = queue_report(shop.outlet, date(2026, 2, 1), date(2026, 2, 28))
    work()
    report.refresh_from_db()
    assert report.first == date(2026, 2, 1) and report.last == date(2026, 2, 28)
    assert report.before["days_open"] == 28 and report.before["first"] == "2026-01-04"
    rows = report.tellings.get(language="en").content["before"]
    assert [row["name"] for row in rows][:2] == ["Sales after refunds", "Visits"]


@pytest.mark.django_db
def test_a_period_without_sales_says_so(shop, bring, as_user):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    period = {"first": "2020-01-01", "last": "2020-02-01"}
    response = as_user(shop.owner).post(f"/outlets/{shop.outlet.pk}/diagnosis/", period)
    work()
    assert "no sales in this period" in as_user(shop.owner).get(response["Location"]).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "period", [{"first": "2026-02-01", "last": "2026-01-01"}, {"first": "yesterday"}, {"last": "2026-13-45"}]
)
def test_a_wrong_period_is_explained(period, shop, bring, as_user):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    response = as_user(shop.owner).post(f"/outlets/{shop.outlet.pk}/diagnosis/", period, follow=True)
    assert "notice" in response.content.decode() and response.redirect_chain[-1][0] == f"/outlets/{shop.outlet.pk}/"


@pytest.mark.django_db
def test_a_link_asks_for_no_report(shop, bring, as_user):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    before = Report.objects.count()
    assert as_user(shop.owner).get(f"/outlets/{shop.outlet.pk}/diagnosis/?first=2026-01-10").status_code == 405
    assert Report.objects.count() == before


@pytest.mark.django_db
def test_the_same_period_is_worked_out_once(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 40))
    assert queue_report(shop.outlet, None, None) == queue_report(shop.outlet, None, None)


@pytest.mark.django_db
def test_a_history_names_staff_for_its_owner(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(JANUARY, 30))
    bring(shop.owner, shop.outlet, csv_of(MID_JANUARY, 40, staff="Ho Ka Wai"))
    shop.outlet.refresh_from_db()
    assert sorted(shop.outlet.staff_names.values()) == ["Ho Ka Wai", "Wong Siu Ming"]


@pytest.mark.django_db
def test_months_without_sales_show_as_missing(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(date(2025, 11, 1), 30))
    bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 5), 20))
    found = months(list(Import.objects.filter(state=State.DONE)))
    assert [(f"{month:%m}", covered) for month, covered in found] == [("11", True), ("12", False), ("01", True)]


@pytest.mark.django_db
def test_the_page_of_a_business_never_tells_of_what_was_taken_out(shop, bring, as_user):
    uploads = [
        bring(shop.owner, shop.outlet, csv_of(JANUARY, 30)),
        bring(shop.owner, shop.outlet, csv_of(MID_JANUARY, 40)),
    ]
    client, home = as_user(shop.owner), f"/businesses/{shop.business.pk}/"
    assert "55 open days" in client.get(home).content.decode()
    client.post(f"/imports/{uploads[1].pk}/undo/")
    work()
    assert "30 open days" in client.get(home).content.decode()
    client.post(f"/imports/{uploads[0].pk}/undo/")
    work()
    text = client.get(home).content.decode()
    assert "open days" not in text and "Bring your first sales export" in text
    assert "Drop your sales export here" in text and "next export" not in text


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_every_report_can_be_saved_as_pdf(language, shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, csv_of(JANUARY, 59))
    report = queue_report(shop.outlet, date(2026, 2, 1), date(2026, 2, 28))
    work()
    client = as_user(shop.owner, language)
    for page in (f"/imports/{upload.pk}/report.pdf", f"/reports/{report.pk}/report.pdf"):
        answer = client.get(page)
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF"), page
        assert "balcao-2026-" in answer["Content-Disposition"]


@pytest.mark.django_db
def test_a_report_on_all_stands_in_the_place_of_the_one_before(shop, bring):
    for n in range(3):
        bring(shop.owner, shop.outlet, csv_of(date(2026, 1 + n, 1), 40), f"{n}.csv")
    assert shop.outlet.reports.filter(asked_first=None, asked_last=None).count() == 1


@pytest.mark.django_db
def test_reports_on_periods_are_kept_for_a_month(shop, bring):
    from datetime import timedelta

    from django.utils import timezone

    from balcao.diagnoses.actions.expire import erase_expired

    bring(shop.owner, shop.outlet, csv_of(JANUARY, 59))
    period, whole = queue_report(shop.outlet, date(2026, 2, 1), None), queue_report(shop.outlet, None, None)
    work()
    erase_expired(timezone.now() + timedelta(days=31))
    assert list(shop.outlet.reports.all()) == [whole] != [period]


@pytest.mark.django_db
@pytest.mark.parametrize("language, word", [("en", "on another day"), ("pt", "noutro dia"), ("zh", "日期或金額不同")])
def test_the_same_receipts_read_by_another_day_are_not_counted_twice_and_the_page_says_so(
    language, word, shop, bring, as_user
):
    from balcao.diagnoses.models import Import
    from tests.people import work

    def export(days: range) -> str:
        rows = (
            f"F{n},{date(2026, 9, 1) + timedelta(n)},{date(2026, 9, 1) + timedelta(n + 5)},{10 + n}.00\n" for n in days
        )
        return "Folio,Fecha documento,Fecha pedido,Total\n" + "".join(rows)

    bring(shop.owner, shop.outlet, export(range(30)))
    before = whole(shop.outlet)
    second = bring(shop.owner, shop.outlet, export(range(45)), "both.csv")
    assert second.overlap["same"] == 30 and not second.apart
    client = as_user(shop.owner, language)
    client.post(f"/imports/{second.pk}/answer/", {"about": "sold_at", "answer": "Fecha pedido"})
    work()
    second = Import.objects.get(pk=second.pk)
    assert second.overlap["moved"] == 30 and second.apart and whole(shop.outlet) == before
    assert word in client.get(f"/imports/{second.pk}/").content.decode()


@pytest.mark.django_db
def test_two_files_that_are_ready_at_the_same_moment_count_what_they_share_once(shop, tmp_path, monkeypatch):
    from balcao.diagnoses.actions import read_import
    from balcao.diagnoses.actions.receive_upload import receive_upload
    from balcao.diagnoses.reading import apart, compare_file

    uploads = []
    for n in range(2):
        file = tmp_path / f"{n}.csv"
        file.write_text(csv_of(JANUARY, 40) + "\n" * n)
        uploads.append(receive_upload(shop.owner, file, file.name, shop.outlet)[0])
    first, second = uploads

    class Meanwhile:
        """The process of the first file; while it compares, the second is read and finished."""

        folder = staticmethod(lambda name: apart().folder(name))

        def run(self, function, *given, **more):
            if function is compare_file and Import.objects.get(pk=second.pk).state == State.WAITING:
                found = apart().run(function, *given, **more)
                read_import.read_import.func(str(second.pk))
                return found
            return apart().run(function, *given, **more)

    monkeypatch.setattr(read_import, "apart", lambda: Meanwhile())
    read_import.read_import.func(str(first.pk))
    assert {Import.objects.get(pk=one.pk).state for one in uploads} == {State.DONE}
    assert whole(shop.outlet)["lines"] == 160
    assert Import.objects.get(pk=first.pk).overlap["same"] == 160
