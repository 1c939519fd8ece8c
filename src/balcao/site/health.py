"""For those who watch over the site: alive, ready, and in figures."""

import hmac

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from balcao import store
from balcao.messaging.queries import late_post
from balcao.site.guard import is_local
from balcao.site.metrics import exposition
from balcao.site.models import Beat
from balcao.site.queue import SILENT


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """Database, store and a worker are there; and what waits to be sent, which makes no web server less ready."""
    found = {"database": False, "files": False, "worker": False}
    post = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["database"] = True
        found["worker"] = Beat.objects.filter(at__gte=timezone.now() - SILENT).exists()
        found["files"] = store.reachable()
        post = late_post(timezone.now())
    except Exception:
        pass  # which one failed is in the answer
    return JsonResponse({**found, "post": post}, status=200 if all(found.values()) else 503)


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus: with the key, or from this machine where none is set."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    key = settings.METRICS_KEY
    direct = "HTTP_X_FORWARDED_FOR" not in request.META and is_local(request.META.get("REMOTE_ADDR", ""))
    if not (hmac.compare_digest(given.encode(), key.encode()) if key else direct):
        return HttpResponse(status=403)
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4")
