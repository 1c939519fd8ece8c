"""What was answered to programs belongs to a key and a business. What was kept before, for two days, is not."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("businesses", "0001_initial"),
        ("site", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel(name="Write"),
        migrations.CreateModel(
            name="Write",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.CharField(max_length=64)),
                ("standing", models.CharField(max_length=64)),
                ("status", models.IntegerField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("business", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="businesses.business")),
                ("token", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="businesses.token")),
            ],
        ),
    ]
