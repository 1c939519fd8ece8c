"""Hooks' secrets are kept encrypted."""

from django.db import migrations, models

import balcao.messaging.models
from balcao.encryption import HOOKS, encrypt, is_kept


def keep(apps, schema_editor):
    """Secrets that lie in clear are encrypted."""
    for hook in apps.get_model("messaging", "Hook").objects.all():
        if not is_kept(hook.secret):
            hook.secret = encrypt(hook.secret, HOOKS)
            hook.save(update_fields=["secret"])


class Migration(migrations.Migration):

    dependencies = [
        ("messaging", "0002_letters"),
    ]

    operations = [
        migrations.AlterField(
            "hook", "secret", models.CharField(default=balcao.messaging.models.make_secret, max_length=400)
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
