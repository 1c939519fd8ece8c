"""What the reader asks is answered with one tap, remembered for files with the same headings, and can be forgotten."""

import json
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from balcao.analytics.report.texts import Catalogue
from balcao.analytics.sales.schema import Candidate, Evidence, NotSalesError, Question, Understood
from balcao.businesses.actions.change_tokens import make_token
from balcao.businesses.actions.erase_business import erase_business
from balcao.businesses.home import export_of
from balcao.diagnoses import memory
from balcao.diagnoses.actions import read_import
from balcao.diagnoses.models import Answer, Import, State
from balcao.diagnoses.reading import read_file
from tests.people import csv_of, work

EVIL = '<b onclick="x">Net</b>'


def sales(first: date = date(2026, 1, 1), headings: str = "Date,Item,Total,Net Sales") -> str:
    """Forty days of a shop whose file has two columns of money."""
    days = [first + timedelta(n) for n in range(40)]
    return f"{headings}\n" + "".join(f"{day} 09:15,Latte,10.00,8.00\n{day} 10:15,Bun,20.00,16.00\n" for day in days)


def turned(first: date) -> str:
    """The same headings in another order, spelt another way."""
    lines = [line.split(",") for line in sales(first, "date,item,TOTAL,NET  SALES").splitlines()]
    return "\n".join(",".join((d, net, total, item)) for d, item, total, net in lines) + "\n"


@pytest.fixture(autouse=True)
def unsure(monkeypatch, tmp_path):
    """A reader that is not sure which column of money is the amount, and takes the first of them."""
    readings = []

    def asking(file, economy, folder, overrules, note):
        readings.append(overrules)
        if overrules.kind == "cash book":
            raise NotSalesError("no_amount_column", columns=["Date", "Item", "Total", "Net Sales"])
        told = dict(overrules.columns)
        headings = file.read_text().splitlines()[0].split(",")
        money = [h for h in headings if memory.fold(h) in ("total", "net sales", memory.fold(EVIL))]
        money.sort(key=lambda heading: memory.fold(heading) != "total")
        if money and "amount" not in told:
            overrules = type(overrules)({**told, "amount": money[0]}, overrules.date_order, overrules.currency)
        lines = read_file(file, economy, folder, overrules, note)
        reading = lines.reading
        why = Evidence("told") if "amount" in told else Evidence("heading", {"words": ["total"]})
        reading.understood = [
            Understood("amount", tuple(reading.columns["amount"]), (why,), 0.1, money[-1] if money else None)
        ]
        reading.kind = overrules.kind or "sale lines"
        if len(money) > 1 and "amount" not in told:
            candidates = tuple(Candidate(h, (Evidence("only"),), 120_000 - 24_000 * n) for n, h in enumerate(money))
            reading.questions = [Question("amount", money[0], candidates)]
        return lines

    class Here:
        """What is done apart is done in this process."""

        def run(self, function, *given, note=lambda *told: None):
            return (Here.reading if function is read_file else function)(*given, note=note)

        @contextmanager
        def folder(self, name):
            with TemporaryDirectory(prefix=name, dir=tmp_path) as made:
                yield Path(made)

    monkeypatch.setattr(read_import, "apart", Here)
    Here.reading = staticmethod(asking)
    return readings


def net(upload: Import) -> str:
    return str(Import.objects.get(pk=upload.pk).report.figures["totals"]["net"])


def page(client: Client, upload: Import) -> str:
    return client.get(f"/imports/{upload.pk}/").content.decode()


def tap(client: Client, upload: Import, answer: str, about: str = "amount") -> Import:
    assert client.post(f"/imports/{upload.pk}/answer/", {"about": about, "answer": answer}).status_code == 302
    work()
    return Import.objects.get(pk=upload.pk)


def forget(client: Client, upload: Import, about: str = "amount") -> Import:
    assert client.post(f"/imports/{upload.pk}/forget/", {"about": about}).status_code == 302
    work()
    return Import.objects.get(pk=upload.pk)


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize(
    "language, title, right",
    [
        ("en", "One thing we are not sure of", "Yes, this is the right one"),
        ("pt", "Uma dúvida", "Sim, é esta"),
        ("zh", "有 1 點", "沒錯，用這一欄"),
    ],
)
def test_a_question_stands_above_the_findings_with_what_each_answer_comes_to(
    language, title, right, shop, bring, as_user
):
    upload = bring(shop.owner, shop.outlet, sales())
    text = page(as_user(shop.owner, language), upload)
    assert title in text and text.index(title) < text.index("<h1>")
    assert 'value="Total"' in text and 'value="Net Sales"' in text and right in text
    name = {"zh": "zh-Hant"}.get(language, language)
    assert Catalogue(name, "MOP", 2).exact_money(96_000) in text


@pytest.mark.django_db
@pytest.mark.any_database
def test_one_tap_reads_the_file_again(shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, sales())
    assert net(upload) == "1200.00"
    client = as_user(shop.owner)
    client.post(f"/imports/{upload.pk}/answer/", {"about": "amount", "answer": "Net Sales"})
    assert "<progress" in page(client, upload)  # shown as usual
    work()
    text = page(client, upload)
    assert net(upload) == "960.00" and "not sure of" not in text and "as you said on" in text


@pytest.mark.django_db
@pytest.mark.any_database
def test_saying_that_it_is_right_keeps_it_and_asks_no_more(shop, bring, as_user, unsure):
    upload = bring(shop.owner, shop.outlet, sales())
    readings = len(unsure)
    upload = tap(as_user(shop.owner), upload, "Total")
    assert upload.state == State.DONE and len(unsure) == readings and net(upload) == "1200.00"
    assert "not sure of" not in page(as_user(shop.owner), upload)
    answer = Answer.objects.get()
    assert (answer.outlet, answer.about, answer.answer, answer.said_by) == (shop.outlet, "amount", "total", shop.owner)
    assert "not sure" not in str(as_user(shop.owner).get(f"/imports/{upload.pk}/report.pdf").content)


@pytest.mark.django_db
def test_an_answer_holds_for_the_outlets_next_file_with_the_same_headings(shop, bring, as_user, unsure):
    tap(as_user(shop.staff), bring(shop.owner, shop.outlet, sales()), "Net Sales")
    following = bring(shop.owner, shop.outlet, turned(date(2026, 3, 1)))
    assert net(following) == "960.00" and following.columns == {}
    today = timezone.localdate().isoformat()
    assert following.recalled == {"amount": {"answer": "NET  SALES", "day": today, "learned": False}}
    text = page(as_user(shop.owner), following)
    assert "as you said on" in text and "not sure of" not in text and "you said so" in text
    readings = len(unsure)
    other = bring(shop.owner, shop.outlet, sales(date(2026, 5, 1), "Date,Item,Total,Tip"))
    assert other.recalled == {} and len(unsure) == readings + 1  # other headings: read once, as it stands
    assert net(other) == "1200.00"


@pytest.mark.django_db
@pytest.mark.any_database
def test_what_was_right_last_month_is_not_read_twice(shop, bring, as_user, unsure):
    tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales()), "Total")
    readings = len(unsure)
    following = bring(shop.owner, shop.outlet, sales(date(2026, 3, 1)))
    assert len(unsure) == readings + 1 and following.recalled["amount"]["answer"] == "Total"
    assert following.reading["questions"] == [] and "not sure of" not in page(as_user(shop.owner), following)


@pytest.mark.django_db
@pytest.mark.any_database
def test_another_outlet_is_asked_itself(shop, bring, make_business, as_user):
    tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales()), "Net Sales")
    other = make_business("another")
    assert "not sure of" in page(as_user(other.owner), bring(other.owner, other.outlet, sales()))


def teach(names, answer, make_business, bring, as_user):
    for name in names:
        teacher = make_business(name)
        tap(as_user(teacher.owner), bring(teacher.owner, teacher.outlet, sales()), answer)


@pytest.mark.django_db
def test_three_businesses_that_answered_alike_teach_everybody(shop, bring, make_business, as_user):
    teach(("one", "two"), "Net Sales", make_business, bring, as_user)
    assert net(bring(None, None, sales())) == "1200.00"
    teach(("three",), "Net Sales", make_business, bring, as_user)
    visit = bring(None, None, sales())
    assert net(visit) == "960.00" and visit.recalled["amount"]["learned"]
    text = page(as_user(), visit)
    assert "as businesses with the same headings said" in text and "you said so" not in text
    upload = bring(shop.owner, shop.outlet, sales())
    assert net(upload) == "960.00" and not shop.outlet.answers.exists()


@pytest.mark.django_db
def test_those_who_answer_otherwise_are_heard(bring, make_business, as_user):
    teach(("one", "two", "three"), "Net Sales", make_business, bring, as_user)
    for name in ("four", "five", "six"):
        other = make_business(name)
        upload = bring(other.owner, other.outlet, sales())
        as_user(other.owner).post(f"/imports/{upload.pk}/correct/", {"column-amount": "Total"})
        work()
    assert net(bring(None, None, sales())) == "1200.00"  # three against three: it is asked


@pytest.mark.django_db
def test_one_person_with_three_businesses_teaches_nobody(bring, make_business, make_user, as_user):
    from balcao.businesses.actions.register_business import register_business
    from balcao.businesses.models import Business

    owner = make_user("many")
    for name in ("one", "two", "three"):
        tap(as_user(owner), bring(owner, register_business(owner, Business(name_en=name)), sales()), "Net Sales")
    assert net(bring(None, None, sales())) == "1200.00"


@pytest.mark.django_db
@pytest.mark.any_database
def test_what_others_said_never_overrules_a_reader_that_is_sure(shop, bring, make_business, monkeypatch, as_user):
    teach(("one", "two", "three"), "Net Sales", make_business, bring, as_user)
    here = read_import.apart
    asking = here.reading

    def sure(*arguments, note):
        lines = asking(*arguments, note=note)
        lines.reading.questions = []
        return lines

    monkeypatch.setattr(here, "reading", staticmethod(sure))
    assert net(bring(shop.owner, shop.outlet, sales())) == "1200.00"


@pytest.mark.django_db
@pytest.mark.any_database
def test_an_outlets_own_answer_wins_over_all_others(shop, bring, make_business, as_user):
    tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales()), "Total")
    teach(("one", "two", "three"), "Net Sales", make_business, bring, as_user)
    assert net(bring(shop.owner, shop.outlet, sales(date(2026, 3, 1)))) == "1200.00"


@pytest.mark.django_db
@pytest.mark.any_database
def test_what_others_said_can_be_refused(shop, bring, make_business, as_user):
    teach(("one", "two", "three"), "Net Sales", make_business, bring, as_user)
    upload = bring(shop.owner, shop.outlet, sales())
    assert "Not so for us" in page(as_user(shop.owner), upload)
    upload = forget(as_user(shop.owner), upload)
    assert net(upload) == "1200.00" and "not sure of" in page(as_user(shop.owner), upload)
    assert net(bring(shop.owner, shop.outlet, sales(date(2026, 3, 1)))) == "1200.00"
    visit = bring(None, None, sales())
    assert "Not so for us" not in page(as_user(), visit) and "Not so for us" not in page(as_user(shop.owner), visit)


@pytest.mark.django_db
def test_forgetting_reads_again_and_asks_again(shop, bring, as_user):
    client = as_user(shop.owner)
    upload = tap(client, bring(shop.owner, shop.outlet, sales()), "Net Sales")
    upload = forget(client, upload)
    assert net(upload) == "1200.00" and not Answer.objects.exists() and upload.columns == {}
    assert "not sure of" in page(client, upload) and "as you said" not in page(client, upload)
    tap(client, upload, "Net Sales")
    following = bring(shop.owner, shop.outlet, sales(date(2026, 3, 1)))
    following = forget(client, following)
    assert net(following) == "1200.00" and following.recalled == {}
    assert "not sure of" in page(client, bring(shop.owner, shop.outlet, sales(date(2026, 5, 1))))


@pytest.mark.django_db
@pytest.mark.any_database
def test_a_correction_is_remembered_as_well(shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, sales())
    client = as_user(shop.owner)
    client.post(f"/imports/{upload.pk}/correct/", {"column-amount": "Net Sales", "date_order": "ymd"})
    work()
    assert {(a.about, a.answer) for a in Answer.objects.all()} == {("amount", "net sales"), ("date_order", "ymd")}
    assert net(bring(shop.owner, shop.outlet, sales(date(2026, 3, 1)))) == "960.00"
    client.post(f"/imports/{upload.pk}/correct/", {"column-amount": "Net Sales", "date_order": ""})
    assert [a.about for a in Answer.objects.all()] == ["amount"]


@pytest.mark.django_db
def test_what_a_visitor_said_holds_for_the_outlet_that_keeps_the_file(shop, bring, as_user):
    upload = bring(None, None, sales())
    upload = tap(as_user(brought=upload), upload, "Net Sales")
    as_user(shop.owner, brought=upload).post(f"/imports/{upload.pk}/keep/", {"outlet": str(shop.outlet.pk)})
    work()
    assert Answer.objects.get().answer == "net sales"
    following = bring(shop.owner, shop.outlet, turned(date(2026, 3, 1)))
    assert net(following) == "960.00" and following.recalled["amount"]["answer"] == "NET  SALES"


@pytest.mark.django_db
@pytest.mark.any_database
def test_a_visitors_answer_is_of_that_upload_alone(bring, as_user):
    upload = bring(None, None, sales())
    assert "not sure of" in page(as_user(), upload)
    upload = tap(as_user(brought=upload), upload, "Net Sales")
    assert net(upload) == "960.00" and not Answer.objects.exists() and "as you said" in page(as_user(), upload)
    another = bring(None, None, sales())
    assert net(another) == "1200.00"
    tap(as_user(brought=another), another, "Total")
    assert "not sure of" not in page(as_user(), another)  # although the page of a visitor is rendered once
    assert net(forget(as_user(brought=upload), upload)) == "1200.00"


@pytest.mark.django_db
@pytest.mark.any_database
def test_only_those_who_may_work_answer(shop, bring, make_business, make_user, as_user, settings):
    from balcao.accounts.models import Role
    from balcao.businesses.actions.change_consent import give_consent

    settings.DEMO = True
    upload = bring(shop.owner, shop.outlet, sales())
    give_consent(shop.owner, shop.business, "officer")
    officer = as_user(make_user("officer", Role.OFFICER))
    text = page(officer, upload)
    assert "not sure of" in text and 'name="answer"' not in text and "can say which is right" in text
    for client in (as_user(), as_user(make_business("another").owner), officer):
        for address in ("answer", "forget"):
            got = client.post(f"/imports/{upload.pk}/{address}/", {"about": "amount", "answer": "Net Sales"})
            assert got.status_code == 404
    upload.refresh_from_db()
    assert upload.columns == {} and not Answer.objects.exists()


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("about, answer", [
    ("amount", "Item"), ("amount", "no such"), ("amount", ""), ("item", "Total"), ("kind", "receipts"), ("nonsense", "x"), ("", ""),
])  # fmt: skip
def test_only_what_was_asked_can_be_answered(about, answer, shop, bring, as_user):
    upload = tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales()), answer, about)
    assert (upload.columns, upload.kind, upload.date_order) == ({}, "", "") and not Answer.objects.exists()
    assert forget(as_user(shop.owner), upload, "nonsense").state == State.DONE


@pytest.mark.django_db
@pytest.mark.any_database
def test_after_the_file_is_gone_the_taken_answer_can_still_be_kept(shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, sales())
    Import.objects.filter(pk=upload.pk).update(source="")
    client = as_user(shop.owner)
    text = page(client, upload)
    assert 'value="Total"' in text and 'value="Net Sales"' not in text and "bring it again" in text
    assert tap(client, upload, "Net Sales").columns == {} and not Answer.objects.exists()
    assert tap(client, upload, "Total").columns == {"amount": "Total"} and Answer.objects.count() == 1
    assert forget(client, upload).state == State.DONE and not Answer.objects.exists()


@pytest.mark.django_db
@pytest.mark.any_database
def test_an_answer_that_makes_a_file_unreadable_is_left_alone_by_the_next_and_can_be_taken_back(shop, bring, as_user):
    mark = memory.signature(["Date", "Item", "Total", "Net Sales"])
    Answer.objects.create(outlet=shop.outlet, signature=mark, about="kind", answer="cash book", said_by=shop.owner)
    upload = bring(shop.owner, shop.outlet, sales())
    assert upload.state == State.DONE and upload.recalled == {}
    Import.objects.filter(pk=upload.pk).update(kind="cash book", state=State.WAITING)
    read_import.read_import.call(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == State.REFUSED and "Forget this" in page(as_user(shop.owner), upload)
    assert forget(as_user(shop.owner), upload, "kind").state == State.DONE


@pytest.mark.django_db
@pytest.mark.any_database
def test_what_was_refused_as_no_sales_can_be_said_to_be_sales(shop, bring, as_user, monkeypatch):
    here = read_import.apart
    asking = here.reading

    def refusing(file, economy, folder, overrules, note):
        if overrules.kind is None:
            raise NotSalesError("not_sales", kind="stock count", columns=["Date", "Item", "Total", "Net Sales"])
        return asking(file, economy, folder, overrules, note=note)

    monkeypatch.setattr(here, "reading", staticmethod(refusing))
    upload = bring(shop.owner, shop.outlet, sales())
    text = page(as_user(shop.owner), upload)
    assert "This is a stock count" in text and "These are sales after all" in text
    assert tap(as_user(shop.owner), upload, "price list", "kind").state == State.REFUSED
    upload = tap(as_user(shop.owner), upload, "sale lines", "kind")
    assert upload.state == State.DONE and upload.kind == "sale lines"
    assert bring(shop.owner, shop.outlet, sales(date(2026, 3, 1))).state == State.DONE  # without being told again


@pytest.mark.django_db
@pytest.mark.any_database
def test_headings_come_from_outside_and_are_escaped(shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, sales(headings=f"Date,Item,Total,{EVIL}"))
    client = as_user(shop.owner)
    assert EVIL not in page(client, upload) and "&lt;b onclick" in page(client, upload)
    upload = tap(client, upload, EVIL)
    assert net(upload) == "960.00" and EVIL not in page(client, upload)


@pytest.mark.django_db
@pytest.mark.any_database
def test_nothing_that_stands_under_a_heading_is_kept_of_it(shop, bring, as_user):
    tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales()), "Net Sales")
    kept = str(list(Answer.objects.values()))
    assert "Latte" not in kept and "Bun" not in kept and "10.00" not in kept


def test_a_signature_knows_headings_in_any_order_and_none_of_a_file_without():
    one = memory.signature(["Date", "Net Sales", "Total"])
    assert (
        one
        == memory.signature(["ＴＯＴＡＬ", " net   sales", "date"])
        != memory.signature(["Date", "Net Sales", "Sum"])
    )
    assert memory.signature(["column 1", "column 2", "column 3"]) == "" == memory.signature(["Date", ""])


@pytest.mark.django_db
@pytest.mark.any_database
def test_headings_that_repeat_cannot_be_told_apart_and_are_not_remembered(shop, bring):
    upload = bring(shop.owner, shop.outlet, sales())
    upload.reading["headers"] = ["Date", "Total", "TOTAL"]
    memory.learn(shop.owner, upload, {}, {"amount": "Total"})
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_answers_are_in_the_export_and_go_with_the_business(shop, bring, as_user):
    tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales()), "Net Sales")
    with ZipFile(export_of(shop.owner, shop.business)) as archive:
        (answer,) = json.loads(archive.read("answers.json"))
    assert (answer["about"], answer["answer"]) == ("amount", "net sales")
    erase_business(shop.owner, shop.business)
    assert not Answer.objects.exists()


@pytest.mark.django_db
@pytest.mark.any_database
def test_a_program_answers_and_forgets(shop, bring):
    upload = bring(shop.owner, shop.outlet, sales())
    _, secret = make_token(shop.owner, shop.business, "till", ["read", "upload"])

    def call(method, path, body=None):
        more = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        address = f"/api/imports/{upload.pk}{path}"
        return getattr(Client(), method)(address, headers={"authorization": f"Bearer {secret}"}, **more)

    status = call("get", "").json()
    assert status["kind"] == "sale lines" and status["said"] == {}
    assert status["questions"] == [{"about": "amount", "taken": "Total", "rows": None, "candidates": [
        {"answer": "Total", "net": "1200.00"}, {"answer": "Net Sales", "net": "960.00"},
    ]}]  # fmt: skip
    read = call("get", "/diagnosis?language=pt").json()["read"]
    assert read["questions"][0]["candidates"][1]["evidence"] == ["nenhuma outra coluna serve"]
    assert read["understood"][0]["evidence"] == ["o cabeçalho diz «total»"]
    assert call("post", "/answer", {"about": "amount", "answer": "Item"}).status_code == 422
    answered = call("post", "/answer", {"about": "amount", "answer": "Net Sales"})
    assert answered.status_code == 202 and answered.json()["state"] == "waiting"
    work()
    assert call("get", "").json()["said"] == {"amount": "Net Sales"} and call("get", "").json()["questions"] == []
    assert call("get", "/diagnosis").json()["read"]["questions"] == []
    assert call("post", "/forget", {"about": "amount"}).status_code == 202
    work()
    assert call("get", "").json()["questions"] != [] and not Answer.objects.exists()


@pytest.mark.django_db
@pytest.mark.any_database
def test_the_history_of_an_outlet_asks_nothing(shop, bring, as_user):
    bring(shop.owner, shop.outlet, sales())
    bring(shop.owner, shop.outlet, sales(date(2026, 3, 1)))
    report = shop.outlet.reports.get()
    client = as_user(shop.owner)
    assert "not sure of" not in client.get(f"/reports/{report.pk}/").content.decode()
    assert client.get(f"/reports/{report.pk}/report.pdf").content.startswith(b"%PDF")


@pytest.mark.django_db
@pytest.mark.any_database
def test_what_was_left_out_stands_before_any_finding_with_a_link_to_the_rows(shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40) + ",1,Tea,1,5.00,Wong,\n" * 20)
    text = page(as_user(shop.owner), upload)
    said = text.index("Not counted: 20 of 180 rows have no date that can be used.")
    assert said < text.index("<h1>") and text.index("rejects.csv") < text.index("<h1>")


@pytest.mark.django_db
@pytest.mark.any_database
def test_another_currency_stands_before_any_finding(shop, bring, as_user):
    """What is said beside what was left out is kept with the report, and shown when the page is made from it."""
    sold = csv_of(date(2026, 1, 1), 40).splitlines()
    rows = [f"{sold[0]},Currency", *(f"{line},{'CNY' if n % 20 == 0 else 'MOP'}" for n, line in enumerate(sold[1:]))]
    text = page(as_user(shop.owner), bring(shop.owner, shop.outlet, "\n".join(rows) + "\n"))
    assert text.index("Also in the file, in another currency and not counted") < text.index("<h1>")


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("wrong", [
    {"date_order": "xyz"}, {"date_order": "DMY"}, {"currency": "QQQ"}, {"currency": "mop"}, {"currency": "patacas"},
])  # fmt: skip
def test_a_program_corrects_with_what_there_is_and_nothing_else(wrong, shop, bring):
    upload = bring(shop.owner, shop.outlet, sales())
    _, secret = make_token(shop.owner, shop.business, "till", ["read", "upload"])

    def correct(body):
        return Client().post(f"/api/imports/{upload.pk}/correct", json.dumps(body), "application/json",
                             headers={"authorization": f"Bearer {secret}"})  # fmt: skip

    got = correct(wrong)
    upload.refresh_from_db()
    assert got.status_code == 422 and got.json()["detail"] and upload.state == State.DONE
    assert (upload.date_order, upload.currency) == ("", "") and not Answer.objects.exists()
    assert correct({"date_order": "ymd", "currency": "HKD"}).status_code == 202
    work()
    upload.refresh_from_db()
    assert (upload.state, upload.date_order, upload.currency) == (State.DONE, "ymd", "HKD")
    assert correct({"date_order": "", "currency": ""}).status_code == 202


@pytest.mark.django_db
@pytest.mark.any_database
def test_what_was_kept_and_cannot_be_stops_no_reading(shop, bring, as_user):
    mark = memory.signature(["Date", "Item", "Total", "Net Sales"])
    for about, answer in (("date_order", "xyz"), ("kind", "nonsense"), ("amount", "gone"), ("colour", "red")):
        Answer.objects.create(outlet=shop.outlet, signature=mark, about=about, answer=answer)
    upload = bring(shop.owner, shop.outlet, sales())
    assert upload.state == State.DONE and upload.recalled == {}
    Import.objects.filter(pk=upload.pk).update(date_order="xyz", kind="odd", currency="QQQ", state=State.WAITING)
    read_import.read_import.call(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == State.DONE and "as you said" not in page(as_user(shop.owner), upload)
