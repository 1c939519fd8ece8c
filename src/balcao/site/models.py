"""Tables that keep the machinery going."""

from django.db import models
from django.utils import timezone


class Beat(models.Model):
    """A worker says that it lives. Tasks of one that has fallen silent are given to another."""

    worker = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()


class Duty(models.Model):
    """When something that is done again and again was last begun, so that only one worker does it."""

    name = models.CharField(max_length=40, primary_key=True)
    begun_at = models.DateTimeField()


class Write(models.Model):
    """A program's write that carries a key: its first answer is given again. `status` is empty while it is under way.

    What was answered goes with the program's key, and with the business that it is about.
    """

    key = models.CharField(max_length=64, primary_key=True)
    token = models.ForeignKey("businesses.Token", models.CASCADE, related_name="+")
    business = models.ForeignKey("businesses.Business", models.CASCADE, null=True, related_name="+")
    content = models.CharField(max_length=64)
    standing = models.CharField(max_length=64)
    status = models.IntegerField(null=True)
    answer = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
