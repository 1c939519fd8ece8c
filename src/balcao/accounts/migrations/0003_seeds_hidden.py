from django.db import migrations

from balcao.accounts.seeds import MARK, hidden


def hide(apps, schema_editor):
    """Seeds that lie in clear are encrypted."""
    for one in apps.get_model("mfa", "Authenticator").objects.all():
        clear = {name: one.data[name] for name in ("secret", "seed") if not one.data.get(name, MARK).startswith(MARK)}
        if clear:
            one.data = {**one.data, **{name: hidden(seed) for name, seed in clear.items()}}
            one.save(update_fields=["data"])


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_wrong_codes"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
