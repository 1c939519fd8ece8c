"""A measure keeps the names that it had before: what was published under them keeps its meaning."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("programmes", "0007_inquiries")]

    operations = [migrations.AddField("measure", "earlier_names", models.JSONField(default=list))]
