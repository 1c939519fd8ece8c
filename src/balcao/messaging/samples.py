"""Facts with which each message can be shown before it is ever sent. Domains add theirs (`sampled`)."""

from collections.abc import Mapping
from typing import Any

SAMPLES: dict[str, Mapping[str, Any]] = {}


def sampled(code: str, **facts: Any) -> None:
    """Say how a message reads when it is filled."""
    SAMPLES[code] = facts
