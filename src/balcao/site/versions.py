"""Versions of the API: the present one is at `/api/v1`; the address of before, without a version, goes on until its end."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from balcao.api import ROOT

DEPRECATED = datetime(2026, 11, 27, tzinfo=UTC)
"""Since when `/api/…` without a version is no longer the address to write into a program."""
SUNSET = datetime(2027, 6, 30, tzinfo=UTC)
"""Until when it answers for certain."""
_NO_VERSION = re.compile(r"/api/(?!v[0-9]+/)")


class Versions:
    """Answers `/api/…` as `/api/v1/…`, and says when that ends (RFC 9745, RFC 8594)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _NO_VERSION.match(request.path_info):
            return self.get_response(request)
        request.path_info = request.path = _NO_VERSION.sub(f"{ROOT}/", request.path_info, count=1)
        response = self.get_response(request)
        response["Deprecation"] = f"@{int(DEPRECATED.timestamp())}"
        response["Sunset"] = http_date(SUNSET.timestamp())
        response["Link"] = f'<{request.get_full_path()}>; rel="successor-version"'
        return response
