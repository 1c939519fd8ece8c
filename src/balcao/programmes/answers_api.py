"""Answers of an application as programs send them: JSON values or typed text, understood before any is kept."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from balcao.analytics.economies import minor_digits
from balcao.api import Refused
from balcao.language import here, say
from balcao.programmes.actions.apply import read_answer
from balcao.programmes.terms import Question
from balcao.typed import DIGITS

_YES_OR_NO = {True: "yes", False: "no", "yes": "yes", "no": "no", "": ""}


def read_typed(questions: Mapping[str, Question], given: Mapping[str, Any]) -> dict[str, str]:
    """Every answer as it would be typed. Raises Refused that names each which answers no question, or not as it asks."""
    typed, faults = {}, []
    for code, value in given.items():
        question = questions.get(code)
        text = _typed(question, value) if question else None
        if question is None:
            faults.append((f"answers.{code}", "unknown", say("api-no-question", code=code)))
        elif text is None or not _is_answer(question, text):
            faults.append((f"answers.{code}", "not_an_answer", say("api-no-answer", code=code, kind=question.kind)))
        else:
            typed[code] = text
    if faults:
        raise Refused(422, "invalid", " ".join(sentence for _, _, sentence in faults), faults)
    return typed


def _typed(question: Question, value: Any) -> str | None:
    """The text that a person would type for a JSON value; None for a value of another kind."""
    if value is None:
        return ""
    if question.kind in ("declaration", "yes_no"):
        text = _YES_OR_NO.get(value) if isinstance(value, bool | str) else None
        return "" if text == "no" and question.kind == "declaration" else text
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or question.kind in ("text", "long_text", "date"):
        return None
    if question.kind == "money" and isinstance(value, int):
        return _plain(Decimal(value).scaleb(-minor_digits(here().currency)))
    return _plain(Decimal(str(value))) if question.kind == "number" or isinstance(value, int) else None


def _plain(number: Decimal) -> str:
    """A number that a program sent, written so that no reader takes its decimals for thousands."""
    if not number.is_finite() or abs(number.adjusted()) > DIGITS:
        return "?"
    text = f"{number:f}"
    return f"{text}0" if re.search(r"[.]\d{3}$", text) else text


def _is_answer(question: Question, text: str) -> bool:
    """Whether the text says nothing, or something that the question asks."""
    try:
        return not text.strip() or read_answer(question, text) is not None
    except ValidationError:
        return False
