"""Seeds of second factors are kept as all other secrets are (AES-256-GCM); what Fernet kept is read for the last time."""

import logging

from django.db import migrations

from balcao.encryption import FERNET, SEEDS, UnreadableError, decrypt, encrypt


def keep_anew(apps, schema_editor):
    """Seeds that can be read are kept in the new way; others stay as they are, lost as before."""
    for one in apps.get_model("mfa", "Authenticator").objects.all():
        found = {name: text for name, text in one.data.items() if isinstance(text, str) and text.startswith(FERNET)}
        try:
            made = {name: encrypt(decrypt(text, SEEDS), SEEDS) for name, text in found.items()}
        except UnreadableError:
            logging.getLogger("balcao.accounts").warning("second factor unreadable", extra={"factor": one.pk})
            continue
        if made:
            one.data = {**one.data, **made}
            one.save(update_fields=["data"])


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0005_spent"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunPython(keep_anew, migrations.RunPython.noop),
    ]
