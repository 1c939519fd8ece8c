"""What happens around every request: how long it took, how large it may be, and in which language it is answered."""

import errno
import gzip
import logging
import time
import uuid
from collections.abc import Callable

from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.middleware.security import SecurityMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from balcao.accounts import refusals
from balcao.accounts.quota import QuotaError, coming_from
from balcao.sheets import NotTakenError
from balcao.site.metrics import REQUESTS, SECONDS

log = logging.getLogger("balcao.requests")
Answer = Callable[[HttpRequest], HttpResponse]


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""What figures tell apart: whoever makes up a method makes no new figure."""


class Observed:
    """Counts and logs requests by route, never by address: addresses hold keys, and queries hold names.

    It is the outermost, so every answer leaves with the policy of what a page may load; one that an answer brings stands beside it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request.id = uuid.uuid4().hex
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        match = getattr(request, "resolver_match", None)
        route = match.route if match else "static" if request.path.startswith(settings.STATIC_URL) else "none"
        REQUESTS.labels(request.method if request.method in METHODS else "other", route, response.status_code).inc()
        SECONDS.labels(route).observe(seconds)
        if route != "static":
            facts = {
                "request": request.id,
                "method": request.method if request.method in METHODS else "other",
                "route": route,
                "status": response.status_code,
            }
            log.info("request", extra={**facts, "ms": round(1000 * seconds)})
        response["X-Request-ID"] = request.id
        own = response.headers.get("Content-Security-Policy", "")
        response["Content-Security-Policy"] = "; ".join(filter(None, (settings.CONTENT_SECURITY_POLICY, own)))
        return response


class Watched:
    """Those who watch over the site ask by whatever name reaches it, such as 127.0.0.1: what they are told links to nothing."""

    PATHS = ("/health", "/ready", "/metrics")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in self.PATHS:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].removeprefix(".")
        return self.get_response(request)


class Encrypted(SecurityMiddleware):
    """Django's, but a program that comes without TLS is refused and not sent on: that its key was read on the way would never be noticed."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if self.redirect and not request.is_secure() and request.path.startswith("/api/"):
            from balcao.site.views import refusal

            return refusal(request, "https-only", 403)
        return super().process_request(request)


class Networks:
    """The API counts its callers by address: of IPv6 only the /64, since whoever has one address of it has them all."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            for name in ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR"):
                if ":" in (told := request.META.get(name, "")):
                    request.META[name] = ",".join(truncate_ip(address.strip()) for address in told.split(","))
        return self.get_response(request)


class Bounded:
    """Refuses what is too large before it is read, and says so when it was too often, the disk is full or the database takes no such text."""

    MORE = 1_000_000
    """Bytes that a form may have around its file."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    TAKE_FILES = frozenset({"upload", "application_paper", "api:bring", "api:paper"})
    """The views that take a file; whatever others are sent is no longer than a form."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._length(request) > settings.MAX_UPLOAD + self.MORE:
            return self._refuse(request, "too-large", 413)
        response = self.get_response(request)
        if getattr(request, "disk_full", False):
            log.error("disk full", extra={"request": request.id})
            return self._refuse(request, "disk-full", 507)
        return response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        match = request.resolver_match
        if self._length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and match.view_name not in self.TAKE_FILES:
            return self._refuse(request, "too-large", 413)
        return None

    @staticmethod
    def _length(request: HttpRequest) -> int:
        """Bytes that are sent, as told."""
        try:
            return int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return 0

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            log.error("disk full", extra={"request": request.id})
            return self._refuse(request, "disk-full", 507)
        if isinstance(error, QuotaError):
            return self._refuse(request, "lists-over", error.status)
        if isinstance(error, NotTakenError):
            return self._refuse(request, error.name, error.status)
        if isinstance(error, DataError | UnicodeEncodeError):  # a character that is none, or a text that is too long
            log.warning("not keepable", extra={"request": request.id, "error": type(error).__name__})
            return self._refuse(request, "not-keepable", 400)
        return None

    def _refuse(self, request: HttpRequest, name: str, status: int) -> HttpResponse:
        from balcao.site.views import refusal

        return refusal(request, name, status)


class Addressed:
    """Lets quotas know from which address a request comes: with TLS in front, as the proxy tells it. What it is refused is counted."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = str(request.META.get("REMOTE_ADDR", ""))
        if settings.HTTPS:
            address = str(request.META.get("HTTP_X_FORWARDED_FOR", address)).rsplit(",", 1)[-1].strip()
        with coming_from(address):
            response = self.get_response(request)
            if kind := refusals.BY_STATUS.get(response.status_code):
                refusals.note(kind)
        return response


class ReadersLanguage:
    """The language chosen here, else the one kept with the person, else the browser's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        kept = getattr(request.user, "language", "") if chosen not in known else ""
        language = next((c for c in (chosen, kept) if c in known), None)
        language = language or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
        response.headers.setdefault("Content-Language", language)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Compressed(GZipMiddleware):
    """Django's, at the quickest level: a report is 18 kB instead of 16, and takes a fifth of the time.

    Keys of forms are masked anew in each answer, so their length tells nothing (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.streaming or len(response.content) < 1000 or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return response
        response.content = gzip.compress(response.content, 1, mtime=0)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "gzip"
        return response
