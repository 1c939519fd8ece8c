"""The mark over the record's head is made as all keyed marks are (`balcao/encryption.py`); a head that bore none gets none."""

from hashlib import sha256
from hmac import compare_digest, digest, new

from django.conf import settings
from django.db import migrations

from balcao.encryption import keyed


def mark_anew(apps, schema_editor):
    """The head of a chain that bore the site's mark bears it in the new way."""
    last = apps.get_model("records", "Entry").objects.filter(number__isnull=False).order_by("-number").first()
    if last is None:
        return
    head = f"{last.number}:{last.digest}"
    key = digest(settings.SECRET_KEY.encode(), b"balcao.records.head", "sha256")
    if compare_digest(last.seal, new(key, head.encode(), sha256).hexdigest()):
        last.seal = keyed("records.head", head)
        last.save(update_fields=["seal"])


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0002_seal"),
    ]

    operations = [
        migrations.RunPython(mark_anew, migrations.RunPython.noop),
    ]
