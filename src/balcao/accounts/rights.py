"""Who somebody is to the agency. What they may do with a business is in `businesses/rights.py`."""

from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from balcao.accounts.models import User

Person: TypeAlias = User | AnonymousUser


def require_role(user: Person, *roles: str) -> None:
    """Raise PermissionDenied unless the agency gave somebody one of these roles."""
    if not (user.is_authenticated and user.role in roles):
        raise PermissionDenied(f"needs {', '.join(roles)}")
