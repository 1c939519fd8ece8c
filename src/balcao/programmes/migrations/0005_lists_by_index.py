from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('businesses', '0003_district_of_31'),
        ('programmes', '0004_interests_corrected'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('proposal__isnull', False)), fields=['phase'], name='applications_for_a_second'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state__in', ['submitted', 'under_review', 'information_requested', 'draft']), _negated=True), fields=['phase', '-submitted_at', 'id'], name='applications_decided'),
        ),
    ]
