"""Tables that keep the machinery going. No person's or business's data are here."""

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
    """A program's write that carries a key: its first answer is given again. `status` is empty while it is under way."""

    key = models.CharField(max_length=64, primary_key=True)
    content = models.CharField(max_length=64)
    status = models.IntegerField(null=True)
    answer = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
