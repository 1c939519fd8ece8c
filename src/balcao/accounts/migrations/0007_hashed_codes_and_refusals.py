import hmac

from django.db import migrations, models

from balcao.accounts.recovery import hashed
from balcao.accounts.seeds import shown


def hash_codes(apps, schema_editor):
    """Recovery codes of which the seed was kept are kept as hashes: those that were not used still open."""
    for one in apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes"):
        if "seed" not in one.data:
            continue
        digest, codes = hmac.new(shown(one.data["seed"]).encode("ascii"), None, "sha1"), []
        for number in range(10):  # as allauth made them
            digest.update(f"{number:3},".encode())
            codes.append(f"{int.from_bytes(digest.digest()[:4], 'big') % 10**8:08}")
        unused = [code for number, code in enumerate(codes) if not one.data.get("used_mask", 0) & 1 << number]
        one.data = {"migrated_codes": [], **hashed(unused)}
        one.save(update_fields=["data"])


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
        migrations.RunPython(hash_codes, migrations.RunPython.noop),
    )
