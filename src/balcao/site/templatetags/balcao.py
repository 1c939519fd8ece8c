"""Tags of every template: sentences, and figures in the reader's form."""

from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from balcao.accounts.browsers import in_words
from balcao.analytics.diagnosis.engine import CHECKS
from balcao.analytics.report.as_html import screen
from balcao.language import colon as between
from balcao.language import language, words
from balcao.language import say as say_it
from balcao.messaging.models import Delivery
from balcao.messaging.queries import is_silent
from balcao.messaging.send import text_of
from balcao.programmes.facts import profile_of
from balcao.programmes.profiles import name_of, rows_of
from balcao.records.queries import told as told_entry

register = template.Library()


@register.simple_tag
def say(sentence: str, **facts: object) -> str:
    """A sentence of the catalogues, or one of its attributes."""
    attribute = facts.pop("attribute", None)
    return say_it(sentence, str(attribute) if attribute else None, **facts)


@register.simple_tag
def colon() -> str:
    """The colon of the reader's language, between a name and what is said of it."""
    return between()


@register.simple_tag
def mail_is_silent() -> bool:
    """Whether the mail server does not take letters just now."""
    return is_silent(Delivery.Channel.EMAIL)


@register.simple_tag
def say_key(family: str, member: str, **facts: object) -> str:
    """A sentence of a family, such as source-square."""
    return say(f"{family}-{member}", **facts)


@register.simple_tag
def word(kind: str, code: object) -> str:
    """The word for a code."""
    return words().word(kind, code)


@register.filter
def named(business: Any) -> str:
    """A business's name in the reader's language."""
    return business.name_in(language()) if business else ""


@register.filter
def day(value: date | str | None) -> str:
    """A date in words."""
    return words().date(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A date and time of day in the economy's zone."""
    return words().moment(timezone.localtime(value).replace(tzinfo=None)) if value else ""


@register.filter
def count(value: float) -> str:
    """A number in the reader's form."""
    return words().number(value)


@register.filter
def size(value: float) -> str:
    """How large a file is."""
    return words().size(value)


@register.filter
def told(entry: Any) -> str:
    """An entry of the record."""
    return told_entry(entry)


@register.filter
def subject(message: Any) -> str:
    """What a message is about."""
    return text_of(message)[0]


@register.filter
def of_measure(phase: Any) -> str:
    """What a phase is a phase of: its measure's name, unless the phase's own name begins with it."""
    return str(phase.measure_in(language()))


@register.filter
def texts(given: Any) -> str:
    """A text in several languages, in the reader's."""
    return given.in_language(language()) if given else ""


@register.filter
def profile_rows(business: Any) -> list[tuple[str, str]]:
    """What an application takes over from the profile, name and value."""
    return rows_of(profile_of(business))


@register.filter
def profile_name(profile: Any) -> str:
    """The trade name in a profile that an application keeps."""
    return name_of(profile)


@register.filter
def row_title(row: Any) -> str:
    """What a row of a phase's lists is about, on its fold."""
    part = row.part
    text = next((getattr(part, name) for name in ("name", "text", "reason") if getattr(part, name, None)), None)
    return text.in_language(language()) if text else getattr(part, "code", "–")


@register.filter
def undo(tags: str | None) -> tuple[str, list[tuple[str, str]]] | None:
    """The address and fields with which what a message tells is taken back: `undo:ADDRESS?NAME=VALUE`; None if it cannot be.

    The fields stand after the last "?": the address may have a query of its own.
    """
    if not (tags or "").startswith("undo:"):
        return None
    told = str(tags).removeprefix("undo:")
    address, _, fields = told.rpartition("?") if "?" in told else (told, "", "")
    return address, parse_qsl(fields, keep_blank_values=True)


@register.filter
def error_lines(forms: Any) -> list[tuple[str, str]]:
    """What is wrong with a form, or with several in the order of the page: where it stands ("" for nowhere), and the sentence."""
    found: list[tuple[str, str]] = []
    for form in forms if isinstance(forms, list) else [forms]:
        found += [
            (field.id_for_label or f"{field.auto_id}_0", f"{field.label} · {error}")  # of several inputs the first
            for field in form
            for error in field.errors
        ]
        found += [("", str(error)) for error in form.non_field_errors()]
    return found


@register.simple_tag(takes_context=True)
def typed(context: template.Context, act: str, name: str, before: object = "", of: object = "") -> object:
    """What was typed into a field of a form that was sent back, else what was there before."""
    typed = _typed(context, act, of)
    return before if typed is None else typed.get(name, "")


@register.simple_tag(takes_context=True)
def ticked(context: template.Context, act: str, name: str, value: object, before: bool = False) -> str:
    """Ticks a box that was ticked in a form that was sent back; in any other, one that was `before`."""
    typed = _typed(context, act, "")
    return "checked" if (before if typed is None else str(value) in typed.getlist(name)) else ""


def _typed(context: template.Context, act: str, of: object) -> Any:
    back = context.get("sent_back")
    return back["typed"] if back and (back["act"], back["of"]) == (act, str(of)) else None


@register.filter
def browser(agent: str) -> str:
    """A browser and its device, from what it says of itself."""
    return in_words(agent)


@register.filter
def role_word(code: str) -> str:
    """A member's role."""
    return words().word("member", code)


@register.filter
def drawn(svg: str) -> SafeString:
    """A chart in the page's colours; its texts were escaped when it was drawn."""
    return mark_safe(screen(svg))


@register.simple_tag(takes_context=True)
def current(context: template.Context, name: str, *args: object) -> SafeString:
    """Marks the link to the page that is open."""
    return mark_safe(' aria-current="page"' if context["request"].path == reverse(name, args=args) else "")


@register.filter
def key(mapping: dict[str, Any], name: str) -> Any:
    """A value whose key is no word of the template language."""
    return mapping.get(name, "")


@register.filter(name="words")
def split_words(text: str) -> list[str]:
    """Words separated by commas, to loop over."""
    return text.split(",")


@register.filter
def month(value: date) -> str:
    """A month and its year."""
    return words().month(value)


@register.filter
def step_words(upload: Any) -> str:
    """What is being done with an import."""
    if upload.state == "waiting":
        return say("progress-again" if upload.step == "again" else "progress-waiting")
    if upload.step in CHECKS:
        return say("progress-checking", check=words().word("check", upload.step))
    return say(f"progress-{upload.step or 'opening'}")
