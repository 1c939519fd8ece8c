"""Figures for Prometheus: requests of this process group, and what lies in the database. No personal data."""

import os
from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

REQUESTS = Counter("balcao_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "balcao_request_seconds", "Time to answer", ["route"], buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, float("inf"))
)


def exposition() -> bytes:
    """Everything in Prometheus' text format."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    registry.register(_Database())
    return generate_latest(registry)


class _Database(Collector):
    """What lies in the database at this moment."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        from django_tasks_db.models import DBTaskResult

        from balcao.diagnoses.models import Import
        from balcao.messaging.queries import waiting_post

        imports = GaugeMetricFamily("balcao_imports", "Imports by state", labels=["state"])
        for state, count in Import.objects.values_list("state").annotate(Count("pk")).order_by("state"):
            imports.add_metric([state], count)
        yield imports
        waiting = DBTaskResult.objects.ready().order_by().aggregate(count=Count("pk"), oldest=Min("enqueued_at"))
        yield GaugeMetricFamily("balcao_queue_length", "Tasks that wait", waiting["count"])
        oldest = (timezone.now() - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0
        yield GaugeMetricFamily("balcao_queue_age_seconds", "Age of the oldest task that waits", oldest)
        length = GaugeMetricFamily("balcao_post_length", "Letters, messages and events that wait", labels=["kind"])
        age = GaugeMetricFamily("balcao_post_age_seconds", "Age of the oldest that waits", labels=["kind"])
        for kind, count, since in waiting_post():
            length.add_metric([kind], count)
            age.add_metric([kind], (timezone.now() - since).total_seconds())
        yield length
        yield age
