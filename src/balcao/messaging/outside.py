"""Posting to programs of others: over TLS, to public addresses only, and to the very address that was looked at.

What lies inside the agency's network is no hook's business, unless the operator names its host (`BALCAO_HOOK_HOSTS`).
"""

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64: an IPv4 address in its last 32 bits."""


class NotOutsideError(ValueError):
    """The address leads inside, is not over TLS, or is none of the web."""


def is_public(address: str) -> bool:
    """Whether an address is one of the public network, whatever form it is written in."""
    found: IPv4Address | IPv6Address = ip_address(address.split("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _TRANSLATED:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local or int(found) >> 32 == 0:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def check(url: str) -> SplitResult:
    """The parts of an address that may be posted to, as far as it tells without being resolved. Raises NotOutsideError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotOutsideError("not an address") from None
    host = (parts.hostname or "").rstrip(".")
    if not host or port == 0 or parts.username or parts.scheme not in ("http", "https"):
        raise NotOutsideError("not an address of the web")
    if host in settings.HOOK_HOSTS:
        return parts
    if parts.scheme != "https" or host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        raise NotOutsideError("not outside, or not over TLS")
    try:
        inside = not is_public(host)
    except ValueError:  # a name
        return parts
    if inside:
        raise NotOutsideError("not outside")
    return parts


def post_outside(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> None:
    """Post to somebody else's program. Raises NotOutsideError, or OSError unless the answer is 2xx; no redirect is followed."""
    parts = check(url)
    if (parts.hostname or "").rstrip(".") in settings.HOOK_HOSTS:
        return post_inside(url, body, headers, timeout)
    host, port = str(parts.hostname), parts.port or 443
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotOutsideError("not outside")
    connection = _Pinned(host, port, addresses, timeout)
    try:
        connection.request(
            "POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, dict(headers)
        )
        answer = connection.getresponse()
        if not 200 <= answer.status < 300:
            raise urllib.error.HTTPError(url, answer.status, "", Message(), None)
    finally:
        connection.close()


def post_inside(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> None:
    """Post to an address that the operator has named. Raises OSError unless the answer is 2xx."""
    if not url.startswith(("https://", "http://")):
        raise ValueError("not an address of the web")
    _OPENER.open(urllib.request.Request(url, body, dict(headers)), timeout=timeout).close()


class _Pinned(http.client.HTTPSConnection):
    """A connection to the addresses that were looked at; the certificate is the name's."""

    def __init__(self, host: str, port: int, addresses: list[str], timeout: float) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=timeout, context=self._tls)
        self._addresses = addresses

    def connect(self) -> None:
        error: OSError = OSError("no address")
        for address in self._addresses:
            try:
                plain = socket.create_connection((address, self.port), self.timeout)
            except OSError as refused:
                error = refused
                continue
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
            return
        raise error


class _Stay(urllib.request.HTTPRedirectHandler):
    """A signed payload goes to the address that was given, and no further."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def kind_of(error: Exception) -> str:
    """What went wrong, as a word: it tells nothing of what listens where."""
    if isinstance(error, urllib.error.HTTPError):
        return "answered-error"
    return "not-outside" if isinstance(error, NotOutsideError) else "no-answer"
