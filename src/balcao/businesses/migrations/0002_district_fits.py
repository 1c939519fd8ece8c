from django.db import migrations
from django.db.models.functions import Left, Length


def shorten(apps, schema_editor):
    """An application keeps 31 characters of the district: a longer one could be sent on SQLite only."""
    businesses = apps.get_model("businesses", "Business").objects
    businesses.annotate(length=Length("district")).filter(length__gt=31).update(district=Left("district", 31))


class Migration(migrations.Migration):

    dependencies = [
        ("businesses", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(shorten, migrations.RunPython.noop),
    ]
