"""Members: invited, accepted, changed, removed. A business always has an owner."""

import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.actions.endings import end_what_they_made
from balcao.businesses.models import Business, Invitation, Member
from balcao.businesses.rights import Right, memberships, require
from balcao.language import say
from balcao.records import record

OPEN_FOR = timedelta(days=7)
MOST = 200
"""Members of a business, with those who are invited."""


@transaction.atomic
def invite(user: User, business: Business, role: str) -> tuple[Invitation, str]:
    """A new invitation and its secret, which is shown once and kept nowhere. Raises ValidationError for one too many."""
    _lock(business)
    require(user, business, Right.OWN)
    open_ = business.invitations.filter(used_at=None, expires_at__gt=timezone.now())
    if business.members.count() + open_.count() >= MOST:
        raise ValidationError(say("members-too-many", most=MOST))
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        business=business,
        role=Member.Role(role),
        digest=Invitation.hash(secret),
        made_by=user,
        expires_at=timezone.now() + OPEN_FOR,
    )
    record.write("invitation.made", user, business.pk, invitation.pk, role=invitation.role)
    return invitation, secret


def find_invitation(secret: str) -> Invitation | None:
    """The open invitation with this secret, if whoever made it may still invite."""
    known = Invitation.objects.filter(digest=Invitation.hash(secret)).select_related("business", "made_by").first()
    return known if known and known.is_open and _may_invite(known) else None


@transaction.atomic
def accept_invitation(user: User, secret: str) -> Member:
    """Make somebody a member; an invitation serves once, and only while its maker may invite. Else raises ValidationError."""
    now = timezone.now()
    known = Invitation.objects.filter(digest=Invitation.hash(secret)).select_related("business", "made_by").first()
    if known is None:
        raise ValidationError(say("invitation-used"))
    _lock(known.business)
    opened = Invitation.objects.filter(pk=known.pk, used_at=None, expires_at__gt=now)
    if not _may_invite(known) or not opened.update(used_at=now, used_by=user):
        raise ValidationError(say("invitation-used"))
    member, _ = Member.objects.get_or_create(business=known.business, user=user, defaults={"role": known.role})
    record.write("member.joined", user, known.business_id, user.pk, role=member.role)
    return member


@transaction.atomic
def withdraw_invitation(user: User, invitation: Invitation) -> None:
    """An invitation that nobody shall use any more."""
    require(user, invitation.business, Right.OWN)
    record.write("invitation.withdrawn", user, invitation.business_id, invitation.pk)
    invitation.delete()


@transaction.atomic
def change_role(user: User, member: Member, role: str) -> None:
    """Give a member another role; what an owner made ends with being one. Raises ValidationError if no owner would be left."""
    _lock(member.business)
    require(user, member.business, Right.OWN)
    member = _still_there(member)
    before = member.role
    if before == Member.Role.OWNER and role != Member.Role.OWNER:
        _keep_an_owner(member)
    member.role = Member.Role(role)
    member.save(update_fields=["role"])
    record.write("member.changed", user, member.business_id, member.user_id, role=member.role, before=before)
    if member.role != Member.Role.OWNER:
        end_what_they_made(user, member.user, member.business)


@transaction.atomic
def remove_member(user: User, member: Member) -> None:
    """Take somebody out, with all that they made; everybody may leave. Raises ValidationError if no owner would be left."""
    _lock(member.business)
    member = _still_there(member)
    if member.user_id != user.pk:
        require(user, member.business, Right.OWN)
    if member.role == Member.Role.OWNER:
        _keep_an_owner(member)
    record.write("member.removed", user, member.business_id, member.user_id)
    end_what_they_made(user, member.user, member.business)
    member.delete()


def _lock(business: Business) -> None:
    """One change of a business's people at a time; nothing else waits for it."""
    Business.objects.select_for_update(no_key=True).get(pk=business.pk)


def _still_there(member: Member) -> Member:
    """The member as they are now that the business is locked."""
    found = Member.objects.select_related("business", "user").filter(pk=member.pk).first()
    if found is None:
        raise PermissionDenied("gone meanwhile")
    return found


def _may_invite(invitation: Invitation) -> bool:
    by = invitation.made_by
    return by is not None and by.is_active and memberships(by, Right.OWN).filter(business=invitation.business).exists()


def _keep_an_owner(member: Member) -> None:
    owners = Member.objects.filter(business=member.business, role=Member.Role.OWNER)
    if not owners.exclude(pk=member.pk).exists():
        raise ValidationError(say("last-owner"))
