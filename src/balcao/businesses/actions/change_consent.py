"""Consents: given and withdrawn by an owner, each with one tap; nothing of them is forgotten."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.models import Business, Consent
from balcao.businesses.rights import Right, require
from balcao.records import record


def give_consent(user: User, business: Business, to: str) -> None:
    """Let others see; given twice it is given once."""
    require(user, business, Right.OWN)
    try:
        with transaction.atomic():
            Consent.objects.create(business=business, to=Consent.To(to), given_by=user)
            record.write("consent.given", user, business.pk, to)
    except IntegrityError:
        pass  # it was in force already


def withdraw_consent(user: User, business: Business, to: str) -> None:
    """No longer, from this moment."""
    require(user, business, Right.OWN)
    given = business.consents.filter(to=to, withdrawn_at=None)
    with transaction.atomic():
        if given.update(withdrawn_at=timezone.now(), withdrawn_by=user):
            record.write("consent.withdrawn", user, business.pk, to)
