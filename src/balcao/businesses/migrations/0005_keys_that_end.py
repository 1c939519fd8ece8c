from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("businesses", "0004_longer_keys")]

    operations = [
        migrations.AddField("token", "expires_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("token", "a_key_without_a_business_is_an_officers"),
        migrations.AddConstraint(
            "token",
            models.CheckConstraint(
                condition=Q(business__isnull=False) | Q(scopes=["review"]) | Q(scopes=["review_read"]),
                name="a_key_without_a_business_is_an_officers",
            ),
        ),
    ]
