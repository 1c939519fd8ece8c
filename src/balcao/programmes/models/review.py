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
    """An officer has declared an interest in an application: they decide nothing about it, until a second officer corrects it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="conflicts")
    officer = models.ForeignKey(USER, models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["application", "officer"],
                condition=models.Q(lifted_at=None),
                name="one_standing_conflict_of_an_officer",
            ),
        )


class Interest(models.Model):
    """Somebody was a member of the business of an application, which was erased since: what remains of their interest."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="interests")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["application", "user"], name="one_interest_of_a_person"),)


class SavedList(models.Model):
    """A queue as an officer filtered it, kept under a name."""

    officer = models.ForeignKey(USER, models.CASCADE, related_name="saved_lists")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["officer", "name"], name="one_saved_list_of_a_name"),)
