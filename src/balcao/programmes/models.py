"""Tables of measures, phases, applications, draws and awards. What may change into what is in `states.py`."""

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils import timezone

from balcao.businesses.models import Business, Document, Outlet
from balcao.programmes.states import HOLDS_PLACE, IN_REVIEW, State
from balcao.programmes.terms import Method, Terms, Texts

USER = settings.AUTH_USER_MODEL


class Measure(models.Model):
    """A line of support, such as "SME digitalization support 2026"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    @property
    def names(self) -> Texts:
        return Texts.model_validate(self.name)


class Phase(models.Model):
    """One round of a measure.

    `document` holds the terms; `opens_at`, `closes_at`, `places` and `method` are copied from it for queries (`take`).
    `draft` holds a change of published terms that is not published yet. `nonce` is secret until the draw.
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
    version = models.IntegerField(default=0)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    places = models.IntegerField(default=0)
    method = models.CharField(
        max_length=12, choices=[(method.value, method.value) for method in Method], default="draw"
    )
    nonce = models.CharField(max_length=64, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
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

    @cached_property
    def terms(self) -> Terms:
        """What is published, or, before that, what is being written."""
        return Terms.model_validate(self.document)

    def take(self, terms: Terms) -> None:
        """Make these the phase's terms; the caller saves."""
        self.document = terms.as_json()
        self.opens_at, self.closes_at = terms.opens_at, terms.closes_at
        self.places, self.method = terms.places, terms.method.value
        self.__dict__.pop("terms", None)

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


def _of_profile(name: str) -> models.GeneratedField:
    """A column that the database keeps from the profile: figures of 60,000 are counted in a twentieth of the time."""
    return models.GeneratedField(
        expression=KT(f"profile__{name}"), output_field=models.CharField(max_length=31), db_persist=True
    )


class Application(models.Model):
    """A business's request in a phase.

    `revision` grows with every saving of the draft and `stamps` says at which revision each answer was last written, so
    that two devices do not overwrite each other. `profile` is the business as it was when it applied. `judged` keeps the
    outcome of each rule, under which version of the terms and when. The clock of a decision runs until `due_at`; while
    the applicant is asked it stands, and `clock_left` keeps the seconds that were left.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True, null=True)
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="applications")
    business = models.ForeignKey(Business, models.SET_NULL, null=True, related_name="applications")
    outlet = models.ForeignKey(Outlet, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=22, choices=[(s.value, s.value) for s in State], default=State.DRAFT)
    state_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    version = models.IntegerField(default=0)

    answers = models.JSONField(default=dict)
    stamps = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)
    profile = models.JSONField(default=dict)
    sector = _of_profile("sector")
    district = _of_profile("district")
    judged = models.JSONField(null=True)

    assigned_to = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    clock_left = models.IntegerField(null=True)
    asked = models.JSONField(null=True)  # what the applicant is asked: text, documents, by when
    proposal = models.JSONField(null=True)  # what a first officer would decide, where four eyes are needed
    reason = models.JSONField(null=True)  # why it is in this state: codes of rules, or words
    appeal = models.JSONField(null=True)
    points = models.JSONField(default=dict)
    score = models.IntegerField(null=True)
    stratum = models.CharField(max_length=31, blank=True)
    position = models.IntegerField(null=True)  # in the order of the draw, the score or the arrival
    accept_by = models.DateTimeField(null=True)
    search = models.CharField(max_length=400, blank=True)  # names and reference, folded, for officers' search

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(State)), name="known_application_state"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(reference__isnull=False, submitted_at__isnull=False),
                name="what_is_submitted_has_a_reference",
            ),
            models.UniqueConstraint(
                fields=["phase", "business"], condition=Q(state="draft"), name="one_draft_of_a_business_in_a_phase"
            ),
            models.UniqueConstraint(fields=["phase", "position"], name="one_application_at_a_position"),
        )
        indexes = (
            models.Index(fields=["phase", "state", "submitted_at", "id"]),
            models.Index(fields=["phase", "-submitted_at", "id"]),
            models.Index(fields=["business", "-made_at"]),
            models.Index(fields=["due_at", "id"], condition=Q(state__in=IN_REVIEW), name="applications_to_decide"),
            models.Index(
                fields=["assigned_to", "due_at"], condition=Q(state__in=IN_REVIEW), name="applications_of_officers"
            ),
            models.Index(fields=["accept_by"], condition=Q(state="selected"), name="places_to_be_accepted"),
            models.Index(fields=["phase"], condition=Q(state__in=HOLDS_PLACE), name="places_taken"),
        )

    @property
    def outcomes(self) -> dict[str, str]:
        """Outcome by the code of the rule, as last judged."""
        return (self.judged or {}).get("rules", {})


class Attached(models.Model):
    """A document of the business's store, handed in with an application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attached")
    document = models.ForeignKey(Document, models.PROTECT, related_name="uses")
    needed = models.CharField(max_length=31)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "needed", "document"], name="attached_once_for_a_need"),
        )


class Sending(models.Model):
    """That somebody has sent a draft, and when. It is there until the draft was checked and submitted, or refused."""

    application = models.OneToOneField(Application, models.CASCADE, primary_key=True, related_name="sending")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
    anyway = models.BooleanField(default=False)


class Mark(models.Model):
    """Something by which two applications may be the same hand: the hash of an owner, account, telephone, address, number."""

    class Kind(models.TextChoices):
        OWNER = "owner"
        BANK = "bank"
        REGISTRATION = "registration"
        PHONE = "phone"
        ADDRESS = "address"

    application = models.ForeignKey(Application, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=12, choices=Kind)
    digest = models.CharField(max_length=32)

    class Meta:
        indexes = (models.Index(fields=["digest"]),)


class Note(models.Model):
    """What an officer writes for colleagues; the applicant does not read it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notes")
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()


class Conflict(models.Model):
    """An officer has an interest in an application: from then on they decide nothing about it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="conflicts")
    officer = models.ForeignKey(USER, models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["application", "officer"], name="one_conflict_of_an_officer"),)


class SavedList(models.Model):
    """A queue as an officer filtered it, kept under a name."""

    officer = models.ForeignKey(USER, models.CASCADE, related_name="saved_lists")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["officer", "name"], name="one_saved_list_of_a_name"),)


class Draw(models.Model):
    """The draw of a phase: the public number as one officer entered it, another's approval, and the record."""

    phase = models.OneToOneField(Phase, models.PROTECT, related_name="draw")
    source = models.CharField(max_length=200)
    round = models.CharField(max_length=120)
    value = models.CharField(max_length=500)
    entered_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    record = models.TextField(blank=True)  # exactly the text that is published


class Award(models.Model):
    """The right to the benefits of a phase."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="award")
    value = models.BigIntegerField()  # in minor units of the economy's currency
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)


class Step(models.Model):
    """A step of an award: what is to be done by whom until when. `code` is the step's in the terms."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="steps")
    place = models.IntegerField()
    code = models.CharField(max_length=31)
    due_on = models.DateField(null=True)  # unknown until the step before it is done
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    warned_on = models.DateField(null=True)  # when a lapse was announced

    class Meta:
        constraints = (models.UniqueConstraint(fields=["award", "code"], name="one_step_of_a_code"),)
        indexes = (models.Index(fields=["due_on"], condition=Q(done_at=None), name="steps_to_be_done"),)
