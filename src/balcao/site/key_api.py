"""What a program may ask about its own key."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

Scope = Literal["upload", "read", "apply", "review", "review_read"]

router = Router(tags=["key"])


class KeyOut(Schema):
    """The key of this call: its business (none: an officer's), what it may, when it was made and last used, and when it ends."""

    name: str
    business: UUID | None
    scopes: list[Scope]
    made_at: datetime
    used_at: datetime | None
    expires_at: datetime | None


@router.get("/key", response=KeyOut, operation_id="showKey", summary="What this key is for")
def show(request: HttpRequest) -> Any:
    key = request.auth
    return {
        "name": key.name, "business": key.business_id, "scopes": key.scopes, "made_at": key.created_at, "used_at": key.used_at,
        "expires_at": key.expires_at,
    }  # fmt: skip
