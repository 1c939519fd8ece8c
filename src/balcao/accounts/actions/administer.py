"""What administrators do with people: roles, blocking, ending sessions, forgetting a second factor. All of it is in the record.

`by` is None where it is done on the machine itself, by `balcao administrator`.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from balcao.accounts import recovery
from balcao.accounts.addresses import normal
from balcao.accounts.endings import end_all
from balcao.accounts.letters import who_is, write_to
from balcao.accounts.models import Role, User
from balcao.accounts.proof import must_show_factor
from balcao.language import say
from balcao.records import record


def ways_to_recognise(user: User) -> tuple[str, ...]:
    """Those that are open to an administrator: a colleague is called back, an owner may show a document by video."""
    return ("in-person", "call-back") if user.of_agency else ("in-person", "video")


@transaction.atomic
def set_role(by: User | None, user: User, role: str) -> None:
    """Give somebody a role in the agency, or take it. What the old role made ends with it. An administrator stays."""
    administrators = _administrators(by)
    held = User.objects.select_for_update().get(pk=user.pk)
    before = held.role
    after = Role(role).value
    if before == after:
        return
    if before == Role.ADMINISTRATOR:
        keep_an_administrator(user, administrators)
    if not must_show_factor(held):
        recovery.forget(user, by)  # made by whoever could read their mail: the new role may ask for more
    user.role = after
    user.save(update_fields=["role"])
    record.write("account.role", by, subject=user.pk, before=before, after=after)
    end_all(by, user, before)


@transaction.atomic
def block(by: User, user: User) -> None:
    """Let somebody in no more: their sessions, invitations and keys end now, and none wakes when they are let in again."""
    administrators = _administrators(by)
    if user.pk in administrators:
        keep_an_administrator(user, administrators)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return
    user.is_active = False
    record.write("account.blocked", by, subject=user.pk)
    end_all(by, user)
    _end_sessions(by, user)


@transaction.atomic
def unblock(by: User, user: User) -> None:
    """Let somebody in again."""
    _administrators(by)
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        user.is_active = True
        record.write("account.unblocked", by, subject=user.pk)


@transaction.atomic
def end_sessions(by: User, user: User) -> None:
    """Sign somebody out everywhere."""
    _administrators(by)
    _end_sessions(by, user)


@transaction.atomic
def forget_second_factor(by: User | None, user: User, recognised: str) -> None:
    """Take off a second factor that somebody has lost, and sign them out: they come by a mailed code and set up another.

    It is as good as giving somebody the account, so the record keeps how they were `recognised` (`machine`: by whoever is root there), and they
    and every other administrator are written to. Raises ValidationError where nobody says it, and for one's own.
    """
    administrators = _administrators(by)
    known = ("machine",) if by is None else ways_to_recognise(user)
    if recognised not in known or by == user:
        raise ValidationError(say("person-forget-how-needed"))
    gone, _ = Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(wrong_codes=0, locked_until=None)
    record.write("factor.forgotten", by, subject=user.pk, factors=gone, recognised=recognised)
    _end_sessions(by, user)
    if gone:
        write_to(user, "factor-forgotten")
        others = User.objects.filter(pk__in=administrators).exclude(pk__in=[user.pk, by.pk if by else user.pk])
        for one in others:
            write_to(one, "factor-forgotten-of", who=who_is(user), by=who_is(by) if by else "balcao administrator")


@transaction.atomic
def add_person(by: User | None, email: str, role: str) -> User:
    """Make an account for somebody of the agency, who then signs in by a code sent to the address. One that is there stays as it is."""
    _administrators(by)
    email = normal(email)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email)
        record.write("account.made", by, subject=user.pk)
    told = user.role != role
    EmailAddress.objects.filter(user=user).exclude(email=user.email).update(primary=False)
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    set_role(by, user, role)
    if told and by is not None and user.is_active:
        write_to(user, "added", address=f"{settings.ADDRESS}{reverse('account_login')}")
    return user


def keep_an_administrator(user: User, administrators: set[int]) -> None:
    """Raise ValidationError if somebody is the last of these administrators, whose rows are locked."""
    if not administrators - {user.pk}:
        raise ValidationError(say("last-administrator"))


def lock_administrators() -> set[int]:
    """The administrators, none of whom can go until this transaction ends."""
    found = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")
    return set(found.select_for_update().values_list("pk", flat=True))


def _administrators(by: User | None) -> set[int]:
    """The administrators, locked. Raises PermissionDenied unless `by` is one of them at this moment."""
    found = lock_administrators()
    if by is not None and by.pk not in found:
        raise PermissionDenied("needs administrator")
    return found


def _end_sessions(by: User | None, user: User) -> None:
    """Sessions are bound to the password's hash, here that of none, which is random: made anew, it fits none of them."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    record.write("sessions.ended", by, subject=user.pk)
