"""A declared interest can be corrected by a second officer; interests of a business's people outlive its erasing."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("programmes", "0003_numbers_kept"),
    ]

    operations = [
        migrations.AddField(
            "conflict",
            "lifted_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("conflict", "lifted_at", models.DateTimeField(null=True)),
        migrations.AddField("conflict", "lifted_why", models.CharField(blank=True, default="", max_length=300), False),
        migrations.RemoveConstraint("conflict", "one_conflict_of_an_officer"),
        migrations.AddConstraint(
            "conflict",
            models.UniqueConstraint(
                fields=["application", "officer"],
                condition=models.Q(lifted_at=None),
                name="one_standing_conflict_of_an_officer",
            ),
        ),
        migrations.CreateModel(
            "Interest",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interests",
                        to="programmes.application",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["application", "user"], name="one_interest_of_a_person")
                ]
            },
        ),
    ]
