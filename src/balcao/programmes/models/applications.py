"""Applications, what is handed in with them, that they were sent, and what marks two of them as the same hand."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils import timezone

from balcao.businesses.models import Business, Document, Outlet
from balcao.programmes.models.phases import Phase
from balcao.programmes.states import HOLDS_PLACE, IN_REVIEW, State

USER = settings.AUTH_USER_MODEL

DECIDED = ~Q(state__in=[*IN_REVIEW, State.DRAFT])
"""What the agency has decided, or what became of it since; asked in these words, so that its index is found."""
SENT = ~Q(state=State.DRAFT)
"""What officers see, likewise; by its index they search names without reading the rows, which are ten times as large."""


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
    inquiries = models.JSONField(default=list)  # what was asked, oldest first: text, documents, by when, answer
    proposal = models.JSONField(null=True)  # what a first officer would decide, where four eyes are needed
    decided_by = models.JSONField(default=list)  # the officers whose decision counts: none of them decides an appeal
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
                fields=["phase", "business"],
                condition=Q(state="draft", outlet=None),
                name="one_draft_of_a_business_in_a_phase",
            ),
            models.UniqueConstraint(
                fields=["phase", "outlet"], condition=Q(state="draft"), name="one_draft_of_an_outlet_in_a_phase"
            ),
            models.UniqueConstraint(fields=["phase", "position"], name="one_application_at_a_position"),
        )
        indexes = (
            models.Index(fields=["phase", "state", "submitted_at", "id"]),
            models.Index(
                fields=["phase", "-submitted_at", "id"], include=["search"], condition=SENT, name="applications_sent"
            ),
            models.Index(fields=["business", "-made_at"]),
            models.Index(fields=["due_at", "id"], condition=Q(state__in=IN_REVIEW), name="applications_to_decide"),
            models.Index(
                fields=["assigned_to", "due_at"], condition=Q(state__in=IN_REVIEW), name="applications_of_officers"
            ),
            models.Index(fields=["phase"], condition=Q(proposal__isnull=False), name="applications_for_a_second"),
            models.Index(fields=["phase", "-submitted_at", "id"], condition=DECIDED, name="applications_decided"),
            models.Index(fields=["accept_by"], condition=Q(state="selected"), name="places_to_be_accepted"),
            models.Index(fields=["phase"], condition=Q(state__in=HOLDS_PLACE), name="places_taken"),
            models.Index(fields=["phase", "position"], condition=Q(state="waitlisted"), name="list_in_order"),
        )

    @property
    def outcomes(self) -> dict[str, str]:
        """Outcome by the code of the rule, as last judged."""
        return (self.judged or {}).get("rules", {})

    @property
    def appeal_open(self) -> bool:
        """Whether an appeal waits for its answer."""
        return self.state == State.INELIGIBLE and bool(self.appeal) and not (self.appeal or {}).get("decided")

    @property
    def to_decide(self) -> bool:
        """Whether there is something to decide about it: it is in review, or appealed."""
        return self.state in IN_REVIEW or self.appeal_open


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
    """Something by which two applications may be the same hand: the keyed hash of an owner, account, telephone, address, number."""

    class Kind(models.TextChoices):
        OWNER = "owner"
        BANK = "bank"
        REGISTRATION = "registration"
        PHONE = "phone"
        ADDRESS = "address"

    application = models.ForeignKey(Application, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=12, choices=Kind)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=["digest"]),)
