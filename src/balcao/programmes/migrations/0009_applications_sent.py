# Officers search names by an index that holds them.

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('businesses', '0005_keys_that_end'),
        ('programmes', '0008_measures_renamed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='application',
            name='programmes__phase_i_d503cc_idx',
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state', 'draft'), _negated=True), fields=['phase', '-submitted_at', 'id'], include=('search',), name='applications_sent'),
        ),
    ]
