from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("businesses", "0002_district_fits"),
    ]

    operations = [
        migrations.AlterField("business", "district", models.CharField(blank=True, max_length=31)),
    ]
