"""Why an application is in its state, in words: the reasons of rules, a known cause, or what an officer wrote."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from balcao.language import OURS, language, say
from balcao.programmes.rules import Judge
from balcao.programmes.terms import Terms, Texts


def texts(reason: Mapping[str, Any] | None, terms: Terms) -> dict[str, str]:
    """The reason in every language, for messages."""
    found = {}
    for django_name, ours in OURS.items():
        with override(django_name):
            found[ours] = told(reason, terms)
    return found


def told(reason: Mapping[str, Any] | None, terms: Terms) -> str:
    """The reason in the reader's language; "" for none."""
    if not reason:
        return ""
    by_code = {rule.code: rule.reason for rule in Judge(terms).rules} if reason.get("rules") else {}
    by_code |= {code: Texts.model_validate(text) for code, text in reason.get("texts", {}).items()}
    parts = [by_code[code].in_language(language()) for code in reason.get("rules", ()) if code in by_code]
    if reason.get("code"):
        parts.append(say(f"reason-{reason['code']}"))
    if reason.get("words"):
        parts.append(str(reason["words"]))
    return " ".join(parts)
