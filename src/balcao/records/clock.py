"""What time it is: the database says so, since machines whose clocks differ share it."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """The database's clock, which is the same for every machine."""
    if connection.vendor != "postgresql":
        return timezone.now()  # an embedded database has this machine's
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
        return told


def in_statement() -> tuple[str, list[datetime]]:
    """`now`, asked in the statement that needs it: its words there, and the values for them."""
    return ("clock_timestamp()", []) if connection.vendor == "postgresql" else ("%s", [now()])
