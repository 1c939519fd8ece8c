"""A draw's number is kept encrypted and may be replaced where it was lost; marks of applications alike are keyed."""

from django.db import migrations, models
from django.db.models import F

from balcao.encryption import DRAW, encrypt, is_kept
from balcao.programmes.duplicates import renew


def keep(apps, schema_editor):
    """Numbers that lie in clear are encrypted, and marks made anew."""
    Phase = apps.get_model("programmes", "Phase")
    for phase in Phase.objects.exclude(nonce="").only("nonce"):
        if not is_kept(phase.nonce):
            Phase.objects.filter(pk=phase.pk).update(nonce=encrypt(phase.nonce, DRAW))
    Phase.objects.exclude(commitment="").update(committed_at=F("published_at"))
    renew(apps.get_model("programmes", "Application"), apps.get_model("programmes", "Mark"), apps.get_model("accounts", "User"))


class Migration(migrations.Migration):

    dependencies = [
        ("programmes", "0002_acts_and_second_persons"),
    ]

    operations = [
        migrations.AlterField("phase", "nonce", models.CharField(blank=True, max_length=400)),
        migrations.AddField("phase", "committed_at", models.DateTimeField(null=True)),
        migrations.AddField("phase", "earlier_commitments", models.JSONField(default=list)),
        migrations.AddField("phase", "number_asked", models.JSONField(null=True)),
        migrations.AlterField("mark", "digest", models.CharField(max_length=64)),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
