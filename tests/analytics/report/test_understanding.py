"""What a reading says of itself, in every language and every form of the report."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import balcao.analytics.sales as sales
from balcao.analytics.diagnosis.engine import Diagnosis, Totals
from balcao.analytics.diagnosis.overview import Overview
from balcao.analytics.report.as_html import as_html
from balcao.analytics.report.as_json import as_json
from balcao.analytics.report.as_pdf import as_pdf
from balcao.analytics.report.as_text import as_text
from balcao.analytics.report.languages import LANGUAGES
from balcao.analytics.report.report import hangs_on_an_answer, write_report
from balcao.analytics.report.texts import Catalogue
from balcao.analytics.report.understanding import MARGINAL, option_for, say_evidence, say_understanding
from balcao.analytics.sales.schema import KINDS, NOT_SALES, REASONS, ROLES, Candidate, Evidence, Question, Reading
from tests.analytics.report.readings import amount_or_net, doubtful

EVIDENCE = {
    "heading": {"words": ["net", "sales"]}, "days": {"first": "2026-11-01", "last": "2026-11-14"}, "dates": {"share": 0.98}, "clock": {"share": 1}, "money": {"share": 0.98},
    "counts": {"share": 0.98}, "identifiers": {"share": 0.98}, "repeats": {}, "unique": {},
    "product": {"quantity": "Qty", "price": "Price", "share": 0.98}, "difference": {"a": "Gross", "b": "Discount", "share": 0.98},
    "sum": {"a": "Net", "b": "Tax", "share": 0.98}, "first_rows": {}, "whole_order": {}, "unexplained": {}, "only": {}, "told": {}, "learned": {},
    "vendor": {"name": "Square"}, "rows_unpaid": {}, "rows_unknown": {}, "rows_arguable": {}, "rows_twice": {"other": "Invoice"},
    **{code: {"share": 0.98, "example": "Cash"} for code in
       ("payments", "channels", "states", "directions", "names", "spending", "takings")},
}  # fmt: skip


def english() -> Catalogue:
    return Catalogue("en", "MOP", 2)


def diagnosed(reading: Reading, language: str = "en"):
    words = Catalogue(language, "MOP", 2)
    diagnosis = Diagnosis(
        first=date(2026, 1, 1), last=date(2026, 1, 31), days_open=31,
        totals=Totals(10, 10, Decimal(10), 1_550_000, 0), findings=[], not_enough=[], seconds=0.0,
        overview=Overview(True, 1_550_000, 50_000, None, None, None, None, []),
    )  # fmt: skip
    return words, diagnosis


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_reason_role_and_evidence_has_its_words(language):
    words = Catalogue(language, "MOP", 2)
    for kind in KINDS:
        assert words.word("kind", kind) != kind or language == "en"
        assert words.say(f"kind-{kind.replace(' ', '_')}", "told")
    for reason in set(REASONS) - MARGINAL:
        for rows in (1, 2):
            assert words.say(f"left-{reason.replace(' ', '_')}", rows=rows, all=6523)
    for role in ROLES:
        assert words.has(f"role-{role}"), role
    for code, facts in EVIDENCE.items():
        (said,) = say_evidence([Evidence(code, facts)], words)
        assert said and "$" not in said


def test_every_evidence_in_the_reader_has_its_sentence():
    codes = set()
    for file in Path(sales.__path__[0]).rglob("*.py"):
        codes |= set(re.findall(r'Evidence\(\s*"(\w+)"', file.read_text("utf-8")))
    assert codes <= EVIDENCE.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_sales_is_refused_by_its_name(language):
    words = Catalogue(language, "", 2)
    said = {kind: words.refusal("not_sales", {"kind": kind, "columns": ["A"]}) for kind in NOT_SALES}
    general = words.refusal("not_sales", {})
    assert len(set(said.values())) == len(NOT_SALES) and general not in said.values()


def test_a_kind_of_evidence_without_words_costs_nobody_the_report():
    known = Evidence("only")
    assert say_evidence([Evidence("tea_leaves"), known, Evidence("money", {})], english()) == ["no other column fits"]


def test_names_of_people_in_the_file_are_not_in_the_evidence():
    said = say_evidence([Evidence("names", {"share": 0.9, "example": "Carlos"})], english())
    assert said == ["90% of its cells look like names"]


def test_what_was_left_out_is_said_when_it_is_more_than_two_percent():
    def line(rejected, money=None, rows=1000, **more):
        return say_understanding(
            Reading(rows=rows, rejected=rejected, rejected_money=money or {}, currency="MOP", **more),
            100_000,
            english(),
        ).left_out

    assert line({"no date": 4518}, rows=6523) == "Not counted: 4,518 of 6,523 rows have no date that can be used."
    assert line({"no date": 20}) == ""
    assert line({"no date": 1}, rows=20) == "Not counted: one of 20 rows has no date that can be used."
    assert line({"total row": 300, "repeated header": 300}) == ""
    assert line({"not a sale": 100, "not paid yet": 30}) == (
        "Not counted: 100 of 1,000 rows are not sales. Not counted either: not paid yet (30)."
    )
    assert line({"not paid yet": 2}, {"not paid yet": 25_000}) == (
        "Not counted: 2 of 1,000 rows are not paid yet. That is MOP\u00a0250.00, or 20% of the money in the file."
    )
    assert line({"other currency": 300}, other_currencies={"USD": (300, 800)}) == ""
    assert line({"other currency": 300}) == "Not counted: 300 of 1,000 rows are in another currency."


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "US$8.00 (one row)"), ("pt", "8,00\u00a0US$ (uma linha)"), ("zh-Hant", "US$8.00（1 行）")],
)
def test_other_currencies_are_named_with_their_sums(language, said):
    understood = say_understanding(doubtful(), 1_550_000, Catalogue(language, "MOP", 2))
    assert said in understood.beside[0]


def test_a_total_in_the_file_is_compared():
    words = english()
    differs = say_understanding(Reading(control=(1000, 900), currency="MOP"), 900, words)
    agrees = say_understanding(Reading(control=(1000, 1000), currency="MOP"), 1000, words)
    assert len(differs.doubts) == 1 and "a difference of MOP\u00a01.00" in differs.doubts[0]
    assert agrees.doubts == [] and len(agrees.confirmed) == 1 and "MOP\u00a010.00" in agrees.confirmed[0]


def test_sheets_that_were_not_read_are_named():
    some = say_understanding(Reading(parts=("Jan", "Feb"), other_parts=("Notes",)), 900, english())
    assert "“Jan”, “Feb”" in some.doubts[0] and "“Notes”" in some.doubts[0]
    every = say_understanding(Reading(parts=tuple(f"Day {n}" for n in range(8))), 900, english())
    assert every.doubts == [] and "“Day 5”, 2 more" in every.confirmed[0]


def test_the_answer_that_was_taken_stands_first_even_if_it_is_no_candidate():
    asked = say_understanding(
        Reading(questions=[Question("amount", "Sum", amount_or_net().candidates)]), 0, english()
    ).asked
    assert [(choice.name, choice.taken) for choice in asked[0].choices] == [
        ("Sum", True), ("Total", False), ("Net Sales", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("about", "answer", "option"),
    [
        ("amount", "Net Sales", '--column amount="Net Sales"'),
        ("amount", 'a"; rm $(x)', "--column amount='a\"; rm $(x)'"),
        ("kind", "cash book", '--kind "cash book"'),
        ("date_order", "mdy", "--date-order mdy"),
        ("rows:En attente", "sale", '--rows="En attente=sale"'),
        ("rows:-out", "out", '--rows="-out=out"'),
        ("rows:Pa\x1b[2Kid", "out", ""),
        ("amount_of", "orders", "--amount-of orders"),
        ("decimal", "comma", ""),
    ],
)
def test_each_answer_has_its_option(about, answer, option):
    assert option_for(about, answer) == option


def test_at_most_three_questions_are_asked():
    reading = Reading(questions=[Question(role, "A", ()) for role in ("amount", "item", "date", "receipt")])
    assert len(say_understanding(reading, 0, english()).asked) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_says_it_before_any_finding(language):
    words, diagnosis = diagnosed(doubtful(), language)
    text = as_text(write_report("sales.csv", doubtful(), diagnosis, words, charts=False))
    head = text[: text.index(words.say("overview-title"))]
    assert words.say("kind-receipts", "told")[:20] in head
    assert "4,518" in head or "4\u00a0518" in head
    assert '--column amount="Net Sales"' in head and words.say("asked-title", count=1) in head


def test_html_escapes_headings_and_says_the_same():
    evil = '<script>alert("x")</script>'
    reading = doubtful(questions=[amount_or_net(evil)])
    words, diagnosis = diagnosed(reading)
    page = as_html(write_report("sales.csv", reading, diagnosis, words, charts=True))
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "4,518 of 6,523 rows have no date" in page and "a difference of" in page
    assert page.index("One thing we are not sure of") < page.index("<h1>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_made_of_a_doubtful_reading(language):
    reading = doubtful(questions=[amount_or_net("#panic()")])
    words, diagnosis = diagnosed(reading, language)
    assert as_pdf(write_report("sales.csv", reading, diagnosis, words, charts=True)).startswith(b"%PDF")


def test_json_has_the_questions_the_evidence_the_currencies_and_the_total():
    words, diagnosis = diagnosed(doubtful())
    read = as_json("sales.csv", doubtful(), diagnosis, words, 0.0)["read"]
    assert read["kind"] == "receipts"
    assert read["questions"] == [{"about": "amount", "taken": "Total", "candidates": [
        {"answer": "Total", "evidence": ["its heading says “total”"], "net": "15.00"},
        {"answer": "Net Sales", "evidence": ["“Qty” × “Price” gives it on 98% of rows"], "net": "130.00"},
    ]}]  # fmt: skip
    assert read["understood"][0] == {
        "role": "amount", "columns": ["Total"], "margin": 0.04, "runner_up": "Net Sales",
        "evidence": ["its heading says “total”", "100% of its cells are sums of money"],
    }  # fmt: skip
    assert read["other_currencies"] == {"USD": {"rows": 1, "net": "8.00"}}
    assert read["control"] == {"stated": "16000.00", "found": "15500.00"}
    plain = as_json("sales.csv", Reading(currency="JPY", minor_digits=0), diagnosis, words, 0.0)["read"]
    assert (plain["questions"], plain["understood"], plain["other_currencies"], plain["control"]) == ([], [], {}, None)


@pytest.mark.parametrize(
    ("about", "other", "hangs"),
    [("amount", 1170, True), ("amount", 1050, False), ("rows:Pending", 5000, False), ("date_order", 1000, False)],
)
def test_findings_hang_on_an_answer_that_makes_another_total(about, other, hangs):
    question = Question(about, "Work", (Candidate("Work", (), 1000), Candidate("Goods", (), other)))
    assert hangs_on_an_answer([question]) is hangs
    assert not hangs_on_an_answer([])
