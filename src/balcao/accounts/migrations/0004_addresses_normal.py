from django.core.exceptions import ValidationError
from django.db import migrations

from balcao.accounts.addresses import normal


def fold(apps, schema_editor):
    """Addresses get the form in which they are looked up from now on, where nobody else has it."""
    users, addresses = apps.get_model("accounts", "User").objects, apps.get_model("account", "EmailAddress").objects
    for user in users.only("pk", "email").iterator(2000):
        try:
            email = normal(user.email)
        except ValidationError:
            continue  # one that would not be taken today opens nothing but its own account
        if email != user.email and not users.filter(email=email).exists() and not addresses.filter(email=email).exists():
            addresses.filter(user=user.pk, email=user.email).update(email=email)
            users.filter(pk=user.pk).update(email=email)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_seeds_hidden"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
