"""Who decided, who wrote a change, who asks for other officers; a draft for each outlet. Earlier refusals: the record says who."""

from django.db import migrations, models
from django.db.models import Q


def who_decided(apps, schema_editor):
    """Fill in the officers of refusals that were made before, from the record."""
    Application = apps.get_model("programmes", "Application")
    Entry = apps.get_model("records", "Entry")
    references = list(Application.objects.filter(state="ineligible").values_list("reference", flat=True))
    for start in range(0, len(references), 500):
        part = references[start : start + 500]
        moved = Entry.objects.filter(kind="application.moved", subject__in=part, facts__to="ineligible").order_by("id")
        for subject, who in moved.values_list("subject", "who_id"):
            if who is not None:
                Application.objects.filter(reference=subject).update(decided_by=[who])


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("records", "0001_initial")]

    operations = [
        migrations.AddField("application", "decided_by", models.JSONField(default=list)),
        migrations.AddField("phase", "draft_by", models.JSONField(default=list)),
        migrations.AddField("phase", "officers_asked", models.JSONField(null=True)),
        migrations.RemoveConstraint("application", "one_draft_of_a_business_in_a_phase"),
        migrations.AddConstraint(
            "application",
            models.UniqueConstraint(
                fields=["phase", "business"],
                condition=Q(state="draft", outlet=None),
                name="one_draft_of_a_business_in_a_phase",
            ),
        ),
        migrations.AddConstraint(
            "application",
            models.UniqueConstraint(
                fields=["phase", "outlet"], condition=Q(state="draft"), name="one_draft_of_an_outlet_in_a_phase"
            ),
        ),
        migrations.RunPython(who_decided, migrations.RunPython.noop),
    ]
