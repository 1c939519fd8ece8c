"""What time it is: the database says so, since machines whose clocks differ share it."""

from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField, Func, Value
from django.db.models.expressions import Combinable
from django.utils import timezone


def now() -> datetime:
    """The database's clock, which is the same for every machine."""
    if connection.vendor != "postgresql":
        return timezone.now()  # an embedded database has this machine's
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
        return told


def in_statement() -> Combinable:
    """`now`, asked in the statement that needs it."""
    if connection.vendor != "postgresql":
        return Value(now(), DateTimeField())
    return Func(function="clock_timestamp", output_field=DateTimeField())
