"""What a cell says, as SQL: without the quoting and marks that exports leave around it, and without words for *nothing*."""

from balcao.analytics.sales.schema import quote

BLANKS = ("/", "-", "--", "n/a", "na", "null", "none", "nan", "unknown", "error", "nat", "#n/a", "無", "无")
"""Texts that mean: nothing here (compared in lower case)."""

TIMES = {
    r"[0-9]\s?(?:[kK千천]|rb|ribu|nghìn|ngàn)$|[0-9] mil$": 1000, r"[0-9]\s?[万萬만]$": 10_000, r"[0-9]\s?(?:jt|juta|tr|triệu)$": 1_000_000,
    r"[0-9]\s?[億亿억]$": 100_000_000,
}  # fmt: skip
"""Words behind a number by which people shorten it, and what they stand for."""

_WIDE = "０１２３４５６７８９，．／－：＋％（）￥＄　"
_NARROW = "0123456789,./-:+%()¥$ "
_WIDE_NUMBER = f"^[{_WIDE}0-9,./:()¥$%+ 年月日時分秒-]*[０-９][{_WIDE}0-9,./:()¥$%+ 年月日時分秒-]*$"

_KEPT, _TOLD = r'^=(?:"([\p{L}\p{N}$€£¥￥-][^"]*)"|([\p{L}\p{N}-][^"=()+*|!]*))$', r"\1\2"
"""A cell that is written as a formula so that spreadsheets keep it as it stands: ="007", =1280."""

_MARKS = " \t\r\n`'\"\ufeff\u200e\u200f\u202a\u202c\u00a0"


def text_of(column: str) -> str:
    """SQL: the cell without quoting, tabs and marks around it; null if it says nothing."""
    return f"nullif(trim({column}, {quote(_MARKS)}), '')"


def filled(column: str) -> str:
    """SQL: like text_of, but null for the words that mean *unknown*."""
    text = text_of(column)
    return f"CASE WHEN lower({text}) IN ({', '.join(quote(b) for b in BLANKS)}) THEN NULL ELSE {text} END"


def is_untidy(column: str) -> str:
    """SQL: true where text_of or filled would change the cell. Cheap, so that whole columns can be let off trimming."""
    words = "|".join(("", *BLANKS))
    marks = _MARKS.replace("\\", "\\\\")
    return f"regexp_matches({column}, {quote(f'^[{marks}]|[{marks}]$|^(?i:{words})$')})"


def narrow(column: str) -> str:
    """SQL: numbers, dates and times that were typed in full-width digits, in plain ones; other cells stay."""
    return f"CASE WHEN regexp_matches({column}, {quote(_WIDE_NUMBER)}) THEN translate({column}, {quote(_WIDE)}, {quote(_NARROW)}) ELSE {column} END"


def has_wide_digits(cell: str) -> bool:
    """Whether a cell holds full-width digits."""
    return not cell.isascii() and any("０" <= c <= "９" for c in cell)


def unkept(column: str) -> str:
    """SQL: what a cell says that was written as a formula, so that spreadsheets keep it; other cells stay."""
    return f"regexp_replace({column}, {quote(_KEPT)}, {quote(_TOLD)})"
