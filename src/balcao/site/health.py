"""For those who watch over the site: alive, ready, and in figures."""

import hmac
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_safe

from balcao import store
from balcao.messaging.queries import late_post
from balcao.records.clock import now
from balcao.site.guard import is_local
from balcao.site.metrics import exposition
from balcao.site.models import Beat
from balcao.site.queue import LATE, OURS, SILENT, waiting_tasks

MIGRATED = 60
"""Seconds for which a process remembers that every migration is applied."""


TEXT = "text/plain; charset=utf-8"


def watches(request: HttpRequest) -> bool:
    """Whether somebody who watches over the site asks: with the key, or from this machine where none is set."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    key = settings.METRICS_KEY
    direct = "HTTP_X_FORWARDED_FOR" not in request.META and is_local(request.META.get("REMOTE_ADDR", ""))
    return hmac.compare_digest(given.encode(), key.encode()) if key else direct


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type=TEXT)


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Database with all its tables, store and a worker that keeps up are there; to those who watch, which is not, what waits, and since when.

    Strangers' files, mail and hooks may wait without making a web server less ready: somebody else could have it so.
    """
    late: dict[str, dict[str, object]] = {}
    post: dict[str, dict[str, object]] = {}

    def queue() -> bool:
        at = now()
        late.update({name: {"waiting": n, "since": since} for name, n, since in waiting_tasks() if since < at - LATE})
        post.update(late_post(at))
        return late.keys().isdisjoint(OURS)

    found = {"database": _asked(_answers), "files": _asked(store.reachable)}
    for name, ask in (("migrations", _migrated), ("worker", _living), ("queue", queue)):
        found[name] = found["database"] and _asked(ask)
    is_ready = all(found.values())
    told = {**found, "late": late, "post": post} if watches(request) else {}
    return JsonResponse({"ready": is_ready, **told}, status=200 if is_ready else 503)


def _asked(ask: Callable[[], bool]) -> bool:
    """What is answered; no where nothing is."""
    try:
        return ask()
    except Exception:
        return False  # which it was is in the answer


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _living() -> bool:
    return Beat.objects.filter(at__gte=now() - SILENT).exists()


def _migrated() -> bool:
    known = caches["pages"]
    if not known.get("migrated"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        known.set("migrated", True, MIGRATED)
    return True


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus."""
    if not watches(request):
        return HttpResponse(status=403)
    return HttpResponse(exposition(), content_type=f"{TEXT}; version=0.0.4")
