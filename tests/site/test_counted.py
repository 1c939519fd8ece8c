"""What is counted agrees with its number, where there is one of it and where there are more."""

import pytest
from django.utils.translation import override

from balcao.analytics.report.texts import Catalogue
from balcao.language import say

OF_SITE = {
    ("review-score", "score"): ("one point", "2 points", "um ponto", "2 pontos"),
    ("trial-unknown", "count"): ("1 more could", "2 more could", "uma não se pôde", "2 não se puderam"),
    ("advice-appeal-days", "days"): ("the day to", "the 2 days to", "de um dia.", "de 2 dias."),
    ("api-too-many", "seconds"): ("one second.", "2 seconds.", "um segundo.", "2 segundos."),
    ("import-known-lines", "same"): ("1 known", "2 known", "uma já conhecida", "2 já conhecidas"),
    ("overlap-same", "same"): (
        "One of the lines read (9) was",
        "2 of 9 lines were",
        "(9) já estava",
        "2 de 9 linhas já",
    ),
    ("history-understood", "lines"): ("one sale line;", "2 sale lines;", "uma linha de venda;", "2 linhas de venda;"),
    ("erase-kept-awards", "years"): ("for one year;", "for 2 years;", "durante um ano;", "durante 2 anos;"),
    ("message-ineligible", "days"): ("one day.", "2 days.", "prazo de um dia.", "prazo de 2 dias."),
}
"""A sentence with what is counted in it; told of one and of two, in English and in Portuguese."""
OF_REPORTS = {
    ("reading-all", "rows"): ("The one row was", "All 2 rows were", "a única linha", "todas as 2 linhas"),
    ("headline-nothing-more", "lines"): (
        "one sale line.",
        "2 sale lines.",
        "uma linha de venda.",
        "2 linhas de venda.",
    ),
    ("missing-few_lines", "lines"): ("one sale line.", "2 sale lines.", "uma linha de venda.", "2 linhas de venda."),
    ("missing-few_weeks", "weeks"): ("one week", "2 weeks", "uma semana", "2 semanas"),
}
OTHERS = {"lines": 9, "files": 3, "count": 3, "checks": 20, "phase": "P", "reference": "B", "why": "W"}


@pytest.mark.parametrize(("sentence", "counted"), OF_SITE)
def test_what_is_counted_on_the_site_agrees_with_its_number(sentence, counted):
    told = []
    for language in ("en", "pt-pt"):
        with override(language):
            told += [say(sentence, **{**OTHERS, counted: number}) for number in (1, 2)]
    assert all(part in text for part, text in zip(OF_SITE[sentence, counted], told, strict=True)), told


@pytest.mark.parametrize(("sentence", "counted"), OF_REPORTS)
def test_what_is_counted_in_reports_agrees_with_its_number(sentence, counted):
    told = [
        Catalogue(language, "MOP", 2).say(sentence, None, {**OTHERS, counted: number})
        for language in ("en", "pt")
        for number in (1, 2)
    ]
    assert all(part in text for part, text in zip(OF_REPORTS[sentence, counted], told, strict=True)), told


def test_leaving_a_business_and_signing_out_are_called_differently():
    for language in ("en", "pt-pt", "zh-hant"):
        with override(language):
            assert say("leave") != say("sign-out")
