"""Reading the record."""

from balcao.language import say, words
from balcao.records.models import Entry


def told(entry: Entry) -> str:
    """An entry in the reader's language."""
    if entry.kind == "look":
        return say("record-look", what=words().word("looked", entry.subject))
    return say(f"record-{entry.kind.replace('.', '-')}", subject=entry.subject, **_worded(entry.facts or {}))


def _worded(facts: dict[str, object]) -> dict[str, object]:
    """Facts for a sentence: codes that have a word are given by it."""
    kinds = {"from": "application", "to": "application", "role": "member"}
    return {n: words().word(kinds.get(n, n), fact) if isinstance(fact, str) else fact for n, fact in facts.items()}
