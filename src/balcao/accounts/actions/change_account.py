"""What people change about themselves."""

import re
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from balcao.accounts.actions.administer import keep_an_administrator, lock_administrators
from balcao.accounts.endings import end_all
from balcao.accounts.models import User
from balcao.language import say
from balcao.records import record
from balcao.typed import telephone

CONFIRMED_WITHIN = timedelta(days=1)
"""How long somebody who asked for an account may take to enter the code that was mailed."""
MOST = 100
"""How many are forgotten in one go."""


def set_language(user: User, language: str) -> None:
    """The language in which somebody reads and gets messages."""
    User.objects.filter(pk=user.pk).update(language=language)


def set_name(user: User, name: str) -> None:
    """What others call somebody."""
    User.objects.filter(pk=user.pk).update(name=name.strip()[:120])


def set_phone(user: User, phone: str) -> None:
    """Where somebody gets SMS; nothing for none. Raises ValidationError for what is no number."""
    try:
        digits = re.sub(r"[^0-9+]", "", telephone(phone, settings.ECONOMY))
    except ValidationError:
        raise ValidationError(say("phone-wrong")) from None
    User.objects.filter(pk=user.pk).update(phone=digits)


def forget_unconfirmed(now: datetime) -> None:
    """Delete some of those who asked for an account a day ago or longer and never entered the code: they are nobody."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    asked = EmailAddress.objects.filter(user=OuterRef("pk"))
    nobody = User.objects.filter(
        Exists(asked), ~Exists(confirmed), last_login=None, joined_at__lt=now - CONFIRMED_WITHIN
    )
    for user in nobody.order_by("pk")[:MOST]:
        record.write("account.forgotten", None, subject=user.pk)
        user.delete()


@transaction.atomic
def erase_account(user: User) -> None:
    """Delete somebody. Raises ValidationError while a business would be left without an owner, or the agency without an administrator."""
    administrators = lock_administrators()
    if user.pk in administrators:
        keep_an_administrator(user, administrators)
    owned = user.memberships.filter(role="owner").select_related("business").order_by("business_id")
    for member in owned.select_for_update(of=("business",), no_key=True):
        if not member.business.members.filter(role="owner").exclude(user=user).exists():
            raise ValidationError(say("erase-account-owner", name=str(member.business)))
    end_all(user, user)
    record.write("account.erased", user, subject=user.pk)
    user.delete()
