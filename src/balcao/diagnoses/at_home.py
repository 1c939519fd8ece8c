"""What a business's page shows of its diagnoses: the latest headline, what is being read, and how fresh it is."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.models import Business
from balcao.diagnoses import queries
from balcao.diagnoses.models import Import, State
from balcao.language import language

FRESH = 40
"""Days after which the next file is worth asking for."""


def at_home(user: User, business: Business) -> dict[str, Any]:
    """Context of the business's page."""
    report = queries.latest_report(business)
    last = (
        Import.objects.filter(outlet__business=business, state=State.DONE, apart=False)
        .order_by("-last").values_list("last", flat=True).first()
    )  # fmt: skip
    page: dict[str, Any] = {"under_way": queries.under_way(business), "last_sale": last, "stale": _stale(last)}
    if report:
        page["told"] = queries.telling(report, language())
        page["told_page"] = (
            reverse("import", args=[report.of_import_id])
            if report.of_import_id
            else reverse("report", args=[report.pk])
        )
    return page


def _stale(last: date | None) -> bool:
    return last is not None and (timezone.localdate() - last).days > FRESH
