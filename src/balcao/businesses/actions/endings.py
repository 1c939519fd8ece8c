"""What somebody made here by a right that has ended: invitations are withdrawn, keys and programs that are told deleted, cares ended. Nothing of it wakes again."""

from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.businesses.models import Assignment, Business, Invitation, Token
from balcao.messaging import hooks
from balcao.messaging.models import Hook
from balcao.records import record


def end_what_they_made(by: User | None, user: User, business: Business) -> None:
    """What somebody made as an owner of a business."""
    _end(by, [*business.invitations.filter(made_by=user, used_at=None)], [*business.tokens.filter(user=user)])
    hooks.remove(by, Hook.objects.filter(business=business.pk, made_by=user))


def end_what_a_role_made(by: User | None, user: User, role: str) -> None:
    """What somebody made by a role of the agency; without one, whatever they made."""
    if not role:
        _end(by, [*Invitation.objects.filter(made_by=user, used_at=None)], [*user.tokens.all()])
        hooks.remove(by, Hook.objects.filter(business__isnull=False, made_by=user))
    elif role == Role.OFFICER:
        _end(by, [], [*user.tokens.filter(business=None)])
    if role in ("", Role.ADVISER):
        for assignment in user.assignments.filter(until=None):
            Assignment.objects.filter(pk=assignment.pk).update(until=timezone.now())
            record.write("adviser.ended", by, assignment.business_id, user.pk)


def _end(by: User | None, invitations: list[Invitation], tokens: list[Token]) -> None:
    record.write_all(
        [record.entry("invitation.withdrawn", by, one.business_id, one.pk) for one in invitations]
        + [record.entry("token.revoked", by, one.business_id, one.pk) for one in tokens]
    )
    Invitation.objects.filter(pk__in=[one.pk for one in invitations]).delete()
    Token.objects.filter(pk__in=[one.pk for one in tokens]).delete()
