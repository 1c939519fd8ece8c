from django.db import migrations, models

from balcao.messaging.outside import server_of


def name_servers(apps, schema_editor):
    """Whose program each is and where; whoever is silent is found silent again."""
    for hook in apps.get_model("messaging", "Hook").objects.all():
        hook.server = f"{hook.business or 'agency'} {server_of(hook.url)}"
        hook.save(update_fields=["server"])
    apps.get_model("messaging", "Silence").objects.exclude(hook=None).delete()


class Migration(migrations.Migration):
    dependencies = (("messaging", "0004_hooks_of_businesses"),)

    operations = (
        migrations.AddField("hook", "server", models.CharField(db_index=True, default="", max_length=350), preserve_default=False),
        migrations.RunPython(name_servers, migrations.RunPython.noop),
        migrations.RemoveConstraint("silence", "one_silence_a_channel"),
        migrations.RemoveField("silence", "hook"),
        migrations.AddField("silence", "server", models.CharField(blank=True, default="", max_length=350), preserve_default=False),
        migrations.AddConstraint("silence", models.UniqueConstraint(fields=("channel", "server"), name="one_silence_a_server")),
    )
