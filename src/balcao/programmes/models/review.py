"""What officers write while they review: notes, conflicts of interest, lists of their own."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from balcao.programmes.models.applications import Application

USER = settings.AUTH_USER_MODEL


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
