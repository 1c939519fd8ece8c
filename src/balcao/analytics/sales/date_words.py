"""Words in dates: names of months, weekdays and halves of the day, eras, zones, and words that say nothing.

The names come from CLDR (through Babel) in every language that the lexicon has.
"""

from collections.abc import Sequence
from functools import cache

from balcao.analytics.sales.understanding.lexicon import fold

LOCALES = (
    "en",
    "zh_Hant",
    "zh_Hans",
    "pt",
    "es",
    "fr",
    "de",
    "it",
    "ja",
    "ko",
    "id",
    "ms",
    "th",
    "vi",
    "tr",
    "nl",
    "pl",
)
"""Whose names of months we know, most likely first; each is loaded only when a shape has a word that the ones before lack."""


_FILL = {
    "as", "at", "a", "le", "um", "uhr", "om", "de", "del", "do", "da", "of", "the", "on", "el", "hs", "h", "hrs", "hours", "th",
    "st", "nd", "rd", "pukul", "jam", "pkl", "wib", "wita", "wit", "น", "เวลา", "luc", "saat", "godz", "o", "alle", "ore", "kl",
    "t", "er", "於", "于", "y", "em", "dia", "vers", "ศ",
}  # fmt: skip


ZONES = {"utc": 0, "gmt": 0, "z": 0}


_LOCAL_ZONES = {"cet", "cest", "wet", "west", "hkt", "cst", "jst", "kst", "sgt", "ist", "pst", "pdt", "est", "edt", "mst", "mdt",
                "bst", "aest", "aedt", "nzst", "nzdt", "ict", "pht", "myt", "brt", "akst", "hst", "cdt", "wast", "eet", "eest"}  # fmt: skip


ERAS = {
    "民國": 1911,
    "民国": 1911,
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "พ": -543,
    "พศ": -543,
    "be": -543,
    "西元": 0,
    "公元": 0,
}


_ALWAYS: dict[str, int | str] = {
    "am": "am", "pm": "pm", "a": "am", "p": "pm", "上午": "am", "早上": "am", "凌晨": "am", "下午": "pm", "晚上": "pm", "中午": "pm",
    "午前": "am", "午後": "pm", "오전": "am", "오후": "pm", "sa": "am", "ch": "pm", "星期": "weekday", "週": "weekday", "sept": 9,
    "set": 9, "ago": 8, "dez": 12, "dic": 12, "ene": 1, "mei": 5, "agt": 8, "okt": 10, "des": 12, "mrt": 3, "maa": 3, "mai": 5,
    "out": 10, "fev": 2, "abr": 4, "avr": 4, "juil": 7, "aou": 8, "mär": 3, "mar": 3, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "ott": 10,
}  # fmt: skip


@cache
def _names(locale: str) -> dict[str, int | str]:
    """Month names (1 to 12), weekday names ("weekday") and halves of the day ("am", "pm") of a language, folded."""
    from babel import Locale

    known: dict[str, int | str] = {}
    data = Locale.parse(locale)
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short", "narrow"):
            for name in data.days.get(context, {}).get(width, {}).values():
                if width != "narrow" or not name.isascii():
                    known.setdefault(plain_word(name), "weekday")
        for width in ("wide", "abbreviated"):
            for number, name in data.months.get(context, {}).get(width, {}).items():
                plain = plain_word(name)
                if plain and not any(c.isdigit() for c in plain):
                    known[plain] = int(number)
            for period, name in data.day_periods.get(context, {}).get(width, {}).items():
                half = {"am": "am", "pm": "pm", "midnight": "am", "noon": "pm"}.get(period) or (
                    "am"
                    if period.startswith("morning")
                    else "pm"
                    if period.startswith(("afternoon", "evening"))
                    else None
                )
                if half and plain_word(name):
                    known.setdefault(plain_word(name), half)
    return known


def plain_word(text: str) -> str:
    return fold(text).replace(".", "").replace(" ", "").strip("年月日")


def meaning_of_word(text: str, locales: Sequence[str]) -> int | str | None:
    """What a word in a date says: a month, am or pm, a weekday, a filler, or nothing that these languages know."""
    plain = plain_word(text)
    if plain in _FILL:
        return "fill"
    if plain in ZONES or plain in _LOCAL_ZONES:
        return "zone"
    if plain in ERAS:
        return "era"
    if len(plain) > 1 and plain in _ALWAYS:
        return _ALWAYS[plain]
    for locale in locales:
        found = _names(locale).get(plain)
        if found is not None:
            return found
    return None
