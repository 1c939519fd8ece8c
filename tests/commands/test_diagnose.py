"""`balcao diagnose` as its users run it: a process with arguments, output and an exit code."""

import json
import os
import subprocess
import sys

import pytest

from balcao.analytics.economies import economy
from balcao.analytics.simulation.books import recipe, write_export
from balcao.analytics.simulation.problems import PROBLEMS
from tests.commanded import run

CONTRACT = {
    "file", "read", "period", "totals", "findings", "not_enough", "seconds",
}  # fmt: skip


def balcao(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run(*arguments)[0]


def started(*arguments: object) -> subprocess.CompletedProcess[str]:
    """As its users start it."""
    environment = {k: v for k, v in os.environ.items() if k != "BALCAO_DEBUG"}
    command = [sys.executable, "-m", "balcao", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize("file", ["whole", "nothing"])
def test_it_says_the_same_as_when_it_is_started_for_each_file(file, export, tmp_path):
    path = export[0] if file == "whole" else tmp_path / "nothing.csv"
    first, second = (runs("diagnose", path) for runs in (started, balcao))
    assert (first.returncode, first.stdout, first.stderr) == (second.returncode, second.stdout, second.stderr)


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """A café in which cards are dear, as its till would export it."""
    file = tmp_path_factory.mktemp("shop") / "sales.csv"
    filled, truth = PROBLEMS["payments"](recipe("cafe", economy("MO"), 182, 4))
    write_export(filled, file)
    return file, truth / 100


def test_json_is_one_object_and_nothing_else(export):
    file, truth = export
    ran = started("diagnose", file, "--json")
    assert ran.returncode == 0 and ran.stderr == ""
    told = json.loads(ran.stdout)
    assert told.keys() == CONTRACT
    assert {
        "dialect",
        "encoding",
        "delimiter",
        "header_row",
        "date_order",
        "time_zone",
        "currency",
        "columns",
        "rows",
        "used",
        "rejected",
    } <= told["read"].keys()
    assert told["totals"].keys() == {"lines", "receipts", "quantity", "revenue", "refunds", "net"}
    assert told["period"].keys() == {"from", "to", "days_open"}
    fees = next(f for f in told["findings"] if f["check"] == "payments")
    assert fees.keys() == {"check", "title", "so_what", "do", "value", "confidence", "needs", "evidence"}
    assert fees["value"]["low"] <= truth <= fees["value"]["high"]
    assert fees["value"]["currency"] == "MOP" and fees["value"]["per"] == "month" and fees["needs"] == ["payments.fees"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Your shop in figures"), ("pt", "A sua loja em números"), ("zh-Hant", "你的店舖數字")],
)
def test_the_readable_report_speaks_three_languages(export, language, words):
    ran = balcao("diagnose", export[0], "--language", language)
    assert ran.returncode == 0 and words in ran.stdout


def test_the_page_needs_nothing_else_and_the_pdf_has_pages(export, tmp_path):
    page, pdf = tmp_path / "r.html", tmp_path / "r.pdf"
    assert balcao("diagnose", export[0], "--html", page, "--pdf", pdf).returncode == 0
    html = page.read_text("utf-8")
    assert "<script" not in html and "http" not in html.replace("http://www.w3.org/", "")
    assert html.count("<svg role=") >= 2 and pdf.read_bytes().startswith(b"%PDF")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.html", "r.pdf"]


def test_rejected_rows_can_be_had(tmp_path):
    file = tmp_path / "sales.csv"
    file.write_text("Date,Item,Total\n2026-03-01,Tea,10\n,Bun,3\n")
    assert balcao("diagnose", file, "--rejects", tmp_path / "rejects.csv").returncode == 0
    assert "no date" in (tmp_path / "rejects.csv").read_text()


def test_what_was_read_can_be_corrected(tmp_path):
    file = tmp_path / "sales.csv"
    file.write_text("When,What,How much\n03/04/2026,Tea,10\n04/05/2026,Bun,5\n")
    ran = balcao(
        "diagnose",
        file,
        "--json",
        "--date-order",
        "mdy",
        "--column",
        "sold_at=When",
        "--column",
        "item=What",
        "--column",
        "amount=How much",
    )
    told = json.loads(ran.stdout)
    assert told["period"]["from"] == "2026-03-04" and told["totals"]["revenue"] == "15.00"
    assert balcao("diagnose", file, "--column", "price=What").returncode == 2


def test_figures_of_the_economy_can_be_entered(export, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text("wage_floor = false\n")
    told = json.loads(balcao("diagnose", export[0], "--economy-file", own, "--json").stdout)
    assert {"quiet_hours", "long_tail"} <= {one["check"] for one in told["not_enough"]}
    own.write_text("wage_floor = 36.5\n")
    ran = balcao("diagnose", export[0], "--economy-file", own, "--json")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "own.toml cannot be used" in ran.stderr and ran.stderr.count("\n") == 1


@pytest.mark.parametrize("code", ["XX", "../MO"])
def test_an_unknown_economy_is_refused_with_those_that_are_known(export, code):
    ran = balcao("diagnose", export[0], "--economy", code)
    assert ran.returncode == 2 and "AU, BN, CA" in ran.stderr and ran.stderr.count("\n") == 1


def test_no_problem_is_made_up_that_cannot_be_valued(tmp_path):
    ran = balcao("simulate", tmp_path / "shop.csv", "--economy", "SG", "--problem", "quiet_hours")
    assert ran.returncode == 2 and "wage floor of Singapore" in ran.stderr and not list(tmp_path.iterdir())


def test_the_kind_of_table_is_said_and_can_be_told(tmp_path):
    file = tmp_path / "sales.csv"
    file.write_text("Date,Item,Total\n2026-03-01,Tea,10\n2026-03-02,Bun,5\n")
    told = json.loads(balcao("diagnose", file, "--json", "--kind", "sale-lines").stdout)
    assert told["read"]["kind"] == "sale lines"
    assert {"questions", "understood", "other_currencies", "control"} <= told["read"].keys()
    assert "We read this as sale lines" in balcao("diagnose", file).stdout
    ran = balcao("diagnose", file, "--kind", "poem")
    assert ran.returncode == 2 and "“poem”" in ran.stderr and "cash book" in ran.stderr


def test_what_rows_count_as_can_be_told(tmp_path):
    file = tmp_path / "sales.csv"
    file.write_text("Order,Date,Total,Status\n1,2026-03-01,10,Paid\n2,2026-03-02,5,Pending\n3,2026-03-03,8,Paid\n")
    said = balcao("diagnose", file).stdout
    assert "one row says “Pending”. Does it count?" in " ".join(said.split()) and '--rows="Pending=sale"' in said
    assert json.loads(balcao("diagnose", file, "--json", "--rows", "Pending=sale").stdout)["totals"]["net"] == "23.00"
    assert "“Pendin”" in balcao("diagnose", file, "--rows", "Pendin=sale").stderr
    for wrong in ("Pending", "Pending=yes", "=sale"):
        ran = balcao("diagnose", file, "--rows", wrong)
        assert ran.returncode == 2 and "sale, refund, out" in ran.stderr and ran.stderr.count("\n") == 1


def test_more_than_two_percent_left_out_is_said_before_any_finding(tmp_path):
    file = tmp_path / "sales.csv"
    file.write_text("Date,Item,Total\n" + "2026-03-01,Tea,10\n" * 3 + ",Bun,3\n" * 2)
    text = balcao("diagnose", file).stdout
    assert text.index("2 of 5 rows have no date") < text.index("Your shop in figures")


@pytest.mark.parametrize(("language", "words"), [("en", "no file"), ("pt", "Não existe"), ("zh-Hant", "找不到")])
def test_a_refusal_is_one_sentence_and_exit_2(tmp_path, language, words):
    ran = started("diagnose", tmp_path / "nothing.csv", "--json", "--language", language)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr and ran.stderr.count("\n") == 1


def test_a_report_that_cannot_be_saved_leaves_nothing_half_done(export, tmp_path):
    ran = balcao("diagnose", export[0], "--html", tmp_path / "missing" / "r.html")
    assert ran.returncode == 2 and "could not be written" in ran.stderr and list(tmp_path.iterdir()) == []


def test_analytics_knows_no_django_and_is_quick_to_import():
    code = "import sys, balcao.analytics.diagnosis.engine, balcao.analytics.sales.reading; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_simulate_makes_an_export_that_can_be_read(tmp_path):
    assert "worth" in balcao("simulate", tmp_path / "shop.csv", "--days", "60", "--problem", "prices").stdout
    assert balcao("diagnose", tmp_path / "shop.csv", "--json").returncode == 0
