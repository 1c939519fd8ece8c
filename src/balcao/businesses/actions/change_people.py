"""Members: invited, accepted, changed, removed. A business always has an owner."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.models import Business, Invitation, Member
from balcao.businesses.rights import Right, require
from balcao.language import say
from balcao.records import record

OPEN_FOR = timedelta(days=7)


def invite(user: User, business: Business, role: str) -> tuple[Invitation, str]:
    """A new invitation and its secret, which is shown once and kept nowhere."""
    require(user, business, Right.OWN)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        business=business,
        role=Member.Role(role),
        digest=Invitation.hash(secret),
        made_by=user,
        expires_at=timezone.now() + OPEN_FOR,
    )
    return invitation, secret


def find_invitation(secret: str) -> Invitation | None:
    """The open invitation with this secret."""
    invitation = Invitation.objects.filter(digest=Invitation.hash(secret)).select_related("business").first()
    return invitation if invitation and invitation.is_open else None


@transaction.atomic
def accept_invitation(user: User, secret: str) -> Member:
    """Make somebody a member; an invitation serves once. Raises ValidationError if it is used, old or unknown."""
    now = timezone.now()
    opened = Invitation.objects.filter(digest=Invitation.hash(secret), used_at=None, expires_at__gt=now)
    if not opened.update(used_at=now, used_by=user):
        raise ValidationError(say("invitation-used"))
    invitation = Invitation.objects.get(digest=Invitation.hash(secret))
    member, _ = Member.objects.get_or_create(
        business=invitation.business, user=user, defaults={"role": invitation.role}
    )
    record.write("member.joined", user, invitation.business_id, user.pk, role=member.role)
    return member


def withdraw_invitation(user: User, invitation: Invitation) -> None:
    """An invitation that nobody shall use any more."""
    require(user, invitation.business, Right.OWN)
    invitation.delete()


@transaction.atomic
def change_role(user: User, member: Member, role: str) -> None:
    """Give a member another role. Raises ValidationError if no owner would be left."""
    require(user, member.business, Right.OWN)
    if member.role == Member.Role.OWNER and role != Member.Role.OWNER:
        _keep_an_owner(member)
    member.role = Member.Role(role)
    member.save(update_fields=["role"])
    record.write("member.changed", user, member.business_id, member.user_id, role=role)


@transaction.atomic
def remove_member(user: User, member: Member) -> None:
    """Take somebody out; everybody may leave. Raises ValidationError if no owner would be left."""
    if member.user_id != user.pk:
        require(user, member.business, Right.OWN)
    if member.role == Member.Role.OWNER:
        _keep_an_owner(member)
    record.write("member.removed", user, member.business_id, member.user_id)
    member.delete()


def _keep_an_owner(member: Member) -> None:
    owners = Member.objects.select_for_update().filter(business=member.business, role=Member.Role.OWNER)
    if len(owners.exclude(pk=member.pk)) == 0:
        raise ValidationError(say("last-owner"))
