"""What a business's page shows of the programme: what waits for its reader, its applications, and whether a phase is open."""

from typing import Any

from django.db.models import Case, When
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.programmes import waiting
from balcao.programmes.models import Phase
from balcao.programmes.states import OVER

MOST = 10
"""Applications, and things that wait, on the page; all are on the page of applications."""
_OVER_LAST = Case(When(state__in=OVER, then=1), default=0)
"""What is decided or ended stays on the page, below what runs: a refusal can be appealed from there."""


def at_home(user: User, business: Business) -> dict[str, Any]:
    """Context of the business's page, for this reader."""
    running = business.applications.select_related("phase").order_by(_OVER_LAST, "-made_at")
    return {
        "waits": [waiting.told(one) for one in waiting.of(user, business)[:MOST]],
        "applications": list(running[:MOST]),
        "open_phases": open_phases(business),
    }


def open_phases(business: Business) -> list[Phase]:
    """Phases in which it has not applied and still can, the first to close first."""
    now = timezone.now()
    open_ = Phase.objects.filter(state=Phase.State.PUBLISHED, opens_at__lte=now, closes_at__gt=now)
    return list(open_.exclude(applications__business=business).order_by("closes_at")[:3])
