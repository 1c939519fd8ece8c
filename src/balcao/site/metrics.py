"""Figures for Prometheus: requests of this process group, and what lies in the database. No personal data."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count
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
        from balcao.diagnoses.models import Import
        from balcao.messaging.queries import waiting_post
        from balcao.site.queue import waiting_tasks

        imports = GaugeMetricFamily("balcao_imports", "Imports by state", labels=["state"])
        for state, count in Import.objects.values_list("state").annotate(Count("pk")).order_by("state"):
            imports.add_metric([state], count)
        yield imports
        waiting = GaugeMetricFamily("balcao_queue_length", "Tasks that wait", labels=["queue"])
        oldest = GaugeMetricFamily("balcao_queue_age_seconds", "Age of the oldest task that waits", labels=["queue"])
        tasks = {name: (count, since) for name, count, since in waiting_tasks()}
        for queue in settings.TASKS["default"]["QUEUES"]:
            count, since = tasks.get(queue, (0, timezone.now()))
            waiting.add_metric([queue], count)
            oldest.add_metric([queue], (timezone.now() - since).total_seconds())
        yield waiting
        yield oldest
        length = GaugeMetricFamily("balcao_post_length", "Letters, messages and events that wait", labels=["kind"])
        age = GaugeMetricFamily("balcao_post_age_seconds", "Age of the oldest that waits", labels=["kind"])
        for kind, count, since in waiting_post():
            length.add_metric([kind], count)
            age.add_metric([kind], (timezone.now() - since).total_seconds())
        yield length
        yield age
