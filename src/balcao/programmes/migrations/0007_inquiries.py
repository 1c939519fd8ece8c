"""All that an applicant was asked is kept, not the last inquiry alone."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """What was asked last is the first that is kept."""
    Application = apps.get_model("programmes", "Application")
    rows = Application.objects.exclude(asked=None).only("pk", "asked")
    for row in rows.iterator(chunk_size=500):
        Application.objects.filter(pk=row.pk).update(inquiries=[row.asked])


class Migration(migrations.Migration):

    dependencies = [("programmes", "0006_places_moved")]

    operations = [
        migrations.AddField("application", "inquiries", models.JSONField(default=list)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveField("application", "asked"),
    ]
