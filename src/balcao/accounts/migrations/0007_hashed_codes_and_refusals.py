"""Recovery codes of which the seed was kept are hashed afterwards, one person after another: a duty (`recovery.hash_next`)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("accounts", "0006_seeds_kept_anew"), ("mfa", "0003_authenticator_type_uniq"))

    operations = (
        migrations.CreateModel(
            "Refusal",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("hour", models.DateTimeField()),
                ("source", models.CharField(blank=True, max_length=16)),
                ("count", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(
                        fields=["hour", "kind", "source"], name="one_count_of_refusals_a_source_and_hour"
                    ),
                ),
            },
        ),
    )
