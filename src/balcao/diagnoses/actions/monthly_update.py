"""Once a month, for those who want it: what the last months say, and a nudge to bring the next file."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from balcao.businesses.models import Business
from balcao.diagnoses.models import Telling
from balcao.diagnoses.queries import counted, latest_report
from balcao.language import OURS, language, say
from balcao.messaging.tell import Saying, tell

PART = 500
"""Businesses in one go."""
FROM_HOUR, TO_HOUR = 9, 17
"""Local hours at which messages go out."""


def queue_monthly_updates(now: datetime) -> int:
    """From the second of a month, in office hours, queue one message for each business that wants it and has had none; returns how many were looked at."""
    local = timezone.localtime(now)
    if local.day < 2 or not FROM_HOUR <= local.hour < TO_HOUR:
        return 0
    month = local.date().replace(day=1)
    due = Business.objects.filter(Q(monthly_sent_on__lt=month) | Q(monthly_sent_on=None), monthly_update=True)
    part = list(due.only("pk")[:PART])
    for business in part:
        with transaction.atomic():
            mine = Business.objects.filter(
                Q(monthly_sent_on__lt=month) | Q(monthly_sent_on=None), pk=business.pk, monthly_update=True
            )
            if mine.update(monthly_sent_on=local.date()):
                tell_month.enqueue(str(business.pk), month.isoformat())
    return len(part)


@task()
def tell_month(business_id: str, month: str) -> None:
    """Tell the owners and managers of one business; told again it is told once, so a worker may die in it."""
    business = Business.objects.filter(pk=business_id, monthly_update=True).first()
    if business is None:
        return
    names, paragraphs = {}, {}
    for known, ours in OURS.items():
        with override(known):
            names[ours], paragraphs[ours] = business.name_in(ours), "\n\n".join(month_in_words(business))
    page, facts = reverse("business", args=[business.pk]), {"name": names, "paragraphs": paragraphs}
    sayings = [
        Saying(
            member.user, "month", f"month:{business.pk}:{month}:{member.user_id}", page, business=business.pk,
            facts=facts, by_sms=False,
        )
        for member in business.members.filter(role__in=["owner", "manager"]).select_related("user")
    ]  # fmt: skip
    with transaction.atomic():
        tell(sayings)


def month_in_words(business: Business) -> list[str]:
    """What there is to say this month, in paragraphs in the reader's language."""
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    parts = []
    latest = max((upload.last for outlet in business.outlets.all() for upload in counted(outlet)), default=None)
    if latest is None:
        parts.append(say("monthly-nothing"))
    elif latest < last_month:
        parts.append(say("monthly-bring", last=latest, month=last_month))
    else:
        parts.append(say("monthly-complete", month=last_month))
    report = latest_report(business)
    told = report and Telling.objects.filter(report=report, language=language()).first()
    if told:
        parts.append(told.content["headline"])
        parts += [f"· {finding['title']}\n{finding['value']}" for finding in told.content["first"][:3]]
    return [*parts, say("monthly-stop")]
