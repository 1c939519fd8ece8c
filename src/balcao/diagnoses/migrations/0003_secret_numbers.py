from django.db import migrations, models

import balcao.diagnoses.models


class Migration(migrations.Migration):
    dependencies = (("diagnoses", "0002_rows_that_count"),)

    operations = (
        migrations.AlterField(
            "import",
            "id",
            models.UUIDField(
                default=balcao.diagnoses.models.secret_number, editable=False, primary_key=True, serialize=False
            ),
        ),
    )
