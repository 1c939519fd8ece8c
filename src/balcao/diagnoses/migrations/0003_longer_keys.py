"""Keys of pseudonyms have 256 bits from now on; those that there are stay."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("diagnoses", "0002_rows_that_count"),
    ]

    operations = [
        migrations.AlterField("import", "hash_key", models.CharField(max_length=64)),
    ]
