from django.db import migrations, models

import balcao.diagnoses.models


class Migration(migrations.Migration):
    dependencies = (("diagnoses", "0003_longer_keys"),)

    operations = (
        migrations.AlterField(
            "import",
            "id",
            models.UUIDField(
                default=balcao.diagnoses.models.secret_number, editable=False, primary_key=True, serialize=False
            ),
        ),
    )
