"""Keys of pseudonyms have 256 bits from now on; those that there are stay."""

from django.db import migrations, models

import balcao.businesses.models


class Migration(migrations.Migration):

    dependencies = [
        ("businesses", "0003_district_of_31"),
    ]

    operations = [
        migrations.AlterField(
            "business",
            "hash_key",
            models.CharField(default=balcao.businesses.models.make_hash_key, editable=False, max_length=64),
        ),
    ]
