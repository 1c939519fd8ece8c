"""What is known of each economy: well-formed, with source and year; what nobody vouches for is absent, and checks are silent."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from babel.core import get_global
from babel.languages import get_territory_language_info
from babel.numbers import get_territory_currencies

from balcao.analytics.diagnosis.engine import diagnose
from balcao.analytics.economies import EconomyFileError, Figure, codes, economy, minor_digits
from balcao.analytics.report.report import tell, tell_missing
from balcao.analytics.report.texts import Catalogue
from balcao.analytics.simulation.books import as_sale_lines, books, recipe
from balcao.analytics.simulation.problems import PROBLEMS
from balcao.analytics.simulation.trials import PLACE
from tests.conftest import SHARED

APEC = [
    "AU",
    "BN",
    "CA",
    "CL",
    "CN",
    "HK",
    "ID",
    "JP",
    "KR",
    "MY",
    "MX",
    "NZ",
    "PG",
    "PE",
    "PH",
    "RU",
    "SG",
    "TW",
    "TH",
    "US",
    "VN",
]
MADE_UP = {"card": 0.018, "alipay": 0.008, "mpay": 0.008}


def tariffs(rates: dict[str, float]) -> dict[str, Figure]:
    return {method: Figure(rate, rate, "share", "a test", 2026) for method, rate in rates.items()}


@pytest.fixture
def told(tmp_path):
    """The diagnosis of a shop with a problem planted in Macao, read as if in another economy."""

    def diagnosed(problem: str, place, fees: bool = True):
        filled, _ = PROBLEMS[problem](recipe("cafe", PLACE, 182, 1004))
        if not fees:
            filled.recipe.fees = {}
        return diagnose(as_sale_lines(filled, tmp_path), place)

    return diagnosed


def reason(diagnosis, check: str) -> str | None:
    return next((one.reason for one in diagnosis.not_enough if one.check == check), None)


def found(diagnosis, check: str):
    return next((finding for finding in diagnosis.findings if finding.check == check), None)


# The files


def test_the_economies_of_apec_and_three_more_are_known():
    assert set(codes()) == {*APEC, "MO", "PT", "GB"}


@pytest.mark.parametrize("code", codes())
def test_a_file_is_well_formed_and_agrees_with_the_libraries(code):
    place = economy(code)
    assert place.code == code and place.name.strip() == place.name
    assert place.currency in get_territory_currencies(code)
    assert (
        ZoneInfo(place.zone)
        and place.zones[0] == place.zone
        and set(place.zones) == set(get_global("territory_zones")[code])
    )
    spoken = {language.replace("_", "-") for language in get_territory_language_info(code)}
    spoken |= {"zh-Hans", "zh-Hant"} if "zh" in spoken else set()
    assert spoken >= set(place.languages)
    assert place.date_order in ("dmy", "mdy", "ymd") and place.first_weekday in (0, 6)
    assert len(place.holidays_between(date(2026, 1, 1), date(2026, 12, 31))) >= 5
    for language in ("en", "pt", "zh-Hant"):
        assert place.name_in(language) and len(place.languages_in(language)) == len(place.languages)


@pytest.mark.parametrize("code", codes())
def test_no_figure_is_without_source_and_year(code):
    place = economy(code)
    wages = [*([place.wage] if place.wage else []), *place.wages.values()]
    for figure in [*wages, *place.tariffs.values()]:
        assert figure.source and figure.url and 2022 <= figure.year <= date.today().year
        assert len(figure.cited) <= 60, "a report would cut it"
    assert all(figure.unit == "hour" or (figure.hours > 7 and figure.hours_source) for figure in wages)
    assert all(figure.unit == "share" and figure.high <= 0.5 for figure in place.tariffs.values())


def _weak(fact: dict) -> bool:
    """As the collection of facts says it: unknown, not checked, weak, old, undated, or not what a shop pays."""
    said = f"{fact['value']} {fact['source']} {fact.get('note', '')}"
    return (
        fact["value"].startswith("unknown") or fact["year"] is None or fact["year"] < 2022
        or re.search(r"NOT CHECKED|\bweak\b|undated|interchange only|online gateways only|in the shop: unknown", said) is not None
    )  # fmt: skip


@pytest.fixture(scope="module")
def facts():
    """The collection of facts from which the files were made, with what is known of each."""
    file = SHARED / "economies.json"
    if not file.is_file():
        pytest.skip("the collection of facts (../shared/economies.json) is not on this machine")
    return json.loads(file.read_text("utf-8"))["economies"]


@pytest.mark.parametrize("code", codes())
def test_what_is_weak_or_unknown_is_left_out(code, facts):
    known, place = facts[code], economy(code)
    wallets = place.tariffs.keys() - {"card", "delivery"}
    assert not (_weak(known["min_wage"]) and place.wage)
    assert not (_weak(known["card_fee"]) and "card" in place.tariffs)
    assert not (_weak(known["wallet_fee"]) and wallets)
    assert not (_weak(known["delivery_commission"]) and "delivery" in place.tariffs)


@pytest.mark.parametrize("code", codes())
def test_figures_are_those_of_their_sources(code, facts):
    known, place = facts[code], economy(code)
    wages = [*([place.wage] if place.wage else []), *place.wages.values()]
    for figure in wages:
        assert f"{figure.low:,.2f}".rstrip("0").rstrip(".") in known["min_wage"]["value"]
    for figure in [*wages, *place.tariffs.values()]:
        sources = " ".join(
            known[fact]["source"] for fact in ("min_wage", "card_fee", "wallet_fee", "delivery_commission")
        )
        assert all(part in sources for part in figure.url.split("; ")), figure.url


@pytest.mark.parametrize("code", ["CN", "ID", "PH", "CA", "SG", "BN"])
def test_a_floor_of_a_part_is_none_of_the_whole(code):
    assert economy(code).wage_floor is None and economy(code).wages


@pytest.mark.parametrize("code, floor", [
    ("MO", 35), ("HK", 43.1), ("TH", 42.125), ("MX", 39.38), ("PT", 5.31), ("CL", 2994.44), ("JP", 1023), ("US", 7.25),
])  # fmt: skip
def test_the_floor_is_of_an_hour(code, floor):
    assert economy(code).wage_floor == pytest.approx(floor, abs=0.01)


# What the libraries know


@pytest.mark.parametrize("currency, digits", [
    ("JPY", 0), ("KRW", 0), ("VND", 0), ("CLP", 0), ("TWD", 2), ("IDR", 2), ("HUF", 2), ("MOP", 2), ("EUR", 2), ("KWD", 3),
    ("jpy", 0), ("", 2),
])  # fmt: skip
def test_currencies_have_the_decimals_of_iso_4217(currency, digits):
    assert minor_digits(currency) == digits


def test_dates_are_ordered_as_cldr_has_them():
    orders = {code: economy(code).date_order for code in codes()}
    assert {code for code, order in orders.items() if order == "ymd"} == {"CN", "TW", "JP", "KR", "CA"}
    assert {code for code, order in orders.items() if order == "mdy"} == {"US", "PH"}


def test_weeks_start_as_cldr_has_them():
    monday = {code for code in codes() if economy(code).first_weekday == 0}
    assert monday == {"CN", "MY", "VN", "AU", "NZ", "CL", "BN", "PG", "RU", "GB"}


def test_names_are_those_of_apec():
    assert [economy("TW").name_in(language) for language in ("en", "pt", "zh-Hant")] == [
        "Chinese Taipei",
        "Taipé Chinês",
        "中華台北",
    ]
    assert economy("MO").name_in("zh-Hant") == "中國澳門特別行政區" and economy("VN").name_in("pt") == "Vietname"
    assert economy("MO").languages_in("pt") == ["chinês tradicional", "português", "inglês"]


def test_the_holidays_of_macao_are_all_of_them():
    days = economy("MO").holidays_between(date(2026, 1, 1), date(2027, 12, 31))
    assert len(economy("MO").holidays_between(date(2026, 1, 1), date(2026, 12, 31))) == 27
    assert {date(2026, 12, 25), date(2027, 1, 1)} <= days  # Christmas is one of the government
    assert len(economy("HK").holidays_between(date(2026, 1, 1), date(2026, 12, 31))) > 15
    assert replace(economy("MO"), code="XX").holidays_between(date(2026, 1, 1), date(2026, 12, 31)) == frozenset()


def test_to_know_an_economy_loads_no_library():
    code = (
        "import sys; from balcao.analytics.economies import codes, economy; economy('MO').wage_floor; codes();"
        "sys.exit(bool({'babel', 'holidays', 'django', 'numpy'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_calendar_of_one_economy_loads_alone_and_is_the_librarys():
    script = """
import sys
from datetime import date
from balcao.analytics.economies import economy
days = economy("HK").holidays_between(date(2026, 1, 1), date(2026, 12, 31))
alone = [name for name in sys.modules if name.startswith("holidays.countries.")]
for name in [name for name in sys.modules if name.startswith("holidays")]:
    del sys.modules[name]
from holidays import country_holidays
kinds = economy("HK").holidays
print(len(alone) < 5, days == set(country_holidays("HK", years=2026, categories=kinds)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_others_in_the_process_get_every_calendar_from_the_package_after_ours():
    script = """
from datetime import date
from balcao.analytics.economies import economy
economy("HK").holidays_between(date(2026, 1, 1), date(2026, 12, 31))
from holidays.countries import MO, Portugal
from holidays import country_holidays
import holidays.countries
print(isinstance(country_holidays("PT"), Portugal), MO(years=2026) != {}, hasattr(holidays.countries, "Nowhere"))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["True", "True", "False"], done.stderr


def test_an_unknown_economy_is_a_key_error():
    for code in ("XX", "", "../MO", "MO.toml"):
        with pytest.raises(KeyError):
            economy(code)
    assert economy("mo") is economy("MO")


# Checks without figures


def test_checks_that_need_a_wage_are_silent_where_none_is_known(told):
    quiet = told("quiet_hours", replace(PLACE, wage=None))
    assert found(quiet, "quiet_hours") is None and reason(quiet, "quiet_hours") == "no_wage_floor"
    tail = told("long_tail", replace(PLACE, wage=None))
    assert found(tail, "long_tail") is None and reason(tail, "long_tail") == "no_wage_floor"


@pytest.mark.parametrize("check", ["quiet_hours", "long_tail"])
def test_a_finding_from_a_wage_says_whose_figure_it_is(told, check):
    place = replace(PLACE, wage=Figure(280, 280, "day", "Law 5/2020", 2026, since=date(2026, 1, 1), hours=8))
    finding = found(told(check, place), check)
    assert finding.evidence["wage_an_hour"] == 35
    assert finding.evidence["wage_floor"] == {
        "value": 280, "unit": "day", "hours": 8, "source": "Law 5/2020", "year": 2026, "since": "2026-01-01",
    }  # fmt: skip
    for language, words in (
        ("en", "MOP\u00a035 an hour"),
        ("pt", "35\u00a0MOP por hora"),
        ("zh-Hant", "每小時 MOP$35"),
    ):
        how = tell(finding, Catalogue(language, "MOP", 2)).how
        assert words in how and "Law 5/2020, 2026" in how


def test_payments_without_fees_or_tariffs_are_not_judged(told):
    diagnosis = told("payments", replace(PLACE, tariffs={}), fees=False)
    assert found(diagnosis, "payments") is None and reason(diagnosis, "payments") == "no_fees"


def test_fees_in_the_export_need_no_tariffs(told):
    finding = found(told("payments", replace(PLACE, tariffs={})), "payments")
    assert finding.facts["source"] == "export" and finding.facts["unknown"] == 0
    assert "your export" in tell(finding, Catalogue("en", "MOP", 2)).how


def test_payments_from_tariffs_name_their_source(told):
    finding = found(told("payments", replace(PLACE, tariffs=tariffs(MADE_UP)), fees=False), "payments")
    assert finding.facts["method"] == "card" and finding.confidence == "medium"
    assert finding.evidence["fees_from"]["card"] == {"value": 0.018, "unit": "share", "source": "a test", "year": 2026}
    for language in ("en", "pt", "zh-Hant"):
        assert tell(finding, Catalogue(language, "MOP", 2)).how.count("a test, 2026") == 2


def test_a_method_without_tariff_is_left_out_and_said_to_be(told):
    whole = found(told("payments", replace(PLACE, tariffs=tariffs(MADE_UP)), fees=False), "payments")
    part = found(
        told("payments", replace(PLACE, tariffs=tariffs({"card": 0.018, "alipay": 0.008})), fees=False), "payments"
    )
    assert part.evidence["fees_unknown"] == ["mpay"] and "mpay" not in part.evidence["fee_rates"]
    assert part.value == whole.value  # nobody knows what MPay costs; cards still move to Alipay
    assert "One way of being paid is left out" in tell(part, Catalogue("en", "MOP", 2)).how
    lonely = told("payments", replace(PLACE, tariffs=tariffs({"card": 0.018})), fees=False)
    assert found(lonely, "payments") is None and reason(lonely, "payments") == "no_fees"


def test_of_a_range_the_cautious_end_counts(told):
    card, wallet = Figure(0.015, 0.03, "share", "a test", 2026), Figure(0.0, 0.008, "share", "a test", 2026)
    finding = found(told("payments", replace(PLACE, tariffs={"card": card, "alipay": wallet}), fees=False), "payments")
    assert (finding.facts["rate"], finding.facts["cheapest_rate"]) == (0.015, 0.008)
    overlapping = {"card": replace(card, low=0.005), "alipay": wallet}
    silent = told("payments", replace(PLACE, tariffs=overlapping), fees=False)
    assert found(silent, "payments") is None and reason(silent, "payments") is None


def test_what_could_not_be_judged_is_said_in_three_languages(told):
    diagnosis = told("quiet_hours", replace(PLACE, wage=None, tariffs={}))
    assert {one.check for one in diagnosis.not_enough} >= {"quiet_hours", "long_tail", "payments"}
    for language in ("en", "pt", "zh-Hant"):
        said = [tell_missing(one, Catalogue(language, "MOP", 2)) for one in diagnosis.not_enough]
        assert all(reason and need for reason, need in said)


def test_a_shop_can_be_made_up_where_no_wage_is_known():
    for problem in ("quiet_hours", "long_tail", "payments"):
        filled, truth = PROBLEMS[problem](recipe("cafe", economy("SG"), 60, 1))
        assert len(filled.day) and truth
    assert len(books(recipe("cafe", economy("JP"), 60, 1)).day)


# An agency's own file

OWN = """
[wage_floor]
value = 36.5
unit = "hour"
source = "Law 1/2028"
year = 2027

[tariffs.card]
low = 0.012
high = 0.018
unit = "share"
source = "Our survey"
year = 2027
"""


@pytest.fixture
def written(tmp_path):
    """A file with this text."""
    count = 0

    def write(text: str):
        nonlocal count
        count += 1
        file = tmp_path / f"own{count}.toml"
        file.write_text(text, "utf-8")
        return file

    return write


def test_an_agencys_file_goes_over_the_shipped_one(written):
    place, shipped = economy("HK", written(OWN)), economy("HK")
    assert place.wage_floor == 36.5 and place.wage.cited == "Law 1/2028, 2027"
    assert (place.tariffs["card"].low, place.tariffs["card"].high) == (0.012, 0.018)
    assert place.tariffs["octopus"] == shipped.tariffs["octopus"] and "card" not in shipped.tariffs
    assert (place.zone, place.currency, place.holidays) == (shipped.zone, shipped.currency, shipped.holidays)


def test_an_agency_can_choose_a_shipped_floor_and_forget_figures(written):
    assert economy("JP", written('wage_floor = "Tokyo"')).wage_floor == 1226
    assert economy("CN", written('wage_floor = "Shanghai"')).wage_floor == 25
    forgotten = economy("HK", written("wage_floor = false\n[tariffs]\noctopus = false"))
    assert forgotten.wage_floor is None and "octopus" not in forgotten.tariffs and "alipay" in forgotten.tariffs
    assert (
        len(economy("MO", written('holidays = ["public"]')).holidays_between(date(2026, 1, 1), date(2026, 12, 31)))
        == 10
    )


def test_an_economy_that_is_not_shipped_can_be_brought(written):
    whole = 'code = "BR"\nname = "Brazil"\ncurrency = "BRL"\nzone = "America/Sao_Paulo"\nlanguages = ["pt"]\n'
    place = economy("BR", written(whole + OWN))
    assert place.date_order == "dmy" and place.wage_floor == 36.5 and place.name_in("zh-Hant") == "巴西"
    with pytest.raises(EconomyFileError, match="zone"):
        economy("BR", written(whole.replace('zone = "America/Sao_Paulo"\n', "")))
    with pytest.raises(KeyError):
        economy("BR", written(OWN))


@pytest.mark.parametrize("text, why", [
    (OWN.replace('source = "Law 1/2028"\n', ""), "source"),
    (OWN.replace("year = 2027", ""), "year"),
    (OWN.replace("36.5", '"much"'), "numbers"),
    (OWN.replace("36.5", "-1"), "numbers"),
    (OWN.replace("36.5", "0"), "more than nothing"),
    (OWN.replace('"hour"', '"week"'), "unit"),
    (OWN.replace('"hour"', '"month"'), "how many hours"),
    (OWN.replace("high = 0.018", "high = 1.8"), "part of the amount"),
    (OWN.replace("high = 0.018", "high = 0.001"), "numbers"),
    (OWN + "rate = 3\n", "rate"),
    ("wage_flor = 3", "wage_flor"),
    ("wage_floor = 36.5", "table"),
    ('wage_floor = "Kowloon"', "Kowloon"),
    ('code = "MO"', "not HK"),
    ("tariffs = 3", "table"),
    ("[tariffs]\ncard = 0.018", "table"),
    ("this is no TOML", "own"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(written, text, why):
    with pytest.raises(EconomyFileError, match=why):
        economy("HK", written(text))


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(EconomyFileError, match=r"none\.toml"):
        economy("HK", tmp_path / "none.toml")
