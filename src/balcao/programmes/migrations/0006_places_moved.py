"""How the list moved on after a draw has a table of its own, for its public page; the list in order has its index."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def fill(apps, schema_editor):
    """What the record knows of draws that were made before."""
    Entry, PlaceMoved = apps.get_model("records", "Entry"), apps.get_model("programmes", "PlaceMoved")
    joined = Q(facts__reason__code__in=("after_the_draw", "back_in_order"))
    left_or_offered = Q(facts__to__in=("withdrawn", "lapsed", "ineligible", "selected")) & ~Q(facts__from="eligible")
    for phase in apps.get_model("programmes", "Phase").objects.exclude(settled_at=None).only("pk", "settled_at"):
        drawn = apps.get_model("programmes", "Application").objects.filter(phase=phase).exclude(position=None)
        moved = Entry.objects.filter(kind="application.moved", at__gt=phase.settled_at, subject__in=drawn.values("reference"))
        ended = moved.filter(facts__reason__code="list_ended").values("pk")
        shown = moved.filter(joined | left_or_offered).exclude(pk__in=ended).order_by("id")
        rows = (PlaceMoved(phase=phase, at=e.at, reference=e.subject, state=e.facts["to"]) for e in shown.iterator())
        PlaceMoved.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ("programmes", "0005_lists_by_index"),
        ("records", "0003_mark_anew"),
    ]

    operations = [
        migrations.AddIndex(
            "application",
            models.Index(condition=models.Q(("state", "waitlisted")), fields=["phase", "position"], name="list_in_order"),
        ),
        migrations.CreateModel(
            name="PlaceMoved",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("reference", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=22)),
                ("phase", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="places_moved", to="programmes.phase")),
            ],
            options={"indexes": [models.Index(fields=["phase", "id"], name="places_moved_of_a_phase")]},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
