"""What other domains say about a business on its page, and put into its export, without `businesses` knowing them."""

from collections.abc import Callable
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from balcao.accounts.models import User
from balcao.businesses.actions.export_business import own_part
from balcao.businesses.models import Business
from balcao.businesses.rights import Right, require
from balcao.records import record
from balcao.sheets import Place, temporary

_HOMES: list[Callable[[User, Business], dict[str, Any]]] = []
_EXPORTS: list[Callable[[Business, ZipFile], None]] = []


def on_home(part: Callable[[User, Business], dict[str, Any]]) -> None:
    """Let a domain add to a business's page."""
    _HOMES.append(part)


def on_export(part: Callable[[Business, ZipFile], None]) -> None:
    """Let a domain add to a business's export."""
    _EXPORTS.append(part)


def home_of(user: User, business: Business) -> dict[str, Any]:
    """Everything that the domains say on the page to its reader."""
    return {name: value for part in _HOMES for name, value in part(user, business).items()}


def export_of(user: User, business: Business) -> IO[bytes]:
    """The zip with everything that is kept about a business, opened at its start. Raises NotTakenError."""
    require(user, business, Right.OWN)
    out = temporary()
    with Place(), ZipFile(out, "w", ZIP_DEFLATED) as archive:
        own_part(business, archive)
        for part in _EXPORTS:
            part(business, archive)
    record.write("export.taken", user, business.pk)
    out.seek(0)
    return out
