"""What people change about themselves, and administrators about others."""

import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from balcao.accounts.models import Role, User
from balcao.language import say


def set_language(user: User, language: str) -> None:
    """The language in which somebody reads and gets messages."""
    User.objects.filter(pk=user.pk).update(language=language)


def set_name(user: User, name: str) -> None:
    """What others call somebody."""
    User.objects.filter(pk=user.pk).update(name=name.strip()[:120])


def set_phone(user: User, phone: str) -> None:
    """Where somebody gets SMS; nothing for none. Raises ValidationError for what is no number."""
    digits = re.sub(r"[\s().-]", "", phone)
    if digits and not re.fullmatch(r"\+?[0-9]{6,18}", digits):
        raise ValidationError(say("phone-wrong"))
    User.objects.filter(pk=user.pk).update(phone=digits)


@transaction.atomic
def set_role(by: User, user: User, role: str) -> None:
    """Give somebody a role in the agency, or take it. An administrator stays."""
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied("needs administrator")
    administrators = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
    if (
        user.role == Role.ADMINISTRATOR
        and role != Role.ADMINISTRATOR
        and not administrators.exclude(pk=user.pk).exists()
    ):
        raise ValidationError(say("last-administrator"))
    user.role = Role(role)
    user.save(update_fields=["role"])


@transaction.atomic
def erase_account(user: User) -> None:
    """Delete somebody. Raises ValidationError while a business would be left without an owner."""
    for member in user.memberships.select_related("business").filter(role="owner"):
        others = member.business.members.filter(role="owner").exclude(pk=member.pk)
        if not others.exists():
            raise ValidationError(say("erase-account-owner", name=str(member.business)))
    user.delete()
