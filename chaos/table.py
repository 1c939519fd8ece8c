"""What may become of an application, written by hand from docs/methods/states.md: not the code that is tried."""

FROM_TO = {
    "submit": ({"draft"}, "submitted"),
    "take_up": ({"submitted"}, "under_review"),
    "ask": ({"under_review"}, "information_requested"),
    "answer": ({"information_requested"}, "under_review"),
    "find_eligible": ({"under_review"}, "eligible"),
    "find_ineligible": ({"under_review", "information_requested"}, "ineligible"),
    "revoke": ({"eligible", "selected", "waitlisted", "awarded", "completed"}, "ineligible"),
    "grant_appeal": ({"ineligible"}, "under_review"),
    "offer_place": ({"eligible", "waitlisted"}, "selected"),
    "put_on_list": ({"eligible"}, "waitlisted"),
    "accept": ({"selected"}, "awarded"),
    "complete": ({"awarded"}, "completed"),
    "reopen": ({"completed"}, "awarded"),
    "lapse": ({"eligible", "selected", "waitlisted", "awarded"}, "lapsed"),
    "withdraw": (
        {"submitted", "under_review", "information_requested", "eligible", "selected", "waitlisted", "awarded"},
        "withdrawn",
    ),
}
"""Each act: where it starts, and where it ends."""
HOLDS_PLACE = {"selected", "awarded", "completed"}
TOLD = {
    "submit": {"submitted"},
    "ask": {"asked"},
    "find_ineligible": {"ineligible", "ineligible-again"},
    "revoke": {"ineligible", "ineligible-again"},
    "grant_appeal": {"appeal-granted"},
    "accept": {"awarded"},
    "complete": {"completed"},
    "withdraw": {"withdrawn"},
}
"""What the owner is told of an act, once each time."""
IN_TIME = {"offer_place": "selected", "put_on_list": "waitlisted"}
"""What is told by a task: once, unless it was over before."""


def wrong(history: list[tuple[str, str, str]], state: str) -> str:
    """What is not right about a history of (act, from, to) that led to a state; "" if it is."""
    at = "draft"
    for act, before, after in history:
        if act not in FROM_TO:
            return f"an act that nobody knows: {act}"
        starts, ends = FROM_TO[act]
        if before != at:
            return f"{act} begins at {before}, but it was {at}"
        if before not in starts or after != ends:
            return f"{act} leads from {before} to {after}"
        at = after
    return "" if at == state else f"its history ends with {at}, but it is {state}"
