"""Measures, their phases, and the versions of their terms."""

import uuid
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from balcao.encryption import DRAW, LONGEST, decrypt
from balcao.language import OURS
from balcao.programmes.terms import Method, Terms, Texts

USER = settings.AUTH_USER_MODEL
BRIEF = timedelta(minutes=5)
"""A measure's name that stood for less was a slip of the pen."""
TOLD = 5
"""Earlier names of a measure that are told."""


class Measure(models.Model):
    """A line of support, such as "SME digitalization support 2026"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.JSONField(default=dict)
    earlier_names = models.JSONField(default=list)  # each with the moment `until` which it held
    made_at = models.DateTimeField(default=timezone.now)

    @property
    def names(self) -> Texts:
        return Texts.model_validate(self.name)

    @property
    def earlier(self) -> list[tuple[Texts, datetime]]:
        """The last few names that it had before, the latest first, each once, with the moment until which it had it.

        What was put right at once is not told, nor what it is called again; all of them are in the record (`measure.renamed`).
        """
        told: list[tuple[Texts, datetime]] = []
        ends = [datetime.fromisoformat(one["until"]) for one in self.earlier_names]
        began = [self.made_at, *ends]
        for one, since, until in zip(self.earlier_names[::-1], began[-2::-1], ends[::-1], strict=True):
            name = Texts.model_validate(one["name"])
            if until - since >= BRIEF and name not in (self.names, *(name for name, _ in told)):
                told.append((name, until))
            if len(told) == TOLD:
                break
        return told


class Phase(models.Model):
    """One round of a measure.

    `document` holds the terms; `opens_at`, `closes_at`, `places` and `method` are copied from it for queries (`take`).
    `draft` holds a change of published terms that is not published yet, `draft_by` who wrote it, `officers_asked` a change
    of its officers that a second person has to confirm. `nonce`, as it is kept, is the draw's number, secret until then; where it
    was lost another takes its place (`actions/renew_number.py`): `number_asked` by one officer and confirmed by another.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="phases")
    slug = models.SlugField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    document = models.JSONField(default=dict)
    draft = models.JSONField(null=True)
    draft_by = models.JSONField(default=list)
    officers_asked = models.JSONField(null=True)
    version = models.IntegerField(default=0)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    places = models.IntegerField(default=0)
    method = models.CharField(
        max_length=12, choices=[(method.value, method.value) for method in Method], default="draw"
    )
    nonce = models.CharField(max_length=LONGEST, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    committed_at = models.DateTimeField(null=True)
    earlier_commitments = models.JSONField(default=list)  # each with the moment `until` which it held
    number_asked = models.JSONField(null=True)
    officers = models.ManyToManyField(USER, related_name="phases")
    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # when places were first given
    list_ended_at = models.DateTimeField(null=True)  # when the waiting list was ended

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "cancelled"]), name="known_phase_state"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(opens_at__isnull=False, closes_at__isnull=False, version__gte=1),
                name="a_published_phase_has_a_window",
            ),
        )
        indexes = (models.Index(fields=["state", "-closes_at"]),)

    @property
    def number(self) -> str:
        """The draw's secret number. Raises UnreadableError where it was lost with the secret key."""
        return decrypt(self.nonce, DRAW)

    @property
    def earlier(self) -> list[tuple[str, datetime]]:
        """Commitments that were replaced, each with the moment until which it held."""
        return [(one["commitment"], datetime.fromisoformat(one["until"])) for one in self.earlier_commitments]

    @cached_property
    def terms(self) -> Terms:
        """What is published, or, before that, what is being written."""
        return Terms.read(self.document)

    def take(self, terms: Terms) -> None:
        """Make these the phase's terms; the caller saves."""
        self.document = terms.as_json()
        self.opens_at, self.closes_at = terms.opens_at, terms.closes_at
        self.places, self.method = terms.places, terms.method.value
        self.__dict__.pop("terms", None)

    def measure_in(self, language: str) -> str:
        """What it is a phase of: its measure's name, unless its own name begins with it."""
        measure, own = self.measure.names.in_language(language), self.terms.name.in_language(language)
        return "" if own.startswith(measure) else measure

    @property
    def whole_name(self) -> Texts:
        """Its name after that of its measure, for where it stands alone, as in a letter."""
        names = {ours: (self.measure_in(ours), self.terms.name.in_language(ours)) for ours in OURS.values()}
        return Texts.model_validate({ours: " · ".join(filter(None, both)) for ours, both in names.items()})

    @property
    def measure_was(self) -> list[tuple[Texts, datetime]]:
        """Names of its measure that it was published under and has no more."""
        return [
            (name, until) for name, until in self.measure.earlier if self.published_at and self.published_at < until
        ]

    def window(self, now: Any) -> str:
        """Whether it is coming, open or closed, or not public at all."""
        if self.state != self.State.PUBLISHED:
            return self.state
        if now < self.opens_at:
            return "coming"
        return "open" if now < self.terms.last_moment else "closed"


class Version(models.Model):
    """Terms as they were published at one time, with why they changed."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="versions")
    number = models.IntegerField()
    document = models.JSONField()
    why = models.JSONField(default=dict)
    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["phase", "number"], name="one_version_of_a_number"),)
