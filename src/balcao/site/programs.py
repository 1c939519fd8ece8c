"""What programs may rely on at the API: a write that is sent again is done once, and what has not changed is not sent again."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, set_response_etag

from balcao.language import say
from balcao.site.models import Write

REMEMBERED = timedelta(days=2)
"""How long a write is known by its key."""
LONGEST = 200
"""Characters of a key."""


class Programs:
    """For the API: answers a repeated write with its first answer, and an unchanged read with 304."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        if request.method in ("GET", "HEAD"):
            return self._read(request)
        key = request.headers.get("Idempotency-Key", "")
        if request.method in ("POST", "PUT", "PATCH", "DELETE") and key:
            return self._write(request, key)
        return self.get_response(request)

    def _read(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 200 or response.streaming:
            return response
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def _write(self, request: HttpRequest, key: str) -> HttpResponse:
        if len(key) > LONGEST:
            return JsonResponse({"detail": say("write-key-long", most=LONGEST)}, status=422)
        whose = hashlib.sha256(f"{request.headers.get('Authorization', '')}|{key}".encode()).hexdigest()
        content = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + _body(request)).hexdigest()
        try:
            with transaction.atomic():
                Write.objects.create(key=whose, content=content)
        except IntegrityError:
            return _again(whose, content)
        try:
            response = self.get_response(request)
        except BaseException:
            Write.objects.filter(key=whose).delete()
            raise
        if response.status_code >= 500 or response.streaming:
            Write.objects.filter(key=whose).delete()
        else:
            Write.objects.filter(key=whose).update(status=response.status_code, answer=response.content.decode())
        return response


def _body(request: HttpRequest) -> bytes:
    """What was sent; of an upload only its length, since it is read as it comes."""
    if (request.content_type or "").startswith("multipart/"):
        return str(request.headers.get("Content-Length", "")).encode()
    return request.body


def _again(whose: str, content: str) -> HttpResponse:
    kept = Write.objects.filter(key=whose).first()
    if kept is None or kept.status is None:
        return JsonResponse({"detail": say("write-under-way")}, status=409)
    if kept.content != content:
        return JsonResponse({"detail": say("write-key-other")}, status=422)
    return HttpResponse(
        kept.answer, status=kept.status, content_type="application/json", headers={"Idempotent-Replay": "true"}
    )


def forget_writes(now: datetime) -> None:
    """Keep the table small."""
    Write.objects.filter(at__lt=now - REMEMBERED).delete()
