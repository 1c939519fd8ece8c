"""What a draft still lacks: sentences for the applicant, each with where it is filled in."""

from collections.abc import Iterable

from balcao.language import say
from balcao.programmes.fields import Facts
from balcao.programmes.models import Application
from balcao.programmes.rules import Judge
from balcao.programmes.terms import Terms

COLUMNS = {"people_at_most": "size", "years_registered": "registered_on"}
"""Facts that follow from something in the profile that is called otherwise."""


class Missing(str):
    """A sentence that knows the place of its field, in the draft or else in the profile of the business."""

    place: str
    in_profile: bool

    def __new__(cls, sentence: str, place: str, in_profile: bool = False) -> "Missing":
        made = super().__new__(cls, sentence)
        made.place, made.in_profile = place, in_profile
        return made


def missing(
    terms: Terms, draft: Application, handed: Iterable[str], facts: Facts, judge: Judge | None = None
) -> list[Missing]:
    """Everything that a draft lacks before it can be sent. `handed`: for what papers were handed in."""
    unknown = (judge or Judge(terms)).unknown(facts)
    columns = dict.fromkeys(COLUMNS.get(field, field) for field in unknown if "." not in field)
    found = [Missing(say("profile-missing", name=say(f"business-{one}")), f"id_{one}", True) for one in columns]
    for question in terms.questions:
        asked = question.required or f"answer.{question.code}" in unknown
        if asked and draft.answers.get(question.code) in (None, ""):
            first = "_0" if question.kind in ("yes_no", "choice") else ""  # of several inputs the first
            sentence = say("answer-missing", text=question.text.model_dump(by_alias=True))
            found.append(Missing(sentence, f"id_{question.code}{first}"))
    for needed in terms.documents:
        if needed.required and needed.code not in handed:
            sentence = say("document-missing", name=needed.name.model_dump(by_alias=True))
            found.append(Missing(sentence, f"paper-{needed.code}"))
    return found
