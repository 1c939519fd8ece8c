"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

from balcao.language import OURS, OWN_NAMES
from balcao.messaging.queries import unread


def site(request: HttpRequest) -> dict[str, object]:
    """Names of the deployment and the languages."""
    return {
        "agency": settings.AGENCY,
        "contact": settings.CONTACT,
        "unread": lambda: unread(request.user),
        "demo": settings.DEMO,
        "oidc": settings.OIDC,
        "page_language": OURS.get(getattr(request, "LANGUAGE_CODE", ""), "en"),
        "most_upload": settings.MAX_UPLOAD,
        "languages": OWN_NAMES.items(),
    }
