"""How people write dates and times: a text's *shape* (its digits as 9) says where each part of the moment stands.

All texts of one shape read alike, so a shape is understood once, in Python, and SQL then cuts millions of cells by position.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from balcao.analytics.sales.date_words import ERAS, LOCALES, ZONES, meaning_of_word, plain_word
from balcao.analytics.sales.understanding.lexicon import fold

Place = tuple[int, int]
"""Where digits stand in the shape: start (from 0) and length."""


@dataclass(frozen=True)
class Form:
    """How a shape reads. `numbers` are up to three places whose order is the column's to decide; the others are settled.

    A place is where the digits stand, an int a constant. `era` is added to the year; `half` is am or pm; `offset` is minutes
    east of UTC, or the place of sign, hours and minutes. `special` is epoch, epochms or serial.
    """

    year: Place | None = None
    month: Place | int | None = None
    day: Place | int | None = None
    numbers: tuple[Place, ...] = ()
    hour: Place | None = None
    minute: Place | None = None
    second: Place | None = None
    fraction: Place | None = None
    era: int = 0
    half: str | None = None
    offset: int | tuple[int, Place, Place | None] | None = None
    special: str | None = None

    @property
    def has_date(self) -> bool:
        return bool(self.special or self.numbers or (self.month is not None and self.day is not None))

    @property
    def has_clock(self) -> bool:
        return self.hour is not None or self.special in ("epoch", "epochms")

    def ordered(self, order: str) -> "Form":
        """The same with its open numbers given the column's order (dmy, mdy, ymd)."""
        if not self.numbers:
            return self
        if len(self.numbers) == 2:  # beside a month in words
            first, second = self.numbers
            year, day = (first, second) if first[1] == 4 or (order == "ymd" and second[1] != 4) else (second, first)
            return replace(self, numbers=(), year=year, day=day)
        a, b, c = self.numbers
        if a[1] >= 3:
            return replace(self, numbers=(), year=a, month=b, day=c)
        if c[1] >= 3 and order == "ymd":
            order = "dmy"
        year, month, day = {"dmy": (c, b, a), "mdy": (c, a, b), "ymd": (a, b, c)}[order]
        return replace(self, numbers=(), year=year, month=month, day=day)


_TOKEN = re.compile(r"9+|(?:[^\W\d_]|[\u0e31-\u0e4e])+|\s+|.", re.UNICODE)
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.){2,}")
"""Abbreviations with a dot behind each letter, as ก.ค. and a.m."""
_SEPARATORS = set("-/.,:'’()[]（）·•，、。;T年月日號号 \u00a0\u202f@~∙")
_UNITS = {
    "年": "year", "年度": "year", "년": "year", "月": "month", "월": "month", "日": "day", "號": "day", "号": "day", "일": "day",
    "時": "hour", "时": "hour", "點": "hour", "点": "hour", "시": "hour", "h": "hour", "hs": "hour", "hrs": "hour", "u": "hour",
    "uhr": "fill", "分": "minute", "분": "minute", "m": "minute", "min": "minute", "秒": "second", "초": "second", "s": "second",
}  # fmt: skip
"""Marks that stand after a number and say what it is."""
_BEFORE = {"ngay": "day", "thang": "month", "nam": "year", "วันที่": "day"}
ROC_YEARS = (90, 200)
"""Years of three digits in this range are counted from 1912, as in Taiwan."""
BUDDHIST_YEARS = (2400, 2700)
"""Years in this range are counted as in Thailand, 543 ahead."""


def clock_of(shape: str) -> Form | None:
    """How texts of a shape read as a time of day, also 1805 and 103000 without marks; None if they are none."""
    if re.fullmatch(r"9{3,4}", shape):
        return Form(hour=(0, len(shape) - 2), minute=(len(shape) - 2, 2))
    if re.fullmatch(r"9{6}", shape):
        return Form(hour=(0, 2), minute=(2, 2), second=(4, 2))
    form = form_of(shape)
    return form if form and form.hour is not None and form.hour[1] and not form.has_date else None


@lru_cache(20_000)
def form_of(shape: str, locales: tuple[str, ...] = LOCALES) -> Form | None:
    """How texts of a shape read, or None if they are no date or time in any of `locales`."""
    if len(shape) > 80 or "9" not in shape:
        return None
    special = _special(shape)
    if special:
        return special
    whole = _read(shape, locales)
    if whole:
        return whole
    for mark in (" - ", " – ", " ~ ", "~", " to ", " a ", " al ", "至", " 至 ", " bis ", " au "):
        first, found, second = shape.partition(mark)
        if found and _read(first, locales) and _read(second, locales):
            return _read(first, locales)
    return None


def _special(shape: str) -> Form | None:
    if re.fullmatch(r"9{10}", shape):
        return Form(special="epoch")
    if re.fullmatch(r"9{13}", shape):
        return Form(special="epochms")
    if re.fullmatch(r"9{5}(\.9+)?", shape):
        return Form(special="serial", hour=(0, 0) if "." in shape else None)
    for pattern, parts in ((r"9{8}", 0), (r"9{12}", 2), (r"9{14}", 3)):
        if re.fullmatch(pattern, shape):
            clock = [(8, 2), (10, 2), (12, 2)][:parts]
            return Form((0, 4), (4, 2), (6, 2), hour=clock[0] if parts else None, minute=clock[1] if parts else None,
                        second=clock[2] if parts == 3 else None)  # fmt: skip
    return None


def _tokens(shape: str) -> Iterator[tuple[str, int]]:
    at = 0
    for token in _TOKEN.findall(shape):
        if (
            token[0] != "9"
            and len(token) > 1
            and any("\u3000" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in token)
        ):
            yield from _split_units(token, at)
        else:
            yield token, at
        at += len(token)


def _split_units(token: str, at: int) -> Iterator[tuple[str, int]]:
    """Chinese, Japanese and Korean words without blanks: marks of units apart from the words beside them."""
    piece, begun = "", at
    for offset, char in enumerate(token):
        if (char in _UNITS and char not in ("日",)) or (char == "日" and not piece):
            if piece:
                yield piece, begun
            yield char, at + offset
            piece, begun = "", at + offset + 1
        else:
            piece += char
    if piece:
        yield piece, begun


def _read(shape: str, locales: tuple[str, ...]) -> Form | None:
    shape = re.sub(r"\s*[(（](?=[^9]*[)）])[^)）]*[)）]", lambda m: " " * len(m.group()), shape)
    shape = _DOTTED.sub(lambda m: m.group().replace(".", "").ljust(len(m.group())), shape)
    form, pending, before = Form(), "", ""
    numbers: list[Place] = []
    tokens = list(_tokens(shape))
    index = 0
    while index < len(tokens):
        token, at = tokens[index]
        following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        place = (at, len(token))
        if token[0] == "9":
            clock = _clock(tokens, index, _dated(form, numbers))
            if form.hour is None and clock:
                form, index = replace(form, **dict[str, Any](clock[0])), clock[1]
                continue
            unit = _UNITS.get(fold(following.rstrip(".")))
            if before:
                form, before = replace(form, **dict[str, Any]({before: place})), ""
            elif unit in ("year", "month", "day", "hour", "minute", "second"):
                if unit in ("hour", "minute", "second") and form.hour is None and unit != "hour":
                    return None
                form = replace(form, **dict[str, Any]({unit: place}))
                index += 1
            elif len(token) == 8 and not numbers:
                form = replace(form, year=(at, 4), month=(at + 4, 2), day=(at + 6, 2))
            elif form.has_date and len(token) in (4, 6) and form.hour is None and not numbers:
                form = replace(form, hour=(at, 2), minute=(at + 2, 2), second=(at + 4, 2) if len(token) == 6 else None)
            elif form.minute is not None and form.hour is not None and form.second is None and pending == ":":
                form = replace(form, second=place)
            else:
                numbers.append(place)
        elif (
            token in ("+", "-") and form.hour is not None and following[:1] == "9" and (_dated(form, numbers) or not numbers)
        ):  # fmt: skip
            offset = _offset(tokens, index)
            if offset is None:
                return None
            form, index = replace(form, offset=offset[0]), offset[1]
            continue
        elif token.strip() and token not in _SEPARATORS:
            said = meaning_of_word(token, locales)
            folded = fold(token)
            if (
                said == "fill"
                and len(token) == 1
                and token.isascii()
                and ((token.isupper() and token != "T") or index == 0)
            ):
                return None  # a letter before numbers makes an id of them
            if folded in _BEFORE and following.strip() in ("", "9" * len(following)):
                before = _BEFORE[folded]
            elif isinstance(said, int):
                if isinstance(form.month, int):
                    return None
                form = replace(form, month=said)
            elif said in ("am", "pm") and len(folded) > 1:
                form = replace(form, half=said)
            elif said == "era":
                form = replace(form, era=ERAS[plain_word(token)])
            elif said == "zone":
                if plain_word(token) in ZONES:
                    form = replace(form, offset=ZONES[plain_word(token)] if form.offset is None else form.offset)
            elif token in ("a", "p", "A", "P") and form.hour is not None and following.strip(". ") in ("", "m", "M"):
                form = replace(form, half=folded + "m")
            elif folded == "m" and form.half:
                pass
            elif said not in ("fill", "weekday"):
                return None
        pending = token
        index += 1
    return _finished(form, numbers)


def _dated(form: Form, numbers: list[Place]) -> bool:
    """Whether the date is complete, so that what follows can only be a time."""
    return len(numbers) >= 3 or (isinstance(form.month, int) and len(numbers) >= 2) or form.has_date


def _clock(tokens: list[tuple[str, int]], index: int, dated: bool) -> tuple[dict[str, Place], int] | None:
    """Hours and minutes from here on, and the index after them."""

    def token(n: int) -> str:
        return tokens[n][0] if n < len(tokens) else ""

    def place(n: int) -> Place:
        return (tokens[n][1], len(tokens[n][0]))

    first, mark, second = token(index), token(index + 1), token(index + 2)
    if len(first) > 2 or second[:1] != "9" or len(second) != 2:
        return None
    if mark not in (":", "：") and fold(mark) != "h":
        late = token(index + 3) in ("", " ") or (
            token(index + 3) == "." and token(index + 4)[:1] == "9" and token(index + 5) == ""
        )
        if not (mark == "." and dated and late):
            return None
    found, after = {"hour": place(index), "minute": place(index + 2)}, index + 3
    if (
        token(after) in (":", "：", ".")
        and token(after + 1)[:1] == "9"
        and len(token(after + 1)) == 2
        and token(after) in (mark, ":")
    ):
        found["second"], after = place(after + 1), after + 2
        if token(after) in (".", ",") and token(after + 1)[:1] == "9":
            found["fraction"], after = place(after + 1), after + 2
    return found, after


def _offset(tokens: list[tuple[str, int]], index: int) -> tuple[tuple[int, Place, Place | None], int] | None:
    sign = tokens[index][1]
    digits, at = tokens[index + 1]
    if len(digits) == 4:
        return (sign, (at, 2), (at + 2, 2)), index + 2
    if len(digits) > 2:
        return None
    if index + 3 < len(tokens) and tokens[index + 2][0] == ":" and tokens[index + 3][0] == "99":
        return (sign, (at, len(digits)), (tokens[index + 3][1], 2)), index + 4
    return (sign, (at, len(digits)), None), index + 2


def _finished(form: Form, numbers: list[Place]) -> Form | None:
    if isinstance(form.month, int):
        if form.year is None and form.day is None and len(numbers) == 2:
            return replace(form, numbers=tuple(numbers)) if max(n[1] for n in numbers) <= 4 else None
        if form.year is None and form.day is None and len(numbers) == 1 and numbers[0][1] == 4:
            return replace(form, year=numbers[0], day=1)
        if form.year is None and form.day is not None and len(numbers) == 1:
            return replace(form, year=numbers[0])
        if form.day is None and form.year is not None and len(numbers) <= 1:
            return replace(form, day=numbers[0] if numbers else 1)
        return form if form.year is not None and form.day is not None and not numbers else None
    if form.year is not None and form.month is not None:
        if form.day is None:
            return replace(form, day=numbers[0] if len(numbers) == 1 else 1) if len(numbers) <= 1 else None
        return form if not numbers else None
    if form.year is not None or form.month is not None or form.day is not None:
        return None
    if len(numbers) == 3:
        lengths = [n[1] for n in numbers]
        if lengths[1] <= 2 and sum(n >= 3 for n in lengths) <= 1 and max(lengths) <= 4 and lengths[1] < 3:
            return replace(form, numbers=tuple(numbers))
        return None
    if len(numbers) == 2 and form.hour is None:
        first, second = numbers
        if first[1] == 4 and second[1] == 2:
            return replace(form, year=first, month=second, day=1)
        if first[1] == 2 and second[1] == 4:
            return replace(form, year=second, month=first, day=1)
        return None
    return form if form.hour is not None and not numbers else None
