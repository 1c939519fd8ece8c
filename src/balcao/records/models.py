"""The table of the record."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Entry(models.Model):
    """Something that happened: when, by whom, to what, and how. Written once; afterwards only sealed, or its facts erased.

    `who` and `business` name rows that may be gone: the entry stays. `number` and `digest` are its place in the chain,
    given when it is sealed, some seconds after it was written. `facts_digest` lets the chain hold after facts are erased.
    `seal` is on the last entry of each sealing: the site's mark over number and digest, by a key that the database lacks.
    """

    at = models.DateTimeField(default=timezone.now)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", db_index=False
    )
    role = models.CharField(max_length=20, blank=True)
    business = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(null=True, default=dict)
    salt = models.CharField(max_length=32, blank=True)
    facts_digest = models.CharField(max_length=64)
    number = models.BigIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["business", "-at"]),
            models.Index(fields=["subject", "id"]),
            models.Index(fields=["id"], condition=Q(number=None), name="entries_not_sealed"),
        )
