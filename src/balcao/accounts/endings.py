"""What a right of the agency made ends with the right. Other domains say here what they hold of somebody, so that `accounts` knows none of them."""

from collections.abc import Callable

from balcao.accounts.models import User

_ENDINGS: list[Callable[[User | None, User, str], None]] = []


def when_ended(part: Callable[[User | None, User, str], None]) -> None:
    """Let a domain end what somebody made: it is given who ends it, whose it is, and the role that was taken ("" for everything)."""
    _ENDINGS.append(part)


def end_all(by: User | None, user: User, role: str = "") -> None:
    """End what a role made or, without one, whatever somebody made. Call it inside the transaction that takes the right."""
    for part in _ENDINGS:
        part(by, user, role)
