"""The table of people."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from balcao.accounts.addresses import normal


class Role(models.TextChoices):
    """What the agency has made of somebody; everybody else is a person, who may be a member of businesses."""

    PERSON = "person"
    SUPPLIER = "supplier"
    ADVISER = "adviser"
    OFFICER = "officer"
    POLICY_LEAD = "policy_lead"
    ADMINISTRATOR = "administrator"


AGENCY_ROLES = (Role.ADVISER, Role.OFFICER, Role.POLICY_LEAD, Role.ADMINISTRATOR)
"""Those who work for the agency: a second factor is theirs to set up before anything else."""


class UserManager(BaseUserManager["User"]):
    """Makes users; there are no passwords, so none is asked."""

    def create_user(self, email: str, **fields: Any) -> "User":
        user = self.model(email=normal(email), **fields)
        user.set_unusable_password()
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who signs in, by a code sent to the address, by passkey or through a national identity provider."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=20, blank=True)  # for SMS, where the agency has a gateway
    role = models.CharField(max_length=20, choices=Role, default=Role.PERSON)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    wrong_codes = models.PositiveIntegerField(default=0)  # of the second factor, since the last right one
    locked_until = models.DateTimeField(null=True)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # noqa: RUF012 - as Django wants it

    objects = UserManager()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_role"),)
        indexes = (
            models.Index(fields=["-joined_at", "id"]),
            models.Index(fields=["role", "name"], condition=~models.Q(role=Role.PERSON), name="people_of_the_agency"),
        )

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def of_agency(self) -> bool:
        return self.role in AGENCY_ROLES

    # What Django and its apps ask of a user; there is no Django admin, so nobody is staff of it.
    is_staff = is_superuser = False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, label: str) -> bool:
        return False


class Spent(models.Model):
    """How much of a kind somebody has brought within an hour; whose it is only `quota.py` can tell, and only in that hour."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)
    count = models.IntegerField(default=0)
    size = models.BigIntegerField(default=0)


class Refusal(models.Model):
    """How often something was refused within an hour to one source, which only the secret key can tell (`refusals.py`)."""

    kind = models.CharField(max_length=20)
    hour = models.DateTimeField()
    source = models.CharField(max_length=16, blank=True)
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["hour", "kind", "source"], name="one_count_of_refusals_a_source_and_hour"),
        )
