"""Tables of businesses: outlets, members, invitations, consents, advisers, tokens."""

import hashlib
import secrets
import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from balcao.businesses.sectors import SECTORS


def make_hash_key() -> str:
    """A key of 256 bits for pseudonyms of names (`diagnoses/reading.py`); those made before have 128."""
    return secrets.token_hex(32)


class Size(models.TextChoices):
    """People employed, owners not counted (OECD's size classes, with one more for the smallest)."""

    ALONE = "0"
    MICRO = "1-3"
    VERY_SMALL = "4-9"
    SMALL = "10-49"
    MEDIUM = "50-99"
    LARGE = "100+"


class Business(models.Model):
    """One SME."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name_zh = models.CharField(max_length=120, blank=True)
    name_pt = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=4, blank=True, choices=[(code, code) for code in SECTORS])
    size = models.CharField(max_length=6, blank=True, choices=Size)
    district = models.CharField(max_length=31, blank=True)  # as an application keeps it
    registration_number = models.CharField(max_length=40, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    registered_here = models.BooleanField(null=True, blank=True)  # in this economy
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    bank_account = models.CharField(max_length=60, blank=True)
    hash_key = models.CharField(max_length=64, default=make_hash_key, editable=False)
    monthly_update = models.BooleanField(default=False)
    monthly_sent_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(name_zh="", name_pt="", name_en=""), name="a_business_has_a_name_in_some_language"
            ),
        )
        indexes = (
            models.Index(fields=["monthly_update", "monthly_sent_on"]),
            models.Index(fields=["-created_at", "id"]),
        )

    def __str__(self) -> str:
        return self.name_in("")

    def name_in(self, language: str) -> str:
        """The trade name in a language, or in the first that it has."""
        own = {"zh-Hant": self.name_zh, "pt": self.name_pt, "en": self.name_en}
        return own.get(language) or self.name_zh or self.name_pt or self.name_en


class Outlet(models.Model):
    """A place of sale. `staff_names` tells the owner who a hashed member of staff is; it never leaves the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    business = models.ForeignKey(Business, models.CASCADE, related_name="outlets")
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    staff_names = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)


class Document(models.Model):
    """A paper of a business, handed in once and used again: what it is, and the file's key in the store.

    Without a business it belongs to an award that the law makes the agency keep after its business was erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    business = models.ForeignKey(Business, models.CASCADE, null=True, related_name="documents")
    kind = models.CharField(max_length=31)
    name = models.CharField(max_length=120)
    media = models.CharField(max_length=40)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    expires_on = models.DateField(null=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=["business", "-brought_at"]),)


class Member(models.Model):
    """Somebody's part in a business."""

    class Role(models.TextChoices):
        OWNER = "owner"
        MANAGER = "manager"
        STAFF = "staff"

    business = models.ForeignKey(Business, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["business", "user"], name="one_part_in_a_business"),
            models.CheckConstraint(condition=Q(role__in=["owner", "manager", "staff"]), name="known_member_role"),
        )


class Invitation(models.Model):
    """A link that makes its first user a member. Only the hash of its secret is kept."""

    business = models.ForeignKey(Business, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Member.Role)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    @staticmethod
    def hash(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.expires_at > timezone.now()


class Consent(models.Model):
    """What a business lets others see, since when, and until when."""

    class To(models.TextChoices):
        ADVISER = "adviser"  # the assigned adviser sees diagnoses and figures
        OFFICER = "officer"  # officers see diagnoses
        INDICATORS = "indicators"  # counted in published aggregates

    business = models.ForeignKey(Business, models.CASCADE, related_name="consents")
    to = models.CharField(max_length=12, choices=To)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["business", "to"], condition=Q(withdrawn_at=None), name="one_consent_in_force"
            ),
        )


class Assignment(models.Model):
    """An adviser looks after a business."""

    business = models.ForeignKey(Business, models.CASCADE, related_name="assignments")
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["business", "adviser"], condition=Q(until=None), name="one_assignment_in_force"
            ),
        )


class Token(models.Model):
    """A key for a program, allowed some of what its owner may do in one business. Only its hash is kept.

    Without a business it is an officer's, for what officers may do.
    """

    class Scope(models.TextChoices):
        UPLOAD = "upload"
        READ = "read"
        APPLY = "apply"
        REVIEW = "review"  # officers' only
        REVIEW_READ = "review_read"  # the same, without changing anything

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    business = models.ForeignKey(Business, models.CASCADE, null=True, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(business__isnull=False) | Q(scopes=["review"]) | Q(scopes=["review_read"]),
                name="a_key_without_a_business_is_an_officers",
            ),
        )

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended by itself."""
        return self.expires_at is not None and self.expires_at <= now

    @staticmethod
    def make_secret() -> str:
        return f"balcao_{secrets.token_urlsafe(32)}"

    @staticmethod
    def hash(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
