"""The states of an application, and the acts that lead from one to another. `actions/move.py` is the only one who changes them.

An act is allowed by its name, not by the pair of states that it joins: an applicant's answer and an officer's granting
of an appeal both lead to a review, and neither stands in for the other. `docs/methods/states.md` shows the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an application is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    INFORMATION_REQUESTED = "information_requested"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    SELECTED = "selected"
    WAITLISTED = "waitlisted"
    AWARDED = "awarded"
    COMPLETED = "completed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What is done to an application so that its state changes."""

    SUBMIT = "submit"
    TAKE_UP = "take_up"
    ASK = "ask"
    ANSWER = "answer"
    FIND_ELIGIBLE = "find_eligible"
    FIND_INELIGIBLE = "find_ineligible"
    REVOKE = "revoke"
    GRANT_APPEAL = "grant_appeal"
    OFFER_PLACE = "offer_place"
    PUT_ON_LIST = "put_on_list"
    ACCEPT = "accept"
    COMPLETE = "complete"
    REOPEN = "reopen"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"


class By(StrEnum):
    """Who does an act."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    PROGRAMME = "programme"  # follows from another act, or from a day that came


@dataclass(frozen=True)
class Change:
    """An act: from which states, to which, and who does it."""

    starts: frozenset[State]
    ends: State
    by: By


def _from(*starts: State, to: State, by: By) -> Change:
    return Change(frozenset(starts), to, by)


_S = State
ACTS: Final[Mapping[Act, Change]] = {
    Act.SUBMIT: _from(_S.DRAFT, to=_S.SUBMITTED, by=By.APPLICANT),
    Act.TAKE_UP: _from(_S.SUBMITTED, to=_S.UNDER_REVIEW, by=By.OFFICER),
    Act.ASK: _from(_S.UNDER_REVIEW, to=_S.INFORMATION_REQUESTED, by=By.OFFICER),
    Act.ANSWER: _from(_S.INFORMATION_REQUESTED, to=_S.UNDER_REVIEW, by=By.APPLICANT),
    Act.FIND_ELIGIBLE: _from(_S.UNDER_REVIEW, to=_S.ELIGIBLE, by=By.OFFICER),
    Act.FIND_INELIGIBLE: _from(_S.UNDER_REVIEW, _S.INFORMATION_REQUESTED, to=_S.INELIGIBLE, by=By.OFFICER),
    Act.REVOKE: _from(
        _S.ELIGIBLE, _S.SELECTED, _S.WAITLISTED, _S.AWARDED, _S.COMPLETED, to=_S.INELIGIBLE, by=By.OFFICER
    ),
    Act.GRANT_APPEAL: _from(_S.INELIGIBLE, to=_S.UNDER_REVIEW, by=By.OFFICER),
    Act.OFFER_PLACE: _from(_S.ELIGIBLE, _S.WAITLISTED, to=_S.SELECTED, by=By.PROGRAMME),
    Act.PUT_ON_LIST: _from(_S.ELIGIBLE, to=_S.WAITLISTED, by=By.PROGRAMME),
    Act.ACCEPT: _from(_S.SELECTED, to=_S.AWARDED, by=By.APPLICANT),
    Act.COMPLETE: _from(_S.AWARDED, to=_S.COMPLETED, by=By.PROGRAMME),
    Act.REOPEN: _from(_S.COMPLETED, to=_S.AWARDED, by=By.OFFICER),
    Act.LAPSE: _from(_S.ELIGIBLE, _S.SELECTED, _S.WAITLISTED, _S.AWARDED, to=_S.LAPSED, by=By.PROGRAMME),
    Act.WITHDRAW: _from(
        _S.SUBMITTED, _S.UNDER_REVIEW, _S.INFORMATION_REQUESTED, _S.ELIGIBLE, _S.SELECTED, _S.WAITLISTED, _S.AWARDED,
        to=_S.WITHDRAWN, by=By.APPLICANT,
    ),
}  # fmt: skip
"""Every act. On purpose nothing leads out of `lapsed` and `withdrawn`: the place has gone to another, who was told so.

`ineligible` is left by an appeal alone. A draft is thrown away, not withdrawn.
"""

HOLDS_PLACE: Final = (State.SELECTED, State.AWARDED, State.COMPLETED)
"""These take one of the phase's places."""
IN_REVIEW: Final = (State.SUBMITTED, State.UNDER_REVIEW, State.INFORMATION_REQUESTED)
"""These wait for the agency's decision, or for an answer to it."""
OVER: Final = (State.INELIGIBLE, State.WITHDRAWN, State.LAPSED, State.COMPLETED)
"""Nothing more is asked of these."""
LIVE: Final = tuple(
    state for state in State if state not in (State.DRAFT, State.WITHDRAWN, State.INELIGIBLE, State.LAPSED)
)
"""These count when a business may apply only so many times."""


def may(act: Act, state: str) -> bool:
    """Whether an act is possible in a state."""
    return State(state) in ACTS[act].starts
