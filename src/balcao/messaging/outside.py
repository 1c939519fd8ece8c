"""Posting to programs of others: only to those that the operator lets (`BALCAO_HOOK_HOSTS`), and never for longer than a bound.

Where any public host is let, over TLS to port 443 and to the very address that was looked at: what lies inside the agency's
network is no hook's business, unless it is named.
"""

import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import Message
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from balcao.encryption import UnreadableError

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64: an IPv4 address in its last 32 bits."""


LONGEST_NAME = 254
"""Characters of a host's name, with the point at its end."""
ANY = "*"
"""In the list of hosts: any that is public."""


class NotOutsideError(ValueError):
    """The address is none that hooks may go to: it is not in the list or, where any public host is, leads inside or is not over TLS."""


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


def check(url: str, ours: bool = True) -> SplitResult:
    """The parts of an address that may be posted to, as far as it tells without being resolved. Raises NotOutsideError.

    `ours`: the agency named it. Programs of businesses are told only where any public host is let: hosts that are named may lie inside.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotOutsideError("not an address") from None
    host = (parts.hostname or "").rstrip(".")
    if not host or port == 0 or parts.username or parts.scheme not in ("http", "https"):
        raise NotOutsideError("not an address of the web")
    if ours and _is_named(parts):
        return parts
    if ANY not in settings.HOOK_HOSTS or port not in (None, 443):
        raise NotOutsideError("not in the list")
    if parts.scheme != "https" or host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        raise NotOutsideError("not outside, or not over TLS")
    try:
        inside = not is_public(host)
    except ValueError:  # a name
        return parts
    if inside:
        raise NotOutsideError("not outside")
    return parts


def server_of(url: str) -> str:
    """Host and port of an address of the web, as one word however it is written: a name as it is looked up, a number in its short form."""
    parts = urlsplit(url)
    return f"{_one_spelling(parts.hostname or '')}:{parts.port or (80 if parts.scheme == 'http' else 443)}"


def _one_spelling(host: str) -> str:
    with suppress(ValueError):
        return str(ip_address(host))
    with suppress(OSError, ValueError):
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))  # 127.1, 0x7f000001
    try:
        name = host.encode("idna").decode().casefold()
    except UnicodeError:
        name = host
    return (name if len(name) <= LONGEST_NAME else host).rstrip(".")


def lets_any(ours: bool = True) -> bool:
    """Whether hooks may go anywhere at all: the agency's, or those of businesses."""
    return bool(settings.HOOK_HOSTS) if ours else ANY in settings.HOOK_HOSTS


def is_named(url: str) -> bool:
    """Whether the list has this host with this port (443 where it says none), and without TLS only if it says so (`http://`)."""
    try:
        return _is_named(urlsplit(url))
    except ValueError:
        return False


def _is_named(parts: SplitResult) -> bool:
    host = (parts.hostname or "").rstrip(".")
    bare = f"[{host}]" if ":" in host else host
    named = {entry.casefold() for entry in settings.HOOK_HOSTS}
    if parts.scheme == "http":
        return f"http://{bare}:{parts.port or 80}" in named or (parts.port in (None, 80) and f"http://{bare}" in named)
    return f"{bare}:{parts.port or 443}" in named or (parts.port in (None, 443) and bare in named)


def post_outside(url: str, body: bytes, headers: Mapping[str, str], timeout: float, ours: bool = True) -> None:
    """Post to somebody else's program. Raises NotOutsideError, or OSError unless the answer is 2xx; no redirect is followed.

    `timeout`: seconds for all of it, from the first byte that is sent; a name server has its own.
    """
    parts = check(url, ours)
    if ours and _is_named(parts):
        return post_inside(url, body, headers, timeout)
    host, port = str(parts.hostname), parts.port or 443
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotOutsideError("not outside")
    with _Bounded(timeout) as bounded:
        connection = _Pinned(host, port, addresses, bounded)
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
    """Post to an address that the operator has named, in `timeout` seconds. Raises OSError unless the answer is 2xx."""
    if not url.startswith(("https://", "http://")):
        raise ValueError("not an address of the web")
    with _Bounded(timeout) as bounded:
        opener = urllib.request.build_opener(_Stay, _Plain(bounded.watch), _Encrypted(bounded.watch))
        opener.open(urllib.request.Request(url, body, dict(headers)), timeout=timeout).close()


class _Bounded:
    """Ends a call after so many seconds in all: a program that sends a byte now and then holds nobody for longer."""

    def __init__(self, seconds: float) -> None:
        self._ended, self._until = False, time.monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def left(self) -> float:
        """Seconds that are left; raises TimeoutError where there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("no answer in time")
        return left

    def watch(self, connection: socket.socket) -> None:
        """Know a connection as soon as it is made; what becomes of the socket itself (TLS takes it over) does not matter."""
        with self._lock:
            self._watched.append(connection.dup())
        if self._ended:
            self._end()

    def _end(self) -> None:
        with self._lock:
            self._ended = True
            for connection in self._watched:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "_Bounded":
        self._timer.start()
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._watched:
                connection.close()
            self._watched.clear()
        if self._ended and not isinstance(error, urllib.error.HTTPError):
            raise TimeoutError("no whole answer in time") from error


class _Pinned(http.client.HTTPSConnection):
    """A connection to the addresses that were looked at; the certificate is the name's."""

    def __init__(self, host: str, port: int, addresses: list[str], bounded: _Bounded) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=bounded.left(), context=self._tls)
        self._addresses, self._bounded = addresses, bounded

    def connect(self) -> None:
        error: OSError = OSError("no address")
        for address in self._addresses:
            try:
                plain = socket.create_connection((address, self.port), self._bounded.left())
            except OSError as refused:
                error = refused
                continue
            self._bounded.watch(plain)
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
            return
        raise error


class _Seen(http.client.HTTPConnection):
    """A connection that is watched from when it is made, before TLS begins on it."""

    watch: Callable[[socket.socket], None]

    def connect(self) -> None:
        super().connect()
        self.watch(self.sock)


class _SeenEncrypted(http.client.HTTPSConnection, _Seen):
    """The same with TLS: Python's connects by the class that follows it here."""


class _Plain(urllib.request.HTTPHandler):
    """Opens http:// with a connection that is watched."""

    def __init__(self, watch: Callable[[socket.socket], None]) -> None:
        super().__init__()
        self._kind: Any = type("_Seen", (_Seen,), {"watch": staticmethod(watch)})

    def http_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(self._kind, request)


class _Encrypted(urllib.request.HTTPSHandler):
    """Opens https:// likewise."""

    def __init__(self, watch: Callable[[socket.socket], None]) -> None:
        super().__init__()
        self._kind: Any = type("_SeenEncrypted", (_SeenEncrypted,), {"watch": staticmethod(watch)})

    def https_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(self._kind, request)


class _Stay(urllib.request.HTTPRedirectHandler):
    """A signed payload goes to the address that was given, and no further."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def kind_of(error: Exception) -> str:
    """What went wrong, as a word: it tells nothing of what listens where."""
    if isinstance(error, urllib.error.HTTPError):
        return "answered-error"
    if isinstance(error, UnreadableError):
        return "unreadable"
    return "not-outside" if isinstance(error, NotOutsideError) else "no-answer"
