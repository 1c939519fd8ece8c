"""Figures for Prometheus: requests of this process group, and what lies in the database. No personal data."""

import os

from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

REQUESTS = Counter("balcao_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "balcao_request_seconds", "Time to answer", ["route"], buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, float("inf"))
)


def exposition() -> bytes:
    """Everything in Prometheus' text format."""
    from django_tasks_db.models import DBTaskResult

    from balcao.diagnoses.models import Import

    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    imports = Gauge("balcao_imports", "Imports by state", ["state"], registry=registry)
    for state, count in Import.objects.values_list("state").annotate(Count("pk")):
        imports.labels(state).set(count)
    waiting = DBTaskResult.objects.ready().aggregate(count=Count("pk"), oldest=Min("enqueued_at"))
    Gauge("balcao_queue_length", "Tasks that wait", registry=registry).set(waiting["count"])
    age = (timezone.now() - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0
    Gauge("balcao_queue_age_seconds", "Age of the oldest task that waits", registry=registry).set(age)
    return generate_latest(registry)
