"""Pages that are the same for every visitor who is not signed in are rendered and compressed once a process.

Only the keys of their forms differ from answer to answer: they are set between parts that lie ready. A gzip stream may be
put together from parts that were deflated apart, each ended by a full flush (RFC 1951, 1952).
"""

import hashlib
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.middleware.gzip import re_accepts_gzip
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

KEPT = 24 * 3600
"""Seconds after which a page is rendered anew."""
ROWS = 50
"""Rows of a page of a list."""
_KEY = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')
_HEAD, _END = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", b"\x03\x00"


@dataclass(frozen=True)
class Next:
    """The one thing to do next, drawn by `c-next`: what it is, more about it, the button and where it leads, and by when."""

    title: str
    more: str
    label: str
    link: str
    deadline: str = ""


def render_once(
    request: HttpRequest, name: str, template: str, context: Callable[[], dict[str, Any]] = dict
) -> HttpResponse:
    """The page called `name` (which says all that it depends on, but for the language); `context` is asked only if it must be rendered."""
    if request.user.is_authenticated or request.META.get("QUERY_STRING") or request.session.get("_messages"):
        return render(request, template, context())
    key = hashlib.sha256(f"{name}|{request.LANGUAGE_CODE}|{request.get_host()}".encode()).hexdigest()
    parts: list[tuple[bytes, bytes]] | None = caches["pages"].get(key)
    if parts is None:
        parts = [(part, _deflated(part)) for part in _KEY.split(render(request, template, context()).content)]
        caches["pages"].set(key, parts, KEPT)
    token = get_token(request).encode()
    content = token.join(plain for plain, _ in parts)
    if not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response = HttpResponse(content)
    else:
        body = _stored(token).join(deflated for _, deflated in parts)
        tail = zlib.crc32(content).to_bytes(4, "little") + len(content).to_bytes(4, "little")
        response = HttpResponse(_HEAD + body + _END + tail, headers={"Content-Encoding": "gzip"})
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def own_address(request: HttpRequest, given: str | None) -> str:
    """An address of this site that a page was given to go on to, or "" for any other."""
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, request.is_secure())
    return given if given and safe else ""


def in_pages(request: HttpRequest, found: QuerySet[Any], latest: bool = False) -> Page:
    """The page of a list that the address asks for, cut by the database; without one the first or, where it is to be the `latest`, the last."""
    return Paginator(found, ROWS).get_page(request.GET.get("page") or (-1 if latest else 1))


def sent_back(request: HttpRequest, act: str, error: ValidationError) -> dict[str, Any]:
    """What a page needs to show a form again that was refused: which it is, why, and what was typed (`{% typed %}`).

    Forms for one act differ by what they are `of`, such as the step. Whatever the page shows, why is said above it.
    """
    for sentence in error.messages[:5]:
        messages.error(request, sentence)
    of = request.POST.get("code") or request.POST.get("conflict") or ""
    return {"sent_back": {"act": act, "of": of, "error": error.messages[0], "typed": request.POST}}


def absolute(path: str) -> str:
    """The whole address of a page, for messages."""
    return f"{settings.ADDRESS}{path}"


def _deflated(part: bytes) -> bytes:
    """Raw deflate that ends on a byte and leaves nothing for the next part to refer to."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(part: bytes) -> bytes:
    """A block of deflate that is not compressed: a form's key is short, and random."""
    return b"\x00" + len(part).to_bytes(2, "little") + (len(part) ^ 0xFFFF).to_bytes(2, "little") + part
