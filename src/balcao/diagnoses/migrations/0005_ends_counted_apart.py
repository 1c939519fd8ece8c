from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("diagnoses", "0004_secret_numbers"),)

    operations = (
        migrations.AddField("import", "failures", models.IntegerField(default=0)),
        migrations.AddField("import", "deaths", models.IntegerField(default=0)),
    )
