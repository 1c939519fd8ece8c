"""Tables of imports and reports."""

import secrets
import uuid
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from balcao.analytics.sales.schema import ROLES
from balcao.businesses.models import Outlet
from balcao.diagnoses.packed import PackedJSONField

VISIT = timedelta(hours=24)
"""How long an upload without an account lives."""

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When the sample expires."""

READ_AGAIN = timedelta(days=30)
"""How long the report on a period is kept; it can be made anew."""

CORRECTION = timedelta(days=7)
"""How long the file itself is kept after it became sale lines, so that its reading can be corrected."""


def secret_number() -> uuid.UUID:
    """128 random bits in the form of a UUID: whoever knows the address of a visitor's report may read it, so nobody guesses it.

    A UUID of version 4 has 122.
    """
    return uuid.UUID(bytes=secrets.token_bytes(16))


ABOUT = ("kind", "date_order", "amount_of", *ROLES)
"""What can be asked about a file and answered for good, beside what rows of a text count as."""


class State(models.TextChoices):
    """Where an import is. Only `done` ones are part of a history."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    REFUSED = "refused"  # the file is not sales: the reason is told
    FAILED = "failed"  # our fault, after several tries
    CANCELLED = "cancelled"
    UNDONE = "undone"  # taken out of the history by its people


UNDER_WAY = (State.WAITING, State.READING)


class Import(models.Model):
    """A file turned into sale lines.

    Without an outlet it is a visitor's: whoever has its unguessable address may see it until `expires_at`, and only the
    session that brought it (`visits.py`) may change it. `attempt`
    only ever grows, each time reading begins; the latest attempt alone may finish, so nothing is ever written twice.
    """

    id = models.UUIDField(primary_key=True, default=secret_number, editable=False)
    outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, related_name="imports")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    sample = models.BooleanField(default=False)

    file_name = models.CharField(max_length=200)
    file_size = models.BigIntegerField()
    file_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=200, blank=True)  # its key in the store; blank once it is erased
    language = models.CharField(max_length=10)

    columns = models.JSONField(
        default=dict
    )  # what its people overruled: role to heading, and what else was asked to its answer
    date_order = models.CharField(max_length=3, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=20, blank=True)  # of table
    recalled = models.JSONField(default=dict)  # what was known of these headings before: about to answer, day, by whom
    hash_key = models.CharField(max_length=64)
    staff_names = models.JSONField(default=dict)  # of a visitor's upload, until an outlet takes them

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=40, blank=True)
    part = models.FloatField(default=0)  # of the work, 0 to 1
    attempt = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)  # how often reading began since somebody asked for it
    failures = models.IntegerField(default=0)  # of those, how many ended by a fault of ours,
    deaths = models.IntegerField(default=0)  # and how many by the death of the process that opened it
    refusal = models.JSONField(null=True)  # code and facts of the sentence
    finished_at = models.DateTimeField(null=True)

    reading = models.JSONField(null=True)
    has = models.JSONField(default=list)
    lines = models.CharField(max_length=200, blank=True)
    rejects = models.CharField(max_length=200, blank=True)
    count = models.IntegerField(default=0)  # sale lines
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    overlap = models.JSONField(null=True)  # what of it the history already had
    apart = models.BooleanField(default=False)  # kept, but not counted: the same sales told another way

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_import_state"),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(lines=""), name="a_finished_import_has_sale_lines"),
            models.CheckConstraint(
                condition=Q(outlet=None, expires_at__isnull=False) | Q(outlet__isnull=False, expires_at=None),
                name="an_import_is_of_an_outlet_or_expires",
            ),
            models.UniqueConstraint(fields=["sample"], condition=Q(sample=True), name="one_sample"),
        )
        indexes = (
            models.Index(fields=["outlet", "-made_at"]),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="expiring_imports"),
            models.Index(fields=["state"], condition=Q(state__in=UNDER_WAY), name="imports_under_way"),
        )

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY


class Answer(models.Model):
    """What an outlet's people said of files with the same headings: which heading plays a role, what kind of table it is, how dates are written,
    which rows count.

    Of a file only its headings are kept: all of them as a hash, whatever their order, and the one that was named,
    folded; and the text of a state or a type that was asked about. A blank answer means: not as others say.
    """

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="answers")
    signature = models.CharField(max_length=64)
    about = models.CharField(max_length=80)
    answer = models.CharField(max_length=200, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["outlet", "signature", "about"], name="one_answer_to_a_question"),
            models.CheckConstraint(
                condition=~Q(signature="") & ~Q(about=""), name="an_answer_is_about_something_in_known_headings"
            ),
        )
        indexes = (models.Index(fields=["signature", "about", "answer"]),)


class Report(models.Model):
    """A diagnosis as it was told: of one import, or of an outlet's history over a period."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        EMPTY = "empty"  # no sales in the period
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    of_import = models.OneToOneField(Import, models.CASCADE, null=True, related_name="report")
    outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, related_name="reports")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    asked_first = models.DateField(null=True)
    asked_last = models.DateField(null=True)
    history = models.CharField(max_length=64, blank=True)  # which state of the history it was made from
    figures = models.JSONField(null=True)  # the object of `balcao diagnose --json`, with titles in English
    before = models.JSONField(null=True)  # totals of the period before, of the same length

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(of_import=None, outlet__isnull=False) | Q(of_import__isnull=False, outlet=None),
                name="a_report_is_of_an_import_or_of_a_history",
            ),
            models.CheckConstraint(condition=~Q(state="ready", figures=None), name="a_ready_report_has_figures"),
        )
        indexes = (models.Index(fields=["outlet", "-made_at"]),)


class Telling(models.Model):
    """A report in one language, with its charts: what the page and the PDF show."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="tellings")
    language = models.CharField(max_length=10)
    content = PackedJSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "language"], name="one_telling_a_language"),)
