from hashlib import sha256
from hmac import digest, new

from django.conf import settings
from django.db import migrations, models


def mark_head(apps, schema_editor):
    """The chain that is there when the mark comes is taken as it is."""
    Entry = apps.get_model("records", "Entry")
    last = Entry.objects.filter(number__isnull=False).order_by("-number").first()
    if last is not None:
        key = digest(settings.SECRET_KEY.encode(), b"balcao.records.head", "sha256")
        last.seal = new(key, f"{last.number}:{last.digest}".encode(), sha256).hexdigest()
        last.save(update_fields=["seal"])


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.AddField("entry", "seal", models.CharField(blank=True, max_length=64)),
        migrations.RunPython(mark_head, migrations.RunPython.noop),
    ]
