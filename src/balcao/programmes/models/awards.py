"""Draws, and the awards that follow from a place, with their steps."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from balcao.programmes.models.applications import Application
from balcao.programmes.models.phases import Phase

USER = settings.AUTH_USER_MODEL


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


class PlaceMoved(models.Model):
    """How the list moved on after the draw: who left a place or the list, and who got one. Public: a reference and a state, no name.

    The record holds the same among everything else that happened, which no page for everybody looks through.
    """

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="places_moved", db_index=False)
    at = models.DateTimeField()
    reference = models.CharField(max_length=16)
    state = models.CharField(max_length=22)

    class Meta:
        indexes = (models.Index(fields=["phase", "id"], name="places_moved_of_a_phase"),)


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
