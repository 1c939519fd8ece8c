"""Which adviser looks after a business. It opens nothing by itself: the owner's consent does."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.accounts.rights import require_role
from balcao.businesses.models import Assignment, Business
from balcao.records import record


def assign_adviser(user: User, business: Business, adviser: User) -> None:
    """Give a business to an adviser; twice is once."""
    require_role(user, Role.OFFICER, Role.ADMINISTRATOR)
    if adviser.role != Role.ADVISER:
        raise PermissionDenied("not an adviser")
    try:
        with transaction.atomic():
            Assignment.objects.create(business=business, adviser=adviser)
            record.write("adviser.assigned", user, business.pk, adviser.pk)
    except IntegrityError:
        pass  # assigned already


def end_assignment(user: User, assignment: Assignment) -> None:
    """The adviser no longer looks after the business."""
    require_role(user, Role.OFFICER, Role.ADMINISTRATOR)
    with transaction.atomic():
        if Assignment.objects.filter(pk=assignment.pk, until=None).update(until=timezone.now()):
            record.write("adviser.ended", user, assignment.business_id, assignment.adviser_id)
