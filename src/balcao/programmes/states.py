"""The states of an application and of an award's steps, and which may follow which. `actions/move.py` is the only one who changes them."""

from collections.abc import Mapping
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


FOLLOWS: Final[Mapping[State, frozenset[State]]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.UNDER_REVIEW, State.WITHDRAWN}),
    State.UNDER_REVIEW: frozenset({State.INFORMATION_REQUESTED, State.ELIGIBLE, State.INELIGIBLE, State.WITHDRAWN}),
    State.INFORMATION_REQUESTED: frozenset({State.UNDER_REVIEW, State.INELIGIBLE, State.WITHDRAWN}),
    State.ELIGIBLE: frozenset({State.SELECTED, State.WAITLISTED, State.INELIGIBLE, State.WITHDRAWN}),
    State.INELIGIBLE: frozenset({State.UNDER_REVIEW}),  # an appeal that is granted
    State.SELECTED: frozenset({State.AWARDED, State.INELIGIBLE, State.WITHDRAWN, State.LAPSED}),
    State.WAITLISTED: frozenset({State.SELECTED, State.INELIGIBLE, State.WITHDRAWN, State.LAPSED}),
    State.AWARDED: frozenset({State.COMPLETED, State.LAPSED, State.WITHDRAWN, State.INELIGIBLE}),
    State.COMPLETED: frozenset(),
    State.LAPSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
"""What may come after each state. A draft is thrown away, not withdrawn; what is over stays over."""

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
