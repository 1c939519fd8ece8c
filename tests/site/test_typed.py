"""Numbers, money, days and keys as people type them: one meaning or a question in words, and never a process that stops."""

import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from balcao import typed

SRC = Path(__file__).parents[2] / "src" / "balcao"


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "12,500", "12500"),
        ("zh-hant", "12,500", "12500"),
        ("pt-pt", "12.500", "12500"),
        ("pt-pt", "12.500,50", "12500.5"),
        ("en", "12,500.50", "12500.5"),
        ("pt-pt", "12,5", "12.5"),
        ("en", "12,5", "12.5"),
        ("en", "1 234 567", "1234567"),
        ("pt-pt", "1 234,5", "1234.5"),
        ("en", "1'234'567.25", "1234567.25"),
        ("zh-hant", "１２，５００", "12500"),
        ("en", "0.125", "0.125"),
        ("pt-pt", "0,125", "0.125"),
        ("en", "-3.5", "-3.5"),
        ("en", "007", "7"),
        ("en", "1,234,567", "1234567"),
    ],
)
def test_a_number_is_read_as_its_writer_means_it(language, text, value):
    with override(language):
        assert typed.number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt-pt", "12,500"),
        ("en", "12.500"),
        ("zh-hant", "1.250"),
        ("en", "1,2,3"),
        ("en", "1.234.56"),
        ("en", "12,34,567"),
    ],
)
def test_what_has_two_meanings_or_none_is_asked_about(language, text):
    with override(language), pytest.raises(ValidationError):
        typed.number(text)


HOSTILE = (
    "1e1000000",
    "1e5000",
    "nan",
    "inf",
    "-Infinity",
    "²",
    "٣",
    "",
    "-",
    ".",
    "0x10",
    "1_000",
    "9" * 5000,
    "1e999999",
    "½",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_numbers_are_refused_at_once_by_every_reader(text):
    begun = time.process_time()
    for read in (typed.number, lambda given: typed.money(given, "MOP"), typed.count, typed.day):
        if text != "٣":  # a digit of another script is a digit, and small
            with pytest.raises(ValidationError):
                read(text)
    assert typed.key(text) is None
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("language", "text", "minor"),
    [
        ("en", "12,500", 1_250_000),
        ("pt-pt", "600,00", 60_000),
        ("zh-hant", "MOP 600", 60_000),
        ("zh-hant", "$1,234.5", 123_450),
        ("zh-hant", "600元", 60_000),
        ("en", "9,999,999,999,999.99", 999_999_999_999_999),
        ("zh-hant", "MOP$1,800", 180_000),
        ("pt-pt", "MOP$ 1800", 180_000),
        ("en", "$100", 10_000),
        ("en", "mop 100", 10_000),
    ],
)
def test_money_is_kept_in_minor_units(language, text, minor):
    with override(language):
        assert typed.money(text, "MOP") == minor


def test_money_has_no_parts_of_its_smallest_unit():
    for text, currency in (("1.0051", "MOP"), ("12.5", "JPY")):
        with override("en"), pytest.raises(ValidationError):
            typed.money(text, currency)


@pytest.mark.parametrize("text", ["US$ 500", "USD 500", "€500", "HK$500", "500 EUR", "R$ 10"])
def test_another_currency_is_not_taken_for_ours(text):
    with override("en"), pytest.raises(ValidationError, match="MOP"):
        typed.money(text, "MOP")
    with override("pt-pt"):
        assert typed.money("1.234,50 €", "EUR") == 123_450


def test_nothing_else_reads_what_people_type():
    """`int()` and `float()` of what came in a request stand in one module."""
    found = []
    for path in SRC.rglob("*.py"):
        if path.name == "typed.py" or "analytics" in path.parts or "commands" in path.parts:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\.isdigit\(\)|\b(int|float|Decimal)\([^)]*(POST|GET|text|given|post\.|typed\b)", line):
                found.append(f"{path.relative_to(SRC)}:{number}: {line.strip()}")
    assert not found, found


@pytest.mark.parametrize("text", ["-5", "MOP -5", "\N{MINUS SIGN}5", "-0.01"])
def test_no_amount_is_less_than_nothing(text):
    with override("en"), pytest.raises(ValidationError):
        typed.money(text, "MOP")


def test_no_form_reads_figures_past_the_one_reader():
    """Django's own fields for numbers read 12,500 as no number in English, and -5 as an amount."""
    fields = re.compile(r"forms\.(?:Decimal|Integer|Float)Field|NumberInput")
    found = [str(path) for path in SRC.rglob("*.py") if fields.search(path.read_text())]
    assert found == []


# Telephones, registers, accounts. The valid numbers are published ones: of ITU, of banks' and registers' own examples


@pytest.mark.parametrize(
    ("read", "economy", "text"),
    [
        (typed.telephone, "MO", "2833 1234"),
        (typed.telephone, "MO", "＋853 6600-1122"),
        (typed.telephone, "MO", "+351 912 345 678"),
        (typed.telephone, "PT", "912345678"),
        (typed.telephone, "HK", "(852) 2888 1234"),
        (typed.telephone, "MO", " "),
        (typed.registration_number, "MO", "SO 12345"),
        (typed.registration_number, "MO", "澳門商業登記 81234/2019"),
        (typed.registration_number, "PT", "501 964 843"),
        (typed.registration_number, "AU", "83 914 571 673"),
        (typed.registration_number, "MO", ""),
        (typed.bank_account, "PT", "PT50 0002 0123 1234 5678 9015 4"),
        (typed.bank_account, "MO", "BNU 01-123456-789"),
        (typed.bank_account, "MO", "中國銀行 0123 4567"),
        (typed.bank_account, "GB", "20-00-00 55779911"),
        (typed.bank_account, "MO", "GB82 WEST 1234 5698 7654 32"),
        (typed.bank_account, "PT", ""),
    ],
)
def test_a_number_of_the_economys_form_is_kept_as_it_was_written(read, economy, text):
    kept = read(text, economy)
    assert kept == text.replace("＋", "+").strip()


@pytest.mark.parametrize(
    ("read", "economy", "text"),
    [
        (typed.telephone, "MO", "call me"),
        (typed.telephone, "MO", "999"),
        (typed.telephone, "PT", "91234"),
        (typed.telephone, "MO", "+999 1234567"),
        (typed.telephone, "MO", "2833 1234 ext 5"),
        (typed.telephone, "MO", "2" * 600),
        (typed.telephone, "MO", "²8331234"),
        (typed.registration_number, "MO", "<script>1</script>"),
        (typed.registration_number, "MO", "none"),
        (typed.registration_number, "MO", "1" * 41),
        (typed.registration_number, "MO", "=1+1"),
        (typed.registration_number, "PT", "501 964 844"),
        (typed.registration_number, "AU", "83 914 571 674"),
        (typed.bank_account, "PT", "PT50 0002 0123 1234 5678 9015 5"),
        (typed.bank_account, "PT", "0002 0123 1234 5678 9015 4"),
        (typed.bank_account, "MO", "GB82 WEST 1234 5698 7654 33"),
        (typed.bank_account, "MO", "ask my wife"),
        (typed.bank_account, "MO", "1234"),
        (typed.bank_account, "MO", "12345\x0067"),
        (typed.bank_account, "MO", "1" * 61),
        (typed.bank_account, "MO", "+12345"),
    ],
)
@pytest.mark.parametrize("language", ["en", "pt-pt", "zh-hant"])
def test_what_is_not_of_the_form_is_refused_in_words(language, read, economy, text):
    with override(language), pytest.raises(ValidationError) as refusal:
        read(text, economy)
    assert len(refusal.value.messages[0]) > 10 and "typed-" not in refusal.value.messages[0]


@pytest.mark.django_db
def test_a_profile_is_checked_where_it_is_changed_and_asks_nothing_of_what_was_there(shop, as_user, settings):
    from balcao.businesses.models import Business

    settings.ECONOMY = "MO"
    client, page = as_user(shop.owner), f"/businesses/{shop.business.pk}/profile/"
    given = {"name_en": "Harbour", "phone": "call me", "registration_number": "<b>", "bank_account": "1"}
    answer = client.post(page, given).content.decode()
    assert (
        answer.count('class="error"') == 3
        and "can be called" in answer
        and "register" in answer
        and "bank writes" in answer
    )
    assert Business.objects.get(pk=shop.business.pk).phone == ""
    Business.objects.filter(pk=shop.business.pk).update(phone="an old one")
    client.post(page, {"name_en": "Harbour", "phone": "an old one", "bank_account": "BNU 12345678"})
    kept = Business.objects.get(pk=shop.business.pk)
    assert (kept.phone, kept.bank_account) == ("an old one", "BNU 12345678")
